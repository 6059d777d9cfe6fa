"""What growth.py measured, as a table in Markdown, as a picture, and in the page of the benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import StringIO

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.growth_index import SEARCH_COLUMNS, Searches
from knowledge.quality.quality_tables import table, with_block

BEGIN = "<!-- growth: written by python -m benchmarks.growth -->"
END = "<!-- end of growth -->"
TARGET_MS, TARGET_RECALL = 50, 0.98
# black, blue, vermilion and green of Okabe and Ito, which people of any colour vision tell apart
_COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73")
_MARKS = "os^D"


class Grown(Searches):
    """One size: `n` passages with a vector each. Times of searches are percentiles over 200 questions."""

    n: int
    rows_s: float
    stored_vectors_s: float
    word_counts_s: float
    postings_s: float
    vectors_s: float
    peak_mb: float
    opening_s: float
    opened_mb: float
    private_mb: float
    shared_mb: float
    knowledge_mb: float
    vectors_mb: float
    kind: str


_COLUMNS: Mapping[str, Callable[[Grown], str]] = {
    "passages": lambda g: f"{g.n:,}",
    "vector index": lambda g: g.kind,
    "rows written, s": lambda g: f"{g.rows_s + g.stored_vectors_s + g.word_counts_s + g.postings_s:,.1f}",
    "vector index built, s": lambda g: f"{g.vectors_s:,.1f}",
    "peak memory of building, MB": lambda g: f"{g.peak_mb:,.0f}",
    "database + vectors, MB": lambda g: f"{g.knowledge_mb:,.0f} + {g.vectors_mb:,.0f}",
    "opened, s": lambda g: f"{g.opening_s:.2f}",
    "memory of its own, MB": lambda g: f"{g.private_mb:,.0f}",
    **SEARCH_COLUMNS,
    "with encoding, ms": lambda g: f"{g.question_p50_ms:.1f} / {g.question_p95_ms:.1f}",
}


def grown_table(sizes: Sequence[Grown], clock: str, machine: Mapping[str, str]) -> str:
    """Return the table, sizes in the order given, and under it what it was measured on."""
    lines = table(tuple(_COLUMNS), [tuple(cell(size) for cell in _COLUMNS.values()) for size in sizes])
    told = "; ".join(f"{name}: {value}" for name, value in machine.items())
    seconds = "wall time" if clock == "wall" else "CPU time of the process, the machine being busy with other work"
    note = f"Building is in wall time; opening, and searches as p50 / p95, in {seconds}. Machine: {told}."
    return "\n".join([*lines, "", note])


def between(page: str, text: str) -> str:
    """Return `page` with `text` between the two comments. Raises `DocumentError` where these are not there."""
    return with_block(page, text, "benchmarks.md", marks=(BEGIN, END))


def picture(sizes: Sequence[Grown]) -> str:
    """Return an SVG: time, memory and R@10 by the number of passages. The same sizes make the same text."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({"svg.hashsalt": "clusterbot", "svg.fonttype": "none"})
        figure = Figure(figsize=(11, 3.8), layout="constrained")
        time, memory, recall = figure.subplots(1, 3)
        _lines(time, sizes, {
            "search, p95": lambda g: g.hybrid_p95_ms,
            "lexical run, p95": lambda g: g.lexical_p95_ms,
            "dense run, p95": lambda g: g.dense_p95_ms,
        })  # fmt: skip
        time.axhline(TARGET_MS, color="#888888", linewidth=0.8, linestyle=":")
        time.set(ylabel="milliseconds", yscale="log")
        _lines(memory, sizes, {
            "database": lambda g: g.knowledge_mb,
            "vector file": lambda g: g.vectors_mb,
            "memory of the process's own": lambda g: g.private_mb,
            "peak of building": lambda g: g.peak_mb,
        })  # fmt: skip
        memory.set(ylabel="megabytes", yscale="log")
        _lines(recall, sizes, {"R@10 against exact search": lambda g: g.recall})
        recall.axhline(TARGET_RECALL, color="#888888", linewidth=0.8, linestyle=":")
        recall.set(ylim=(0.95, 1.002))
        out = StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Title": "Growth"})
    return out.getvalue()


def _lines(axes: Axes, sizes: Sequence[Grown], lines: Mapping[str, Callable[[Grown], float]]) -> None:
    numbers = [size.n for size in sizes]
    for (label, value), colour, mark in zip(lines.items(), _COLOURS, _MARKS, strict=False):
        axes.plot(numbers, [value(size) for size in sizes], color=colour, marker=mark, markersize=4, label=label)
    axes.set(xlabel="passages", xscale="log")
    axes.grid(color="#dddddd", linewidth=0.6)
    axes.legend(frameon=False, fontsize="small")
