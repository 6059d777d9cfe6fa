"""The sentences of the Telegram channel: complete in both languages, within Telegram's limits, addressing people politely."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from telegram_html import n_units, parsed

from bot.channels.telegram import texts
from bot.channels.telegram.rendering import text_parts
from knowledge.records import LANGUAGES, Language

CHANNEL = Path(texts.__file__).parent
ASKED_FOR = ("start", "help", "services", "admission", "clusters", "sources", "language", "privacy", "export", "delete")
SHOWN_AS_NOTICE = ("gone", "rated_good", "rated_bad", "trouble")  # Telegram allows 200 characters there


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def filled(text: str) -> str:
    return text.format(**dict.fromkeys(values(text), "12345678"))


def all_texts(language: Language) -> dict[str, str]:
    menu = {f"/{name}": told for name, told in (*texts.COMMANDS[language], *texts.ADMIN_COMMANDS[language])}
    more = {"short": texts.SHORT_DESCRIPTION[language], "long": texts.DESCRIPTION[language]}
    return texts.TEXTS[language] | menu | more | texts.QUESTIONS[language]


def test_both_languages_have_the_same_texts_with_the_same_values_to_fill_in() -> None:
    english, german = (all_texts(language) for language in LANGUAGES)
    assert english.keys() == german.keys()
    assert {key: values(text) for key, text in english.items()} == {key: values(text) for key, text in german.items()}


def test_the_menu_has_the_commands_in_one_order() -> None:
    for language in LANGUAGES:
        assert sorted(name for name, _ in texts.COMMANDS[language]) == sorted(ASKED_FOR)
    assert [n for n, _ in texts.COMMANDS["en"]] == [n for n, _ in texts.COMMANDS["de"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_and_descriptions_keep_to_telegrams_limits(language: Language) -> None:
    for name, told in (*texts.COMMANDS[language], *texts.ADMIN_COMMANDS[language]):
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 3 <= len(told) <= 256
    assert n_units(texts.SHORT_DESCRIPTION[language]) <= 120
    assert n_units(texts.DESCRIPTION[language]) <= 512


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_one_message_with_what_it_makes_bold(language: Language) -> None:
    for key, text in texts.TEXTS[language].items():
        (part,) = text_parts(filled(text))
        shown, entities = parsed(part.html)
        assert [e.text for e in entities if e.tag == "b"] == re.findall("<b>(.*?)</b>", filled(text)), key
        assert shown.split() == re.sub("</?b>", "", filled(text)).split(), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_as_a_notice_is_short(language: Language) -> None:
    assert all(len(filled(texts.TEXTS[language][key])) <= 200 for key in SHOWN_AS_NOTICE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_and_the_descriptions_say_that_this_is_an_automated_assistant(language: Language) -> None:
    said = {"en": "automated assistant", "de": "automatischer assistent"}[language]
    for text in (texts.TEXTS[language]["start"], texts.SHORT_DESCRIPTION[language], texts.DESCRIPTION[language]):
        assert said in text.casefold()


def test_german_says_sie() -> None:
    for key, text in all_texts("de").items():
        assert not re.search(r"\b(?:du|dich|dir|dein\w*|euch|eure\w*)\b", text, re.IGNORECASE), key
        assert not re.search(r"\b(?:the|your|please|sources)\b", text, re.IGNORECASE), key


def test_privacy_says_what_is_kept_for_how_long_and_how_to_get_rid_of_it() -> None:
    for language in LANGUAGES:
        told = texts.text("privacy", language, days=30, contact="office@example.org")
        assert all(word in told for word in ("30", "/export", "/delete", "office@example.org"))


def sources() -> list[ast.Module]:
    paths = (path for path in CHANNEL.glob("*.py") if path.name != "texts.py")
    return [ast.parse(path.read_text(encoding="utf-8")) for path in paths]


def test_every_text_that_the_channel_asks_for_is_there() -> None:
    for module in sources():
        nodes = list(ast.walk(module))
        imports = [n for n in nodes if isinstance(n, ast.ImportFrom) and n.module == texts.__name__]
        says = {a.asname or a.name for n in imports for a in n.names if a.name == "text"}
        calls = [n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in says]
        asked = {c.args[0].value for c in calls if isinstance(c.args[0], ast.Constant)}
        assert asked <= texts.TEXTS["en"].keys()


def test_every_text_is_asked_for() -> None:
    """Keys stand in the source as they are, or their beginnings do, as in f"widen_{name}"."""
    nodes = [node for module in sources() for node in ast.walk(module)]
    whole = {node.value for node in nodes if isinstance(node, ast.Constant)}
    beginnings = {
        str(node.values[0].value)
        for node in nodes
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
    }
    begun = tuple(text for text in beginnings if text.endswith("_"))
    assert [key for key in texts.TEXTS["en"] if key not in whole and not key.startswith(begun)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_lacks_a_value_is_an_error(language: Language) -> None:
    with pytest.raises(KeyError):
        texts.text("privacy", language)
