"""The composition root: settings in, a conversation out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import Conversation
from bot.settings import Settings
from knowledge import generations, manifest
from knowledge.answer import Answerer
from knowledge.base import KnowledgeBase
from knowledge.encoders import open_encoder

if TYPE_CHECKING:
    from bot.channels.telegram.application import Channel
    from bot.channels.telegram.settings import TelegramSettings


def open_base(settings: Settings) -> KnowledgeBase:
    """Return the opened index. Raises `IndexMissing`, `IndexMismatch` or `IndexDamaged` before a model is loaded."""
    made = manifest.read(generations.current(settings.data))
    return KnowledgeBase.open(settings.data, open_encoder(settings.encoder, made, settings.data))


def open_conversation(settings: Settings) -> Conversation:
    """Return a conversation over the opened index."""
    return Conversation(Answerer(open_base(settings)))


def open_telegram(settings: Settings, telegram: TelegramSettings) -> Channel:
    """Return the Telegram channel over the opened index. Its library is loaded here, since nothing else needs it."""
    from bot.channels.telegram.application import open_channel

    return open_channel(Answerer(open_base(settings)), settings.data, telegram)
