"""The one before and after in a series, who it was before, and what nothing is told of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.pointing.earlier_later import says_earlier_or_later, step_asked
from bot.session.messages import Message


@pytest.mark.parametrize(
    ("text", "step", "is_of_time"),
    [
        ("and the one before?", -1, False),
        ("Und davor?", -1, True),
        ("und das nächste", 1, False),
        ("and after that?", 1, True),
        ("und beim vorherigen?", -1, False),
        ("and who was there before?", 0, False),
        ("what was decided next", 0, False),
    ],
)
def test_which_way_it_goes(text: str, step: int, is_of_time: bool) -> None:
    assert (step_asked(text), says_earlier_or_later(text)) == (step, is_of_time)


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("When was the Cluster Week 2019?", "and the one before?"), "The 1st German Cluster Week"),
        (("Who opened the Cluster Week 2019?", "and the one before?"), "Dirk Wiese"),
        (("Wann war das erste virtuelle Clustertreffen?", "und das nächste"), "16. September 2021"),
        (("wann war das 3. virtuelle Clustertreffen", "wie viele kamen da", "und beim vorherigen?"), "rund 70"),
        (("Wann war die erste Clusterwoche?", "gab es noch eine?"), "2. Clusterwoche"),
        (("Was ist der Vernetzungstag?", "und der zweite?"), "sagen die Quellen nichts"),
        (("Wann war die Jahrestagung 2018?", "und davor?"), "20. April 2017"),
        (("how many members do you have", "and in 2013?", "and before that?"), "The sources do not say"),
        (("wer ist die leiterin von go-cluster", "und davor?"), "Claudia Buhl"),
        (("wer ist die leiterin von go-cluster", "seit wann macht sie das", "und davor?"), "Claudia Buhl"),
    ],
)
def test_the_one_before_or_after_is_told(
    conversation_factory: Callable[[], Conversation], turns: tuple[str, ...], said: str
) -> None:
    conversation = conversation_factory()
    *_, last = [conversation.reply(Message(turn, session="a")).answer.text for turn in turns]
    assert said in last
