"""The coverage–risk curve as a picture, by matplotlib: the only module that needs it. It comes with the extra `eval`."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

import matplotlib
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from knowledge.quality.selective import Curve

_METADATA = {"Date": None, "Creator": None, "Title": "Coverage and risk by the threshold of confidence"}
_LABELS = {"lang en": "English", "lang de": "German"}
# black, blue and vermilion of Okabe and Ito, which people of any colour vision tell apart
_COLOURS = ("#000000", "#0072B2", "#D55E00")
_DASHES = ("-", "--", "-.")


def curve_svg(curves: Sequence[Curve], threshold: float, answerable: float) -> str:
    """Return an SVG with a line for each of up to three curves, and on it a mark where the threshold in force lies.

    `answerable` is the share of questions that can be answered; an upright line stands there. The same curves make the
    same text: there is no date, version, random id or setting of the person's own in it.
    """
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({"svg.hashsalt": "clusterbot", "svg.fonttype": "none"})
        figure = Figure(figsize=(7, 4.5), layout="constrained")
        axes = figure.add_subplot()
        axes.axvline(answerable, color="#888888", linewidth=0.8, linestyle=":")
        axes.text(answerable, 0.02, f" {answerable:.0%} answerable", transform=axes.get_xaxis_transform())
        for line, colour, dashes in zip(curves, _COLOURS, _DASHES, strict=False):
            area = "–" if line.area is None else f"{line.area:.3f}"
            axes.plot(
                [point.coverage for point in line.points],
                [point.risk for point in line.points],
                color=colour,
                linestyle=dashes,
                linewidth=1.5,
                label=f"{_LABELS.get(line.name, line.name)}: {line.n} questions, AURC {area}",
            )
            if line.risk is not None:
                axes.plot([line.coverage], [line.risk], color=colour, marker="o", linestyle="")
        axes.plot([], [], color=_COLOURS[0], marker="o", linestyle="", label=f"shipped threshold {threshold:g}")
        axes.set(xlabel="coverage: share of questions answered", ylabel="risk: share of wrong ones among these")
        axes.set(xlim=(0, 1), ylim=(0, None))
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        axes.grid(color="#dddddd", linewidth=0.6)
        axes.legend(loc="upper left", frameon=False)
        out = StringIO()
        figure.savefig(out, format="svg", metadata=_METADATA)
    return out.getvalue()
