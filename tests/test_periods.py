"""What held over a time, asked of a year in it: the year is taken off, and statements that tell of such a time are found."""

from __future__ import annotations

import pytest

from knowledge.answers.answer import Answerer
from knowledge.asked.periods import holds_in, without_year
from knowledge.asked.question import analyse
from knowledge.clusters.outcomes import Request
from knowledge.records import Language


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("Who headed the programme in 2015?", "Who headed the programme?"),
        ("Wer war 2015 Leiter des Programms?", "Wer war Leiter des Programms?"),
        ("Wer leitete im Jahr 2015 das Programm?", "Wer leitete das Programm?"),
        ("back in 2013, who led it?", ", who led it?"),
        ("Was galt für das Label von 2018?", "Was galt für das Label?"),
        # two years, a period, a date in figures, none, yes or no
        ("Who headed it in 2015 and 2021?", None),
        ("What was done from 2012 to 2015?", None),
        ("What happened in 2012–2015?", None),
        ("Who headed it?", None),
        ("Did Claudia Buhl head it in 2015?", None),
    ],
)
def test_a_question_loses_the_one_year_that_it_names(question: str, without: str | None) -> None:
    assert without_year(analyse(question)) == without


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("headed by Buhl (2012–2020) and Gerdes (since 2021)", {2013, 2015, 2019, 2022, 2030, 2036}),
        ("from 2014 on: Federal Ministry", {2015, 2022, 2029}),
        ("Seit etwa 2016 müssen Mitglieder", {2017, 2031}),
        ("Von 2010 bis 2015 ging es um Strukturen", {2011, 2014}),
        ("since July 2012", {2013, 2027}),
        ("In 2015 and 2018 there were conferences", set()),
        ("until 2000 cluster policy was young", set()),
    ],
)
def test_a_time_told_of_holds_the_years_in_it_that_it_does_not_name(text: str, years: set[int]) -> None:
    found = {year for year in range(1990, 2045) if holds_in(text, str(year))}
    named = {year for year in range(1990, 2045) if str(year) in text}
    assert years <= found
    assert not found & named
    assert (found == set()) == (years == set())


@pytest.mark.parametrize(
    ("language", "question", "fact"),
    [
        ("en", "Who headed go-cluster in 2014?", "pub-team-heads-list"),
        ("de", "Wer hat das Programm 2017 geleitet?", "pub-team-heads-list"),
        ("en", "Who was head of go-cluster in 2023?", "pub-team-gerdes"),
        ("en", "Which ministry was responsible in 2016?", "web-ministry-names"),
        ("de", "Wie hieß das Ministerium 2017?", "web-ministry-names"),
        ("de", "Worum ging es in der Clusterpolitik 2013?", "pub-policy-2010-2015"),
    ],
)
def test_what_held_over_a_time_is_told_of_a_year_in_it(
    answerer: Answerer, language: Language, question: str, fact: str
) -> None:
    outcome = answerer.answer(Request(question, language))
    assert outcome.statement_ids[:1] == (fact,)


@pytest.mark.parametrize(
    ("language", "question", "fact"),
    [
        ("en", "Who opened the annual conference in 2013?", "web-jt-2013"),
        ("de", "Wer eröffnete 2013 die Frühjahrstagung?", "web-jt-2013"),
        ("en", "How many members did go-cluster have in 2020?", "pub-members-2020"),
    ],
)
def test_what_happened_in_the_year_itself_stays_the_answer(
    answerer: Answerer, language: Language, question: str, fact: str
) -> None:
    outcome = answerer.answer(Request(question, language))
    assert outcome.statement_ids[:1] == (fact,)


@pytest.mark.parametrize(
    ("language", "question"), [("en", "Who headed go-cluster in 1998?"), ("de", "Wer leitete go-cluster 2009?")]
)
def test_a_year_before_that_time_is_not_answered(answerer: Answerer, language: Language, question: str) -> None:
    answer = answerer.answer(Request(question, language)).answer
    assert "Buhl" not in answer.text
    assert "Gerdes" not in answer.text
