"""Measures of retrieval, by ir-measures: the only module that needs it. It comes with the extra `eval`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ir_measures

from knowledge.quality.trec import Qrels, Run

MEASURES = ("Success@1", "R@1", "R@5", "RR@10", "nDCG@10")


@dataclass(frozen=True, slots=True)
class Measured:
    """The mean of each measure over the `n` questions of a part, in one run."""

    mode: str
    part: str
    n: int
    values: dict[str, float]


def measured(qrels: Qrels, runs: Mapping[str, Run], parts: Mapping[str, Iterable[str]]) -> list[Measured]:
    """Return the measures of each part (name: question ids) and, within it, of each run, in the order given.

    A question that a run lacks counts 0. Ids without judgements are left out, and parts in which no id is left.
    """
    measures = {name: ir_measures.parse_measure(name) for name in MEASURES}
    found: list[Measured] = []
    for part, question_ids in parts.items():
        judged = {question_id: qrels[question_id] for question_id in question_ids if question_id in qrels}
        if not judged:
            continue
        for mode, run in runs.items():
            values = ir_measures.calc_aggregate(measures.values(), judged, run)
            rounded = {name: round(float(values[measure]), 4) for name, measure in measures.items()}
            found.append(Measured(mode, part, len(judged), rounded))
    return found
