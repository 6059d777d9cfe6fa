"""The JSON of the contract on the shipped index: every field, of the type that it promises."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, clusterbot

from indexer.shipped.corpus import load_shipped, shipped_folder
from knowledge.retrieval.base import KnowledgeBase

TEXT, NUMBER, WHOLE, LIST = str, (int, float), int, list
OPTIONAL_TEXT = (str, type(None))
ANSWER = {
    "id": OPTIONAL_TEXT,
    "question": TEXT,
    "language": TEXT,
    "kind": TEXT,
    "text": TEXT,
    "citations": LIST,
    "clusters": LIST,
    "confidence": NUMBER,
    "elapsed_ms": NUMBER,
}
CITATION = {
    "number": WHOLE,
    "doc_id": TEXT,
    "passage_id": TEXT,
    "title": TEXT,
    "publisher": OPTIONAL_TEXT,
    "date": OPTIONAL_TEXT,
    "page": OPTIONAL_TEXT,
    "section": OPTIONAL_TEXT,
    "url": OPTIONAL_TEXT,
    "quote": TEXT,
}
CLUSTER = {
    "id": TEXT,
    "name": TEXT,
    "land": TEXT,
    "city": OPTIONAL_TEXT,
    "fields": LIST,
    "label": (dict, type(None)),
    "go_cluster": dict,
    "website": OPTIONAL_TEXT,
    "citations": LIST,
}
HIT = {"rank": WHOLE, "doc_id": TEXT, "passage_id": TEXT, "score": NUMBER, "text": TEXT}
QUESTIONS = {
    "answer": "How many members did go-cluster have in October 2022?",
    "clusters": "Which photonics clusters are there in Thuringia?",
    "abstention": "What is the capital of Mongolia?",
    "smalltalk": "Hello",
}


def run(shipped_data: Path, *arguments: str, stdin: str | bytes = b"") -> Ran:
    ran = clusterbot(*arguments, "--json", "--data", shipped_data, stdin=stdin)
    assert (ran.code, ran.err) == (0, "")
    return ran


def one(shipped_data: Path, *arguments: str) -> dict[str, Any]:
    (value,) = run(shipped_data, *arguments).json_lines
    assert isinstance(value, dict)
    return value


def wrong(value: dict[str, Any], fields: dict[str, Any]) -> list[str]:
    """The fields that are missing or of another type; a truth value is no number."""
    return [
        name
        for name, types in fields.items()
        if name not in value or not isinstance(value[name], types) or isinstance(value[name], bool)
    ]


def wrong_anywhere(answer: dict[str, Any]) -> list[str]:
    found = wrong(answer, ANSWER)
    found += [name for citation in answer["citations"] for name in wrong(citation, CITATION)]
    for card in answer["clusters"]:
        found += wrong(card, CLUSTER)
        found += wrong(card["go_cluster"], {"status": TEXT, "as_of": OPTIONAL_TEXT})
        if card["label"] is not None:
            found += wrong(card["label"], {"level": TEXT, "as_of": OPTIONAL_TEXT})
        found += ["fields"] if not all(isinstance(name, str) for name in card["fields"]) else []
        found += ["citations"] if not all(type(number) is int for number in card["citations"]) else []
    return found


def batch(*lines: dict[str, Any]) -> str:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


@pytest.fixture(scope="module")
def answers(shipped_data: Path) -> dict[str, dict[str, Any]]:
    """The answers to the questions above, by kind, asked in one batch."""
    lines = batch(*({"id": kind, "question": question} for kind, question in QUESTIONS.items()))
    return {value["id"]: value for value in run(shipped_data, "ask", "--batch", "-", stdin=lines).json_lines}


@pytest.fixture(params=sorted(QUESTIONS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# -- one answer --------------------------------------------------------------------------------


def test_an_answer_has_every_field_of_the_contract(kind: str, answers: dict[str, Any]) -> None:
    value = answers[kind]
    assert (value["kind"], wrong_anywhere(value)) == (kind, [])
    assert value["language"] == "en"
    assert value["question"] == QUESTIONS[kind]


def test_one_question_gives_what_the_batch_gives_but_for_id_and_time(
    answers: dict[str, Any], shipped_data: Path
) -> None:
    value = one(shipped_data, "ask", QUESTIONS["clusters"])
    assert value["id"] is None
    assert {**answers["clusters"], "id": None, "elapsed_ms": value["elapsed_ms"]} == value


def test_confidence_is_a_share_and_time_is_not_negative(kind: str, answers: dict[str, Any]) -> None:
    assert 0 <= answers[kind]["confidence"] <= 1
    assert answers[kind]["elapsed_ms"] >= 0


def test_clusters_are_there_only_where_the_kind_says_so(kind: str, answers: dict[str, Any]) -> None:
    assert bool(answers[kind]["clusters"]) == (kind == "clusters")


def test_a_german_question_is_answered_in_german(answers: dict[str, Any], shipped_data: Path) -> None:
    value = one(shipped_data, "ask", "Wie viele Mitglieder hatte go-cluster im Oktober 2022?")
    assert (value["language"], value["kind"]) == ("de", "answer")
    assert "81" in value["text"]
    assert "81" in answers["answer"]["text"]


@pytest.mark.parametrize("asked", ["answer", "clusters"])
def test_numbers_in_the_text_are_those_of_citations_counted_from_1(asked: str, answers: dict[str, Any]) -> None:
    value = answers[asked]
    numbers = [citation["number"] for citation in value["citations"]]
    assert numbers == list(range(1, len(numbers) + 1)) != []
    cited = {int(n) for n in re.findall(r"\[(\d+)\]", value["text"])}
    assert cited
    assert cited | {n for card in value["clusters"] for n in card["citations"]} <= set(numbers)


@pytest.mark.parametrize("asked", ["answer", "clusters"])
def test_a_quote_stands_verbatim_in_its_passage(asked: str, shipped: KnowledgeBase, answers: dict[str, Any]) -> None:
    texts = {p.passage_id: (p.doc_id, p.text) for p in shipped.store.passages_of(None).values()}
    for citation in answers[asked]["citations"]:
        doc_id, text = texts[citation["passage_id"]]
        assert citation["doc_id"] == doc_id
        assert citation["quote"]
        assert citation["quote"] in text


def test_a_citation_names_the_original_source_and_not_the_corpus_file(answers: dict[str, Any]) -> None:
    originals = {source.title for d in load_shipped().documents for p in d.passages for source in p.sources}
    for citation in answers["answer"]["citations"]:
        assert citation["title"] in originals
        assert (shipped_folder() / citation["doc_id"]).exists()
        assert not (shipped_folder() / citation["title"]).exists()


def test_every_statement_of_fact_of_an_answer_carries_a_citation(answers: dict[str, Any]) -> None:
    paragraphs = answers["answer"]["text"].split("\n\n")
    assert [p for p in paragraphs if not re.search(r"\[\d+\]", p)] == []


def test_a_card_tells_what_the_profile_says(shipped: KnowledgeBase, answers: dict[str, Any]) -> None:
    for card in answers["clusters"]["clusters"]:
        profile = shipped.profiles[card["id"]]
        assert (card["name"], card["land"], card["city"]) == (profile.name, profile.state, profile.city)
        assert card["website"] == profile.website
        assert card["go_cluster"]["status"] == profile.go_cluster.status
        assert (card["label"] or {}).get("level") == (profile.ecei_label.level if profile.ecei_label else None)


# -- clusters, search, stats, check, eval ------------------------------------------------------


def test_the_finder_gives_an_answer_of_the_contract(shipped_data: Path) -> None:
    value = one(shipped_data, "clusters", "laser", "--land", "Thuringia")
    assert (value["kind"], wrong_anywhere(value)) == ("clusters", [])


def test_the_finder_lists_exactly_what_satisfies_the_conditions(shipped: KnowledgeBase, shipped_data: Path) -> None:
    value = one(shipped_data, "clusters", "--land", "Hessen", "--label", "silver")
    expected = {
        p.id
        for p in shipped.profiles.values()
        if "Hessen" in p.all_states and p.ecei_label and p.ecei_label.level == "silver"
    }
    assert {card["id"] for card in value["clusters"]} == expected != set()


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_a_search_has_every_field_of_the_contract(mode: str, shipped_data: Path) -> None:
    value = one(shipped_data, "search", "Fördermittel", "--k", "7", "--mode", mode)
    assert (value["id"], value["query"]) == (None, "Fördermittel")
    assert [name for hit in value["hits"] for name in wrong(hit, HIT)] == []
    assert [hit["rank"] for hit in value["hits"]] == list(range(1, 8))
    scores = [hit["score"] for hit in value["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_a_hit_is_the_passage_of_its_id(shipped: KnowledgeBase, shipped_data: Path) -> None:
    texts = {p.passage_id: (p.doc_id, p.text) for p in shipped.store.passages_of(None).values()}
    for hit in one(shipped_data, "search", "gold label")["hits"]:
        assert texts[hit["passage_id"]] == (hit["doc_id"], hit["text"])


def test_stats_counts_what_is_in_the_index(shipped: KnowledgeBase, shipped_data: Path) -> None:
    value = one(shipped_data, "stats")
    assert (value["clusters"], value["passages"]) == (len(shipped.profiles), len(shipped.store.passages_of(None)))
    assert value["generation"] == shipped.manifest.generation


def test_the_shipped_index_is_whole(shipped_data: Path) -> None:
    assert one(shipped_data, "check") == {"ok": True, "problems": []}


def test_eval_counts_a_right_and_a_wrong_answer(shipped_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    common = {"lang": "en", "kind": "answer", "group": "g", "question": QUESTIONS["answer"]}
    lines = [
        {**common, "id": "right", "expect": [r"\b81\b"]},
        {**common, "id": "wrong", "expect": [r"\b8111\b"]},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    value = one(shipped_data, "eval", str(path))
    rows = {row["name"]: (row["n_right"], row["n"]) for row in value["rows"]}
    assert (rows["all"], rows["group g"]) == ((1, 2), (1, 2))
    assert [failure["id"] for failure in value["failures"]] == ["wrong"]


# -- batches -----------------------------------------------------------------------------------


def test_a_batch_is_answered_in_its_order_with_its_ids(answers: dict[str, Any]) -> None:
    assert list(answers) == list(QUESTIONS)
    assert [value["question"] for value in answers.values()] == list(QUESTIONS.values())


def test_a_batch_in_a_file_gives_the_same_answers_as_on_standard_input(shipped_data: Path, tmp_path: Path) -> None:
    text = batch({"id": 1, "question": QUESTIONS["answer"]}, {"id": 2, "question": "Grüß Gott"})
    path = tmp_path / "batch.jsonl"
    path.write_text(text, encoding="utf-8")
    both = [
        run(shipped_data, "ask", "--batch", str(path)).json_lines,
        run(shipped_data, "ask", "--batch", "-", stdin=text).json_lines,
    ]
    for answers in both:
        for value in answers:
            del value["elapsed_ms"]
    assert both[0] == both[1]
    assert [a["id"] for a in both[0]] == [1, 2]


def test_lines_of_one_session_are_one_conversation_and_others_are_none(shipped_data: Path) -> None:
    first = QUESTIONS["clusters"]
    lines = [
        {"id": 1, "question": first, "session": "a"},
        {"id": 2, "question": "Logistics clusters in Bavaria", "session": "b"},
        {"id": 3, "question": "And in Hesse?", "session": "a"},
        {"id": 4, "question": "And in Hesse?", "session": "b"},
        {"id": 5, "question": "Photonics clusters in Hesse"},
        {"id": 6, "question": "Logistics clusters in Hesse"},
    ]
    answers = run(shipped_data, "ask", "--batch", "-", stdin=batch(*lines)).json_lines
    ids = {a["id"]: {card["id"] for card in a["clusters"]} for a in answers}
    assert ids[3] == ids[5]
    assert ids[4] == ids[6]
    assert ids[3] != ids[4]


def test_lines_without_a_session_know_nothing_of_each_other(shipped_data: Path) -> None:
    alone = run(shipped_data, "ask", "--batch", "-", stdin=batch({"id": 1, "question": "And in Hesse?"})).json_lines
    lines = batch({"id": 1, "question": QUESTIONS["clusters"]}, {"id": 1, "question": "And in Hesse?"})
    behind = run(shipped_data, "ask", "--batch", "-", stdin=lines).json_lines
    assert behind[1]["text"] == alone[0]["text"]


def test_a_batch_of_searches_is_answered_in_its_order(shipped_data: Path) -> None:
    lines = batch({"id": "b", "question": "gold label"}, {"id": "a", "question": "Fördermittel"})
    found = run(shipped_data, "search", "--k", "3", "--batch", "-", stdin=lines).json_lines
    assert [(f["id"], f["query"], len(f["hits"])) for f in found] == [
        ("b", "gold label", 3),
        ("a", "Fördermittel", 3),
    ]


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_broken_line_gets_its_own_error_and_the_rest_is_answered(command: str, shipped_data: Path) -> None:
    lines = [
        '{"id": 1, "question": "gold label"}',
        "broken",
        '{"id": 3}',
        '{"id": 4, "question": " "}',
        json.dumps({"id": 5, "question": "x" * 100_000}),
        '{"id": 6, "question": "silver label"}',
    ]
    ran = clusterbot(command, "--batch", "-", "--data", shipped_data, stdin="\n".join(lines))
    values = ran.json_lines
    assert (ran.code, ran.err) == (1, "")
    assert [v["id"] for v in values] == [1, None, 3, 4, 5, 6]
    assert ["error" in v for v in values] == [False, True, True, True, True, False]
    assert all(set(v) == {"id", "error"} and "\n" not in v["error"] for v in values if "error" in v)


def test_a_batch_file_that_is_not_there_ends_with_2(shipped_data: Path, tmp_path: Path) -> None:
    ran = clusterbot("ask", "--batch", tmp_path / "gone.jsonl", "--data", shipped_data)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "gone.jsonl" in ran.err


def test_an_empty_batch_prints_nothing(shipped_data: Path) -> None:
    assert run(shipped_data, "ask", "--batch", "-").out == ""


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_a_search_finds_what_sources_say_and_never_what_they_lack(mode: str, shipped_data: Path) -> None:
    (found,) = clusterbot(
        "search", "By when must applications for admission be submitted?", "--mode", mode, "--k", "50", "--json",
        "--data", shipped_data,
    ).json_lines  # fmt: skip
    assert len(found["hits"]) == 50
    assert [hit["doc_id"] for hit in found["hits"] if hit["doc_id"].startswith("gaps/")] == []
