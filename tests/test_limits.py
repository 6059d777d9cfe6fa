from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from state_contract import DAY, Clock

from bot.limits import Admission, Limits
from bot.state.sqlite import SqliteState

ALLOWED = Admission("allowed")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(tmp_path: Path, clock: Clock) -> Iterator[SqliteState]:
    state = SqliteState(tmp_path / "state.db", clock=clock)
    yield state
    state.close()


def verdicts(limits: Limits, state: SqliteState, count: int, person: str = "p") -> list[str]:
    return [limits.admit(state, person).verdict for _ in range(count)]


def test_twenty_a_minute_and_three_hundred_a_day_unless_told_otherwise() -> None:
    assert (Limits().per_minute, Limits().per_day) == (20, 300)


def test_beyond_the_limit_one_refusal_is_said_and_further_ones_are_silent(state: SqliteState) -> None:
    assert verdicts(Limits(), state, 23) == ["allowed"] * 20 + ["first_refusal"] + ["further_refusal"] * 2


def test_a_refusal_names_the_limit_that_is_reached(state: SqliteState) -> None:
    limits = Limits(per_minute=1, per_day=10)
    limits.admit(state, "p")
    assert limits.admit(state, "p") == Admission("first_refusal", "minute")


def test_one_person_does_not_use_up_the_limit_of_another(state: SqliteState) -> None:
    verdicts(Limits(), state, 25)
    assert Limits().admit(state, "q") == ALLOWED


def test_a_minute_later_messages_are_answered_again_and_a_new_refusal_is_said(state: SqliteState, clock: Clock) -> None:
    limits = Limits(per_minute=2)
    verdicts(limits, state, 4)
    clock.now += 60
    assert verdicts(limits, state, 4) == ["allowed", "allowed", "first_refusal", "further_refusal"]


def test_the_minute_slides(state: SqliteState, clock: Clock) -> None:
    limits = Limits(per_minute=2)
    seen = []
    for seconds in (0, 40, 10, 10, 0, 40):
        clock.now += seconds
        seen.append(limits.admit(state, "p").verdict)
    assert seen == ["allowed", "allowed", "first_refusal", "allowed", "further_refusal", "allowed"]


def test_whoever_writes_every_second_gets_the_limit_and_one_refusal_a_minute(state: SqliteState, clock: Clock) -> None:
    limits = Limits(per_minute=20, per_day=10_000)
    seen = []
    for _ in range(600):
        seen.append(limits.admit(state, "p").verdict)
        clock.now += 1
    assert (seen.count("allowed"), seen.count("first_refusal")) == (200, 10)


def test_on_one_day_no_more_than_the_limit_is_answered_and_the_refusal_is_said_once(
    state: SqliteState, clock: Clock
) -> None:
    limits = Limits(per_minute=20, per_day=300)
    seen = []
    for _ in range(1000):
        seen.append(limits.admit(state, "p"))
        clock.now += DAY / 1001
    assert [seen.count(Admission("allowed")), seen.count(Admission("first_refusal", "day"))] == [300, 1]
    assert seen[:300] == [ALLOWED] * 300


def test_on_the_next_day_messages_are_answered_again(state: SqliteState, clock: Clock) -> None:
    limits = Limits(per_minute=20, per_day=2)
    verdicts(limits, state, 3)
    clock.now += DAY
    assert verdicts(limits, state, 3) == ["allowed", "allowed", "first_refusal"]


def test_limits_outlive_the_process(state: SqliteState, tmp_path: Path, clock: Clock) -> None:
    limits = Limits(per_minute=1)
    verdicts(limits, state, 2)
    again = SqliteState(tmp_path / "state.db", clock=clock)
    assert verdicts(limits, again, 1) == ["further_refusal"]
    again.close()
