from __future__ import annotations

import threading
from pathlib import Path
from time import sleep

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_model import exported_tiny

from knowledge.sentence_model.graph_encoder import GraphEncoder, batches_of

TEXTS = [
    " ".join("abcdefgh"[n % 8] * (n % 5 + 1) for n in range(length)) for length in (40, 1, 0, 17, 3) for _ in range(30)
]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the exported graph of a tiny model."""
    return exported_tiny(tmp_path_factory.mktemp("data"))


@given(st.lists(st.integers(0, 70)), st.integers(1, 50))
def test_each_text_is_in_one_batch_and_no_batch_is_filled_beyond_the_limit(lengths: list[int], most: int) -> None:
    batches = batches_of(lengths, most)
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[place] for place in batch) <= most


def test_texts_of_equal_lengths_are_in_one_batch_and_the_longest_come_first() -> None:
    assert batches_of([2, 9, 2, 9, 2, 30], 20) == [[5], [1, 3], [0, 2, 4]]


def test_texts_side_by_side_get_the_vectors_of_each_alone(exported: Path) -> None:
    alone = GraphEncoder(exported, threads=1, eight_bits=False)
    expected = np.concatenate([alone.encode_passages([text]) for text in TEXTS])
    assert GraphEncoder(exported, threads=3).encode_passages(TEXTS) == pytest.approx(expected, abs=1e-6)
    assert alone.encode_queries(TEXTS) == pytest.approx(expected, abs=1e-6)


def test_batches_run_in_as_many_threads_as_there_may_be(exported: Path) -> None:
    encoder = GraphEncoder(exported, threads=2)
    run, meeting = encoder._alone.vectors, threading.Barrier(2, timeout=20)
    first = iter([True, True])

    def met(rows: list[list[int]]) -> object:
        if next(first, False):
            meeting.wait()  # raises where the second never comes
        return run(rows)

    encoder._alone.vectors = met  # type: ignore[method-assign,assignment]
    assert len(encoder.encode_passages(TEXTS)) == len(TEXTS)


def test_progress_counts_every_text_once(exported: Path) -> None:
    told: list[int] = []
    GraphEncoder(exported, threads=2).encode_passages(TEXTS, told.append)
    assert len(told) > 1
    assert sum(told) == len(TEXTS)


def test_a_run_that_fails_ends_the_encoding_with_its_error_and_leaves_the_rest(exported: Path) -> None:
    encoder = GraphEncoder(exported, threads=2)
    encoder.encode_passages(TEXTS)
    run, first, done = encoder._alone.vectors, iter([True]), list[int]()

    def broken(rows: list[list[int]]) -> object:
        if next(first, False):
            raise MemoryError
        sleep(0.05)
        done.append(len(rows))
        return run(rows)

    encoder._alone.vectors = broken  # type: ignore[method-assign,assignment]
    with pytest.raises(MemoryError):
        encoder.encode_passages(TEXTS * 20)
    assert sum(done) < len(TEXTS) * 10


def test_no_texts_give_no_vectors(exported: Path) -> None:
    encoder = GraphEncoder(exported, threads=2)
    assert encoder.encode_queries([]).shape == encoder.encode_passages([]).shape == (0, 16)
