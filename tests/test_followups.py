"""Follow-ups, as `bot.dialogue.followups` documents them: offers and earlier topics on a made index, the rest on the shipped one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from made import document, opened, profile

from bot.dialogue import followups
from bot.dialogue.conversation import Conversation
from bot.dialogue.phrases import phrase
from bot.pointing.pointing import points_back
from bot.session.messages import Message
from bot.session.sessions import KEPT_SECONDS, Session, Sessions, Topic
from knowledge.answers.answer import Answerer
from knowledge.clusters.comparing import Comparison
from knowledge.clusters.outcomes import Request
from knowledge.clusters.wishes import Wish
from knowledge.records import Answer, AnswerKind, LabelLevel, Language
from knowledge.retrieval.base import KnowledgeBase

PHOTONICS = "Optical Technologies and Photonics"


def only(request: Request) -> str | None:
    """The one cluster that a request is about; None: none, or several."""
    return request.cluster_ids[0] if len(request.cluster_ids) == 1 else None


def talk(conversation: Conversation, *texts: str) -> list[Answer]:
    return [conversation.reply(Message(text, session="a")).answer for text in texts]


def listed(answer: Answer) -> set[str]:
    return {card.id for card in answer.clusters}


def fitting(base: KnowledgeBase, field: str, *, land: str | None = None, label: LabelLevel | None = None) -> set[str]:
    """The ids of the profiles with this field, Land and label, as the profiles say it."""
    return {
        p.id
        for p in base.profiles.values()
        if field in p.fields
        and (land is None or land in p.all_states)
        and (label is None or (p.ecei_label is not None and p.ecei_label.level == label))
    }


# -- yes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "Yes please!", "OK", "sure", "ja", "Ja gerne", "gern", "bitte", "klar"),
        pytest.param("Yes, please!"),
        pytest.param("Ja, gerne"),
    ],
)
def test_a_message_that_says_no_more_than_yes_is_a_yes(text: str) -> None:
    assert followups.is_yes(text)


@pytest.mark.parametrize("text", ["", "no", "yes and no", "ja, und wann?", "yesterday", "okay, who decides?", "nein"])
def test_a_message_that_says_more_is_no_yes(text: str) -> None:
    assert not followups.is_yes(text)


def test_yes_asks_the_first_question_that_was_offered(
    conversation_factory: Callable[[], Conversation],
) -> None:
    first, second = talk(conversation_factory(), "How many members did go-cluster have in October 2022?", "yes")
    (alone,) = talk(conversation_factory(), first.offers[0])
    assert (second.kind, second.text) == (alone.kind, alone.text)
    assert second.question == "yes"


def test_yes_after_an_abstention_has_nothing_to_say_yes_to(
    conversation_factory: Callable[[], Conversation],
) -> None:
    *_, last = talk(
        conversation_factory(),
        "How many members did go-cluster have in October 2022?",
        "What is the capital of Mongolia?",
        "yes",
    )
    assert last.text == phrase("yes_to_nothing", "en")


# -- no ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["no", "No, thanks", "nope", "nein danke", "Nein, vielen Dank", "not now", "lieber nicht"]
)
def test_a_message_that_says_no_more_than_no_is_a_no(text: str) -> None:
    assert followups.is_no(text)
    assert not followups.is_yes(text)


@pytest.mark.parametrize("text", ["", "thanks", "danke", "yes", "no label", "nein, in Bayern", "nobody", "yes and no"])
def test_a_message_that_says_more_or_only_thanks_is_no_no(text: str) -> None:
    assert not followups.is_no(text)


# -- offers and readings -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """Two clusters for cars in Saxony, and a statement."""
    base = opened(
        tmp_path_factory.mktemp("small"),
        document("one", "Timber bridges stand long.", kind="statement", statement_id="one"),
        profiles=[profile("alpha"), profile("beta", city="Leipzig")],
    )
    yield Answerer(base)
    base.close()


HERONS = "Where do herons nest?"
CRANES = "When do cranes fly south?"
STORKS = "What do storks eat?"
OFFERED = (HERONS, CRANES, STORKS)


def taken(text: str, answerer: Answerer, kind: AnswerKind, language: Language = "en") -> str | None:
    """The offer that is taken; None: the message is not understood as one."""
    session = Session(language=language, kind=kind, topic=Topic(question="x", last="x"), offers=OFFERED)
    resolved = followups.resolve(text, language, session, answerer)
    text = resolved.request.text
    assert resolved.is_new or text not in OFFERED
    return text if text in OFFERED else None


CHOICES = [
    ("the first one", "en", HERONS),
    ("1", "en", HERONS),
    ("2.", "en", CRANES),
    ("number two", "en", CRANES),
    ("Yes, the second question please", "en", CRANES),
    ("the last one", "en", STORKS),
    ("Nummer 3", "de", STORKS),
    ("die zweite Frage bitte", "de", CRANES),
    ("die letzte", "de", STORKS),
]


@pytest.mark.parametrize("kind", ["answer", "clarification"])
@pytest.mark.parametrize(("text", "language", "expected"), CHOICES)
def test_a_number_or_an_ordinal_takes_the_offer_in_that_place(
    text: str, language: Language, expected: str, kind: AnswerKind, small: Answerer
) -> None:
    assert taken(text, small, kind, language) == expected


@pytest.mark.parametrize("text", ["4", "the fourth one", "number four"])
def test_a_number_beyond_the_offers_takes_none(text: str, small: Answerer) -> None:
    assert taken(text, small, "answer") is None


@pytest.mark.parametrize(("text", "language"), [("yes", "en"), ("Yes please", "en"), ("ja gerne", "de")])
def test_yes_takes_the_first_offer(text: str, language: Language, small: Answerer) -> None:
    assert taken(text, small, "answer", language) == HERONS


@pytest.mark.parametrize(
    ("text", "expected"), [("cranes", CRANES), ("what they eat, the storks", STORKS), ("herons and cranes", None)]
)
def test_a_reading_is_chosen_by_its_words(text: str, expected: str | None, small: Answerer) -> None:
    assert taken(text, small, "clarification") == expected


def test_an_offer_is_not_chosen_by_its_words(small: Answerer) -> None:
    assert taken("cranes", small, "answer") is None


def test_a_long_message_chooses_no_reading(small: Answerer) -> None:
    assert taken("Which of the lakes in the far north do the cranes come from", small, "clarification") is None


def test_after_a_list_of_clusters_a_number_is_one_of_them(small: Answerer) -> None:
    shown = ("alpha", "beta")
    session = replace(after_clusters(Wish(fields=("automotive",)), shown), offers=OFFERED)
    for text, cluster_id in (("2", "beta"), ("the first one", "alpha")):
        assert only(followups.resolve(text, "en", session, small).request) == cluster_id


# -- dropping a condition by yes ---------------------------------------------------------------

NOWHERE = Wish(fields=("automotive",), laender=("SN",), labels=("gold",), text="automotive")


def test_yes_to_a_wish_that_nothing_satisfies_drops_the_condition_that_is_best_dropped(small: Answerer) -> None:
    session = replace(after_clusters(NOWHERE, ()), kind="abstention")
    assert followups.can_say_yes("yes", session, small)
    resolved = followups.resolve("yes please", "en", session, small)
    assert resolved.request.wish == NOWHERE.without("label")


@pytest.mark.parametrize("kind", ["clusters", "answer"])
def test_yes_drops_no_condition_where_it_was_not_offered(kind: AnswerKind, small: Answerer) -> None:
    assert not followups.can_say_yes("yes", replace(after_clusters(NOWHERE, ()), kind=kind), small)


def test_there_is_nothing_to_say_yes_to_without_offers_and_wish(small: Answerer) -> None:
    assert not followups.can_say_yes("yes", Session(kind="abstention"), small)
    assert followups.can_say_yes("yes", Session(kind="answer", offers=OFFERED), small)


# -- back to -----------------------------------------------------------------------------------

CARS = Topic(wish=Wish(fields=("automotive",), text="cars", field_words=("cars",)), listed=("alpha", "beta"))
ON_HERONS, ON_CRANES = Topic(question=HERONS, last=HERONS), Topic(question=CRANES, last=CRANES)
LATER = Session(
    language="en", kind="answer", topic=Topic(question=STORKS, last=STORKS), earlier=(ON_CRANES, ON_HERONS, CARS)
)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Back to the herons", "en", ON_HERONS),
        ("Let's go back to the cranes.", "en", ON_CRANES),
        ("back to the earlier topic", "en", ON_CRANES),
        ("Nochmal zu den cranes", "de", ON_CRANES),
        ("Zurück zur Frage", "de", ON_CRANES),
        ("Um auf herons zurückzukommen", "de", ON_HERONS),
    ],
)
def test_a_message_goes_back_to_an_earlier_topic(
    text: str, language: Language, expected: Topic, small: Answerer
) -> None:
    resolved = followups.resolve(text, language, LATER, small)
    assert resolved.topic == expected


def test_what_is_gone_back_to_is_asked_again_and_the_topic_left_is_an_earlier_one(small: Answerer) -> None:
    resolved = followups.resolve("Back to the herons", "en", LATER, small)
    assert (resolved.request, resolved.is_new) == (Request(HERONS, "en"), False)
    assert resolved.earlier == (LATER.topic, ON_CRANES, CARS)


def test_a_wish_is_gone_back_to(small: Answerer) -> None:
    assert followups.resolve("back to the cars", "en", LATER, small).request.wish == CARS.wish


def test_what_stands_behind_is_understood_within_the_topic_gone_back_to(small: Answerer) -> None:
    assert only(followups.resolve("back to the cars: the second one", "en", LATER, small).request) == "beta"


@pytest.mark.parametrize(
    ("text", "expected"), [("the first one", "beta"), ("the last one", "beta"), ("the second one", None)]
)
def test_ordinals_also_point_into_a_list_of_one(text: str, expected: str | None, small: Answerer) -> None:
    before = Session(language="en", kind="clusters", topic=Topic(wish=Wish(fields=("automotive",)), listed=("beta",)))
    assert only(followups.resolve(text, "en", before, small).request) == expected


def test_nothing_is_gone_back_to_that_was_not_spoken_of(small: Answerer) -> None:
    text = "Back to the price of gravel on the market of timber and steel"
    assert followups.resolve(text, "en", LATER, small).earlier == LATER.earlier
    alone = followups.resolve("back to the herons", "en", Session(language="en"), small)
    assert alone.request == Request("back to the herons", "en")


# -- a wish that is changed --------------------------------------------------------------------

WISH = Wish(fields=("logistics",), laender=("HE",), labels=("silver",), text="logistics", member=True)


MEMBERS = ("holm", "mowin-net")


def after_clusters(wish: Wish, shown: tuple[str, ...], language: Language = "en") -> Session:
    return Session(language=language, kind="clusters", topic=Topic(wish=wish, listed=shown, cluster_ids=shown))


def merged(text: str, answerer: Answerer, before: Wish = WISH, language: Language = "en") -> Wish | None:
    return followups.resolve(text, language, after_clusters(before, MEMBERS, language), answerer).request.wish


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("And in Bavaria?", "en"),
        ("What about Bavaria?", "en"),
        ("Bavaria?", "en"),
        ("now in Bavaria", "en"),
        ("Und in Bayern?", "de"),
        ("Wie sieht es in Bayern aus?", "de"),
        ("Bayern?", "de"),
    ],
)
def test_another_land_changes_the_land_only(text: str, language: Language, answerer: Answerer) -> None:
    wish = merged(text, answerer, language=language)
    assert wish is not None
    assert replace(wish, place_words=()) == replace(WISH, laender=("BY",))


def test_a_city_takes_the_place_of_the_land(answerer: Answerer) -> None:
    wish = merged("And in Munich?", answerer)
    assert wish is not None
    assert (wish.cities, wish.laender, wish.fields, wish.labels) == (
        ("München",),
        (),
        ("logistics",),
        ("silver",),
    )


@pytest.mark.parametrize(("text", "language"), [("And textiles?", "en"), ("Und Textil?", "de")])
def test_another_field_keeps_place_label_and_membership(text: str, language: Language, answerer: Answerer) -> None:
    wish = merged(text, answerer, language=language)
    assert wish is not None
    assert (wish.fields, wish.laender, wish.labels, wish.member) == (("textile",), ("HE",), ("silver",), True)


@pytest.mark.parametrize(
    ("text", "language"), [("any of them for textiles?", "en"), ("davon welche mit Textil?", "de")]
)
def test_what_is_asked_of_those_shown_is_wanted_besides(text: str, language: Language, answerer: Answerer) -> None:
    wish = merged(text, answerer, language=language)
    assert wish is not None
    assert (wish.fields, wish.also, wish.laender) == (("textile",), (("logistics",),), ("HE",))


def test_what_is_made_takes_the_place_of_the_field(answerer: Answerer) -> None:
    wish = merged("no, I meant hats, in Bavaria", answerer)
    assert wish is not None
    assert (wish.fields, wish.leanings, wish.laender) == ((), ("textile",), ("BY",))


@pytest.mark.parametrize(("text", "language"), [("only gold", "en"), ("Nur mit Gold-Label", "de")])
def test_another_label_takes_the_place_of_the_label(text: str, language: Language, answerer: Answerer) -> None:
    assert merged(text, answerer, language=language) == replace(WISH, labels=("gold",))


@pytest.mark.parametrize(
    ("text", "language", "condition"),
    [
        ("regardless of the label", "en", "label"),
        ("without a label", "en", "label"),
        pytest.param("the label does not matter", "en", "label"),
        pytest.param("the label doesn't matter", "en", "label"),
        pytest.param("membership does not matter", "en", "member"),
        ("egal welches Label", "de", "label"),
        ("mit oder ohne Label", "de", "label"),
        ("anywhere in Germany", "en", "place"),
        ("bundesweit", "de", "place"),
        ("in ganz Deutschland", "de", "place"),
        ("members or not", "en", "member"),
        ("what if membership is not required?", "en", "member"),
        ("include non-members too", "en", "member"),
        ("also those that are not members", "en", "member"),
        ("Lassen wir das Label weg.", "de", "label"),
        ("Auch solche ohne Label.", "de", "label"),
        ("Gern auch andere Technologiefelder.", "de", "field"),
        ("auch ohne Mitgliedschaft", "de", "member"),
        ("in any field", "en", "field"),
        ("egal welches Thema", "de", "field"),
    ],
)
def test_a_condition_can_be_dropped_alone(text: str, language: Language, condition: str, answerer: Answerer) -> None:
    assert merged(text, answerer, language=language) == WISH.without(condition)


def test_one_message_can_drop_one_condition_and_change_another(answerer: Answerer) -> None:
    wish = merged("and in Bavaria, regardless of the label?", answerer)
    assert wish is not None
    assert replace(wish, place_words=()) == replace(WISH, labels=(), laender=("BY",))


def test_membership_can_be_added(answerer: Answerer) -> None:
    assert merged("only members", answerer, replace(WISH, member=False)) == WISH


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Which photonics clusters are there in Thuringia?", "en"),
        ("Who decides on admission to go-cluster?", "en"),
        ("What does go-cluster do for its members?", "en"),
        ("Welche Photonik-Cluster gibt es in Thüringen?", "de"),
        ("Wer entscheidet über die Aufnahme?", "de"),
    ],
)
def test_a_message_with_a_topic_of_its_own_is_no_change_of_the_wish(
    text: str, language: Language, answerer: Answerer
) -> None:
    session = after_clusters(WISH, MEMBERS, language)
    assert followups.resolve(text, language, session, answerer).request == Request(text, language)


# -- one of several clusters -------------------------------------------------------------------

SHOWN = ("optonet", "spectronet", "infectognostics")


def chosen(text: str, answerer: Answerer, language: Language = "en", shown: tuple[str, ...] = SHOWN) -> str | None:
    wish = Wish(fields=("photonics",), laender=("TH",), text="photonics")
    return only(followups.resolve(text, language, after_clusters(wish, shown, language), answerer).request)


@pytest.mark.parametrize(
    ("text", "language", "cluster_id"),
    [
        ("the first", "en", "optonet"),
        ("the second one", "en", "spectronet"),
        ("number 2", "en", "spectronet"),
        ("And the third?", "en", "infectognostics"),
        ("the last one", "en", "infectognostics"),
        ("Tell me more about the second one", "en", "spectronet"),
        ("das erste", "de", "optonet"),
        ("Wo sitzt das zweite?", "de", "spectronet"),
        ("Nummer drei", "de", "infectognostics"),
        ("das letzte", "de", "infectognostics"),
    ],
)
def test_an_ordinal_picks_the_cluster_in_that_place_of_the_list(
    text: str, language: Language, cluster_id: str, answerer: Answerer
) -> None:
    assert chosen(text, answerer, language) == cluster_id


def test_an_ordinal_beyond_the_list_picks_none(answerer: Answerer) -> None:
    assert chosen("the fourth one", answerer) is None


def test_a_pronoun_points_to_the_only_cluster_shown(answerer: Answerer) -> None:
    assert chosen("Where is it based?", answerer, shown=("optonet",)) == "optonet"
    assert chosen("Wo hat es seinen Sitz?", answerer, "de", shown=("optonet",)) == "optonet"


@pytest.mark.parametrize(
    ("text", "language"), [("Where is it based?", "en"), ("hat der ein Label?", "de"), ("wie groß ist der?", "de")]
)
def test_a_detail_of_it_after_several_clusters_is_that_of_the_first(
    text: str, language: Language, answerer: Answerer
) -> None:
    assert chosen(text, answerer, language) == "optonet"


@pytest.mark.parametrize("text", ["Who leads it?", "Is it a member?", "Where was it last discussed?"])
def test_what_is_no_plain_detail_after_several_clusters_points_to_none(text: str, answerer: Answerer) -> None:
    assert chosen(text, answerer) is None


def test_only_members_after_a_list_of_one_is_a_condition(answerer: Answerer) -> None:
    wish = Wish(fields=("photonics",), laender=("TH",), text="photonics")
    session = after_clusters(wish, ("optonet",))
    resolved = followups.resolve("only members", "en", session, answerer)
    assert (resolved.request.wish, only(resolved.request)) == (replace(wish, member=True), None)


@pytest.mark.parametrize(
    ("text", "language"), [("And what is the gold label?", "en"), ("was ist das Goldlabel?", "de")]
)
def test_what_a_word_means_is_no_condition(text: str, language: Language, answerer: Answerer) -> None:
    session = after_clusters(Wish(fields=("photonics",), laender=("TH",), text="photonics"), ("optonet",), language)
    request = followups.resolve(text, language, session, answerer).request
    assert (request.wish, only(request)) == (None, None)


def test_a_cluster_that_is_named_goes_before_one_that_was_shown(answerer: Answerer) -> None:
    session = after_clusters(Wish(laender=("TH",)), SHOWN)
    found = followups.resolve("And what about SpectroNet, the first?", "en", session, answerer)
    assert found.request == Request("what about SpectroNet, the first?", "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When was the first Cluster Week held?", "en"),
        ("Who was the first minister in charge of the programme?", "en"),
        ("Was unterscheidet go-cluster von anderen Programmen?", "de"),
        ("Wann fand die erste Clusterwoche statt?", "de"),
    ],
)
def test_an_ordinal_of_something_else_picks_no_cluster(text: str, language: Language, answerer: Answerer) -> None:
    assert chosen(text, answerer, language) is None


# -- a statement that is followed up -----------------------------------------------------------


def resolved(text: str, question: str, answerer: Answerer, language: Language = "en") -> str:
    session = Session(language=language, kind="answer", topic=Topic(question=question, last=question))
    return followups.resolve(text, language, session, answerer).request.text


@pytest.mark.parametrize(
    ("question", "text", "language", "expected"),
    [
        ("How many members in 2022?", "And in 2013?", "en", "How many members in 2013?"),
        ("How many members in October 2022?", "And in 2013?", "en", "How many members in 2013?"),
        (
            "How many members in October 2022?",
            "What about April 2019?",
            "en",
            "How many members in April 2019?",
        ),
        (
            "Wie viele Mitglieder im Oktober 2022?",
            "Und im April 2019?",
            "de",
            "Wie viele Mitglieder im April 2019?",
        ),
        ("Wie viele Mitglieder gab es 2022?", "Und 2013?", "de", "Wie viele Mitglieder gab es 2013?"),
        ("What is the first admission area?", "And the second?", "en", "What is the second admission area?"),
    ],
)
def test_another_date_or_ordinal_takes_the_place_of_the_earlier_one(
    question: str, text: str, language: Language, expected: str, answerer: Answerer
) -> None:
    assert resolved(text, question, answerer, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        (
            "And who pays for the interview of a cluster in the programme?",
            "en",
            "who pays for the interview of a cluster in the programme?",
        ),
        ("Und", "de", "Und"),
    ],
)
def test_a_question_of_its_own_is_searched_for_without_the_and_before_it(
    text: str, language: Language, asked: str, answerer: Answerer
) -> None:
    found = followups.resolve(text, language, Session(), answerer)
    assert (found.request, found.is_new) == (Request(asked, language), True)


def test_a_message_of_function_words_alone_is_read_together_with_the_topic(answerer: Answerer) -> None:
    assert resolved("And why?", "Who decides on admission?", answerer) == "why admission?"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Which photonics clusters are there in Thuringia?", "en"),
        pytest.param("Welche Photonik-Cluster gibt es in Thüringen?", "de"),
        ("Who decides on the admission of a cluster to the programme?", "en"),
        ("Was kostet eine Zertifizierung mit dem Gold-Label der ECEI für ein Cluster?", "de"),
        ("What does OptoNet do?", "en"),
    ],
)
def test_a_message_that_names_its_own_topic_stays_as_it_is(text: str, language: Language, answerer: Answerer) -> None:
    question = {
        "en": "How many members did go-cluster have in 2022?",
        "de": "Wie viele Mitglieder gab es 2022?",
    }
    assert resolved(text, question[language], answerer, language) == text


def test_without_a_topic_the_message_stays_as_it_is_but_for_the_and(answerer: Answerer) -> None:
    for text in ("And in Bavaria?", "the second one", "And in 2013?", "Why?"):
        asked = Request(text.removeprefix("And "), "en")
        assert followups.resolve(text, "en", Session(language="en"), answerer).request == asked


# -- whole conversations -----------------------------------------------------------------------


def test_a_land_is_changed_and_a_label_dropped(
    conversation_factory: Callable[[], Conversation], shipped: KnowledgeBase
) -> None:
    hesse, bavaria, any_label, anywhere = talk(
        conversation_factory(),
        "Logistics clusters with a silver label in Hesse",
        "And in Bavaria?",
        "regardless of the label",
        "anywhere in Germany",
    )
    assert listed(hesse) == fitting(shipped, "Logistics", land="Hessen", label="silver") != set()
    assert listed(bavaria) == fitting(shipped, "Logistics", land="Bayern", label="silver") != set()
    assert listed(any_label) == fitting(shipped, "Logistics", land="Bayern") > listed(bavaria)
    assert listed(anywhere) == fitting(shipped, "Logistics") > listed(any_label)


def test_a_land_is_changed_in_german(conversation_factory: Callable[[], Conversation], shipped: KnowledgeBase) -> None:
    _, bavaria = talk(conversation_factory(), "Welche Photonik-Cluster gibt es in Thüringen?", "Und in Bayern?")
    assert listed(bavaria) == fitting(shipped, PHOTONICS, land="Bayern") != set()
    assert bavaria.language == "de"


def test_thanks_between_do_not_break_a_follow_up(
    conversation_factory: Callable[[], Conversation], shipped: KnowledgeBase
) -> None:
    *_, bavaria = talk(conversation_factory(), "Photonics clusters in Thuringia", "Thanks!", "And in Bavaria?")
    assert listed(bavaria) == fitting(shipped, PHOTONICS, land="Bayern")


def test_a_wish_that_nothing_satisfies_can_be_widened(
    conversation_factory: Callable[[], Conversation], shipped: KnowledgeBase
) -> None:
    assert fitting(shipped, PHOTONICS, land="Bremen", label="gold") == set()
    none, some = talk(conversation_factory(), "Photonics clusters with a gold label in Bremen", "And in Thuringia?")
    assert (none.kind, listed(none)) == ("abstention", set())
    assert listed(some) == fitting(shipped, PHOTONICS, land="Thüringen", label="gold") != set()


def test_the_second_one_is_told_of(conversation_factory: Callable[[], Conversation], shipped: KnowledgeBase) -> None:
    first, second = talk(conversation_factory(), "Photonics clusters in Thuringia", "the second one")
    assert [card.id for card in second.clusters] == [first.clusters[1].id]
    assert shipped.profiles[first.clusters[1].id].name in second.text


def test_the_rest_of_a_long_list_is_shown_and_counted(conversation_factory: Callable[[], Conversation]) -> None:
    first, number, more = talk(conversation_factory(), "photonics clusters", "how many are there?", "show me more")
    assert number.text.startswith(f"{len(first.clusters)} clusters fit: ")
    assert "1." not in number.text
    assert [card.id for card in first.clusters[8:]] == [card.id for card in more.clusters]
    assert "\n9. " in more.text


def test_more_of_one_cluster_is_its_summary(conversation_factory: Callable[[], Conversation]) -> None:
    *_, more = talk(conversation_factory(), "Photonics clusters in Thuringia", "the second one", "more details please")
    (alone,) = talk(conversation_factory(), f"Tell me about {more.clusters[0].name}")
    assert (more.kind, more.text) == ("clusters", alone.text)


def test_a_number_behind_the_end_shows_the_list_once_more(conversation_factory: Callable[[], Conversation]) -> None:
    first, again = talk(conversation_factory(), "Textile clusters", "number 9")
    assert again.text == first.text


@pytest.mark.parametrize(
    ("first", "text"),
    [
        ("Is smart³ a member?", "what label does it have and where is it based?"),
        ("Ist smart³ Mitglied?", "welches Label hat er und wo sitzt er?"),
    ],
)
def test_two_details_of_a_cluster_are_told_at_once(
    first: str, text: str, conversation_factory: Callable[[], Conversation]
) -> None:
    *_, both = talk(conversation_factory(), first, text)
    label, seat = both.text.split("\n")
    assert ("sil" in label.casefold(), "Bautzen" in seat) == (True, True)


def test_the_cluster_that_a_statement_names_is_spoken_of_from_then_on(
    conversation_factory: Callable[[], Conversation],
) -> None:
    *_, won, seat = talk(
        conversation_factory(), "What is NIRO?", "who won the ClusterERFOLG in 2018?", "where are they?"
    )
    assert won.kind == "answer"
    assert (listed(seat), "Oldenburg" in seat.text) == ({"olec"}, True)


def test_clusters_shown_earlier_are_asked_about_after_a_statement(
    conversation_factory: Callable[[], Conversation],
) -> None:
    *_, dresden = talk(
        conversation_factory(),
        "clusters for packaging",
        "how does a cluster join go-cluster?",
        "and those clusters, is one of them in Dresden?",
    )
    assert listed(dresden) == {"packnet-dresden"}


def test_all_there_is_altogether_leaves_the_condition_before(conversation_factory: Callable[[], Conversation]) -> None:
    *_, fields = talk(
        conversation_factory(),
        "Which technology fields of the members have to do with mobility?",
        "How many technology fields are there altogether?",
    )
    assert (fields.kind, "37" in fields.text) == ("answer", True)


def test_a_total_of_the_topic_stays_with_it(conversation_factory: Callable[[], Conversation]) -> None:
    *_, events = talk(
        conversation_factory(), "When was the first Cluster Week?", "how many events were there in total?"
    )
    assert "173" in events.text


@pytest.mark.parametrize("text", ["is there one in Kulmbach?", "do you have something in Kulmbach?"])
def test_whether_there_is_one_somewhere_changes_the_place(
    text: str, conversation_factory: Callable[[], Conversation]
) -> None:
    *_, there = talk(conversation_factory(), "food clusters in Bavaria", text)
    assert listed(there) == {"cluster-ernaehrung-bayern"}


def test_a_question_about_the_cluster_that_was_picked_is_answered(
    conversation_factory: Callable[[], Conversation], shipped: KnowledgeBase
) -> None:
    first, second = talk(conversation_factory(), "Photonics clusters in Thuringia", "Where is the second one based?")
    profile = shipped.profiles[first.clusters[1].id]
    assert [card.id for card in second.clusters] == [profile.id]
    assert profile.city is not None
    assert profile.city in second.text


def test_a_pronoun_goes_on_with_the_cluster_that_was_asked_about(
    conversation_factory: Callable[[], Conversation],
) -> None:
    answers = talk(conversation_factory(), "What does OptoNet do?", "Where is it based?", "And its label?")
    assert [listed(answer) for answer in answers] == [{"optonet"}] * 3
    assert "Jena" in answers[1].text


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (
            (
                "How many members did go-cluster have in October 2022?",
                "And in 2013?",
                "What about April 2019?",
            ),
            "81 68 87",
        ),
        (
            ("Wie viele Mitglieder hatte go-cluster im Oktober 2022?", "Und 2013?", "Und im April 2019?"),
            "81 68 87",
        ),
    ],
    ids=["en", "de"],
)
def test_a_year_is_exchanged(
    texts: tuple[str, ...], numbers: str, conversation_factory: Callable[[], Conversation]
) -> None:
    answers = talk(conversation_factory(), *texts)
    assert [answer.kind for answer in answers] == ["answer"] * 3
    assert [number in answer.text for number, answer in zip(numbers.split(), answers, strict=True)] == [True] * 3


def test_a_new_topic_is_answered_as_if_it_came_first(
    conversation_factory: Callable[[], Conversation],
) -> None:
    question = "How many members did go-cluster have in October 2022?"
    _, second = talk(conversation_factory(), "Photonics clusters in Thuringia", question)
    (alone,) = talk(conversation_factory(), question)
    assert second.text == alone.text


def test_a_finder_question_after_a_statement_is_answered_as_if_it_came_first(
    conversation_factory: Callable[[], Conversation], shipped: KnowledgeBase
) -> None:
    question = "Which photonics clusters are there in Thuringia?"
    _, second = talk(conversation_factory(), "How many members did go-cluster have in October 2022?", question)
    assert listed(second) == fitting(shipped, PHOTONICS, land="Thüringen")


def test_a_follow_up_after_an_hour_has_nothing_to_follow(answerer: Answerer) -> None:
    now = [0.0]
    conversation = Conversation(answerer, Sessions(clock=lambda: now[0]))
    talk(conversation, "How many members did go-cluster have in October 2022?")
    now[0] += KEPT_SECONDS + 1
    (late,) = talk(conversation, "And in 2013?")
    (alone,) = talk(Conversation(answerer), "And in 2013?")
    assert late.text == alone.text


# -- corrections, announcements, comparisons ---------------------------------------------------


def test_a_correction_changes_the_condition_that_was_meant(
    conversation_factory: Callable[[], Conversation], shipped: KnowledgeBase
) -> None:
    _, bavaria = talk(conversation_factory(), "Photonics clusters in Thuringia", "no, I meant Bavaria")
    assert listed(bavaria) == fitting(shipped, PHOTONICS, land="Bayern") != set()


def test_a_correction_asks_the_question_before_of_another_year(
    conversation_factory: Callable[[], Conversation],
) -> None:
    answers = talk(conversation_factory(), "How many members were there in April 2019?", "sorry, I meant 2013")
    assert ["87" in answers[0].text, "68" in answers[1].text] == [True, True]


@pytest.mark.parametrize(
    ("text", "first"), [("which of them is the oldest?", "optonet"), ("und das jüngste?", "3dsensation")]
)
def test_the_clusters_shown_are_compared(
    text: str, first: str, conversation_factory: Callable[[], Conversation], shipped: KnowledgeBase
) -> None:
    found = fitting(shipped, PHOTONICS, land="Thüringen")
    years = {i: of.founded.year for i in found if (of := shipped.profiles[i]).founded is not None}
    extreme = min(years, key=years.__getitem__) if first == "optonet" else max(years, key=years.__getitem__)
    _, compared = talk(conversation_factory(), "Photonics clusters in Thuringia", text)
    assert compared.clusters[0].id == extreme == first
    assert listed(compared) == set(years)


def test_what_was_asked_for_by_a_comparison_is_gone_on_with(
    conversation_factory: Callable[[], Conversation],
) -> None:
    *_, seat, second = talk(
        conversation_factory(),
        "Photonics clusters in Thuringia",
        "which has the fewest members?",
        "since when does it exist?",
        "And which of them has gold?",
    )
    assert listed(seat) == {"infectognostics"} or "founded" in seat.text
    assert listed(second) == {"optonet"}


def test_two_clusters_that_are_named_are_compared(conversation_factory: Callable[[], Conversation]) -> None:
    (compared,) = talk(conversation_factory(), "Which is older, OptoNet or SpectroNet?")
    assert [card.id for card in compared.clusters] == ["optonet", "spectronet"]


@pytest.mark.parametrize(
    "text", ["Which one is the largest in the world of finance today?", "what does the oldest do?"]
)
def test_a_comparison_needs_several_clusters(text: str, answerer: Answerer) -> None:
    session = after_clusters(WISH, ("holm",))
    assert followups.resolve(text, "en", session, answerer).request.comparison is None


def test_two_lists_of_one_are_compared_with_each_other(conversation_factory: Callable[[], Conversation]) -> None:
    *_, compared = talk(
        conversation_factory(), "Forest and wood clusters in Bavaria", "and in Saxony?", "which of the two is older?"
    )
    assert [card.id for card in compared.clusters] == ["cluster-forst-holz-bayern", "cluster-forst-holz-oberlausitz"]


def test_the_cluster_told_of_is_compared_with_one_shown_before(answerer: Answerer) -> None:
    topic = Topic(
        wish=WISH, listed=("cyberforum",), cluster_ids=("cyberforum",), seen=("silicon-saxony", "hamburg-at-work")
    )
    session = Session(language="en", kind="clusters", topic=topic)
    found = followups.resolve("which is bigger, that one or the one in Hamburg?", "en", session, answerer)
    assert found.request.comparison == Comparison("largest", ("cyberforum", "hamburg-at-work"))


def test_another_of_the_list_is_asked_the_same(answerer: Answerer) -> None:
    topic = Topic(
        wish=WISH,
        last="How many members has the second one?",
        listed=("holm", "mowin-net"),
        cluster_ids=("mowin-net",),
    )
    found = followups.resolve("and the one in Frankfurt?", "en", Session("en", "clusters", topic), answerer)
    assert only(found.request) == "holm"
    assert found.request.text.casefold().startswith("how many members")


def test_only_those_with_a_label_are_what_is_left_of_the_list(answerer: Answerer) -> None:
    wish = merged("just those with gold", answerer, replace(WISH, labels=()))
    assert wish is not None
    assert (wish.labels, wish.fields) == (("gold",), WISH.fields)


def test_a_question_on_the_programme_is_not_asked_of_the_cluster_shown(answerer: Answerer) -> None:
    session = after_clusters(WISH, ("holm",))
    assert only(followups.resolve("Does go-cluster pay for the gold label?", "en", session, answerer).request) is None
    own = followups.resolve("is it a member of go-cluster?", "en", session, answerer)
    assert only(own.request) == "holm"


def test_an_unanswered_question_is_gone_on_with(conversation_factory: Callable[[], Conversation]) -> None:
    refused, motto = talk(
        conversation_factory(), "What did the catering at the annual conference 2018 cost?", "what was the motto?"
    )
    assert refused.kind == "abstention"
    assert "Regionalentwicklung" in motto.text


def test_after_an_unanswered_question_what_was_before_is_gone_back_to(
    conversation_factory: Callable[[], Conversation],
) -> None:
    *_, refused, again = talk(
        conversation_factory(),
        "Who signed the foreword of the anniversary publication?",
        "Who is the press spokesperson of go-cluster?",
        "what does he expect of clusters?",
    )
    assert refused.kind == "abstention"
    assert "Philipp" in again.text


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("wie viele mitglieder hatte go-cluster 2018", "und heute?", "81"),
        ("How many members were there in 2013?", "and today?", "81"),
    ],
)
def test_today_is_the_latest_time_that_the_sources_tell_of(
    first: str, then: str, expected: str, conversation_factory: Callable[[], Conversation]
) -> None:
    *_, today = talk(conversation_factory(), first, then)
    assert expected in today.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EUCLES was set up in 2012, wasn't it?", False),
        ("It was set up in 2012, wasn't it?", True),
        ("IT clusters are many, aren’t they?", False),
    ],
)
def test_a_tag_at_the_end_does_not_point_back(text: str, expected: bool) -> None:
    assert points_back(text, "en") == expected


def test_what_has_nothing_to_do_with_the_topic_is_not_answered_by_it(
    conversation_factory: Callable[[], Conversation],
) -> None:
    *_, outside = talk(
        conversation_factory(), "How many members did go-cluster have in 2019?", "What is the capital of Mongolia?"
    )
    assert outside.kind == "abstention"


def test_another_topic_that_is_announced_is_not_read_within_the_last(answerer: Answerer) -> None:
    found = followups.resolve("Different question: who pays for it?", "en", after_clusters(WISH, ("holm",)), answerer)
    assert (found.request, found.is_new) == (Request("who pays for it?", "en"), True)


def test_what_membership_costs_is_not_asked_of_the_cluster_shown(answerer: Answerer) -> None:
    text = "Was kostet die Mitgliedschaft?"
    session = after_clusters(Wish(fields=("finance",)), ("insurlab-germany",), "de")
    assert followups.resolve(text, "de", session, answerer).request == Request(text, "de")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Bundesland ist mir egal", "place"),
        ("Ort egal", "place"),
        ("the state doesn't matter", "place"),
        ("Das Label ist nicht so wichtig", "label"),
        ("membership is not important", "member"),
        ("Thema egal", "field"),
    ],
)
def test_a_condition_that_does_not_matter_is_dropped(text: str, condition: str, answerer: Answerer) -> None:
    wish = merged(text, answerer)
    assert wish is not None
    assert set(WISH.conditions) - set(wish.conditions) == {condition}


@pytest.mark.parametrize("text", ["anything similar in Bavaria?", "Gibt es so etwas auch in Bayern?"])
def test_the_like_is_looked_for_elsewhere(text: str, answerer: Answerer) -> None:
    assert merged(text, answerer) == replace(WISH, laender=("BY",), place_words=(text.split()[-1].rstrip("?"),))


def test_a_sure_statement_of_another_year_than_the_topic_does_not_begin_a_new_one(
    conversation_factory: Callable[[], Conversation],
) -> None:
    _, patrons = talk(conversation_factory(), "When was the Cluster Week in 2019?", "who were the patrons?")
    assert "Altmaier" in patrons.text


def test_a_further_question_on_the_programme_is_read_by_its_name(
    conversation_factory: Callable[[], Conversation],
) -> None:
    first = "Telefonnummer der Geschäftsstelle?"
    *_, head = talk(conversation_factory(), first, "Danke!", "Eine Frage noch: wer leitet das Programm zurzeit?")
    assert "Gerdes" in head.text


def test_another_programme_is_not_taken_for_the_programme(answerer: Answerer) -> None:
    text = "Wer bezahlt das Programm Zebra?"
    assert answerer.retrieve(text, "de").question.text == text


# -- what was told last ------------------------------------------------------------------------


def test_a_cluster_that_another_statement_names_takes_the_place_of_the_one_before(
    conversation_factory: Callable[[], Conversation],
) -> None:
    *_, answer = talk(
        conversation_factory(), "Wer hat 2018 ClusterERFOLG gewonnen?", "womit?", "und 2022?", "wo sitzt der?"
    )
    assert listed(answer) == {"niro"}


def test_he_is_the_person_and_no_cluster(conversation_factory: Callable[[], Conversation]) -> None:
    *_, chairman, works = talk(
        conversation_factory(), "tell me about smart³", "who is the chairman?", "where does he work?"
    )
    assert "Holger Kunze" in chairman.text
    assert "Fraunhofer IWU" in works.text
    assert not works.clusters


def test_clusters_under_conditions_are_a_wish_whatever_was_spoken_of(
    conversation_factory: Callable[[], Conversation], answerer: Answerer
) -> None:
    *_, answer = talk(
        conversation_factory(),
        "Tell me about foodRegio",
        "how many companies are in it",
        "any other food clusters up there in Schleswig-Holstein?",
    )
    assert listed(answer) == fitting(answerer.base, "Food Industry", land="Schleswig-Holstein")


def test_a_statement_is_found_that_knows_a_cluster_by_its_full_name(
    conversation_factory: Callable[[], Conversation],
) -> None:
    *_, answer = talk(
        conversation_factory(), "Logistik-Cluster mit Gold-Label in Hamburg", "Hat der sein Label schon mal erneuert?"
    )
    assert answer.kind == "answer"
    assert "2019" in answer.text
    assert "Logistik-Initiative Hamburg" in answer.text


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("When was the first virtual cluster meeting?", "how many people came?", "and the one in 2022?"), "60"),
        (("How many events were in the second Cluster Week?", "how many federal states took part?"), "all 16"),
        (
            ("The European Cluster Conference 2020: online or on site?", "how often does it take place?"),
            "every two years",
        ),
        (("When was the European Cluster Conference 2020?", "how often is there one?"), "every two years"),
        (("Wann war die European Cluster Conference 2020?", "wie oft gibt es die?"), "alle zwei Jahre"),
        (("Was macht ESCA?", "wer ist da der chef?"), "Kergel"),
        (("Was macht der Beirat?", "wer sitzt drin?"), "Thomas Heimer"),
        (("Clusterplattform Deutschland seit wann?", "Wer betreibt die?", "wieviele cluster sind da drin?"), "434"),
        (("Wann hat go-cluster angefangen?", "wie viele Mitglieder ein Jahr später?"), "68"),
        (("Was ist der Clustermonitor?", "wer hat ihn beauftragt?"), "Auftrag des Wirtschaftsministeriums"),
        (
            ("Wer leitet go-cluster bei der VDI/VDE-IT?", "wer war davor da?", "wie lange hat sie das gemacht?"),
            "2012 bis 2020",
        ),
        (("Kennst du Silicon Saxony?", "wieviele Mitglieder?"), "Mitglieder (Stand"),
        (("Wood clusters in NRW", "website?"), "proholz.nrw"),
        (("Welche Leistungen gibt es?", "Nr. 3 genauer?"), "Bronze- und Silber-Label"),
        (("How many gold labels were there in October 2022?", "ISO?"), "Besides the 60 ECEI labels"),
        (("What is the silver label?", "und das Goldlabel?"), "Das Gold-Label geht an"),
        (("Was ist EUCLES?", "Und was macht ESCA?", "Seit wann gibt es die?"), "November 2010"),
        (("What funding is there for members?", "How much can we get?"), "50 per cent"),
        (("In wie viele Phasen teilt man go-cluster ein?", "worum ging es in der ersten?"), "Phase 1 von go-cluster"),
        (("Wann war die 2. Clusterwoche?", "wer hat sie eröffnet?"), "Ole Janssen"),
    ],
)
def test_what_goes_on_with_a_statement_is_answered_by_it_or_by_its_like(
    turns: tuple[str, ...], expected: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert expected in talk(conversation_factory(), *turns)[-1].text


def test_a_question_that_is_asked_anew_of_another_and_is_a_known_gap_is_refused(
    conversation_factory: Callable[[], Conversation],
) -> None:
    bronze, gold = talk(conversation_factory(), "How long is the bronze label valid?", "and gold?")
    assert "two years" in bronze.text
    assert gold.kind == "abstention"
    assert "for how many years a gold label is generally valid" in gold.text


def test_the_clusters_that_a_statement_names_can_be_pointed_at_if_it_was_asked_which(
    conversation_factory: Callable[[], Conversation],
) -> None:
    named, first = talk(
        conversation_factory(), "Which clusters are examples of transformation?", "where is the first one based?"
    )
    assert "two members" in named.text
    assert listed(first) == {"microtec-suedwest"}


def test_none_of_several_is_pointed_at_where_not_all_are_known(
    conversation_factory: Callable[[], Conversation],
) -> None:
    named, third = talk(
        conversation_factory(), "Welche Cluster waren auf der Hannover Messe 2023?", "wo sitzt der dritte?"
    )
    assert "fünf go-cluster-Mitglieder" in named.text
    assert not third.clusters


@pytest.mark.parametrize("text", ["Welche Cluster gibts in Jena?", "Welche Cluster gibt's in Jena?"])
def test_a_contraction_is_read_as_two_words(text: str, conversation_factory: Callable[[], Conversation]) -> None:
    (contracted,) = talk(conversation_factory(), text)
    (in_full,) = talk(conversation_factory(), "Welche Cluster gibt es in Jena?")
    assert (contracted.text, contracted.question) == (in_full.text, text)


def test_a_refusal_names_no_gap_of_which_nothing_was_asked(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    conversation.reply(Message("Wer entscheidet über die Aufnahme?", session="a"))
    answer = conversation.reply(Message("Warum?", session="a")).answer
    assert answer.kind == "abstention"
    assert answer.text.startswith("Dazu sagen die Quellen nichts.")


# -- which cluster, and what of it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("Kennen Sie Optence?", "seid wann gibts die und wieviele mitglider"), "Optence wurde 2001 gegründet."),
        (
            ("Do you know NIRO?", "how many membres do they have?"),
            "Netzwerk Industrie RuhrOst has 72 members (as of May 2022).",
        ),
        (
            ("Do you know NIRO?", "and who is the boss there?"),
            "The sources do not name who heads Netzwerk Industrie RuhrOst.",
        ),
        (
            ("Hat OLEC ein Label?", "seit wann haben sie das?"),
            "trägt das ECEI-Silber-Label (Stand: 2017). [1]\nSeit wann, sagen die Quellen nicht.",
        ),
        (("Is NIRO a member of go-cluster?", "since when is it one?"), "Since when, the sources do not say."),
        (
            (
                "Wir stellen Medizintechnik in Tuttlingen her",
                "Was ist das für ein Verein?",
                "Wie alt ist der und wie groß?",
            ),
            "MedicalMountains wurde 2010 gegründet.",
        ),
        (("Do you know NIRO?", "and the head?"), "The sources do not name who heads Netzwerk Industrie RuhrOst."),
        (("Kennen Sie NIRO?", "Geschäftsführer?"), "Wer Netzwerk Industrie RuhrOst leitet, nennen die Quellen nicht."),
        (
            ("Welche Cluster gibt es in Berlin für Gesundheit?", "die website vom ersten"),
            "https://www.healthcapital.de [1]",
        ),
        (("Welche Cluster in Sachsen haben Gold?", "Seit wann hat Silicon Saxony das?"), "Am 18. April 2012"),
        (
            ("Kennen Sie Zentrum Wasserstoff.Bayern?", "Gibts da auch Adresse oder Webseite?"),
            "Straße, Ansprechpartner, Telefon und E-Mail stehen nicht",
        ),
    ],
)
def test_a_detail_of_the_one_spoken_of_is_told(
    turns: tuple[str, ...], told: str, conversation_factory: Callable[[], Conversation]
) -> None:
    *_, last = talk(conversation_factory(), *turns)
    assert told in last.text
    assert last.text.count("\n") <= 2


def test_both_details_asked_of_one_are_told_of_another(conversation_factory: Callable[[], Conversation]) -> None:
    *_, last = talk(
        conversation_factory(),
        "Tell me about Life Science Nord",
        "When was it founded and how big is it?",
        "And Hamburg Aviation?",
    )
    assert re.sub(r"( \[\d+\])+", "", last.text) == (
        "Hamburg Aviation e.V. was founded in 2011.\nIt has 130 members (as of June 2016).\nAviation cluster of the Hamburg metropolitan region."
    )


def test_whether_that_one_is_a_member_is_asked_of_the_best(conversation_factory: Callable[[], Conversation]) -> None:
    *_, last = talk(
        conversation_factory(),
        "We make lenses and look for a partner",
        "What about Wetzlar",
        "is that one in go-cluster",
    )
    assert last.text == "Whether Wetzlar Network is a member of go-cluster, the sources do not say."


def test_the_one_in_another_place_is_like_the_one_told_of(conversation_factory: Callable[[], Conversation]) -> None:
    *_, last = talk(conversation_factory(), "Do you know BioRN?", "And what about the one in Regensburg?")
    assert {card.id for card in last.clusters} == {"biopark-regensburg", "healthcare-regensburg"}


def test_what_is_nearer_than_a_city_is_looked_for_around_the_city_of_the_wish(
    conversation_factory: Callable[[], Conversation],
) -> None:
    *_, last = talk(conversation_factory(), "Photonics clusters near Hanover", "anything closer than Jena?")
    assert last.clusters
    assert not {card.city for card in last.clusters} & {"Jena"}
    *_, last = talk(conversation_factory(), "Photonics clusters", "anything closer than Jena?")
    assert last.text == "I can compare distances only from a city. From which city should it be near?"


def test_what_is_asked_of_those_shown_is_answered_by_none_elsewhere(
    conversation_factory: Callable[[], Conversation],
) -> None:
    turns = ("Ich suche was mit Wasserstoff in Bayern", "Welcher davon hat ein Gold-Label?", "Und in Sachsen?")
    _, none, elsewhere = talk(conversation_factory(), *turns)
    assert none.kind == "abstention"
    assert "Anderswo" not in none.text
    assert "Sachsen" in elsewhere.text


def test_those_within_bounds_are_spoken_of_from_then_on(conversation_factory: Callable[[], Conversation]) -> None:
    *_, bounded, oldest = talk(
        conversation_factory(),
        "My firm in Aachen does batteries for e-bikes. Any suggestions?",
        "Only ones with more than 50 members.",
        "Which of them was founded first?",
    )
    assert [card.id for card in bounded.clusters] == ["brennstoffzelle-wasserstoff-nrw"]
    assert oldest.text.startswith("The sources give no founding year for Netzwerk Brennstoffzelle und Wasserstoff")
    *_, bounded, websites = talk(
        conversation_factory(),
        "Automotive clusters in Thuringia or Saxony",
        "which has more than 100 members?",
        "and their websites?",
    )
    assert {card.id for card in bounded.clusters} == {card.id for card in websites.clusters}


def test_the_difference_asked_beside_something_else_is_told(conversation_factory: Callable[[], Conversation]) -> None:
    *_, last = talk(
        conversation_factory(),
        "Kennen Sie foodRegio?",
        "Und wie weit ist das von foodactive entfernt, was ist der Unterschied?",
    )
    assert last.text.startswith("foodRegio und foodactive in den Quellen:")


@pytest.mark.parametrize(
    ("first", "misspelt", "rightly"),
    [
        ("Seit wann gibt es die Clusterplattform Deutschland?", "und den newletter?", "und den Newsletter?"),
        ("When was the second Cluster Week?", "who oppened it?", "who opened it?"),
        ("When was the virtual cluster meeting 2021?", "how many particpants?", "how many participants?"),
    ],
)
def test_a_misspelt_message_means_what_it_means_rightly_spelt(
    first: str, misspelt: str, rightly: str, answerer: Answerer
) -> None:
    told, meant = (talk(Conversation(answerer), first, text)[-1] for text in (misspelt, rightly))
    assert told.kind == "answer"
    assert [citation.passage_id for citation in told.citations] == [c.passage_id for c in meant.citations]
