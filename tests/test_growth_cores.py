from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import psutil  # type: ignore[import-untyped]
import pytest
from command_line import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks import growth_cores, growth_index, growth_material
from benchmarks.growth_cores import KeptEncoder, Plan, Told, keep_questions, vectors_for
from benchmarks.growth_material import Material
from knowledge.index.postgres import dense
from knowledge.index.postgres.home import PostgresHome
from knowledge.index.postgres.vectors import stored
from knowledge.retrieval.search import DEPTH
from knowledge.sentence_model.encoder import WordEncoder

N = 130


@pytest.fixture
def material(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Material:
    """Passages in parts of 20, of which the first 40 have vectors of their own; of the questions the first 30."""
    for module in (growth_cores, growth_material):
        monkeypatch.setattr(module, "CHUNK", 20)
    monkeypatch.setattr(growth_material, "N_REAL", 40)
    some = growth_index.questions()[:30]
    monkeypatch.setattr(growth_index, "questions", lambda: some)
    return Material(tmp_path / "vectors", WordEncoder())


def test_many_processes_write_the_passages_and_vectors_that_one_would(
    material: Material, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, "HELD_VECTORS", 50)
    plan = Plan(N, postgres_url, material, tmp_path)
    told = Told(tmp_path / "told.json")
    growth_cores.make(plan, told, processes=2)
    growth_cores.measure(plan, told, psutil.Process())
    home = PostgresHome(postgres_url, tmp_path)
    assert home.problems() == []
    passages = home.open().passages_of(None)
    assert [passages[n + 1] for n in range(N)] == [growth_material.document(n).passages[0] for n in range(N)]
    vectors = {
        rowid: v for part, ids in stored(home.db, plan.schema, "", 256) for v, rowid in zip(part, ids, strict=True)
    }
    assert np.array_equal(np.stack([vectors[n + 1] for n in range(N)]), np.concatenate(list(material.chunks(N))))
    home.close()
    found = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert (found["recall"], found["candidates"]) == (1.0, 240)
    assert {f"with_{c}" for c in growth_cores.CANDIDATES} < found.keys()


def test_what_an_index_encodes_for_the_questions_is_kept(material: Material, postgres_url: str, tmp_path: Path) -> None:
    plan = Plan(N, postgres_url, material, tmp_path)
    growth_cores.make(plan, Told(tmp_path / "told.json"), processes=2)
    home = PostgresHome(postgres_url, tmp_path)
    assert keep_questions(home, WordEncoder(), tmp_path) > 30
    kept = KeptEncoder(tmp_path)
    assert (kept.name, kept.dimension) == (WordEncoder().name, 256)
    text = next(iter(np.load(tmp_path / "questions.npz")["texts"].tolist()))
    assert np.array_equal(kept.encode_queries([text]), WordEncoder().encode_queries([text]))
    with pytest.raises(KeyError):
        kept.encode_queries(["Never asked."])
    home.close()


@pytest.mark.parametrize("candidates", growth_cores.CANDIDATES)
def test_an_index_is_told_as_large_as_takes_so_many_candidates(candidates: int) -> None:
    assert dense.n_candidates(vectors_for(candidates), DEPTH * dense.PER_PASSAGE) == candidates
