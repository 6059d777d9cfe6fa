"""The bot answers where there is no network and no channel but the terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import environment_of, own_process

# every way to another machine raises, and says so where nothing can catch it
_CLOSED = """
import socket, sys
def refuse(*arguments, **options):
    sys.stderr.write("NETWORK\\n")
    raise OSError("the network is closed")
for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, refuse)
for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_connection"):
    setattr(socket, name, refuse)
"""


def test_the_environment_of_these_tests_says_nothing_of_being_offline() -> None:
    assert [name for name in environment_of() if name.startswith(("HF_", "CLUSTERBOT_"))] == []


def test_the_network_of_these_tests_is_closed() -> None:
    code = f"{_CLOSED}\nsocket.create_connection(('127.0.0.1', 9))\n"
    ran = own_process("--version", before=code)
    assert (ran.code, "NETWORK" in ran.err) == (1, True)


def test_a_question_is_answered_from_the_shipped_index_without_a_network(shipped_data: Path) -> None:
    question = "How many members did go-cluster have in October 2022?"
    ran = own_process("ask", question, "--json", "--data", str(shipped_data), before=_CLOSED)
    assert (ran.code, ran.err) == (0, "")
    assert ran.json_lines[0]["kind"] == "answer"
    assert "81" in ran.json_lines[0]["text"]


def test_files_are_indexed_with_the_default_encoder_without_a_network(tmp_path: Path, shipped_data: Path) -> None:
    # the exported graph is there: exporting takes most of a minute, and is done under a closed network by `shipped`
    shutil.copytree(shipped_data / "encoders", tmp_path / "data" / "encoders")
    (tmp_path / "p0012.txt").write_text("Timber bridges stand long.", encoding="utf-8")
    ran = own_process("index", str(tmp_path / "p0012.txt"), "--data", str(tmp_path / "data"), "--json", before=_CLOSED)
    assert (ran.code, "NETWORK" in ran.err) == (0, False)
    assert ran.json_lines[0]["passages"] == 1


def test_a_model_that_is_not_there_is_not_fetched(shipped_data: Path) -> None:
    environment = {"CLUSTERBOT_ENCODER": "sentence-transformers/paraphrase-albert-small-v2"}
    ran = own_process("search", "gold", "--data", str(shipped_data), before=_CLOSED, environment=environment)
    assert ran.code == 1
    assert "NETWORK" not in ran.err
    assert "cannot be loaded" in ran.err


@pytest.mark.parametrize("missing", ["telegram", "indexer", "sqlite_utils"])
def test_a_question_is_answered_where_a_package_that_it_does_not_need_is_missing(
    missing: str, shipped_data: Path
) -> None:
    without = f"import sys; sys.modules[{missing!r}] = None"
    ran = own_process("ask", "Hello", "--json", "--data", str(shipped_data), before=without)
    assert (ran.code, ran.err, ran.json_lines[0]["kind"]) == (0, "", "smalltalk")
