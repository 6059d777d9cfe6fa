"""YAML and JSON files of cluster profiles as plain values, with one clear line for each way in which that fails."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import yaml

from indexer import limits
from indexer.loaders.files import read_text
from knowledge.errors import DocumentError
from knowledge.naming.profiles import ClusterProfile

MAX_DEPTH = 20  # a profile has four levels; deeper nesting is no profile, and readers of it recurse
MAX_VALUES = 1_000_000  # of a YAML file: its tree needs half a kilobyte for each; a profile has about 100
_LEAST_KEYS = 3  # known ones that tell a profile from other mappings
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENERS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSERS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class _Refused(ValueError):
    """A rule of these files is broken; the message says which."""


class _Loader(_Base):  # type: ignore[misc]
    """Reads plain YAML: a date stays as it is written, and a doubled key is an error."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
        for first, found in _Base.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Return the mapping in `node`. Raises `_Refused` for a doubled key."""
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _Refused(f"a key is no text (line {key.start_mark.line + 1})")
            if key.value in seen:
                raise _Refused(f"key {key.value!r} is there twice (line {key.start_mark.line + 1})")
            seen.add(str(key.value))
        found: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return found


def read_entries(path: Path, doc_id: str) -> list[Any]:
    """Return the entries of a YAML or JSON file: those of its list, or its only mapping. Raises `DocumentError`."""
    text = read_text(path, doc_id)
    try:
        value = _from_json(text) if path.suffix.casefold() == ".json" else _from_yaml(text)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        format_name = "JSON" if path.suffix.casefold() == ".json" else "YAML"
        reason = " ".join(str(error).split())[:160]
        raise DocumentError(f"{doc_id!r} cannot be read as {format_name}: {reason}. Correct it") from error
    entries = value if isinstance(value, list) else [value]
    if len(entries) > limits.TABLE_ROWS:
        raise DocumentError(
            f"{doc_id!r} has {len(entries)} entries, at most {limits.TABLE_ROWS} are read. Split the file"
        )
    # other files of these formats are common, and a line for each of their keys would drown the rest
    if not any(
        isinstance(entry, dict) and len(ClusterProfile.model_fields.keys() & entry) >= _LEAST_KEYS for entry in entries
    ):
        raise DocumentError(f"{doc_id!r} holds no cluster profiles. Write a mapping, or a list of them")
    return entries


def _from_yaml(text: str) -> Any:
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=_Base)):
        if number > MAX_VALUES:
            raise _Refused(f"it has more than {MAX_VALUES} values, write it as JSON")
        depth += isinstance(event, _OPENERS) - isinstance(event, _CLOSERS)
        _check_depth(depth)
        if isinstance(event, yaml.AliasEvent):
            raise _Refused("aliases (*name) are not read, they can make a small file endless")
    return yaml.load(text, Loader=_Loader)


def _from_json(text: str) -> Any:
    _check_depth(max(_depths(text), default=0))
    return json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_constant)


def _depths(text: str) -> Iterator[int]:
    """Yield the depth at each bracket of a JSON text; brackets within strings do not count."""
    depth, quoted, escaped = 0, False, False
    for character in text:
        if quoted:
            quoted, escaped = escaped or character != '"', character == "\\" and not escaped
        elif character == '"':
            quoted = True
        elif character in "[{":
            depth += 1
            yield depth
        elif character in "]}":
            depth -= 1


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise _Refused(f"it is nested more than {MAX_DEPTH} deep")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Refused(f"key {next(k for k in keys if keys.count(k) > 1)!r} is there twice")
    return found


def _no_constant(name: str) -> Any:
    raise _Refused(f"{name} is no value of a profile")
