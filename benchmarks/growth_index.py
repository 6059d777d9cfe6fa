"""Makes an index of so many passages, and measures it: `python -m benchmarks.growth_index make|measure N FOLDER DATA wall|cpu`.

FOLDER has the indexes and DATA the one of the shipped corpus, of which the encoder is taken. Both are steps of `benchmarks/growth.py`, each in a process of its own, so that the memory of one is not counted for the
other. What they found is printed as one JSON object.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from pydantic import BaseModel, ConfigDict

from benchmarks.growth_material import CHUNK, PARAGRAPHS, Material, document
from knowledge.index import generations, manifest
from knowledge.index.encoders import open_encoder
from knowledge.index.homes import home_at
from knowledge.index.store_protocol import IndexHome, Run
from knowledge.index.vectors import VectorIndex
from knowledge.index.written_store import WrittenStore
from knowledge.records import LANGUAGES, Language
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.search import DEPTH, Query
from knowledge.sentence_model.encoder import Encoder, Vectors
from knowledge.words.word_counts import count_words

Clock = Callable[[], float]
K = 10
_EQUAL = 1e-6  # FAISS and NumPy add up in different orders
N_QUESTIONS = 200
_WARM_UP = 19  # and one with which the index is opened
_PAIRS = (N_QUESTIONS + _WARM_UP + 1) // 2


def encoder_of(data: Path) -> Encoder:
    """Return the encoder of the index under `data`."""
    home = home_at(data)
    made = home.manifest()
    return open_encoder(None, made, home.local_files(made))


# -- making ------------------------------------------------------------------------------------------------------------


def make(n: int, folder: Path, encoder: Encoder) -> dict[str, float]:
    """Make the index of the first `n` passages under `folder`, and return the seconds of each step and what it took.

    Each passage has one vector. The steps are those of `clusterbot index`, but for encoding: vectors are given.
    """
    data = folder / f"index-{n}"
    generation = data / generations.FOLDER / "made"
    generation.mkdir(parents=True)
    told: dict[str, float] = {}

    def timed(name: str, step: Callable[[], object]) -> None:
        started = perf_counter()
        step()
        told[f"{name}_s"] = perf_counter() - started

    store = WrittenStore.create(generation / generations.DATABASE)
    timed("rows", lambda: store.add_documents(map(document, range(n))))
    timed("stored_vectors", lambda: _add_vectors(store, Material(folder / "vectors", encoder), n))
    timed("word_counts", lambda: store.add_word_counts(count_words(passage for _, passage in store.each_passage())))
    timed("postings", store.add_postings)
    parts = partial(store.vector_parts, encoder.dimension)
    path = generation / generations.VECTORS
    timed("vectors", lambda: VectorIndex.build_from(parts, n=n, dimension=encoder.dimension).save(path))
    store.close()
    _publish(data, n, encoder)
    return {**told, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _add_vectors(store: WrittenStore, material: Material, n: int) -> None:
    for at, vectors in zip(range(0, n, CHUNK), material.chunks(n), strict=True):
        names = [f"{number:08d}" for number in range(at, at + len(vectors))]
        store.add_embeddings(names, vectors)
        store.add_passage_vectors((at + place, name, "text") for place, name in enumerate(names, 1))


def _publish(data: Path, n: int, encoder: Encoder) -> None:
    folder = data / generations.FOLDER / "made"
    made = manifest.Manifest(
        generation=folder.name,
        created="2026-01-01T00:00:00Z",
        encoder=encoder.name,
        dimension=encoder.dimension,
        inputs_sha256="",
        counts=manifest.Counts(documents=n, passages=n, vectors=n, clusters=0, sources=0),
        files=manifest.sums(folder),
    )
    manifest.write(made, folder)
    generations.publish(data, folder.name)


# -- measuring ---------------------------------------------------------------------------------------------------------


def questions() -> list[tuple[str, Language]]:
    """Return (question, language): those of the paragraphs, in both languages in turn."""
    lines = PARAGRAPHS.read_text(encoding="utf-8").splitlines()
    asked = [question for line in lines for question in json.loads(line)["questions"]]
    chosen = asked[:: len(asked) // (_PAIRS)][:_PAIRS]
    return [(question[language], language) for question in chosen for language in LANGUAGES]


def measure(n: int, folder: Path, encoder: Encoder, clock: Clock) -> dict[str, float | str]:
    """Return what opening and searching the index of `n` passages took: seconds, milliseconds by `clock`, megabytes.

    `opening_s` ends with the hits of the first question; the encoder is loaded before.
    """
    encoder.encode_queries(["warm"])
    before = memory_mb("RssAnon")
    started = clock()
    base = opened(folder / f"index-{n}", encoder)
    told: dict[str, float | str] = {"opening_s": clock() - started, "opened_mb": memory_mb("RssAnon") - before}
    found, asked = asked_of(base, clock)
    told |= found
    told |= {"private_mb": memory_mb("RssAnon"), "shared_mb": memory_mb("RssFile")}
    index = VectorIndex.load(folder / f"index-{n}" / generations.FOLDER / "made" / generations.VECTORS)
    told |= {"kind": index.kind, "recall": recall(index, np.stack([query.vector for query in asked]))}
    for name in (generations.DATABASE, generations.VECTORS):
        told[f"{Path(name).stem}_mb"] = (
            folder / f"index-{n}" / generations.FOLDER / "made" / name
        ).stat().st_size / 1e6
    base.close()
    return told


class Searches(BaseModel):
    """What `asked_of` finds out, and R@10: `recall`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    recall: float
    dense_p50_ms: float
    dense_p95_ms: float
    lexical_p50_ms: float
    lexical_p95_ms: float
    hybrid_p50_ms: float
    hybrid_p95_ms: float
    question_p50_ms: float
    question_p95_ms: float


SEARCH_COLUMNS: Mapping[str, Callable[[Searches], str]] = {
    "R@10": lambda g: f"{g.recall:.4f}",
    "dense, ms": lambda g: f"{g.dense_p50_ms:.1f} / {g.dense_p95_ms:.1f}",
    "lexical, ms": lambda g: f"{g.lexical_p50_ms:.1f} / {g.lexical_p95_ms:.1f}",
    "search, ms": lambda g: f"{g.hybrid_p50_ms:.1f} / {g.hybrid_p95_ms:.1f}",
}


def opened(where: Path | IndexHome, encoder: Encoder) -> KnowledgeBase:
    """Return the index at `where`, of which one question was asked."""
    first = questions()[0]
    base = KnowledgeBase.open(where, encoder)
    base.language_of(first[0])
    base.searcher.search(base.searcher.prepare(*first), k=K)
    return base


def asked_of(base: KnowledgeBase, clock: Clock) -> tuple[dict[str, float | str], list[Query]]:
    """Return what searches took, in milliseconds by `clock`, and the queries that were asked."""
    told: dict[str, float | str] = {}
    others = questions()[1:]
    for text, language in others[:_WARM_UP]:
        base.searcher.search(base.searcher.prepare(text, language), k=K)
    asked: list[Query] = []
    whole: list[float] = []
    for text, language in others[_WARM_UP:]:
        started = clock()
        asked.append(base.searcher.prepare(text, language))
        base.searcher.search(asked[-1], k=K)
        whole.append(clock() - started)
    runs: dict[str, Callable[[Query], object]] = {
        "lexical": lambda query: base.store.lexical_run(query.stems, depth=DEPTH),
        "dense": lambda query: base.store.dense_run(query.vector, depth=DEPTH),
        "hybrid": lambda query: base.searcher.search(query, k=K),
    }
    told |= percentiles("question", whole)
    for name, run in runs.items():
        told |= percentiles(name, [_seconds(partial(run, query), clock) for query in asked])
    return told, asked


def recall(index: VectorIndex, queries: Vectors) -> float:
    """Return R@10 of `index`, each passage of which has one vector: the share of the ten nearest that it finds."""
    return share_found([index.search(query, depth=K) for query in queries], tenth(index.stored(), queries))


def tenth(parts: Iterable[Vectors], queries: Vectors) -> Vectors:
    """Return the inner product of each of `queries` with the tenth nearest of all vectors."""
    nearest = np.zeros((len(queries), 0), dtype=np.float32)
    for vectors in parts:
        nearest = np.sort(np.concatenate([nearest, queries @ vectors.T], axis=1), axis=1)[:, -K:]
    return np.asarray(nearest[:, 0])


def share_found(runs: Sequence[Run], least: Vectors) -> float:
    """Return the share of the ten nearest that are in `runs`; of several that are as near as the tenth, any will do."""
    shares = [sum(score >= tenth - _EQUAL for _, score in run[:K]) / K for run, tenth in zip(runs, least, strict=True)]
    return float(np.mean(shares))


def _seconds(step: Callable[[], object], clock: Clock) -> float:
    started = clock()
    step()
    return clock() - started


def percentiles(name: str, seconds: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th percentile of `seconds`, in milliseconds, as figures called after `name`."""
    return {f"{name}_p{share}_ms": float(np.percentile(seconds, share)) * 1000 for share in (50, 95)}


def memory_mb(name: str) -> float:
    """Return what the system says of this process: memory of its own (RssAnon), or pages of files it looks at (RssFile)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def main(arguments: Sequence[str]) -> int:
    """Make or measure, and print what was found."""
    step, n, folder, shipped, clock = arguments
    encoder = encoder_of(Path(shipped))
    if step == "make":
        found: dict[str, float | str] = dict(make(int(n), Path(folder), encoder))
    else:
        found = measure(int(n), Path(folder), encoder, {"wall": perf_counter, "cpu": process_time}[clock])
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
