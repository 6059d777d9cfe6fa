"""How the index grows: `python -m benchmarks.growth [--sizes 1000 …] [--again] [--clock cpu]`.

For each number of passages: what building, opening and searching take, and how many of the ten nearest the vector index
finds. Indexes and what was measured are kept under build/growth, so that the next run goes on with them; `--again`
measures anew. Table and picture go into docs/benchmarks.md and docs/growth.svg.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import growth_report, machine
from benchmarks.growth_report import Grown
from knowledge.errors import KnowledgeError
from knowledge.index.homes import home_at

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "growth"
PAGE, PICTURE = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "growth.svg"
SIZES = (1_000, 10_000, 100_000, 1_000_000)


def step(name: str, n: int, data: Path, clock: str, *, again: bool = False) -> dict[str, object]:
    """Return what a step of `growth_index` told, from its file where it was done before."""
    path = FOLDER / f"{name}-{n}.json"
    if again or not path.exists():
        command = (sys.executable, "-m", "benchmarks.growth_index", name, str(n), str(FOLDER), str(data), clock)
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        path.write_text(done.stdout, encoding="utf-8")
    found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return found


def measure(n: int, data: Path, clock: str, *, again: bool) -> Grown:
    """Return what is measured for `n` passages; an index that was left unfinished is made anew."""
    if not (FOLDER / f"make-{n}.json").exists():
        shutil.rmtree(FOLDER / f"index-{n}", ignore_errors=True)
    made = step("make", n, data, clock)
    return Grown.model_validate({"n": n, **made, **step("measure", n, data, clock, again=again)})


def main(arguments: Sequence[str]) -> int:
    """Measure, and write table and picture."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of passages")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the index of the shipped corpus")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="cpu where the machine is busy")
    parser.add_argument("--again", action="store_true", help="measure again; the indexes stay")
    options = parser.parse_args(arguments)
    try:
        home_at(options.data.absolute()).manifest()
    except KnowledgeError as error:
        parser.exit(1, f"{error}\n")
    FOLDER.mkdir(parents=True, exist_ok=True)
    sizes: list[Grown] = []
    for n in sorted(options.sizes):
        sizes.append(measure(n, options.data.absolute(), options.clock, again=options.again))
        print(sizes[-1].model_dump_json(), flush=True)
    text = growth_report.grown_table(sizes, options.clock, machine.describe())
    PAGE.write_text(growth_report.between(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")
    PICTURE.write_text(growth_report.picture(sizes), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
