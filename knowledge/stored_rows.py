"""Rows of an array in one of NumPy's npz files, read from the file when they are asked for.

Not mapped into memory: of a mapped file the system holds what lies around each row as well, and soon all of it.
"""

from __future__ import annotations

import os
import struct
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import numpy as np
import numpy.typing as npt

_LENGTHS_AT = 26  # of name and extra field, in the header of a member; both stand behind its 30 bytes
_HEADER = 30


class StoredRows:
    """The rows of the two-dimensional array `name` in the file at `path`, which stays open. Their content is not checked.

    Several threads may read at once.
    """

    def __init__(self, path: Path, name: str) -> None:
        """Open it. Raises `ValueError` where it is compressed, cut off, or no such array of numbers, `KeyError` where there is
        none, `BadZipFile` or `OSError`.
        """
        self._name = f"{name!r} in {path.name!r}"
        with path.open("rb") as file:
            with ZipFile(file) as archive:
                member = archive.getinfo(f"{name}.npy")
            if member.compress_type != ZIP_STORED:
                raise ValueError(
                    f"array {self._name} is compressed, it must be stored to be read by rows. Write it by savez"
                )
            file.seek(member.header_offset + _LENGTHS_AT)
            n_name, n_extra = struct.unpack("<HH", file.read(4))
            file.seek(member.header_offset + _HEADER + n_name + n_extra)
            np.lib.format.read_magic(file)
            shape, is_fortran, self.dtype = np.lib.format.read_array_header_1_0(file)
            if len(shape) != 2 or is_fortran or self.dtype.hasobject:
                raise ValueError(
                    f"array {self._name} has shape {shape}, it must have rows of numbers. Write it by savez"
                )
            self.shape: tuple[int, int] = shape
            self._first = file.tell()
            self._row_bytes = shape[1] * self.dtype.itemsize
            if self._first + shape[0] * self._row_bytes > file.seek(0, os.SEEK_END):
                raise ValueError(f"array {self._name} is cut off. Write it by savez")
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)

    def __getitem__(self, rows: Sequence[int]) -> npt.NDArray[Any]:
        """Return these rows, in the order given. Raises `IndexError`, and `OSError` where the file cannot be read any more."""
        if rows and not (min(rows) >= 0 and max(rows) < self.shape[0]):
            raise IndexError(f"array {self._name} has {self.shape[0]} rows, asked for {min(rows)} to {max(rows)}")
        read = (os.pread(self._file, self._row_bytes, self._first + row * self._row_bytes) for row in rows)
        return np.frombuffer(b"".join(read), dtype=self.dtype).reshape(len(rows), self.shape[1])

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> npt.NDArray[Any]:
        """Return all rows."""
        whole = self[range(self.shape[0])]
        return whole if dtype is None else whole.astype(dtype)
