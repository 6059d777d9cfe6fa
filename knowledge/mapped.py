"""Arrays in NumPy's npz files, mapped into memory: pages are read when they are needed, and shared by processes."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import numpy as np
import numpy.typing as npt

_LENGTHS_AT = 26  # of name and extra field, in the header of a member; both stand behind its 30 bytes
_HEADER = 30


def mapped_array(path: Path, name: str) -> npt.NDArray[Any]:
    """Return the array `name` of the file at `path`, to be read only. Its content is not checked.

    Raises `ValueError` where it is compressed or no array of numbers, `KeyError` where there is none, `BadZipFile` or `OSError`.
    """
    with path.open("rb") as file:
        with ZipFile(file) as archive:
            member = archive.getinfo(f"{name}.npy")
        if member.compress_type != ZIP_STORED:
            raise ValueError(
                f"array {name!r} in {path.name!r} is compressed, it must be stored to be mapped. Write it by savez"
            )
        file.seek(member.header_offset + _LENGTHS_AT)
        n_name, n_extra = struct.unpack("<HH", file.read(4))
        file.seek(member.header_offset + _HEADER + n_name + n_extra)
        np.lib.format.read_magic(file)
        shape, is_fortran, dtype = np.lib.format.read_array_header_1_0(file)
        if dtype.hasobject:
            raise ValueError(f"array {name!r} in {path.name!r} holds objects, it must hold numbers to be mapped")
        order: Any = "F" if is_fortran else "C"
        return np.asarray(np.memmap(path, dtype=dtype, mode="r", offset=file.tell(), shape=shape, order=order))
