"""The command line on a small index: which commands there are, what each prints, and how it ends."""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
from pathlib import Path

import click
import pytest
from command_line import ENTRY, WORDS, Ran, clusterbot, environment_of, own_process
from made import document, profile

from bot.cli.main import cli
from bot.dialogue.phrases import phrase
from indexer.generation.builder import build
from indexer.shipped import profile_text
from indexer.shipped.corpus import Corpus
from knowledge.index import generations, manifest
from knowledge.naming.fields import load_taxonomy
from knowledge.sentence_model.encoder import WordEncoder

COMMANDS = (
    "ask",
    "search",
    "clusters",
    "chat",
    "telegram",
    "gaps",
    "show",
    "profiles",
    "eval",
    "check",
    "stats",
    "backup",
    "restore",
    "index",
)
TEXTS = ("Timber bridges stand long.", "Tunnels are dark.", "Harbours have cranes.")
PROFILES = (
    profile("alpha"),
    profile("beta", state="Bayern", city="München", fields=["Energy Technologies"]),
    profile(
        "gamma",
        ecei_label={"level": "gold", "as_of": "2023-01", "sources": [0]},
        go_cluster={"status": "member", "as_of": "2023-01", "sources": [0]},
    ),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index that the stand-in encoder made of three short texts and three clusters."""
    folder = tmp_path_factory.mktemp("data")
    taxonomy = load_taxonomy()
    texts = [document(f"p{n}.txt", text) for n, text in enumerate(TEXTS)]
    clusters = [profile_text.document(p, language, taxonomy) for p in PROFILES for language in ("en", "de")]
    build(Corpus((*texts, *clusters), PROFILES), WordEncoder(), folder)
    return folder


def run(data: Path, *arguments: str | Path, stdin: str | bytes = b"") -> Ran:
    return clusterbot(*arguments, "--data", data, stdin=stdin, environment=WORDS)


def card_ids(ran: Ran) -> list[str]:
    (value,) = ran.json_lines
    return [card["id"] for card in value["clusters"]]


# -- the group ---------------------------------------------------------------------------------


def test_the_commands_of_the_contract_are_there() -> None:
    context = click.Context(cli)
    assert set(COMMANDS) <= set(cli.list_commands(context))


def test_every_command_is_named_in_the_help_with_what_it_does() -> None:
    ran = clusterbot("--help")
    listed = {
        line.split()[0]: line.split()[1:] for line in ran.out.partition("Commands:")[2].splitlines() if line.strip()
    }
    assert ran.code == 0
    assert set(COMMANDS) <= set(listed)
    assert [name for name in COMMANDS if not listed[name]] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_that_names_it(command: str) -> None:
    ran = clusterbot(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    example = ran.out.partition("Example:")[2]
    assert f"clusterbot {command}" in " ".join(example.split())


def test_without_a_command_the_help_is_shown() -> None:
    ran = clusterbot()
    assert ran.code == 2
    assert "Commands:" in ran.out + ran.err


def test_the_version_is_told() -> None:
    ran = clusterbot("--version")
    assert (ran.code, ran.out.startswith("clusterbot, version ")) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("ask",),
        ("search",),
        ("ask", "a", "b"),
        ("ask", "--no-such-option", "a"),
        ("ask", "a", "--batch", "b.jsonl"),
        ("search", "a", "--k", "0"),
        ("search", "a", "--k", "many"),
        ("search", "a", "--mode", "psychic"),
        ("clusters", "--label", "platinum"),
        ("eval",),
        ("--no-such-option", "stats"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(arguments: tuple[str, ...], data: Path) -> None:
    ran = clusterbot(*arguments, environment={**WORDS, "CLUSTERBOT_DATA": str(data)})
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err


def test_the_folder_is_named_before_or_behind_the_command_or_by_the_environment(data: Path, tmp_path: Path) -> None:
    before = clusterbot("--data", data, "stats", environment=WORDS)
    behind = clusterbot("stats", "--data", data, environment={**WORDS, "CLUSTERBOT_DATA": str(tmp_path)})
    variable = clusterbot("stats", environment={**WORDS, "CLUSTERBOT_DATA": str(data)})
    assert before == behind == variable
    assert before.code == 0


def test_a_store_that_this_version_lacks_is_refused(data: Path) -> None:
    ran = clusterbot("stats", environment={"CLUSTERBOT_STORE": "mysql://u:secret@h/n", "CLUSTERBOT_DATA": str(data)})
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "secret" not in ran.err


def test_the_command_runs_in_a_process_of_its_own(data: Path) -> None:
    ran = own_process("search", "cranes", "--json", "--data", str(data), environment=WORDS)
    assert (ran.code, ran.err) == (0, "")
    assert ran.json_lines[0]["hits"][0]["text"] == "Harbours have cranes."


@pytest.mark.parametrize("option", [(), ("--json",)], ids=["text", "json"])
def test_a_reader_that_closes_the_pipe_gets_no_complaint(option: tuple[str, ...], data: Path) -> None:
    closing = "import os; r, w = os.pipe(); os.close(r); os.dup2(w, 1)"
    assert own_process("stats", *option, "--data", str(data), before=closing, environment=WORDS).err == ""


# -- search ------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_search_finds_the_passage_of_the_words_in_every_mode(mode: str, data: Path) -> None:
    ran = run(data, "search", "dark tunnels", "--mode", mode, "--json")
    assert ran.json_lines[0]["hits"][0]["doc_id"] == "p1.txt"


def test_search_is_hybrid_and_of_ten_hits_unless_it_is_told_otherwise(data: Path) -> None:
    default = run(data, "search", "network", "--json").json_lines[0]["hits"]
    told = run(data, "search", "network", "--json", "--k", "10", "--mode", "hybrid").json_lines[0]["hits"]
    assert default == told
    assert len(default) == 10


def test_k_hits_are_the_first_k(data: Path) -> None:
    ten = run(data, "search", "network", "--json").json_lines[0]["hits"]
    assert run(data, "search", "network", "--json", "--k", "3").json_lines[0]["hits"] == ten[:3]


def test_search_without_json_is_a_table_of_the_same_hits(data: Path) -> None:
    rows = run(data, "search", "tunnels", "--mode", "lexical").out.splitlines()
    hits = run(data, "search", "tunnels", "--mode", "lexical", "--json").json_lines[0]["hits"]
    assert rows[0].split() == ["rank", "score", "passage", "text"]
    assert [row.split()[2] for row in rows[1:]] == [hit["passage_id"] for hit in hits] == ["p1.txt#0"]


def test_a_lexical_search_for_no_known_word_has_no_hits(data: Path) -> None:
    (value,) = run(data, "search", "xyzzy", "--mode", "lexical", "--json").json_lines
    assert value["hits"] == []


# -- ask and clusters --------------------------------------------------------------------------


def test_ask_prints_the_notice_and_the_answer_for_people(data: Path) -> None:
    ran = run(data, "ask", "Hello")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split() == f"{phrase('notice', 'en')} {phrase('greeting', 'en')}".split()


def test_ask_with_json_prints_one_object_and_no_notice(data: Path) -> None:
    ran = run(data, "ask", "Hello", "--json")
    (value,) = ran.json_lines
    assert (value["kind"], value["text"]) == ("smalltalk", phrase("greeting", "en"))


def test_json_keeps_letters_beyond_ascii_as_they_are(data: Path) -> None:
    assert '"question": "Grüß Gott"' in run(data, "ask", "Grüß Gott", "--json").out


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ((), {"alpha", "beta", "gamma"}),
        (("--land", "Bavaria"), {"beta"}),
        (("--land", "Bayern"), {"beta"}),
        (("--land", "BY"), {"beta"}),
        (("--field", "Automotive"), {"alpha", "gamma"}),
        (("--field", "Automobilindustrie"), {"alpha", "gamma"}),
        (("--label", "gold"), {"gamma"}),
        (("--member",), {"gamma"}),
        (("--land", "Saxony", "--field", "Automotive", "--label", "gold", "--member"), {"gamma"}),
        (("--land", "Bavaria", "--label", "gold"), set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_the_finder_lists_what_satisfies_all_options(options: tuple[str, ...], ids: set[str], data: Path) -> None:
    ran = run(data, "clusters", *options, "--json")
    assert (ran.code, set(card_ids(ran))) == (0, ids)


def test_the_finder_takes_free_text_with_options(data: Path) -> None:
    assert card_ids(run(data, "clusters", "automotive", "--label", "gold", "--json")) == ["gamma"]
    assert card_ids(run(data, "clusters", "energy clusters", "--json")) == ["beta"]


def test_the_finder_without_json_numbers_the_clusters(data: Path) -> None:
    out = run(data, "clusters", "--land", "Bavaria").out
    assert "1. Beta Network (Munich, Bavaria)" in out or "1. Beta Network (München, Bavaria)" in out


@pytest.mark.parametrize(("option", "kind"), [("--field", "field"), ("--land", "land")])
def test_an_unknown_field_or_land_is_refused_with_those_that_are_known(option: str, kind: str, data: Path) -> None:
    ran = run(data, "clusters", option, "Atlantis")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"clusterbot: {kind} 'Atlantis' is unknown. Known: ")


# -- chat --------------------------------------------------------------------------------------


def test_chat_answers_the_lines_of_standard_input_as_one_conversation(data: Path) -> None:
    ran = run(data, "chat", stdin="Hello\n\nDanke\nWho are you?\n")
    said = [phrase("greeting", "en"), phrase("thanks", "de"), phrase("identity", "en")]
    text = " ".join(ran.out.split())
    assert (ran.code, ran.err) == (0, "")
    assert [text.count(" ".join(s.split())) for s in said] == [1, 1, 1]
    assert text.count(phrase("notice", "en")) == 1


def test_chat_ends_where_a_line_says_so(data: Path) -> None:
    ran = run(data, "chat", stdin="quit\nHello\n")
    assert (ran.code, ran.out) == (0, "")


def test_chat_with_nothing_to_read_says_nothing(data: Path) -> None:
    assert run(data, "chat") == Ran(0, "", "")


def test_chat_goes_on_past_a_line_that_is_too_long(data: Path) -> None:
    ran = run(data, "chat", stdin=f"{'x' * 100_000}\nHello\n")
    assert ran.code == 0
    assert "the question has 100000 characters" in " ".join(ran.out.split())
    assert " ".join(phrase("greeting", "en").split()) in " ".join(ran.out.split())


def shown_until(terminal: int, *marks: str) -> str:
    """Return what a terminal shows until it has shown all of `marks`, in this order; with single spaces."""
    shown = b""
    while not re.search(".*".join(map(re.escape, marks)), shown.decode(errors="replace"), re.S):
        assert select.select([terminal], [], [], 60)[0], f"no {marks} in {shown!r}"
        shown += os.read(terminal, 65536)
    return " ".join(shown.decode(errors="replace").split())


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_chat_in_a_terminal_prompts_answers_and_ends_with_control_d(data: Path) -> None:
    import pty

    master, terminal = pty.openpty()
    environment = {**environment_of(WORDS), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    command = [sys.executable, "-c", ENTRY, "chat", "--data", str(data)]
    with subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=subprocess.PIPE, env=environment) as process:
        os.close(terminal)
        hint = shown_until(master, "›")
        os.write(master, b"Hello\r")
        answer = shown_until(master, "Hello! Ask me", "fit.", "›")
        os.write(master, b"\x04")
        assert process.wait(timeout=60) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
    os.close(master)
    assert phrase("prompt_hint", "en") in hint
    assert phrase("greeting", "en")[:60] in answer
    assert "Hello" in (data / "chat-history").read_text(encoding="utf-8")


# -- check and stats ---------------------------------------------------------------------------


def test_check_says_that_a_whole_index_is_whole(data: Path) -> None:
    assert run(data, "check") == Ran(0, "the index is whole\n", "")
    assert run(data, "check", "--json").json_lines == [{"ok": True, "problems": []}]


@pytest.mark.parametrize("damage", ["knowledge.db", "vectors.faiss", "manifest.json"])
def test_check_names_what_is_damaged_and_ends_with_1(damage: str, tmp_path: Path) -> None:
    build(Corpus((document("one", "Words."),), ()), WordEncoder(), tmp_path)
    (generations.current(tmp_path) / damage).write_bytes(b"damaged")
    plain, as_json = run(tmp_path, "check"), run(tmp_path, "check", "--json")
    (value,) = as_json.json_lines
    assert (plain.code, as_json.code, value["ok"]) == (1, 1, False)
    assert plain.out.splitlines() == value["problems"] != []
    assert all("clusterbot index" in line for line in value["problems"])


def test_stats_tells_what_the_manifest_counts(data: Path) -> None:
    made = manifest.read(generations.current(data))
    (value,) = run(data, "stats", "--json").json_lines
    assert value["encoder"] == "words-256"
    assert {name: value[name] for name in ("documents", "clusters")} == {"documents": 9, "clusters": 3}
    assert {**made.model_dump(exclude={"counts", "files"}), **made.counts.model_dump()}.items() <= value.items()


def test_stats_without_json_is_a_table_of_the_same_values(data: Path) -> None:
    (value,) = run(data, "stats", "--json").json_lines
    rows = dict(line.split(None, 1) for line in run(data, "stats").out.splitlines()[1:])
    assert {name: text.strip() for name, text in rows.items()} == {name: str(v) for name, v in value.items()}


# -- eval --------------------------------------------------------------------------------------

ASKED = (
    {
        "id": "a",
        "lang": "en",
        "question": "Hello",
        "kind": "abstention",
        "expect": ["Ask me about"],
        "group": "g",
    },
    {
        "id": "b",
        "lang": "de",
        "question": "Danke",
        "kind": "abstention",
        "expect": ["Ask me about"],
        "group": "g",
    },
)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(q) + "\n" for q in ASKED), encoding="utf-8")
    return path


def test_eval_prints_the_table_on_standard_output(questions: Path, data: Path) -> None:
    ran = run(data, "eval", questions)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0].split()[:4] == ["part", "right", "n", "share"]
    assert any(line.split()[:3] == ["lang", "en", "0"] for line in ran.out.splitlines())


def test_eval_with_json_prints_rows_failures_and_calibration(questions: Path, data: Path) -> None:
    (value,) = run(data, "eval", questions, "--json").json_lines
    row = next(row for row in value["rows"] if row["name"] == "lang de")
    assert (row["n_right"], row["n"], row["share"]) == (0, 1, 0.0)
    assert [failure["id"] for failure in value["failures"]] == ["a", "b"]
    assert "missing /Ask me about/" in value["failures"][1]["reasons"]
    assert value["calibration_error"] is None


def test_eval_tells_each_failure_on_standard_error_when_it_is_asked_to(questions: Path, data: Path) -> None:
    ran = run(data, "eval", questions, "--failures")
    assert [line.split()[0] for line in ran.err.splitlines() if line.startswith(("a ", "b "))] == ["a", "b"]


def test_eval_writes_the_answers_in_the_order_of_the_questions(questions: Path, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    assert run(data, "eval", questions, "--answers", out).code == 0
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(a["id"], a["text"]) for a in answers] == [
        ("a", phrase("greeting", "en")),
        ("b", phrase("thanks", "de")),
    ]


def test_eval_of_a_file_that_is_not_there_or_malformed_ends_with_2_and_names_it(data: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(json.dumps(ASKED[0]) + "\n{}\n", encoding="utf-8")
    for path, words in ((tmp_path / "gone.jsonl", "cannot be read"), (bad, "line 2")):
        ran = run(data, "eval", path)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert path.name in ran.err
        assert words in ran.err


def test_eval_says_in_one_line_when_the_answers_cannot_be_written(questions: Path, data: Path, tmp_path: Path) -> None:
    ran = run(data, "eval", questions, "--answers", tmp_path / "gone" / "answers.jsonl")
    assert ran.code in (1, 2)
    assert (ran.err.count("\n"), ran.err.startswith("clusterbot: ")) == (1, True)
