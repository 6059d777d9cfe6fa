"""Values as people write them to a cluster profile: names in both languages, German dates and numbers; every fault named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import ValidationError

from indexer.loaders.profile_columns import Path
from knowledge.naming.fields import load_taxonomy
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import LANGUAGES
from knowledge.words.dates import check_date, spoken
from knowledge.words.text import squeeze

_DATE_RULE = "Write 2023, 2023-01, 2023-01-31 or 31.01.2023"
_MESSAGES = {
    "missing": "is missing. Every profile needs it",
    "string_too_short": "is empty. Every profile needs it",
    "too_short": "is empty. Every profile needs at least one",
    "extra_forbidden": "is not a key of a profile. Correct or remove it",
    "string_type": "is no text. Put it in quotation marks",
    "string_pattern_mismatch": "has other characters than small letters, digits and hyphens. Correct it",
    "greater_than_equal": "is too small",
    "less_than_equal": "is too large",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the value at `path`; an empty path means the profile as a whole."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one kind: the accepted ones (by their keys) and what they stand for."""

    kind: str
    by_key: dict[str, str]

    def read(self, value: str) -> str:
        """Return the name that profiles use for `value`. Raises `ValueError` with the nearest one."""
        found = self.by_key.get(_key(value))
        if found is None:
            near = get_close_matches(_key(value), self.by_key, n=1, cutoff=0.75)
            hint = f"Did you mean {self.by_key[near[0]]!r}?" if near else "docs/profiles.md says which there are"
            raise ValueError(f"{self.kind} {value!r} is unknown. {hint}")
        return found


def _key(value: str) -> str:
    return squeeze(value).casefold()


def _names(kind: str, pairs: Iterable[tuple[str, Iterable[str]]]) -> Names:
    """Return names by their keys. A name of its own wins over one that is a second name elsewhere."""
    known = [(name, list(others)) for name, others in pairs]
    by_key = {_key(name): name for name, _ in known}
    for name, others in known:
        for other in others:
            by_key.setdefault(_key(other), name)
    return Names(kind, by_key)


@cache
def fields() -> Names:
    """Return the technology fields by their English and German names and ids."""
    return _names("technology field", ((f.en, (f.de, f.id)) for f in load_taxonomy().fields))


@cache
def laender() -> Names:
    """Return the Länder by their German and English names, ids and abbreviations."""
    return _names("Land", ((x.de, (x.en, x.id, *x.abbreviations, *x.other_names)) for x in load_taxonomy().laender))


@cache
def cities() -> Names:
    """Return the cities by their German and English names and other spellings."""
    known = (city for land in load_taxonomy().laender for city in land.cities)
    return _names("city", ((c.name, (*([c.en] if c.en else []), *c.also)) for c in known))


@cache
def labels() -> Names:
    """Return the label levels by their names in both languages."""
    known = load_taxonomy().labels
    return _names("label", ((x.id, (x.en, x.de, x.de.removesuffix("-Label"))) for x in known))


@cache
def statuses() -> Names:
    """Return the two states of membership by what people write for them."""
    return _names(
        "membership",
        (
            ("member", ("Mitglied", "yes", "ja", "true", "wahr")),
            ("unknown", ("unbekannt", "no", "nein", "false", "falsch")),
        ),
    )


@cache
def _months() -> dict[str, str]:
    numbers = [f"{n:02}" for n in range(1, 13)]
    return {spoken(f"2000-{n}", language).split()[0].casefold(): n for language in LANGUAGES for n in numbers}


def read_date(value: str) -> str:
    """Return the ISO date that `value` states: as precise as it is written, German or ISO. Raises `ValueError`."""
    text = squeeze(value)
    if numeric := re.fullmatch(r"(?:(\d{1,2})\.\s?)?(\d{1,2})[./]\s?(\d{4})", text):
        day, month, year = numeric.groups()
        text = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    elif worded := re.fullmatch(r"(?:(\d{1,2})\.?\s)?([^\W\d]+)\s(\d{4})", text):
        day, word, year = worded.groups()
        text = f"{year}-{_months().get(word.casefold(), word)}" + (f"-{int(day):02}" if day else "")
    try:
        return str(check_date(text))
    except ValueError:
        raise ValueError(f"{value!r} is no date, or not in the calendar. {_DATE_RULE}") from None


def read_number(value: str) -> int:
    """Return the whole number that `value` states, with separated thousands in German or English. Raises `ValueError`."""
    text = squeeze(value)
    if re.fullmatch(r"\d{1,3}([., ]\d{3})+", text):
        text = re.sub(r"\D", "", text)
    whole = re.fullmatch(r"(\d{1,12})(?:[.,]0+)?", text)
    if whole is None:
        raise ValueError(f"{value!r} is no whole number. Write digits only")
    return int(whole[1])


def read_address(value: str) -> str:
    """Return `value` when it is a web address. Raises `ValueError`: another scheme may run code where it is opened."""
    if not re.fullmatch(r"https?://[^\s/]+\S*", value.strip(), re.IGNORECASE):
        raise ValueError(f"{value!r} is no web address. Begin it with https://")
    return value.strip()


_READERS: dict[Path, Callable[[str], object]] = {
    ("city",): lambda value: cities().read(value),
    ("state",): lambda value: laender().read(value),
    ("states", "*"): lambda value: laender().read(value),
    ("fields", "*"): lambda value: fields().read(value),
    ("go_cluster", "status"): lambda value: statuses().read(value),
    ("go_cluster", "as_of"): read_date,
    ("ecei_label", "level"): lambda value: labels().read(value),
    ("ecei_label", "as_of"): read_date,
    ("members", "count"): read_number,
    ("members", "as_of"): read_date,
    ("founded", "year"): read_number,
    ("website",): read_address,
    ("sources", "*", "url"): read_address,
    ("sources", "*", "date"): read_date,
}
# YAML and JSON have a type for what is text in a profile
_WRITTEN_AS_NUMBERS = {"as_of", "date", "page"}


def _read(value: Any, path: Path, faults: list[Fault]) -> Any:
    """Return `value` as profiles have it; what cannot be read stays as it is and is among `faults`."""
    if isinstance(value, dict):
        return {key: _read(part, (*path, str(key)), faults) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_read(part, (*path, number), faults) for number, part in enumerate(value)]
    if isinstance(value, int) and not isinstance(value, bool) and path[-1] in _WRITTEN_AS_NUMBERS:
        value = str(value)
    if not isinstance(value, str):
        return value
    text = squeeze(value)
    reader = _READERS.get(tuple("*" if isinstance(part, int) else part for part in path))
    if reader is None or not text:
        return text
    try:
        return reader(text)
    except ValueError as error:
        faults.append(Fault(path, str(error)))
        return value


def _follows(fault: Fault, faults: list[Fault]) -> bool:
    """Return whether `fault` only says that nothing is left where each value has a fault of its own."""
    depth = len(fault.path)
    return depth > 0 and any(len(f.path) > depth and f.path[:depth] == fault.path for f in faults)


def check(values: dict[str, Any]) -> tuple[ClusterProfile | None, tuple[Fault, ...]]:
    """Return the profile that `values` state, or None and all that is wrong with them, in the order of the keys."""
    faults: list[Fault] = []
    ready = _read(values, (), faults)
    named = {fault.path for fault in faults}
    try:
        profile = ClusterProfile.model_validate(ready)
    except ValidationError as error:
        for found in error.errors():
            path = tuple(found["loc"])
            if path not in named:
                message = _MESSAGES.get(found["type"], found["msg"].removeprefix("Value error, "))
                faults.append(Fault(path, message))
        return None, tuple(fault for fault in faults if not _follows(fault, faults))
    return (None, tuple(faults)) if faults else (profile, ())
