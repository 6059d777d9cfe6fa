"""Files for tests, made while they run: PDF by reportlab, DOCX by python-docx."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4


def pdf(*pages: Callable[[Canvas], None], title: str | None = None, **options: Any) -> bytes:
    """Return a PDF with one page for each function that draws one."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    if title:
        canvas.setTitle(title)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def wrapped(text: str, width: float, size: float = 10, font: str = "Helvetica") -> list[str]:
    """Return the lines of `text` that fit into `width`; a hyphen stands where the text has a soft one at a line end."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        tried = f"{line} {word}".strip()
        if stringWidth(tried.replace("\u00ad", ""), font, size) <= width:
            line = tried
            continue
        front, soft, rest = word.partition("\u00ad")
        if soft and stringWidth(f"{line} {front}-", font, size) <= width:
            lines.append(f"{line} {front}-")
            line = rest
        else:
            lines.append(line)
            line = word
    return [part.replace("\u00ad", "") for part in (*lines, line)]


def column(
    canvas: Canvas,
    lines: list[str],
    x: float = 60,
    top: float = 100,
    *,
    size: float = 10,
    leading: float = 13,
    font: str = "Helvetica",
) -> float:
    """Draw `lines` below each other and return the height at which the next would stand, from the top."""
    canvas.setFont(font, size)
    for line in lines:
        canvas.drawString(x, HEIGHT - top, line)
        top += leading
    return top


def write(path: Path, data: bytes | str) -> Path:
    """Write `data` to `path`, whose folder is made, and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path
