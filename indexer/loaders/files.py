"""Bytes on disk to text, with one clear line for each way in which that fails."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from indexer import limits
from knowledge.errors import DocumentError
from knowledge.words.text import clean

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape"}  # codecs of Python that no text comes in
_SNIFFED = 8192
_BINARY_SHARE = 0.02  # of control characters; text has none, compressed data about a tenth


def read_bytes(path: Path, doc_id: str, limit: int = limits.FILE_BYTES) -> bytes:
    """Return the content of the file `path`. Raises `DocumentError` where it cannot be read, is empty or beyond `limit`."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):  # a pipe would be waited for
            raise DocumentError(f"{doc_id!r} is no regular file. Give a file with a text")
        if found.st_size > limit and stat.S_ISREG(found.st_mode):
            raise _too_large(doc_id, found.st_size, limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)  # it may have grown meanwhile
    except OSError as error:
        raise DocumentError(
            f"{doc_id!r} cannot be read ({error.strerror}). Check the path and its permissions"
        ) from error
    if len(data) > limit:
        raise _too_large(doc_id, len(data), limit)
    if not data:
        raise empty(doc_id)
    return data


def read_text(path: Path, doc_id: str) -> str:
    """Return the cleaned text of the file `path`, decoded as `decode` does.

    Raises `DocumentError` for a file that is missing, unreadable, too large, binary or empty.
    """
    text = clean(decode(read_bytes(path, doc_id, limits.TEXT_BYTES), doc_id))
    if not text.strip():
        raise empty(doc_id)
    require_chars(len(text), doc_id)
    return text


def decode(data: bytes, doc_id: str, *, charset: str | None = None) -> str:
    """Return the text of `data`: by its byte order mark, else in `charset`, else UTF-8, else Windows-1252.

    UTF-16 without a mark is recognised by its zero bytes. A `charset` that is unknown or does not fit is passed over.
    Raises `DocumentError` for what is no text.
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None) or _unmarked_utf16(data)
    if encoding is None:
        zero = data.find(b"\x00")
        if zero >= 0:
            raise DocumentError(
                f"{doc_id!r} is binary, not text. Convert it to text or Markdown first"
                if _is_binary(data[:_SNIFFED])
                else f"{doc_id!r} has a zero byte at position {zero}, so it is binary or damaged. Save it as UTF-8 text"
            )
    stated = None if encoding or (charset or "").casefold().replace("-", "_") in _NO_CHARSETS else charset
    for name in (encoding, stated, "utf-8"):
        try:
            if name:
                return data.decode(name)
        except (ValueError, LookupError):  # the bytes do not fit, or the name is none
            continue
    if encoding is None and _is_binary(data[:_SNIFFED]):
        raise DocumentError(f"{doc_id!r} is binary, not text. Convert it to text or Markdown first")
    return data.decode(encoding or "cp1252", errors="replace")


def empty(doc_id: str) -> DocumentError:
    """Return the error for a file without text."""
    return DocumentError(f"{doc_id!r} is empty. Remove it, or give it a text")


def require_chars(n_chars: int, doc_id: str) -> None:
    """Raise `DocumentError` where a document has more characters than are indexed."""
    if n_chars > limits.DOCUMENT_CHARS:
        raise DocumentError(
            f"{doc_id!r} has {n_chars} characters of text, at most {limits.DOCUMENT_CHARS} are read. Split the file"
        )


def _too_large(doc_id: str, size: int, limit: int) -> DocumentError:
    return DocumentError(f"{doc_id!r} has {size} bytes, at most {limit} are read. Split the file")


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark: in Latin text nearly every second byte is zero."""
    head = data[:_SNIFFED]
    pairs = len(head) // 2
    if pairs < 2 or len(data) % 2:
        return None
    even, odd = head[0 : 2 * pairs : 2].count(0) / pairs, head[1 : 2 * pairs : 2].count(0) / pairs
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.05 else None


def _is_binary(head: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1a\x1b" for byte in head)
    return controls > _BINARY_SHARE * len(head)
