"""What README.md and docs/ say of the command line is so: each command line in them parses, each command is named."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest
from command_line import ROOT

from bot.cli.main import cli

README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
NAMES = ("ask", "chat", "check", "clusters", "eval", "index", "search", "stats")  # at the least

_FENCED = re.compile(r"^```.*?^```", re.M | re.S)
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_START = re.compile(r"^\s*(?:\$\s+)?(?:[A-Z_]+=\S*\s+)*(?:\S*/)?clusterbot(?=\s|$)")
_ENDS = {"|", "||", "&&", ";", ">", ">>", "<", "2>", "&"}


def command_lines(text: str) -> Iterator[str]:
    """Yield each command line of `clusterbot` in Markdown, in a block of code or within a line, one behind a pipe too."""
    blocks = _FENCED.findall(text)
    lines = [line for block in blocks for line in re.sub(r"\\\n\s*", " ", block).splitlines()[1:-1]]
    lines += _INLINE.findall(_FENCED.sub("", text))
    for line in lines:
        for part in re.split(r"(?<=\S)\s*\|\s+(?=clusterbot)", line):
            start = _START.match(part)
            if start and part[start.end() :].strip():  # the name alone is no command line
                yield part[start.end() :].strip()


def arguments_of(line: str) -> list[str]:
    """Return the arguments of a command line, up to a pipe, a redirection or a remark."""
    words = shlex.split(line, comments=True)
    end = next((n for n, word in enumerate(words) if word in _ENDS or word.startswith((">", "2>"))), len(words))
    return words[:end]


def parse(arguments: list[str]) -> None:
    """Parse a command line as click does, without running it; a command that is only named need but be there.

    Raises `click.UsageError`.
    """
    context = click.Context(cli, info_name="clusterbot")
    try:
        name, command, rest = cli.resolve_command(context, click.Command.parse_args(cli, context, arguments))
        assert command is not None
        if rest:
            command.make_context(name, rest, parent=context)
    except click.exceptions.Exit:  # --help, --version
        return


FOUND = [(path.name, line) for path in PAGES for line in command_lines(path.read_text(encoding="utf-8"))]


# -- the reading of documentation --------------------------------------------------------------

EXAMPLE = """
`clusterbot` answers: ask with `clusterbot ask "Wer?"`, or `make ask`.

```console
$ clusterbot index ~/documents --data ~/my-index   # only those
$ echo "Who?" | clusterbot chat
CLUSTERBOT_DATA=x .venv/bin/clusterbot search "a | b" \\
    --k 5 > hits.txt
clusterbotany is no command
Index built
```
"""


def test_command_lines_are_found_in_blocks_and_within_lines() -> None:
    assert [arguments_of(line) for line in command_lines(EXAMPLE)] == [
        ["index", "~/documents", "--data", "~/my-index"],
        ["chat"],
        ["search", "a | b", "--k", "5"],
        ["ask", "Wer?"],
    ]


@pytest.mark.parametrize(
    "arguments",
    [["eval"], ["--help"], ["ask", "--help"], ["--data", "x", "clusters", "--label", "gold"], ["stats", "--json"]],
)
def test_a_command_line_that_parses_is_taken(arguments: list[str]) -> None:
    parse(arguments)


@pytest.mark.parametrize(
    "arguments",
    [["no-such-command"], ["ask", "--no-such-option"], ["clusters", "--label", "tin"], ["search", "a", "--k", "x"]],
)
def test_a_command_line_that_does_not_parse_is_refused(arguments: list[str]) -> None:
    with pytest.raises(click.UsageError):
        parse(arguments)


# -- the documentation -------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "line"), FOUND)
def test_every_command_line_in_the_documentation_parses(page: str, line: str) -> None:
    parse(arguments_of(line))


def test_every_command_is_mentioned_in_the_readme() -> None:
    names = cli.list_commands(click.Context(cli))
    assert set(NAMES) <= set(names)
    text = README.read_text(encoding="utf-8")
    assert [name for name in names if not re.search(rf"\bclusterbot\b[^\n`]*\b{name}\b", text)] == []


def test_the_readme_has_command_lines() -> None:
    assert [line for page, line in FOUND if page == README.name]


def test_the_examples_in_the_help_parse() -> None:
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        (example,) = re.findall(r"Example: (.+)", command.help or "")
        parse(arguments_of(next(command_lines(f"`{example}`"))))
