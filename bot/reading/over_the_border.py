"""Which border "across the border from us" is, said by who comes from a neighbouring country. Pure functions on text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold

# What people there call their country and its chief cities, folded
_COUNTRIES: tuple[tuple[dict[Language, str], re.Pattern[str]], ...] = tuple(
    ({"en": f"near the {english} border", "de": f"nahe der {german} Grenze"}, lazily(rf"\b(?:{words})\b"))
    for english, german, words in (
        ("Austrian", "österreichischen", r"austria\w*|osterreich\w*|graz|wien\w*|vienna|salzburg\w*|linz\w*|innsbruck\w*|tirol\w*|tyrol|vorarlberg\w*|bregenz|klagenfurt"),
        ("Swiss", "schweizerischen", r"switzerland|swiss|schweiz\w*|zurich\w*|basel\w*|bern|winterthur|schaffhausen|st gallen|luzern|lucerne|genf|geneva"),
        ("French", "französischen", r"france|french|frankreich\w*|franzos\w*|strasbourg|strassburg|paris|metz|mulhouse|mulhausen|colmar|elsass|alsace|lothringen|lorraine"),
        ("Belgian", "belgischen", r"belgium|belgian|belgien|belgisch\w*|brussels|brussel|luttich|liege|eupen|antwerp\w*|gent|ghent"),
        ("Dutch", "niederländischen", r"netherlands|dutch|holland\w*|niederland\w*|amsterdam|rotterdam|enschede|groningen|maastricht|venlo|arnhem|nijmegen|eindhoven|utrecht"),
        ("Danish", "dänischen", r"denmark|danish|danemark|danisch\w*|copenhagen|kopenhagen|aarhus|odense|sonderborg|esbjerg|jutland|jutland\w*"),
        ("Polish", "polnischen", r"poland|polish|polen|polnisch\w*|warschau|warsaw|stettin|szczecin|breslau|wroclaw|posen|poznan|slubice"),
        ("Czech", "tschechischen", r"czech\w*|tschech\w*|prague|prag|pilsen|plzen|brno|brunn|liberec|usti"),
    )
)  # fmt: skip
_ACROSS = lazily(
    r"\b(?:(?:just|right|gleich|direkt|knapp|kurz|von|bei) )*(?:(?:bei |von )?uns |from us )?(?:across|over|beyond|behind|über|ueber|hinter|jenseits)\b(?: von)? (?:the|our|der|die|unserer|unsere) (?:border|frontier|landesgrenze|grenze)\b"
    r"(?: (?:from|to|zu|von|bei) (?:us|uns))?",
    re.IGNORECASE,
)


def with_border(text: str, language: Language, said_before: Iterable[str]) -> str:
    """Return `text` with the name of the border that it speaks of as that of whoever writes: "gleich bei uns über der Grenze".

    Where they are from is said in it, or in what was `said_before`, the latest first; as it is where none of it tells.
    """
    if (found := _ACROSS.search(text)) is None:
        return text
    for said in (text, *said_before):
        border = _border_of(said)
        if border is not None:
            return f"{text[: found.start()]}{border[language]}{text[found.end() :]}"
    return text


def _border_of(text: str) -> Mapping[Language, str] | None:
    folded = fold(text)
    return next((border for border, words in _COUNTRIES if words.search(folded)), None)
