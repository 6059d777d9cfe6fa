"""What the conversation says of its own accord, and what it remembers; without a model and with few documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from made import document

from bot.conversation import MAX_CHARS, Conversation
from bot.messages import Message, Reply
from bot.phrases import phrase
from bot.sessions import KEPT_SECONDS, Session, Sessions
from indexer.builder import build
from indexer.corpus import Corpus
from knowledge.answer import Answerer
from knowledge.base import KnowledgeBase
from knowledge.encoder import WordEncoder
from knowledge.errors import QuestionError
from knowledge.wishes import Wish


class Clock:
    """Stands still unless it is told to go on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    data, encoder = tmp_path_factory.mktemp("data"), WordEncoder()
    build(Corpus((document("one", "Timber bridges stand long."),), ()), encoder, data)
    base = KnowledgeBase.open(data, encoder)
    yield Answerer(base)
    base.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(clock=clock)


@pytest.fixture
def conversation(small: Answerer, sessions: Sessions) -> Conversation:
    return Conversation(small, sessions)


def say(conversation: Conversation, text: str, session: str = "a") -> Reply:
    return conversation.reply(Message(text, session=session))


# -- the notice --------------------------------------------------------------------------------


def test_the_first_reply_says_that_a_machine_answers_and_later_ones_do_not(
    conversation: Conversation,
) -> None:
    notices = [say(conversation, text).notice for text in ("Hello", "timber bridges", "Thanks")]
    assert notices == [phrase("notice", "en"), "", ""]


def test_the_notice_is_in_the_language_of_the_message(conversation: Conversation) -> None:
    assert say(conversation, "Guten Tag").notice == phrase("notice", "de")


def test_every_session_gets_the_notice_once(conversation: Conversation) -> None:
    notices = [bool(say(conversation, "Hello", session).notice) for session in ("a", "b", "a", "b")]
    assert notices == [True, True, False, False]


def test_a_message_that_cannot_be_answered_does_not_use_the_notice_up(conversation: Conversation) -> None:
    with pytest.raises(QuestionError, match="empty"):
        say(conversation, " ")
    assert say(conversation, "Hello").notice == phrase("notice", "en")


def test_after_an_hour_the_notice_is_said_again(conversation: Conversation, clock: Clock) -> None:
    say(conversation, "Hello")
    clock.now += KEPT_SECONDS
    assert say(conversation, "Hello").notice == ""
    clock.now += KEPT_SECONDS + 1
    assert say(conversation, "Hello").notice == phrase("notice", "en")


def test_a_session_that_is_forgotten_begins_anew(conversation: Conversation) -> None:
    for session in ("a", "b"):
        say(conversation, "Hello", session)
    conversation.forget("a")
    assert [bool(say(conversation, "Hello", session).notice) for session in ("a", "b")] == [True, False]


# -- what is said without the sources ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key", "language"),
    [
        ("Hello", "greeting", "en"),
        ("Vielen Dank!", "thanks", "de"),
        ("Auf Wiedersehen", "goodbye", "de"),
        ("What can you do?", "help", "en"),
        ("Sind Sie ein Mensch?", "identity", "de"),
    ],
)
def test_small_talk_gets_its_phrase(text: str, key: str, language: str, conversation: Conversation) -> None:
    answer = say(conversation, text).answer
    assert (answer.kind, answer.language, answer.citations) == ("smalltalk", language, ())
    assert answer.text == phrase(key, answer.language)


def test_yes_to_nothing_asks_what_is_wanted(conversation: Conversation) -> None:
    assert say(conversation, "Yes please").answer.text == phrase("yes_to_nothing", "en")
    assert say(conversation, "ja bitte").answer.text == phrase("yes_to_nothing", "de")


# -- what is read and given back ---------------------------------------------------------------


def test_the_question_is_given_back_as_it_was_typed(conversation: Conversation) -> None:
    assert say(conversation, "  Hello \n there ").answer.question == "  Hello \n there "


def test_blanks_and_invisible_characters_change_nothing(conversation: Conversation) -> None:
    assert say(conversation, "\u200b Hello\n\tthere\x07 ").answer.text == phrase("greeting", "en")


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u200b", "\x00\x07"])
def test_an_empty_message_is_refused(text: str, conversation: Conversation) -> None:
    with pytest.raises(QuestionError, match="the question is empty: ask something"):
        say(conversation, text)


def test_a_message_may_be_as_long_as_the_limit_and_no_longer(conversation: Conversation) -> None:
    assert say(conversation, "x" * MAX_CHARS).answer.kind == "abstention"
    with pytest.raises(QuestionError, match=f"has {MAX_CHARS + 1} characters, at most {MAX_CHARS} are read"):
        say(conversation, "x" * (MAX_CHARS + 1))


def test_blanks_do_not_count_towards_the_length(conversation: Conversation) -> None:
    assert say(conversation, "Hello" + " " * 100_000).answer.text == phrase("greeting", "en")


# -- languages ---------------------------------------------------------------------------------


def test_a_chosen_language_goes_before_that_of_the_text(conversation: Conversation) -> None:
    reply = conversation.reply(Message("Hello", session="a", language="de"))
    assert (reply.answer.language, reply.notice) == ("de", phrase("notice", "de"))


@pytest.mark.parametrize(("before", "language"), [("Vielen Dank", "de"), ("Thank you very much", "en")])
def test_a_message_without_a_language_of_its_own_takes_that_of_the_session(
    before: str, language: str, conversation: Conversation
) -> None:
    say(conversation, before)
    assert say(conversation, "2013?").answer.language == language


def test_a_message_in_another_language_changes_the_language(conversation: Conversation) -> None:
    answers = [say(conversation, text).answer.language for text in ("Thank you", "Vielen Dank", "Thank you")]
    assert answers == ["en", "de", "en"]


# -- memory ------------------------------------------------------------------------------------

TOPIC = Session(language="en", kind="answer", question="Which timber?", statement_ids=("one",), offers=("Why?",))


def test_small_talk_leaves_the_topic_as_it_was(conversation: Conversation, sessions: Sessions) -> None:
    sessions.put("a", TOPIC)
    say(conversation, "Thanks")
    assert sessions.get("a") == TOPIC


def test_an_abstention_leaves_the_topic_but_takes_back_the_offers(
    conversation: Conversation, sessions: Sessions
) -> None:
    topic = replace(TOPIC, question="", wish=Wish(laender=("BY",)), cluster_ids=("alpha", "beta"))
    sessions.put("a", topic)
    assert say(conversation, "???").answer.kind == "abstention"
    assert sessions.get("a") == replace(topic, offers=())


def test_what_one_session_asked_is_not_known_to_another(conversation: Conversation, sessions: Sessions) -> None:
    sessions.put("a", TOPIC)
    say(conversation, "Hello", "b")
    assert sessions.get("b") == Session(language="en")
