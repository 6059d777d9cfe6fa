"""What every measured system is to the bench: a process that reads one JSON object a line and answers each with one.

    {"do": "about"}                                       {"name": …, "settings": …, "versions": {…}}
    {"do": "index", "passages": FILE, "folder": …}        {"seconds": …, "n": …}
    {"do": "open", "folder": …}                           {"seconds": …}
    {"do": "ask", "text": …}                              {"ids": […], "seconds": …, "cpu": …}
    {"do": "memory"}                                      {"peak_mb": …, "torch": …}

Seconds are measured inside the process, around the one call that does the work, so that neither the pipe nor JSON counts.
`cpu` is the processor time of all threads meanwhile, which other load on the machine disturbs less. What goes wrong is
answered with {"error": …}. Imports the standard library alone: peers run in an environment of their own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Protocol, TextIO

K = 10  # hits asked of every system


class System(Protocol):
    """A system under measurement. Nothing heavy is imported before `index` or `open` is called."""

    @property
    def name(self) -> str:
        """What it is called in tables."""

    @property
    def settings(self) -> str:
        """How it is set up, in a line."""

    @property
    def packages(self) -> Sequence[str]:
        """The distributions whose versions count."""

    def index(self, passages: Sequence[tuple[str, str]], folder: Path) -> None:
        """Make an index of (id, text) and write it under `folder`, which is there and empty."""

    def open(self, folder: Path) -> None:
        """Load the index under `folder`, ready to be asked."""

    def ask(self, text: str) -> list[str]:
        """Return the ids of what is found, best first, `K` at most; empty for a system that only encodes."""


def read_passages(path: Path) -> list[tuple[str, str]]:
    """Return (id, text) of a JSONL file, in order."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(line["id"], line["text"]) for line in lines]


def serve(system: System, requests: Iterable[str], answers: TextIO) -> None:
    """Answer each request in turn, until there is none left."""
    for line in requests:
        try:
            answer = _answer(system, json.loads(line))
        except Exception as error:  # noqa: BLE001 - the other end decides; here is nobody to decide for
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def run(system: System) -> None:
    """Serve standard input and output. What libraries print goes to standard error: nothing but answers is on the pipe."""
    pipe, sys.stdout = sys.stdout, sys.stderr
    serve(system, sys.stdin, pipe)


def peak_mb() -> float:
    """Return the most memory that this process has held at any time, in MB of 10^6 bytes; nan where it is not told."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024 / 1e6


def _answer(system: System, request: dict[str, Any]) -> dict[str, Any]:
    match request["do"]:
        case "about":
            versions = {name: _version(name) for name in system.packages}
            return {"name": system.name, "settings": system.settings, "versions": versions}
        case "index":
            passages = read_passages(Path(request["passages"]))
            seconds, _, _ = _timed(lambda: system.index(passages, Path(request["folder"])))
            return {"seconds": seconds, "n": len(passages)}
        case "open":
            seconds, _, _ = _timed(lambda: system.open(Path(request["folder"])))
            return {"seconds": seconds}
        case "ask":
            seconds, cpu, ids = _timed(lambda: system.ask(request["text"]))
            return {"ids": ids, "seconds": seconds, "cpu": cpu}
        case "memory":
            return {"peak_mb": peak_mb(), "torch": "torch" in sys.modules}
        case other:
            raise ValueError(f"{other!r} is not known: ask for about, index, open, ask or memory")


def _timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    cpu, started = process_time(), perf_counter()
    found = work()
    return perf_counter() - started, process_time() - cpu, found


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
