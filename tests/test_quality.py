"""The shipped bot is as good as `expected.yaml` says, within tolerances, and the documentation says the same.

A fourth of all questions is asked here, whole conversations; `make figures` asks all.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import ROOT

from bot.batch import asker
from bot.dialogue.conversation import Conversation
from bot.renewal import EXPECTED, PAGES
from knowledge.quality.evaluation import evaluate
from knowledge.quality.expected import differences, read_expected, telling
from knowledge.quality.figures import figures
from knowledge.quality.quality_tables import with_block
from knowledge.quality.questions import read_questions

FILES = sorted((ROOT / "tests" / "evaluation").glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_answers_are_as_good_as_is_expected(path: Path, conversation_factory: Callable[[], Conversation]) -> None:
    expected = read_expected(ROOT / EXPECTED)
    assert path.stem in expected, f"nothing is expected of {path.name!r}: make figures"
    questions = [question for question in read_questions(path) if question.drawn]
    answers = evaluate(questions, asker(conversation_factory())).answers
    assert list(differences(expected[path.stem].held, telling(figures(questions, answers)))) == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_documentation_has_the_figures_that_are_expected(page: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert text == with_block(text, PAGES[page](read_expected(ROOT / EXPECTED)), str(page)), "make figures"


def test_the_files_expected_are_those_there_and_the_development_questions() -> None:
    assert set(read_expected(ROOT / EXPECTED)) - {"dev"} == {path.stem for path in FILES}
