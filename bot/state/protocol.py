"""What a state must do. Every method is one step that is either done or not, however the process ends.

Persons and chats are pseudonyms (`bot.state.pseudonyms`); a session's name is `records.session_name(person, chat)`. A
private chat has the pseudonym of its person where the channel gives both one id. All methods may be called from several
threads and processes at once, are brief (no more than a few rows), and raise `StorageError` when the state fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.session.sessions import Session
from bot.state.records import AnswerFigure, Beat, Gap, PendingUpdate, PersonData, RatedAnswer, Receipt, Shown, Window
from knowledge.records import AnswerKind, Language

IDLE_SECONDS = 70.0  # longer than the longest span in which Telegram counts messages of one chat
LEASE_SECONDS = 5.0  # who has not been heard of for so long is dead, where that cannot be known by other means


class Updates(Protocol):
    """Updates in hand, so that each is answered exactly once.

    Several processes may share them: each state that is opened stands for one. A chat belongs to one process at a time, from
    its first update until `IDLE_SECONDS` after its last one was done. So its updates are handled in order, and who answers in
    a chat knows what went out there a moment ago. An update is in the hands of one process; what another says of it has no
    effect, also where that one had it before and was taken for dead.
    """

    def receive(self, update_id: int, chat: str, raw: str, *, take: bool = True) -> Receipt:
        """Write down an update; "known": in hand or done, and nothing was changed.

        It goes to the process that the chat belongs to; where that is none, to this one, or with `take` false to whoever
        claims it.
        """

    def pending(self) -> list[PendingUpdate]:
        """Return the updates that are not done, whoever has them, by id."""

    def begin_update(self, update_id: int) -> int:
        """Return how often handling of the update was begun, this time included; 0: it is unknown, done or not in hand."""

    def plan_effects(self, update_id: int, plan: str) -> None:
        """Keep what is to be sent, before the first effect: then a restart sends the same and does not answer anew."""

    def start_effect(self, update_id: int, number: int) -> bool:
        """Write down that effect `number` (from 0) goes out now; False: it must not, as the update is not in hand."""

    def finish_effect(self, update_id: int, number: int) -> None:
        """Write down that effect `number` went out, or never will."""

    def finish_update(self, update_id: int) -> None:
        """Write down that the update is done: its text, plan and chat are erased, its id is kept for a week."""


class Sharing(Protocol):
    """What lets several processes share the updates, and take over from one that died."""

    def beat(self) -> Beat:
        """Say that this process lives, as it must once a second. At first, this lets it take part."""

    def claim(self, most: int) -> list[PendingUpdate]:
        """Take in hand what was left to this process, and up to `most` chats of nobody or of the dead; return these updates, by id."""

    def lead(self) -> bool:
        """Return whether this process is the one that asks Telegram for updates; True until it dies, leaves or is late."""

    def leave(self) -> None:
        """Take part no longer: what is in hand is left to the others, at once."""


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

    def reached(self, counter: str, message_id: int) -> int:
        """Take note that a counter of message ids has come to `message_id`; return the highest id that any process knows of."""


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


class State(Updates, Sharing, Memory, Limited, ForStaff, Privacy, Protocol):
    """All of it, in one place that outlives the process."""

    def close(self) -> None:
        """Close it, as the end of the process would: without `leave`, what is in hand is that of a dead one. Twice is harmless."""
