"""Delivery against a server that goes wrong: what the chat shows in the end is what was meant, once."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bot_api import BotApi, ChatMessage, Fault, Refusal
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram_echo import chat_name, running, settings_for, until

from bot.channels.telegram.effects import Acknowledge, Delete, Document, Edit, Leave, Send, Typing
from bot.channels.telegram.plan import Plan, dump
from bot.channels.telegram.transport import Transport
from bot.state.sqlite import SqliteState

CHAT = 9_876_543_210  # a number that no port and no time holds
GROUP = -1_000_000_000_777
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])

Scene = Callable[[BotApi, Transport], Awaitable[None]]


@pytest.fixture
def state(tmp_path: Path) -> Iterator[SqliteState]:
    state = SqliteState(tmp_path / "state.db")
    yield state
    state.close()


def play(scene: Scene, state: SqliteState) -> BotApi:
    """Return the server after the scene."""

    async def main() -> BotApi:
        async with BotApi.running(scale=0.1) as api, running(settings_for(api.url), state) as transport:
            for number in range(10):
                state.receive(number, "some chat", "{}")
            await scene(api, transport)
            return api

    return asyncio.run(main())


def failing(method: str, *faults: Fault) -> Callable[[str, dict[str, Any]], Fault | None]:
    """Return faults for the first requests of the method, then none."""
    left = list(faults)
    return lambda name, values: left.pop(0) if name == method and left else None


def text(words: str, **known: Any) -> Send:
    """Return a message to the chat."""
    return Send(known.pop("chat_id", CHAT), known.pop("html", words), words, **known)


def after_a_question(api: BotApi, transport: Transport) -> Awaitable[None]:
    """Let the bot see a message, so that it knows where the counter is."""
    api.ask(CHAT, "question")
    return until(lambda: api.said(CHAT))


@pytest.mark.parametrize("fault", ["500", "502", "close before", "close after", "silence before", "silence after", 0.2])
def test_a_message_arrives_once_whatever_goes_wrong(state: SqliteState, fault: Fault) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await after_a_question(api, transport)
        api.faults = failing("sendMessage", fault, fault)
        await transport.delivery.perform(1, [text("one"), text("two")])

    api = play(scene, state)
    assert api.said(CHAT) == ["question", "one", "two"]
    assert api.changed == []
    assert api.broken == []


def test_a_message_found_by_looking_is_remembered_as_a_reply(state: SqliteState) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await after_a_question(api, transport)
        api.faults = failing("sendMessage", "close after")
        await transport.delivery.perform(1, [text("one", answers=77)])

    api = play(scene, state)
    assert state.replies(chat_name(CHAT), 77) == (api.own(CHAT)[-1].message_id,)


def test_looking_finds_a_message_among_those_of_other_chats(state: SqliteState) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await after_a_question(api, transport)
        for other in range(100, 120):
            api._add(ChatMessage(other, 0, by_bot=False, text="not seen by the bot yet"))
        api.faults = failing("sendMessage", "close after")
        task = asyncio.create_task(transport.delivery.perform(1, [text("one")]))
        await until(lambda: len(api.said(CHAT)) == 2)
        api.ask(99, "later")
        await task

    api = play(scene, state)
    assert api.said(CHAT) == ["question", "one"]


def test_looking_overwrites_no_message_of_the_bot(state: SqliteState) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await after_a_question(api, transport)
        api.faults = failing("sendMessage", "close before")
        await asyncio.gather(*(transport.delivery.perform(number, [text(f"text {number}")]) for number in range(1, 6)))

    api = play(scene, state)
    assert sorted(api.said(CHAT)) == ["question", *(f"text {number}" for number in range(1, 6))]
    assert api.changed == []


def test_looking_goes_on_when_looking_fails_too(state: SqliteState) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await after_a_question(api, transport)
        left: dict[str, list[Fault]] = {
            "sendMessage": ["silence after"],
            "editMessageText": ["500", "close before", 0.1, "silence before"],
        }
        api.faults = lambda name, values: left[name].pop(0) if left.get(name) else None
        await transport.delivery.perform(1, [text("one")])

    assert play(scene, state).said(CHAT) == ["question", "one"]


def test_a_file_arrives_once_when_its_outcome_is_unknown(state: SqliteState) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await after_a_question(api, transport)
        api.faults = failing("sendDocument", "close after", "close before")
        await transport.delivery.perform(1, [Document(CHAT, "data.json", b"{}", "All of it")])
        await transport.delivery.perform(2, [Document(CHAT, "data.json", b"[]", "And more")])

    api = play(scene, state)
    assert [message.document for message in api.own(CHAT)[1:]] == [b"{}", b"[]"]


def test_html_that_is_refused_goes_out_as_plain_text(state: SqliteState) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await transport.delivery.perform(1, [text("1 < 2", html="<b>1 < 2", keyboard=BUTTONS)])

    api = play(scene, state)
    assert api.said(CHAT) == ["1 < 2"]
    assert api.own(CHAT)[0].keyboard == BUTTONS.to_dict()


def test_html_that_is_refused_is_found_as_plain_text(state: SqliteState) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await after_a_question(api, transport)
        sends: list[dict[str, Any]] = []

        def faults(name: str, values: dict[str, Any]) -> Fault | None:
            if name == "sendMessage":
                sends.append(values)
            return "close after" if name == "sendMessage" and len(sends) == 2 else None

        api.faults = faults
        await transport.delivery.perform(1, [text("1 < 2", html="<b>1 < 2")])

    assert play(scene, state).said(CHAT) == ["question", "1 < 2"]


def test_an_edit_changes_a_message_and_its_buttons(state: SqliteState) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await transport.delivery.perform(1, [text("before", keyboard=BUTTONS)])
        await transport.delivery.perform(2, [Edit(CHAT, api.own(CHAT)[0].message_id, "<i>after</i>", "after")])

    api = play(scene, state)
    assert api.said(CHAT) == ["after"]
    assert api.own(CHAT)[0].keyboard is None


def test_an_edit_that_changes_nothing_is_no_error(state: SqliteState, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await transport.delivery.perform(1, [text("same")])
        await transport.delivery.perform(2, [Edit(CHAT, api.own(CHAT)[0].message_id, "same", "same")])

    assert play(scene, state).said(CHAT) == ["same"]
    assert not caplog.records


@pytest.mark.parametrize("fault", ["500", "close before", "close after", "silence before", 0.2])
def test_an_edit_is_made_again_when_its_outcome_is_unknown(state: SqliteState, fault: Fault) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await transport.delivery.perform(1, [text("before")])
        api.faults = failing("editMessageText", fault)
        await transport.delivery.perform(2, [Edit(CHAT, api.own(CHAT)[0].message_id, "after", "after")])

    assert play(scene, state).said(CHAT) == ["after"]


def test_a_reply_that_is_deleted_is_no_longer_remembered(state: SqliteState) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await transport.delivery.perform(1, [text("one", answers=5), text("two", answers=5)])
        second = api.own(CHAT)[1].message_id
        await transport.delivery.perform(2, [Delete(CHAT, second, answers=5), Delete(CHAT, second, answers=5)])

    api = play(scene, state)
    assert api.said(CHAT) == ["one"]
    assert state.replies(chat_name(CHAT), 5) == (api.own(CHAT)[0].message_id,)


def test_who_blocked_the_bot_costs_one_line_and_one_request(
    state: SqliteState, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        api.refuse[CHAT] = Refusal(403, "Forbidden: bot was blocked by the user")
        await transport.delivery.perform(1, [text("one"), text("two"), text("other", chat_id=43)])

    api = play(scene, state)
    assert api.said(43) == ["other"]
    assert [record.getMessage() for record in caplog.records] == ["update 1: Send was not done: Forbidden"]


def test_a_group_that_became_a_supergroup_gets_its_answer_there(state: SqliteState) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        api.refuse[-5] = Refusal(
            400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=GROUP
        )
        await transport.delivery.perform(1, [text("one", chat_id=-5), text("two", chat_id=-5)])

    api = play(scene, state)
    assert api.said(GROUP) == ["one", "two"]


def test_what_passes_is_left_out_where_the_server_does_not_know_it(
    state: SqliteState, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        api.unknown = {"sendChatAction", "answerCallbackQuery"}
        for number in range(3):
            await transport.delivery.perform(number, [Typing(CHAT), Acknowledge("5"), text(f"text {number}")])

    assert play(scene, state).said(CHAT) == ["text 0", "text 1", "text 2"]
    assert [record.getMessage() for record in caplog.records] == [
        "Typing was not done: InvalidToken (said once)",
        "Acknowledge was not done: InvalidToken (said once)",
    ]


def test_a_method_unknown_to_the_server_is_given_up(state: SqliteState) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        api.unknown = {"deleteMessage", "leaveChat"}
        await transport.delivery.perform(1, [Delete(CHAT, 3), Leave(CHAT), text("one")])

    assert play(scene, state).said(CHAT) == ["one"]


def test_an_edit_is_given_up_after_a_number_of_tries(state: SqliteState) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await transport.delivery.perform(1, [text("before")])
        tries: list[str] = []

        def faults(name: str, values: dict[str, Any]) -> Fault | None:
            if name == "editMessageText":
                tries.append(name)
                return "500"
            return None

        api.faults = faults
        await transport.delivery.perform(2, [Edit(CHAT, api.own(CHAT)[0].message_id, "after", "after"), text("next")])
        assert len(tries) == 8

    assert play(scene, state).said(CHAT) == ["before", "next"]


def test_no_text_of_anyone_is_logged(state: SqliteState, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await after_a_question(api, transport)
        api.faults = failing("sendMessage", "500", "close after", "silence before")
        await transport.delivery.perform(
            1, [text("cucumber", html="<cucumber>"), Edit(CHAT, 99, "cucumber", "cucumber")]
        )

    with caplog.at_level(logging.INFO):
        assert play(scene, state).said(CHAT) == ["question", "cucumber"]
    assert caplog.records
    assert "cucumber" not in caplog.text
    assert str(CHAT) not in caplog.text


# -- after a restart -----------------------------------------------------------------------------------------


def left_by_a_killed_process(state: SqliteState, api: BotApi, *effects: Any, begun: int, in_flight: bool) -> None:
    """Write an update into the state as a process leaves it that was killed after effect `begun` began or ended."""
    update = api.ask(CHAT, "question")
    api.updates.clear()
    state.receive(update["update_id"], chat_name(CHAT), json.dumps(update))
    state.claim(1)
    state.begin_update(update["update_id"])
    state.plan_effects(update["update_id"], dump(Plan(effects, update["message"]["message_id"], CHAT)))
    for number in range(begun):
        state.start_effect(update["update_id"], number)
        state.finish_effect(update["update_id"], number)
    if in_flight:
        state.start_effect(update["update_id"], begun)
    state.leave()


def restarted(state: SqliteState, prepare: Callable[[BotApi], None]) -> BotApi:
    """Return the server after a bot was started on what `prepare` left, and had nothing more to do."""

    async def main() -> BotApi:
        async with BotApi.running(scale=0.1) as api:
            prepare(api)
            async with running(settings_for(api.url), state):
                await until(lambda: not state.pending())
            return api

    return asyncio.run(main())


def test_after_a_restart_what_is_left_of_a_plan_is_performed(state: SqliteState) -> None:
    def prepare(api: BotApi) -> None:
        left_by_a_killed_process(state, api, text("one"), text("two"), text("three"), begun=1, in_flight=False)

    assert restarted(state, prepare).said(CHAT) == ["two", "three"]


@pytest.mark.parametrize("arrived", [True, False])
def test_after_a_restart_a_message_in_doubt_is_there_once(state: SqliteState, arrived: bool) -> None:
    def prepare(api: BotApi) -> None:
        left_by_a_killed_process(state, api, text("one", answers=1), text("two"), begun=0, in_flight=True)
        if arrived:
            api._add(ChatMessage(CHAT, 0, by_bot=True, text="one", source="one"))

    api = restarted(state, prepare)
    assert api.said(CHAT) == ["one", "two"]
    assert len(api.called("sendMessage")) == (1 if arrived else 2)
    assert state.replies(chat_name(CHAT), 1) == (api.own(CHAT)[0].message_id,)


def test_after_a_restart_nothing_goes_out_before_a_message_in_doubt_is_looked_for(state: SqliteState) -> None:
    def prepare(api: BotApi) -> None:
        left_by_a_killed_process(state, api, text("earlier"), begun=0, in_flight=False)
        left_by_a_killed_process(state, api, text("one"), begun=0, in_flight=True)
        api._add(ChatMessage(CHAT, 0, by_bot=True, text="one", source="one"))

    api = restarted(state, prepare)
    assert api.said(CHAT) == ["one", "earlier"]
    assert api.changed == []


def test_a_plan_that_cannot_be_read_is_answered_anew(state: SqliteState) -> None:
    def prepare(api: BotApi) -> None:
        left_by_a_killed_process(state, api, text("one"), begun=0, in_flight=False)
        (left,) = state.claim(1)
        state.plan_effects(left.update_id, '{"effects": [{"kind": "Dance"}]}')
        state.leave()

    assert restarted(state, prepare).said(CHAT) == ["question"]


def test_a_file_that_a_server_never_takes_does_not_hold_up_the_chat(
    state: SqliteState, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(api: BotApi, transport: Transport) -> None:
        await after_a_question(api, transport)
        api.faults = lambda name, values: "500" if name == "sendDocument" else None
        await transport.delivery.perform(1, [Document(CHAT, "data.json", b"{}", "All of it"), text("after it")])

    with caplog.at_level(logging.WARNING):
        api = play(scene, state)
    assert api.said(CHAT) == ["question", "after it"]
    assert [r.getMessage() for r in caplog.records] == ["update 1: Document was not done: NetworkError"]
