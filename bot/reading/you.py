"""The "you" of what only the programme can do or have done: "what did you do with Denmark?" asks that of go-cluster."""

from __future__ import annotations

import re

from knowledge.patterns import lazily

_NAME = "go-cluster"
# what the one who answers may do as well
_OF_BOT = lazily(
    r"\b(?:know|mean|meant|say|said|tell|told|find|found|recommend\w*|think|see|list|show|get|understand|speak|mention\w*|answer\w*|help|suggest\w*|explain\w*|sure|wissen|weißt"
    r"|wisst|kenn\w*|mein\w*|sag\w*|gesagt|erwähnt|find\w*|gefunden|empfehl\w*|denk\w*|seh\w*|zeig\w*|nenn\w*|genannt|helf\w*|erklär\w*|antwort\w*|verstand\w*|versteh\w*|gemeint)\b",
    re.I,
)
_DID = (
    lazily(r"\b(?P<before>did|have|has|had)\s+you\b(?!\s+(?:any|a|an|some|anything|something|one|got)\b)", re.I),
    lazily(r"\b(?P<before>hab(?:t|en))\s+(?:ihr|Sie)\b(?=.*\b(?:ge\w+(?:t|en)|\w+iert)\b)"),
)
# what the programme does or is
_DOES = (
    (
        lazily(
            r"\bdo you (?=(?:also |still |ever |even )?(?:offer|pay|cover|fund|support|run|organi[sz]e|hold|sit|belong|work|cooperate|publish|plan|charge|certify|award|take part|participate|train|advise)\b)",
            re.I,
        ),
        "does go-cluster ",
    ),
    (
        lazily(
            r"\bare you (?=(?:also |still |even )?(?:a (?:full |associate )?member|part|members|represented|active|involved|present|on|in)\b)",
            re.I,
        ),
        "is go-cluster ",
    ),
    # the verb has the form that it has of one thing, too
    (
        lazily(
            r"\b(?P<verb>sitzt|macht|bietet|zahlt|bezahlt|arbeitet|plant|organisiert|veranstaltet|unterstützt|kooperiert|veröffentlicht|gehört|zertifiziert) ihr\b",
            re.I,
        ),
        r"\g<verb> go-cluster",
    ),
    (
        lazily(
            r"\b(?:seid ihr|sind Sie)(?= (?:(?:da|dort|auch|noch|selbst|dabei) )*(?:mitglied|vertreten|aktiv|dabei|beteiligt)\b)",
            re.I,
        ),
        "ist go-cluster",
    ),
)
_HAS = {"have": "has", "habt": "hat", "haben": "hat"}


def named_for_you(text: str) -> str:
    """Return `text` with go-cluster in the place of "you", where that does or has done something; as it is, where it may be the one who answers."""
    for pattern, name in _DOES:
        if (said := pattern.sub(name, text, count=1)) != text:
            return said
    if _OF_BOT.search(text):
        return text
    for pattern in _DID:
        found = pattern.search(text)
        if found is not None:
            verb = found["before"]
            return f"{text[: found.start()]}{_HAS.get(verb.casefold(), verb)} {_NAME}{text[found.end() :]}"
    return text
