"""Settings, from the command line and the environment, validated once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import InputError


class Settings(BaseModel):
    """Where the index lives and which encoder reads it; `encoder` None is the one that comes with the installation.

    `store` is the database in which the channels keep their state; None: it is kept under `data`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    data: Path = Path("data")
    encoder: str | None = None
    store: str | None = Field(default=None, repr=False)  # may hold a password


def load_settings(data: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings: `data` if given, else CLUSTERBOT_DATA, else ./data; CLUSTERBOT_ENCODER; CLUSTERBOT_STORE.

    Raises `InputError` for a store that this version does not have.
    """
    store = environment.get("CLUSTERBOT_STORE") or None
    if store is not None and not store.startswith(("postgresql://", "postgres://")):
        raise InputError(
            f"CLUSTERBOT_STORE is {store.split(':')[0]!r}, must be postgresql://…, or unset for files under --data"
        )
    folder = data or Path(environment.get("CLUSTERBOT_DATA") or "data")
    try:
        return Settings(data=folder.expanduser(), encoder=environment.get("CLUSTERBOT_ENCODER") or None, store=store)
    except (ValidationError, RuntimeError) as error:
        raise InputError(f"data folder {str(folder)!r} is not a path. Give another with --data") from error
