"""What every `State` must do, as tests: a class of tests for an implementation derives from `StateContract`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import fields
from multiprocessing.context import ForkServerContext

import pytest

from bot.session.sessions import Session, Topic
from bot.state.protocol import LEASE_SECONDS, State
from bot.state.records import (
    AnswerFigure,
    Beat,
    Gap,
    PendingUpdate,
    PersonData,
    RatedAnswer,
    Rating,
    Replied,
    StoredSession,
    Window,
    session_name,
)
from knowledge.clusters.wishes import Wish

Open = Callable[[Callable[[], float]], State]

DAY = 86_400.0
NOON = 20_000 * DAY + DAY / 2  # 2024-10-04 12:00 UTC
MINUTE = Window(60, 3)
FULL_SESSION = Session(
    language="de",
    kind="clusters",
    topic=Topic(
        question="Welche Cluster gibt es für Laser?",
        last="Und in Bayern?",
        statement_ids=("a", "b"),
        wish=Wish(fields=("photonics",), laender=("by",), labels=("gold",), near=True, within_km=30, text="Laser"),
        listed=("x", "y"),
        cluster_ids=("y",),
        nearest=("c",),
        seen=("w",),
    ),
    earlier=(Topic(question="Wer entscheidet?"), Topic(cluster_ids=("z",))),
    offers=("Wie wird man Mitglied?",),
)


class Clock:
    """Stands still unless it is told to go on."""

    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def asked(question: str) -> Session:
    return Session(language="en", kind="answer", topic=Topic(question=question, last=question))


def fill(state: State, person: str, chat: str) -> str:
    """Leave something of each kind of a person, and return the token of what was shown."""
    name = session_name(person, chat)
    state.put_session(name, asked(f"asked by {person}"))
    state.set_language(person, "de")
    token = state.remember_shown(name, "answer", f"shown to {person}")
    state.rate(token, person, good=False, question=f"rated by {person}", language="en")
    state.count_message(person, [MINUTE])
    state.once(person, "hint", 60)
    state.set_replies(chat, 7, [8, 9])
    return token


def die(state: State, clock: Clock, survivor: State) -> None:
    """End a process as a kill does, and let as much time pass as it takes to be sure."""
    state.close()
    for _ in range(2):
        clock.now += LEASE_SECONDS / 2
        survivor.beat()


def ids(updates: Sequence[PendingUpdate]) -> list[int]:
    return [update.update_id for update in updates]


# -- what runs in other threads and processes: by name, so that it can be sent there ---------------------------


def receive_all(open_state: Open, ids: Sequence[int]) -> list[int]:
    """Return those of `ids` that this worker was the first to receive."""
    state = open_state(Clock())
    try:
        return [i for i in ids if state.receive(i, "chat", f"raw {i}") != "known"]
    finally:
        state.close()


def count_all(open_state: Open, attempts: int) -> int:
    """Return how many of this worker's messages were counted."""
    state = open_state(Clock())
    try:
        return sum(state.count_message("p", [Window(60, 50)]) is None for _ in range(attempts))
    finally:
        state.close()


def once_all(open_state: Open, names: Sequence[str]) -> list[str]:
    """Return what this worker was the first to tell."""
    state = open_state(Clock())
    try:
        return [name for name in names if state.once("p", name, 60)]
    finally:
        state.close()


def claim_all(open_state: Open, rounds: int) -> list[int]:
    """Return the updates that this worker got into its hands; it finishes each at once."""
    state = open_state(Clock())
    try:
        state.beat()
        taken = [update.update_id for _ in range(rounds) for update in state.claim(3)]
        for update_id in taken:
            state.finish_update(update_id)
        state.leave()
        return taken
    finally:
        state.close()


def rate_all(open_state: Open, person: str) -> None:
    """Change one's mind many times about one answer, and find it bad in the end."""
    state = open_state(Clock())
    try:
        for n in range(20):
            state.rate("token", person, good=n % 2 == 0, question="q", language="en")
    finally:
        state.close()


class StateContract:
    """Derive from this, and give `open_state`: a picklable function that opens the same empty place each time."""

    @pytest.fixture
    def open_state(self) -> Open:
        raise NotImplementedError

    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    @pytest.fixture
    def state(self, open_state: Open, clock: Clock) -> Iterator[State]:
        state = open_state(clock)
        yield state
        state.close()

    @pytest.fixture(params=["threads", "processes"])
    def workers(self, request: pytest.FixtureRequest, processes: ForkServerContext) -> Iterator[Executor]:
        made: Executor = ThreadPoolExecutor(8)
        if request.param == "processes":
            made = ProcessPoolExecutor(3, mp_context=processes)
        with made as workers:
            yield workers

    # -- updates ---------------------------------------------------------------------------------------------

    def test_an_update_is_received_once(self, state: State) -> None:
        received = [state.receive(1, "c", "a"), state.receive(1, "c", "a"), state.receive(2, "c", "b")]
        assert received == ["mine", "known", "mine"]

    def test_an_update_that_is_done_is_known_still(self, state: State) -> None:
        state.receive(1, "c", "a")
        state.finish_update(1)
        assert state.receive(1, "c", "a") == "known"

    def test_a_second_delivery_changes_nothing_of_the_first(self, state: State) -> None:
        state.receive(1, "c", "first")
        state.start_effect(1, 0)
        state.receive(1, "d", "second")
        assert state.pending() == [PendingUpdate(1, "c", "first", in_flight=True)]

    def test_updates_in_hand_come_by_id_without_those_that_are_done(self, state: State) -> None:
        for number in (12, 3, 100, 7):
            state.receive(number, "c", f"raw {number}")
        state.finish_update(7)
        assert [(u.update_id, u.raw) for u in state.pending()] == [(3, "raw 3"), (12, "raw 12"), (100, "raw 100")]

    def test_effects_are_counted_as_they_begin_and_end(self, state: State) -> None:
        state.receive(1, "c", "a")
        seen = []
        for step, number in (
            (state.start_effect, 0),
            (state.finish_effect, 0),
            (state.start_effect, 1),
            (state.finish_effect, 1),
        ):
            step(1, number)
            (update,) = state.pending()
            seen.append((update.performed, update.in_flight))
        assert seen == [(0, True), (1, False), (1, True), (2, False)]

    def test_attempts_at_handling_are_counted(self, state: State) -> None:
        state.receive(1, "c", "a")
        assert [state.begin_update(1), state.begin_update(1)] == [1, 2]
        assert state.pending()[0].attempts == 2

    def test_a_plan_is_kept_until_the_update_is_done(self, state: State) -> None:
        state.receive(1, "c", "a")
        assert state.pending()[0].plan is None
        state.plan_effects(1, "[1, 2]")
        assert state.pending()[0].plan == "[1, 2]"

    def test_what_is_said_of_an_update_that_is_unknown_or_done_changes_nothing(self, state: State) -> None:
        state.receive(1, "c", "a")
        state.finish_update(1)
        for update_id in (1, 2):
            assert state.start_effect(update_id, 0) is False
            state.finish_effect(update_id, 0)
            state.plan_effects(update_id, "p")
            state.finish_update(update_id)
            assert state.begin_update(update_id) == 0
        assert (state.pending(), state.receive(2, "c", "b")) == ([], "mine")

    def test_ids_and_texts_may_be_large(self, state: State) -> None:
        raw = "ß„“\U0001f600\x00" * 20_000
        state.receive(2**40, "c", raw)
        assert state.pending() == [PendingUpdate(2**40, "c", raw)]

    def test_updates_in_hand_outlive_the_state_object(self, state: State, open_state: Open, clock: Clock) -> None:
        state.receive(1, "c", "a")
        state.start_effect(1, 0)
        state.close()
        again = open_state(clock)
        assert again.pending() == [PendingUpdate(1, "c", "a", in_flight=True)]
        again.close()

    # -- several processes -----------------------------------------------------------------------------------

    @pytest.fixture
    def other(self, open_state: Open, clock: Clock) -> Iterator[State]:
        """Another process that shares the state; both take part."""
        other = open_state(clock)
        other.beat()
        yield other
        other.close()

    def test_those_that_take_part_are_counted_until_they_leave(self, state: State, other: State) -> None:
        assert [state.beat().n_processes, other.beat().n_processes] == [2, 2]
        other.leave()
        assert state.beat() == Beat(1)

    def test_who_died_is_counted_no_more(self, state: State, other: State, clock: Clock) -> None:
        state.beat()
        die(other, clock, state)
        assert state.beat().n_processes == 1

    def test_a_chat_stays_with_its_process(self, state: State, other: State) -> None:
        state.beat()
        assert state.receive(1, "c", "a") == "mine"
        state.finish_update(1)
        assert [other.receive(2, "c", "b"), other.receive(3, "d", "b")] == ["left", "mine"]
        assert (other.claim(10), ids(state.claim(10)), state.claim(10)) == ([], [2], [])

    def test_no_update_overtakes_one_of_its_chat_that_is_left(self, state: State, other: State) -> None:
        state.beat()
        received = [state.receive(1, "c", "a"), other.receive(2, "c", "b"), state.receive(3, "c", "c")]
        assert (received, ids(state.claim(10))) == (["mine", "left", "left"], [2, 3])
        assert state.receive(4, "c", "d") == "mine"

    def test_a_chat_in_which_nothing_happened_for_long_goes_to_whoever_hears_of_it(
        self, state: State, other: State, clock: Clock
    ) -> None:
        state.receive(1, "c", "a")
        state.finish_update(1)
        for _ in range(140):
            clock.now += 1
            state.beat()
            other.beat()
        assert other.receive(2, "c", "b") == "mine"

    def test_days_of_waiting_do_not_take_a_chat_away(self, state: State, other: State, clock: Clock) -> None:
        state.receive(1, "c", "a")
        for _ in range(140):
            clock.now += 1
            state.beat()
            other.beat()
        assert other.receive(2, "c", "b") == "left"

    def test_what_is_not_taken_goes_to_the_first_that_claims_it(self, state: State, other: State) -> None:
        state.beat()
        assert state.receive(1, "c", "a", take=False) == "left"
        assert state.receive(2, "c", "b") == "left", "the one before it must be handled first"
        assert (ids(other.claim(10)), state.claim(10)) == ([1, 2], [])

    def test_no_more_chats_are_claimed_than_asked_for_and_each_as_a_whole(self, state: State, other: State) -> None:
        for number, chat in enumerate("abcabc"):
            state.receive(number, chat, "raw", take=False)
        assert [ids(other.claim(n)) for n in (0, 2, 2)] == [[], [0, 1, 3, 4], [2, 5]]

    def test_a_process_that_died_is_taken_over_with_what_it_had_begun(
        self, state: State, other: State, clock: Clock
    ) -> None:
        state.beat()
        other.receive(1, "c", "a")
        other.begin_update(1)
        other.plan_effects(1, "plan")
        other.start_effect(1, 0)
        assert state.claim(10) == []
        die(other, clock, state)
        assert state.receive(2, "c", "b") == "left"
        assert state.claim(10) == [
            PendingUpdate(1, "c", "a", in_flight=True, attempts=1, plan="plan"),
            PendingUpdate(2, "c", "b"),
        ]
        assert state.begin_update(1) == 2

    def test_who_leaves_gives_back_what_is_in_hand(self, state: State, other: State) -> None:
        state.beat()
        other.receive(1, "c", "a")
        other.receive(2, "d", "b")
        other.finish_update(2)
        other.leave()
        assert ids(state.claim(10)) == [1]

    def test_nothing_that_is_said_of_an_update_in_other_hands_has_an_effect(self, state: State, other: State) -> None:
        state.beat()
        state.receive(1, "c", "a")
        assert (other.begin_update(1), other.start_effect(1, 0)) == (0, False)
        other.plan_effects(1, "plan")
        other.finish_effect(1, 0)
        other.finish_update(1)
        assert state.pending() == [PendingUpdate(1, "c", "a")]

    def test_one_leads_until_it_leaves(self, state: State, other: State) -> None:
        state.beat()
        assert [state.lead(), other.lead(), state.lead()] == [True, False, True]
        state.leave()
        assert [other.lead(), state.lead()] == [True, False]

    def test_one_leads_until_it_dies(self, state: State, other: State, clock: Clock) -> None:
        state.beat()
        other.lead()
        die(other, clock, state)
        assert (state.beat().n_processes, state.lead()) == (1, True)

    def test_each_of_many_updates_is_claimed_by_one_worker(
        self, state: State, open_state: Open, workers: Executor
    ) -> None:
        for number in range(120):
            state.receive(number, f"chat {number % 40}", "raw", take=False)
        taken = [workers.submit(claim_all, open_state, 20) for _ in range(6)]
        assert sorted(number for future in taken for number in future.result()) == list(range(120))
        assert state.pending() == []

    # -- memory ----------------------------------------------------------------------------------------------

    def test_a_session_comes_back_as_it_was_put(self, state: State) -> None:
        state.put_session("p.c", FULL_SESSION)
        assert state.session("p.c") == FULL_SESSION

    def test_an_empty_session_is_not_none(self, state: State) -> None:
        state.put_session("p.c", Session())
        assert (state.session("p.c"), state.session("p.d")) == (Session(), None)

    def test_the_last_session_of_a_name_counts(self, state: State) -> None:
        state.put_session("p.c", asked("one"))
        state.put_session("p.c", asked("two"))
        state.put_session("p.d", asked("three"))
        assert (state.session("p.c"), state.session("p.d")) == (asked("two"), asked("three"))

    def test_a_forgotten_session_takes_with_it_what_was_shown_in_it(self, state: State) -> None:
        tokens = [state.remember_shown(name, "answer", "x") for name in ("p.c", "p.d")]
        state.put_session("p.c", asked("one"))
        state.forget_session("p.c")
        state.forget_session("never there")
        assert state.session("p.c") is None
        assert [state.shown(token) is None for token in tokens] == [True, False]

    def test_a_language_is_chosen_changed_and_given_up(self, state: State) -> None:
        seen = [state.language("p")]
        for language in ("de", "en", None):
            state.set_language("p", language)
            seen.append(state.language("p"))
        assert seen == [None, "de", "en", None]

    def test_a_chosen_language_lasts_as_long_as_its_person_comes_back(self, state: State, clock: Clock) -> None:
        state.set_language("p", "de")
        state.set_language("gone", "de")
        for _ in range(4):
            clock.now += 20 * DAY
            assert state.language("p") == "de"
            state.prune(keep_days=30)
        assert state.language("gone") is None

    def test_what_was_shown_is_found_by_its_token(self, state: State, clock: Clock) -> None:
        token = state.remember_shown("p.c", "answer", '{"a": "ß"}')
        shown = state.shown(token)
        assert shown is not None
        assert (shown.token, shown.session, shown.kind, shown.payload, shown.at) == (
            token,
            "p.c",
            "answer",
            '{"a": "ß"}',
            clock.now,
        )

    def test_tokens_differ_and_fit_into_a_button(self, state: State) -> None:
        tokens = {state.remember_shown("p.c", "answer", "same") for _ in range(100)}
        assert len(tokens) == 100
        assert {len(token) for token in tokens} == {12}
        assert all(token.isascii() and token.replace("-", "").replace("_", "").isalnum() for token in tokens)

    def test_a_made_up_token_shows_nothing(self, state: State) -> None:
        state.remember_shown("p.c", "answer", "x")
        assert [state.shown(token) for token in ("", "%", "nothing-here", "' or 1=1 --")] == [None] * 4

    def test_replies_are_kept_in_order_by_chat_and_message(self, state: State) -> None:
        state.set_replies("c", 1, [30, 10, 20])
        state.set_replies("d", 1, [5])
        assert [state.replies("c", 1), state.replies("d", 1), state.replies("c", 2)] == [(30, 10, 20), (5,), ()]

    def test_replies_replace_those_known_before(self, state: State) -> None:
        state.set_replies("c", 1, [2, 3])
        state.set_replies("c", 1, [4])
        assert state.replies("c", 1) == (4,)
        state.set_replies("c", 1, [])
        assert state.replies("c", 1) == ()

    def test_each_process_knows_how_far_any_has_seen_a_counter_come(self, state: State, other: State) -> None:
        seen = [state.reached("", 5), other.reached("", 3), other.reached("", 9), state.reached("", 0)]
        assert (seen, state.reached("group", 0)) == ([5, 5, 9, 9], 0)

    # -- limits ----------------------------------------------------------------------------------------------

    def test_messages_count_until_the_window_is_full(self, state: State) -> None:
        assert [state.count_message("p", [MINUTE]) for _ in range(5)] == [None, None, None, MINUTE, MINUTE]

    def test_a_message_that_is_not_counted_leaves_no_trace(self, state: State, clock: Clock) -> None:
        for _ in range(3):
            state.count_message("p", [MINUTE])
        clock.now += 59
        assert state.count_message("p", [MINUTE]) == MINUTE
        clock.now += 1
        assert [state.count_message("p", [MINUTE]) for _ in range(4)] == [None, None, None, MINUTE]

    def test_each_person_has_a_window_of_their_own(self, state: State) -> None:
        for _ in range(3):
            state.count_message("p", [MINUTE])
        assert (state.count_message("q", [MINUTE]), state.count_message("p", [MINUTE])) == (None, MINUTE)

    def test_of_two_full_windows_the_longer_is_told(self, state: State, clock: Clock) -> None:
        windows = [Window(60, 2), Window(DAY, 3)]
        seen = []
        for seconds in (0, 0, 0, 60, 0, DAY - 60, 0):
            clock.now += seconds
            seen.append(state.count_message("p", windows))
        assert seen == [None, None, windows[0], None, windows[1], None, None]

    def test_something_is_told_once_in_a_while(self, state: State, clock: Clock) -> None:
        seen = []
        for seconds in (0, 0, 59, 1, 0):
            clock.now += seconds
            seen.append(state.once("p", "hint", 60))
        assert seen == [True, False, False, True, False]

    def test_what_is_told_once_is_told_to_each_person_and_each_by_itself(self, state: State) -> None:
        assert [state.once(*what, 60) for what in (("p", "a"), ("p", "b"), ("q", "a"))] == [True, True, True]

    # -- for staff -------------------------------------------------------------------------------------------

    def test_gaps_are_scrubbed_and_know_only_the_day(self, state: State) -> None:
        state.add_gap("My name is Anna Schmidt, a@b.de. Is it free?", "en", "no statement")
        assert state.gaps() == [Gap("My name is [name], [e-mail]. Is it free?", "en", "no statement", "2024-10-04")]

    def test_the_latest_gap_comes_first(self, state: State, clock: Clock) -> None:
        for question in ("one", "two"):
            state.add_gap(question, "en", "r")
        clock.now += DAY
        state.add_gap("three", "de", "r")
        assert [(g.question, g.day) for g in state.gaps()] == [
            ("three", "2024-10-05"),
            ("two", "2024-10-04"),
            ("one", "2024-10-04"),
        ]

    def test_only_answers_that_somebody_found_bad_are_listed(self, state: State) -> None:
        state.rate("t1", "p", good=True, question="one", language="en")
        state.rate("t2", "p", good=False, question="zwei", answer="Nein [1]", language="de")
        assert state.bad_ratings() == [RatedAnswer("zwei", "Nein [1]", "de", 0, 1, "2024-10-04")]

    def test_the_last_rating_of_each_person_counts(self, state: State) -> None:
        for person, good in (("p", True), ("p", False), ("p", False), ("q", False), ("r", False), ("r", True)):
            state.rate("t", person, good=good, question="one", language="en")
        (rated,) = state.bad_ratings()
        assert (rated.good, rated.bad) == (1, 2)

    def test_the_worst_answer_comes_first(self, state: State) -> None:
        for token, persons in (("t1", "a"), ("t2", "abc"), ("t3", "ab")):
            for person in persons:
                state.rate(token, person, good=False, question=token, language="en")
        assert [(r.question, r.bad) for r in state.bad_ratings()] == [("t2", 3), ("t3", 2), ("t1", 1)]

    def test_a_rated_question_is_scrubbed(self, state: State) -> None:
        state.rate("t", "p", good=False, question="call me on 0171 2345678", language="en")
        assert state.bad_ratings()[0].question == "call me on [phone]"

    def test_figures_of_answers_come_in_order_since_a_time(self, state: State, clock: Clock) -> None:
        state.add_answer("answer", 12.5, "en")
        clock.now += 10
        state.add_answer("abstention", 3.0, "de")
        later = AnswerFigure(NOON + 10, "abstention", 3.0, "de")
        assert state.answers_since(NOON) == [AnswerFigure(NOON, "answer", 12.5, "en"), later]
        assert (state.answers_since(NOON + 10), state.answers_since(NOON + 11)) == ([later], [])

    # -- privacy ---------------------------------------------------------------------------------------------

    def test_an_export_holds_all_that_is_kept_of_a_person(self, state: State) -> None:
        token = fill(state, "p", "p")
        fill(state, "q", "q")
        state.put_session("p.group", asked("in a group"))
        state.receive(1, "p", "in hand")
        assert state.export("p") == PersonData(
            person="p",
            language="de",
            sessions=(
                StoredSession("p.group", asked("in a group"), NOON),
                StoredSession("p.p", asked("asked by p"), NOON),
            ),
            shown=(shown,) if (shown := state.shown(token)) else (),
            ratings=(Rating("rated by p", False, NOON),),
            messages=(NOON,),
            told=(("hint", NOON),),
            replies=(Replied(7, (8, 9), NOON),),
            in_hand=(PendingUpdate(1, "p", "in hand"),),
        )

    def test_an_export_leaves_no_part_of_its_record_empty(self, state: State) -> None:
        fill(state, "p", "p")
        state.receive(1, "p", "in hand")
        data = state.export("p")
        assert [f.name for f in fields(data) if not getattr(data, f.name)] == []

    def test_nothing_is_exported_of_a_person_who_never_wrote(self, state: State) -> None:
        fill(state, "p", "p")
        assert state.export("nobody") == PersonData("nobody")

    def test_a_person_whose_pseudonym_begins_like_another_is_another(self, state: State) -> None:
        fill(state, "pp", "pp")
        assert state.export("p") == PersonData("p")
        assert state.delete("p") == 0
        assert state.export("pp").sessions != ()

    def test_deleting_leaves_nothing_of_a_person_and_all_of_others(self, state: State) -> None:
        fill(state, "p", "p")
        fill(state, "q", "q")
        state.put_session("p.group", asked("in a group"))
        others = state.export("q")
        assert state.delete("p") == 9
        assert state.export("p") == PersonData("p")
        assert state.export("q") == others
        assert state.delete("p") == 0

    def test_deleting_takes_ratings_back_and_keeps_those_of_others(self, state: State) -> None:
        for token, person in (("both", "p"), ("both", "q"), ("mine", "p")):
            state.rate(token, person, good=False, question=token, language="en")
        state.rate("both", "r", good=True, question="both", language="en")
        state.delete("p")
        assert state.bad_ratings() == [RatedAnswer("both", "", "en", 1, 1, "2024-10-04")]

    def test_deleting_keeps_the_updates_in_hand(self, state: State) -> None:
        state.receive(1, "p", "/delete")
        state.delete("p")
        assert [u.update_id for u in state.pending()] == [1]
        state.finish_update(1)
        assert state.export("p") == PersonData("p")

    def test_after_thirty_days_nothing_of_a_person_is_left(self, state: State, clock: Clock) -> None:
        fill(state, "p", "p")
        state.receive(1, "p", "never answered")
        clock.now += 30 * DAY
        state.prune(keep_days=30)
        assert state.export("p").sessions != ()
        clock.now += 1
        state.prune(keep_days=30)
        assert state.export("p") == PersonData("p")
        assert state.pending() == []

    def test_days_begin_anew_with_each_message_of_a_session(self, state: State, clock: Clock) -> None:
        for _ in range(3):
            state.put_session("p.c", asked("q"))
            clock.now += 29 * DAY
            state.prune(keep_days=30)
        assert state.session("p.c") == asked("q")

    def test_counts_of_messages_go_after_a_day(self, state: State, clock: Clock) -> None:
        state.count_message("p", [MINUTE])
        clock.now += DAY + 1
        state.prune(keep_days=30)
        assert state.export("p").messages == ()

    def test_ids_of_updates_are_known_for_a_week(self, state: State, clock: Clock) -> None:
        state.receive(1, "c", "a")
        state.finish_update(1)
        clock.now += 7 * DAY
        state.prune(keep_days=1)
        assert state.receive(1, "c", "a") == "known"
        clock.now += 1
        state.prune(keep_days=1)
        assert state.receive(1, "c", "a") == "mine"

    def test_what_staff_learn_from_is_kept_for_a_year(self, state: State, clock: Clock) -> None:
        state.add_gap("one", "en", "r")
        state.rate("t", "p", good=False, question="one", language="en")
        for days, kept in ((365, 1), (1, 0)):
            clock.now += days * DAY
            state.prune(keep_days=30)
            assert (len(state.gaps()), len(state.bad_ratings())) == (kept, kept)

    # -- several at once -------------------------------------------------------------------------------------

    def test_each_of_many_updates_is_received_by_one_worker(
        self, state: State, open_state: Open, workers: Executor
    ) -> None:
        ids = range(200)
        first = [workers.submit(receive_all, open_state, ids) for _ in range(8)]
        assert sorted(i for future in first for i in future.result()) == list(ids)
        assert [u.update_id for u in state.pending()] == list(ids)

    def test_workers_together_stay_within_a_limit(self, state: State, open_state: Open, workers: Executor) -> None:
        counted = [workers.submit(count_all, open_state, 20) for _ in range(6)]
        assert sum(future.result() for future in counted) == 50

    def test_one_worker_tells_what_is_told_once(self, state: State, open_state: Open, workers: Executor) -> None:
        names = [f"hint {n}" for n in range(50)]
        told = [workers.submit(once_all, open_state, names) for _ in range(6)]
        assert sorted(name for future in told for name in future.result()) == sorted(names)

    def test_ratings_of_many_at_once_add_up(self, state: State, open_state: Open, workers: Executor) -> None:
        for future in [workers.submit(rate_all, open_state, f"p{n}") for n in range(6)]:
            future.result()
        assert state.bad_ratings() == [RatedAnswer("q", "", "en", 0, 6, "2024-10-04")]

    def test_threads_may_share_one_state(self, state: State) -> None:
        window = Window(60, 120)
        with ThreadPoolExecutor(8) as threads:
            received = list(threads.map(lambda i: state.receive(i % 100, "c", "raw"), range(300)))
            counted = list(threads.map(lambda _: state.count_message("p", [window]), range(300)))
        assert (received.count("mine"), received.count("known"), counted.count(None)) == (100, 200, 120)

    def test_a_place_that_nobody_has_used_may_be_opened_by_many_at_once(
        self, open_state: Open, workers: Executor
    ) -> None:
        first = [workers.submit(receive_all, open_state, [n]) for n in range(16)]
        assert [future.result() for future in first] == [[n] for n in range(16)]
