"""When a message names no more than a topic, and the topic is too wide to guess what of it is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from knowledge.records import Language
from knowledge.retrieval.ranking import Candidate
from knowledge.retrieval.retrieval import Retrieved
from knowledge.words.text import is_stop, tokenise

MAX_READINGS = 3
_MAX_WORDS = 2
_MAX_CHARS = 60  # of both, and what stands around them
_BROAD = 50  # statements that have the word: "label", "members"
_SURE = 0.6
_NEAR = 2.0  # log-odds within which statements are as likely meant as the first


class Topics:
    """How many statements of each language have each stem."""

    def __init__(self, counts: Mapping[Language, Mapping[str, int]]) -> None:
        self._counts = counts

    def is_broad(self, stems: Iterable[str], language: Language) -> bool:
        """Return whether each of `stems` is in so many statements that the word alone says nearly nothing."""
        counts = [self._counts[language].get(stem, 0) for stem in stems]
        return bool(counts) and min(counts) >= _BROAD


def names_topic_only(text: str, language: Language) -> bool:
    """Return whether `text` is one or two content words and nothing else: "Label?", "gold label"."""
    tokens = tokenise(text)
    return (
        len(text) <= _MAX_CHARS
        and 0 < len(tokens) <= _MAX_WORDS
        and not any(is_stop(token, language) for token in tokens)
    )


def readings(retrieved: Retrieved, topics: Topics) -> tuple[str, ...]:
    """Return the two or three questions that a topic can stand for, likeliest first; empty: it is clear enough.

    The questions are asked lines, each of another statement. `retrieved` is for a message that names a topic only.
    """
    near = _as_likely(retrieved.candidates)
    broad = topics.is_broad(retrieved.stems, retrieved.language)
    if not broad and (retrieved.confidence >= _SURE or len(near) < 2):
        return ()
    lines: list[str] = []
    pages: set[str] = set()
    for candidate in near if len(near) > 1 else retrieved.candidates:
        passage = candidate.passage
        if passage.asked and passage.language == retrieved.language and passage.heading not in pages:
            pages.add(passage.heading)
            lines.append(passage.asked[0])
    return tuple(lines[:MAX_READINGS]) if len(lines) > 1 else ()


def _as_likely(candidates: Sequence[Candidate]) -> list[Candidate]:
    return [c for c in candidates if c.log_odds >= candidates[0].log_odds - _NEAR]
