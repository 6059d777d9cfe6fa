"""Lines withheld from an index: gone from it, all of them in some fold, and gaps as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made import document, opened

from indexer.generation.builder import build
from indexer.models.crossfit import HeldOut, fold_of, folds, withheld
from indexer.shipped.corpus import Corpus
from knowledge.records import Document, Passage, PassageKind
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import WordEncoder

N_FOLDS = 3
NAMES = ("bridge", "tunnel", "crane", "harbour")


def page(kind: PassageKind) -> Document:
    """A document of four statements or gaps, each with six lines of its own."""
    made = document(kind, *(f"The {name} of the {kind}." for name in NAMES), kind=kind)
    told = (
        replace(p, statement_id=f"{kind}-{name}", asked=tuple(f"{kind} {name} question {n}" for n in range(6)))
        for p, name in zip(made.passages, NAMES, strict=True)
    )
    return replace(made, passages=tuple(told))


CORPUS = Corpus((page("statement"), page("gap"), document("notes.txt", "Coal is black.", asked=("What is coal?",))), ())
PARTS = [withheld(CORPUS, fold, N_FOLDS) for fold in range(N_FOLDS)]


def passages(corpus: Corpus) -> list[Passage]:
    return [p for d in corpus.documents for p in d.passages]


def lines_of(corpus: Corpus, kind: PassageKind) -> list[str]:
    return [line for p in passages(corpus) if p.kind == kind for line in p.asked]


# -- one fold ----------------------------------------------------------------------------------


def test_a_fold_is_the_first_byte_of_a_hash_by_the_number_of_folds() -> None:
    known = {"a": 0xCA, "b": 0x3E, "d": 0x18}  # as `sha256sum` has them
    assert {text: fold_of(text, 7) for text in known} == {text: byte % 7 for text, byte in known.items()}


def test_the_lines_of_statements_are_withheld_once_each() -> None:
    held = [h.text for _, part in PARTS for h in part if not h.is_gap]
    assert sorted(held) == sorted(lines_of(CORPUS, "statement"))


def test_a_fold_keeps_the_lines_of_all_other_folds_in_order() -> None:
    for fold, (rest, held) in enumerate(PARTS):
        kept = [line for line in lines_of(CORPUS, "statement") if fold_of(line, N_FOLDS) != fold]
        assert lines_of(rest, "statement") == kept
        assert not {h.text for h in held} & set(kept)


def test_verdicts_stay_with_their_lines() -> None:
    asked = tuple(f"line {n}" for n in range(6))
    one = document("marked", "A bridge.", kind="statement", statement_id="s", asked=asked, verdicts=("yes", "no") * 3)
    verdict_of = dict(zip(asked, ("yes", "no") * 3, strict=True))
    for fold in range(N_FOLDS):
        rest, _ = withheld(Corpus((one,), ()), fold, N_FOLDS)
        ((kept,),) = (d.passages for d in rest.documents)
        assert kept.verdicts == tuple(verdict_of[line] for line in kept.asked)


def test_each_gap_is_withheld_once_and_then_with_all_its_lines() -> None:
    gone: list[str] = []
    for rest, held in PARTS:
        counts = Counter(h.statement_id for h in held if h.gap_withheld)
        assert set(counts.values()) <= {6}
        there = {p.statement_id for p in passages(rest) if p.kind == "gap"}
        assert not there & set(counts)
        assert len(there) + len(counts) == len(NAMES)
        gone += counts
    assert sorted(gone) == sorted(f"gap-{name}" for name in NAMES)


def test_of_a_gap_that_stays_the_lines_of_the_fold_are_withheld() -> None:
    for fold, (_, held) in enumerate(PARTS):
        lines = [h.text for h in held if h.is_gap and not h.gap_withheld]
        assert lines
        assert {fold_of(line, N_FOLDS) for line in lines} == {fold}


def test_statements_stay_with_their_text_whatever_is_withheld() -> None:
    expected = [(p.passage_id, p.text) for p in passages(CORPUS) if p.kind == "statement"]
    for rest, _ in PARTS:
        assert [(p.passage_id, p.text) for p in passages(rest) if p.kind == "statement"] == expected


def test_all_other_passages_stay_as_they_are() -> None:
    for rest, _ in PARTS:
        assert rest.documents[-1] == CORPUS.documents[-1]


def test_a_line_that_is_withheld_knows_whose_it_is() -> None:
    whose = {line: p for p in passages(CORPUS) for line in p.asked}
    for _, held in PARTS:
        for h in held:
            owner = whose[h.text]
            assert (h.statement_id, h.language, h.is_gap) == (owner.statement_id, "en", owner.kind == "gap")


# -- with an index -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    opened(folder, *CORPUS.documents).close()
    return folder


def all_folds(data: Path, work: Path) -> Iterator[tuple[KnowledgeBase, list[HeldOut]]]:
    return folds(CORPUS, WordEncoder(), data, work, N_FOLDS)


def test_each_fold_is_an_index_without_its_lines_and_gaps(data: Path, tmp_path: Path) -> None:
    seen = 0
    for (base, held), (rest, expected) in zip(all_folds(data, tmp_path), PARTS, strict=True):
        assert held == expected
        indexed = {p.passage_id: p.asked for p in base.store.passages_of(None).values()}
        assert indexed == {p.passage_id: p.asked for p in passages(rest)}
        seen += 1
    assert seen == N_FOLDS


def test_a_withheld_line_is_not_found_by_its_own_words(data: Path, tmp_path: Path) -> None:
    for base, held in all_folds(data, tmp_path):
        for line in (h for h in held if h.gap_withheld):
            hits = base.searcher.search(base.searcher.prepare(line.text, "en"), k=50)
            assert line.statement_id not in {hit.passage.statement_id for hit in hits}


def test_the_index_that_is_there_stays_and_the_folds_are_emptied(data: Path, tmp_path: Path) -> None:
    before = sorted(path.relative_to(data) for path in data.rglob("*"))
    for _ in all_folds(data, tmp_path):
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []
    assert sorted(path.relative_to(data) for path in data.rglob("*")) == before


def test_what_an_earlier_run_left_behind_does_no_harm(data: Path, tmp_path: Path) -> None:
    build(Corpus((document("old", "Old."),), ()), WordEncoder(), tmp_path / "fold-0")
    for base, _ in all_folds(data, tmp_path):
        assert "old#0" not in {p.passage_id for p in base.store.passages_of(None).values()}
