"""Clusters like a known one: when they are wished for, and what is wished for then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.answers.answer import Answerer
from knowledge.clusters.likeness import like, without_likeness
from knowledge.clusters.outcomes import Request
from knowledge.clusters.wishes import Wish
from knowledge.naming.cluster_names import NAMED


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (f"Is there something like {NAMED} in NRW?", "is there   in nrw?"),
        (f"clusters similar to {NAMED} in Bavaria", "  in bavaria"),
        (f"Gibt es etwas wie {NAMED} in Hessen?", "gibt es   in hessen?"),
        (f"Kennst du was Ähnliches wie {NAMED}?", "kennst du  ?"),
        (f"ein Netzwerk wie die {NAMED} in Berlin", "ein   in berlin"),
    ],
)
def test_words_for_likeness_are_told_and_taken_out(text: str, rest: str) -> None:
    assert without_likeness(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        f"What is {NAMED} like?",
        f"Wie groß ist {NAMED}?",
        f"I would like {NAMED} to call me",
        f"wie erreiche ich {NAMED}?",
        "like",
    ],
)
def test_other_questions_wish_for_none(text: str) -> None:
    assert without_likeness(text) is None


def test_the_wish_has_the_fields_of_the_cluster_and_the_place_asked_for(answerer: Answerer) -> None:
    base = answerer.base
    conditions = Wish(laender=("NW",), text="something", beyond=1, need=True)
    wish = like(base.profiles["optonet"], conditions, base.taxonomy, "en")
    assert (wish.fields, wish.laender, wish.besides) == (("photonics",), ("NW",), ("optonet",))
    assert (wish.beyond, wish.need) == (0, False)
    assert "optonet" not in answerer.finder.matching(wish)


def test_those_like_a_named_one_are_found(answerer: Answerer) -> None:
    outcome = answerer.answer(Request("Is there something like OptoNet in Bavaria?", "en"))
    assert outcome.cluster_ids == ("bayern-photonics",)


def test_those_like_the_one_told_of_are_found(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    conversation.reply(Message("What is OptoNet?", session="a"))
    answer = conversation.reply(Message("any similar cluster in Bavaria?", session="a")).answer
    assert [card.id for card in answer.clusters] == ["bayern-photonics"]
