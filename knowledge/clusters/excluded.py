"""What a message wants left out: "leave out Berlin", "Brandenburg brauche ich nicht", "lass die Energie weg". Pure functions on folded text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import JOINING

# Denials of one language that are words of the other are read in their own alone: a German "Lack" is a varnish, "Not" is need.
_NOT_BOTH = r"non|\w+n['’ ]t|without|kein\w*|nicht|ohne"
_NOT: Mapping[Language, str] = {"en": rf"{_NOT_BOTH}|no|not|lack(?:s|ing)?", "de": _NOT_BOTH}
# what leaves something out, whatever stands around it
_LEAVE = (
    r"leav\w* out|leave (?:off|aside)|skip(?:ping)?|drop(?:ping)?|exclud\w*|remov\w*|omit\w*|ignor\w*|forget(?: about)?|minus|bar|never mind|anything but|all but"
    r"|everything but|(?:any|every)where but|get rid of|no interest in|not interested in|don['’ ]?t (?:need|want|like|care about|care for|show|include|list)|do not (?:need|want|show|include|list)|needn['’ ]?t"
    r"|(?:have|has|got) no use for|no need (?:for|of)|spare (?:me|us)|rule out|cut out|take out|filter out"
    r"|streich\w*|vergiss|vergessen sie|weg mit|raus mit|ignorier\w*|uberspring\w*|abgesehen von|mit ausnahme(?: von| der| des)?|bis auf|bloss nicht|ja nicht|kein\w* interesse an"
    r"|(?:brauch\w*|will|wollen|mochte\w*|benotig\w*) (?:(?:ich|wir|er|sie) )?(?:aber |auch |hier )?(?:nicht|kein\w*|nichts)"
)
_EXCEPT = r"except|apart from|aside from|other than|ausser|but not|just not|aber nicht|aber kein\w*|nur nicht"
_OUTSIDE = r"outside|ausserhalb|jenseits"
_LITTLE = (
    r"(?:\W+(?:of|in|from|for|the|any|all|those|these|ones?|that|are|based|located|clusters?|networks?|von|vom|aus|im|in der|der|die|das|den|dem|des|sitz\w*|diese\w*|alle\w*|alles"
    r"|clustern?|netzwerke?|was|mit|sie|mir|uns|bitte|please|mal|auch|zu|zum|zur|fur))*\W*$"
)
_FIRM_BEFORE = lazily(rf"\b(?:{_LEAVE}|{_EXCEPT}){_LITTLE}")
_BEGINS_WITHOUT = lazily(
    rf"^\W*(?:(?:{JOINING}|please|bitte|the same|dasselbe|das gleiche)\W+)*(?:without|ohne|no|kein\w*|nicht|not)\b"
    + _LITTLE
)
_BEFORE = {
    language: lazily(
        rf"\b(?:{_LEAVE}|{_EXCEPT}|{_OUTSIDE}|(?:{words})\b(?!\W+(?:only|just|matter|nur|bloss)\b)){_LITTLE}"
    )
    for language, words in _NOT.items()
}
# what leaves out the thing named before it
_BEHIND = lazily(
    r"^\W*(?:(?:bitte|mal|auch|jetzt|dann|einfach|aber|doch|mir|uns|cluster\w*|networks?|netzwerke?|ones?|please|can|could|should|kann|konnen|konnt\w*|kannst|darf|muss|soll\w*|sie|du|ihr|wir|ich|da|davon)\W+)*"
    r"(?:(?:we|i) (?:can|could) (?:skip|drop|leave out|ignore)|(?:be )?(?:left out|skipped|dropped|excluded|ignored|removed)\b|out\W*$|(?:i|we) (?:don['’ ]?t|do not) (?:need|want|care)"
    r"|(?:is|are|isn['’ ]?t|aren['’ ]?t)(?: not)? (?:needed|wanted|of (?:no )?(?:interest|use))\b(?<!is needed)(?<!are needed)(?<!is wanted)(?<!are wanted)"
    r"|weg\W*$|weg (?:bitte|lass\w*|nehm\w*)|weg(?:lass\w*|nehm\w*|fall\w*|streich\w*)|raus\W*$|raus (?:bitte|lass\w*|nehm\w*)|raus(?:lass\w*|nehm\w*|streich\w*)|aus(?:lass\w*|schliess\w*|klammer\w*|nehm\w*)"
    r"|streich\w*|aussen vor|uberspring\w*|(?:brauch\w*|benotig\w*|will|wollen|mochte\w*|interessier\w*|komm\w*)(?: (?:ich|wir|mich|uns|fur|dabei|hier|da|mir|auch|aber|eigentlich|jetzt|gar))* (?:nicht|kein\w*)\b)"
)
# "Hessen nicht", but not "Gibt es das in Hessen nicht?"
_NOTHING_BEFORE = lazily(r"\W*(?:(?:and|und|but|aber|nur|just|in|ok(?:ay)?)\W+)*")
_NOT_THAT = lazily(
    r"\W*(?:(?:aber|bitte|lieber|doch|eher|please|rather)\W+)*(?:nicht|not|no)(?:\W+(?:bitte|please))?\W*"
)
_HOW_FAR = lazily(r"\b(?:weit|far|km|kilomet\w+|meilen|miles)\b")
_WORDS = lazily(
    rf"\b(?:{_LEAVE}|{_EXCEPT}|{_OUTSIDE}|leave|lass\w*|weg(?:lass\w*)?|raus(?:lass\w*)?|brauch\w*|need|want|don['’ ]?t|skipped|dropped|excluded|ignored)\b"
)
# the first look: none of these, and nothing is left out
_ANY = lazily(
    r"without|leav|left|skip|drop|exclu|remov|omit|ignor|forget|minus|never mind| but|get rid|interest|n['’ ]?t\b|\bno|spare|rule out|cut out|take out|filter out|\bbar\b"
    r"|strei|vergiss|vergess|weg|raus|uberspr|abgesehen|ausnahme|bis auf|kein|nicht|except|apart|aside|other than|auss|ohne|jenseits|lass|lack|klammer|schliess|\bout"
)


def may_leave_out(folded: str) -> bool:
    """Return whether a folded text has a word by which something can be left out: else nothing is."""
    return _ANY.search(folded) is not None


def no(language: Language) -> str:
    """Return the pattern of what denies in `language`."""
    return rf"\b(?:{_NOT[language]})\b(?!\W+(?:only|just|matter|nur|bloss)\b)"


def is_left_out(before: str, behind: str, language: Language) -> bool:
    """Return whether what stands between two parts of a folded text is left out, or denied: "not in …"."""
    return _BEFORE[language].search(before) is not None or is_behind(before, behind)


def is_firmly_left_out(before: str, behind: str) -> bool:
    """Return whether what stands between two parts of a folded text is left out by what can mean nothing else.

    "Packaging without plastic" is a thing, "are there no biotech clusters?" asks for some; "without plastic" alone leaves it out.
    """
    found = _FIRM_BEFORE.search(before) or _BEGINS_WITHOUT.search(before)
    return found is not None or is_behind(before, behind)


def is_behind(before: str, behind: str) -> bool:
    """Return whether words behind a thing leave it out: "Berlin brauche ich nicht", but not "how far is Berlin away"."""
    if _NOT_THAT.fullmatch(behind) and _NOTHING_BEFORE.fullmatch(before):
        return True
    found = _BEHIND.match(behind)
    return found is not None and not (found[0].strip().startswith("weg") and _HOW_FAR.search(before))


def without_leaving_out(text: str) -> str:
    """Return `text` without the words that leave something out: these describe no need."""
    return re.sub(_WORDS.pattern, " ", text, flags=re.IGNORECASE)
