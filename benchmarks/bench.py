"""Measures this project beside its peers: `python -m benchmarks.bench [--data DATA] [PART …]` (`make bench`).

Each part writes `build/bench/PART.json`; `python -m benchmarks.report` makes the tables and the plot of them. Parts that
are not named keep the figures that they have.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from benchmarks import machine, results
from benchmarks.parts import PARTS, Setup
from knowledge.errors import KnowledgeError

_NUMBERS = ("rounds", "starts", "questions", "passages", "people", "paragraphs")


def measure(part: str, setup: Setup) -> Path:
    """Measure a part and return the file with its result."""
    before = machine.load()
    found = PARTS[part](setup)
    numbers = {name: float(value) for name, value in asdict(setup).items() if name in _NUMBERS}
    result = results.Result(
        part=part,
        date=datetime.now(UTC).date().isoformat(),
        machine=machine.describe(),
        load=(before, machine.load()),
        settings=numbers | found.settings,
        systems=found.systems,
        measures=found.measures,
    )
    return results.write(result, setup.folder)


def main(arguments: Sequence[str]) -> int:
    """Measure the parts named, or all, one after another."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all when none is named")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder with the index of the shipped corpus")
    default = Setup(Path())
    for name in _NUMBERS:
        parser.add_argument(f"--{name}", type=int, default=getattr(default, name))
    given = parser.parse_args(arguments)
    unknown = [part for part in given.parts if part not in PARTS]
    if unknown:
        parser.error(f"{unknown[0]!r} is no part: choose of {', '.join(PARTS)}")
    setup = replace(Setup(given.data.absolute()), **{name: getattr(given, name) for name in _NUMBERS})
    for part in given.parts or PARTS:
        started = perf_counter()
        try:
            path = measure(part, setup)
        except KnowledgeError as error:
            print(f"{part}: {error}", file=sys.stderr)
            return 1
        print(f"{part}: {path}, {perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
