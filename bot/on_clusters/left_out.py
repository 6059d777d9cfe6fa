"""Which clusters of a list a message leaves out: "drop the health one", "ohne NIRO bitte", "all except OptoNet"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.answer import Answerer
from knowledge.clusters.excluded import is_firmly_left_out, may_leave_out
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import JOINING
from knowledge.words.text import fold, is_stop, tokenise

_LONGEST = 8  # words
_LEAVES_OUT = lazily(
    rf"^\W*(?:(?:{JOINING}|please|bitte|all|the others?|alle|die anderen)\W+)*"
    r"(?:without|drop|leave out|remove|skip|except|but not|other than|forget|ignore|ohne|ausser|streich\w*|weg mit|vergiss|vergessen sie|lass\w*(?: sie)?(?= .*\bweg\b))\b"
)
# "none of these", "the two don't fit", "keins davon, lieber was mit Holz"
_REFUSED = lazily(
    r"\W*(?:(?:no|nope|nein|nee?|hm+|sorry|leider|ok(?:ay)?|but|aber)\W+)*"
    r"(?:(?:none|neither|not any|k?ein\w*|nichts|nix) (?:of|from|von|unter) (?:them|these|those|the (?:two|three)|denen|diesen|den (?:beiden|zweien|dreien|beiden)|all (?:these|those))|keine?[rs]? davon|keine?[rs]? der (?:beiden|drei)|(?:nichts|nix) davon"
    r"|(?:these|those|they|both|all|the (?:two|three)|die|diese|beide|alle)(?: (?:two|three|beiden|all|alle))? (?:(?:do|are|does|is)(?:n\W?t| not)(?: really| quite)? (?:fit\w*|right|suit\w*|suitable|what (?:i|we) (?:want|need|mean|meant|am looking for|are looking for)|it|any good|for (?:me|us)|relevant|interesting)"
    r"|passen(?: (?:mir|uns|alle|leider|so|wirklich))* nicht(?: (?:zu uns|so|ganz|wirklich))?|sind(?: alle)? (?:nichts|nicht das richtige|nicht passend|uninteressant)(?: fur (?:mich|uns))?|kenn\w* (?:ich|wir)(?: alle| schon)*|gefallen (?:mir|uns) nicht))"
    r"(?: (?:fits?|suits?|passt|passen|is right|are right|interest me|interessiert mich|interessieren mich|for (?:me|us)|fur (?:mich|uns)))?\s*(?:$|[,.;:!?–-]+\s*(?P<rest>.*))"
)
_BESIDE = lazily(
    r"(?:without|drop|leave|out|remove|skip|except|forget|ignore|ohne|ausser|streich\w*|weg|mit|vergiss|vergessen|lass\w*|clusters?|netzwerk\w*|networks?|ones?|list\w*|please|bitte|all|alle|others?|anderen|raus|aus)"
)
_ONE = lazily(r"\b(?:one|den|die|das) \w+|\bone\b")
_NAMED = 4  # letters that the beginning of a name must share


def without_refusal(text: str) -> str | None:
    """Return what `text` says besides that none of those shown is wanted: "none of these, with gold please"; None: it does not say so."""
    if len(text.split()) > 2 * _LONGEST:
        return None
    found = _REFUSED.match(fold(text))
    if found is None:
        return None
    n_rest = len((found["rest"] or "").split())
    return " ".join(text.split()[-n_rest:]) if n_rest else ""


def left_out(text: str, language: Language, listed: Sequence[str], answerer: Answerer) -> tuple[str, ...]:
    """Return the clusters of the list that `text` leaves out, by their names or by a word of one name alone; empty: it leaves
    out none, or it is not clear which.
    """
    folded = fold(text)
    if not listed or len(text.split()) > _LONGEST or not may_leave_out(folded):
        return ()
    base = answerer.base
    is_begun = _LEAVES_OUT.search(folded) is not None
    named = [cluster_id for cluster_id, _ in base.cluster_names.find(text) if cluster_id in listed]
    if named and (is_begun or is_firmly_left_out(*_around_names(text, answerer))):
        return tuple(named)
    kinds = {name.kind for name in base.gazetteer.find(text)}
    # neither a place nor a field is a name: what is there, or of it, is not wanted; but "the health one" is one of the list
    if not is_begun or kinds & {"land", "city", "region"} or ("field" in kinds and not _ONE.search(folded)):
        return ()
    words = [w for w in tokenise(text) if len(w) >= _NAMED and not is_stop(w, language) and not _BESIDE.fullmatch(w)]
    if len(words) != 1:
        return ()
    profiles = (base.profiles[cluster_id] for cluster_id in listed)
    having = [p.id for p in profiles if any(part.startswith(words[0]) for part in _parts(f"{p.name} {p.short_name}"))]
    return tuple(having) if len(having) == 1 else ()


def _around_names(text: str, answerer: Answerer) -> tuple[str, str]:
    """Return what stands before the first name of a cluster in `text` and what behind the last, folded."""
    parts = answerer.base.cluster_names.cut(text, "\n").split("\n")
    return fold(parts[0]), fold(parts[-1])


def _parts(name: str) -> list[str]:
    return [part for word in tokenise(name) for part in re.split(r"[.\-_]", word)]
