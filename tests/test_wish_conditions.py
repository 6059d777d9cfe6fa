"""What becomes of an earlier wish: places left out, taken back and named by a direction, and others than those shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.on_clusters.wish_conditions import besides_shown, changed, elsewhere, shown_last, taken_back, with_direction
from bot.session.messages import Message
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.clusters.wishes import Wish, WishReader
from knowledge.records import Answer, Language
from knowledge.retrieval.base import KnowledgeBase


@pytest.fixture
def reader(answerer: Answerer) -> WishReader:
    """Reads wishes as the finder does."""
    return answerer.finder.reader


@pytest.fixture
def last(conversation_factory: Callable[[], Conversation]) -> Callable[..., Answer]:
    """The answer to the last of the turns of a conversation."""

    def of(*turns: str) -> Answer:
        conversation = conversation_factory()
        return [conversation.reply(Message(turn, session="a")).answer for turn in turns][-1]

    return of


def seats(answer: Answer) -> set[str]:
    """Return the Länder in which the clusters of an answer have their seats."""
    return {card.land for card in answer.clusters}


# -- places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turns", "land"),
    [
        (("textile companies network saxony", "and outside saxony?"), "Sachsen"),
        (("clusters in Thuringia", "outside thuringia"), "Thüringen"),
        (("hydrogen clusters in NRW", "and in the rest of germany?"), "Nordrhein-Westfalen"),
        (("biotech clusters in Munich", "outside Bavaria"), "Bayern"),
        (("Cluster Automotive NRW", "und ohne NRW?"), "Nordrhein-Westfalen"),
        (("Cluster Automotive NRW", "wer davon hat ein label?", "und ohne NRW?"), "Nordrhein-Westfalen"),
        (("Optik in Thüringen", "und woanders?"), "Thüringen"),
        (("Logistik in Hessen", "Hessen nicht"), "Hessen"),
        (("Logistics in Hesse", "anywhere but Hesse"), "Hessen"),
        (("Optik in Thüringen", "überall außer Thüringen"), "Thüringen"),
    ],
)
def test_a_place_that_is_left_out_is_no_longer_wanted(
    turns: tuple[str, ...], land: str, last: Callable[..., Answer]
) -> None:
    answer = last(*turns)
    assert answer.kind == "clusters"
    assert seats(answer)
    assert land not in seats(answer)


@pytest.mark.parametrize(
    "taking_back",
    [
        "forget thuringia",
        "drop thuringia, all of germany",
        "not just thuringia",
        "it doesn't have to be Thuringia",
        "Thüringen kannst du weglassen",
        "muss nicht Thüringen sein",
    ],
)
def test_a_place_that_is_taken_back_is_one_of_all(taking_back: str, last: Callable[..., Answer]) -> None:
    everywhere = last("optical clusters")
    assert {card.id for card in last("optical clusters in thuringia", taking_back).clusters} == {
        card.id for card in everywhere.clusters
    }


@pytest.mark.parametrize("text", ["all of germany except Thuringia", "without Thuringia", "nicht in Thüringen"])
def test_what_leaves_out_takes_nothing_back(text: str, reader: WishReader) -> None:
    now = reader.read(text, "en")
    assert taken_back(text, Wish(laender=("TH",)), now) == ([], now)


def test_a_part_of_a_region_is_left_out_of_it(reader: WishReader) -> None:
    east = reader.read("clusters in eastern Germany", "en")
    now = reader.read("drop Saxony", "en")
    back, now = taken_back("drop Saxony", east, now)
    assert (back, now.not_laender) == ([], ("SN",))
    assert "SN" not in changed(east, now, back, reader).laender


def test_what_is_near_a_city_can_be_outside_it(reader: WishReader) -> None:
    near = reader.read("biotech clusters near Munich", "en")
    wish = changed(near, reader.read("not in Munich itself", "en"), (), reader)
    assert (wish.near, wish.cities, wish.not_cities) == (True, ("München",), ("München",))


def test_a_place_left_out_before_can_be_wanted_again(reader: WishReader) -> None:
    wish = changed(Wish(not_laender=("BY", "SN")), reader.read("in Bavaria", "en"), (), reader)
    assert (wish.laender, wish.not_laender) == (("BY",), ("SN",))


def test_elsewhere_needs_a_place_to_be_away_from() -> None:
    assert elsewhere("anywhere else?", Wish(laender=("BY",))) == Wish(not_laender=("BY",))
    assert elsewhere("anywhere else?", Wish()) is None
    assert elsewhere("in Saxony", Wish(laender=("BY",))) is None


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("north only", "en", "only in northern Germany"),
        ("just the south", "en", "only in southern Germany"),
        ("nur der Norden", "de", "nur in Norddeutschland"),
        ("nicht im Süden", "de", "nicht in Süddeutschland"),
        ("clusters near the North Sea", "en", "clusters near the North Sea"),
        ("who heads the one in the north?", "en", "who heads the one in the north?"),
    ],
)
def test_a_direction_alone_is_a_part_of_the_country(text: str, language: Language, place: str) -> None:
    assert with_direction(text, language) == place


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("Wir stellen Holzmöbel her, sitzen in Paderborn", "ok und im umkreis von 100 km?"), "im Umkreis von 100 km"),
        (("biotech clusters in Munich", "within 50 km?"), "within 50 km of Munich"),
        (("satellite clusters near Munich", "is there anything closer?"), "within 21 km of Munich"),
        (("plastics clusters in Düsseldorf", "and robotics in the area?"), "near Düsseldorf"),
        (
            ("Photonik in Jena", "Wie viele Mitglieder hat OptoNet?", "Gibt es was für Robotik in der Gegend?"),
            "von Jena",
        ),
        (("plastics clusters in NRW", "anything closer?"), "only from a city"),
    ],
)
def test_distances_are_from_the_city_of_before(turns: tuple[str, ...], said: str, last: Callable[..., Answer]) -> None:
    assert said in last(*turns).text


# -- others ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (
            ("any food clusters in northern germany", "the second one, tell me more", "who else is in hamburg?"),
            "foodactive",
        ),
        (("medical technology in erlangen", "are there any similar ones in franconia"), "medical-valley"),
        (("machine building owl", "members?", "are there others in nrw with gold"), "its-owl"),
    ],
)
def test_others_are_not_those_just_told(turns: tuple[str, ...], told: str, last: Callable[..., Answer]) -> None:
    ids = [card.id for card in last(*turns).clusters]
    assert ids
    assert not any(told in cluster_id for cluster_id in ids)


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("plastics clusters in NRW", "any others?"), "These 2 are all of which I know."),
        (("Biotech clusters in Berlin", "who else?"), "These 4 are all of which I know."),
        (("Kunststoff in NRW", "noch mehr?"), "Das sind alle 2, die ich kenne."),
        (("Kunststoff in NRW", "gibt es da noch andere"), "Das sind alle 2, die ich kenne."),
        (("Kunststoff in NRW", "noch was anderes?"), "Das sind alle 2, die ich kenne."),
        (("plastics clusters in NRW", "who else is in NRW?"), "These 2 are all of which I know."),
    ],
)
def test_where_there_are_no_others_these_are_all(
    turns: tuple[str, ...], said: str, last: Callable[..., Answer]
) -> None:
    assert said in last(*turns).text


def test_those_shown_are_the_named_of_a_list_or_the_one_told(shipped: KnowledgeBase) -> None:
    ids = tuple(sorted(shipped.profiles))[:20]
    assert shown_last(Topic(listed=ids, cluster_ids=ids, n_shown=5)) == ids[:5]
    assert shown_last(Topic(listed=ids, cluster_ids=ids[3:4])) == ids[3:4]
    topic = Topic(listed=ids, cluster_ids=ids[3:4])
    assert besides_shown("any others in Bavaria?", Wish(), topic).besides == ids[3:4]
    assert besides_shown("and in Bavaria?", Wish(), topic).besides == ()
    assert besides_shown("other than Bavaria", Wish(), topic).besides == ()
