from __future__ import annotations

from string import Formatter

import pytest

from knowledge.wording import CONTACT, WORDING, joined, say


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
