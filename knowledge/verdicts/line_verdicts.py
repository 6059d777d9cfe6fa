"""Yes or no by the asked lines and claims of a statement whose verdict editors have marked: what is claimed is compared with them.

A question that says what lines with a yes say, in their words and the statement's, is likely true; one with words that only
lines with a no have is likely not; one like a claim that the statement leaves open, is left open. How likely each is, trees tell that are fitted on the lines and
claims themselves, each put to its statement without it (`indexer.models.verdict_fitting`), and kept in `verdict_model.npz`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from knowledge.asked.claim_words import CHOICE, DENIES, REQUEST
from knowledge.asked.claims import claim
from knowledge.asked.question import Question
from knowledge.patterns import lazily
from knowledge.records import Passage, Verdict
from knowledge.verdicts.claim_signals import is_marked, signals
from knowledge.verdicts.counted_claims import doubted_count
from knowledge.verdicts.trees import Trees
from knowledge.verdicts.verdict import plain_verdict, verdict
from knowledge.words.information import Information
from knowledge.words.text import tokenise

FILE_NAME = "verdict_model.npz"
SURE = 0.88  # probability from which yes or no is said
_WITH_RULES = 0.8  # the same where the rules say so as well
_SAID = 0.8  # share of what is claimed
_UNTOLD = (DENIES, CHOICE, REQUEST)
_VERDICTS: tuple[Verdict, ...] = ("yes", "no")
_PART_OF = r"(?:part of|belong\w* (?:to|in)|component of|teil (?:von|des|der)|bestandteil (?:von|des|der)|gehor\w*(?: auch)? zu[mr]?)"
_BELONGS = lazily(rf"\b{_PART_OF}(?: (?:the|dem|der|das|des))? (\w+)")


@lru_cache(maxsize=1)
def load_verdict_model() -> Trees:
    """Return the shipped trees, with the classes "yes", "no" and "neither"."""
    with (files("knowledge.verdicts") / FILE_NAME).open("rb") as file:
        return Trees.load(file)


def decided(question: Question, passages: Sequence[Passage], information: Information) -> Verdict | None:
    """Return whether the statements given, the first of which decides, say yes or no; None: that cannot be told.

    The marked lines and claims of the first tell it, with what the rules say as one sign of many; the rules do of a statement
    without any, and where it counts the very things otherwise. `information` is that of the index.
    """
    return decided_and_alone(question, passages, information)[0]


def decided_and_alone(
    question: Question, passages: Sequence[Passage], information: Information
) -> tuple[Verdict | None, Verdict | None]:
    """Return `decided` by `passages`, and by the first alone: most often the rules say the same of both, and it is worked out once."""
    if not question.yesno:
        return None, None
    by_rules = verdict(question, passages)
    said = _by_rules_and_lines(question, passages[0], by_rules, information)
    if said is None or len(passages) == 1:
        return said, said
    alone = verdict(question, passages[:1])
    return said, said if alone == by_rules else _by_rules_and_lines(question, passages[0], alone, information)


def _by_rules_and_lines(
    question: Question, first: Passage, by_rules: Verdict | None, information: Information
) -> Verdict | None:
    if doubted_count(question.text) or _is_belonging_unsaid(question.text, first.text):
        return None
    if not is_marked(first):
        return by_rules
    if by_rules == "no" and plain_verdict(question, first) == "no":
        return "no"  # another number of the very things that are counted
    if is_untold(question.text):
        return None
    found = signals(question.text, first, information, by_rules)
    return judged(question.text, found, load_verdict_model()) if found else None


def _is_belonging_unsaid(asked: str, said: str) -> bool:
    """Return whether it is asked if one thing is part of another, and the statement says of nothing that it is part of that."""
    found = _BELONGS.search(" ".join(tokenise(asked)))
    if found is None:
        return False
    return re.search(rf"\b{_PART_OF}(?: \w+){{0,3}} {re.escape(found[1])}", " ".join(tokenise(said))) is None


@lru_cache(maxsize=64)
def is_untold(text: str) -> bool:
    """Return whether the question `text` denies something, of which words in common tell little, and yes and no can be taken either
    way; or gives a choice, or requests something, which want more than either.
    """
    asked = " ".join(tokenise(claim(text)))
    return any(pattern.search(asked) for pattern in _UNTOLD)


def judged(text: str, found: Mapping[str, float], trees: Trees, sure: float = SURE) -> Verdict | None:
    """Return what the signals `found` of the question `text` make so likely that it may be said; None: neither yes nor no.

    What neither the statement nor a line with a yes says may be what the sources do not say: for a yes that must be little.
    """
    if is_untold(text):
        return None
    likely = trees.probabilities(found)
    enough = {said: min(sure, _WITH_RULES) if found[f"rule_{said}"] else sure for said in _VERDICTS}
    said = next((said for said in _VERDICTS if likely[said] >= enough[said]), None)
    return None if said == "yes" and found["or_yes"] < _SAID else said
