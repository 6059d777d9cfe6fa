"""The channel as a whole: an update through the application, errors, the sign of work, what is done in between."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from bot_api import BotApi
from telegram import Update
from telegram_world import ANNA, BERT, GROUP, TOKEN, Offline, Running, World

from bot.channels.telegram.application import PROFILE, Channel
from bot.channels.telegram.engine import Engine
from bot.channels.telegram.next_questions import NextQuestions
from bot.channels.telegram.redaction import redacted
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.transport import build_transport
from bot.dialogue.conversation import Conversation
from bot.session.messages import Message, Reply
from bot.session.sessions import Session
from knowledge.answers.answer import Answerer

QUESTION = "What is the bridge made of?"
PATIENCE = 20.0


class Made(Conversation):
    """A conversation that does something before it replies."""

    def __init__(self, answerer: Answerer, before: Callable[[Message], None]) -> None:
        super().__init__(answerer)
        self._before = before

    def reply(self, message: Message) -> Reply:
        self._before(message)
        return super().reply(message)


@pytest.fixture
def running(world: World) -> Iterator[Running]:
    made = Running(world)
    yield made
    made.close()


def with_conversation(world: World, before: Callable[[Message], None]) -> Running:
    world.desk = replace(world.desk, conversation=Made(world.desk.answerer, before))
    return Running(world)


@dataclass
class Kept(logging.Handler):
    """Everything that is logged, as it would be written."""

    lines: list[str]

    def __post_init__(self) -> None:
        super().__init__(logging.DEBUG)

    def __hash__(self) -> int:
        return id(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """What is logged at DEBUG."""
    kept = Kept([])
    root = logging.getLogger()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    yield kept.lines
    root.removeHandler(kept)
    root.setLevel(level)


# -- one update --------------------------------------------------------------------------------


def test_a_question_becomes_one_message_in_html_with_buttons(running: Running) -> None:
    ((name, values),) = running.process(running.world.updates.text(QUESTION))
    assert (name, values["chat_id"], values["parse_mode"]) == ("sendMessage", ANNA, "HTML")
    assert "The bridge is made of timber." in values["text"]
    assert values["reply_markup"]


def test_what_is_not_meant_for_the_bot_calls_nothing(running: Running) -> None:
    updates = running.world.updates
    for update in (updates.text(QUESTION, chat=GROUP), updates.of(poll=None), updates.text("x", **{"from": None})):
        assert running.process(update) == []
    assert running.api.calls == []


def test_the_reply_to_a_message_is_remembered_for_its_edits(running: Running) -> None:
    update = running.world.updates.text(QUESTION)
    running.process(update)
    assert update.message is not None
    assert running.world.state.replies(running.world.person(), update.message.message_id) == (101,)


# -- errors ------------------------------------------------------------------------------------


def test_an_error_is_told_with_a_number_that_the_log_has_and_the_log_has_nothing_else(
    world: World, logged: list[str]
) -> None:
    def fail(message: Message) -> None:
        raise RuntimeError(f"cannot read {message.text!r} of {ANNA}") from ValueError(message.text)

    running = with_conversation(world, fail)
    with redacted([TOKEN]):
        ((_, values),) = running.process(world.updates.text("My secret question"))
    running.close()
    (line,) = [line for line in logged if "could not be answered" in line]
    reference = line.split()[0]
    assert reference in values["text"]
    assert "RuntimeError at" in line
    assert "<- ValueError" in line
    assert "questions.py" in line
    assert [line for line in logged if "secret question" in line or str(ANNA) in line] == []


def test_after_an_error_the_next_question_is_answered(world: World) -> None:
    def fail(message: Message) -> None:
        if message.text == "fail":
            raise RuntimeError

    running = with_conversation(world, fail)
    running.process(world.updates.text("fail"))
    ((_, values),) = running.process(world.updates.text(QUESTION))
    assert "The bridge is made of timber." in values["text"]
    running.close()


# -- the event loop ----------------------------------------------------------------------------


def test_a_slow_question_holds_neither_another_chat_nor_a_button(world: World) -> None:
    let_go = threading.Event()

    def wait(message: Message) -> None:
        assert message.text != "slow" or let_go.wait(PATIENCE)

    running = with_conversation(world, wait)
    process = running.take

    async def test() -> list[int]:
        slow = asyncio.create_task(process(world.updates.text("slow")))
        await process(world.updates.text(QUESTION, user=BERT))
        await process(world.updates.press("l:de", 101, user=BERT))
        let_go.set()
        await slow
        return [values["chat_id"] for values in running.api.called("sendMessage")]

    running.api.messages[101] = {}
    assert running.loop.run_until_complete(asyncio.wait_for(test(), PATIENCE)) == [BERT, ANNA]
    running.close()


def test_while_the_bot_works_it_shows_that_it_does(world: World) -> None:
    shown = threading.Event()
    running = with_conversation(world, lambda message: _until(shown))
    running.api = _Watching(running.api, shown)
    running.transport.bot._request = (running.api, running.api)  # type: ignore[assignment]
    running.process(world.updates.text(QUESTION))
    assert [name for name, _ in running.api.calls][:2] == ["sendChatAction", "sendMessage"]
    running.close()


def _until(event: threading.Event) -> None:
    assert event.wait(PATIENCE)


class _Watching(Offline):
    def __init__(self, other: Offline, shown: threading.Event) -> None:
        super().__init__(calls=other.calls)
        self._shown = shown

    def _result(self, name: str, values: dict[str, Any]) -> Any:
        if name == "sendChatAction":
            self._shown.set()
        return super()._result(name, values)


# -- run against a server ----------------------------------------------------------------------


async def _served(world: World, api: BotApi, meanwhile: Callable[[BotApi], Any]) -> None:
    settings = TelegramSettings(token=TOKEN, api_url=api.url)
    transport = build_transport(settings, world.state, chat_name=world.pseudonyms.of)
    engine = Engine()
    channel = Channel(transport, world.desk, engine)
    stop = asyncio.Event()
    running = asyncio.create_task(channel.run(settings, stop=stop, ready=lambda port: None))
    try:
        await meanwhile(api)
        stop.set()
        await running
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        engine.close()


def served(world: World, meanwhile: Callable[[BotApi], Any]) -> None:
    """Run the channel against a server while `meanwhile` runs."""

    async def run() -> None:
        async with BotApi.running(scale=0.01) as api:
            await asyncio.wait_for(_served(world, api, meanwhile), PATIENCE)

    asyncio.run(run())


async def until(condition: Callable[[], object]) -> None:
    """Return once `condition` holds."""
    while not condition():
        await asyncio.sleep(0.01)


def test_a_server_gets_commands_and_descriptions_in_both_languages_and_answers_to_questions(world: World) -> None:
    async def meanwhile(api: BotApi) -> None:
        api.ask(ANNA, QUESTION)
        await until(lambda: api.said(ANNA))
        assert "The bridge is made of timber." in api.said(ANNA)[0]
        await until(lambda: len(api.called("setMyShortDescription")) == 3)
        assert {values.get("language_code", "") for values in api.called("setMyCommands")} == {"", "en", "de"}

    served(world, meanwhile)


def test_what_is_old_is_deleted_and_next_questions_are_found_while_nothing_else_is_to_be_done(
    telegram_answerer: Answerer, tmp_path: Path
) -> None:
    seen: list[bool] = []

    class Watched(NextQuestions):
        def warm(self) -> bool:
            seen.append(super().warm())
            return seen[-1]

    world = World(telegram_answerer, tmp_path, next_questions=Watched(telegram_answerer))
    world.state.put_session("old.chat", Session())
    world.now += 31 * 86_400

    async def meanwhile(api: BotApi) -> None:
        await until(lambda: seen[-1:] == [False] and world.state.session("old.chat") is None)

    served(world, meanwhile)
    assert seen == [True] * 8 + [False]
    world.close()


def test_nothing_of_people_and_no_token_is_logged_at_debug(world: World, logged: list[str]) -> None:
    async def meanwhile(api: BotApi) -> None:
        api.ask(ANNA, "Which Zanzibar nutmeg do you recommend?")
        api.ask(GROUP, "@cluster_bot Zanzibar")
        await until(lambda: api.said(ANNA))

    with redacted([TOKEN]):
        served(world, meanwhile)
    told = "\n".join(logged)
    assert "Application started" in told
    assert [word for word in ("Zanzibar", str(ANNA), TOKEN, TOKEN.split(":")[1], "nutmeg") if word in told] == []


def test_the_profile_has_both_languages() -> None:
    for values in (PROFILE.commands, PROFILE.descriptions, PROFILE.short_descriptions):
        assert set(values) == {"", "en", "de"}


def test_an_update_that_is_none_of_the_known_kinds_makes_no_work(world: World) -> None:
    assert world.work(Update(1)) is None
