"""Records for tests, with as little in them as a rule needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from indexer.generation.builder import build
from indexer.shipped import profile_text
from indexer.shipped.corpus import Corpus
from knowledge.errors import EncoderError
from knowledge.naming.fields import load_taxonomy
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import LANGUAGES, Document, Passage, Source
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import Encoder, Progress, Vectors, WordEncoder


def passage(passage_id: str, text: str, **known: Any) -> Passage:
    """Return an English text passage that is all of its document."""
    values = {"doc_id": passage_id.partition("#")[0], "start": 0, "end": len(text), "language": "en", **known}
    return Passage(passage_id=passage_id, text=text, **values)


def document(doc_id: str, *texts: str, **known: Any) -> Document:
    """Return a document of one passage a text, the offsets right; `known` goes to the passages."""
    passages: list[Passage] = []
    at = 0
    source = Source(title=doc_id)
    for number, text in enumerate(texts):
        values = {"doc_id": doc_id, "start": at, "end": at + len(text), "sources": (source,), **known}
        passages.append(passage(f"{doc_id}#{number}", text, **values))
        at += len(text) + 2
    language = known.get("language", "en")
    return Document(doc_id, doc_id.title(), language, "\n\n".join(texts), tuple(passages), source)


def profile_values(cluster_id: str = "alpha", **changes: Any) -> dict[str, Any]:
    """Return a valid cluster profile as its YAML file has it."""
    return {
        "id": cluster_id,
        "name": f"{cluster_id.title()} Network",
        "short_name": cluster_id.upper(),
        "city": "Dresden",
        "state": "Sachsen",
        "fields": ["Automotive"],
        "keywords_en": ["engines"],
        "keywords_de": ["Motoren"],
        "summary_en": "They build engines.",
        "summary_de": "Sie bauen Motoren.",
        "go_cluster": {"status": "unknown"},
        "sources": [{"title": "First page", "url": "https://example.org/1"}, {"title": "Second page"}],
        **changes,
    }


def profile(cluster_id: str = "alpha", **changes: Any) -> ClusterProfile:
    """Return a valid cluster profile."""
    return ClusterProfile.model_validate(profile_values(cluster_id, **changes))


def opened(
    folder: Path, *documents: Document, profiles: Sequence[ClusterProfile] = (), encoder: Encoder | None = None
) -> KnowledgeBase:
    """Return an opened index of `documents`, and of `profiles` with their texts in both languages; words are its vectors,
    unless `encoder` makes others.
    """
    encoder = encoder or WordEncoder()
    texts = [profile_text.document(p, language, load_taxonomy()) for p in profiles for language in LANGUAGES]
    build(Corpus((*documents, *texts), tuple(profiles)), encoder, folder)
    return KnowledgeBase.open(folder, encoder)


class FailingEncoder(WordEncoder):
    """Encodes so many chunks, and fails at the next."""

    def __init__(self, n_chunks: int, dimension: int = 32) -> None:
        super().__init__(dimension)
        self.given: list[str] = []
        self._left = n_chunks

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if not self._left:
            raise EncoderError("broken")
        self._left -= 1
        self.given += texts
        return super().encode_passages(texts, progress)
