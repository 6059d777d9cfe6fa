"""Short follow-ups made of parts, on the shipped index: each is right if it is answered as the question in full is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.conversation import Conversation
from bot.messages import Message
from knowledge.records import Language

# of a matter: a question in full, its short wordings, and what the answer to it has
_MATTERS: dict[Language, tuple[tuple[tuple[str, tuple[str, ...], str], ...], ...]] = {
    "en": (
        (
            ("Who opened the annual conference 2018?", ("who opened it?", "opened by whom?"), "Janssen"),
            ("What was the motto of the annual conference 2018?", ("what was its motto?",), "Regionalentwicklung"),
            ("How many people took part in the annual conference 2018?", ("how many came?",), "200"),
        ),
        (
            ("When was ESCA set up?", ("since when does it exist?", "when was it founded?"), "2010"),
            ("Where is ESCA based?", ("where is it based?",), "Berlin"),
        ),
        (
            ("Who runs the Cluster Platform Germany?", ("who runs it?", "who operates it?"), "Education"),
            ("How many clusters are on the Cluster Platform Germany?", ("how many clusters are on it?",), "434"),
        ),
        (
            ("How long did the evaluation of go-cluster take?", ("how long did it take?",), "three months"),
            ("Who carried out the evaluation of go-cluster?", ("who did it?", "by whom?"), "InterVal"),
        ),
    ),
    "de": (
        (
            (
                "Wer hat die erste Clusterwoche eröffnet?",
                ("wer hat sie eröffnet?", "von wem eröffnet?"),
                "Wiese|Quennet",
            ),
            ("Wie viele Veranstaltungen gab es bei der ersten Clusterwoche?", ("wie viele Veranstaltungen?",), "173"),
            ("Wann war die erste Clusterwoche?", ("wann war die?", "wann genau?"), "2017"),
        ),
        (
            ("Wann wurde EUCLES gegründet?", ("seit wann gibt es die?",), "2020"),
            ("Wo sitzt EUCLES?", ("wo sitzt die?", "wo ist das?"), "Brüssel"),
        ),
        (
            ("Was kostet das Silber-Label bei der ESCA?", ("was kostet es?", "wie teuer ist das?"), "3.620"),
            ("Wie lange gilt das Silber-Label?", ("wie lange gilt es?",), "zwei Jahre"),
        ),
    ),
}
_NAMES: tuple[tuple[Language, str, str, str], ...] = (
    ("en", "When was ESCA set up?", "and EUCLES?", "2020"),
    ("en", "Where is EUCLES based?", "what about ESCA?", "Berlin"),
    ("de", "Wer ist Thomas Heimer?", "und Axel Bauer?", "ILT|Begleitkreis"),
    ("de", "Wo sitzt ESCA?", "EUCLES?", "Brüssel"),
)
_LEAST = 0.9


def _made() -> Iterator[tuple[Language, str, str, str]]:
    for language, matters in _MATTERS.items():
        for aspects in matters:
            for first, _, _ in aspects:
                for question, wordings, expected in aspects:
                    yield from ((language, first, short, expected) for short in wordings if question != first)


def test_nine_in_ten_short_follow_ups_are_answered_as_the_question_in_full(
    conversation_factory: Callable[[], Conversation],
) -> None:
    conversation = conversation_factory()
    wrong = []
    made = [*_made(), *_NAMES]
    for number, (language, first, short, expected) in enumerate(made):
        conversation.reply(Message(first, session=str(number), language=language))
        answer = conversation.reply(Message(short, session=str(number), language=language)).answer
        if answer.kind != "answer" or re.search(expected, answer.text) is None:
            wrong.append((first, short, answer.text))
    assert len(wrong) <= (1 - _LEAST) * len(made), wrong
