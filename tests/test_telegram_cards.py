"""Clusters as cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from made import opened, profile
from telegram_html import n_units, parsed

from bot.channels.telegram.cards import Cards
from bot.channels.telegram.layout import Block, Run
from indexer.shipped.corpus import load_shipped
from knowledge.records import LANGUAGES
from knowledge.retrieval.base import KnowledgeBase

FULL: dict[str, Any] = {
    "name": "Alpha & Co",
    "city": "München",
    "state": "Bayern",
    "fields": ["Automotive", "ICT"],
    "summary_en": "They build engines. And more.",
    "go_cluster": {"status": "member", "as_of": "2024-11", "sources": [0]},
    "ecei_label": {"level": "gold", "as_of": None, "sources": [1]},
    "website": "https://alpha.example",
}
ALPHA = profile("alpha", **FULL)
BETA = profile("beta", state="Berlin", city="Berlin", states=["Berlin", "Brandenburg"])


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    base = opened(tmp_path_factory.mktemp("data"), profiles=[ALPHA, BETA])
    yield base
    base.close()


@pytest.fixture(scope="module")
def cards(base: KnowledgeBase) -> Cards:
    return Cards(base, "go_bot")


def body(plain: str) -> list[str]:
    return plain.partition("\n\nSources")[0].partition("\n\nQuellen")[0].splitlines()


def test_a_page_tells_of_each_cluster_its_place_fields_label_and_membership_with_sources(cards: Cards) -> None:
    part = cards.page([Block((Run("Header"),))], [ALPHA, BETA], 6, "en")
    assert body(part.plain) == [
        "Header",
        "",
        "6. Alpha & Co",
        "📍 Munich, Bavaria [1]",
        "🔬 Automotive, ICT [2]",
        "🏅 ECEI gold label (source undated) [3]",
        "✅ go-cluster member (as of November 2024) [4]",
        "🌐 https://alpha.example · 🔗 https://t.me/go_bot?start=cluster_alpha",
        "",
        "7. Beta Network",
        "📍 Berlin (also Brandenburg) [5]",
        "🔬 Automotive [6]",
        "🔗 https://t.me/go_bot?start=cluster_beta",
    ]


def test_each_mark_leads_to_the_source_of_what_stands_before_it(cards: Cards) -> None:
    _, entities = parsed(cards.page([], [ALPHA], 1, "en").html)
    links = {e.text: e.value for e in entities if e.tag == "a"}
    assert links["[1]"] == links["[4]"] == "https://example.org/1"
    assert "[3]" not in links  # its source has no address
    assert links["Website"] == "https://alpha.example"
    assert links["Link to this card"] == "https://t.me/go_bot?start=cluster_alpha"


def test_the_evidence_is_quoted_below(cards: Cards) -> None:
    plain = cards.page([], [ALPHA], 1, "de").plain
    assert "[3] Second page, ohne Datum\n„Alpha & Co trägt das ECEI-Gold-Label (Quelle ohne Datum).“" in plain
    assert "„Alpha & Co ist Mitglied im Programm go-cluster (Stand: November 2024).“" in plain


def test_a_single_card_has_the_summary(cards: Cards) -> None:
    assert body(cards.single(ALPHA, "en").plain)[:3] == [
        "Alpha & Co",
        "They build engines. And more. [1] [2]",
        "📍 Munich, Bavaria [3]",
    ]


def test_a_single_card_says_what_the_sources_do_not_say(cards: Cards) -> None:
    lines = body(cards.single(BETA, "de").plain)
    assert lines[4:6] == [
        "Die Quellen nennen kein ECEI-Label.",
        "Ob es Mitglied von go-cluster ist, sagen die Quellen nicht.",
    ]


def test_a_card_in_one_line_has_no_marks(cards: Cards) -> None:
    assert cards.description(ALPHA, "de") == (
        "München, Bayern · Automobilindustrie, Informations- und Kommunikationstechnologie (IKT) · "
        "ECEI-Gold-Label (Quelle ohne Datum) · go-cluster-Mitglied (Stand: November 2024)"
    )


def test_a_city_that_is_a_land_is_named_once_and_a_cluster_without_a_seat_by_its_land(cards: Cards) -> None:
    assert cards.place(profile(city="Hamburg", state="Hamburg"), "en") == "Hamburg"
    assert cards.place(profile(city=None, state="Bayern"), "en") == "Bavaria"


def test_any_five_of_the_shipped_cards_are_one_message_with_all_their_sources(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The fullest go together: if these fit, any do."""
    profiles = sorted(load_shipped().profiles, key=lambda p: -sum(len(f"{s.title}{s.url}") for s in p.sources[:1]))
    base = opened(tmp_path_factory.mktemp("shipped"), profiles=profiles)
    cards = Cards(base, "x" * 32)
    for first in range(0, len(profiles), 5):
        for language in LANGUAGES:
            part = cards.page([Block((Run("x" * 600),))], profiles[first : first + 5], first + 1, language)
            shown, entities = parsed(part.html)
            (sources,) = (e for e in entities if e.tag == "blockquote")
            assert max(n_units(shown), n_units(part.plain)) <= 4096
            assert set(re.findall(r"\[\d+\]", shown[: sources.start])) == set(re.findall(r"\[\d+\]", sources.text))
    for each in profiles:
        single = cards.single(each, "de")
        assert [e.tag for e in parsed(single.html)[1]].count("blockquote") == 1
        assert n_units(single.plain) <= 4096
    base.close()
