"""The drawing of chats, and the picture in docs: what stands in it is what the transcript beside it says."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from chat_picture import BUBBLE, PAD, SIZE, Chat, Line, Run, Said, draw, lines_of, runs_of, width
from command_line import ROOT
from hypothesis import given
from hypothesis import strategies as st
from telegram_picture import NAMES, TITLE, chats_of

PICTURE = ROOT / "docs" / "telegram.svg"
SVG = "{http://www.w3.org/2000/svg}"


def words_in(svg: str) -> list[str]:
    """Return the lines of text in a picture."""
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def shown(lines: list[Line]) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in lines]


# -- lines ----------------------------------------------------------------------------------------------------------


@given(st.text(alphabet="abcilmw ÄÖß–.👍", max_size=300), st.integers(60, 400))
def test_no_line_is_wider_than_the_bubble_unless_it_is_one_word(text: str, most: int) -> None:
    for line in shown(lines_of([Run(text)], most)):
        assert width(line.rstrip(), SIZE) <= most + 0.001 or " " not in line.strip()


@given(st.text(alphabet="abc \n", max_size=200))
def test_breaking_lines_keeps_every_word_in_its_order(text: str) -> None:
    assert " ".join(shown(lines_of([Run(text)], 80))).split() == text.split()


def test_a_quotation_begins_a_line_of_its_own() -> None:
    lines = lines_of([Run("Before "), Run("quoted", quote=True)], 300)
    assert [(line.is_quote, line.runs[0].text.strip()) for line in lines] == [(False, "Before"), (True, "quoted")]


@pytest.mark.parametrize(("n_lines", "n_shown", "is_folded"), [(8, 8, False), (9, 4, True)])
def test_a_long_quotation_is_folded_to_three_lines(n_lines: int, n_shown: int, is_folded: bool) -> None:
    lines = lines_of([Run("\n".join(["word"] * n_lines), quote=True)], 300)
    assert len(lines) == n_shown
    assert lines[-1].more == is_folded


# -- messages -------------------------------------------------------------------------------------------------------


def test_the_bots_tags_are_styles_and_entities_are_letters() -> None:
    said = Said(
        '<b>A</b> &lt;b&gt; <a href="https://example.org/?a&amp;b">[1]</a><blockquote><i>q</i></blockquote>', True
    )
    assert runs_of(said) == [
        Run("A", bold=True),
        Run(" <b> "),
        Run("[1]", link=True),
        Run("q", italic=True, quote=True),
    ]


def test_what_a_person_writes_is_text_whatever_it_looks_like() -> None:
    assert runs_of(Said("<b>A</b> &amp;")) == [Run("<b>A</b> &amp;")]
    assert "<b>A</b> &amp;" in words_in(draw([Chat("A & B", (Said("<b>A</b> &amp;"),))], title='"quoted" <title>'))


def test_a_person_is_on_the_right_and_the_bot_on_the_left() -> None:
    drawn = draw([Chat("c", (Said("mine"), Said("its", by_bot=True)))], title="t")
    at = {
        "".join(text.itertext()): float(text.get("x", "0")) for text in ElementTree.fromstring(drawn).iter(f"{SVG}text")
    }
    assert at["mine"] > BUBBLE > at["its"]


def test_a_label_that_is_too_long_for_its_button_is_cut() -> None:
    buttons = (("short", "a label that is much too long for half of a row"),)
    labels = words_in(draw([Chat("c", (Said("text", True, buttons),))], title="t"))[-2:]
    assert labels[0] == "short"
    assert labels[1].endswith("…")
    assert width(labels[1], 13.5, bold=True) < BUBBLE / 2


# -- the picture in docs --------------------------------------------------------------------------------------------


def test_the_picture_is_drawn_from_the_transcript_beside_it() -> None:
    told = json.loads(PICTURE.with_suffix(".json").read_text(encoding="utf-8"))
    assert {line["chat"] for line in told} == set(NAMES)
    assert draw(chats_of(told), title=TITLE) == PICTURE.read_text(encoding="utf-8")


def test_the_picture_shows_each_line_of_the_transcript_that_is_not_folded_away() -> None:
    told = json.loads(PICTURE.with_suffix(".json").read_text(encoding="utf-8"))
    drawn = words_in(PICTURE.read_text(encoding="utf-8"))
    for chat in chats_of(told):
        for said in chat.messages:
            lines = shown(lines_of(runs_of(said), BUBBLE - 2 * PAD))
            assert [line for line in lines if line and line not in drawn] == []
