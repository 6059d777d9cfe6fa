"""Retrieval on text that is not the programme's: `python benchmarks/retrieval.py [PARAGRAPHS.jsonl]`.

Encyclopaedia-like paragraphs in both languages, one document each, with questions that one paragraph alone answers. For
each pair of languages (of the questions, of the text) and each mode: R@1 and RR@10.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from indexer.generation.builder import build
from indexer.inputs.collecting import gather
from indexer.models.exporting import prepare
from indexer.shipped.corpus import Corpus
from knowledge.records import LANGUAGES, Language, SearchMode
from knowledge.retrieval.base import KnowledgeBase

DEFAULT = Path(__file__).with_name("paragraphs.jsonl")
MODES: tuple[SearchMode, ...] = ("lexical", "dense", "hybrid")


def measure(
    base: KnowledgeBase, questions: Sequence[tuple[str, str]], language: Language
) -> dict[SearchMode, tuple[float, float]]:
    """Return (R@1, RR@10) by mode for (question, doc_id of the paragraph that answers)."""
    ranks: dict[SearchMode, list[float]] = {mode: [] for mode in MODES}
    for text, wanted in questions:
        query = base.searcher.prepare(text, language)
        for mode in MODES:
            hits = base.searcher.search(query, k=10, mode=mode)
            rank = next((h.rank for h in hits if h.passage.doc_id == wanted), 0)
            ranks[mode].append(1 / rank if rank else 0.0)
    return {mode: (sum(r == 1 for r in found) / len(found), sum(found) / len(found)) for mode, found in ranks.items()}


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    path = Path(arguments[0]) if arguments else DEFAULT
    paragraphs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    print(f"{len(paragraphs)} paragraphs, {sum(len(p['questions']) for p in paragraphs)} questions", flush=True)
    print("question  text  " + "  ".join(f"{mode:>13}" for mode in MODES))
    for spoken in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            texts, data = Path(folder, "texts"), Path(folder, "data")
            texts.mkdir()
            for paragraph in paragraphs:
                (texts / f"{paragraph['id']}.txt").write_text(paragraph[spoken], encoding="utf-8")
            encoder, graph = prepare(None, data)
            build(Corpus(gather([texts]).documents, ()), encoder, data, graph=graph)
            base = KnowledgeBase.open(data, encoder)
            for asked in LANGUAGES:
                questions = [(q[asked], f"{p['id']}.txt") for p in paragraphs for q in p["questions"]]
                found = measure(base, questions, asked)
                cells = "  ".join(f"{found[mode][0]:.4f} {found[mode][1]:.4f}" for mode in MODES)
                print(f"{asked:<8}  {spoken:<4}  {cells}", flush=True)
            base.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
