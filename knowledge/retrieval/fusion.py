"""Ways to make one ranking of two runs. Pure functions on (id, score) lists, best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Run = Sequence[tuple[int, float]]


def normalised(run: Run) -> dict[int, float]:
    """Return the scores of `run` divided by its best, and no score below 0; empty for an empty run."""
    top = run[0][1] if run else 0.0
    if top <= 0:
        return dict.fromkeys((rowid for rowid, _ in run), 0.0)
    return {rowid: score / top if score > 0 else 0.0 for rowid, score in run}


def weighted(lexical: Run, dense: Run, *, lexical_weight: float) -> list[tuple[int, float]]:
    """Return the union by the weighted sum of normalised scores, best first, ties by id.

    An id that one run lacks scores 0 there. `lexical_weight` is between 0 and 1; the dense run has the rest.
    """
    scores = {rowid: lexical_weight * score for rowid, score in normalised(lexical).items()}
    for rowid, score in normalised(dense).items():
        scores[rowid] = scores.get(rowid, 0.0) + (1 - lexical_weight) * score
    return in_order(scores)


def in_order(scores: Mapping[int, float]) -> list[tuple[int, float]]:
    """Return ids and scores, best first, ties by id."""
    # twice: numbers are compared sooner than pairs
    return [(rowid, scores[rowid]) for rowid in sorted(sorted(scores), key=scores.__getitem__, reverse=True)]
