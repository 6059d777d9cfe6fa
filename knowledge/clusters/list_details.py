"""Which details are wanted with a list of clusters: "… with member numbers", "… und wie groß sind sie?". Pure functions on text."""

from __future__ import annotations

import re

from knowledge.clusters.details import Detail
from knowledge.patterns import lazily

_THEIR = r"(?:(?:their|the|each|all|ihre[rn]?|deren|der|den|jeweils|jeweilige[rn]?|alle[nr]?)\s+)*"
_NOUNS: dict[Detail, str] = {
    "members": r"member(?:ship)? (?:numbers?|counts?|figures?)|numbers? of members|mitglieder(?:zahl|anzahl)(?:en)?|(?:an)?zahl (?:der|ihrer) mitglieder",
    "founded": r"(?:founding|foundation) (?:years?|dates?)|(?:years?|dates?) of foundation|gr(?:ü|ue)ndungs(?:jahr(?:e|en)?|dat(?:um|en))",
    "website": r"web ?sites?|web addresses|homepages?|webseiten?|internetadressen?|internetseiten?",
}
_PRONOUN = r"(?:they|these|those|it|each(?: of (?:them|these|those))?|all of them|sie|die|diese|das|es|alle|jeder)"
_CLAUSES: dict[Detail, str] = {
    "members": rf"how (?:big|large) (?:are|is) {_PRONOUN}|how many (?:members|companies|firms) (?:(?:do|does) {_PRONOUN} have|are in {_PRONOUN})"
    rf"|wie (?:gro(?:ß|ss) |viele mitglieder |viele firmen |viele unternehmen )(?:sind|ist|haben|hat) (?:denn )?{_PRONOUN}(?: jeweils)?|wie (?:gro(?:ß|ss)|viele mitglieder) {_PRONOUN} (?:jeweils )?(?:sind|haben)",
    "founded": rf"when (?:were|was) {_PRONOUN} (?:founded|established|set up|created|started)|how old (?:are|is) {_PRONOUN}|since when (?:do|have) {_PRONOUN} (?:exist|existed)"
    rf"|wann (?:wurden|wurde|sind|ist) {_PRONOUN} (?:jeweils )?gegr(?:ü|ue)ndet(?: worden)?|seit wann (?:gibt es|gibts|bestehen|existieren) {_PRONOUN}|wie alt (?:sind|ist) {_PRONOUN}",
    "website": r"what are their (?:web ?sites?|homepages?)|wie (?:lauten|sind|hei(?:ß|ss)en) (?:ihre|deren) (?:web ?sites?|webseiten|homepages?)",
}
_NOUN = "|".join(f"(?:{pattern})" for pattern in _NOUNS.values())
_CLAUSE = "|".join(f"(?:{pattern})" for pattern in _CLAUSES.values())
_END = r"(?:\s+(?:each|jeweils|please|bitte))*(?=\s*(?:[.?!,;]|$))"
_WITH = lazily(
    rf"[,;]?\s+(?:(?:(?:together |along )?with|including|incl\.?|plus|mit|samt|nebst|inklusive|inkl\.?|einschlie(?:ß|ss)lich)\s+{_THEIR}|(?:and|und|sowie)\s+(?:their|ihre[rn]?|deren)\s+)"
    rf"(?:{_NOUN})(?:\s*(?:,|and|und|sowie|&)\s*{_THEIR}(?:{_NOUN}))*{_END}"
    rf"|(?:[,;]?\s+(?:and|und)\s+|[,;.?!]\s+(?:(?:and|und)\s+)?)(?:{_CLAUSE})(?:\s*(?:,|and|und)\s*(?:{_CLAUSE}))*{_END}",
    re.IGNORECASE,
)
_EACH = {detail: lazily(f"{_NOUNS[detail]}|{_CLAUSES[detail]}", re.IGNORECASE) for detail in _NOUNS}


def with_details(text: str) -> tuple[str, tuple[Detail, ...]] | None:
    """Return `text` without the words that want details with a list, and these details; None: it wants none."""
    found = _WITH.search(text)
    if found is None or found.start() == 0:
        return None
    wanted = tuple(detail for detail, pattern in _EACH.items() if pattern.search(found[0]))
    return f"{text[: found.start()]}{text[found.end() :]}", wanted
