"""The channel takes a new index over between two updates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made import document, profile
from telegram_world import World

from bot.app import open_answerer
from bot.channels.telegram.effects import Send
from bot.dialogue.hot import HotConversation
from bot.settings import Settings
from bot.state.sqlite import SqliteState
from bot.state.stored_sessions import StoredSessions
from indexer.generation.builder import build
from indexer.shipped import profile_text
from indexer.shipped.corpus import Corpus
from knowledge.answers.hot import HotAnswerer
from knowledge.naming.fields import load_taxonomy
from knowledge.sentence_model.encoder import WordEncoder


def index(data: Path, number: int, *cluster_ids: str) -> str:
    profiles = tuple(profile(i) for i in cluster_ids)
    texts = tuple(profile_text.document(p, language, load_taxonomy()) for p in profiles for language in ("en", "de"))
    page = document("page", f"The harbour has number {number}.", kind="statement", statement_id="h", asked=("Which?",))
    return build(Corpus((page, *texts), profiles), WordEncoder(), data).generation


@pytest.fixture
def answerer(tmp_path: Path) -> Iterator[HotAnswerer]:
    index(tmp_path / "data", 1, "alpha", "beta")
    opened = open_answerer(Settings(data=tmp_path / "data", encoder="words"))
    yield opened
    opened.close()


def told(world: World, text: str) -> str:
    return " ".join(effect.html for effect in world.said(text) if isinstance(effect, Send))


def test_an_update_is_answered_from_the_index_of_now(answerer: HotAnswerer, tmp_path: Path) -> None:
    world = World(answerer, tmp_path)
    assert "Beta" in told(world, "Which clusters are in Sachsen?")
    index(tmp_path / "data", 2, "gamma")
    again = told(world, "Which clusters are in Sachsen?")
    assert "Gamma" in again
    assert "Beta" not in again
    world.close()


@pytest.mark.parametrize(
    "text", ["The second one?", "/clusters", "/status", "What does Beta Network do?", "Which number has the harbour?"]
)
def test_nothing_is_an_error_after_the_index_has_lost_what_was_spoken_of(
    text: str, answerer: HotAnswerer, tmp_path: Path
) -> None:
    state = SqliteState(tmp_path / "sessions.db")
    sessions = StoredSessions(state)
    world = World(answerer, tmp_path, sessions=sessions, conversation=HotConversation(answerer, sessions))
    told(world, "Which clusters are in Sachsen?")
    told(world, "Which number has the harbour?")
    index(tmp_path / "data", 2, "gamma")
    assert told(world, text)
    world.close()
    state.close()
