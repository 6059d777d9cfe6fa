"""Questions that wait at the same time are encoded together: one run of the model for all of them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.encoder import Encoder, Progress, Vectors

# In one run. More take longer for each, since all are filled up to the length of the longest: 3.0 ms of CPU time a question alone
# and in pairs of like length, 3.9 by eight, 5.7 by sixteen; with the graph in full 7.0, 6.2 and, by sixteen, 8.6.
MOST_TEXTS = 2


@dataclass(slots=True, eq=False)
class _Waiting:
    texts: Sequence[str]
    vectors: Vectors | None = None
    error: Exception | None = None

    @property
    def n_chars(self) -> int:
        """Length of the longest text."""
        return max(map(len, self.texts), default=0)

    @property
    def is_done(self) -> bool:
        return self.vectors is not None or self.error is not None


class TogetherEncoder:
    """An encoder for several threads: while one run is under way, what comes meanwhile is gathered for the next.

    The one that has waited longest is encoded with those that are most like it in length.
    """

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
        """Take out the one that has waited longest, and of the others those nearest in length, up to `MOST_TEXTS` texts."""
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
