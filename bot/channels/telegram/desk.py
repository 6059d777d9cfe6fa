"""What the handlers work with, and what they all need to know: who speaks where, in which language, and how to reply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import time

from telegram import InlineKeyboardMarkup

from bot.channels.telegram.bursts import Bursts
from bot.channels.telegram.effects import Effect, Send
from bot.channels.telegram.groups import Identity, Speaker
from bot.channels.telegram.layout import Part
from bot.channels.telegram.next_questions import NextQuestions
from bot.channels.telegram.rendering import text_parts
from bot.channels.telegram.texts import text as say
from bot.dialogue.conversation import Conversation
from bot.limits import Limits, Period
from bot.session.sessions import SessionMemory
from bot.state.protocol import State
from bot.state.pseudonyms import Pseudonyms
from bot.state.records import session_name
from knowledge.answers.answer import Answerer
from knowledge.quotation.wording import CONTACT
from knowledge.records import Language

PRESSES_A_MINUTE = 60
TYPED_A_MINUTE = 120  # inline queries: one with almost every key


@dataclass(frozen=True, slots=True)
class Desk:
    """What handlers work with. They run in threads, several at once. `is_busy`: somebody waits for an answer."""

    conversation: Conversation
    answerer: Answerer
    sessions: SessionMemory
    state: State
    pseudonyms: Pseudonyms
    next_questions: NextQuestions
    limits: Limits = field(default_factory=Limits)
    presses: Bursts = field(default_factory=lambda: Bursts(PRESSES_A_MINUTE))
    typed: Bursts = field(default_factory=lambda: Bursts(TYPED_A_MINUTE))
    is_busy: Callable[[], bool] = lambda: False
    admins: frozenset[int] = frozenset()
    keep_days: int = 30
    clock: Callable[[], float] = time
    started: float = field(default_factory=time)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message or press of a button: who, where, and what the reply refers to.

    `person` and `chat` are pseudonyms, `session` the name of what is remembered of the person in the chat. `answers` is the
    person's message (None: a button was pressed), `reply_to` the message below which the reply stands, in groups.
    """

    bot: Identity
    speaker: Speaker
    chat_id: int
    person: str
    chat: str
    is_group: bool = False
    answers: int | None = None
    reply_to: int | None = None
    thread_id: int | None = None

    @property
    def session(self) -> str:
        """The name of what is remembered of the person in this chat."""
        return session_name(self.person, self.chat)

    @property
    def client(self) -> Language:
        """The language of the person's client: German, or else English."""
        tag = (self.speaker.client or "").casefold()
        return "de" if tag == "de" or tag.startswith(("de-", "de_")) else "en"


def language_of(desk: Desk, turn: Turn) -> Language:
    """Return the language for what is no question: the chosen one, else that of the conversation, else the client's."""
    chosen = desk.state.language(turn.person)
    if chosen is not None:
        return chosen
    session = desk.sessions.get(turn.session)
    return (session.language if session else None) or turn.client


def sends(turn: Turn, parts: Sequence[Part], keyboard: InlineKeyboardMarkup | None = None) -> tuple[Effect, ...]:
    """Return `parts` as messages in the chat of `turn`, the buttons below the last one."""
    last = len(parts) - 1
    return tuple(
        Send(
            turn.chat_id,
            part.html,
            part.plain,
            keyboard=keyboard if number == last else None,
            reply_to=turn.reply_to if number == 0 else None,
            thread_id=turn.thread_id,
            answers=turn.answers,
        )
        for number, part in enumerate(parts)
    )


def limit_text(period: Period | None, language: Language) -> str:
    """Return the sentence that says that the limit of a minute or of a day is reached."""
    return say("limit_day", language, contact=CONTACT) if period == "day" else say("limit", language)


def admitted(desk: Desk, turn: Turn, then: Callable[[], tuple[Effect, ...]]) -> tuple[Effect, ...]:
    """Return what `then` returns where the person's limits allow it; else one polite sentence, and after that nothing."""
    admission = desk.limits.admit(desk.state, turn.person)
    if admission.verdict == "allowed":
        return then()
    if admission.verdict == "further_refusal":
        return ()
    return sends(turn, text_parts(limit_text(admission.period, language_of(desk, turn))))
