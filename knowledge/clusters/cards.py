"""Cluster answers: cards and lists of cards, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.clusters.details import Detail
from knowledge.clusters.finder import NEAR_KM, REACH_KM, Found
from knowledge.clusters.wishes import Wish
from knowledge.naming.profiles import ClusterProfile, CountEvidence
from knowledge.quotation.citing import Citations, with_marks
from knowledge.quotation.wording import WORDING, counted, joined, say, with_article
from knowledge.records import ClusterCard, LabelCard, Language, MembershipCard, Passage
from knowledge.retrieval.base import KnowledgeBase
from knowledge.words import dates
from knowledge.words.splitting import sentences

LISTED = 8
_LIST_CHARS = 2300
LEVELS: dict[Language, dict[str, str]] = {
    "en": {"bronze": "bronze", "silver": "silver", "gold": "gold"},
    "de": {"bronze": "Bronze", "silver": "Silber", "gold": "Gold"},
}

_PLACES: dict[Language, dict[str, str]] = {
    "en": {
        "away": "{km} km from {city}",
        "within": "within {km} km of {place}",
        "not_in": "not in {place}",
        "also_in": "also in {place}",
        "no_seat_near": "No cluster in the sources has its seat within {km} km of {city}. In {land}:",
        "nothing_near": "No cluster in the sources within {km} km of {city} fits. Farther away, the nearest first:",
    },
    "de": {
        "away": "{km} km von {city}",
        "within": "im Umkreis von {km} km um {place}",
        "not_in": "nicht in {place}",
        "also_in": "auch in {place}",
        "nothing_near": "Im Umkreis von {km} km um {city} passt kein Cluster in den Quellen. Weiter weg, das nächste zuerst:",
        "no_seat_near": "Kein Cluster in den Quellen hat seinen Sitz im Umkreis von {km} km um {city}. In {land}:",
    },
}


def _where(key: str, language: Language, **values: object) -> str:
    """Return the words `key` on places with `values` filled in."""
    return with_article(_PLACES[language][key].format(**values), language)


_FEW_CITIES = 2


class CardMaker:
    """Makes cluster answers from the profile passages of an opened index."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def passage(self, cluster_id: str, what: str, language: Language) -> Passage | None:
        """Return the passage that states `what` about a cluster; None: the profile does not say."""
        rowid = self._base.twins.get((f"{cluster_id}.{what}", language))
        return None if rowid is None else self._base.passage(rowid)

    def card(self, profile: ClusterProfile, language: Language, citations: Citations) -> ClusterCard:
        """Return the card of a cluster; its citations are the evidence of what it shows, those of the text where it has them."""
        numbers: list[int] = []
        for what in ("summary", "member", "label"):
            passage = self.passage(profile.id, what, language)
            if passage:
                quote = first_sentence(passage.text) if what == "summary" else passage.text
                numbers += citations.of(passage)[:1] or citations.cite(passage, quote, limit=1)
        label = profile.ecei_label
        return ClusterCard(
            id=profile.id,
            name=profile.name,
            land=profile.state,
            city=profile.city,
            fields=tuple(self._base.taxonomy.field_name(f, language) for f in profile.fields),
            label=LabelCard(level=label.level, as_of=label.as_of) if label else None,
            go_cluster=MembershipCard(status=profile.go_cluster.status, as_of=profile.go_cluster.as_of),
            website=profile.website,
            citations=tuple(dict.fromkeys(numbers)),
        )

    def line(
        self,
        profile: ClusterProfile,
        language: Language,
        citations: Citations,
        *,
        summary: bool = True,
        away: str = "",
        laender: Sequence[str] = (),
        details: Sequence[Detail] = (),
    ) -> str:
        """Return one line on a cluster: name, place, label and membership with their dates, what it is, and `details`.

        `away` says how far the place is from where it is asked for. Of one that has its seat in none of the `laender` asked
        for, it is said in which of them it is as well.
        """
        place = ", ".join(self.place(profile, language))
        also = self._also_in(profile, laender, language, citations)
        parts = [f"{profile.name} ({'; '.join(part for part in (place, away, also) if part)})"]
        for what, text in (
            ("label", self._label(profile, language)),
            ("member", self._member(profile, language)),
        ):
            passage = self.passage(profile.id, what, language)
            if passage and text:
                parts.append(with_marks(text, citations.cite(passage, passage.text, limit=1)))
        line = "; ".join(parts)
        passage = self.passage(profile.id, "summary", language)
        if passage is not None:
            quote = first_sentence(passage.text)
            numbers = citations.cite(passage, quote, limit=1)
            line = f"{line}: {with_marks(quote, numbers)}" if summary else with_marks(line, numbers)
        told = [f"{say(f'aspect_{x}', language)}: {self.aspect(profile, x, language, citations)}" for x in details]
        return f"{line} – {'; '.join(told)}" if told else line

    def place(self, profile: ClusterProfile, language: Language) -> tuple[str, ...]:
        """Return the city of the seat, where it is known and no Land itself, and the Land, as `language` has them."""
        land = self._base.taxonomy.land_name(profile.state, language)
        return (land,) if profile.city in (None, profile.state) else (self.spoken(profile.city, language), land)

    def aspect(self, profile: ClusterProfile, aspect: Detail, language: Language, citations: Citations) -> str:
        """Return `aspect` of a cluster in a word or two, with its evidence, or that it is not in the sources."""
        what = "summary" if aspect == "website" else aspect
        passage = self.passage(profile.id, what, language)
        value = self._value(profile, aspect, language) if passage else ""
        if passage is None or not value:
            return say("aspect_unknown", language)
        quote = first_sentence(passage.text) if what == "summary" else passage.text
        return with_marks(value, citations.cite(passage, quote, limit=1))

    def _value(self, profile: ClusterProfile, aspect: Detail, language: Language) -> str:
        if aspect == "seat":
            return ", ".join(self.place(profile, language))
        if aspect == "founded":
            return str(profile.founded.year) if profile.founded else ""
        if aspect == "members":
            return _figure(profile.members, language) if profile.members else ""
        if aspect == "label":
            label = profile.ecei_label
            return f"{LEVELS[language][label.level]} {as_of_date(label.as_of, language)}" if label else ""
        if aspect == "member":
            return f"{say('aspect_is_member', language)} {as_of_date(profile.go_cluster.as_of, language)}"
        if aspect == "website":
            return profile.website or ""
        return ", ".join(self._base.taxonomy.field_name(name, language) for name in profile.fields)

    def _also_in(
        self, profile: ClusterProfile, laender: Sequence[str], language: Language, citations: Citations
    ) -> str:
        seat, *others = (self._base.taxonomy.land_ids[name] for name in profile.all_states)
        asked = [i for i in others if i in laender]
        passage = self.passage(profile.id, "area", language)
        if seat in laender or not asked or passage is None:
            return ""
        text = _where("also_in", language, place=self._laender(asked, language, by="and"))
        return with_marks(text, citations.cite(passage, passage.text, limit=1))

    def _label(self, profile: ClusterProfile, language: Language) -> str:
        label = profile.ecei_label
        if label is None:
            return ""
        return say("label", language, level=LEVELS[language][label.level], date=as_of_date(label.as_of, language))

    def _member(self, profile: ClusterProfile, language: Language) -> str:
        if profile.go_cluster.status != "member":
            return ""
        return say("member", language, date=as_of_date(profile.go_cluster.as_of, language))

    def listing(
        self, found: Found, language: Language, citations: Citations, *, skip: int = 0
    ) -> tuple[str, tuple[ClusterCard, ...], int]:
        """Return the text and the cards for clusters that were found, but for the first to `skip`, and how many the text names."""
        wish, clusters = found.wish, found.clusters
        lines = [say("understood", language, conditions=self.conditions(wish, language))]
        if "city" in found.dropped:
            laender = wish.laender or tuple(
                dict.fromkeys(self._base.taxonomy.city_by_name[name][1].id for name in wish.cities)
            )
            land = self._laender(laender, language, by="and")
            city = joined([self._city(name, language) for name in wish.cities], language, by="or")
            if wish.near:
                km = wish.within_km or NEAR_KM
                lines.append(_where("no_seat_near", language, km=km, city=city, land=land))
            else:
                lines.append(say("no_seat", language, city=city, land=land))
        elif "near" in found.dropped:
            city = joined([self._city(name, language) for name in wish.cities], language, by="or")
            lines.append(_where("nothing_near", language, km=REACH_KM, city=city))
        elif "land" in found.dropped:
            lines.append(say("not_there", language, place=self._laender(wish.laender, language)))
        elif found.unmentioned and not wish.fields:
            words = ", ".join(found.unmentioned.split())
            lines.append(counted("found_by_meaning", language, len(clusters), words=words))
        elif wish.need:
            lines.append(counted("found_need", language, len(clusters)))
        elif found.unmentioned:
            lines.append(counted("found_by_field", language, len(clusters), words=found.unmentioned))
        elif found.n_mentioning:
            said = ", ".join(self._base.taxonomy.telling(wish.fields, wish.field_words))
            lines.append(counted("found_mentioning", language, found.n_mentioning, all=len(clusters), words=said))
        else:
            lines.append(counted("found", language, len(clusters)))
        laender = wish.laender or tuple(self._base.taxonomy.city_by_name[name][1].id for name in wish.cities)
        length = sum(map(len, lines))
        shown = 0
        for number, profile in enumerate(clusters[skip : skip + LISTED], skip + 1):
            away = self._away(found, number - 1, language)
            line = f"{number}. " + self.line(
                profile,
                language,
                citations,
                summary=len(clusters) <= LISTED,
                away=away,
                laender=laender,
                details=wish.details,
            )
            if shown and length + len(line) > _LIST_CHARS:
                break
            lines.append(line)
            length += len(line)
            shown += 1
        left = len(clusters) - skip - shown
        if left:
            lines.append(counted("more", language, left))
        return "\n".join(lines), tuple(self.card(profile, language, citations) for profile in clusters[skip:]), shown

    def _away(self, found: Found, position: int, language: Language) -> str:
        """Return how far a cluster's seat is from the city of the wish; empty: it is there, or not known to be elsewhere."""
        city, km = (found.away[position] if found.away else None) or ("", 0.0)
        return _where("away", language, km=round(km), city=self._city(city, language)) if round(km) else ""

    def away(self, km: float, cities: Sequence[str], language: Language) -> str:
        """Return in words that a place is `km` from the nearest of `cities`."""
        return _where(
            "away", language, km=round(km), city=joined([self.spoken(x, language) for x in cities], language, by="or")
        )

    def nothing(self, wish: Wish, fewer: Sequence[tuple[str, int]], language: Language) -> str:
        """Return the text for a wish that nothing satisfies: what was understood, and which condition to drop."""
        lines = [say("none", language, conditions=self.conditions(wish, language))]
        lines += [counted("drop", language, n, condition=say(f"condition_{name}", language)) for name, n in fewer]
        return " ".join(lines)

    def conditions(self, wish: Wish, language: Language) -> str:
        """Return a wish in words, so that it can be corrected."""
        taxonomy = self._base.taxonomy
        parts: list[str] = []
        groups = [[taxonomy.field_by_id[i] for i in ids] for ids in (wish.fields, *wish.also)]
        if wish.fields:
            either = [
                joined([f.en if language == "en" else f.de for f in names], language, by="or") for names in groups
            ]
            parts.append(joined(either, language, by="and") + self._by_words(wish, language))
            others = [taxonomy.field_by_id[i] for i in wish.leanings if i not in wish.fields]
            if others:
                also = joined([f.en if language == "en" else f.de for f in others], language, by="or")
                parts.append(say("likely_also", language, fields=also))
        elif wish.text:
            of_places = " ".join(wish.place_words).split()
            about = [word for word in wish.text.split() if word not in of_places]
            if not about and not (wish.laender or wish.cities):
                about = wish.text.split()
            if about:
                parts.append(say("about", language, text=", ".join(about)))  # words, and no sentence
            likely = [taxonomy.field_by_id[i] for i in wish.leanings]
            if about and likely:
                fields = joined([f.en if language == "en" else f.de for f in likely], language, by="or")
                parts[-1] += f" ({say('likely', language, fields=fields)})"
        if wish.member:
            parts.append(say("only_members", language))
        if wish.cities:
            tells_land = len(wish.cities) <= _FEW_CITIES  # of many, that of each is too much to read
            cities = joined([self._city(name, language, land=tells_land) for name in wish.cities], language, by="or")
            if wish.near and wish.within_km:
                parts.append(_where("within", language, km=wish.within_km, place=cities))
            else:
                parts.append(say("near" if wish.near or wish.need else "in", language, place=cities))
        laender = [i for i in wish.laender if i not in wish.not_laender]
        if laender:
            parts.append(say("in", language, place=self._laender(laender, language)))
        # of what lies elsewhere anyway nothing need be said
        not_laender = [i for i in wish.not_laender if not wish.laender or i in wish.laender] if not laender else []
        if not_laender or wish.not_cities:
            places = [self._city(name, language) for name in wish.not_cities]
            places += [self._laender((i,), language) for i in not_laender]
            parts.append(_where("not_in", language, place=joined(places, language, by="or")))
        if wish.not_fields:
            parts.append(say("left_out", language, what=self._unwanted(wish, language)))
        if wish.labels:
            labels = [next(x for x in taxonomy.labels if x.id == level) for level in wish.labels]
            text = joined([x.en if language == "en" else x.de for x in labels], language, by="or")
            parts.append(say("with_label", language, label=text))
        elif wish.any_label:
            parts.append(say("any_label", language))
        return ", ".join(parts) or WORDING[language]["all_clusters"]

    def _unwanted(self, wish: Wish, language: Language) -> str:
        """Return the fields that a wish leaves out, in words; where one of them is wanted, the words for what of it is not."""
        if not set(wish.not_fields).isdisjoint((*wish.fields, *(i for ids in wish.also for i in ids))):
            return say("said", language, words=", ".join(wish.not_words))
        fields = [self._base.taxonomy.field_by_id[i] for i in wish.not_fields]
        return joined([f.en if language == "en" else f.de for f in fields], language, by="or")

    def _by_words(self, wish: Wish, language: Language) -> str:
        """Return in brackets the words by which the fields of a wish were named, where these are not their names; empty: they are."""
        said = self._base.taxonomy.telling(wish.fields, wish.field_words)
        return f" ({say('said', language, words=', '.join(said))})" if said else ""

    def spoken(self, city: str, language: Language) -> str:
        """Return the name of a city as `language` has it; one that the taxonomy lacks stays as it is."""
        return self._city(city, language) if city in self._base.taxonomy.city_by_name else city

    def _city(self, name: str, language: Language, *, land: bool = False) -> str:
        """Return the name of a city, with its Land in brackets if `land` and it is not one itself."""
        city, its_land = self._base.taxonomy.city_by_name[name]
        spoken = (city.en or city.name) if language == "en" else city.name
        if not land or city.name == its_land.de:
            return spoken
        inside = its_land.en if language == "en" else its_land.de
        return f"{spoken[:-1]}, {inside})" if spoken.endswith(")") else f"{spoken} ({inside})"

    def _laender(self, ids: Sequence[str], language: Language, *, by: str = "or") -> str:
        laender = [self._base.taxonomy.land_by_id[i] for i in ids]
        return joined([x.en if language == "en" else x.de for x in laender], language, by=by)


def first_sentence(text: str) -> str:
    """Return the first sentence of `text`."""
    start, end = sentences(text)[0]
    return text[start:end]


def _figure(counted: CountEvidence, language: Language) -> str:
    number = f"{counted.count:,}" if language == "en" else f"{counted.count:,}".replace(",", ".")
    return f"{number} {as_of_date(counted.as_of, language)}"


def as_of_date(as_of: str | None, language: Language) -> str:
    """Return in brackets when a source said so; None: it is undated."""
    if as_of is None:
        return say("undated", language)
    return say("as_of", language, date=dates.spoken(as_of, language))
