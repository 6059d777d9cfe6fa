from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest
from command_line import own_process
from tiny_model import tiny_model

from indexer.models.exporting import prepare
from knowledge.errors import IndexMismatch
from knowledge.index.encoders import encoder_name, graph_folder, load_reference, open_encoder
from knowledge.index.manifest import Counts, Manifest
from knowledge.sentence_model.encoder import Encoder
from knowledge.sentence_model.graph_encoder import GraphEncoder, n_threads
from knowledge.sentence_model.reference_encoder import ReferenceEncoder

NO_TORCH = """
import atexit, sys
atexit.register(lambda: sys.stderr.write(f"torch: {'torch' in sys.modules}, transformers: {'transformers' in sys.modules}\\n"))
"""


def made(encoder: Encoder, graph: str | None) -> Manifest:
    counts = Counts(documents=1, passages=1, vectors=1, clusters=0, sources=0)
    return Manifest(
        generation="g",
        created="2026-01-01T00:00:00Z",
        encoder=encoder.name,
        dimension=encoder.dimension,
        graph=graph,
        inputs_sha256="",
        counts=counts,
    )


@pytest.fixture
def model(tmp_path: Path) -> str:
    return str(tiny_model(tmp_path / "tiny"))


def test_an_index_with_a_graph_is_opened_with_it(model: str, tmp_path: Path) -> None:
    encoder, graph = prepare(model, tmp_path)
    assert isinstance(open_encoder(model, made(encoder, graph), tmp_path), GraphEncoder)


def test_an_index_without_a_graph_is_opened_with_sentence_transformers(model: str, tmp_path: Path) -> None:
    reference = load_reference(model)
    assert open_encoder(model, made(reference, None), tmp_path) is reference


def test_a_graph_that_is_gone_is_told_and_sentence_transformers_encodes(
    model: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    reference = load_reference(model)
    graph = graph_folder(tmp_path, reference.name).relative_to(tmp_path).as_posix()
    with caplog.at_level(logging.WARNING):
        assert isinstance(open_encoder(model, made(reference, graph), tmp_path), ReferenceEncoder)
    assert "Export it anew: clusterbot index. Until then sentence-transformers encodes" in caplog.text


def test_another_encoder_than_the_index_was_made_with_is_an_error(model: str, tmp_path: Path) -> None:
    encoder, graph = prepare(model, tmp_path)
    with pytest.raises(IndexMismatch, match=r"built with encoder 'tiny@.* settings ask for 'words-256' \(256\)"):
        open_encoder("words", made(encoder, graph), tmp_path)


def test_a_graph_of_another_encoder_is_an_error(model: str, tmp_path: Path) -> None:
    _, graph = prepare(model, tmp_path)
    other = str(tiny_model(tmp_path / "other", seed=1))
    shutil.rmtree(tmp_path / "other-transformer")
    reference = load_reference(other)
    with pytest.raises(IndexMismatch, match="built with encoder 'other@"):
        open_encoder(other, made(reference, graph), tmp_path)


def test_a_graph_outside_the_folder_of_graphs_is_no_manifest() -> None:
    with pytest.raises(ValueError, match="pattern"):
        made(load_reference("words"), "../encoders/0123456789ab")


def test_the_name_of_an_encoder_is_known_without_loading_it(model: str) -> None:
    assert encoder_name(model) == load_reference(model).name


@pytest.mark.parametrize(("setting", "threads"), [("1", 1), ("3", 3)])
def test_the_environment_says_how_many_threads_encode(
    setting: str, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", setting)
    assert n_threads() == threads


def test_without_a_usable_setting_each_core_gets_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _pid: {0, 1, 5})
    for setting in ("", "0", "many"):
        monkeypatch.setenv("OMP_NUM_THREADS", setting)
        assert n_threads() == 3


def test_an_answer_needs_no_torch(shipped_data: Path) -> None:
    ran = own_process("--data", shipped_data, "ask", "What does a cluster need to join go-cluster?", before=NO_TORCH)
    assert (ran.code, ran.err) == (0, "torch: False, transformers: False\n")
    assert "[1]" in ran.out
