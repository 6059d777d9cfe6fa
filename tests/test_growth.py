from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from command_line import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks import growth_index, growth_report
from benchmarks.growth_index import recall
from benchmarks.growth_material import Material, composition, document, sources
from benchmarks.growth_report import BEGIN, END, Grown, between, grown_table, picture
from knowledge.errors import DocumentError
from knowledge.index.vectors import VectorIndex
from knowledge.sentence_model.encoder import Vectors, WordEncoder, unit


def grown(n: int, **values: object) -> Grown:
    """Return a size of which every figure is its number of digits, but for what is given."""
    numbers = {name: float(len(str(n))) for name, field in Grown.model_fields.items() if field.annotation is float}
    return Grown.model_validate({**numbers, "n": n, "kind": "exact", **values})


SIZES = [
    grown(1000),
    grown(1_000_000, kind="sketches, 500 in full", recall=0.98765, hybrid_p50_ms=12.34, hybrid_p95_ms=45.67),
]


def test_a_passage_depends_on_its_number_alone() -> None:
    assert [composition(n) for n in (5, 17, 5)] == [composition(5), composition(17), composition(5)]
    assert composition(5) != composition(6)


def test_passages_are_made_of_sentences_of_one_language() -> None:
    for made in map(composition, range(200)):
        known = [sources().sentences[made.language][part] for part in made.parts]
        words = set(re.findall(r"\w+", " ".join(known)))
        assert 1 <= len(made.parts) <= 3
        assert len(words & set(re.findall(r"\w+", made.text))) >= 0.3 * len(words)


def test_words_are_distributed_as_in_a_language() -> None:
    counts = Counter(word for n in range(2000) for word in composition(n).text.casefold().split())
    ordered = [n for _, n in counts.most_common()]
    # Zipf: a hundred times the rank, about a hundredth of the frequency
    assert 20 <= ordered[9] / ordered[999] <= 500
    assert 0.3 <= sum(n == 1 for n in ordered) / len(ordered) <= 0.8


def test_more_text_has_more_words() -> None:
    def n_words(n: int) -> int:
        return len({word for number in range(n) for word in composition(number).text.casefold().split()})

    assert n_words(2000) > 1.2 * n_words(1000)


def test_a_document_is_its_passage() -> None:
    made = document(41)
    assert (made.doc_id, made.text) == ("00000041.txt", composition(41).text)
    assert [(p.text, p.start, p.end, p.kind) for p in made.passages] == [(made.text, 0, len(made.text), "text")]


def test_a_mixed_vector_is_the_mean_of_its_sentences_by_length(tmp_path: Path) -> None:
    encoder = WordEncoder()
    number = next(n for n in range(100) if len(composition(n).parts) == 2)
    made = composition(number)
    texts = [sources().sentences[made.language][part] for part in made.parts]
    expected = unit(np.array([[len(text)] for text in texts]).T @ encoder.encode_passages(texts))
    assert np.allclose(Material(tmp_path, encoder).mixed([number]), expected, atol=1e-6)


def test_vectors_are_real_first_and_of_length_one_behind_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks import growth_material

    monkeypatch.setattr(growth_material, "N_REAL", 20)
    monkeypatch.setattr(growth_material, "CHUNK", 10)
    material = Material(tmp_path, WordEncoder())
    found = np.concatenate(list(material.chunks(45)))
    real = WordEncoder().encode_passages([composition(n).text for n in range(20)])
    assert np.array_equal(found[:20], real)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(45), abs=1e-5)
    assert np.array_equal(np.concatenate(list(material.chunks(33))), found[:33])


def test_kept_vectors_are_not_encoded_again(tmp_path: Path) -> None:
    Material(tmp_path, WordEncoder()).mixed([1])
    np.save(tmp_path / "sentences-en.npy", np.ones((len(sources().sentences["en"]), 256)))
    english = next(n for n in range(50) if composition(n).language == "en")
    assert np.allclose(Material(tmp_path, WordEncoder()).mixed([english]), 1 / 16)


class Forgetful(VectorIndex):
    """Finds every second of the nearest only."""

    def search(self, query: Vectors, *, depth: int, **limits: Any) -> list[tuple[int, float]]:
        return super().search(query, depth=2 * depth, **limits)[::2]


def test_recall_counts_those_of_the_ten_nearest_that_are_found() -> None:
    vectors = unit(np.random.default_rng(1).normal(size=(300, 8)))
    rowids = np.arange(1, 301, dtype=np.int64)
    assert recall(VectorIndex.build(vectors, rowids), vectors[:9]) == 1.0
    assert recall(Forgetful.build(vectors, rowids), vectors[:9]) == 0.5


def test_questions_are_as_many_in_both_languages_and_all_different() -> None:
    asked = growth_index.questions()
    assert Counter(language for _, language in asked) == {"en": 110, "de": 110}
    assert len(set(asked)) == 220


def test_an_index_is_made_opened_and_measured(tmp_path: Path) -> None:
    made = growth_index.make(60, tmp_path, WordEncoder())
    found = growth_index.measure(60, tmp_path, WordEncoder(), lambda: 0.0)
    size = Grown.model_validate({"n": 60, **made, **found})
    assert (size.kind, size.recall, size.hybrid_p95_ms) == ("exact", 1.0, 0.0)
    assert size.vectors_mb == pytest.approx(60 * (256 * 4 + 8) / 1e6, rel=0.02)


def test_the_table_has_a_row_for_each_size_and_names_the_machine() -> None:
    lines = grown_table(SIZES, "wall", {"processor": "abacus"}).splitlines()
    cells = [cell.strip() for cell in lines[3].strip("|").split("|")]
    assert (cells[0], cells[1], cells[8], cells[11]) == ("1,000,000", "sketches, 500 in full", "0.9877", "12.3 / 45.7")
    assert len({line.count("|") for line in lines[:4]}) == 1
    assert lines[-1] == (
        "Building is in wall time; opening, and searches as p50 / p95, in wall time. Machine: processor: abacus."
    )


def test_a_busy_machine_is_told() -> None:
    assert "CPU time" in grown_table(SIZES, "cpu", {})


def test_the_table_takes_the_place_between_the_comments() -> None:
    assert between(f"a\n{BEGIN}\nold\n{END}\nb", "new") == f"a\n{BEGIN}\n\nnew\n\n{END}\nb"


@pytest.mark.parametrize("page", ["", BEGIN, END, f"{END} {BEGIN}"])
def test_a_page_without_the_comments_is_refused(page: str) -> None:
    with pytest.raises(DocumentError, match="lacks the place"):
        between(page, "new")


def test_the_picture_has_a_line_for_each_measure_and_is_the_same_again() -> None:
    drawn = picture(SIZES)
    texts = {"".join(element.itertext()).strip() for element in ElementTree.fromstring(drawn).findall(".//{*}text")}
    assert {"search, p95", "vector file", "R@10 against exact search", "milliseconds", "megabytes"} <= texts
    assert picture(SIZES) == drawn


def test_the_page_of_the_benchmarks_has_the_place_for_the_table() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert growth_report.between(page, "x") != page
