"""Follow-ups made of parts: a question in full, then a short one on another aspect or another matter, in both languages.

Fitting learns from them, since conversations written by hand are few. The parts are those of a YAML file. What goes with
what is drawn from a fixed seed, for each matter by itself: a matter more leaves the follow-ups of the others as they are.
"""

from __future__ import annotations

import random
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import DocumentError
from knowledge.records import LANGUAGES, Language

Kind = Literal["aspect", "unanswered", "other_matter", "aspect_of_other", "after_unanswered", "later_aspect"]

_SEED = 11
_FIRSTS = 2  # questions in full before each short one
_AFTER_UNANSWERED = 3  # of each matter and language
_OPENINGS: Mapping[Language, tuple[str, ...]] = {
    "en": ("and {name}?", "what about {name}?", "{name}?", "and for {name}?"),
    "de": ("und {name}?", "was ist mit {dative}?", "{name}?", "wie sieht es bei {dative} aus?"),
}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Wording(_Part):
    """An aspect in one language: asked in full (None: it has no question of its own), in short, and what answers it."""

    full: str | None = None
    short: tuple[str, ...]
    expect: str


class Aspect(_Part):
    """What can be asked of a matter; `after`: only after this other aspect."""

    en: Wording
    de: Wording
    after: str | None = None

    def of(self, language: Language) -> Wording:
        """Return the wording in `language`."""
        return self.en if language == "en" else self.de


class Name(_Part):
    """How a message names a matter; `dative` is German after "mit" and "bei", where that differs."""

    en: str
    de: str
    dative: str = ""


class Unanswered(_Part):
    """Short questions that no source answers."""

    en: tuple[str, ...]
    de: tuple[str, ...]

    def of(self, language: Language) -> tuple[str, ...]:
        """Return those in `language`."""
        return self.en if language == "en" else self.de


class Matter(_Part):
    """What can be spoken of. Those of one `group` can take each other's place; the rest names lists of `Parts`."""

    name: Name
    aspects: Mapping[str, Aspect]
    group: str | None = None
    unanswered: str | None = None
    elsewhere: str | None = None


class Parts(_Part):
    """What follow-ups are made of."""

    lists: Mapping[str, Unanswered]
    matters: Mapping[str, Matter]


@dataclass(frozen=True, slots=True)
class MadeFollowUp:
    """What a person says in turn, the short message last, and a pattern of what answers that; None: nothing does.

    `family` is its matter, or the group of that: what is fitted on one must not be judged by another of its family.
    """

    kind: Kind
    language: Language
    family: str
    turns: tuple[str, ...]
    expect: str | None


def read_parts(path: Path) -> Parts:
    """Return the parts that the YAML file `path` holds. Raises `DocumentError` that names what is wrong with it."""
    try:
        parts = Parts.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        reason = " ".join(str(error).split())[:160]
        raise DocumentError(f"{path.name!r} cannot be read as parts of follow-ups: {reason}. Correct it") from error
    for name, matter in parts.matters.items():
        missing = {matter.unanswered, matter.elsewhere} - {None, *parts.lists}
        missing |= {aspect.after for aspect in matter.aspects.values()} - {None, *matter.aspects}
        if missing:
            raise DocumentError(
                f"{path.name!r}: matter {name!r} names {missing}, which is not there. Add or correct it"
            )
    return parts


def full_questions(parts: Parts) -> Iterator[tuple[Language, str, str]]:
    """Yield each question in full: its language, its text, and a pattern of what answers it."""
    for language in LANGUAGES:
        for matter in parts.matters.values():
            for wording in (aspect.of(language) for aspect in matter.aspects.values()):
                if wording.full is not None:
                    yield language, wording.full, wording.expect


def made_followups(parts: Parts, answered: Container[str]) -> Iterator[MadeFollowUp]:
    """Yield follow-ups that begin with a question of `answered`: those in full that are answered rightly."""
    for language in LANGUAGES:
        for name in parts.matters:
            maker = _Maker(parts, name, language, answered)
            if maker.firsts:
                yield from maker.aspects()
                yield from maker.unanswered()
                yield from maker.other_matters()
                yield from maker.after_unanswered()
                yield from maker.later_aspects()


class _Maker:
    """Makes the follow-ups of one matter in one language."""

    def __init__(self, parts: Parts, name: str, language: Language, answered: Container[str]) -> None:
        self._parts, self._name, self._language, self._answered = parts, name, language, answered
        self._matter = parts.matters[name]
        self._draw = random.Random(f"{_SEED} {name} {language}")
        self.firsts = [key for key in self._matter.aspects if self._full(key) in answered]

    def aspects(self) -> Iterator[MadeFollowUp]:
        """Yield short questions on each aspect after questions in full on others."""
        for key, aspect in self._matter.aspects.items():
            wording = aspect.of(self._language)
            before = [first for first in self.firsts if first != key and aspect.after in (None, first)]
            for short in wording.short:
                for first in self._some(before):
                    yield self._made("aspect", (self._full(first), short), wording.expect)

    def unanswered(self) -> Iterator[MadeFollowUp]:
        """Yield short questions that no source answers."""
        for short in self._listed(self._matter.unanswered) + self._listed(self._matter.elsewhere):
            for first in self._some(self.firsts):
                yield self._made("unanswered", (self._full(first), short), None)

    def other_matters(self) -> Iterator[MadeFollowUp]:
        """Yield the names of other matters of the group, of which the same is asked by that, and then another aspect of these."""
        for name, other in self._parts.matters.items():
            if name == self._name or self._matter.group is None or other.group != self._matter.group:
                continue
            usable = [key for key, aspect in other.aspects.items() if self._is_usable(aspect)]
            for first in (key for key in self.firsts if key in usable):
                turns = (self._full(first), self._naming(other.name))
                yield self._made("other_matter", turns, other.aspects[first].of(self._language).expect)
                key = self._draw.choice(usable)
                if key != first:
                    wording = other.aspects[key].of(self._language)
                    yield self._made("aspect_of_other", (*turns, self._draw.choice(wording.short)), wording.expect)

    def after_unanswered(self) -> Iterator[MadeFollowUp]:
        """Yield short questions on an aspect after one without an answer."""
        aspects = [a for a in self._matter.aspects.values() if self._is_usable(a) and a.after is None]
        listed = self._listed(self._matter.unanswered)
        for _ in range(_AFTER_UNANSWERED if listed else 0):
            wording = self._draw.choice(aspects).of(self._language)
            turns = (self._full(self._draw.choice(self.firsts)), self._draw.choice(listed))
            yield self._made("after_unanswered", (*turns, self._draw.choice(wording.short)), wording.expect)

    def later_aspects(self) -> Iterator[MadeFollowUp]:
        """Yield a short question on each aspect after a short one on another: the third of its kind."""
        usable = [
            key for key, aspect in self._matter.aspects.items() if self._is_usable(aspect) and aspect.after is None
        ]
        for key, aspect in self._matter.aspects.items():
            before = [first for first in self.firsts if first != key and aspect.after in (None, first)]
            between = [other for other in usable if other != key]
            if not before or not between:
                continue
            first, other = self._draw.choice(before), self._draw.choice(between)
            if first == other:
                continue
            wording, asked = aspect.of(self._language), self._matter.aspects[other].of(self._language)
            turns = (self._full(first), self._draw.choice(asked.short), self._draw.choice(wording.short))
            yield self._made("later_aspect", turns, wording.expect)

    def _made(self, kind: Kind, turns: Sequence[str], expect: str | None) -> MadeFollowUp:
        return MadeFollowUp(kind, self._language, self._matter.group or self._name, tuple(turns), expect)

    def _full(self, key: str) -> str:
        return self._matter.aspects[key].of(self._language).full or ""

    def _is_usable(self, aspect: Aspect) -> bool:
        """Return whether the aspect is answered when it is asked in full, or cannot be asked so."""
        full = aspect.of(self._language).full
        return full is None or full in self._answered

    def _some(self, firsts: Sequence[str]) -> list[str]:
        return self._draw.sample(firsts, min(_FIRSTS, len(firsts)))

    def _listed(self, name: str | None) -> tuple[str, ...]:
        return self._parts.lists[name].of(self._language) if name else ()

    def _naming(self, name: Name) -> str:
        opening = self._draw.choice(_OPENINGS[self._language])
        return opening.format(name=name.en if self._language == "en" else name.de, dative=name.dative or name.de)
