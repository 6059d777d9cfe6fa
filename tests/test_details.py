from __future__ import annotations

import pytest

from knowledge.asked.question import analyse
from knowledge.clusters.details import (
    Detail,
    asks_only_for,
    asks_to_join,
    asks_who_is_in_charge,
    beyond_detail,
    detail_asked,
    is_of_kind,
    wanted_words,
)
from knowledge.clusters.profile_tells import tells
from knowledge.records import Language

# -- which detail is asked for -----------------------------------------------------------------

DETAILS: list[tuple[str, Detail | None]] = [
    ("What is the website of Rich?", "website"),
    ("Hat Rich eine Homepage?", "website"),
    ("Does Rich hold a label?", "label"),
    ("Ist Rich zertifiziert?", "label"),
    ("Which label, and where is it?", "label"),
    ("How many members does Rich have?", "members"),
    ("Wie groß ist Rich?", "members"),
    ("Is Rich a member of go-cluster?", "member"),
    ("Ist Rich Mitglied?", "member"),
    ("Is Rich among the members?", "member"),
    ("Gehört Rich zu den Mitgliedern?", "member"),
    ("What do the members of Rich make?", "summary"),
    ("Welche Mitglieder hat Rich?", None),
    ("When was Rich founded?", "founded"),
    ("Wann wurde Rich gegründet?", "founded"),
    ("Seit wann besteht Rich?", "founded"),
    ("How long has Rich existed?", "founded"),
    ("When was it launched?", "founded"),
    ("when did it start", "founded"),
    ("start wann", "founded"),
    ("seit wann aktiv?", "founded"),
    ("since when have they been around", "founded"),
    ("seit welchem Jahr gibt es sie?", "founded"),
    ("When did the conference of Rich start?", None),
    ("wieviele machten bei mit", "members"),
    ("wie viele member hat Rich", "members"),
    ("and where do they sit?", "seat"),
    ("Where is Rich based?", "seat"),
    ("In welcher Stadt sitzt Rich?", "seat"),
    ("Which fields does Rich cover?", "fields"),
    ("Technologiefelder von Rich", "fields"),
    ("What does Rich do?", "summary"),
    ("Since when does Rich exist?", "founded"),
    ("What is Rich?", "summary"),
    ("Was macht Rich?", "summary"),
    ("How do I reach Rich?", "contact"),
    ("Kontakt Rich", "contact"),
    ("Wie kann ich Rich kontaktieren?", "contact"),
    ("phone number of Rich", "phone"),
    ("Wer ist Ansprechpartner bei Rich?", "phone"),
    ("What is the e-mail address of Rich?", "phone"),
    ("In which street is Rich?", "phone"),
    ("Wie erreicht Rich seine Ziele?", None),
    ("What was Rich called before?", None),
    ("Wo finde ich mehr über Rich?", "website"),
    ("Where can I read more about Rich?", "website"),
    ("whats the adress", "address"),
    ("Welche Anschrift hat Rich?", "address"),
    ("Web address of Rich?", "website"),
    ("wie viele Betriebe sind da drin?", "members"),
    ("founding year of Rich", "founded"),
    ("Wie heißt der Cluster nochmal?", "name"),
    ("what was it called again?", "name"),
    ("Erzählen Sie mir mehr über Rich", "summary"),
    ("mehr infos zu Rich", "summary"),
    ("Tell me everything about Rich", "summary"),
    ("Ich hätte gern Näheres zu Rich", "summary"),
    ("I'd like to know more about Rich", "summary"),
    ("Was wissen Sie über Rich?", "summary"),
    ("Rich", None),
    ("Does Rich like cheese?", None),
]


@pytest.mark.parametrize(("text", "detail"), DETAILS)
def test_a_question_asks_for_one_detail_of_a_cluster_or_for_none(text: str, detail: Detail | None) -> None:
    assert detail_asked(text) == detail


@pytest.mark.parametrize(
    ("text", "language", "beyond"),
    [
        ("Where is it based?", "en", set()),
        ("Where is it based, and who is the treasurer?", "en", {"treasurer"}),
        ("Welches Label trägt der Verein?", "de", set()),
        ("Wie hoch ist der Beitrag?", "de", {"hoch", "beitrag"}),
        ("Wie heißt der Geschäftsführer?", "de", {"geschäftsführer"}),
        ("", "en", set()),
    ],
)
def test_what_else_is_asked_is_what_names_no_detail(text: str, language: Language, beyond: set[str]) -> None:
    assert beyond_detail(text, language) == beyond


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Erzählen Sie mir mehr über das erste.", "de"),
        ("mehr infos zum ersten", "de"),
        ("Tell me everything about  .", "en"),
        ("what can you tell me about  ", "en"),
        ("Ich hätte gern Näheres zu  ", "de"),
        ("I'd like to know more about   please", "en"),
        ("Können Sie mir etwas über   sagen?", "de"),
        ("Geben Sie mir bitte weitere Informationen zu  .", "de"),
        ("details  ", "en"),
    ],
)
def test_the_profile_is_asked_for_in_many_ways(text: str, language: Language) -> None:
    assert asks_only_for("summary", text, analyse(text), language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Did   get more money than others?", "en"),
        ("What did   learn from the study?", "en"),
        ("Was sagen Mitglieder über die Messe von  ?", "de"),
    ],
)
def test_another_matter_is_no_request_for_the_profile(text: str, language: Language) -> None:
    assert not asks_only_for(detail_asked(text) or "summary", text, analyse(text), language)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Wer leitet das?", True),
        ("who is the director?", True),
        ("Kontakt", True),
        ("Wer ist Ansprechpartner?", True),
        ("How is it run?", False),
        ("Who won the prize?", False),
    ],
)
def test_who_is_in_charge_is_asked_for(text: str, asks: bool) -> None:
    assert asks_who_is_in_charge(text) == asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [("Kann man dort Mitglied werden?", True), ("How do we join?", True), ("Ist es Mitglied?", False)],
)
def test_getting_in_is_asked_about(text: str, asks: bool) -> None:
    assert asks_to_join(text) == asks


def test_words_for_details_are_wanted_too_but_those_of_asking_are_not() -> None:
    assert wanted_words("Tell me who founded it, and the treasurer's name", "en") == {"founded", "treasurer"}


ONLY: list[tuple[str, Detail, Language, bool]] = [
    ("How many members has it got?", "members", "en", True),
    ("What is the exact number of members?", "members", "en", True),
    ("How many members of the board are women?", "members", "en", False),
    ("When was it founded?", "founded", "en", True),
    ("Who founded it?", "founded", "en", False),
    ("Where is it based?", "seat", "en", True),
    ("In which city was the last conference?", "seat", "en", False),
    ("Wer sitzt im Vorstand?", "seat", "de", False),
    ("Is it a member?", "member", "en", True),
    ("Is it a proud member of go-cluster?", "member", "en", True),
    ("What was its highlight with go-cluster?", "member", "en", False),
    ("Is Siemens a member?", "member", "en", False),
    ("How can I become a member?", "member", "en", False),
    ("Wie werde ich Mitglied?", "member", "de", False),
    ("What is the membership fee?", "member", "en", False),
    ("Since when has it been a member of go-cluster?", "member", "en", False),
    ("What does it say about go-cluster?", "member", "en", False),
    ("What did it get out of being in go-cluster?", "member", "en", False),
    ("Was hat er von der Mitgliedschaft in go-cluster?", "member", "de", False),
    ("Was it a member of go-cluster in 2018?", "member", "en", True),
    ("Which label does it hold?", "label", "en", True),
    ("How much does the label cost?", "label", "en", False),
    ("What does it do?", "summary", "en", True),
    ("What is its phone number?", "summary", "en", False),
    ("What is its logo?", "summary", "en", False),
]


@pytest.mark.parametrize(("text", "detail", "language", "only"), ONLY)
def test_a_detail_is_asked_for_alone_or_as_part_of_another_matter(
    text: str, detail: Detail, language: Language, only: bool
) -> None:
    assert asks_only_for(detail, text, analyse(text), language) == only


def test_a_detail_is_of_the_kind_that_is_asked_for() -> None:
    assert is_of_kind("founded", analyse("When was it founded?"))
    assert not is_of_kind("founded", analyse("Who founded it?"))
    assert not is_of_kind("members", analyse("Who are its members?"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It joined go-cluster in May 2013.", True),
        ("Er ist seit September 2014 bei go-cluster.", True),
        ("It was founded in 2008. It is a member of go-cluster.", False),
        ("In 2008 it was called the forerunner of go-cluster.", False),
    ],
)
@pytest.mark.parametrize("question", ["Since when is it in go-cluster?", "Seit wann ist es Mitglied bei go-cluster?"])
def test_since_when_it_is_a_member_is_told_with_a_year(question: str, text: str, told: bool) -> None:
    assert tells(text, {"zebra"}, analyse(question), "en") == told


# -- whether a text tells ----------------------------------------------------------------------

SUMMARY = (
    "Health network around Lake Constance, founded in 2007 by Airbus and the city. Its members are small companies and "
    "hospitals that work in diagnostics."
)
GERMAN = "Gesundheitsnetzwerk am Bodensee mit 130 Mitgliedern, vor allem kleinen Unternehmen und Pharmaunternehmen."


def told(question: str, text: str = SUMMARY, language: Language = "en", **known: object) -> bool:
    wanted = wanted_words(question, language)
    return tells(text, wanted, analyse(question), language, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question",
    [
        "Does it work on diagnostics?",
        "Who founded it?",
        "When was it founded?",
        "What companies are in it, and which hospitals?",
        "Who are the members?",
    ],
)
def test_a_text_tells_what_it_has_words_and_kind_for(question: str) -> None:
    assert told(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is its phone number?",
        "What membership fee do small companies pay?",
        "How much revenue did its members make last year?",
        "Who is the managing director?",
        "How many hospitals are members?",
        "Does it offer scholarships?",
    ],
)
def test_a_text_that_only_shares_a_word_does_not_tell(question: str) -> None:
    assert not told(question)


def test_the_kind_must_be_there_although_all_words_are() -> None:
    assert told("How many members are there?", "It has 130 members.")
    assert not told("How many members are there?", "It has members.")


def test_a_rare_word_that_is_missing_outweighs_common_ones_that_are_there() -> None:
    question = "Was kosten kleine Unternehmen?"
    weights = {"kost": 9.0, "klein": 1.0, "unternehm": 1.0}
    assert tells(GERMAN, {"kosten", "kleine", "unternehmen"}, analyse("Wer?"), "de") is False  # no person
    other = analyse("Erzähl")
    assert tells(GERMAN, wanted_words(question, "de"), other, "de")
    assert not tells(GERMAN, wanted_words(question, "de"), other, "de", lambda stem: weights[stem])


def test_parts_of_a_german_compound_count_in_part() -> None:
    assert tells("Ein Netz für Textil und Maschinen.", {"textilmaschinen"}, analyse("Erzähl"), "de")
    assert not tells("Ein Netz für Maschinen.", {"textilmaschinen"}, analyse("Erzähl"), "de")


def test_where_no_words_are_wanted_the_kind_decides() -> None:
    assert tells("Founded in 2007.", set(), analyse("When?"), "en")
    assert not tells("Founded long ago.", set(), analyse("When?"), "en")


def test_the_empty_text_tells_nothing_that_is_wanted() -> None:
    assert not tells("", {"diagnostics"}, analyse("Does it?"), "en")


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("who runs it?", "Network of the region, led by the chamber.", True),
        ("who runs it?", "Network of the region, founded in 1999.", False),
        ("Wer leitet das?", "Netzwerk unter Leitung von saaris.", True),
        ("Wer hat es gegründet?", "Das Netzwerk wurde von drei Firmen gegründet.", True),
        ("Who founded it?", "Set up in 2001 by two firms.", True),
        ("Who founded it?", "It is led by the chamber.", False),
        ("Who set it up?", "Cluster company of the city and the chamber.", True),
        ("Wer hat es gegründet?", "Cluster-Gesellschaft der Stadt.", True),
        ("Is it still active?", "The members decided to dissolve it in 2016.", True),
        ("Is it still active?", "The members met in 2016.", False),
        ("Gibt es das noch?", "Der Verein wurde 2016 aufgelöst.", True),
    ],
)
def test_who_founded_or_runs_a_cluster_is_told_in_other_words(text: str, told: str, expected: bool) -> None:
    assert tells(told, {"herons"}, analyse(text), "en") == expected


@pytest.mark.parametrize(
    ("text", "language", "detail"),
    [
        ("In which Stadt is  zuhause?", "en", "seat"),
        ("in welcher Stadt is  based?", "de", "seat"),
        ("Which federal state is  in?", "en", "seat"),
        ("What does the  do, kurz gesagt?", "en", "summary"),
        ("what is  even about", "en", "summary"),
        (" web page?", "en", "website"),
    ],
)
def test_who_mixes_languages_or_chats_asks_for_nothing_else(text: str, language: Language, detail: str) -> None:
    assert (detail_asked(text), beyond_detail(text, language)) == (detail, set())
