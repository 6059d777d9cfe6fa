"""Pseudonyms, exports and stored sessions: what is of persons, for every state."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from hmac import new
from pathlib import Path

import pytest
from state_contract import NOON, Clock, asked, fill

from bot.session.sessions import SessionMemory
from bot.state.exporting import as_values
from bot.state.pseudonyms import KEY_FILE, Pseudonyms
from bot.state.records import PersonData, person_of, session_name
from bot.state.sqlite import SqliteState
from bot.state.stored_sessions import StoredSessions
from knowledge.errors import StorageError
from knowledge.records import LANGUAGES, Language


def test_a_pseudonym_is_the_beginning_of_an_hmac_in_base_64() -> None:
    whole = new(b"k" * 32, b"telegram:4711", "sha256").digest()
    pseudonym = Pseudonyms(b"k" * 32, channel="telegram").of(4711)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    bits = "".join(f"{alphabet.index(c):06b}" for c in pseudonym)
    assert (len(pseudonym), int(bits[:128], 2)) == (22, int.from_bytes(whole[:16], "big"))


def test_pseudonyms_differ_by_id_key_and_channel() -> None:
    made = [
        Pseudonyms(key * 32, channel=channel).of(identifier)
        for key in (b"a", b"b")
        for channel in ("telegram", "matrix")
        for identifier in (1, -1, 11)
    ]
    assert len(set(made)) == 12


def test_the_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first = Pseudonyms.open(tmp_path / "new", channel="telegram").of(1)
    key = tmp_path / "new" / KEY_FILE
    assert (key.stat().st_mode & 0o777, len(key.read_bytes())) == (0o600, 32)
    assert Pseudonyms.open(tmp_path / "new", channel="telegram").of(1) == first
    assert [file.name for file in key.parent.iterdir()] == [KEY_FILE]


def test_a_key_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"k" * 32)
    (tmp_path / KEY_FILE).chmod(0o644)
    Pseudonyms.open(tmp_path, channel="telegram")
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_of_many_that_start_at_once_all_have_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as threads:
        made = list(threads.map(lambda _: Pseudonyms.open(tmp_path, channel="telegram").of(1), range(64)))
    assert len(set(made)) == 1


@pytest.mark.parametrize("key", [b"", b"short", b"k" * 33])
def test_a_damaged_key_is_refused_and_stays(tmp_path: Path, key: bytes) -> None:
    (tmp_path / KEY_FILE).write_bytes(key)
    with pytest.raises(StorageError, match=rf"has {len(key)} bytes, 32 are needed\. Restore it"):
        Pseudonyms.open(tmp_path, channel="telegram")
    assert (tmp_path / KEY_FILE).read_bytes() == key


def test_a_key_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).mkdir()
    with pytest.raises(StorageError, match="cannot be read or made"):
        Pseudonyms.open(tmp_path, channel="telegram")


def test_the_name_of_a_session_tells_its_person_and_a_private_chat_is_its_person() -> None:
    pseudonyms = Pseudonyms(b"k" * 32, channel="telegram")
    assert pseudonyms.session(1, -5) == session_name(pseudonyms.of(1), pseudonyms.of(-5))
    assert person_of(pseudonyms.session(1, -5)) == pseudonyms.of(1)
    assert pseudonyms.session(1, 1) == f"{pseudonyms.of(1)}.{pseudonyms.of(1)}"


def test_a_name_without_a_person_has_none() -> None:
    assert [person_of(name) for name in ("", "-", "batch 7")] == ["", "", ""]


@pytest.fixture
def state(tmp_path: Path) -> SqliteState:
    return SqliteState(tmp_path / "state.db", clock=Clock())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_export_is_json_with_the_persons_own_words_and_a_note_on_each_part(
    state: SqliteState, language: Language
) -> None:
    fill(state, "p", "p")
    state.receive(1, "p", '{"text": "/export"}')
    values = json.loads(json.dumps(as_values(state.export("p"), language)))
    state.close()
    assert values["sessions"][0]["session"]["topic"]["question"] == "asked by p"
    assert values["sessions"][0]["at"] == "2024-10-04T12:00:00+00:00"
    assert (values["messages"], values["in_hand"]) == (["2024-10-04T12:00:00+00:00"], ['{"text": "/export"}'])
    parts = {field.name for field in fields(PersonData)}
    assert set(values) == parts | {"notes"}
    assert set(values["notes"]) == parts | {"not_here"}


def test_the_notes_are_in_two_languages() -> None:
    english, german = (as_values(PersonData("p"), language)["notes"] for language in LANGUAGES)
    assert english.keys() == german.keys()
    assert [key for key in english if english[key] == german[key]] == []


def test_stored_sessions_outlive_the_process_and_are_forgotten_on_demand(state: SqliteState, tmp_path: Path) -> None:
    sessions: SessionMemory = StoredSessions(state)
    assert sessions.get("p.c") is None
    sessions.put("p.c", asked("q"))
    state.close()
    again = SqliteState(tmp_path / "state.db", clock=Clock(NOON + 86_400))
    later: SessionMemory = StoredSessions(again)
    assert later.get("p.c") == asked("q")
    later.forget("p.c")
    assert later.get("p.c") is None
    again.close()
