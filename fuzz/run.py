"""Feeds the targets of `tests/fuzz_targets.py` by atheris: `python fuzz/run.py TARGET [SECONDS] [FOLDER]`; `list` names them.

What is interesting is kept in FOLDER (default: build/fuzz/TARGET) and gone on with the next time. Input at which a target
fails is written there as crash-…; give such a file instead of SECONDS to run it alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import atheris  # noqa: E402  # installed by `make fuzz`, since the suite does without

with atheris.instrument_imports(include=["indexer", "knowledge", "bot"]):
    from fuzz_targets import TARGETS, seeds


def main(arguments: list[str]) -> None:
    """Run one target for some seconds, or with one file."""
    name = arguments[0] if arguments else "list"
    if name not in TARGETS:
        sys.stdout.write("\n".join(TARGETS) + "\n")
        sys.exit(0 if name == "list" else 2)
    given = arguments[1] if len(arguments) > 1 else "60"
    folder = Path(arguments[2]) if len(arguments) > 2 else ROOT / "build" / "fuzz" / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds()[name]):
        (folder / f"seed-{number}").write_bytes(seed)
    options = [f"-max_total_time={given}", str(folder)] if given.isdigit() else [given]
    settings = ["-timeout=30", "-rss_limit_mb=3000", "-max_len=20000", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], *settings, *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
