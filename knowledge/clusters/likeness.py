"""Clusters like a known one: whether a question wishes for them, and what is wished for then."""

from __future__ import annotations

from dataclasses import replace

from knowledge.clusters.wishes import Wish
from knowledge.naming.cluster_names import NAMED
from knowledge.naming.fields import Taxonomy
from knowledge.naming.profiles import ClusterProfile
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold

_ONE = r"(?:something|anything|clusters?|networks?|associations?|ones?|organi[sz]ations?|others?|someone)"
_EINS = r"(?:(?:et)?was|\w*cluster|netzwerk\w*|verein\w*|verbund\w*|eine?[nrs]?|andere\w*|jemand\w*)"
_LIKE = lazily(
    rf"\b(?:{_ONE}(?: (?:in|from|around) (?:\w+ ){{0,3}}?| there | else | )(?:like|such as)|(?:clusters? |networks? )?(?:that (?:is|are) |much |more )?similar(?: \w+){{0,2}}? (?:to|as)|(?:alike|equivalent|comparable|counterpart)(?: \w+){{0,2}}? (?:to|with|of|for)"
    rf"|(?:so )?{_EINS}(?: (?:ahnliches|vergleichbares))? wie|(?:ein )?(?:ahnlich\w*|vergleichbar\w*|gegenstuck|pendant)(?: \w+)? (?:wie|mit|zu[mr]?|von))\W+(?:the |das |der |die |dem |den )?{NAMED}\b"
    rf"|\b{NAMED} (?:ahnlich\w*|like (?=clusters?|networks?)|equivalent|counterpart|alternativ\w*)\b|\b(?:alternativ\w*|competitors?|konkurren\w*) (?:to|of|for|zu[mr]?|von|fur)\W+(?:the |das |der |die )?{NAMED}\b"
)


def without_likeness(text: str) -> str | None:
    """Return `text`, folded, without the words that wish for what is like the cluster for which `NAMED` stands; None: it wishes for no such."""
    folded = fold(text)
    found = _LIKE.search(folded)
    return None if found is None else f"{folded[: found.start()]} {folded[found.end() :]}"


def like(profile: ClusterProfile, conditions: Wish, taxonomy: Taxonomy, language: Language) -> Wish:
    """Return the wish for other clusters of the fields of `profile`, what is nearest to it first, under the place, label and membership of `conditions`."""
    keywords = profile.keywords_en if language == "en" else profile.keywords_de
    return replace(
        conditions,
        fields=tuple(taxonomy.field_ids[name] for name in profile.fields),
        also=(),
        field_words=(),
        leanings=(),
        text=" ".join(keywords),
        beyond=0,
        need=False,
        besides=(profile.id,),
    )
