"""The machine that figures were measured on: `python -m benchmarks.machine` prints it."""

from __future__ import annotations

import os
import platform
from pathlib import Path

_CPU_FLAGS = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8")
_GIB = 1024**3


def describe(proc: Path = Path("/proc")) -> dict[str, str]:
    """Return what the machine is, by name, in the order in which it is told; what cannot be found out is left out."""
    told = {
        "processor": _processor(proc),
        "cores": str(len(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else str(os.cpu_count()),
        "memory": _memory(proc),
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
    }
    return {name: value for name, value in told.items() if value}


def load() -> float:
    """Return how many processes wanted a core in the last minute, on average; nan where the system does not tell."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")


def _processor(proc: Path) -> str:
    lines = _lines(proc / "cpuinfo")
    model = lines.get("model name", platform.processor())
    flags = [flag for flag in _CPU_FLAGS if flag in lines.get("flags", "").split()]
    return f"{model} ({', '.join(flags)})" if flags else model


def _memory(proc: Path) -> str:
    total = _lines(proc / "meminfo").get("MemTotal", "")
    return f"{int(total.split()[0]) * 1024 / _GIB:.0f} GiB" if total else ""


def _lines(path: Path) -> dict[str, str]:
    """Return the first value of each name in a file of "name: value" lines; empty when there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return {}
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip(), value.strip())
    return found


if __name__ == "__main__":
    for name, value in describe().items():
        print(f"{name}: {value}")
