"""Inline mode: the newest query of each person is answered; those that the next key has outdated are not."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from bot.channels.telegram.bursts import MAX_PERSONS
from bot.channels.telegram.desk import Desk, Turn
from bot.channels.telegram.effects import AnswerInline, Effect
from bot.channels.telegram.inline import inline_results

CACHE_SECONDS = 300
_BUSY_SECONDS = 5


class Newest:
    """The newest inline query of each person. May be called from several threads."""

    def __init__(self) -> None:
        self._ids: OrderedDict[int, str] = OrderedDict()
        self._lock = Lock()

    def put(self, person: int, query_id: str) -> None:
        """Remember `query_id` as the newest of `person`."""
        with self._lock:
            self._ids[person] = query_id
            self._ids.move_to_end(person)
            while len(self._ids) > MAX_PERSONS:
                self._ids.popitem(last=False)

    def is_newest(self, person: int, query_id: str) -> bool:
        """Return whether no newer query of `person` is known."""
        with self._lock:
            return self._ids.get(person, query_id) == query_id


def answer_inline(desk: Desk, turn: Turn, query_id: str, query: str, newest: Newest) -> tuple[Effect, ...]:
    """Return the results for `query`; nothing at all where the person has typed on.

    They are cached for the person alone: what is said in which language depends on them.
    """
    if not newest.is_newest(turn.speaker.id, query_id):
        return ()
    if not desk.typed.admits(turn.person):
        return (AnswerInline(query_id, (), cache_seconds=_BUSY_SECONDS, is_personal=True),)
    spoken = desk.state.language(turn.person) or turn.client
    results = inline_results(query, desk.answerer, username=turn.bot.username, client=spoken)
    return (AnswerInline(query_id, tuple(results), cache_seconds=CACHE_SECONDS, is_personal=True),)
