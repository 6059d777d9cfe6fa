"""Which words English and German have, and their lemmas: simplemma's dictionaries, kept on disk as tries.

A trie is read in milliseconds; the dictionary it is made from takes half a second and ten times the memory. It is made
once, in the folder that the system has for a user's cached files; where that cannot be written, in memory each time.
"""

from __future__ import annotations

import logging
import unicodedata
from functools import lru_cache

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
from simplemma.strategies.dictionaries import TrieDictionaryFactory

from knowledge.records import Language

logging.getLogger("simplemma").setLevel(logging.ERROR)  # a cache that cannot be written is no news to anybody
_TRIES = TrieDictionaryFactory()
_LOOKUP = DictionaryLookupStrategy(_TRIES)
_LEMMATIZER = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_TRIES))


@lru_cache(maxsize=100_000)
def is_known(word: str, language: Language) -> bool:
    """Return whether the dictionary of `language` has `word`, its first letter large or small."""
    return _LOOKUP.get_lemma(unicodedata.normalize("NFC", word), language) is not None


def lemma(word: str, language: Language) -> str:
    """Return the lemma of `word` in `language`; `word` itself, in small letters, where none is found."""
    return _LEMMATIZER.lemmatize(word, lang=language)
