"""Whatever asks, asks in every place where words of asking are looked for, with a preposition or without."""

from __future__ import annotations

import re

import pytest

from bot.pointing.each_of import asked_in_turn
from bot.pointing.slots import asks
from knowledge.records import Language
from knowledge.statements.choosing import halves
from knowledge.words.asking_words import ASKED, INTERROGATIVE

EN = ("who", "whom", "whose", "what", "which", "when", "where", "why", "how")
DE = (
    "wer wen wem wessen was wann wo wohin woher womit wozu wofür worum woran worauf woraus worin worüber wodurch wovon wobei "
    "warum wieso weshalb wie wieviel welche welcher welchen"
).split()


@pytest.mark.parametrize(("word", "language"), [*((w, "en") for w in EN), *((w, "de") for w in DE)])
def test_words_of_asking_are_the_same_everywhere(word: str, language: Language) -> None:
    assert re.fullmatch(INTERROGATIVE, word)
    assert asks(f"The board {word}")
    assert halves(f"Alpha, and {word} beta")[1:] == [f"{word} beta"]
    assert len(asked_in_turn(f"{word}, {word}, {word}?", language)) == 3


@pytest.mark.parametrize(
    "text", ["in which year", "for whom", "seit wann", "mit wem", "aus welchem Jahr", "fur wen", "für wen"]
)
def test_a_preposition_may_stand_before_it(text: str) -> None:
    assert re.match(ASKED, text)


@pytest.mark.parametrize("word", ["woche", "wollen", "worden", "whole", "wieder", "wasser", "wort", "whatever"])
def test_what_begins_alike_asks_nothing(word: str) -> None:
    assert not re.match(ASKED, word)
