"""Trains the statement classifiers of an index from its passages and their asked lines."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.index.classifier import N_BUCKETS, Classifier, features, in_steps, weighted
from knowledge.records import Language
from knowledge.sentence_model.encoder import Vectors

MIN_CLASSES = 5
_METHOD = "linear-svm-1"  # names features and training: another name, another classifier
_SHARE_OF_VECTOR = 0.8
_C = 0.5
_WORTH_A_PROCESS = 2000  # examples: below, starting a process takes longer than training

Example = tuple[str, str, Vectors]  # statement id, text, vector of shape (dimension,)


def digest(examples: Sequence[Example], language: Language) -> str:
    """Return the sha256 of all that determines the classifier of `language` for `examples`."""
    found = hashlib.sha256(f"{_METHOD}\n{language}\n".encode())
    for statement, text, vector in examples:
        found.update(f"{statement}\n{text}\n".encode())
        found.update(vector.astype("<f4").tobytes())
    return found.hexdigest()


def train_all(examples: Mapping[Language, Sequence[Example]]) -> dict[Language, Classifier | None]:
    """Return the classifier of each language, as `train` gives it; large ones at the same time, in processes of their own.

    LIBLINEAR uses one core, and keeps its random numbers for a process: threads would give other classifiers each time.
    """
    few = sum(map(len, examples.values())) < _WORTH_A_PROCESS
    if len(examples) < 2 or few or len(os.sched_getaffinity(0)) < 2:
        return {language: train(rows, language) for language, rows in examples.items()}
    with ProcessPoolExecutor(len(examples), mp_context=get_context("spawn")) as pool:
        found = {language: pool.submit(train, rows, language) for language, rows in examples.items()}
        return {language: future.result() for language, future in found.items()}


def train(examples: Sequence[Example], language: Language) -> Classifier | None:
    """Return the classifier of `language` for `examples`; None for fewer than five statements.

    One linear support vector machine a statement, all against it (squared hinge loss, as in LIBLINEAR). The examples'
    order decides nothing.
    """
    classes = sorted({statement for statement, _, _ in examples})
    if len(classes) < MIN_CLASSES:
        return None
    from sklearn.svm import LinearSVC

    counts = [features(text, language) for _, text, _ in examples]
    information = _information(counts)
    dense = np.stack([vector for _, _, vector in examples]) * _SHARE_OF_VECTOR
    rows = _matrix(counts, information, dense)
    place: Mapping[str, int] = {statement: i for i, statement in enumerate(classes)}
    labels = np.array([place[statement] for statement, _, _ in examples])
    # the dual problem also where there are more examples than features: scikit-learn would change over, and take twice as long
    model = LinearSVC(C=_C, tol=1e-2, dual=True, random_state=0, max_iter=2000).fit(rows, labels)
    weights: npt.NDArray[np.float64] = model.coef_
    buckets, steps = in_steps(weights[:, :N_BUCKETS].T)
    return Classifier(
        classes=tuple(classes),
        buckets=buckets,
        steps=steps,
        vector=(weights[:, N_BUCKETS:] * _SHARE_OF_VECTOR).astype(np.float32),
        bias=model.intercept_.astype(np.float32),
        information=information,
        trained_on=digest(examples, language),
    )


def _information(counts: Sequence[Mapping[int, float]]) -> npt.NDArray[np.float32]:
    """Return the smoothed inverse document frequency of each bucket: log((1 + n) / (1 + df)) + 1."""
    df = np.zeros(N_BUCKETS)
    for row in counts:
        df[list(row)] += 1
    return np.asarray(np.log((1 + len(counts)) / (1 + df)) + 1, dtype=np.float32)


def _matrix(counts: Sequence[dict[int, float]], information: npt.NDArray[np.float32], dense: Vectors) -> Any:
    from scipy.sparse import csr_matrix, hstack

    indices: list[int] = []
    values: list[npt.NDArray[np.float32]] = []
    ends = [0]
    for row in counts:
        buckets, row_values = weighted(row, information)
        indices.extend(buckets)
        values.append(row_values)
        ends.append(len(indices))
    sparse = csr_matrix((np.concatenate(values), indices, ends), shape=(len(counts), N_BUCKETS))
    return hstack([sparse, csr_matrix(dense)]).tocsr()
