"""The figures that the shipped bot is held to, with their tolerances: read, compared with measured ones, and renewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from knowledge.errors import DocumentError
from knowledge.quality.figures import CALIBRATION, Figure, gain
from knowledge.records import Frozen

RENEW = "make figures"
_HEADER = f"""\
# What the shipped bot is held to by tests/test_quality.py. `{RENEW}` writes all but the tolerances, which it keeps:
# change those by hand. A figure may be worse by its tolerance, and better by twice that, before it must be looked at.
"""
_LEAST, _MOST = 0.01, 0.1
_CALIBRATION_TOLERANCE = 0.02
_ROUNDING = 1e-9


class ExpectedFigure(Frozen):
    """A figure with how much worse it may be."""

    value: float
    n: int
    low: float | None = None
    high: float | None = None
    tolerance: float = Field(ge=0)


class ExpectedFile(Frozen):
    """What is expected of one question file: figures by name, and "right ones/all" of each group, which are only told."""

    figures: dict[str, ExpectedFigure]
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


def renewed(before: Expected, name: str, figures: Mapping[str, Figure], groups: Mapping[str, str]) -> Expected:
    """Return `before` with the file `name` as it was measured; tolerances are kept, other files stay as they are."""
    known = before[name].figures if name in before else {}
    made = {
        figure_name: ExpectedFigure(
            **asdict(figure),
            tolerance=known[figure_name].tolerance
            if figure_name in known
            else default_tolerance(figure_name, figure.n),
        )
        for figure_name, figure in figures.items()
    }
    return {**before, name: ExpectedFile(figures=made, groups=dict(groups))}


def default_tolerance(name: str, n: int) -> float:
    """Return the tolerance of a new figure: two questions, between 0.01 and 0.1; 0.02 for a calibration error."""
    return _CALIBRATION_TOLERANCE if name == CALIBRATION else min(_MOST, max(_LEAST, round(2 / n, 3)))


def differences(expected: ExpectedFile, figures: Mapping[str, Figure]) -> Iterator[str]:
    """Yield a line for each figure that is worse than its tolerance allows, or for which the file is out of date.

    It is out of date where figures are missing or new, of other questions, or better by more than twice the tolerance.
    """
    for name in sorted(expected.figures.keys() ^ figures.keys()):
        where = "no longer measured" if name in expected.figures else "not expected"
        yield f"{name!r} is {where}. Renew what is expected: {RENEW}"
    for name in (name for name in expected.figures if name in figures):
        wanted, figure = expected.figures[name], figures[name]
        told = f"{name!r} is {figure.value:.4f} of {figure.n}, expected {wanted.value:.4f} of {wanted.n}"
        better = gain(name, figure.value, wanted.value)
        if name != CALIBRATION and figure.n != wanted.n:  # how many answers are given may differ a little
            yield f"{told}: the questions are others. Renew what is expected: {RENEW}"
        elif better < -wanted.tolerance - _ROUNDING:
            yield f"{told}: worse by more than {wanted.tolerance:g}. Find out why with clusterbot eval --failures"
        elif better > 2 * wanted.tolerance + _ROUNDING:
            yield f"{told}: better by more than twice {wanted.tolerance:g}. Renew what is expected: {RENEW}"
