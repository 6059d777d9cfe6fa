"""Results of the bench as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.bars import Bar, bars
from benchmarks.results import WHOLE, Result, Rounds
from benchmarks.spread import Of, Spread, mean, p50, p95, ratio, spread
from knowledge.quality.quality_tables import table

LABELS: Mapping[str, str] = {
    "answers": "**clusterbot, whole answer**",
    "search": "clusterbot, search",
    "encoding": "bare encoding, exported graph",
    "questions": "bare encoding, exported graph in eight bits",
    "sentence_transformers": "bare encoding, sentence-transformers",
    "txtai": "txtai, hybrid search",
    "haystack": "Haystack, hybrid search",
    "llama": "llama-index, dense search",
    "shared": "**clusterbot, people at once, a process for each core**",
    "together": "clusterbot, people at once, one process",
    "alone": "clusterbot, one after another",
    "reference": "the same through sentence-transformers, one after another",
    "telegram": "clusterbot, Telegram",
}
_TEXT = {"en": "English", "de": "German"}


def report(results: Mapping[str, Result]) -> str:
    """Return the bars, a table for each part that was measured, the machine and the systems."""
    parts = ((title, made(results[part])) for part, (title, made) in _PARTS.items() if part in results)
    told = [f"### {title}\n\n{text}" for title, text in parts]
    return "\n\n".join(
        [
            f"### The bars\n\n{bar_table(bars(results))}",
            *told,
            f"### The machine\n\n{machine_table(results)}",
            f"### The systems\n\n{system_table(results)}",
        ]
    )


def bar_table(found: Sequence[Bar]) -> str:
    """Return a row for each bar, with the median of the rounds, the lowest and highest, and whether it is met."""
    rows = [
        (
            bar.what,
            f"{bar.sign} {_number(bar.limit)} {bar.unit}".strip(),
            cell(bar.found),
            _met(bar),
        )
        for bar in found
    ]
    return "\n".join(table(("what", "bar", "measured", "met"), rows))


def cell(found: Spread, scale: float = 1.0) -> str:
    """Return the median, and in brackets the lowest and highest round where they differ from it as written."""
    value, low, high = (_number(scale * figure) for figure in (found.value, found.low, found.high))
    return value if low == value == high else f"{value} ({low} – {high})"


def machine_table(results: Mapping[str, Result]) -> str:
    """Return what the machine is, and for each part when it was measured and how much else went on."""
    machines = {tuple(result.machine.items()) for result in results.values()}
    rows = [("machine", ", ".join(f"{name}: {value}" for name, value in told)) for told in sorted(machines)]
    rows += [
        (f"part `{part}`", f"{result.date}, load average {result.load[0]:.1f} before, {result.load[1]:.1f} after")
        for part, result in results.items()
    ]
    return "\n".join(table(("what", "is"), rows))


def system_table(results: Mapping[str, Result]) -> str:
    """Return what each system says of itself, with the versions of what it stands on."""
    systems = {key: about for result in results.values() for key, about in result.systems.items()}
    rows = [
        (about.name, about.settings, ", ".join(f"{package} {version}" for package, version in about.versions.items()))
        for about in systems.values()
    ]
    return "\n".join(table(("system", "settings", "versions"), rows))


def _start(result: Result) -> str:
    systems = result.measures["seconds"]
    rows = [(LABELS[key], cell(spread(rounds)), _times(systems, key, "answers")) for key, rounds in systems.items()]
    return "\n".join(table(("from the start of the process to", "s", "× clusterbot"), rows))


def _warm(result: Result) -> str:
    seconds, cpu, memory, torch = (result.measures[name] for name in ("seconds", "cpu", "peak_mb", "torch"))
    rows = [
        (
            LABELS[key],
            cell(spread(rounds), 1000),
            cell(spread(rounds, p95), 1000),
            _times(seconds, key, "answers"),
            cell(spread(cpu[key]), 1000),
            cell(spread(memory[key])),
            "yes" if spread(torch[key]).value else "no",
        )
        for key, rounds in seconds.items()
    ]
    head = (
        "one question",
        "p50, ms",
        "p95, ms",
        "p50 × clusterbot",
        "processor time p50, ms",
        "peak memory, MB",
        "torch",
    )
    return "\n".join(table(head, rows))


def _stages(result: Result) -> str:
    seconds, cpu = result.measures["seconds"], result.measures["cpu"]
    means = {stage: spread(rounds, mean).value for stage, rounds in seconds.items()}
    rows = [
        (
            stage,
            cell(spread(seconds[stage], mean), 1000),
            f"{100 * means[stage] / means[WHOLE]:.0f} %",
            cell(spread(cpu[stage], mean), 1000),
        )
        for stage in sorted(means, key=lambda stage: (stage == WHOLE, -means[stage]))
    ]
    return "\n".join(table(("stage", "mean, ms", "share", "processor time, ms"), rows))


def _telegram(result: Result) -> str:
    names = (("p50", "p50, s"), ("p95", "p95, s"), ("peak_mb", "peak memory, MB"))
    shown = [(label, result.measures[name]["telegram"]) for name, label in names if name in result.measures]
    row = (f"{result.settings['people']:.0f} chats at once", *(cell(spread(rounds)) for _, rounds in shown))
    return "\n".join(table(("Telegram bot", *(label for label, _ in shown)), [row]))


def _indexing(result: Result) -> str:
    rates = result.measures["passages_per_second"]
    rows = [(_indexed(key), cell(spread(rounds)), _times(rates, key, "encoding")) for key, rounds in rates.items()]
    lines = list(table(("what", "passages a second", "× the exported graph"), rows))
    tried = [(name, value) for name, value in result.settings.items() if name.startswith("passages a second")]
    told = ", ".join(f"{name.rpartition(' ')[2]}: {_number(value)}" for name, value in tried)
    unchanged = cell(spread(result.measures["unchanged"]["answers"]))
    return "\n".join(
        [
            *lines,
            "",
            f"`model.encode` by the size of its batches, once each, passages a second: {told}. The best was taken.",
            f"`clusterbot index` on a corpus that has not changed: {unchanged} s.",
        ]
    )


def _many(result: Result) -> str:
    rates, seconds, cpu = (result.measures[name] for name in ("answers_per_second", "seconds", "cpu_per_answer"))
    rows = [
        (
            LABELS[key],
            cell(spread(rounds)),
            _times(rates, key, "reference"),
            cell(spread(seconds[key]), 1000),
            cell(spread(seconds[key], p95), 1000),
            cell(spread(cpu[key]), 1000),
        )
        for key, rounds in sorted(rates.items(), key=lambda item: list(LABELS).index(item[0]))
    ]
    head = ("answers", "a second", "× the last", "wait p50, ms", "wait p95, ms", "processor time each, ms")
    return "\n".join(table(head, rows))


def _quality(result: Result) -> str:
    measures = sorted(result.measures, key=lambda name: (name.split()[1] != name.split()[2], name.split()[1] != "en"))
    keys = list(dict.fromkeys(key for measure in measures for key in result.measures[measure]))
    rows = [(LABELS[key], *(_share(result.measures[measure].get(key)) for measure in measures)) for key in keys]
    sizes = [len(next(iter(result.measures[measure].values()))[0]) for measure in measures]
    head = tuple(
        f"{_TEXT[asked]} questions, {_TEXT[spoken]} text (n = {n})"
        for (_, asked, spoken), n in zip((measure.split() for measure in measures), sizes, strict=True)
    )
    return "\n".join(table(("R@1", *head), rows))


def _share(rounds: Rounds | None) -> str:
    return "–" if rounds is None else f"{spread(rounds, mean).value:.3f}"


def _times(systems: Mapping[str, Rounds], key: str, base: str, of: Of = p50) -> str:
    if key == base or base not in systems:
        return "1" if key == base else "–"
    return cell(ratio(systems[key], systems[base], of))


def _indexed(key: str) -> str:
    of = {"encoding": "", "sentence_transformers": ", best batches", "search": ": index of plain text, with sentences"}
    return LABELS[key].replace(", search", "") + of.get(key, ": index")


def _met(bar: Bar) -> str:
    return "yes" if bar.is_met else "**no**"


def _number(value: float) -> str:
    """Return `value` with three figures that count, without an exponent."""
    if value == 0 or abs(value) >= 100:
        return f"{value:.0f}"
    digits = 2 if abs(value) < 10 else 1
    return f"{value:.{digits}f}" if abs(value) >= 0.1 else f"{value:.3f}"


_PARTS = {
    "start": ("From the start to the first answer", _start),
    "warm": ("One question in a process that is warm", _warm),
    "stages": ("Where the time of an answer goes", _stages),
    "telegram": ("The running bot", _telegram),
    "indexing": ("Indexing", _indexing),
    "many": ("Many at once", _many),
    "quality": ("The right paragraph first", _quality),
}


def lines_of(results: Mapping[str, Result]) -> Iterator[str]:
    """Yield a line a bar for the terminal."""
    for bar in bars(results):
        met = "met   " if bar.is_met else "MISSED"
        yield f"{met} {bar.what}: {cell(bar.found)} {bar.sign} {_number(bar.limit)} {bar.unit}".rstrip()
