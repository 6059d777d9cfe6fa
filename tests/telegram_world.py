"""A small world for the Telegram channel: an index of made statements and clusters, updates as Telegram sends them, and a
Bot API that answers within the process. Whatever else would use the network fails."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from made import document, opened, profile
from telegram import Bot, Update
from telegram.ext import ApplicationBuilder
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.application import Channel
from bot.channels.telegram.bursts import Bursts
from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.effects import Effect
from bot.channels.telegram.engine import Engine
from bot.channels.telegram.groups import Identity
from bot.channels.telegram.handlers import Handlers, Work
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.limiter import Limiter, Rate, Rates
from bot.channels.telegram.message_ids import MessageIds
from bot.channels.telegram.next_questions import NextQuestions
from bot.channels.telegram.polling import PollingBot
from bot.channels.telegram.processor import ChatOrder
from bot.channels.telegram.sharing import Sharing
from bot.channels.telegram.transport import Transport
from bot.dialogue.conversation import Conversation
from bot.limits import Limits
from bot.state.pseudonyms import Pseudonyms
from bot.state.sqlite import STATE_FILE, SqliteState
from bot.state.stored_sessions import StoredSessions
from knowledge.answers.answer import Answerer
from knowledge.records import Document, Language, Source
from knowledge.retrieval.model import Model, Weights

TOKEN = "123456789:AAExampleExampleExampleExampleExamp"
BOT = Identity(123456789, "cluster_bot")
ANNA, BERT, STAFF = 700_000_011, 700_000_012, 700_000_013
GROUP = -1001234567890
NOW = 1_760_000_000

# A statement answers when it has more than half of what the question's words tell; clusters are wanted where a list is.
_HALF = Weights(("coverage",), (10.0,), -5.0)
MODEL = Model(_HALF, _HALF, Weights(("list_of_clusters",), (2.0,), -1.0), threshold=0.5, second=0.5)
_SOURCE = Source(
    title="Report & more", publisher="Ministry", date="2023-01", page="7", url="https://example.org/r?a=1&b=2"
)
_FACTS: tuple[dict[str, Any], ...] = (
    {
        "statement_id": "services",
        "en": "Which services go-cluster offers its members: workshops and studies.",
        "de": "Welche Leistungen go-cluster seinen Mitgliedern bietet: Workshops und Studien.",
    },
    {
        "statement_id": "admission",
        "en": "The admission criteria of go-cluster are set by the office.",
        "de": "Die Aufnahmekriterien von go-cluster setzt die Geschäftsstelle.",
    },
    {
        "statement_id": "bridge",
        "en": "The bridge is made of timber.",
        "de": "Die Brücke ist aus Holz gebaut.",
        "asked": {"en": ("What is the bridge made of?",), "de": ("Woraus ist die Brücke gebaut?",)},
    },
    {
        "statement_id": "crane",
        "en": "The crane lifts coal.",
        "de": "Der Kran hebt Kohle.",
        "asked": {"en": ("What does the crane lift?",), "de": ("Was hebt der Kran?",)},
    },
)
PHOTONICS = "Optical Technologies and Photonics"
CLUSTERS = (
    *(profile(f"optics{n}", city="Jena", state="Thüringen", fields=[PHOTONICS]) for n in range(1, 7)),
    profile(
        "weavers",
        fields=["Textile and Apparel Industry"],
        website="https://weavers.example.org",
        go_cluster={"status": "member", "as_of": "2023", "sources": [0]},
    ),
)


def _page(language: Language) -> Document:
    made = document(
        f"facts/{language}",
        *(fact[language] for fact in _FACTS),
        language=language,
        sources=(_SOURCE,),
        kind="statement",
        heading="Facts",
    )
    passages = (
        replace(p, statement_id=fact["statement_id"], asked=fact.get("asked", {}).get(language, ()))
        for p, fact in zip(made.passages, _FACTS, strict=True)
    )
    return replace(made, passages=tuple(passages))


def small_answerer(folder: Path) -> Answerer:
    """Return what answers from the made statements and clusters; whoever calls closes its base."""
    return Answerer(opened(folder, _page("en"), _page("de"), profiles=CLUSTERS), MODEL)


@dataclass
class Offline(BaseRequest):
    """The Bot API within the process: counts messages, keeps those of the bot, and records what is called."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    last_id: int = 100
    failing: Callable[[str], bool] = lambda method: False

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        values = dict(request_data.parameters) if request_data else {}
        if request_data and request_data.contains_files:
            values["files"] = request_data.multipart_data
        self.calls.append((name, values))
        return 200, json.dumps({"ok": True, "result": self._result(name, values)}).encode()

    def _result(self, name: str, values: dict[str, Any]) -> Any:
        if name == "getMe":
            return {"id": BOT.id, "is_bot": True, "first_name": "Bot", "username": BOT.username}
        if name in ("sendMessage", "sendDocument"):
            self.last_id += 1
            self.messages[self.last_id] = values
        if name == "editMessageText":
            self.messages[int(values["message_id"])].update(
                text=values["text"], reply_markup=values.get("reply_markup")
            )
        if name == "deleteMessage":
            del self.messages[int(values["message_id"])]
        if name in ("sendMessage", "sendDocument", "editMessageText"):
            chat = {"id": int(values["chat_id"]), "type": "private"}
            return {"message_id": int(values.get("message_id", self.last_id)), "date": NOW, "chat": chat, "text": "…"}
        return True

    def called(self, name: str) -> list[dict[str, Any]]:
        """Return the parameters of each call of a method."""
        return [values for called, values in self.calls if called == name]


# -- updates -----------------------------------------------------------------------------------------------------


class Updates:
    """Makes updates as Telegram does, with ids of their own."""

    def __init__(self) -> None:
        self._update_id = 1000
        self._message_id = 10
        self._bot = Bot(TOKEN)

    def of(self, **values: Any) -> Update:
        """Return an update of any kind."""
        self._update_id += 1
        return Update.de_json({"update_id": self._update_id, **values}, self._bot)

    def message(
        self, text: str | None = None, *, user: int = ANNA, chat: int | None = None, **values: Any
    ) -> dict[str, Any]:
        """Return a message as JSON; in a private chat unless `chat` says where."""
        self._message_id += 1
        chat_id = user if chat is None else chat
        where = {"id": chat_id, "type": "private", "first_name": "Name"}
        if chat_id < 0:
            where = {"id": chat_id, "type": "supergroup", "title": "Group"}
        told = {} if text is None else {"text": text, "entities": entities(text)}
        return {
            "message_id": self._message_id,
            "date": NOW,
            "chat": where,
            "from": person(user),
            **told,
            **values,
        }

    def text(self, text: str, **values: Any) -> Update:
        """Return a new message of text."""
        return self.of(message=self.message(text, **values))

    def press(self, data: str, message_id: int, *, user: int = ANNA, chat: int | None = None) -> Update:
        """Return a button pressed below a message of the bot."""
        below = self.message("…", user=BOT.id, chat=user if chat is None else chat, message_id=message_id)
        query = {
            "id": f"q{self._update_id}",
            "from": person(user),
            "message": below,
            "chat_instance": "1",
            "data": data,
        }
        return self.of(callback_query=query)

    def typed(self, query: str, *, user: int = ANNA) -> Update:
        """Return an inline query."""
        return self.of(inline_query={"id": f"i{self._update_id}", "from": person(user), "query": query, "offset": ""})


def person(user: int, language: str = "en") -> dict[str, Any]:
    """Return a person as JSON, or the bot."""
    if user == BOT.id:
        return {"id": user, "is_bot": True, "first_name": "Bot", "username": BOT.username}
    return {
        "id": user,
        "is_bot": False,
        "first_name": f"Name{user}",
        "username": f"name{user}",
        "language_code": language,
    }


def entities(text: str) -> list[dict[str, Any]]:
    """Return the entities that Telegram finds in a text: a command at its start, and mentions."""
    found = []
    at = 0
    for word in text.split(" "):
        offset, length = (len(part.encode("utf-16-le")) // 2 for part in (text[:at], word))
        if word.startswith("@") and length > 1:
            found.append({"type": "mention", "offset": offset, "length": length})
        if word.startswith("/") and at == 0 and length > 1:
            found.append({"type": "bot_command", "offset": offset, "length": length})
        at += len(word) + 1
    return found


# -- the channel ---------------------------------------------------------------------------------------------------


class World:
    """A desk over a state of its own, and what its handlers do."""

    def __init__(self, answerer: Answerer, folder: Path, **known: Any) -> None:
        self.now = float(NOW)
        self.updates = Updates()
        self.state = SqliteState(folder / STATE_FILE, clock=lambda: self.now)
        self.pseudonyms = Pseudonyms(b"k" * 32, channel="telegram")
        sessions = StoredSessions(self.state)
        values: dict[str, Any] = {
            "conversation": Conversation(answerer, sessions),  # type: ignore[arg-type]
            "answerer": answerer,
            "sessions": sessions,
            "state": self.state,
            "pseudonyms": self.pseudonyms,
            "next_questions": NextQuestions(answerer),
            "limits": Limits(per_minute=1000, per_day=10_000),
            "presses": Bursts(1000, clock=lambda: self.now),
            "typed": Bursts(1000, clock=lambda: self.now),
            "admins": frozenset({STAFF}),
            "clock": lambda: self.now,
            "started": float(NOW),
            **known,
        }
        self.desk = Desk(**values)
        self.handlers = Handlers(self.desk)

    def work(self, update: Update) -> Work | None:
        """Return the work that an update makes."""
        return self.handlers.work(update, BOT)

    def effects(self, update: Update) -> tuple[Effect, ...]:
        """Return what an update has done; empty: it makes no work, or the work comes to nothing."""
        work = self.work(update)
        return () if work is None else work.run()

    def said(self, text: str, **values: Any) -> tuple[Effect, ...]:
        """Return what a message of text has done."""
        return self.effects(self.updates.text(text, **values))

    def person(self, user: int = ANNA) -> str:
        """Return the pseudonym of a person."""
        return self.pseudonyms.of(user)

    def session(self, user: int = ANNA, chat: int | None = None) -> str:
        """Return the name of what is remembered of a person in a chat."""
        return self.pseudonyms.session(user, user if chat is None else chat)

    def close(self) -> None:
        """Close the state."""
        self.state.close()


_FAST = Rate(1000, 0.001)


def offline_transport(state: SqliteState, api: Offline, chat_name: Callable[[int], str]) -> Transport:
    """Return the transport of the channel, with `api` in place of the network."""
    limiter = Limiter(Rates(_FAST, _FAST, _FAST))
    bot = PollingBot(TOKEN, request=api, get_updates_request=api, rate_limiter=limiter)
    ids = MessageIds()
    delivery = Delivery(bot, state, ids, chat_name=chat_name)
    processor = ChatOrder(state, delivery)
    application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).concurrent_updates(processor).build()
    intake = Intake(bot, state, delivery, ids, queue=application.update_queue, chat_name=chat_name)
    sharing = Sharing(state, intake, processor, limiter, ids, in_hand=lambda: processor.n_in_hand)
    return Transport(application, bot, delivery, intake, processor, sharing)


class Running:
    """The channel over an offline Bot API: each update goes through `Application.process_update`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.api = Offline()
        self.engine = Engine(workers=2)
        self.transport = offline_transport(world.state, self.api, world.pseudonyms.of)
        self.channel = Channel(self.transport, world.desk, self.engine)
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(self.transport.application.initialize())
        self.api.calls.clear()

    def process(self, update: Update) -> list[tuple[str, dict[str, Any]]]:
        """Return what was called for an update, without the sign of typing."""
        before = len(self.api.calls)
        self.loop.run_until_complete(self.take(update))
        return [(name, values) for name, values in self.api.calls[before:] if name != "sendChatAction"]

    async def take(self, update: Update) -> None:
        """Handle an update as one that was taken in."""
        self.world.state.receive(update.update_id, "some chat", "{}")
        await self.transport.application.process_update(update)

    def close(self) -> None:
        """End threads and loop."""
        self.loop.run_until_complete(self.transport.application.shutdown())
        self.engine.close()
        self.loop.close()
