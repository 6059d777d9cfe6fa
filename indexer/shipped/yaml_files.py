"""Reads YAML files of the corpus, with one clear line for each way in which that fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.errors import DocumentError


def first_fault(error: ValidationError, whole: str = "") -> str:
    """Return where the first fault of `error` is, and what it is; `whole` names the place of one that is of the whole."""
    first = error.errors()[0]
    return f"{' › '.join(map(str, first['loc'])) or whole}: {first['msg']}"


def read_yaml(path: Path) -> Any:
    """Return what the YAML file `path` holds. Raises `DocumentError` that names the file and the reason."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())[:160]
        raise DocumentError(
            f"{path.name!r} cannot be read as YAML: {reason}. Correct it, then run make check"
        ) from error
