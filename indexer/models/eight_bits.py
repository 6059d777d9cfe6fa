"""Makes the graph that encodes questions: the exported one, with its matrix products in eight bits.

The vector of a question takes less than half of the time, and the weights a quarter of the memory. Passages are encoded by
the graph in full, so that what an index holds are the vectors of sentence-transformers.

- Weights are rounded for each of their outputs, activations anew for each token, both to ±127 steps.
- Some channels of the activations are far larger than all others, and a token's step would be as large as they demand.
  So channels are levelled first, and the rows of the weights take the difference (SmoothQuant, Xiao et al. 2023): for
  channel j, c_j = max|X_j|^α / max|W_j|^(1-α); X_j becomes X_j / c_j and W_j becomes W_j · c_j. max|X_j| is that of
  questions.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnx.external_data_helper import set_external_data

from knowledge.sentence_model.graph import INPUTS, Graph
from knowledge.sentence_model.graph_encoder import GRAPH, QUESTIONS, QUESTIONS_WEIGHTS, EightBits, GraphEncoder

Floats = npt.NDArray[np.float32]

# Of the cosines between the vectors of a question in full and in eight bits. Measured with the default encoder and 300
# questions: 0.9990 and 0.9979; with channels as they are 0.9972 and 0.9938, with one step for all tokens 0.9925 and 0.9807.
LEAST_MEAN, LEAST = 0.998, 0.995
# Measured from 0.3 to 0.8 by tenths: mean cosine 0.9978, 0.9979, 0.9987, 0.9990, 0.9989, 0.9986
_ALPHA = 0.6
_STEPS = 127
_NOUGHT = 128  # the byte that stands for it
_SMALLEST = 1e-12  # step, so that a token of nothing but noughts is not divided by nought
_ALIGNED = 4096  # weights begin in their file where a page does: it is mapped


def quantise(folder: Path, questions: Sequence[str]) -> EightBits:
    """Write the graph for questions beside the one in `folder`, and return how well it does.

    One half of `questions` levels the channels, the other is encoded by both graphs. Where the vectors differ too much, or
    the graph has no product with weights, there is none, and what is returned has no vector. Raises `OSError`.
    """
    encoder = GraphEncoder(folder, eight_bits=False)
    rows = encoder.query_tokens(questions)
    model = onnx.load(str(folder / GRAPH), load_external_data=False)
    weights = _weights(model.graph, folder)
    cosines, vector = np.zeros(1), np.zeros(0)
    if weights:
        _round(model.graph, weights, _largest(model, weights, folder, rows[::2]), folder / QUESTIONS_WEIGHTS)
        onnx.save(model, str(folder / QUESTIONS))
        graph = Graph(folder / QUESTIONS, encoder.record.pad_token_id)
        vectors = np.concatenate([graph.vectors([row]) for row in rows[1::2]])
        cosines = (vectors * encoder.encode_queries(questions[1::2])).sum(axis=1)
        vector = vectors[0]
    found = EightBits(
        mean_cosine=round(float(cosines.mean()), 5), least_cosine=round(float(cosines.min()), 5), question=questions[1]
    )
    if found.mean_cosine >= LEAST_MEAN and found.least_cosine >= LEAST:
        return found.model_copy(update={"vector": tuple(round(float(number), 5) for number in vector)})
    for name in (QUESTIONS, QUESTIONS_WEIGHTS):
        (folder / name).unlink(missing_ok=True)
    return found


def _weights(graph: GraphProto, folder: Path) -> dict[str, Floats]:
    """Return the matrices by which activations are multiplied, (inputs, outputs), by name."""
    names = {node.input[1] for node in graph.node if node.op_type == "MatMul"}
    return {
        tensor.name: numpy_helper.to_array(tensor, base_dir=str(folder))
        for tensor in graph.initializer
        if tensor.name in names and len(tensor.dims) == 2
    }


def _is_product(node: NodeProto, weights: Mapping[str, Floats]) -> bool:
    """Return whether `node` multiplies activations by one of `weights`."""
    return node.op_type == "MatMul" and node.input[1] in weights


def _largest(
    model: ModelProto, weights: Mapping[str, Floats], folder: Path, rows: Sequence[list[int]]
) -> dict[str, Floats]:
    """Return the largest absolute value of each channel of what is multiplied by `weights`, over `rows`, by its name."""
    names = sorted({node.input[0] for node in model.graph.node if _is_product(node, weights)})
    told = onnx.ModelProto()
    told.CopyFrom(model)
    told.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".onnx") as file:  # beside the weights that it names
        file.write(told.SerializeToString())
        file.flush()
        session = onnxruntime.InferenceSession(file.name, providers=["CPUExecutionProvider"])
    largest: dict[str, Floats] = {}
    for row in rows:
        found = session.run(
            names, dict(zip(INPUTS, (np.array([row]), np.ones((1, len(row)), dtype=np.int64)), strict=True))
        )
        for name, values in zip(names, found, strict=True):
            channels = np.abs(values.reshape(-1, values.shape[-1])).max(axis=0)
            largest[name] = np.maximum(largest[name], channels) if name in largest else channels
    return largest


def _round(graph: GraphProto, weights: Mapping[str, Floats], largest: Mapping[str, Floats], path: Path) -> None:
    """Have `graph` multiply by `weights` in eight bits, and write their bytes to `path`."""
    rows: dict[str, list[Floats]] = {}  # largest of each row of the weights
    for node in (node for node in graph.node if _is_product(node, weights)):
        rows.setdefault(node.input[0], []).append(np.abs(weights[node.input[1]]).max(axis=1))
    levels = {name: level(largest[name], np.max(found, axis=0)) for name, found in rows.items()}
    nodes: list[NodeProto] = []
    with path.open("wb") as file:
        rounding = _Rounding(file)
        for node in graph.node:
            if not _is_product(node, weights):
                nodes.append(node)
                continue
            activations, matrix = node.input
            nodes += rounding.of_activations(activations, levels[activations])
            nodes += rounding.product(node.output[0], activations, weights[matrix] * levels[activations][:, None])
    kept = [tensor for tensor in graph.initializer if tensor.name not in weights]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend([*kept, *rounding.tensors])


def level(largest: Floats, of_weights: Floats) -> Floats:
    """Return by what each channel is divided, from its largest value and that of its row of the weights; the geometric mean
    is 1. A channel, or a row, of noughts counts as the smallest that is not.
    """
    found = _ALPHA * _logarithms(largest) - (1 - _ALPHA) * _logarithms(of_weights)
    return np.asarray(np.exp(found - found.mean()), dtype=np.float32)


def _logarithms(values: Floats) -> Floats:
    smallest = values[values > 0].min() if values.any() else np.float32(1)
    return np.asarray(np.log(np.maximum(values, smallest)), dtype=np.float32)


def rounded(weights: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Return `weights` (inputs, outputs) in steps, and the step of each output: the product of both is next to `weights`."""
    steps = np.maximum(np.abs(weights).max(axis=0) / _STEPS, _SMALLEST)
    return np.round(weights / steps).astype(np.int8), steps.astype(np.float32)


class _Rounding:
    """Makes nodes and tensors of a graph; the bytes of weights go to a file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._done: set[str] = set()
        self.tensors = [
            numpy_helper.from_array(np.array(value, dtype=dtype), name)
            for name, value, dtype in (
                ("eight_bits/step", 1 / _STEPS, np.float32),
                ("eight_bits/smallest", _SMALLEST, np.float32),
                ("eight_bits/half_above_nought", _NOUGHT + 0.5, np.float32),  # what is cut off is rounded then
                ("eight_bits/nought", _NOUGHT, np.uint8),
            )
        ]

    def of_activations(self, name: str, levels: Floats) -> list[NodeProto]:
        """Return the nodes that give bytes and a step for each token of what is called `name`; none if they are made."""
        if name in self._done:
            return []
        self._done.add(name)
        self._tensor(f"{name}/levels", 1 / levels)
        return [
            _node("Mul", name, f"{name}/levels", f"{name}/levelled"),
            _node("Abs", f"{name}/levelled", f"{name}/absolute"),
            _node("ReduceMax", f"{name}/absolute", f"{name}/largest", axes=[-1], keepdims=1),
            _node("Mul", f"{name}/largest", "eight_bits/step", f"{name}/largest_step"),
            _node("Add", f"{name}/largest_step", "eight_bits/smallest", f"{name}/step"),
            _node("Div", f"{name}/levelled", f"{name}/step", f"{name}/steps"),
            _node("Add", f"{name}/steps", "eight_bits/half_above_nought", f"{name}/raised"),
            _node("Cast", f"{name}/raised", f"{name}/bytes", to=TensorProto.UINT8),
        ]

    def product(self, output: str, activations: str, weights: Floats) -> list[NodeProto]:
        """Return the nodes that give `output`: `activations`, of which bytes are made, by `weights`."""
        numbers, steps = rounded(weights)
        self._tensor(f"{output}/weights", numbers)
        self._tensor(f"{output}/weights_step", steps)
        return [
            _node("MatMulInteger", f"{activations}/bytes", f"{output}/weights", "eight_bits/nought", f"{output}/sums"),
            _node("Cast", f"{output}/sums", f"{output}/numbers", to=TensorProto.FLOAT),
            _node("Mul", f"{output}/numbers", f"{output}/weights_step", f"{output}/of_steps"),
            _node("Mul", f"{output}/of_steps", f"{activations}/step", output),
        ]

    def _tensor(self, name: str, values: npt.NDArray[np.generic]) -> None:
        """Add a tensor whose bytes are in the file."""
        tensor = numpy_helper.from_array(values, name)
        self._file.write(bytes(-self._file.tell() % _ALIGNED))
        set_external_data(tensor, QUESTIONS_WEIGHTS, offset=self._file.tell(), length=len(tensor.raw_data))
        self._file.write(tensor.raw_data)
        tensor.ClearField("raw_data")
        self.tensors.append(tensor)


def _node(operator: str, *names: str, **attributes: Any) -> NodeProto:
    """Return a node of the inputs and, last, the output in `names`."""
    return helper.make_node(operator, names[:-1], names[-1:], **attributes)
