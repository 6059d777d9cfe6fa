"""Questions in two languages at once: "Welche Search-Filter hat die Map?" is German by its grammar and English by its content."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from knowledge.patterns import lazily
from knowledge.records import Language, other_language
from knowledge.words.dictionary import is_known
from knowledge.words.glossary import load_glossary
from knowledge.words.text import compound_parts, fold, is_stop, terms, words

_WORD = lazily(r"[^\W_]+")
Spoken = Mapping[Language, Mapping[str, int]]  # how often the passages of a language have each casefolded word
_OFTEN = 5
_RATHER = 20
_LEAST = 2  # borrowed words: one alone is as often a name
# words of asking, which no glossary has
_ASKING: dict[str, str] = {
    "wann": "when", "wer": "who", "wo": "where", "wie": "how", "welche": "which", "welcher": "which", "welches": "which", "warum": "why",
    "when": "wann", "who": "wer", "where": "wo", "how": "wie", "which": "welche", "why": "warum",
}  # fmt: skip


def english_content(text: str) -> str:
    """Return the content words of `text`, a German question, to be read in English.

    Empty where fewer than two of them are such as only the English dictionary has, or not more than are such as only the
    German one has. Words of both, unknown ones and numbers say nothing.
    """
    content = [word for word in _WORD.findall(text) if not is_stop(fold(word), "de")]
    known = [(_knows(word, "de"), _knows(word, "en")) for word in content]
    n_english, n_german = known.count((False, True)), known.count((True, False))
    return " ".join(content) if n_english >= _LEAST and n_english > n_german else ""


def n_foreign(text: str, language: Language, spoken: Spoken) -> int:
    """Return how many words of `text`, a question in `language`, are of the other language; names may be among them."""
    return sum(_is_foreign(word, language, spoken) for word in _WORD.findall(text))


def in_one_language(text: str, language: Language, spoken: Spoken, information: Callable[[str], float]) -> str:
    """Return `text`, a question in `language`, with the words of the other one put into `language`.

    Of the words that the glossary has for one, that is taken which the index has most often: `information` says how much a
    stem tells. `text` itself where nothing is put.
    """
    other = other_language(language)

    def rarity(form: str) -> float:
        return max(map(information, terms(form, language)), default=0.0)

    def put(match: re.Match[str]) -> str:
        word = match[0]
        if not _is_foreign(word, language, spoken):
            return word
        if asks := _ASKING.get(word.casefold()):
            return asks
        forms = load_glossary().forms(next(words(word)), other)
        return min(forms, key=rarity) if forms else word

    return _WORD.sub(put, text)


def _is_foreign(word: str, language: Language, spoken: Spoken) -> bool:
    """Return whether only the other language has `word`: by its dictionary, or by the passages, where a dictionary has borrowed words
    and names as well ("Winner").
    """
    if word.isdigit():
        return False
    other = other_language(language)
    if not _knows(word, language):
        return _knows(word, other) or (other == "de" and bool(compound_parts(word)))
    n_other, n_own = (spoken[each].get(word.casefold(), 0) for each in (other, language))
    return n_other >= _OFTEN and n_other >= _RATHER * n_own


def _knows(word: str, language: Language) -> bool:
    return is_known(word.casefold(), language) or is_known(word.capitalize(), language)
