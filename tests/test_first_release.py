"""An index of the first release (schema 1, without word counts, checksums and origins) is brought to this version.

`fixtures/index-0.1` was built by that release from six statements, a plain page and one profile, with `WordEncoder(32)`.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from made import document, profile

from indexer.generation.builder import build
from indexer.generation.planning import plan
from indexer.generation.repairing import repair
from indexer.shipped import profile_text
from indexer.shipped.corpus import Corpus
from knowledge.errors import EncoderError, IndexMismatch
from knowledge.index import generations, manifest
from knowledge.index.folder_home import FolderHome
from knowledge.index.integrity import problems
from knowledge.index.migrations import migrations
from knowledge.index.store import Store
from knowledge.naming.fields import load_taxonomy
from knowledge.records import Document
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import Encoder, Progress, Vectors, WordEncoder

FIRST = Path(__file__).parent / "fixtures" / "index-0.1"
WORDS = ("timber", "tunnel", "harbour", "crane", "engine", "valley")
ENCODER = WordEncoder(32)


class NoEncoder(WordEncoder):
    """Fails where a text must be encoded."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        raise EncoderError(f"asked to encode {texts!r}")


def statements() -> Document:
    made = document("page", *(f"The {word} is old." for word in WORDS), kind="statement", heading="Page › Part")
    told = [replace(p, statement_id=w, asked=(f"What of {w}?",)) for p, w in zip(made.passages, WORDS, strict=True)]
    return replace(made, passages=tuple(told))


def corpus() -> Corpus:
    member = profile("alpha", sources=[{"title": "Page one"}, {"title": "Page two"}])
    texts = profile_text.document(member, "en", load_taxonomy())
    return Corpus((statements(), document("plain", "Herons stand long. They are grey."), texts), (member,))


def no_prepare() -> tuple[Encoder, str | None]:
    raise AssertionError("the manifest tells which encoder it was")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIRST, tmp_path / "data"))


def test_it_is_of_an_older_schema(data: Path) -> None:
    store = Store.open(generations.current(data) / generations.DATABASE, any_version=True)
    pending = [migration.name for migration in migrations.pending(store.db)]
    assert pending == [
        "m005_word_counts",
        "m006_document_origin",
        "m007_postings",
        "m008_compared",
        "m009_verdicts",
        "m010_claims",
        "m011_name_keys",
    ]
    store.close()


def test_it_is_refused_with_what_to_run(data: Path) -> None:
    with pytest.raises(IndexMismatch, match=r"has schema 1 .* reads schema .* Rebuild: clusterbot index$"):
        KnowledgeBase.open(data, ENCODER)
    (problem,) = problems(data)
    assert problem.endswith("Rebuild: clusterbot index")


def test_indexing_the_same_documents_encodes_nothing(data: Path) -> None:
    outcome = build(corpus(), NoEncoder(32), data)
    assert (outcome.unchanged, outcome.encoded) == (False, 0)
    assert problems(data) == []


def test_what_was_upgraded_is_what_a_new_index_holds(data: Path, tmp_path: Path) -> None:
    build(corpus(), ENCODER, data)
    build(corpus(), ENCODER, tmp_path / "new")
    upgraded, new = (FolderHome(folder).open() for folder in (data, tmp_path / "new"))
    assert upgraded.passages_of(None) == new.passages_of(None)
    assert upgraded.word_counts() == new.word_counts()
    assert upgraded.rows.embeddings() == new.rows.embeddings()
    upgraded.close()
    new.close()


def test_a_dry_run_finds_its_documents(data: Path) -> None:
    found = plan(corpus(), data, ENCODER.name)
    assert (found.new, found.removed, found.n_texts) == ((), (), 0)


def test_a_repair_brings_it_to_this_version_without_its_documents(data: Path) -> None:
    done = repair(data, no_prepare)
    assert "has schema 1 " in done.problems[0]
    assert problems(data) == []
    assert manifest.read(generations.current(data)).counts.passages == 10
