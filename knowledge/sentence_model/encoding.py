"""Beginning to encode: the vectors of a question are worked out while its words are read.

An encoder that can begin by itself does so; any other one encodes in a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from knowledge.sentence_model.encoder import Encoder, Vectors

_THREADS = ThreadPoolExecutor(max_workers=64, thread_name_prefix="encoding")


def begin(encoder: Encoder, texts: Sequence[str]) -> Future[Vectors]:
    """Begin to encode `texts`, and return at once what `encoder.encode_queries` will give or raise."""
    # asked by name: whether it has a protocol takes as long as a hundredth of an answer
    begin_queries: Callable[[Sequence[str]], Future[Vectors]] | None = getattr(encoder, "begin_queries", None)
    if begin_queries is None:
        return in_a_thread(encoder, texts)
    try:
        return begin_queries(texts)
    except Exception as error:  # noqa: BLE001 - it is raised where the vectors are needed
        failed: Future[Vectors] = Future()
        failed.set_exception(error)
        return failed


def in_a_thread(encoder: Encoder, texts: Sequence[str]) -> Future[Vectors]:
    """Encode `texts` in a thread of its own: it gets no turn while the caller's Python code runs, up to five milliseconds."""
    return _THREADS.submit(encoder.encode_queries, texts)
