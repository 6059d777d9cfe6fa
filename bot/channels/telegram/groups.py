"""Who speaks, and what of it is said to the bot: everything in a private chat, in a group only what is addressed to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from telegram import Chat, Message, MessageEntity, User

from knowledge.patterns import lazily

_COMMAND = lazily(r"/(?P<name>\w{1,64})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)
_GROUPS = (Chat.GROUP, Chat.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class Identity:
    """The bot's own id and username, as Telegram gives them."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who sent something: a person, or the group or channel in whose name it was sent. `client` is a language tag."""

    id: int
    client: str | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A command, its name in small letters; `rest` is what follows it."""

    name: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says to the bot: its text, or a command; neither: it has no text."""

    text: str | None = None
    command: Command | None = None


def speaker(message: Message) -> Speaker | None:
    """Return who speaks; None: a bot, a text that a bot wrote, or the copy that a channel leaves in its group.

    An anonymous administrator speaks as the group, a channel as itself; for both Telegram names a bot as the sender.
    """
    if message.via_bot is not None or message.is_automatic_forward:
        return None
    if message.sender_chat is not None:
        return Speaker(message.sender_chat.id)
    return person(message.from_user)


def person(user: User | None) -> Speaker | None:
    """Return the person `user` is; None: a bot, or nobody."""
    return None if user is None or user.is_bot else Speaker(user.id, user.language_code)


def is_group(chat: Chat) -> bool:
    """Return whether `chat` is a group of either kind."""
    return chat.type in _GROUPS


def said(message: Message, bot: Identity) -> Said | None:
    """Return what `message` says to the bot; None: nothing.

    In a group that is a command, a text that mentions the bot (the mention is taken out), or a reply to one of its messages.
    """
    in_group = is_group(message.chat)
    if not in_group and message.chat.type != Chat.PRIVATE:
        return None
    if message.text is None:
        return None if in_group else Said()
    command = _COMMAND.fullmatch(message.text.strip())
    if command is not None:
        named = command["bot"]
        if named is not None and named.casefold() != bot.username.casefold():
            return None
        return Said(command=Command(command["name"].casefold(), (command["rest"] or "").strip()))
    mentions = [entity for entity in message.entities if _mentions(message, entity, bot)]
    if in_group and not mentions and not _answers(message, bot):
        return None
    return Said(text=_without(message.text, mentions))


def is_addressed_command(message: Message, bot: Identity) -> bool:
    """Return whether `message` is a command with the bot's name behind it (`/help@name`)."""
    command = _COMMAND.fullmatch((message.text or "").strip())
    return command is not None and (command["bot"] or "").casefold() == bot.username.casefold()


def _mentions(message: Message, entity: MessageEntity, bot: Identity) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    return (
        entity.type == MessageEntity.MENTION
        and message.parse_entity(entity).casefold() == f"@{bot.username}".casefold()
    )


def _answers(message: Message, bot: Identity) -> bool:
    """Return whether `message` replies to the bot; what a topic's messages reply to by themselves is not the bot's."""
    to = message.reply_to_message
    return to is not None and to.from_user is not None and to.from_user.id == bot.id and to.forum_topic_created is None


def _without(text: str, entities: Iterable[MessageEntity]) -> str:
    """Return `text` without `entities`, whose offsets count UTF-16 units."""
    units = text.encode("utf-16-le")
    for entity in sorted(entities, key=lambda e: e.offset, reverse=True):
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        units = units[:start] + b" \x00" + units[end:]
    return units.decode("utf-16-le", "replace").strip()
