"""From an update to the work that it makes: what is to be done, in which thread, and what is said if it fails.

`Handlers.work` only looks at the update itself; what asks the state or the knowledge is left to `Work.run`, for a thread.
What is not meant for the bot makes no work: other bots, channels, messages in groups that do not address it, service messages.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from telegram import CallbackQuery, InlineQuery, MaybeInaccessibleMessage, Message, Update

from bot.channels.telegram import callbacks, commands
from bot.channels.telegram.callbacks import Press, press
from bot.channels.telegram.desk import Desk, Turn, admitted, language_of, sends
from bot.channels.telegram.edits import as_edits
from bot.channels.telegram.effects import Acknowledge, AnswerInline, Effect, Typing
from bot.channels.telegram.engine import expected_seconds
from bot.channels.telegram.groups import Identity, Said, Speaker, is_addressed_command, is_group, person, said, speaker
from bot.channels.telegram.inline_queries import Newest, answer_inline
from bot.channels.telegram.keyboards import parse
from bot.channels.telegram.questions import ask
from bot.channels.telegram.rendering import text_parts
from bot.channels.telegram.texts import text as say
from knowledge.answers.hot import in_turn

Run = Callable[[], tuple[Effect, ...]]

LATE_EDIT_SECONDS = 3600  # an edit of what was never answered is answered if it is not older than this
_AT_ONCE = -1.0  # inline queries go before questions: they are answered within a second or not at all
_MAX_ALBUMS = 1000


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done. `seconds` is what it is expected to take in a thread for answers; None: it is quick.

    `trouble` returns what is said if it fails, with a number under which the log has the reason.
    """

    run: Run
    trouble: Callable[[str], tuple[Effect, ...]]
    seconds: float | None = None
    typing: Typing | None = None


class Handlers:
    """Makes work of updates."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._newest = Newest()
        self._albums: OrderedDict[str, None] = OrderedDict()

    def work(self, update: Update, bot: Identity) -> Work | None:
        """Return the work that `update` makes, of one generation of the index; None: it makes none."""
        work = self._work(update, bot)
        return None if work is None else replace(work, run=in_turn(self._desk.answerer, work.run))

    def _work(self, update: Update, bot: Identity) -> Work | None:
        if update.message is not None:
            return self._message(update.message, bot)
        if update.edited_message is not None:
            return self._edited(update.edited_message, bot)
        if update.callback_query is not None:
            return self._pressed(update.callback_query, bot)
        if update.inline_query is not None:
            return self._typed(update.inline_query, bot)
        return None

    # -- messages ----------------------------------------------------------------------------------------------

    def _message(self, message: Message, bot: Identity) -> Work | None:
        who, what = speaker(message), said(message, bot)
        if who is None or what is None:
            return None
        turn = self._turn(message, bot, who)
        if what.command is None and what.text is None:
            return self._media(message, turn) if self._is_media(message) else None
        is_unknown = what.command is not None and not commands.name_of(what.command)
        if is_unknown and turn.is_group and not is_addressed_command(message, bot):
            return None  # perhaps it is another bot's
        return self._answer(turn, what)

    def _edited(self, message: Message, bot: Identity) -> Work | None:
        who, what = speaker(message), said(message, bot)
        if who is None or what is None or (what.command is None and what.text is None):
            return None
        turn = self._turn(message, bot, who)
        work = self._answer(turn, what)
        changed = message.edit_date or message.date
        is_late = (changed - message.date).total_seconds() > LATE_EDIT_SECONDS

        def run() -> tuple[Effect, ...]:
            if is_late and not self._desk.state.replies(turn.chat, message.message_id):
                return ()
            return as_edits(self._desk, turn, work.run())

        return replace(work, run=run)

    def _answer(self, turn: Turn, what: Said) -> Work:
        desk, command, question = self._desk, what.command, what.text or ""
        if command is None:
            return self._of_turn(turn, lambda: ask(desk, turn, question), seconds=expected_seconds(question))
        name = commands.name_of(command)
        is_searching = name in commands.SEARCHING or name == "link"
        return self._of_turn(
            turn,
            lambda: commands.run(desk, turn, command),
            seconds=0.0 if is_searching else None,
            is_limited=name not in commands.UNLIMITED,
        )

    def _media(self, message: Message, turn: Turn) -> Work | None:
        """Return one friendly sentence, for an album too: its pictures come as messages of their own."""
        album = message.media_group_id
        if album is not None:
            if album in self._albums:
                return None
            self._albums[album] = None
            if len(self._albums) > _MAX_ALBUMS:
                self._albums.popitem(last=False)
        return self._of_turn(turn, lambda: sends(turn, text_parts(say("media", language_of(self._desk, turn)))))

    def _is_media(self, message: Message) -> bool:
        return message.effective_attachment is not None or message.story is not None or message.checklist is not None

    def _of_turn(self, turn: Turn, run: Run, *, seconds: float | None = None, is_limited: bool = True) -> Work:
        return Work(
            run=(lambda: admitted(self._desk, turn, run)) if is_limited else run,
            trouble=lambda reference: sends(turn, text_parts(say("trouble", turn.client, reference=reference))),
            seconds=seconds,
            typing=None if seconds is None else Typing(turn.chat_id, turn.thread_id),
        )

    def _turn(
        self, message: MaybeInaccessibleMessage, bot: Identity, who: Speaker, *, is_answered: bool = True
    ) -> Turn:
        """Return the turn of `message`; not `is_answered`: of the button below it."""
        in_group = is_group(message.chat)
        return Turn(
            bot=bot,
            speaker=who,
            chat_id=message.chat.id,
            person=self._desk.pseudonyms.of(who.id),
            chat=self._desk.pseudonyms.of(message.chat.id),
            is_group=in_group,
            answers=message.message_id if is_answered else None,
            reply_to=message.message_id if in_group else None,
            thread_id=message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None,
        )

    # -- buttons and inline queries -----------------------------------------------------------------------------

    def _pressed(self, query: CallbackQuery, bot: Identity) -> Work | None:
        who, message = person(query.from_user), query.message
        if who is None:
            return None
        if message is None:  # below a message that was sent in inline mode; those have links only
            return Work(lambda: (Acknowledge(query.id),), lambda _: (Acknowledge(query.id),))
        turn = self._turn(message, bot, who, is_answered=False)
        action = parse(query.data)
        is_searching = action is not None and action.kind in callbacks.SEARCHING
        is_finder = action is not None and action.kind in callbacks.OF_WISHES
        return Work(
            run=lambda: press(self._desk, turn, Press(query.id, message.message_id, action)),
            trouble=lambda reference: (Acknowledge(query.id, say("trouble", turn.client, reference=reference)[:200]),),
            seconds=0.0 if is_searching or is_finder else None,
            typing=Typing(turn.chat_id, turn.thread_id) if is_searching else None,
        )

    def _typed(self, query: InlineQuery, bot: Identity) -> Work | None:
        who = person(query.from_user)
        if who is None:
            return None
        name = self._desk.pseudonyms.of(who.id)
        turn = Turn(bot=bot, speaker=who, chat_id=who.id, person=name, chat=name)
        self._newest.put(who.id, query.id)
        return Work(
            run=lambda: answer_inline(self._desk, turn, query.id, query.query, self._newest),
            trouble=lambda _: (AnswerInline(query.id, (), cache_seconds=0, is_personal=True),),
            seconds=_AT_ONCE,
        )
