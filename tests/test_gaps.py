from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from indexer.shipped.corpus import shipped_folder
from indexer.shipped.gaps import FILE_NAME, Asked, Gap, documents, load_gaps
from knowledge.errors import DocumentError

FEES = {
    "id": "gap-fees",
    "topic": "Admission",
    "en": "what membership costs",
    "de": "was die Mitgliedschaft kostet",
    "asked": {"en": ["How much is it?", "Any fees?"], "de": ["Was kostet das?"]},
}
STAFF = {**FEES, "id": "gap-staff", "topic": "People", "en": "how many people work there"}


def register(root: Path, content: Any) -> Path:
    (root / FILE_NAME).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return root


def test_a_corpus_without_a_register_has_no_gaps(tmp_path: Path) -> None:
    assert load_gaps(tmp_path) == ()
    assert documents(()) == ()


def test_gaps_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    first, second = load_gaps(register(tmp_path, [FEES, STAFF]))
    assert first == Gap(
        id="gap-fees",
        topic="Admission",
        en="what membership costs",
        de="was die Mitgliedschaft kostet",
        asked=Asked(en=("How much is it?", "Any fees?"), de=("Was kostet das?",)),
    )
    assert second.id == "gap-staff"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([{**FEES, "colour": "red"}], r"'gaps\.yaml', 0 › colour: Extra inputs"),
        ([FEES, {k: v for k, v in STAFF.items() if k != "de"}], r"'gaps\.yaml', 1 › de: Field required"),
        ([{**FEES, "asked": {"en": ["How?"]}}], r"0 › asked › de: Field required"),
        ([{**FEES, "asked": {"en": "How?", "de": []}}], r"0 › asked › en: .*valid tuple"),
        ({"gap-fees": FEES}, r"'gaps\.yaml', .*valid tuple"),
        ([FEES, FEES], r"'gaps\.yaml': gap 'gap-fees' occurs twice\. Keep one"),
    ],
)
def test_a_malformed_register_is_refused_with_its_place(content: Any, message: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=message):
        load_gaps(register(tmp_path, content))


def test_a_register_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("- [", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"'gaps\.yaml' cannot be read as YAML"):
        load_gaps(tmp_path)


def test_there_is_one_document_a_language_and_one_passage_a_gap(tmp_path: Path) -> None:
    english, german = documents(load_gaps(register(tmp_path, [FEES, STAFF])))
    assert [(d.doc_id, d.language) for d in (english, german)] == [("gaps/en", "en"), ("gaps/de", "de")]
    assert [p.text for p in english.passages] == ["what membership costs", "how many people work there"]
    assert [p.text for p in german.passages] == ["was die Mitgliedschaft kostet"] * 2


def test_a_gap_carries_its_topic_its_name_and_the_questions_of_its_language(tmp_path: Path) -> None:
    english, german = (d.passages[0] for d in documents(load_gaps(register(tmp_path, [FEES]))))
    for p in (english, german):
        assert (p.kind, p.heading, p.statement_id, p.sources) == ("gap", "Admission", "gap-fees", ())
    assert (english.asked, german.asked) == (("How much is it?", "Any fees?"), ("Was kostet das?",))
    assert (english.passage_id, german.passage_id) == ("gaps/en#gap-fees", "gaps/de#gap-fees")


def test_gaps_stand_verbatim_in_their_document(tmp_path: Path) -> None:
    for document in documents(load_gaps(register(tmp_path, [FEES, STAFF]))):
        assert [document.text[p.start : p.end] for p in document.passages] == [p.text for p in document.passages]


# -- the shipped register ----------------------------------------------------------------------


def test_shipped_gaps_have_questions_in_both_languages() -> None:
    gaps = load_gaps(shipped_folder())
    assert gaps
    assert [gap.id for gap in gaps if not (gap.asked.en and gap.asked.de)] == []


def test_shipped_gaps_complete_a_sentence() -> None:
    """They stand behind "The sources do not say" and "Die Quellen sagen nicht," and before a full stop."""
    wrong = [
        gap.id
        for gap in load_gaps(shipped_folder())
        for text in (gap.en, gap.de)
        if not text or text.strip() != text or text.endswith((".", "?")) or "\n" in text
    ]
    assert wrong == []


def test_no_shipped_question_is_asked_of_two_gaps() -> None:
    owner: dict[str, str] = {}
    twice = [
        (line, owner[line], gap.id)
        for gap in load_gaps(shipped_folder())
        for line in (*gap.asked.en, *gap.asked.de)
        if owner.setdefault(line, gap.id) != gap.id
    ]
    assert twice == []
