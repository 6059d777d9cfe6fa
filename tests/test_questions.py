"""Question files, and the rules by which an answer is right: those of the shared scorer, stated here case by case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.errors import DocumentError
from knowledge.quality.questions import EvaluationQuestion, faults, holds_expected, read_questions

CITATION = {
    "number": 1,
    "title": "Anniversary publication",
    "page": "35",
    "date": "2023-01",
    "quote": "It began in 2012.",
}


def question(kind: str = "answer", **known: Any) -> EvaluationQuestion:
    return EvaluationQuestion.model_validate({"id": "q", "lang": "en", "question": "?", "kind": kind, **known})


def answer(text: str = "It began in 2012. [1]", kind: str = "answer", **known: Any) -> dict[str, Any]:
    return {"kind": kind, "text": text, "citations": [CITATION], **known}


def listing(*ids: str, text: str = "Two fit. [1]") -> dict[str, Any]:
    return answer(text, "clusters", clusters=[{"id": i} for i in ids])


# -- what is right -----------------------------------------------------------------------------


def test_an_answer_with_a_citation_is_right_where_nothing_more_is_expected() -> None:
    assert faults(question(), answer()) == []


def test_no_answer_at_all_is_a_fault() -> None:
    assert faults(question(), None) == ["no answer line"]
    assert faults(question("abstention"), None) == ["no answer line"]


def test_all_that_is_expected_must_be_in_the_text_whatever_the_case() -> None:
    assert faults(question(expect=["BEGAN", r"20\d\d"]), answer()) == []
    assert faults(question(expect=["began", "ended", "2013"]), answer()) == [
        "missing /ended/",
        "missing /2013/",
    ]


def test_an_expectation_reaches_over_line_ends() -> None:
    assert faults(question(expect=["one.*two"]), answer("one\ntwo [1]")) == []


def test_nothing_that_is_rejected_may_be_in_the_text() -> None:
    assert faults(question(reject=["2013", "began"]), answer()) == ["has /began/"]


def test_an_answer_without_citations_is_wrong() -> None:
    assert faults(question(), answer("It began.", citations=[])) == ["no citation", "text has no [n]"]
    assert faults(question(), answer("It began. [1]", citations=None)) == [
        "no citation",
        "text cites [1] that are not listed",
    ]


def test_one_citation_must_match_one_wanted_in_all_its_fields() -> None:
    wanted = [{"title": "foreword"}, {"title": "ANNIVERSARY", "page": "^35$"}]
    assert faults(question(cite=wanted), answer()) == []
    assert faults(question(cite=[{"title": "anniversary", "page": "36"}]), answer()) == ["no citation matches"]


def test_fields_of_two_citations_do_not_make_one_match() -> None:
    two = [CITATION, {**CITATION, "number": 2, "title": "Web page", "page": None}]
    assert faults(question(cite=[{"title": "web", "page": "35"}]), answer(citations=two)) == ["no citation matches"]


def test_a_field_that_the_citation_lacks_is_matched_as_none() -> None:
    assert faults(question(cite=[{"url": "None"}]), answer()) == []


def test_a_missing_citation_is_told_once() -> None:
    assert faults(question(cite=[{"title": "x"}]), answer(citations=[]))[0] == "no citation"


# -- marks and length --------------------------------------------------------------------------


def test_an_answer_needs_a_mark_in_its_text() -> None:
    assert faults(question(), answer("It began in 2012.")) == ["text has no [n]"]


def test_a_list_of_clusters_needs_no_mark() -> None:
    assert faults(question("clusters"), listing("a", text="One fits.")) == []


def test_a_mark_must_be_a_citation_that_is_listed() -> None:
    assert faults(question(), answer("So. [1] [3] [2]")) == ["text cites [2, 3] that are not listed"]


@pytest.mark.parametrize("quote", ["", "  ", None])
def test_every_citation_has_a_quote(quote: str | None) -> None:
    two = [CITATION, {**CITATION, "number": 2, "quote": quote}]
    assert faults(question(), answer(citations=two)) == ["a citation without a quote"]


def test_an_answer_has_at_most_700_characters_without_its_marks() -> None:
    assert faults(question(), answer("x" * 700 + " [1]" + " [1]")) == []
    assert faults(question(), answer("x" * 701 + " [1]")) == ["701 characters, more than 700"]


def test_a_list_of_clusters_may_have_2500() -> None:
    assert faults(question("clusters"), listing("a", text="x" * 2500)) == []
    assert faults(question("clusters"), listing("a", text="x" * 2501)) == ["2501 characters, more than 2500"]


def test_the_limit_is_that_of_the_kind_expected_not_of_the_kind_given() -> None:
    assert faults(question(), listing("a", text="x" * 701)) == ["701 characters, more than 700"]


def test_a_question_may_set_its_own_limit() -> None:
    assert faults(question(max_chars=5), answer("12345\n[1]")) == []
    assert faults(question(max_chars=4), answer("12345 [1]")) == ["5 characters, more than 4"]


# -- abstentions -------------------------------------------------------------------------------


def test_an_abstention_is_right_where_one_is_expected() -> None:
    assert faults(question("abstention"), {"kind": "abstention", "text": "No."}) == []
    assert faults(question("abstention", expect=["no, not so"]), {"kind": "abstention", "text": "?"}) == []


@pytest.mark.parametrize("kind", ["answer", "clusters", "smalltalk"])
def test_anything_else_is_wrong_where_an_abstention_is_expected(kind: str) -> None:
    assert faults(question("abstention"), answer(kind=kind)) == [f"kind {kind}, expected an abstention"]


def test_a_cited_correction_is_as_good_as_an_abstention() -> None:
    wanted = question("abstention", expect=["2012"])
    assert faults(wanted, answer()) == []
    assert faults(wanted, answer("It began in 2013. [1]")) == ["missing /2012/"]
    assert faults(wanted, answer(citations=[]))[0] == "no citation"


def test_small_talk_is_right_where_it_is_expected() -> None:
    assert faults(question("smalltalk"), {"kind": "smalltalk", "text": "Hello!"}) == []
    assert faults(question("smalltalk"), answer()) == ["kind answer, expected small talk"]


@pytest.mark.parametrize("kind", ["answer", "clusters"])
def test_an_abstention_is_wrong_where_an_answer_is_expected(kind: str) -> None:
    assert faults(question(kind, expect=["x"]), {"kind": "abstention", "text": ""}) == ["abstained"]


# -- yes and no --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "text", "expected"),
    [
        ("yes", "Yes. It began. [1]", []),
        ("no", "Nein. Es begann. [1]", []),
        ("yes", "No. It began. [1]", ["says 'No', the verdict is 'yes'"]),
        ("no", "Ja. Es begann. [1]", ["says 'Ja', the verdict is 'no'"]),
        ("no", "It began. [1]", []),  # nothing said is nothing wrong
        ("no", "It began. Yes. [1]", []),
        ("no", "Yesterday it began. [1]", []),
        (None, "Yes. It began. [1]", []),
    ],
)
def test_a_yes_or_no_at_the_beginning_must_be_the_verdict(verdict: str | None, text: str, expected: list[str]) -> None:
    assert faults(question(verdict=verdict), answer(text)) == expected


@pytest.mark.parametrize("verdict", ["Yes", "maybe", ""])
def test_a_verdict_is_yes_or_no(verdict: str) -> None:
    with pytest.raises(ValidationError, match="verdict"):
        question(verdict=verdict)


# -- clusters ----------------------------------------------------------------------------------


def test_clusters_are_expected_as_clusters() -> None:
    assert faults(question("clusters"), answer()) == ["kind answer, expected clusters"]


def test_a_statement_may_come_as_a_list_of_clusters() -> None:
    assert faults(question(expect=["fit"]), listing("a")) == []


def test_all_wanted_clusters_are_listed_and_none_that_is_excluded() -> None:
    wanted = question("clusters", clusters={"all": ["a", "b"], "none": ["c", "d"]})
    assert faults(wanted, listing("b", "a", "e")) == []
    assert faults(wanted, listing("b", "c")) == ["cluster a missing", "cluster c listed"]


def test_enough_of_any_are_listed() -> None:
    wanted = question("clusters", clusters={"any": ["a", "b", "c"], "min_any": 2})
    assert faults(wanted, listing("c", "x", "a")) == []
    assert faults(wanted, listing("c", "x")) == ["1 of at least 2 expected clusters"]


def test_without_a_minimum_none_of_any_need_be_listed() -> None:
    assert faults(question("clusters", clusters={"any": ["a"]}), listing("x")) == []


def test_the_first_cluster_is_among_those_that_may_be_first() -> None:
    wanted = question("clusters", clusters={"first": ["a", "b"]})
    assert faults(wanted, listing("b", "x")) == []
    assert faults(wanted, listing("x", "b")) == ["first is ['x']"]
    assert faults(wanted, listing()) == ["first is []"]


def test_all_faults_are_told_in_order() -> None:
    wanted = question("clusters", expect=["y"], reject=["x"], clusters={"all": ["a"]})
    assert faults(wanted, {"kind": "answer", "text": "x [1]", "citations": []}) == [
        "kind answer, expected clusters",
        "missing /y/",
        "has /x/",
        "no citation",
        "text cites [1] that are not listed",
        "cluster a missing",
    ]


def test_expectations_alone_can_be_asked_of_any_text() -> None:
    assert holds_expected(question(expect=["one", "TWO"]), "two and one")
    assert not holds_expected(question(expect=["one", "two"]), "one")
    assert holds_expected(question(), "")


# -- files -------------------------------------------------------------------------------------


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def line(question_id: str, **known: Any) -> str:
    return json.dumps({"id": question_id, "lang": "de", "question": "Über?", "kind": "answer", **known})


def test_questions_are_read_in_order_blank_lines_and_unknown_keys_aside(tmp_path: Path) -> None:
    read = read_questions(write(tmp_path / "q.jsonl", line("b"), "", "  ", line("a", note="x", group="g"), ""))
    assert [(q.id, q.question, q.group) for q in read] == [("b", "Über?", "-"), ("a", "Über?", "g")]


@pytest.mark.parametrize("broken", ["{", '{"id": "x"}', line("x", kind="joke"), line("x", max_chars=0), "[]"])
def test_a_malformed_line_is_named(broken: str, tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", line("a"), "", broken)
    with pytest.raises(DocumentError, match=r"'q\.jsonl', line 3: .+ One JSON object a line is expected"):
        read_questions(path)


def test_a_file_that_is_not_there_is_a_document_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"none\.jsonl' cannot be read .+ Check the path"):
        read_questions(tmp_path / "none.jsonl")


def test_a_file_in_another_encoding_is_a_document_error(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_bytes("ü".encode("latin-1"))
    with pytest.raises(DocumentError, match="cannot be read"):
        read_questions(tmp_path / "q.jsonl")


# -- the split ---------------------------------------------------------------------------------


def test_a_conversation_is_never_parted() -> None:
    parts = {question(session="s").model_copy(update={"id": f"q{n}"}).split for n in range(50)}
    assert len(parts) == 1


def test_the_split_rests_on_the_first_byte_of_a_hash_of_the_id() -> None:
    known = {"a": 0xCA, "b": 0x3E, "d": 0x18, "e": 0x3F, "f": 0x25}  # as `sha256sum` has them
    made = {name: question().model_copy(update={"id": name}).split for name in known}
    assert made == {name: "test" if byte % 2 else "tuning" for name, byte in known.items()}


def test_the_split_is_about_even() -> None:
    n = sum(question().model_copy(update={"id": f"q{n}"}).split == "tuning" for n in range(1000))
    assert 450 < n < 550


def test_the_shipped_questions_can_be_read_and_have_ids_of_their_own() -> None:
    folder = Path(__file__).parent / "evaluation"
    ids = [q.id for path in sorted(folder.glob("*.jsonl")) for q in read_questions(path)]
    assert len(ids) == len(set(ids)) > 500


def test_a_fourth_of_the_questions_is_drawn_whole_conversations_and_of_both_halves() -> None:
    assert len({question(session="s").model_copy(update={"id": f"q{n}"}).drawn for n in range(50)}) == 1
    drawn = [q for n in range(1000) if (q := question().model_copy(update={"id": f"q{n}"})).drawn]
    assert 200 < len(drawn) < 300
    assert 0.4 < sum(q.split == "test" for q in drawn) / len(drawn) < 0.6
