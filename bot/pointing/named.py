"""Names that take each other's place: "And EUCLES?" after "When was ESCA set up?". Pure functions on text."""

from __future__ import annotations

import re

from knowledge.asked.question import MONTH, names_in
from knowledge.asked.values import full_names
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.dictionary import is_known
from knowledge.words.text import fold, is_stop, tokenise

_WORD = lazily(r"[^\W_]+(?:[-.'’&³²][^\W_]+)*[³²]?")
_TITLE = lazily(r"(?:Frau|Herr|Mr|Mrs|Ms|Dr|Prof)\b")
_MONTH = lazily(rf"(?:{MONTH}|märz)", re.IGNORECASE)
_SHORTEST = 3


def proper_names(text: str, language: Language) -> list[str]:
    """Return the proper names of `text` as they are written, in order; a name that stands twice is there twice."""
    return [text[start:end] for start, end in name_runs(text, language)]


def name_runs(text: str, language: Language) -> list[tuple[int, int]]:
    """Return where the proper names of `text` stand, in order: words next to each other with a capital, one of which is a name.

    A word that no dictionary has is a name as well ("and esca?"); the name of the programme is none.
    """
    names = set(names_in(text, language))
    names.update(token for name in full_names(text, language) for token in tokenise(name))
    words = list(_WORD.finditer(text))
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = at
        while (
            end < len(words)
            and _joins(words[end][0], names, language, begins=end == 0)
            and _is_next(words, at, end, text)
        ):
            end += 1
        if any(_is_name(word[0], names, language) for word in words[at:end]):
            runs.append((words[at].start(), words[end - 1].end()))
        at = max(end, at + 1)
    return runs


def with_name(text: str, question: str, language: Language) -> tuple[str, str] | None:
    """Return `question` with the name in `text` in the place of its own, and `text` without it.

    A person takes the place of a person. None: it is not clear which name takes the place of which, or there is none.
    """
    new, old = name_runs(text, language), name_runs(question, language)
    if len(new) != 1 or not old:
        return None
    start, end = new[0]
    is_person = _is_person(text, new[0], language)
    alike = [run for run in old if _is_person(question, run, language) == is_person]
    if len(alike) != 1:
        return None
    first, last = alike[0]
    if fold(text[start:end]) == fold(question[first:last]):
        return None
    return question[:first] + text[start:end] + question[last:], f"{text[:start]} {text[end:]}"


def _is_person(text: str, run: tuple[int, int], language: Language) -> bool:
    name = text[slice(*run)]
    return _TITLE.match(name) is not None or any(full in name for full in full_names(text, language))


def _is_next(words: list[re.Match[str]], at: int, end: int, text: str) -> bool:
    """Return whether nothing but a space stands between a word and the one before, if it is not the first."""
    return end == at or text[words[end - 1].end() : words[end].start()] == " "


def _is_name(word: str, names: set[str], language: Language) -> bool:
    folded = tokenise(word)
    if "gocluster" in folded or _MONTH.fullmatch(word):
        return False
    if names.intersection(folded):
        return True
    lower = word.casefold()
    return (
        len(word) >= _SHORTEST
        and word.isalpha()
        and not any(is_known(form, lang) for form in (lower, lower.capitalize()) for lang in ("en", "de"))
    )


def _joins(word: str, names: set[str], language: Language, *, begins: bool) -> bool:
    if _is_name(word, names, language):
        return True
    return (
        word[:1].isupper()
        and word.isalpha()
        and not begins
        and not is_stop(fold(word), language)
        and "gocluster" not in tokenise(word)
    )
