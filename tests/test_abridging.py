"""What is shown of long lists, against what was taken from them by hand."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.asked.question import analyse
from knowledge.statements.abridging import abridged
from knowledge.words.text import terms

PLACES = ["the old harbour with its seven cranes", "the market hall and its clock", "the botanical garden", "the tower"]
FILLER = " of which the council keeps a file with plans, photographs, letters, invoices, drawings and minutes of all its meetings"
BULLETS = "The town has four sights:" + "".join(f"\n- {place},{FILLER}" for place in PLACES)
KINDS = ("Glass", "Iron", "Salt", "Silk", "Tin", "Wool", "Wax")
WORDS = [f"{kind} works of the quite particular trade" for kind in KINDS]
SENTENCE = f"The town lists nine trades: {', '.join(WORDS)}, {'x' * 300}, Felt and Rope."


def shown(text: str, question: str, kind: str = "statement") -> str:
    return abridged(passage("d#1", text, kind=kind), analyse(question), frozenset(terms(question, "en")))  # type: ignore[arg-type]


def test_of_a_list_only_the_items_asked_about_are_shown() -> None:
    garden, tower = (f"{place},{FILLER}" for place in PLACES[2:])
    assert shown(BULLETS, "Is the botanical garden a sight?") == f"The town has four sights:\n- …\n- {garden}\n- …"
    assert shown(BULLETS, "Is the tower a sight?") == f"The town has four sights:\n- …\n- {tower}"


@pytest.mark.parametrize("question", ["How many sights are there?", "Does the town have five sights?"])
def test_a_list_of_which_no_item_is_asked_about_is_its_introduction(question: str) -> None:
    assert shown(BULLETS, question) == "The town has four sights: …"


@pytest.mark.parametrize(
    ("question", "listing"),
    [
        ("Is salt among them?", f"…, {WORDS[2]}, …"),
        ("Is rope among them?", "…, Felt and Rope."),
        ("Is glass among them?", f"{WORDS[0]}, …"),
        ("How many trades are there?", "…"),
    ],
)
def test_a_list_in_a_sentence_is_shown_in_part_as_well(question: str, listing: str) -> None:
    assert shown(SENTENCE, question) == f"The town lists nine trades: {listing}"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (BULLETS, "What are the sights?"),  # wants the list
        (BULLETS, "How many sights are there, and which are they?"),  # wants it as well
        ("The town has two sights:\n- the harbour\n- the tower", "Is the tower a sight?"),  # brief
        (
            BULLETS.replace("four sights", "these sights"),
            "Is the sea a sight?",
        ),  # of an introduction alone one learns nothing
        (BULLETS.replace("four sights", "these sights (2022)"), "Is the sea a sight?"),
        ("A sentence without a list. " * 30, "Is it a sentence?"),
    ],
)
def test_all_else_is_shown_whole(text: str, question: str) -> None:
    assert shown(text, question) == text


YEARS = "Years of the town:" + "".join(f"\n- {year}: {place},{FILLER}" for year, place in enumerate(PLACES, 2015))


def test_of_a_list_of_years_the_one_that_is_named_is_shown() -> None:
    assert shown(YEARS, "What happened in 2016?") == f"Years of the town:\n- …\n- 2016: {PLACES[1]},{FILLER}\n- …"


@pytest.mark.parametrize("question", ["What happened before 2016?", "What happened in 2016 and 2017?", "What in 1999?"])
def test_a_list_of_years_is_shown_whole_where_several_or_others_are_meant(question: str) -> None:
    assert shown(YEARS, question) == YEARS


def test_plain_text_is_never_cut() -> None:
    assert shown(BULLETS, "Is the tower a sight?", kind="text") == BULLETS
