"""The forms in which the name of a cluster is used: before its bracket, without its place, without its kind of body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from knowledge.naming.fields import load_taxonomy
from knowledge.naming.gazetteer import load_gazetteer
from knowledge.naming.profiles import ClusterProfile
from knowledge.patterns import lazily
from knowledge.words.dictionary import is_known
from knowledge.words.text import compound_parts, fold

# as words of their own: the e and v of "C.A.R.M.E.N." are none
LEGAL_FORM = lazily(r"(?<=[^\s,])[\s,]+(?:e\.?\s?[VG]\.?|g?GmbH|mbH|AG)(?!\w)")
_ABBREVIATION = lazily(r"\b\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ]")
_WORD = lazily(r"[^\W_]+")
_LETTERS = lazily(r"[A-ZÄÖÜ]{3,6}(?=\s+[–-]\s|\s+(?:Netzwerk|Cluster|Network|Verbund)\b)")
_MIN_IN_BRIEF = 5
_BODIES = ("cluster", "netzwerk", "netz", "verbund", "bundnis")
_FEW = 3  # words of what a cluster is called for short
# Words that make a name of a field the name of a cluster.
ORGANISATION = frozenset(
    """cluster clusters network networks net netzwerk netzwerke netz kompetenznetz kompetenznetzwerk allianz alliance verbund
    verband verein initiative forum campus und and for fur""".split()
)
_KINDS = frozenset((word,) for word in ORGANISATION)


def variants(name: str) -> list[str]:
    """Return the name, and what stands before and inside its brackets ("3Dsensation (Allianz)")."""
    inside = re.findall(r"\(([^)]+)\)", name)
    before = re.sub(r"\s*\([^)]*\)", "", name).strip()
    return [v for v in dict.fromkeys((name, before, *inside)) if v and v.casefold() not in ("allianz", "saale")]


def without_place(name: str, profile: ClusterProfile) -> str:
    """Return `name` without the Land or city of the cluster that it ends with, where an abbreviation tells it from others
    all the same ("RIC MAZA MV"); "": it ends with none, or would be a word as any.
    """
    taxonomy = load_taxonomy()
    laender = [taxonomy.land_by_id[taxonomy.land_ids[state]] for state in profile.all_states]
    ends = (*(end for land in laender for end in (land.id, land.de, land.en)), profile.city or "")
    rest = next((name[: -len(end)] for end in ends if end and re.search(rf"[\s-]{re.escape(end)}$", name)), "")
    return rest.rstrip(" -–") if len(rest.split()) > 1 and _ABBREVIATION.search(rest) else ""


def brief_names(name: str, profile: ClusterProfile) -> Iterator[str]:
    """Yield `name` without the place of the cluster or the kind of body that it begins or ends with, where a word in no dictionary is
    left ("Agrotech Valley"); a single one must be the first of the name, and of no field ("AVIASPACE"). Of "ZIG – Zentrum für …" and
    "IBB Netzwerk" yield the letters that it begins with, of "Forschungsflughafen Braunschweig – Mobility Cluster" what is before and behind the dash.
    """
    seats = {profile.city, *(load_taxonomy().land_ids.get(state) for state in profile.all_states)}
    for variant in variants(LEGAL_FORM.sub("", name)):
        words = _WORD.findall(variant)
        for part in variant.split(" – ") if " – " in variant else ():
            if len(_WORD.findall(part)) > 1:
                yield part
        letters = _LETTERS.match(variant)
        if letters and not _is_plain(letters[0], variant):
            yield letters[0]
        begins_with_kind = len(words) > _FEW and fold(variant).split()[0] in ORGANISATION
        has_own = any(map(_is_of_its_own, words))
        if not (begins_with_kind or has_own):
            continue  # places are looked for in few names: that takes longer than all else here
        places = {_folded(found.words) for found in load_gazetteer().find(variant) if seats & set(found.ids)}
        if places and begins_with_kind:
            in_full = _without_end(variant, places)
            if in_full != variant and len(_WORD.findall(in_full)) >= _FEW:
                yield in_full  # "Cluster Mechatronik & Automation", without "Bayern"
        if not has_own:
            continue
        edges = places | _KINDS
        rest = _without_end(_without_beginning(variant, edges), edges).strip(" -–&/:")
        words = _WORD.findall(rest)
        is_brief = rest != variant and 1 <= len(words) <= _FEW and any(map(_is_of_its_own, words))
        if is_brief and (len(words) > 1 or not _is_plain(rest, variant)):
            yield rest


def _folded(words: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(words))


def _without_beginning(name: str, edges: Set[tuple[str, ...]]) -> str:
    """Return `name` without those of `edges`, as casefolded words, that it begins with; a word is left."""
    words, folded, n = list(_WORD.finditer(name)), _folded(name), 0
    while words[0].start() == 0:
        begins = [len(edge) for edge in edges if n + len(edge) < len(words) and folded[n : n + len(edge)] == edge]
        if not begins:
            break
        n += max(begins)
    return name[words[n].start() :] if n else name


def _without_end(name: str, edges: Set[tuple[str, ...]]) -> str:
    """Return `name` without those of `edges`, as casefolded words, that it ends with; a word is left."""
    words, folded = list(_WORD.finditer(name)), _folded(name)
    n = len(words)
    while words[-1].end() == len(name):
        ends = [len(edge) for edge in edges if len(edge) < n and folded[n - len(edge) : n] == edge]
        if not ends:
            break
        n -= max(ends)
    return name[: words[n - 1].end()] if n < len(words) else name


def _is_plain(word: str, name: str) -> bool:
    """Return whether a single word names a field or a place, is a compound of words, or does not begin `name` with a capital."""
    is_named = bool(load_gazetteer().find(word) or compound_parts(fold(word)))
    return is_named or word.islower() or not name.startswith(word)


def _is_of_its_own(word: str) -> bool:
    """Return whether a word is in no dictionary and no compound for a body ("Mobilitätscluster"), which many are called."""
    return len(word) >= _MIN_IN_BRIEF and not is_word(word.lower()) and not fold(word).endswith(_BODIES)


def is_word(word: str) -> bool:
    return is_known(word, "en") or is_known(word, "de")
