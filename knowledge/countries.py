"""Names of countries that people ask about, in folded text of both languages."""

from __future__ import annotations

import re

from knowledge.text import fold

_COUNTRIES: dict[str, str] = {
    "at": r"austria|osterreich\w*",
    "be": r"belgium|belgien\w*",
    "ca": r"canada|kanada",
    "ch": r"switzerland|schweiz",
    "cn": r"china",
    "cz": r"czech(?:ia| republic)|tschechi\w+",
    "dk": r"denmark|danemark\w*",
    "es": r"spain|spanien\w*",
    "fi": r"finland|finnland\w*",
    "fr": r"france|frankreich\w*",
    "gb": r"great britain|united kingdom|uk|england|grossbritannien\w*",
    "hu": r"hungary|ungarn\w*",
    "in": r"india|indien\w*",
    "it": r"italy|italien\w*",
    "jp": r"japan\w*",
    "kr": r"(?:south )?korea|(?:sud)?korea\w*",
    "lu": r"luxemb(?:o)?urg\w*",
    "nl": r"netherlands|holland|niederlande\w*",
    "no": r"norway|norwegen\w*",
    "pl": r"poland|polen\w*",
    "pt": r"portugal\w*",
    "se": r"sweden|schweden\w*",
    "us": r"usa|united states|america|amerika|vereinigten staaten",
}
_NAMED = {code: re.compile(rf"\b(?:{words})\b") for code, words in _COUNTRIES.items()}
_ALONE = re.compile(
    r"\W*(?:(?:and|und|but|aber|also|auch|what about|how about|was ist mit|with|mit|in)\W+)*(?:(?:the|die|der|den)\W+)?(?P<country>[\w ]+?)(?:\W+(?:auch|too|as well|also|dabei|ebenfalls))*\W*"
)


def countries_in(text: str) -> frozenset[str]:
    """Return the codes of the countries that `text` names."""
    folded = fold(text)
    return frozenset(code for code, pattern in _NAMED.items() if pattern.search(folded))


def country_alone(text: str) -> str:
    """Return the code of the country that `text` names and says no more of ("Poland, too?", "und Polen?"); "": it says more, or names none."""
    found = _ALONE.fullmatch(fold(text))
    if found is None:
        return ""
    return next((code for code, pattern in _NAMED.items() if pattern.fullmatch(found["country"])), "")
