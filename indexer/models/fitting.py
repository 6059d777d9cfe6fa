"""Fits the models: `python -m indexer.models.fitting DATA QUESTIONS.jsonl …`. Writes `knowledge/retrieval/model.json`.

Needs the index of the shipped corpus under DATA. Two kinds of questions teach: those of the tuning half of the files
given, and asked lines put to indexes that were built without them (`indexer.models.crossfit`), which are thousands. The test
half and all other question files tell how good the fit is.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.models.crossfit import HeldOut, fold_of, folds
from indexer.models.exporting import prepare
from indexer.models.made_needs import made_messages
from indexer.shipped.corpus import load_shipped
from knowledge.answers.answer import Answerer
from knowledge.asked.question import Question, analyse
from knowledge.clusters.intent import SIGNALS as INTENT_SIGNALS
from knowledge.clusters.outcomes import Request
from knowledge.index.classifier import Decisions
from knowledge.quality.questions import EvaluationQuestion, faults, holds_expected, read_questions
from knowledge.records import Language, Passage
from knowledge.retrieval import model as model_file
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.model import RIGHT_SIGNALS, Model, Weights, load_model, right_signals
from knowledge.retrieval.ranking import ANSWER_SIGNALS, SIGNALS, answer_signals, rank, signals
from knowledge.retrieval.retrieval import Pool, Retriever
from knowledge.sentence_model.encoder import Encoder
from knowledge.words.information import Information

TARGET = Path(model_file.__file__).with_name(model_file.FILE_NAME)
N_FOLDS = 4
_NONE = Weights((), (), 0.0)
# how much a question of the tuning half counts against an asked line, and the same question without what answers it
_TUNING, _WITHHELD = 3.0, 1.0
# how much an asked line counts with another statement than its own first: that may say the same
_OTHER = 0.25
# of ten asked lines of each kind, so many are asked: statements' lines are many, and alike
_ASKED_OF_TEN = {"statement": 4, "gap": 6}
_KEPT_CLASSES = 10
_MADE = 0.2  # how much a made message counts against a real question


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what was brought up for it, and which of that is right (a test of a passage)."""

    question: Question
    language: Language
    pool: Pool
    information: Information
    is_right: Callable[[Passage], bool]
    weight: float
    is_answerable: bool

    def without_right(self, weight: float) -> Case:
        """Return the case as if the sources did not have what answers the question."""
        gone = {hit.passage.statement_id for hit in self.pool.hits if self.is_right(hit.passage)}
        pool = replace(
            self.pool,
            hits=[hit for hit in self.pool.hits if hit.passage.statement_id not in gone],
            classified=Decisions.of({i: value for i, value in self.pool.classified.items() if i not in gone}),
        )
        return replace(self, pool=pool, is_right=lambda _: False, weight=weight, is_answerable=False)


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


def is_right(question: EvaluationQuestion, passage: Passage) -> bool:
    """Return whether the statement answers: it has all that is expected, or states a fact that is named."""
    if passage.kind == "gap" or question.kind == "abstention":
        return False
    if question.expect:
        return holds_expected(question, passage.text)
    return passage.statement_id in question.facts


def tuning_cases(base: KnowledgeBase, questions: Iterable[EvaluationQuestion]) -> Iterator[Case]:
    """Yield a case for each of `questions` that a statement answers or nothing does."""
    retriever = Retriever(base, Model(_NONE, _NONE, _NONE))
    for q in questions:
        if q.kind != "abstention" and not (q.kind == "answer" and q.facts):
            continue
        pool = retriever.pool(q.question, q.lang)
        yield Case(
            analyse(pool.text),
            q.lang,
            pool,
            retriever.information,
            lambda passage, q=q: is_right(q, passage),  # type: ignore[misc]
            _TUNING,
            q.kind == "answer",
        )


def held_out_cases(base: KnowledgeBase, lines: Iterable[HeldOut]) -> Iterator[Case]:
    """Yield a case for a part of `lines`, asked of an index that was built without them."""
    retriever = Retriever(base, Model(_NONE, _NONE, _NONE))
    for line in lines:
        if fold_of(f"sample {line.text}", 10) >= _ASKED_OF_TEN["gap" if line.is_gap else "statement"]:
            continue
        pool = retriever.pool(line.text, line.language)
        best = sorted(pool.classified, key=lambda i: -pool.classified[i])[:_KEPT_CLASSES]
        kept = {*best, *(hit.passage.statement_id for hit in pool.hits)}
        wanted = None if line.is_gap else line.statement_id
        yield Case(
            analyse(pool.text),
            line.language,
            replace(pool, classified=Decisions.of({i: v for i, v in pool.classified.items() if i in kept})),
            retriever.information,
            lambda passage, wanted=wanted: wanted is not None and passage.statement_id == wanted,  # type: ignore[misc]
            1.0,
            not line.is_gap,
        )


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

    array: npt.NDArray[np.float64] = np.array([[row[name] for name in names] for row in rows], dtype=np.float64)
    scaler = StandardScaler().fit(array)
    fitted = LogisticRegression(C=c, max_iter=5000)
    fitted.fit(scaler.transform(array), np.array(right), sample_weight=None if weight is None else np.array(weight))
    scale: npt.NDArray[np.float64] = np.where(scaler.scale_ == 0, 1.0, scaler.scale_)
    weights = fitted.coef_[0] / scale
    intercept = float(fitted.intercept_[0] - (weights * scaler.mean_).sum())
    return Weights(tuple(names), tuple(round(float(w), 5) for w in weights), round(intercept, 5))


def fit_statements(cases: Iterable[Case]) -> Weights:
    """Return the weights that put right statements before the others that search brings up for the same question.

    Fitted on pairs (right minus wrong, and the reverse), each question with the same total weight, as RankSVM is
    (Joachims, KDD 2002) with a logistic loss; the intercept is 0, since only the order counts.
    """
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    weight: list[float] = []
    for case in cases:
        pool = case.pool
        hits = [hit for hit in pool.hits if hit.passage.kind != "gap"]
        good = [case.is_right(hit.passage) for hit in hits]
        n_pairs = sum(good) * (len(good) - sum(good))
        if not n_pairs:
            continue
        # what is best is that of all hits, gaps among them
        rows_of_all = signals(pool.texts, pool.hits, pool.classified)
        values = rows_of_all[[hit.passage.kind != "gap" for hit in pool.hits]]
        for i in (i for i, g in enumerate(good) if g):
            for j in (j for j, g in enumerate(good) if not g):
                difference = dict(zip(SIGNALS, (values[i] - values[j]).tolist(), strict=True))
                rows += [difference, {name: -value for name, value in difference.items()}]
                right += [True, False]
                weight += [10 * case.weight / n_pairs] * 2
    return _logistic(rows, right, SIGNALS, c=0.1, weight=weight)


def answer_rows(cases: Iterable[Case], statement: Weights) -> Iterator[tuple[dict[str, float], bool, Case]]:
    """Yield for each case the signals of its first statement, whether that is right, and the case."""
    for case in cases:
        pool = case.pool
        found = rank(pool.texts, pool.hits, statement, pool.classified)
        statements = [c for c in found if c.passage.kind != "gap"]
        gaps = [c for c in found if c.passage.kind == "gap"]
        if statements and pool.stems:
            values = answer_signals(case.question, pool.stems, statements, gaps, case.information, pool.classified)
            yield values, case.is_right(statements[0].passage), case


def fit_answers(cases: Sequence[Case], statement: Weights) -> Weights:
    """Return the weights that tell whether the first statement answers.

    A question of the tuning half counts twice: as it is, and, with less weight, without the statements that answer it.
    What search then puts first is near but wrong: just what an abstention must tell from an answer.
    """
    withheld = [case.without_right(_WITHHELD) for case in cases if case.is_answerable and case.weight == _TUNING]
    found = list(answer_rows([*cases, *withheld], statement))
    return _logistic(
        [values for values, _, _ in found],
        [right for _, right, _ in found],
        ANSWER_SIGNALS,
        c=0.3,
        weight=[
            case.weight * (_OTHER if case.is_answerable and not right and case.weight != _TUNING else 1.0)
            for _, right, case in found
        ],
    )


def recalibrated(answer: Weights, cases: Iterable[Case], statement: Weights) -> Weights:
    """Return `answer` stretched and shifted so that it is a probability for real questions, those of `cases`.

    Asked lines of a fact also fit facts that say the same, so what is fitted on them trusts itself too little
    (Platt, 1999).
    """
    found = list(answer_rows(cases, statement))
    odds = [{"odds": answer.log_odds(values)} for values, _, _ in found]
    fitted = _logistic(odds, [right for _, right, _ in found], ("odds",), c=100.0)
    (slope,) = fitted.weights
    weights = tuple(round(slope * w, 5) for w in answer.weights)
    return Weights(answer.names, weights, round(slope * answer.intercept + fitted.intercept, 5))


def fit_intent(answerer: Answerer, questions: Sequence[EvaluationQuestion]) -> Weights:
    """Return the weights that tell questions for clusters from all others. Questions that name a cluster are left out.

    Real questions for clusters are few: made messages teach what needs and errands are like.
    """
    made = made_messages(list(answerer.base.profiles.values())) if answerer.base.profiles else ()
    messages = [
        *((q.question, q.lang, q.kind == "clusters", 1.0) for q in questions),
        *((message.text, message.language, message.wants_clusters, _MADE) for message in made),
    ]
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    weight: list[float] = []
    for text, language, wants_clusters, counts in messages:
        if answerer.base.cluster_names.find(text):
            continue
        wish = answerer.finder.reader.read(text, language)
        retrieved = answerer.retrieve(text, language)
        rows.append(answerer.intent_signals(text, language, wish, retrieved))
        right.append(wants_clusters)
        weight.append(counts)
    return _logistic(rows, right, INTENT_SIGNALS, c=1.0, weight=weight)


def fit_right(answerer: Answerer, questions: Iterable[EvaluationQuestion]) -> Weights | None:
    """Return the weights that tell from the confidence in the first statement how likely the answer is right as a whole.

    Fitted on the answers to `questions`, judged as evaluation does (Platt, 1999); None where these are all right or all wrong.
    """
    unmapped = Answerer(answerer.base, replace(answerer.model, right=None))
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    for q in questions:
        answer = unmapped.answer(Request(q.question, q.lang)).answer
        if answer.kind == "answer":
            rows.append(right_signals(answer.confidence, yesno=analyse(q.question).yesno))
            right.append(not faults(q, answer.model_dump(mode="json")))
    return _logistic(rows, right, RIGHT_SIGNALS, c=100.0) if len(set(right)) == 2 else None


def fit(base: KnowledgeBase, questions: Sequence[EvaluationQuestion], held_out: Sequence[Case]) -> Model:
    """Return the model fitted on `questions` and `held_out`.

    Thresholds stay as they are in `Model`, and the weights for plain text as shipped: no question here is put to plain text.
    """
    tuning = list(tuning_cases(base, questions))
    statement = fit_statements([*tuning, *held_out])
    answer = recalibrated(fit_answers([*tuning, *held_out], statement), tuning, statement)
    model = Model(statement, answer, _NONE, plain=load_model().plain)
    model = replace(model, intent=fit_intent(Answerer(base, model), questions))
    return replace(model, right=fit_right(Answerer(base, model), questions))


def all_held_out(encoder: Encoder, data: Path) -> list[Case]:
    """Return the cases of all folds of the shipped corpus; takes some minutes a fold."""
    with tempfile.TemporaryDirectory() as work:
        return [
            case
            for base, lines in folds(load_shipped(), encoder, data, Path(work), N_FOLDS)
            for case in held_out_cases(base, lines)
        ]


def main(arguments: Sequence[str]) -> int:
    """Fit on the question files given after the data folder, and write the model."""
    data, *paths = arguments
    encoder, _ = prepare(None, Path(data))
    base = KnowledgeBase.open(Path(data), encoder)
    questions = usable(q for path in paths for q in read_questions(Path(path)))
    held_out = all_held_out(encoder, Path(data))
    model = fit(base, questions, held_out)
    TARGET.write_text(json.dumps(model.as_json(), indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(f"fitted on {len(questions)} tuning questions and {len(held_out)} asked lines: {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
