"""The composition root: settings in, a conversation out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import Conversation
from bot.hot import HotConversation
from bot.settings import Settings
from knowledge import generations, manifest
from knowledge.base import KnowledgeBase
from knowledge.encoders import open_encoder
from knowledge.hot import HotAnswerer, HotIndex, open_pinned
from knowledge.together import TogetherEncoder

if TYPE_CHECKING:
    from bot.channels.telegram.application import Channel
    from bot.channels.telegram.settings import TelegramSettings


def open_base(settings: Settings) -> KnowledgeBase:
    """Return the opened index. Raises `IndexMissing`, `IndexMismatch` or `IndexDamaged` before a model is loaded."""
    base, hold = open_pinned(settings.data, lambda: _open(settings))
    hold.release()  # what is open stays readable, also when a new generation has taken its place
    return base


def _open(settings: Settings, *, together: bool = False) -> KnowledgeBase:
    made = manifest.read(generations.current(settings.data))
    encoder = open_encoder(settings.encoder, made, settings.data)
    return KnowledgeBase.open(settings.data, TogetherEncoder(encoder) if together else encoder)


def open_answerer(settings: Settings, *, together: bool = False) -> HotAnswerer:
    """Return an answerer from the index, which takes each new one over. Raises what `open_base` raises.

    With `together`, questions of several threads are encoded together: for channels on which many ask at once.
    """
    return HotAnswerer(HotIndex(settings.data, lambda: _open(settings, together=together)))


def open_conversation(settings: Settings) -> Conversation:
    """Return a conversation over the index, which takes each new one over."""
    return HotConversation(open_answerer(settings))


def open_telegram(settings: Settings, telegram: TelegramSettings) -> Channel:
    """Return the Telegram channel over the opened index. Its library is loaded here, since nothing else needs it."""
    from bot.channels.telegram.application import open_channel

    return open_channel(open_answerer(settings, together=True), settings.data, telegram, store=settings.store)
