from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asked.question import (
    Asked,
    analyse,
    as_of_now,
    holds,
    levels_in,
    names_in,
    numbers_in,
    years_covered,
    years_in,
)
from knowledge.records import Language

ASKED: list[tuple[str, Asked]] = [
    ("How long is the label valid?", "duration"),
    ("How many years did phase one last?", "duration"),
    ("Wie lange gilt das Label?", "duration"),
    ("Wie viele Wochen dauert das?", "duration"),
    ("How much does membership cost?", "amount"),
    ("What percentage of them is turned down?", "amount"),
    ("What would a label cost?", "amount"),
    ("Wie hoch ist der Beitrag?", "amount"),
    ("Was ist der Preis?", "amount"),
    ("How many members are there?", "count"),
    ("How often does the board meet?", "count"),
    ("Wie viele Cluster sind dabei?", "count"),
    ("Wieviele Cluster sind dabei?", "count"),
    ("Wieviel ist es?", "amount"),
    ("What does a member pay?", "amount"),
    ("What does the programme pay for?", "other"),
    ("Die Anzahl der Mitglieder?", "count"),
    ("What is the e-mail address?", "contact"),
    ("Wie erreiche ich die Geschäftsstelle?", "contact"),
    ("Telefonnummer?", "contact"),
    ("Who do I call?", "contact"),
    ("An wen wenden wir uns?", "contact"),
    ("Wem schreibe ich?", "contact"),
    ("Wen ernannte der Minister?", "person"),
    ("When did it start?", "date"),
    ("Since when does it exist?", "date"),
    ("In which year was that?", "date"),
    ("Wann begann das Programm?", "date"),
    ("Seit wann gibt es das?", "date"),
    ("In welchem Jahr war das?", "date"),
    ("Who chairs the board?", "person"),
    ("Wer leitet das?", "person"),
    ("Welcher Minister schrieb das?", "person"),
    ("Who can join go-cluster?", "other"),
    ("who was allowed to apply?", "other"),
    ("Who may apply?", "other"),
    ("Who can help me?", "person"),
    ("Wer darf sich bewerben?", "other"),
    ("Wer kann da eigentlich Mitglied werden?", "other"),
    ("Wer kann mir helfen?", "person"),
    ("Where is the office?", "place"),
    ("Wo ist das?", "place"),
    ("In welcher Stadt ist das?", "place"),
    ("Why was it founded?", "reason"),
    ("Why did the number of members drop?", "reason"),
    ("Weshalb gibt es das Label?", "reason"),
    ("Which criteria are there?", "list"),
    ("Which areas count when a cluster applies?", "list"),
    ("How many came when it was opened?", "count"),
    ("When a cluster applies, which areas count?", "list"),
    ("Which label was it and when was it awarded?", "date"),
    ("When was it, and which city?", "date"),
    ("Welche Kriterien gelten?", "list"),
    ("Is it free?", "yesno"),
    ("And is it free?", "yesno"),
    ("Does it exist?", "yesno"),
    ("Gibt es das noch?", "yesno"),
    ("Kann man das?", "yesno"),
    ("go-cluster", "other"),
    ("Tell me about it", "other"),
    ("Erzähl davon", "other"),
    ("", "other"),
]


@pytest.mark.parametrize(("text", "asked"), ASKED)
def test_a_question_asks_for_a_kind_of_thing(text: str, asked: Asked) -> None:
    assert analyse(text).asked == asked


@pytest.mark.parametrize("text", ["WANN BEGANN DAS?", "wann begann das", "Wänn? Wann?"])
def test_case_and_accents_do_not_matter(text: str) -> None:
    assert analyse(text).asked == "date"


@pytest.mark.parametrize(
    ("text", "yesno"),
    [
        ("Can we apply, and until when?", True),
        ("The label is free, isn't it?", True),
        ("Das Label ist kostenlos, oder?", True),
        ("Darf ich das?", True),
        ("Does the label cost anything?", True),
        ("The label is free – is that right?", True),
        ("The label is free, or am I wrong?", True),
        ("The label is free, yes?", True),
        ("Das Label ist kostenlos – ist das so?", True),
        ("Am I right that the label is free?", True),
        ("I was told the label is free.", True),
        ("Stimmt es, dass das Label kostenlos ist?", True),
        ("According to the page, is the label free?", True),
        ("In 2016, did the board meet?", True),
        ("Isn't the label free?", True),
        ("In which year, was it not free?", False),
        ("When can we apply?", False),
        ("Wer darf das?", False),
        ("Was kostet das Label?", False),
        ("Was rät der Beirat der Politik?", False),
        ("", False),
    ],
)
def test_a_question_may_want_yes_or_no_beside_another_thing(text: str, yesno: bool) -> None:
    assert analyse(text).yesno is yesno


@pytest.mark.parametrize(
    ("text", "yesno"),
    [
        ("Fand die Tagung in Berlin statt?", True),
        ("Also kooperierte der Beirat mit der Politik?", True),
        ("Kommen die Mitglieder aus Bayern?", True),
        ("Fand die Tagung in Berlin statt", True),  # many leave out the mark
        ("Kosten für das Gold-Label?", False),
        ("Treffen der Mitglieder?", False),
        ("Wegen der Kosten?", False),
        ("Nennen Sie die Mitglieder?", False),
        ("Weiß man, wann die Tagung stattfand?", False),
        ("Find the members in Bavaria?", False),
        ("Gehörten 2016 auch Hochschulen dazu?", True),  # as a noun it is a participle of the same verb
    ],
)
def test_a_german_question_that_begins_with_a_verb_wants_yes_or_no(text: str, yesno: bool) -> None:
    assert analyse(text).yesno is yesno


@pytest.mark.parametrize(
    ("text", "yesno"),
    [
        ("Man zahlt nichts dafür?", True),
        ("Im Jahr 2019 wurden 200 Termine gezählt?", True),
        ("Das Label gibt es also kostenlos?", True),
        ("Die Kosten der Mitgliedschaft?", False),
        ("Die Mitglieder aus Bayern?", False),
        ("Das Label verlängern?", False),
        ("In welchem Jahr wurde gezählt?", False),
        ("Man zahlt nichts dafür", False),
    ],
)
def test_a_german_sentence_wants_yes_or_no_by_its_mark_alone(text: str, yesno: bool) -> None:
    assert analyse(text).yesno is yesno


@pytest.mark.parametrize(
    ("text", "yesno"),
    [
        ("Die Tagung war ja 2010. Wie kam es dazu?", True),
        ("Das Label ist doch kostenlos – wer bezahlt es?", True),
        ("Wir sind neu. Was müssen wir tun?", False),
        ("Wer darf das ja sagen?", False),
    ],
)
def test_what_is_presumed_before_a_german_question_may_be_put_right(text: str, yesno: bool) -> None:
    assert analyse(text).yesno is yesno


def test_years_and_other_numbers_are_told_apart() -> None:
    question = analyse("Had 32 clusters 14,000 members in 2019 or 2022?")
    assert question.years == {"2019", "2022"}
    assert question.numbers == {"32", "14000"}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("1999 and 2001", {"1999", "2001"}),
        ("1899 or 2100", set()),
        ("12012 2012a", {"2012"}),
        ("from 2012/2013", {"2012", "2013"}),
        ("no year", set()),
    ],
)
def test_a_year_has_four_digits_and_is_of_the_last_or_this_century(text: str, years: set[str]) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("14.000 Mitglieder und 14,000 members", {"14000"}),
        ("2.5 % of 30", {"2.5", "30"}),
        ("in 2012", {"2012"}),
        ("H2 and 3D", set()),
        ("none", set()),
    ],
)
def test_numbers_come_without_thousands_separators_and_not_out_of_words(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Does Xanadu have a bridge?", "en", ("xanadu",)),
        ("Who is Kubla Khan?", "en", ("kubla", "khan")),
        ("Is the Bridge a name here?", "en", ("bridge",)),  # a capital within a sentence
        ("Bridges stand long. Tunnels do not.", "en", ()),  # dictionary words at the beginning
        ("Zorblax? Zorblax!", "en", ("zorblax", "zorblax")),  # no dictionary word
        ("a MicroTEC bridge", "en", ("microtec",)),
        ("What is go-cluster, and what Go-Cluster?", "en", ()),
        ("WHO BUILT XANADU", "en", ()),
        ("who built xanadu", "en", ()),
        ("", "en", ()),
        ("Hat Xanadu eine Brücke?", "de", ("xanadu",)),
        ("Wer baut die Brücke über den Fluss?", "de", ()),  # nouns
        ("Was macht MicroTEC?", "de", ("microtec",)),
    ],
)
def test_proper_names_are_told_from_other_words(text: str, language: Language, names: tuple[str, ...]) -> None:
    assert names_in(text, language) == names


HOLDS: list[tuple[Asked, str, str]] = [
    ("count", "It has 32 members.", "It has members."),
    ("count", "Es hat zwölf Mitglieder.", "Es hat Mitglieder."),
    ("amount", "It costs 500 euros.", "It has 500 members."),
    ("amount", "Die Kosten übernimmt das Programm.", "Es gibt ein Programm."),
    ("date", "It began in July 2012.", "It began early."),
    ("date", "Es begann am 3. März.", "Es begann früh."),
    ("duration", "It is valid for two years.", "It is valid."),
    ("duration", "Es gilt zwei Jahre.", "Es gilt."),
    ("person", "Dr. Meier chairs it.", "It exists."),
    ("person", "Die Staatssekretärin sprach.", "Es gab Reden."),
    ("contact", "Write to info@example.org.", "Write to the office."),
    ("contact", "10623 Berlin", "Berlin"),
    ("list", "Three: one, two and three.", "It is one."),
    ("list", "These:\n- one\n- two", "These"),
    ("reason", "It exists because it helps.", "It exists."),
    ("reason", "Es soll helfen.", "Es besteht."),
]


@pytest.mark.parametrize(("asked", "having", "lacking"), HOLDS)
def test_a_statement_holds_what_is_asked_for_or_lacks_it(asked: Asked, having: str, lacking: str) -> None:
    assert holds(asked, having)
    assert not holds(asked, lacking)


@pytest.mark.parametrize("asked", ["other", "yesno"])
def test_kinds_without_a_sign_always_hold(asked: Asked) -> None:
    assert holds(asked, "")


@given(st.text())
def test_any_text_is_analysed_with_years_no_numbers(text: str) -> None:
    question = analyse(text)
    assert question.text == text
    assert not question.years & question.numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the silver label", {"silver"}),
        ("Bronze oder Silber", {"bronze", "silver"}),
        ("das Gold-Label", {"gold"}),
        ("a marigold", set()),
    ],
)
def test_the_levels_of_the_label_that_are_named(text: str, expected: set[str]) -> None:
    assert levels_in(text) == expected


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Which ministry is in charge these days?", "Which ministry is in charge?"),
        ("Wie viele Mitglieder hat go-cluster aktuell?", "Wie viele Mitglieder hat go-cluster?"),
        ("Wer leitet die Geschäftsstelle gegenwärtig und wer ZUR ZEIT?", "Wer leitet die Geschäftsstelle und wer?"),
        ("Gibt es eine aktuelle Zahl?", "Gibt es eine aktuelle Zahl?"),
        ("und heute?", "und heute?"),
        ("today", "today"),
    ],
)
def test_words_for_now_are_not_searched_for_where_enough_is_left(text: str, searched: str) -> None:
    assert as_of_now(text) == searched


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Von 2012 bis 2015 leitete Mia das Programm.", {"2012", "2013", "2014", "2015"}),
        ("Phase 1 (2012–2014) and phase 2 (2015 to 2016)", {"2012", "2013", "2014", "2015", "2016"}),
        ("from 1990 to 2022", {"1990", "2022"}),  # too long to say anything of a single year
        ("2020-2012", {"2012", "2020"}),
        ("In 2012 and 2015", {"2012", "2015"}),
        ("", set()),
    ],
)
def test_a_period_covers_the_years_within_it(text: str, years: set[str]) -> None:
    assert years_covered(text) == years
