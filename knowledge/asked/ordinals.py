"""Which of a series a text names: "the 2nd Cluster Week", "die 7. Jahrestagung", "Phase 3"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from knowledge.asked.question import MONTH
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold, is_stop, terms

_ENGLISH = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_GERMAN = "erst zweit dritt viert funft sechst siebt acht neunt zehnt".split()
_NUMBER = {word: n for words in (_ENGLISH, _GERMAN) for n, word in enumerate(words, 1)}
# Over folded text. A number with a dot is one where a word follows that is no month: "7. Jahrestagung", "1. und 2. Runde"
_ORDINAL = lazily(
    rf"\b(?P<word>{'|'.join(_ENGLISH)}|(?:{'|'.join(_GERMAN)})(?=e[mnrs]?\b))(?:e[mnrs]?)?\b"
    r"|(?<![\w.,:/-])(?P<digits>\d{1,2})(?:(?:st|nd|rd|th)\b"
    rf"|\.(?=(?:\s*(?:und|oder|,|/)\s*\d{{1,2}}\.)*\s+(?P<next>(?!(?:{MONTH})\b)[^\W\d_][\w-]+)))"
)
_NUMBERED = lazily(r"\b(?P<thing>phase|runde|round) (?P<digits>\d{1,2})\b(?![.,]?\d)")
_CLAUSE = lazily(r"[\w\s-]*")
_THING_WORDS = 4  # "seventh | European Cluster Conference", "first | three gold labels"
_OF_ALL = "goclust"  # the programme's name, as a stem, tells nothing of what is counted
_TIMES = ("time", "mal")  # "for the first time" counts no things
_REMEMBERED = 50_000


def _ordinals(folded: str) -> Iterator[tuple[int, int]]:
    """Yield each ordinal of a folded text, with where it ends."""
    for match in _ORDINAL.finditer(folded):
        follows = match["next"]
        # a function word begins the next sentence ("in hall 2. The …") or leads to another day ("2. bis 11. April")
        if follows and (is_stop(follows, "en") or is_stop(follows, "de")):
            continue
        yield int(match["digits"]) if match["digits"] else _NUMBER[match["word"]], match.end()


@lru_cache(maxsize=_REMEMBERED)
def ordinals_in(text: str) -> frozenset[int]:
    """Return which of a series `text` names; neither days nor plain numbers are among them."""
    return frozenset(number for number, _ in _ordinals(fold(text)))


@lru_cache(maxsize=_REMEMBERED)
def _series(text: str, language: Language) -> dict[str, frozenset[int]]:
    """Return the stems of what is counted, each with the ordinals that it has in `text`."""
    folded = fold(text)
    found: dict[str, set[int]] = {}
    for number, end in _ordinals(folded):
        following = _CLAUSE.match(folded, end)
        for stem in _thing(following[0] if following else "", language):
            found.setdefault(stem, set()).add(number)
    for match in _NUMBERED.finditer(folded):
        for stem in terms(match["thing"], language):
            found.setdefault(stem, set()).add(int(match["digits"]))
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


def _thing(following: str, language: Language) -> list[str]:
    """Return the stems of the first words of `following` up to a function word; those at its beginning are passed over."""
    kept: list[str] = []
    for word in following.split():
        if not kept and word in _TIMES:
            break
        if is_stop(word, language):
            if kept:
                break
            continue
        kept.append(word)
        if len(kept) == _THING_WORDS:
            break
    return [stem for stem in terms(" ".join(kept), language) if stem != _OF_ALL and not stem.isdigit()]


def names_another(asked: str, text: str, language: Language) -> bool:
    """Return whether `text` counts things that `asked` counts too, but none with the ordinal that is asked for.

    Other things have other series: "the first Cluster Week" says nothing against "the 7th annual conference".
    """
    wanted = _series(asked, language)
    if not wanted:
        return False
    told = _series(text, language)
    shared = wanted.keys() & told.keys()
    return bool(shared) and all(wanted[stem].isdisjoint(told[stem]) for stem in shared)


def lacks_named(asked: str, text: str, language: Language) -> bool:
    """Return whether `asked` names one of a series, other than the first, that `text` does not name.

    "First" is said where nothing is counted ("first of all", "who first had the idea?").
    """
    wanted, told = _series(asked, language), _series(text, language)
    return any(numbers - {1} for numbers in wanted.values()) and all(
        numbers.isdisjoint(told.get(stem, ())) for stem, numbers in wanted.items()
    )
