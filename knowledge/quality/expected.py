"""The figures that the shipped bot is known by, and those that it is held to: read, compared with measured ones, and renewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from knowledge.errors import DocumentError
from knowledge.quality.figures import OF_ANSWERS, Figure, gain
from knowledge.records import Frozen

RENEW = "make figures"
_HEADER = f"""\
# What the shipped bot's answers are like. `figures` are of all questions of a file; the documentation tells them. `held` are
# of the fourth that tests/test_quality.py asks: a figure may be worse by its tolerance, and better by twice that, before it
# must be looked at. `{RENEW}` writes all but the tolerances, which it keeps: change those by hand.
"""
_LEAST, _MOST = 0.01, 0.1
_FEW = 10  # a share of fewer questions tells nothing
_ROUNDING = 1e-9


class MeasuredFigure(Frozen):
    """A share of `n` questions with its 95 % interval, or an error of `n` answers, without one."""

    value: float
    n: int
    low: float | None = None
    high: float | None = None


class HeldFigure(Frozen):
    """A share of `n` questions with how much worse it may be."""

    value: float
    n: int
    tolerance: float = Field(ge=0)


class ExpectedFile(Frozen):
    """What is expected of one question file: figures by name, and "right ones/all" of each group.

    `figures` and `groups` are of all its questions and are only told; `held` are of those that the test suite asks.
    """

    figures: dict[str, MeasuredFigure]
    held: dict[str, HeldFigure] = Field(default_factory=dict)
    groups: dict[str, str]


Expected = dict[str, ExpectedFile]  # by the name of the question file, without its suffix
_ADAPTER = TypeAdapter(Expected)


def read_expected(path: Path) -> Expected:
    """Return what the file at `path` expects. Raises `DocumentError` for a file that is not there or malformed."""
    try:
        return _ADAPTER.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise DocumentError(f"{str(path)!r} cannot be read ({error.strerror}). Write it: {RENEW}") from error
    except (UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        reason = " ".join(str(error).split())[:200]
        raise DocumentError(
            f"{path.name!r} is malformed ({reason}). Correct it, or remove it and run: {RENEW}"
        ) from error


def format_expected(expected: Expected) -> str:
    """Return `expected` as the text of a file, in its order."""
    values = _ADAPTER.dump_python(expected, exclude_none=True)
    return _HEADER + yaml.safe_dump(values, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)


def renewed(
    before: Expected,
    name: str,
    figures: Mapping[str, Figure],
    drawn: Mapping[str, Figure],
    groups: Mapping[str, str],
) -> Expected:
    """Return `before` with the file `name` as it was measured: all questions, and those `drawn`, which it is held to.

    Tolerances are kept; other files stay as they are.
    """
    known = before[name].held if name in before else {}
    made = ExpectedFile(
        figures={figure_name: MeasuredFigure(**asdict(figure)) for figure_name, figure in figures.items()},
        held={
            figure_name: HeldFigure(
                value=figure.value,
                n=figure.n,
                tolerance=known[figure_name].tolerance if figure_name in known else default_tolerance(figure.n),
            )
            for figure_name, figure in telling(drawn).items()
        },
        groups=dict(groups),
    )
    return {**before, name: made}


def telling(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """Return the figures that the bot can be held to: of ten questions or more, and not of as many as are answered so."""
    return {name: figure for name, figure in figures.items() if figure.n >= _FEW and name not in OF_ANSWERS}


def default_tolerance(n: int) -> float:
    """Return the tolerance of a new figure: two questions of `n`, between 0.01 and 0.1."""
    return min(_MOST, max(_LEAST, round(2 / n, 3)))


def differences(held: Mapping[str, HeldFigure], figures: Mapping[str, Figure]) -> Iterator[str]:
    """Yield a line for each figure that is worse than its tolerance allows, or for which the file is out of date.

    It is out of date where figures are missing or new, of other questions, or better by more than twice the tolerance.
    """
    for name in sorted(held.keys() ^ figures.keys()):
        where = "no longer measured" if name in held else "not expected"
        yield f"{name!r} is {where}. Renew what is expected: {RENEW}"
    for name in (name for name in held if name in figures):
        wanted, figure = held[name], figures[name]
        told = f"{name!r} is {figure.value:.4f} of {figure.n}, expected {wanted.value:.4f} of {wanted.n}"
        better = gain(name, figure.value, wanted.value)
        if figure.n != wanted.n:
            yield f"{told}: the questions are others. Renew what is expected: {RENEW}"
        elif better < -wanted.tolerance - _ROUNDING:
            yield f"{told}: worse by more than {wanted.tolerance:g}. Find out why with clusterbot eval --failures"
        elif better > 2 * wanted.tolerance + _ROUNDING:
            yield f"{told}: better by more than twice {wanted.tolerance:g}. Renew what is expected: {RENEW}"
