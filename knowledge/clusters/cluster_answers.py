"""Answers that tell of clusters: found by a wish, compared, or by what their profiles say."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from knowledge.asked.question import Question, analyse
from knowledge.clusters.beside import MOST, SideBySide
from knowledge.clusters.cards import LISTED, CardMaker
from knowledge.clusters.comparing import Comparison
from knowledge.clusters.details import (
    UNTOLD,
    Detail,
    asks_who_heads,
    beyond_detail,
    is_of_kind,
    wanted_words,
)
from knowledge.clusters.finder import Finder
from knowledge.clusters.ordered import OrderTeller
from knowledge.clusters.outcomes import Outcome, Request, made
from knowledge.clusters.profile_claims import asks_which, claim_in, held
from knowledge.clusters.profile_tells import tells
from knowledge.clusters.since_years import says_since
from knowledge.clusters.stock import Spread, counts
from knowledge.clusters.summary_model import likely_told
from knowledge.clusters.told_details import DetailTeller, called
from knowledge.clusters.unknown_clusters import is_firm
from knowledge.clusters.wishes import Wish
from knowledge.naming.profiles import ClusterProfile
from knowledge.patterns import lazily
from knowledge.quotation.citing import Citations, marks
from knowledge.quotation.wording import CONTACT, counted, joined, say
from knowledge.records import Language
from knowledge.retrieval.base import KnowledgeBase

_SURE = 0.9  # how sure to be of what profiles have in their plain parts
# by what a summary may tell a detail that the profile has not: else that is not known
_TOLD_BESIDE: dict[Detail, re.Pattern[str]] = {
    "founded": lazily(r"(?<!\d)(?:18|19|20)\d\d(?!\d)"),
    "members": lazily(r"\d"),
    "label": lazily(r"label", re.IGNORECASE),
}
_ROWS = 16  # as many as there are Länder


class ClusterAnswers:
    """Makes answers of the profiles of an opened index."""

    def __init__(self, base: KnowledgeBase, finder: Finder) -> None:
        self._base = base
        self._made = partial(made, base.manifest.generation)
        self._finder = finder
        self._cards = CardMaker(base)
        self._details = DetailTeller(self._cards)
        self._beside = SideBySide(self._cards)
        self._order = OrderTeller(base, self._cards)

    def found(self, request: Request, wish: Wish, *, asks_for_bodies: bool = False) -> Outcome:
        """Return the clusters that fit the wish, or that none does; with `asks_for_bodies`, that they are not the companies or institutes asked for."""
        if wish.abroad:
            return self._abroad(request, wish)
        found = self._finder.find(wish, request.language)
        citations = Citations()
        if not found.clusters:
            text = self._cards.nothing(wish, self._finder.fewer(wish), request.language)
            return Outcome(self._made(request, "abstention", text, reason="no cluster fits"), wish=wish)
        skip = request.skip if request.skip < len(found.clusters) else 0
        text, cards, n_named = self._cards.listing(found, request.language, citations, skip=skip)
        text = f"{say('no_bodies', request.language)} {text}" if asks_for_bodies else text
        if says_since(request.text, wish):
            understood, _, rest = text.partition("\n")
            text = f"{understood} {say('since_unknown', request.language)}\n{rest}"
        answer = self._made(request, "clusters", text, citations, confidence=1.0 if not wish.need else found.scores[0])
        return Outcome(
            answer.model_copy(update={"clusters": cards, "confidence": max(0.0, min(1.0, answer.confidence))}),
            wish=wish,
            cluster_ids=tuple(profile.id for profile in found.clusters),
            n_shown=skip + n_named,
        )

    def _abroad(self, request: Request, wish: Wish) -> Outcome:
        """Return that no cluster is known where it is wanted, in another country, and how many there are in Germany."""
        language, here = request.language, replace(wish, abroad="")
        text = say("abroad", language, n=len(self._base.profiles), place=wish.abroad)
        offers: tuple[str, ...] = ()
        if here.conditions and (fitting := self._finder.matching(here)):
            text += " " + say("in_germany_one" if len(fitting) == 1 else "in_germany", language, n=len(fitting))
            offers = (say("clusters_for", language, conditions=self._cards.conditions(here, language)),)
        answer = self._made(request, "abstention", text, reason="no cluster abroad is known", offers=offers)
        return Outcome(answer, wish=here)

    def instead(self, request: Request, wish: Wish) -> Outcome:
        """Return that the sources do not say what is asked, and which clusters could be asked for instead: those of the wish."""
        language = request.language
        offer = say("clusters_for", language, conditions=self._cards.conditions(wish, language))
        text = f"{say('no_answer', language)} {say('clusters_instead', language)}"
        return Outcome(self._made(request, "abstention", text, reason="the sources do not say", offers=(offer,)))

    def spread(self, request: Request, spread: Spread, wish: Wish) -> Outcome:
        """Return how many of the clusters that fit the wish there are in each Land or city, or of each field, counted from their profiles."""
        language = request.language
        profiles = [self._base.profiles[i] for i in self._finder.matching(wish)]
        rows = self._rows(profiles, spread, wish, language)
        lines = [say(f"spread_{spread.by}", language, n=len(profiles))]
        if not wish.is_empty:
            lines.insert(0, say("understood", language, conditions=self._cards.conditions(wish, language)))
        for number, (name, n, n_there) in enumerate(rows[:_ROWS], 1):
            lines.append(f"{number}. {name}: {n}" + (f" ({n_there})" if n_there > n else ""))
        if len(rows) > _ROWS:
            lines.append(say("spread_more", language, n=len(rows) - _ROWS))
        answer = self._made(request, "clusters", "\n".join(lines), confidence=_SURE)
        return Outcome(answer, wish=wish)

    def _rows(
        self, profiles: Sequence[ClusterProfile], spread: Spread, wish: Wish, language: Language
    ) -> list[tuple[str, int, int]]:
        taxonomy = self._base.taxonomy
        rows = counts(profiles, spread)
        if spread.by == "field":
            return [(taxonomy.field_name(name, language), n, there) for name, n, there in rows]
        if spread.by == "city":
            return [(self._cards.spoken(name, language), n, there) for name, n, there in rows]
        wanted = [row for row in rows if not wish.laender or taxonomy.land_ids[row[0]] in wish.laender]
        return [(taxonomy.land_name(name, language), n, there) for name, n, there in wanted]

    def whole(self, request: Request, wish: Wish) -> Outcome:
        """Return whether the clusters found by `wish` are all that there are, and how many more there would be without one of its
        conditions; where some have not been named yet, these.
        """
        found = self._finder.find(wish, request.language)
        if len(found.clusters) > request.skip:
            return self.found(request, wish)
        language, n = request.language, len(found.clusters)
        lines = [
            say("understood", language, conditions=self._cards.conditions(wish, language)),
            say("all_best", language) if wish.need else counted("all_shown", language, n),
        ]
        for name in wish.conditions if wish.fields or not wish.need else ():
            wider = len(self._finder.find(wish.without(name), language).clusters)
            if wider > n:
                lines.append(counted("drop", language, wider, condition=say(f"condition_{name}", language)))
        shown = tuple(profile.id for profile in found.clusters)
        answer = self._made(request, "clusters", " ".join(lines), confidence=_SURE)
        return Outcome(answer, wish=wish, cluster_ids=shown, n_shown=n)

    def counted(self, request: Request, wish: Wish) -> Outcome:
        """Return how many clusters fit the wish, and the first of them with their sources, those named already staying what is spoken of; or
        that none does.
        """
        found, language = self._finder.find(wish, request.language), request.language
        if not found.clusters:
            return self.found(request, wish)
        conditions = self._cards.conditions(wish, language)
        text = counted("how_many", language, len(found.clusters), conditions=conditions)
        citations = Citations()
        cards = tuple(self._cards.card(profile, language, citations) for profile in found.clusters)
        first = found.clusters[:LISTED]
        names = [f"{called(p)} {marks(card.citations[:1])}" for p, card in zip(first, cards, strict=False)]
        text += f"\n{', '.join(names)}{', …' if len(cards) > len(first) else ''}"
        answer = self._made(request, "clusters", text, citations, confidence=_SURE)
        answer = answer.model_copy(update={"clusters": cards})
        shown = tuple(profile.id for profile in found.clusters)
        return Outcome(answer, wish=wish, cluster_ids=shown, n_shown=min(request.skip, len(shown)))

    def compared(self, request: Request, comparison: Comparison) -> Outcome:
        """Return the clusters compared in order; the one that was asked for is the one told of, or all that are within bounds."""
        citations = Citations()
        text, ordered = self._order.text(comparison, request.language, citations)
        if not ordered:
            return Outcome(self._made(request, "abstention", text, reason="no figure to compare by"))
        cards = tuple(self._cards.card(profile, request.language, citations) for profile in ordered)
        answer = self._made(request, "clusters", text, citations, confidence=_SURE)
        shown = [profile.id for profile in ordered]
        asked_for: tuple[str, ...] = (shown[min(comparison.place, len(shown) - 1)],)
        if comparison.is_bounded:
            asked_for = tuple(shown)
        elif len(shown) == 1 < len(comparison.among) <= MOST:
            asked_for = tuple(dict.fromkeys((*shown, *comparison.among)))  # they could not be compared
        return Outcome(
            answer.model_copy(update={"clusters": cards}),
            cluster_ids=asked_for,
            listed=tuple(shown if comparison.is_bounded else dict.fromkeys((*shown, *comparison.among))),
        )

    def profiles(
        self,
        request: Request,
        named: Sequence[str],
        details: Sequence[Detail],
        *,
        unsaid: str = "",
        confidence: float = _SURE,
    ) -> Outcome:
        """Return what the profiles of the clusters `named` say of one or two `details`, of their summaries three at the most, and
        that they do not say what the sentence `unsaid` has. `confidence`: how likely they say what is asked.
        """
        if set(details) <= set(UNTOLD):
            return self._elsewhere(request, named[:MOST], say("contact_unknown", request.language))
        citations = Citations()
        profiles = [self._base.profiles[i] for i in named[: MOST if tuple(details) == ("summary",) else LISTED]]
        asked_besides = beyond_detail(self._base.cluster_names.cut(request.text), request.language)
        known = () if asked_besides else request.known  # what they are may be the answer
        text = self._details.text(profiles, details, request.language, citations, known=known)
        if len(profiles) == 1 and not any(self._may_tell(profiles[0], detail, request.language) for detail in details):
            said = text.split("\n")[: len(details)]
            return self._elsewhere(request, named, " ".join(said))
        has_one = any(self._cards.passage(p.id, what, request.language) for p in profiles for what in details)
        if unsaid and has_one:  # since when there is none, is no question
            lines = text.split("\n")
            names = joined([called(p) for p in profiles], request.language, by="or")
            lines.insert(len(profiles), say(unsaid, request.language, name=names))
            text = "\n".join(lines)
        return self._told(request, profiles, text, citations, confidence=confidence)

    def _may_tell(self, profile: ClusterProfile, detail: Detail, language: Language) -> bool:
        """Return whether a profile has a detail, or its summary may have it in other words."""
        if detail == "website":
            return bool(profile.website)
        hint = _TOLD_BESIDE.get(detail)
        if hint is None:
            return True
        summary = self._cards.passage(profile.id, "summary", language)
        has_it = self._cards.passage(profile.id, detail, language) is not None
        return has_it or (summary is not None and hint.search(summary.text) is not None)

    def judged(self, request: Request, named: Sequence[str], rest: str) -> Outcome | None:
        """Return whether what `rest`, the question without the names of the clusters `named`, claims of them holds, with the detail
        that tells it; of several, which of them it holds of, if that is asked. None: it claims nothing that profiles can tell.
        """
        language = request.language
        is_which = len(named) > 1 and asks_which(rest)
        if not is_which and not self._wants_yes_or_no(request):
            return None
        claim = claim_in(rest, language, self._finder.reader)
        if claim is None:
            return None
        told = self.profiles(request, named, (claim.detail,))
        profiles = [self._base.profiles[i] for i in told.cluster_ids]
        if is_which:
            fitting = tuple(p.id for p in profiles if claim.holds(p, self._base.taxonomy))
            return replace(told, cluster_ids=fitting or told.cluster_ids, listed=told.cluster_ids)
        verdict = held(claim, profiles, rest, self._base.taxonomy) if len(profiles) == len(named) else None
        return told if verdict is None else _with_text(told, f"{say(verdict, language)} {told.answer.text}")

    def _wants_yes_or_no(self, request: Request) -> bool:
        """Return whether a question wants yes or no; German ones begin with a verb that a pronoun may follow, a name tells less."""
        if analyse(request.text).yesno or request.language == "en":
            return analyse(request.text).yesno
        return analyse(self._base.cluster_names.cut(request.text, " es ")).yesno

    def beside(self, request: Request, named: Sequence[str]) -> Outcome:
        """Return the clusters `named`, three at the most, side by side."""
        citations = Citations()
        profiles = [self._base.profiles[i] for i in named[:MOST]]
        return self._told(request, profiles, self._beside.text(profiles, request.language, citations), citations)

    def _told(
        self,
        request: Request,
        profiles: Sequence[ClusterProfile],
        text: str,
        citations: Citations,
        *,
        confidence: float = _SURE,
    ) -> Outcome:
        cards = tuple(self._cards.card(p, request.language, citations) for p in profiles)
        answer = self._made(request, "clusters", text, citations, confidence=confidence)
        told = tuple(profile.id for profile in profiles)
        return Outcome(answer.model_copy(update={"clusters": cards}), cluster_ids=told)

    def counted_in(self, named: Sequence[str], years: Collection[str]) -> bool:
        """Return whether the number of members of a cluster named is known of one of `years`."""
        counts = [self._base.profiles[cluster_id].members for cluster_id in named]
        return any(count is not None and (count.as_of or "")[:4] in years for count in counts)

    def told_by_profile(
        self, named: Sequence[str], detail: Detail | None, rest: str, question: Question, language: Language
    ) -> float:
        """Return how likely the profiles of the clusters `named`, each of them, tell what is asked: by the summary, or by seat, fields or
        `detail`, if these have it in words.
        """
        if detail in UNTOLD:
            return 0.0
        information = self._base.searcher.information.of
        is_of_detail = detail is not None and is_of_kind(detail, question)
        wanted = beyond_detail(rest, language) if is_of_detail else wanted_words(rest, language)
        likely = []
        for cluster_id in named:
            summary = self._cards.passage(cluster_id, "summary", language)
            plain = [self._cards.passage(cluster_id, what, language) for what in ("seat", "fields")]
            if detail is not None and is_of_detail:
                plain += [self._cards.passage(cluster_id, detail, language), summary]
            text = " ".join(passage.text for passage in plain if passage)
            if wanted and tells(text, wanted, question, language, information):
                likely.append(_SURE)
            elif summary is not None:
                likely.append(likely_told(rest, summary.text, language, information))
        return min(likely, default=0.0)

    def denied(self, request: Request) -> Outcome:
        """Return that a condition is denied, which the finder does not read, or that it asks for a distance from nowhere."""
        of_distance = request.wish is not None and "distance" in request.wish.denied
        text = say("distance_unknown" if of_distance else "denied", request.language)
        return Outcome(self._made(request, "abstention", text, reason="a condition is denied"))

    def unsaid(self, request: Request, named: Sequence[str]) -> Outcome:
        """Return that the profiles of the clusters `named` do not say what is asked, and where their websites are."""
        profiles = [self._base.profiles[i] for i in named]
        names = [called(p) if p.id in request.known else p.name for p in profiles]
        key = "head_unknown" if asks_who_heads(request.text) else "no_answer_cluster"
        return self._elsewhere(
            request, named, say(key, request.language, name=joined(names, request.language, by="or"))
        )

    def _elsewhere(self, request: Request, named: Sequence[str], unsaid: str) -> Outcome:
        """Return `unsaid`, and where more may be found: on the websites of the clusters, three at the most, and at the programme."""
        language = request.language
        profiles = [self._base.profiles[i] for i in named]
        parts = [unsaid]
        if len(profiles) <= MOST:
            parts += [
                say("website", language, name=p.short_name, website=p.website) + "." for p in profiles if p.website
            ]
        parts.append(say("contact_programme", language, contact=CONTACT))
        answer = self._made(request, "abstention", " ".join(parts), reason="the profile does not say")
        return Outcome(answer, cluster_ids=tuple(named))

    def unknown(self, request: Request, name: str) -> Outcome:
        """Return that the sources know no cluster of this name; of what is named as a firm, that they do not list who is in a cluster."""
        parts = (
            say("unknown_firm" if is_firm(name) else "unknown_cluster", request.language, name=name),
            say("contact_programme", request.language, contact=CONTACT),
        )
        return Outcome(self._made(request, "abstention", " ".join(parts), reason="no such cluster in the sources"))


def _with_text(outcome: Outcome, text: str) -> Outcome:
    return replace(outcome, answer=outcome.answer.model_copy(update={"text": text}))
