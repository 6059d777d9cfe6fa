"""Which of the clusters shown are set side by side, and which two "the two" are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.dialogue.conversation import Conversation
from bot.on_clusters.shown_beside import asks_for_the_better, compares_too_few, counted_few, side_by_side
from bot.session.messages import Message
from bot.session.sessions import Topic
from knowledge.clusters.wishes import Wish
from knowledge.records import Language

SHOWN = ("optonet", "spectronet", "medways", "theen")
LIST = Topic(wish=Wish(laender=("TH",)), listed=SHOWN, cluster_ids=SHOWN, n_shown=4)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("What is the difference between the two?", "en", SHOWN[:2]),
        ("Wie unterscheiden sich die drei?", "de", SHOWN[:3]),
        ("compare them", "en", SHOWN[:3]),
        ("compare 1 and 3", "en", (SHOWN[0], SHOWN[2])),
        ("2 vs 4", "en", (SHOWN[1], SHOWN[3])),
        ("compare 1 and 7", "en", ()),
        ("vergleiche die letzten zwei", "de", SHOWN[2:]),
        ("compare the first two", "en", SHOWN[:2]),
        ("Vergleich mal den ersten und den dritten", "de", (SHOWN[0], SHOWN[2])),
        ("What is the difference between a cluster and a network?", "en", ()),
        ("Was unterscheidet das Gold-Label vom Silber-Label?", "de", ()),
        ("where are they?", "en", ()),
    ],
)
def test_those_shown_are_set_side_by_side(text: str, language: Language, expected: tuple[str, ...]) -> None:
    assert side_by_side(text, language, LIST) == expected


def test_those_told_of_one_after_the_other_are_set_side_by_side() -> None:
    topic = replace(LIST, cluster_ids=("theen",), told=("medways", "theen"))
    assert side_by_side("how do these two differ?", "en", topic) == ("medways", "theen")


def test_the_two_are_the_best_of_each_of_two_lists_unless_one_has_just_two() -> None:
    assert counted_few(replace(LIST, seen=("smarttex", "zitex")), 2) == ("smarttex", "optonet")
    two = replace(LIST, listed=SHOWN[:2], cluster_ids=SHOWN[:2], seen=("smarttex",))
    assert counted_few(two, 2) == SHOWN[:2]
    assert counted_few(LIST, 2) == ()
    assert counted_few(replace(LIST, listed=(), cluster_ids=(), seen=("smarttex", "zitex")), 2) == ("smarttex", "zitex")


def test_one_alone_is_not_compared() -> None:
    one = replace(LIST, listed=SHOWN[:1], cluster_ids=SHOWN[:1])
    assert compares_too_few("compare the two", "en", one)
    assert not compares_too_few("compare the two", "en", LIST)
    assert not compares_too_few("which is the oldest?", "en", one)


@pytest.mark.parametrize(
    "text",
    [
        "which is better?",
        "which one is better for us?",
        "Which of the two would you recommend?",
        "which should we join?",
        "which suits us better",
        "pros and cons of the two?",
        "welcher ist besser",
        "Welches davon ist das beste?",
        "welchen empfehlen Sie?",
        "welcher passt besser zu uns",
        "welchem sollen wir beitreten?",
        "Vor- und Nachteile der beiden?",
    ],
)
def test_which_is_the_better_one_is_asked_in_many_words(text: str) -> None:
    assert asks_for_the_better(text)


@pytest.mark.parametrize(
    "text", ["which is the biggest?", "which label is better?", "which are members?", "welche haben Gold?"]
)
def test_what_figures_or_conditions_decide_is_another_question(text: str) -> None:
    assert not asks_for_the_better(text)


@pytest.mark.parametrize(
    ("texts", "begins"),
    [
        (("IT-Sicherheit in Bonn oder Bochum", "welcher ist besser?"), "eurobits und Cyber Security Cluster Bonn in den Quellen:"),
        (("automotive clusters in Saxony", "which would you recommend?"), "The sources do not say which cluster is the best"),
        (("automotive clusters in Saxony", "compare their size"), "By membership figures"),
        (("finance clusters", "any in Frankfurt?", "compare the two"), "FCH and InsurLab Germany in the sources:"),
        (("Finanzcluster", "gibt es auch einen in Frankfurt?", "wann wurde der in Hamburg gegründet"), "Finance City Hamburg GmbH wurde 2023 gegründet."),
        (("logistics in Hamburg with gold label", "compare with the one in Dortmund"), "LIHH and LOG-IT Club in the sources:"),
        (("games cluster", "NRW und Berlin vergleichen"), "games.nrw und games:net in den Quellen:"),
        (("games cluster", "NRW und Berlin vergleichen", "welches gibt es länger?"), "Nach dem Gründungsjahr, der älteste zuerst (2 Cluster):"),
        (("textile clusters in Bavaria", "compare the two"), "No cluster in the sources fits all of that"),
    ],
)  # fmt: skip
def test_those_shown_are_compared(
    texts: tuple[str, ...], begins: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    assert [conversation.reply(Message(text, session="a")).answer.text for text in texts][-1].startswith(begins)
