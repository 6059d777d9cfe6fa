from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import DocumentError
from knowledge.quality.expected import (
    ExpectedFile,
    HeldFigure,
    MeasuredFigure,
    default_tolerance,
    differences,
    format_expected,
    read_expected,
    renewed,
    telling,
)
from knowledge.quality.figures import Figure

HELD = {
    "right": HeldFigure(value=0.8, n=100, tolerance=0.02),
    "refused": HeldFigure(value=0.1, n=100, tolerance=0.02),
}
FILE = ExpectedFile(
    figures={
        "right": MeasuredFigure(value=0.81, n=400, low=0.7, high=0.9),
        "calibration error": MeasuredFigure(value=0.1, n=90),
    },
    held=HELD,
    groups={"g": "8/10"},
)
EXPECTED = {"facts": FILE}


def measured(right: float = 0.8, refused: float = 0.1) -> dict[str, Figure]:
    return {"right": Figure(right, 100, 0.7, 0.9), "refused": Figure(refused, 100, 0.05, 0.15)}


# -- comparing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "figures",
    [
        measured(),
        measured(right=0.78),
        measured(right=0.84),
        measured(refused=0.12),
        measured(refused=0.06),
    ],
)
def test_figures_within_the_tolerance_or_better_by_at_most_twice_it_pass(figures: dict[str, Figure]) -> None:
    assert list(differences(HELD, figures)) == []


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (measured(right=0.77), "'right' is 0.7700 of 100, expected 0.8000 of 100"),
        (measured(refused=0.13), "'refused' is 0.1300 of 100, expected 0.1000 of 100"),
    ],
)
def test_a_figure_that_is_worse_by_more_than_its_tolerance_is_told(figures: dict[str, Figure], told: str) -> None:
    (line,) = differences(HELD, figures)
    assert line == f"{told}: worse by more than 0.02. Find out why with clusterbot eval --failures"


@pytest.mark.parametrize("figures", [measured(right=0.85), measured(refused=0.05)])
def test_a_figure_that_is_better_by_more_than_twice_its_tolerance_asks_for_renewal(figures: dict[str, Figure]) -> None:
    (line,) = differences(HELD, figures)
    assert line.endswith(": better by more than twice 0.02. Renew what is expected: make figures")


def test_other_questions_ask_for_renewal() -> None:
    assert list(differences(HELD, {**measured(), "right": Figure(0.8, 101)})) == [
        "'right' is 0.8000 of 101, expected 0.8000 of 100: the questions are others. Renew what is expected: make figures"
    ]


def test_a_figure_that_is_new_or_gone_asks_for_renewal() -> None:
    figures = {name: figure for name, figure in measured().items() if name != "refused"}
    assert list(differences(HELD, {**figures, "abstained": Figure(1.0, 5)})) == [
        "'abstained' is not expected. Renew what is expected: make figures",
        "'refused' is no longer measured. Renew what is expected: make figures",
    ]


# -- renewing ----------------------------------------------------------------------------------


def test_the_bot_is_held_to_shares_of_ten_questions_or_more_that_are_the_same_on_every_machine() -> None:
    figures = {"right": Figure(0.8, 10), "right en": Figure(0.8, 9), "calibration error": Figure(0.1, 90)}
    assert telling({**figures, "decided rightly": Figure(1.0, 50)}) == {"right": Figure(0.8, 10)}


def test_renewal_takes_what_was_measured_and_keeps_the_tolerance() -> None:
    before = {
        "facts": FILE.model_copy(update={"held": {"right": HELD["right"].model_copy(update={"tolerance": 0.07})}})
    }
    figures = {"right": Figure(0.6, 200, 0.5, 0.7), "abstained": Figure(0.5, 160, 0.4, 0.6)}
    drawn = {"right": Figure(0.5, 50, 0.4, 0.6), "abstained": Figure(0.4, 40, 0.3, 0.5)}
    assert renewed(before, "facts", figures, drawn, {"h": "1/1"}) == {
        "facts": ExpectedFile(
            figures={
                "right": MeasuredFigure(value=0.6, n=200, low=0.5, high=0.7),
                "abstained": MeasuredFigure(value=0.5, n=160, low=0.4, high=0.6),
            },
            held={
                "right": HeldFigure(value=0.5, n=50, tolerance=0.07),
                "abstained": HeldFigure(value=0.4, n=40, tolerance=0.05),
            },
            groups={"h": "1/1"},
        )
    }


def test_renewal_leaves_other_files_and_the_order_as_they_are() -> None:
    made = renewed({"dev": FILE, "facts": FILE}, "facts", measured(right=0.9), measured(), {})
    assert list(renewed(made, "new", measured(), measured(), {})) == ["dev", "facts", "new"]
    assert made["dev"] == FILE


@pytest.mark.parametrize(("n", "tolerance"), [(100, 0.02), (1000, 0.01), (3, 0.1)])
def test_a_new_figure_may_be_worse_by_two_questions_within_bounds(n: int, tolerance: float) -> None:
    assert default_tolerance(n) == tolerance


# -- the file ----------------------------------------------------------------------------------


def test_what_is_expected_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "expected.yaml"
    path.write_text(format_expected({**EXPECTED, "dev": FILE}), encoding="utf-8")
    assert read_expected(path) == {**EXPECTED, "dev": FILE}
    assert list(read_expected(path)) == ["facts", "dev"]


def test_the_file_has_a_line_for_each_figure_below_the_rules() -> None:
    lines = format_expected(EXPECTED).splitlines()
    assert [line[0] for line in lines[:3]] == ["#", "#", "#"]
    assert lines[3:] == [
        "facts:",
        "  figures:",
        "    right: {value: 0.81, n: 400, low: 0.7, high: 0.9}",
        "    calibration error: {value: 0.1, n: 90}",
        "  held:",
        "    right: {value: 0.8, n: 100, tolerance: 0.02}",
        "    refused: {value: 0.1, n: 100, tolerance: 0.02}",
        "  groups: {g: 8/10}",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "facts: [",
        "facts: 3",
        "- facts",
        "",
        "facts: {figures: {right: {value: 1}}, groups: {}}",
        "facts: {figures: {}, held: {right: {value: 1, n: 1, tolerance: -1}}, groups: {}}",
        "facts: {figures: {}, held: {right: {value: 1, n: 1}}, groups: {}}",
        "facts: {figures: {}, groups: {}, more: 1}",
    ],
)
def test_a_malformed_file_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "expected.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"'expected\.yaml' is malformed .* run: make figures$") as caught:
        read_expected(path)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_refused_with_what_writes_it(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"cannot be read .* Write it: make figures$"):
        read_expected(tmp_path / "expected.yaml")
