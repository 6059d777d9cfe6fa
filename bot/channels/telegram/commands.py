"""What each command does. A link `/start services` is the command `/services`."""

from __future__ import annotations

import json
from collections.abc import Callable

from bot.channels.telegram import finding, staff
from bot.channels.telegram.desk import Desk, Turn, language_of, sends
from bot.channels.telegram.effects import Document, Effect
from bot.channels.telegram.groups import Command
from bot.channels.telegram.keyboards import (
    delete_keyboard,
    language_keyboard,
    parse_start,
    start_keyboard,
)
from bot.channels.telegram.questions import ask
from bot.channels.telegram.rendering import text_parts
from bot.channels.telegram.texts import ADMIN_COMMANDS, COMMANDS, QUESTIONS
from bot.channels.telegram.texts import text as say
from bot.session.sessions import Session
from bot.state.exporting import as_values
from knowledge.quotation.wording import CONTACT
from knowledge.records import LANGUAGES, Language

EXPORT_FILE = "clusterbot-export.json"
ALIASES = {
    "settings": "language",
    "hilfe": "help",
    "leistungen": "services",
    "aufnahme": "admission",
    "cluster": "clusters",
    "quellen": "sources",
    "sprache": "language",
    "datenschutz": "privacy",
    "loeschen": "delete",
}
SEARCHING = ("services", "admission", "clusters", "gaps")  # take as long as a question
PRIVATE = ("export", "delete", "gaps", "status")  # what they show or do is nobody else's business
UNLIMITED = ("delete",)  # a right that no limit may keep from anyone

Handler = Callable[[Desk, Turn, str, Language], tuple[Effect, ...]]


def name_of(command: Command) -> str:
    """Return the name under which a command is known here: links and other names resolved; empty: it is unknown."""
    name = ALIASES.get(command.name, command.name)
    if name == "start" and command.rest:
        link = parse_start(command.rest)
        if link is not None:
            return link.kind if link.kind in _HANDLERS else "link"
    return name if name in _HANDLERS else ""


def run(desk: Desk, turn: Turn, command: Command) -> tuple[Effect, ...]:
    """Return what `command` says; of an unknown one, that it is unknown."""
    language = language_of(desk, turn)
    name = name_of(command)
    if not name:
        return sends(turn, text_parts(say("unknown_command", language)))
    if turn.is_group and name in PRIVATE:
        return sends(turn, text_parts(say("in_private", language, username=turn.bot.username)))
    if name == "link":
        link = parse_start(command.rest)
        return finding.linked(desk, turn, link, language) if link else ()
    return _HANDLERS[name](desk, turn, "" if command.name == "start" else command.rest, language)


def _start(desk: Desk, turn: Turn, _: str, language: Language) -> tuple[Effect, ...]:
    if desk.sessions.get(turn.session) is None:  # the text says what the notice before a first answer says
        desk.sessions.put(turn.session, Session(language=language))
    return sends(turn, text_parts(say("start", language)), start_keyboard(language))


def _help(desk: Desk, turn: Turn, _: str, language: Language) -> tuple[Effect, ...]:
    menu = COMMANDS[language] + (ADMIN_COMMANDS[language] if turn.speaker.id in desk.admins else ())
    lines = "\n".join(f"/{name} – {does}" for name, does in menu)
    return sends(turn, text_parts(say("help", language, commands=lines, username=turn.bot.username)))


def _question(name: str) -> Handler:
    def handler(desk: Desk, turn: Turn, _: str, language: Language) -> tuple[Effect, ...]:
        return ask(desk, turn, QUESTIONS[language][name], language=language)

    return handler


def _clusters(desk: Desk, turn: Turn, rest: str, language: Language) -> tuple[Effect, ...]:
    return finding.searched(desk, turn, rest, language) if rest else finding.all_clusters(desk, turn, language)


def _sources(desk: Desk, turn: Turn, _: str, language: Language) -> tuple[Effect, ...]:
    counts = desk.answerer.base.manifest.counts
    about = say("sources_about", language, documents=counts.documents, clusters=counts.clusters)
    return sends(turn, text_parts(about))


def _language(desk: Desk, turn: Turn, rest: str, language: Language) -> tuple[Effect, ...]:
    wanted = rest.casefold()
    if wanted in ("en", "de", "auto"):
        choice = next((value for value in LANGUAGES if value == wanted), None)
        return sends(turn, text_parts(choose(desk, turn, choice)))
    chosen = desk.state.language(turn.person)
    return sends(turn, text_parts(say("language_ask", language)), language_keyboard(chosen, language))


def choose(desk: Desk, turn: Turn, choice: Language | None) -> str:
    """Keep the choice of a language, None for that of each question, and return what is said to it."""
    desk.state.set_language(turn.person, choice)
    if choice is None:
        return say("language_auto", language_of(desk, turn))
    return say("language_chosen", choice)


def _privacy(desk: Desk, turn: Turn, _: str, language: Language) -> tuple[Effect, ...]:
    return sends(turn, text_parts(say("privacy", language, days=desk.keep_days, contact=CONTACT)))


def _export(desk: Desk, turn: Turn, _: str, language: Language) -> tuple[Effect, ...]:
    values = as_values(desk.state.export(turn.person), language)
    content = json.dumps(values, ensure_ascii=False, indent=2).encode()
    return (Document(turn.chat_id, EXPORT_FILE, content, say("export_done", language)),)


def _delete(_: Desk, turn: Turn, __: str, language: Language) -> tuple[Effect, ...]:
    return sends(turn, text_parts(say("delete_ask", language)), delete_keyboard(language))


def _for_staff(report: Callable[[Desk, Language], str]) -> Handler:
    def handler(desk: Desk, turn: Turn, _: str, language: Language) -> tuple[Effect, ...]:
        if turn.speaker.id not in desk.admins:
            return sends(turn, text_parts(say("staff_only", language)))
        return sends(turn, text_parts(report(desk, language)))

    return handler


_HANDLERS: dict[str, Handler] = {
    "start": _start,
    "help": _help,
    "services": _question("services"),
    "admission": _question("admission"),
    "clusters": _clusters,
    "sources": _sources,
    "language": _language,
    "privacy": _privacy,
    "export": _export,
    "delete": _delete,
    "gaps": _for_staff(staff.gaps),
    "status": _for_staff(staff.status),
}
