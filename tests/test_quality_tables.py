from __future__ import annotations

import pytest

from knowledge.errors import DocumentError
from knowledge.quality.expected import ExpectedFile, MeasuredFigure
from knowledge.quality.quality_tables import BEGIN, END, details, summary, with_block


def figure(value: float, n: int = 10, low: float | None = None, high: float | None = None) -> MeasuredFigure:
    return MeasuredFigure(value=value, n=n, low=low, high=high)


FACTS = ExpectedFile(
    figures={
        "right": figure(0.86557, 424, 0.83255, 0.89623),
        "right test": figure(0.9, 206, 0.85, 1.0),
        "refused": figure(0.056, 424),
        "language": figure(0.75, 4),
        "calibration error": figure(0.1243, 395),
    },
    groups={"europe_policy": "51/54", "labels": "27/31"},
)
UNANSWERABLE = ExpectedFile(
    figures={
        "right": figure(0.5, 20),
        "abstained": figure(0.8, 20, 0.7, 0.9),
        "language": figure(1.0, 8),
        "language of few words": figure(1.0, 2),
    },
    groups={"abstention": "10/20"},
)
EXPECTED = {"facts": FACTS, "unanswerable": UNANSWERABLE}


def test_the_summary_has_a_row_for_each_figure_that_is_there() -> None:
    assert summary(EXPECTED).splitlines() == [
        "| questions | n | right | 95 % interval |",
        "|---|---|---|---|",
        "| own questions on facts | 424 | 86.6 % | 83.3 – 89.6 % |",
        "| – of these the test half (never fitted on) | 206 | 90.0 % | 85.0 – 100 % |",
        "| own unanswerable questions: abstained | 20 | 80.0 % | 70.0 – 90.0 % |",
        # (0.75 * 4 + 1.0 * 8) / 12
        "| language of the answer is that of the question | 12 | 91.7 % | – |",
        "| – with one to three words | 2 | 100 % | – |",
    ]


def test_the_development_questions_come_first_where_their_figures_are_known() -> None:
    expected = {**EXPECTED, "dev": ExpectedFile(figures={"right": figure(0.95, 120, 0.9, 0.98)}, groups={})}
    first = summary(expected).splitlines()[2]
    assert first == "| development questions (not written by us, not fitted on), all | 120 | 95.0 % | 90.0 – 98.0 % |"


def test_the_details_add_a_row_for_each_file_and_the_groups_where_there_are_several() -> None:
    assert details(EXPECTED) == "\n\n".join(
        [
            summary(EXPECTED),
            "| file | right | right en | right de | right test | abstained | refused "
            "| decided | decided rightly | calibration error | n |\n"
            "|---|---|---|---|---|---|---|---|---|---|---|\n"
            "| `facts` | 86.6 % | – | – | 90.0 % | – | 5.6 % | – | – | 0.124 | 424 |\n"
            "| `unanswerable` | 50.0 % | – | – | – | 80.0 % | – | – | – | – | 20 |",
            "Right by group of `facts`: europe policy 51/54, labels 27/31.",
        ]
    )


def test_questions_near_to_what_the_sources_say_have_a_row_of_their_own() -> None:
    near = ExpectedFile(figures={"right": figure(0.8, 240), "abstained": figure(0.6, 120, 0.5, 0.7)}, groups={})
    row = "| own questions near to what the sources say and not in them: abstained | 120 | 60.0 % | 50.0 – 70.0 % |"
    assert row in summary({"near": near}).splitlines()


def test_the_block_takes_the_place_of_what_is_between_the_comments() -> None:
    page = f"before\n\n{BEGIN}\n\nold\n\nold\n\n{END}\n\nafter\n"
    made = with_block(page, "| new |", "README.md")
    assert made == f"before\n\n{BEGIN}\n\n| new |\n\n{END}\n\nafter\n"
    assert with_block(made, "| new |", "README.md") == made


@pytest.mark.parametrize(
    "page",
    ["", BEGIN, END, f"{END} {BEGIN}", f"{BEGIN} {BEGIN} {END}", f"{BEGIN} {END} {END}", f"{END} {BEGIN} {END}"],
)
def test_a_page_without_the_two_comments_once_in_order_is_refused(page: str) -> None:
    with pytest.raises(DocumentError, match=r"'README\.md' lacks the place for figures, once: '<!--"):
        with_block(page, "new", "README.md")
