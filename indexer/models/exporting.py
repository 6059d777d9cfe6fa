"""Exports the graph of a sentence-transformers model for ONNX Runtime, and checks it against the model itself."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.shipped.corpus import shipped_folder
from indexer.shipped.gaps import load_gaps
from knowledge.errors import EncoderError, StorageError
from knowledge.index.encoders import WORDS, encoder_name, graph_folder, load_graph, load_reference
from knowledge.sentence_model.encoder import Encoder, WordEncoder
from knowledge.sentence_model.graph import INPUTS, OUTPUT
from knowledge.sentence_model.graph_encoder import (
    GRAPH,
    RECORD,
    TOKENIZER,
    WEIGHTS,
    EightBits,
    GraphEncoder,
    GraphRecord,
    read_record,
)
from knowledge.sentence_model.model_files import file_sha256

if TYPE_CHECKING:
    from knowledge.sentence_model.reference_encoder import ReferenceEncoder

TOLERANCE = 1e-4
_OPSET = 17
# short and long, none and too much, both languages, what tokenisers fold, and what they do not know
_PROBES = (
    "",
    " ",
    "x",
    "  Gold label?  ",
    "What does a cluster need to join go-cluster?",
    "Wer entscheidet über die Aufnahme in das Programm „go-cluster“, und wie groß müssen Netzwerke sein?",
    "ＦＵＬＬ width, naïve café, ß ẞ, 漢字, 🙂, \u200b, \x07",
    "Line one.\nLine two.\tA tab.",
    " ".join(f"word{n}" for n in range(2000)),
)


def prepare(setting: str | None, data: Path) -> tuple[Encoder, str | None]:
    """Return the encoder of `setting`, and the folder of its graph relative to `data`; None: it runs without one.

    The graph is exported where it is not there yet, or is damaged; the one for questions is made where it is missing. A model that cannot be exported, or whose graph gives
    other vectors, is run by sentence-transformers. Raises `EncoderError`, and `StorageError` where `data` cannot be
    written.
    """
    if setting == WORDS:
        return WordEncoder(), None
    folder = graph_folder(data, encoder_name(setting))
    try:
        encoder = _whole(folder)
    except EncoderError:
        reference: Any = load_reference(setting)
        if not export(reference, folder):
            return reference, None
        load_graph.cache_clear()
        encoder = _whole(folder)
    if encoder.wants_eight_bits:  # as in a folder of an earlier version
        _add_eight_bits(folder)
        load_graph.cache_clear()
        encoder = _whole(folder)
    return encoder, folder.relative_to(data).as_posix()


def _whole(folder: Path) -> GraphEncoder:
    """Return the encoder in `folder`, with all of it loaded. Raises `EncoderError`."""
    encoder = load_graph(folder)
    encoder.load_full()
    return encoder


def export(reference: ReferenceEncoder, folder: Path) -> bool:
    """Write the graph of `reference` into `folder`, whole or not at all; return whether it could be done.

    It is done if the graph's vectors of a set of probes deviate from those of `reference` by at most `TOLERANCE`.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as temporary:
            made = Path(temporary) / folder.name
            made.mkdir()
            if not _write(reference, made):
                return False
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(made, folder)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return True


def _unwritable(folder: Path, error: OSError) -> StorageError:
    return StorageError(
        f"encoder graph {str(folder)!r} cannot be written ({error.strerror or error}). Choose another folder with "
        "--data, or free it"
    )


def _write(reference: ReferenceEncoder, folder: Path) -> bool:
    tokenizer = getattr(reference.model.tokenizer, "backend_tokenizer", None)
    if tokenizer is None or not _traced(reference, folder / GRAPH):
        return False
    tokenizer.save(str(folder / TOKENIZER))
    record = GraphRecord(
        name=reference.name,
        dimension=reference.dimension,
        max_tokens=reference.model.max_seq_length or tokenizer.truncation["max_length"],
        pad_token_id=reference.model.tokenizer.pad_token_id or 0,
        query_prompt=reference.files.query_prompt,
        passage_prompt=reference.files.passage_prompt,
        graph_sha256=file_sha256(folder / GRAPH),
        made_with=f"torch {version('torch')}, sentence-transformers {version('sentence-transformers')}",
        deviation=0.0,
    )
    (folder / RECORD).write_text(record.model_dump_json(), encoding="utf-8")
    found = deviation(reference, GraphEncoder(folder))
    if found > TOLERANCE:
        return False
    _record(record.model_copy(update={"deviation": found, "eight_bits": _in_eight_bits(folder)}), folder)
    return True


def _record(record: GraphRecord, folder: Path) -> None:
    """Write `record` into `folder`: the one before, or this one, is there at any time."""
    with tempfile.NamedTemporaryFile("w", dir=folder, encoding="utf-8", delete=False) as file:
        file.write(record.model_dump_json(indent=1) + "\n")
    Path(file.name).chmod(0o644)
    os.replace(file.name, folder / RECORD)


def _add_eight_bits(folder: Path) -> None:
    """Have the graph in `folder` encode questions in eight bits, if they do. Raises `StorageError`."""
    try:
        _record(read_record(folder).model_copy(update={"eight_bits": _in_eight_bits(folder)}), folder)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _in_eight_bits(folder: Path) -> EightBits:
    from indexer.models.eight_bits import quantise  # not read at each start: it imports onnx

    return quantise(folder, _questions())


@lru_cache(maxsize=1)
def _questions() -> tuple[str, ...]:
    """Return questions as people ask them, of the shipped corpus, in both languages in turn."""
    gaps = load_gaps(shipped_folder())
    return tuple((gap.asked.en if place % 4 < 2 else gap.asked.de)[0] for place, gap in enumerate(gaps))


def deviation(one: Encoder, other: Encoder) -> float:
    """Return the largest difference between the two encoders in any number of any vector of the probes."""
    return max(
        float(np.abs(one.encode_queries(_PROBES) - other.encode_queries(_PROBES)).max()),
        float(np.abs(one.encode_passages(_PROBES) - other.encode_passages(_PROBES)).max()),
    )


def _traced(reference: ReferenceEncoder, path: Path) -> bool:
    """Write the graph of all modules of the model, from token ids to vectors; return whether the exporter could."""
    import torch

    class Whole(torch.nn.Module):
        def __init__(self, model: torch.nn.Module) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Any:
            return self.model({"input_ids": input_ids, "attention_mask": attention_mask})["sentence_embedding"]

    example = torch.ones(2, 8, dtype=torch.long)
    axes = {name: {0: "texts", 1: "tokens"} for name in INPUTS}
    try:
        with warnings.catch_warnings(), torch.no_grad():
            # The tracing exporter is announced to go; the newer one gave wrong vectors for this model (cosine 0.03 with
            # torch 2.13). Its warnings are about branches that the check of the vectors covers.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                Whole(reference.model).eval(),
                (example, example.clone()),
                str(path),
                input_names=list(INPUTS),
                output_names=[OUTPUT],
                dynamic_axes={**axes, OUTPUT: {0: "texts"}},
                opset_version=_OPSET,
                dynamo=False,
            )
    except (RuntimeError, TypeError, ValueError, KeyError, AttributeError, NotImplementedError):
        return False  # a model of another kind: sentence-transformers runs it
    _set_weights_apart(path)
    return True


def _set_weights_apart(path: Path) -> None:
    """Move the weights of the graph in `path` to a file of their own, which ONNX Runtime maps into memory.

    Within the graph they are read and copied: 71 MB more for the default model, and a tenth of a second at each start.
    """
    import onnx

    graph = onnx.load(str(path))
    path.unlink()
    onnx.save_model(graph, str(path), save_as_external_data=True, location=WEIGHTS)
    (path.parent / WEIGHTS).chmod(path.stat().st_mode)  # written for its owner alone, unlike all other files
