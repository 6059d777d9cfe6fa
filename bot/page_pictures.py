"""Pages of a PDF as pictures, with a quotation marked."""

from __future__ import annotations

import ctypes
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from knowledge.errors import InputError
from knowledge.patterns import lazily

_SCALE = 2.0  # pixels a point: 144 to the inch
_MAX_PIXELS = 4000  # of the longer side
_MARKER = np.array([255, 236, 120], dtype=np.uint16)  # yellow, as of a marker pen
_MIN_CHARS = 16  # of the beginning of a sentence whose rest is on the next page
_PARTS = lazily(r"[;:\n]|(?<=[.!?])\s")


def marked_page(path: Path, number: int, quote: str) -> tuple[bytes, bool]:
    """Return page `number` (from 1) of the PDF in `path` as PNG, and whether `quote` was found and marked on it.

    Raises `InputError` when the file cannot be read, is no PDF, is encrypted, or has no such page.
    """
    try:
        pdf = pdfium.PdfDocument(path.read_bytes())
    except OSError as error:
        raise InputError(f"PDF {str(path)!r} cannot be read ({error.strerror}). Give it with --file") from error
    except pdfium.PdfiumError as error:
        raise InputError(f"{str(path)!r} is no PDF, or encrypted or damaged. Give another with --file") from error
    with closing(pdf):
        if not 1 <= number <= len(pdf):
            raise InputError(f"{str(path)!r} has {len(pdf)} pages, not page {number}. Give the PDF that was indexed")
        try:
            with closing(pdf[number - 1]) as page, closing(page.get_textpage()) as text:
                scale = min(_SCALE, _MAX_PIXELS / max(page.get_size()))
                pixels = _rendered(page, scale)
                boxes = list(_boxes(page, text, quote, pixels.shape[1], pixels.shape[0]))
        except pdfium.PdfiumError as error:
            raise InputError(f"page {number} of {str(path)!r} is damaged ({error}). Export the PDF again") from error
    marked = np.zeros(pixels.shape[:2], dtype=bool)
    for x0, y0, x1, y1 in boxes:
        marked[y0:y1, x0:x1] = True
    pixels[marked] = pixels[marked].astype(np.uint16) * _MARKER // 255
    return _png(pixels), bool(boxes)


def _rendered(page: Any, scale: float) -> npt.NDArray[np.uint8]:
    """Return the page as (height, width, 3) of red, green and blue."""
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        pixels = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
    finally:
        bitmap.close()
    return pixels


def _letters(text: str) -> str:
    """Return what a quotation and the page have in common: letters and digits, whatever their case and type."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _boxes(page: Any, text: Any, quote: str, width: int, height: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the boxes to mark, in pixels (left, top, right, bottom), one for each piece of a line."""
    shown: list[str] = []
    places: list[int] = []
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, i)
        letters = _letters(chr(code)) if 0 < code < 0x110000 else ""
        shown.append(letters)
        places += [i] * len(letters)
    on_page = "".join(shown)
    box = raw.FS_RECTF()
    x, y = ctypes.c_int(), ctypes.c_int()

    def pixel(px: float, py: float) -> tuple[int, int]:
        raw.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, px, py, x, y)
        return x.value, y.value

    starts = frozenset(
        n
        for n, i in enumerate(places)
        if n == 0 or (places[n - 1] != i and any(not shown[j] for j in range(places[n - 1], i)))
    ) | {len(places)}
    for start, end in _found(on_page, starts, quote):
        current: tuple[int, int, int, int] | None = None
        for i in range(places[start], places[end - 1] + 1):
            if not shown[i] or not raw.FPDFText_GetLooseCharBox(text.raw, i, box):
                continue
            corners = (pixel(box.left, box.top), pixel(box.right, box.bottom))
            x0, x1 = sorted(max(0, min(corner[0], width)) for corner in corners)
            y0, y1 = sorted(max(0, min(corner[1], height)) for corner in corners)
            if current and abs(current[1] - y0) <= 3 and -2 <= x0 - current[2] < 3 * (y1 - y0):
                current = (current[0], min(current[1], y0), max(current[2], x1), max(current[3], y1))
                continue
            if current:
                yield current
            current = (x0, y0, x1, y1)
        if current:
            yield current


def _found(on_page: str, starts: frozenset[int], quote: str) -> list[tuple[int, int]]:
    """Return where `quote` stands among the letters of a page: the whole of it, else those parts that do.

    Words begin at `starts` and behind the last letter. A part that the end of the page cuts is found as far as it goes.
    """
    whole = _letters(quote)
    at = on_page.find(whole) if whole else -1
    if at >= 0:
        return [(at, at + len(whole))]
    spans: list[tuple[int, int]] = []
    after = 0
    for part in filter(None, map(_letters, _PARTS.split(quote))):
        at = _word_at(on_page, starts, part, after)
        if at < 0:
            at = _word_at(on_page, starts, part, 0)
        if at < 0:
            part = part[: _longest_front(on_page, part)]
            at = on_page.rfind(part) if part else -1
        if at >= 0:
            spans.append((at, at + len(part)))
            after = at + len(part)
    return spans


def _word_at(on_page: str, starts: frozenset[int], part: str, after: int) -> int:
    """Return where `part` stands as whole words at or behind `after`; -1: nowhere."""
    at = on_page.find(part, after)
    while at >= 0 and not (at in starts and at + len(part) in starts):
        at = on_page.find(part, at + 1)
    return at


def _longest_front(on_page: str, part: str) -> int:
    """Return how much of `part` from its beginning is on the page; 0 when that is little."""
    low, high = 0, len(part)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if part[:middle] in on_page else (low, middle - 1)
    return low if low >= _MIN_CHARS else 0


def _png(pixels: npt.NDArray[np.uint8]) -> bytes:
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), dtype=np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = pixels.reshape(height, 3 * width)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows.tobytes(), 6))
        + chunk(b"IEND", b"")
    )
