"""Fits the ranking model on tuning questions: `python -m knowledge.fitting DATA QUESTIONS.jsonl …`.

Needs an index under DATA. Writes `knowledge/model.json`. Only questions of
the tuning half are used; the test half and all other question files tell how good the fit is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.answer import Answerer
from knowledge.base import KnowledgeBase
from knowledge.encoder import load_encoder
from knowledge.intent import SIGNALS as INTENT_SIGNALS
from knowledge.model import FILE_NAME, Model, Weights
from knowledge.question import analyse
from knowledge.questions import EvaluationQuestion, holds_expected, read_questions
from knowledge.ranking import ANSWER_SIGNALS, SIGNALS, Candidate, answer_signals, signals
from knowledge.records import Hit
from knowledge.retrieval import Pool, Retriever

TARGET = Path(__file__).with_name(FILE_NAME)
_NONE = Weights((), (), 0.0)
_WITHHELD = 0.3

Told = tuple[EvaluationQuestion, Pool]


def usable(questions: Iterable[EvaluationQuestion]) -> list[EvaluationQuestion]:
    """Return the tuning questions that stand on their own; of conversations, the first."""
    begun: set[str] = set()
    found: list[EvaluationQuestion] = []
    for question in questions:
        if question.split == "tuning" and question.session not in begun:
            found.append(question)
        if question.session:
            begun.add(question.session)
    return found


def is_right(question: EvaluationQuestion, candidate: Hit | Candidate) -> bool:
    """Return whether the passage answers: it has all that is expected, or states a fact that is named.

    What is not in the sources is rightly answered by a known gap.
    """
    if candidate.passage.kind == "gap" or question.kind == "abstention":
        return candidate.passage.kind == "gap" and question.kind == "abstention"
    if question.expect:
        return holds_expected(question, candidate.passage.text)
    return candidate.passage.statement_id in question.facts


def _array(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> npt.NDArray[np.float64]:
    return np.array([[row[name] for name in names] for row in rows], dtype=np.float64)


def _logistic(
    rows: Sequence[Mapping[str, float]],
    right: Sequence[bool],
    names: Sequence[str],
    *,
    c: float,
    weight: Sequence[float] | None = None,
) -> Weights:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    array = _array(rows, names)
    scaler = StandardScaler().fit(array)
    model = LogisticRegression(C=c, max_iter=5000)
    model.fit(scaler.transform(array), np.array(right), sample_weight=None if weight is None else np.array(weight))
    scale: npt.NDArray[np.float64] = np.where(scaler.scale_ == 0, 1.0, scaler.scale_)
    weights = model.coef_[0] / scale
    intercept = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    return Weights(tuple(names), tuple(round(float(w), 5) for w in weights), round(intercept, 5))


def fit_statements(pools: Sequence[Told], retriever: Retriever) -> Weights:
    """Return the weights that put right statements before the others that search brings up for the same question.

    Fitted on pairs (right minus wrong, and the reverse), each question with the same total weight, as RankSVM is
    (Joachims, KDD 2002) with a logistic loss; the intercept is 0, since only the order counts.
    """
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    weight: list[float] = []
    for question, pool in pools:
        good = [is_right(question, hit) for hit in pool.hits]
        n_pairs = sum(good) * (len(good) - sum(good))
        analysed = analyse(question.question)
        values = [
            signals(analysed, pool.stems, hit, pool.hits, retriever.information, pool.classified) for hit in pool.hits
        ]
        for i in (i for i, g in enumerate(good) if g):
            for j in (j for j, g in enumerate(good) if not g):
                difference = {name: values[i][name] - values[j][name] for name in SIGNALS}
                rows += [difference, {name: -value for name, value in difference.items()}]
                right += [True, False]
                weight += [10 / n_pairs] * 2
    return _logistic(rows, right, SIGNALS, c=0.1, weight=weight)


def fit_answers(pools: Sequence[Told], retriever: Retriever, statement: Weights) -> Weights:
    """Return the weights that tell whether the first statement answers.

    Each question counts twice: as it is, and, with less weight, without the statements that answer it. What search then
    puts first is near but wrong: just what an abstention must tell from an answer.
    """
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    weight: list[float] = []
    for question, pool in pools:
        for part, share in ((pool, 1.0), (_without_right(question, pool), _WITHHELD)):
            if not part.hits or not part.stems or (part is not pool and question.kind == "abstention"):
                continue
            candidates = retriever.ranked(analyse(question.question), part, statement)
            if not candidates or candidates[0].passage.kind == "gap":
                continue
            rows.append(answer_signals(part.stems, candidates, retriever.information, part.classified))
            right.append(is_right(question, candidates[0]))
            weight.append(share)
    return _logistic(rows, right, ANSWER_SIGNALS, c=0.3, weight=weight)


def _without_right(question: EvaluationQuestion, pool: Pool) -> Pool:
    """Return `pool` as if the sources did not have what answers the question."""
    gone = {hit.passage.statement_id for hit in pool.hits if is_right(question, hit)} | set(question.facts)
    return Pool(
        pool.stems,
        [hit for hit in pool.hits if hit.passage.statement_id not in gone],
        {statement_id: value for statement_id, value in pool.classified.items() if statement_id not in gone},
    )


def fit_intent(answerer: Answerer, questions: Sequence[EvaluationQuestion]) -> Weights:
    """Return the weights that tell questions for clusters from all others. Questions that name a cluster are left out."""
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    for q in questions:
        if answerer.base.cluster_names.find(q.question):
            continue
        wish = answerer.finder.reader.read(q.question, q.lang)
        retrieved = answerer.retrieve(q.question, q.lang)
        rows.append(answerer.intent_signals(q.question, q.lang, wish, retrieved))
        right.append(q.kind == "clusters")
    return _logistic(rows, right, INTENT_SIGNALS, c=1.0)


def fit(base: KnowledgeBase, questions: Sequence[EvaluationQuestion]) -> Model:
    """Return the model fitted on `questions`; thresholds stay as they are in `Model`."""
    told = [q for q in questions if q.kind == "abstention" or (q.kind == "answer" and q.facts)]
    retriever = Retriever(base, Model(_NONE, _NONE, _NONE))
    pools = [(q, retriever.pool(q.question, q.lang)) for q in told]
    statement = fit_statements(pools, retriever)
    model = Model(statement, fit_answers(pools, retriever, statement), _NONE)
    return replace(model, intent=fit_intent(Answerer(base, model), questions))


def main(arguments: Sequence[str]) -> int:
    """Fit on the question files given after the data folder, and write the model."""
    data, *paths = arguments
    base = KnowledgeBase.open(Path(data), load_encoder())
    questions = usable(q for path in paths for q in read_questions(Path(path)))
    model = fit(base, questions)
    TARGET.write_text(json.dumps(model.as_json(), indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(f"fitted on {len(questions)} tuning questions: {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
