"""Settings, from the command line and the environment, validated once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import InputError

_SCHEMES = ("postgresql://", "postgres://")


class Settings(BaseModel):
    """Where the index lives and which encoder reads it; `encoder` None is the one that comes with the installation.

    `store` is the database that holds the index and what the channels keep; None: they are files under `data`. With a database,
    `data` holds copies of what is read from it at every start.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    data: Path = Path("data")
    encoder: str | None = None
    store: str | None = Field(default=None, repr=False)  # may hold a password


def load_settings(data: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings: `data` if given, else CLUSTERBOT_DATA, else ./data; CLUSTERBOT_ENCODER; CLUSTERBOT_STORE.

    Raises `InputError` for a store of another kind than this version has.
    """
    store = environment.get("CLUSTERBOT_STORE") or None
    if store and not store.startswith(_SCHEMES):
        raise InputError(
            f"CLUSTERBOT_STORE is {store.partition('://')[0] if '://' in store else '…'!r}: it must be an address like "
            "postgresql://USER:PASSWORD@HOST/DATABASE. Unset it to keep the knowledge in files under --data"
        )
    folder = data or Path(environment.get("CLUSTERBOT_DATA") or "data")
    encoder = environment.get("CLUSTERBOT_ENCODER") or None
    try:
        return Settings(data=folder.expanduser(), encoder=encoder, store=store)
    except (ValidationError, RuntimeError) as error:
        raise InputError(f"data folder {str(folder)!r} is not a path. Give another with --data") from error
