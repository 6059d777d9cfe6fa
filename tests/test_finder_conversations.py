"""How the finder understands wishes that are told, narrowed and changed in a conversation, over the shipped corpus."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.records import Answer


@pytest.fixture
def last(conversation_factory: Callable[[], Conversation]) -> Callable[..., Answer]:
    """The answer to the last of the turns of a conversation."""

    def of(*turns: str) -> Answer:
        conversation = conversation_factory()
        return [conversation.reply(Message(turn, session="a")).answer for turn in turns][-1]

    return of


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ("Wir stellen Schokolade her und sitzen in Lübeck.", "foodregio"),
        ("Wir füllen Säfte ab, Standort Stralsund.", "foodregio"),
        ("Gärtnerei in Straelen, Tomaten im Gewächshaus", "agrobusiness-niederrhein"),
        ("Wir sind Landwirte am Niederrhein und bauen Gemüse unter Glas an.", "agrobusiness-niederrhein"),
        ("Wir stellen Möbel her, nähe Bielefeld.", "proholz-nrw"),
        ("wir bauen kleine roboter in chemnitz", "robotics-saxony"),
        ("we make beer in Bamberg", "cluster-ernaehrung-bayern"),
        (
            "dutch SME here, we build greenhouses and sell to german growers. which cluster near the border?",
            "agrobusiness-niederrhein",
        ),
        ("Can you recomend a cluster for cyber securty near Cologne?", "cyber-security-cluster-bonn"),
    ],
)
def test_what_a_firm_makes_and_where_finds_its_clusters(told: str, first: str, last: Callable[..., Answer]) -> None:
    assert [card.id for card in last(told).clusters][:1] == [first]


def test_screws_are_not_refused(last: Callable[..., Answer]) -> None:
    answer = last("Wir stellen Schrauben her, Standort Hagen.")
    assert {card.land for card in answer.clusters} == {"Nordrhein-Westfalen"}


def test_far_away_is_told_as_far_away(last: Callable[..., Answer]) -> None:
    answer = last("Unsere Schreinerei in Freiburg sucht Kontakte zu anderen Holzbetrieben.")
    assert answer.clusters[0].id == "cluster-forst-holz-bayern"
    assert "Im Umkreis von 150 km um Freiburg im Breisgau passt kein Cluster" in answer.text


@pytest.mark.parametrize(
    ("turns", "conditions"),
    [
        (("We run haulage on hydrogen in Saxony", "rather logistics than hydrogen"), "Logistics, in Saxony"),
        (("Logistikcluster in Sachsen", "lieber in Bayern als in Sachsen"), "Logistik, in Bayern"),
        (
            ("Clusters for aviation in Bremen", "How many satellite clusters are there in all Germany?"),
            "Satellite Technologies",
        ),
        (("Textilcluster in Bremen", "deutschlandweit Logistik"), "Logistik"),
        (("health clusters in Leipzig", "Are there others within Saxony?"), "Health Industries, in Saxony"),
        (("Logistikcluster in Sachsen", "Gibt es andere innerhalb von Thüringen?"), "Logistik, in Thüringen"),
        (("near Göttingen, whatever the field",), "near Göttingen (Lower Saxony)"),
        (("bei Göttingen, egal welche Branche",), "in der Nähe von Göttingen (Niedersachsen)"),
        (
            ("cluster near the Danish border for wind energy",),
            "Energy Technologies (“wind energy”), in Schleswig-Holstein",
        ),
    ],
)
def test_what_a_message_changes_is_understood(
    turns: tuple[str, ...], conditions: str, last: Callable[..., Answer]
) -> None:
    assert last(*turns).text.splitlines()[0] in (f"Understood: {conditions}.", f"Verstanden: {conditions}.")


@pytest.mark.parametrize("opening", ["I'm looking for textile clusters", "textile clusters"])
def test_where_nothing_is_left_no_other_field_stands_in(opening: str, last: Callable[..., Answer]) -> None:
    answer = last(opening, "not in Baden-Württemberg", "only those in go-cluster")
    assert (answer.kind, answer.clusters, answer.reason) == ("abstention", (), "no cluster fits")


def test_something_similar_is_of_the_same_fields(last: Callable[..., Answer]) -> None:
    answer = last("What is Silicon Saxony?", "any similar cluster in the west of Germany?")
    assert answer.text.startswith("Understood: Microsystems Technologies, ICT")
    assert "neurosys" in {card.id for card in answer.clusters}


@pytest.mark.parametrize(
    "turns",
    [
        ("Why should we join go-cluster when we already have the Bavarian state programme?",),
        (
            "I don't understand. Why should a cluster join go-cluster when we already have the Bavarian state programme?",
        ),
        ("Warum sollten wir bei go-cluster mitmachen, wenn wir schon das bayerische Landesprogramm haben?",),
    ],
)
def test_why_to_join_is_answered_whatever_one_has_already(turns: tuple[str, ...], last: Callable[..., Answer]) -> None:
    answer = last(*turns)
    assert (answer.kind, answer.clusters) == ("answer", ())
    assert answer.citations


def test_where_one_must_go_is_no_search(last: Callable[..., Answer]) -> None:
    assert last("How many seminars per year are there?", "Do I have to go to Berlin for this?").clusters == ()


def shown(answer: Answer) -> set[str]:
    return {card.id for card in answer.clusters}


@pytest.mark.parametrize(
    "leaving_out",
    ["Leave out Berlin and Brandenburg.", "skip Berlin and Brandenburg", "I don't need Berlin and Brandenburg"],
)
def test_what_is_left_out_of_a_list_is_not_in_it(last: Callable[..., Answer], leaving_out: str) -> None:
    answer = last("Rail clusters in eastern Germany?", leaving_out)
    assert "rail-s" in shown(answer)
    assert shown(answer).isdisjoint({"rail-bb", "knrbb", "vml-bb"})
    assert "Berlin or" not in answer.text.splitlines()[0]


def test_beside_laender_that_are_wanted_the_seat_decides(last: Callable[..., Answer]) -> None:
    answer = last("Rail clusters in eastern Germany?", "without Berlin")
    assert "rail-bb" in shown(answer)
    assert "vml-bb" not in shown(answer)


def test_a_field_is_left_out(last: Callable[..., Answer]) -> None:
    before = last("Health clusters in Bavaria")
    after = last("Health clusters in Bavaria", "drop biotech")
    assert shown(after) < shown(before)
    assert "without Biotechnology" in after.text


def test_those_that_mention_it_are_compared_not_those_that_share_the_field(last: Callable[..., Answer]) -> None:
    answer = last("maritime clusters", "the biggest of these?")
    assert answer.clusters[0].id == "mcn"
    assert "fcw-nrw" not in shown(answer)
    of_programme = last("maritime clusters", "the biggest of these?", "Any of them in go-cluster?")
    assert shown(of_programme) == {"mcn-sh"}


def test_what_no_profile_names_is_no_best_fit(last: Callable[..., Answer]) -> None:
    answer = last("Wir basteln Zauberstäbe in Thüringen, welcher Cluster passt?")
    assert "Kein Profil nennt" in answer.text
    assert "Am besten" not in answer.text


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ("wir machen schnaps und likör in thüringen, gibts da nen verein für uns?", "th-ern"),
        ("Likör Sachsen-Anhalt", "ernaehrungswirtschaft-sachsen-anhalt"),
        ("i need sb for e scooters in stuttgart", "cluster-elektromobilitaet-sued-west"),
        ("paper industry cluster", "modellfabrik-papier"),
        ("Welche Cluster gibt es zu Lack in Münster?", "netzwerk-oberflaeche-nrw"),
        ("biotech at lake constance", "biolago"),
        ("we r a med tech startup near tuttlingen, who can help us w/ partners?", "medicalmountains"),
    ],
)
def test_everyday_words_find_the_field(last: Callable[..., Answer], told: str, first: str) -> None:
    assert last(told).clusters[0].id == first


def test_a_place_alone_is_asked_of_what_was_told(last: Callable[..., Answer]) -> None:
    answer = last("Was ist eigentlich der Programmbegleitkreis?", "Ist jemand aus Lübeck dabei?")
    assert answer.kind == "answer"
    assert "Dirk Gerdes" in answer.text


def test_a_field_and_a_place_are_a_search_whatever_was_told(last: Callable[..., Answer]) -> None:
    answer = last("Was ist eigentlich der Programmbegleitkreis?", "Biotech in Bayern?")
    assert "biom" in {card.id.split("-")[0] for card in answer.clusters}


def test_which_have_a_label_is_asked_of_those_shown(last: Callable[..., Answer]) -> None:
    answer = last("i need sb for e scooters in stuttgart", "more than 100 members pls", "ok and which have gold")
    assert shown(answer) == {"cluster-elektromobilitaet-sued-west"}


def test_what_is_across_the_border_is_of_the_land_there(last: Callable[..., Answer]) -> None:
    answer = last(
        "Servus aus Graz! War Österreich schon mal Partner von go-cluster?",
        "Gibts bei Ihnen irgendeinen Cluster gleich bei uns über der Grenze, für Kunststoff?",
    )
    assert answer.clusters
    assert answer.clusters[0].land == "Bayern"
    assert answer.text.startswith("Verstanden: Kunststofftechnik, in Bayern.")


def test_two_laender_without_commas_are_put_right(last: Callable[..., Answer]) -> None:
    answer = last("Cluster Ernährung Thüringen", "nee thüringen nicht sachsen anhalt meinte ich")
    assert shown(answer) == {"ernaehrungswirtschaft-sachsen-anhalt"}


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("satellite clusters near Munich", "anything with more than 300 members?"), "has 330 members"),
        (("satellite clusters near Munich", "more than 300 members?", "when was it founded"), "founded in 2006"),
        (("machine building owl", "who's the boss there"), "do not name who heads it's OWL or OWL Maschinenbau"),
        (("car clusters in Kaiserslautern", "how many members did it have in 2013"), "has 90 members"),
        (
            ("wind energy clusters", "the one in Rostock, is it a member"),
            "member of go-cluster, the sources do not say",
        ),
        (
            (
                "How many members has Cluster Mechatronik & Automation Bayern?",
                "is it bigger than the mechatronics one in Cham",
            ),
            "Yes.",
        ),
        (("hydrogen clusters in NRW", "which of these has the most members", "and the fewest?"), "smallest first"),
        (("Wasserstoff in NRW", "welcher hat die meisten Mitglieder?", "und die wenigsten?"), "der kleinste zuerst"),
        (("Vergleichen Sie Silicon Saxony und Cool Silicon", "Wer wurde früher gegründet?"), "der älteste zuerst"),
        (("Compare Silicon Saxony and Cool Silicon", "which was founded later?"), "youngest first"),
        (
            ("Compare Silicon Saxony and Cool Silicon", "which has more members", "and the label?"),
            "no ECEI label of Cool Silicon",
        ),
        (
            ("wind energy clusters in Mecklenburg", "which of them have a website?"),
            "https://www.wind-energy-network.de",
        ),
        (
            ("Lebensmittel in Norddeutschland", "hat da jemand ein Silber label"),
            "foodactive trägt das ECEI-Silber-Label",
        ),
        (
            ("Gibt es Cluster für Medizintechnik in Thüringen?", "das zweite interessiert mich, erzählen sie mehr"),
            "InfectoGnostics",
        ),
        (("plastics clusters in NRW", "the first one", "and the other one?"), "Kunststoff-Institut Lüdenscheid"),
        (("Biotech in Bayern", "und andere in Brandenburg?"), "Biotechnologie, in Brandenburg.\n4 Cluster"),
        (
            ("Wir machen Funktionstextilien bei Chemnitz", "Wer davon ist der größte?", "Und seit wann gibt es den?"),
            "Verband der Nord-Ostdeutschen Textil- und Bekleidungsindustrie wurde 1990 gegründet",
        ),
        (("optical clusters in thuringia", "how many are that"), "4 clusters fit: Optical"),
        (
            ("wind energy clusters in Mecklenburg", "Any of them in go-cluster?"),
            "is a member of go-cluster, the sources do not say",
        ),
    ],
)
def test_what_is_asked_after_clusters_is_asked_of_them(
    turns: tuple[str, ...], said: str, last: Callable[..., Answer]
) -> None:
    assert said in last(*turns).text


def test_the_telephone_of_one_of_several_is_not_that_of_the_programme(last: Callable[..., Answer]) -> None:
    answer = last("photonics clusters in Jena", "which is the biggest?", "does one of them have a phone number?")
    assert "+49" not in answer.text
    assert answer.kind == "abstention"


@pytest.mark.parametrize(
    ("asked", "conditions"),
    [
        ("Do you know something for music industry?", "Music Industry"),
        ("music industry", "Music Industry"),
        ("Kennt ihr was für die Musikbranche?", "Musikwirtschaft"),
        ("Is there a cluster for paper making in Germany?", "about “paper” (likely Forest- and Wood-based Industries)"),
        ("Gibt es ein Netzwerk für Papier?", "zu „Papier“ (wohl Forst- und Holzwirtschaft)"),
        ("Cluster Automotive mit Label, nicht in NRW", "Automobilindustrie, nicht in Nordrhein-Westfalen"),
    ],
)
def test_a_field_or_a_thing_that_is_looked_for_is_one_for_the_finder(
    asked: str, conditions: str, last: Callable[..., Answer]
) -> None:
    answer = last(asked)
    assert answer.kind == "clusters"
    assert conditions in answer.text


@pytest.mark.parametrize("asked", ["Which industries are covered?", "Welche Branchen deckt go-cluster ab?"])
def test_which_fields_there_are_is_told_by_statements(asked: str, last: Callable[..., Answer]) -> None:
    assert last(asked).kind == "answer"


def test_what_any_firm_is_tells_no_field(last: Callable[..., Answer]) -> None:
    answer = last(
        "Wir sind ein IT Dienstleister aus Köln und suchen Kontakt zu anderen Firmen, Schwerpunkt IT-Sicherheit"
    )
    assert {"eurobits", "nrw-units"} & shown(answer)
    assert {"kunststoffland-nrw", "bioriver"}.isdisjoint(shown(answer))


def test_what_profiles_do_not_tell_is_asked_of_the_cluster_spoken_of_and_refused(last: Callable[..., Answer]) -> None:
    answer = last("how many members does HYPOS have?", "and the yearly fee there?")
    assert (answer.kind, "about HYPOS" in answer.text) == ("abstention", True)
