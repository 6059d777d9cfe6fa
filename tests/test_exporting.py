from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tiny_model import tiny_model

from indexer.models import exporting
from indexer.models.exporting import TOLERANCE, deviation, export, prepare
from knowledge.errors import EncoderError, StorageError
from knowledge.index.encoders import graph_folder, load_reference
from knowledge.sentence_model.encoder import Vectors, WordEncoder
from knowledge.sentence_model.graph_encoder import GRAPH, RECORD, TOKENIZER, WEIGHTS, GraphEncoder, read_record
from knowledge.sentence_model.model_files import file_sha256
from knowledge.sentence_model.reference_encoder import ReferenceEncoder

TEXTS = ["a long text of many words about timber", "b", "", " timber ", "c d", "ä ß \n\t x", "w " * 500]


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A tiny model with prompts for queries and passages."""
    folder = tmp_path_factory.mktemp("models") / "tiny"
    return str(tiny_model(folder, prompts={"query": "ask ", "document": "tell "}))


@pytest.fixture(scope="session")
def reference(model: str) -> ReferenceEncoder:
    encoder = load_reference(model)
    assert isinstance(encoder, ReferenceEncoder)
    return encoder


@pytest.fixture(scope="session")
def exported(reference: ReferenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its exported graph."""
    folder = tmp_path_factory.mktemp("data") / "encoders" / "tiny"
    assert export(reference, folder)
    return folder


def test_the_graph_gives_the_vectors_of_sentence_transformers(reference: ReferenceEncoder, exported: Path) -> None:
    graph = GraphEncoder(exported, eight_bits=False)
    assert (graph.name, graph.dimension) == (reference.name, reference.dimension)
    assert graph.encode_queries(TEXTS) == pytest.approx(reference.encode_queries(TEXTS), abs=1e-5)
    assert graph.encode_passages(TEXTS) == pytest.approx(reference.encode_passages(TEXTS), abs=1e-5)


def test_queries_and_passages_keep_their_own_prompts(exported: Path) -> None:
    graph = GraphEncoder(exported)
    assert np.abs(graph.encode_queries(["timber"]) - graph.encode_passages(["timber"])).max() > 0.01


def test_the_record_says_what_was_exported_and_how_well(reference: ReferenceEncoder, exported: Path) -> None:
    record = read_record(exported)
    assert (record.name, record.dimension, record.max_tokens) == (reference.name, 16, 64)
    assert record.graph_sha256 == file_sha256(exported / GRAPH)
    assert 0 <= record.deviation <= TOLERANCE


def test_the_largest_difference_of_any_number_is_the_deviation() -> None:
    class Shifted(WordEncoder):
        def encode_passages(self, texts: object, progress: object = None) -> Vectors:
            vectors = super().encode_passages(texts)  # type: ignore[arg-type]
            vectors[2, 7] += 0.25
            return vectors

    assert deviation(WordEncoder(), WordEncoder()) == 0
    assert deviation(WordEncoder(), Shifted()) == pytest.approx(0.25)


def test_a_graph_with_other_vectors_is_not_kept(
    reference: ReferenceEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "TOLERANCE", -1.0)
    assert not export(reference, tmp_path / "encoders" / "x")
    assert list((tmp_path / "encoders").iterdir()) == []


def test_a_model_that_cannot_be_traced_is_run_by_sentence_transformers(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_known: object) -> None:
        raise RuntimeError("no such operator")

    monkeypatch.setattr("torch.onnx.export", refuse)
    encoder, graph = prepare(model, tmp_path)
    assert (type(encoder), graph) == (ReferenceEncoder, None)


def test_the_graph_is_exported_once(model: str, tmp_path: Path) -> None:
    encoder, graph = prepare(model, tmp_path)
    assert isinstance(encoder, GraphEncoder)
    assert graph is not None
    assert tmp_path / graph == graph_folder(tmp_path, encoder.name)
    made = (tmp_path / graph / RECORD).stat().st_mtime_ns
    assert prepare(model, tmp_path) == (encoder, graph)
    assert (tmp_path / graph / RECORD).stat().st_mtime_ns == made


@pytest.mark.parametrize("part", [GRAPH, WEIGHTS, TOKENIZER, RECORD])
def test_a_damaged_graph_is_exported_anew(part: str, model: str, tmp_path: Path) -> None:
    first = tmp_path / "first"
    _, graph = prepare(model, first)
    assert graph is not None
    damaged = tmp_path / "second"
    damaged.mkdir()
    (first / "encoders").rename(damaged / "encoders")
    (damaged / graph / part).write_bytes(b"{}")
    with pytest.raises(EncoderError, match="Export it anew: clusterbot index"):
        GraphEncoder(damaged / graph).load_full()
    encoder, again = prepare(model, damaged)
    assert (type(encoder), again) == (GraphEncoder, graph)
    assert json.loads((damaged / graph / TOKENIZER).read_text("utf-8"))["model"]["type"] == "WordPiece"


def test_the_stand_in_has_no_graph(tmp_path: Path) -> None:
    encoder, graph = prepare("words", tmp_path)
    assert (encoder.name, graph) == ("words-256", None)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(reference: ReferenceEncoder, tmp_path: Path) -> None:
    (tmp_path / "encoders").write_text("a file", encoding="utf-8")
    with pytest.raises(StorageError, match=r"cannot be written .* Choose another folder with --data"):
        export(reference, tmp_path / "encoders" / "x")
