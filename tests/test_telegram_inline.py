"""Inline mode: what can be sent into any chat."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram_corpus import MODEL, small_answerer
from telegram_html import n_units, parsed

from bot.channels.telegram.inline import MAX_CARDS, inline_results
from knowledge.answers.answer import Answerer
from knowledge.records import Language
from knowledge.retrieval.base import KnowledgeBase


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    answerer = small_answerer(tmp_path_factory.mktemp("data"))
    yield answerer
    answerer.base.close()


def results(answerer: Answerer, query: str, language: Language | None = "en") -> list[InlineQueryResultArticle]:
    return inline_results(query, answerer, username="go_bot", language=language)


def shown(result: InlineQueryResultArticle) -> str:
    assert isinstance(result.input_message_content, InputTextMessageContent)
    return parsed(result.input_message_content.message_text)[0]


def addresses(result: InlineQueryResultArticle) -> list[str | None]:
    assert result.reply_markup is not None
    return [button.url for row in result.reply_markup.inline_keyboard for button in row]


def test_clusters_are_cards_with_website_and_a_link_to_the_bot(answerer: Answerer) -> None:
    found = results(answerer, "textile clusters in Saxony")
    assert [(r.id, r.title) for r in found] == [
        ("card-dyers-en", "Dyers Network"),
        ("card-weavers-en", "Weavers Network"),
    ]
    assert found[0].description == "Dresden, Saxony · Textile and Apparel Industry"
    assert shown(found[1]).startswith("Weavers Network\nThey build engines. [1]")
    assert addresses(found[1]) == ["https://weavers.example", "https://t.me/go_bot?start=cluster_weavers"]


def test_a_fact_is_a_cited_answer(answerer: Answerer) -> None:
    (found,) = results(answerer, "what is the bridge made of")
    assert (found.title, found.description) == ("The bridge is made of timber.", "Book, Press, January 2023, p. 7")
    assert shown(found) == (
        "The bridge is made of timber. [1]\nSources\n[1] Book, Press, January 2023, p. 7\n“The bridge is made of timber.”"
    )
    assert addresses(found) == ["https://t.me/go_bot"]


def test_the_same_answer_has_the_same_id_however_it_is_asked_for(answerer: Answerer) -> None:
    (one,), (other,), (third,) = (
        results(answerer, q) for q in ("bridge made of timber?", "made of timber bridge", "coal crane")
    )
    assert one.id == other.id != third.id


def test_a_topic_gives_an_answer_for_each_of_its_readings(answerer: Answerer) -> None:
    found = results(answerer, "ledger")
    assert len(found) == 3
    for result in found:
        number = result.title.split()[3]
        assert result.title == f"Where is ledger {number} kept?"
        assert shown(result).startswith(f"Ledger {number} is kept. [1]")


def test_what_the_sources_do_not_say_is_said(answerer: Answerer) -> None:
    (found,) = results(answerer, "Which zebra reads newspapers?")
    assert found.title == "No answer in the sources"
    assert "[1]" not in shown(found)


@pytest.mark.parametrize("query", ["", "   ", "\u200b\u202e"])
def test_an_empty_query_gets_a_hint(answerer: Answerer, query: str) -> None:
    (found,) = inline_results(query, answerer, username="go_bot", client="de")
    assert found.id == "hint-de"
    assert "@go_bot Photonik Thüringen" in shown(found)


@pytest.mark.parametrize("query", ["x" * 256, "<b>", "' or 1=1 --", '"', "AND NOT", "*", "\u202eabc", "[1]", "🤖"])
def test_any_query_gets_an_answer_that_telegram_takes(answerer: Answerer, query: str) -> None:
    for result in results(answerer, query, None):
        assert 1 <= len(result.id.encode()) <= 64
        assert 1 <= n_units(shown(result)) <= 4096
        assert n_units(result.title) <= 64


def test_links_are_not_previewed(answerer: Answerer) -> None:
    (found,) = results(answerer, "what is the bridge made of")
    assert isinstance(found.input_message_content, InputTextMessageContent)
    assert found.input_message_content.link_preview_options.is_disabled
    assert found.input_message_content.parse_mode == "HTML"


def test_many_clusters_are_the_first_of_them_and_fit_one_answer(shipped_profiles: KnowledgeBase) -> None:
    answerer = Answerer(shipped_profiles, MODEL)
    found = results(answerer, "clusters in Bavaria")
    assert len(found) == MAX_CARDS <= 50
    assert len({r.id for r in found}) == MAX_CARDS
    assert all(n_units(shown(r)) <= 4096 for r in found)
