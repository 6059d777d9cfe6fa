"""The results of the bench as one picture, by matplotlib (extra `eval`)."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.results import Result, Rounds
from benchmarks.spread import Of, mean, p50, p95, spread
from benchmarks.tables import LABELS

_OURS, _OTHER, _MARK = "#0072B2", "#999999", "#D55E00"  # of Okabe and Ito, with grey
_MINE = {"answers", "search", "encoding", "questions", "together", "alone"}
_METADATA = {"Date": None, "Creator": None, "Title": "clusterbot beside its peers"}


def picture(results: Mapping[str, Result]) -> str:
    """Return an SVG with a panel for each of start, warm questions, memory and quality that was measured.

    The same results make the same text. Empty when none of these was measured.
    """
    panels = [
        (title, result.measures[measure], of, scale, marked)
        for title, part, measure, of, scale, marked in (
            ("first answer after the start, s", "start", "seconds", p50, 1.0, False),
            ("one question, warm, ms: p50, and p95 as a mark", "warm", "seconds", p50, 1000.0, True),
            ("peak memory, MB", "warm", "peak_mb", p50, 1.0, False),
            ("R@1, English", "quality", "R@1 en en", mean, 1.0, False),
            ("R@1, German", "quality", "R@1 de de", mean, 1.0, False),
        )
        if (result := results.get(part)) is not None and measure in result.measures
    ]
    if not panels:
        return ""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({"svg.hashsalt": "clusterbot", "svg.fonttype": "none", "font.size": 9})
        heights = [len(systems) + 1.5 for _, systems, *_ in panels]
        figure = Figure(figsize=(7.5, 0.27 * sum(heights)), layout="constrained")
        axes = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights)[:, 0]
        for axis, (title, systems, of, scale, marked) in zip(axes, panels, strict=True):
            _bars(axis, title, systems, of, scale, marked)
        out = StringIO()
        figure.savefig(out, format="svg", metadata=_METADATA)
    return out.getvalue()


def _bars(axis: Axes, title: str, systems: Mapping[str, Rounds], of: Of, scale: float, marked: bool) -> None:
    """Draw a bar for each system, the first on top, with a line from the lowest round to the highest."""
    names = [LABELS[key].strip("*") for key in systems]
    found = [spread(rounds, of) for rounds in systems.values()]
    values = [scale * one.value for one in found]
    beside = [[scale * (one.value - one.low) for one in found], [scale * (one.high - one.value) for one in found]]
    colours = [_OURS if key in _MINE else _OTHER for key in systems]
    axis.barh(names, values, xerr=beside, color=colours, error_kw={"elinewidth": 1, "ecolor": "black"})
    if marked:
        tails = [scale * spread(rounds, p95).value for rounds in systems.values()]
        axis.plot(tails, names, linestyle="", marker="|", markersize=9, color=_MARK)
    axis.invert_yaxis()
    axis.set_title(title, loc="left", fontsize=9)
    axis.set_xlim(left=0)
    axis.spines[["top", "right"]].set_visible(False)
