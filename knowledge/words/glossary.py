"""Words of one language in the other: how a question finds text that exists only in the other language.

A glossary of German lemmas with English words for each; compounds are put together from their parts. It translates
word by word, for search alone: nothing of it is ever shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from knowledge.records import Language
from knowledge.words.dictionary import lemma
from knowledge.words.text import Word, compound_parts, is_stop, stem, tokenise, words

_FILE = "glossary.tsv"
_MAX_FORMS = 3  # words taken for one: more of them blur what is asked


class Glossary:
    """Translates words, German to English and back."""

    def __init__(self, entries: Mapping[str, Sequence[str]]) -> None:
        """Take German lemmas with English words for each, the commonest first."""
        self._english: dict[str, tuple[str, ...]] = {}
        back: dict[str, list[tuple[int, int, str]]] = {}
        for word, forms in entries.items():
            key = _key(word, "de")
            found = (*self._english.get(key, ()), *forms)
            self._english[key] = tuple(dict.fromkeys(found))[:_MAX_FORMS]
            for place, form in enumerate(forms):
                back.setdefault(_key(form, "en"), []).append((place, len(word), word))
        # the lemma whose commonest meaning it is comes first, then the shorter: a derived word is longer
        self._german = {
            key: tuple(dict.fromkeys(lemma for _, _, lemma in sorted(found)))[:_MAX_FORMS]
            for key, found in back.items()
        }

    def forms(self, word: Word, language: Language) -> tuple[str, ...]:
        """Return words of the other language for `word` of `language`, the likeliest first; empty: none is known."""
        table = self._english if language == "de" else self._german
        found = table.get(stem(word.folded, language))
        if found is None:
            found = next((table[key] for key in _lemma_keys(word.lower, language) if key in table), ())
        if not found and language == "de":
            found = self._of_parts(compound_parts(word.lower))
        return found

    def _of_parts(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Return the translation of a compound by its parts, at least one of which must be known."""
        translated = [self._english.get(_key(part, "de")) for part in parts]
        if not any(translated):
            return ()
        return (" ".join(forms[0] if forms else part for forms, part in zip(translated, parts, strict=True)),)

    def translate(self, text: str, language: Language) -> list[tuple[str, ...]]:
        """Return for each content word of `text` in `language`, in order, its forms in the other one.

        A word without any stands for itself: names are the same in both languages.
        """
        return [
            self.forms(word, language) or (word.lower,) for word in words(text) if not is_stop(word.folded, language)
        ]


def _key(word: str, language: Language) -> str:
    """Return the stem by which a word is looked up; that of several words, which is none that one word has."""
    tokens = tokenise(word)
    return stem("".join(tokens) if language == "de" else " ".join(tokens), language)


@lru_cache(maxsize=50_000)
def _lemma_keys(word: str, language: Language) -> tuple[str, ...]:
    """Return the stems of the lemmas of a word, read as it is and as a noun."""
    lemmas = (lemma(form, language) for form in (word, word.capitalize()))
    return tuple(dict.fromkeys(_key(lemma, language) for lemma in lemmas))


@lru_cache(maxsize=1)
def load_glossary() -> Glossary:
    """Return the glossary that comes with the project."""
    text = files("knowledge").joinpath("corpus", _FILE).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return Glossary({lemma: [form.strip() for form in forms.split(",")] for lemma, forms in rows})
