"""The cluster finder in a chat: opened by a question, a command or a link, then changed by its buttons."""

from __future__ import annotations

from dataclasses import replace

from telegram import InlineKeyboardMarkup

from bot.channels.telegram.desk import Desk, Turn, sends
from bot.channels.telegram.effects import Edit, Effect
from bot.channels.telegram.finder_view import (
    FinderView,
    Look,
    after,
    card_view,
    field_wish,
    finder_keyboard,
    land_wish,
    view,
)
from bot.channels.telegram.keyboards import Action, DeepLink, button
from bot.channels.telegram.layout import Part
from bot.channels.telegram.rendering import text_parts
from bot.channels.telegram.shown import remember_wish
from bot.channels.telegram.texts import text as say
from bot.dialogue.conversation import MAX_CHARS
from bot.session.sessions import MAX_EARLIER, Session, Topic
from knowledge.clusters.wishes import Wish
from knowledge.records import Language
from knowledge.words.text import squeeze


def opened(
    desk: Desk, turn: Turn, wish: Wish, language: Language, *, rated_under: str = ""
) -> tuple[Part, InlineKeyboardMarkup]:
    """Return the first page of the clusters for `wish` and its buttons; `rated_under` is the token of an answer to rate."""
    shown = view(desk.answerer, Look(wish), language, turn.bot.username)
    keyboard = finder_keyboard(shown, remember_wish(desk, turn, wish))
    if not rated_under:
        return shown.part, keyboard
    rating = [button("👍", "good", rated_under), button("👎", "bad", rated_under)]
    return shown.part, InlineKeyboardMarkup([*keyboard.inline_keyboard, rating])


def all_clusters(desk: Desk, turn: Turn, language: Language) -> tuple[Effect, ...]:
    """Return the way into the finder: what can be asked for, and the facets of all clusters."""
    shown = _looked_at(desk, turn, Look(Wish()), language)
    keyboard = finder_keyboard(shown, remember_wish(desk, turn, Wish()))
    return sends(turn, (*text_parts(say("clusters", language)), shown.part), keyboard)


def searched(desk: Desk, turn: Turn, text: str, language: Language) -> tuple[Effect, ...]:
    """Return the clusters for what `text` says, as the finder reads it."""
    language = desk.answerer.base.language_of(text, language)
    wish = desk.answerer.finder.reader.read(squeeze(text)[:MAX_CHARS], language)
    return _shown_anew(desk, turn, wish, language)


def linked(desk: Desk, turn: Turn, link: DeepLink, language: Language) -> tuple[Effect, ...]:
    """Return what a deep link to a cluster, a field or a Land shows."""
    if link.kind == "cluster":
        known = {i.casefold(): i for i in desk.answerer.base.profiles}
        card = card_view(desk.answerer, known.get(link.value.casefold(), ""), language, turn.bot.username)
        if card is None:
            return sends(turn, text_parts(say("unknown_cluster", language)))
        _go_on_with(desk, turn, Topic(cluster_ids=(known[link.value.casefold()],)), language)
        return sends(turn, (card[0],), card[1])
    wish = (field_wish if link.kind == "field" else land_wish)(desk.answerer, link.value)
    if wish is None:
        return all_clusters(desk, turn, language)
    return _shown_anew(desk, turn, wish, language)


def changed(
    desk: Desk, turn: Turn, message_id: int, action: Action, wish: Wish, language: Language
) -> tuple[Effect, ...]:
    """Return the edit of a finder's message once `action` is done to the wish that it shows."""
    if action.kind == "card":
        card = card_view(
            desk.answerer, action.value, language, turn.bot.username, token=action.token, page=action.number
        )
        if card is None:
            return ()
        return (Edit(turn.chat_id, message_id, card[0].html, card[0].plain, card[1]),)
    look = after(action, wish, desk.answerer)
    if look is None:
        return ()
    shown = _looked_at(desk, turn, look, language)
    token = action.token if look.wish == wish else remember_wish(desk, turn, look.wish)
    return (Edit(turn.chat_id, message_id, shown.part.html, shown.part.plain, finder_keyboard(shown, token)),)


def _shown_anew(desk: Desk, turn: Turn, wish: Wish, language: Language) -> tuple[Effect, ...]:
    shown = _looked_at(desk, turn, Look(wish), language)
    return sends(turn, (shown.part,), finder_keyboard(shown, remember_wish(desk, turn, wish)))


def _looked_at(desk: Desk, turn: Turn, look: Look, language: Language) -> FinderView:
    """Return the view of `look`, and remember its clusters as what the conversation is about ("the second one")."""
    shown = view(desk.answerer, look, language, turn.bot.username)
    _go_on_with(desk, turn, Topic(wish=look.wish, listed=shown.found, cluster_ids=shown.found), language)
    return shown


def _go_on_with(desk: Desk, turn: Turn, topic: Topic, language: Language) -> None:
    before = desk.sessions.get(turn.session) or Session(language=language)
    if before.topic == topic:
        return
    was_finder = before.topic.wish is not None
    earlier = before.earlier if was_finder or before.topic.is_empty else (before.topic, *before.earlier)[:MAX_EARLIER]
    desk.sessions.put(turn.session, replace(before, kind="clusters", topic=topic, earlier=earlier, offers=()))
