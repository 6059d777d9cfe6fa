"""A Bot API server on loopback, as far as the bot needs one, with the errors that the real one makes.

It keeps chats, counts messages as Telegram does (one row for all private chats, one for each supergroup), checks HTML and
lengths, counts by itself what breaks a limit, and goes wrong where a test says so. Times are the event loop's.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from html.parser import HTMLParser
from typing import Any, Literal
from urllib.parse import parse_qsl

TOKEN = "123456789:AAExampleExampleExampleExampleExamp"
SUPERGROUPS = -1_000_000_000_000
_LONGEST = 4096
_TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
_WRITES = ("sendMessage", "sendDocument", "editMessageText", "editMessageCaption")

Fault = Literal["500", "502", "close before", "close after", "silence before", "silence after"] | float


class Refusal(Exception):
    """An answer that is an error: code, description, parameters."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass
class ChatMessage:
    """A message as the chat shows it."""

    chat_id: int
    message_id: int
    by_bot: bool
    text: str = ""
    source: str = ""
    keyboard: Any = None
    reply_to: int | None = None
    thread_id: int | None = None
    document: bytes | None = None


@dataclass
class Rule:
    """A limit that the server counts: at most `most` in any `seconds`."""

    most: int
    seconds: float
    at: deque[float] = field(default_factory=deque)

    def is_broken(self, now: float) -> bool:
        """Count one more; return whether that is too many."""
        while self.at and self.at[0] <= now - self.seconds:
            self.at.popleft()
        self.at.append(now)
        return len(self.at) > self.most


class _Parser(HTMLParser):
    """The text of a message's HTML; raises `Refusal` as Telegram does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise Refusal(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}" at byte offset 0')
        if tag == "blockquote" and "blockquote" in self.open:
            raise Refusal(400, "Bad Request: can't parse entities: nested blockquote")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refusal(400, f'Bad Request: can\'t parse entities: Unmatched end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> str:
    """Return the text of Telegram's HTML. Raises `Refusal` where Telegram would."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    if parser.open:
        raise Refusal(
            400, f"Bad Request: can't parse entities: Can't find end tag corresponding to \"{parser.open[-1]}\""
        )
    return parser.text


class BotApi:
    """The server. `faults` is asked for each request what goes wrong with it; a number is a 429 with that many seconds."""

    def __init__(self, *, scale: float = 1.0) -> None:
        self.url = ""
        self.chats: dict[int, dict[int, ChatMessage]] = defaultdict(dict)
        self.updates: deque[dict[str, Any]] = deque()
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.broken: list[str] = []
        self.changed: list[ChatMessage] = []
        self.faults: Callable[[str, dict[str, Any]], Fault | None] = lambda method, values: None
        self.unknown: set[str] = set()
        self.refuse: dict[int, Refusal] = {}
        self.stopped: dict[int, float] = {}
        self.during_stop: list[int] = []
        self.confirmed = 0
        self.conflicts = 0
        self._asking: asyncio.Event | None = None
        self._scale = scale
        self._rules: dict[object, tuple[Rule, ...]] = {}
        self._counters: dict[int, int] = defaultdict(int)
        self._next_update = 1000
        self._arrived = asyncio.Event()
        self._connections: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    # -- what people do ---------------------------------------------------------------------------------------

    def ask(self, chat_id: int, text: str) -> dict[str, Any]:
        """Write to the bot; return the update."""
        message = self._add(ChatMessage(chat_id, 0, by_bot=False, text=text))
        return self.put({"message": self._as_json(message)})

    def press(self, chat_id: int, message_id: int, data: str) -> dict[str, Any]:
        """Press a button under a message of the bot."""
        query_id = str(self._next_update)
        message = self._as_json(self.chats[chat_id][message_id])
        query = {"id": query_id, "from": _person(chat_id), "message": message, "chat_instance": "1", "data": data}
        return self.put({"callback_query": query})

    def put(self, values: dict[str, Any]) -> dict[str, Any]:
        """Add an update; return it with its id."""
        update = {"update_id": self._next_update, **values}
        self._next_update += 1
        self.updates.append(update)
        self._arrived.set()
        return update

    # -- what tests look at -----------------------------------------------------------------------------------

    def said(self, chat_id: int) -> list[str]:
        """Return the texts of the bot's messages in the chat, in order."""
        return [message.text for message in self.own(chat_id)]

    def own(self, chat_id: int) -> list[ChatMessage]:
        """Return the bot's messages in the chat, in order."""
        return [message for _, message in sorted(self.chats[chat_id].items()) if message.by_bot]

    def called(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of each request of this method that was carried out."""
        return [values for name, values in self.calls if name == method]

    # -- the server -------------------------------------------------------------------------------------------

    @classmethod
    @asynccontextmanager
    async def running(cls, *, scale: float = 1.0) -> AsyncIterator[BotApi]:
        """Return a server that runs while the block does; its limits' times are multiplied by `scale`."""
        api = cls(scale=scale)
        api._server = await asyncio.start_server(api._connected, "127.0.0.1", 0)
        api.url = f"http://127.0.0.1:{api._server.sockets[0].getsockname()[1]}"
        try:
            yield api
        finally:
            api._server.close()
            for task in list(api._connections):
                task.cancel()
            await asyncio.gather(*api._connections, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            while await self._one_request(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._connections.discard(task)
            writer.close()

    async def _one_request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        _, path, _ = first.split(" ", 2)
        token, _, method = path.removeprefix("/bot").partition("/")
        values = _values(headers.get("content-type", ""), body)
        fault = self.faults(method, values)
        if fault in ("close before", "silence before"):
            await self._go_wrong(fault, reader)
            return False
        code, answer = await self._answer(token, method, values, fault)
        if fault in ("close after", "silence after"):
            await self._go_wrong(fault, reader)
            return False
        self.conflicts += code == 409 and not reader.at_eof()  # else who asked is gone
        payload = json.dumps(answer).encode()
        writer.write(
            f"HTTP/1.1 {code} X\r\nContent-Type: application/json\r\nContent-Length: {len(payload)}\r\n\r\n".encode()
        )
        writer.write(payload)
        await writer.drain()
        return True

    async def _go_wrong(self, fault: Fault, reader: asyncio.StreamReader) -> None:
        if str(fault).startswith("silence"):
            await reader.read(1)  # until the other side has had enough

    async def _answer(
        self, token: str, method: str, values: dict[str, Any], fault: Fault | None
    ) -> tuple[int, dict[str, Any]]:
        try:
            if token != TOKEN:
                raise Refusal(401, "Unauthorized")
            if fault in ("500", "502"):
                raise Refusal(int(fault), "Internal Server Error" if fault == "500" else "Bad Gateway")
            call = getattr(self, f"_{method}", None)
            if call is None or method in self.unknown:
                raise Refusal(404, "Not Found")
            self._check_chat(method, values, fault)
            result = await call(values)
            self.calls.append((method, values))
            return 200, {"ok": True, "result": result}
        except Refusal as refusal:
            answer = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            if refusal.parameters:
                answer["parameters"] = refusal.parameters
            return refusal.code, answer

    def _check_chat(self, method: str, values: dict[str, Any], fault: Fault | None) -> None:
        if "chat_id" not in values:
            return
        chat_id, now = int(values["chat_id"]), asyncio.get_running_loop().time()
        if chat_id in self.refuse and method != "sendChatAction":
            raise self.refuse[chat_id]
        if method not in _WRITES:
            return
        left = self.stopped.get(chat_id, 0.0) - now
        if left > 0:
            self.during_stop.append(chat_id)
            raise Refusal(429, f"Too Many Requests: retry after {left}", retry_after=left)
        if isinstance(fault, float):
            self.stopped[chat_id] = now + fault
            raise Refusal(429, f"Too Many Requests: retry after {fault}", retry_after=fault)
        if method.startswith("send"):
            self._count(chat_id, now)

    def _count(self, chat_id: int, now: float) -> None:
        if not self._rules:
            self._rules["all"] = (Rule(30, self._scale),)
        if chat_id not in self._rules:
            group = (Rule(20, 60 * self._scale),) if chat_id < 0 else ()
            self._rules[chat_id] = (Rule(1, self._scale), *group)
        for name in ("all", chat_id):
            for rule in self._rules[name]:
                if rule.is_broken(now):
                    self.broken.append(f"{name}: more than {rule.most} in {rule.seconds} s")

    # -- methods ----------------------------------------------------------------------------------------------

    async def _getMe(self, values: dict[str, Any]) -> Any:
        return {"id": 123456789, "is_bot": True, "first_name": "Bot", "username": "cluster_bot"}

    async def _getUpdates(self, values: dict[str, Any]) -> Any:
        """Return updates; who asks while another one waits ends that one's request, as Telegram does."""
        offset, seconds = int(values.get("offset", 0)), float(values.get("timeout", 0))
        self.confirmed = max(self.confirmed, offset)
        while self.updates and self.updates[0]["update_id"] < offset:
            self.updates.popleft()
        if self._asking is not None:
            self._asking.set()
        if not self.updates and seconds:
            self._arrived.clear()
            self._asking = ended = asyncio.Event()
            waiting = [asyncio.create_task(event.wait()) for event in (self._arrived, ended)]
            try:
                await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in waiting:
                    task.cancel()
                if self._asking is ended:
                    self._asking = None
            if ended.is_set():
                raise Refusal(409, "Conflict: terminated by other getUpdates request")
        return list(self.updates)[:100]

    async def _sendMessage(self, values: dict[str, Any]) -> Any:
        text = self._text(values)
        reply = values.get("reply_parameters") or {}
        message = ChatMessage(
            int(values["chat_id"]),
            0,
            by_bot=True,
            text=text,
            source=values["text"],
            keyboard=values.get("reply_markup"),
            reply_to=reply.get("message_id"),
            thread_id=values.get("message_thread_id"),
        )
        return self._as_json(self._add(message))

    async def _sendDocument(self, values: dict[str, Any]) -> Any:
        caption, content = values.get("caption", ""), values["document"]
        message = ChatMessage(int(values["chat_id"]), 0, by_bot=True, text=caption, source=caption, document=content)
        return self._as_json(self._add(message))

    async def _editMessageText(self, values: dict[str, Any]) -> Any:
        text = self._text(values)
        return self._edited(values, text, values["text"])

    async def _editMessageCaption(self, values: dict[str, Any]) -> Any:
        caption = values.get("caption", "")
        return self._edited(values, caption, caption)

    def _edited(self, values: dict[str, Any], text: str, source: str) -> Any:
        found = self.chats[int(values["chat_id"])].get(int(values["message_id"]))
        if found is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        if not found.by_bot:
            raise Refusal(400, "Bad Request: message can't be edited")
        if (found.source, found.keyboard) == (source, values.get("reply_markup")):
            raise Refusal(400, "Bad Request: message is not modified: specified new message content is the same")
        found.text, found.source, found.keyboard = text, source, values.get("reply_markup")
        self.changed.append(found)
        return self._as_json(found)

    async def _deleteMessage(self, values: dict[str, Any]) -> Any:
        if self.chats[int(values["chat_id"])].pop(int(values["message_id"]), None) is None:
            raise Refusal(400, "Bad Request: message to delete not found")
        return True

    async def _yes(self, values: dict[str, Any]) -> Any:
        return True

    _sendChatAction = _answerCallbackQuery = _answerInlineQuery = _leaveChat = _yes
    _setMyCommands = _setMyDescription = _setMyShortDescription = _setWebhook = _deleteWebhook = _yes

    # -- records ----------------------------------------------------------------------------------------------

    def _text(self, values: dict[str, Any]) -> str:
        text = values.get("text", "")
        if values.get("parse_mode") == "HTML":
            text = parsed(text)
        if not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > _LONGEST:
            raise Refusal(400, "Bad Request: message is too long")
        return str(text)

    def _add(self, message: ChatMessage) -> ChatMessage:
        counter = message.chat_id if message.chat_id < SUPERGROUPS else 0
        self._counters[counter] += 1
        message.message_id = self._counters[counter]
        self.chats[message.chat_id][message.message_id] = message
        return message

    def _as_json(self, message: ChatMessage) -> dict[str, Any]:
        chat_id = message.chat_id
        kind = {"type": "private", "first_name": "P"} if chat_id > 0 else {"type": "supergroup", "title": "G"}
        sender = {"id": 123456789, "is_bot": True, "first_name": "Bot"} if message.by_bot else _person(chat_id)
        return {
            "message_id": message.message_id,
            "date": 1_700_000_000,
            "chat": {"id": chat_id, **kind},
            "from": sender,
            "text": message.text,
        }


def _person(chat_id: int) -> dict[str, Any]:
    return {"id": abs(chat_id), "is_bot": False, "first_name": "P", "language_code": "en"}


def _values(kind: str, body: bytes) -> dict[str, Any]:
    """Return the parameters of a request: JSON, a form, or a form with files."""
    if kind.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    if kind.startswith("multipart/form-data"):
        parts = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body).get_payload()
        found: dict[str, Any] = {}
        for part in parts:
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            found[name] = content if part.get_filename() else _value(name, content.decode())
        for name, value in list(found.items()):
            if isinstance(value, str) and value.startswith("attach://"):
                found[name] = found[value.removeprefix("attach://")]
        return found
    return {name: _value(name, text) for name, text in parse_qsl(body.decode(), keep_blank_values=True)}


def _value(name: str, text: str) -> Any:
    if name in ("text", "caption"):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
