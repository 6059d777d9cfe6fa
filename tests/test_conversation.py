"""What the conversation says of its own accord, and what it remembers; without a model and with few documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from made import document, opened, profile

from bot.dialogue.conversation import MAX_CHARS, Conversation
from bot.dialogue.phrases import phrase
from bot.session.messages import Message, Reply
from bot.session.sessions import KEPT_SECONDS, MAX_EARLIER, Session, Sessions, Topic
from indexer.generation.builder import build
from indexer.shipped.corpus import Corpus
from knowledge.answers.answer import Answerer
from knowledge.clusters.wishes import Wish
from knowledge.errors import QuestionError
from knowledge.records import Language
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import WordEncoder


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
        ("Schade. Trotzdem danke", "thanks", "de"),
        ("OK, that's doable", "remark", "en"),
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


def test_a_question_in_courtesies_is_answered_as_it_is_without_them(conversation: Conversation) -> None:
    plain, wrapped = (
        say(conversation, text, session=text)
        for text in ("How do timber bridges stand?", "Good morning, how do timber bridges stand? Many thanks!")
    )
    assert (wrapped.answer.text, wrapped.answer.confidence) == (plain.answer.text, plain.answer.confidence)


def test_the_language_of_a_message_is_heard_in_its_courtesies_too(conversation: Conversation) -> None:
    assert say(conversation, "Guten Tag, Gold Label? Vielen Dank!").answer.language == "de"


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

TIMBER = Topic(question="Which timber?", last="Which timber?", statement_ids=("one",))
TOPIC = Session(language="en", kind="answer", topic=TIMBER, offers=("Why?",))


def test_small_talk_leaves_the_topic_as_it_was(conversation: Conversation, sessions: Sessions) -> None:
    sessions.put("a", TOPIC)
    say(conversation, "Thanks")
    assert sessions.get("a") == TOPIC


def test_an_abstention_leaves_the_topic_but_takes_back_the_offers(
    conversation: Conversation, sessions: Sessions
) -> None:
    wished = Topic(wish=Wish(laender=("BY",)), listed=("alpha", "beta"), cluster_ids=("alpha", "beta"))
    before = replace(TOPIC, topic=wished, earlier=(TIMBER,))
    sessions.put("a", before)
    assert say(conversation, "???").answer.kind == "abstention"
    assert sessions.get("a") == replace(before, kind="abstention", offers=())


def test_the_name_of_a_cluster_says_nothing_of_the_language(clusters: Answerer, sessions: Sessions) -> None:
    name = clusters.base.profiles["alpha"].name
    conversation = Conversation(clusters, sessions)
    assert say(conversation, f"Kontakt {name}").answer.language == "de"
    assert say(conversation, f"{name} details").answer.language == "de"


def test_the_name_of_a_place_does_not_change_the_language(clusters: Answerer, sessions: Sessions) -> None:
    conversation = Conversation(clusters, sessions)
    answers = [say(conversation, text).answer for text in ("Thank you", "and Baden-Württemberg?", "Und Bayern?")]
    assert [answer.language for answer in answers] == ["en", "en", "de"]


def test_what_one_session_asked_is_not_known_to_another(conversation: Conversation, sessions: Sessions) -> None:
    sessions.put("a", TOPIC)
    say(conversation, "Hello", "b")
    assert sessions.get("b") == Session(language="en")


@pytest.mark.parametrize(("text", "language"), [("No, thanks", "en"), ("nein danke", "de")])
def test_no_takes_the_offers_back_and_leaves_the_topic(
    text: str, language: Language, conversation: Conversation, sessions: Sessions
) -> None:
    sessions.put("a", TOPIC)
    assert say(conversation, text).answer.text == phrase("no", language)
    assert sessions.get("a") == replace(TOPIC, language=language, offers=())


def test_yes_after_no_is_a_yes_to_nothing(conversation: Conversation, sessions: Sessions) -> None:
    sessions.put("a", TOPIC)
    say(conversation, "no")
    assert say(conversation, "yes").answer.text == phrase("yes_to_nothing", "en")


# -- clusters ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def clusters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """Two clusters for cars in Saxony, one for logistics in Bavaria."""
    base = opened(
        tmp_path_factory.mktemp("clusters"),
        profiles=[
            profile("alpha"),
            profile("beta", city="Leipzig"),
            profile("gamma", city="München", state="Bayern", fields=["Logistics"]),
        ],
    )
    yield Answerer(base)
    base.close()


def ids(reply: Reply) -> set[str]:
    return {card.id for card in reply.answer.clusters}


def test_a_list_is_remembered_with_its_wish_in_its_order(clusters: Answerer, sessions: Sessions) -> None:
    shown = say(Conversation(clusters, sessions), "Automotive clusters in Saxony").answer.clusters
    after = sessions.get("a")
    assert after is not None
    assert after.topic.wish is not None
    assert (after.topic.wish.fields, after.topic.wish.laender) == (("automotive",), ("SN",))
    assert after.topic.listed == after.topic.cluster_ids == tuple(card.id for card in shown)
    assert set(after.topic.listed) == {"alpha", "beta"}


def test_one_of_a_list_is_told_of_and_the_list_is_kept(clusters: Answerer, sessions: Sessions) -> None:
    conversation = Conversation(clusters, sessions)
    first, second = (card.id for card in say(conversation, "Automotive clusters in Saxony").answer.clusters)
    assert ids(say(conversation, "the second one")) == {second}
    after = sessions.get("a")
    assert after is not None
    assert (after.topic.listed, after.topic.cluster_ids) == ((first, second), (second,))
    assert ids(say(conversation, "and the first one?")) == {first}


def test_yes_to_a_wish_that_nothing_satisfies_drops_a_condition(clusters: Answerer, sessions: Sessions) -> None:
    conversation = Conversation(clusters, sessions)
    none = say(conversation, "Automotive clusters in Hamburg")
    assert (none.answer.kind, ids(none)) == ("abstention", set())
    assert ids(say(conversation, "yes")) == {"alpha", "beta"}
    after = sessions.get("a")
    assert after is not None
    assert after.topic.wish is not None
    assert after.topic.wish.conditions == ("field",)


def test_no_to_a_wish_that_nothing_satisfies_drops_none(clusters: Answerer, sessions: Sessions) -> None:
    conversation = Conversation(clusters, sessions)
    say(conversation, "Automotive clusters in Hamburg")
    assert say(conversation, "no").answer.text == phrase("no", "en")


def test_a_new_topic_puts_the_one_before_first_of_a_few_earlier_ones(clusters: Answerer, sessions: Sessions) -> None:
    old = tuple(Topic(question=f"Question {n}?", last=f"Question {n}?") for n in range(MAX_EARLIER))
    sessions.put("a", replace(TOPIC, earlier=old))
    say(Conversation(clusters, sessions), "Which automotive clusters are there in Saxony?")
    after = sessions.get("a")
    assert after is not None
    assert after.topic.wish is not None
    assert after.earlier == (TIMBER, *old[:-1])


@pytest.mark.parametrize(
    ("turns", "cluster", "told"),
    [
        (("Music clusters in Saxony", "That is in Saxony right?"), "musicon-valley", "Markneukirchen (Saxony)"),
        (("Cluster zu Holz in Bayern", "Wie viele Betriebe sind da drin?"), "cluster-forst-holz-bayern", "500"),
        (("Cluster zu Holz in Bayern", "Wie heißt der Cluster nochmal?"), "cluster-forst-holz-bayern", "Freising"),
        (("Cluster zu Holz in Bayern", "contact?"), "cluster-forst-holz-bayern", "Website"),
        (("Was macht NIRO genau?", "whats the adress"), "niro", "Dortmund"),
        (("Photonik in Jena", "Gibt es die auch in Bayern?"), "bayern-photonics", "Bayern"),
    ],
)
def test_what_is_asked_after_clusters_were_shown_is_asked_of_them(
    turns: tuple[str, ...], cluster: str, told: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    answer = [conversation.reply(Message(turn, session="a")).answer for turn in turns][-1]
    assert [card.id for card in answer.clusters] == [cluster]
    assert told in answer.text


@pytest.mark.parametrize(
    "asked", ["Zeig mir die restlichen.", "weiter", "show me the remaining three", "Welche sind die übrigen 3?"]
)
def test_the_rest_of_a_list_can_be_reached(asked: str, conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    conversation.reply(Message("Welche Cluster gibt es in Mecklenburg-Vorpommern?", session="a"))
    answer = conversation.reply(Message(asked, session="a")).answer
    assert len(answer.clusters) == 3
    assert "\n9. " in answer.text


def test_a_question_of_the_programme_after_a_list_stays_one(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    conversation.reply(Message("Cluster Umwelttechnik in Augsburg", session="a"))
    answer = conversation.reply(Message("Wie viele Mitglieder hat go-cluster?", session="a")).answer
    assert "81" in answer.text


@pytest.mark.parametrize(
    "asked", ["Und wer sitzt im Vorstand?", "Wer ist der Vorsitzende?", "Who is the director?", "und E-Mail?"]
)
def test_who_is_in_charge_of_the_one_told_of_is_not_who_leads_the_programme(
    asked: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    conversation.reply(Message("Was macht die WAB?", session="a"))
    answer = conversation.reply(Message(asked, session="a")).answer
    assert (answer.kind, answer.reason) == ("abstention", "the profile does not say")
    assert "https://www.wab.net" in answer.text


def test_all_that_were_shown_are_told_of_where_their_membership_is_asked(
    conversation_factory: Callable[[], Conversation],
) -> None:
    conversation = conversation_factory()
    shown = conversation.reply(Message("Welche Cluster gibt es in Bremen?", session="a")).answer
    answer = conversation.reply(Message("Sind die alle Mitglied?", session="a")).answer
    assert [card.id for card in answer.clusters] == [card.id for card in shown.clusters]
