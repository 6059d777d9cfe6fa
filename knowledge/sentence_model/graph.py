"""One exported graph in ONNX Runtime: tokens in, vectors out, at once or while the caller goes on."""

from __future__ import annotations

import atexit
import time
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from knowledge.errors import EncoderError
from knowledge.sentence_model.encoder import Vectors, unit

INPUTS = ("input_ids", "attention_mask")
OUTPUT = "vectors"
Tokens = npt.NDArray[np.int64]
_under_way: set[Future[Vectors]] = set()  # runs whose threads will still call into Python


class Graph:
    """One graph, loaded. May be run from several threads."""

    def __init__(self, path: Path, pad_token_id: int, *, threads: int = 1) -> None:
        """Load it, to run on `threads`, the caller's among them. Raises what ONNX Runtime raises."""
        self._pad_token_id = pad_token_id
        self._session = onnxruntime.InferenceSession(str(path), _options(threads), providers=["CPUExecutionProvider"])

    def vectors(self, rows: Sequence[list[int]]) -> Vectors:
        """Return the vectors of tokenised texts, each of length 1, from one run of the model."""
        return unit(self._session.run([OUTPUT], self._inputs(rows))[0])

    def begin(self, rows: Sequence[list[int]]) -> Future[Vectors]:
        """Begin a run of the model, and return at once what `vectors` would; it must have been loaded for two threads or more.

        The run needs no turn of Python's before it is over. In a thread of ours it would not begin as long as the caller's code
        runs: with half a millisecond of that beside it a question took 4.2 ms so, and 3.4 this way, encoding alone 3.4.
        """
        vectors: Future[Vectors] = Future()
        _under_way.add(vectors)
        inputs = self._inputs(rows)

        def end(outputs: Sequence[object], _inputs: object, error: str) -> None:
            try:
                if error:
                    vectors.set_exception(
                        EncoderError(f"the encoder's graph failed ({error}). Export it anew: clusterbot index")
                    )
                else:
                    vectors.set_result(unit(outputs[0]))
            finally:
                _under_way.discard(vectors)

        try:
            self._session.run_async([OUTPUT], inputs, end, inputs)  # given along, since the run reads their memory
        except BaseException:
            _under_way.discard(vectors)
            raise
        return vectors

    def _inputs(self, rows: Sequence[list[int]]) -> dict[str, Tokens]:
        shape = (len(rows), max(1, *map(len, rows)))
        ids: Tokens = np.full(shape, self._pad_token_id, dtype=np.int64)
        mask: Tokens = np.zeros(shape, dtype=np.int64)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = row
            mask[place, : len(row)] = 1
        return dict(zip(INPUTS, (ids, mask), strict=True))


@atexit.register
def _end() -> None:
    """Wait for runs that nobody waits for any more: a thread that comes back to a Python which has ended would break off the process."""
    while _under_way:
        time.sleep(0.001)


def _options(threads: int) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # threads that wait in a loop take the cores from what else runs, for a gain of 0.8 ms a question
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
