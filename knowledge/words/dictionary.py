"""Which words English and German have, and their lemmas: simplemma's dictionaries, kept on disk as tries.

A trie is mapped into memory; the dictionary it is made from takes half a second and ten times the memory. It is made once, in
the folder that the system has for a user's cached files; where that cannot be written, in memory each time. simplemma itself,
which has rules for fifty languages, is loaded only where a lemma is asked for, or a trie must be made.
"""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from marisa_trie import BytesTrie
from platformdirs import user_cache_dir

from knowledge.patterns import lazily
from knowledge.records import Language

if TYPE_CHECKING:
    from simplemma import Lemmatizer

_APOSTROPHES = ("'", "\u2019", "\u02bc")
_ANY_APOSTROPHE = lazily(f"[{''.join(_APOSTROPHES)}]")


class Dictionary(Mapping[str, str]):
    """The lemma of each word of a language, in the trie that is kept in `folder`, made where it is not there or damaged."""

    def __init__(self, language: Language, folder: Path) -> None:
        self._trie = _kept(language, folder / f"{language}.trie")

    def __contains__(self, word: object) -> bool:
        return word in self._trie

    def __getitem__(self, word: str) -> str:
        return str(self._trie[word][0].decode())

    def __iter__(self) -> Iterator[str]:
        yield from self._trie.iterkeys()

    def __len__(self) -> int:
        return len(self._trie)


def _kept(language: Language, path: Path) -> BytesTrie:
    with suppress(RuntimeError, OSError):  # missing or damaged
        return BytesTrie().mmap(str(path))
    trie = _made(language)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=path.parent
        ) as folder:  # others may have the file mapped: it is replaced whole
            made = Path(folder, path.name)
            trie.save(str(made))
            os.replace(made, path)
    return trie


def _made(language: Language) -> BytesTrie:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    lemmas = DefaultDictionaryFactory().get_dictionary(language)
    return BytesTrie((word, lemma.encode()) for word, lemma in lemmas.items())


@lru_cache(maxsize=2)
def _dictionary(language: Language) -> Dictionary:
    return Dictionary(language, Path(user_cache_dir("clusterbot")) / "dictionaries" / _edition(language))


def _edition(language: Language) -> str:
    """Return what changes with simplemma's dictionary: the size of its file. To read the version takes 20 ms of each start."""
    package = find_spec("simplemma")
    for folder in (package and package.submodule_search_locations) or ():
        with suppress(OSError):
            return f"{(Path(folder) / 'strategies' / 'dictionaries' / 'data' / f'{language}.plzma').stat().st_size}"
    return "any"


@lru_cache(maxsize=1)
def _lemmatizer() -> Lemmatizer:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy
    from simplemma.strategies.dictionaries import DictionaryFactory

    class Kept(DictionaryFactory):
        def get_dictionary(self, lang: str) -> Mapping[str, str]:
            return _dictionary("de" if lang == "de" else "en")

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=Kept()))


@lru_cache(maxsize=20_000)
def is_known(word: str, language: Language) -> bool:
    """Return whether the dictionary of `language` has `word`, its first letter large or small, with any apostrophe."""
    words = _dictionary(language)
    for form in _spelt(unicodedata.normalize("NFC", word)):  # a loop, since `any` takes as long again
        if form in words or (form.lower() if form[:1].isupper() else form.capitalize()) in words:
            return True
    return False


def _spelt(word: str) -> tuple[str, ...]:
    """Return `word`, and where it has apostrophes, it with each kind of them."""
    if not _ANY_APOSTROPHE.search(word):
        return (word,)
    straight = word.replace("\u2019", "'").replace("\u02bc", "'")
    return (word, *(straight.replace("'", mark) for mark in _APOSTROPHES))


def lemma(word: str, language: Language) -> str:
    """Return the lemma of `word` in `language`; `word` itself, in small letters, where none is found."""
    return _lemmatizer().lemmatize(word, lang=language)


def has_word_in_either(word: str) -> bool:
    """Return whether German or English has `word`, in whatever case it is written."""
    return has_word(word, "de") or has_word(word, "en")


def has_word(word: str, language: Language) -> bool:
    """Return whether `language` has `word`, in whatever case it is written."""
    return any(is_known(form, language) for form in (word, word.casefold(), word.capitalize()))
