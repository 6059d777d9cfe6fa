"""Finds the clusters that a text names: by name, short name or alias, the longest first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from knowledge.naming.fields import load_taxonomy
from knowledge.naming.gazetteer import load_gazetteer
from knowledge.naming.name_forms import is_word
from knowledge.naming.name_keys import NameKey, keys_of, located
from knowledge.naming.profiles import ClusterProfile
from knowledge.patterns import lazily
from knowledge.words.spelling import Speller
from knowledge.words.text import clean, compound_parts, fold, stem, tokenise

NAMED = "thatnamed"  # what can stand for a name in a text
_Names = dict[tuple[str, ...], list[tuple[str, str]]]  # (cluster_id, name) by folded words
_CAPITALS_BEFORE = lazily(r"\b[A-ZÄÖÜ]{2,}\s$")
_CAPITALS_BEHIND = lazily(r"\s[A-ZÄÖÜ]{2,}\b")
_MIN_SURE = 4
_RAISED = lazily(r"^\w+[²³]$")  # "C³" is typed as "c3"
_MIN_IN_TWO = 8  # letters of a name that may be written as two words
_MIN_MISSPELT = 6
_MANY = 3  # words
_BESIDE = 3  # a place so many words away says where a cluster is
_LONG = 10  # from here on two slips may be in a word
_ANY = lazily(
    r"(?:an?|any|which|what|some|no|every|each|another|other|more|all|(?:irgend)?ein\w{0,2}|kein\w{0,2}|welch\w*|jede\w?|manche\w?"
    r"|einige\w?|alle\w?|weitere\w?|andere\w?)"
)
# behind a name of a field that a message begins with: those of the field under a condition are looked for
_UNDER_CONDITION = lazily(r"\W+(?:mit|with|ohne|without|die|that|which|having|holding|near|nahe)\b", re.IGNORECASE)
_THE = frozenset("the this das der die den dem des vom beim zum zur im".split())


class _Place(NamedTuple):
    """A name in a text: the clusters that have it, its folded words, and its characters [start, end)."""

    cluster_ids: tuple[str, ...]
    words: str
    start: int
    end: int


class _Word(NamedTuple):
    """A folded word of a text, and its characters [start, end)."""

    folded: str
    start: int
    end: int


class _Read(NamedTuple):
    """What may be a name: the characters [start, end) of a text, and up to two words before."""

    text: str
    start: int
    end: int
    before: list[str]

    def spells(self, name: str) -> bool:
        """Return whether `name` stands here as it is written."""
        return re.match(rf"{re.escape(name)}(?!\w)", self.text[self.start :]) is not None

    @property
    def has_inner_capital(self) -> bool:
        """Whether it is written with a capital within, and not in capitals."""
        word = self.text[self.start : self.end]
        return any(letter.isupper() for letter in word[1:]) and not word.isupper()

    @property
    def is_under_condition(self) -> bool:
        """Whether the text begins with it, and a condition stands behind: "Automotive Cluster mit Label"."""
        return not self.before and _UNDER_CONDITION.match(self.text[self.end :]) is not None

    @property
    def is_shouted(self) -> bool:
        """Whether the word before or behind is in capitals: then capitals say nothing ("MEDIA AND IT")."""
        around = (_CAPITALS_BEFORE.search(self.text[: self.start]), _CAPITALS_BEHIND.match(self.text[self.end :]))
        return any(around)


class ClusterNames:
    """The names of all clusters of an index."""

    def __init__(self, profiles: Iterable[ClusterProfile], kept: Mapping[str, Sequence[NameKey]] | None = None) -> None:
        """`kept` are the keys of each profile, where an index keeps them."""
        known = {profile.id: profile for profile in profiles}
        keys = kept if kept is not None else {i: keys_of(profile) for i, profile in known.items()}
        self._names: _Names = {}
        self._inflected: _Names = {}
        self._general: set[tuple[str, ...]] = set()
        for cluster_id, key in ((i, key) for i in known for key in keys[i] if not key.is_brief):
            self._add([(cluster_id, key.name)], key)
        self._add_brief({i: [key for key in keys[i] if key.is_brief] for i in known})
        self._places = lru_cache(maxsize=64)(self._find_places)  # a question is looked through several times
        self._form = lru_cache(maxsize=5_000)(self._find_form)
        self._longest = max((len(words) for words in self._names), default=0)
        land_ids = load_taxonomy().land_ids
        self._seats = {i: {p.city, *(land_ids.get(state) for state in p.all_states)} for i, p in known.items()}
        self._words = Counter(word for words in self._names for word in words)
        self._speller = Speller(self._words)
        self._in_places = _within_places()
        self._begin = frozenset(words[0] for names in (self._names, self._inflected) for words in names)

    def _add(self, named: Iterable[tuple[str, str]], key: NameKey) -> None:
        """Add a name by `key` for each (cluster_id, name) of `named` that has it not yet."""
        may_be_inflected = not key.is_general and (len(key.words) > 1 or len(key.words[0]) >= _MIN_MISSPELT)
        if key.is_general:
            self._general.add(key.words)
        for one in named:
            if one not in self._names.setdefault(key.words, []):
                self._names[key.words].append(one)
                if may_be_inflected:
                    self._inflected.setdefault(key.stems, []).append(one)

    def _add_brief(self, briefs: Mapping[str, Sequence[NameKey]]) -> None:
        """Add what people call clusters for short, where no other has a name of these words."""
        called: dict[tuple[str, ...], dict[tuple[str, str], NameKey]] = {}
        for cluster_id, keys in briefs.items():
            for key in keys:
                called.setdefault(key.words, {})[cluster_id, key.name] = key
        owners: dict[tuple[str, ...], set[str]] = {words: set() for words in called}
        for words, names in self._names.items():
            for start, end in combinations(range(len(words) + 1), 2):
                if words[start:end] in owners:
                    owners[words[start:end]].update(cluster_id for cluster_id, _ in names)
        for words, named in called.items():
            if len(owners[words]) == 1 and words not in self._names:
                self._add(sorted(named), next(iter(named.values())))

    def find(self, text: str) -> list[tuple[str, str]]:
        """Return (cluster_id, the words that name it) in order of appearance, each cluster once.

        A name that is also a word, or very short, counts only as it is spelt. One that says no more than a field
        ("Software-Cluster") is no name behind "a" or "which", nor beside the name of a place without that cluster.
        Words that name two clusters name both. Where no name is as it should be, those count that are
        inflected ("des Maritimen Clusters …") or misspelt.
        """
        found: dict[str, str] = {}
        for place in self._places(clean(text)):
            for cluster_id in place.cluster_ids:
                found.setdefault(cluster_id, place.words)
        return list(found.items())

    def has(self, word: str) -> bool:
        """Return whether `word` is one of those that some cluster's name is made of."""
        return fold(word) in self._words

    def without(self, text: str) -> str:
        """Return `text` folded, with the names of clusters taken out."""
        return fold(self.cut(text))

    def cut(self, text: str, instead: str = " ", *, with_seat: bool = False) -> str:
        """Return `text` as it is written, with `instead` in place of each name of a cluster.

        `with_seat`: and of the place that is named right behind it, where that is its own ("the vti in Chemnitz").
        """
        text = clean(text)
        for place in reversed(self._places(text)):
            behind = text[place.end :]
            if with_seat:
                behind = self._behind_seat(behind, place.cluster_ids)
            text = f"{text[: place.start]}{instead}{behind}"
        return text

    def _behind_seat(self, behind: str, cluster_ids: Iterable[str]) -> str:
        """Return what stands `behind` the name of a cluster, without the place of its seat where it begins with that."""
        seats = {place for cluster_id in cluster_ids for place in self._seats[cluster_id]}
        for name in load_gazetteer().find(behind):
            words = r"\W+".join(map(re.escape, name.words.split()))
            found = re.match(
                rf"\W*(?:(?:in|from|at|of|near|around|aus|bei|von|um|rund um)\s+)?{words}\b", behind, re.IGNORECASE
            )
            if found and name.kind in ("city", "land") and seats & set(name.ids):
                return behind[found.end() :]
        return behind

    def in_capitals(self, text: str) -> str:
        """Return `text` with the short names that are spelt in capitals as they are spelt: "wab website" gives "WAB website"."""

        def spelt(match: re.Match[str]) -> str:
            capitals = match[0].upper()
            is_name = any(name == capitals for _, name in self._names.get((match[0],), ()))
            return capitals if is_name and not is_word(match[0]) else match[0]

        return re.sub(rf"\b[a-z]{{2,{_MIN_SURE - 1}}}\b", spelt, text)

    def _find_places(self, text: str) -> list[_Place]:
        """Return where `text` has names of clusters, in order; of overlapping ones the longest."""
        words = list(_located(text))
        exact = self._places_of(text, [word.folded for word in words], words, self._names)
        exact = exact or self._in_two_words(words)
        if exact:
            return [p if len(p.cluster_ids) == 1 else self._told_apart(p, words) for p in exact]
        found = self._places_of(text, [self._form(word.folded) for word in words], words, self._inflected)
        # two ordinary words are no name in another form ("spots on")
        return [p for p in found if p.words.count(" ") > 1 or not all(map(is_word, p.words.split()))]

    def _told_apart(self, place: _Place, words: Iterable[_Word]) -> _Place:
        """Return `place` for the one of its clusters of whose other names `words` has most; for all, where several have as many:
        "the Cluster Automotive of Bayern Innovativ".
        """
        beside = {self._form(word.folded) for word in words if not place.start <= word.start < place.end}
        shared = dict.fromkeys(place.cluster_ids, 0)
        for name, named in self._names.items():
            for cluster_id in shared.keys() & {cluster_id for cluster_id, _ in named}:
                n = len(beside & {stem(word, "de") for word in name})
                shared[cluster_id] = max(shared[cluster_id], n)
        best = [cluster_id for cluster_id, n in shared.items() if n == max(shared.values())]
        return place._replace(cluster_ids=tuple(best)) if len(best) == 1 else place

    def _in_two_words(self, words: Sequence[_Word]) -> list[_Place]:
        """Return where two words are a name that is one word elsewhere: "cyber forum"."""
        places: list[_Place] = []
        for place, (first, second) in enumerate(pairwise(words)):
            key = (first.folded + second.folded,)
            if len(key[0]) < _MIN_IN_TWO or key not in self._names or key in self._general:
                continue
            if not is_word(key[0]) and not (place and _ANY.fullmatch(words[place - 1].folded)):
                ids = tuple(dict.fromkeys(cluster_id for cluster_id, _ in self._names[key]))
                places.append(_Place(ids, f"{first.folded} {second.folded}", first.start, second.end))
        return places

    def _find_form(self, word: str) -> str:
        """Return the stem of a folded word, or of the word of a name to which it is near."""
        corrected = self._speller.correct(word) if len(word) >= _MIN_MISSPELT else word
        return stem(corrected if len(word) >= _LONG or OSA.distance(word, corrected) <= 1 else word, "de")

    def _places_of(
        self, text: str, forms: list[str], words: list[_Word], names: Mapping[tuple[str, ...], list[tuple[str, str]]]
    ) -> list[_Place]:
        """Return where the `forms` of `words` are those of `names`."""
        taken = [False] * len(words)
        places: list[_Place] = []
        starts = [start for start, form in enumerate(forms) if form in self._begin]  # most words begin no name
        for length in range(min(self._longest, len(words)), 0, -1):
            for start in starts:
                end = start + length
                key = tuple(forms[start:end])
                if key not in names or end > len(words) or any(taken[start:end]):
                    continue
                if end < len(words) and (key[-1], words[end].folded) in self._in_places:
                    continue  # "solar energy Saxony-Anhalt" names no "Energy Saxony"
                before = [word.folded for word in words[max(0, start - 2) : start]]
                if start and "?" in text[words[start - 1].end : words[start].start]:
                    before = []  # another sentence
                read = _Read(text, words[start].start, words[end - 1].end, before)
                named = [i for i, name in names[key] if self._counts(key, name, read)]
                if named and key in self._general:
                    near = words[max(0, start - _BESIDE) : end + _BESIDE]
                    named = self._fitting(named, text[near[0].start : near[-1].end])
                if named:
                    taken[start:end] = [True] * length
                    written = " ".join(word.folded for word in words[start:end])
                    places.append(_Place(tuple(dict.fromkeys(named)), written, read.start, read.end))
        return sorted(places, key=lambda place: place.start)

    def _counts(self, key: tuple[str, ...], name: str, read: _Read) -> bool:
        """Return whether the words read, which have the form `key`, can mean `name`."""
        general = key in self._general
        if general and (any(_ANY.fullmatch(word) for word in read.before) or read.is_under_condition):
            return False
        if len(key) > 1:  # three words of a name can hardly be meant for less: "forum medtech pharma"
            return not general or len(key) >= _MANY or read.spells(name) or bool(_THE & set(read.before[-1:]))
        word = fold(read.text[read.start : read.end])
        if len(word) < _MIN_SURE and name.islower():  # "at" is no name; "der vti" has one
            return read.spells(name) and not is_word(word)
        if word != key[0] and compound_parts(word):
            return False  # a compound of known words is no misspelt name
        if _RAISED.search(name):
            return True
        if general or is_word(word):
            if read.has_inner_capital and read.text[read.start : read.end].casefold() == name.casefold():
                return any(letter.isupper() for letter in name[1:])  # "bioM" is no other than "BioM"
            return read.spells(name) and not (name.isupper() and read.is_shouted)
        return len(word) >= _MIN_SURE or read.spells(name)

    def _fitting(self, cluster_ids: list[str], text: str) -> list[str]:
        """Return those of the clusters that are in a place that `text`, the words around, names; all if it names none."""
        places = [name for name in load_gazetteer().find(text) if name.kind in ("city", "land", "region")]
        if not places:
            return cluster_ids
        return [i for i in cluster_ids if any(self._seats[i] & set(place.ids) for place in places)]


def _located(text: str) -> Iterator[_Word]:
    """Yield the words of `text`."""
    return (_Word(token, match.start(), match.end()) for token, match in located(text))


def _within_places() -> frozenset[tuple[str, str]]:
    """Return the pairs of folded words that stand next to each other in the name of a Land: "Saxony-Anhalt"."""
    names = (tuple(tokenise(name)) for land in load_taxonomy().laender for name in (land.de, land.en))
    return frozenset(pair for words in names for pair in pairwise(words))
