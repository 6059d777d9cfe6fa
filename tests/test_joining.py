"""What is asked of joining where joining is what is spoken of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.records import Language
from knowledge.statements.joining import asked_for_others, asked_of_joining, speaks_of_joining


@pytest.mark.parametrize(
    ("text", "last", "does"),
    [
        ("whats the criteria to be accepted", "", True),
        ("How do we apply", "", True),
        ("Wie wird man aufgenommen?", "wer entscheidet darüber", True),
        ("we're thinking of joining go-cluster", "", True),
        ("How do we get listed in the ECCP?", "", False),
        ("How do we apply for the gold label?", "", False),
        ("How do we join go-cluster?", "And what does the silver label cost?", False),
        ("Wer hat go-cluster evaluiert?", "", False),
    ],
)
def test_joining_is_spoken_of(text: str, last: str, does: bool) -> None:
    assert speaks_of_joining(text, last) == does


@pytest.mark.parametrize(
    ("text", "language", "full"),
    [
        ("What would we get out of it?", "en", "What benefits does go-cluster membership bring?"),
        ("what's in it for us?", "en", "What benefits does go-cluster membership bring?"),
        ("Was haben wir davon?", "de", "Was bringt uns die Mitgliedschaft bei go-cluster?"),
        ("Lohnt sich das?", "de", "Was bringt uns die Mitgliedschaft bei go-cluster?"),
        ("and how long does that take", "en", "How long does admission to go-cluster take?"),
        ("Und wie lange dauert das denn?", "de", "Wie lange dauert die Bearbeitung des Aufnahmeantrags?"),
        ("how many members do we need at least", "en", "How many members do we need to join go-cluster?"),
        ("brauchen wir schon ein Label?", "de", "Brauchen wir ein Label für die Aufnahme in go-cluster?"),
        ("and foreign clusters?", "en", "Can foreign clusters join go-cluster?"),
        ("Wir sind aus Österreich, geht das auch?", "de", "Können ausländische Cluster Mitglied werden?"),
        ("what about start-ups?", "en", "Can a single company join go-cluster directly?"),
        ("and can single companies?", "en", "Can a single company join go-cluster directly?"),
        ("Geht das auch als Verein?", "de", "Können Unternehmen Mitglied werden?"),
        ("what do they check?", "en", "What are the admission criteria of go-cluster?"),
        ("Worauf wird da geachtet?", "de", "Welche Aufnahmekriterien gelten bei go-cluster?"),
        ("and what if we are not from Germany?", "en", "Can foreign clusters join go-cluster?"),
        ("Und wie viele Unternehmen?", "de", ""),
        ("How long is the silver label valid?", "en", ""),
        ("How many members does go-cluster have?", "en", ""),
        ("Wie lange gibt es go-cluster schon?", "de", ""),
        ("Are there clusters from Austria that hold gold?", "en", ""),
    ],
)
def test_what_is_asked_of_joining_is_asked_in_full(text: str, language: Language, full: str) -> None:
    assert asked_of_joining(text, language) == full


@pytest.mark.parametrize(
    ("text", "language", "does"),
    [
        ("Could universities apply?", "en", True),
        ("We are a small start-up, could we become a member?", "en", True),
        ("Können Forschungsinstitute beitreten?", "de", True),
        ("Can universities take part?", "en", True),
        ("Do universities take part in go-cluster?", "en", False),
        ("Can companies apply for funding?", "en", False),
        ("Can a network of universities join?", "en", False),
        ("How do universities join?", "en", False),
    ],
)
def test_others_than_clusters_ask_whether_they_can_join(text: str, language: Language, does: bool) -> None:
    assert bool(asked_for_others(text, language)) == does


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (
            ("whats the criteria to be accepted", "how many members do we need at least"),
            "how many members a network must",
        ),
        (("How do we join go-cluster?", "do we need a label first?"), "whether a network needs a label"),
        (
            ("Wie wird man aufgenommen?", "wie lange dauert das?"),
            "wie lange die Bearbeitung eines Aufnahmeantrags dauert",
        ),
        (("Wer kann Mitglied werden?", "Geht das auch aus Österreich?"), "aus Deutschland"),
        (("How do we join go-cluster?", "and foreign clusters?"), "No. In principle, go-cluster is open"),
        (("Who decides on admission?", "and if we are not from Germany?"), "No. In principle, go-cluster is open"),
        (("How does admission work?", "can research institutes join?"), "whether single companies, universities"),
        (("Wie wird man Mitglied?", "Gilt das auch für Kommunen?"), "ob einzelne Unternehmen, Hochschulen"),
        (("How do we join go-cluster?", "who has been accepted recently?"), "took in new members"),
        (
            ("I run a network and we're thinking of joining go-cluster. What would we get out of it?",),
            "list these benefits",
        ),
        (
            ("Guten Tag, wir überlegen, Mitglied bei go-cluster zu werden. Was haben wir davon?",),
            "Vorteile einer Mitgliedschaft",
        ),
    ],
)
def test_what_follows_on_joining_is_of_joining(
    conversation_factory: Callable[[], Conversation], turns: tuple[str, ...], said: str
) -> None:
    conversation = conversation_factory()
    *_, last = [conversation.reply(Message(turn, session="a")).answer.text for turn in turns]
    assert said in last


def test_how_long_after_the_label_is_of_the_label(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    conversation.reply(Message("How do we get the gold label?", session="a"))
    assert "two full days" in conversation.reply(Message("how long does it take?", session="a")).answer.text
