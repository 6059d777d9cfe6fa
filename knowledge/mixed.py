"""Questions in two languages at once: "Welche Search-Filter hat die Map?" is German by its grammar and English by its content."""

from __future__ import annotations

import re

from knowledge.dictionary import is_known
from knowledge.records import Language
from knowledge.text import fold, is_stop

_WORD = re.compile(r"[^\W_]+")
_LEAST = 2  # borrowed words: one alone is as often a name


def english_content(text: str) -> str:
    """Return the content words of `text`, a German question, to be read in English.

    Empty where fewer than two of them are such as only the English dictionary has, or not more than are such as only the
    German one has. Words of both, unknown ones and numbers say nothing. The reverse is not looked for: what is German in
    an English question are names.
    """
    content = [word for word in _WORD.findall(text) if not is_stop(fold(word), "de")]
    known = [(_knows(word, "de"), _knows(word, "en")) for word in content]
    n_english, n_german = known.count((False, True)), known.count((True, False))
    return " ".join(content) if n_english >= _LEAST and n_english > n_german else ""


def _knows(word: str, language: Language) -> bool:
    return is_known(word.casefold(), language) or is_known(word.capitalize(), language)
