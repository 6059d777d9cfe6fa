"""A model's exported graph, run by ONNX Runtime: the same vectors as sentence-transformers, without importing torch.

    DATA/encoders/ID/   graph.onnx, weights.bin, tokenizer.json, encoder.json

Made by `indexer.exporting`; the manifest of an index names the ID.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from pydantic import BaseModel, ConfigDict, ValidationError
from tokenizers import Tokenizer

from knowledge.encoder import Progress, Vectors, in_batches, unit
from knowledge.errors import EncoderError

GRAPH = "graph.onnx"
WEIGHTS = "weights.bin"  # of the graph, mapped into memory
TOKENIZER = "tokenizer.json"
RECORD = "encoder.json"
INPUTS = ("input_ids", "attention_mask")
OUTPUT = "vectors"
# sorted by length, small batches waste the least padding: 183 texts a second with 8, 166 with 32, 149 with 64
_BATCH = 8
_MOST_TOKENS = 1024  # padding included: 2048 take 119 MB, which are not given back


class GraphRecord(BaseModel):
    """What is known of an exported graph. `deviation` is the largest difference of any number of any vector that was
    found when it was checked against sentence-transformers."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    dimension: int
    max_tokens: int
    pad_token_id: int
    query_prompt: str
    passage_prompt: str
    graph_sha256: str
    made_with: str
    deviation: float


class GraphEncoder:
    """The encoder in the folder of an exported graph."""

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        """Load it; `threads` None: one for each core. Raises `EncoderError` when a part is missing or damaged."""
        self.record = read_record(folder)
        self.name, self.dimension = self.record.name, self.record.dimension
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._session = onnxruntime.InferenceSession(
                str(folder / GRAPH), _options(threads or n_threads()), providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise EncoderError(
                f"encoder graph {str(folder)!r} cannot be loaded ({type(error).__name__}). Export it anew: clusterbot index"
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self.record.max_tokens)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        rows = [encoded.ids for encoded in self._tokenizer.encode_batch([f"{prompt}{text}".strip() for text in texts])]
        return self._vectors(rows)

    def _vectors(self, rows: Sequence[list[int]]) -> Vectors:
        """Return the vectors of tokenised texts, of no more in one run than its memory may grow by: it does not shrink again."""
        width = max(map(len, rows))
        at_once = max(1, _MOST_TOKENS // width)
        if len(rows) > at_once:
            return np.concatenate([self._vectors(rows[at : at + at_once]) for at in range(0, len(rows), at_once)])
        shape = (len(rows), width)
        ids = np.full(shape, self.record.pad_token_id, dtype=np.int64)
        mask: npt.NDArray[np.int64] = np.zeros(shape, dtype=np.int64)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = row
            mask[place, : len(row)] = 1
        return unit(self._session.run([OUTPUT], dict(zip(INPUTS, (ids, mask), strict=True)))[0])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`, encoded with the model's query prompt. May be called from several threads."""
        return self._encode(texts, self.record.query_prompt)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of `texts`, encoded with the model's passage prompt."""
        return in_batches(
            texts,
            lambda batch: self._encode(batch, self.record.passage_prompt),
            dimension=self.dimension,
            size=_BATCH,
            progress=progress,
        )


def read_record(folder: Path) -> GraphRecord:
    """Return what is known of the graph in `folder`. Raises `EncoderError` when there is none."""
    try:
        return GraphRecord.model_validate_json((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise EncoderError(
            f"encoder graph {str(folder)!r} has no {RECORD} that can be read. Export it anew: clusterbot index"
        ) from error


def n_threads() -> int:
    """Return how many threads encode one batch: OMP_NUM_THREADS, else one for each core this process may use."""
    setting = os.environ.get("OMP_NUM_THREADS", "")
    return int(setting) if setting.isdigit() and int(setting) > 0 else len(os.sched_getaffinity(0))


def _options(threads: int) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # threads that wait in a loop take the cores from what else runs, for a gain of 0.8 ms a question
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
