"""Questions that people ask in words that no statement has, asked in those that statements have: which labels exist, who it is in the ministry.

Each is known by its form as a whole, whatever the wording; a question that says more stays as it is.
"""

from __future__ import annotations

import re

from knowledge.records import Language
from knowledge.text import fold

_MAY_BE = re.compile(r"label|minist|bmw[ike]|\bbest|\btop\b|highest|hochste|beste")
_OPENING = r"\W*(?:(?:and|und|so|ok(?:ay)?|also|aber|but)\W+)*"
_BEST = r"(?:best|top|highest|most (?:valuable|demanding|prestigious|important))"
_AM_BESTEN = r"(?:beste|hochste|wertvollste|anspruchsvollste|wichtigste)[nrs]?"
_IN_MINISTRY = r"(?:(?:in|at|within|of|from) (?:the )?|(?:im|beim|vom|des|aus dem) )(?:(?:federal|german|economics?|responsible|zustandigen?) )*(?:ministry|\w*ministerium\w*|bmw[ike])(?: (?:of|for) economic(?:s| affairs)\w*| fur wirtschaft\w*)?"
_OF_PROGRAMME = r"(?:(?: (?:for|of|about|fur|von|zu|zum|das|dem|die|the|programm?e?|gocluster|mir|uns|da|eigentlich|denn|there|is|ist|there|der|person|man))*)"
_LABELS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"{_OPENING}(?:(?:what|which)(?: (?:kinds?|types?|sorts?|levels?|different|ecei|cluster|excellence|quality|of))* labels?(?: (?:exist|do exist|are there|there are|are available|are awarded|do you (?:have|offer|award)|can (?:we|you|one|a cluster|clusters) (?:get|have|earn|obtain|apply for)))(?: (?:for clusters?|altogether|in all))?"
        r"|what are the (?:different |various )?(?:labels|label levels|levels of the label))\W*"
    ),
    "de": re.compile(r"(?!)"),  # "Welche Labels gibt es?" is told as it is
}
_TOP: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"{_OPENING}(?:(?:what|which)(?: is| s)? (?:the )?{_BEST} (?:ecei |cluster )?(?:label|level)(?: (?:level|of (?:them|these|those|the (?:three|labels?))|there is|one can (?:get|have)))*|(?:which|what) (?:ecei )?(?:label|level)s?(?: of (?:them|these|the label))? (?:is|counts as|ranks)(?: the)? {_BEST})\W*"
    ),
    "de": re.compile(
        rf"{_OPENING}(?:(?:was|welches|welche)(?: label| stufe)?(?: (?:ist|sind|gilt als))?(?: (?:das|die|denn))* {_AM_BESTEN} (?:label|stufe|ecei label)(?: (?:von (?:denen|allen)|davon|uberhaupt))*|welche[s]? (?:label|stufe)(?: davon)? (?:ist|gilt als)(?: (?:das|die|denn|am))* {_AM_BESTEN})\W*"
    ),
}
# "which one is the best?", where labels are spoken of
_TOP_ONE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"{_OPENING}(?:which|what)(?: one)?(?: of (?:them|these|those))? (?:is|s)(?: the)? {_BEST}(?: one)?\W*"
    ),
    "de": re.compile(
        rf"{_OPENING}(?:welche[rs]?|was)(?: davon| von denen)? ist(?: (?:das|die|der|denn|am))* {_AM_BESTEN}\W*"
    ),
}
_PERSON: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"{_OPENING}(?:who (?:is|s|are)(?: the| our| your)?(?: (?:contact|contact person|person|person in charge|in charge|responsible|officer))+|who (?:can|do|should) (?:i|we) (?:contact|talk to|speak to|turn to)|(?:the )?contact(?: person)?|is there a contact(?: person)?){_OF_PROGRAMME} {_IN_MINISTRY}{_OF_PROGRAMME}\W*"
    ),
    "de": re.compile(
        rf"{_OPENING}(?:wer (?:ist|sind)(?: (?:denn|da|dort|der|die|unser\w*|ihr\w*|eigentlich))* |gibt es (?:einen?|eine) |ich suche (?:den|die|eine?n?) |(?:der|die) )?(?:(?:ansprechpartner\w*|ansprechperson\w*|kontaktperson\w*|kontakt|zustandig\w*|verantwortlich\w*){_OF_PROGRAMME} {_IN_MINISTRY}|{_IN_MINISTRY}{_OF_PROGRAMME} (?:zustandig\w*|verantwortlich\w*|ansprechpartner\w*|ansprechperson\w*)){_OF_PROGRAMME}\W*"
    ),
}
_ASKED: dict[Language, dict[str, str]] = {
    "en": {
        "labels": "Which labels does ESCA award?",
        "top": "What is the highest label?",
        "person": "Who is responsible for go-cluster in the ministry?",
    },
    "de": {
        "labels": "Welche Labels gibt es?",
        "top": "Welches Label ist das höchste?",
        "person": "Wer betreut go-cluster im Ministerium?",
    },
}


def in_usual_words(text: str, language: Language, before: str = "") -> str:
    """Return `text` in the words of statements, if it asks which labels exist, which is the best, or who it is in the ministry; "": it asks
    none of that. `before` is what was asked last: of labels, "which one?" is a label.
    """
    folded = fold(text)
    if _MAY_BE.search(folded) is None:
        return ""
    asked = _ASKED[language]
    if _LABELS[language].fullmatch(folded):
        return asked["labels"]
    if _TOP[language].fullmatch(folded) or ("label" in fold(before) and _TOP_ONE[language].fullmatch(folded)):
        return asked["top"]
    return asked["person"] if _PERSON[language].fullmatch(folded) else ""
