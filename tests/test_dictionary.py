from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import simplemma
from hypothesis import given
from hypothesis import strategies as st

from knowledge.records import LANGUAGES, Language
from knowledge.words.dictionary import Dictionary, is_known, lemma

WORDS = (
    "Häuser haus Holzbau timber Timber bridges BRIDGES xqzt Straße strasse naïve go 2017 l'eau é isn't isn’t isnʼt ISN'T "
    "rock’n’roll o'clock O’Clock geht's gehtʼs Ha\u0308user iPhone i"
).split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_known_and_reduced_as_the_dictionary_itself_has_it(language: Language) -> None:
    assert [is_known(word, language) for word in WORDS] == [simplemma.is_known(word, lang=language) for word in WORDS]
    assert [lemma(word, language) for word in WORDS] == [simplemma.lemmatize(word, lang=language) for word in WORDS]


@given(st.text(alphabet="aeinrstühHITSÄ'’ʼ- é", max_size=6), st.sampled_from(LANGUAGES))
def test_any_letters_are_known_as_the_dictionary_itself_has_it(word: str, language: Language) -> None:
    assert is_known(word, language) == (word != "" and simplemma.is_known(word, lang=language))


def test_no_word_is_known_without_letters() -> None:
    assert not is_known("", "de")


@pytest.mark.parametrize("content", [b"", b"damaged", None])
def test_a_trie_that_is_damaged_or_missing_is_made_and_kept(content: bytes | None, tmp_path: Path) -> None:
    kept = tmp_path / "folder" / "en.trie"
    if content is not None:
        kept.parent.mkdir()
        kept.write_bytes(content)
    assert Dictionary("en", kept.parent)["bridges"] == "bridge"
    assert [path.name for path in kept.parent.iterdir()] == ["en.trie"]
    made = kept.stat().st_mtime_ns
    assert Dictionary("en", kept.parent)["bridges"] == "bridge"
    assert kept.stat().st_mtime_ns == made


def test_half_a_trie_is_made_anew(tmp_path: Path) -> None:
    whole = Dictionary("en", tmp_path)
    content = (tmp_path / "en.trie").read_bytes()
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / "en.trie").write_bytes(content[: len(content) // 2])
    assert dict(Dictionary("en", tmp_path / "cut")) == dict(whole)


def test_a_folder_that_cannot_be_written_leaves_the_trie_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert Dictionary("en", tmp_path / "file" / "folder")["bridges"] == "bridge"


def test_the_words_of_a_dictionary_are_known_without_loading_simplemma() -> None:
    is_known("Haus", "de")  # the trie is there from now on
    asked = "from knowledge.words.dictionary import is_known; print(is_known('Haus', 'de'), 'simplemma' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", f"import sys; {asked}"], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
