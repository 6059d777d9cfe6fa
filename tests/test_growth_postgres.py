from __future__ import annotations

import sys
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from command_line import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks import growth_index, growth_postgres
from benchmarks.growth_material import Material
from benchmarks.growth_postgres import Grown, grown_table
from knowledge.index.postgres.home import PostgresHome
from knowledge.quality.quality_tables import with_block
from knowledge.sentence_model.encoder import WordEncoder


def grown(n: int, **values: float) -> Grown:
    return Grown.model_validate({**dict.fromkeys(Grown.model_fields, 1), "n": n, **values})


def test_an_index_is_made_opened_and_measured(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = growth_index.questions()[:30]
    monkeypatch.setattr(growth_index, "questions", lambda: some)
    home = PostgresHome(postgres_url, tmp_path)
    material = Material(tmp_path / "vectors", WordEncoder())
    made = growth_postgres.make(60, home, material, psutil.Process())
    found = growth_postgres.measure(60, home, material, psutil.Process())
    size = Grown.model_validate({"n": 60, "load": 0.0, **made, **found})
    assert (size.recall, size.candidates, size.graph_mb) == (1.0, 0, 0.0)  # few vectors are compared in full
    assert home.manifest().counts.vectors == 60
    assert home.problems() == []
    home.close()


def test_the_table_has_a_row_for_each_size_and_names_machine_and_load() -> None:
    sizes = [grown(1000, load=0.25), grown(1_000_000, load=3.0, recall=0.98765, dense_p50_ms=12.34, dense_p95_ms=45.67)]
    lines = grown_table(sizes, {"processor": "abacus"}).splitlines()
    cells = [cell.strip() for cell in lines[3].strip("|").split("|")]
    assert (cells[0], cells[10], cells[11]) == ("1,000,000", "0.9877", "12.3 / 45.7")
    assert lines[-1] == "Load average while the sizes were measured: 0.2, 3.0. Machine: processor: abacus."


def test_the_page_has_a_place_for_the_table() -> None:
    page = growth_postgres.PAGE.read_text(encoding="utf-8")
    assert "the table" in with_block(
        page, "the table", "scaling.md", marks=(growth_postgres.BEGIN, growth_postgres.END)
    )
