"""Whether what was told is still so: "Is he still in office?", of which a time that is over says no."""

from __future__ import annotations

from datetime import date

from knowledge.asked.question import analyse
from knowledge.patterns import lazily
from knowledge.records import Verdict
from knowledge.words.text import fold

# of a person, a thing or a state that was told of: "Is he still in office?", "Sitzt sie noch im Beirat?"
_STILL = lazily(
    r"\b(?:he|she|they|it|that|this|er|sie|es|das|dies|die|der)\b.*\b(?:still|noch)\b(?! (?:mehr|was|etwas|eine?[nrms]?|andere\w*|weitere\w*|jemand\w*|wer|nie|nicht|another|more|others?)\b)"
)
_STILL_WORDS = 8
# over folded text: a time with its end, "from 2012 to 2020"
_ENDED = lazily(
    r"\b(?:from|between|von|vom|zwischen)(?: \w+)? ((?:19|20)\d\d) (?:to|until|till|and|bis|und)(?: (?:zum|ende|anfang|\w+))? ((?:19|20)\d\d)\b"
)
_CAN_STILL = lazily(
    r"\b(?:can|could|may|is it|kann|konnen|konnte|konnten|darf|durfen|geht|ist)\b.*\b(?:still|noch)\b.*\b(?:apply|join|submit|hand in|possible|open|take part|bewerb\w*|beantrag\w*|einreich\w*|mitmachen|moglich|offen|teilnehmen)\b"
)
_UNTIL = lazily(r"\b(?:until|till|by|to|bis)(?: zum)?(?: \d{1,2}\.?)?(?: \w+)? ((?:19|20)\d\d)\b")
_GOES_ON = lazily(r"\b(?:since|seit\w*|today|heute|now|jetzt|again|wieder)\b")


def asks_whether_still(text: str) -> bool:
    """Return whether a brief `text` wants yes or no on whether what was told is still so."""
    folded = fold(text)
    if not ("still" in folded or "noch" in folded) or len(text.split()) > _STILL_WORDS:
        return False
    return _STILL.search(folded) is not None and analyse(text).yesno


def still_holds(text: str, statement: str, today: date | None = None) -> Verdict | None:
    """Return "no" where a brief `text` asks whether what `statement` tells is still so, and that names one time, with an end that is past,
    or whether one can still apply, and all its deadlines are past; None: it asks no such thing, or the statement does not tell.
    """
    year, folded = (today or date.today()).year, fold(statement)
    if _CAN_STILL.search(fold(text)) and analyse(text).yesno:
        ends = _UNTIL.findall(folded)
        return "no" if ends and int(max(ends)) < year else None
    if not asks_whether_still(text):
        return None
    times = _ENDED.findall(folded)
    if len(times) != 1 or _GOES_ON.search(folded):
        return None
    return "no" if int(times[0][1]) < year else None
