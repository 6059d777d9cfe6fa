"""Yes, no, or neither: each rule on a question and the statement that answers it."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.asked.question import analyse
from knowledge.records import Language, Verdict
from knowledge.verdicts.verdict import is_of_other_place, verdict


def decided(question: str, *statements: str, language: Language = "en", heading: str = "") -> Verdict | None:
    passages = [passage(f"d#{n}", text, language=language, heading=heading) for n, text in enumerate(statements)]
    return verdict(analyse(question), passages)


# -- yes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "statement", "language"),
    [
        ("Is the bridge made of timber?", "The bridge is made of timber.", "en"),
        ("Was the bridge painted in 2012?", "The bridge was painted in 2012.", "en"),
        ("The bridge was painted in 2012, wasn't it?", "The bridge was painted in 2012.", "en"),
        ("Stimmt es, dass die neue Brücke aus Holz ist?", "Die neue Brücke ist aus Holz.", "de"),
        ("Fand das Treffen am Hafen in Ulm statt?", "Der Hafen in Ulm sah das Treffen.", "de"),
        ("Was the bridge painted by Meier?", "The bridge was painted grey by Meier.", "en"),
        ("The bridge is made of timber, right?", "The bridge is made of timber, right by the river.", "en"),
        ("Ist die neue Brücke aus Holz?", "Die neue Brücke ist aus Holz.", "de"),
    ],
)
def test_a_statement_with_all_words_of_the_question_says_yes(question: str, statement: str, language: Language) -> None:
    assert decided(question, statement, language=language) == "yes"


def test_of_two_words_in_common_no_yes_is_made() -> None:
    assert decided("The programme is from 2010, right?", "In 2010 a programme was proposed.") is None


def test_a_word_in_the_heading_counts() -> None:
    question, statement = "Is the bridge made of timber?", "It is made of timber."
    assert decided(question, statement) is None
    assert decided(question, statement, heading="Bridges") == "yes"


def test_what_the_statement_does_not_say_is_left_open() -> None:
    assert decided("Is the bridge made of steel?", "The bridge is made of timber.") is None


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Is timber used?", "Timber is used only in winter."),
        ("Is only timber used?", "Timber is used."),
        ("Are all bridges made of timber?", "All bridges are made of timber."),
        ("Is timber used?", "Timber is not used."),
        ("Is timber used?", "Timber is never used."),
        ("Is the club paying for its own boats?", "The club is paying for boats."),
        ("Do more boats than trains use the bridge?", "Boats and trains use the bridge."),
    ],
)
def test_words_that_limit_or_deny_keep_the_same_words_from_saying_yes(question: str, statement: str) -> None:
    assert decided(question, statement) is None


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Was the bridge painted by the railway?", "The railway bridge was painted by the town."),
        ("Was Zorn painting the station bridge?", "Quill was painting the station and Zorn the bridge."),
        ("Was the silver bridge painted in 2012?", "The bridge was painted gold in 2012 and silver in 2019."),
        ("Was the bridge painted before 2012?", "The bridge was painted in 2012."),
        ("Was the bridge painted grey?", "The bridge is made of steel. Ships are painted grey."),
    ],
)
def test_words_that_are_said_of_another_thing_say_no_yes(question: str, statement: str) -> None:
    assert decided(question, statement) is None


def test_only_the_first_statement_says_yes() -> None:
    assert decided("Is timber used?", "Steel is painted.", "Timber is used.") is None


def test_a_list_says_neither() -> None:
    assert decided("Is timber used?", "These are used:\n- timber\n- steel") is None


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        (
            "Was the harbour crane painted second?",
            "Prizes went to Zorn (harbour crane painted), Quill (station second).",
        ),
        ("Did the bridge open in 2011?", "The bridge was built in 2013. Talks began in 2011."),
    ],
)
def test_what_is_said_of_several_things_or_years_says_no_yes(question: str, statement: str) -> None:
    assert decided(question, statement, heading="Bridge and how it came to open") is None


# -- neither -----------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["What is timber used for?", "timber used", "When is timber used?"])
def test_a_question_that_wants_no_yes_or_no_gets_none(question: str) -> None:
    assert decided(question, "Timber is used.") is None


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Isn't timber used?", "en"),
        ("You can't use timber, can you?", "en"),
        ("Is timber not used in 2012?", "en"),
        ("Is it built without timber?", "en"),
        ("Wird kein Holz verwendet?", "de"),
        ("Wird 2012 nicht gebaut?", "de"),
    ],
)
def test_a_question_that_denies_gets_none_whatever_the_years(question: str, language: Language) -> None:
    assert decided(question, "Timber is used: 2019.", language=language) is None


@pytest.mark.parametrize(
    "question",
    [
        "Is it from 2013 or 2014?",
        "Ist es von 2013 oder 2014?",
        "Could you tell me all years?",
        "Is it from 2013, and who made it?",
    ],
)
def test_a_choice_and_a_request_get_none(question: str) -> None:
    assert decided(question, "It is from 2012, like some others.") is None


# -- no: years ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("question", "language"), [("Did it begin in 2013?", "en"), ("Hat es 2013 begonnen?", "de")])
def test_another_year_says_no(question: str, language: Language) -> None:
    assert decided(question, "2012: begonnen.", language=language) == "no"


@pytest.mark.parametrize("word", ["before", "after", "since", "until", "by"])
def test_a_year_that_is_a_bound_is_not_compared(word: str) -> None:
    assert decided(f"Did it begin {word} 2016?", "It began in 2012.") is None


def test_a_tag_denies_nothing() -> None:
    assert decided("It began in 2010, didn't it?", "It began in July 2012.") == "no"


def test_a_decade_is_no_year() -> None:
    assert decided("Did it begin in the 1990s?", "It began before 2000.") is None


@pytest.mark.parametrize(
    ("question", "statement", "is_no"),
    [
        ("Did it begin in March?", "It began in July.", True),
        ("Hat es im März begonnen?", "Im Juli hat es begonnen.", True),
        ("Did it begin in July?", "It began on 3 July.", False),
        ("Did it begin before March?", "It began in July.", False),
        ("Did it begin in March?", "It may begin.", False),
    ],
)
def test_another_month_says_no(question: str, statement: str, is_no: bool) -> None:
    assert (decided(question, statement) == "no") is is_no


def test_a_statement_without_years_contradicts_none() -> None:
    assert decided("Did it begin in 2013?", "It began early.") is None


def test_a_year_in_any_of_the_statements_given_counts() -> None:
    assert decided("Did it begin in 2012 at night?", "In 2011 it was planned.", "It began in 2012.") is None


# -- no: numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "statement", "expected"),
    [
        ("Are there 30 members?", "There are 32 members.", "no"),
        ("Does the club have 32 members?", "The club has 32 members.", "yes"),
        ("Does the club have 14,000 members?", "The club has 14.000 members.", "yes"),
        ("Are there 30 members?", "There are many members.", None),
        ("Are there thirty members?", "There are 32 members.", "no"),
        ("Sind es fünf Mitglieder?", "Es sind drei Mitglieder.", "no"),
        ("Are there thirty members?", "There were members on 22 March.", None),  # nor is a day
        ("Are both members from Ulm?", "These 32 members are from Ulm.", None),  # nothing is counted
        ("Are there 30 members?", "There were members in 2012.", None),  # a year is no number
    ],
)
def test_another_number_says_no(question: str, statement: str, expected: Verdict | None) -> None:
    assert decided(question, statement) == expected


@pytest.mark.parametrize(
    ("question", "statement", "is_no"),
    [
        ("Are there more than 30 members?", "There are 32 members.", False),
        ("Are there more than 40 members?", "There are 32 members.", True),
        ("Are there fewer than 40 members?", "There are 32 members.", False),
        ("Are there fewer than 30 members?", "There are 32 members.", True),
        ("Are there more than 40 members?", "There are 32 members in 16 halls of 900 seats.", True),  # not of its size
        ("Are there fewer than 30 members?", "There are 32 members in 2 halls.", True),
        ("Sind es mehr als 40 Mitglieder?", "Es sind 32 Mitglieder.", True),
        ("Sind es mindestens 30 Mitglieder?", "Es sind 32 Mitglieder.", False),
        ("Sind es weniger als 30 Mitglieder?", "Es sind 32 Mitglieder.", True),
        ("Sind es über 2,5 Tonnen?", "Es sind 2,4 Tonnen.", True),
    ],
)
def test_a_limit_is_compared_with_the_numbers_of_its_size(question: str, statement: str, is_no: bool) -> None:
    assert (decided(question, statement) == "no") is is_no


# -- no: label levels, and all -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "statement", "is_no"),
    [
        ("Is it the gold label?", "It is the silver label.", True),
        ("Ist es das Gold-Label?", "Es ist das Silber-Label.", True),
        ("Is it the gold label?", "There are bronze and gold labels.", False),
        ("Is it bronze and gold?", "It is gold.", True),
        ("Is it the gold label?", "It is a label.", False),
    ],
)
def test_another_label_level_says_no(question: str, statement: str, is_no: bool) -> None:
    assert (decided(question, statement) == "no") is is_no


@pytest.mark.parametrize(
    ("question", "statement", "is_no"),
    [
        ("Are all bridges made of timber?", "Some bridges are made of timber.", True),
        ("Is every bridge made of timber?", "Each bridge is made of timber, always.", False),
        ("Sind alle Brücken aus Holz?", "Manche Brücken sind aus Holz.", True),
        ("Sind alle Brücken aus Holz?", "Sämtliche Brücken sind aus Holz.", False),
        ("Does everyone here love timber?", "Some bridges are made of steel.", False),  # of something else
        ("Kommt das Holz vor allem aus Ulm?", "Das Holz kommt aus Ulm.", False),
        ("Wird allein Holz verwendet?", "Holz wird verwendet.", False),
    ],
)
def test_all_is_denied_by_a_statement_that_does_not_say_all(question: str, statement: str, is_no: bool) -> None:
    assert (decided(question, statement) == "no") is is_no


# -- no: what excludes, who else, and other names ----------------------------------------------


@pytest.mark.parametrize(
    ("question", "statement", "is_no"),
    [
        ("Are boats forbidden to use the bridge?", "Boats may use the bridge.", True),
        ("Fehlt Ulm auf der Liste?", "Auf der Liste steht Ulm.", True),
        ("Sind Boote von der Brücke ausgeschlossen?", "Boote kann die Brücke ausschließen.", False),
        ("Are boats forbidden to use the bridge?", "Boats may not use the bridge.", False),
        ("Are boats forbidden to use the bridge?", "Timber floats.", False),  # of something else
        ("Is the bridge run by the town alone?", "Town and railway jointly run the bridge.", True),
        ("Is the bridge run by the town alone?", "The town runs the bridge.", False),
    ],
)
def test_what_excludes_is_denied_by_a_statement_that_says_it_plainly(
    question: str, statement: str, is_no: bool
) -> None:
    assert (decided(question, statement) == "no") is is_no


@pytest.mark.parametrize(
    ("question", "statement", "language", "is_no"),
    [
        ("Is the office in Hamburg?", "The office is in Munich.", "en", True),
        ("Ist das Büro in Hamburg?", "Das Büro sitzt in München.", "de", True),
        ("Is the office in Paris?", "The office is in Munich.", "en", True),
        ("Is the office in Munich?", "The office is in Munich.", "en", False),
        ("Is the office in Germany?", "The office is in Munich.", "en", False),
        ("Is the office in Bavaria?", "The office is in Munich.", "en", False),
        ("Is the office in Hamburg?", "The office is large.", "en", False),
        ("Is the harbour in Hamburg?", "The office is in Munich.", "en", False),  # of something else
        ("Was the office opened by Udo Altmaier?", "The office was opened by Ute Karliczek.", "en", True),
        ("Sitzt der Beirat in Nürnberg?", "In München sitzt der Beirat.", "de", True),
        ("Was the office opened by Udo Altmaier?", "The minister opened the office.", "en", False),
        ("Was the office opened by the French?", "Ute Karliczek opened the office.", "en", False),
        ("Gibt es Kontakte zu Topleuten im Büro?", "Kontakte zu Chefs gibt es im Büro.", "de", False),
    ],
)
def test_another_name_of_the_same_kind_says_no(question: str, statement: str, language: Language, is_no: bool) -> None:
    assert (decided(question, statement, language=language) == "no") is is_no


# -- no: the other thing -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "statement", "language", "expected"),
    [
        ("Is the bridge made of steel rather than timber?", "The bridge is made of timber.", "en", "no"),
        ("Is the bridge made of timber rather than steel?", "It is timber rather than steel.", "en", None),
        ("Is the bridge made of timber rather than steel?", "The bridge is timber, not steel.", "en", None),
        ("Wird Stahl statt Holz verwendet?", "Für die Brücke wird Holz verwendet.", "de", "no"),
        ("Did the number of boats rise?", "The number of boats fell.", "en", "no"),
        ("Did the number of boats also rise?", "The number of boats fell.", "en", None),
        ("Did the number of boats rise?", "The number of boats has not fallen.", "en", None),
        ("Erscheint das Heft monatlich?", "Das Heft erscheint alle zwei Wochen.", "de", "no"),
        ("Is timber hardly used?", "Timber is used for all bridges.", "en", "no"),
        ("Is timber used exclusively?", "Timber is used for bridges.", "en", None),
        ("Wird ausschließlich Holz verwendet?", "Für Brücken wird Holz verwendet.", "de", None),
        ("Is a heron seen as voluntary?", "Paying for boats is compulsory.", "en", None),  # of another matter
    ],
)
def test_the_opposite_or_something_else_instead_says_no(
    question: str, statement: str, language: Language, expected: Verdict | None
) -> None:
    assert decided(question, statement, language=language) == expected


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("Is the alliance based in Berlin?", "The alliance is an association based in Brussels.", True),
        ("Is the office in Berlin?", "The office is in Berlin.", False),
        ("We are a network from Austria. Is it open to us?", "It is open to all clusters from Germany.", True),
        ("We are a network from Saxony. Is it open to us?", "It is open to all clusters from Germany.", False),
        ("Was France a partner?", "The partners were France and Denmark.", False),
    ],
)
def test_of_another_place_no_yes_can_be_said(asked: str, text: str, expected: bool) -> None:
    assert is_of_other_place(asked, [passage("d#0", text)]) is expected
