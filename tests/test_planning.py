from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from made import document

from indexer.generation.builder import build
from indexer.generation.planning import Plan, plan
from indexer.shipped.corpus import Corpus
from knowledge.index import generations
from knowledge.records import Document, Source
from knowledge.sentence_model.encoder import WordEncoder

ENCODER = WordEncoder(32)
ONE, TWO, THREE = document("one", "Timber.", "Tunnels."), document("two", "Harbours."), document("three", "Cranes.")


def of(*documents: Document) -> Corpus:
    return Corpus(documents, ())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    build(of(ONE, TWO), ENCODER, tmp_path)
    return tmp_path


def planned(data: Path, *documents: Document, encoder: str = ENCODER.name) -> Plan:
    return plan(of(*documents), data, encoder)


def test_the_same_documents_stay(data: Path) -> None:
    assert planned(data, ONE, TWO) == Plan((), (), (), n_same=2, n_texts=0)


def test_new_changed_and_removed_documents_are_told_apart(data: Path) -> None:
    longer = document("one", "Timber.", "Tunnels.", "Valleys.")
    assert planned(data, longer, THREE) == Plan(("three",), ("one",), ("two",), n_same=0, n_texts=2)


@pytest.mark.parametrize(
    "changed",
    [
        document("one", "Timber."),
        document("one", "Timber.", "Bridges."),
        document("one", "Timber.", "Tunnels.", language="de"),
        document("one", "Timber.", "Tunnels.", sources=(Source("Other"),)),
        document("one", "Timber.", "Tunnels.", heading="Page"),
        replace(ONE, title="Other"),
    ],
    ids=["shrunk", "other text", "other language", "other source", "other heading", "other title"],
)
def test_any_change_that_the_index_would_hold_is_seen(changed: Document, data: Path) -> None:
    assert planned(data, changed, TWO).changed == ("one",)


def test_a_renamed_document_is_a_new_and_a_removed_one_and_encodes_nothing(data: Path) -> None:
    renamed = document("uno", "Timber.", "Tunnels.")
    assert planned(data, renamed, TWO) == Plan(("uno",), (), ("one",), n_same=1, n_texts=0)


def test_another_encoder_encodes_every_text_once(data: Path) -> None:
    assert planned(data, ONE, TWO, document("again", "Timber."), encoder="other").n_texts == 3


def test_where_there_is_no_index_all_is_new_and_nothing_is_made(tmp_path: Path) -> None:
    assert planned(tmp_path / "none", ONE) == Plan(("one",), (), (), n_same=0, n_texts=2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no database"])
def test_of_a_damaged_index_all_is_new(content: bytes, data: Path) -> None:
    (generations.current(data) / generations.DATABASE).write_bytes(content)
    assert planned(data, ONE).new == ("one",)


def test_an_index_is_as_it_was_planned(data: Path) -> None:
    found = planned(data, ONE, THREE)
    assert build(of(ONE, THREE), ENCODER, data).encoded == found.n_texts == 1
    assert planned(data, ONE, THREE) == Plan((), (), (), n_same=2, n_texts=0)


def test_planning_changes_nothing(data: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(data, tmp_path / "copy")
    planned(copy, THREE)
    names = [
        sorted(p.relative_to(r) for p in r.rglob("*") if "copy" not in p.relative_to(r).parts) for r in (data, copy)
    ]
    assert names[0] == names[1]
