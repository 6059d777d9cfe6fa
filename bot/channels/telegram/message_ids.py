"""Which message ids are known, by counter: where a message that may have been sent can and cannot be.

Telegram counts the messages of all private chats and basic groups of a bot in one row, and those of each supergroup in a
row of its own; ids only grow. So a message sent after id `n` was known has an id above `n`, and it is none that is known to
be somebody else's.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field

_FIRST_SUPERGROUP = -1_000_000_000_000  # supergroups and channels have ids below this one
COMMON = 0
_KEPT_IDS = 2_000
_KEPT_COUNTERS = 1_000
AHEAD = 20  # of the newest known id: what may have been sent since the latest update or answer came
AHEAD_AFTER_RESTART = 60  # a new process does not know what the last one sent, until it has sent something itself
MOST_CANDIDATES = (60, 60)  # from either end: an id is near what was known before, or near what is known now
# Of what others sent this process knows nothing; all share what is known before, and thirty a second move a counter fast.
MOST_CANDIDATES_AMONG_OTHERS = (280, 20)


@dataclass(slots=True)
class _Counter:
    newest: int = 0
    is_current: bool = False
    known: set[int] = field(default_factory=set)
    order: deque[int] = field(default_factory=deque)


class MessageIds:
    """The latest known ids of each counter. Nothing of it outlives the process.

    `alone`: no other process sends in the name of the bot. Otherwise a counter may be further than this one knows.
    """

    def __init__(self) -> None:
        self.alone = True
        self._counters: OrderedDict[int, _Counter] = OrderedDict()

    def saw(self, chat_id: int, message_id: int) -> None:
        """Take note of a message that was new when it came. Older ones, such as edited ones, tell nothing."""
        counter = self._at_least(chat_id, message_id)
        if message_id not in counter.known:
            counter.known.add(message_id)
            counter.order.append(message_id)
        if len(counter.order) > _KEPT_IDS:
            counter.known.discard(counter.order.popleft())

    def sent(self, chat_id: int, message_id: int) -> None:
        """Take note of a message that this process sent just now: where its counter stands is known from then on."""
        self.saw(chat_id, message_id)
        self._at_least(chat_id, message_id).is_current = True

    def reached(self, chat_id: int, message_id: int) -> None:
        """Take note that the counter came to this id in another process. Whose message has it may be in doubt."""
        self._at_least(chat_id, message_id)

    def _at_least(self, chat_id: int, message_id: int) -> _Counter:
        name = counter_of(chat_id)
        counter = self._counters.setdefault(name, _Counter())
        self._counters.move_to_end(name)
        counter.newest = max(counter.newest, message_id)
        if len(self._counters) > _KEPT_COUNTERS:
            self._counters.popitem(last=False)
        return counter

    def newest(self, chat_id: int) -> int:
        """Return the highest known id of the chat's counter; 0: none is known."""
        counter = self._counters.get(counter_of(chat_id))
        return counter.newest if counter else 0

    def candidates(self, chat_id: int, floor: int) -> list[int]:
        """Return, ascending, the ids that a message sent after `floor` may have; none where `floor` is 0, not known."""
        if floor <= 0:
            return []
        counter = self._counters.get(counter_of(chat_id), _Counter())
        ahead = AHEAD if counter.is_current and self.alone else AHEAD_AFTER_RESTART
        after = range(floor + 1, max(counter.newest, floor) + ahead + 1)
        ends = after if len(after) <= _KEPT_IDS else (*after[: _KEPT_IDS // 2], *after[-_KEPT_IDS // 2 :])
        unknown = [message_id for message_id in ends if message_id not in counter.known]
        lowest, highest = MOST_CANDIDATES if self.alone else MOST_CANDIDATES_AMONG_OTHERS
        return unknown if len(unknown) <= lowest + highest else unknown[:lowest] + unknown[-highest:]


def counter_of(chat_id: int) -> int:
    """Return the counter that gives the chat's messages their ids: `COMMON`, or one with the id of the supergroup."""
    return chat_id if chat_id < _FIRST_SUPERGROUP else COMMON
