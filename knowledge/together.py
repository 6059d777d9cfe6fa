"""Questions that wait at the same time are encoded together: one run of the model for all of them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.encoder import Encoder, Progress, Vectors

MOST_TEXTS = 16  # in one run: more make each wait longer, and gain nothing on two cores


@dataclass(slots=True, eq=False)
class _Waiting:
    texts: Sequence[str]
    vectors: Vectors | None = None
    error: Exception | None = None

    @property
    def is_done(self) -> bool:
        return self.vectors is not None or self.error is not None


class TogetherEncoder:
    """An encoder for several threads: while one run is under way, what comes meanwhile is gathered for the next."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.dimension = encoder.name, encoder.dimension
        self._running = threading.Lock()
        self._waiting: deque[_Waiting] = deque()

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`, encoded with those that other threads wait for. Raises what the encoder raises."""
        own = _Waiting(texts)
        self._waiting.append(own)
        with self._running:  # whoever comes next runs for all that wait, and the others find theirs done
            while not own.is_done:
                self._run(self._gathered())
        if own.error is not None:
            raise own.error
        assert own.vectors is not None
        return own.vectors

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of `texts`, as the encoder gives them."""
        return self._encoder.encode_passages(texts, progress)

    def _gathered(self) -> list[_Waiting]:
        """Take out those that have waited longest, up to `MOST_TEXTS` texts, at least one."""
        found: list[_Waiting] = []
        n_texts = 0
        while self._waiting and (not found or n_texts + len(self._waiting[0].texts) <= MOST_TEXTS):
            found.append(self._waiting.popleft())
            n_texts += len(found[-1].texts)
        return found

    def _run(self, gathered: Sequence[_Waiting]) -> None:
        texts = [text for waiting in gathered for text in waiting.texts]
        try:
            vectors = self._encoder.encode_queries(texts)
        except Exception as error:  # noqa: BLE001 - it is raised again in the thread of each
            for waiting in gathered:
                waiting.error = error
            return
        at = 0
        for waiting in gathered:
            waiting.vectors = vectors[at : at + len(waiting.texts)]
            at += len(waiting.texts)
