"""Fits what marked lines say to a question: `python -m indexer.models.verdict_fitting DATA QUESTIONS.jsonl …` (`make fit-verdicts`).

Needs the index of the shipped corpus under DATA. Writes `knowledge/verdicts/verdict_model.npz`. Three kinds of questions teach: marked
asked lines and claims, each put to its statement without it, and the tuning half of the questions given whose verdict is
known, put to the statement that comes first. Claims were written in pairs that differ in one word, so the one nearest to a
claim with another verdict is left out with it: no question has such a twin. How well lines, claims and questions of other
statements are judged is printed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from indexer.models.crossfit import fold_of
from knowledge.asked.claims import claim
from knowledge.asked.question import analyse
from knowledge.errors import KnowledgeError
from knowledge.index.encoders import open_encoder
from knowledge.index.homes import home_at
from knowledge.quality.questions import EvaluationQuestion, read_questions
from knowledge.records import Passage, Verdict
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.model import load_model
from knowledge.retrieval.retrieval import Retriever
from knowledge.verdicts import line_verdicts
from knowledge.verdicts.claim_signals import signals
from knowledge.verdicts.line_verdicts import FILE_NAME, SURE, judged
from knowledge.verdicts.trees import Trees
from knowledge.verdicts.verdict import verdict
from knowledge.words.information import Information
from knowledge.words.text import terms

TARGET = Path(line_verdicts.__file__).with_name(FILE_NAME)
Source = Literal["line", "claim", "question"]
_WEIGHTS: Mapping[Source, float] = {"line": 1.0, "claim": 0.6, "question": 3.0}
_NEITHER = 0.5  # how much a claim that is left open counts beside one that is not
_TWIN = 0.4  # from this likeness on, a claim with another verdict is a twin
_SURER = (0.8, SURE, 0.9)
_N_FOLDS = 6
_ROUNDS, _RATE, _DEPTH, _PART, _SIGNALS, _LEAF = 150, 0.08, 4, 0.6, 0.3, 40
_SEED = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A question beside a statement: what the rules say of it, its signals, and its mark (None: the statement says neither)."""

    source: Source
    statement_id: str
    text: str
    by_rules: Verdict | None
    signals: Mapping[str, float]
    marked: Verdict | None

    @property
    def weight(self) -> float:
        return _WEIGHTS[self.source] * (1.0 if self.marked else _NEITHER)


def cases(passages: Iterable[Passage], information: Information) -> Iterator[Case]:
    """Yield a case for each marked line and each claim of `passages` that claims something, in order."""
    for passage in passages:
        texts = [*passage.asked, *(one.text for one in passage.claims)]
        twins = _twins(passage, information)
        for place, (line, marked) in enumerate(zip(passage.asked, passage.verdicts, strict=False)):
            if marked is not None:
                same = {n for n, text in enumerate(texts) if text == line}
                yield from _case("line", line, passage, information, marked, without={place, *same})
        for place, one in enumerate(passage.claims):
            same = {n for n, text in enumerate(texts) if text == one.text}
            left_out = {n + len(passage.asked) for n in (place, *twins[place])}
            yield from _case("claim", one.text, passage, information, one.verdict, without=left_out | same)


def _case(
    source: Source,
    text: str,
    passage: Passage,
    information: Information,
    marked: Verdict | None,
    *,
    without: set[int] | frozenset[int] = frozenset(),
) -> Iterator[Case]:
    by_rules = verdict(analyse(text), [passage])
    found = signals(text, passage, information, by_rules, without=without)
    if found is not None:
        yield Case(source, passage.statement_id or "", text, by_rules, found, marked)


def _twins(passage: Passage, information: Information) -> list[set[int]]:
    """Return for each claim the places of those most like it of each other verdict."""
    stems = [frozenset(terms(claim(one.text), passage.language)) for one in passage.claims]

    def likeness(one: frozenset[str], other: frozenset[str]) -> float:
        whole = sum(map(information.of, sorted(one | other)))
        return sum(map(information.of, sorted(one & other))) / whole if whole else 0.0

    found: list[set[int]] = []
    for one, here in zip(passage.claims, stems, strict=True):
        nearest: dict[Verdict | None, tuple[float, int]] = {}
        for place, (other, there) in enumerate(zip(passage.claims, stems, strict=True)):
            like = likeness(here, there)
            if other.verdict != one.verdict and like > nearest.get(other.verdict, (_TWIN, 0))[0]:
                nearest[other.verdict] = like, place
        found.append({place for _, place in nearest.values()})
    return found


def question_cases(base: KnowledgeBase, questions: Iterable[EvaluationQuestion]) -> Iterator[Case]:
    """Yield a case for each of `questions` that has a verdict or no answer and wants yes or no, beside the statement that comes first.

    Those of conversations are left out, since they do not stand by themselves.
    """
    retriever = Retriever(base, load_model())
    for asked in questions:
        if asked.session or not (asked.verdict or (asked.kind == "abstention" and analyse(asked.question).yesno)):
            continue
        candidates = retriever.retrieve(asked.question, asked.lang).candidates
        if candidates and candidates[0].passage.statement_id:
            passage = candidates[0].passage
            yield from _case("question", asked.question, passage, base.searcher.information, asked.verdict)


def fit(known: Sequence[Case]) -> Trees:
    """Return trees under which the marks of `known` are likely. The same cases give the same trees."""
    from sklearn.ensemble import GradientBoostingClassifier

    names = tuple(known[0].signals)
    rows = _rows(known, names)
    fitted = GradientBoostingClassifier(
        n_estimators=_ROUNDS,
        learning_rate=_RATE,
        max_depth=_DEPTH,
        subsample=_PART,
        max_features=_SIGNALS,
        min_samples_leaf=_LEAF,
        random_state=_SEED,
    ).fit(rows, [case.marked or "neither" for case in known], sample_weight=[case.weight for case in known])
    return trees_of(fitted, names, rows)


def trees_of(fitted: Any, names: tuple[str, ...], rows: npt.NDArray[np.float32]) -> Trees:
    """Return the trees of a fitted `GradientBoostingClassifier`; `rows` are some that it knows, of the signals with these names."""
    parts: list[tuple[npt.NDArray[np.int64], ...]] = []
    roots = np.zeros(fitted.estimators_.shape, dtype=np.int32)
    first = 0
    for place, estimator in np.ndenumerate(fitted.estimators_):
        tree = estimator.tree_
        roots[place] = first
        leaf = tree.children_left < 0
        itself = np.arange(tree.node_count)
        children = np.stack([tree.children_left, tree.children_right], axis=1)
        children[leaf] = itself[leaf, None]
        value = np.where(leaf, tree.value[:, 0, 0] * fitted.learning_rate, 0.0)
        parts.append((np.where(leaf, 0, tree.feature), tree.threshold, children + first, value))
        first += tree.node_count
    asked, threshold, children, value = (np.concatenate(part) for part in zip(*parts, strict=True))
    trees = Trees(
        names,
        tuple(map(str, fitted.classes_)),
        asked.astype(np.int16),
        threshold.astype(np.float32),
        children.astype(np.int32),
        value.astype(np.float32),
        roots,
        np.zeros(len(fitted.classes_)),
    )
    # what all rows begin with is no public part of the fitted model: it is what the trees leave of its sums
    likely = trees.probabilities(dict(zip(names, rows[0].tolist(), strict=True)))
    start = fitted.predict_log_proba(rows[:1])[0] - np.log([likely[name] for name in trees.classes])
    return replace(trees, start=start - start.mean())


def _rows(known: Sequence[Case], names: Sequence[str]) -> npt.NDArray[np.float32]:
    return np.array([[case.signals[name] for name in names] for case in known], dtype=np.float32)


def held_out(known: Sequence[Case], n_folds: int = _N_FOLDS) -> Iterator[tuple[Case, Trees]]:
    """Yield each of `known` with trees that are fitted on the cases of other statements."""
    for fold in range(n_folds):
        trees = fit([case for case in known if fold_of(case.statement_id, n_folds) != fold])
        yield from ((case, trees) for case in known if fold_of(case.statement_id, n_folds) == fold)


def report(judged_by: Sequence[tuple[Case, Trees]], source: Source, sure: float) -> str:
    """Return how many of one source get yes or no from this probability on, by the rules alone and with the lines, and how many rightly; and
    how many get one to which a statement says neither.
    """
    by_rules: Counter[bool] = Counter()
    in_all: Counter[bool] = Counter()
    neither: Counter[bool] = Counter()
    for case, trees in judged_by:
        if case.source != source:
            continue
        said = judged(case.text, case.signals, trees, sure)
        if case.marked is None:
            neither[said is not None] += 1
            continue
        by_rules.update([case.by_rules == case.marked] if case.by_rules else [])
        in_all.update([said == case.marked] if said else [])
    n_marked = sum(case.marked is not None and case.source == source for case, _ in judged_by)
    rules, lines = (f"{n.total()}, {n[True] / max(1, n.total()):.1%} right" for n in (by_rules, in_all))
    return (
        f"{source}s, from {sure}: of {n_marked} the rules say {rules}, with the lines {lines}; "
        f"of {neither.total()} that are open {neither[True]}"
    )


def main(arguments: Sequence[str]) -> int:
    """Fit, write the model, and say how well it does on what is asked of other statements."""
    if not arguments:
        sys.stderr.write("usage: python -m indexer.models.verdict_fitting DATA QUESTIONS.jsonl …\n")
        return 2
    data, *paths = map(Path, arguments)
    try:
        questions = [q for path in paths for q in read_questions(path) if q.split == "tuning"]
        store = home_at(data).open(any_version=True)  # so that it reads the words of claims
        base = KnowledgeBase(store, open_encoder(None, store.manifest, data))
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    known = [*cases(base.statements.values(), base.searcher.information), *question_cases(base, questions)]
    base.close()
    judged_by = list(held_out(known))
    sources: tuple[Source, ...] = ("line", "claim", "question")
    for source in sources:
        for sure in _SURER:
            sys.stdout.write(report(judged_by, source, sure) + "\n")
    with TARGET.open("wb") as file:
        fit(known).save(file)
    sys.stderr.write(f"written: {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
