"""Questions that wait at the same time are encoded together: one run of the model for all of them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from knowledge.sentence_model.encoder import Encoder, Progress, Vectors
from knowledge.sentence_model.encoding import begin

# In one run. More take longer for each, since all are filled up to the length of the longest: 3.0 ms of CPU time a question alone
# and in pairs of like length, 3.9 by eight, 5.7 by sixteen; with the graph in full 7.0, 6.2 and, by sixteen, 8.6.
MOST_TEXTS = 2


@dataclass(slots=True, eq=False)
class _Waiting:
    texts: Sequence[str]
    vectors: Future[Vectors] = field(default_factory=Future)

    @property
    def n_chars(self) -> int:
        """Length of the longest text."""
        return max(map(len, self.texts), default=0)


class TogetherEncoder:
    """An encoder for several threads: while one run is under way, what comes meanwhile is gathered for the next.

    The one that has waited longest is encoded with those that are most like it in length.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.dimension = encoder.name, encoder.dimension
        self._lock = threading.Lock()
        self._waiting: deque[_Waiting] = deque()
        self._is_running = False

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`, encoded with those that other threads wait for. Raises what the encoder raises."""
        return self.begin_queries(texts).result()

    def begin_queries(self, texts: Sequence[str]) -> Future[Vectors]:
        """Begin to encode `texts`, with those that other threads wait for, as soon as the run under way is over."""
        own = _Waiting(texts)
        with self._lock:
            self._waiting.append(own)
            if self._is_running:
                return own.vectors
            self._is_running = True
        self._run_next()
        return own.vectors

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of `texts`, as the encoder gives them."""
        return self._encoder.encode_passages(texts, progress)

    def _gathered(self) -> list[_Waiting]:
        """Take out the one that has waited longest, and of the others those nearest in length, up to `MOST_TEXTS` texts.

        Empty: nothing waits.
        """
        with self._lock:
            if not self._waiting:
                self._is_running = False
                return []
            found = [self._waiting.popleft()]
            others = sorted(self._waiting, key=lambda other: abs(other.n_chars - found[0].n_chars))
            n_texts = len(found[0].texts)
            for other in others:
                if n_texts + len(other.texts) > MOST_TEXTS:
                    break
                self._waiting.remove(other)
                found.append(other)
                n_texts += len(other.texts)
            return found

    def _run_next(self) -> None:
        gathered = self._gathered()
        if not gathered:
            return
        run = begin(self._encoder, [text for waiting in gathered for text in waiting.texts])
        run.add_done_callback(lambda run: self._end(gathered, run))

    def _end(self, gathered: Sequence[_Waiting], run: Future[Vectors]) -> None:
        self._run_next()  # first, so that the model goes on
        error = run.exception()
        if error is not None:
            for waiting in gathered:
                waiting.vectors.set_exception(error)
            return
        vectors, at = run.result(), 0
        for waiting in gathered:
            waiting.vectors.set_result(vectors[at : at + len(waiting.texts)])
            at += len(waiting.texts)
