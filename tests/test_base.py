from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made import document, opened, profile

from knowledge.asked import passage_words
from knowledge.errors import IndexDamaged, IndexMismatch, IndexMissing
from knowledge.index import generations, manifest
from knowledge.records import Document
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import WordEncoder
from knowledge.words.information import Information
from knowledge.words.text import terms

PROFILES = [profile("beta", city="Leipzig"), profile("alpha")]


def stated(doc_id: str, text: str, language: str) -> Document:
    made = document(doc_id, text, kind="statement", language=language)
    return replace(made, passages=tuple(replace(p, statement_id="bridge") for p in made.passages))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def base(data: Path) -> Iterator[KnowledgeBase]:
    documents = (
        stated("en", "The bridge is made of timber.", "en"),
        stated("de", "Die Brücke ist aus Holz.", "de"),
        document("plain", "Bridges rust.", "Cranes lift."),
    )
    base = opened(data, *documents, profiles=PROFILES)
    yield base
    base.close()


def test_statements_are_there_by_row_id_in_both_languages(base: KnowledgeBase) -> None:
    assert base.statements == {base.twins["bridge", i]: base.passage(base.twins["bridge", i]) for i in ("en", "de")}


def test_a_fact_has_a_passage_in_each_language_that_states_it(base: KnowledgeBase) -> None:
    texts = {language: base.passage(base.twins["bridge", language]).text for language in ("en", "de")}
    assert texts == {"en": "The bridge is made of timber.", "de": "Die Brücke ist aus Holz."}
    assert ("alpha.seat", "de") in base.twins
    assert ("bridge.x", "en") not in base.twins


def test_passages_that_state_no_fact_have_no_twin(base: KnowledgeBase) -> None:
    assert set(base.twins.values()) == {rowid for rowid, p in base.store.passages_of(None).items() if p.statement_id}


def test_profiles_are_those_that_were_indexed_by_id(base: KnowledgeBase) -> None:
    assert base.profiles == {"alpha": PROFILES[1], "beta": PROFILES[0]}


def test_clusters_are_found_by_the_names_of_the_profiles(base: KnowledgeBase) -> None:
    assert [i for i, _ in base.cluster_names.find("Is Beta Network older than ALPHA?")] == ["beta", "alpha"]


def test_a_stem_tells_by_how_many_passages_have_it(base: KnowledgeBase) -> None:
    (stem,) = terms("bridges", "en")
    having = [
        p
        for p in base.store.passages_of(None).values()
        if stem in terms(" ".join((p.text, p.heading, *p.asked)), p.language)
    ]
    information = base.searcher.information
    assert len(having) == 2
    assert information.of(stem) == Information({stem: 2}, base.manifest.counts.passages).of(stem)
    assert (information.is_known(stem), information.is_known("nowhere")) == (True, False)


def test_the_language_of_a_text_is_heard_against_the_words_of_the_index(base: KnowledgeBase) -> None:
    assert base.language_of("Where is the bridge?") == "en"
    assert base.language_of("Wo ist die Brücke?") == "de"
    assert base.language_of("123", "de") == "de"
    assert base.language_of("123") == "en"


def test_an_index_without_classifiers_has_none(base: KnowledgeBase) -> None:
    assert base.classifiers == {}


# -- what cannot be opened ---------------------------------------------------------------------


@pytest.fixture
def copy(base: KnowledgeBase, data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(data, tmp_path / "copy"))


def change_manifest(data: Path, **changes: Any) -> None:
    path = generations.current(data) / manifest.FILE_NAME
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **changes}), encoding="utf-8")


def test_an_index_made_with_another_dimension_is_an_error(data: Path, base: KnowledgeBase) -> None:
    with pytest.raises(
        IndexMismatch,
        match=r"encoder 'words-256' \(256 dimensions\), settings ask for 'words-64' \(64\)\. Rebuild: clusterbot index",
    ):
        KnowledgeBase.open(data, WordEncoder(64))


def test_an_index_made_with_another_model_of_the_same_dimension_is_an_error(data: Path, base: KnowledgeBase) -> None:
    other = WordEncoder()
    other.name = "other"
    with pytest.raises(IndexMismatch, match=r"'words-256' .* settings ask for 'other'"):
        KnowledgeBase.open(data, other)


def test_where_there_is_no_index_none_is_opened(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="no index in"):
        KnowledgeBase.open(tmp_path, WordEncoder())


def test_an_index_of_another_schema_is_an_error(copy: Path) -> None:
    change_manifest(copy, schema_version=99)
    with pytest.raises(IndexMismatch, match="schema 99"):
        KnowledgeBase.open(copy, WordEncoder())


def test_a_vector_file_that_is_not_that_of_the_manifest_is_damage(copy: Path) -> None:
    counts = manifest.read(generations.current(copy)).counts
    change_manifest(copy, counts={**counts.model_dump(), "vectors": 1})
    with pytest.raises(
        IndexDamaged, match=f"has {counts.vectors} vectors of 256 dimensions, the manifest says 1 of 256"
    ):
        KnowledgeBase.open(copy, WordEncoder())


@pytest.mark.parametrize("part", [generations.DATABASE, generations.VECTORS])
def test_an_index_that_has_lost_a_part_is_damage(part: str, copy: Path) -> None:
    (generations.current(copy) / part).unlink()
    with pytest.raises(IndexDamaged, match="Rebuild: clusterbot index"):
        KnowledgeBase.open(copy, WordEncoder())


def test_an_index_with_a_broken_classifier_is_damage(copy: Path) -> None:
    (generations.current(copy) / generations.classifier_file("de")).write_bytes(b"?")
    with pytest.raises(IndexDamaged, match=r"classifier-de\.npz"):
        KnowledgeBase.open(copy, WordEncoder())


def test_an_empty_index_can_be_opened(tmp_path: Path) -> None:
    base = opened(tmp_path)
    assert (base.store.passages_of(None), base.twins, base.profiles, base.language_of("Wo ist es?")) == (
        {},
        {},
        {},
        "de",
    )
    base.close()


def test_reading_ahead_goes_through_all_passages_step_by_step(tmp_path: Path) -> None:
    base = opened(tmp_path, document("one", *(f"Heron {n}." for n in range(120))))
    assert list(base.read_ahead()) == [50, 100, 120]
    before = passage_words._made.cache_info().misses
    base.searcher.search(base.searcher.prepare("heron 7", "en"), k=5)
    assert passage_words._made.cache_info().misses == before
    base.close()
