from __future__ import annotations

import os
import subprocess
import sys
from xml.etree import ElementTree

import matplotlib
import pytest
from command_line import ROOT

from knowledge.quality.pictures import curve_svg
from knowledge.quality.selective import Judged, curves

ITEMS = [
    Judged("en", True, 0.9, True),
    Judged("en", True, 0.4, False),
    Judged("de", True, 0.8, True),
    Judged("de", False, None, True),
]
CODE = """
import sys
sys.path.insert(0, "tests")
from test_pictures import drawn
sys.stdout.write(drawn())
"""


def drawn(threshold: float = 0.5) -> str:
    return curve_svg(curves(ITEMS, threshold), threshold, 0.75)


def texts(svg: str) -> set[str]:
    return {"".join(element.itertext()).strip() for element in ElementTree.fromstring(svg).findall(".//{*}text")}


def test_each_line_is_named_with_its_number_of_questions_and_its_area() -> None:
    # all: risks 0, 0 and 1 of 3; English: 0 and 1 of 2; German: 0
    assert {
        "all: 4 questions, AURC 0.111",
        "English: 2 questions, AURC 0.250",
        "German: 2 questions, AURC 0.000",
    } <= texts(drawn())


def test_the_threshold_in_force_and_the_share_that_can_be_answered_are_told() -> None:
    assert {"shipped threshold 0.5", "75% answerable"} <= texts(drawn())


def test_the_axes_are_named() -> None:
    assert {"coverage: share of questions answered", "risk: share of wrong ones among these"} <= texts(drawn())


def test_a_threshold_that_refuses_everything_has_no_mark_and_a_curve_of_nothing_no_area() -> None:
    items = [Judged("en", False, None, True)]
    assert "all: 1 questions, AURC –" in texts(curve_svg(curves(items, 0.5), 0.5, 0.0))


def test_the_same_curves_make_the_same_file_in_every_process() -> None:
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-c", CODE], cwd=ROOT, env=environment, capture_output=True, check=True, text=True
        )
        assert done.stdout == drawn()


def test_another_threshold_makes_another_file() -> None:
    assert drawn(0.5) != drawn(0.85)


def test_neither_date_nor_version_is_in_the_file() -> None:
    assert "dc:date" not in drawn()
    assert matplotlib.__version__ not in drawn()


def test_settings_of_a_person_do_not_count_and_are_kept() -> None:
    expected = drawn()
    with matplotlib.rc_context({"font.size": 20, "svg.fonttype": "path"}):
        assert drawn() == expected
        assert matplotlib.rcParams["font.size"] == pytest.approx(20)
