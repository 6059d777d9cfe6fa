"""A model as sentence-transformers runs it: the reference that an exported graph is checked against, and the fallback.

Importing torch takes seconds and half a gigabyte, so nothing on the way to an answer imports this module while a graph
is there.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.errors import EncoderError
from knowledge.sentence_model.encoder import Progress, Vectors, in_batches, unit
from knowledge.sentence_model.model_files import ModelFiles, check_weights, stay_offline

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 64
# what the libraries raise for a model that is missing, truncated, of another size, or lacks a module
_UNLOADABLE = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ImportError,
    RuntimeError,
    EOFError,
    pickle.UnpicklingError,
)


class ReferenceEncoder:
    """A sentence-transformers model, from a folder or by its name in the local model cache."""

    def __init__(self, files: ModelFiles) -> None:
        """Load the model; raises `EncoderError` when it is not there, is damaged or is no such model.

        The network is not used unless HF_HUB_OFFLINE is "0".
        """
        if files.weights_sha256:
            check_weights(Path(files.location) / "model.safetensors", files.weights_sha256)
        self.files = files
        self.name = files.name
        self.model = _loaded(files)
        dimension = self.model.get_embedding_dimension()
        if not dimension:
            raise EncoderError(f"encoder {self.name!r} does not say its dimension: choose a model with a pooling layer")
        try:  # one text encoded: modules that do not fit each other are noticed only then
            size = self.model.encode(["a"], show_progress_bar=False).shape[-1]
        except _UNLOADABLE as error:
            raise _unloadable(files, error) from error
        if size != dimension:
            raise EncoderError(
                f"encoder {self.name!r} says that it has {dimension} dimensions, its vectors have {size}: "
                "install the model anew"
            )
        self.dimension = int(dimension)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return unit(
            self.model.encode(
                list(texts),
                prompt=prompt or None,
                batch_size=_BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        )

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`, encoded with the model's query prompt."""
        return self._encode(texts, self.files.query_prompt)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of `texts`, encoded with the model's passage prompt."""
        return in_batches(
            texts,
            lambda batch: self._encode(batch, self.files.passage_prompt),
            dimension=self.dimension,
            size=_BATCH,
            progress=progress,
        )


def _loaded(files: ModelFiles) -> SentenceTransformer:
    stay_offline()
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # threads that wait in a loop slow all down where another process wants the cores: half the speed, measured
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        # said here too: the hub's client reads the variable when it is imported, which may have been
        # earlier
        return SentenceTransformer(files.location, device="cpu", local_files_only=os.environ["HF_HUB_OFFLINE"] != "0")
    except (*_UNLOADABLE, SafetensorError) as error:
        raise _unloadable(files, error) from error


def _unloadable(files: ModelFiles, error: Exception) -> EncoderError:
    return EncoderError(
        f"encoder {files.name!r} cannot be loaded from {files.location!r} ({type(error).__name__}): give a "
        "folder with a sentence-transformers model, or a name that is in the local model cache, in "
        "CLUSTERBOT_ENCODER"
    )
