"""A run that goes on while its caller does gives what a run gives that is waited for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tiny_model import exported_tiny

from knowledge.errors import EncoderError
from knowledge.sentence_model import graph
from knowledge.sentence_model.graph import Graph
from knowledge.sentence_model.graph_encoder import GRAPH

ROWS = [[2, 5, 7, 3], [2, 9, 3], [2, 4, 4, 4, 4, 3]]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the exported graph of a tiny model."""
    return exported_tiny(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def loaded(exported: Path) -> Graph:
    return Graph(exported / GRAPH, 0, threads=2)


def test_what_is_begun_becomes_the_vectors_of_a_run(loaded: Graph) -> None:
    begun = [loaded.begin([row]) for row in ROWS]
    assert [future.result(30).tolist() for future in begun] == [loaded.vectors([row]).tolist() for row in ROWS]
    assert loaded.begin(ROWS).result(30).tolist() == loaded.vectors(ROWS).tolist()


def test_nothing_is_under_way_when_all_is_done(loaded: Graph) -> None:
    futures = [loaded.begin([row]) for row in ROWS]
    for future in futures:
        future.result(30)
    graph._end()
    assert not graph._under_way


def test_a_run_that_fails_is_told_where_its_vectors_are_wanted(loaded: Graph) -> None:
    future = loaded.begin([[10**9]])  # a token that there is not
    with pytest.raises(EncoderError, match=r"^the encoder's graph failed \(.*\)\. Export it anew: clusterbot index$"):
        future.result(30)
    assert loaded.begin([ROWS[0]]).result(30).shape == (1, 16)


def test_a_graph_for_one_thread_begins_nothing(exported: Path) -> None:
    alone = Graph(exported / GRAPH, 0)
    with pytest.raises(Exception, match="thread"):
        alone.begin(ROWS)
    assert not graph._under_way


def test_a_process_that_waits_for_no_run_ends_as_any_other(exported: Path) -> None:
    code = f"""
from pathlib import Path
from knowledge.sentence_model.graph import Graph
loaded = Graph(Path({str(exported / GRAPH)!r}), 0, threads=2)
for _ in range(50):
    loaded.begin([[2, 5, 7, 3] * 15])
print("over")
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "over\n", "")
