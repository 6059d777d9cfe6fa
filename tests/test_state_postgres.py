"""The state in PostgreSQL: what every state must do, and what is of this one only: who is slow, and the server's clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from time import time

import psycopg
import pytest
from state_contract import NOON, Clock, Open, StateContract, asked, fill, ids

from bot.state.postgres import PostgresState
from bot.state.postgres_updates import TAKE, pending_update
from bot.state.protocol import LEASE_SECONDS
from knowledge.errors import StorageError


def opened(url: str, clock: Callable[[], float]) -> PostgresState:
    return PostgresState(url, clock=clock)


class TestPostgresState(StateContract):
    @pytest.fixture
    def open_state(self, postgres_url: str) -> Open:
        return partial(opened, postgres_url)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(postgres_url: str, clock: Clock) -> Iterator[PostgresState]:
    state = PostgresState(postgres_url, clock=clock)
    state.beat()
    yield state
    state.close()


@pytest.fixture
def other(postgres_url: str, clock: Clock) -> Iterator[PostgresState]:
    other = PostgresState(postgres_url, clock=clock)
    other.beat()
    yield other
    other.close()


def test_one_that_was_late_is_told_so_and_takes_part_again(state: PostgresState, clock: Clock) -> None:
    state.receive(1, "c", "a")
    assert state.beat().lost is False
    clock.now += LEASE_SECONDS
    assert [state.beat().lost, state.beat().lost] == [True, False]
    assert ids(state.claim(10)) == [1]


def test_one_that_was_late_has_no_effect_on_what_was_taken_over(
    state: PostgresState, other: PostgresState, clock: Clock
) -> None:
    state.receive(1, "c", "a")
    assert (state.begin_update(1), state.start_effect(1, 0)) == (1, True)
    clock.now += LEASE_SECONDS
    other.beat()
    other.beat()
    (taken,) = other.claim(10)
    assert (taken.in_flight, state.start_effect(1, 0), other.start_effect(1, 0)) == (True, False, True)
    state.finish_effect(1, 0)
    state.finish_update(1)
    assert (other.pending()[0].performed, other.begin_update(1)) == (0, 2)


def test_one_that_was_late_leads_no_more(state: PostgresState, other: PostgresState, clock: Clock) -> None:
    assert (state.lead(), other.lead()) == (True, False)
    clock.now += LEASE_SECONDS
    assert (other.lead(), state.lead()) == (True, False)


def test_what_was_taken_by_one_that_has_just_begun_is_not_taken_from_it(
    state: PostgresState, other: PostgresState, postgres_url: str
) -> None:
    """A claim sees who lived when it began; what another took since then is found out when it takes, not when it looks."""
    state.receive(1, "c", "a", take=False)
    assert ids(other.claim(10)) == [1]
    late = {"now": NOON, "process": "late", "chats": ["c"], "most": 10}
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute(TAKE, late).fetchall() == []
    assert other.begin_update(1) == 1
    other.leave()
    with psycopg.connect(postgres_url) as connection:
        assert [pending_update(row).update_id for row in connection.execute(TAKE, late)] == [1]


def test_times_are_those_of_the_server_where_no_clock_is_given(postgres_url: str) -> None:
    state = PostgresState(postgres_url)
    before = time()
    state.add_answer("answer", 1.0, "en")
    (figure,) = state.answers_since(0.0)
    state.close()
    assert before - 1 <= figure.at <= time() + 1


def test_a_character_that_the_database_cannot_hold_is_no_obstacle(state: PostgresState) -> None:
    state.add_gap("a\0b", "en", "r")
    state.rate("t", "p", good=False, question="a\0b", answer="c\0d", language="en")
    token = state.remember_shown("p.c", "answer", "a\0b")
    shown = state.shown(token)
    assert shown is not None
    assert (state.gaps()[0].question, state.bad_ratings()[0].answer, shown.payload) == ("ab", "cd", "a�b")
    assert state.shown("\0") is None


def test_what_staff_see_stands_without_a_person_and_a_time(state: PostgresState, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        columns = connection.execute(
            """select column_name from information_schema.columns
               where table_schema = 'clusterbot' and table_name in ('gaps', 'rated_answers')"""
        ).fetchall()
    assert columns
    assert {name for (name,) in columns} & {"person", "chat", "session", "at"} == set()


def test_a_session_of_another_version_is_none_and_can_be_put_again(state: PostgresState, postgres_url: str) -> None:
    state.put_session("p.c", asked("q"))
    with psycopg.connect(postgres_url) as connection:
        connection.execute("""update clusterbot.sessions set session = '{"language": "klingon"}'""")
    assert state.session("p.c") is None
    state.put_session("p.c", asked("again"))
    assert state.session("p.c") == asked("again")


def test_an_error_in_the_middle_of_a_step_leaves_nothing_of_it(state: PostgresState) -> None:
    state.set_replies("c", 1, [2])
    with pytest.raises(StorageError):
        state.set_replies("c", 1, [3, None])  # type: ignore[list-item]
    assert state.replies("c", 1) == (2,)
    assert state.receive(1, "c", "a") == "mine"


def test_a_closed_state_says_so_and_may_be_closed_again(state: PostgresState) -> None:
    state.close()
    state.close()
    with pytest.raises(StorageError, match="closed"):
        state.pending()


def test_the_first_decides_about_the_key(state: PostgresState, other: PostgresState) -> None:
    assert [state.agrees_on_key("telegram", None), state.agrees_on_key("telegram", "one")] == [True, True]
    assert [other.agrees_on_key("telegram", key) for key in (None, "two", "one")] == [False, False, True]


def test_what_a_person_rates_while_being_deleted_is_counted_once(state: PostgresState, other: PostgresState) -> None:
    fill(state, "p", "p")
    assert other.delete("p") == 8
    state.rate("t", "p", good=False, question="q", language="en")
    assert [(rated.good, rated.bad, rated.day) for rated in state.bad_ratings()] == [(0, 1, "2024-10-04")]
    assert state.export("p").ratings[0].at == NOON
