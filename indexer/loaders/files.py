"""Bytes on disk to text, with one clear line for each way in which that fails."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import DocumentError
from knowledge.text import clean

MAX_BYTES = 20_000_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(path: Path, doc_id: str) -> str:
    """Return the cleaned text of the file `path`: UTF-8, UTF-16 with a byte order mark, else Windows-1252.

    Raises `DocumentError` for a file that is missing, unreadable, too large, binary or empty.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(f"{doc_id!r} has {size} bytes, at most {MAX_BYTES} are read. Split the file")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"{doc_id!r} cannot be read ({error.strerror}). Check the path and its permissions"
        ) from error
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    if encoding != "utf-16" and b"\x00" in data[:8192]:
        raise DocumentError(f"{doc_id!r} is binary, not text. Convert it to text or Markdown first")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    text = clean(text)
    if not text.strip():
        raise DocumentError(f"{doc_id!r} is empty. Remove it, or give it a text")
    return text
