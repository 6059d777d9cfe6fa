"""Encoding is begun by the encoder itself where it can, and in a thread where it cannot."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future

import pytest

from knowledge.errors import EncoderError
from knowledge.sentence_model.encoder import Vectors, WordEncoder
from knowledge.sentence_model.encoding import begin


class Slow(WordEncoder):
    """Encodes once it may, and remembers in which threads."""

    def __init__(self) -> None:
        super().__init__()
        self.may = threading.Event()
        self.threads: list[int] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        self.threads.append(threading.get_ident())
        assert self.may.wait(30)
        return super().encode_queries(texts)


class Beginner(WordEncoder):
    """Begins by itself, unless a text is broken."""

    def begin_queries(self, texts: Sequence[str]) -> Future[Vectors]:
        if "broken" in texts:
            raise EncoderError("broken")
        future: Future[Vectors] = Future()
        future.set_result(self.encode_queries([f"begun {text}" for text in texts]))
        return future


def test_an_encoder_that_cannot_begin_encodes_in_a_thread_while_its_caller_goes_on() -> None:
    slow = Slow()
    future = begin(slow, ["herons"])
    assert not future.done()
    slow.may.set()
    assert future.result(30).tolist() == WordEncoder().encode_queries(["herons"]).tolist()
    assert slow.threads != [threading.get_ident()]


def test_an_encoder_that_can_begin_does() -> None:
    assert begin(Beginner(), ["herons"]).result(0).tolist() == WordEncoder().encode_queries(["begun herons"]).tolist()


def test_what_is_raised_at_the_beginning_is_raised_where_the_vectors_are_wanted() -> None:
    future = begin(Beginner(), ["broken"])
    with pytest.raises(EncoderError, match="broken"):
        future.result(0)
