"""What go-cluster itself has, told to someone who asks for that of another body or event that is spoken of: a phone number, a budget."""

from __future__ import annotations

import re

from knowledge.question import names_in, names_programme
from knowledge.records import Passage
from knowledge.text import fold, tokenise

_BODY = re.compile(r"\b[A-ZÄÖÜ]{3,}\b")
# bodies of the programme itself, what is abbreviated besides, and what is theirs as well
_OWN = frozenset("bmwk bmwi bmwe vdi vde pbk ecei kmu sme smes iso usa faq pdf".split())
_CONTACT = re.compile(
    r"\b(?:\w*phone\w*|e ?mails?|mailadresse|fax|address|postal|website|webseite|homepage|telefon\w*|anschrift|adresse|street|strasse|hotline|contact|kontakt\w*|opening hours|offnungszeit\w*)\b"
)
_MONEY = re.compile(r"\b(?:budget|etat|haushalt)\b")
_OF_THE_PROGRAMME = re.compile(
    r"\b(?:you|your|yours|ihr|ihre[rmns]?|euch|euer|eure[rmns]?|sie|ihnen|programme?|programm\w*|geschaftsstelle|office|gocluster|go cluster)\b"
)


def is_of_another(said: str, before: str, passage: Passage) -> bool:
    """Return whether the message `said` asks for a contact or a budget, of another than go-cluster as what was asked `before` tells,
    and the statement tells that of go-cluster.
    """
    folded = fold(said)
    is_contact = _CONTACT.search(folded) is not None
    if not (is_contact or _MONEY.search(folded)) or not before:
        return False
    if _OF_THE_PROGRAMME.search(folded) or names_programme(before) or _OF_THE_PROGRAMME.search(fold(before)):
        return False
    names = names_in(before, passage.language)
    if is_contact:
        names = tuple(name for found in _BODY.findall(before) for name in tokenise(found) if name not in _OWN)
    own = names_in(said, passage.language)
    return bool(names) and not own and set(names).isdisjoint(tokenise(f"{passage.text} {passage.heading}"))
