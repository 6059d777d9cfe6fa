"""Clusters side by side: when that is asked for, and what is told of each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from made import opened, profile

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.clusters.beside import SideBySide, asks_difference
from knowledge.clusters.cards import CardMaker
from knowledge.quotation.citing import Citations
from knowledge.records import Answer, Language

SOURCES = [{"title": f"Page {n}", "date": "2023"} for n in range(4)]


@pytest.mark.parametrize(
    ("text", "language", "asks"),
    [
        ("compare   and  ", "en", True),
        ("What is the difference between   and  ?", "en", True),
        ("How do   and   differ?", "en", True),
        ("  vs  ", "en", True),
        ("Was ist der Unterschied zwischen   und  ?", "de", True),
        ("Worin unterscheidet sich   von  ?", "de", True),
        ("Vergleichen Sie bitte   und  ", "de", True),
        ("I'd like to compare   and  , please.", "en", True),
        ("Could you put   and   side by side for me?", "en", True),
        ("Können Sie   und   mal gegenüberstellen?", "de", True),
        ("Stellen Sie doch bitte   und   gegenüber", "de", True),
        ("  or  ?", "en", True),
        ("  und  ", "de", False),
        ("I'd like to compare the budgets of   and  ", "en", False),
        ("Do   and   have different budgets?", "en", False),
        ("Where are   and   based?", "en", False),
        ("What does a benchmarking compare for   and  ?", "en", False),
    ],
)
def test_a_difference_is_asked_for_and_nothing_else(text: str, language: Language, asks: bool) -> None:
    assert asks_difference(text, language) == asks


def test_each_aspect_has_a_line_and_what_is_unknown_of_one_is_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    rich = profile(
        "rich",
        name="Rich Cluster e.V.",
        short_name="Rich",
        city="Köln",
        state="Nordrhein-Westfalen",
        members={"count": 1200, "as_of": "2020", "sources": [0]},
        founded={"year": 2004, "sources": [3]},
        sources=SOURCES,
    )
    plain = profile("plain", short_name="Plain", sources=SOURCES)
    base = opened(tmp_path_factory.mktemp("data"), profiles=[rich, plain])
    side_by_side, citations = SideBySide(CardMaker(base)), Citations()
    assert side_by_side.text([rich, plain], "en", citations).splitlines() == [
        "Rich and Plain in the sources:",
        "- Rich: They build engines. [1]",
        "- Plain: They build engines. [2]",
        "- Seat – Rich: Cologne, North Rhine-Westphalia [3]; Plain: Dresden, Saxony [4]",
        "- Founded – Rich: 2004 [5]; Plain: not in the sources",
        "- Members – Rich: 1,200 (as of 2020) [6]; Plain: not in the sources",
        "- Fields – Rich: Automotive [7]; Plain: Automotive [8]",
    ]
    assert [c.quote for c in citations.all][4] == "Rich Cluster e.V. was founded in 2004."
    base.close()


def talk(conversation: Conversation, *texts: str) -> Answer:
    return [conversation.reply(Message(text, session="a")).answer for text in texts][-1]


@pytest.mark.parametrize(
    ("texts", "ids"),
    [
        (("Compare OptoNet and SpectroNet",), ["optonet", "spectronet"]),
        (("Was ist der Unterschied zwischen KUMAS und Umweltcluster Bayern?",), ["kumas", "umweltcluster-bayern"]),
        (
            ("Tell me everything about MedicalMountains", "What's the difference to TechnologyMountains?"),
            ["medicalmountains", "technologymountains"],
        ),
        (("What is OptoNet?", "And what is KUMAS?", "compare them"), ["optonet", "kumas"]),
    ],
)
def test_clusters_that_are_named_are_set_side_by_side(
    texts: tuple[str, ...], ids: list[str], conversation_factory: Callable[[], Conversation]
) -> None:
    answer = talk(conversation_factory(), *texts)
    assert (answer.kind, [card.id for card in answer.clusters]) == ("clusters", ids)


def test_after_a_comparison_one_of_the_list_can_still_be_pointed_to(
    conversation_factory: Callable[[], Conversation],
) -> None:
    answer = talk(
        conversation_factory(),
        "hydrogen clusters in NRW",
        "which of these is the oldest?",
        "compare HyCologne and h2-netzwerk-ruhr",
        "And the one in Jülich?",
    )
    assert [card.id for card in answer.clusters] == ["hc-h2"]


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("Compare Silicon Saxony and Cool Silicon", "and the label?"), "no ECEI label of Cool Silicon"),
        (("Vergleichen Sie Silicon Saxony und Cool Silicon", "und das Label?"), "kein ECEI-Label von Cool Silicon"),
    ],
)
def test_a_detail_after_two_are_compared_is_of_both(
    conversation_factory: Callable[[], Conversation], turns: tuple[str, ...], said: str
) -> None:
    conversation = conversation_factory()
    *_, last = [conversation.reply(Message(turn, session="a")).answer.text for turn in turns]
    assert said in last
    assert "Silicon Saxony" in last.replace("Cool Silicon", "")
