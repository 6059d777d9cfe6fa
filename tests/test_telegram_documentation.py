"""docs/telegram.md is complete: each setting, command, deep link and message of the channel is in it, and its files agree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from command_line import ROOT
from test_documentation import arguments_of, command_lines, parse

from bot.channels.telegram.keyboards import parse_start
from bot.channels.telegram.settings import PREFIX, TelegramSettings, load_telegram_settings
from bot.channels.telegram.texts import ADMIN_COMMANDS, COMMANDS

PAGE = (ROOT / "docs" / "telegram.md").read_text(encoding="utf-8")
CODE = sorted((ROOT / "bot" / "channels" / "telegram").glob("*.py"))
TOKEN = "123456789:AAExampleExampleExampleExampleExamp"
UNIT = re.findall(r"^```ini\n(.*?)^```", PAGE, re.M | re.S)
ENVIRONMENT_ONLY = {f"{PREFIX}TOKEN_FILE"}


def logged() -> Iterator[str]:
    """Yield what the channel's code logs as warning or error, as it is written there."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called in ("log.warning", "log.error"):
                yield ast.literal_eval(node.args[0])
            elif called == "write_down":
                yield ast.literal_eval(node.args[1])


def pieces(message: str) -> list[str]:
    """Return the words of a message between what is filled in."""
    return [piece.strip(" :,()") for piece in re.split(r"%[sd]", message) if len(piece.strip(" :,()")) > 2]


def test_every_warning_and_error_of_the_channel_is_explained() -> None:
    messages = [message for message in logged() if pieces(message)]
    assert len(messages) > 15
    assert [message for message in messages if not all(piece in PAGE for piece in pieces(message))] == []


def test_every_setting_is_explained_and_no_other() -> None:
    fields = {f"{PREFIX}{name.upper()}" for name in TelegramSettings.model_fields if name != "webhook_url"}
    rows = set(re.findall(rf"^\| `({PREFIX}[A-Z_]+)` \|", PAGE, re.M))
    assert rows == fields | ENVIRONMENT_ONLY


@pytest.mark.parametrize("name", ["per_minute", "per_day", "keep_days", "listen", "port"])
def test_the_defaults_are_those_of_the_program(name: str) -> None:
    (default,) = re.findall(rf"^\| `{PREFIX}{name.upper()}` \| ([^ ]+) \|", PAGE, re.M)
    assert default == str(TelegramSettings.model_fields[name].default)


def test_every_command_is_explained() -> None:
    names = {name for name, _ in (*COMMANDS["en"], *ADMIN_COMMANDS["en"])}
    section = PAGE[PAGE.index("## 6.") : PAGE.index("**Deep links**")]
    assert {name for name in names if f"`/{name}`" not in section} == set()


def test_the_deep_links_are_such() -> None:
    section = PAGE[PAGE.index("behind `start=`") : PAGE.index("**For staff**")]
    first_cells = " ".join(line.split("|")[1] for line in section.splitlines()[2:] if line.startswith("|"))
    links = re.findall(r"`([^`]+)`", first_cells)
    assert len(links) == 10
    assert [link for link in links if parse_start(link) is None] == []


# -- the service ----------------------------------------------------------------------------------------------------


def test_each_command_that_systemd_runs_parses() -> None:
    commands = re.findall(r"^ExecStart=(.+)$", "\n".join(UNIT), re.M)
    assert len(commands) == 2
    for command in commands:
        (line,) = command_lines(f"`{command}`")
        parse(arguments_of(line))


def test_the_unit_sets_what_the_program_reads() -> None:
    named = re.findall(r"^Environment=(\w+)=", UNIT[0], re.M)
    assert set(named) == {f"{PREFIX}TOKEN_FILE", "CLUSTERBOT_DATA"}


def test_the_webhook_of_the_unit_is_where_nginx_passes_updates_to() -> None:
    (url,) = re.findall(r"--webhook (\S+)", "\n".join(UNIT))
    settings = load_telegram_settings(
        webhook_url=url, environment={f"{PREFIX}TOKEN": TOKEN, f"{PREFIX}SECRET": "made-by-openssl"}
    )
    (path,) = re.findall(r"^location = (\S+) ", PAGE, re.M)
    (proxied,) = re.findall(r"proxy_pass (\S+);", PAGE)
    assert settings.webhook_url is not None
    assert settings.webhook_url.endswith(path)
    assert proxied == f"http://{settings.listen}:{settings.port}"
    assert f"curl -s -o /dev/null -w '%{{http_code}}\\n' -X POST {url}" in PAGE
