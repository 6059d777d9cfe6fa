"""A new generation is taken over between two turns; what is under way keeps the old one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from made import document

from indexer.generation.builder import build
from indexer.shipped.corpus import Corpus
from knowledge.answers.hot import RETRY_SECONDS, HotAnswerer, HotIndex
from knowledge.clusters.outcomes import Request
from knowledge.errors import IndexMissing
from knowledge.index import generations
from knowledge.index.folder_home import FolderHome
from knowledge.index.locks import Lock
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import WordEncoder

PATIENCE = 60.0  # seconds
ENCODER = WordEncoder(64)
PLACES = ("timber", "tunnel", "harbour", "crane", "engine", "valley")


def index(data: Path, number: int) -> str:
    """Build a generation in which every document names `number`, and return its name."""
    texts = [document(place, f"The {place} has number {number}.") for place in PLACES]
    return build(Corpus(tuple(texts), ()), ENCODER, data).generation


def numbers(base: KnowledgeBase) -> set[str]:
    """Return the numbers that the passages found by both runs name."""
    hits = base.searcher.search(base.searcher.prepare("Which number has the harbour?", "en"), k=6)
    return {hit.passage.text.split()[-1].rstrip(".") for hit in hits}


def names(data: Path) -> list[str]:
    return sorted(path.name for path in (data / generations.FOLDER).iterdir())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    index(tmp_path / "data", 1)
    return tmp_path / "data"


@pytest.fixture
def hot(data: Path) -> Iterator[HotIndex]:
    opened = HotIndex(data, lambda: KnowledgeBase.open(data, ENCODER))
    yield opened
    opened.close()


# -- one reader --------------------------------------------------------------------------------


def test_a_turn_sees_the_generation_that_answers(data: Path, hot: HotIndex) -> None:
    with hot.turn() as answerer:
        assert answerer.base.manifest.generation == generations.current(data).name


def test_the_next_turn_sees_the_new_generation(data: Path, hot: HotIndex) -> None:
    with hot.turn() as answerer:
        assert numbers(answerer.base) == {"1"}
    second = index(data, 2)
    with hot.turn() as answerer:
        assert (answerer.base.manifest.generation, numbers(answerer.base)) == (second, {"2"})


def test_a_turn_keeps_its_generation_however_often_that_is_replaced(data: Path, hot: HotIndex) -> None:
    with hot.turn() as answerer:
        for number in (2, 3, 4):
            index(data, number)
        with hot.turn() as inner:
            assert inner is answerer
        assert hot.now is answerer
        found: list[set[str]] = []
        other = threading.Thread(target=lambda: found.append(numbers(answerer.base)))  # opens its own connection
        other.start()
        other.join()
        assert found == [{"1"}]
    with hot.turn() as answerer:
        assert numbers(answerer.base) == {"4"}


def test_a_generation_is_on_disk_as_long_as_it_is_open_and_no_longer(data: Path, hot: HotIndex) -> None:
    first = generations.current(data).name
    second = index(data, 2)
    assert names(data) == [first, second]
    with hot.turn():
        pass
    third = index(data, 3)
    assert names(data) == [second, third]


def test_the_old_generation_is_closed_when_the_last_turn_with_it_ends(data: Path, hot: HotIndex) -> None:
    with hot.turn() as old:
        index(data, 2)

        def newer() -> None:
            with hot.turn():
                pass

        other = threading.Thread(target=newer)
        other.start()
        other.join()
        old.base.store.document_text("timber")  # open
    with pytest.raises(Exception, match="closed"):
        old.base.store.document_text("timber")


def test_an_answer_names_the_generation_it_comes_of(data: Path, hot: HotIndex) -> None:
    answerer = HotAnswerer(hot)
    first = generations.current(data).name
    assert answerer.answer(Request("Which number has the harbour?", "en")).answer.generation == first
    second = index(data, 2)
    assert answerer.answer(Request("Which number has the harbour?", "en")).answer.generation == second


def test_within_a_turn_all_that_is_asked_comes_of_one_generation(data: Path, hot: HotIndex) -> None:
    answerer = HotAnswerer(hot)
    with answerer.turn():
        first = answerer.base.manifest.generation
        index(data, 2)
        assert answerer.answer(Request("Which number has the harbour?", "en")).answer.generation == first
        assert answerer.finder is answerer.index.now.finder
    with answerer.turn():
        assert answerer.base.manifest.generation == generations.current(data).name != first


# -- what cannot be opened ---------------------------------------------------------------------


def test_where_there_is_no_index_none_is_opened(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="Build one: clusterbot index"):
        HotIndex(tmp_path, lambda: KnowledgeBase.open(tmp_path, ENCODER))


def test_while_the_new_generation_is_damaged_the_old_one_answers_on_and_the_log_tells(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    now = 0.0
    hot = HotIndex(data, lambda: KnowledgeBase.open(data, ENCODER), clock=lambda: now)
    index(data, 2)
    vectors = generations.current(data) / generations.VECTORS
    content = vectors.read_bytes()
    vectors.write_bytes(content[:100])
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            with hot.turn() as answerer:
                assert numbers(answerer.base) == {"1"}
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "the new index cannot be opened" in caplog.text
    vectors.write_bytes(content)  # repaired in place, the pointer stays
    with hot.turn() as answerer:
        assert numbers(answerer.base) == {"1"}
    now = RETRY_SECONDS
    with hot.turn() as answerer:
        assert numbers(answerer.base) == {"2"}
    hot.close()


def test_while_the_pointer_is_gone_the_old_generation_answers_on(data: Path, hot: HotIndex) -> None:
    (data / generations.POINTER).unlink()
    with hot.turn() as answerer:
        assert numbers(answerer.base) == {"1"}
    index(data, 2)
    with hot.turn() as answerer:
        assert numbers(answerer.base) == {"2"}


def test_an_index_of_another_encoder_is_not_taken_over(data: Path, hot: HotIndex) -> None:
    build(Corpus((document("one", "Herons."),), ()), WordEncoder(32), data)
    with hot.turn() as answerer:
        assert numbers(answerer.base) == {"1"}


def test_a_generation_that_is_replaced_while_it_is_opened_is_opened_anew(data: Path) -> None:
    class Overtaken(FolderHome):
        """A home in which the first generation that is looked up is replaced, and gone, before it is held."""

        n_held = 0

        def _hold(self, folder: Path) -> Lock | None:
            self.n_held += 1
            if self.n_held == 1:
                index(data, 2)
                assert not folder.exists()
            return super()._hold(folder)

    home = Overtaken(data)
    base = KnowledgeBase.open(home, ENCODER)
    assert (home.n_held, numbers(base)) == (2, {"2"})
    base.close()


# -- many --------------------------------------------------------------------------------------


def test_readers_and_a_writer_at_once_no_error_and_no_answer_of_two_generations(data: Path, hot: HotIndex) -> None:
    told = {generations.current(data).name: "1"}  # what each generation says
    seen: list[tuple[str, set[str], str]] = []
    errors: list[BaseException] = []
    answerer = HotAnswerer(hot)
    written = threading.Event()

    def read() -> None:
        try:
            while not written.is_set():
                with answerer.turn():
                    base = answerer.base
                    answer = answerer.answer(Request("Which number has the harbour?", "en")).answer
                    seen.append((answer.generation or "", numbers(base), answer.text))
        except BaseException as error:  # noqa: BLE001 - it is what the test looks for
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    number, latest = 1, monotonic() + PATIENCE  # a slow machine gets the time that it needs
    while number < 12 or (len({g for g, _, _ in seen}) < 4 and monotonic() < latest):
        number += 1
        told[index(data, number)] = str(number)
    written.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert [(g, found) for g, found, _ in seen if found != {told[g]}] == []
    assert [(g, text) for g, _, text in seen if f"number {told[g]}." not in text] == []
    assert len({g for g, _, _ in seen}) >= 4
