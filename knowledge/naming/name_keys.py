"""What a text is compared with to find a cluster in it: each form of its names as folded words. Kept with an index, since working them
out takes longer than anything else that a start does with profiles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from knowledge.naming.fields import load_taxonomy
from knowledge.naming.gazetteer import spellings
from knowledge.naming.name_forms import LEGAL_FORM, ORGANISATION, brief_names, variants, without_place
from knowledge.naming.profiles import ClusterProfile
from knowledge.patterns import lazily
from knowledge.words.text import stem, tokenise, tokens_of

_WORD = lazily(r"[^\W_]+")
_APOSTROPHE = lazily(r"['’]")


class NameKey(NamedTuple):
    """A form of a cluster's name: as it is written, its folded words, and their German stems.

    `is_brief`: what people may call the cluster for short, if no other has a name of these words. `is_general`: it says no more than a field.
    """

    name: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    is_brief: bool = False
    is_general: bool = False


def located(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the folded words of `text`, each with where it stands; what is folded to several words stands where these do."""
    for match in _WORD.finditer(text):
        for token in tokens_of(match[0]):
            yield token, match


def keys_of(profile: ClusterProfile) -> list[NameKey]:
    """Return all forms of the names of a cluster, each once, the brief ones last."""
    named = (profile.name, profile.short_name, *profile.aliases)
    whole = dict.fromkeys((*named, *filter(None, (without_place(name, profile) for name in named))))
    keys: dict[NameKey, None] = {}
    for variant in (variant for name in whole for variant in variants(name)):
        for written in (variant, LEGAL_FORM.sub("", variant)):
            for spelling in dict.fromkeys((*spellings(written), _APOSTROPHE.sub("", written))):  # "its OWL"
                words = _words(spelling)
                # an ordinary word is a name with its legal form only
                keys.update(_key(written if len(words) > 1 else variant, words))
    for brief in (brief for name in named for brief in brief_names(name, profile)):
        keys.update(_key(brief, _words(brief), is_brief=True))
    return list(keys)


def packed_keys(keys: Iterable[NameKey]) -> str:
    """Return `keys` as the JSON that an index keeps."""
    return json.dumps(list(keys), ensure_ascii=False, separators=(",", ":"))


def unpacked_keys(kept: str) -> list[NameKey]:
    """Return what `packed_keys` was given."""
    return [
        NameKey(name, tuple(words), tuple(stems), is_brief, is_general)
        for name, words, stems, is_brief, is_general in json.loads(kept)
    ]


def _key(name: str, words: tuple[str, ...], *, is_brief: bool = False) -> dict[NameKey, None]:
    if not words:
        return {}
    stems = tuple(stem(word, "de") for word in words)
    return {NameKey(name, words, stems, is_brief, _is_general(words)): None}


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word, _ in located(text))


@cache
def _field_words() -> frozenset[tuple[str, ...]]:
    """Return the names of all fields, as folded words."""
    fields = load_taxonomy().fields
    return frozenset(tuple(tokenise(name)) for f in fields for name in (f.en, f.de, *f.words_en, *f.words_de))


def _is_general(words: tuple[str, ...]) -> bool:
    """Return whether `words` are names of fields, and words for a cluster."""
    reached = {0}
    for end in range(1, len(words) + 1):
        if any(
            words[start:end] in _field_words() or (words[start:end][0] in ORGANISATION and end - start == 1)
            for start in reached
        ):
            reached.add(end)
    return len(words) in reached and not set(words) <= ORGANISATION
