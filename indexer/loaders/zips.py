"""Opens the ZIP archives that DOCX and XLSX are, after what they declare has been held against the limits."""

from __future__ import annotations

import io
import zipfile
import zlib

from indexer import limits
from knowledge.errors import DocumentError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_zip(data: bytes, doc_id: str, what: str) -> zipfile.ZipFile:
    """Return the archive in `data`, which is to be a `what` ("Word file"). Raises `DocumentError`.

    Refused are what is no archive, what is encrypted, and what would unfold beyond the limits. An entry never gives more
    than it declares: `zipfile` stops there.
    """
    if data.startswith(_OLE):
        raise DocumentError(
            f"{doc_id!r} is encrypted, or of the format before 2007. Save it without a password as a {what} of today"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise damaged(doc_id, what) from error
    entries = archive.infolist()
    if len(entries) > limits.ZIP_ENTRIES:
        raise DocumentError(
            f"{doc_id!r} has {len(entries)} parts inside, at most {limits.ZIP_ENTRIES} are read. Split the file"
        )
    total = sum(entry.file_size for entry in entries)
    if total > limits.ZIP_BYTES:
        raise DocumentError(
            f"{doc_id!r} unfolds to {total} bytes, at most {limits.ZIP_BYTES} are read. Split the file or remove pictures"
        )
    for entry in entries:
        if entry.flag_bits & 1:
            raise DocumentError(f"{doc_id!r} is encrypted. Save it without a password, then index it again")
        ratio = entry.file_size // max(1, entry.compress_size)
        if entry.file_size > limits.ZIP_RATIO_FROM and ratio > limits.ZIP_RATIO:
            raise DocumentError(
                f"{doc_id!r} unfolds to {ratio} times its size in {entry.filename[:60]!r}, at most {limits.ZIP_RATIO} times "
                "is read: it looks like a ZIP bomb. Save it anew from its text"
            )
    return archive


def read_part(archive: zipfile.ZipFile, name: str, doc_id: str, what: str) -> bytes | None:
    """Return one entry of `archive`; None: there is none of this name. Raises `DocumentError` for a damaged one."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise damaged(doc_id, what) from error


def damaged(doc_id: str, what: str) -> DocumentError:
    """Return the error for an archive that is none, or whose parts cannot be read."""
    return DocumentError(f"{doc_id!r} is a damaged {what}, or none. Open it and save it again")
