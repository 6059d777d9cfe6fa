"""Inline mode: whose query is answered, in which language, and how often."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from telegram import InlineQueryResult
from telegram_world import ANNA, BERT, World, person

from bot.channels.telegram.bursts import MAX_PERSONS, Bursts
from bot.channels.telegram.effects import AnswerInline
from bot.channels.telegram.inline_queries import CACHE_SECONDS, Newest
from knowledge.answers.answer import Answerer


def results(world: World, query: str, **values: Any) -> tuple[InlineQueryResult, ...]:
    (answer,) = world.effects(world.updates.typed(query, **values))
    assert isinstance(answer, AnswerInline)
    return answer.results


def test_clusters_are_offered_as_cards(world: World) -> None:
    found = results(world, "photonics clusters thuringia")
    assert {result.id for result in found} == {f"card-optics{n}-en" for n in range(1, 7)}


def test_a_fact_is_offered_with_its_citation(world: World) -> None:
    (found,) = results(world, "What is the bridge made of?")
    assert "The bridge is made of timber." in found.to_json()
    assert "Report &amp; more" in found.to_json()


def test_nothing_typed_gets_a_hint_in_the_language_of_the_person(world: World) -> None:
    query = {"id": "i", "from": person(ANNA, "de"), "query": "", "offset": ""}
    (answer,) = world.effects(world.updates.of(inline_query=query))
    assert isinstance(answer, AnswerInline)
    assert [result.id for result in answer.results] == ["hint-de"]
    world.state.set_language(world.person(), "en")
    (answer,) = world.effects(world.updates.of(inline_query=query))
    assert isinstance(answer, AnswerInline)
    assert [result.id for result in answer.results] == ["hint-en"]


def test_results_are_kept_for_the_person_alone(world: World) -> None:
    (answer,) = world.effects(world.updates.typed("bridge"))
    assert isinstance(answer, AnswerInline)
    assert (answer.is_personal, answer.cache_seconds) == (True, CACHE_SECONDS)


def test_a_query_that_the_next_key_has_outdated_is_not_answered(world: World) -> None:
    first = world.work(world.updates.typed("photonics th"))
    other = world.work(world.updates.typed("bridge", user=BERT))
    second = world.work(world.updates.typed("photonics thuringia"))
    assert first is not None
    assert second is not None
    assert other is not None
    assert first.run() == ()
    assert len(second.run()) == len(other.run()) == 1


def test_typing_leaves_the_conversation_and_its_limits_alone(world: World) -> None:
    results(world, "What is the bridge made of?")
    assert world.state.session(world.session()) is None
    assert world.state.answers_since(0) == []
    assert world.state.export(world.person()).messages == ()


def test_typing_without_end_gets_nothing_for_a_while(telegram_answerer: Answerer, tmp_path: Path) -> None:
    world = World(telegram_answerer, tmp_path, typed=Bursts(1, clock=lambda: world.now))
    assert [bool(results(world, "bridge")) for _ in range(2)] == [True, False]
    assert results(world, "bridge", user=BERT)
    world.now += 60
    assert results(world, "bridge")
    world.close()


def test_inline_queries_go_before_questions(world: World) -> None:
    typed, asked = world.work(world.updates.typed("bridge")), world.work(world.updates.text("bridge"))
    assert typed is not None
    assert asked is not None
    assert typed.seconds is not None
    assert asked.seconds is not None
    assert typed.seconds < asked.seconds


def test_a_query_that_fails_gets_no_results_that_would_be_kept(world: World) -> None:
    work = world.work(world.updates.typed("bridge"))
    assert work is not None
    (answer,) = work.trouble("1a2b")
    assert answer == AnswerInline(getattr(answer, "inline_query_id", ""), (), cache_seconds=0, is_personal=True)


# -- memory ------------------------------------------------------------------------------------


def test_a_burst_counts_by_person_and_ends_with_its_window() -> None:
    now = [0.0]
    bursts = Bursts(2, seconds=60, clock=lambda: now[0])
    assert [bursts.admits("a") for _ in range(3)] == [True, True, False]
    assert bursts.admits("b")
    now[0] = 59.9
    assert not bursts.admits("a")
    now[0] = 60.0
    assert bursts.admits("a")


def test_of_many_persons_the_least_recent_are_forgotten() -> None:
    bursts, newest = Bursts(1), Newest()
    for number in range(MAX_PERSONS + 1):
        bursts.admits(str(number))
        newest.put(number, "first")
    assert (bursts.admits("0"), bursts.admits("2")) == (True, False)
    assert (newest.is_newest(0, "second"), newest.is_newest(1, "second")) == (True, False)
