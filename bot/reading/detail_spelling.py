"""Words for details of clusters put right where they are misspelt in a short message: "seid wann gibts die und wieviele mitglider"."""

from __future__ import annotations

import re
from collections import Counter

from knowledge.patterns import lazily
from knowledge.words.spelling import Speller

_LONGEST = 10  # words
_SPELLER = Speller(
    Counter(
        """mitglieder mitglied mitgliederzahl gegrundet grundung webseite website homepage adresse anschrift telefon telefonnummer
        kontakt ansprechpartner zertifiziert gutesiegel firmen unternehmen members member membership founded foundation established
        address telephone phone contact located headquarters certified certificate companies label labels""".split()
    )
)
# words of a dictionary that stand for others here
_MEANT = (
    (lazily(r"\bseid (?=wann\b)", re.IGNORECASE), "seit "),
    (lazily(r"\bheist\b", re.IGNORECASE), "heißt"),
    (lazily(r"\blable(?=s?\b)", re.IGNORECASE), "label"),
)
_WRITTEN = lazily(r"[^\W\d_]{5,}")


def spelt(text: str) -> str:
    """Return a short `text` with its misspelt words for details of clusters put right; a longer one as it is."""
    if len(text.split()) > _LONGEST:
        return text
    for pattern, meant in _MEANT:
        text = pattern.sub(meant, text)
    return _WRITTEN.sub(lambda found: _SPELLER.correct(found[0]), text)
