"""From values to bars, tables, picture and page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import machine, material, parts, report, results
from benchmarks.bars import bars, fastest
from benchmarks.plots import picture
from benchmarks.results import About, Result, Rounds
from benchmarks.spread import Spread
from benchmarks.tables import bar_table, cell, lines_of
from knowledge.errors import InputError
from knowledge.quality.questions import read_questions


def result(part: str, measures: Mapping[str, Mapping[str, Rounds]], **settings: float) -> Result:
    return Result(
        part=part,
        date="2026-11-26",
        machine={"processor": "made", "cores": "2"},
        load=(0.1, 1.25),
        settings=settings,
        systems={"txtai": About(name="txtai", settings="hybrid", versions={"txtai": "9.14.0", "torch": "2.13.0"})},
        measures={name: dict(systems) for name, systems in measures.items()},
    )


START = result("start", {"seconds": {"answers": [[1.0], [1.4]], "txtai": [[8.0], [7.0]], "llama": [[5.0], [5.0]]}})
WARM = result(
    "warm",
    {
        "seconds": {"answers": [[0.01, 0.02]], "encoding": [[0.005]], "txtai": [[0.04, 0.05]]},
        "cpu": {"answers": [[0.01]], "encoding": [[0.005]], "txtai": [[0.06]]},
        "peak_mb": {"answers": [[301.0]], "encoding": [[200.0]], "txtai": [[900.0]]},
        "torch": {"answers": [[0.0]], "encoding": [[0.0]], "txtai": [[1.0]]},
    },
)
STAGES = result(
    "stages",
    {
        "seconds": {"rest": [[0.001, 0.003]], "encoding": [[0.006]], "whole answer": [[0.008]]},
        "cpu": {"rest": [[0.002]], "encoding": [[0.011]], "whole answer": [[0.013]]},
    },
)
MANY = result(
    "many",
    {
        "answers_per_second": {"alone": [[90.0]], "together": [[120.0]], "shared": [[141.0]], "reference": [[30.0]]},
        "cpu_per_answer": {"alone": [[0.012]], "together": [[0.01]], "shared": [[0.011]], "reference": [[0.03]]},
        "seconds": {
            "alone": [[0.01]],
            "together": [[0.45]],
            "shared": [[0.4] * 19 + [0.5]],
            "reference": [[0.03]],
        },
    },
)
QUALITY = result(
    "quality",
    {
        "R@1 en en": {
            "search": [[1.0, 1.0, 0.0, 1.0]],
            "txtai": [[1.0, 0.0, 0.0, 0.0]],
            "llama": [[1.0, 1.0, 0.0, 0.0]],
        },
        "R@1 de en": {"search": [[0.0, 1.0]]},
        "R@1 de de": {"search": [[1.0, 0.0]], "txtai": [[1.0, 1.0]]},
    },
)
ALL = {one.part: one for one in (START, WARM, STAGES, MANY, QUALITY)}


# -- the bars ----------------------------------------------------------------------------------


def test_the_start_is_held_against_the_peer_that_starts_fastest() -> None:
    absolute, relative = bars({"start": START})
    assert (absolute.found, absolute.limit, absolute.is_ratio, absolute.is_met) == (
        Spread(1.2, 1.0, 1.4),
        1.5,
        False,
        True,
    )
    assert relative.what == "`clusterbot ask` to the first hits of the fastest peer (llama)"
    assert relative.found == Spread(pytest.approx(0.24), 0.2, pytest.approx(0.28))
    assert not relative.is_met


def test_each_bar_knows_on_which_side_of_its_limit_it_is_met() -> None:
    met = {bar.what: bar.is_met for bar in bars(ALL)}
    assert met["whole answer to txtai's hybrid search"]  # 10 ms against 40 ms
    assert not met["whole answer to the bare encoding of the question"]  # 10 ms against 5 ms
    assert not met["answers a second, people at once, to one after another through sentence-transformers"]  # 4.7 of 5
    assert met["p95 to p50 of the wait, people at once"]
    assert met["R@1 en en to the best peer's (llama)"]  # 0.75 against 0.5
    assert not met["R@1 de de to the best peer's (txtai)"]


def test_to_be_level_with_a_peer_is_not_to_be_ahead() -> None:
    level = result("quality", {"R@1 en en": {"search": [[1.0, 0.0]], "txtai": [[0.0, 1.0]]}})
    assert [(bar.found.value, bar.is_met) for bar in bars({"quality": level})] == [(1.0, False)]


def test_parts_that_were_not_measured_have_no_bars() -> None:
    assert bars({}) == []
    assert {bar.part for bar in bars({"many": MANY})} == {"many"}
    assert fastest({"answers": [[1.0]]}) is None


# -- the tables --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "scale", "expected"),
    [
        (Spread(0.0123, 0.0123, 0.0123), 1000, "12.3"),
        (Spread(0.0123, 0.0119, 0.1), 1000, "12.3 (11.9 – 100)"),
        (Spread(1.234, 1.2341, 1.2339), 1, "1.23"),
        (Spread(0.04567, 0.0, 412.6), 1, "0.046 (0 – 413)"),
    ],
)
def test_a_cell_has_three_figures_and_the_spread_where_there_is_one(found: Spread, scale: float, expected: str) -> None:
    assert cell(found, scale) == expected


def test_the_bars_are_rows_that_say_whether_they_are_met() -> None:
    assert bar_table(bars({"start": START})).splitlines() == [
        "| what | bar | measured | met |",
        "|---|---|---|---|",
        "| `clusterbot ask`, start to end | ≤ 1.50 s | 1.20 (1.00 – 1.40) | yes |",
        "| `clusterbot ask` to the first hits of the fastest peer (llama) | ≤ 0.20 × | 0.24 (0.20 – 0.28) | **no** |",
    ]


def test_the_report_has_the_ratios_to_our_answer_the_machine_and_the_versions() -> None:
    told = report.report(ALL)
    assert "| txtai, hybrid search | 40.0 | 50.0 | 4.00 | 60.0 | 900 | yes |" in told
    assert "| **clusterbot, people at once, a process for each core** | 141 | 4.70 | 400 | 400 | 11.0 |" in told
    assert "| machine | processor: made, cores: 2 |" in told
    assert "| part `warm` | 2026-11-26, load average 0.1 before, 1.2 after |" in told
    assert "| txtai | hybrid | txtai 9.14.0, torch 2.13.0 |" in told


def test_the_stages_of_an_answer_come_with_the_longest_first_and_the_whole_last() -> None:
    told = report.report({"stages": STAGES}).splitlines()
    at = told.index("| stage | mean, ms | share | processor time, ms |")
    assert told[at + 2 : at + 5] == [
        "| encoding | 6.00 | 75 % | 11.0 |",
        "| rest | 2.00 | 25 % | 2.00 |",
        "| whole answer | 8.00 | 100 % | 13.0 |",
    ]


def test_quality_begins_with_questions_in_the_language_of_the_text_and_a_missing_figure_is_a_dash() -> None:
    told = report.report({"quality": QUALITY}).splitlines()
    at = next(n for n, line in enumerate(told) if line.startswith("| R@1 | English questions, English text (n = 4)"))
    assert told[at].endswith("| German questions, German text (n = 2) | German questions, English text (n = 2) |")
    assert told[at + 2] == "| clusterbot, search | 0.750 | 0.500 | 0.500 |"
    assert told[at + 4] == "| llama-index, dense search | 0.500 | – | – |"


def test_the_terminal_is_told_which_bars_are_missed() -> None:
    assert list(lines_of({"start": START})) == [
        "met    `clusterbot ask`, start to end: 1.20 (1.00 – 1.40) ≤ 1.50 s",
        "MISSED `clusterbot ask` to the first hits of the fastest peer (llama): 0.24 (0.20 – 0.28) ≤ 0.20 ×",
    ]


# -- picture, page and files -------------------------------------------------------------------


def test_the_picture_has_a_panel_for_each_part_and_a_bar_for_each_system() -> None:
    found = ["".join(e.itertext()).strip() for e in ElementTree.fromstring(picture(ALL)).findall(".//{*}text")]
    assert "first answer after the start, s" in found
    assert "R@1, German" in found
    assert found.count("txtai, hybrid search") == 5
    assert picture(ALL) == picture(ALL)
    assert picture({"many": MANY}) == ""


def test_page_and_picture_are_written_from_the_results_and_hand_written_text_stays(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    page = tmp_path / report.PAGE
    page.write_text(f"before\n\n{report.MARKS[0]}\n\nold\n\n{report.MARKS[1]}\n\nafter\n", encoding="utf-8")
    report.write(tmp_path, ALL)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n\n")
    assert text.endswith("\n\nafter\n")
    assert "old" not in text
    assert "](benchmarks.svg)" in text
    assert (tmp_path / report.PICTURE).read_text(encoding="utf-8") == picture(ALL)


def test_without_results_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="make bench"):
        report.write(tmp_path, {})


def test_the_page_in_the_documentation_has_the_place_for_the_tables() -> None:
    text = (material.ROOT / report.PAGE).read_text(encoding="utf-8")
    assert report.with_block(text, "x", "page", marks=report.MARKS).count("x\n\n" + report.MARKS[1]) == 1


def test_results_are_read_as_they_were_written_by_part(tmp_path: Path) -> None:
    assert results.read(tmp_path) == {}
    for one in ALL.values():
        results.write(one, tmp_path)
    assert results.read(tmp_path) == ALL


def test_a_damaged_result_names_the_part_to_measure_again(tmp_path: Path) -> None:
    (tmp_path / "warm.json").write_text('{"part": "warm"}', encoding="utf-8")
    with pytest.raises(InputError, match="Measure again: make bench PARTS=warm"):
        results.read(tmp_path)


# -- what is measured, in what order -----------------------------------------------------------


def test_each_round_has_other_questions_of_both_languages_the_same_every_time() -> None:
    rounds = material.questions(50, 3)
    asked = [question for questions in rounds for question in questions]
    assert len(set(asked)) == 150
    assert rounds == material.questions(50, 3)
    languages = {q.question: q.lang for q in read_questions(material.EVALUATION / "facts.jsonl")}
    assert {languages[q] for q in rounds[0] if q in languages} == {"en", "de"}


def test_paragraphs_come_with_the_questions_that_each_answers() -> None:
    texts, asked = material.paragraphs("de")
    assert (len(texts), len(asked)) == (180, 900)
    assert {paragraph for _, paragraph in asked} == {identifier for identifier, _ in texts}


def test_a_sample_keeps_the_order_and_is_never_longer_than_what_there_is() -> None:
    passages = [(str(n), "text") for n in range(20)]
    found = [int(identifier) for identifier, _ in material.sample(passages, 5)]
    assert found == sorted(set(found))
    assert len(found) == 5
    assert material.sample(passages, 99) == passages


def test_every_system_is_first_in_its_turn() -> None:
    assert [parts.rotated("abc", n) for n in range(4)] == [list("abc"), list("bca"), list("cab"), list("abc")]
    assert parts.rotated([], 3) == []


def test_the_best_size_of_batches_is_the_one_with_the_highest_rate() -> None:
    best, rates = parts.best_batch(lambda size: 100.0 - abs(size - 32))
    assert best == 32
    assert rates[64] == 68.0


def test_values_of_later_rounds_keep_their_place() -> None:
    found = parts.Measured()
    found.add("seconds", "a", 1, 0.5)
    found.add("seconds", "a", 0, 0.25, 0.75)
    assert found.measures == {"seconds": {"a": [[0.25, 0.75], [0.5]]}}


def test_the_machine_is_told_by_its_processor_and_memory(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text(
        "model name\t: Made 3000\nflags\t\t: fpu avx2 avx512_vnni\n\nmodel name\t: other\n"
    )
    (tmp_path / "meminfo").write_text("MemTotal:       24696060 kB\nMemFree: 1 kB\n")
    told = machine.describe(tmp_path)
    assert told["processor"] == "Made 3000 (avx2, avx512_vnni)"
    assert told["memory"] == "24 GiB"
    assert list(told) == ["processor", "cores", "memory", "system", "Python"]


def test_what_the_system_does_not_tell_of_the_machine_is_left_out(tmp_path: Path) -> None:
    assert "memory" not in machine.describe(tmp_path)
