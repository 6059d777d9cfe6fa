"""What of a wish for clusters a message gives up: "without the place", "das Label ist egal", "rather X than Y". Pure functions on text."""

from __future__ import annotations

import re

from knowledge.patterns import lazily
from knowledge.words.text import fold

# "the label is not important", "Ort egal"
_UNIMPORTANT = r"\W+(?:(?:ist|is|are|sind|war|ware|spielt|spielen|does|do|not|nicht|mir|uns|me|us|for|to|fur|mich|really|so|that|wirklich|eigentlich|auch|doch|dort|da|hier|dabei|there|here|n|t|isn|doesn|don|aren|all|the)\W+)*(?:egal|unwichtig|wichtig|keine rolle|wurscht|wurst|gleich|matters?|important)\b"
_WHATEVER = r"\b(?:any|every|whatever|whichever|egal (?:welche\w*|in welche\w*|which|what|wo|aus welche\w*)|no matter (?:which|what|in which|the)|regardless of (?:the )?|unabhangig vo\w+)\W+(?:\w+\W+)?"
# "without the place", "ohne Ort", "drop the field"
_GIVEN_UP = r"\b(?:without|ohne|drop|forget|ignore|skip|remove|leave out|never mind|vergiss|vergessen sie|streich\w*)\W+(?:(?:the|any|that|about|den|das|die|der|sie)\W+)*"
_PLACE_WORDS = r"(?:bundesland|bundeslander\w*|land|lander|region\w*|ort|orte|standort\w*|stadt|sitz|place|location|state|states|city|cities)"
_FIELD_WORDS = r"(?:technologiefeld\w*|feld|felder|gebiet\w*|fachgebiet\w*|thema|themen|branche|branchen|technologie\w*|field|fields|topic|topics|sector|sectors|industry|industries|technology)"
_LABEL_WORDS = r"\w*label\w*"
_MEMBER_WORDS = r"(?:mitgliedschaft\w*|mitglied|membership|member|members)"
# "membership is not required", "let us leave the label out"
_NOT_REQUIRED = r"\W+(?:is|are|ist|sind|was|war|be|ware)(?:n\W?t| not| nicht| kein\w*)(?: \w+)?? (?:required|needed|necessary|essential|a must|notig|notwendig|erforderlich|bedingung|voraussetzung|pflicht)\b"
_LEFT_OUT = r"\b(?:lass\w*|leave|let us leave|let s leave)(?:\W+(?:wir|sie|uns|doch|mal|das|die|den|dem|the|us|out))*\W+{}(?:\W+(?:doch|mal|einfach|dann))*\W+(?:weg|out|aside|beiseite)\b"
_DROP: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "label",
        lazily(
            rf"\b\w*label\w*(?:{_UNIMPORTANT}|{_NOT_REQUIRED})|{_LEFT_OUT.format(_LABEL_WORDS)}|{_GIVEN_UP}(?:gold|silber|silver|bronze)\b|"
            r"(?:regardless|irrespective|whatever|egal|unabhangig|without|ohne|no matter|never mind|forget|ignore|drop|any kind of)\b.{0,25}\b\w*label\w*"
            r"|(?:no|kein\w*) \w*label\w* (?:\w+ ){0,2}?(?:needed|required|necessary|notig|notwendig|erforderlich|gebraucht)|(?:brauch\w*|benotig\w*|muss|mussen|need\w*)(?: \w+){0,2}? (?:kein\w*|no) \w*label\w*(?! (?:to|um))|(?:(?:do|does)(?:n\W?t| not) (?:need|have) to|need(?:n\W?t| not)(?: to)?)(?: \w+)? (?:be|have|hold|carry)(?: \w+){0,2}? (?:\w*label\w*|gold|silver|bronze)|(?:muss|mussen|brauch\w*)(?: \w+){0,3}? nicht(?: \w+){0,2}? (?:gold|silber|bronze)|label\w* (?:or not|or no label|is(?:n\W?t| not) (?:important|needed)|does(?:n\W?t| not) matter|(?:ist|spielt) (?:egal|keine rolle|unwichtig))|\bmit oder ohne\b.*label|\bauf (?:das|ein|die|den) \w*label\w* kommt es (?:\w+ )?nicht an|\b\w*label\w*,? (?:darauf|auf das) kommt es (?:\w+ )?nicht an"
        ),
    ),
    (
        "place",
        lazily(
            rf"\b(?:{_PLACE_WORDS}|distance|entfernung)(?:{_UNIMPORTANT}|{_NOT_REQUIRED})|{_LEFT_OUT.format(_PLACE_WORDS)}|\b(?:kann|konnte|konnen|darf|durfen|can|could|may|might)(?: \w+){{0,2}}? (?:woanders|anderswo|elsewhere|somewhere else)\b|\b(?:further|farther|weiter)(?: (?:away|off|weg|entfernt|out))? (?:\w+ ){{0,2}}?(?:ok(?:ay)?|fine|gut|kein problem|no problem|gehen|moglich|possible|sein|in ordnung)\b|(?:{_WHATEVER}|{_GIVEN_UP}){_PLACE_WORDS}\b|"
            r"\b(?:(?:in|across|throughout|over) (?:all|whole|entire)(?: of)? (?:of )?germany|all (?:of|over|across) germany|all germany|anywhere(?! (?:in|near|around|within|from|close) (?!germany))|nationwide|country wide|countrywide|germany wide|(?:whole|entire) (?:of )?(?:the )?(?:germany|country)|across the country|in germany|regardless of (?:the )?(?:land|state|region|place|location)"
            r"|not (?:only|just) in|nicht nur (?:in|aus)|without (?:the )?(?:restriction|limit)\w* to (?!gold|silver|bronze|members)|ohne (?:die )?(?:ein|be)schrankung auf (?!gold|silber|bronze|mitglied)|bundesweit\w*|deutschlandweit\w*|im ganzen land|im gesamten bundesgebiet|gesamt ?deutschland|(?:ganz|gesamten?) deutschland|(?:egal wo|uberall)(?! (?:in|im|bei|nahe|um) (?!deutschland))|unabhangig vo\w+ (?:land|bundesland|ort|region)|in deutschland|any (?:part|corner|region) of (?:germany|the country)|(?:jedem|irgendeinem) teil deutschlands|other (?:lander|states)|elsewhere|anderswo)\b|^\W*(?:(?:and|und|how many|wie viele)\W+)*(?:insgesamt|overall|altogether|in total)\W*$"
        ),
    ),
    (
        "member",
        lazily(
            rf"\b{_MEMBER_WORDS}(?:{_UNIMPORTANT}|{_NOT_REQUIRED})|{_LEFT_OUT.format(_MEMBER_WORDS)}|\b(?:also|auch)\b.{{0,30}}\b(?:not|nicht|keine?)\b.{{0,15}}{_MEMBER_WORDS}\b|{_GIVEN_UP}{_MEMBER_WORDS}\b|"
            r"\b(?:non\W?members|nicht\W?mitglieder|not only members|nicht nur mitglieder|members or not|mitglied oder nicht|regardless of membership|egal ob mitglied"
            r"|(?:muss|mussen|musste\w*|brauch\w*|sollen?)(?: \w+){0,3}? (?:nicht|keine?)(?: \w+){0,2}? mitglied(?:er)?|nicht (?:unbedingt|zwingend) (?:ein )?mitglied(?:er)?"
            r"|(?:need(?:n\W?t| not)(?: to)?|(?:do|does)(?:n\W?t| not) (?:have|need) to)(?: \w+){0,2}? members?|not necessarily (?:a )?members?"
            r"|unabhangig von der mitgliedschaft|membership does(?:n\W?t| not) matter|whether (?:they are )?members? or not)\b"
        ),
    ),
    (
        "field",
        lazily(
            rf"\b{_FIELD_WORDS}(?:{_UNIMPORTANT}|{_NOT_REQUIRED})|{_LEFT_OUT.format(_FIELD_WORDS)}|^\W*(?:(?:and|und|gern\w*|auch|also|in|aus|alle[ns]?|all|the|any|oder|or|what about|was ist mit)\W+)*(?:other|andere[ns]?) {_FIELD_WORDS}(?: (?:auch|too|as well|please|bitte))*\W*$|(?:{_WHATEVER}|{_GIVEN_UP}){_FIELD_WORDS}\b|"
            r"\b(?:any field|all fields|whatever (?:the )?field|regardless of (?:the )?(?:field|topic|technology)|egal welche\w* (?:feld|technologie\w*|thema|branche)|alle (?:felder|branchen)"
            r"|unabhangig vo\w+ (?:feld|thema|technologiefeld)|in any sector|jede branche)\b"
        ),
    ),
)

_WORDS_OF: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("label", lazily(r"\b\w*label\w*")),
    ("place", lazily(rf"\b{_PLACE_WORDS}\b")),
    ("member", lazily(rf"\b{_MEMBER_WORDS}\b")),
    ("field", lazily(rf"\b{_FIELD_WORDS}\b")),
)

_PLAIN = str.maketrans("äöüáéèê", "aouaeee")
_NO_MATTER = r"\b(?:whatever|whichever|egal (?:welche\w*|in welche\w*|which|what|wo|aus welche\w*)|no matter (?:which|what|in which|the)|regardless of(?: the)?|irrespective of(?: the)?|unabhangig vo\w+)\W+(?:(?:the|kind|of|art|may|be|is)\W+)*"
_WORDS = rf"(?:labels?|{_PLACE_WORDS}|{_FIELD_WORDS}|{_MEMBER_WORDS})"
# up to where what is wanted instead begins, or the clause ends
_REST = r"(?:(?!\b(?:lieber|rather|prefer\w*|bitte|please|moglichst)\b)[^,.;:!?–])*"
_INDIFFERENT = lazily(
    rf"\b(?:(?:in|of|aus|the|der|die|das|den)\W+)*(?:{_WORDS}{_UNIMPORTANT}|{_NO_MATTER}{_WORDS}\b)"
    r"|\b(?:mit oder ohne|with or without)\W+(?:an? |ein )?\w*label\w*"
)
# "forget energy, logistics instead", "vergiss Bayern, lieber Hessen", "energy no, rather logistics"
_DISMISS = r"(?:forget|drop|scrap|skip|ignore|leave out|never mind|no|not|vergiss|vergessen sie|streich\w*|lass\w*|weg mit|kein\w*|nicht|ohne)"
_INSTEAD = r"(?:instead|rather|stattdessen|dafur|lieber)"
_REPLACED = (
    lazily(
        rf"(?P<not>\b{_DISMISS}\b[^,.;:!?–]{{1,40}})(?:[,.;:–]|\band\b|\bund\b)[^.;:!?]{{0,20}}?\b{_INSTEAD}\b(?!\W+(?:of|than)\b)"
    ),
    lazily(
        rf"(?P<not>\b{_DISMISS}\b[^,.;:!?–]{{1,40}})(?:[,.;:–]|\band\b|\bund\b)[^,.;:!?–]{{1,40}}\b(?:instead|stattdessen)\W*$"
    ),
    lazily(
        rf"^\W*(?P<not>[^,.;:!?–]{{1,40}}?\b(?:no|not|nicht|nee|weg|raus))\W+(?:{_INSTEAD}|sondern)\b(?!\W+(?:of|than)\b)"
    ),
    lazily(
        rf"\b(?:rather|lieber|eher|prefer\w*)\b(?!\W+than)[^.;:!?]*?\b(?P<not>(?:than|als|statt|anstatt|instead of|over)\b{_REST})"
    ),
    lazily(
        rf"\bprefer\w*\W+(?!to\b)[^.;:!?]*?(?<!close )(?<!closer )(?<!next )(?<!similar )(?<!belong )\b(?P<not>to\b{_REST})"
    ),
    lazily(rf"(?P<not>\b(?:instead of|rather than|anstelle|anstatt|statt)\b{_REST})"),
    lazily(
        r"(?P<not>\b(?:nicht|not|kein\w*)\b(?!\W+(?:in|im|aus|from|near|bei)\b)[^.;:!?]{1,60}?)\b(?:sondern|but(?! also))\b"
    ),
)

# the first look: none of these, and nothing is wanted in the place of another
_OTHERS = ("instead", "rather", "prefer", "statt", "anstelle", "lieber", "eher", "dafur", "sondern", "but")


def given_up(text: str) -> list[str]:
    """Return the conditions that `text` gives up, of "label", "place", "member" and "field"."""
    folded = fold(text)
    return [name for name, pattern in _DROP if pattern.search(folded)]


def words_of_conditions(folded: str) -> list[str]:
    """Return the conditions of which folded text has a word, of "label", "place", "member" and "field"."""
    return [name for name, pattern in _WORDS_OF if pattern.search(folded)]


def replaces(text: str) -> bool:
    """Return whether `text` wants one thing in the place of another: "rather X than Y", "statt Y lieber X"."""
    plain = text.lower().translate(_PLAIN)
    return _may_replace(plain) and any(pattern.search(plain) for pattern in _REPLACED)


def _may_replace(plain: str) -> bool:
    return any(word in plain for word in _OTHERS)


def without_given_up(text: str) -> str:
    """Return `text` without what it says not to matter ("whatever the field") and without what is to be replaced ("lieber X als Y")."""
    plain = text.lower().translate(_PLAIN)
    if len(plain) != len(text):
        return text
    spans = [match.span() for match in _INDIFFERENT.finditer(plain)]
    if _may_replace(plain):
        spans += [match.span("not") for pattern in _REPLACED for match in pattern.finditer(plain)]
    left = len(text)
    for start, end in sorted(spans, reverse=True):
        end = min(end, left)  # two can overlap
        text, left = f"{text[:start]} {text[end:]}", start
    return text
