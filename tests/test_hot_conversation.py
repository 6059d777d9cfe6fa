"""A conversation that goes on while the index is renewed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import ENTRY, WORDS, environment_of
from made import document, profile

from bot.app import open_answerer
from bot.dialogue.hot import HotConversation
from bot.session.messages import Message
from bot.session.sessions import Session, Sessions, Topic
from bot.settings import Settings
from indexer.generation.builder import build
from indexer.shipped import profile_text
from indexer.shipped.corpus import Corpus
from knowledge.answers.hot import HotAnswerer
from knowledge.index import generations
from knowledge.naming.fields import load_taxonomy
from knowledge.sentence_model.encoder import WordEncoder


def index(data: Path, *cluster_ids: str) -> str:
    profiles = tuple(profile(i) for i in cluster_ids)
    texts = tuple(profile_text.document(p, language, load_taxonomy()) for p in profiles for language in ("en", "de"))
    corpus = Corpus((document("page", "Timber bridges stand long."), *texts), profiles)
    return build(corpus, WordEncoder(), data).generation


@pytest.fixture
def data(tmp_path: Path) -> Path:
    index(tmp_path / "data", "alpha", "beta")
    return tmp_path / "data"


@pytest.fixture
def answerer(data: Path) -> Iterator[HotAnswerer]:
    opened = open_answerer(Settings(data=data, encoder="words"))
    yield opened
    opened.close()


@pytest.mark.parametrize("text", ["hello", "yes", "no", "xyzzy plugh", "Which clusters are in Sachsen?"])
def test_every_reply_names_its_generation(text: str, data: Path, answerer: HotAnswerer) -> None:
    conversation = HotConversation(answerer)
    assert conversation.reply(Message(text)).answer.generation == generations.current(data).name
    newer = index(data, "alpha")
    assert conversation.reply(Message(text)).answer.generation == newer


def test_a_list_is_that_of_the_index_of_now(data: Path, answerer: HotAnswerer) -> None:
    conversation = HotConversation(answerer)
    question = Message("Which clusters are in Sachsen?", session="a")
    assert {card.id for card in conversation.reply(question).answer.clusters} == {"alpha", "beta"}
    index(data, "beta", "gamma")
    assert {card.id for card in conversation.reply(question).answer.clusters} == {"beta", "gamma"}


@pytest.mark.parametrize("text", ["The second one?", "What is its website?", "And in Bavaria?", "yes", "Tell me more"])
def test_what_is_said_about_clusters_that_are_gone_is_no_error(text: str, data: Path, answerer: HotAnswerer) -> None:
    conversation = HotConversation(answerer)
    conversation.reply(Message("Which clusters are in Sachsen?", session="list"))
    conversation.reply(Message("What does Beta Network do?", session="one"))
    newer = index(data, "gamma")
    for session in ("list", "one"):
        answer = conversation.reply(Message(text, session=session)).answer
        assert answer.generation == newer
        assert not {"alpha", "beta"} & {card.id for card in answer.clusters}


def test_a_list_that_has_lost_a_cluster_is_forgotten_and_one_that_has_not_is_kept(answerer: HotAnswerer) -> None:
    sessions = Sessions()
    conversation = HotConversation(answerer, sessions)
    lost, kept = (
        Topic(listed=("alpha", "gone"), cluster_ids=("alpha", "gone"), seen=("gone",)),
        Topic(cluster_ids=("beta",)),
    )
    sessions.put("a", Session("en", "clusters", lost, (kept, Topic(cluster_ids=("gone",)))))
    found = conversation._sessions.get("a")
    assert found is not None
    assert found.topic == Topic(cluster_ids=("alpha",))
    assert found.earlier == (kept,)


def test_a_session_is_forgotten_when_that_is_asked(answerer: HotAnswerer) -> None:
    sessions = Sessions()
    conversation = HotConversation(answerer, sessions)
    conversation.reply(Message("hello", session="a"))
    conversation.forget("a")
    assert sessions.get("a") is None


def test_a_batch_that_is_under_way_takes_a_new_index_over(data: Path) -> None:
    command = [sys.executable, "-c", ENTRY, "ask", "--batch", "-", "--json", "--data", str(data)]
    found = []
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment_of(WORDS), text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            expected = index(data, "alpha", f"other{number}")
            process.stdin.write(json.dumps({"id": number, "question": "Which clusters are in Sachsen?"}) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            found.append((answer["generation"] == expected, {card["id"] for card in answer["clusters"]}))
        process.stdin.close()
    assert found == [(True, {"alpha", f"other{number}"}) for number in range(3)]
