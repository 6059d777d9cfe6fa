"""What is backed up comes back as it was; what is no whole backup changes nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from command_line import WORDS, Ran, clusterbot
from made import document

from bot.backups import LISTING, back_up, restore
from bot.state.pseudonyms import Pseudonyms
from bot.state.sqlite import SqliteState
from indexer.generation.builder import build
from indexer.shipped.corpus import Corpus
from knowledge.answers.hot import HotIndex
from knowledge.errors import IndexMissing, InputError, StorageError
from knowledge.index import generations
from knowledge.index.integrity import problems
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import WordEncoder

ENCODER = WordEncoder()
GRAPH = "encoders/0123456789ab"


def index(data: Path, text: str) -> str:
    """Build an index of `text` whose encoder has a graph, and return the generation's name."""
    (data / GRAPH).mkdir(parents=True, exist_ok=True)
    (data / GRAPH / "graph.onnx").write_bytes(b"\x00\x01" * 5000)
    return build(Corpus((document("page", text),), ()), ENCODER, data, graph=GRAPH).generation


def ask(state: SqliteState, number: int) -> None:
    state.receive(number, "chat", f"update {number}")


def updates(data: Path) -> list[int]:
    with closing(SqliteState(data / "state.db")) as state:
        return [update.update_id for update in state.pending()]


def texts(data: Path) -> list[str]:
    base = KnowledgeBase.open(data, ENCODER)
    found = [passage.text for passage in base.store.passages_of(None).values()]
    base.close()
    return found


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with an index, an encoder's graph, and a state with its key."""
    folder = tmp_path / "data"
    index(folder, "Timber bridges stand long.")
    with closing(SqliteState(folder / "state.db")) as state:
        ask(state, 1)
    Pseudonyms.open(folder, channel="telegram")
    (folder / "chat-history").write_text("what somebody typed", encoding="utf-8")
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"


def contents(data: Path) -> dict[str, bytes]:
    """Return all files but the database of the state, whose bytes are SQLite's affair."""
    paths = [path for path in data.rglob("*") if path.is_file() and not path.name.startswith("state.db")]
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in paths}


# -- there and back ----------------------------------------------------------------------------


def test_what_is_backed_up_comes_back_as_it_was(data: Path, file: Path, tmp_path: Path) -> None:
    saved = back_up(data, file)
    assert restore(file, tmp_path / "new") == saved
    expected, found = contents(data), contents(tmp_path / "new")
    assert expected.pop("chat-history")
    assert {k: v for k, v in found.items() if k != generations.LOCK} == {
        k: v for k, v in expected.items() if k != generations.LOCK
    }
    assert (problems(tmp_path / "new"), updates(tmp_path / "new")) == ([], [1])
    assert (saved.generation, saved.has_state) == (generations.current(data).name, True)


def test_what_was_there_is_replaced(data: Path, file: Path) -> None:
    back_up(data, file)
    index(data, "Entirely new.")
    with closing(SqliteState(data / "state.db")) as state:
        ask(state, 2)
    restore(file, data)
    assert (texts(data), updates(data)) == (["Timber bridges stand long."], [1])
    assert len(list((data / generations.FOLDER).iterdir())) == 1


def test_a_damaged_generation_of_the_same_name_is_replaced(data: Path, file: Path) -> None:
    back_up(data, file)
    (generations.current(data) / generations.VECTORS).write_bytes(b"")
    restore(file, data)
    assert problems(data) == []


def test_a_state_that_is_no_database_any_more_is_replaced(data: Path, file: Path) -> None:
    back_up(data, file)
    (data / "state.db").write_bytes(b"no database " * 1000)
    restore(file, data)
    assert updates(data) == [1]


@pytest.mark.parametrize("gone", ["state.db", "CURRENT"])
def test_an_index_without_a_state_and_a_state_without_an_index_are_backed_up(
    gone: str, data: Path, file: Path, tmp_path: Path
) -> None:
    (data / gone).unlink()
    saved = back_up(data, file)
    assert (saved.has_state, saved.generation is not None) == (gone != "state.db", gone != "CURRENT")
    restore(file, tmp_path / "new")
    assert (tmp_path / "new" / "state.db").exists() == saved.has_state
    assert (tmp_path / "new" / "CURRENT").exists() == (saved.generation is not None)


def test_where_there_is_nothing_nothing_is_backed_up(tmp_path: Path, file: Path) -> None:
    with pytest.raises(IndexMissing, match=r"nothing in '.*none' to back up\. Build an index: clusterbot index"):
        back_up(tmp_path / "none", file)
    assert list(tmp_path.iterdir()) == []


def test_backup_and_key_are_for_the_eyes_of_their_owner(data: Path, file: Path, tmp_path: Path) -> None:
    back_up(data, file)
    restore(file, tmp_path / "new")
    for path in (file, tmp_path / "new" / "state.key", tmp_path / "new" / "state.db"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_backup_takes_the_place_of_an_earlier_one_and_of_nothing_else(data: Path, file: Path) -> None:
    back_up(data, file)
    newer = index(data, "Entirely new.")
    assert back_up(data, file).generation == newer
    for content in (b"", b"letter to my mother"):
        file.write_bytes(content)
        with pytest.raises(InputError, match="is there and is no backup, so it is not replaced"):
            back_up(data, file)
        assert file.read_bytes() == content


def test_a_backup_that_cannot_be_written_leaves_the_earlier_one_and_no_other_file(data: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"backup '.*gone/b.zip' cannot be made \(No such file or directory\)"):
        back_up(data, tmp_path / "gone" / "b.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


# -- while the bot runs ------------------------------------------------------------------------


def test_back_up_and_restore_while_bot_and_indexer_are_at_work(data: Path, tmp_path: Path) -> None:
    hot = HotIndex(data, lambda: KnowledgeBase.open(data, ENCODER))
    told = {generations.current(data).name: "Timber bridges stand long."}
    wrong: list[object] = []
    ends = monotonic() + 3

    def bot() -> None:
        number = 1
        try:
            with closing(SqliteState(data / "state.db")) as state:
                while monotonic() < ends:
                    with hot.turn() as answerer:
                        base = answerer.base
                        text = base.store.document_text("page")
                        if text != told[base.manifest.generation]:
                            wrong.append((text, base.manifest.generation))
                    number += 1
                    ask(state, number)
        except BaseException as error:  # noqa: BLE001 - it is what the test looks for
            wrong.append(error)

    def indexer() -> None:
        number = 0
        while monotonic() < ends:
            number += 1
            text = f"Text {number}."
            folder = tmp_path / "aside"
            shutil.rmtree(folder, ignore_errors=True)
            name = index(folder, text)
            told[name] = text  # known before it answers
            back_up(folder, tmp_path / "aside.zip")
            restore(tmp_path / "aside.zip", data)

    threads = [threading.Thread(target=bot), threading.Thread(target=indexer)]
    for thread in threads:
        thread.start()
    n_backups = 0
    while monotonic() < ends:
        n_backups += 1
        saved = back_up(data, tmp_path / f"{n_backups}.zip")
        assert saved.generation in told
    for thread in threads:
        thread.join()
    hot.close()
    assert wrong == []
    for number in range(1, n_backups + 1, 5):
        restore(tmp_path / f"{number}.zip", tmp_path / "new")
        found = updates(tmp_path / "new")
        assert found == list(range(1, len(found) + 1))
        assert problems(tmp_path / "new") == []
        assert texts(tmp_path / "new") == [told[generations.current(tmp_path / "new").name]]


def test_a_running_bot_takes_a_restored_index_over(data: Path, file: Path) -> None:
    back_up(data, file)
    index(data, "Entirely new.")
    hot = HotIndex(data, lambda: KnowledgeBase.open(data, ENCODER))
    with hot.turn() as answerer:
        assert answerer.base.store.document_text("page") == "Entirely new."
    restore(file, data)
    with hot.turn() as answerer:
        assert answerer.base.store.document_text("page") == "Timber bridges stand long."
    hot.close()


def test_a_state_that_is_open_goes_on_with_what_was_restored(data: Path, file: Path) -> None:
    back_up(data, file)
    with closing(SqliteState(data / "state.db")) as state:
        ask(state, 2)
        restore(file, data)
        ask(state, 3)
        assert [update.update_id for update in state.pending()] == [1, 3]


def test_while_an_indexer_is_at_work_nothing_is_restored(data: Path, file: Path) -> None:
    back_up(data, file)
    before = contents(data)
    with generations.writing(data), pytest.raises(StorageError, match="another indexer"):
        restore(file, data)
    assert contents(data) == before


# -- what is no backup -------------------------------------------------------------------------


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write the backup anew, with its entries changed."""
    with ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)


def listing_with(**changes: object) -> Callable[[dict[str, bytes]], None]:
    def change(entries: dict[str, bytes]) -> None:
        entries[LISTING] = json.dumps({**json.loads(entries[LISTING]), **changes}).encode()

    return change


def listed_as(name: str, content: bytes = b"x") -> Callable[[dict[str, bytes]], None]:
    """Add an entry that the listing has too."""

    def change(entries: dict[str, bytes]) -> None:
        listing = json.loads(entries[LISTING])
        sha256 = hashlib.sha256(content).hexdigest()
        listing["files"][name] = {"bytes": len(content), "sha256": sha256}
        entries[name] = content
        entries[LISTING] = json.dumps(listing).encode()

    return change


def one_byte_changed(entries: dict[str, bytes]) -> None:
    name = next(name for name in entries if name.endswith(generations.DATABASE))
    entries[name] = entries[name][:-1] + bytes([entries[name][-1] ^ 1])


def one_byte_longer(entries: dict[str, bytes]) -> None:
    name = next(name for name in entries if name.endswith(generations.DATABASE))
    entries[name] += b"\x00" * 10_000_000


CHANGES: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "no listing": (lambda entries: entries.pop(LISTING), "has no backup.json"),
    "listing is no JSON": (lambda entries: entries.update({LISTING: b"{"}), "has no backup.json"),
    "newer format": (listing_with(format=2), "has no backup.json that this version reads"),
    "other generation": (listing_with(generation="g9"), "another generation than 'g9'"),
    "generation is a path": (listing_with(generation="../g9"), "has no backup.json that this version reads"),
    "a file is missing": (lambda entries: entries.pop("state.key"), "not those that backup.json lists"),
    "a file too many": (lambda entries: entries.update({"encoders/0123456789ab/more": b"x"}), "not those that"),
    "a byte changed": (one_byte_changed, "knowledge.db' is not what was backed up"),
    "longer than listed": (one_byte_longer, "knowledge.db' is not what was backed up"),
    "out of the folder": (listed_as("../outside"), "'../outside' is no file of a data folder"),
    "out by a folder": (listed_as("generations/../../outside"), "is no file of a data folder"),
    "absolute": (listed_as("/tmp/outside"), "'/tmp/outside' is no file of a data folder"),
    "backslashes": (listed_as("generations\\..\\outside"), "is no file of a data folder"),
    "hidden": (listed_as("generations/.g/.bashrc"), "is no file of a data folder"),
    "elsewhere in the folder": (listed_as("chat-history"), "'chat-history' is no file of a data folder"),
    "too deep": (listed_as("encoders/0123456789ab/a/b"), "is no file of a data folder"),
}


@pytest.mark.parametrize(("change", "message"), CHANGES.values(), ids=CHANGES.keys())
def test_a_backup_that_was_tampered_with_changes_nothing(
    change: Callable[[dict[str, bytes]], object], message: str, data: Path, file: Path, tmp_path: Path
) -> None:
    back_up(data, file)
    index(data, "Entirely new.")
    rewritten(file, lambda entries: change(entries) and None)
    before, beside = contents(data), sorted(tmp_path.iterdir())
    with pytest.raises(InputError) as error:
        restore(file, data)
    assert message in str(error.value)
    assert str(error.value).endswith("Nothing was restored; take another file")
    assert (contents(data), sorted(tmp_path.iterdir())) == (before, beside)


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_an_entry_that_is_there_twice_changes_nothing(data: Path, file: Path) -> None:
    back_up(data, file)
    with ZipFile(file, "a") as archive:
        archive.writestr("state.key", b"another key")
    with pytest.raises(InputError, match=r"not those that backup\.json lists"):
        restore(file, data)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9, 0.999])
def test_a_backup_that_is_cut_off_changes_nothing(share: float, data: Path, file: Path) -> None:
    back_up(data, file)
    file.write_bytes(file.read_bytes()[: int(share * file.stat().st_size)])
    before = contents(data)
    with pytest.raises(InputError, match="is not a whole backup"):
        restore(file, data)
    assert contents(data) == before


@pytest.mark.parametrize("part", range(9))
def test_a_backup_with_a_flipped_byte_anywhere_changes_nothing_or_restores_all(
    part: int, data: Path, file: Path, tmp_path: Path
) -> None:
    back_up(data, file)
    content = bytearray(file.read_bytes())
    content[len(content) * part // 9 + 7] ^= 0xFF
    file.write_bytes(content)
    message = ""
    try:
        restore(file, tmp_path / "new")
    except InputError as error:
        message = str(error)
    if message:
        assert "is not a whole backup" in message
        assert not (tmp_path / "new" / generations.POINTER).exists()
    else:  # a byte that means nothing, such as a date
        assert (problems(tmp_path / "new"), updates(tmp_path / "new")) == ([], [1])


def test_a_backup_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone.zip' cannot be read \(No such file or directory\)\. Check the path"):
        restore(tmp_path / "gone.zip", tmp_path / "data")


# -- the commands ------------------------------------------------------------------------------


def run(*arguments: str | Path) -> Ran:
    return clusterbot(*arguments, environment=WORDS)


def test_the_commands_tell_what_they_did(data: Path, file: Path, tmp_path: Path) -> None:
    name = generations.current(data).name
    made = run("backup", file, "--data", data)
    assert made.code == 0
    assert made.out.startswith(f"backed up: index {name}, with the channels' state; 6 files, ")
    back = run("restore", file, "--data", tmp_path / "new")
    assert back.out == made.out.replace("backed up", "restored")
    assert back.err == "the channels' state was restored: start a running bot again\n"


def test_the_commands_tell_it_as_json(data: Path, file: Path, tmp_path: Path) -> None:
    (made,) = run("backup", file, "--data", data, "--json").json_lines
    (back,) = run("restore", file, "--data", tmp_path / "new", "--json").json_lines
    assert made == back
    assert (made["generation"], made["has_state"], made["n_files"]) == (generations.current(data).name, True, 6)


def test_what_cannot_be_restored_is_one_line_and_exit_2(data: Path, file: Path) -> None:
    file.write_bytes(b"no backup")
    ran = run("restore", file, "--data", data)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "is not a whole backup: it is no ZIP file, or cut off" in ran.err


def test_a_state_in_use_is_backed_up_as_it_is_at_one_moment(data: Path, file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "state.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        other.execute("delete from updates")  # never committed
        back_up(data, file)
        other.execute("rollback")
    restore(file, tmp_path / "new")
    assert updates(tmp_path / "new") == [1]
