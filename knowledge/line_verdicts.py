"""Yes or no by the asked lines of a statement whose verdict editors have marked: what is claimed is compared with them.

A question that says what lines with a yes say, in their words and the statement's, is likely true; one with words that only
lines with a no have is likely not. How much each sign counts is fitted on the lines themselves, each put to its statement
without it (`indexer.verdict_fitting`), and kept in `verdict_model.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.claim_words import (
    CHOICE,
    DENIES,
    DENYING,
    EXCLUDES,
    LIMITS,
    REQUEST,
    SAYS_NO,
    SAYS_YES,
    WHEN,
    kind_in,
    kind_of,
    light_stems,
    takes_all,
)
from knowledge.claims import claim
from knowledge.information import Information
from knowledge.model import Weights, sigmoid
from knowledge.numerals import numbers_asked, numbers_said
from knowledge.passage_words import lines_worth, number, words_of
from knowledge.question import Question, names_in, years_in
from knowledge.records import Passage, Verdict
from knowledge.text import terms, tokenise
from knowledge.verdict import differs, verdict

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
    "agrees",  # a number of the statement's
    "bound",  # a year as a bound: "before 2016"
    "limits",  # limits, excludes or takes all, and the statement does not
    "excludes",
    "all",
    "denied",  # the statement denies something
    "name",  # names that neither the statement nor a line with a yes has
)
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
    """Return whether the statements given, the first of which decides, say yes or no: by rules, and by the lines of the
    first. None: neither tells, or they contradict each other.
    """
    if not question.yesno:
        return None
    by_rules, by_lines = verdict(question, passages), line_verdict(question, passages[0], information)
    if by_rules and by_lines and by_rules != by_lines:
        return None
    return by_rules or by_lines


def line_verdict(question: Question, passage: Passage, information: Information) -> Verdict | None:
    """Return what the marked lines of `passage` make likely; None: they do not tell, or `question` is of those that get no
    yes or no (`knowledge.verdict`).
    """
    claimed = claim(question.text)
    asked = " ".join(tokenise(claimed))
    if not question.yesno or DENIES.search(asked) or CHOICE.search(asked) or REQUEST.search(asked):
        return None
    found = signals(claimed, passage, information)
    if found is None:
        return None
    model = load_verdict_model()
    probability = sigmoid(model.weights.log_odds(found))
    return "yes" if probability >= model.yes else "no" if probability <= model.no else None


def signals(
    claimed: str, passage: Passage, information: Information, *, without: int | None = None
) -> Mapping[str, float] | None:
    """Return the `SIGNALS` of what is claimed, beside the marked lines of `passage`; None: it has none, or nothing is claimed.

    `without` leaves one of the lines out. `information` is that of the index.
    """
    words, language = words_of(passage), passage.language
    marks = words.line_marks
    stems = [stem for stem in dict.fromkeys(terms(claimed, language)) if stem not in light_stems(language)]
    if not len(marks) or not stems:
        return None
    asked, said = " ".join(tokenise(claimed)), " ".join(tokenise(passage.text))
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
    same = kind_in(marks) == kind_of(claimed, asked)
    numbers = numbers_asked(claimed)
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
        "agrees": float(bool(numbers & numbers_said(passage.text))),
        "bound": float(bool(years_in(claimed)) and WHEN.search(asked) is not None),
        "limits": float(bool(LIMITS.search(asked)) and not LIMITS.search(said)),
        "excludes": float(bool(EXCLUDES.search(asked)) and not EXCLUDES.search(said)),
        "all": float(takes_all(asked) and not takes_all(said)),
        "denied": float(bool(DENIES.search(said))),
        "name": float(min(2, len(names & unknown))),
    }


def _had(wanted: _Numbers, stems: _Numbers, lengths: _Numbers) -> npt.NDArray[np.bool_]:
    """Return which of `wanted` each line has, of shape (lines, wanted); `stems` are those of lines of these `lengths`."""
    place, which = (stems[:, None] == wanted).nonzero()
    has = np.zeros((len(lengths), len(wanted)), dtype=bool)
    has[np.arange(len(lengths)).repeat(lengths)[place], which] = True
    return has


def _most(values: npt.NDArray[np.float64], among: npt.NDArray[np.bool_]) -> float:
    return float(values.max(where=among, initial=0.0))
