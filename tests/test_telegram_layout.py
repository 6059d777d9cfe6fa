"""Runs of text as messages within Telegram's limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram_html import n_units, parsed

from bot.channels.telegram.layout import (
    MAX_ENTITIES,
    Block,
    Part,
    Run,
    cut,
    head,
    one_line,
    pack,
    units,
    visible,
    web_address,
)


def block(*texts: str, before: str = "\n") -> Block:
    return Block(tuple(Run(text) for text in texts), before)


@given(st.text())
def test_length_is_counted_in_utf_16(text: str) -> None:
    assert units(text) == n_units(text)
    assert units("a👍") == 3


@given(st.text(), st.integers(1, 20))
def test_what_is_cut_fits_and_is_a_beginning(text: str, most: int) -> None:
    assert units(cut(text, most)) <= most
    assert units(head(text, most)) <= most
    assert text.startswith(head(text, most))
    assert cut(text, most) == text or text.startswith(cut(text, most)[:-1])


def test_text_is_cut_at_a_word_where_one_ends_in_its_second_half() -> None:
    assert cut("one two three", 9) == "one two…"
    assert cut("a donaudampfschifffahrt", 12) == "a donaudamp…"
    assert cut("short", 5) == "short"


def test_line_ends_become_one_kind_and_one_line_has_none() -> None:
    assert visible("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert one_line(" a \n\n b\u00a0 c ") == "a b c"


@pytest.mark.parametrize("url", ["https://example.org", "http://a.b/c?d=e#f", "https://bücher.example"])
def test_web_addresses_can_be_linked(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url", [None, "", "example.org", "ftp://a.b", "https://host", "https://a.b/\u202e", "https://a.b/" + "x" * 1100]
)
def test_other_addresses_can_not(url: str | None) -> None:
    assert web_address(url) is None


def test_blocks_are_parted_by_what_stands_before_them_and_the_first_by_nothing() -> None:
    blocks = [block("a", before="\n\n"), block("b"), block("c", before=" "), block("d", before="\n\n")]
    assert pack(blocks) == (Part("a\nb c\n\nd", "a\nb c\n\nd"),)


def test_neighbours_of_one_frame_share_it() -> None:
    blocks = [block("a"), *(Block((Run(t),), "\n", "expandable") for t in "bc"), block("d")]
    assert pack(blocks) == (Part("a\n<blockquote expandable>b\nc</blockquote>\nd", "a\n\nb\nc\n\nd"),)


def test_a_run_has_its_look_and_plain_text_its_own_words() -> None:
    runs = (Run("a", bold=True), Run("b", url="https://x.y"), Run("", plain=" (https://x.y)"), Run("c", italic=True))
    assert pack([Block(runs)]) == (Part('<b>a</b><a href="https://x.y">b</a><i>c</i>', "ab (https://x.y)c"),)


def test_blocks_without_text_are_left_out() -> None:
    assert pack([block(" "), Block((Run("", plain="x"),)), Block(())]) == ()


def test_blocks_fill_a_message_before_the_next_is_begun() -> None:
    parts = pack([block(str(n % 10) * 1000) for n in range(9)])
    assert [len(p.plain) for p in parts] == [4003, 4003, 1000]


def test_plain_text_is_held_to_the_limit_as_well() -> None:
    long = Block((Run("x" * 1000), Run("", plain="y" * 2000)))
    assert [n_units(p.plain) for p in pack([long, long])] == [3000, 3000]


def test_a_block_that_no_message_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="part it before"):
        pack([block("x" * 4097)])


def test_a_block_whose_addresses_are_too_long_in_all_loses_its_links() -> None:
    runs = tuple(Run(f"[{n}]", url="https://a.b/" + "x" * 1000) for n in range(20))
    (part,) = pack([Block(runs)])
    assert part.html == "".join(f"[{n}]" for n in range(20))


def test_telegram_would_ignore_entities_beyond_the_hundredth_so_there_are_none() -> None:
    (part,) = pack([Block((Run("x", url="https://a.b"), Run(" "))) for _ in range(200)])
    shown, entities = parsed(part.html)
    assert shown.count("x") == 200
    assert len(entities) == MAX_ENTITIES
