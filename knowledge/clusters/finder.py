"""The cluster finder: exact on what is structured, ranked on the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain
from math import inf

from knowledge.clusters.wishes import Wish, WishReader
from knowledge.index.store_protocol import ClusterConditions
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import LANGUAGES, Language
from knowledge.retrieval.base import KnowledgeBase
from knowledge.words.text import fold, terms

NEAR_KM = 60
REACH_KM = 150  # beyond that nothing is near, whoever asks
_FAR_KM = 160.0
_DEPTH = 400
_FIELD_BONUS = 0.5
_FURTHER_BONUS = 0.25  # of each further field that is named
_NARROW_BONUS = 0.1  # of the field that the fewest clusters are of, where several are named: it tells more
_LEANING_BONUS = 0.25  # of a field that something made suggests, beside one that is named
_PLACE_FACTOR = 2.5  # by which a seat in the very city raises what speaks for a cluster otherwise
_OF_LAND = 0.2  # how close a cluster of the same Land is at least
_MANY_WORDS = 3
_WELL = 0.55  # of the best score: what is below fits not well enough
_MOST = 10
_FEW_THERE = 5  # so many of one Land are all told, however little their profiles speak of what is needed
_TELLING = 4  # letters of a stem that is looked for within words
_HARDLY = 0.25  # relevance of profiles that hardly speak of what is asked for
_VERY = 0.85  # relevance of what a text in many words says to fit, whatever its fields


@dataclass(frozen=True, slots=True)
class Found:
    """Clusters that fit, best first, with the scores that ordered them and the conditions that had to be dropped: "land", "city", or
    "near" where nothing near the city fits and those farther away are told, the nearest first.

    `unmentioned` are words that none of the profiles has: they are of the field so named, but hardly of what is asked for, or where
    no field is named, near to it by their meaning alone.
    `n_mentioning`: of many of a field, so many have one of the words for it that are not its name, and come first; 0: all or none do.
    `away` is for each the city of the wish that its seat is nearest to, with the distance in km; None: it has no seat.
    Empty: the wish names no city.
    """

    wish: Wish
    clusters: tuple[ClusterProfile, ...]
    scores: tuple[float, ...]
    dropped: tuple[str, ...] = ()
    away: tuple[tuple[str, float] | None, ...] = ()
    unmentioned: str = ""
    n_mentioning: int = 0


class Finder:
    """Finds clusters in an opened index."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self.reader = WishReader(base.taxonomy, base.gazetteer, base.cluster_names)
        self._n_of_field = Counter(base.taxonomy.field_ids[name] for p in base.profiles.values() for name in p.fields)

    # -- the structured part -----------------------------------------------------------------------------------

    def matching(self, wish: Wish) -> list[str]:
        """Return the ids of the clusters that satisfy all conditions of `wish`, by id: exactly what the store gives.

        Several fields, Länder, cities or labels mean any of them, `also` further fields besides. A city counts as the seat; with `near`, clusters
        whose seat is within 60 km, or the distance that is named, count. What the wish excludes is in none of them; beside
        Länder that are wanted, one that is not excludes those that have their seat there.
        """
        conditions = ClusterConditions(
            fields=wish.fields,
            laender=wish.laender,
            not_laender=() if wish.laender else wish.not_laender,
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
        ids = [i for i in ids if i not in wish.besides and (not wish.among or i in wish.among)]
        return [i for i in ids if not self._is_unwanted(i, wish)] if wish.not_laender or wish.not_fields else ids

    def _is_unwanted(self, cluster_id: str, wish: Wish) -> bool:
        """Return whether a cluster is what `wish` leaves out: by its seat, where other Länder are wanted, or its fields.

        Where the field left out is one that is wanted ("energy, but not hydrogen"), its profile tells.
        """
        profile, taxonomy = self._base.profiles[cluster_id], self._base.taxonomy
        if wish.laender and taxonomy.land_ids[profile.state] in wish.not_laender:
            return True
        unwanted = set(wish.not_fields)
        if not unwanted.isdisjoint((*wish.fields, *chain(*wish.also))):
            return any(
                self._is_told_of(cluster_id, words, language) for words in wish.not_words for language in LANGUAGES
            )
        return not unwanted.isdisjoint(taxonomy.field_ids[name] for name in profile.fields)

    def _is_told_of(self, cluster_id: str, words: str, language: Language) -> bool:
        """Return whether a profile has a word, or several one after the other: "IT security", but not any security."""
        if " " not in words:
            return self._has_word(cluster_id, words, language)
        told = fold(_told(self._base.profiles[cluster_id], language))
        return re.search(rf"\b{'[^a-z0-9]?'.join(map(re.escape, fold(words).split()))}", told) is not None

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
            return self._ranked_need(wish, relevance, language)
        ids = self.matching(wish)
        if not ids and wish.cities:  # no seat there: the Land, what is near first
            laender = wish.laender or self._laender_of(wish.cities)
            wider = replace(wish, cities=(), near=False, within_km=None, laender=laender)
            ids = self.matching(wider)
            return self._found(wish, ids, relevance, dropped=("city",) if ids else ())
        mentioning = self.mentioning(wish, ids, language)
        found = self._found(wish, ids, relevance, first=mentioning)
        if mentioning:
            return replace(found, n_mentioning=len(mentioning))
        return replace(found, unmentioned=self._unmentioned(wish, ids, relevance, language))

    def mentioning(self, wish: Wish, ids: Iterable[str], language: Language) -> frozenset[str]:
        """Return those whose profiles have one of the words by which a field was named, if these are not its name; none: none or all do."""
        said = [terms(word, language) for word in self._base.taxonomy.telling(wish.fields, wish.field_words)]
        wanted = [stems for stems in said if stems and all(len(stem) >= _TELLING for stem in stems)]
        if not wanted or wish.near:
            return frozenset()
        told = {i: self._told_stems(i, language) for i in ids}
        having = frozenset(i for i, text in told.items() if any(all(x in text for x in stems) for stems in wanted))
        return having if len(having) < len(told) else frozenset()

    def _told_stems(self, cluster_id: str, language: Language) -> str:
        """Return what a profile tells, folded, and its words as they are compared: "batteries" are told of by "battery"."""
        told = _told(self._base.profiles[cluster_id], language)
        return f"{fold(told)} {' '.join(terms(told, language))}"

    def _unmentioned(self, wish: Wish, ids: Sequence[str], relevance: Mapping[str, float], language: Language) -> str:
        """Return the words for a field that none of a few clusters mentions, where their profiles are far from what is asked for."""
        telling = self._base.taxonomy.telling(wish.fields, wish.field_words)
        few = wish.text and telling and len(wish.conditions) > 1 and len(ids) <= _MOST
        if not few or any(relevance.get(i, 0.0) >= _HARDLY for i in ids):
            return ""
        names = [self._base.taxonomy.field_name(self._base.taxonomy.field_by_id[i].en, language) for i in wish.fields]
        asked = set(terms(" ".join(telling), language)) - set(terms(" ".join(names), language))
        told = {stem for i in ids for stem in terms(_told(self._base.profiles[i], language), language)}
        return ", ".join(telling) if asked and ids and asked.isdisjoint(told) else ""

    def _laender_of(self, cities: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.reader.land_of(name) for name in cities))

    def _ranked_need(self, wish: Wish, relevance: dict[str, float], language: Language) -> Found:
        hard = replace(wish, fields=(), also=(), cities=(), near=False, within_km=None)
        ids = self._near_by(wish) or self.matching(hard)
        dropped: tuple[str, ...] = ()
        if wish.fields and not self._has_field(ids, wish):
            ids = self.matching(replace(hard, laender=())) if wish.laender else []
            if not self._has_field(ids, wish):  # what is of other fields does not fit
                return self._made(wish, ())
            dropped = ("land",)
        if not wish.fields and wish.leanings and wish.laender and not self._has_matter(ids, wish, language):
            ids = [i for i in self.matching(replace(hard, laender=())) if self._is_of(i, wish.leanings)]
            dropped = ("land",)
        scores = {i: self._need_score(self._base.profiles[i], wish, relevance.get(i, 0.0)) for i in ids}
        very = _VERY if len(wish.text.split()) >= _MANY_WORDS else inf
        named = (*wish.fields, *wish.leanings)
        fitting = {
            i
            for i in ids
            if self._is_of(i, named)
            or (relevance.get(i, 0.0) >= very and self._has_word(i, _beside_places(wish), language))
        }
        kept = _best(scores, fitting if named else ())
        if named:
            kept = self._of_matter(kept, fitting, wish, language)
            if not (wish.fields or wish.cities or dropped):
                kept += self._of_land(wish, fitting, scores, [i for i, _ in kept], language)
        if dropped:  # elsewhere: next door first
            kept.sort(key=lambda item: not self._is_next_to(item[0], wish.laender))
        if wish.cities:
            kept, dropped = self._by_place(kept, scores, fitting, wish, dropped)
            kept = self._of_matter(kept, fitting, wish, language) if named else kept
        found = self._made(wish, kept[:_MOST], dropped=dropped)
        shares = bool(named) or any(self._has_word(p.id, _beside_places(wish), language) for p in found.clusters)
        return found if shares or not _beside_places(wish) else replace(found, unmentioned=_beside_places(wish))

    def _of_land(
        self, wish: Wish, fitting: Set[str], scores: Mapping[str, float], kept: Sequence[str], language: Language
    ) -> list[tuple[str, float]]:
        """Return the others of those `fitting` that have their seat in a Land wished for, best first; none where there are many, or
        where one of those `kept` has a word of what is wished: else nothing but the field speaks for these.
        """
        land_ids, words = self._base.taxonomy.land_ids, _beside_places(wish)
        there = [i for i in (fitting - set(kept)) if land_ids[self._base.profiles[i].state] in wish.laender]
        if len(kept) + len(there) > _FEW_THERE or any(self._has_word(i, words, language) for i in kept):
            return []
        return sorted(((i, scores[i]) for i in there), key=lambda item: (-item[1], item[0]))

    def _has_matter(self, ids: Iterable[str], wish: Wish, language: Language) -> bool:
        """Return whether one of the clusters is likely of what is wished, or has a word of it."""
        words = _beside_places(wish)
        return any(self._is_of(i, wish.leanings) or self._has_word(i, words, language) for i in ids)

    def mentions(self, wish: Wish, language: Language) -> bool:
        """Return whether one of the profiles has a word of what is wished."""
        words = _beside_places(wish)
        return any(self._has_word(i, words, language) for i in self._base.profiles)

    def having(self, ids: Iterable[str], text: str, language: Language) -> list[str]:
        """Return those of the clusters `ids` whose names have a word of `text`, or where none has, whose profiles have one."""
        ids = list(ids)
        named = [i for i in ids if self._is_in(self._base.profiles[i].name, text, language)]
        return named or [i for i in ids if self._has_word(i, text, language)]

    def _of_matter(
        self, kept: list[tuple[str, float]], fitting: Set[str], wish: Wish, language: Language
    ) -> list[tuple[str, float]]:
        """Return those of `kept` that are `fitting` or have a word of what is wished; all of them where none is fitting."""
        if not any(i in fitting for i, _ in kept):
            return kept
        words = _beside_places(wish)
        return [item for item in kept if item[0] in fitting or self._has_word(item[0], words, language)]

    def _has_word(self, cluster_id: str, text: str, language: Language) -> bool:
        """Return whether a profile has a word of `text`, be it within another: what has none does not fit where others do."""
        return self._is_in(_told(self._base.profiles[cluster_id], language), text, language)

    @staticmethod
    def _is_in(told: str, text: str, language: Language) -> bool:
        """Return whether `told` has a word of `text`, be it within another."""
        whole = (terms(word, language)[:1] for word in text.split())  # the parts of a compound tell less
        folded = fold(told)
        return any(len(stem) >= _TELLING and stem in folded for stems in whole for stem in stems)

    def _by_place(
        self,
        kept: list[tuple[str, float]],
        scores: Mapping[str, float],
        fitting: Set[str],
        wish: Wish,
        dropped: tuple[str, ...],
    ) -> tuple[list[tuple[str, float]], tuple[str, ...]]:
        """Return those near the cities of a need, or where none of these is `fitting`, of those `kept` the nearest first."""
        near = {
            i: score * (1 + _PLACE_FACTOR * self._closeness(self._base.profiles[i], wish.cities))
            for i, score in scores.items()
            if self._is_near(i, wish.cities)
        }
        named = bool(wish.fields or wish.leanings)
        best = _best(near, fitting if named else ())
        if best and (best[0][0] in fitting if named else best[0][1] >= max(scores.values())):
            return best, dropped
        far = sorted(kept, key=lambda item: (self._far(item[0], wish.cities), item[0]))
        return [item for item in far if item[0] in fitting] or far, (*dropped, "near")

    def _is_of(self, cluster_id: str, fields: Sequence[str]) -> bool:
        """Return whether a cluster is of one of `fields`; where there are none, it is."""
        names = {self._base.taxonomy.field_by_id[i].en for i in fields}
        return not names or not names.isdisjoint(self._base.profiles[cluster_id].fields)

    def _is_next_to(self, cluster_id: str, laender: Sequence[str]) -> bool:
        """Return whether a cluster is of a Land that borders on one of `laender`."""
        taxonomy = self._base.taxonomy
        neighbours = {i for land in laender for i in taxonomy.land_by_id[land].neighbours}
        return not neighbours.isdisjoint(
            taxonomy.land_ids[state] for state in self._base.profiles[cluster_id].all_states
        )

    def _far(self, cluster_id: str, cities: Sequence[str]) -> float:
        seat = self._base.profiles[cluster_id].city
        return self._nearest(seat, cities)[1] if seat else inf

    def _is_near(self, cluster_id: str, cities: Sequence[str]) -> bool:
        """Return whether a cluster has its seat not far from one of `cities`, or is of its Land without a seat, or with one elsewhere."""
        profile = self._base.profiles[cluster_id]
        if self._far(cluster_id, cities) <= REACH_KM:
            return True
        taxonomy = self._base.taxonomy
        laender = {self.reader.land_of(name) for name in cities}
        seat_land = taxonomy.land_ids[profile.state]
        is_elsewhere = profile.city is None or seat_land not in laender
        return is_elsewhere and not laender.isdisjoint(taxonomy.land_ids[state] for state in profile.all_states)

    def _near_by(self, wish: Wish) -> list[str]:
        """Return the clusters near the city of a wish that is no need but asks for those near it; empty: there are none."""
        return self.matching(replace(wish, fields=(), also=())) if wish.near and wish.cities and not wish.need else []

    def _has_field(self, ids: Iterable[str], wish: Wish) -> bool:
        """Return whether one of the clusters is of a field of `wish`; where it names none, whether there is one at all."""
        return any(self._is_of(i, wish.fields) for i in ids)

    def _need_score(self, profile: ClusterProfile, wish: Wish, relevance: float) -> float:
        """Return what speaks for a cluster, wherever it is."""
        field_ids = {self._base.taxonomy.field_ids[name] for name in profile.fields}
        wanted = chain(wish.fields, *wish.also)
        fields = set(wanted) or set(wish.leanings)
        if named := field_ids & fields:
            is_narrow = len(fields) > 1 and min(fields, key=lambda i: (self._n_of_field[i], i)) in named
            return relevance + _FIELD_BONUS + _FURTHER_BONUS * (len(named) - 1) + _NARROW_BONUS * is_narrow
        return relevance + _LEANING_BONUS * bool(field_ids & set(wish.leanings))

    def _closeness(self, profile: ClusterProfile, cities: Sequence[str]) -> float:
        """Return 1 for a seat in one of `cities`, falling to 0 at 160 km; for a cluster without a seat, 0.5 in the Land, and at least
        0.2 for one that is of that Land at all.
        """
        laender = {self.reader.land_of(name) for name in cities}
        in_land = bool(laender & {self._base.taxonomy.land_ids[state] for state in profile.all_states})
        if profile.city is None:
            return 0.5 * in_land
        closeness = max(0.0, 1 - self._nearest(profile.city, cities)[1] / _FAR_KM)
        return max(closeness, _OF_LAND) if in_land else 0.7 * closeness

    def _found(
        self,
        wish: Wish,
        ids: Iterable[str],
        relevance: dict[str, float],
        *,
        dropped: tuple[str, ...] = (),
        first: Collection[str] = (),
    ) -> Found:
        scored = [(i, self._order(i, wish, relevance)) for i in ids]
        ordered = sorted(scored, key=lambda item: (item[0] not in first, -item[1], item[0]))
        return self._made(wish, ordered, dropped=dropped)

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
        if wish.need:  # then a city only ranks
            wish = replace(wish, cities=(), near=False, within_km=None)
        counts = [(name, len(self.matching(wish.without(name)))) for name in wish.conditions]
        return sorted((item for item in counts if item[1]), key=lambda item: (item[0] == "field", item[1], item[0]))


def _beside_places(wish: Wish) -> str:
    """Return the words of a wish that describe its matter: names of regions are searched for, but tell nothing of it."""
    of_places = " ".join(wish.place_words).split()
    return " ".join(word for word in wish.text.split() if word not in of_places)


def _told(profile: ClusterProfile, language: Language) -> str:
    """Return what a profile tells of a cluster's matter in `language`."""
    if language == "en":
        return " ".join((profile.name, profile.summary_en, *profile.keywords_en))
    return " ".join((profile.name, profile.summary_de, *profile.keywords_de))


def _best(scores: Mapping[str, float], first: Collection[str] = ()) -> list[tuple[str, float]]:
    """Return those that fit a need well enough with their scores, best first; those that are `first` before all others."""
    of_these = {i: score for i, score in scores.items() if i in first}
    if of_these:
        before = _best(of_these)
        return [*before, *(item for item in _best(scores) if item[0] not in of_these)]
    least = _WELL * max(scores.values(), default=0.0)
    kept = [(i, score) for i, score in scores.items() if score >= least and score > 0]
    return sorted(kept, key=lambda item: (-item[1], item[0]))
