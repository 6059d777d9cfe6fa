"""The composition root: settings in, a conversation out."""

from __future__ import annotations

from bot.conversation import Conversation
from bot.settings import Settings
from knowledge import generations, manifest
from knowledge.answer import Answerer
from knowledge.base import KnowledgeBase
from knowledge.encoder import encoder_name, load_encoder


def open_base(settings: Settings) -> KnowledgeBase:
    """Return the opened index. Raises `IndexMissing`, `IndexMismatch` or `IndexDamaged` before a model is loaded."""
    made = manifest.read(generations.current(settings.data))
    name = encoder_name(settings.encoder)
    if made.encoder != name:
        encoder = load_encoder(settings.encoder)
        manifest.require_encoder(made, name=encoder.name, dimension=encoder.dimension)
    return KnowledgeBase.open(settings.data, load_encoder(settings.encoder))


def open_conversation(settings: Settings) -> Conversation:
    """Return a conversation over the opened index."""
    return Conversation(Answerer(open_base(settings)))
