"""Follow-ups that ask for what no statement says are not answered with the statement of the topic."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message

ANOTHER = pytest.mark.xfail(
    strict=True, reason="since details weigh more, another statement is surer than it should be"
)


@pytest.mark.parametrize(
    "turns",
    [
        ("Who presented at the Hanover trade fair 2023?", "how big was the stand?"),
        ("War go-cluster 2023 auf der Hannover Messe?", "was hat der Stand gekostet?"),
        ("Wer sitzt im Programmbegleitkreis?", "wie hoch war das Honorar?"),
        pytest.param(("What are the admission criteria?", "how many points must one reach?"), marks=ANOTHER),
        ("Who chairs the advisory board?", "how long is his term?"),
        pytest.param(("Wann war das 2. virtuelle Clustertreffen?", "welche Farbe hatte die Urkunde?"), marks=ANOTHER),
        ("What is EUCLES?", "what is their phone number?"),
        ("When was the first Cluster Week?", "was there live music?"),
        ("Wie viele kamen zur Jahrestagung 2016?", "war das mehr als erwartet?"),
        ("Was ist INNO Battle?", "wann endete das?"),
        ("Welche Partnerländer gab es?", "welches kommt als nächstes?"),
    ],
)
def test_what_the_sources_do_not_say_is_not_told(
    turns: tuple[str, ...], conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    kinds = [conversation.reply(Message(turn, session="s")).answer.kind for turn in turns]
    assert kinds == ["answer", "abstention"]


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("Who evaluated go-cluster?", "how long did it take?"), "three months"),
        (("Was kostet Silber?", "wie lange dauert das Audit?"), "5 Stunden"),
        (("When was the first Cluster Week?", "how many events were there?"), "173"),
        (("Wann war die erste Clusterwoche?", "wie viele davon waren auf der Hannover Messe?"), "31"),
        (("When was the annual conference 2018?", "under which motto?"), "Regionalentwicklung"),
    ],
)
def test_what_they_say_is_told(
    turns: tuple[str, ...], told: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    answers = [conversation.reply(Message(turn, session="s")).answer for turn in turns]
    assert told in answers[-1].text
