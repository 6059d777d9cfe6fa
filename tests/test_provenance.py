"""Who asks where what was told comes from, or of when it is, is told so; what asks something else is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.on_statements.provenance import asks_of_now, origin_asked
from bot.session.messages import Message
from knowledge.records import Answer


@pytest.mark.parametrize(
    "text",
    [
        "Source?",
        "and the source?",
        "What's the source of that figure?",
        "Where does that number come from?",
        "Where do you have that from?",
        "Who says so?",
        "How do you know?",
        "Which page is that on?",
        "Auf welcher Seite steht das?",
        "Woher stammt diese Zahl? Bitte Seite angeben.",
        "Quelle mit Seitenzahl?",
        "Haben Sie dafür eine Quelle?",
        "Können Sie mir die Quelle nennen?",
        "Auf welcher Seite der Broschüre steht das?",
        "Which page of the publication is that on?",
        "Could you please give me the page number?",
        "Where did you get that figure? Source and page, please.",
        "What's the date of your source?",
        "What is the date of that figure?",
        "How old is that information?",
        "As of when is that?",
        "Where can I read that?",
        "Quelle?",
        "Und die Quelle bitte?",
        "Woher stammt die Zahl?",
        "Woher wissen Sie das?",
        "Aus welcher Quelle stammt das?",
        "Wo steht das?",
        "Wer sagt das?",
        "Welches Datum hat diese Quelle?",
        "Von wann ist die Zahl?",
        "Wie aktuell ist die Angabe?",
        "Stand?",
    ],
)
def test_where_from_and_of_when_is_asked_in_many_words(text: str) -> None:
    assert origin_asked(text) == "source"


@pytest.mark.parametrize(
    "text",
    [
        "Is that still current?",
        "Is this figure still correct today?",
        "Does that still hold?",
        "Ist die Zahl noch aktuell?",
        "Gilt das noch?",
        "Stimmt das heute noch?",
        "Sind die Angaben aktuell?",
    ],
)
def test_whether_it_still_holds_is_asked_of_its_date(text: str) -> None:
    assert origin_asked(text) == "current"


@pytest.mark.parametrize(
    "text",
    [
        "When was that?",
        "Wann war das?",
        "How old is it?",
        "Where is that?",
        "Wo ist das?",
        "Woher kommt sie?",
        "Wo finde ich die Unterlagen?",
        "Where is the office?",
        "Which sources does the monitor use?",
        "Who said that clusters matter most?",
        "Is she still there?",
        "Do you have a page?",
        "Woher stammt der Name? Und wer wählte ihn?",
        "Stand am ersten Tag",
        "Wie alt ist das Netzwerk?",
    ],
)
def test_what_is_asked_of_the_matter_itself_is_not_taken_for_it(text: str) -> None:
    assert origin_asked(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "And today?",
        "and now?",
        "What about today?",
        "Und heute?",
        "Das war einmal. Und jetzt?",
        "What about now, 2025?",
    ],
)
def test_what_says_no_more_than_now_is_asked_of_now(text: str) -> None:
    assert asks_of_now(text)


@pytest.mark.parametrize("text", ["Who is head today?", "And in 2019?", "Und heute in Bayern?"])
def test_what_says_more_is_not(text: str) -> None:
    assert not asks_of_now(text)


def said(conversation: Conversation, *texts: str) -> list[Answer]:
    return [conversation.reply(Message(text, session="a")).answer for text in texts]


def test_the_source_is_named_with_publisher_date_and_page(conversation_factory: Callable[[], Conversation]) -> None:
    answer, origin = said(conversation_factory(), "How many SMEs are in the go-cluster clusters?", "Source?")
    assert (origin.kind, origin.language) == ("answer", "en")
    (citation,) = origin.citations
    assert citation.passage_id == answer.citations[0].passage_id
    assert f"Source [1]: “{citation.title}”, {citation.publisher}, January 2023, p. {citation.page}." in origin.text
    assert origin.text.endswith("The statement is as of January 2023.")


def test_in_german_and_whether_it_still_holds_is_left_open(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    _, origin = said(conversation, "Wie viele Mitglieder hatte go-cluster im März 2018?", "Ist die Zahl noch aktuell?")
    assert origin.language == "de"
    assert "Stand der Angabe: 15. März 2018." in origin.text
    assert origin.text.endswith("Ob sie noch gilt, sagen die Quellen nicht.")


def test_what_is_told_of_the_source_leaves_the_topic_as_it_was(
    conversation_factory: Callable[[], Conversation],
) -> None:
    with_origin, without = conversation_factory(), conversation_factory()
    *_, after = said(with_origin, "Who opened the 2018 annual conference?", "Source?", "And in 2019?")
    *_, plain = said(without, "Who opened the 2018 annual conference?", "And in 2019?")
    assert after.text == plain.text


def test_without_an_answer_before_it_is_a_question_of_its_own(
    conversation_factory: Callable[[], Conversation],
) -> None:
    (first,) = said(conversation_factory(), "Source?")
    assert "Source [1]" not in first.text


def test_behind_what_is_not_told_it_is_asked_of_what_was_told_last(
    conversation_factory: Callable[[], Conversation],
) -> None:
    _, refused, source = said(
        conversation_factory(), "Who opened the 2018 annual conference?", "What does the moon weigh?", "Source?"
    )
    assert refused.kind == "abstention"
    assert "Ole Janssen" in source.text
    assert "Source [1]" in source.text


def test_a_long_list_is_told_by_its_first_line(conversation_factory: Callable[[], Conversation]) -> None:
    answer, origin = said(conversation_factory(), "Which services does go-cluster offer?", "Where is that written?")
    head = answer.citations[0].quote.partition("\n")[0]
    assert origin.citations[0].quote == head
    assert origin.text.startswith(f"{head} … [1]")


def test_where_nothing_newer_is_known_of_now_the_date_of_what_was_told_is(
    conversation_factory: Callable[[], Conversation],
) -> None:
    budget, now = said(conversation_factory(), "Wie hoch ist das Budget von go-cluster?", "Und heute?")
    assert now.citations[0].passage_id == budget.citations[0].passage_id
    assert now.text.endswith("Ob sie noch gilt, sagen die Quellen nicht.")
    then, newest = said(conversation_factory(), "How many members were there in 2013?", "And today?")
    assert newest.citations[0].passage_id != then.citations[0].passage_id
    assert "Whether it still holds" not in newest.text


def test_of_all_that_was_given_the_sources_are_named(conversation_factory: Callable[[], Conversation]) -> None:
    texts = ("How many companies are in the clusters and how many of them are SMEs?", "Which page is that on?")
    answer, origin = said(conversation_factory(), *texts)
    assert {c.passage_id for c in origin.citations} == {c.passage_id for c in answer.citations}


def test_whether_somebody_is_still_in_office_is_left_open(conversation_factory: Callable[[], Conversation]) -> None:
    _, still = said(conversation_factory(), "Who signed the foreword?", "Is he still in office?")
    assert still.kind == "abstention"
    assert "what former office-holders and people named in the sources do today" in still.text


def test_for_a_year_without_a_figure_the_newest_is_told_with_its_date(
    conversation_factory: Callable[[], Conversation],
) -> None:
    _, now = said(conversation_factory(), "How many members does go-cluster have?", "What about now, 2025?")
    assert "81 members" in now.text
    assert "as of October 2022" in now.text


def test_where_all_is_from_is_told_before_anything_was_and_then_where_that_is_from(
    conversation_factory: Callable[[], Conversation],
) -> None:
    conversation = conversation_factory()
    first = conversation.reply(Message("Woher stammen die Daten?", session="s")).answer
    assert first.kind == "smalltalk"
    conversation.reply(Message("Was kostet das Gold-Label?", session="s"))
    then = conversation.reply(Message("Woher stammen die Daten?", session="s")).answer
    assert (then.kind, "Quelle [1]:" in then.text) == ("answer", True)
