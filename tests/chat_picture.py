"""Draws chats as SVG: what people wrote on the right, what the bot answered on the left, as Telegram's clients show it.

Text stays text, in fonts as wide as Helvetica; lines are broken by its widths. Nothing depends on the machine: the same
chats give the same picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from xml.sax.saxutils import escape, quoteattr

# Widths in thousandths of the size, by the letters that have them; letters with accents are as wide as those without.
_WIDTHS = {
    222: "ijl|'",
    278: "I.,:;!/\\[]ft ",
    333: "-()r`“”„{}·",
    500: "cksvxyzJ*",
    556: "abdeghnopqu0123456789#$?_L–…ß",
    584: "+<>=~",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    944: "W%—",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER, _EMOJI, _BOLDER = 600, 1300, 1.08
_PLAIN = str.maketrans("äöüÄÖÜéè", "aouAOUee")

FONTS = (
    "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans Condensed', "
    "'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif"
)
PHONE, GAP, EDGE, HEAD = 430, 24, 20, 54
BUBBLE, PAD, RADIUS = 372, 13, 14
SIZE, LINE = 15.0, 21
QUOTE_SIZE, QUOTE_LINE, QUOTE_PAD, QUOTE_LINES = 13.5, 18, 9, 8
BUTTON, BUTTON_GAP = 34, 4
_COLLAPSED = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One message: plain text of a person, or Telegram's HTML of the bot with the labels of its buttons, row by row."""

    text: str
    by_bot: bool = False
    buttons: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat under its title, oldest message first."""

    title: str
    messages: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style."""

    text: str
    bold: bool = False
    italic: bool = False
    link: bool = False
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a bubble. `more` stands for lines of a quotation that are folded away."""

    runs: tuple[Run, ...]
    more: bool = False

    @property
    def is_quote(self) -> bool:
        """Whether it belongs to a quotation."""
        return self.more or any(run.quote for run in self.runs)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is."""
    thousandths = sum(
        _EMOJI if ord(letter) > 0x2B00 else _WIDTH.get(letter.translate(_PLAIN), _OTHER) for letter in text
    )
    return thousandths * size / 1000 * (_BOLDER if bold else 1)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.runs: list[Run] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        kinds = {"bold": "b", "italic": "i", "link": "a", "quote": "blockquote"}
        self.runs.append(Run(data, **{kind: tag in self._open for kind, tag in kinds.items()}))


def runs_of(said: Said) -> list[Run]:
    """Return the text of a message by style."""
    if not said.by_bot:
        return [Run(said.text)]
    parser = _Parser()
    parser.feed(said.text)
    parser.close()
    return parser.runs


def lines_of(runs: Sequence[Run], most: float) -> list[Line]:
    """Return the lines of a text, none wider than `most` unless a single word is; a long quotation is folded."""
    lines: list[list[Run]] = [[]]
    at = 0.0
    for run in runs:
        size = QUOTE_SIZE if run.quote else SIZE
        room = most - 2 * QUOTE_PAD if run.quote else most
        if run.quote and lines[-1] and not any(r.quote for r in lines[-1]):
            lines.append([])
            at = 0.0
        for word in re.findall(r"\n|[^\s\n]+|[^\S\n]+", run.text):
            wide = width(word, size, bold=run.bold)
            if word == "\n" or (at and not word.isspace() and at + wide > room):
                lines.append([])
                at = 0.0
            if word != "\n" and (at or not word.isspace()):
                lines[-1].append(replace(run, text=word))
                at += wide
    return list(_folded([Line(tuple(_joined(line))) for line in lines]))


def _joined(words: Sequence[Run]) -> Iterator[Run]:
    """Yield neighbouring words of one style as one."""
    kept: Run | None = None
    for word in words:
        if kept is not None and replace(word, text="") == replace(kept, text=""):
            kept = replace(kept, text=kept.text + word.text)
            continue
        if kept is not None:
            yield kept
        kept = word
    if kept is not None:
        yield kept


def _folded(lines: Sequence[Line]) -> Iterator[Line]:
    n_quoted = sum(line.is_quote for line in lines)
    n_shown = 0
    for line in lines:
        if not line.is_quote:
            if line.runs or n_shown == 0:
                yield line
            continue
        n_shown += 1
        if n_quoted <= QUOTE_LINES or n_shown <= _COLLAPSED:
            yield line
        elif n_shown == _COLLAPSED + 1:
            yield Line((), more=True)


@dataclass(slots=True)
class _Canvas:
    """SVG as it grows downwards; `y` is where the next thing goes."""

    x: float
    y: float = HEAD + 16.0
    parts: list[str] = field(default_factory=list)

    def box(self, x: float, y: float, wide: float, high: float, radius: float, fill: str, extra: str = "") -> None:
        """Add a rounded rectangle."""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="{radius:g}" fill="{fill}"{extra}/>'
        )

    def text(self, x: float, y: float, runs: Sequence[Run], size: float, extra: str = "") -> None:
        """Add a line of text that begins at `x`, or lies around it where `extra` says so."""
        spans = "".join(f"<tspan{_style(run)}>{escape(run.text)}</tspan>" for run in runs)
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" xml:space="preserve"{extra}>{spans}</text>'
        )


def _style(run: Run) -> str:
    bold = ' font-weight="600"' if run.bold else ""
    italic = ' font-style="italic"' if run.italic else ""
    link = ' fill="#2474b5"' if run.link else ""
    return f"{bold}{italic}{link}"


def _message(canvas: _Canvas, said: Said) -> None:
    lines = lines_of(runs_of(said), BUBBLE - 2 * PAD)
    inner = max(_line_width(line) for line in lines)
    wide = BUBBLE if said.buttons else min(BUBBLE, inner + 2 * PAD)
    n_quoted = sum(line.is_quote for line in lines)
    high = (len(lines) - n_quoted) * LINE + n_quoted * QUOTE_LINE + (16 if n_quoted else 0) + 2 * PAD - 4
    x = canvas.x + 14 if said.by_bot else canvas.x + PHONE - 14 - wide
    canvas.box(x, canvas.y + 1, wide, high, RADIUS, "#a9bcc4")  # its shadow
    canvas.box(x, canvas.y, wide, high, RADIUS, "#ffffff" if said.by_bot else "#e3fbcb")
    y = canvas.y + PAD - 2
    if not n_quoted:
        _text_lines(canvas, x + PAD, y, lines)
    else:
        first = next(n for n, line in enumerate(lines) if line.is_quote)
        y = _text_lines(canvas, x + PAD, y, lines[:first]) + 5
        _quotation(canvas, x + PAD, y, wide - 2 * PAD, [line for line in lines if line.is_quote])
    canvas.y += high + BUTTON_GAP
    for row in said.buttons:
        _button_row(canvas, x, wide, row)
    canvas.y += 12


def _line_width(line: Line) -> float:
    size, extra = (QUOTE_SIZE, 2 * QUOTE_PAD) if line.is_quote else (SIZE, 0)
    return sum(width(run.text, size, bold=run.bold) for run in line.runs) + extra


def _text_lines(canvas: _Canvas, x: float, y: float, lines: Sequence[Line]) -> float:
    for line in lines:
        if line.runs:
            canvas.text(x, y + 15, line.runs, SIZE)
        y += LINE
    return y


def _quotation(canvas: _Canvas, x: float, y: float, wide: float, lines: Sequence[Line]) -> None:
    high = len(lines) * QUOTE_LINE + 10
    canvas.box(x, y, wide, high, 5, "#eaf3fa")
    canvas.box(x, y, 3, high, 1.5, "#3f93d1")
    y += 5
    for line in lines:
        if line.more:
            chevron = f"M {x + wide / 2 - 7:.1f} {y + 6:.1f} l 7 6 l 7 -6"
            canvas.parts.append(f'<path d="{chevron}" fill="none" stroke="#3f93d1" stroke-width="2"/>')
        else:
            canvas.text(x + QUOTE_PAD + 2, y + 13, line.runs, QUOTE_SIZE)
        y += QUOTE_LINE


def _button_row(canvas: _Canvas, x: float, wide: float, row: Sequence[str]) -> None:
    each = (wide - BUTTON_GAP * (len(row) - 1)) / len(row)
    for n, label in enumerate(row):
        left = x + n * (each + BUTTON_GAP)
        canvas.box(left, canvas.y, each, BUTTON, 8, "#6d93ad", ' fill-opacity="0.92"')
        shown = _cut(label, each - 16)
        canvas.text(
            left + each / 2, canvas.y + 22, [Run(shown, bold=True)], 13.5, ' text-anchor="middle" fill="#ffffff"'
        )
    canvas.y += BUTTON + BUTTON_GAP


def _cut(label: str, most: float) -> str:
    if width(label, 13.5, bold=True) <= most:
        return label
    while label and width(label + "…", 13.5, bold=True) > most:
        label = label[:-1]
    return label.rstrip() + "…"


def draw(chats: Sequence[Chat], *, title: str) -> str:
    """Return the chats side by side as SVG."""
    canvases: list[_Canvas] = []
    for number, chat in enumerate(chats):
        canvas = _Canvas(EDGE + number * (PHONE + GAP))
        for said in chat.messages:
            _message(canvas, said)
        canvases.append(canvas)
    high = max(canvas.y for canvas in canvases) + 6
    wide = 2 * EDGE + len(chats) * PHONE + (len(chats) - 1) * GAP
    made = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high + 2 * EDGE:.0f}" '
        f'viewBox="0 {-EDGE} {wide} {high + 2 * EDGE:.0f}" role="img" aria-label={quoteattr(title)} '
        f'font-family="{FONTS}" fill="#10202c">',
        f"<title>{escape(title)}</title>",
        f'<rect x="0" y="{-EDGE}" width="{wide}" height="{high + 2 * EDGE:.0f}" fill="#f3f5f7"/>',
    ]
    for canvas, chat in zip(canvases, chats, strict=True):
        made += _phone(canvas.x, high, chat.title)
        made += canvas.parts
    return "\n".join([*made, "</svg>", ""])


def _phone(x: float, high: float, title: str) -> Iterator[str]:
    """Yield the ground of a chat and the bar above it."""
    yield f'<rect x="{x:.1f}" y="0" width="{PHONE}" height="{high:.1f}" rx="16" fill="#cfdfe4"/>'
    yield (
        f'<path d="M {x:.1f} {HEAD} v {16 - HEAD} a 16 16 0 0 1 16 -16 h {PHONE - 32} a 16 16 0 0 1 16 16 v {HEAD - 16} z" '
        'fill="#ffffff"/>'
    )
    yield f'<circle cx="{x + 34:.1f}" cy="27" r="17" fill="#3f93d1"/>'
    yield (
        f'<text x="{x + 34:.1f}" y="32.5" font-size="15" font-weight="600" fill="#ffffff" text-anchor="middle">gc</text>'
    )
    yield f'<text x="{x + 62:.1f}" y="25" font-size="15.5" font-weight="600">{escape(title)}</text>'
    yield f'<text x="{x + 62:.1f}" y="42" font-size="12.5" fill="#6b7c88">bot</text>'
