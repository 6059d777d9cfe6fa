from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from knowledge.mapped import mapped_array

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


@pytest.mark.parametrize("name", ARRAYS)
def test_an_array_is_what_numpy_reads(name: str, path: Path) -> None:
    found = mapped_array(path, name)
    with np.load(path) as whole:
        assert np.array_equal(found, whole[name])
    assert (found.dtype, found.shape) == (ARRAYS[name].dtype, ARRAYS[name].shape)


def test_an_array_is_the_file_itself_and_cannot_be_written(path: Path) -> None:
    found = mapped_array(path, "rows")
    assert not found.flags.writeable
    content = path.read_bytes()
    path.write_bytes(content.replace(ROWS.tobytes(), (ROWS + 1).tobytes(), 1))
    assert np.array_equal(found, ROWS + 1)


def test_it_stays_readable_when_its_file_is_removed(path: Path) -> None:
    found = mapped_array(path, "rows")
    shutil.rmtree(path.parent)
    assert np.array_equal(found, ROWS)


def test_an_array_that_is_cut_off_is_an_error(path: Path) -> None:
    rows = np.zeros((1000, 1000))
    np.savez(path, rows=rows)
    content = path.read_bytes()
    tail = content[-200:]  # the list of members is there, much of what it lists is not
    path.write_bytes(content[:5000] + tail)
    with pytest.raises((ValueError, OSError)):
        mapped_array(path, "rows")


def test_a_compressed_array_is_refused(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "file.npz", rows=ROWS)
    with pytest.raises(ValueError, match=r"'rows' in 'file\.npz' is compressed"):
        mapped_array(tmp_path / "file.npz", "rows")


def test_an_array_that_is_not_there_is_an_error(path: Path) -> None:
    with pytest.raises(KeyError):
        mapped_array(path, "other")
