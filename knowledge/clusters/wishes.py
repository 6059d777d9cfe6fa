"""What a person wants of the cluster finder: fields, places, labels, membership and what is left as free text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.clusters.details import Detail
from knowledge.clusters.excluded import (
    is_behind,
    is_firmly_left_out,
    is_left_out,
    may_leave_out,
    no,
    without_leaving_out,
)
from knowledge.clusters.given_up import without_given_up
from knowledge.clusters.need_words import free_text, is_doing, n_beyond, pattern_of
from knowledge.naming.cluster_names import ClusterNames
from knowledge.naming.fields import City, Taxonomy, load_products
from knowledge.naming.gazetteer import Gazetteer, Name, load_product_gazetteer
from knowledge.patterns import lazily
from knowledge.records import LANGUAGES, LabelLevel, Language
from knowledge.words.spelling import Speller
from knowledge.words.text import fold, is_stop, tokenise

# what stands before the name of a city, or behind it, where a seat close to it is wanted ("in and around Kassel", "Kassel area")
_NEAR_BEFORE = lazily(
    r"\b(?:near(?:by|er)?|around|close(?:r|st)? (?:to|by)|next to|not far from|surroundings of|vicinity of|neighbou?rhood of|(?:region|area) of|(?:km|kilomet\w+) (?:of|from|von)"
    r"|bei|nahe|naher(?: an)?|unweit|nicht weit von|rund um|um|gross ?raum|raum|region|umgebung|umland|umkreis|in der nahe)"
    r"(?:\W+(?:of|to|the|city|greater|von|vom|bei|um|der|die|den|stadt|raum|region))*\W*$"
)
_NEAR_BEHIND = lazily(
    r"^\W*(?:(?:and|or|und|oder|sowie|in|its|the|der|seine\w*|ihre\w*|naheren|weiteren)\W+)*"
    r"(?:area|region|surroundings?|surrounding area|vicinity|neighbou?rhood|raum|umgebung|umland|umkreis)\b"
)
_NEAREST = lazily(
    r"\b(?:nearest|closest|nachstgelegen\w*|nachste[nrsm]?(?= (?:\w+ ){0,2}?(?:cluster|netzwerk|verein|verband)\w*\b))\b"
)
_BRIEF = 4  # words
_KM = lazily(r"\b(\d{1,3})[ -]?(?:km|kilomet\w+)\b", re.IGNORECASE)
_MEMBER = lazily(
    r"\bmembers?\b|\bmitglied\w*|\bbelong\w* to gocluster|\bin gocluster\b|\bbei gocluster\b|\bgehor\w*\b.{0,40}\bzu gocluster|\ban gocluster\b.{0,40}\bteil\w*|\b(?:take|takes|taking) part in gocluster|\bparticipat\w* in gocluster|\bpart of gocluster"
    r"|\bgocluster (?:network|cluster|netzwerk|mitglied|member)\w*|\bgocluster\b.*\b(?:dabei|aufgenommen|join\w*)\b|\bim programm\b|\b(?:are|is) (?:\w+ ){0,3}?in (?:the|your) programme\b|\bin (?:the|your) programme already\b"
)
# where a company speaks of itself, "members" may be its own
_MEMBER_OF_PROGRAMME = lazily(
    r"\bgocluster\W+(?:members?|mitglied\w*)|\bmitglied\w* (?:von|bei|in|im) (?:programm )?gocluster|\bmembers? of (?:the )?gocluster"
)
# what was held once: the sources seldom say of whom it is held no more
_FORMER = r"(?:lost|lose|losing|expired|lapsed|former|formerly|no longer|used to|abgelaufene?\w*|verfallene?\w*|ehemalige?\w*|fruher\w*|verloren\w*|verlor\w*|nicht mehr)"
# A condition that is denied: of a label or a membership the sources say only where there is one.
_DENIED: Mapping[Language, tuple[tuple[str, re.Pattern[str]], ...]] = {
    language: (
        (
            "label",
            lazily(
                rf"(?:{no(language)}|\b{_FORMER})(?:\W+(?!but\b|aber\b|dafur\b|sondern\b)\w+){{0,2}}?\W+(?:\w*labels?|gold|silver|silber|bronze)\b|\blabels?\b(?:\W+\w+){{0,3}}? {_FORMER}\b"
            ),
        ),
        (
            "member",
            lazily(
                rf"(?:{no(language)}|\b{_FORMER})(?:\W+(?!but\b|aber\b|dafur\b|sondern\b)\w+){{0,2}}?\W+(?:members?|\w*mitglied\w*)\b|\bnicht\w*mitglied\w*"
            ),
        ),
    )
    for language in LANGUAGES
}
# before a place: clusters elsewhere are wanted
_OUTSIDE = lazily(r"\b(?:outside|ausserhalb)\b")
_NEARBY = lazily(r"nahe[rn]?")  # "Nähe" and "nähen" fold to words of one stem
_DIRECTION = lazily(
    r"border|frontier|grenze|\b(?:north|south|east|west|norden|suden|osten|westen)\b|\b(?:nord|sud|ost|west)(?:ost|west)?deutsch"
)
_SAME_AGAIN = lazily(r"^\s*(?:[,/&+]|(?:and|or|nor|und|oder|noch|sowie)\b)\W*(?:(?:in|from|of|aus|von|im)\W+)?$")
# a cluster must have all fields that are named, not one of them
_BOTH = lazily(r"\b(?:both|sowohl|beides|zugleich|gleichzeitig|at the same time|at once)\b")
_PLACE_KINDS = ("city", "land", "region")
# one for records or clothes
_OTHER_LABEL = lazily(
    r"\b(?:record|music|indie|fashion|clothing|platten|mode|musik)\W?labels?\b|\b(?:run|own|founded|betreib\w*|fuhr\w*) (?:a|our|my|ein|unser|mein)(?: \w+)? label\b"
)
_LABELLED = lazily(r"\blabel\w*|\bzertifi\w*|\bcertifi\w*|\bausgezeichnet\w*")
_FIRST_PERSON = lazily(
    # nor does who would like to know
    r"\b(?:we|our|my|i|wir|unser\w*|ich|mein\w*)\b(?! (?:\w+ ){0,3}?(?:know|gewusst|wissen|wusst\w*|erfahren)\b)"
    # "show us" and "zeig mir" say nothing of who asks
    r"|(?<!\bshow )(?<!\bgive )(?<!\btell )(?<!\bzeig )(?<!\bzeige )(?<!\bnenn )(?<!\bnenne )(?<!\bgib )(?<!\bsag )(?<!zeigen sie )(?<!nennen sie )(?<!geben sie )(?<!zahl )(?<!zahle )\b(?:us|uns|mir)\b(?! (?:\w+ ){0,2}?(?:sagen|nennen|zeigen|verraten|auflisten|aufzahlen)\b)"
    r"|\b(?:company|start[ -]?up|firm|manufacturer|maker|supplier|firma|betrieb"
    r"|unternehmen|\w*betrieb|\w*hersteller|\w*zulieferer|spedition|landwirt|werkstatt|\w*buro)\b.*\b(?:such\w*|look\w*|want\w*|need\w*|seek\w*|will|mochte\w*"
    r"|brauch\w*|struggl\w*|talk|speak|turn|approach|contact|join|reden|sprechen|wenden)\b"
)
# who wants a list of them names no need of their own
_WANTS_LIST = lazily(r"\b(?:a|the|eine?|die)(?: \w+)? (?:list|liste|overview|ubersicht|uberblick|aufstellung)\b")
# nor does who seeks clusters of a field by its name: "I need biotech clusters in Bavaria", "welche Raumfahrtcluster es gibt"
_SEEKS_CLUSTERS = lazily(
    r"\b(?:need|seek\w*|want|look\w* for|search\w* for|interested in|find|such(?:e|en|t|)|brauch\w*|interessier\w*|mochte\w*|which|what|welche\w*|any)\b(?:\W+[\w.-]+){0,4}?\W+[\w-]*(?:clusters?|networks?|netzwerke?n?)\b"
)
_ONE_WORD = 1

_WRITTEN = lazily(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted. `fields` are field ids, `laender` Land ids, `cities` names; all of these are conditions.

    `also` are further fields, of each of which a cluster must have one as well ("both … and").
    `not_laender` and `not_cities` are where no seat is wanted; `not_fields` are fields that are not, by the words `not_words`. `near` makes the city a place to be close to instead of a
    seat, within `within_km` if a distance is named. `need` is set where a company speaks of itself: then fields and city
    rank instead of exclude. `text` is what the profiles are searched for, and `beyond` counts its words that no condition
    stands for; `field_words` and `place_words` are the words that named fields and places. `leanings` are fields that what
    is spoken of is likely of ("violins"): no conditions, but they rank. `denied` names conditions that are meant to be absent
    and of which nothing is known then ("label", "member"), "place" for somewhere unknown, or "distance" for one from nowhere. `besides` are the ids of clusters
    that are known to whoever asks, and not wanted; `among` are those of which it must be one, whichever if there are none.
    `details` are to be told of each. `abroad` is a place outside Germany, where no cluster is: "in France".
    """

    fields: tuple[str, ...] = ()
    laender: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    not_laender: tuple[str, ...] = ()
    not_cities: tuple[str, ...] = ()
    not_fields: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    labels: tuple[LabelLevel, ...] = ()
    any_label: bool = False
    member: bool = False
    near: bool = False
    within_km: int | None = None
    need: bool = False
    denied: tuple[str, ...] = ()
    text: str = ""
    beyond: int = 0
    field_words: tuple[str, ...] = ()
    place_words: tuple[str, ...] = ()
    leanings: tuple[str, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()
    besides: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    abroad: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether no condition at all was recognised, denied ones included."""
        return not self.conditions and not self.denied

    def without(self, condition: str) -> Wish:
        """Return the wish without "field" (and what is said of the matter in other words), "place", "label" or "member"."""
        match condition:
            case "field":
                bare = replace(self, fields=(), also=(), field_words=(), not_fields=(), not_words=())
                return replace(bare, leanings=(), text="", beyond=0, need=False)
            case "place":
                here = replace(self, laender=(), cities=(), place_words=(), near=False, within_km=None)
                return replace(here, not_laender=(), not_cities=())
            case "label":
                return replace(self, labels=(), any_label=False)
            case "member":
                return replace(self, member=False)
        raise ValueError(f"condition {condition!r} is none of field, place, label, member")

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that are set, in the order in which it is best to drop them."""
        held = {
            "label": bool(self.labels or self.any_label),
            "member": self.member,
            "place": bool(self.laender or self.cities or self.not_laender or self.not_cities),
            "field": bool(self.fields or self.not_fields),
        }
        return tuple(name for name, is_set in held.items() if is_set)


class WishReader:
    """Reads wishes from text in either language."""

    def __init__(self, taxonomy: Taxonomy, gazetteer: Gazetteer, names: ClusterNames) -> None:
        self._taxonomy = taxonomy
        self._products = load_product_gazetteer()
        self._gazetteer = gazetteer
        self._names = names
        self._speller = Speller(_words_of_fields(taxonomy, load_products()))

    def read(self, text: str, language: Language) -> Wish:
        """Return what `text` wishes. Names of clusters in it name no field or place.

        Where it names no field, nor a thing that a firm makes, its misspelt words may be of such names.
        """
        text = without_given_up(self._names.cut(text))
        wish = self._read(text, language)
        if wish.fields or wish.leanings or not wish.beyond:
            return wish
        if language == "en" and wish.beyond == 1 and wish.text and len(text.split()) <= _BRIEF:
            industry = self._read(text.replace(wish.text, f"{wish.text} industry", 1), language)
            if industry.fields:  # "clusters for finance"
                return industry
        corrected = self._corrected(text, wish.text)
        again = self._read(corrected, language) if corrected != text else wish
        return again if again.fields or again.leanings else wish

    def _corrected(self, text: str, words: str) -> str:
        """Return `text` with those of its `words` put right that are misspelt names of fields or things, and none of a cluster's name."""
        unsure = {word for word in words.split() if not any(map(self._names.has, word.split("-")))}
        return _WRITTEN.sub(lambda m: self._speller.correct(m[0]) if m[0] in unsure else m[0], text)

    def _read(self, text: str, language: Language) -> Wish:
        found = self._gazetteer.find(text, language)
        # "hat" in a German text is nothing to wear
        products = [name for name in self._products.find(text, language) if not is_stop(fold(name.words), language)]
        products = [name for name in products if not _NEARBY.fullmatch(fold(name.words))]
        # a database is no bank: what the whole word is called goes before what its last part is
        found = [name for name in found if not any(_is_of_whole(other, name) for other in products)]
        found = [name for name in found if not _is_verb_of_others(name, text, language, [*found, *products])]
        heard = _Heard(fold(text), found, language)
        fields = [name for name in found if name.kind == "field" and name not in heard.avoided]
        denied = tuple(name for name, pattern in _DENIED[language] if heard.says(pattern))
        if heard.says(_OUTSIDE) and not heard.avoided:
            denied += ("place",)
        if heard.avoided:
            text = without_leaving_out(text)
        places = _narrowest([name for name in found if name.kind in _PLACE_KINDS and name not in heard.avoided])
        cities = [name for name in places if name.kind == "city"]
        around = [name for name in places if name.around]
        labels = [name for name in found if name.kind == "label" and "label" not in denied]
        need = heard.says(_FIRST_PERSON) and not heard.says(_WANTS_LIST)
        near = bool(around) or any(heard.is_near(name) for name in cities) or (bool(cities) and heard.says(_NEAREST))
        products = [name for name in products if not any(_overlap(name, other) for other in found)]
        free = _free_text(
            _hyphened(text, products, language),
            language,
            [name for name in found if _only_says_where(name) or name in heard.avoided],
        )
        beyond = n_beyond(_KM.sub(" ", text), [name.words for name in found])
        if need and fields and not (cities or products) and beyond <= _ONE_WORD and heard.says(_SEEKS_CLUSTERS):
            need = False
        near = near or (
            need and bool(cities) and not (free or fields or products)
        )  # where somebody is, whatever they do
        groups = _by_word(fields) if heard.says(_BOTH) else ()
        return Wish(
            fields=groups[0] if groups else _ids(fields),
            also=groups[1:],
            laender=_ids([name for name in places if name.kind != "city" and not name.around]),
            cities=tuple(
                dict.fromkeys((*_ids(cities, first=True), *(city for name in around for city in name.around)))
            ),
            not_laender=_ids([name for name in heard.avoided if name.kind in ("land", "region")]),
            not_cities=_ids([name for name in heard.avoided if name.kind == "city"], first=True),
            not_fields=_ids([name for name in heard.avoided if name.kind == "field"]),
            not_words=tuple(dict.fromkeys(name.words for name in heard.avoided if name.kind == "field")),
            labels=_ids(labels, first=True),  # type: ignore[arg-type]
            any_label=not labels and "label" not in denied and heard.says(_LABELLED) and not heard.says(_OTHER_LABEL),
            member="member" not in denied and heard.says(_MEMBER_OF_PROGRAMME if need else _MEMBER),
            near=near,
            within_km=(heard.kilometres() or max((name.within_km or 0 for name in around), default=0) or None)
            if near
            else None,
            need=need,
            denied=denied,
            text=free,
            beyond=beyond,
            field_words=tuple(dict.fromkeys(name.words for name in fields)),
            place_words=tuple(dict.fromkeys(name.words for name in sorted(places, key=lambda n: n.kind != "city"))),
            leanings=tuple(i for i in _ids(products) if i not in _ids(fields)),
        )

    def city(self, name: str) -> City:
        """Return the city with this German name."""
        return self._taxonomy.city_by_name[name][0]

    def land_of(self, city: str) -> str:
        """Return the id of the Land in which the city lies."""
        return self._taxonomy.city_by_name[city][1].id


def kilometres_in(text: str) -> int | None:
    """Return the distance that `text` names; None: it names none, or 0."""
    match = _KM.search(text)
    return int(match[1]) or None if match else None


def _ids(names: Iterable[Name], *, first: bool = False) -> tuple[str, ...]:
    """Return the ids that `names` stand for, each once; with `first` only the first of each name."""
    return tuple(dict.fromkeys(i for name in names for i in (name.ids[:1] if first else name.ids)))


def _narrowest(places: Sequence[Name]) -> list[Name]:
    """Return `places` without regions that others tell more exactly: "up north, say Lübeck", but "Lübeck or the north"."""
    regions = [place for place in places if _DIRECTION.search(fold(place.words))]
    return [
        place
        for place in places
        if place not in regions
        or not any(
            other not in regions and other.start > place.end and not set(place.ids).isdisjoint(other.ids)
            for other in places
        )
    ]


def _by_word(names: Iterable[Name]) -> tuple[tuple[str, ...], ...]:
    """Return the ids that each word of `names` stands for, one tuple a word, without those that name nothing new."""
    groups: dict[int, tuple[str, ...]] = {}
    for name in names:
        groups[name.start] = (*groups.get(name.start, ()), *name.ids)
    return tuple(dict.fromkeys(groups.values()))


def _is_of_whole(whole: Name, part: Name) -> bool:
    """Return whether the field `part` is named by the last part of a word, or one of the words, that are as a whole `whole`."""
    if whole.is_head or not _overlap(whole, part) or whole.ids == part.ids:
        return False
    return part.is_head or (part.kind == "field" and whole.end - whole.start > part.end - part.start)


def _is_verb_of_others(name: Name, text: str, language: Language, names: Sequence[Name]) -> bool:
    """Return whether `name` is but what somebody does with things that are named: "wir bauen Roboter" is no construction."""
    if name.kind != "field" or not is_doing(name.words, language):
        return False
    subject = rf"\b(?:wir|ich)\W+{name.words}\b|\b{name.words}\W+(?:wir|ich)\b|\bund\W+{name.words}\b(?=.*\ban\W*$)"
    if not re.search(subject, text.casefold()):
        return False
    others = any(other.kind == "field" and not _overlap(name, other) for other in names)
    return others or bool(_free_text(text, language, names))


def _words_of_fields(*taxonomies: Taxonomy) -> Counter[str]:
    fields = [field for taxonomy in taxonomies for field in taxonomy.fields]
    return Counter(w for f in fields for name in (f.en, f.de, *f.words_en, *f.words_de) for w in tokenise(name))


def _free_text(text: str, language: Language, names: Sequence[Name]) -> str:
    """Return what of `text` describes the need: without `names`, words of asking and function words."""
    return free_text(_KM.sub(" ", text), language, [name.words for name in names])


def _hyphened(text: str, names: Iterable[Name], language: Language) -> str:
    """Return `text` with the words of each of `names` as one, of "e scooters" no letter is left out, and without the preposition of "for paper"."""
    for words in {name.words for name in names if " " in name.words}:
        first, *rest = words.split()
        telling = rest if is_stop(fold(first), language) and len(first) > 1 else [first, *rest]
        text = text.replace(words, "-".join(telling))
    return text


def _only_says_where(name: Name) -> bool:
    """Return whether `name` tells nothing of clusters: other regions are named in their profiles ("Niederrhein")."""
    if name.kind == "region":
        return _DIRECTION.search(fold(name.words)) is not None
    return name.kind in ("city", "land", "label")


def _overlap(one: Name, other: Name) -> bool:
    return one.start < other.end and other.start < one.end


class _Heard:
    """A folded text with where the names of fields and places stand in it: words inside a name mean nothing else."""

    def __init__(self, folded: str, names: list[Name], language: Language) -> None:
        self._folded = folded
        self._language = language
        self._spans: list[tuple[int, int, Name]] = []
        last, span = None, (0, 0)
        for name in names:
            # a word that names two fields stands in one place
            found = span if last and last.start == name.start else _span(folded, name.words, span[1])
            if found:
                self._spans.append((*found, name))
                last, span = name, found
        self.avoided = self._avoided()

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Return whether `pattern` matches anywhere but within the name of a field or place."""
        names = [(start, end) for start, end, name in self._spans if name.kind != "label"]
        return any(
            not any(start <= match.start() and match.end() <= end for start, end in names)
            for match in pattern.finditer(self._folded)
        )

    def is_near(self, city: Name) -> bool:
        """Return whether what is close to `city` is meant: words for it stand before the name or behind it."""
        return any(
            _NEAR_BEFORE.search(self._folded[:start]) or _NEAR_BEHIND.search(self._folded[end:])
            for start, end, name in self._spans
            if name == city
        )

    def kilometres(self) -> int | None:
        """Return the distance that the text names; None: it names none, or 0."""
        return kilometres_in(self._folded)

    def _avoided(self) -> list[Name]:
        """Return the places and fields that the text leaves out: "outside Bavaria and Saxony", "Bremen und Kiel brauche ich nicht"."""
        if not may_leave_out(self._folded):
            return []
        named = [span for span in self._spans if span[2].kind == "field" or span[2].kind in _PLACE_KINDS]
        out = [self._is_left_out(*span) for span in named]
        for at in range(1, len(named)):  # "leave out Bremen and Kiel"
            out[at] = out[at] or (out[at - 1] and self._goes_with(named[at - 1], named[at]))
        for at in range(len(named) - 2, -1, -1):  # "Bremen und Kiel brauche ich nicht"
            between = self._folded[named[at][1] : named[at + 1][0]].strip()
            behind = (
                between != ","
                and out[at + 1]
                and is_behind(self._folded[: named[at + 1][0]], self._folded[named[at + 1][1] :])
            )
            out[at] = out[at] or (behind and self._goes_with(named[at], named[at + 1]))
        return [name for (_, _, name), is_out in zip(named, out, strict=True) if is_out]

    def _is_left_out(self, start: int, end: int, name: Name) -> bool:
        before, behind = self._folded[:start], self._folded[end:]
        if name.kind == "field":
            return is_firmly_left_out(before, behind)
        return is_left_out(before, behind, self._language)

    def _goes_with(self, one: tuple[int, int, Name], other: tuple[int, int, Name]) -> bool:
        """Return whether nothing but "and" stands between two names of one kind; a word can name two fields."""
        alike = (one[2].kind == "field") == (other[2].kind == "field")
        return alike and (one[0] == other[0] or _SAME_AGAIN.search(self._folded[one[1] : other[0]]) is not None)


def _span(folded: str, words: str, start: int) -> tuple[int, int] | None:
    """Return where `words` stand in a folded text from `start` on; None: nowhere."""
    match = re.compile(rf"\b{pattern_of(fold(words))}\b").search(folded, start)
    return match.span() if match else None


def _pattern(words: str) -> str:
    return r"\W+".join(map(re.escape, words.split()))
