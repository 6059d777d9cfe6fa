"""A question in, the messages of its answer out; what staff learn from it is written down on the way."""

from __future__ import annotations

from bot.channels.telegram import finding
from bot.channels.telegram.desk import Desk, Turn, language_of, sends
from bot.channels.telegram.effects import Effect
from bot.channels.telegram.keyboards import answer_keyboard, start_keyboard
from bot.channels.telegram.rendering import answer_parts, cited_in, text_parts
from bot.channels.telegram.shown import ShownAnswer, remember_answer
from bot.channels.telegram.texts import text as say
from bot.dialogue.conversation import MAX_CHARS
from bot.reading.smalltalk import smalltalk
from bot.session.messages import Message, Reply
from knowledge.clusters.wishes import Wish
from knowledge.records import Answer, Language
from knowledge.words.text import squeeze

NEW_QUESTIONS = 3  # statements tried for an answer, while nobody waits; each takes as long as an answer


def ask(
    desk: Desk, turn: Turn, question: str, *, language: Language | None = None, heading: str = ""
) -> tuple[Effect, ...]:
    """Return the answer to `question` as messages, with its buttons.

    Without `language`, it is that of the question where this can be told, else the chosen one, that of the conversation, or
    the client's. `heading` stands above the answer: the question, where a button asked it.
    """
    spoken = language_of(desk, turn)
    cleaned = squeeze(question)
    if not cleaned:
        hint = say("group_hint", spoken, username=turn.bot.username) if turn.is_group else say("empty", spoken)
        return sends(turn, text_parts(hint))
    if len(cleaned) > MAX_CHARS:
        return sends(turn, text_parts(say("too_long", spoken, n=len(cleaned), limit=MAX_CHARS)))
    language = language or desk.answerer.base.language_of(cleaned, spoken)
    reply = desk.conversation.reply(Message(question, session=turn.session, language=language))
    _write_down(desk, reply.answer)
    if reply.wish is not None:
        return _list(desk, turn, reply, reply.wish, heading)
    return _answer(desk, turn, reply, cleaned, heading)


def _write_down(desk: Desk, answer: Answer) -> None:
    """Count the answer, and keep the question where the sources say nothing to it."""
    desk.state.add_answer(answer.kind, answer.elapsed_ms, answer.language)
    if answer.kind == "abstention":
        desk.state.add_gap(answer.question, answer.language, answer.reason or "")


def _list(desk: Desk, turn: Turn, reply: Reply, wish: Wish, heading: str) -> tuple[Effect, ...]:
    """Return the finder's view of a wish, with its buttons and those for rating it; what is to come first comes by itself."""
    shown = ShownAnswer(answer=reply.answer, is_list=True)
    token = remember_answer(desk, turn, shown)
    part, keyboard = finding.opened(desk, turn, wish, reply.answer.language, rated_under=token)
    before = [piece for piece in (reply.notice, heading) if piece]
    return sends(turn, (*text_parts("\n\n".join(before)), part) if before else (part,), keyboard)


def _answer(desk: Desk, turn: Turn, reply: Reply, question: str, heading: str) -> tuple[Effect, ...]:
    answer = reply.answer
    if answer.kind == "smalltalk":
        is_first = smalltalk(question) in ("greeting", "help")
        return sends(turn, answer_parts(reply), start_keyboard(answer.language) if is_first else None)
    offers = desk.next_questions.after(answer, new=0 if desk.is_busy() else NEW_QUESTIONS)
    answer = answer.model_copy(update={"offers": offers})
    shown = ShownAnswer(answer=answer, notice=reply.notice, heading=heading)
    token = remember_answer(desk, turn, shown)
    keyboard = answer_keyboard(token, offers, answer.language, sources=bool(cited_in(answer)), cards=answer.clusters)
    return sends(turn, shown.parts, keyboard)
