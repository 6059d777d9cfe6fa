"""The bars that this project sets itself against its peers, and whether results meet them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from benchmarks.results import Result, Rounds
from benchmarks.spread import Spread, mean, p50, p95, ratio, spread

PEERS = ("txtai", "haystack", "llama")
OWN = ("R@1 en en", "R@1 de de")


@dataclass(frozen=True, slots=True)
class Bar:
    """What is held against what limit: `sign` is ≤, ≥ or >. `is_ratio`: it compares figures of the same rounds; times alone
    depend on the machine.
    """

    part: str
    what: str
    found: Spread
    limit: float
    sign: Literal["≤", "≥", ">"] = "≤"
    is_ratio: bool = True
    unit: str = "×"

    @property
    def is_met(self) -> bool:
        """Whether the median of the rounds is on the right side of the limit."""
        value = self.found.value
        return {"≤": value <= self.limit, "≥": value >= self.limit, ">": value > self.limit}[self.sign]


def bars(results: Mapping[str, Result]) -> list[Bar]:
    """Return the bars of all parts that were measured, in order; a part that lacks a system has fewer."""
    return [bar for part, made in _PARTS.items() if part in results for bar in made(results[part].measures)]


def fastest(systems: Mapping[str, Rounds]) -> str | None:
    """Return the peer with the lowest median; None: there is no peer."""
    found = {key: spread(systems[key]).value for key in PEERS if key in systems}
    return min(found, key=lambda key: found[key]) if found else None


def _start(measures: Mapping[str, Mapping[str, Rounds]]) -> Iterator[Bar]:
    systems = measures["seconds"]
    yield Bar("start", "`clusterbot ask`, start to end", spread(systems["answers"]), 1.5, is_ratio=False, unit="s")
    peer = fastest(systems)
    if peer:
        what = f"`clusterbot ask` to the first hits of the fastest peer ({peer})"
        yield Bar("start", what, ratio(systems["answers"], systems[peer]), 1 / 5)


def _warm(measures: Mapping[str, Mapping[str, Rounds]]) -> Iterator[Bar]:
    systems = measures["seconds"]
    if "txtai" in systems:
        yield Bar("warm", "whole answer to txtai's hybrid search", ratio(systems["answers"], systems["txtai"]), 1 / 3)
    what = "whole answer to the bare encoding of the question"
    yield Bar("warm", what, ratio(systems["answers"], systems["encoding"]), 1.5)


def _telegram(measures: Mapping[str, Mapping[str, Rounds]]) -> Iterator[Bar]:
    if "peak_mb" in measures:
        what = "peak memory of the running bot"
        yield Bar("telegram", what, spread(measures["peak_mb"]["telegram"]), 400, is_ratio=False, unit="MB")
        what = "torch in the running bot (0: no)"
        yield Bar("telegram", what, spread(measures["torch"]["telegram"]), 0, is_ratio=False, unit="")


def _indexing(measures: Mapping[str, Mapping[str, Rounds]]) -> Iterator[Bar]:
    rates = measures["passages_per_second"]
    what = "passages a second to `model.encode` in its best batches"
    yield Bar("indexing", what, ratio(rates["encoding"], rates["sentence_transformers"]), 0.95, sign="≥")
    what = "`clusterbot index`, unchanged corpus"
    yield Bar("indexing", what, spread(measures["unchanged"]["answers"]), 2, is_ratio=False, unit="s")


def _many(measures: Mapping[str, Mapping[str, Rounds]]) -> Iterator[Bar]:
    rates, seconds = measures["answers_per_second"], measures["seconds"]
    what = "answers a second, people at once, to one after another through sentence-transformers"
    yield Bar("many", what, ratio(rates["shared"], rates["reference"]), 5, sign="≥")
    what = "p95 to p50 of the wait, people at once"
    yield Bar("many", what, ratio(seconds["shared"], seconds["shared"], p95, p50), 10)


def _quality(measures: Mapping[str, Mapping[str, Rounds]]) -> Iterator[Bar]:
    for measure in OWN:
        systems = measures.get(measure, {})
        found = {key: spread(systems[key], mean).value for key in PEERS if key in systems}
        if "search" in systems and found:
            best = max(found, key=lambda key: found[key])
            what = f"{measure} to the best peer's ({best})"
            yield Bar("quality", what, ratio(systems["search"], systems[best], mean), 1, sign=">")


_PARTS: Mapping[str, Callable[[Mapping[str, Mapping[str, Rounds]]], Iterator[Bar]]] = {
    "start": _start,
    "warm": _warm,
    "telegram": _telegram,
    "indexing": _indexing,
    "many": _many,
    "quality": _quality,
}
