from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from knowledge.errors import EncoderError
from knowledge.sentence_model import together
from knowledge.sentence_model.encoder import Vectors, WordEncoder
from knowledge.sentence_model.together import MOST_TEXTS, TogetherEncoder

TEXTS = [f"question {n} about herons" for n in range(40)]


class GatedEncoder(WordEncoder):
    """Waits in its first run until it may go on, and remembers what each run was given."""

    def __init__(self) -> None:
        super().__init__(64)
        self.runs: list[list[str]] = []
        self.may_go_on = threading.Event()

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        self.runs.append(list(texts))
        assert self.may_go_on.wait(20)
        if "broken" in texts:
            raise EncoderError("broken")
        return super().encode_queries(texts)


def all_wait(encoder: TogetherEncoder, n: int) -> None:
    while len(encoder._waiting) < n:
        threading.Event().wait(0.001)


def test_each_thread_gets_the_vectors_of_its_own_texts() -> None:
    encoder = TogetherEncoder(WordEncoder(64))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: encoder.encode_queries([text, text[::-1]]), TEXTS))
    for text, vectors in zip(TEXTS, found, strict=True):
        assert np.array_equal(vectors, WordEncoder(64).encode_queries([text, text[::-1]]))


def test_what_comes_during_a_run_is_encoded_together_in_the_next() -> None:
    gated = GatedEncoder()
    encoder = TogetherEncoder(gated)
    with ThreadPoolExecutor(5) as pool:
        first = pool.submit(encoder.encode_queries, ["a"])
        while not gated.runs:
            threading.Event().wait(0.001)
        others = []
        for text in ("a heron", "a much longer question", "a crane", "the longest question of all"):
            others.append(pool.submit(encoder.encode_queries, [text]))
            all_wait(encoder, len(others))
        gated.may_go_on.set()
        vectors = [future.result(20) for future in (first, *others)]
    # whoever waited longest, with the one most like it in length
    assert gated.runs == [["a"], ["a heron", "a crane"], ["a much longer question", "the longest question of all"]]
    asked = ["a", "a heron", "a much longer question", "a crane", "the longest question of all"]
    assert np.array_equal(np.concatenate(vectors), WordEncoder(64).encode_queries(asked))


def test_no_run_has_more_texts_than_are_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    gated = GatedEncoder()
    encoder = TogetherEncoder(gated)
    with ThreadPoolExecutor(len(TEXTS)) as pool:
        futures = [pool.submit(encoder.encode_queries, [text]) for text in TEXTS]
        all_wait(encoder, len(TEXTS) - 1)
        gated.may_go_on.set()
        for future in futures:
            future.result(20)
    assert max(map(len, gated.runs)) == MOST_TEXTS
    assert sorted(text for run in gated.runs for text in run) == sorted(TEXTS)
    monkeypatch.setattr(together, "MOST_TEXTS", 1)
    assert encoder.encode_queries(["one", "two", "three"]).shape == (3, 64)


def test_an_error_reaches_all_of_that_run_and_none_after_it() -> None:
    gated = GatedEncoder()
    gated.may_go_on.set()
    encoder = TogetherEncoder(gated)
    with pytest.raises(EncoderError, match="broken"):
        encoder.encode_queries(["broken"])
    assert encoder.encode_queries(["whole"]).shape == (1, 64)


def test_it_is_the_encoder_it_stands_for() -> None:
    words = WordEncoder(64)
    encoder = TogetherEncoder(words)
    assert (encoder.name, encoder.dimension) == (words.name, words.dimension)
    assert np.array_equal(encoder.encode_passages(["herons wade"]), words.encode_passages(["herons wade"]))
    assert encoder.encode_queries([]).shape == (0, 64)
