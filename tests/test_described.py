"""A cluster that a question describes by its field and its city, over the shipped corpus."""

from __future__ import annotations

import pytest

from knowledge.answers.answer import Answerer
from knowledge.clusters.described import may_describe, with_name
from knowledge.clusters.outcomes import Request
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("Is the mechatronics network in Ulm a member?", "en", ""),  # there is none
        ("Ist das Cluster für Medizintechnik in Erlangen Mitglied?", "de", "Ist Medical Valley EMN Mitglied?"),
        ("Is the optics cluster in Jena a member?", "en", ""),  # there are four
        ("Is there a cluster in Jena for optics?", "en", ""),
        ("Is the cluster in Erlangen a member?", "en", ""),  # of no field
        ("Is the optics cluster in Thuringia a member?", "en", ""),  # in no city
    ],
)
def test_one_that_is_described_is_named(text: str, language: Language, named: str, answerer: Answerer) -> None:
    assert may_describe(text)
    base = answerer.base
    said = with_name(text, language, answerer.finder, base.gazetteer, base.profiles)
    assert bool(said) == bool(named)
    assert [i for i, _ in base.cluster_names.find(said)] == [i for i, _ in base.cluster_names.find(named)]


@pytest.mark.parametrize("text", ["optics clusters in Jena", "Which cluster in Jena is for optics?", "island clusters"])
def test_a_search_describes_none(text: str) -> None:
    assert not may_describe(text)


@pytest.mark.parametrize(
    ("text", "language", "begins"),
    [
        ("Is the mechatronics cluster in Cham a member?", "en", "Yes. "),
        ("Hat das Holz-Cluster in Freising ein Label?", "de", "Ja. "),
    ],
)
def test_what_is_claimed_of_it_is_judged(text: str, language: Language, begins: str, answerer: Answerer) -> None:
    assert answerer.answer(Request(text, language)).answer.text.startswith(begins)
