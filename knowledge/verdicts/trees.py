"""Boosted decision trees, which tell how likely each of some classes is: read and used; they are fitted with scikit-learn.

J. H. Friedman, Greedy function approximation: a gradient boosting machine (2001): the values of the leaves that a row comes to,
one tree a round and class, are summed, and softmax makes probabilities of the sums.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Trees:
    """All trees, their nodes counted through. A row goes left where its value of the node's `signals` is at most `threshold`
    (float32); `children` of shape (nodes, 2), a leaf's are itself. `value` (float32) is that of a leaf. `roots`, of shape (rounds, classes),
    are the first nodes; `start`, of shape (classes,), is what all rows begin with.
    """

    signals: tuple[str, ...]
    classes: tuple[str, ...]
    asked: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float32]
    children: npt.NDArray[np.int32]
    value: npt.NDArray[np.float32]
    roots: npt.NDArray[np.int32]
    start: npt.NDArray[np.float64]

    def probabilities(self, signals: Mapping[str, float]) -> Mapping[str, float]:
        """Return the probability of each class for `signals`, which has a value for each name. They sum to 1."""
        row = np.array([signals[name] for name in self.signals], dtype=np.float32)
        nodes = self.roots.ravel()
        while True:
            is_right = row[self.asked[nodes]] > self.threshold[nodes]
            below = self.children[nodes, is_right.astype(np.intp)]
            if (below == nodes).all():
                break
            nodes = below
        sums = self.start + self.value[nodes].reshape(self.roots.shape).sum(axis=0, dtype=np.float64)
        likely = np.exp(sums - sums.max())
        return dict(zip(self.classes, (likely / likely.sum()).tolist(), strict=True))

    def save(self, file: IO[bytes]) -> None:
        """Write the trees to `file` (NumPy's npz, without pickles)."""
        np.savez_compressed(
            file,
            signals=np.array(self.signals),
            classes=np.array(self.classes),
            asked=self.asked,
            threshold=self.threshold,
            children=self.children,
            value=self.value,
            roots=self.roots,
            start=self.start,
        )

    @classmethod
    def load(cls, file: IO[bytes]) -> Trees:
        """Return the trees that `save` wrote. Raises `ValueError` or `KeyError` for another file."""
        with np.load(file, allow_pickle=False) as saved:
            parts: dict[str, Any] = {name: saved[name] for name in saved.files}
        signals, classes = (tuple(parts.pop(name).tolist()) for name in ("signals", "classes"))
        return cls(signals, classes, **parts)
