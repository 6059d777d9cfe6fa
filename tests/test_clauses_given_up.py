"""What a message gives up of a wish in one clause, and wants in another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.dialogue.conversation import Conversation
from bot.on_clusters.clauses_given_up import without_given_up_clauses
from bot.session.messages import Message
from knowledge.clusters.wishes import WishReader
from knowledge.naming.cluster_names import ClusterNames
from knowledge.naming.fields import load_taxonomy
from knowledge.naming.gazetteer import load_gazetteer
from knowledge.records import Language

READER = WishReader(load_taxonomy(), load_gazetteer(), ClusterNames([]))
BEFORE = replace(READER.read("energy clusters in Saxony", "en"), member=True, labels=("gold",), among=("a", "b"))


@pytest.mark.parametrize(
    ("text", "language", "conditions", "laender"),
    [
        ("The label doesn't matter, show me all in Bavaria", "en", ("member", "place", "field"), ("BY",)),
        ("Das Label ist doch egal, zeig mir alle in Sachsen.", "de", ("member", "place", "field"), ("SN",)),
        ("Mitgliedschaft und Label sind egal, Hauptsache Bayern.", "de", ("place", "field"), ("BY",)),
        ("gold muss nicht sein aber mitglied im go-cluster", "de", ("member", "place", "field"), ("SN",)),
        ("Ein Label brauche ich nicht.", "de", ("member", "place", "field"), ("SN",)),
        ("I don't need a gold label. And in Hesse?", "en", ("member", "place", "field"), ("HE",)),
        ("It doesn't have to be in Saxony.", "en", ("label", "member", "field"), ()),
        ("which are there if it needn't be Saxony", "en", ("label", "member", "field"), ()),
        ("Die Branche ist egal, aber immer noch Sachsen", "de", ("label", "member", "place"), ("SN",)),
        ("Sie müssen nicht Mitglied sein, welche gibt es insgesamt?", "de", ("place", "field"), ("SN",)),
    ],
)
def test_one_clause_gives_up_and_the_others_want(
    text: str, language: Language, conditions: tuple[str, ...], laender: tuple[str, ...]
) -> None:
    wish = without_given_up_clauses(text, language, BEFORE, READER)
    assert wish is not None
    assert (wish.conditions, wish.laender, wish.among) == (conditions, laender, ())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I don't need Saxony", "en"),  # that is left out
        ("and in Bavaria?", "en"),  # nothing is given up
        ("and nationwide with silver", "en"),  # nor is it said not to matter
        ("It doesn't have to be in Munich", "en"),  # no place of the wish
        ("The label does not matter. Who founded the programme in Brussels, and who chairs its board?", "en"),
        ("egal wo in Sachsen", "de"),
        ("", "de"),
    ],
)
def test_what_gives_up_nothing_of_the_wish_or_asks_another_thing_is_none(text: str, language: Language) -> None:
    assert without_given_up_clauses(text, language, BEFORE, READER) is None


@pytest.mark.parametrize(
    ("turns", "understood"),
    [
        (
            (
                "Welche Medizintechnik-Cluster in Baden-Württemberg haben Gold?",
                "Das Label ist egal, alle im Land bitte.",
            ),
            "Medizintechnik, in Baden-Württemberg",
        ),
        (
            (
                "Food clusters in North Rhine-Westphalia that are members?",
                "Where is GIQS based?",
                "And which members are there in Bavaria?",
            ),
            "Food Industry, members of go-cluster, in Bavaria",
        ),
        (
            ("Is there a textile cluster in Bremen?", "Yes, please.", "Which are there in Saxony?"),
            "Textile and Apparel Industry, in Saxony",
        ),
        (
            ("Welche Umwelttechnik-Cluster gibt es in Bayern?", "Bitte nur die mit Silber-Label."),
            "Umwelttechnologien, in Bayern, mit Silber-Label",
        ),
    ],
)
def test_a_search_is_gone_on_with(
    turns: tuple[str, ...], understood: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    text = [conversation.reply(Message(turn, session="a")).answer.text for turn in turns][-1]
    assert text.partition(": ")[2].partition(".")[0] == understood


@pytest.mark.parametrize("yes", ["Yes, please.", "show me the remaining ones too please"])
def test_yes_to_a_list_that_is_not_at_its_end_shows_the_rest(
    yes: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    shown = [
        conversation.reply(Message(text, session="a")).answer
        for text in ("Which energy clusters are there in North Rhine-Westphalia?", yes, "yes")
    ]
    assert [answer.kind for answer in shown] == ["clusters", "clusters", "smalltalk"]
    assert shown[0].text.endswith("… and 3 more.")
    assert "\n9. " in shown[1].text
