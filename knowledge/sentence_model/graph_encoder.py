"""A model's exported graph, run by ONNX Runtime: the same vectors as sentence-transformers, without importing torch.

    DATA/encoders/ID/   graph.onnx, weights.bin           encode passages
                        questions.onnx, questions.bin     encode questions, in eight bits; weights.bin has the other weights
                        tokenizer.json, encoder.json

Made by `indexer.models.exporting` and `indexer.models.eight_bits`; the manifest of an index names the ID.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError
from tokenizers import Tokenizer

from knowledge.errors import EncoderError
from knowledge.sentence_model.encoder import Progress, Vectors
from knowledge.sentence_model.encoding import in_a_thread
from knowledge.sentence_model.graph import Graph

GRAPH = "graph.onnx"
WEIGHTS = "weights.bin"  # of the graph, mapped into memory
QUESTIONS = "questions.onnx"
QUESTIONS_WEIGHTS = "questions.bin"
TOKENIZER = "tokenizer.json"
RECORD = "encoder.json"
# of one run, padding included: a token takes longer in fewer and in more, and what a run took of memory is not given back
_MOST_TOKENS = 384
# cosine of the vector of a question here and where the graph was made: eight bits are exact but for the last step of a rounding,
# unless a processor lacks the instructions, and sums run over
_SAME = 0.999
_log = logging.getLogger(__name__)


class EightBits(BaseModel):
    """How well the graph in eight bits does: the cosines of its vectors with those in full, over questions.

    `vector` is that of `question`, by which another processor is told to give the same; none: it is not good enough and not there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    mean_cosine: float
    least_cosine: float
    question: str
    vector: tuple[float, ...] = ()


class GraphRecord(BaseModel):
    """What is known of an exported graph. `deviation` is the largest difference of any number of any vector that was
    found when it was checked against sentence-transformers. `eight_bits` None: it was not tried."""

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
    eight_bits: EightBits | None = None


class GraphEncoder:
    """The encoder in the folder of an exported graph."""

    def __init__(self, folder: Path, *, threads: int | None = None, eight_bits: bool = True) -> None:
        """Load what encodes questions: with `eight_bits` the graph in eight bits, where there is one that gives here what it gave
        where it was made; else the graph in full. `threads` None: one for each core.

        Raises `EncoderError` when a part is missing or damaged.
        """
        self.record = read_record(folder)
        self.name, self.dimension = self.record.name, self.record.dimension
        self._folder = folder
        self._threads = threads or n_threads()
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:
            raise _unloadable(folder, error) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self.record.max_tokens)
        self._in_eight_bits = self._questions() if eight_bits else None
        if self._in_eight_bits is None:
            self.load_full()

    @property
    def in_eight_bits(self) -> bool:
        """Whether questions are encoded by the graph in eight bits."""
        return self._in_eight_bits is not None

    @property
    def wants_eight_bits(self) -> bool:
        """Whether eight bits were never tried, or were good enough where the graph was made and cannot be used here."""
        made = self.record.eight_bits
        return made is None or (bool(made.vector) and not self.in_eight_bits)

    def load_full(self) -> None:
        """Load the graph that encodes passages, if it is not. Raises `EncoderError`."""
        assert self._full

    @cached_property
    def _full(self) -> Graph:
        return self._graph(GRAPH, threads=self._threads)

    @cached_property
    def _alone(self) -> Graph:
        """The graph that runs in the thread of its caller: batches side by side are quicker than the threads of one batch,
        which wait for one another at each step.
        """
        return self._graph(GRAPH)

    def _graph(self, name: str, *, threads: int = 1) -> Graph:
        try:
            return Graph(self._folder / name, self.record.pad_token_id, threads=threads)
        except Exception as error:
            raise _unloadable(self._folder, error) from error

    def _questions(self) -> Graph | None:
        """Return the graph in eight bits; None: there is none, or not one that gives the same here."""
        made = self.record.eight_bits
        if made is None or not made.vector:
            return None
        try:
            graph = self._graph(QUESTIONS, threads=2)  # the caller's, and one that encodes while the caller goes on
            cosine = float(
                graph.vectors(self.query_tokens([made.question]))[0] @ np.array(made.vector, dtype=np.float32)
            )
        except EncoderError as error:
            _log.warning("%s. Until then questions are encoded in full, which takes longer", error)
            return None
        if cosine < _SAME:
            _log.warning(
                "encoder graph %r gives other vectors on this processor (cosine %.3f). Questions are encoded in full, "
                "which takes longer; make it anew here: clusterbot index",
                str(self._folder / QUESTIONS),
                cosine,
            )
            return None
        return graph

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`, encoded with the model's query prompt. May be called from several threads."""
        rows = self.query_tokens(texts)
        graph = self._in_eight_bits
        run = self._full.vectors if graph is None else lambda batch: graph.begin(batch).result()
        batches = batches_of([len(row) for row in rows])
        return self._joined(batches, (run([rows[i] for i in batch]) for batch in batches))

    def begin_queries(self, texts: Sequence[str]) -> Future[Vectors]:
        """Begin to encode `texts`, and return at once what `encode_queries` will give or raise."""
        if self._in_eight_bits is None:
            return in_a_thread(self, texts)
        rows = self.query_tokens(texts)
        if len(batches_of([len(row) for row in rows])) != 1:
            return in_a_thread(self, texts)
        return self._in_eight_bits.begin(rows)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of `texts`, encoded with the model's passage prompt, as many batches at once as there are
        threads.
        """
        rows = self._tokens(texts, self.record.passage_prompt)
        batches = batches_of([len(row) for row in rows])
        graph = self._alone if min(self._threads, len(batches)) > 1 else self._full
        pool = ThreadPoolExecutor(self._threads)
        try:
            found = pool.map(lambda batch: graph.vectors([rows[i] for i in batch]), batches)
            return self._joined(batches, found, progress)
        finally:
            pool.shutdown(cancel_futures=True)  # of a run that is cut short, the rest is not waited for

    def query_tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the ids of the tokens of each text with the model's query prompt, as many as the model takes."""
        return self._tokens(texts, self.record.query_prompt)

    def _tokens(self, texts: Sequence[str], prompt: str) -> list[list[int]]:
        return [encoded.ids for encoded in self._tokenizer.encode_batch([f"{prompt}{text}".strip() for text in texts])]

    def _joined(
        self, batches: Sequence[Sequence[int]], found: Iterable[Vectors], progress: Progress | None = None
    ) -> Vectors:
        """Return the vectors `found` of `batches` in the order of the texts."""
        out = np.zeros((sum(map(len, batches)), self.dimension), dtype=np.float32)
        for batch, vectors in zip(batches, found, strict=True):
            out[batch] = vectors
            if progress:
                progress(len(batch))
        return out


def batches_of(lengths: Sequence[int], most: int = _MOST_TOKENS) -> list[list[int]]:
    """Return the places of texts of these lengths in tokens, in batches, longest first: equal lengths waste no padding.

    A batch has no more than `most` tokens, those that fill its texts up to the longest included, but one text at least.
    """
    batches: list[list[int]] = []
    room = 0
    for place in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if not room:
            room = max(1, most // max(1, lengths[place]))
            batches.append([])
        batches[-1].append(place)
        room -= 1
    return batches


def _unloadable(folder: Path, error: Exception) -> EncoderError:
    return EncoderError(
        f"encoder graph {str(folder)!r} cannot be loaded ({type(error).__name__}). Export it anew: clusterbot index"
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
