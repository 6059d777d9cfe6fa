from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.layout.splitter import MAX_CHARS, TARGET_CHARS, introduction, split

PARTS = [
    "Wort",
    "a",
    " ",
    " ",
    "  ",
    ". ",
    "! ",
    "? ",
    ".",
    "\n",
    "\n\n",
    "\n \n",
    "\t",
    "Dr. ",
    "3. ",
    "„Gut.“ ",
    "Ä",
    "B" * 700,
]
TEXTS = st.lists(st.sampled_from([*PARTS, "ein langer Satz " * 100]), max_size=80).map("".join)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize("text", ["", "  ", "\n\n", "\t \n"])
def test_blank_text_has_no_passages(text: str) -> None:
    assert split(text) == []


def test_short_paragraphs_are_joined_into_one_passage() -> None:
    assert cut("One.\n\nTwo.\n\n\nThree.") == ["One.\n\nTwo.\n\n\nThree."]


def test_a_paragraph_that_would_go_beyond_the_target_begins_a_new_passage() -> None:
    first, second, third = "a" * 500, "b" * (TARGET_CHARS - 502), "c" * 10
    assert cut(f"{first}\n\n{second}\n\n{third}") == [f"{first}\n\n{second}", third]


def test_a_paragraph_between_target_and_maximum_stays_whole() -> None:
    paragraph = ("Ein Satz. " * 120)[:MAX_CHARS].strip()
    assert TARGET_CHARS < len(paragraph) <= MAX_CHARS
    assert cut(paragraph) == [paragraph]


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    paragraph = " ".join(f"Satz Nummer {n} steht hier und sagt etwas." for n in range(100))
    passages = cut(paragraph)
    assert " ".join(passages) == paragraph
    assert all(p.startswith("Satz") and p.endswith("etwas.") and len(p) <= TARGET_CHARS for p in passages)


def test_a_long_sentence_is_cut_at_spaces() -> None:
    words = [f"w{n}" for n in range(1000)]
    passages = cut(" ".join(words))
    assert [word for p in passages for word in p.split()] == words
    assert all(MAX_CHARS - 10 < len(p) <= MAX_CHARS for p in passages[:-1])


def test_a_word_longer_than_a_passage_is_cut_anywhere() -> None:
    assert cut("x" * (2 * MAX_CHARS + 5)) == ["x" * MAX_CHARS, "x" * MAX_CHARS, "x" * 5]


def test_a_long_list_of_one_word_a_line_is_cut_between_words() -> None:
    words = ["Innovationscluster"] * 200
    assert [word for p in cut("\n".join(words)) for word in p.split()] == words


def test_a_long_list_is_cut_at_line_ends() -> None:
    lines = [f"Name {n} of a place" for n in range(200)]
    passages = cut("\n".join(lines))
    assert [line for p in passages for line in p.split("\n")] == lines
    assert all(TARGET_CHARS <= len(p) <= MAX_CHARS for p in passages[:-1])


@given(TEXTS)
def test_passages_are_in_order_without_overlap_never_blank_and_never_too_long(text: str) -> None:
    spans = split(text)
    assert all(a_end <= b_start for (_, a_end), (b_start, _) in pairwise(spans))
    assert all(0 <= start < end <= len(text) and end - start <= MAX_CHARS for start, end in spans)
    assert all(text[start:end].strip() and not text[start].isspace() for start, end in spans)


@given(TEXTS)
def test_no_letter_is_lost_between_passages(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@given(st.text())
def test_any_text_can_be_split(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


def test_a_year_does_not_stand_alone_before_what_is_too_long_to_be_joined() -> None:
    event = "Ein Satz steht hier. " * 70
    assert [p[:15] for p in cut(f"2016\n\n{event}")] == ["2016\n\nEin Satz ", "Ein Satz steht "]


def test_a_list_stays_with_its_introduction_beyond_the_target() -> None:
    intro, items = "a" * 600 + ":", "\n".join(f"- item {n} of the list" for n in range(30))
    assert cut(f"Before.\n\n{'b' * 500}\n\n{intro}\n\n{items}")[1:] == [f"{intro}\n\n{items}"]


def test_the_introduction_of_a_list_is_known_for_passages_that_begin_within_it() -> None:
    text = "We met. They offer:\n\n" + "\n".join(f"- a service with the number {n};" for n in range(100))
    spans = split(text)
    assert [introduction(text, start) for start, _ in spans] == [(), *[("They offer:",)] * (len(spans) - 1)]
    assert len(spans) > 2


@pytest.mark.parametrize("text", ["Prose.\n- item", "- item", "Intro:\n\nProse"])
def test_what_is_not_announced_has_no_introduction(text: str) -> None:
    assert introduction(text, len(text) - 6) == introduction(text, 0) == ()
