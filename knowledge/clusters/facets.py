"""Facets of the cluster finder: how many clusters each Land, field, label or membership would leave, and the wish for it.

A count is what the wish with that value *instead of* the other values of its facet gives; the other facets stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.clusters.finder import Finder
from knowledge.clusters.wishes import Wish
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import LabelLevel
from knowledge.retrieval.base import KnowledgeBase

FacetName = Literal["land", "field", "label"]
ANY_LABEL = "any"
_LEVELS: tuple[LabelLevel, ...] = ("gold", "silver", "bronze")
_CONDITIONS = {"land": "place", "field": "field", "label": "label"}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value by its id, how many clusters it would leave, and whether it is among what the wish asks for."""

    id: str
    n: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets of a wish; `n` clusters satisfy it, `n_members` of them and their like would with members only.

    Values that would leave nothing are not there, unless they are chosen. Länder and fields: the most first, then by id.
    """

    n: int
    laender: tuple[FacetValue, ...]
    fields: tuple[FacetValue, ...]
    labels: tuple[FacetValue, ...]
    n_members: int

    def of(self, facet: FacetName) -> tuple[FacetValue, ...]:
        """Return the values of a facet."""
        return {"land": self.laender, "field": self.fields, "label": self.labels}[facet]


def exact(wish: Wish, finder: Finder) -> Wish:
    """Return `wish` as conditions only, as a facet refines it: a need becomes plain, and the text merely orders.

    Where no cluster has its seat in the city, the Land stands for it, as in `Finder.find`.
    """
    plain = replace(wish, need=False, beyond=0, denied=())
    if plain.cities and not finder.matching(plain):
        laender = plain.laender or tuple(dict.fromkeys(finder.reader.land_of(name) for name in plain.cities))
        wider = replace(plain, cities=(), near=False, within_km=None, laender=laender)
        return wider if finder.matching(wider) else plain
    return plain


def facets(base: KnowledgeBase, finder: Finder, wish: Wish) -> Facets:
    """Return the facets of `wish`, which should be `exact`: what is counted are conditions."""
    taxonomy = base.taxonomy

    def matching(facet: FacetName) -> list[ClusterProfile]:
        return [base.profiles[i] for i in finder.matching(wish.without(_CONDITIONS[facet]))]

    by_land = Counter(taxonomy.land_ids[name] for p in matching("land") for name in p.all_states)
    by_field = Counter(taxonomy.field_ids[name] for p in matching("field") for name in dict.fromkeys(p.fields))
    by_label = Counter(p.ecei_label.level for p in matching("label") if p.ecei_label)
    labels = [FacetValue(level, by_label[level], level in wish.labels) for level in _LEVELS]
    labels.insert(0, FacetValue(ANY_LABEL, by_label.total(), wish.any_label))
    return Facets(
        n=len(finder.matching(wish)),
        laender=_values(by_land, wish.laender),
        fields=_values(by_field, wish.fields),
        labels=tuple(value for value in labels if value.n or value.is_chosen),
        n_members=len(finder.matching(replace(wish, member=True))),
    )


def _values(counts: Counter[str], chosen: Iterable[str]) -> tuple[FacetValue, ...]:
    kept = set(chosen)
    values = [FacetValue(i, counts[i], i in kept) for i in {*counts, *kept}]
    return tuple(sorted(values, key=lambda value: (-value.n, value.id)))


def toggled(wish: Wish, facet: FacetName, value: str) -> Wish:
    """Return `wish` with `value` taken into a facet, or out of it if it is there.

    A Land takes the place of cities and of what is excluded; any label and levels of labels take each other's.
    """
    match facet:
        case "land":
            return replace(wish.without("place"), laender=_with_or_without(wish.laender, value))
        case "field":
            return replace(wish.without("field"), fields=_with_or_without(wish.fields, value))
        case "label":
            if value == ANY_LABEL:
                return replace(wish, labels=(), any_label=not wish.any_label)
            return replace(wish, any_label=False, labels=_with_or_without(wish.labels, value))  # type: ignore[arg-type]


def _with_or_without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(v for v in values if v != value) if value in values else (*values, value)
