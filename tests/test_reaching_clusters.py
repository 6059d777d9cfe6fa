"""How a cluster is reached and who speaks for it, on the shipped corpus."""

from __future__ import annotations

import pytest

from knowledge.answers.answer import Answerer
from knowledge.clusters.outcomes import Request
from knowledge.quotation.wording import CONTACT


def test_contact_of_a_cluster_is_its_website_and_never_that_of_the_programme(answerer: Answerer) -> None:
    for text, language in (("Wie erreiche ich NIRO?", "de"), ("contact NIRO", "en"), ("niro website", "en")):
        answer = answerer.answer(Request(text, language)).answer
        assert (answer.kind, [card.id for card in answer.clusters]) == ("clusters", ["niro"]), text
        assert "https://www.ni-ro.de" in answer.text
        assert CONTACT not in answer.text


def test_a_phone_number_is_not_known_and_the_office_that_helps_is_that_of_the_programme(answerer: Answerer) -> None:
    answer = answerer.answer(Request("Hat NIRO eine Telefonnummer?", "de")).answer
    assert answer.kind == "abstention"
    assert answer.text == (
        "Straße, Ansprechpartner, Telefon und E-Mail stehen nicht in den Quellen. Website von NIRO: https://www.ni-ro.de. "
        f"Die Geschäftsstelle des Programms go-cluster hilft weiter: {CONTACT}."
    )


@pytest.mark.parametrize(
    "text", ["AFBW, wer leitet das?", "Wer leitet die AFBW?", "Kontakt AFBW", "Wer ist Ansprechpartner bei der AFBW?"]
)
def test_who_speaks_for_a_cluster_is_told_where_a_statement_names_them(text: str, answerer: Answerer) -> None:
    outcome = answerer.answer(Request(text, "de"))
    assert outcome.statement_ids == ("pub-afbw-person",)


def test_who_leads_is_not_answered_by_who_is_named_beside(answerer: Answerer) -> None:
    for text in ("who is the director of Silicon Saxony", "who heads biosaxony"):
        assert answerer.answer(Request(text, "en")).answer.kind == "abstention", text


def test_all_clusters_that_are_known_are_counted(answerer: Answerer) -> None:
    outcome = answerer.answer(Request("How many clusters do you know?", "en"))
    assert len(outcome.cluster_ids) == len(answerer.base.profiles)
    assert f"{len(answerer.base.profiles)} clusters fit" in outcome.answer.text


def test_a_number_of_members_of_another_year_is_not_told(answerer: Answerer) -> None:
    assert answerer.answer(Request("How many members did OptoNet have in 2010?", "en")).answer.kind == "abstention"
    assert "115" in answerer.answer(Request("How many members did OptoNet have in 2023?", "en")).answer.text
