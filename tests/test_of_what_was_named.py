"""What is asked of a publication, a body or a board that was named: what is in it, since when one is a member, who heads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.pointing.at_body import member_of_body
from bot.session.messages import Message
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "question", "language", "full"),
    [
        ("Seit wann ist go-cluster dabei?", "Was ist EUCLES?", "de", "Seit wann ist go-cluster Mitglied von EUCLES?"),
        ("is Germany a member", "What does the ECCP do?", "en", "is Germany a member of ECCP?"),
        ("Is go-cluster a member of ESCA?", "What is EUCLES?", "en", ""),
        ("Who is a member?", "What is EUCLES?", "en", ""),
        ("Seit wann ist go-cluster dabei?", "Was sind Cluster?", "de", ""),
    ],
)
def test_of_what_one_is_a_member_is_what_was_named(text: str, question: str, language: Language, full: str) -> None:
    assert member_of_body(text, question, "It is a member.", language) == full


def test_which_body_was_asked_is_told_by_the_statement() -> None:
    question = "Which associations does go-cluster belong to?"
    assert (
        member_of_body("Since when is go-cluster a member?", question, "ESCA unites networks.", "en")
        == "Since when is go-cluster a member of ESCA?"
    )
    assert member_of_body("Since when is go-cluster a member?", question, "Several unite networks.", "en") == ""


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("Welche Broschüren gibt es?", "Was steht drin?"), "Die Jubiläumspublikation enthält:"),
        (
            ("How do I order the publication?", "What's in it?"),
            "The anniversary publication has the following contents",
        ),
        (("Was ist die Expedition Clusterinitiative?", "Was steht drin?"), "Wie gesagt: Expedition Clusterinitiative"),
        (("Was ist die European Clusters Alliance?", "Seit wann ist go-cluster dabei?"), "als 14. Nation"),
        (("Is Germany in the European Clusters Alliance?", "as which nation?"), "as its 14th nation"),
        (("Wer sitzt im Programmbegleitkreis?", "Wer leitet ihn?"), "unter dem Vorsitz von"),
        (
            ("What can I read in a cluster's portrait on the Cluster Platform?", "How many clusters are shown there?"),
            "434",
        ),
        (
            ("What did the European Cluster Policy Group recommend in 2010?", "How many experts were on it?"),
            "20 independent",
        ),
        (("We run a photonics network in Jena. What would membership bring us?",), "benefits of go-cluster membership"),
        (("What is the ECCP?", "is go-cluster involved there?"), "Yes. go-cluster also takes part in the ECCP"),
        (("Was kostet die Mitgliedschaft?", "Und die Labels?"), "Listenpreise"),
        (("Does go-cluster work with France?",), "Yes. The anniversary publication names"),
        (("Does go-cluster work with France and Poland?",), "The anniversary publication names"),
        (("Ist Frankreich noch Partnerland?",), "Ob es das zurzeit gibt, sagen die Quellen nicht"),
        (("Wer leitete go-cluster zuerst?", "Bis wann?"), "Claudia Buhl (2012–2020)"),
        (("Who pays for go-cluster?",), "The sources do not say"),
        (("How much does a 3D printer cost?",), "The sources do not say that."),
        (("Wie teuer ist ein Gabelstapler?",), "Dazu sagen die Quellen nichts."),
        (("Was kostet ein Label?",), "Listenpreise"),
    ],
)
def test_what_was_named_is_what_is_asked_of(
    conversation_factory: Callable[[], Conversation], turns: tuple[str, ...], said: str
) -> None:
    conversation = conversation_factory()
    *_, last = [conversation.reply(Message(turn, session="a")).answer.text for turn in turns]
    assert said in last
