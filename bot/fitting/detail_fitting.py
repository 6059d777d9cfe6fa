"""Fits which statement a short later message asks a detail of: `python -m bot.fitting.detail_fitting LINES.yaml [CONVERSATIONS.jsonl …]` (`make fit-details`).

Writes `knowledge/answers/detail_model.npz`. The signals of details are weighed (`make fit-followups`) with a model of the lines alone: what is
taught by the conversations would know its own messages again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.fitting.wordings_in_rows import information_of, read_by_language, rows_of
from knowledge.answers import detail_model
from knowledge.answers.detail_model import N_BUCKETS, UNTOLD, DetailModel, detail_features
from knowledge.errors import KnowledgeError
from knowledge.index.classifier import in_steps
from knowledge.quality.questions import EvaluationQuestion, read_questions
from knowledge.records import LANGUAGES, Language

TARGET = Path(detail_model.__file__).with_name(detail_model.FILE_NAME)
_C = 1.0


def read_lines(path: Path) -> dict[str, dict[Language, list[str]]]:
    """Return the lines of each statement by language, as the YAML file `path` has them.

    Raises `DocumentError` that names what is wrong with it.
    """
    return read_by_language(path, "lines on details")


def later_messages(path: Path) -> Iterator[tuple[Language, str, str]]:
    """Yield language, statement and text of the messages in the conversations of the file `path` that go on with one that statements answer;
    of what nothing answers `UNTOLD`. Raises `DocumentError` for a file that cannot be read.
    """
    before: dict[str, EvaluationQuestion] = {}
    for question in read_questions(path):
        last = before.get(question.session or "")
        if last is not None and last.facts:
            told = (UNTOLD,) if question.kind == "abstention" else question.facts
            yield from ((question.lang, statement, question.question) for statement in told)
        before[question.session or ""] = question


def fit(lines: Sequence[tuple[str, str]]) -> DetailModel:
    """Return the model of (statement, line) pairs of one language; at least two statements."""
    from sklearn.svm import LinearSVC

    counts = [detail_features(line) for _, line in lines]
    information = information_of(counts, N_BUCKETS)
    matrix = rows_of(counts, information)
    fitted = LinearSVC(C=_C, tol=1e-2, dual=True, random_state=0).fit(matrix, [statement for statement, _ in lines])
    coefficients: npt.NDArray[np.float64] = (
        fitted.coef_ if len(fitted.classes_) > 2 else np.vstack([-fitted.coef_, fitted.coef_])
    )
    bias = fitted.intercept_ if len(fitted.classes_) > 2 else np.array([-1, 1]) * fitted.intercept_
    weights, scale = in_steps(coefficients.T)
    return DetailModel(tuple(fitted.classes_.tolist()), weights, scale, bias.astype(np.float32), information)


def main(arguments: Sequence[str]) -> int:
    """Fit on the file of lines and on the conversations that are given, and write the model."""
    try:
        lines = read_lines(Path(arguments[0]))
        messages = [message for path in arguments[1:] for message in later_messages(Path(path))]
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    pairs: dict[Language, list[tuple[str, str]]] = {
        language: [(statement, line) for statement, by in sorted(lines.items()) for line in by.get(language, ())]
        + [(statement, text) for spoken, statement, text in messages if spoken == language]
        for language in LANGUAGES
    }
    detail_model.save({language: fit(found) for language, found in pairs.items()}, TARGET)
    sys.stderr.write(f"fitted on {sum(map(len, pairs.values()))} lines of {len(lines)} statements: {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
