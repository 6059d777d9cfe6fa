"""Asked lines as editors write them: plain, or with what the statement says to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.shipped.asked_lines import AskedLine, load_asked
from knowledge.errors import DocumentError


def lines(folder: Path, content: str) -> tuple[AskedLine, ...]:
    (folder / "page.yaml").write_text(f"fact:\n  en: {content}\n", encoding="utf-8")
    return load_asked(folder)["fact"]["en"]


def test_a_line_is_a_question_alone_or_with_its_verdict(tmp_path: Path) -> None:
    found = lines(tmp_path, "[Who?, yes: Is it so?, no: 'Is it: else?']")
    assert found == (AskedLine("Who?"), AskedLine("Is it so?", "yes"), AskedLine("Is it: else?", "no"))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("[{maybe: Is it?}]", r"\{'maybe': 'Is it\?'\}"),
        ("[{no: 1}]", r"\{False: 1\}"),
        ("[{no: a, yes: b}]", r"\{False: 'a', True: 'b'\}"),
        ("[{}]", r"\{\}"),
        ("[[no]]", r"\[False\]"),
    ],
)
def test_another_mapping_is_refused_with_what_may_stand_there(content: str, found: str, tmp_path: Path) -> None:
    message = rf"'page\.yaml', fact › en › 0: .*{found} should be a valid string, or `yes: question` or `no: question`"
    with pytest.raises(DocumentError, match=message):
        lines(tmp_path, content)


def test_a_line_with_two_verdicts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"'page\.yaml': fact 'fact' says yes and no to 'Is it\?'\. Keep one"):
        lines(tmp_path, "[no: Is it?, yes: Is it?]")


def test_a_line_may_stand_there_again_without_a_verdict(tmp_path: Path) -> None:
    assert [line.verdict for line in lines(tmp_path, "[Is it?, no: Is it?]")] == [None, "no"]
