from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import bot
import knowledge
from knowledge.patterns import lazily


def test_it_does_what_the_compiled_expression_does() -> None:
    lazy, compiled = lazily(r"(\w+)-(\d)", re.IGNORECASE), re.compile(r"(\w+)-(\d)", re.IGNORECASE)
    for text in ("a-1 b-2", "none", ""):
        for _ in range(2):  # the second time without a detour
            assert [m.groups() for m in lazy.finditer(text)] == [m.groups() for m in compiled.finditer(text)]
            assert (lazy.search(text) is None) == (compiled.search(text) is None)
        assert lazy.sub(r"\2", text) == compiled.sub(r"\2", text)
    assert (lazy.pattern, lazy.flags, lazy.groups) == (compiled.pattern, compiled.flags, compiled.groups)


def test_it_is_compiled_when_it_is_used() -> None:
    wrong = lazily("(")
    with pytest.raises(re.error):
        wrong.search("text")


def modules() -> Iterator[str]:
    for package in (bot, knowledge):
        yield from (found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))


def test_every_expression_of_the_program_compiles() -> None:
    lazy = type(lazily(""))
    found = 0
    for name in modules():
        if name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, lazy):
                assert re.compile(value.pattern, value.flags)
                found += 1
    assert found > 200
