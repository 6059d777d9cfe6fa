from __future__ import annotations

import logging
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from tiny_model import tiny_model

from indexer.models import eight_bits
from indexer.models.eight_bits import Floats, level, quantise, rounded
from indexer.models.exporting import export, prepare
from knowledge.index.encoders import load_reference
from knowledge.sentence_model.graph import Graph
from knowledge.sentence_model.graph_encoder import (
    GRAPH,
    QUESTIONS,
    QUESTIONS_WEIGHTS,
    RECORD,
    EightBits,
    GraphEncoder,
    GraphRecord,
    read_record,
)
from knowledge.sentence_model.reference_encoder import ReferenceEncoder

RNG = np.random.default_rng(7)
QUESTIONS_ASKED = [
    f"what of {a} and {b}" for a in ("timber", "gold label", "fees", "a jury") for b in ("you", "the land")
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tiny_model(tmp_path_factory.mktemp("models") / "tiny", prompts={"query": "ask ", "document": "tell "}))


@pytest.fixture(scope="module")
def made(model: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an exported graph with its graph for questions."""
    folder = tmp_path_factory.mktemp("data") / "encoders" / "tiny"
    reference = load_reference(model)
    assert isinstance(reference, ReferenceEncoder)
    assert export(reference, folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it to damage."""
    return Path(shutil.copytree(made, tmp_path / "tiny"))


def floats(values: list[float]) -> Floats:
    return np.array(values, dtype=np.float32)


def rewrite(folder: Path, **changed: object) -> None:
    record = read_record(folder).model_copy(update=changed)
    (folder / RECORD).write_text(record.model_dump_json(), encoding="utf-8")


def test_weights_are_rounded_for_each_output_to_half_a_step() -> None:
    weights = RNG.normal(size=(40, 6)).astype(np.float32) * floats([1, 10, 100, 0.1, 0.01, 1])
    numbers, steps = rounded(weights)
    assert (numbers.dtype, steps.shape) == (np.int8, (6,))
    assert np.abs(numbers).max(axis=0).tolist() == [127] * 6
    assert (np.abs(numbers * steps - weights) <= steps * 0.5001).all()


def test_an_output_of_noughts_stays_one() -> None:
    numbers, steps = rounded(np.zeros((4, 2), dtype=np.float32))
    assert not numbers.any()
    assert np.isfinite(steps).all()


def test_channels_are_levelled_by_their_largest_values_and_those_of_the_weights() -> None:
    found = level(floats([8, 1, 1]), floats([1, 1, 1]))
    assert found[0] / found[1] == pytest.approx(8**0.6)
    assert found[1] == pytest.approx(found[2])
    assert np.log(found).mean() == pytest.approx(0, abs=1e-6)
    of_weights = level(floats([1, 1]), floats([4, 1]))
    assert of_weights[0] / of_weights[1] == pytest.approx(4**-0.4)


def test_a_channel_that_is_never_used_counts_as_the_smallest_that_is() -> None:
    assert level(floats([0, 2, 4]), floats([1, 1, 1])).tolist() == pytest.approx(
        level(floats([2, 2, 4]), floats([1, 1, 1])).tolist()
    )


def product_graph(folder: Path, weights: Floats) -> None:
    """Write a graph that multiplies one vector for each token, of a table, by `weights`, and sums over the tokens."""
    table = RNG.normal(size=(60, len(weights))).astype(np.float32)
    table[:, 0] *= 50  # one channel far larger than the others
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["embedded"]),
        helper.make_node("MatMul", ["embedded", "weights"], ["multiplied"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        helper.make_node("Mul", ["multiplied", "column"], ["masked"]),
        helper.make_node("ReduceSum", ["masked", "tokens"], ["vectors"], keepdims=0),
    ]
    tensors = {"table": table, "weights": weights, "last": np.array([2]), "tokens": np.array([1])}
    ids = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "m"]) for name in ("input_ids", "attention_mask")
    ]
    out = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", weights.shape[1]])]
    graph = helper.make_graph(
        nodes, "product", ids, out, [numpy_helper.from_array(values, name) for name, values in tensors.items()]
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(made, str(folder / GRAPH))


def saturates() -> bool:
    """Return whether this processor cuts off the sums of products of eight bits, as those with AVX2 alone do."""
    ends = [
        helper.make_tensor_value_info(name, kind, [1, n])
        for name, kind, n in (("steps", TensorProto.UINT8, 2), ("sums", TensorProto.INT32, 5))
    ]
    weights = numpy_helper.from_array(np.full((2, 5), 127, dtype=np.int8), "weights")
    product = helper.make_node("MatMulInteger", ["steps", "weights"], ["sums"])
    graph = helper.make_graph([product], "saturates", ends[:1], ends[1:], [weights])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    session = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
    (sums,) = session.run(None, {"steps": np.full((1, 2), 255, dtype=np.uint8)})
    return bool((sums != 2 * 255 * 127).any())


@pytest.mark.skipif(saturates(), reason="this processor cuts off sums of eight bits: the numbers stay in full there")
def test_a_product_in_eight_bits_is_near_to_the_one_in_full(folder: Path) -> None:
    weights = RNG.normal(size=(16, 5)).astype(np.float32)
    product_graph(folder, weights)
    rewrite(folder, eight_bits=None, dimension=5)
    ids = [[3, 9, 4, 58]]
    exact = Graph(folder / GRAPH, 0).vectors(ids)[0]
    assert quantise(folder, QUESTIONS_ASKED).vector
    short = Graph(folder / QUESTIONS, 0).vectors(ids)[0]
    assert short == pytest.approx(exact, abs=0.02)
    assert (short != exact).any()  # the graph is another one
    kinds = [node.op_type for node in onnx.load(str(folder / QUESTIONS), load_external_data=False).graph.node]
    assert (kinds.count("MatMul"), kinds.count("MatMulInteger")) == (0, 1)


def test_a_graph_without_a_product_of_weights_keeps_its_numbers(folder: Path) -> None:
    product_graph(folder, np.eye(16, dtype=np.float32))
    model = onnx.load(str(folder / GRAPH), load_external_data=False)
    model.graph.node[1].op_type = "Identity"
    del model.graph.node[1].input[1]
    onnx.save(model, str(folder / GRAPH))
    rewrite(folder, eight_bits=None)
    found = quantise(folder, QUESTIONS_ASKED)
    assert (found.vector, found.mean_cosine) == ((), 0.0)
    assert not (folder / QUESTIONS).exists()


def test_an_exported_model_has_a_graph_for_questions_near_to_the_one_in_full(made: Path) -> None:
    record = read_record(made).eight_bits
    assert record is not None
    assert record.mean_cosine >= eight_bits.LEAST_MEAN
    encoder, full = GraphEncoder(made), GraphEncoder(made, eight_bits=False)
    assert (encoder.in_eight_bits, full.in_eight_bits) == (True, False)
    cosines = (encoder.encode_queries(QUESTIONS_ASKED) * full.encode_queries(QUESTIONS_ASKED)).sum(axis=1)
    assert cosines.min() >= eight_bits.LEAST
    assert (made / QUESTIONS_WEIGHTS).stat().st_size > 0


def test_passages_are_encoded_in_full(made: Path) -> None:
    encoder, full = GraphEncoder(made), GraphEncoder(made, eight_bits=False)
    assert encoder.encode_passages(QUESTIONS_ASKED).tolist() == full.encode_passages(QUESTIONS_ASKED).tolist()
    assert encoder.encode_queries(QUESTIONS_ASKED).tolist() != full.encode_queries(QUESTIONS_ASKED).tolist()


def test_the_vector_of_the_record_is_that_of_its_question_with_the_prompt_of_queries(made: Path) -> None:
    record = read_record(made).eight_bits
    assert record is not None
    found = GraphEncoder(made).encode_queries([record.question])[0]
    assert found == pytest.approx(np.array(record.vector), abs=1e-4)


def test_one_that_is_not_good_enough_is_removed_and_not_tried_again(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eight_bits, "LEAST", 1.1)
    encoder, graph = prepare(model, tmp_path)
    assert isinstance(encoder, GraphEncoder)
    assert graph is not None
    assert (encoder.in_eight_bits, encoder.wants_eight_bits) == (False, False)
    assert not {QUESTIONS, QUESTIONS_WEIGHTS} & {path.name for path in (tmp_path / graph).iterdir()}
    written = (tmp_path / graph / RECORD).stat().st_mtime_ns
    assert prepare(model, tmp_path)[0] is encoder
    assert (tmp_path / graph / RECORD).stat().st_mtime_ns == written


def test_a_graph_of_an_earlier_version_gets_one_when_an_index_is_made(model: str, tmp_path: Path) -> None:
    _, graph = prepare(model, tmp_path / "new")
    assert graph is not None
    old = tmp_path / "old" / graph
    shutil.copytree(tmp_path / "new" / graph, old)
    for name in (QUESTIONS, QUESTIONS_WEIGHTS):
        (old / name).unlink()
    record = read_record(old).model_dump(exclude={"eight_bits"})
    (old / RECORD).write_text(GraphRecord(**record).model_dump_json(exclude={"eight_bits"}), encoding="utf-8")
    before = (old / GRAPH).stat().st_mtime_ns
    assert not GraphEncoder(old).in_eight_bits
    encoder, _ = prepare(model, tmp_path / "old")
    assert isinstance(encoder, GraphEncoder)
    assert encoder.in_eight_bits
    assert (old / GRAPH).stat().st_mtime_ns == before  # nothing was exported anew
    assert sorted(path.name for path in old.iterdir()) == sorted(
        path.name for path in (tmp_path / "new" / graph).iterdir()
    )


@pytest.mark.parametrize("part", [QUESTIONS, QUESTIONS_WEIGHTS])
def test_a_damaged_one_is_told_and_questions_are_encoded_in_full(
    part: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / part).write_bytes(b"{}")
    with caplog.at_level(logging.WARNING):
        encoder = GraphEncoder(folder)
    assert "Until then questions are encoded in full" in caplog.text
    assert (encoder.in_eight_bits, encoder.wants_eight_bits) == (False, True)
    full = GraphEncoder(folder, eight_bits=False)
    assert encoder.encode_queries(QUESTIONS_ASKED).tolist() == full.encode_queries(QUESTIONS_ASKED).tolist()


def test_a_processor_that_gives_other_vectors_is_told_and_encodes_in_full(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = read_record(folder).eight_bits
    assert isinstance(made, EightBits)
    turned = tuple(np.roll(made.vector, 3).tolist())
    rewrite(folder, eight_bits=made.model_copy(update={"vector": turned}))
    with caplog.at_level(logging.WARNING):
        encoder = GraphEncoder(folder)
    assert "gives other vectors on this processor" in caplog.text
    assert (encoder.in_eight_bits, encoder.wants_eight_bits) == (False, True)
