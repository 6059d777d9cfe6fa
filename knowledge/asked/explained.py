"""Whether it is asked what something is by a name that the statement does not say: "What is Innovathens?"

Misspelt words are put right before they are searched for, and a name that no source has becomes the word that is nearest to it.
"""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz.distance import OSA

from knowledge.patterns import lazily
from knowledge.records import Passage
from knowledge.words.dictionary import has_word
from knowledge.words.text import compound_parts, tokenise

_MOST_WORDS = 6
_ASKED = lazily(
    r"(?:^|\W)(?i:what|who|was|wer)(?:['’]s|\s+(?i:is|was|are|were|ist|war|sind|waren))\s+(?:(?i:the|an?|der|die|das|eine?)\s+)?(?P<name>\w[\w&/+-]*)\W*$"
)
_INNER_CAPITAL = lazily(r"[a-zäöüß][A-ZÄÖÜ]")
_MISSPELT = 5  # letters from which one of them may be wrong


def name_explained(text: str) -> str:
    """Return the one word by whose name `text` asks what or who something is; empty: it asks no such thing, or by an ordinary word."""
    if len(text.split()) > _MOST_WORDS:
        return ""
    found = _ASKED.search(text)
    name = found["name"] if found else ""
    if _INNER_CAPITAL.search(name):
        return name
    if not name[:1].isupper() or name.isupper() or has_word(name, "en") or has_word(name, "de"):
        return ""
    return "" if compound_parts(name) else name


def explains_another(text: str, passage: Passage) -> bool:
    """Return whether `text` asks what or who something is by a name that neither the statement nor a line asked of it says, a slip of
    the pen aside.
    """
    parts = tokenise(name_explained(text))
    name = "".join(parts)
    if not name:
        return False
    slips = 1 if len(name) >= _MISSPELT else 0
    said = tokenise(f"{passage.heading} {passage.text} {' '.join(passage.asked)}")
    if set(said).issuperset(parts):
        return False  # "What is an ECEI-Silver-Label?"
    # a name of two words is written as one as well
    pairs = (f"{one}{other}" for one, other in pairwise(said))
    return not any(OSA.distance(word, name, score_cutoff=slips) <= slips for word in (*said, *pairs))
