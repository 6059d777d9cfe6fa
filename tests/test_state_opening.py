"""Where the state is opened, and that all bots on one database have the same key of pseudonyms."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.state.opening import open_for_staff, open_state
from bot.state.postgres import PostgresState
from bot.state.pseudonyms import KEY_FILE
from bot.state.sqlite import STATE_FILE, SqliteState
from knowledge.errors import InputError, StorageError


def test_without_a_store_the_state_is_a_file_under_the_data_folder(tmp_path: Path) -> None:
    state, _ = open_state(tmp_path, None, channel="telegram")
    assert isinstance(state, SqliteState)
    state.close()
    assert {STATE_FILE, KEY_FILE} <= {file.name for file in tmp_path.iterdir()}


def test_bots_with_the_same_key_know_the_same_persons(tmp_path: Path, postgres_url: str) -> None:
    pseudonyms = []
    for name in ("one", "two"):
        if name == "two":
            (tmp_path / "two").mkdir()
            (tmp_path / "two" / KEY_FILE).write_bytes((tmp_path / "one" / KEY_FILE).read_bytes())
        state, made = open_state(tmp_path / name, postgres_url, channel="telegram")
        assert isinstance(state, PostgresState)
        state.close()
        pseudonyms.append(made.of(42))
        assert not (tmp_path / name / STATE_FILE).exists()
    assert pseudonyms[0] == pseudonyms[1]


def test_a_bot_without_the_key_of_the_others_is_refused_and_makes_none(tmp_path: Path, postgres_url: str) -> None:
    open_state(tmp_path / "one", postgres_url, channel="telegram")[0].close()
    with pytest.raises(StorageError, match=r"there is no key '.*state\.key', .*Copy state\.key"):
        open_state(tmp_path / "two", postgres_url, channel="telegram")
    assert not (tmp_path / "two").exists()


def test_a_bot_with_another_key_is_refused(tmp_path: Path, postgres_url: str) -> None:
    open_state(tmp_path / "one", postgres_url, channel="telegram")[0].close()
    open_state(tmp_path / "two", None, channel="telegram")[0].close()
    with pytest.raises(StorageError, match=r"key '.*state\.key' is not the one of the other bots.*Copy state\.key"):
        open_state(tmp_path / "two", postgres_url, channel="telegram")


def test_looking_makes_no_file(tmp_path: Path) -> None:
    assert open_for_staff(tmp_path, None) is None
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_not_installed_is_named(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("bot.state.postgres", "knowledge.index.postgres", "psycopg"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"needs 'psycopg'.*pip install 'clusterbot\[postgres\]'"):
        open_state(tmp_path, postgres_url, channel="telegram")
