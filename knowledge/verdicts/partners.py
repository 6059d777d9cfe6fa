"""Whether a statement says that go-cluster has a part in a body, or works with a country, as is claimed in other words than it has.

"Is go-cluster involved there?" is so of whoever takes part, "does it work with France?" of who names France among its partners.
"""

from __future__ import annotations

from knowledge.asked.claim_words import DENIES
from knowledge.asked.question import names_in, names_programme, years_in
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.countries import names_country
from knowledge.words.text import fold

_COOPERATES = lazily(
    r"\b(?:works?|worked|working|cooperat\w+|collaborat\w+|partner\w*|contacts?|exchange\w*|kooper\w+|zusammenarbeit\w*|arbeite\w*|austausch\w*)\b"
)
_INVOLVED = lazily(
    r"\b(?:involved|active|represented|takes? part|participat\w+|beteiligt|aktiv|vertreten|dabei|macht .* mit)\b"
)
_HAS_PART = lazily(
    r"\b(?:takes? part|took part|members?|joined|represent(?:s|ed)|involved|participat\w+|beteiligt\w*|vertritt|vertrat|vertreten|mitglied\w*|wirkt|wirkte|gehort)\b"
)


def has_part(claimed: str, asked: str, said: str, language: Language) -> bool:
    """Return whether it is `claimed` that go-cluster has a part in something that is named, and a statement says of both that it has;
    `asked` and `said` are the words of these.
    """
    if not (_INVOLVED.search(asked) and names_programme(asked) and names_programme(said) and _HAS_PART.search(said)):
        return False
    names = {name for name in names_in(claimed, language) if name != "gocluster"}
    return bool(names) and names.issubset(said.split()) and not DENIES.search(said)


def is_partner(claimed: str, statement: str) -> bool:
    """Return whether it is `claimed` that go-cluster works with a country, at whatever time, and `statement` names its partner countries,
    with that one among them.
    """
    asked, told = fold(claimed), fold(statement)
    works = _COOPERATES.search(asked) is not None and names_programme(claimed) and not years_in(claimed)
    return works and "partner" in told and names_country(claimed, statement) and not DENIES.search(told)
