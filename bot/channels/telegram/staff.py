"""What staff are told in a chat: which questions had no answer, and how the bot is doing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil

from bot.channels.telegram.desk import Desk
from bot.channels.telegram.texts import text as say
from bot.gap_report import gap_groups, rated_groups
from knowledge.records import Language

MOST_TOLD = 15
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def gaps(desk: Desk, language: Language) -> str:
    """Return the questions that had no answer, like ones together, and those whose answers were found bad; the most often first."""
    groups = gap_groups(desk.state.gaps())
    rated = rated_groups(desk.state.bad_ratings())
    if not groups and not rated:
        return say("no_gaps", language)
    lines: list[str] = []
    if groups:
        lines.append(say("gaps", language, n=sum(group.times for group in groups)))
        lines += [f"{group.times} × {group.question} ({group.newest})" for group in groups[:MOST_TOLD]]
    if rated:
        lines.append(say("bad_ratings", language, n=sum(group.bad for group in rated)))
        lines += [f"{group.bad} × {group.question} ({group.newest})" for group in rated[:MOST_TOLD]]
    if max(len(groups), len(rated)) > MOST_TOLD:
        lines.append(say("all_gaps", language))
    return "\n".join(lines)


def status(desk: Desk, language: Language) -> str:
    """Return the generation of the index, since when the bot runs, and how many answers of today took how long."""
    now = desk.clock()
    midnight = datetime.fromtimestamp(now).replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    times = [figure.elapsed_ms for figure in desk.state.answers_since(midnight)]
    return say(
        "status",
        language,
        generation=desk.answerer.base.manifest.generation,
        uptime=_duration(now - desk.started),
        answers=len(times),
        p95=_percentile(times, 0.95),
    )


def _percentile(values: Sequence[float], share: float) -> str:
    """Return the smallest of `values` that `share` of them do not exceed, in whole numbers; "–" of none."""
    return f"{sorted(values)[ceil(share * len(values)) - 1]:.0f}" if values else "–"


def _duration(seconds: float) -> str:
    """Return a duration in the two largest of its units: "3 d 4 h", "12 min 0 s"."""
    left = max(0, int(seconds))
    units = []
    for size, name in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min"), (1, "s")):
        units.append((left // size, name))
        left %= size
    first = next((i for i, (n, _) in enumerate(units) if n), len(units) - 2)
    first = min(first, len(units) - 2)
    return " ".join(f"{n} {name}" for n, name in units[first : first + 2])
