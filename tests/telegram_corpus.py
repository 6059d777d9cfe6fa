"""A few made statements and clusters with weights set by hand, for what the Telegram channel shows of answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from made import document, opened, profile

from knowledge.answers.answer import Answerer
from knowledge.records import Document, Source
from knowledge.retrieval.model import Model, Weights

# A statement answers when it has more than half of what the question's words tell; clusters are wanted where a list is.
HALF = Weights(("coverage",), (10.0,), -5.0)
MODEL = Model(HALF, HALF, Weights(("list_of_clusters",), (2.0,), -1.0), threshold=0.5, second=0.5)
BOOK = Source(title="Book", publisher="Press", date="2023-01", page="7", url="https://example.org/book")
N_LEDGERS = 50  # as many statements have the word "ledger": a topic that is too wide to guess

HARBOUR: list[tuple[str, str, tuple[str, ...]]] = [
    ("bridge", "The bridge is made of timber.", ("What is the bridge made of?",)),
    ("crane", "The crane lifts coal.", ("coal crane", "What lifts coal " + "at all " * 10 + "?", "What lifts coal?")),
    ("gate", "The gate shuts at dusk.", ("Which textile clusters are there in Saxony?", "When does the gate shut?")),
    ("tower", "The tower is very old.", ("Which clusters are there in Jena?",)),
    ("pier", "The pier bends eastwards.", ("Where does the pier bend?",)),
]
CLUSTERS = [
    profile("weavers", fields=["Textile and Apparel Industry"], website="https://weavers.example"),
    profile("dyers", fields=["Textile and Apparel Industry"]),
    profile("lenses", city="Jena", state="Thüringen", fields=["Optical Technologies and Photonics"]),
]


def _page(doc_id: str, statements: list[tuple[str, str, tuple[str, ...]]], **known: Any) -> Document:
    made = document(doc_id, *(text for _, text, _ in statements), kind="statement", sources=(BOOK,), **known)
    passages = (
        replace(p, statement_id=name, asked=asked)
        for p, (name, _, asked) in zip(made.passages, statements, strict=True)
    )
    return replace(made, passages=tuple(passages))


def small_answerer(folder: Path) -> Answerer:
    """Return an answerer over the made corpus, indexed in `folder`."""
    ledgers = [
        _page(
            f"ledger-{n}", [(f"ledger-{n}", f"Ledger {n} is kept.", (f"Where is ledger {n} kept?",))], heading=f"L{n}"
        )
        for n in range(N_LEDGERS)
    ]
    base = opened(folder, _page("harbour", HARBOUR, heading="Harbour"), *ledgers, profiles=CLUSTERS)
    return Answerer(base, MODEL)
