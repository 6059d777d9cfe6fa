"""What a state must do. Every method is one step that is either done or not, however the process ends.

Persons and chats are pseudonyms (`bot.state.pseudonyms`); a session's name is `records.session_name(person, chat)`. A
private chat has the pseudonym of its person where the channel gives both one id. All methods may be called from several
threads and processes at once, are brief (no more than a few rows), and raise `StorageError` when the state fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.sessions import Session
from bot.state.records import AnswerFigure, Gap, PendingUpdate, PersonData, RatedAnswer, Shown, Window
from knowledge.records import AnswerKind, Language


class Updates(Protocol):
    """Updates in hand, so that each is answered exactly once."""

    def receive(self, update_id: int, chat: str, raw: str) -> bool:
        """Write down an update; False: it is known, in hand or done, and nothing was changed."""

    def pending(self) -> list[PendingUpdate]:
        """Return the updates that are not done, by id."""

    def begin_update(self, update_id: int) -> int:
        """Return how often handling of the update was begun, this time included; 0: it is unknown or done."""

    def plan_effects(self, update_id: int, plan: str) -> None:
        """Keep what is to be sent, before the first effect: then a restart sends the same and does not answer anew."""

    def start_effect(self, update_id: int, number: int) -> None:
        """Write down that effect `number` (from 0) goes out now."""

    def finish_effect(self, update_id: int, number: int) -> None:
        """Write down that effect `number` went out, or never will."""

    def finish_update(self, update_id: int) -> None:
        """Write down that the update is done: its text, plan and chat are erased, its id is kept for a week."""


class Memory(Protocol):
    """What is remembered of chats and persons."""

    def session(self, name: str) -> Session | None:
        """Return the session; None: there is none, or another version wrote it in a way that cannot be read."""

    def put_session(self, name: str, session: Session) -> None:
        """Remember the session, in place of the one of this name."""

    def forget_session(self, name: str) -> None:
        """Forget the session, and what was shown in it."""

    def language(self, person: str) -> Language | None:
        """Return the language that the person chose; None: none."""

    def set_language(self, person: str, language: Language | None) -> None:
        """Keep the language that the person chose; None: forget it."""

    def remember_shown(self, session: str, kind: str, payload: str) -> str:
        """Return a token of 12 URL-safe characters, which nobody can guess, for what was shown."""

    def shown(self, token: str) -> Shown | None:
        """Return what was shown under the token. Whoever presses a button can make one up: compare the session."""

    def set_replies(self, chat: str, message_id: int, reply_ids: Sequence[int]) -> None:
        """Keep which of the bot's messages answer a message, in order, in place of what was kept."""

    def replies(self, chat: str, message_id: int) -> tuple[int, ...]:
        """Return the bot's messages that answer a message; empty: none are known."""

    def own_messages(self, chat: str, since_id: int) -> tuple[int, ...]:
        """Return the ids from `since_id` on of messages in the chat that are known to be replies, ascending."""


class Limited(Protocol):
    """Counts by person, in short windows."""

    def count_message(self, person: str, windows: Sequence[Window]) -> Window | None:
        """Count a message. Where a window is full already, return the longest such, and the message is not counted."""

    def once(self, person: str, what: str, seconds: float) -> bool:
        """Return whether `what` was not told to the person in the last `seconds`; from now on it was."""


class ForStaff(Protocol):
    """What staff learn from. None of it names a person; texts are scrubbed (`bot.scrubbing`) before they are kept."""

    def rate(self, token: str, person: str, *, good: bool, question: str, answer: str = "", language: Language) -> None:
        """Keep a person's rating of the answer shown under `token`; the last one of each person counts."""

    def bad_ratings(self) -> list[RatedAnswer]:
        """Return the answers that somebody found bad, the most often so first."""

    def add_gap(self, question: str, language: Language, reason: str) -> None:
        """Keep a question that had no answer."""

    def gaps(self) -> list[Gap]:
        """Return the questions that had no answer, the latest first."""

    def add_answer(self, kind: AnswerKind, elapsed_ms: float, language: Language) -> None:
        """Count an answer given."""

    def answers_since(self, since: float) -> list[AnswerFigure]:
        """Return the answers given since then, in order."""


class Privacy(Protocol):
    """What a person may ask for, and what ends by itself."""

    def export(self, person: str) -> PersonData:
        """Return all that is kept of the person, in every chat."""

    def delete(self, person: str) -> int:
        """Delete all that is kept of the person, and return how many entries. Updates in hand stay until they are done.

        Gaps stay, since nothing tells whose they are. A rating is taken back, and its question goes where nobody else rated.
        """

    def prune(self, *, keep_days: float) -> None:
        """Delete what was last used longer ago; message counts after a day, done update ids after a week, gaps after a year."""


class State(Updates, Memory, Limited, ForStaff, Privacy, Protocol):
    """All of it, in one place that outlives the process."""

    def close(self) -> None:
        """Close it. Calling this twice is harmless."""
