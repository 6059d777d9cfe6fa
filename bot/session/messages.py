"""What goes into a conversation and what comes out, whatever the channel."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.clusters.wishes import Wish
from knowledge.records import Answer, Language


@dataclass(frozen=True, slots=True)
class Message:
    """What a person wrote. `session` names the conversation; `language` is the one they chose, if they did."""

    text: str
    session: str = "-"
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says. `notice` stands before the answer at the first contact: that it is an automated assistant.

    `wish` is what the cluster finder was asked for, where it is the finder that answers.
    """

    answer: Answer
    notice: str = ""
    wish: Wish | None = None
