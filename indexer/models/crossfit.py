"""Questions whose answer the index has not seen: asked lines, each put to an index that was built without it.

The asked lines of statements and gaps are parted into folds by a hash. For each fold an index is built without its
lines, and without its gaps altogether; then the lines are asked. So one sees for thousands of questions what search and
classifier bring up for a question that is new to them, and, by the gaps that are gone, for one that nothing answers.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.generation.builder import build
from indexer.shipped.corpus import Corpus
from knowledge.records import Document, Language, Passage
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import Encoder


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A line that was withheld, the statement or gap whose line it is, and whether that gap was withheld as well."""

    text: str
    language: Language
    statement_id: str
    is_gap: bool
    gap_withheld: bool


def fold_of(text: str, n_folds: int) -> int:
    """Return the fold, from 0, to which a line or an id belongs."""
    return hashlib.sha256(text.encode()).digest()[0] % n_folds


def withheld(corpus: Corpus, fold: int, n_folds: int) -> tuple[Corpus, list[HeldOut]]:
    """Return `corpus` without the lines and gaps of `fold`, and those lines, in order."""
    held: list[HeldOut] = []

    def passages(document: Document) -> Iterator[Passage]:
        for passage in document.passages:
            if passage.kind not in ("statement", "gap") or not passage.statement_id:
                yield passage
                continue
            is_gap = passage.kind == "gap"
            gone = is_gap and fold_of(passage.statement_id, n_folds) == fold
            lines = [line for line in passage.asked if gone or fold_of(line, n_folds) == fold]
            held.extend(HeldOut(line, passage.language, passage.statement_id, is_gap, gone) for line in lines)
            if not gone:
                kept = [n for n, line in enumerate(passage.asked) if line not in lines]
                yield replace(
                    passage,
                    asked=tuple(passage.asked[n] for n in kept),
                    verdicts=tuple(passage.verdicts[n] for n in kept) if passage.verdicts else (),
                )

    documents = tuple(replace(d, passages=tuple(passages(d))) for d in corpus.documents)
    return replace(corpus, documents=documents), held


def folds(
    corpus: Corpus, encoder: Encoder, data: Path, work: Path, n_folds: int
) -> Iterator[tuple[KnowledgeBase, list[HeldOut]]]:
    """Yield for each fold the opened index without it, and its lines. `work` is used for the indexes and emptied.

    The vectors are taken from the index under `data`.
    """
    for fold in range(n_folds):
        folder = work / f"fold-{fold}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(data, folder)
        rest, held = withheld(corpus, fold, n_folds)
        build(rest, encoder, folder)
        base = KnowledgeBase.open(folder, encoder)
        try:
            yield base, held
        finally:
            base.close()
            shutil.rmtree(folder)
