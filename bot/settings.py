"""Settings, from the command line and the environment, validated once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import InputError


class Settings(BaseModel):
    """Where the index lives and which encoder reads it; `encoder` None is the one that comes with the installation."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    data: Path = Path("data")
    encoder: str | None = None


def load_settings(data: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings: `data` if given, else CLUSTERBOT_DATA, else ./data; CLUSTERBOT_ENCODER.

    Raises `InputError` for a store that this version does not have.
    """
    store = environment.get("CLUSTERBOT_STORE", "")
    if store:
        raise InputError(
            f"CLUSTERBOT_STORE is {store.split(':')[0]!r}: this version keeps its knowledge in SQLite and FAISS only. Unset it, and use --data"
        )
    folder = data or Path(environment.get("CLUSTERBOT_DATA") or "data")
    try:
        return Settings(data=folder.expanduser(), encoder=environment.get("CLUSTERBOT_ENCODER") or None)
    except (ValidationError, RuntimeError) as error:
        raise InputError(f"data folder {str(folder)!r} is not a path. Give another with --data") from error
