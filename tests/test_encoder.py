from __future__ import annotations

import hashlib

import numpy as np
import pytest

from knowledge.index.encoders import encoder_name, load_reference
from knowledge.sentence_model.encoder import Vectors, WordEncoder, in_batches, unit


def cosine(a: Vectors, b: Vectors) -> float:
    return float((a @ b.T)[0, 0])


def test_the_stand_in_says_its_name_and_dimension() -> None:
    assert (WordEncoder(64).name, WordEncoder(64).dimension) == ("words-64", 64)
    assert WordEncoder(64).encode_queries(["a", "b"]).shape == (2, 64)


def test_words_shared_are_the_cosine() -> None:
    words = WordEncoder()
    assert cosine(words.encode_queries(["timber bridge"]), words.encode_passages(["Bridge, TIMBER!"])) == pytest.approx(
        1
    )
    assert cosine(words.encode_queries(["timber bridge"]), words.encode_passages(["timber tunnel"])) == pytest.approx(
        0.5
    )
    assert cosine(words.encode_queries(["timber"]), words.encode_passages(["tunnel"])) == 0


def test_the_place_of_a_word_is_the_one_that_its_sha256_names() -> None:
    place = int.from_bytes(hashlib.sha256(b"timber").digest()[:4], "big") % 256
    assert np.flatnonzero(WordEncoder().encode_queries(["timber"])[0]).tolist() == [place]


def test_text_without_words_has_a_vector_of_zeros() -> None:
    assert not WordEncoder().encode_passages(["?!"]).any()


def test_the_setting_words_names_the_stand_in() -> None:
    assert load_reference("words").name == encoder_name("words") == "words-256"


# -- what encoders share ------------------------------------------------------------------------


def test_vectors_are_brought_to_length_1_and_zeros_stay() -> None:
    assert unit([[3.0, 4.0], [0.0, 0.0]]).tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0.0, 0.0]]


def test_batches_are_the_longest_texts_first_and_vectors_in_the_order_given() -> None:
    batches: list[list[str]] = []

    def lengths(batch: list[str]) -> Vectors:
        batches.append(batch)
        return np.array([[len(text)] for text in batch], dtype=np.float32)

    told: list[int] = []
    found = in_batches(["bb", "a", "dddd", "ccc"], lengths, dimension=1, size=3, progress=told.append)
    assert batches == [["dddd", "ccc", "bb"], ["a"]]
    assert (found.ravel().tolist(), told) == ([2, 1, 4, 3], [3, 1])
