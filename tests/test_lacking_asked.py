"""A statement just given that lacks what is asked for now: another one, or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.on_statements.lacking_asked import asked_of_result
from bot.session.messages import Message
from knowledge.records import Answer, Language


def _last(conversation: Conversation, turns: tuple[str, ...]) -> Answer:
    *_, last = [conversation.reply(Message(turn, session="a")).answer for turn in turns]
    return last


@pytest.mark.parametrize(
    ("text", "last", "language", "full"),
    [
        ("Was kam raus?", "Wer hat das evaluiert?", "de", "Welche Ergebnisse hatte Evaluation?"),
        (
            "Und was war das Ergebnis?",
            "Wurde go-cluster evaluiert?",
            "de",
            "Welche Ergebnisse hatte go-cluster Evaluation?",
        ),
        ("what came out of it?", "Who evaluated go-cluster?", "en", "What were the results of evaluation go-cluster?"),
        ("Was kam danach?", "Wer hat das evaluiert?", "de", ""),
        ("Who published the results of 2016?", "Who evaluated go-cluster?", "en", ""),
    ],
)
def test_results_are_asked_of_what_was_asked_last(text: str, last: str, language: Language, full: str) -> None:
    assert asked_of_result(text, last, language) == full


@pytest.mark.parametrize(
    "turns",
    [
        ("Wie viele Leute waren auf der Jahrestagung 2019?", "wo war die"),
        ("When was the annual conference 2019?", "where was it?"),
        ("When was the annual conference 2019?", "link?"),
        ("Sagen Sie mal, arbeitet go-cluster auch mit den USA zusammen?", "Wie hieß diese Veranstaltung?"),
    ],
)
def test_a_statement_without_what_is_asked_for_is_not_told_again(
    conversation_factory: Callable[[], Conversation], turns: tuple[str, ...]
) -> None:
    assert _last(conversation_factory(), turns).kind == "abstention"


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("When did go-cluster meet with Denmark?", "where was that?"), "Nordic embassies"),
        (("Was ist der Cluster Shaker?", "und wo war das?"), "bei NIRO"),
        (("When did go-cluster meet with Denmark?", "what was it called?"), "Innovativ, kreativ"),
        (("Wer hat go-cluster evaluiert?", "Was kam raus?"), "33 von 51"),
        (("Who evaluated go-cluster?", "and the results?"), "33 of 51"),
        (("Who won ClusterERFOLG in 2022?", "what for?"), "for bringing sustainability"),
        (("Wann war das dritte virtuelle Clustertreffen?", "wie lange ging das?"), "13:30 bis 16:30"),
    ],
)
def test_what_has_it_is_told(
    conversation_factory: Callable[[], Conversation], turns: tuple[str, ...], said: str
) -> None:
    assert said in _last(conversation_factory(), turns).text
