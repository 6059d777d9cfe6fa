"""Boosted trees by value: walked by hand, and beside the model that they were fitted with."""

from __future__ import annotations

from io import BytesIO
from math import exp

import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingClassifier

from indexer.models.verdict_fitting import trees_of
from knowledge.verdicts.trees import Trees


def stump(start: tuple[float, float] = (0.0, 0.0)) -> Trees:
    """Return one round for two classes: a stump on `heavy` for the first, a single leaf for the second."""
    return Trees(
        signals=("light", "heavy"),
        classes=("no", "yes"),
        asked=np.array([1, 0, 0, 0], dtype=np.int16),
        threshold=np.array([0.5, 0, 0, 0], dtype=np.float32),
        children=np.array([[1, 2], [1, 1], [2, 2], [3, 3]], dtype=np.int32),
        value=np.array([0, 1.0, -1.0, 0.25], dtype=np.float32),
        roots=np.array([[0, 3]], dtype=np.int32),
        start=np.array(start),
    )


@pytest.mark.parametrize(("heavy", "no"), [(0.4, 1.0), (0.5, 1.0), (0.6, -1.0)])
def test_a_row_goes_left_up_to_the_threshold_and_softmax_makes_probabilities(heavy: float, no: float) -> None:
    likely = stump().probabilities({"light": 9.0, "heavy": heavy, "other": 1.0})
    assert likely["no"] == pytest.approx(exp(no) / (exp(no) + exp(0.25)))
    assert sum(likely.values()) == pytest.approx(1.0)


def test_what_all_rows_begin_with_counts() -> None:
    assert stump((0.0, 1.75)).probabilities({"light": 0.0, "heavy": 0.0})["no"] == pytest.approx(
        exp(1) / (exp(1) + exp(2))
    )


def test_they_are_those_of_the_model_they_come_from_and_are_read_as_they_were_written() -> None:
    random = np.random.default_rng(3)
    rows = random.random((300, 3)).astype(np.float32)
    truth = np.select([rows[:, 0] > 0.6, rows[:, 1] > rows[:, 2]], ["yes", "no"], "neither")
    fitted = GradientBoostingClassifier(n_estimators=7, max_depth=3, random_state=0).fit(rows, truth)
    made = trees_of(fitted, ("a", "b", "c"), rows)
    file = BytesIO()
    made.save(file)
    file.seek(0)
    read = Trees.load(file)
    assert (read.signals, read.classes) == (("a", "b", "c"), ("neither", "no", "yes"))
    for row, expected in zip(rows, fitted.predict_proba(rows), strict=True):
        likely = read.probabilities(dict(zip(read.signals, row.tolist(), strict=True)))
        assert [likely[name] for name in read.classes] == pytest.approx(expected, abs=1e-5)


def test_another_file_is_refused() -> None:
    file = BytesIO()
    np.savez(file, signals=np.array(["a"]))
    file.seek(0)
    with pytest.raises(KeyError):
        Trees.load(file)
