"""A condition of a search is given up by its kind, in the words in which the bot itself offers it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.clusters.given_up import given_up, replaces, without_given_up

LIST = "Photonics clusters in Thuringia with gold label"


@pytest.mark.parametrize(
    ("first", "then", "understood"),
    [
        (LIST, "without the place", "Understood: Optical Technologies and Photonics, with the gold label"),
        (LIST, "drop the place", "Understood: Optical Technologies and Photonics, with the gold label"),
        (LIST, "without the label", "Understood: Optical Technologies and Photonics, in Thuringia"),
        (LIST, "without gold", "Understood: Optical Technologies and Photonics, in Thuringia"),
        (LIST, "ignore the field", "Understood: in Thuringia, with the gold label"),
        ("Goldcluster in Sachsen für Energie", "ohne Ort", "Verstanden: Energietechnologien, mit Gold-Label"),
        (
            "Goldcluster in Sachsen für Energie",
            "ok, und ohne die Einschränkung auf Sachsen?",
            "Verstanden: Energietechnologien, mit Gold-Label",
        ),
        (
            "Medical technology networks in Aachen",
            "and if it may be anywhere in North Rhine-Westphalia?",
            "Understood: Medical Technologies, in North Rhine-Westphalia",
        ),
        (LIST, "anywhere in Germany", "Understood: Optical Technologies and Photonics, with the gold label"),
        (LIST, "not only in Thuringia", "Understood: Optical Technologies and Photonics, with the gold label"),
        ("Goldcluster in Sachsen für Energie", "ohne das Label", "Verstanden: Energietechnologien, in Sachsen"),
        ("Goldcluster in Sachsen für Energie", "ohne Technologiefeld", "Verstanden: in Sachsen, mit Gold-Label"),
        ("Mitglieder in Sachsen für Energie", "ohne Mitgliedschaft", "Verstanden: Energietechnologien, in Sachsen"),
        (
            "Mitglieder in Sachsen für Energie",
            "müssen nicht Mitglied sein",
            "Verstanden: Energietechnologien, in Sachsen",
        ),
        (
            "Members in Thuringia for photonics",
            "they do not have to be members",
            "Understood: Optical Technologies and Photonics, in Thuringia",
        ),
    ],
)
def test_a_condition_is_given_up_by_its_kind(
    first: str, then: str, understood: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    conversation.reply(Message(first, session="a"))
    assert conversation.reply(Message(then, session="a")).answer.text.startswith(f"{understood}.")


@pytest.mark.parametrize(
    "text",
    [
        "and in all Germany?",
        "in all of Germany",
        "bundesweit",
        "deutschlandweite Cluster",
        "nationwide",
        "in ganz Deutschland",
    ],
)
def test_the_place_is_given_up_for_the_whole_country(text: str) -> None:
    assert given_up(text) == ["place"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("near Göttingen, whatever the field", "near Göttingen,"),
        ("Cluster in Sachsen, Label egal", "Cluster in Sachsen,"),
        ("lieber Logistik als Wasserstoff", "lieber Logistik"),
        ("instead of hydrogen, logistics", ", logistics"),
        ("clusters without a label", "clusters without a label"),  # that is a condition
        ("any label", "any label"),
        ("prefer clusters close to Munich", "prefer clusters close to Munich"),
    ],
)
def test_what_is_given_up_is_left_out(text: str, left: str) -> None:
    assert without_given_up(text).strip() == left


def test_a_comparison_of_two_wishes_replaces_one() -> None:
    assert replaces("rather logistics than hydrogen")
    assert replaces("Statt Wasserstoff Logistik")
    assert not replaces("Logistik und Wasserstoff")


@pytest.mark.parametrize(
    "text",
    [
        "They don't need to have a label.",
        "It doesn't have to be gold",
        "needn't have a label",
        "Die müssen nicht Gold haben",
    ],
)
def test_a_label_is_given_up_where_it_is_not_needed(text: str) -> None:
    assert given_up(text) == ["label"]
