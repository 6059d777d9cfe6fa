"""Clusters in the order of a figure, with the evidence of each, and whether one comes before another as is claimed."""

from __future__ import annotations

from knowledge.clusters.cards import LISTED, CardMaker
from knowledge.clusters.comparing import Comparison, figure_of, in_order
from knowledge.naming.profiles import ClusterProfile
from knowledge.quotation.citing import Citations, with_marks
from knowledge.quotation.wording import counted, joined, say
from knowledge.records import Language
from knowledge.retrieval.base import KnowledgeBase


class OrderTeller:
    """Tells the order of clusters from the profiles of an opened index."""

    def __init__(self, base: KnowledgeBase, cards: CardMaker) -> None:
        self._base = base
        self._cards = cards

    def text(
        self, comparison: Comparison, language: Language, citations: Citations
    ) -> tuple[str, tuple[ClusterProfile, ...]]:
        """Return the text that puts clusters in order, and those it names, what is asked for first; none: no figure is known.

        Where it is claimed of one of two that it comes first, yes or no goes before, if both figures are known.
        """
        extreme, among = comparison.extreme, comparison.among
        what = _wording_of(comparison)
        known = in_order(
            (self._base.profiles[i] for i in among), extreme, lambda profile: self._km(profile, comparison.cities)
        )
        if not known:
            return say(f"none_{what}", language), ()
        ordered = [profile for profile, value in known if comparison.holds(value)]
        if not ordered:
            when = _when(comparison, language)
            none = counted(f"none_within_{what}", language, len(among), when=when)
            left = counted(f"no_{what}", language, len(among) - len(known)) if len(known) < len(among) else ""
            return f"{none} {left}".strip(), ()
        lines = [self._verdict(comparison, known, language), self._opening(comparison, known, len(ordered), language)]
        for number, profile in enumerate(ordered[:LISTED], 1):
            quoted = self._stated(profile, comparison, language, citations)
            lines.append(f"{number}. {quoted}" if len(known) > 1 else quoted)
        if len(ordered) > LISTED:
            lines.append(counted("more", language, len(ordered) - LISTED))
        if len(known) < len(among) and (len(known) > 1 or comparison.is_bounded):
            lines.append(counted(f"no_{what}", language, len(among) - len(known)))
        return "\n".join(filter(None, lines)), tuple(ordered[:LISTED])

    def _opening(
        self, comparison: Comparison, known: list[tuple[ClusterProfile, float]], n_ordered: int, language: Language
    ) -> str:
        extreme, n = comparison.extreme, len(comparison.among)
        if n == 1 and (comparison.is_bounded or figure_of(extreme) == "seat"):
            return ""  # its figure says so
        if comparison.is_bounded:
            when = _when(comparison, language)
            return counted(f"within_{_wording_of(comparison)}", language, n_ordered, of=n, when=when)
        if len(known) == 1 < n:
            return say(f"single_{_wording_of(comparison)}", language, n=n)
        if extreme == "best_label" and len({value for _, value in known}) == 1:
            return say("same_label", language)
        cities = [self._cards.spoken(name, language) for name in comparison.cities]
        return say(extreme, language, n=n, city=joined(cities, language, by="or"))

    def _stated(self, profile: ClusterProfile, comparison: Comparison, language: Language, citations: Citations) -> str:
        """Return the passage that states the figure of a cluster; of a distance, the seat, and how far that is."""
        passage = self._cards.passage(profile.id, figure_of(comparison.extreme), language)
        assert passage is not None, f"{profile.id} has a figure and no passage that states it"
        quoted = with_marks(passage.text, citations.cite(passage, passage.text, limit=1))
        km = self._km(profile, comparison.cities)
        if km is None:
            return quoted
        return f"{quoted} ({self._cards.away(km, comparison.cities, language) if len(comparison.among) == 1 else f'{round(km)} km'})"

    def _km(self, profile: ClusterProfile, cities: tuple[str, ...]) -> float | None:
        """Return how far the seat of a cluster is from the nearest of `cities`; None: it has none, or there are none."""
        known = self._base.taxonomy.city_by_name
        if profile.city not in known or not cities:
            return None
        return min(known[profile.city][0].distance_km(known[name][0]) for name in cities)

    def _verdict(self, comparison: Comparison, known: list[tuple[ClusterProfile, float]], language: Language) -> str:
        if comparison.claimed is None or len(known) != 2 or len(comparison.among) != 2:
            return ""
        (first, value), (_, other) = known
        return say("yes" if first.id == comparison.claimed and value != other else "no", language)


def _wording_of(comparison: Comparison) -> str:
    """Return by which word the sentences on what is compared are found."""
    what = figure_of(comparison.extreme)
    return "distance" if what == "seat" else what


def _when(comparison: Comparison, language: Language) -> str:
    """Return the bounds of a comparison in words, as of years: "in 2018 or later"."""
    least, most = comparison.least, comparison.most
    key = "to" if least is None else "from" if most is None else "in" if least == most else "between"
    return say(f"when_{key}", language, least=least, most=most)
