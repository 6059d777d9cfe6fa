from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from knowledge.stored_rows import StoredRows

ROWS = np.arange(12, dtype=np.float16).reshape(4, 3)
ARRAYS = {
    "a": np.arange(5, dtype=np.int64),
    "rows": ROWS,
    "columns": np.asfortranarray(ROWS),
    "word": np.array("x" * 300),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    np.savez(tmp_path / "file.npz", **ARRAYS)  # type: ignore[arg-type]
    return tmp_path / "file.npz"


@pytest.mark.parametrize("rows", [[0], [3, 0, 3], [], [1, 2]])
def test_rows_are_those_of_the_array(rows: list[int], path: Path) -> None:
    found = StoredRows(path, "rows")[rows]
    assert np.array_equal(found, ROWS[rows])
    assert (found.dtype, found.shape) == (ROWS.dtype, (len(rows), 3))


def test_all_of_it_is_the_array(path: Path) -> None:
    stored = StoredRows(path, "rows")
    assert np.array_equal(np.asarray(stored), ROWS)
    assert (stored.dtype, stored.shape) == (ROWS.dtype, ROWS.shape)
    assert np.asarray(stored, dtype=np.float32).dtype == np.float32


@pytest.mark.parametrize("row", [-1, 4])
def test_a_row_beyond_the_array_is_an_error(row: int, path: Path) -> None:
    with pytest.raises(IndexError, match="has 4 rows"):
        StoredRows(path, "rows")[[0, row]]


def test_rows_stay_readable_when_the_file_is_removed_or_replaced(path: Path) -> None:
    stored = StoredRows(path, "rows")
    shutil.rmtree(path.parent)
    assert np.array_equal(stored[[2]], ROWS[[2]])


def test_the_file_is_closed_with_it(path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    stored = StoredRows(path, "rows")
    assert len(os.listdir("/proc/self/fd")) == before + 1
    del stored
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) == before


def test_an_array_that_is_cut_off_is_an_error(path: Path) -> None:
    np.savez(path, rows=np.zeros((1000, 1000)))
    content = path.read_bytes()
    path.write_bytes(content[:5000] + content[-200:])  # the list of members is there, much of what it lists is not
    with pytest.raises((ValueError, OSError)):
        StoredRows(path, "rows")


def test_a_compressed_array_is_refused(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "file.npz", rows=ROWS)
    with pytest.raises(ValueError, match=r"'rows' in 'file\.npz' is compressed"):
        StoredRows(tmp_path / "file.npz", "rows")


@pytest.mark.parametrize("name", ["a", "columns", "word"])
def test_what_has_no_rows_in_order_is_refused(name: str, path: Path) -> None:
    with pytest.raises(ValueError, match="must have rows of numbers"):
        StoredRows(path, name)


def test_an_array_that_is_not_there_is_an_error(path: Path) -> None:
    with pytest.raises(KeyError):
        StoredRows(path, "other")
