"""Passages in any number for the benchmark of growth: sentences of the corpus put together anew, and vectors for them.

    text      one to three sentences of programme pages, profiles and `paragraphs.jsonl`, in one language. One word in four
              gives way to a word drawn by its frequency in them, one in fifty to a made-up name, the commonest names
              first: so words stay distributed as in the language, and the vocabulary goes on growing with the text.
    vector    of the first `N_REAL` the sentence model's own. Of each further one the mean of its sentences' vectors,
              weighted by their length, plus what that mean misses for one of those first passages, drawn at random:
              the noise is thus of the size, the direction and the distribution that exchanged words really cause.

A passage depends on its number alone, so a smaller collection is the beginning of a larger one.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path

import numpy as np

from indexer.shipped.corpus import load_shipped
from knowledge.records import LANGUAGES, Document, Language, Passage
from knowledge.sentence_model.encoder import Encoder, Vectors, unit
from knowledge.words.splitting import sentences

PARAGRAPHS = Path(__file__).with_name("paragraphs.jsonl")
N_REAL = 10_000
CHUNK = 5_000  # passages; what is encoded outlives the process from chunk to chunk
_EXCHANGED, _NAMED = 0.25, 0.02  # shares of words
_NAMES = 10**9  # of which a name is drawn by Zipf's law: half of all that are drawn were not met before
_SHORTEST, _LONGEST = 30, 240  # characters of a sentence
_WORD = re.compile(r"[^\W\d_]{2,}")
_SYLLABLES = [onset + vowel for onset in "b d f g h k l m n p r s t v w z".split() for vowel in "a e i o u".split()]


@dataclass(frozen=True, slots=True)
class Composition:
    """A passage as it was put together: its language, its text, and the places of its sentences in the list of these."""

    language: Language
    text: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """The sentences of each language, and all words of these, each as often as it occurs."""

    sentences: Mapping[Language, Sequence[str]]
    words: Mapping[Language, Sequence[str]]


@cache
def sources() -> Sources:
    """Return what passages are put together from, in an order that does not change."""
    found: dict[Language, dict[str, None]] = {language: {} for language in LANGUAGES}
    for passage in (p for document in load_shipped().documents for p in document.passages if p.kind != "gap"):
        found[passage.language].update(dict.fromkeys(_sentences(passage.text)))
    for line in PARAGRAPHS.read_text(encoding="utf-8").splitlines():
        paragraph = json.loads(line)
        for language in LANGUAGES:
            found[language].update(dict.fromkeys(_sentences(paragraph[language])))
    return Sources(
        {language: tuple(texts) for language, texts in found.items()},
        {language: tuple(word for text in texts for word in _WORD.findall(text)) for language, texts in found.items()},
    )


def _sentences(text: str) -> list[str]:
    spans = [" ".join(text[start:end].split()) for start, end in sentences(text)]
    return [span for span in spans if _SHORTEST <= len(span) <= _LONGEST]


def composition(number: int) -> Composition:
    """Return the passage of this number."""
    chance = random.Random(f"passage {number}")
    language = chance.choice(LANGUAGES)
    known, words = sources().sentences[language], sources().words[language]
    parts = tuple(chance.randrange(len(known)) for _ in range(chance.choices((1, 2, 3), (4, 5, 1))[0]))

    def other(match: re.Match[str]) -> str:
        drawn = chance.random()
        if drawn < _NAMED:
            return _name(int(_NAMES ** chance.random()))
        return chance.choice(words) if drawn < _NAMED + _EXCHANGED else match[0]

    return Composition(language, _WORD.sub(other, " ".join(known[part] for part in parts)), parts)


def _name(rank: int) -> str:
    """Return a made-up name for each positive `rank`; that of a high one is as rare as it is long."""
    syllables = [_SYLLABLES[rank % len(_SYLLABLES)]]
    while rank := rank // len(_SYLLABLES):
        syllables.append(_SYLLABLES[rank % len(_SYLLABLES)])
    return ("".join(syllables) + "x").capitalize()


def document(number: int) -> Document:
    """Return the passage of this number, alone in a document, as plain text is indexed."""
    made = composition(number)
    doc_id = f"{number:08d}.txt"
    passage = Passage(f"{doc_id}#0", doc_id, 0, len(made.text), made.text, made.language, "text")
    return Document(doc_id, doc_id, made.language, made.text, (passage,))


class Material:
    """The vectors of passages, kept in `folder`; what is not there yet is encoded."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder = folder
        self.encoder = encoder
        folder.mkdir(parents=True, exist_ok=True)

    def chunks(self, n: int) -> Iterator[Vectors]:
        """Yield the vectors of the first `n` passages, `CHUNK` at a time; those behind `N_REAL` are put together."""
        for at in range(0, n, CHUNK):
            yield self.chunk(at, n)

    def chunk(self, at: int, n: int) -> Vectors:
        """Return the vectors of the passages from `at`, a multiple of `CHUNK`, on: so many, or as there are of the first `n`."""
        if at < N_REAL:
            return self._real(at)[: n - at]
        chance = np.random.default_rng(at)
        numbers = range(at, min(at + CHUNK, n))
        return unit(self.mixed(numbers) + self._residuals[chance.integers(0, N_REAL, len(numbers))])

    def mixed(self, numbers: Sequence[int]) -> Vectors:
        """Return the mean of the vectors of the sentences of each passage, weighted by their length; of length 1."""
        out = np.zeros((len(numbers), self.encoder.dimension), dtype=np.float32)
        for row, number in enumerate(numbers):
            made = composition(number)
            known = sources().sentences[made.language]
            for part in made.parts:
                out[row] += len(known[part]) * self._of_sentences[made.language][part]
        return unit(out)

    @cached_property
    def _of_sentences(self) -> dict[Language, Vectors]:
        return {
            language: self._kept(f"sentences-{language}", partial(sources().sentences.__getitem__, language))
            for language in LANGUAGES
        }

    @cached_property
    def _residuals(self) -> Vectors:
        """What the mean of its sentences misses of the vector of each passage up to `N_REAL`."""
        return np.concatenate([self._real(at) - self.mixed(range(at, at + CHUNK)) for at in range(0, N_REAL, CHUNK)])

    def _real(self, at: int) -> Vectors:
        return self._kept(f"real-{at:08d}", lambda: [composition(number).text for number in range(at, at + CHUNK)])

    def _kept(self, name: str, texts: Callable[[], Sequence[str]]) -> Vectors:
        path = self._folder / f"{name}.npy"
        if not path.exists():
            unfinished = path.with_suffix(".part.npy")
            np.save(unfinished, self.encoder.encode_passages(texts()))
            unfinished.replace(path)
        return np.asarray(np.load(path), dtype=np.float32)
