"""The terminal as a channel: answers as wrapped text with their sources below, cards as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from bot.dialogue.conversation import Conversation
from bot.dialogue.phrases import phrase
from bot.session.messages import Message, Reply
from knowledge.errors import KnowledgeError
from knowledge.records import Answer, Citation, Language
from knowledge.words import dates

_ENDINGS = {"quit", "exit", "bye", "ende", "schluss", "tschüss", ":q"}


def source_line(citation: Citation, language: Language) -> str:
    """Return a source in one line: title, publisher, date, page, section, address."""
    parts = [citation.title, citation.publisher]
    parts.append(dates.spoken(citation.date, language) if citation.date else phrase("undated", language))
    parts += [
        f"{phrase('page', language)} {citation.page}" if citation.page else None,
        citation.section,
        citation.url,
    ]
    return ", ".join(part for part in parts if part)


def source_lines(answer: Answer) -> list[str]:
    """Return the sources that the answer's text refers to, each once, behind the numbers of its citations."""
    numbers: dict[str, list[int]] = {}
    for citation in answer.citations:
        if f"[{citation.number}]" in answer.text:
            numbers.setdefault(source_line(citation, answer.language), []).append(citation.number)
    return [f"{' '.join(f'[{n}]' for n in of)} {line}" for line, of in numbers.items()]


def show(reply: Reply, console: Console) -> None:
    """Print a reply."""
    answer = reply.answer
    if reply.notice:
        console.print(Text(reply.notice, style="dim"))
        console.print()
    console.print(Text(answer.text))
    lines = source_lines(answer)
    if lines:
        console.print()
        console.print(Text(phrase("sources", answer.language), style="bold"))
        for line in lines:
            console.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)))
    if answer.offers and answer.kind == "answer":
        console.print()
        console.print(Text(f"{phrase('next', answer.language)}: {answer.offers[0]}", style="italic dim"))


def talk(conversation: Conversation, lines: Iterable[str], console: Console) -> None:
    """Answer each line until they end or one says so. A line that cannot be answered gets one clear line."""
    for line in lines:
        if not line.strip():
            continue
        if line.strip().casefold() in _ENDINGS:
            break
        try:
            show(conversation.reply(Message(line, session="console")), console)
        except KnowledgeError as error:
            console.print(f"[red]{escape(str(error))}[/red]")
        console.print()


def prompt_lines(history: Path, ask: Callable[..., str] | None = None) -> Iterable[str]:
    """Yield lines typed at a prompt, with line editing and a history kept in `history`; ends with Ctrl-D or Ctrl-C."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        kept: FileHistory | InMemoryHistory = FileHistory(str(history))
    except OSError:
        kept = InMemoryHistory()
    session: PromptSession[str] = PromptSession(history=kept)
    read = ask or session.prompt
    while True:
        try:
            yield read("› ")
        except (EOFError, KeyboardInterrupt):
            return
