"""One of the clusters shown, named by a word of its name, or described by a word of its profile."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.records import Answer

WIND = "Energy clusters in Mecklenburg"
CREATIVE = "Gibt es in Berlin was Kreatives?"
ENERGY = "Netzwerke zu Energietechnik in Baden-Württemberg"


@pytest.fixture
def talk(conversation_factory: Callable[[], Conversation]) -> Callable[..., Answer]:
    def of(*texts: str) -> Answer:
        conversation = conversation_factory()
        return [conversation.reply(Message(text, session="a")).answer for text in texts][-1]

    return of


@pytest.mark.parametrize(
    ("texts", "cluster_id"),
    [
        ((WIND, "the Windenergiecluster, when was it launched?"), "windenergiecluster-mv"),
        ((WIND, "when was the Wasserstoffenergiecluster founded?"), "wecmv"),
        ((CREATIVE, "how many members has medianet"), "medianet-bb"),
        ((ENERGY, "wie viele Partner hat das mit den Brennstoffzellen?"), "cluster-brennstoffzelle-bw"),
    ],
)
def test_what_is_asked_of_it_is_told_of_it_alone(
    texts: tuple[str, ...], cluster_id: str, talk: Callable[..., Answer]
) -> None:
    answer = talk(*texts)
    assert [card.id for card in answer.clusters] == [cluster_id]
    assert answer.text[:1] not in "UV"  # no "Understood", no list


@pytest.mark.parametrize(
    "text",
    [
        "which of them deal with hydrogen?",
        "who runs the Windenergiecluster project of the ministry?",
        "what about those in Berlin?",
    ],
)
def test_a_choice_among_them_names_none(text: str, talk: Callable[..., Answer]) -> None:
    answer = talk(WIND, text)
    assert not answer.text.startswith("Windenergiecluster M-V was founded")
