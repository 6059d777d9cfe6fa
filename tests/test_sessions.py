from __future__ import annotations

import pytest

from bot.session.sessions import KEPT_SECONDS, MAX_SESSIONS, Session, Sessions, Topic
from knowledge.clusters.wishes import Wish


class Clock:
    """Stands still unless it is told to go on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(clock=clock)


def asked(question: str) -> Session:
    return Session(language="en", kind="answer", topic=Topic(question=question, last=question))


def test_a_session_that_was_never_put_is_none(sessions: Sessions) -> None:
    assert sessions.get("a") is None


def test_sessions_are_kept_by_name(sessions: Sessions) -> None:
    sessions.put("a", asked("one"))
    sessions.put("b", asked("two"))
    assert (sessions.get("a"), sessions.get("b")) == (asked("one"), asked("two"))


def test_the_last_state_of_a_session_is_kept(sessions: Sessions) -> None:
    sessions.put("a", asked("one"))
    sessions.put("a", asked("two"))
    assert sessions.get("a") == asked("two")


def test_a_session_is_remembered_for_an_hour_and_not_longer(sessions: Sessions, clock: Clock) -> None:
    sessions.put("a", asked("one"))
    clock.now += KEPT_SECONDS
    assert sessions.get("a") == asked("one")
    clock.now += 0.5
    assert sessions.get("a") is None


def test_the_hour_begins_anew_with_each_message(sessions: Sessions, clock: Clock) -> None:
    for _ in range(3):
        sessions.put("a", asked("one"))
        clock.now += KEPT_SECONDS - 1
        assert sessions.get("a") is not None


def test_reading_a_session_does_not_prolong_it(sessions: Sessions, clock: Clock) -> None:
    sessions.put("a", asked("one"))
    clock.now += KEPT_SECONDS - 1
    assert sessions.get("a") is not None
    clock.now += 2
    assert sessions.get("a") is None


def test_a_forgotten_session_can_begin_again(sessions: Sessions, clock: Clock) -> None:
    sessions.put("a", asked("one"))
    clock.now += KEPT_SECONDS + 1
    assert sessions.get("a") is None
    sessions.put("a", asked("two"))
    assert sessions.get("a") == asked("two")


def test_a_session_can_be_forgotten_at_once_and_alone(sessions: Sessions) -> None:
    sessions.put("a", asked("one"))
    sessions.put("b", asked("two"))
    sessions.forget("a")
    sessions.forget("never there")
    assert (sessions.get("a"), sessions.get("b")) == (None, asked("two"))


def test_the_least_recently_used_sessions_go_first(sessions: Sessions) -> None:
    for n in range(MAX_SESSIONS):
        sessions.put(str(n), asked(str(n)))
    sessions.put("0", asked("again"))  # now the most recent
    for name in ("new", "newer"):
        sessions.put(name, asked(name))
    gone = [str(n) for n in range(MAX_SESSIONS) if sessions.get(str(n)) is None]
    assert gone == ["1", "2"]
    assert (sessions.get("new"), sessions.get("newer")) == (asked("new"), asked("newer"))


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        (Topic(), True),
        (Topic(last="Why?"), True),
        (Topic(question="Why?"), False),
        (Topic(wish=Wish()), False),
        (Topic(cluster_ids=("alpha",)), False),
    ],
)
def test_a_topic_is_empty_without_question_wish_and_cluster(topic: Topic, expected: bool) -> None:
    assert topic.is_empty is expected


def test_a_new_session_has_no_topic_and_no_offers() -> None:
    assert Session().topic.is_empty
    assert (Session().earlier, Session().offers) == ((), ())
