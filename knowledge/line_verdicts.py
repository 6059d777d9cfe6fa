"""Yes or no by the asked lines of a statement whose verdict editors have marked: what is claimed is compared with them.

A question that says what lines with a yes say, in their words and the statement's, is likely true; one with words that only
lines with a no have is likely not. How much each sign counts is fitted on the lines themselves, each put to its statement
without it (`indexer.verdict_fitting`), and kept in `verdict_model.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.claim_values import agrees, differs
from knowledge.claim_words import (
    ALSO,
    ANY,
    CHOICE,
    COMPARES,
    DENIES,
    DENYING,
    EXCLUDES,
    EXISTS,
    LIMITS,
    REQUEST,
    SAYS_NO,
    SAYS_YES,
    WHEN,
    is_list,
    kind_of,
    kinds_in,
    light_stems,
    takes_all,
)
from knowledge.claims import claim
from knowledge.counted_claims import doubted_count
from knowledge.information import Information
from knowledge.model import Weights, sigmoid
from knowledge.passage_words import lines_worth, number, words_of
from knowledge.patterns import lazily
from knowledge.question import Question, names_in, years_in
from knowledge.records import Language, Passage, Verdict
from knowledge.text import terms, tokenise
from knowledge.verdict import verdict

FILE_NAME = "verdict_model.json"
SIGNALS = (
    "stated",  # share of what is claimed that the statement says
    "stated_or_yes",  # that it says or a line with a yes
    "only_yes",  # that only lines with a yes say
    "only_no",  # that only lines with a no say
    "unsaid",  # that neither says
    "all_stated",
    "all_stated_or_yes",
    "yes_line",  # the nearest line with a yes of the same kind
    "no_line",
    "differs",  # other years, months, numbers or levels than the statement's
    "agrees",  # a year or a number of the statement's
    "bound",  # a year as a bound: "before 2016"
    "excludes",  # excludes something, and the statement does not
    "also",  # asks whether something is so as well, whether there is such a thing, whether any is
    "exists",
    "any",
    "denied",  # the statement denies something
    "name",  # names that neither the statement nor a line with a yes has
    "few",  # fewer than three content words
    "list",  # the statement is a list, or tells of several years where the claim names one
    "rule_yes",  # what the rules say (`knowledge.verdict`)
    "rule_no",
)
_UNTOLD = (DENIES, LIMITS, COMPARES, CHOICE, REQUEST)
_FEW = 3
_PART_OF = r"(?:part of|belong\w* (?:to|in)|component of|teil (?:von|des|der)|bestandteil (?:von|des|der)|gehor\w*(?: auch)? zu[mr]?)"
_BELONGS = lazily(rf"\b{_PART_OF}(?: (?:the|dem|der|das|des))? (\w+)")
# for what no rule says: how like a line must be that has the same verdict, how far such a line of the other verdict is behind
# where it is a no, and the share that may be unsaid where it is a yes
_LIKE, _LEAD, _UNSAID = 0.3, 0.1, 0.2
_Numbers = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class VerdictModel:
    """`weights` give the odds that a claim is true; from `yes` on that is said, and no up to `no`, both probabilities."""

    weights: Weights
    yes: float
    no: float

    def as_json(self) -> dict[str, Any]:
        """Return what `verdict_model.json` holds."""
        return {"yes": self.yes, "no": self.no, "weights": self.weights.as_json()}


@lru_cache(maxsize=1)
def load_verdict_model() -> VerdictModel:
    """Return the shipped model."""
    data = json.loads((files("knowledge") / FILE_NAME).read_text(encoding="utf-8"))
    return VerdictModel(Weights.from_json(data["weights"]), data["yes"], data["no"])


def decided(question: Question, passages: Sequence[Passage], information: Information) -> Verdict | None:
    """Return whether the statements given, the first of which decides, say yes or no: by rules, and by the marked lines of
    the first. None: neither tells, or they contradict each other.

    `information` is that of the index.
    """
    if not question.yesno or doubted_count(question.text) or _is_belonging_unsaid(question.text, passages[0].text):
        return None
    by_rules = verdict(question, passages)
    found = signals(question.text, passages[0], information, by_rules)
    return combined(by_rules, judged(found, load_verdict_model()) if found else None)


def _is_belonging_unsaid(asked: str, said: str) -> bool:
    """Return whether it is asked if one thing is part of another, and the statement says of nothing that it is part of that."""
    found = _BELONGS.search(" ".join(tokenise(asked)))
    if found is None:
        return False
    return re.search(rf"\b{_PART_OF}(?: \w+){{0,3}} {re.escape(found[1])}", " ".join(tokenise(said))) is None


def combined(by_rules: Verdict | None, by_lines: Verdict | None) -> Verdict | None:
    """Return what either says; None: neither does, or they contradict each other."""
    if by_rules and by_lines and by_rules != by_lines:
        return None
    return by_rules or by_lines


def judged(found: Mapping[str, float], model: VerdictModel) -> Verdict | None:
    """Return what the signals `found` make so likely that it may be said; None: neither yes nor no.

    Words alone do not tell: a line with that verdict must be like the question. What of it is unsaid may be what the sources
    do not say ("is there an app for the platform?"), so for a yes that must be little; and what is said of one item of a list
    is said of no other.
    """
    probability = sigmoid(model.weights.log_odds(found))
    if probability >= model.yes:
        is_told = found["unsaid"] <= _UNSAID and not found["list"]
        return "yes" if found["yes_line"] >= _LIKE and is_told else None
    if probability <= model.no:
        leads = found["no_line"] >= found["yes_line"] + _LEAD
        return "no" if found["no_line"] >= _LIKE and leads and not found["few"] else None
    return None


def signals(
    text: str, passage: Passage, information: Information, by_rules: Verdict | None, *, without: int | None = None
) -> Mapping[str, float] | None:
    """Return the `SIGNALS` of what the question `text` claims beside the marked lines of `passage`, of which `without` is left
    out. `by_rules` is what the rules say of it.

    None: there are no lines, or nothing is claimed, or it denies, limits, takes all, compares, gives a choice, or asks to be
    given something: of that, words in common tell little. (Editors' lines with "only" are nearly all wrong; people's are not.)
    """
    words, language = words_of(passage), passage.language
    marks = words.line_marks
    if not marks.any():
        return None
    claimed = claim(text)
    asked, said = " ".join(tokenise(claimed)), " ".join(tokenise(passage.text))
    stems = [stem for stem in dict.fromkeys(terms(claimed, language)) if stem not in light_stems(language)]
    if not stems or takes_all(asked) or any(pattern.search(asked) for pattern in _UNTOLD):
        return None
    counted = (marks & DENYING) == 0
    if without is not None:
        counted[without] = False
    is_yes, is_no = (((marks & says) != 0) & counted for says in (SAYS_YES, SAYS_NO))
    wanted = np.array([number(stem) for stem in stems], dtype=np.uint32)
    worth = np.array([information.of(stem) for stem in stems])
    has = _had(wanted, words.line_stems, words.line_lengths)
    shared = has @ worth
    told = words.line_worth if words.line_worth is not None else lines_worth(passage, information)
    likeness = shared / (told + worth.sum() - shared)
    stated = np.isin(wanted, words.around)
    by_yes, by_no = has[is_yes].any(axis=0), has[is_no].any(axis=0)
    share = worth / worth.sum()
    same = kinds_in(marks) == kind_of(claimed, asked)
    years = years_in(claimed)
    names = {number(stem) for name in names_in(claimed, language) for stem in terms(name, language)}
    unknown = set(wanted[~(stated | by_yes)].tolist())
    return {
        "stated": float(share[stated].sum()),
        "stated_or_yes": float(share[stated | by_yes].sum()),
        "only_yes": float(share[by_yes & ~by_no & ~stated].sum()),
        "only_no": float(share[by_no & ~by_yes & ~stated].sum()),
        "unsaid": float(share[~(stated | by_yes | by_no)].sum()),
        "all_stated": float(stated.all()),
        "all_stated_or_yes": float((stated | by_yes).all()),
        "yes_line": _most(likeness, is_yes & same),
        "no_line": _most(likeness, is_no & same),
        "differs": float(differs(claimed, passage.text)),
        "agrees": float(agrees(claimed, passage.text)),
        "bound": float(bool(years) and WHEN.search(asked) is not None),
        "excludes": float(bool(EXCLUDES.search(asked)) and not EXCLUDES.search(said)),
        "also": float(bool(ALSO.search(asked))),
        "exists": float(bool(EXISTS.search(asked))),
        "any": float(bool(ANY.search(asked))),
        "denied": float(bool(DENIES.search(said))),
        "name": float(min(2, len(names & unknown))),
        "few": float(len(_whole(claimed, language)) < _FEW),
        "list": float(is_list(passage.text) or (bool(years) and len(years_in(passage.text)) > 1)),
        "rule_yes": float(by_rules == "yes"),
        "rule_no": float(by_rules == "no"),
    }


def _whole(claimed: str, language: Language) -> set[str]:
    """Return the stems of the content words, without the parts of German compounds."""
    return {*terms(claimed, language, compounds=False)} - light_stems(language)


def _had(wanted: _Numbers, stems: _Numbers, lengths: _Numbers) -> npt.NDArray[np.bool_]:
    """Return which of `wanted` each line has, of shape (lines, wanted); `stems` are those of lines of these `lengths`."""
    place, which = (stems[:, None] == wanted).nonzero()
    has = np.zeros((len(lengths), len(wanted)), dtype=bool)
    has[np.arange(len(lengths)).repeat(lengths)[place], which] = True
    return has


def _most(values: npt.NDArray[np.float64], among: npt.NDArray[np.bool_]) -> float:
    return float(values.max(where=among, initial=0.0))
