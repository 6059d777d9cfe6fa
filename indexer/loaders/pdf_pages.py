"""The border to PDFium: pages of a PDF as words and ruled lines, with positions in points from the top left corner."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from indexer import limits
from knowledge.errors import DocumentError

_HYPHEN_MARK = 2  # what PDFium makes of a hyphen at the end of a line
_NO_CHARACTERS = frozenset((*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF))
_SPACES = frozenset((9, 10, 11, 12, 13, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000))
_MAX_PATHS = 3000  # of a page: maps have more, tables do not
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space between them. `base` is the height of their baseline, `size` that of their font."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool

    @property
    def top(self) -> float:
        """Where its capitals begin, about."""
        return self.base - 0.75 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: level when `y0 == y1`, upright when `x0 == x1`."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size, and what stands on it in the order of the file."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    n_pictures: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What a PDF says about itself, "" for what it does not say, and its pages."""

    title: str
    created: str
    n_pages: int


@dataclass(frozen=True, slots=True)
class _Glyph:
    char: str
    x: float
    y: float
    x1: float
    size: float
    bold: bool
    angle: int


_SPACE = _Glyph(" ", 0, 0, 0, 0, False, -1)


def open_pdf(data: bytes, doc_id: str) -> Any:
    """Return the PDFium document in `data`. Raises `DocumentError` when it is encrypted, damaged or too long."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise DocumentError(f"{doc_id!r} is encrypted. Save it without a password, then index it again") from error
        raise DocumentError(f"{doc_id!r} is a damaged PDF, or none. Export or download it again") from error
    if not 0 < len(pdf) <= limits.PAGES:
        n_pages = len(pdf)
        pdf.close()
        raise DocumentError(
            f"{doc_id!r} has {n_pages} pages, a PDF needs one and at most {limits.PAGES} are read. "
            + ("Split the file" if n_pages else "Export it again")
        )
    return pdf


def facts_of(pdf: Any) -> Facts:
    """Return what the open document `pdf` says about itself."""
    try:
        known = pdf.get_metadata_dict()
    except pdfium.PdfiumError:
        known = {}
    return Facts(str(known.get("Title") or ""), str(known.get("CreationDate") or ""), len(pdf))


def pages_of(pdf: Any, doc_id: str) -> Iterator[Page]:
    """Yield the pages of the open document `pdf`, one in memory at a time. Raises `DocumentError` for a damaged one."""
    for index in range(len(pdf)):
        try:
            with closing(pdf[index]) as page, closing(page.get_textpage()) as text:
                yield _page(page, text, index + 1, doc_id)
        except pdfium.PdfiumError as error:
            raise DocumentError(
                f"{doc_id!r}: page {index + 1} is damaged ({error}). Export or download the PDF again"
            ) from error


def _page(page: Any, text: Any, number: int, doc_id: str) -> Page:
    n_chars = text.count_chars()
    if n_chars > limits.PAGE_CHARS:
        raise DocumentError(
            f"{doc_id!r}: page {number} has {n_chars} characters, at most {limits.PAGE_CHARS} are read. Remove it"
        )
    glyphs = list(_glyphs(text.raw, n_chars))
    angles = Counter(glyph.angle for glyph in glyphs if glyph.char.strip())
    angle = angles.most_common(1)[0][0] if angles else 0
    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom

    def turned(x: float, y: float) -> tuple[float, float]:
        """Return where a point lies when the page is turned so that its text is level, counted from the top left."""
        x, y = x - left, y - bottom
        if angle == 270:  # upwards: PDFium counts clockwise
            return y, x
        if angle == 180:
            return width - x, y
        if angle == 90:
            return height - y, width - x
        return x, height - y

    rules, n_pictures = _objects(page, turned)
    if angle in (90, 270):
        width, height = height, width
    words = tuple(_words(glyphs, angle, turned))
    return Page(number, width, height, words, rules, n_pictures)


def _glyphs(text: Any, n_chars: int) -> Iterator[_Glyph]:
    """Yield the characters in the order of the file; a space where PDFium finds one between words."""
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    holder = b""
    size = 0.0
    angle, is_bold = 0, False
    for i in range(n_chars):
        code = raw.FPDFText_GetUnicode(text, i)
        if code in _SPACES or (raw.FPDFText_IsGenerated(text, i) == 1 and code != _HYPHEN_MARK):
            yield _SPACE
            continue
        if code in _NO_CHARACTERS or not 0 < code < 0x110000 or not raw.FPDFText_GetLooseCharBox(text, i, box):
            continue
        found = bytes(raw.FPDFText_GetTextObject(text, i))
        if found != holder or not found:  # characters of one object have all but their place in common
            holder = found
            size, angle, is_bold = _size(text, i, box), _angle(text, i), _is_bold(text, i)
        if not raw.FPDFText_GetCharOrigin(text, i, x, y):
            yield _SPACE
            continue
        # where the pen goes on: the edge of the box that lies in the direction of the writing
        end = box.right if angle == 0 else {90: box.bottom, 180: box.left, 270: box.top}.get(angle, box.right)
        yield _Glyph("-" if code == _HYPHEN_MARK else _char(code), x.value, y.value, end, size, is_bold, angle)


def _char(code: int) -> str:
    """Return the character; letters for what stands for several in one type (ﬁ, ﬂ)."""
    char = chr(code)
    return unicodedata.normalize("NFKC", char) if "ﬀ" <= char <= "ﬆ" else char


def _size(text: Any, index: int, box: Any) -> float:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    return float(size or abs(box.top - box.bottom))


def _angle(text: Any, index: int) -> int:
    """Return 0, 90, 180 or 270, and 45 for all that is aslant."""
    angle = math.degrees(raw.FPDFText_GetCharAngle(text, index)) % 360
    return round(angle / 90) % 4 * 90 if min(angle % 90, 90 - angle % 90) < 3 else 45


def _is_bold(text: Any, index: int) -> bool:
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, buffer, 128, flags)
    name = buffer.value.decode("utf-8", "replace").casefold()
    return any(word in name for word in _BOLD_NAMES)


def _words(glyphs: list[_Glyph], angle: int, turned: Any) -> Iterator[Word]:
    """Yield the words of the glyphs that are written in the direction of most."""
    chars: list[str] = []
    x0 = x1 = base = size = 0.0
    bold = False
    for glyph in [*glyphs, _SPACE]:
        if glyph.angle == angle:
            x, y = turned(glyph.x, glyph.y)
            end = turned(glyph.x1, glyph.y)[0] if angle in (0, 180) else turned(glyph.x, glyph.x1)[0]
            joins = chars and abs(y - base) < 0.2 * size and -0.5 * size < x - x1 < 0.25 * size
            if joins:
                chars.append(glyph.char)
                x1 = max(x1, end)
                continue
        if chars:
            yield Word("".join(chars), x0, x1, base, size, bold)
            chars = []
        if glyph.angle == angle:
            chars, x0, x1, base, size, bold = [glyph.char], x, max(x, end), y, glyph.size, glyph.bold


def _objects(page: Any, turned: Any) -> tuple[tuple[Rule, ...], int]:
    """Return the level and upright lines that are drawn on a page, and how many pictures it has."""
    rules: list[Rule] = []
    n_pictures = n_paths = 0
    for found in page.get_objects(max_depth=2):
        if found.type == raw.FPDF_PAGEOBJ_IMAGE:
            n_pictures += 1
        elif found.type == raw.FPDF_PAGEOBJ_PATH and found.level == 0:
            n_paths += 1
            if n_paths <= _MAX_PATHS:
                rules += _rules(found, turned)
    return tuple(rules), n_pictures


def _rules(path: Any, turned: Any) -> Iterator[Rule]:
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    first: tuple[float, float] | None = None
    before: tuple[float, float] | None = None
    for i in range(min(raw.FPDFPath_CountSegments(path.raw), _MAX_PATHS)):
        segment = raw.FPDFPath_GetPathSegment(path.raw, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = turned(*matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        ends = [(before, point)] if kind == raw.FPDF_SEGMENT_LINETO and before else []
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif raw.FPDFPathSegment_GetClose(segment) and first:
            ends.append((point, first))
        for start, end in ends:
            yield from _straight(*start, *end)
        before = point


def _straight(ax: float, ay: float, bx: float, by: float) -> Iterator[Rule]:
    if abs(ay - by) < 1 and abs(ax - bx) > 5:
        yield Rule(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2)
    elif abs(ax - bx) < 1 and abs(ay - by) > 5:
        yield Rule((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by))
