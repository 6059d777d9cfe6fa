"""Wordings for fitting: read from a file, and as rows of numbers, with how much each bucket tells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.errors import DocumentError
from knowledge.index.classifier import weighted
from knowledge.records import Language

_Read = TypeVar("_Read")
_Wordings = TypeAdapter(dict[str, dict[Language, list[str]]])


def read_by_language(path: Path, what: str) -> dict[str, dict[Language, list[str]]]:
    """Return what the YAML file `path` lists of each name and language, in its order.

    Raises `DocumentError` that says that it cannot be read as `what`, and why.
    """
    return read_yaml(path, what, _Wordings)


def read_yaml(path: Path, what: str, of: TypeAdapter[_Read]) -> _Read:
    """Return what the YAML file `path` has, `of` a type.

    Raises `DocumentError` that says that it cannot be read as `what`, and why.
    """
    try:
        return of.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        reason = " ".join(str(error).split())[:160]
        raise DocumentError(f"{path.name!r} cannot be read as {what}: {reason}. Correct it") from error


def information_of(counts: Sequence[dict[int, float]], n_buckets: int) -> npt.NDArray[np.float32]:
    """Return the smoothed inverse document frequency of each of `n_buckets`: log((1 + n) / (1 + df)) + 1."""
    df = np.zeros(n_buckets)
    for row in counts:
        df[list(row)] += 1
    return np.asarray(np.log((1 + len(counts)) / (1 + df)) + 1, dtype=np.float32)


def rows_of(counts: Sequence[dict[int, float]], information: npt.NDArray[np.float32]) -> Any:
    """Return a sparse matrix (len(counts), n_buckets): each row counts times information, of length 1."""
    from scipy.sparse import csr_matrix

    rows = [weighted(row, information) for row in counts]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    values, indices = np.concatenate([v for _, v in rows]), np.concatenate([b for b, _ in rows])
    return csr_matrix((values, indices, ends), shape=(len(rows), len(information)))
