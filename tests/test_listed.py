"""What points into the clusters shown, and what goes on with all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.on_clusters.listed import (
    besides_known,
    of_several,
    of_them,
    pointed_at,
    says_no_more,
    whether_there,
    without_number,
)
from bot.on_clusters.whole_list import asks_whether_all, asks_which_are, counts, wants_more
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.clusters.wishes import Wish
from knowledge.records import Language

SHOWN = ("optonet", "spectronet", "medways", "theen")  # the first three in Jena, the last in Erfurt
LIST = Topic(wish=Wish(laender=("TH",)), listed=SHOWN, cluster_ids=SHOWN, n_shown=4)


def told_of(position: int, listed: tuple[str, ...] = SHOWN) -> Topic:
    """The topic after one of the list was told of."""
    return replace(LIST, listed=listed, cluster_ids=(listed[position],), last="tell me about it")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("the second one", "en", "spectronet"),
        ("und der dritte?", "de", "medways"),
        ("number 4", "en", "theen"),
        ("3", "en", "medways"),
        ("the last one", "en", "theen"),
        ("und der letzte?", "de", "theen"),
        ("the one in Erfurt", "en", "theen"),
        ("das zweite bitte genauer", "de", "spectronet"),
        ("mehr zum dritten", "de", "medways"),
        ("number 9", "en", "beyond"),
        ("the seventh one", "en", "beyond"),
        ("the first cluster week", "en", None),
        ("in Bavaria", "en", None),
    ],
)
def test_a_number_an_ordinal_or_a_feature_points_into_the_list(
    text: str, language: Language, expected: str | None, answerer: Answerer
) -> None:
    assert pointed_at(text, language, LIST, answerer) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("and the one before?", "en", "optonet"),
        ("the one before that", "en", "optonet"),
        ("und der davor?", "de", "optonet"),
        ("and the next one?", "en", "medways"),
        ("und der nächste?", "de", "medways"),
    ],
)
def test_a_step_counts_from_the_one_told_of_last(
    text: str, language: Language, expected: str, answerer: Answerer
) -> None:
    assert pointed_at(text, language, told_of(1), answerer) == expected


def test_a_step_leads_nowhere_at_the_end_of_the_list_or_from_no_cluster(answerer: Answerer) -> None:
    assert pointed_at("and the one before?", "en", told_of(0), answerer) == "beyond"
    assert pointed_at("and the next one?", "en", told_of(3), answerer) == "beyond"
    assert pointed_at("and the next one?", "en", LIST, answerer) == "beyond"


@pytest.mark.parametrize(("text", "language"), [("and the other one?", "en"), ("und der andere?", "de")])
def test_the_other_of_two_is_the_one_not_told_of(text: str, language: Language, answerer: Answerer) -> None:
    two = SHOWN[:2]
    assert pointed_at(text, language, told_of(0, two), answerer) == "spectronet"
    assert pointed_at(text, language, told_of(1, two), answerer) == "optonet"


def test_nothing_is_pointed_at_without_a_list(answerer: Answerer) -> None:
    assert pointed_at("the second one", "en", Topic(question="Who decides?"), answerer) is None


def test_a_message_that_only_points_says_no_more() -> None:
    assert all(map(says_no_more, ("number 9", "the fifth", "and the one before that?", "und der davor?", "7")))
    assert not any(map(says_no_more, ("where is the fifth based?", "the fifth one in Bavaria", "who leads it?")))
    assert says_no_more("mehr zum zweiten bitte")
    assert not says_no_more("website?")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("how many are there?", True),
        ("Welche Cluster sind das?", False),
        ("and who are these", False),
        ("Which are the oldest?", False),
        ("And how many is that in total?", True),
        ("wie viele sind das?", True),
        ("wie viele insgesamt?", True),
        ("how many of them are members?", False),
        ("how many events were there?", False),
        ("wie viele Mitglieder haben die?", False),
    ],
)
def test_how_many_and_nothing_else_counts_the_clusters_found(text: str, asked: bool) -> None:
    assert counts(text) is asked


def test_which_they_are_asks_for_the_list_again() -> None:
    assert all(map(asks_which_are, ("Welche Cluster sind das?", "and who are these", "which are they?")))
    assert not any(map(asks_which_are, ("how many are there?", "Which are the oldest?")))


@pytest.mark.parametrize(
    "text",
    [
        "das zweite interessiert mich, erzählen sie mehr",
        "the second one sounds good",
        "the second interests us, tell me more",
    ],
)
def test_one_that_pleases_is_pointed_at_and_nothing_else_is_asked(text: str) -> None:
    assert says_no_more(text)
    assert not says_no_more("the second one sounds good, where is it?")


@pytest.mark.parametrize(
    "text",
    [
        "show me more",
        "more",
        "zeig mir mehr",
        "are there others?",
        "gibt es da noch andere?",
        "the rest please",
        "weiter",
    ],
)
def test_more_after_a_list_is_more_of_the_list(text: str) -> None:
    assert wants_more(text, LIST) == "of the list"


@pytest.mark.parametrize(
    "text", ["tell me more", "more details please", "mehr Infos", "erzähl mehr darüber", "mehr zu dem Cluster", "more"]
)
def test_more_after_one_cluster_is_more_of_that(text: str) -> None:
    assert wants_more(text, told_of(1)) == "of one"


def test_the_others_are_those_of_the_list_also_after_one_cluster() -> None:
    assert wants_more("and the others?", told_of(1)) == "of the list"


@pytest.mark.parametrize("text", ["more members", "mehr Geld", "who pays more?", "more about the seminar fees", "yes"])
def test_what_asks_for_something_else_wants_no_more_of_clusters(text: str) -> None:
    assert wants_more(text, LIST) is None


def test_after_a_statement_no_more_of_clusters_is_wanted() -> None:
    assert wants_more("more", replace(LIST, statement_ids=("one",))) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where are they based?", "en"),
        ("how old are both?", "en"),
        ("do both have a label?", "en"),
        ("wo sitzen die?", "de"),
        ("wie alt sind beide?", "de"),
    ],
)
def test_one_detail_of_several_is_asked_of_all_that_were_named(text: str, language: Language) -> None:
    assert of_several(text, language, LIST) == SHOWN
    assert of_several(text, language, replace(LIST, n_shown=2)) == SHOWN[:2]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("contact?", "en"),
        ("what is the address?", "en"),
        ("how many members", "en"),
        ("how do I get in touch?", "en"),
        ("Wie viele Mitglieder?", "de"),
        ("Wie erreichen wir die?", "de"),
        ("wie viele Betriebe sind da drin?", "de"),
        ("Telefonnummer?", "de"),
        ("E-Mail?", "de"),
    ],
)
def test_what_only_one_organisation_has_is_asked_of_those_shown_though_nothing_points_to_them(
    text: str, language: Language
) -> None:
    assert of_several(text, language, LIST) == SHOWN
    assert of_several(text, language, told_of(1)) == ()
    assert of_several(text, language, replace(LIST, statement_ids=("one",))) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("how many members does go-cluster have?", "en"),
        ("How do I reach the programme office?", "en"),
        ("Wie erreiche ich die Geschäftsstelle?", "de"),
        ("Wie viele Mitglieder insgesamt?", "de"),
        ("Wann wurde das gegründet?", "de"),
    ],
)
def test_what_is_asked_of_the_programme_or_of_one_is_not_asked_of_all(text: str, language: Language) -> None:
    assert of_several(text, language, LIST) == ()


def test_where_one_was_told_of_they_are_that_one_and_both_are_the_list() -> None:
    two = told_of(1, SHOWN[:2])
    assert of_several("wo sitzen die?", "de", two) == ()
    assert of_several("wo sitzen die beiden?", "de", two) == SHOWN[:2]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("who runs them?", "en"),
        ("Wer leitet die?", "de"),
        ("Kann man dort Mitglied werden?", "de"),
        ("Wie werden die finanziert?", "de"),
        ("Was kostet dort die Mitgliedschaft?", "de"),
    ],
)
def test_what_no_profile_tells_is_asked_of_those_shown(text: str, language: Language) -> None:
    assert of_them(text, language, LIST) == SHOWN[:3]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("who runs the programme?", "en"),
        ("Was kostet die Mitgliedschaft?", "de"),
        ("Wer leitet go-cluster?", "de"),
        ("only in Jena", "en"),
    ],
)
def test_what_points_to_none_of_those_shown_is_not_asked_of_them(text: str, language: Language) -> None:
    assert of_them(text, language, LIST) == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Is that in Saxony?", "saxony"),
        ("That is in Saxony right?", "saxony"),
        ("they're in Berlin, correct?", "berlin"),
        ("Das ist doch in Sachsen, oder?", "sachsen"),
        ("Sitzen die in Jena?", "jena"),
        ("Is there one in Saxony?", ""),
        ("and in Saxony?", ""),
        ("That is right.", ""),
    ],
)
def test_whether_what_was_shown_is_in_a_place(text: str, place: str) -> None:
    assert whether_there(text) == place


def test_what_they_do_is_asked_of_all() -> None:
    two = replace(LIST, listed=SHOWN[:2], cluster_ids=SHOWN[:2])
    assert of_several("was machen die?", "de", two) == SHOWN[:2]


@pytest.mark.parametrize("text", ["are they members?", "who leads both?", "where did they hold the last fair?", "and?"])
def test_what_is_no_plain_detail_is_not_asked_of_all(text: str) -> None:
    assert of_several(text, "en", replace(LIST, listed=SHOWN[:2], cluster_ids=SHOWN[:2])) == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("das zweite kenn ich schon, was macht das erste", "was macht das erste"),
        ("The first I know already, and what does the second do?", "what does the second do?"),
        ("den dritten kennen wir: wo sitzt der andere?", "wo sitzt der andere?"),
        ("Kennen Sie den zweiten, wo sitzt er?", "Kennen Sie den zweiten, wo sitzt er?"),
        ("I know that, where is it?", "I know that, where is it?"),
    ],
)
def test_what_is_known_of_a_list_is_not_asked_for(text: str, asked: str) -> None:
    assert besides_known(text) == asked


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("is that all?", True),
        ("Are those all?", True),
        ("That's it?", True),
        ("only two?", True),
        ("no more?", True),
        ("ist das alles??", True),
        ("sind das alle?", True),
        ("Wars das schon?", True),
        ("nur einer?", True),
        ("mehr nicht?", True),
        ("is that all in Bavaria?", False),
        ("only in Bavaria", False),
        ("more?", False),
        ("ist das alles kostenlos?", False),
    ],
)
def test_whether_there_are_no_more_is_asked(text: str, asks: bool) -> None:
    assert asks_whether_all(text) == asks


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("die webseite vom 1.", "die webseite"),
        ("website of no. 3?", "website ?"),
        ("more than 3 members", "more than 3 members"),
    ],
)
def test_a_number_in_a_list_is_taken_away(text: str, left: str) -> None:
    assert " ".join(without_number(text).split()) == left


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wie heißt die Webseite vom 1.", "optonet"),
        ("website of no. 2", "spectronet"),
        ("die Adresse von Nr. 3?", "medways"),
    ],
)
def test_numbers_point_into_the_list(text: str, expected: str, answerer: Answerer) -> None:
    assert pointed_at(text, "de", LIST, answerer) == expected
