"""What a part of the bench has measured, as a file: build/bench/PART.json."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import InputError

Rounds = list[list[float]]
WHOLE = "whole answer"  # among the stages of an answer


class About(BaseModel):
    """What a system says of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    settings: str
    versions: dict[str, str]


class Result(BaseModel):
    """One part. `measures` holds, by measure and system, the single values of each round, in the order of the rounds.

    `load` is the load average of the machine before and after; `settings` are the numbers that the part was run with.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    part: str
    date: str
    machine: dict[str, str]
    load: tuple[float, float]
    settings: dict[str, float]
    systems: dict[str, About]
    measures: dict[str, dict[str, Rounds]]


def write(result: Result, folder: Path) -> Path:
    """Write `result` as PART.json under `folder`, and return the path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result.part}.json"
    path.write_text(result.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path


def read(folder: Path) -> dict[str, Result]:
    """Return the results under `folder` by part; empty when there is none. Raises `InputError` for one that is damaged."""
    found: dict[str, Result] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            result = Result.model_validate_json(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, ValidationError) as error:
            raise InputError(
                f"result {str(path)!r} cannot be read ({type(error).__name__}). Measure again: make bench PARTS={path.stem}"
            ) from error
        found[result.part] = result
    return found
