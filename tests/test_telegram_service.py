"""The service as a whole: how it starts, what it sets in Telegram, how it ends."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bot_api import BotApi, Fault
from telegram_echo import PAUSES, add_echo, chat_name, running, settings_for, until

from bot.channels.telegram.intake import ALLOWED_UPDATES
from bot.channels.telegram.service import Profile, run
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.transport import build_transport
from bot.channels.telegram.webhook import SECRET_HEADER
from bot.state.sqlite import SqliteState
from knowledge.errors import InputError

SECRET = "right-secret"
PROFILE = Profile(
    commands={"": [("start", "Begin")], "de": [("start", "Beginnen")]},
    descriptions={"": "I answer.", "de": "Ich antworte."},
    short_descriptions={"": "Answers", "de": "Antworten"},
)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[SqliteState]:
    state = SqliteState(tmp_path / "state.db")
    yield state
    state.close()


def with_server(scene: Callable[[BotApi], Awaitable[None]]) -> BotApi:
    """Return the server after the scene."""

    async def main() -> BotApi:
        async with BotApi.running(scale=0.1) as api:
            await scene(api)
            return api

    return asyncio.run(main())


def test_questions_are_answered_and_buttons_acknowledged(state: SqliteState) -> None:
    async def scene(api: BotApi) -> None:
        async with running(settings_for(api.url), state):
            api.ask(1, "one")
            await until(lambda: api.said(1))
            api.press(1, api.own(1)[0].message_id, "more")
            await until(lambda: api.called("answerCallbackQuery") and api.said(1) == ["pressed more"])

    with_server(scene)


def test_commands_and_descriptions_are_set_in_both_languages(state: SqliteState) -> None:
    async def scene(api: BotApi) -> None:
        async with running(settings_for(api.url), state, profile=PROFILE):
            await until(lambda: len(api.called("setMyShortDescription")) == 2)

    api = with_server(scene)
    menus = [(call.get("language_code"), call["commands"][0]["description"]) for call in api.called("setMyCommands")]
    assert menus == [(None, "Begin"), ("de", "Beginnen")]
    assert [call["description"] for call in api.called("setMyDescription")] == ["I answer.", "Ich antworte."]


def test_methods_that_a_server_does_not_know_cost_one_line(
    state: SqliteState, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(api: BotApi) -> None:
        api.unknown = {"setMyCommands", "setMyDescription"}
        async with running(settings_for(api.url), state, profile=PROFILE):
            await until(lambda: caplog.messages)
            api.ask(1, "one")
            await until(lambda: api.said(1))

    with_server(scene)
    assert caplog.messages == ["not set in Telegram: commands (InvalidToken), description (InvalidToken)"]


@pytest.mark.parametrize(("fault", "why"), [(None, "InvalidToken"), ("500", "NetworkError")])
def test_a_server_without_webhooks_is_polled_all_the_same(
    state: SqliteState, caplog: pytest.LogCaptureFixture, fault: Fault | None, why: str
) -> None:
    async def scene(api: BotApi) -> None:
        api.unknown = {"deleteWebhook"}
        api.faults = lambda method, values: fault if method == "deleteWebhook" else None
        async with running(settings_for(api.url), state):
            api.ask(1, "one")
            await until(lambda: api.said(1))

    with_server(scene)
    assert caplog.messages == [f"a webhook, if there is one, was not removed: {why}"]


def test_only_updates_that_are_understood_are_asked_for_and_none_is_dropped(state: SqliteState) -> None:
    async def scene(api: BotApi) -> None:
        api.ask(1, "early")
        async with running(settings_for(api.url), state):
            await until(lambda: api.said(1))

    api = with_server(scene)
    assert all(call["allowed_updates"] == list(ALLOWED_UPDATES) for call in api.called("getUpdates"))
    assert [call.get("drop_pending_updates", False) for call in api.called("deleteWebhook")] == [False]


def test_a_token_that_telegram_does_not_know_ends_the_start_without_telling_it(state: SqliteState) -> None:
    token = "123456789:BBWrongWrongWrongWrongWrongWrongWro"

    async def scene(api: BotApi) -> None:
        settings = TelegramSettings(token=token, api_url=api.url)  # type: ignore[arg-type]
        transport = build_transport(settings, state, chat_name=chat_name)
        with pytest.raises(InputError, match="Telegram does not know this bot token") as caught:
            await run(transport, settings)
        assert caught.value.__cause__ is None
        assert token not in str(caught.value)

    with_server(scene)


def test_while_telegram_cannot_be_reached_the_start_waits(state: SqliteState, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(api: BotApi) -> None:
        faults: list[Fault] = ["500", "close before"]
        api.faults = lambda method, values: faults.pop(0) if method == "getMe" and faults else None
        api.ask(1, "one")
        async with running(settings_for(api.url), state):
            await until(lambda: api.said(1))

    with_server(scene)
    assert caplog.messages == ["Telegram cannot be reached for now: NetworkError"]


def test_an_end_while_telegram_does_not_answer_is_not_held_up(state: SqliteState) -> None:
    async def scene(api: BotApi) -> None:
        asked: list[str] = []

        def silent(method: str, values: dict[str, Any]) -> Fault | None:
            asked.append(method)
            return "silence before"

        api.faults = silent
        settings, stop = settings_for(api.url), asyncio.Event()
        transport = build_transport(settings, state, chat_name=chat_name)
        service = asyncio.create_task(run(transport, settings, stop=stop))
        await until(lambda: asked == ["getMe"])
        stop.set()
        async with asyncio.timeout(10):
            await service

    with_server(scene)


def test_a_webhook_without_a_secret_does_not_start(state: SqliteState) -> None:
    settings = settings_for("http://127.0.0.1:1").model_copy(update={"webhook_url": "https://bot.example/hook"})

    async def main() -> None:
        transport = build_transport(settings, state, chat_name=chat_name)
        with pytest.raises(InputError, match="--webhook needs CLUSTERBOT_TELEGRAM_SECRET"):
            await run(transport, settings)

    asyncio.run(main())


def test_by_webhook_updates_are_answered_once_and_forged_ones_never(state: SqliteState) -> None:
    def post(port: int, update: dict[str, Any], secret: str) -> int:
        body, headers = json.dumps(update).encode(), {SECRET_HEADER: secret, "Content-Type": "application/json"}
        request = urllib.request.Request(f"http://127.0.0.1:{port}/hook", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return int(error.code)

    async def scene(api: BotApi) -> None:
        settings = settings_for(api.url, webhook_url="https://bot.example/hook", secret=SECRET, port=0)
        transport = build_transport(settings, state, chat_name=chat_name, pauses=PAUSES)
        add_echo(transport)
        stop, ports = asyncio.Event(), list[int]()
        service = asyncio.create_task(run(transport, settings, stop=stop, ready=ports.append))
        await until(lambda: ports)
        update, forged = api.ask(1, "one"), api.ask(1, "forged")
        assert await asyncio.to_thread(post, ports[0], forged, "wrong") == 403
        for _ in range(2):
            assert await asyncio.to_thread(post, ports[0], update, SECRET) == 200
        await until(lambda: api.said(1))
        stop.set()
        await service
        assert api.said(1) == ["one"]

    api = with_server(scene)
    call = api.called("setWebhook")[0]
    assert (call["url"], call["secret_token"]) == ("https://bot.example/hook", SECRET)
    assert call["allowed_updates"] == list(ALLOWED_UPDATES)
    assert not call.get("drop_pending_updates", False)
    assert api.called("deleteWebhook") == []
