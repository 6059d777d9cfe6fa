"""Systems as processes of their own: started, asked line by line, ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Timer
from time import perf_counter
from typing import Any

from knowledge.errors import KnowledgeError

ROOT = Path(__file__).parents[1]
BENCH = ROOT / "build" / "bench"
PEER_PYTHON = ROOT / "build" / "bench-venv" / "bin" / "python"
CLUSTERBOT = ("-c", "from bot.cli import main; main()")  # what the command itself runs
PATIENCE = 600.0  # seconds that one request may take


class SystemFailed(KnowledgeError):
    """A system under measurement did not do what it was asked for."""


@dataclass(frozen=True, slots=True)
class Launch:
    """How a system is started: `key` names it in results, `command` is what runs, `variables` join its environment."""

    key: str
    command: tuple[str, ...]
    variables: tuple[tuple[str, str], ...] = ()

    def untimed(self) -> Launch:
        """Return the same with one thread, for what is not timed: torch's threads wait for one another in a loop, and on a
        machine that others use as well that takes many times as long.
        """
        return replace(self, variables=(*self.variables, ("OMP_NUM_THREADS", "1")))


def ours(kind: str) -> Launch:
    """Return how a system of `benchmarks.ours` is started."""
    return Launch(kind, (sys.executable, "-m", "benchmarks.ours", kind))


def peer(key: str, **variables: str) -> Launch:
    """Return how `benchmarks/peers/KEY_peer.py` is started, in the peers' environment."""
    return Launch(key, (str(PEER_PYTHON), "-m", f"benchmarks.peers.{key}_peer"), tuple(variables.items()))


def environment(variables: Mapping[str, str] | Sequence[tuple[str, str]] = ()) -> dict[str, str]:
    """Return the environment of each system: no network, no telemetry, and no limit of threads but its own defaults."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OMP_", "MKL_", "CLUSTERBOT_"))}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "HF_HUB_OFFLINE": "1",
        "HAYSTACK_TELEMETRY_ENABLED": "False",
        "TOKENIZERS_PARALLELISM": "false",
        **dict(variables),
    }


class Running:
    """A system that runs. `started` is the moment before its process was made, as `perf_counter` tells it."""

    def __init__(self, launch: Launch, process: subprocess.Popen[str], started: float, log: Path) -> None:
        self.key = launch.key
        self.started = started
        self._process = process
        self._log = log

    def request(self, do: str, **values: Any) -> dict[str, Any]:
        """Return what the system answers. Raises `SystemFailed` for an error, an end, or more than `PATIENCE` seconds."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        watch = Timer(PATIENCE, self._process.kill)
        watch.start()
        try:
            self._process.stdin.write(json.dumps({"do": do, **values}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError:
            line = ""
        finally:
            watch.cancel()
        if not line:
            raise SystemFailed(
                f"{self.key!r} ended, or was silent for {PATIENCE:g} s, when asked to {do!r}. See {self._log}"
            )
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise SystemFailed(f"{self.key!r} could not {do!r}: {answer['error']}. See {self._log}")
        return answer


@contextmanager
def running(launch: Launch, logs: Path = BENCH / "logs") -> Iterator[Running]:
    """Start a system and end it afterwards; what it says beside its answers goes to a file under `logs`."""
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{launch.key}.log"
    with log.open("w", encoding="utf-8") as errors:
        started = perf_counter()
        process = subprocess.Popen(
            launch.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env=environment(launch.variables),
        )
        try:
            yield Running(launch, process, started, log)
        finally:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.close()
                process.wait(timeout=10)
            except (OSError, subprocess.TimeoutExpired):
                process.kill()
                process.wait()
            process.stdout.close()


def run_command(arguments: Sequence[str], *, stdin: str = "", limit: float = PATIENCE) -> tuple[str, float]:
    """Run our Python with `arguments`; return what it prints, and the seconds from start to end. Raises `SystemFailed`."""
    started = perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env=environment(),
            timeout=limit,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        said = str(error.stderr or "").strip().splitlines()
        raise SystemFailed(
            f"{' '.join(arguments[:4])!r} failed ({said[-1] if said else type(error).__name__}). Run it by hand"
        ) from error
    return done.stdout, perf_counter() - started
