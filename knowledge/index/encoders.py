"""The encoder that settings and an index ask for: its exported graph where there is one, else sentence-transformers."""

from __future__ import annotations

import hashlib
import logging
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import EncoderError
from knowledge.index.manifest import Manifest, require_encoder
from knowledge.sentence_model.encoder import Encoder, WordEncoder
from knowledge.sentence_model.model_files import ModelFiles, model_files

if TYPE_CHECKING:
    from knowledge.sentence_model.graph_encoder import GraphEncoder

WORDS = "words"
_log = logging.getLogger(__name__)


def encoder_name(setting: str | None = None) -> str:
    """Return what the manifest calls the encoder of `setting`, without loading it. Raises `EncoderError`."""
    return WordEncoder().name if setting == WORDS else model_files(setting).name


def graph_folder(data: Path, name: str) -> Path:
    """Return the folder under `data` for the exported graph of the encoder called `name`."""
    return data / "encoders" / hashlib.sha256(name.encode()).hexdigest()[:12]


def open_encoder(setting: str | None, made: Manifest, data: Path) -> Encoder:
    """Return the encoder of `setting` for the index that `made` describes.

    Raises `IndexMismatch` before anything is loaded if the index was made with another one, and `EncoderError`. A graph
    that is missing or damaged is told in the log, and sentence-transformers encodes instead.
    """
    name = encoder_name(setting)
    if made.encoder != name:
        require_encoder(made, name=name, dimension=load_reference(setting).dimension)
    if made.graph is None:
        return load_reference(setting)
    try:
        encoder = load_graph(data / made.graph)
    except EncoderError as error:
        _log.warning("%s. Until then sentence-transformers encodes, which starts more slowly", error)
        return load_reference(setting)
    require_encoder(made, name=encoder.name, dimension=encoder.dimension)
    return encoder


@lru_cache(maxsize=4)
def load_graph(folder: Path) -> GraphEncoder:
    """Return the encoder with the exported graph in `folder`, loaded once a process. Raises `EncoderError`."""
    from knowledge.sentence_model.graph_encoder import GraphEncoder

    return GraphEncoder(folder)


def load_reference(setting: str | None = None) -> Encoder:
    """Return the encoder that `setting` names without a graph: sentence-transformers, or the stand-in `words`.

    Loaded once a process. Raises `EncoderError`.
    """
    return WordEncoder() if setting == WORDS else _reference(model_files(setting))


@lru_cache(maxsize=2)
def _reference(files: ModelFiles) -> Encoder:
    from knowledge.sentence_model.reference_encoder import ReferenceEncoder

    return ReferenceEncoder(files)
