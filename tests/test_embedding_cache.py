from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made import FailingEncoder, document

from indexer.generation import parts
from indexer.generation.builder import build
from indexer.generation.embedding_cache import FILE_NAME, EmbeddingCache
from indexer.shipped.corpus import Corpus
from knowledge.errors import EncoderError
from knowledge.index import generations
from knowledge.sentence_model.encoder import WordEncoder

ENCODER = WordEncoder(32)
TEXTS = [f"Bridge number {n} is long." for n in range(10)]
CORPUS = Corpus(tuple(document(f"d{n}", text) for n, text in enumerate(TEXTS)), ())


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "CHUNK", 3)


def cache(data: Path, *, encoder: str = "a") -> EmbeddingCache:
    return EmbeddingCache(data, encoder, 32)


def test_what_is_kept_is_known_in_another_process(tmp_path: Path) -> None:
    vectors = ENCODER.encode_passages(TEXTS[:2])
    first = cache(tmp_path)
    first.keep(["x", "y"], vectors)
    first.close()
    second = cache(tmp_path)
    assert second.known(["y", "z"]) == {"y": vectors[1].tobytes()}
    second.close()


def test_vectors_of_another_encoder_are_not_known(tmp_path: Path) -> None:
    first = cache(tmp_path)
    first.keep(["x"], ENCODER.encode_passages(TEXTS[:1]))
    first.close()
    other = cache(tmp_path, encoder="b")
    assert other.known(["x"]) == {}
    other.close()


def test_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database " * 500)
    one = cache(tmp_path)
    assert one.known(["x"]) == {}
    one.keep(["x"], ENCODER.encode_passages(TEXTS[:1]))
    assert list(one.known(["x"])) == ["x"]
    one.close()


def test_looking_makes_no_file(tmp_path: Path) -> None:
    assert cache(tmp_path).known(["x"]) == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("n_chunks", [0, 1, 3])
def test_a_run_that_was_cut_short_is_gone_on_with_where_it_stopped(n_chunks: int, tmp_path: Path) -> None:
    broken, rest = FailingEncoder(n_chunks), FailingEncoder(9)
    with pytest.raises(EncoderError, match="broken"):
        build(CORPUS, broken, tmp_path)
    outcome = build(CORPUS, rest, tmp_path)
    assert len(broken.given) == 3 * n_chunks
    assert sorted(broken.given + rest.given) == sorted(TEXTS)
    assert outcome.encoded == len(TEXTS) - 3 * n_chunks


def test_a_run_in_two_parts_makes_what_one_makes(tmp_path: Path) -> None:
    with pytest.raises(EncoderError):
        build(CORPUS, FailingEncoder(2), tmp_path / "two")
    build(CORPUS, ENCODER, tmp_path / "two")
    build(CORPUS, ENCODER, tmp_path / "one")
    files = [generations.current(tmp_path / name) / generations.VECTORS for name in ("one", "two")]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_fresh_run_takes_nothing_from_one_that_was_cut_short(tmp_path: Path) -> None:
    with pytest.raises(EncoderError):
        build(CORPUS, FailingEncoder(2), tmp_path)
    assert build(CORPUS, ENCODER, tmp_path, fresh=True).encoded == len(TEXTS)


def test_a_finished_run_leaves_no_vectors_beside_the_index(tmp_path: Path) -> None:
    with pytest.raises(EncoderError):
        build(CORPUS, FailingEncoder(2), tmp_path)
    assert (tmp_path / FILE_NAME).is_file()
    build(replace(CORPUS, documents=CORPUS.documents[:2]), ENCODER, tmp_path)
    assert not (tmp_path / FILE_NAME).exists()


def test_a_run_that_finds_nothing_changed_leaves_no_vectors_of_one_that_was_cut_short(tmp_path: Path) -> None:
    first = replace(CORPUS, documents=CORPUS.documents[:1])
    build(first, ENCODER, tmp_path)
    with pytest.raises(EncoderError):
        build(CORPUS, FailingEncoder(1), tmp_path)
    assert build(first, ENCODER, tmp_path).unchanged
    assert not (tmp_path / FILE_NAME).exists()
