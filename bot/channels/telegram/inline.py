"""Inline mode: what someone types behind the bot's name in any chat, as cards of clusters or a cited answer to send."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import InlineQueryLimit, ParseMode

from bot.channels.telegram.cards import Cards
from bot.channels.telegram.keyboards import deep_link, website_button
from bot.channels.telegram.layout import Part, cut, one_line
from bot.channels.telegram.rendering import answer_parts, source_line, text_part
from bot.channels.telegram.texts import text
from bot.session.messages import Reply
from knowledge.answers.answer import Answerer
from knowledge.clusters.outcomes import Outcome, Request
from knowledge.patterns import lazily
from knowledge.records import Language

MAX_CARDS = 20
_TITLE_UNITS = 64
_DESCRIPTION_UNITS = 160
_MARK = lazily(r"\s*\[\d+\]")


def inline_results(
    query: str, answerer: Answerer, *, username: str, language: Language | None = None, client: Language = "en"
) -> list[InlineQueryResultArticle]:
    """Return what can be sent for `query`: clusters, best first, an answer, the readings of a topic, or a hint; never nothing.

    `language` is the one that was chosen, if any; `client` counts where the query does not say.
    """
    asked = one_line(query)
    if not asked:
        return [_hint(username, language or client)]
    spoken = language or answerer.base.language_of(asked, client)
    outcome = answerer.answer(Request(asked, spoken))
    if outcome.answer.kind == "clusters":
        results = _cards(outcome.cluster_ids[:MAX_CARDS], answerer, spoken, username)
    elif outcome.answer.kind == "clarification":
        given = [(line, answerer.answer(Request(line, spoken))) for line in outcome.answer.offers]
        results = [_answered(each, username, question=line) for line, each in given if each.answer.kind == "answer"]
    else:
        results = [_answered(outcome, username)]
    by_id = {result.id: result for result in results}
    return list(by_id.values())[: InlineQueryLimit.RESULTS] or [_hint(username, spoken)]


def _hint(username: str, language: Language) -> InlineQueryResultArticle:
    part = text_part(text("inline_hint_message", language, username=username))
    title, more = text("inline_hint", language), text("inline_hint_more", language)
    return _article(f"hint-{language}", title, more, part, [_open(username, language)])


def _cards(
    cluster_ids: Sequence[str], answerer: Answerer, language: Language, username: str
) -> list[InlineQueryResultArticle]:
    cards = Cards(answerer.base, username)
    results = []
    for cluster_id in cluster_ids:
        profile = answerer.base.profiles[cluster_id]
        website = website_button(profile.website, language)
        more = InlineKeyboardButton(text("button_open", language), url=deep_link(username, f"cluster_{cluster_id}"))
        results.append(
            _article(
                f"card-{cluster_id}-{language}",
                profile.name,
                cards.description(profile, language),
                cards.single(profile, language),
                [website, more] if website else [more],
            )
        )
    return results


def _answered(outcome: Outcome, username: str, *, question: str = "") -> InlineQueryResultArticle:
    """Return an answer as a result; its id is that of the statements it gives, so that the same answer is the same result."""
    answer = outcome.answer
    plain = one_line(_MARK.sub("", answer.text))
    if answer.kind == "answer":
        title = question or plain
        told = plain if question else "; ".join(source_line(c, answer.language) for c in answer.citations[:1])
    else:
        title, told = text("inline_nothing", answer.language), plain
    given = "\n".join((answer.language, *outcome.statement_ids)) if outcome.statement_ids else answer.text
    name = hashlib.sha256(given.encode()).hexdigest()[:32]
    part = answer_parts(Reply(answer))[0]
    return _article(f"answer-{name}", title, told, part, [_open(username, answer.language)])


def _open(username: str, language: Language) -> InlineKeyboardButton:
    return InlineKeyboardButton(text("button_open", language), url=f"https://t.me/{username}")


def _article(
    name: str, title: str, description: str, part: Part, buttons: Sequence[InlineKeyboardButton]
) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=name if len(name.encode()) <= 64 else hashlib.sha256(name.encode()).hexdigest(),
        title=cut(one_line(title), _TITLE_UNITS),
        description=cut(one_line(description), _DESCRIPTION_UNITS),
        input_message_content=InputTextMessageContent(
            part.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        reply_markup=InlineKeyboardMarkup([buttons]),
    )
