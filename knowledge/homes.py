"""Which home an index has: a folder, or what else is given."""

from __future__ import annotations

from pathlib import Path

from knowledge.store_protocol import IndexHome


def home_at(where: Path | IndexHome) -> IndexHome:
    """Return the home of the index in the folder `where`; a home is returned as it is."""
    if not isinstance(where, Path):
        return where
    from knowledge.folder_home import FolderHome  # FAISS is loaded where it is used only

    return FolderHome(where)
