"""Who speaks, and what of it is said to the bot."""

from __future__ import annotations

from typing import Any

import pytest
from telegram_world import ANNA, BERT, BOT, GROUP, Updates, World

from bot.channels.telegram.effects import Send
from bot.channels.telegram.groups import Command, Said, Speaker, said, speaker
from bot.channels.telegram.texts import text as say

QUESTION = "What is the bridge made of?"
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL = {"id": -1009, "type": "channel", "title": "Channel"}
OWN = {
    "message_id": 5,
    "date": 0,
    "chat": {"id": GROUP, "type": "supergroup"},
    "from": {"id": BOT.id, "is_bot": True, "first_name": "Bot"},
}


def heard(text: str | None, *, chat: int | None = GROUP, **values: Any) -> Said | None:
    message = Updates().of(message=Updates().message(text, chat=chat, **values)).message
    assert message is not None
    return said(message, BOT)


# -- what is said to the bot -------------------------------------------------------------------


def test_in_a_private_chat_everything_is_said_to_the_bot() -> None:
    assert heard(QUESTION, chat=None) == Said(QUESTION)


def test_in_a_group_what_does_not_address_the_bot_is_not_said_to_it() -> None:
    assert heard(QUESTION) is None


@pytest.mark.parametrize("text", [f"@cluster_bot {QUESTION}", f"@Cluster_BOT {QUESTION}", f"{QUESTION} @cluster_bot"])
def test_a_mention_addresses_the_bot_and_is_taken_out(text: str) -> None:
    assert heard(text) == Said(QUESTION)


def test_a_mention_behind_characters_of_two_units_is_taken_out_whole() -> None:
    assert heard("😀 😀 @cluster_bot was ist das?") == Said("😀 😀   was ist das?")


def test_a_mention_of_someone_else_does_not_address_the_bot() -> None:
    assert heard(f"@other_bot {QUESTION}") is None


def test_a_mention_without_a_name_addresses_the_bot_by_its_id() -> None:
    user = {"id": BOT.id, "is_bot": True, "first_name": "Bot"}
    entity = {"type": "text_mention", "offset": 0, "length": 3, "user": user}
    assert heard(f"Bot {QUESTION}", entities=[entity]) == Said(QUESTION)
    assert heard(f"Bot {QUESTION}", entities=[{**entity, "user": {**user, "id": BERT}}]) is None


def test_a_reply_to_the_bot_addresses_it_and_a_reply_to_a_person_does_not() -> None:
    theirs = {**OWN, "from": {"id": BERT, "is_bot": False, "first_name": "B"}}
    assert heard(QUESTION, reply_to_message=OWN) == Said(QUESTION)
    assert heard(QUESTION, reply_to_message=theirs) is None


def test_a_message_in_a_topic_that_the_bot_opened_is_no_reply_to_it() -> None:
    opened = {**OWN, "forum_topic_created": {"name": "Topic", "icon_color": 1}}
    assert heard(QUESTION, reply_to_message=opened) is None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/help", Command("help")),
        ("/HELP@Cluster_Bot", Command("help")),
        ("/start  cluster_alpha ", Command("start", "cluster_alpha")),
        ("/clusters photonics\nJena", Command("clusters", "photonics\nJena")),
    ],
)
def test_commands_address_the_bot(text: str, command: Command) -> None:
    assert heard(text) == heard(text, chat=None) == Said(command=command)


def test_a_command_to_another_bot_is_not_said_to_this_one() -> None:
    assert heard("/help@other_bot") is None


def test_a_path_is_no_command() -> None:
    assert heard("/usr/bin is what?", chat=None) == Said("/usr/bin is what?")


def test_what_has_no_text_is_heard_in_private_only() -> None:
    assert heard(None, chat=None) == Said()
    assert heard(None) is None


# -- who speaks --------------------------------------------------------------------------------


def speaking(**values: Any) -> Speaker | None:
    message = Updates().of(message=Updates().message(QUESTION, chat=GROUP, **values)).message
    assert message is not None
    return speaker(message)


def test_a_person_speaks_as_themselves() -> None:
    assert speaking() == Speaker(ANNA, "en")


def test_an_anonymous_administrator_speaks_as_the_group() -> None:
    group = {"id": GROUP, "type": "supergroup", "title": "Group"}
    assert speaking(**{"from": ANONYMOUS}, sender_chat=group) == Speaker(GROUP)


@pytest.mark.parametrize(
    "values",
    [
        {"from": {"id": 77, "is_bot": True, "first_name": "Other"}},
        {"via_bot": {"id": BOT.id, "is_bot": True, "first_name": "Bot"}},
        {"via_bot": {"id": 77, "is_bot": True, "first_name": "Other"}},
        {"is_automatic_forward": True, "sender_chat": CHANNEL},
        {"from": None},
    ],
    ids=["another bot", "sent with this bot", "sent with another bot", "from the linked channel", "nobody"],
)
def test_bots_and_copies_are_nobody(values: dict[str, Any]) -> None:
    assert speaking(**values) is None


# -- what comes of it --------------------------------------------------------------------------


def test_a_group_gets_its_answer_below_the_question(world: World) -> None:
    update = world.updates.text(f"@cluster_bot {QUESTION}", chat=GROUP)
    (sent,) = world.effects(update)
    assert update.message is not None
    assert isinstance(sent, Send)
    assert (sent.chat_id, sent.reply_to, sent.answers) == (GROUP, update.message.message_id, update.message.message_id)
    assert "The bridge is made of timber." in sent.plain


def test_a_topic_of_a_group_gets_its_answer_in_the_topic(world: World) -> None:
    (sent,) = world.said(f"@cluster_bot {QUESTION}", chat=GROUP, message_thread_id=9, is_topic_message=True)
    assert isinstance(sent, Send)
    assert sent.thread_id == 9


def test_a_mention_that_asks_nothing_gets_a_hint(world: World) -> None:
    (sent,) = world.said("@cluster_bot", chat=GROUP)
    assert isinstance(sent, Send)
    assert sent.plain == say("group_hint", "en", username="cluster_bot")


def test_an_unknown_command_in_a_group_is_left_to_other_bots_unless_it_names_this_one(world: World) -> None:
    assert world.said("/roll", chat=GROUP) == ()
    (sent,) = world.said("/roll@cluster_bot", chat=GROUP)
    assert isinstance(sent, Send)
    assert "/help" in sent.plain


@pytest.mark.parametrize(
    "values",
    [
        {"migrate_to_chat_id": -1002},
        {"new_chat_members": [{"id": BOT.id, "is_bot": True, "first_name": "Bot"}]},
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
    ],
)
def test_what_is_no_text_makes_no_work_in_a_group(world: World, values: dict[str, Any]) -> None:
    assert world.work(world.updates.of(message=world.updates.message(chat=GROUP, **values))) is None


def test_channels_and_changes_of_membership_make_no_work(world: World) -> None:
    post = {"message_id": 1, "date": 0, "chat": CHANNEL, "text": QUESTION}
    user = {"id": ANNA, "is_bot": False, "first_name": "A"}
    kicked = {"status": "kicked", "user": {"id": BOT.id, "is_bot": True, "first_name": "Bot"}, "until_date": 0}
    member = {
        "chat": {"id": ANNA, "type": "private"},
        "from": user,
        "date": 0,
        "old_chat_member": kicked,
        "new_chat_member": kicked,
    }
    for values in ({"channel_post": post}, {"message": post}, {"edited_message": post}, {"my_chat_member": member}):
        assert world.work(world.updates.of(**values)) is None


def test_each_person_of_a_group_has_a_conversation_of_their_own(world: World) -> None:
    for user in (ANNA, BERT):
        world.said(f"@cluster_bot {QUESTION}", chat=GROUP, user=user)
    names = {world.session(user, GROUP) for user in (ANNA, BERT)}
    assert len(names) == 2
    assert all(world.state.session(name) for name in names)
