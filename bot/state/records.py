"""What the state gives back. All are frozen; times are seconds since the epoch, days are ISO dates in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.session.sessions import Session
from knowledge.records import AnswerKind, Language

_SEPARATOR = "."

Receipt: TypeAlias = Literal["mine", "left", "known"]
"""What became of an update: this process has it in hand; it is written down, and left to `claim`; it was known before."""


def session_name(person: str, chat: str) -> str:
    """Return the name of what is remembered of `person` in `chat`, both pseudonyms."""
    return f"{person}{_SEPARATOR}{chat}"


def person_of(session: str) -> str:
    """Return the pseudonym of the person in the name of a session; empty: the name has none."""
    person, separator, _ = session.partition(_SEPARATOR)
    return person if separator else ""


@dataclass(frozen=True, slots=True)
class PendingUpdate:
    """An update that is not done. Its effects are numbered from 0; the first `performed` are known to have gone out.

    `in_flight`: effect number `performed` was begun and its outcome is not known. `plan` is what the channel wrote down
    of its effects before the first; None: it had not come to that. `attempts` counts how often handling was begun.
    """

    update_id: int
    chat: str
    raw: str
    performed: int = 0
    in_flight: bool = False
    attempts: int = 0
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class Beat:
    """How many processes live, this one included. `lost`: this one was taken for dead, and has nothing in hand any more."""

    n_processes: int
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """Something shown in `session` that a button can refer to by `token`. `payload` is text only the channel reads."""

    token: str
    session: str
    kind: str
    payload: str
    at: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without an answer: scrubbed, and without a person; `day` is all that is known of when."""

    question: str
    language: Language
    reason: str
    day: str


@dataclass(frozen=True, slots=True)
class RatedAnswer:
    """How often an answer was found good or bad, and the scrubbed question; `day` is that of the latest rating."""

    question: str
    answer: str
    language: Language
    good: int
    bad: int
    day: str


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """That an answer was given: of which kind, how long it took, in which language. Not to whom."""

    at: float
    kind: AnswerKind
    elapsed_ms: float
    language: Language


@dataclass(frozen=True, slots=True)
class Window:
    """A limit: at most `most` messages of a person in any `seconds`."""

    seconds: float
    most: int


@dataclass(frozen=True, slots=True)
class Rating:
    """What a person said of an answer; `question` is scrubbed, and empty where it is kept no longer."""

    question: str
    is_good: bool
    at: float


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session with its name and when it was last put."""

    name: str
    session: Session
    at: float


@dataclass(frozen=True, slots=True)
class Replied:
    """Which of the bot's messages answer a message of a private chat."""

    message_id: int
    reply_ids: tuple[int, ...]
    at: float


@dataclass(frozen=True, slots=True)
class PersonData:
    """All that is kept of one person. Sessions hold the last questions in the person's own words: follow-ups need them.

    `messages` are times that limits count; `told` what was said that is said once only, and when; `in_hand` are updates
    of the private chat that are not done yet, as they came.
    """

    person: str
    language: Language | None = None
    sessions: tuple[StoredSession, ...] = ()
    shown: tuple[Shown, ...] = ()
    ratings: tuple[Rating, ...] = ()
    messages: tuple[float, ...] = ()
    told: tuple[tuple[str, float], ...] = ()
    replies: tuple[Replied, ...] = ()
    in_hand: tuple[PendingUpdate, ...] = ()
