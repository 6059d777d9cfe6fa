"""What each button does. It is acknowledged first, so that it stops turning; what is too long ago says so."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.channels.telegram import commands, finding, keyboards
from bot.channels.telegram.desk import Desk, Turn, language_of, limit_text, sends
from bot.channels.telegram.effects import Acknowledge, Edit, Effect
from bot.channels.telegram.groups import Command
from bot.channels.telegram.keyboards import Action, answer_keyboard
from bot.channels.telegram.layout import Part
from bot.channels.telegram.questions import ask
from bot.channels.telegram.rendering import cited_in, sources_parts, text_part
from bot.channels.telegram.shown import ShownAnswer, shown_answer, shown_wish
from bot.channels.telegram.texts import text as say

SEARCHING = ("next", "topic")  # take as long as a question, and count as one
OF_ANSWERS = ("good", "bad", "sources", "next")
OF_WISHES = ("page", "pick", "toggle", "members", "widen", "card")


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed: the query to acknowledge, the message that it stands below, and what it asks for."""

    query_id: str
    message_id: int
    action: Action | None


def press(desk: Desk, turn: Turn, pressed: Press) -> tuple[Effect, ...]:
    """Return what pressing a button does."""
    action = pressed.action
    language = language_of(desk, turn)
    if action is not None and action.kind == "still":
        return (Acknowledge(pressed.query_id),)
    if not desk.presses.admits(turn.person):
        return (Acknowledge(pressed.query_id, limit_text("minute", language)),)
    if action is not None and action.kind in SEARCHING:
        admission = desk.limits.admit(desk.state, turn.person)
        if admission.verdict != "allowed":
            return (Acknowledge(pressed.query_id, limit_text(admission.period, language)),)
    return _done(desk, turn, pressed, action) or (Acknowledge(pressed.query_id, say("gone", language)),)


def _done(desk: Desk, turn: Turn, pressed: Press, action: Action | None) -> tuple[Effect, ...]:
    """Return what `action` does; empty: what it refers to is not known any more."""
    if action is None:
        return ()
    if action.kind in OF_ANSWERS:
        shown = shown_answer(desk, turn, action.token)
        return _with_answer(desk, turn, pressed, action, shown) if shown is not None else ()
    if action.kind in OF_WISHES:
        wish = shown_wish(desk, turn, action.token)
        changes = finding.changed(desk, turn, pressed.message_id, action, wish, language_of(desk, turn)) if wish else ()
        return (Acknowledge(pressed.query_id), *changes) if changes else ()
    if action.kind == "topic":
        return (Acknowledge(pressed.query_id), *commands.run(desk, turn, Command(action.value)))
    if action.kind == "language":
        said = commands.choose(desk, turn, keyboards.language_of(action))
        keyboard = keyboards.language_keyboard(keyboards.language_of(action), language_of(desk, turn))
        return (Acknowledge(pressed.query_id), _edit(turn, pressed, text_part(said), keyboard))
    return _deleted(desk, turn, pressed, is_meant=action.value == "yes")


def _deleted(desk: Desk, turn: Turn, pressed: Press, *, is_meant: bool) -> tuple[Effect, ...]:
    language = language_of(desk, turn)  # before it is deleted
    if is_meant:
        desk.state.delete(turn.person)
    said = say("delete_done" if is_meant else "delete_kept", language)
    return (Acknowledge(pressed.query_id), _edit(turn, pressed, text_part(said)))


def _with_answer(desk: Desk, turn: Turn, pressed: Press, action: Action, shown: ShownAnswer) -> tuple[Effect, ...]:
    answer = shown.answer
    if action.kind == "sources":
        return (Acknowledge(pressed.query_id), *sends(turn, sources_parts(answer)))
    if action.kind == "next":
        if action.number >= len(answer.offers):
            return ()
        question = answer.offers[action.number]
        return (
            Acknowledge(pressed.query_id),
            *ask(desk, turn, question, language=answer.language, heading=question),
        )
    is_good = action.kind == "good"
    desk.state.rate(
        action.token, turn.person, good=is_good, question=answer.question, answer=answer.text, language=answer.language
    )
    thanks = Acknowledge(pressed.query_id, say("rated_good" if is_good else "rated_bad", answer.language))
    if turn.is_group or shown.is_list:  # in a group, others rate too; a list may show something else by now
        return (thanks,)
    keyboard = answer_keyboard(
        action.token,
        answer.offers,
        answer.language,
        sources=bool(cited_in(answer)),
        rated=is_good,
        cards=answer.clusters,
    )
    return (thanks, _edit(turn, pressed, shown.parts[-1], keyboard))


def _edit(turn: Turn, pressed: Press, part: Part, keyboard: InlineKeyboardMarkup | None = None) -> Edit:
    return Edit(turn.chat_id, pressed.message_id, part.html, part.plain, keyboard)
