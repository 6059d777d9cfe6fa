from __future__ import annotations

from pathlib import Path

import pytest
import simplemma
from simplemma.strategies.dictionaries import TrieDictionaryFactory

from knowledge.dictionary import is_known, lemma
from knowledge.records import LANGUAGES, Language

WORDS = "Häuser haus Holzbau timber Timber bridges BRIDGES xqzt Straße strasse naïve go 2017 l'eau é".split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_known_and_reduced_as_the_dictionary_itself_has_it(language: Language) -> None:
    assert [is_known(word, language) for word in WORDS] == [simplemma.is_known(word, lang=language) for word in WORDS]
    assert [lemma(word, language) for word in WORDS] == [simplemma.lemmatize(word, lang=language) for word in WORDS]


def test_no_word_is_known_without_letters() -> None:
    assert not is_known("", "de")


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "en.dic").write_bytes(b"damaged")
    assert TrieDictionaryFactory(disk_cache_dir=str(tmp_path)).get_dictionary("en")["bridges"] == "bridge"
    assert TrieDictionaryFactory(disk_cache_dir=str(tmp_path)).get_dictionary("en")["bridges"] == "bridge"
