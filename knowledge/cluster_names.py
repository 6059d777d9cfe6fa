"""Finds the clusters that a text names: by name, short name or alias, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable

import simplemma

from knowledge.profiles import ClusterProfile
from knowledge.text import fold, tokenise

# as words of their own: the e and v of "C.A.R.M.E.N." are none
_LEGAL_FORM = re.compile(r"(?<=[^\s,])[\s,]+(?:e\.?\s?[VG]\.?|g?GmbH|mbH|AG)(?!\w)")
_MIN_SURE = 4


class ClusterNames:
    """The names of all clusters of an index."""

    def __init__(self, profiles: Iterable[ClusterProfile]) -> None:
        self._names: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for profile in profiles:
            for name in dict.fromkeys((profile.name, profile.short_name, *profile.aliases)):
                for variant in _variants(name):
                    for words in (variant, _LEGAL_FORM.sub("", variant)):
                        tokens = tuple(tokenise(words))
                        if tokens and (profile.id, variant) not in self._names.setdefault(tokens, []):
                            self._names[tokens].append((profile.id, variant))
        self._longest = max((len(key) for key in self._names), default=0)

    def find(self, text: str) -> list[tuple[str, str]]:
        """Return (cluster_id, the words that name it) in order of appearance, each cluster once.

        A name that is also a word, or very short, counts only as it is spelt. Words that name two clusters
        name both.
        """
        tokens = tokenise(text)
        taken = [False] * len(tokens)
        found: dict[str, tuple[int, str]] = {}
        for length in range(min(self._longest, len(tokens)), 0, -1):
            for start in range(len(tokens) - length + 1):
                key = tuple(tokens[start : start + length])
                if any(taken[start : start + length]):
                    continue
                for cluster_id, spelling in self._names.get(key, ()):
                    if _counts(key, spelling, text):
                        taken[start : start + length] = [True] * length
                        found.setdefault(cluster_id, (start, " ".join(key)))
        return [(cluster_id, words) for cluster_id, (_, words) in sorted(found.items(), key=lambda item: item[1][0])]

    def without(self, text: str) -> str:
        """Return `text` folded, with the names of clusters taken out."""
        folded = fold(text)
        for _, words in self.find(text):
            pattern = r"\W+".join(map(re.escape, words.split()))
            folded = re.sub(rf"\b{pattern}\b", " ", folded)
        return folded


def _variants(name: str) -> list[str]:
    """Return the name, and what stands before and inside its brackets ("3Dsensation (Allianz)")."""
    inside = re.findall(r"\(([^)]+)\)", name)
    before = re.sub(r"\s*\([^)]*\)", "", name).strip()
    return [v for v in dict.fromkeys((name, before, *inside)) if v and v.casefold() not in ("allianz", "saale")]


def _counts(key: tuple[str, ...], spelling: str, text: str) -> bool:
    if len(key) > 1:
        return True
    word = key[0]
    if len(word) < _MIN_SURE and spelling.islower():
        return False  # "at" is no name
    known = simplemma.is_known(word, lang="en") or simplemma.is_known(word, lang="de")
    if len(word) >= _MIN_SURE and not known:
        return True
    return re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text) is not None
