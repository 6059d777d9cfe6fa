"""Of a long message that is answered which one of its sentences asks."""

from __future__ import annotations

import pytest

from bot.dialogue.conversation import Conversation
from bot.reading.long_messages import asked_of
from bot.session.messages import Message
from knowledge.answers.answer import Answerer
from knowledge.records import Language

BESIDE = {
    "en": (
        "Hello, I am a retired teacher in Kassel with two daughters, and on Monday it rained so hard that three letters fell into the river.",
        "My neighbour, who sells lamps and shoes in Bremen, laughed about it for a good hour.",
        "By the way, the coffee at the station costs 4 euros now, and nobody knows why.",
    ),
    "de": (
        "Guten Tag, ich war Lehrer in Kassel, und am Montag hat es so geregnet, dass mir drei Briefe in den Fluss gefallen sind.",
        "Meine Nachbarin, die in Bremen Lampen und Schuhe verkauft, hat darüber eine gute Stunde gelacht.",
        "Der Kaffee am Bahnhof kostet übrigens jetzt 4 Euro, und das ist nicht wenig für einen Becher.",
    ),
}


def told(asking: str, language: Language, *before: str) -> str:
    first, second, last = BESIDE[language]
    return " ".join([first, second, *before, asking, last])


@pytest.mark.parametrize(
    ("asking", "language", "asked"),
    [
        ("How long is a bronze label valid?", "en", "How long is a bronze label valid?"),
        ("So please tell me how long a bronze label is valid.", "en", "how long a bronze label is valid?"),
        (
            "My question is simply who chairs the programme advisory board.",
            "en",
            "who chairs the programme advisory board?",
        ),
        ("Before I forget: what does a gold label cost?", "en", "what does a gold label cost?"),
        ("Sagen Sie mir bitte, wie lange ein Bronze-Label gilt.", "de", "wie lange ein Bronze-Label gilt?"),
        ("Mir fehlt noch, wer den Programmbeirat leitet.", "de", "wer den Programmbeirat leitet?"),
        ("Nun zur Sache: Was kostet ein Gold-Label?", "de", "Was kostet ein Gold-Label?"),
    ],
)
def test_the_sentence_that_asks_is_asked_without_its_request(
    asking: str, language: Language, asked: str, answerer: Answerer
) -> None:
    assert asked_of(told(asking, language), language, answerer) == asked


def test_a_sentence_that_points_back_is_asked_with_the_one_before_it(answerer: Answerer) -> None:
    before = "A friend told me about the second German Cluster Week."
    assert (
        asked_of(told("How many events did it have?", "en", before), "en", answerer)
        == f"{before} How many events did it have?"
    )


def test_to_whom_one_writes_is_nothing_that_was_spoken_of(answerer: Answerer) -> None:
    asking, before = "Was sind eigentlich Ihre Öffnungszeiten?", "Neulich ging es um die Homepage und um Europa."
    assert asked_of(told(asking, "de", before), "de", answerer) == "Was sind Ihre Öffnungszeiten?"


def test_a_wish_for_clusters_is_read_without_the_places_and_trades_of_others(answerer: Answerer) -> None:
    asked = asked_of(told("Which photonics clusters are there in Thuringia?", "en"), "en", answerer)
    assert asked == "Which photonics clusters are there in Thuringia?"


def test_who_asks_which_cluster_fits_tells_what_for_before(answerer: Answerer) -> None:
    trade = "We make lenses for microscopes in Jena."
    asked = asked_of(told("Which cluster fits us?", "en", trade), "en", answerer)
    assert asked == f"{trade} Which cluster fits us?"


@pytest.mark.parametrize(
    "text",
    [
        "How long is a bronze label valid?",
        " ".join(["one"] * 40),
        " ".join(BESIDE["en"]),  # nothing is asked
        " ".join(BESIDE["de"]),
    ],
)
def test_a_short_message_and_one_that_asks_nothing_stay_as_they_are(text: str, answerer: Answerer) -> None:
    assert asked_of(text, "en", answerer) == text


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_stands_beside_is_not_answered(language: Language, answerer: Answerer) -> None:
    asking = {"en": "What is the capital of Australia?", "de": "Wie heißt die Hauptstadt von Australien?"}[language]
    answer = Conversation(answerer).reply(Message(told(asking, language))).answer
    assert answer.kind == "abstention"


def test_the_citation_is_that_of_the_statement_asked_for(answerer: Answerer) -> None:
    answer = Conversation(answerer).reply(Message(told("How long is a first silver label valid?", "en"))).answer
    assert [citation.passage_id.split("#")[-1] for citation in answer.citations][:1] == ["web-silver-validity"]
