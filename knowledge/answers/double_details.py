"""Two details of a cluster that are asked for at once, or more in a row: "address or website?", "which label, and since when?". Pure functions on text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.asked.question import analyse
from knowledge.clusters.details import Detail, asks_only_for, asks_who_heads, detail_asked
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.statements.choosing import halves
from knowledge.words.beginnings import EXCLAIMED, JOINING

_OR = lazily(
    r"(?:\s+(?:or|oder|and|und|&|\+)\s+|\s*/\s*)(?:(?:the|an?|die|der|das|eine?|ihre?|their|its)\s+)?", re.IGNORECASE
)
_BARE_SINCE = lazily(
    r"\W*(?:since|from|seit|ab|und|and)?\s*(?:when|wann)(?:\s+(?:exactly|genau|that|das|schon))*\W*", re.IGNORECASE
)
_OPENING = lazily(rf"^\W*(?:(?:{JOINING}|{EXCLAIMED}|gut|danke|thanks)\b\W*)+", re.IGNORECASE)
_COMMAS = lazily(r"\s*[,;?]\s*(?:(?:and|und|or|oder)\s+)?|\s+(?:and|und|or|oder)\s+", re.IGNORECASE)
_LISTS = lazily(r"[,;?]\s*\w")
_SEVERAL = 2
_OF_REACHING: tuple[Detail, ...] = ("phone", "contact", "address")
DATED: frozenset[Detail] = frozenset({"label", "member"})  # of which it can be asked since when


def both_details(text: str, language: Language) -> tuple[Detail, ...]:
    """Return the two details that a double question asks for, or more in a row, and nothing else; none: it is no such question.

    A bare "since when" is of the label or membership that the other half asks for, which is then the only detail, else of
    the founding.
    """
    text = _OPENING.sub("", text)
    if _LISTS.search(text) and (in_a_row := _in_a_row(text, language)):
        return in_a_row
    parts = halves(text)
    if len(parts) < 2:
        parts = _OR.split(text, maxsplit=1)  # "address or website?"
    if len(parts) < 2:
        return ()
    asked = [(detail_asked(half), half) for half in parts if not _BARE_SINCE.fullmatch(half)]
    details = [d for d, half in asked if d is not None and asks_only_for(d, half, analyse(half), language)]
    if len(details) == 1 and len(asked) == 1:
        return (details[0],) if details[0] in DATED else (details[0], "founded")
    if len(details) < 2 or "summary" in details or details[0] == details[1]:
        return ()
    return _told_once(details)


def detail_beside_head(text: str, language: Language) -> Detail | None:
    """Return the detail that a double question asks for beside who heads a cluster: "when was it founded and who runs it?"; None: it
    is no such question.
    """
    parts = halves(_OPENING.sub("", text))
    others = [half for half in parts if not asks_who_heads(half)]
    if len(parts) != _SEVERAL or len(others) != 1:
        return None
    detail = detail_asked(others[0])
    is_plain = detail not in (None, "summary") and asks_only_for(detail, others[0], analyse(others[0]), language)
    return detail if is_plain else None


def _in_a_row(text: str, language: Language) -> tuple[Detail, ...]:
    """Return the details that `text` lists: "members, founding year, website"; none: it lists something else."""
    parts = [part for part in _COMMAS.split(text.strip(" ?!.")) if part]
    details = [
        d for part in parts if (d := detail_asked(part)) is not None and asks_only_for(d, part, analyse(part), language)
    ]
    told = tuple(dict.fromkeys(details))
    if len(details) < len(parts) or len(told) < _SEVERAL or "summary" in told:
        return ()
    return _told_once(told)


def _told_once(details: Iterable[Detail]) -> tuple[Detail, ...]:
    """Return `details` without those that are told with others: the website with the address or the contact, and of these but one."""
    reaching = [d for d in details if d in _OF_REACHING]
    if not reaching:
        return tuple(details)
    first: Detail = "address" if "address" in reaching else "contact"
    return (first, *(d for d in details if d not in (*_OF_REACHING, "website")))
