"""Questions in two languages at once: "Welche Search-Filter hat die Map?" is German by its grammar and English by its content."""

from __future__ import annotations

import re

from knowledge.dictionary import is_known
from knowledge.records import LANGUAGES, Language
from knowledge.text import fold, is_stop

_WORD = re.compile(r"[^\W_]+")
_LEAST = 2  # borrowed words: one alone is as often a name


def content_of_other(text: str, language: Language) -> str:
    """Return the content words of `text`, a question in `language`, to be read in the other language.

    Empty where fewer than two of them are such as only the dictionary of the other language knows, or not more than are
    such as only that of its own does. Words of both, names and numbers say nothing.
    """
    content = [word for word in _WORD.findall(text) if not is_stop(fold(word), language)]
    other = next(one for one in LANGUAGES if one != language)
    known = [(_knows(word, language), _knows(word, other)) for word in content]
    n_borrowed, n_own = known.count((False, True)), known.count((True, False))
    return " ".join(content) if n_borrowed >= _LEAST and n_borrowed > n_own else ""


def _knows(word: str, language: Language) -> bool:
    return is_known(word.casefold(), language) or is_known(word.capitalize(), language)
