"""Finds the names of fields, places and labels in text: words or phrases, the longest first, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from knowledge.naming.fields import Taxonomy, load_products, load_taxonomy
from knowledge.patterns import lazily
from knowledge.records import LANGUAGES, Language
from knowledge.words.dictionary import is_known
from knowledge.words.text import compound_parts, folded_word, is_stop, squeeze, stem, tokenise

NameKind = Literal["field", "land", "city", "region", "label"]
_RAW = lazily(r"[^\W_]+")
_PREPOSITIONS = frozenset(
    """in aus bei um nach von near around from of to at raum stadt region city town grossraum umgebung
    zwischen und or and nahe standort sitz kreis""".split()
)
# The ministry's names contain names of fields ("Wirtschaft und Energie").
_OFFICE = (
    r"economic(?:s| affairs)?|economy|energy|climate action|technology|health|environment|transport|education|research|science|agriculture|food|construction|digital \w+"
    r"|wirtschaft(?:s\w*)?|energie|klimaschutz|technologie|gesundheit|umwelt|verkehr|bildung|forschung|wissenschaft|landwirtschaft|ernährung|bauen?|digitales"
)
# what a ministry is for is no field: "the ministry of health", "Umweltministerium"
_MINISTRY = lazily(
    r"\b(?:wirtschaft(?:s\w*)?|economic(?:s| affairs)?|economy)\s+(?:und|and)\s+(?:energie|energy|klimaschutz|climate action|technologie|technology)\b"
    rf"|\b(?:ministr(?:y|ies)|ministeri(?:um|ums|en)|ministers?)\s+(?:of|for|für|fuer)\s+(?:the\s+)?(?:{_OFFICE})(?:(?:,|\s+(?:and|und))\s+(?:{_OFFICE}))*\b"
    r"|\b\w+minist(?:er|eri(?:um|ums|en))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a text: what it names and the words (positions of tokens, half-open) that name it.

    `is_head`: but the last part of the word, a compound, is the name. `around` are the chief cities of a region that is no sum of Länder,
    and `within_km` how far it reaches from these.
    """

    kind: NameKind
    ids: tuple[str, ...]
    start: int
    end: int
    words: str
    is_head: bool = False
    around: tuple[str, ...] = ()
    within_km: int | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: NameKind
    ids: tuple[str, ...]
    spelling: str
    exact: bool = False
    also_a_word: bool = False
    around: tuple[str, ...] = ()
    within_km: int | None = None


_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_MAX_ENDING = {"en": 2, "de": 3}
_WORDS_REMEMBERED = 5_000
_GROUP = lazily(r"(\w{3,})(cluster[sn]?|netz(?:werk\w*)?|verbund\w*|verbünde\w*)")
_FIRST_PART = 6  # letters of the first of two words that are written as one as well ("med tech", "photo voltaic")
_AGENT = lazily(r"(?:er|or)s?$")


def spellings(name: str) -> tuple[str, ...]:
    """Return `name`, and its spelling without umlauts where that is compared as another word.

    Behind a vowel folding leaves ae, oe and ue as they are: "Bioökonomie" and "Biooekonomie" fold to two words.
    """
    spelt_out = name.translate(_SPELT_OUT)
    if spelt_out == name or tokenise(spelt_out) == tokenise(name):
        return (name,)
    return (name, spelt_out)


def _with_joined(name: str) -> tuple[str, ...]:
    """Return `name`, and what it is without its hyphen: "e-bike", "ebike"."""
    return (name, name.replace("-", "")) if name.count("-") == 1 and " " not in name else (name,)


class Gazetteer:
    """All names of a taxonomy, by their stems: English names by English, German ones by German stems."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._entries: dict[Language, dict[tuple[str, ...], list[_Entry]]] = {"en": {}, "de": {}}
        for field in taxonomy.fields:
            self._add("en", "field", (field.id,), (field.en, *field.words_en))
            self._add("de", "field", (field.id,), (field.de, *field.words_de))
            self._add("en", "field", (field.id,), field.words_exact_case, exact=True)
        for land in taxonomy.laender:
            self._add("en", "land", (land.id,), (land.en, *land.adjectives_en))
            genitive = f"{land.de}s"  # "Bayerns" has not the stem of "Bayern"
            self._add("de", "land", (land.id,), (land.de, genitive, *land.adjectives_de, *land.other_names))
            for abbreviation in land.abbreviations:
                self._add("de", "land", (land.id,), (abbreviation,), exact=len(abbreviation) < 3)
            self._add("de", "region", (land.id,), land.regions)
            for city in land.cities:
                names = (city.name, *([city.en] if city.en else []), *city.also, *_adjectives(city.name))
                self._add("de", "city", (city.name, land.id), names, also_a_word=city.also_a_word)
        for region in taxonomy.macro_regions:
            self._add("de", "region", region.laender, region.names, around=region.cities, within_km=region.within_km)
        for label in taxonomy.labels:
            self._add("en", "label", (label.id,), (label.en, label.title, *label.words_en))
            self._add("de", "label", (label.id,), (label.de, *label.words_de))
        self._longest = max(len(key) for keys in self._entries.values() for key in keys)
        self._in_compound = lru_cache(maxsize=_WORDS_REMEMBERED)(self._find_in_compound)  # the same words come again
        # most words begin no name
        self._begin = {language: frozenset(key[0] for key in keys) for language, keys in self._entries.items()}

    def _add(
        self,
        language: Language,
        kind: NameKind,
        ids: tuple[str, ...],
        names: Iterable[str],
        *,
        exact: bool = False,
        also_a_word: bool = False,
        around: tuple[str, ...] = (),
        within_km: int | None = None,
    ) -> None:
        written = (w for name in names for w in (_with_joined(name) if kind == "field" and not exact else (name,)))
        for spelling in (spelling for name in written for spelling in spellings(name)):
            key = tuple(stem(token, language) for token in tokenise(spelling))
            entry = _Entry(kind, ids, spelling, exact, also_a_word, around, within_km)
            if key and entry not in self._entries[language].setdefault(key, []):
                self._entries[language][key].append(entry)

    def find(self, text: str, language: Language | None = None) -> list[Name]:
        """Return the names in `text` in order of appearance. A word that names two fields gives two names.

        In a text that is known to be German, a word in lower case can be a German one that English has as well ("boot").
        """
        reading = _read(text, language)
        raw = reading.raw
        taken = [False] * len(raw)
        found: list[Name] = []
        starts = [i for i in range(len(raw)) if any(reading.stems[j][i] in self._begin[j] for j in LANGUAGES)]
        for length in range(min(self._longest, len(raw)), 0, -1):
            for start in starts:
                end = start + length
                if end > len(raw) or any(taken[start:end]):
                    continue
                entries = self._lookup(reading, start, end)
                if entries:
                    taken[start:end] = [True] * length
                    words = " ".join(raw[start:end])
                    found += [
                        Name(e.kind, e.ids, start, end, words, around=e.around, within_km=e.within_km) for e in entries
                    ]
        found += self._joined(reading, taken)
        for position, word in enumerate(raw):
            if not taken[position]:
                found += [replace(name, start=position, end=position + 1) for name in self._in_compound(word)]
        found.sort(key=lambda name: (name.start, -name.end, name.kind, name.ids))
        return [name for name in found if not _is_part_of_next(name, found, raw)]

    def _joined(self, reading: _Reading, taken: list[bool]) -> list[Name]:
        """Return the fields that two words name which are one elsewhere ("med tech", "photo voltaic"), and mark them as `taken`."""
        found: list[Name] = []
        raw = reading.raw
        for start in range(len(raw) - 1):
            first, second = raw[start], raw[start + 1]
            if (
                len(first) > _FIRST_PART
                or taken[start]
                or taken[start + 1]
                or any(is_stop(reading.folded[start], x) for x in LANGUAGES)
            ):
                continue
            for language in LANGUAGES:
                joined = f"{first}{second}"
                entries = [
                    e
                    for e in self._entries[language].get((stem(folded_word(joined), language),), ())
                    if e.kind == "field" and not e.exact and _ending(e.spelling, joined) <= _MAX_ENDING[language]
                ]
                if entries:
                    taken[start : start + 2] = [True, True]
                    ids = dict.fromkeys(e.ids for e in entries)
                    found += [Name("field", i, start, start + 2, f"{first} {second}") for i in ids]
                    break
        return found

    def _lookup(self, reading: _Reading, start: int, end: int) -> list[_Entry]:
        """Return what the words [start, end) name; one place or label: as spelt, else the first."""
        allowed = [
            entry
            for language in LANGUAGES
            for entry in self._entries[language].get(tuple(reading.stems[language][start:end]), ())
            if reading.allows(entry, language, start, end)
        ]
        # "Wittenberg" and "Wittenberge" have one stem
        allowed.sort(key=lambda entry: not reading.is_spelt(entry, start, end))
        places = [entry for entry in allowed if entry.kind != "field"]
        if places:
            return places[:1]  # what names a place or label names no field
        return list({entry.ids: entry for entry in allowed}.values())

    def _find_in_compound(self, word: str) -> list[Name]:
        """Return the fields that parts of a German compound, the first word, name: "Textilnetzwerke" names textiles, "Biotechcluster" biotech."""
        return (
            self._in_parts(compound_parts(word), "de", word)
            or self._in_parts(_front_and_group(word), "de", word)
            or self._in_parts(_front_and_group(word), "en", word)
        )

    def _in_parts(self, parts: Sequence[str], language: Language, word: str) -> list[Name]:
        for length in range(len(parts) - 1, 0, -1):
            for start in range(len(parts) - length + 1):
                joined = "".join(parts[start : start + length])
                key = tuple(stem(token, language) for token in tokenise(joined))
                entries = {
                    (e.kind, e.ids): e
                    for e in self._entries[language].get(key, ())
                    if e.kind == "field" and not e.exact and _ending(e.spelling, joined) <= _MAX_ENDING[language]
                }
                if entries:
                    is_head = start + length == len(parts)
                    return [Name(e.kind, e.ids, 0, 1, word, is_head) for e in entries.values()]
        return []


class _Reading:
    """A text as words, as folded words and as stems of both languages, with what its spelling says."""

    def __init__(self, raw: list[str], language: Language | None) -> None:
        self.raw = raw
        self._is_german = language == "de"
        self.folded = [folded_word(word) or word.casefold() for word in raw]
        self.stems = {language: [stem(token, language) for token in self.folded] for language in LANGUAGES}
        # with capitals inside, a lower-case word is no German noun; an abbreviation says nothing of that: "chemie NRW"
        self._has_case = any(word[0].isupper() and not word.isupper() for word in raw[1:])

    def is_spelt(self, entry: _Entry, start: int, end: int) -> bool:
        """Return whether the words [start, end) are the name of `entry`, not only of the same stems."""
        return self.folded[start:end] == tokenise(entry.spelling)

    def allows(self, entry: _Entry, language: Language, start: int, end: int) -> bool:
        """Return whether the words [start, end) can mean `entry`, whose stems they have."""
        if entry.exact:
            return self.raw[start] == entry.spelling
        if end - start > 1:
            return True
        word = self.raw[start]
        if _ending(entry.spelling, word) > _MAX_ENDING[language]:
            return False  # "programme" is no "programming"
        if entry.kind == "field" and language == "en" and _is_agent(entry.spelling) and not _is_agent(word):
            return False  # nor is it a "programmer"; but a "forester" has to do with "forest"
        if entry.kind in ("city", "region") and not _is_form_of_place(self.folded[start], entry.spelling):
            return False  # "more" is not Moers, nor "border" the Börde
        # "des Bundes" is not in Bünde, but "in Bunde" is, and "Koln" is Köln
        is_plain = self.folded[start] == folded_word(entry.spelling)
        if entry.kind == "city" and not is_plain and _lacks_umlaut(word, entry.spelling) and is_known(word, "en"):
            return False  # "further" is nobody from Fürth
        if entry.also_a_word or (entry.kind == "city" and _lacks_umlaut(word, entry.spelling) and is_known(word, "de")):
            return start > 0 and self.folded[start - 1] in _PREPOSITIONS
        if entry.kind == "field" and language == "de" and word.islower() and entry.spelling[0].isupper():
            # "wir bauen", "fertigen" are verbs; "mode" in an English text is no fashion
            return not self._has_case and (self._is_german or not is_known(word, "en"))
        return True


@lru_cache(maxsize=64)
def _read(text: str, language: Language | None) -> _Reading:
    """Return `text` as it is read, without ministries; a wish is read for fields and for products."""
    return _Reading(_RAW.findall(_MINISTRY.sub(" ", squeeze(text))), language)


def _front_and_group(word: str) -> tuple[str, ...]:
    """Return what stands before "cluster" or "netzwerk" in a compound, and that; empty: it ends otherwise."""
    found = _GROUP.fullmatch(word.casefold())
    return found.groups() if found else ()


def _is_part_of_next(name: Name, found: Sequence[Name], raw: Sequence[str]) -> bool:
    """Return whether `name` says where in the place behind it: "in the north of Bavaria", "im Osten Sachsens"."""
    if name.kind != "region" or len(name.ids) == 1:
        return False
    start = name.end + (raw[name.end : name.end + 1] in (["of"], ["von"]))
    return any(other.start == start and other.kind in ("land", "city", "region") for other in found)


def _is_form_of_place(folded: str, spelling: str) -> bool:
    """Return whether a folded word is a place's name, its genitive or the adjective that German makes of it.

    A name that is an adjective itself ("ostfriesisch") has all endings of one.
    """
    name = folded_word(spelling)
    if name.endswith("isch"):
        return True
    return folded in {name + ending for ending in ("", "s", "er", "ern", "ers")} | {name.removesuffix("en") + "er"}


def _lacks_umlaut(word: str, spelling: str) -> bool:
    """Return whether a word of the same letters as a name has a vowel without the two dots that the name has, and no e behind it."""
    spelt_out = spelling.translate(_SPELT_OUT)
    return spelt_out != spelling and word.isascii() and not word.casefold().startswith(spelt_out.casefold())


def _adjectives(city: str) -> tuple[str, ...]:
    """Return the adjective of a city that has not its stem: "Dresdner", "Münchner"."""
    return (f"{city.removesuffix('en')}ner",) if re.fullmatch(r"\w+(?:d|ch)en", city) else ()


def _is_agent(word: str) -> bool:
    """Return whether an English word looks like one for who or what does a thing ("programmers")."""
    return _AGENT.search(folded_word(word)) is not None


def _ending(a: str, b: str) -> int:
    """Return by how many letters the longer of two words goes beyond what they share at the beginning."""
    a, b = folded_word(a), folded_word(b)
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return max(len(a), len(b)) - shared


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the shipped taxonomy, made once a process."""
    return Gazetteer(load_taxonomy())


@lru_cache(maxsize=1)
def load_product_gazetteer() -> Gazetteer:
    """Return the gazetteer of what firms of the shipped fields make, made once a process."""
    return Gazetteer(load_products())
