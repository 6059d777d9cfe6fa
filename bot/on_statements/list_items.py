"""Which point of a list in a statement a message means: "Nr. 3 genauer?", "the second point". Pure functions on text."""

from __future__ import annotations

from knowledge.patterns import lazily
from knowledge.words.beginnings import JOINING
from knowledge.words.text import fold

_POINTS = r"(?:points?|items?|entry|bullets?|punkt\w*|stelle|aufzahlung\w*)"
_NUMBERS: tuple[tuple[str, int], ...] = (
    ("1st|first|erste[nrsm]?", 0),
    ("2nd|second|zweite[nrsm]?", 1),
    ("3rd|third|dritte[nrsm]?", 2),
    ("4th|fourth|vierte[nrsm]?", 3),
    ("5th|fifth|funfte[nrsm]?", 4),
    ("last|letzte[nrsm]?", -1),
)
_BEFORE = rf"\W*(?:(?:{JOINING}|what about|was ist mit|more (?:about|on)|mehr (?:zu[mr]?|uber)|(?:tell|show) me|explain|erklar\w*|zu[mr]?|the|de[rmns]|die|das|please|bitte)\W+)*"
_BEHIND = r"(?:\W+(?:please|bitte|genauer|naher|in (?:more )?detail|means?|heisst|bedeutet))*\W*"
_NUMBERED = lazily(rf"{_BEFORE}(?:number|nummer|nr|no|{_POINTS})\W*(?P<digits>\d\d?){_BEHIND}")
_ORDINAL = lazily(
    rf"{_BEFORE}(?:{'|'.join(f'(?P<n{n}>{words})' for n, (words, _) in enumerate(_NUMBERS))})\W+{_POINTS}{_BEHIND}"
)


def item_meant(text: str, statement: str) -> str | None:
    """Return the point of the list in `statement` that `text` names by its number and no more; None: it names none that is there."""
    items = statement.split("\n- ")[1:]
    folded = fold(text)
    numbered, ordinal = _NUMBERED.fullmatch(folded), _ORDINAL.fullmatch(folded)
    if numbered:
        at = int(numbered["digits"]) - 1
    elif ordinal:
        at = next(position for n, (_, position) in enumerate(_NUMBERS) if ordinal[f"n{n}"])
    else:
        return None
    return items[at].strip() if -1 <= at < len(items) and items and not (numbered and at < 0) else None
