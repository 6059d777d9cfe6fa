"""Whom and what a pronoun stands for, and people who came, on a made index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from made import document, opened, profile

from bot.on_statements.gathered import gather
from bot.pointing.spoken_of import in_other_words, is_body, members_of, of_person, spoken_of
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.records import Language
from knowledge.retrieval.before import Before

LETTER = "The letter was signed by Jonas Brzezinski, who counts herons."
OFFICE = "The office was led by Nora Petrovic (2012–2020) and Jonas Brzezinski (since 2021)."
BOARD = "The advisory board decides on counts."
NETWORK = "The network alpha gave an interview."


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """Four statements: of a person, of two who led an office, of the cluster alpha, and of a board."""
    statements = [
        document("letter", LETTER, statement_id="letter"),
        document("office", OFFICE, statement_id="office"),
        document("network", NETWORK, statement_id="network"),
        document("board", BOARD, statement_id="board"),
    ]
    base = opened(tmp_path_factory.mktemp("data"), *statements, profiles=[profile("alpha", name="alpha")])
    yield Answerer(base)
    base.close()


@pytest.mark.parametrize(
    ("text", "asked", "given", "expected"),
    [
        ("what does he count?", "Who signed the letter?", "letter", "Jonas Brzezinski"),
        ("what do they do?", "Who gave an interview?", "network", "ALPHA"),
        ("what does that cost?", "Who signed the letter?", "letter", ""),
        ("what does he count?", "Who signed the letter?", "unknown", ""),
        ("what does she do?", "Who leads the office?", "office", "Jonas Brzezinski"),
        ("what does she do?", "Who leads the office? and before?", "office", "Nora Petrovic"),
        ("since when?", "Who leads the office?", "office", "Jonas Brzezinski"),
        ("since when?", "Who signed the letter?", "letter", ""),
        ("since when?", "What is the office?", "office", ""),
    ],
)
def test_a_pronoun_stands_for_the_person_or_the_cluster_of_the_statement_given(
    text: str, asked: str, given: str, expected: str, answerer: Answerer
) -> None:
    assert spoken_of(text, "en", Before(asked, (given,)), answerer) == expected


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("who chairs it?", "Who decides on counts?", "advisory board"),
        ("how many are in it?", "who decides?", "advisory board"),
        ("who chairs it?", "What is counted?", ""),
        ("who counts herons?", "Who decides on counts?", ""),
        ("what does it want?", "What does the advisory board think?", "advisory board"),
        ("what does the rate mean?", "What does the advisory board think?", ""),
    ],
)
def test_a_pronoun_stands_for_the_body_that_does_what_was_asked(
    text: str, last: str, expected: str, answerer: Answerer
) -> None:
    assert spoken_of(text, "en", Before(f"What is the rate? {last}", ("board",), last=last), answerer) == expected


def test_a_body_is_told_from_a_person_and_a_cluster() -> None:
    assert [is_body(name) for name in ("advisory board", "Programmbeirat", "Jonas Brzezinski", "ALPHA", "")] == [
        *(True, True),
        *(False, False, False),
    ]


@pytest.mark.parametrize(
    ("text", "asked", "given", "expected"),
    [
        ("what do they do?", "Who gave an interview?", "network", "ALPHA"),
        ("who chairs it?", "Who decides on counts?", "board", "counts"),
    ],
)
def test_a_cluster_is_what_is_spoken_of_and_a_body_is_only_searched_for(
    text: str, asked: str, given: str, expected: str, answerer: Answerer
) -> None:
    found = gather(text, "en", Topic(question=asked, last=asked, statement_ids=(given,)), answerer)
    assert found is not None
    assert found.before.subject == expected


def test_nobody_is_spoken_of_where_nothing_was_given(answerer: Answerer) -> None:
    assert spoken_of("what does he count?", "en", Before("Who?", (), nearest=("letter",)), answerer) == ""


@pytest.mark.parametrize(
    ("text", "expected"), [("was macht sie?", True), ("and his goals?", True), ("and that?", False)]
)
def test_a_pronoun_can_stand_for_a_person(text: str, expected: bool) -> None:
    assert of_person(text) is expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("how many people took part?", "en", ("how many?", "how many participants?")),
        ("and who attended it?", "en", ("and who it?", "and who participants it?")),
        ("Wie viele kamen?", "de", ("Wie viele?", "Wie viele Teilnehmer?")),
        ("und wer hat teilgenommen?", "de", ("und wer?", "und wer Teilnehmer?")),
        ("who is the boss there?", "en", ("who?", "who head director chair?")),
        ("wer ist der Chef davon?", "de", ("wer?", "wer Leitung Direktor Vorsitz?")),
        ("und wer hat da das Sagen?", "de", ("und wer?", "und wer Leitung Direktor Vorsitz?")),
        ("how many members joined?", "en", None),
    ],
)
def test_those_who_came_are_participants_and_a_boss_is_a_head(
    text: str, language: Language, expected: tuple[str, str] | None
) -> None:
    assert in_other_words(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("who sits on it?", "en", "who sits on the board?"),
        ("and who is in it?", "en", "who sits on the board?"),
        ("und wer sitzt da drin?", "de", "wer sitzt im board?"),
        ("wer gehört dem an?", "de", "wer sitzt im board?"),
        ("who decides on it?", "en", ""),
        ("wie sitzt es drin?", "de", ""),
    ],
)
def test_who_sits_in_it_is_asked_of_the_body(text: str, language: Language, expected: str) -> None:
    assert members_of(text, language, "board") == expected
    assert members_of(text, language, "") == ""


def test_a_company_or_an_association_is_a_body() -> None:
    assert is_body("VDI/VDE Innovation + Technik GmbH")
    assert is_body("CNA e. V.")
    assert not is_body("Jonas GmbHmann")
