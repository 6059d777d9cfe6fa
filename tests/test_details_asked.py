"""Which statement a short later message asks a detail of: the lines that teach it, the model of them, and what it does in conversations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.dialogue.conversation import Conversation
from bot.fitting.detail_fitting import fit, later_messages, read_lines
from bot.session.messages import Message
from knowledge.answers.answer import Answerer
from knowledge.answers.detail_model import (
    N_BUCKETS,
    UNTOLD,
    detail_features,
    details_asked,
    load,
    load_detail_models,
    save,
)
from knowledge.errors import DocumentError
from knowledge.records import LANGUAGES
from knowledge.words.wording_features import wording_features

LINES = Path(__file__).parent / "evaluation" / "details.yaml"
TAUGHT = [
    ("fair", "under which motto?"),
    ("fair", "how many guests came"),
    ("fee", "what does it cost?"),
    ("fee", "the price per year?"),
    ("board", "who chairs it?"),
    ("board", "how many people sit on it"),
]


def test_features_count_words_neighbours_and_letters() -> None:
    once, twice = wording_features("gold", 1 << 20), wording_features("gold gold", 1 << 20)
    # the word, its two neighbourhoods with the bounds, and four, three and two groups of three, four and five letters
    assert len(once) == 1 + 2 + 4 + 3 + 2
    assert set(once.values()) == {1.0}
    assert set(once) < set(twice)
    assert max(twice.values()) == pytest.approx(1 + np.log(2))
    assert wording_features("  ", 8) == {}
    assert all(0 <= at < 8 for at in wording_features("who opened it", 8))
    assert all(0 <= at < N_BUCKETS for at in detail_features("Unter welchem Motto?"))


def test_a_model_knows_what_it_was_taught_and_is_the_same_each_time(tmp_path: Path) -> None:
    model = fit(TAUGHT)
    for statement, line in TAUGHT:
        decided = model.decisions(line)
        assert max(decided, key=decided.__getitem__) == statement
    asked = model.decisions("and what would it cost per year")
    assert max(asked, key=asked.__getitem__) == "fee"
    assert np.array_equal(model.weights, fit(TAUGHT).weights)
    save(dict.fromkeys(LANGUAGES, model), tmp_path / "model.npz")
    kept = load(tmp_path / "model.npz")["de"]
    assert kept.decisions("who chairs it?") == model.decisions("who chairs it?")


def test_two_statements_can_be_told_apart() -> None:
    model = fit(TAUGHT[:4])
    asked = model.decisions("which motto")
    assert asked["fair"] > asked["fee"]


@pytest.mark.parametrize("text", ["fair: [a]", "fair:\n  fr: [a]", "{", "- a"])
def test_what_is_wrong_with_a_file_of_lines_is_said(text: str, tmp_path: Path) -> None:
    file = tmp_path / "lines.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match="cannot be read as lines on details"):
        read_lines(file)


def test_messages_that_go_on_with_a_statement_teach_what_they_ask(tmp_path: Path) -> None:
    turns: list[dict[str, object]] = [
        {"id": "1", "session": "a", "question": "When was the fair?", "kind": "answer", "facts": ["fair"]},
        {"id": "2", "session": "a", "question": "how many came", "kind": "answer", "facts": ["fair", "guests"]},
        {"id": "3", "session": "a", "question": "any photos?", "kind": "abstention"},
        {"id": "4", "session": "a", "question": "and the fee?", "kind": "answer", "facts": ["fee"]},
        {"id": "5", "session": "b", "question": "Clusters in Kiel", "kind": "clusters"},
        {"id": "6", "session": "b", "question": "who runs it?", "kind": "abstention"},
        {"id": "7", "question": "Who may join?", "kind": "answer", "facts": ["join"]},
    ]
    file = tmp_path / "talk.jsonl"
    file.write_text(
        "".join(json.dumps({"lang": "en", "group": "g", **turn}) + "\n" for turn in turns), encoding="utf-8"
    )
    assert list(later_messages(file)) == [
        ("en", "fair", "how many came"),
        ("en", "guests", "how many came"),
        ("en", UNTOLD, "any photos?"),
    ]


def test_the_shipped_model_has_each_statement_of_the_corpus(answerer: Answerer) -> None:
    lines = read_lines(LINES)
    for language, model in load_detail_models().items():
        assert set(model.statement_ids) == set(lines)
        statements = set(lines) - {UNTOLD}
        assert len(statements) == len(lines) - 1
        assert all((statement, language) in answerer.base.twins for statement in statements)
    assert sum(len(by[language]) for by in lines.values() for language in LANGUAGES) > 40_000


def test_the_shipped_model_was_fitted_on_the_lines() -> None:
    lines = read_lines(LINES)
    drawn = [
        (statement, line, language)
        for statement, by in sorted(lines.items())[::9]
        if statement != UNTOLD
        for language in LANGUAGES
        for line in by[language][:3]
    ]
    places = []
    for statement, line, language in drawn:
        asked = details_asked(line, language)
        places.append(sum(value > asked[statement] for value in asked.values()))
    # "since when?" is asked of many
    assert np.mean([place == 0 for place in places]) > 0.6
    assert np.mean([place < 3 for place in places]) > 0.8


def test_what_nothing_answers_is_known_as_well() -> None:
    lines = read_lines(LINES)[UNTOLD]
    for language in LANGUAGES:
        drawn = lines[language][::40]
        untold = [max(asked, key=asked.__getitem__) == UNTOLD for asked in (details_asked(t, language) for t in drawn)]
        assert np.mean(untold) > 0.6


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("In which cities did the ministry's roadshow for SMEs stop in 2016?", "What was it called?"), "From idea to market success"),
        (("Was nennt das Vorwort als Grundlage dafür, dass Cluster im Wettbewerb bestehen?", "Wer hat es unterzeichnet?"), "Udo Philipp"),
    ],
)  # fmt: skip
def test_details_of_what_was_told_are_found_by_their_wording(
    texts: tuple[str, ...], expected: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    answers = [conversation.reply(Message(text, session="a")).answer for text in texts]
    assert answers[-1].kind == "answer"
    assert expected in answers[-1].text
