"""`clusterbot telegram` as a person starts it: settings that are missing, and a run from start to SIGTERM."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest
from bot_api import TOKEN, BotApi
from command_line import ENTRY, ROOT, WORDS, clusterbot, environment_of, own_process
from telegram_world import ANNA, small_answerer

from bot.dialogue.phrases import phrase
from bot.state.pseudonyms import KEY_FILE
from bot.state.sqlite import STATE_FILE

PATIENCE = 60.0


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    small_answerer(folder).base.close()
    return folder


@pytest.mark.parametrize(
    ("environment", "arguments", "told"),
    [
        ({}, (), "no bot token"),
        ({"CLUSTERBOT_TELEGRAM_TOKEN": "hello"}, (), "is not a bot token"),
        ({"CLUSTERBOT_TELEGRAM_TOKEN": TOKEN}, ("--webhook", "https://bot.example.org/hook"), "--webhook needs"),
        ({"CLUSTERBOT_TELEGRAM_TOKEN": TOKEN}, ("--api-url", "nowhere"), "must be an http or https address"),
    ],
)
def test_what_is_missing_is_said_in_one_line_before_anything_is_opened(
    environment: dict[str, str], arguments: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    ran = clusterbot("--data", tmp_path, "telegram", *arguments, environment={**WORDS, **environment})
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err
    assert TOKEN not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_without_an_index_nothing_is_started(tmp_path: Path) -> None:
    ran = clusterbot("--data", tmp_path, "telegram", environment={**WORDS, "CLUSTERBOT_TELEGRAM_TOKEN": TOKEN})
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert not (tmp_path / STATE_FILE).exists()


async def started(data: Path, api: BotApi, token: str, level: str) -> asyncio.subprocess.Process:
    """The command in a process of its own, against a server."""
    arguments = ("--data", data, "telegram", "--api-url", api.url, "--log-level", level)
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", ENTRY, *arguments),
        env=environment_of({**WORDS, "CLUSTERBOT_TELEGRAM_TOKEN": token}),
        cwd=ROOT,
        stderr=asyncio.subprocess.PIPE,
    )


def test_there_is_no_option_for_the_token(tmp_path: Path) -> None:
    assert clusterbot("telegram", "--token", TOKEN).code == 2


def test_telegrams_library_is_not_loaded_by_the_other_commands() -> None:
    before = "import sys, atexit\natexit.register(lambda: print('telegram' in sys.modules, file=sys.stderr))"
    assert own_process("--help", before=before).err.split()[-1] == "False"


def test_a_token_that_telegram_does_not_know_ends_the_command_in_one_line_that_does_not_tell_it(data: Path) -> None:
    other = TOKEN[:-4] + "Else"

    async def run() -> tuple[int, str]:
        async with BotApi.running() as api:
            process = await started(data, api, other, "warning")
            assert process.stderr is not None
            told = (await process.stderr.read()).decode()
            return await process.wait(), told

    code, told = asyncio.run(asyncio.wait_for(run(), PATIENCE))
    assert (code, told.count("\n")) == (2, 1)
    assert "Telegram does not know this bot token" in told
    assert other.partition(":")[2] not in told


def test_from_start_to_sigterm_it_answers_and_tells_nothing_of_anyone(data: Path) -> None:
    async def run() -> tuple[BotApi, int, str]:
        async with BotApi.running() as api:
            process = await started(data, api, TOKEN, "debug")
            assert process.stderr is not None
            api.ask(ANNA, "Hello")
            while not api.said(ANNA) and process.returncode is None:
                await asyncio.sleep(0.05)
            api.ask(ANNA, "Zanzibar?")
            while len(api.said(ANNA)) < 2 and process.returncode is None:
                await asyncio.sleep(0.05)
            process.send_signal(signal.SIGTERM)
            told = (await process.stderr.read()).decode()
            return api, await process.wait(), told

    api, code, told = asyncio.run(asyncio.wait_for(run(), PATIENCE))
    assert code == 0, told
    assert phrase("greeting", "en") in api.said(ANNA)[0]
    assert len(api.called("sendMessage")) == 2
    assert "ready\n" in told
    assert [word for word in ("Zanzibar", str(ANNA), TOKEN, TOKEN.partition(":")[2]) if word in told] == []
    assert (data / STATE_FILE).exists()
    assert (data / KEY_FILE).stat().st_mode & 0o777 == 0o600
