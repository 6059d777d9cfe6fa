from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bot import renewal
from bot.renewal import Ask, renew
from knowledge.errors import DocumentError, InputError
from knowledge.quality.expected import read_expected
from knowledge.quality.quality_tables import BEGIN, END, details, summary
from knowledge.quality.questions import EvaluationQuestion

QUESTIONS = [
    {"id": "a", "lang": "en", "question": "One?", "kind": "answer", "expect": ["yes"]},
    {"id": "b", "lang": "de", "question": "Zwei?", "kind": "answer", "expect": ["yes"]},
]


def write(path: Path, questions: Iterable[dict[str, Any]] = QUESTIONS) -> Path:
    path.write_text("".join(json.dumps(q) + "\n" for q in questions), encoding="utf-8")
    return path


def answering(**texts: str) -> Ask:
    def ask(question: EvaluationQuestion) -> dict[str, Any]:
        text = f"{texts.get(question.id, 'no')} [1]"
        citations = [{"number": 1, "quote": "q"}]
        return {"kind": "answer", "text": text, "citations": citations, "language": "en", "confidence": 0.5}

    return ask


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose pages have a place for figures, and no figures yet."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "tests" / "evaluation").mkdir(parents=True)
    for path in renewal.PAGES:
        (tmp_path / path).write_text(f"# {path}\n\n{BEGIN}\n\nold\n\n{END}\n\nend\n", encoding="utf-8")
    return tmp_path


def values(root: Path, file: str) -> dict[str, float]:
    return {name: f.value for name, f in read_expected(root / renewal.EXPECTED)[file].figures.items()}


def test_figures_are_written_where_there_were_none(root: Path) -> None:
    renew(root, [write(root / "facts.jsonl")], lambda: answering(a="yes"))
    made = values(root, "facts")
    assert (made["right"], made["right en"], made["right de"], made["language"]) == (0.5, 1.0, 0.0, 0.5)


def test_both_pages_have_the_tables_of_the_new_figures_and_keep_the_rest(root: Path) -> None:
    renew(root, [write(root / "facts.jsonl")], lambda: answering(a="yes"))
    expected = read_expected(root / renewal.EXPECTED)
    for path, table in (("README.md", summary), ("docs/evaluation.md", details)):
        text = (root / path).read_text(encoding="utf-8")
        assert text == f"# {path}\n\n{BEGIN}\n\n{table(expected)}\n\n{END}\n\nend\n"


def test_files_that_are_not_given_stay_as_they_are(root: Path) -> None:
    facts, more = write(root / "facts.jsonl"), write(root / "more.jsonl")
    renew(root, [facts, more], lambda: answering(a="yes"))
    renew(root, [facts], lambda: answering(a="yes", b="yes"))
    assert (values(root, "facts")["right"], values(root, "more")["right"]) == (1.0, 0.5)


def test_the_bot_is_held_to_the_questions_that_are_drawn_and_tolerances_are_kept(root: Path) -> None:
    many = [{**QUESTIONS[0], "id": f"q{n}"} for n in range(80)]
    drawn = [question.id for question in map(EvaluationQuestion.model_validate, many) if question.drawn]
    assert 10 <= len(drawn) < 40
    facts, path = write(root / "facts.jsonl", many), root / renewal.EXPECTED
    renew(root, [facts], lambda: answering(**dict.fromkeys(drawn, "yes")))
    assert values(root, "facts")["right"] == len(drawn) / 80
    held = read_expected(path)["facts"].held
    assert {held[name].n for name in ("right", "right en", "refused", "language")} == {len(drawn)}
    assert (held["right"].value, held["refused"].value) == (1.0, 0.0)
    path.write_text(re.sub(r"tolerance: [\d.]+", "tolerance: 0.07", path.read_text(encoding="utf-8")), encoding="utf-8")
    renew(root, [facts], lambda: answering())
    held = read_expected(path)["facts"].held
    assert (held["right"].value, held["right"].tolerance) == (0.0, 0.07)


def test_renewing_twice_changes_nothing(root: Path) -> None:
    facts = write(root / "facts.jsonl")
    paths = [root / path for path in (*renewal.PAGES, renewal.EXPECTED)]
    renew(root, [facts], lambda: answering(a="yes"))
    before = [path.read_text(encoding="utf-8") for path in paths]
    renew(root, [facts], lambda: answering(a="yes"))
    assert [path.read_text(encoding="utf-8") for path in paths] == before


def test_each_file_is_asked_in_a_conversation_of_its_own(root: Path) -> None:
    begun: list[int] = []

    def begin() -> Ask:
        begun.append(1)
        return answering()

    renew(root, [write(root / "facts.jsonl"), write(root / "more.jsonl")], begin)
    assert len(begun) == 2


def never() -> Ask:
    pytest.fail("nothing is asked before all is known to be usable")


def test_a_page_without_a_place_for_figures_is_refused_before_anything_is_asked(root: Path) -> None:
    (root / "README.md").write_text("# no place\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"'README\.md' lacks the place"):
        renew(root, [write(root / "facts.jsonl")], never)
    assert not (root / renewal.EXPECTED).exists()


def test_malformed_expectations_are_refused_before_anything_is_asked(root: Path) -> None:
    (root / renewal.EXPECTED).write_text("facts: [", encoding="utf-8")
    with pytest.raises(DocumentError, match="malformed"):
        renew(root, [write(root / "facts.jsonl")], never)


def test_a_question_file_that_is_not_there_or_twice_is_refused_before_anything_is_asked(root: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        renew(root, [root / "gone.jsonl"], never)
    with pytest.raises(InputError, match="two question files are named 'facts'"):
        renew(root, [write(root / "facts.jsonl"), write(root / "docs" / "facts.jsonl")], never)


def test_where_asking_fails_nothing_is_written(root: Path) -> None:
    def failing() -> Ask:
        raise InputError("no")

    before = {path: (root / path).read_text(encoding="utf-8") for path in renewal.PAGES}
    with pytest.raises(InputError):
        renew(root, [write(root / "facts.jsonl")], failing)
    assert {path: (root / path).read_text(encoding="utf-8") for path in renewal.PAGES} == before
    assert not (root / renewal.EXPECTED).exists()


def test_the_command_says_in_one_line_that_there_is_no_index(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert renewal.main([str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "clusterbot index" in said.err
