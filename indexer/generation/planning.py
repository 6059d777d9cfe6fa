"""What indexing would do, without doing it: which documents are new, changed and removed, and how much must be encoded."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.generation.parts import text_hash, texts_of
from indexer.shipped.corpus import Corpus
from knowledge.errors import IndexProblem
from knowledge.index.homes import home_at
from knowledge.index.store_protocol import IndexHome
from knowledge.records import Document, Passage


@dataclass(frozen=True, slots=True)
class Plan:
    """Documents by what would become of them, by id; `n_same` stay as they are, `n_texts` texts would be encoded.

    A document that was renamed counts as a new and a removed one; its texts are known.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    n_same: int
    n_texts: int


@dataclass(frozen=True, slots=True)
class _Indexed:
    """What the current generation holds: title, language, text and passages by document, and the hashes of its vectors."""

    documents: Mapping[str, tuple[str, str, str, tuple[Passage, ...]]]
    hashes: frozenset[str]


def plan(corpus: Corpus, where: Path | IndexHome, encoder: str) -> Plan:
    """Return what indexing `corpus` at `where` with the encoder called `encoder` would do. Writes nothing."""
    indexed = _indexed(home_at(where), encoder)
    given = {document.doc_id: document for document in corpus.documents}
    both = given.keys() & indexed.documents.keys()
    changed = {i for i in both if _told(given[i]) != indexed.documents[i]}
    wanted = {text_hash(text) for d in given.values() for passage in d.passages for _, text in texts_of(passage)}
    return Plan(
        new=tuple(sorted(given.keys() - both)),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(indexed.documents.keys() - both)),
        n_same=len(both) - len(changed),
        n_texts=len(wanted - indexed.hashes),
    )


def _told(document: Document) -> tuple[str, str, str, tuple[Passage, ...]]:
    """Return what an index holds of `document`."""
    return document.title, document.language, document.text, document.passages


def _indexed(home: IndexHome, encoder: str) -> _Indexed:
    """Return what is in the current generation, of whatever version; nothing where there is none, or a damaged one."""
    try:
        store = home.open(any_version=True)
    except IndexProblem:
        return _Indexed({}, frozenset())
    try:
        passages: dict[str, list[Passage]] = {}
        for passage in store.passages_of(None).values():
            passages.setdefault(passage.doc_id, []).append(passage)
        documents = {
            doc_id: (title, language, store.document_text(doc_id) or "", tuple(passages.get(doc_id, ())))
            for doc_id, title, language in store.documents()
        }
        hashes = store.embedding_hashes() if store.manifest.encoder == encoder else frozenset()
    except sqlite3.Error:
        return _Indexed({}, frozenset())
    finally:
        store.close()
    return _Indexed(documents, hashes)
