from __future__ import annotations

import json
from pathlib import Path

import pytest
from made import document

from bot.app import open_base, open_conversation
from bot.session.messages import Message
from bot.settings import Settings
from indexer.generation.builder import build
from indexer.shipped.corpus import Corpus
from knowledge.errors import IndexDamaged, IndexMismatch, IndexMissing, StorageError
from knowledge.index import generations, manifest
from knowledge.sentence_model.encoder import WordEncoder

CORPUS = Corpus((document("one", "Timber bridges stand long."),), ())


@pytest.fixture
def words(tmp_path: Path) -> Settings:
    """Settings of a small index that the stand-in encoder made."""
    settings = Settings(data=tmp_path / "data", encoder="words")
    build(CORPUS, WordEncoder(), settings.data)
    return settings


def change_manifest(settings: Settings, **values: object) -> None:
    path = generations.current(settings.data) / manifest.FILE_NAME
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}), encoding="utf-8")


def test_the_index_that_the_settings_name_is_opened(words: Settings) -> None:
    base = open_base(words)
    assert [p.text for p in base.store.passages_of(None).values()] == ["Timber bridges stand long."]
    base.close()


def test_a_conversation_answers_over_the_index_that_the_settings_name(words: Settings) -> None:
    conversation = open_conversation(words)
    generation = generations.current(words.data).name
    assert conversation.reply(Message("xyzzy plugh")).answer.generation == generation


def test_no_index_is_said_with_the_command_that_builds_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"no index in '.*nowhere'\. Build one: clusterbot index --data "):
        open_base(Settings(data=tmp_path / "nowhere"))


def test_an_index_of_another_encoder_is_refused_with_both_names(words: Settings) -> None:
    with pytest.raises(
        IndexMismatch, match=r"encoder 'words-256' \(256 dimensions\), settings ask for 'all-MiniLM-L6-v2'"
    ):
        open_base(Settings(data=words.data))


def test_the_default_encoder_is_not_said_to_have_no_dimensions(words: Settings) -> None:
    with pytest.raises(IndexMismatch, match="settings ask for") as error:
        open_base(Settings(data=words.data))
    assert "(0)" not in str(error.value)


def test_an_index_of_the_encoder_with_another_dimension_is_refused(words: Settings) -> None:
    change_manifest(words, dimension=128)
    with pytest.raises(IndexMismatch, match=r"\(128 dimensions\), settings ask for 'words-256' \(256\)"):
        open_base(words)


def test_an_index_of_another_schema_is_refused_with_both_versions(words: Settings) -> None:
    change_manifest(words, schema_version=99)
    with pytest.raises(IndexMismatch, match=rf"schema 99 .* reads schema {manifest.SCHEMA_VERSION} .* Rebuild"):
        open_base(words)


def test_an_index_whose_vectors_are_gone_is_damaged(words: Settings) -> None:
    (generations.current(words.data) / generations.VECTORS).unlink()
    with pytest.raises(IndexDamaged, match="Rebuild"):
        open_base(words)


def test_a_data_folder_that_cannot_be_read_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / generations.POINTER).mkdir()
    with pytest.raises(StorageError, match=r"data folder .* cannot be read .*Check its permissions, or use --data"):
        open_base(Settings(data=tmp_path))
