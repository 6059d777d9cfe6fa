"""Writes what the bench has measured into the documentation: `python -m benchmarks.report [--strict]`.

Reads `build/bench/*.json`; writes the tables into `docs/benchmarks.md` between two comments, and `docs/benchmarks.svg`.
Prints a line a bar. With `--strict`, exit 1 when a ratio misses its bar; times alone are never held against a limit there,
since they are as much the machine's as ours.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import results
from benchmarks.bars import bars
from benchmarks.plots import picture
from benchmarks.processes import BENCH, ROOT
from benchmarks.tables import lines_of, report
from knowledge.errors import InputError, KnowledgeError
from knowledge.quality.quality_tables import with_block

PAGE = Path("docs", "benchmarks.md")
PICTURE = Path("docs", "benchmarks.svg")
MARKS = ("<!-- peers: written by make bench -->", "<!-- end of peers -->")


def write(root: Path, found: dict[str, results.Result]) -> None:
    """Write page and picture under `root`. Raises `InputError` without results, before anything is written."""
    if not found:
        raise InputError("nothing was measured yet, so there is nothing to write: make bench")
    page = root / PAGE
    drawn = picture(found)
    block = report(found) + (f"\n\n![The figures of the tables as bars]({PICTURE.name})" if drawn else "")
    page.write_text(with_block(page.read_text(encoding="utf-8"), block, str(PAGE), marks=MARKS), encoding="utf-8")
    if drawn:
        (root / PICTURE).write_text(drawn, encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Write the documentation; tell which bars are met."""
    try:
        found = results.read(BENCH)
        write(ROOT, found)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    for line in lines_of(found):
        print(line)
    return int("--strict" in arguments and any(bar.is_ratio and not bar.is_met for bar in bars(found)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
