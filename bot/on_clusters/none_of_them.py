"""Questions that expect none: "hat keins davon gold?" asks which of those shown have it, as "hat eins davon gold?" does. Pure functions on text."""

from __future__ import annotations

import re

from knowledge.patterns import lazily
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_ASKED = lazily(
    rf"^{BEFORE}(?:hat|haben|ist|sind|sitzt|sitzen|tragt|gibt es|gibts|gibt s|do|does|did|has|have|is|are|isn|aren|hasn|haven|don|doesn)\b"
)
_NONE = lazily(
    r"\bk(?=eine?[rs]? (?:davon|von (?:denen|ihnen|diesen)|der cluster)\b)|\bn(?=one (?:of (?:them|these|those)|there)\b)",
    re.IGNORECASE,
)
# "keiner mit Label?"
_NONE_WITH = lazily(rf"^{BEFORE}(?:keine?[rs]?|none)(?: (?:da|dort|there))? (?:mit|with)\b.*\?\W*$")
_NONE_FIRST = lazily(r"\bk(?=ein)|\bn(?=one\b)", re.IGNORECASE)
_NOT_ANY = lazily(r"(?<=[a-z])n['’]?t(?= (?:any|one|some|either) of (?:them|these|those)\b)", re.IGNORECASE)
_LONGEST = 10  # words


def with_any(text: str) -> str:
    """Return `text` asking for any where it asks whether none of those shown is so; else as it is: "none of these" alone refuses them."""
    if len(text.split()) <= _LONGEST and text.rstrip().endswith("?") and _NONE_WITH.search(fold(text)):
        return _NONE_FIRST.sub("", text, count=1)
    if (
        len(text.split()) > _LONGEST
        or not (_NONE.search(text) or _NOT_ANY.search(text))
        or not _ASKED.search(fold(text))
    ):
        return text
    return _NOT_ANY.sub("", _NONE.sub("", text))
