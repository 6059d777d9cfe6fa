"""The composition root: settings in, a conversation out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.conversation import Conversation
from bot.dialogue.hot import HotConversation
from bot.memory import share_memory
from bot.settings import Settings
from knowledge.answers.hot import HotAnswerer, HotIndex
from knowledge.index.encoders import open_encoder
from knowledge.index.homes import open_home
from knowledge.index.manifest import Manifest
from knowledge.index.store_protocol import IndexHome
from knowledge.process.garbage import set_aside
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import Encoder
from knowledge.sentence_model.together import TogetherEncoder

if TYPE_CHECKING:
    from bot.channels.telegram.application import Channel
    from bot.channels.telegram.settings import TelegramSettings


def home_of(settings: Settings) -> IndexHome:
    """Return where the index of `settings` is kept. Raises `InputError`, or `StorageError` for a database out of reach."""
    return open_home(settings.store, settings.data)


def open_base(settings: Settings, *, together: bool = False) -> KnowledgeBase:
    """Return the opened index. Raises `IndexMissing`, `IndexMismatch` or `IndexDamaged` before a model is loaded.

    With `together`, questions of several threads are encoded together: for channels on which many ask at once.
    """
    home = home_of(settings)

    def encoder(made: Manifest) -> Encoder:
        opened = open_encoder(settings.encoder, made, home.local_files(made))
        return TogetherEncoder(opened) if together else opened

    base = KnowledgeBase.open(home, encoder)
    set_aside()
    return base


def open_answerer(settings: Settings, *, together: bool = False) -> HotAnswerer:
    """Return an answerer from the index, which takes each new one over. Raises what `open_base` raises."""
    return HotAnswerer(HotIndex(home_of(settings), lambda: open_base(settings, together=together)))


def open_conversation(settings: Settings) -> Conversation:
    """Return a conversation over the index, which takes each new one over."""
    return HotConversation(open_answerer(settings))


def open_telegram(settings: Settings, telegram: TelegramSettings) -> Channel:
    """Return the Telegram channel over the opened index. Its library is loaded here, since nothing else needs it."""
    share_memory()
    from bot.channels.telegram.application import open_channel

    return open_channel(open_answerer(settings, together=True), settings.data, telegram, store=settings.store)
