"""Which clusters have "it", where a level of the label is spoken of: "which ones in Bremen have it?"."""

from __future__ import annotations

import re

from knowledge.asked.question import levels_in
from knowledge.patterns import lazily
from knowledge.records import Language

_CLUSTERS = r"(?:clusters?|networks?|ones|members|netzwerke?|mitglieder|davon)"
_HAVE: dict[Language, re.Pattern[str]] = {
    "en": lazily(
        r"(?P<who>\b(?:which|what|who|are there(?: any)?|any)\b(?:\W+[\w-]+){0,6}?\W+(?:have|has|hold|holds|got|with))\W+(?:it|that|one|that one|this)\b(?P<rest>(?:\W+(?:in|from|near|at)\b.*)?\W*$)",
        re.IGNORECASE,
    ),
    "de": lazily(
        rf"(?P<who>\b(?:welche\w*|wer|{_CLUSTERS}|gibt es)\b(?:\W+[\w-]+){{0,6}}?\W+(?:hat|haben|tragen|trägt|mit))\W+(?:das|es|den|eins|so eins|dieses|diesem)\b(?P<rest>(?:\W+(?:denn|auch|schon|in|aus|bei)\b.*)?\W*$)",
        re.IGNORECASE,
    ),
}
_LABEL: dict[Language, str] = {"en": "{who} the {level} label{rest}", "de": "{who} das {level}-Label{rest}"}
_LEVELS = {"bronze": "Bronze", "silver": "Silber", "gold": "Gold"}


def with_label(text: str, asked: str, language: Language) -> str:
    """Return `text` with the label in the place of "it", where it asks which clusters have that, and one level was `asked` about; "": it
    does not.
    """
    levels, found = levels_in(asked), _HAVE[language].search(text)
    if len(levels) != 1 or found is None or levels_in(text):
        return ""
    (level,) = levels
    name = level if language == "en" else _LEVELS[level]
    held = _LABEL[language].format(who=found["who"], level=name, rest=found["rest"])
    return f"{text[: found.start()]}{held}"
