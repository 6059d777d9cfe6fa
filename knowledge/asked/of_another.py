"""What is of go-cluster itself or its ministry, told to someone who asks for that of another body, event or ministry: a phone number, a budget, who heads it."""

from __future__ import annotations

from knowledge.asked.question import names_in, names_programme
from knowledge.patterns import lazily
from knowledge.records import Passage
from knowledge.words.text import fold, tokenise

_BODY = lazily(r"\b[A-ZÄÖÜ]{3,}\b")
# bodies of the programme itself, what is abbreviated besides, and what is theirs as well
_OWN = frozenset("bmwk bmwi bmwe vdi vde pbk ecei kmu sme smes iso usa faq pdf".split())
_CONTACT = lazily(
    r"\b(?:\w*phone\w*|e ?mails?|mailadresse|fax|address|postal|website|webseite|homepage|telefon\w*|anschrift|adresse|street|strasse|hotline|contact|kontakt\w*|opening hours|offnungszeit\w*)\b"
)
_MONEY = lazily(r"\b(?:budget|etat|haushalt)\b")
_OF_THE_PROGRAMME = lazily(
    r"\b(?:you|your|yours|ihr|ihre[rmns]?|euch|euer|eure[rmns]?|sie|ihnen|programme?|programm\w*|geschaftsstelle|office|gocluster|go cluster)\b"
)

# "Umweltministerium", "the ministry of health"; the economics ministry, of many names, is that of the programme
_OFFICES = (
    r"health|environment\w*|transport\w*|traffic|education\w*|research|science|agricultur\w*|food|construction|housing|digital\w*|labou?r|family|finance|financial|justice|interior|home|foreign|defen[cs]e|development"
    r"|gesundheit|umwelt|verkehr|bildung|forschung|wissenschaft|landwirtschaft|ernahrung|bau(?:en)?|wohnen|digitales|arbeit|familie\w*|finanzen|justiz|inneres|verteidigung"
)
_MINISTRY = lazily(
    r"\b(\w{4,}?)s?minist(?:er\w*|eri(?:um|ums|en))\b"
    rf"|\b(?:ministr(?:y|ies)|ministeri(?:um|ums|en)|ministers?) (?:of|for|fur) (?:the )?({_OFFICES})\b|\b({_OFFICES}) minist(?:ry|ries|er|ers)\b"
)
_OWN_MINISTRY = lazily(r"(?:bundes|landes|fach|premier)?(?:wirtschaft\w*)?")


def is_of_another_ministry(text: str, passage: Passage) -> bool:
    """Return whether `text` names a ministry, or its minister, other than that of the programme, and the statement does not."""
    folded = fold(text)
    if "minist" not in folded:
        return False
    named = {next(filter(None, found)).removeprefix("bundes") for found in _MINISTRY.findall(folded)}
    others = {name for name in named if not _OWN_MINISTRY.fullmatch(name)}
    return bool(others) and not any(name in fold(f"{passage.text} {passage.heading}") for name in others)


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
