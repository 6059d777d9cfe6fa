"""Where a message that may have been sent can be."""

from __future__ import annotations

from bot.channels.telegram.message_ids import AHEAD, AHEAD_AFTER_RESTART, MessageIds

GROUP = -1_000_000_000_001


def current(*ids: int) -> MessageIds:
    """Return ids of a process that has sent the last of them."""
    known = MessageIds()
    for message_id in ids:
        known.saw(1, message_id)
    known.sent(1, ids[-1])
    return known


def test_private_chats_and_basic_groups_share_one_counter() -> None:
    ids = MessageIds()
    ids.saw(5, 100)
    ids.saw(-77, 101)
    assert ids.newest(6) == ids.newest(-78) == 101


def test_each_supergroup_counts_for_itself() -> None:
    ids = current(500)
    ids.saw(GROUP, 7)
    assert ids.newest(GROUP) == 7
    assert ids.newest(GROUP - 1) == 0


def test_a_message_is_looked_for_between_what_was_known_and_a_little_ahead() -> None:
    assert current(10, 11, 14).candidates(1, 10) == [12, 13, *range(15, 15 + AHEAD)]


def test_a_new_process_looks_further_ahead_until_it_has_sent_something() -> None:
    ids = MessageIds()
    ids.saw(1, 10)
    assert ids.candidates(1, 10) == list(range(11, 11 + AHEAD_AFTER_RESTART))
    ids.sent(1, 12)
    assert ids.candidates(1, 10) == [11, *range(13, 13 + AHEAD)]


def test_an_id_reached_by_an_earlier_process_may_be_that_of_the_message_in_doubt() -> None:
    ids = MessageIds()
    ids.reached(1, 12)
    assert ids.newest(1) == 12
    assert ids.candidates(1, 11)[0] == 12


def test_nothing_is_looked_for_where_nothing_was_known() -> None:
    assert current(10).candidates(1, 0) == []


def test_of_many_ids_the_lowest_and_the_highest_are_looked_at() -> None:
    ids = current(10, 1_000)
    assert ids.candidates(1, 10) == [*range(11, 71), *range(960, 1_000), *range(1_001, 1_021)]


def test_where_others_send_too_more_of_the_lowest_are_looked_at() -> None:
    ids = current(10, 1_000)
    ids.alone = False
    assert ids.candidates(1, 10) == [*range(11, 291), *range(1_041, 1_061)]


def test_where_others_send_too_the_counter_may_be_further_than_what_was_sent_last() -> None:
    ids = current(10)
    ids.alone = False
    assert ids.candidates(1, 10) == list(range(11, 11 + AHEAD_AFTER_RESTART))


def test_memory_does_not_grow_with_messages_or_chats() -> None:
    ids = MessageIds()
    for message_id in range(1, 5_001):
        ids.saw(1, message_id)
    for number in range(3_000):
        ids.saw(GROUP - number, 1)
    assert len(ids._counters) <= 1_000
    ids = current(*range(1, 5_001))
    assert len(ids._counters[0].known) <= 2_000
