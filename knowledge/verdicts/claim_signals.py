"""Signals of what a question claims beside a statement: how much of it the statement says, and what its marked lines and its
claims with a yes, with a no and without either have of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from knowledge.asked.claim_words import (
    ALL,
    ALSO,
    ANY,
    COMPARES,
    DENIES,
    DENYING,
    EXCLUDES,
    EXISTS,
    FEWER,
    INSTEAD,
    LEVELS,
    LIMITS,
    MORE,
    NEEDS,
    SAYS_NEITHER,
    SAYS_NO,
    SAYS_YES,
    WHEN,
    is_list,
    kind_of,
    kinds_in,
    light_stems,
)
from knowledge.asked.claims import claim
from knowledge.asked.passage_words import Numbers, PassageWords, claims_worth, lines_worth, number, words_of
from knowledge.asked.question import names_in, years_in
from knowledge.records import Language, Passage, Verdict
from knowledge.verdicts.claim_values import agrees, differs
from knowledge.verdicts.opposites import opposed
from knowledge.words.information import Information
from knowledge.words.splitting import clauses
from knowledge.words.text import terms, tokenise

# words that tell how a claim relates to what is said: whether it has one, and whether it alone does
_WORDS = {
    "limits": LIMITS,
    "all": ALL,
    "compares": COMPARES,
    "any": ANY,
    "also": ALSO,
    "excludes": EXCLUDES,
    "when": WHEN,
    "more": MORE,
    "fewer": FEWER,
    "instead": INSTEAD,
    "needs": NEEDS,
    "exists": EXISTS,
    "denies": DENIES,
}
_GROUPS = {"yes": SAYS_YES, "no": SAYS_NO, "open": SAYS_NEITHER, "other": 0}


@dataclass(frozen=True, slots=True)
class _Lines:
    """Marked lines, other lines and claims of a statement: which of the wanted stems each has, of shape (lines, wanted)."""

    has: npt.NDArray[np.bool_]
    worth: npt.NDArray[np.float64]
    marks: Numbers

    def any_of(self, rows: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Return which of the wanted stems any of these lines has."""
        said: npt.NDArray[np.bool_] = np.logical_or.reduce(self.has[rows], axis=0)
        return said

    def marked(self, says: int) -> npt.NDArray[np.bool_]:
        """Return which lines have this verdict; of those with yes or no, none that denies something."""
        if not says:
            return np.equal(self.marks, 0)
        without = 0 if says == SAYS_NEITHER else DENYING
        has: npt.NDArray[np.bool_] = ((self.marks & says) != 0) & ((self.marks & without) == 0)
        return has


def is_marked(passage: Passage) -> bool:
    """Return whether `passage` has a claim, or an asked line with a verdict."""
    words = words_of(passage)
    return bool(words.line_marks.any() or len(words.claim_marks))


def signals(
    text: str, passage: Passage, information: Information, by_rules: Verdict | None, *, without: Collection[int] = ()
) -> Mapping[str, float] | None:
    """Return the signals of what the question `text` claims beside `passage`, in a fixed order; None: it claims nothing.

    `by_rules` is what the rules say of it (`knowledge.verdicts.verdict`). Of its asked lines and then its claims, counted through,
    those `without` are left out. Shares are of how much the words tell, from 0 to 1; likeness is what is common to two of what
    they have together.
    """
    words, language = words_of(passage), passage.language
    claimed = claim(text)
    light = light_stems(language)
    stems = [stem for stem in dict.fromkeys(terms(claimed, language)) if stem not in light]
    if not stems:
        return None
    wanted = np.array([number(stem) for stem in stems], dtype=np.uint32)
    worth = np.array([information.of(stem) for stem in stems])
    share = worth / worth.sum()
    lines = _lines(words, passage, information, wanted, without)
    asked, said = " ".join(tokenise(claimed)), " ".join(tokenise(passage.text))
    stated = _among(wanted, words.around)
    groups = {name: lines.marked(says) for name, says in _GROUPS.items()}
    said_by = {name: lines.any_of(rows) for name, rows in groups.items()}
    found = _shares(stated, said_by, share)
    found |= _nearest(lines, groups, worth, kind_of(claimed, asked))
    found |= _most_in_one(passage, stems, _among(wanted, words.heading_stems), share)
    for name, pattern in _WORDS.items():
        in_claim = pattern.search(asked) is not None
        is_alone = in_claim and pattern.search(said) is None
        found |= {f"{name}_claimed": float(in_claim), f"{name}_alone": float(is_alone)}
    names = {number(stem) for name in names_in(claimed, language) for stem in terms(name, language)}
    years, years_said = years_in(claimed), years_in(passage.text)
    levels = [level.search(asked) is not None and level.search(said) is None for level in LEVELS]
    digits = [word for word in asked.split() if any(map(str.isdigit, word))]
    return found | {
        "differs": float(differs(claimed, passage.text)),
        "agrees": float(agrees(claimed, passage.text)),
        "opposed": float(opposed(asked, said)),
        "rule_yes": float(by_rules == "yes"),
        "rule_no": float(by_rules == "no"),
        "names": float(len(names)),
        "names_unstated": float(len(names & set(wanted[~stated].tolist()))),
        "names_unsaid": float(len(names & set(wanted[~(stated | said_by["yes"])].tolist()))),
        "years": float(len(years)),
        "years_said": float(min(4, len(years_said))),
        "years_unsaid": float(len(years - years_said)),
        "numbers": float(len(digits)),
        "numbers_unsaid": float(len(set(digits) - set(said.split()))),
        "levels_unsaid": float(sum(levels)),
        "list": float(is_list(passage.text)),
    }


def _lines(
    words: PassageWords, passage: Passage, information: Information, wanted: Numbers, without: Collection[int]
) -> _Lines:
    n_lines = len(words.line_lengths)
    marks = words.line_marks if len(words.line_marks) else np.zeros(n_lines, dtype=np.uint32)
    told = words.line_worth if words.line_worth is not None else lines_worth(passage, information)
    of_claims = words.claim_worth if words.claim_worth is not None else claims_worth(passage, information)
    has = _had(
        wanted,
        np.concatenate([words.line_stems, words.claim_stems]),
        np.concatenate([words.line_lengths, words.claim_lengths]),
    )
    is_empty = len(words.line_stems) == 0 and n_lines == 1  # a passage without asked lines has an empty one
    kept = np.ones(len(has), dtype=bool)
    kept[[number + is_empty for number in without]] = False
    kept[0] &= not is_empty
    return _Lines(has[kept], np.concatenate([told, of_claims])[kept], np.concatenate([marks, words.claim_marks])[kept])


def _shares(
    stated: npt.NDArray[np.bool_], by: Mapping[str, npt.NDArray[np.bool_]], share: npt.NDArray[np.float64]
) -> dict[str, float]:
    """Return how much of a claim is said by the statement and by groups of lines, together and alone."""
    yes, no, is_open, other = by["yes"], by["no"], by["open"], by["other"]
    or_yes = stated | yes
    sets = {
        "stated": stated,
        "or_yes": or_yes,
        "or_other": or_yes | other,
        "anywhere": or_yes | other | no,
        "only_yes": yes & ~(stated | no),
        "only_no": no & ~(or_yes | other),
        "no_not_yes": no & ~or_yes,
        "only_other": other & ~(or_yes | no),
        "only_open": is_open & ~(or_yes | no | other),
        "open_not_yes": is_open & ~(or_yes | no),
        "yes_not_open": yes & ~(stated | no | is_open),
        "no_not_open": no & ~(or_yes | is_open),
    }
    found = {name: float(share[which].sum()) for name, which in sets.items()}
    for name, which in (("unsaid_most", or_yes), ("unknown_most", or_yes | other)):
        found[name] = float(share.max(where=~which, initial=0.0))
    return found


def _nearest(
    lines: _Lines, groups: Mapping[str, npt.NDArray[np.bool_]], worth: npt.NDArray[np.float64], kind: int
) -> dict[str, float]:
    """Return how like a claim the nearest lines of each group are, those of its own kind among them, and how much of it one has."""
    shared = lines.has @ worth
    likeness = shared / np.maximum(lines.worth + worth.sum() - shared, 1e-9)
    same = kinds_in(lines.marks) == kind
    found: dict[str, float] = {}
    for name, rows in groups.items():
        found[f"{name}_like"] = float(likeness.max(where=rows, initial=0.0))
        found[f"{name}_covers"] = float(shared.max(where=rows, initial=0.0) / worth.sum())
    for name in ("yes", "no"):
        found[f"{name}_same"] = float(likeness.max(where=groups[name] & same, initial=0.0))
    return found | {
        "leads": found["yes_like"] - found["no_like"],
        "leads_same": found["yes_same"] - found["no_same"],
        "leads_open": found["yes_like"] - found["open_like"],
        "no_leads_open": found["no_like"] - found["open_like"],
    }


def _most_in_one(
    passage: Passage, stems: Sequence[str], headed: npt.NDArray[np.bool_], share: npt.NDArray[np.float64]
) -> dict[str, float]:
    """Return how much of a claim one clause says, alone and with the headings, which have the stems that are `headed`."""
    alone = [np.array([stem in clause for stem in stems]) for clause in clause_stems(passage.text, passage.language)]
    return {
        "clause": max(float(share[has].sum()) for has in alone),
        "clause_headed": max(float(share[has | headed].sum()) for has in alone),
    }


@lru_cache(maxsize=2000)
def clause_stems(text: str, language: Language) -> tuple[frozenset[str], ...]:
    """Return the stems of each clause of `text`, as sentences, items and semicolons divide it; at least one, which may be empty."""
    said = (item for clause in clauses(text) for item in clause.split("\n"))
    return tuple(frozenset(terms(item, language)) for item in said) or (frozenset(),)


def _among(wanted: Numbers, stems: Numbers) -> npt.NDArray[np.bool_]:
    """Return which of `wanted` are among `stems`; for so few, numpy.isin takes several times as long."""
    has: npt.NDArray[np.bool_] = (wanted[:, None] == stems).any(axis=1)
    return has


def _had(wanted: Numbers, stems: Numbers, lengths: Numbers) -> npt.NDArray[np.bool_]:
    """Return which of `wanted` each line has, of shape (lines, wanted); `stems` are those of lines of these `lengths`."""
    place, which = (stems[:, None] == wanted).nonzero()
    has = np.zeros((len(lengths), len(wanted)), dtype=bool)
    has[np.arange(len(lengths)).repeat(lengths)[place], which] = True
    return has
