"""Reads Telegram's HTML as its server does, strictly, and by itself: nothing here is shared with what writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"<(/?)([a-z]+)((?: [^<>]*)?)>|&(amp|lt|gt|quot|#x27);|([^<>&]+)", re.DOTALL)
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#x27": "'"}
_ATTRIBUTES = {"a": r' href="([^"]+)"', "blockquote": r"( expandable)?", "b": "()", "i": "()"}


@dataclass(frozen=True)
class Entity:
    """A tag with the text in it, and where that starts; `value` is the address of a link, "expandable" of such a quotation."""

    tag: str
    text: str
    start: int
    value: str = ""


def unescaped(text: str) -> str:
    """Return `text` with the characters that entities stand for."""
    return re.sub(r"&(amp|lt|gt|quot|#x27);", lambda match: _CHARACTERS[match[1]], text)


def parsed(html: str) -> tuple[str, list[Entity]]:
    """Return the text and the entities of `html`. Fails for what Telegram would refuse."""
    text = ""
    entities: list[Entity] = []
    open_tags: list[tuple[str, int, str]] = []
    at = 0
    while at < len(html):
        match = _TOKEN.match(html, at)
        assert match, f"cannot be parsed: {html[at : at + 40]!r}"
        closing, tag, attributes, entity, plain = match.groups()
        if plain or entity:
            text += plain or _CHARACTERS[entity]
        elif closing:
            assert open_tags, f"</{tag}> closes nothing"
            opened, start, value = open_tags.pop()
            assert opened == tag, f"</{tag}> closes <{opened}>"
            entities.append(Entity(tag, text[start:], start, value))
        else:
            assert tag in _ATTRIBUTES, f"<{tag}> is no tag of Telegram's"
            found = re.fullmatch(_ATTRIBUTES[tag], attributes)
            assert found, f"<{tag}{attributes}> has attributes that it must not have"
            assert tag not in (of for of, _, _ in open_tags), f"<{tag}> in <{tag}>"
            open_tags.append((tag, len(text), unescaped((found[1] or "").strip())))
        at = match.end()
    assert not open_tags, f"{open_tags} stay open"
    return text, entities


def n_units(text: str) -> int:
    """Return the length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
