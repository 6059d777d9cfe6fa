"""Text as search sees it: one set of functions, used when indexing and when asking.

    clean      what may be stored and shown: no control or zero-width characters
    fold       what is compared: case, umlauts and their spellings, ß, accents, thousands separators
    tokenise   folded words and numbers
    words      the same, each also with its umlauts
    terms      stems without function words, with the parts of German compounds

What is folded stays as it is when it is folded again.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import Stemmer

from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.dictionary import is_known

_INVISIBLE = lazily(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACE = lazily(r"\s+")
# What must not stand before is looked at behind the first character: a pattern that begins with one is searched for several
# times as fast, and these go over every text.
_THOUSANDS = lazily(r"(\d(?<![\d.,]\d)\d{0,2})((?:[.,'’\u00a0\u202f]\d{3})+)(?![\d,]|\.\d)")
_PROGRAMME = lazily(r"go(?<!\wgo)[\s\-‐-–]?cluster(?=s?\b)")
_WORD = lazily(r"[^\W_]+")
_MARKED = lazily(r"[\u00c0-\u024f]")  # most letters with a mark: the rest of a text need not be looked at one by one
_REMEMBERED = 2000  # one question is read many times on its way to an answer
_WORDS_REMEMBERED = 10_000  # a question takes some sixty of them
# ae, oe and ue stand for umlauts, but not behind a vowel or q (neue, Dauer, Quelle; Israel is a harmless
# loss) nor before a final s (does, doesn.t, values); aee stands for äe, and is a as well: were it ae, folding that again would give another form
_UMLAUT_SPELLING = lazily(r"([aou](?<![aeiouq][aou]))e+(?!s(?:\b|n))")

# Written for this project: the words that carry structure, not content.
_STOP_EN = frozenset(
    """a about above actually after again all also am an and any anyone anything are as at be because been
    before being below between both but by can could did do does doing don down during each either else
    ever every few for from further get gets getting give go goes got had has have having he hello her
    here hi him his how however i if in into is it its itself just know let like ll look me might more
    most much must my need no nor not now of off ok on once only or other our ours out over own per
    perhaps please quite rather re really s same say shall she should so some somebody someone something
    still such t tell than thank thanks that the their them then there these they thing things this those
    through to too under until up us very via want was we were what when where whether which while who
    whom whose why will with within without would yes yet you your yours""".split()
)
_STOP_DE = frozenset(
    """ab aber alle allem allen aller alles als also am an andere anderen auch auf aus außer bei beim bin bis
    bist bitte da dabei dadurch dafür damit danach daran darauf daraus darf darin darüber das dass davon
    dazu dein deine dem den denn der deren des dessen die dies diese diesem diesen dieser dieses doch dort
    du durch dürfen eben eigentlich ein eine einem einen einer eines einmal er es etwa etwas euch euer für
    gab ganz gar geben gegen genau gern gerne gibt haben hab habe hat hatte hatten hätte hallo her hier
    hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins irgendwie ist ja je jede jedem jeden
    jeder jedes jemand jetzt kann kannst können könnte man mal mein meine meinem meinen mich mir mit
    möchte möchten muss müssen nach nein nicht nichts noch nun nur ob oder ohne schon sehr sei sein seine
    seit selbst sich sie sind so sobald sogar solche soll sollen sollte sondern sonst sowie über überhaupt
    um und uns unser unsere unserem unseren unter viel viele vielen vom von vor während wann war waren
    warum was weil weiter welche welchem welchen welcher welches wem wen wenn wer werde werden wessen wie
    wieder will wir wird wo wofür woher wohin wollen womit woran worauf worin worum worüber wovon wozu
    wurde wurden würde würden zu zum zur zwar zwischen""".split()
)

_SHORT_HEADS = frozenset("amt art bad bau gas hof eis öl tag tor typ weg rat see uhr zug".split())
# Fronts and heads that make new words of old ones, not compounds of two things.
_NO_PART = frozenset(
    """unter über auf ab an aus ein vor nach mit bei zusammen fort weiter gegen wieder zwischen hinter durch
    wider voran heran herum hinaus schaft heit keit lich isch haft sam weise ander ähnlich eigen""".split()
)
_LINKING = ("", "s", "es", "n", "en", "er", "e")
_MIN_FRONT = 4
_MIN_HEAD = 3  # Bau, Tag, Amt


_FIRST = itemgetter(1)  # of a match, its first group: as a template it would be read anew for each text


def clean(text: str) -> str:
    """Return `text` without control, zero-width, direction and half characters; NFC; line ends as \\n."""
    # the invisible first: one may stand between a letter and its accent
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def squeeze(text: str) -> str:
    """Return `text` cleaned, on one line, with single spaces."""
    return _SPACE.sub(" ", clean(text)).strip()


def _lower(text: str) -> str:
    """Return `text` in lower case and one form of each character; umlauts stay."""
    # the no-break spaces in numbers first: NFKC makes plain ones of them
    return unicodedata.normalize("NFKC", _join_thousands(text)).casefold()


def _join_thousands(text: str) -> str:
    return _THOUSANDS.sub(lambda m: m[1] + re.sub(r"\D", "", m[2]), text)


def _join(text: str, written: str) -> str:
    """Return lower-case `text` with whole numbers and the programme's name as single words; `written` is what it was made of."""
    # ASCII has its numbers joined: no other form of a digit or point can have come to light
    text = text if written.isascii() else _join_thousands(text)
    return _PROGRAMME.sub("gocluster", text) if "cluster" in text else text


def _plain(text: str) -> str:
    """Return lower-case `text` without accents, umlauts and their spellings."""
    # marks first: äe is then read like its spelling aee
    if not text.isascii():
        text = _MARKED.sub(lambda m: _without_marks(m[0]), text)
        text = text if text.isascii() else _without_marks(text)
    return _UMLAUT_SPELLING.sub(_FIRST, text)


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if c.isascii() or not unicodedata.combining(c))


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """Return the form in which text is compared.

    Lower case, without accents; ä and ae are a, ö and oe are o, ü and ue are u, ß is ss; 14,000 and 14.000
    are 14000; go-cluster is one word. Folding what is folded changes nothing.
    """
    return _join(_plain(_lower(text)), text)


def tokenise(text: str) -> list[str]:
    """Return the folded words and numbers of `text` in order; empty for text without letters and digits."""
    return _WORD.findall(fold(text))


def tokenise_once(text: str) -> list[str]:
    """Return `tokenise(text)`, for long texts that are read once: they are not remembered."""
    return _WORD.findall(fold.__wrapped__(text))


@lru_cache(maxsize=_WORDS_REMEMBERED)
def tokens_of(word: str) -> tuple[str, ...]:
    """Return `tokenise(word)`, for single words: other than texts, they come again and again, and are remembered longer."""
    return tuple(tokenise(word))


def folded_word(word: str) -> str:
    """Return the one word that `word` is when folded, its parts joined; empty without letters and digits."""
    return "".join(tokens_of(word))


_FOLDED_STOP: dict[Language, frozenset[str]] = {
    "en": frozenset(w for s in _STOP_EN for w in tokenise(s)),
    "de": frozenset(w for s in _STOP_DE for w in tokenise(s)),
}
_ALGORITHMS: dict[Language, str] = {"en": "english", "de": "german"}
_STEMMERS = threading.local()  # one stemmer must not be used by two threads at once


class Word(NamedTuple):
    """A word or number: in lower case with its umlauts, and folded."""

    lower: str
    folded: str


def words(text: str) -> Iterator[Word]:
    """Yield the words and numbers of `text` in order."""
    for word in _WORD.findall(_join(_lower(text), text)):
        yield Word(word, _plain(word))


def is_stop(token: str, language: Language) -> bool:
    """Return whether the folded `token` is a function word of `language`."""
    return token in _FOLDED_STOP[language]


@lru_cache(maxsize=100_000)
def stem(token: str, language: Language) -> str:
    """Return the Snowball stem of a folded token; numbers and words of up to three letters stay."""
    if len(token) <= 3 or not token.isalpha():
        return token
    stemmer = getattr(_STEMMERS, language, None)
    if stemmer is None:
        stemmer = Stemmer.Stemmer(_ALGORITHMS[language], 0)  # without a cache of its own
        setattr(_STEMMERS, language, stemmer)
    return str(stemmer.stemWord(token))


@lru_cache(maxsize=100_000)
def _is_german_word(word: str) -> bool:
    """Return whether the dictionary has `word` as it is or as a noun."""
    return is_known(word, "de") or is_known(word.capitalize(), "de")


@lru_cache(maxsize=100_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """Return the two or more words of which a German compound is made, in order; empty: it is none.

    `word` is in its normal spelling (with umlauts), any case. A part has at least four letters (the last one
    three) and stands in the dictionary, or is a compound itself; linking letters (Fugenelement) are dropped.
    Of several ways, the one with the longest last part wins, since the head of a German compound is what it
    is.
    """
    word = word.casefold()
    if len(word) < _MIN_FRONT + _MIN_HEAD or not word.isalpha():
        return ()
    for cut in range(_MIN_FRONT, len(word) - _MIN_HEAD + 1):
        head = word[cut:]
        # a short head must be a noun, or "-los", "-bar" and "-mal" would split half the adjectives
        if head in _NO_PART or not (_is_german_word(head) if len(head) > _MIN_HEAD else head in _SHORT_HEADS):
            continue
        for link in _LINKING:
            front = word[: cut - len(link)] if link else word[:cut]
            if not word[:cut].endswith(link) or len(front) < _MIN_FRONT or front in _NO_PART:
                continue
            if _is_german_word(front):
                return (front, head)
            inner = compound_parts(front)
            if inner:
                return (*inner, head)
    return ()


def terms(text: str, language: Language, *, compounds: bool = True) -> list[str]:
    """Return the content terms of `text` in order: stems, without function words.

    German compounds are followed by the stems of their parts when `compounds` is set. Text of function words
    alone gives an empty list.
    """
    return list(_terms(text, language, compounds))


@lru_cache(maxsize=_REMEMBERED)
def _terms(text: str, language: Language, compounds: bool) -> tuple[str, ...]:
    return tuple(
        chain.from_iterable(_terms_of(word, language, compounds) for word in _WORD.findall(_join(_lower(text), text)))
    )


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _terms_of(word: str, language: Language, compounds: bool) -> tuple[str, ...]:
    """Return the terms of a word in lower case."""
    folded = _plain(word)
    if is_stop(folded, language):
        return ()
    parts = compound_parts(word) if compounds and language == "de" else ()
    return (stem(folded, language), *(stem(_plain(part), language) for part in parts))
