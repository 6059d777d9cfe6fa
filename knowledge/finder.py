"""The cluster finder: exact on what is structured, ranked on the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from knowledge.base import KnowledgeBase
from knowledge.profiles import ClusterProfile
from knowledge.records import Language
from knowledge.store_protocol import ClusterConditions
from knowledge.text import terms
from knowledge.wishes import Wish, WishReader

NEAR_KM = 60
_FAR_KM = 160.0
_DEPTH = 400
_FIELD_BONUS = 0.5
_FURTHER_BONUS = 0.25  # of each further field that is named
_LEANING_BONUS = 0.25  # of a field that something made suggests, beside one that is named
_PLACE_FACTOR = 2.5  # by which a seat in the very city raises what speaks for a cluster otherwise
_MANY_WORDS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """Clusters that fit, best first, with the scores that ordered them and the conditions that had to be dropped.

    `away` is for each the city of the wish that its seat is nearest to, with the distance in km; None: it has no seat.
    Empty: the wish names no city.
    """

    wish: Wish
    clusters: tuple[ClusterProfile, ...]
    scores: tuple[float, ...]
    dropped: tuple[str, ...] = ()
    away: tuple[tuple[str, float] | None, ...] = ()


class Finder:
    """Finds clusters in an opened index."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self.reader = WishReader(base.taxonomy, base.gazetteer, base.cluster_names)

    # -- the structured part -----------------------------------------------------------------------------------

    def matching(self, wish: Wish) -> list[str]:
        """Return the ids of the clusters that satisfy all conditions of `wish`, by id: exactly what the store gives.

        Several fields, Länder, cities or labels mean any of them, `also` further fields besides. A city counts as the seat; with `near`, clusters
        whose seat is within 60 km, or the distance that is named, count. What the wish excludes is in none of them.
        """
        conditions = ClusterConditions(
            fields=wish.fields,
            laender=wish.laender,
            not_laender=wish.not_laender,
            cities=self._cities_near(wish) if wish.near else wish.cities,
            not_cities=wish.not_cities,
            labels=wish.labels,
            any_label=wish.any_label,
            member=wish.member,
        )
        ids = self._base.store.cluster_ids(conditions)
        for fields in wish.also:
            as_well = set(self._base.store.cluster_ids(ClusterConditions(fields=fields)))
            ids = [i for i in ids if i in as_well]
        return [i for i in ids if i not in wish.besides]

    def _cities_near(self, wish: Wish) -> tuple[str, ...]:
        if not wish.cities:
            return ()
        limit = wish.within_km or NEAR_KM
        names = self._base.taxonomy.city_by_name
        return tuple(name for name in names if self._nearest(name, wish.cities)[1] <= limit)

    def _nearest(self, seat: str, cities: Sequence[str]) -> tuple[str, float]:
        """Return which of `cities` is nearest to the city `seat`, and how far it is in km."""
        here = self.reader.city(seat)
        return min(((name, here.distance_km(self.reader.city(name))) for name in cities), key=lambda item: item[1])

    # -- the ranked part ---------------------------------------------------------------------------------------

    def relevance(self, text: str, language: Language) -> dict[str, float]:
        """Return how well each cluster's profile fits free text, by id, best 1.0; empty text gives none."""
        if not terms(text, language) and not terms(text, "de"):
            return {}
        query = self._base.searcher.prepare(text, language)
        scores: dict[str, float] = {}
        found = self._base.searcher.scores(query, k=_DEPTH, kinds=("profile",))
        passages = self._base.store.passages([rowid for rowid, _ in found])
        for rowid, score in found:
            cluster_id = passages[rowid].cluster_id
            if cluster_id is not None:
                scores.setdefault(cluster_id, score)  # the best comes first
        top = max(scores.values(), default=0.0)
        return {i: score / top for i, score in scores.items()} if top > 0 else {}

    def nearness(self, text: str, language: Language) -> tuple[float, float]:
        """Return how near the nearest profile is to free text: its cosine and its hybrid score, each between 0 and 1.

        0.0 for none, and for one that is on the other side.
        """
        query = self._base.searcher.prepare(text, language)
        hits = self._base.searcher.search(query, k=5, kinds=("profile",))
        return max((0.0, *(h.dense_score for h in hits))), max((0.0, *(h.score for h in hits)))

    def find(self, wish: Wish, language: Language) -> Found:
        """Return the clusters for `wish`, best first.

        A plain wish gives exactly those that satisfy its conditions, by distance where what is near a city is wanted;
        where no cluster has its seat in a city or near it, those of the Land do instead, and `dropped` says so. A need,
        or a wish in many words, keeps Land, label and membership as conditions, while field, city and text rank.
        """
        relevance = self.relevance(wish.text, language)
        if (
            (wish.need and wish.text)
            or wish.beyond >= _MANY_WORDS
            or (wish.beyond and not wish.fields and wish.conditions in ((), ("place",)))
        ):
            return self._ranked_need(wish, relevance)
        ids = self.matching(wish)
        if not ids and wish.cities:  # no seat there: the Land, what is near first
            laender = wish.laender or self._laender_of(wish.cities)
            wider = replace(wish, cities=(), near=False, within_km=None, laender=laender)
            ids = self.matching(wider)
            return self._found(wish, ids, relevance, dropped=("city",) if ids else ())
        return self._found(wish, ids, relevance)

    def _laender_of(self, cities: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.reader.land_of(name) for name in cities))

    def _ranked_need(self, wish: Wish, relevance: dict[str, float]) -> Found:
        hard = replace(wish, fields=(), also=(), cities=(), near=False, within_km=None)
        ids = self._near_by(wish) or self.matching(hard)
        dropped: tuple[str, ...] = ()
        if wish.laender and not self._has_field(ids, wish):
            wider = self.matching(replace(hard, laender=()))
            if self._has_field(wider, wish):
                ids, dropped = wider, ("land",)
        scored = [(i, self._need_score(self._base.profiles[i], wish, relevance.get(i, 0.0))) for i in ids]
        best = max((score for _, score in scored), default=0.0)
        kept = [(i, score) for i, score in scored if score >= 0.55 * best and score > 0]
        kept.sort(key=lambda item: (-item[1], item[0]))
        return self._made(wish, kept[:10], dropped=dropped)

    def _near_by(self, wish: Wish) -> list[str]:
        """Return the clusters near the city of a wish that is no need but asks for those near it; empty: there are none."""
        return self.matching(replace(wish, fields=(), also=())) if wish.near and wish.cities and not wish.need else []

    def _has_field(self, ids: Iterable[str], wish: Wish) -> bool:
        """Return whether one of the clusters is of a field of `wish`; where it names none, whether there is one at all."""
        taxonomy = self._base.taxonomy
        names = {taxonomy.field_by_id[i].en for i in wish.fields}
        return any(not names or names & set(self._base.profiles[i].fields) for i in ids)

    def _need_score(self, profile: ClusterProfile, wish: Wish, relevance: float) -> float:
        field_ids = {self._base.taxonomy.field_ids[name] for name in profile.fields}
        score = relevance
        wanted = chain(wish.fields, *wish.also)
        if named := field_ids & (set(wanted) or set(wish.leanings)):
            score += _FIELD_BONUS + _FURTHER_BONUS * (len(named) - 1)
        elif field_ids & set(wish.leanings):
            score += _LEANING_BONUS
        if wish.cities:
            score *= 1 + _PLACE_FACTOR * self._closeness(profile, wish.cities)
        return score

    def _closeness(self, profile: ClusterProfile, cities: Sequence[str]) -> float:
        """Return 1 for a seat in one of `cities`, falling to 0 at 160 km; for a cluster without a seat, 0.5 in the Land."""
        laender = {self.reader.land_of(name) for name in cities}
        in_land = bool(laender & {self._base.taxonomy.land_ids[state] for state in profile.all_states})
        if profile.city is None:
            return 0.5 * in_land
        return max(0.0, 1 - self._nearest(profile.city, cities)[1] / _FAR_KM) * (1.0 if in_land else 0.7)

    def _found(
        self, wish: Wish, ids: Iterable[str], relevance: dict[str, float], *, dropped: tuple[str, ...] = ()
    ) -> Found:
        scored = [(i, self._order(i, wish, relevance)) for i in ids]
        return self._made(wish, sorted(scored, key=lambda item: (-item[1], item[0])), dropped=dropped)

    def _order(self, cluster_id: str, wish: Wish, relevance: dict[str, float]) -> float:
        profile = self._base.profiles[cluster_id]
        if wish.near and wish.cities:
            return 1 / (1 + self._nearest(profile.city, wish.cities)[1]) if profile.city else 0.0
        seat_in_land = bool(wish.laender) and self._base.taxonomy.land_ids[profile.state] in wish.laender
        closeness = self._closeness(profile, wish.cities) if wish.cities else 0.0
        return relevance.get(cluster_id, 0.0) + 0.3 * seat_in_land + 0.3 * closeness

    def _made(self, wish: Wish, scored: Sequence[tuple[str, float]], *, dropped: tuple[str, ...] = ()) -> Found:
        profiles = tuple(self._base.profiles[i] for i, _ in scored)
        away = tuple(self._nearest(p.city, wish.cities) if p.city else None for p in profiles) if wish.cities else ()
        return Found(wish, profiles, tuple(score for _, score in scored), dropped, away)

    def fewer(self, wish: Wish) -> list[tuple[str, int]]:
        """Return, for a wish that nothing satisfies, each condition with how many fit without it; the best to drop first.

        That is the one that lets the fewest in, the field last: it says what the clusters are wanted for.
        """
        counts = [(name, len(self.matching(wish.without(name)))) for name in wish.conditions]
        return sorted((item for item in counts if item[1]), key=lambda item: (item[0] == "field", item[1], item[0]))
