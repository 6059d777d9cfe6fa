"""Tells the name of a cluster organisation that a message takes for granted and of which nothing is known.

What counts is how the message speaks of it: a name in quotation marks, with a legal form ("… e.V."), behind "the" or
"das", or as what is said to be a member or to hold a label. "A network for …" wishes for one and names none.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.asked.passage_words import number
from knowledge.naming.cluster_names import ClusterNames
from knowledge.naming.fields import Taxonomy
from knowledge.naming.gazetteer import Gazetteer, Name
from knowledge.naming.profiles import ClusterProfile
from knowledge.patterns import lazily
from knowledge.records import LANGUAGES, Language, Passage
from knowledge.words.dictionary import is_known
from knowledge.words.spelling import Speller
from knowledge.words.text import clean, compound_parts, fold, is_stop, stem, tokenise, tokenise_once

_WORD = lazily(r"[^\W_]+(?:[.&'’+/-][^\W_]+)*")
_QUOTED = lazily(r"(?<!\w)[\"'“”„‚‘»«]([^\"“”„‚‘»«\n]{3,60}?)[\"'“”‘’»«](?!\w)")
_LEGAL_FORM = lazily(r"[\s,]+(?:e\.?\s?V\b\.?|eG\b|g?GmbH(?: & Co\.? KG(?:aA)?)?\b|mbH\b)")
_OF_FIRM = lazily(r"\b(?:GmbH|mbH|AG|KG|OHG|SE|UG|KGaA|Ltd|Inc)\b")
# folded words that say of a name that it is an organisation; German ones stand before what it is called as well
_GERMAN_HEADS = frozenset(
    """netzwerk netz allianz verbund verband verein bundnis kompetenznetz kompetenznetzwerk kompetenzzentrum
    innovationsnetzwerk clusterinitiative konsortium foderation partnerschaft""".split()
)
_HEADS = _GERMAN_HEADS | frozenset(
    "cluster network alliance association initiative ring valley forum hub consortium federation partnership".split()
)
_ENDINGS = ("cluster", "netzwerk", "network", "verbund", "verband", "allianz", "initiative")  # of compounds
_SHORT, _LONG = 4, 8  # letters of a name from which on one slip, or two, may be in it
_WITHIN = frozenset("of for and fur und der des the".split())
_THE = frozenset("the this that das der die den dem des dieses diese dieser vom beim zum zur im am".split())
_ANY = lazily(r"an?|any|which|what|some|no|every|each|another|other|more|all|my|our|your")
# capitalised words behind a German name that are no part of it
_ASKED_NOUN = lazily(r"(?:mitglied|label|sitz|standort|unternehmen|partner|firmen|webseite|homepage)\w*")
# what is asked of a cluster alone: then its name needs no word for what it is
_ASKED_OF_CLUSTERS = lazily(
    r"\bmembers? of (?:the )?gocluster(?! team)|\bgocluster members?\b|\bmitglied\w* (?:bei|von|in|im|des)(?: programms?)? gocluster"
    r"|\bgocluster mitglied|\b(?:gold|silver|silber|bronze|ecei)\W?labels?\b"
)
_VERBS = frozenset("is was are does did has hold ist war hat halt tragt besitzt gehort".split())


def is_firm(name: str) -> bool:
    """Return whether a name is that of a firm by its legal form, and has no word for what clusters are."""
    if not _OF_FIRM.search(name):
        return False
    return not any(word in _HEADS or word.endswith(_ENDINGS) for word in tokenise(name))


class _Word(NamedTuple):
    """A word as it is written, folded, and its characters [start, end)."""

    written: str
    folded: str
    start: int
    end: int

    @property
    def is_name_like(self) -> bool:
        """Whether it begins like a name: "Kiel", "3Dsensation", "4.0"."""
        return self.written[0].isupper() or self.written[0].isdigit()

    @property
    def head(self) -> str:
        """The word for an organisation in which it ends ("cluster" of "Quantencluster"); empty: it is none."""
        last = self.folded.split("-")[-1]
        if last in _HEADS:
            return last
        ending = next((e for e in _ENDINGS if last.endswith(e)), "")
        parts = compound_parts(self.written)
        return ending or (fold(parts[-1]) if parts and fold(parts[-1]) in _HEADS else "")

    @property
    def is_compound_head(self) -> bool:
        """Whether it says more than what kind of organisation it is."""
        return bool(self.head) and self.folded not in _HEADS

    @property
    def is_function_word(self) -> bool:
        """Whether it asks or joins."""
        return self.folded in _VERBS or any(is_stop(self.folded, language) for language in LANGUAGES)

    @property
    def is_german_noun(self) -> bool:
        """Whether a dictionary has it, or its parts."""
        return is_known(self.written, "de") or bool(compound_parts(self.written))

    @property
    def telling(self) -> list[str]:
        """The folded words of which it is made, without those that say what a cluster is."""
        parts: list[str] = []
        for token in tokenise(self.written):
            if token in _HEADS or token.isdigit() or any(is_stop(token, language) for language in LANGUAGES):
                continue
            front = token.removesuffix(self.head)
            parts.append(front if len(front) > 2 else token)
        return parts


class UnknownClusters:
    """Knows what the profiles and the statements of an index name. What it needs of them is read when first needed."""

    def __init__(
        self,
        profiles: Iterable[ClusterProfile],
        statements: Iterable[Passage],
        *,
        names: ClusterNames,
        gazetteer: Gazetteer,
        taxonomy: Taxonomy,
    ) -> None:
        self._profiles = tuple(profiles)
        self._statements = tuple(statements)
        self._names = names
        self._gazetteer = gazetteer
        self._taxonomy = taxonomy

    def name_in(self, text: str, language: Language) -> str | None:
        """Return the name of a cluster that `text` speaks of as of one there is, and of which nothing is known.

        None where no name is given, where a profile or a statement may be meant, misspelt or not, and where any cluster
        of a kind is wanted.
        """
        text = clean(text)
        if text.isupper():
            return None
        for name in _Mentions(text, language, self._is_place).all():
            written = text[name[0].start : name[-1].end]
            if self._is_unknown(written, name):
                legal_form = _LEGAL_FORM.match(text, name[-1].end)
                return written + (legal_form[0] if legal_form else "")
        return None

    def _is_place(self, word: _Word) -> bool:
        found = self._gazetteer.find(f"in {word.written}")
        return any(name.kind in ("city", "land", "region") for name in found)

    def _is_unknown(self, written: str, name: Sequence[_Word]) -> bool:
        if all(self._is_place(word) or not word.telling for word in name) or self._names.find(written):
            return False
        wanted = [self._corrected(part) for word in name for part in word.telling]
        if all(self._told.has(part) for part in wanted):
            return False
        if self._is_nearly_known(name):
            return False
        read = self._described(written, name)
        return not any(profile.explains(wanted, read) for profile in self._known)

    def _is_nearly_known(self, name: Sequence[_Word]) -> bool:
        """Return whether the letters of a name, without those that say what a cluster is, are nearly those of a known one."""
        letters = _letters(tokenise(" ".join(word.written for word in name)))
        limit = 2 if len(letters) >= _LONG else 1 if len(letters) >= _SHORT else 0
        return process.extractOne(letters, self._letters, scorer=OSA.distance, score_cutoff=limit) is not None

    def _described(self, written: str, name: Sequence[_Word]) -> list[Name]:
        """Return the Länder in a name, and the fields that words such as "Luftfahrtcluster" describe."""
        compounds = {token for word in name if word.is_compound_head for token in tokenise(word.written)}
        found = self._gazetteer.find(written)
        return [n for n in found if n.kind == "land" or (n.kind == "field" and compounds >= set(tokenise(n.words)))]

    def _corrected(self, word: str) -> str:
        """Return a folded word, put right if it is misspelt; compounds of known words are not."""
        return word if compound_parts(word) else fold(self._speller.correct(word))

    def read_ahead(self) -> None:
        """Work out what the first question that seems to name a cluster would wait for: a third of a second."""
        _ = self._told, self._known, self._letters, self._speller

    @cached_property
    def _told(self) -> _Stems:
        return _Stems(self._words)

    @cached_property
    def _known(self) -> list[_Known]:
        return [_Known(profile, self._taxonomy) for profile in self._profiles]

    @cached_property
    def _letters(self) -> list[str]:
        names = {_letters(tokenise(name)) for profile in self._profiles for name in _names_of(profile)}
        return sorted(name for name in names if name)

    @cached_property
    def _speller(self) -> Speller:
        names = (token for p in self._profiles for name in _names_of(p) for token in tokenise(name))
        return Speller(self._words + Counter(names))

    @cached_property
    def _words(self) -> Counter[str]:
        """How often each word occurs in the statements."""
        return Counter(token for passage in self._statements for token in tokenise_once(_told(passage)))


class _Stems:
    """The stems of folded words, in either language, as numbers: a fortieth of the memory that sets of them take."""

    def __init__(self, words: Iterable[str]) -> None:
        once = stem.__wrapped__  # what is remembered of each word takes ten times the memory of its number
        numbers = {number(once(word, language)) for word in set(words) for language in LANGUAGES}
        self._numbers = array("I", sorted(numbers))

    def has(self, word: str) -> bool:
        """Return whether the folded `word` occurs, in any form."""
        return any(self._has_number(number(stem(word, language))) for language in LANGUAGES)

    def _has_number(self, wanted: int) -> bool:
        place = bisect_left(self._numbers, wanted)
        return place < len(self._numbers) and self._numbers[place] == wanted


class _Known:
    """A profile as far as a name may mean it."""

    def __init__(self, profile: ClusterProfile, taxonomy: Taxonomy) -> None:
        laender = [taxonomy.land_name(state, language) for state in profile.all_states for language in LANGUAGES]
        fields = [taxonomy.field_name(field, language) for field in profile.fields for language in LANGUAGES]
        keywords = (*profile.keywords_en, *profile.keywords_de)
        texts = (profile.summary_en, profile.summary_de, *keywords, profile.city or "", *laender, *fields)
        self._stems = _Stems(tokenise_once(" ".join((*_names_of(profile), *texts))))
        self._ids = {taxonomy.field_ids[field] for field in profile.fields}
        self._ids |= {taxonomy.land_ids[state] for state in profile.all_states}

    def explains(self, words: Iterable[str], described: Iterable[Name]) -> bool:
        """Return whether the profile has each of the folded `words`, or the field or Land that is `described` with it."""
        meant = {t for name in described if set(name.ids) & self._ids for t in tokenise(name.words)}
        return all(self._stems.has(word) or any(m.startswith(word) for m in meant) for word in words)


def _letters(tokens: Iterable[str]) -> str:
    return "".join(token for token in tokens if token not in _HEADS and len(token) > 1)


def _told(passage: Passage) -> str:
    sources = (part for source in passage.sources for part in (source.title, source.publisher or ""))
    return " ".join((passage.text, passage.heading, *passage.asked, *sources))


def _names_of(profile: ClusterProfile) -> tuple[str, ...]:
    return (profile.name, profile.short_name, *profile.aliases)


class _Mentions:
    """Where a text speaks of an organisation by its name, known or not."""

    def __init__(self, text: str, language: Language, is_place: Callable[[_Word], bool]) -> None:
        self._text = text
        self._german = language == "de"
        self._is_place = is_place
        self._words = [_Word(m[0], fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]

    def all(self) -> Iterator[Sequence[_Word]]:
        """Yield the words of each name, the surest first; some more than once."""
        yield from self._quoted()
        yield from self._with_legal_form()
        yield from self._definite()
        if not self._german:
            yield from self._capitalised()
        yield from self._asked_of()

    def _quoted(self) -> Iterator[Sequence[_Word]]:
        """Yield names in quotation marks with a word for an organisation in them or beside them."""
        for match in _QUOTED.finditer(self._text):
            inside = [word for word in self._words if match.start(1) <= word.start and word.end <= match.end(1)]
            before = [word for word in self._words if word.end <= match.start()][-1:]
            behind = [word for word in self._words if word.start >= match.end()][:1]
            is_name = all(word.is_name_like or word.folded in _WITHIN for word in inside)
            if inside and is_name and any(word.head for word in (*inside, *before, *behind)):
                yield inside

    def _with_legal_form(self) -> Iterator[Sequence[_Word]]:
        """Yield the names before "e.V." and the like."""
        for match in _LEGAL_FORM.finditer(self._text):
            end = next((i + 1 for i, word in enumerate(self._words) if word.end == match.start()), 0)
            start = end
            while start and self._words[start - 1].is_name_like and (start == end or self._goes_on(start)):
                start -= 1
            while start < end and self._words[start].is_function_word:
                start += 1
            if start < end:
                yield self._words[start:end]

    def _definite(self) -> Iterator[Sequence[_Word]]:
        """Yield the names behind "the" or "das"."""
        for i, word in enumerate(self._words[:-1], 1):
            if word.folded not in _THE:
                continue
            behind = self._words[i]
            if behind.folded in _HEADS and not behind.is_name_like:  # "the cluster Nordlicht Quantum"
                run = self._run(i + 1)
                if run:
                    yield run
            run = self._run(i)
            if run and i + len(run) < len(self._words) and self._goes_on(i + len(run)):
                head = self._words[i + len(run)]
                if head.folded in _HEADS and not self._german:  # "the Nordlicht Quantum network"
                    yield run
            if self._is_name(run):
                yield run

    def _capitalised(self) -> Iterator[Sequence[_Word]]:
        """Yield names within an English sentence: capitalised words, unless an article says that any will do."""
        i = 0
        while i < len(self._words):
            run = self._run(i)
            length = max(1, len(run))
            before = self._text[: self._words[i].start].rstrip()
            begins = not before or before[-1] in ".!?:"
            if run and begins and run[0].is_function_word:
                run, begins, before = run[1:], False, self._text[: self._words[i].end]
            is_any = before and _ANY.fullmatch(fold(before.split()[-1]))
            if not begins and not is_any and self._is_name(run):
                yield run
            i += length

    def _asked_of(self) -> Iterator[Sequence[_Word]]:
        """Yield the capitalised words of which a membership or a label is asked."""
        words = self._words
        if len(words) > 2 and words[0].folded in _VERBS and _ASKED_OF_CLUSTERS.search(fold(self._text)):
            run = self._run(2 if words[1].folded in _THE else 1)
            if run:
                yield run

    def _run(self, start: int) -> Sequence[_Word]:
        """Return the words from `start` on that are written like names, with nothing but spaces between; empty: none is."""
        end = start
        while end < len(self._words) and self._words[end].is_name_like and (end == start or self._goes_on(end)):
            end += 1
        while self._german and end - start > 1 and _ASKED_NOUN.fullmatch(self._words[end - 1].folded):
            end -= 1
        return self._words[start:end]

    def _goes_on(self, i: int) -> bool:
        """Return whether nothing but spaces or "&" stands between the word `i` and the one before."""
        return self._text[self._words[i - 1].end : self._words[i].start].strip() in ("", "&")

    def _is_name(self, run: Sequence[_Word]) -> bool:
        """Return whether capitalised words can be the name of an organisation.

        In English it ends in a word for one, places aside; in German, where all nouns have capitals, it may begin with
        that word, and what stands before it as its last must not be a mere noun.
        """
        if len(run) < 2:
            return False
        if run[0].head and (self._german or run[0].head in _GERMAN_HEADS):
            return len(run) > 2 or self._is_place(run[1]) or not run[1].is_german_noun
        end = len(run)
        while end > 1 and self._is_place(run[end - 1]):
            end -= 1
        if not run[end - 1].head or (end == 1 and not run[0].is_compound_head):
            return False
        first = run[0]
        if not self._german or end == 1 or run[end - 1].head not in (*_GERMAN_HEADS, "cluster"):
            return True
        return self._is_place(first) or first.folded.endswith("er") or not first.is_german_noun
