"""Clusters that a message leaves out of the list shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from made import opened, profile

from bot.dialogue.conversation import Conversation
from bot.on_clusters.left_out import left_out
from bot.session.messages import Message
from knowledge.answers.answer import Answerer

LISTED = ("health", "fibre", "yarn")


@pytest.fixture(scope="module")
def answerer_of_three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    names = {"health": "Health.Textil Sachsen", "fibre": "Faserkraft e.V.", "yarn": "Garnwerk Sachsen"}
    base = opened(
        tmp_path_factory.mktemp("data"),
        profiles=[profile(key, name=name, short_name=name, aliases=[]) for key, name in names.items()],
    )
    yield Answerer(base)
    base.close()


@pytest.mark.parametrize(
    ("text", "language", "unwanted"),
    [
        ("drop the health one", "en", ("health",)),
        ("all except Faserkraft please", "en", ("fibre",)),
        ("ohne Garnwerk Sachsen bitte", "de", ("yarn",)),
        ("and without the one from Sachsen", "en", ()),  # two have that
        ("without a label", "en", ()),
        ("what does Faserkraft do?", "en", ()),
        ("drop the place", "en", ()),
    ],
)
def test_a_cluster_is_left_out_by_its_name_or_a_word_of_it_alone(
    text: str, language: str, unwanted: tuple[str, ...], answerer_of_three: Answerer
) -> None:
    assert left_out(text, language, LISTED, answerer_of_three) == unwanted  # type: ignore[arg-type]


def test_of_no_list_nothing_is_left_out(answerer_of_three: Answerer) -> None:
    assert left_out("drop the health one", "en", (), answerer_of_three) == ()


def test_the_list_comes_again_without_it_and_stays_so(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    shown = [
        {card.id for card in conversation.reply(Message(text, session="a")).answer.clusters}
        for text in ("Textile clusters in Saxony or Thuringia?", "drop the health one", "only in Saxony")
    ]
    assert "health-textil" in shown[0]
    assert shown[1] == shown[0] - {"health-textil"}
    assert shown[2] <= shown[1]
