from __future__ import annotations

from string import Formatter

import pytest

from knowledge.quotation.wording import CONTACT, WORDING, counted, joined, missing, say
from knowledge.records import Language


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_sentences() -> None:
    assert WORDING["en"].keys() == WORDING["de"].keys()


def test_no_sentence_is_empty() -> None:
    assert [(lang, key) for lang in WORDING for key, text in WORDING[lang].items() if not text.strip()] == []


def test_a_sentence_is_filled_from_the_same_values_in_both_languages() -> None:
    differing = [key for key in WORDING["en"] if placeholders(WORDING["en"][key]) != placeholders(WORDING["de"][key])]
    assert differing == []


def test_no_sentence_carries_a_citation_since_it_states_no_fact() -> None:
    assert [key for texts in WORDING.values() for key, text in texts.items() if "[" in text] == []


def test_a_sentence_is_said_with_its_values_as_they_are() -> None:
    assert say("contact", "en", contact=CONTACT) == "The programme office can help: info@go-cluster.de."
    assert say("about", "de", text="{x} % s") == "zu „{x} % s“"


def test_a_sentence_that_nobody_wrote_is_an_error() -> None:
    with pytest.raises(KeyError, match="no-such"):
        say("no-such", "en")


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_items_are_joined_as_one_would_say_them(items: list[str], expected: str) -> None:
    assert joined(items, "en") == expected


def test_items_are_joined_by_or_in_the_language() -> None:
    assert joined(["a", "b", "c"], "de", by="or") == "a, b oder c"
    assert joined(["a", "b"], "de") == "a und b"


def test_a_full_stop_that_ends_a_value_ends_the_sentence_as_well() -> None:
    assert say("no_answer_cluster", "en", name="AFBW e.V.") == "The sources do not say that about AFBW e.V."
    assert say("no_answer_cluster", "en", name="AFBW") == "The sources do not say that about AFBW."


@pytest.mark.parametrize(
    ("gap", "language", "sentence"),
    [
        ("how deep the harbour is", "en", "The sources do not say how deep the harbour is."),
        ("wie tief der Hafen ist", "de", "Die Quellen sagen nicht, wie tief der Hafen ist."),
        ("dass der Hafen tief ist", "de", "Die Quellen sagen nicht, dass der Hafen tief ist."),
        ("an welchem Tag er gebaut wurde", "de", "Die Quellen sagen nicht, an welchem Tag er gebaut wurde."),
        ("anything about a harbour of this name", "en", "The sources say nothing about a harbour of this name."),
        ("etwas über einen Hafen", "de", "In den Quellen steht nichts über einen Hafen."),
        ("irgendetwas über einen Hafen", "de", "In den Quellen steht nichts über einen Hafen."),
        ("the exact depth", "en", "The sources do not give the exact depth."),
        ("details of the harbour", "en", "The sources do not give details of the harbour."),
        ("die genaue Tiefe", "de", "Die Quellen nennen die genaue Tiefe nicht."),
        ("Einzelheiten des Hafens", "de", "Die Quellen nennen Einzelheiten des Hafens nicht."),
    ],
)
def test_what_is_missing_makes_a_sentence_whatever_its_form(gap: str, language: Language, sentence: str) -> None:
    assert missing(gap, language) == sentence


def test_the_one_land_with_an_article_has_it_in_german() -> None:
    assert say("in", "de", place="Saarland") == "im Saarland"
    assert say("not_there", "de", place="Saarland oder Hessen").startswith("Im Saarland oder Hessen")
    assert say("in", "de", place="Saarlouis (Saarland)") == "in Saarlouis (Saarland)"
    assert say("in", "en", place="Saarland") == "in Saarland"


def test_of_one_thing_it_is_said_in_words() -> None:
    assert [counted("more", "de", n) for n in (1, 3)] == ["… und ein weiterer Cluster.", "… und 3 weitere."]
