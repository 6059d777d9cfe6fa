"""What all systems are given: the same passages, the same questions, in the same order."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

from benchmarks.processes import ROOT
from knowledge.index.generations import DATABASE, current
from knowledge.index.store import Store
from knowledge.quality.questions import read_questions
from knowledge.records import Language

EVALUATION = ROOT / "tests" / "evaluation"
PARAGRAPHS = ROOT / "benchmarks" / "paragraphs.jsonl"
_FILES = (
    "facts",
    "second",
    "yesno",
    "clusters",
    "unanswerable",
)  # single questions; conversations need what came before
_SEED = 6


def shipped_passages(data: Path) -> list[tuple[str, str]]:
    """Return (passage id, text as shown) of every passage of the index under `data`, by row.

    Without the asked lines: peers know no such thing. They therefore search 4,300 short texts and nothing else.
    """
    store = Store.open(current(data) / DATABASE)
    try:
        return [(passage.passage_id, passage.text) for _, passage in sorted(store.passages().items())]
    finally:
        store.close()


def write_passages(passages: Sequence[tuple[str, str]], path: Path) -> Path:
    """Write (id, text) as JSON lines, and return `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps({"id": identifier, "text": text}, ensure_ascii=False) for identifier, text in passages)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def questions(n: int, n_rounds: int, folder: Path = EVALUATION) -> list[list[str]]:
    """Return `n_rounds` lists of `n` evaluation questions of both languages; no question comes twice.

    The same for the same numbers. A list is shorter where there are not so many questions.
    """
    found = list(dict.fromkeys(q.question for name in _FILES for q in read_questions(folder / f"{name}.jsonl")))
    random.Random(_SEED).shuffle(found)
    return [found[at * n : (at + 1) * n] for at in range(n_rounds)]


def sample(passages: Sequence[tuple[str, str]], n: int) -> list[tuple[str, str]]:
    """Return `n` of the passages in their order, the same for the same numbers; all where there are not so many."""
    chosen = sorted(random.Random(_SEED).sample(range(len(passages)), min(n, len(passages))))
    return [passages[at] for at in chosen]


def paragraphs(language: Language, path: Path = PARAGRAPHS) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return (id, text) of the paragraphs in `language`, and (question, id of the paragraph that answers)."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return (
        [(line["id"], line[language]) for line in lines],
        [(asked[language], line["id"]) for line in lines for asked in line["questions"]],
    )
