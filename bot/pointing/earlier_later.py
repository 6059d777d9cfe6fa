"""Which way a message goes from what was told: to the one before or after that, or to an earlier or later time. Pure functions on text."""

from __future__ import annotations

from knowledge.patterns import lazily
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

# which of a series, as one says it; folded, German without its ending
ENGLISH = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
GERMAN = "erst zweit dritt viert funft sechst siebt acht neunt zehnt".split()
NUMBERS = {word: n for words in (ENGLISH, GERMAN) for n, word in enumerate(words, 1)}
_SO = (
    rf"{BEFORE}(?:what about |how about |was ist mit )?"
    r"(?:(?:the|der|die|das|dem|den|zur|zum|an|to|for|of|at|in|bei|beim|im|vom|von|auf)\s+)*"
)
_KIND = r"(?:ones?|event|meeting|conference|round|week|tagung|konferenz|veranstaltung|treffen|runde|woche)"
# another of its kind
_ONE_EARLIER = lazily(
    rf"{_SO}(?:{_KIND} before(?: (?:that|it))?|(?:previous|preceding|vorige[nrs]?|vorherige[nrs]?|vorangegangene[nrs]?)(?: {_KIND})?|(?:{_KIND} )?davor)\W*"
)
_ONE_LATER = lazily(
    rf"{BEFORE}(?:(?:was|were|is|are) there (?:ever )?(?:another|a second|a further|one more)(?: one)?|(?:gab|gibt) es (?:da )?(?:danach )?(?:(?:noch|auch noch) (?:eine?[nrs]?|weitere\w*)|eine? weitere\w*|eine? zweite\w*))(?: (?:after that|danach|later|spater))?\W*"
    rf"|{_SO}(?:{_KIND} after(?: (?:that|it))?|(?:next|following|nachste[nrs]?|folgende[nrs]?)(?: {_KIND})?|(?:{_KIND} )?danach)\W*"
)
# another time
_EARLIER = lazily(rf"{_SO}(?:before(?: (?:that|it|then))?|previously|earlier|davor|zuvor|vorher|fruher)\W*")
_LATER = lazily(rf"{_SO}(?:after(?:wards| (?:that|it))|later|since then|danach|spater|nachher|seitdem)\W*")
_NTH = lazily(
    rf"{_SO}(?:(?P<word>{'|'.join(ENGLISH)})|(?P<wort>{'|'.join(GERMAN)})e[mnrs]?|(?P<digits>\d{{1,2}})(?:st|nd|rd|th|\.))(?: {_KIND})?\W*"
)


def says_earlier_or_later(text: str) -> bool:
    """Return whether `text` says no more than that it is asked of an earlier or a later time: "and before that?", "Und danach?"."""
    folded = fold(text)
    return _EARLIER.fullmatch(folded) is not None or _LATER.fullmatch(folded) is not None


def step_asked(text: str) -> int:
    """Return -1 where `text` asks for the one before and no more, or for what was before; 1 for the one after; 0: it asks for neither."""
    folded = fold(text)
    if _ONE_EARLIER.fullmatch(folded) or _EARLIER.fullmatch(folded):
        return -1
    return 1 if _ONE_LATER.fullmatch(folded) or _LATER.fullmatch(folded) else 0


def ordinal_alone(text: str) -> int:
    """Return which of a series `text` names, and no more: "und der zweite?"; 0: it names none, or says more."""
    found = _NTH.fullmatch(fold(text))
    if found is None:
        return 0
    return int(found["digits"]) if found["digits"] else NUMBERS[found["word"] or found["wort"]]
