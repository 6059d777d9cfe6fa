"""The state in SQLite: what every state must do, and what is of this one only: its file, and how the process may end."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from command_line import environment_of
from sqlite_utils import Database
from state_contract import NOON, Clock, Open, StateContract, asked, fill

from bot.state import session_json
from bot.state.migrations import migrations
from bot.state.protocol import IDLE_SECONDS
from bot.state.sqlite import SqliteState
from knowledge.errors import StorageError


def opened(path: Path, clock: Callable[[], float]) -> SqliteState:
    return SqliteState(path, clock=clock)


class TestSqliteState(StateContract):
    @pytest.fixture
    def open_state(self, tmp_path: Path) -> Open:
        return partial(opened, tmp_path / "deep" / "state.db")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(path: Path, clock: Clock) -> Iterator[SqliteState]:
    state = SqliteState(path, clock=clock)
    yield state
    state.close()


def on_disk(path: Path) -> bytes:
    """All bytes of the database and its journal."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def test_files_are_for_their_owner_only(path: Path, state: SqliteState) -> None:
    state.receive(1, "c", "a")
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == {"state.db": 0o600, "state.db-shm": 0o600, "state.db-wal": 0o600}


def test_nothing_is_left_on_disk_of_an_update_that_is_done(path: Path, state: SqliteState, clock: Clock) -> None:
    state.receive(1, "the-chat", "what was said")
    state.plan_effects(1, "what is to be said")
    assert b"what was said" in on_disk(path)
    state.finish_update(1)
    clock.now += IDLE_SECONDS + 1
    state.beat()
    state.prune(keep_days=30)
    assert [b in on_disk(path) for b in (b"what was said", b"what is to be said", b"the-chat")] == [False] * 3


def test_nothing_is_left_on_disk_of_a_person_who_was_deleted(path: Path, state: SqliteState) -> None:
    fill(state, "some-person", "some-person")
    assert b"some-person" in on_disk(path)
    state.delete("some-person")
    assert b"some-person" not in on_disk(path)


def test_what_staff_see_stands_without_a_person_and_a_time(path: Path, state: SqliteState) -> None:
    state.add_gap("q", "en", "r")
    fill(state, "p", "p")
    tables = Database(str(path))
    columns = {name: set(tables[name].columns_dict) for name in ("gaps", "rated_answers")}
    tables.close()
    assert [columns[name] & {"person", "chat", "session", "at"} for name in columns] == [set(), set()]


def test_a_session_of_another_version_is_none_and_can_be_put_again(path: Path, state: SqliteState) -> None:
    state.put_session("p.c", asked("q"))
    tables = Database(str(path))
    with tables.atomic():
        tables["sessions"].update("p.c", {"session": '{"language": "klingon"}'})  # type: ignore[union-attr]
    tables.close()
    assert state.session("p.c") is None
    state.put_session("p.c", asked("again"))
    assert state.session("p.c") == asked("again")


def test_a_session_with_a_key_of_a_later_version_is_read_without_it() -> None:
    text = session_json.dump(asked("q"))
    assert session_json.read(text[:-1] + ', "later": 1}') == asked("q")


@pytest.mark.parametrize("content", [b"this is no database at all, only text that is long enough" * 20, b"\x00" * 4096])
def test_a_file_that_is_no_database_is_refused_in_one_line(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(
        StorageError, match=r"^state '.*state\.db' cannot be read or written \(.+\)\. Check the file"
    ) as caught:
        SqliteState(path)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


def test_a_folder_in_the_place_of_the_file_is_refused(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StorageError, match="Check the file"):
        SqliteState(path)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="Check the file"):
        SqliteState(tmp_path / "file" / "state.db")


def test_a_closed_state_says_so_and_may_be_closed_again(state: SqliteState) -> None:
    state.close()
    state.close()
    with pytest.raises(StorageError, match="closed"):
        state.pending()


def test_an_error_in_the_middle_of_a_step_leaves_nothing_of_it(state: SqliteState) -> None:
    state.set_replies("c", 1, [2])
    with pytest.raises(StorageError):
        state.set_replies("c", 1, [3, None])  # type: ignore[list-item]
    assert state.replies("c", 1) == (2,)
    assert state.receive(1, "c", "a") == "mine"


KILLED = """
import os, signal, sys
from pathlib import Path
from bot.state.sqlite import SqliteState
state = SqliteState(Path(sys.argv[1]))
for n in range(1000):
    state.receive(n, "c", "raw")
    state.start_effect(n, 0)
    print(n, flush=True)
    if n == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("last", [0, 57, 311])
def test_what_was_written_outlives_a_process_that_is_killed(path: Path, last: int) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(last)],
        env=environment_of(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (-signal.SIGKILL, b"")
    state = SqliteState(path, clock=lambda: NOON)
    assert [(u.update_id, u.in_flight) for u in state.pending()] == [(n, True) for n in range(last + 1)]
    assert [state.receive(n, "c", "raw") for n in (0, last, last + 1)] == ["known", "known", "left"]
    state.close()


@pytest.mark.parametrize("attempt", range(5))
def test_of_many_that_open_a_new_file_at_the_same_moment_one_makes_the_tables(path: Path, attempt: int) -> None:
    ready = Barrier(12)

    def open_and_receive(n: int) -> str:
        ready.wait(30)
        state = SqliteState(path)
        try:
            return state.receive(n, "c", "raw")
        finally:
            state.close()

    with ThreadPoolExecutor(12) as threads:
        assert "known" not in threads.map(open_and_receive, range(12))


def test_migrations_are_numbered_without_gaps_and_say_their_purpose() -> None:
    pending = migrations.pending(Database(memory=True))
    assert [m.name[:5] for m in pending] == [f"m{n:03}_" for n in range(1, len(pending) + 1)]
    assert all((m.fn.__doc__ or "").strip() for m in pending)


def test_opening_again_applies_what_is_pending_and_keeps_what_is_there(path: Path) -> None:
    db = Database(str(path))
    migrations.apply(db, stop_before="m003_limits")
    db["updates"].insert(  # type: ignore[union-attr]
        {"update_id": 1, "chat": "c", "raw": "a", "performed": 0, "in_flight": 0, "attempts": 0, "at": NOON}
    )
    db.close()
    state = SqliteState(path, clock=lambda: NOON)
    assert (state.receive(1, "c", "a"), state.once("p", "hint", 60)) == ("known", True)
    state.close()
