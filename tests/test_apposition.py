"""What is said of a cluster right before its name is no part of what is asked."""

from __future__ import annotations

import pytest

from knowledge.answers.answer import Answerer
from knowledge.clusters.apposition import without_apposition
from knowledge.clusters.outcomes import Request
from knowledge.naming.cluster_names import NAMED
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        (f"When was the Saxon machine-building network {NAMED} founded?", "en", "When was founded?"),
        (f"Wo hat das ostdeutsche Wasserstoffnetzwerk {NAMED} seinen Sitz?", "de", "Wo hat seinen Sitz?"),
        (f"the website of {NAMED}", "en", "the website of"),  # "of" is no part of a phrase that describes it
        (f"das Label {NAMED}", "de", "das Label"),  # a detail is asked for
        (f"does the network that {NAMED} runs exist", "en", "does the network that runs exist"),
        (f"Wann wurde {NAMED} gegründet?", "de", "Wann wurde gegründet?"),
        ("no name at all", "en", "no name at all"),
    ],
)
def test_it_is_cut_with_the_name(text: str, language: Language, left: str) -> None:
    assert " ".join(without_apposition(text, language).split()) == left


@pytest.mark.parametrize(
    ("text", "language", "begins"),
    [
        ("When was the Saxon machine-building network VEMASinnovativ founded?", "en", "VEMASinnovativ"),
        ("Wo hat das ostdeutsche Wasserstoffnetzwerk HYPOS seinen Sitz?", "de", "HYPOS – Hydrogen Power Storage"),
        ("Ich vergleiche zwei Optiknetze. Wie viele Mitglieder hat PhotonicNet?", "de", "PhotonicNet GmbH"),
        ("how many members does forum medtech pharma have", "en", "Forum MedTech Pharma e.V. has 600 members"),
        ("Wann wurde eigentlich das ZIG in Bielefeld gegründet?", "de", "ZIG –"),
        ("Wann hat das Mediencluster NRW seine Arbeit aufgenommen?", "de", "Mediencluster NRW"),
    ],
)
def test_the_detail_is_told_all_the_same(text: str, language: Language, begins: str, answerer: Answerer) -> None:
    answer = answerer.answer(Request(text, language)).answer
    assert answer.kind == "clusters"
    assert answer.text.startswith(begins)
