"""Whatever is given, the command line answers or says in one line on standard error what is wrong; never a trace."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import ENTRY, WORDS, Ran, clusterbot, environment_of, own_process
from made import document

from bot.dialogue.conversation import MAX_CHARS
from indexer.generation.builder import build
from indexer.shipped.corpus import Corpus
from knowledge.index import generations, manifest
from knowledge.sentence_model.encoder import WordEncoder

ODD = [
    '"',
    '"""',
    "*",
    "gold*",
    "AND",
    "gold AND",
    "NOT",
    "OR OR",
    "NEAR(",
    "NEAR(gold silver, 5)",
    "text:gold",
    "^gold",
    "{gold}",
    "a - b",
    "C++",
    "what's new?",
    "'; drop table passages; --",
    "%s %d {0} {n}",
    "[bold]gold[/bold]",
    "[/]",
    "\\",
    "?",
    "…",
    "🏅",
    "\u202egold",
    "gold\x07\x1b[31msilver",
    "a\tb\nc",
    "Zürich\u0308",
    "ﬁnanzierung",
    "١٢٣",
    "金のラベル",
    "a" * MAX_CHARS,
    "gold " * (MAX_CHARS // 5),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    texts = ("The gold label is the highest.", "Silver comes next.", "Bronze is the first.")
    build(Corpus(tuple(document(f"d{n}", text) for n, text in enumerate(texts)), ()), WordEncoder(), folder)
    return folder


def assert_one_line(ran: Ran, code: int) -> None:
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("clusterbot: ")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err


# -- questions ---------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["ask", "search"])
def test_odd_questions_are_answered(command: str, data: Path) -> None:
    lines = "".join(json.dumps({"id": n, "question": text}) + "\n" for n, text in enumerate(ODD))
    ran = clusterbot(command, "--batch", "-", "--data", data, stdin=lines, environment=WORDS)
    assert (ran.code, ran.err) == (0, "")
    assert [value["id"] for value in ran.json_lines] == list(range(len(ODD)))


@pytest.mark.parametrize("text", ODD[:12])
def test_odd_wishes_are_answered(text: str, data: Path) -> None:
    ran = clusterbot("clusters", "--json", "--data", data, "--", text, environment=WORDS)
    assert (ran.code, ran.err, len(ran.json_lines)) == (0, "", 1)


@pytest.mark.parametrize("text", ['"', "*", "AND", "NEAR(", "[/]", "-x", "gold\x07\x1b[31msilver"])
@pytest.mark.parametrize("command", ["ask", "search"])
def test_an_odd_question_of_its_own_is_answered_for_people(command: str, text: str, data: Path) -> None:
    ran = clusterbot(command, "--data", data, "--", text, environment=WORDS)
    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out


def test_marks_of_the_query_language_find_what_the_words_alone_find(data: Path) -> None:
    def found(query: str) -> list[str]:
        ran = clusterbot("search", "--mode", "lexical", "--json", "--data", data, "--", query, environment=WORDS)
        return [hit["passage_id"] for hit in ran.json_lines[0]["hits"]]

    assert found("silver") == ["d1#0"]
    for query in ('"silver"', "silver*", "^silver", "silver AND", "NEAR(silver", "-silver", "text:silver"):
        assert "d1#0" in found(query), query


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b\ufeff", "\x07"])
@pytest.mark.parametrize("command", ["ask", "search"])
def test_an_empty_question_is_refused(command: str, text: str, data: Path) -> None:
    ran = clusterbot(command, "--data", data, "--", text, environment=WORDS)
    assert_one_line(ran, 2)
    assert "the question is empty" in ran.err


@pytest.mark.parametrize("command", ["ask", "search", "clusters"])
@pytest.mark.parametrize("n", [MAX_CHARS + 1, 100_000])
def test_a_question_that_is_too_long_is_refused_with_both_numbers(command: str, n: int, data: Path) -> None:
    ran = clusterbot(command, "x" * n, "--data", data, environment=WORDS)
    assert_one_line(ran, 2)
    assert f"the question has {n} characters, at most {MAX_CHARS} are read" in ran.err


def test_a_bad_question_is_refused_before_the_index_is_looked_for(tmp_path: Path) -> None:
    assert "the question is empty" in clusterbot("ask", "", "--data", tmp_path / "nowhere").err


@pytest.mark.parametrize("command", ["ask", "search"])
def test_half_a_surrogate_pair_in_a_batch_does_not_stop_the_others(command: str, data: Path) -> None:
    lines = '{"id": 1, "question": "gold \\ud800"}\n{"id": 2, "question": "silver"}\n'
    ran = clusterbot(command, "--batch", "-", "--data", data, stdin=lines, environment=WORDS)
    assert [value["id"] for value in ran.json_lines] == [1, 2]
    assert "error" not in ran.json_lines[1]


def test_half_a_surrogate_pair_as_an_id_does_not_stop_the_others(data: Path) -> None:
    lines = '{"id": "\\ud800", "question": "gold"}\n{"id": 2, "question": "silver"}\n'
    ran = clusterbot("search", "--batch", "-", "--data", data, stdin=lines, environment=WORDS)
    assert [value["id"] for value in ran.json_lines][1] == 2


@pytest.mark.parametrize("source", ["file", pytest.param("standard input")])
def test_bytes_that_are_no_utf_8_in_a_batch_do_not_stop_the_others(source: str, data: Path, tmp_path: Path) -> None:
    lines = b'{"id": 1, "question": "gold \xfc"}\n{"id": 2, "question": "silver"}\n'
    path = tmp_path / "batch.jsonl"
    path.write_bytes(lines)
    given = str(path) if source == "file" else "-"
    ran = clusterbot("search", "--batch", given, "--data", data, stdin=lines, environment=WORDS)
    assert [value["id"] for value in ran.json_lines][-1] == 2


@pytest.mark.parametrize("mark", ["\u2028", "\u0085"], ids=["line separator", "next line"])
@pytest.mark.parametrize("source", [pytest.param("file"), "standard input"])
def test_only_a_line_feed_ends_a_line_of_a_batch(source: str, mark: str, data: Path, tmp_path: Path) -> None:
    line = json.dumps({"id": 1, "question": f"gold{mark}label"}, ensure_ascii=False) + "\n"
    path = tmp_path / "batch.jsonl"
    path.write_text(line, encoding="utf-8")
    given = str(path) if source == "file" else "-"
    ran = clusterbot("search", "--batch", given, "--data", data, stdin=line, environment=WORDS)
    assert [value["id"] for value in ran.json_lines] == [1]


def test_bytes_that_are_no_utf_8_on_the_command_line_are_no_trace(data: Path) -> None:
    for option in ((), ("--json",)):
        ran = own_process("search", *option, "--data", str(data), b"gold \xfc", environment=WORDS)
        assert "Traceback" not in ran.err
        assert ran.code in (0, 2)


def test_bytes_that_are_no_utf_8_do_not_end_a_chat(data: Path) -> None:
    ran = clusterbot("chat", "--data", data, stdin=b"gold \xfc\nHello\n", environment=WORDS)
    assert ran.code == 0
    assert "Hello! Ask me about" in ran.out


def test_a_batch_is_answered_line_by_line_as_it_comes(data: Path) -> None:
    command = [sys.executable, "-c", ENTRY, "search", "--batch", "-", "--data", str(data)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment_of(WORDS),
        text=True,
        bufsize=1,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for n in range(2):  # the second line is written only when the first is answered
            process.stdin.write(json.dumps({"id": n, "question": "gold"}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == n
        process.stdin.close()
        assert process.wait(timeout=60) == 0


# -- indexes -----------------------------------------------------------------------------------

READING = (("ask", "gold"), ("search", "gold"), ("clusters",), ("chat",), ("check",), ("stats",))


@pytest.fixture
def copy(data: Path, tmp_path: Path) -> Path:
    """A copy of the small index, to be damaged."""
    return Path(shutil.copytree(data, tmp_path / "copy"))


def manifest_path(data: Path) -> Path:
    return generations.current(data) / manifest.FILE_NAME


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_without_an_index_the_command_that_builds_one_is_named(arguments: tuple[str, ...], tmp_path: Path) -> None:
    ran = clusterbot(*arguments, "--data", tmp_path / "nowhere", stdin="gold\n", environment=WORDS)
    assert_one_line(ran, 1)
    assert "no index in " in ran.err
    assert "Build one: clusterbot index" in ran.err


def test_eval_without_an_index_says_so_too(tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text("", encoding="utf-8")
    assert_one_line(clusterbot("eval", questions, "--data", tmp_path / "nowhere"), 1)


def test_a_command_whose_folder_is_not_named_looks_in_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "no index in 'data'" in clusterbot("stats").err


@pytest.mark.parametrize("arguments", READING[:4], ids=" ".join)
def test_an_index_of_another_encoder_is_refused_with_both_names(arguments: tuple[str, ...], data: Path) -> None:
    ran = clusterbot(*arguments, "--data", data, stdin="gold\n")
    assert_one_line(ran, 1)
    for words in ("'words-256'", "'all-MiniLM-L6-v2'", "Rebuild: clusterbot index"):
        assert words in ran.err


@pytest.mark.parametrize("arguments", [*READING[:4], READING[5]], ids=" ".join)
def test_an_index_of_another_schema_is_refused_with_both_versions(arguments: tuple[str, ...], copy: Path) -> None:
    values = json.loads(manifest_path(copy).read_text(encoding="utf-8"))
    manifest_path(copy).write_text(json.dumps({**values, "schema_version": 99}), encoding="utf-8")
    ran = clusterbot(*arguments, "--data", copy, stdin="gold\n", environment=WORDS)
    assert_one_line(ran, 1)
    assert "schema 99" in ran.err
    assert f"reads schema {manifest.SCHEMA_VERSION}" in ran.err


def test_check_names_another_schema_as_a_problem(copy: Path) -> None:
    values = json.loads(manifest_path(copy).read_text(encoding="utf-8"))
    manifest_path(copy).write_text(json.dumps({**values, "schema_version": 99}), encoding="utf-8")
    ran = clusterbot("check", "--json", "--data", copy, environment=WORDS)
    (value,) = ran.json_lines
    assert (ran.code, value["ok"], len(value["problems"])) == (1, False, 1)
    assert "schema 99" in value["problems"][0]


@pytest.mark.parametrize(
    ("damaged", "how"),
    [
        *(
            (name, how)
            for name in ("manifest.json", "knowledge.db", "vectors.faiss")
            for how in ("gone", "empty", "other bytes")
        ),
        *((name, "a folder") for name in ("knowledge.db", "vectors.faiss")),
        pytest.param("manifest.json", "a folder"),
    ],
)
def test_a_damaged_index_is_told_in_one_line(how: str, damaged: str, copy: Path) -> None:
    path = generations.current(copy) / damaged
    path.unlink()
    if how == "a folder":
        path.mkdir()
    elif how != "gone":
        path.write_bytes(b"" if how == "empty" else b"other bytes \xff\x00" * 100)
    ran = clusterbot("ask", "gold", "--data", copy, environment=WORDS)
    assert_one_line(ran, 1)
    assert "clusterbot index" in ran.err


@pytest.mark.parametrize("pointer", ["", "..", "../..", "gone", "/", "a/b", "\x00"])
def test_a_pointer_that_names_no_generation_is_told_in_one_line(pointer: str, copy: Path) -> None:
    (copy / generations.POINTER).write_text(pointer, encoding="utf-8")
    assert_one_line(clusterbot("ask", "gold", "--data", copy, environment=WORDS), 1)


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_a_data_folder_that_is_a_file_is_told_in_one_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x", encoding="utf-8")
    assert_one_line(clusterbot(*arguments, "--data", path, stdin="gold\n", environment=WORDS), 1)


def test_a_data_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("Some words here.", encoding="utf-8")
    text = tmp_path / "a.txt"
    text.write_text("Some words here.", encoding="utf-8")
    ran = clusterbot("index", text, "--data", tmp_path / "file" / "data", environment=WORDS)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.strip().startswith(f"clusterbot: data folder {str(tmp_path / 'file' / 'data')!r} cannot be written")
    assert ran.err.strip().count("\n") == 0


# root reads everything; started anew without two capabilities (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH) it does not
_AS_ANYBODY = """
import ctypes, os, sys
if os.geteuid() == 0 and "DROPPED" not in os.environ:
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
    os.environ["DROPPED"] = "1"
    os.execv(sys.executable, sys.orig_argv)
"""


@pytest.mark.skipif(sys.platform != "linux" and os.geteuid() == 0, reason="root reads what is closed")
@pytest.mark.parametrize(
    "closed",
    [
        *(".", "CURRENT", "knowledge.db"),
        *(pytest.param(name) for name in ("generations", "the generation", "manifest.json")),
    ],
)
def test_what_may_not_be_read_is_told_in_one_line(closed: str, copy: Path) -> None:
    places = {
        "the generation": generations.current(copy),
        "manifest.json": manifest_path(copy),
        "knowledge.db": generations.current(copy) / generations.DATABASE,
    }
    path = places.get(closed, copy / closed)
    mode = path.stat().st_mode
    path.chmod(0)
    environment = {**WORDS, "CLUSTERBOT_DATA": str(copy)}
    ran = own_process("search", "gold", environment=environment, before=_AS_ANYBODY)
    path.chmod(mode)
    assert_one_line(ran, 1)


# -- encoders ----------------------------------------------------------------------------------


def test_an_encoder_that_is_not_there_is_told_in_one_line(data: Path) -> None:
    ran = clusterbot("ask", "gold", "--data", data, environment={"CLUSTERBOT_ENCODER": "no/such-model"})
    assert ran.code == 1
    assert ran.err.strip().splitlines()[-1].startswith("clusterbot: encoder 'no/such-model' cannot be loaded")
    assert "Traceback" not in ran.err
