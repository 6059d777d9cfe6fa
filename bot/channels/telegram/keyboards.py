"""Buttons under messages, and what their callback data means. Data is at most 64 bytes: a token stands for the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup

from bot.channels.telegram.layout import cut, one_line, web_address
from bot.channels.telegram.texts import text
from knowledge.patterns import lazily
from knowledge.records import LANGUAGES, ClusterCard, Language

MAX_DATA_BYTES = 64
MAX_NEXT = 3
_BUTTON_UNITS = 60

ActionKind = Literal[
    "good",  # token of an answer: 👍
    "bad",  # token of an answer: 👎
    "sources",  # token of an answer: its sources
    "next",  # token of an answer, number: ask its next question
    "topic",  # value "services", "admission", "clusters", "language": what the command of that name does
    "language",  # value "en", "de" or "auto"
    "delete",  # value "yes" or "no"
    "page",  # token of a wish, number: that page of its clusters, from 0
    "pick",  # token of a wish, value "land", "field" or "label", number: that page of its values, from 0
    "toggle",  # token of a wish, value "land:BY", "field:photonics", "label:gold", "label:any"
    "members",  # token of a wish: members only, or all
    "widen",  # token of a wish, value "field", "place", "label", "member" or "all": drop that condition
    "card",  # token of a wish, number: the page to go back to, value: id of the cluster
    "still",  # a button that only shows something
]

_TOKEN = r"(?P<token>[A-Za-z0-9_-]{1,16})"
_NUMBER = r"(?P<number>[0-9]{1,3})"
_VALUE = r"(?P<value>[A-Za-z0-9-]{1,40})"
_FORMS: dict[ActionKind, tuple[str, str]] = {
    "good": ("g", _TOKEN),
    "bad": ("b", _TOKEN),
    "sources": ("s", _TOKEN),
    "next": ("n", f"{_TOKEN}:{_NUMBER}"),
    "topic": ("t", r"(?P<value>services|admission|clusters|language)"),
    "language": ("l", r"(?P<value>en|de|auto)"),
    "delete": ("y", r"(?P<value>yes|no)"),
    "page": ("p", f"{_TOKEN}:{_NUMBER}"),
    "pick": ("o", rf"{_TOKEN}:(?P<value>land|field|label):{_NUMBER}"),
    "toggle": ("v", rf"{_TOKEN}:(?P<value>(?:land|field|label):[A-Za-z0-9-]{{1,30}})"),
    "members": ("m", _TOKEN),
    "widen": ("x", rf"{_TOKEN}:(?P<value>field|place|label|member|all)"),
    "card": ("c", f"{_TOKEN}:{_NUMBER}:{_VALUE}"),
    "still": ("-", ""),
}
_PATTERNS = {letter: (kind, lazily(rf"{letter}:{form}" if form else letter)) for kind, (letter, form) in _FORMS.items()}


@dataclass(frozen=True, slots=True)
class Action:
    """What a button asks for; which of the values are set, `ActionKind` says."""

    kind: ActionKind
    token: str = ""
    value: str = ""
    number: int = 0


def data(action: Action) -> str:
    """Return the callback data for `action`. Raises `ValueError` for what `parse` would not read back."""
    letter, form = _FORMS[action.kind]
    values = {"token": action.token, "value": action.value, "number": str(action.number)}
    parts = [letter, *(values[name] for name in re.findall(r"\?P<(\w+)>", form))]
    made = ":".join(parts)
    if parse(made) != action or len(made.encode()) > MAX_DATA_BYTES:
        raise ValueError(f"action {action!r} does not fit callback data of {MAX_DATA_BYTES} bytes: shorten its values")
    return made


def parse(data: str | None) -> Action | None:
    """Return the action that callback data stands for; None: it is none of ours, or was tampered with."""
    letter = (data or "")[:1]
    if data is None or letter not in _PATTERNS or len(data.encode("utf-8", "replace")) > MAX_DATA_BYTES:
        return None
    kind, pattern = _PATTERNS[letter]
    match = pattern.fullmatch(data)
    if match is None:
        return None
    found = match.groupdict()
    return Action(kind, found.get("token") or "", found.get("value") or "", int(found.get("number") or 0))


def button(label: str, kind: ActionKind, token: str = "", value: str = "", number: int = 0) -> Button:
    """Return a button that asks for an action."""
    return Button(cut(one_line(label), _BUTTON_UNITS), callback_data=data(Action(kind, token, value, number)))


# -- under an answer ----------------------------------------------------------------------------------------------


def answer_keyboard(
    token: str,
    offers: Sequence[str],
    language: Language,
    *,
    sources: bool = True,
    rated: bool | None = None,
    cards: Sequence[ClusterCard] = (),
) -> InlineKeyboardMarkup:
    """Return what stands under an answer: 👍 👎 Sources, the website of a single cluster, up to three next questions.

    `rated` marks the rating that was given. Without `sources` the answer cites none.
    """
    marks = {True: ("👍 ✓", "👎"), False: ("👍", "👎 ✓"), None: ("👍", "👎")}[rated]
    first = [button(marks[0], "good", token), button(marks[1], "bad", token)]
    if sources:
        first.append(button(text("button_sources", language), "sources", token))
    rows = [first]
    if len(cards) == 1 and (website := website_button(cards[0].website, language)):
        rows.append([website])
    rows += [[button(offer, "next", token, number=i)] for i, offer in enumerate(offers[:MAX_NEXT]) if one_line(offer)]
    return InlineKeyboardMarkup(rows)


def website_button(url: str | None, language: Language) -> Button | None:
    """Return a button that opens the website; None: there is no address that can be opened."""
    address = web_address(url)
    return Button(text("button_website", language), url=address) if address else None


# -- elsewhere ----------------------------------------------------------------------------------------------------


def start_keyboard(language: Language) -> InlineKeyboardMarkup:
    """Return buttons for the three things that people come for, and for the language."""
    topics = [[button(text(f"button_{topic}", language), "topic", value=topic)] for topic in ("services", "admission")]
    other = [button(text("button_clusters", language), "topic", value="clusters")]
    return InlineKeyboardMarkup(
        [*topics, other, [button(text("button_language", language), "topic", value="language")]]
    )


def language_keyboard(chosen: Language | None, language: Language) -> InlineKeyboardMarkup:
    """Return the languages to choose from, and to follow each question's; what is chosen is marked."""
    labels = {"en": "English", "de": "Deutsch", "auto": text("button_auto", language)}
    rows = [
        [button(f"✓ {label}" if value == (chosen or "auto") else label, "language", value=value)]
        for value, label in labels.items()
    ]
    return InlineKeyboardMarkup([[*rows[0], *rows[1]], rows[2]])


def delete_keyboard(language: Language) -> InlineKeyboardMarkup:
    """Return buttons that confirm a deletion or leave everything as it is."""
    yes = button(text("button_delete", language), "delete", value="yes")
    return InlineKeyboardMarkup([[yes, button(text("button_keep", language), "delete", value="no")]])


def deep_link(username: str, start: str) -> str:
    """Return the address that opens the bot with `start`. Raises `ValueError` for what Telegram would not take."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start):
        raise ValueError(f"start parameter {start!r} is not 1 to 64 of A-Z a-z 0-9 _ -: choose another")
    return f"https://t.me/{username}?start={start}"


def share_button(username: str, cluster_id: str, name: str, language: Language) -> Button:
    """Return a button that offers the deep link of a cluster to a chat of one's choice."""
    link = quote(deep_link(username, f"cluster_{cluster_id}"), safe="")
    return Button(
        text("button_share", language), url=f"https://t.me/share/url?url={link}&text={quote(one_line(name), safe='')}"
    )


@dataclass(frozen=True, slots=True)
class DeepLink:
    """What follows /start: `kind` is a topic ("services", "admission", "clusters"), "cluster", "field" or "land"."""

    kind: str
    value: str = ""


def parse_start(parameter: str) -> DeepLink | None:
    """Return what the parameter of /start asks for; None: nothing that is known. Ids are not looked up here."""
    topic = parameter.strip().casefold()
    if topic in ("services", "admission", "clusters", "help", "privacy", "sources", "language"):
        return DeepLink(topic)
    match = re.fullmatch(r"(cluster|field|land)_([A-Za-z0-9-]{1,56})", parameter.strip())
    return DeepLink(match[1], match[2]) if match else None


def language_of(action: Action) -> Language | None:
    """Return the language that a "language" action chooses; None: that of each question."""
    return next((language for language in LANGUAGES if language == action.value), None)
