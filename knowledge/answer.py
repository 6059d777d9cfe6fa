"""From a request to an answer: which of finder, profile and statements replies, and in what words. Quotes, never invents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from knowledge.aims import ASKED, asks_aims
from knowledge.base import KnowledgeBase
from knowledge.beside import asks_difference
from knowledge.choosing import halves
from knowledge.cluster_answers import ClusterAnswers
from knowledge.comparing import Comparison, bounds_in, extreme_in, figure_of, place_in
from knowledge.details import (
    Detail,
    asks_only_for,
    asks_who_is_in_charge,
    beyond_detail,
    detail_asked,
    tells_of_deed,
    tells_since_when,
)
from knowledge.finder import Finder
from knowledge.garbage import set_aside
from knowledge.given_up import without_given_up
from knowledge.intent import (
    asks_no_clusters,
    asks_which_fits,
    asks_which_known,
    asks_who_deals_with,
    intent_signals,
    is_note,
    is_of_programme,
    is_plain_list,
    may_be_of_programme,
    signs,
    with_nearness,
)
from knowledge.likeness import NAME, like, without_likeness
from knowledge.list_details import with_details
from knowledge.model import Model, load_model
from knowledge.need_words import tells_what_we_do
from knowledge.outcomes import Outcome, Request
from knowledge.programme_beside import asked_of_both
from knowledge.question import analyse, levels_in, years_covered
from knowledge.records import Language, Passage
from knowledge.rereading import SURE, Rereader
from knowledge.retrieval import Retrieved, Retriever
from knowledge.several import asked_in_a_row, asked_of_two_years, compared_in, stands_by_itself
from knowledge.statement_answers import StatementAnswers
from knowledge.stock import Spread, spread_asked
from knowledge.text import terms
from knowledge.unknown_clusters import UnknownClusters
from knowledge.values import values_in
from knowledge.wishes import Wish

_AT_A_TIME = 200  # statements whose values are looked for in one step
_NEARLY = -2.0  # log-odds
# Between which the nearest profile's cosine and hybrid score lie: for 1,999 questions, at most 0.85, and at least 0.14.
_HOW_NEAR = ((0.0, 0.9), (0.1, 1.0))
_INSTEAD = 0.9  # confidence from which a statement tells whether there are clusters where the finder knows none
_IT = re.compile(r"\b(?:it|they|them)\b|\b(?:es|sie|ihn|das|die|den|der)\b(?=\W*$)")
_ROLE = re.compile(
    r"manager|geschäftsführ|vorstand|vorsitz|leiter|sprecher|ansprechpartner|director|head of|chair|\bceo\b|contact person",
    re.IGNORECASE,
)
_BRIEF = 4  # words
_OR = re.compile(r"\s+(?:or|oder|and|und)\s+(?:(?:the|an?|die|der|das|eine?|ihre?|their|its)\s+)?", re.IGNORECASE)
_LOOSE_OR = re.compile(r"[,;:]\s*(?:or|oder)\b|\b(?:or|oder)\b(?=\W*$)", re.IGNORECASE)
_LABEL = re.compile(r"label", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:since when|how long (?:has|have)|seit wann|wie lange (?:schon|hat|haben|ist|sind))\b"
    r"|\bwhen (?:did|was|were)\b(?=.*\b(?:get|receive|obtain|win|earn|gain|awarded|certified)\b)"
    r"|\bwann\b(?=.*\b(?:bekam\w*|bekommen|erhielt\w*|erhalten|verliehen|ausgezeichnet|zertifiziert)\b)",
    re.IGNORECASE,
)
_BARE_SINCE = re.compile(
    r"\W*(?:since|from|seit|ab|und|and)?\s*(?:when|wann)(?:\s+(?:exactly|genau|that|das|schon))*\W*", re.IGNORECASE
)
_OPENING = re.compile(r"^\W*(?:(?:ok(?:ay)?|and|und|so|also|gut|aha|danke|thanks)\b\W*)+", re.IGNORECASE)
_DATED: frozenset[Detail] = frozenset({"label", "member"})  # of which it can be asked since when
_OF_ADDRESS: frozenset[Detail] = frozenset({"address", "website"})  # both are told where the address is asked
_WHO_SPEAKS: dict[Language, str] = {
    "en": "Who is the contact person at {name}?",
    "de": "Wer ist Ansprechpartner bei {name}?",
}
_OF_PROGRAMME = 0.9  # confidence from which the question is answered though the rest speaks of a firm and its place


class Answerer:
    """Answers requests from an opened index."""

    def __init__(self, base: KnowledgeBase, model: Model | None = None) -> None:
        self.base = base
        self.model = model or load_model()
        self.finder = Finder(base)
        self.retriever = Retriever(base, self.model)
        self._statements = StatementAnswers(base, self.model, self.retriever)
        self._clusters = ClusterAnswers(base, self.finder)
        self._rereader = Rereader(self.retriever, self.model.threshold, has_clusters=bool(base.profiles))
        self._told_of: dict[str, frozenset[str]] = {}
        self._unknown_clusters = UnknownClusters(
            base.profiles.values(),
            base.statements.values(),
            names=base.cluster_names,
            gazetteer=base.gazetteer,
            taxonomy=base.taxonomy,
        )

    def read_ahead(self) -> Iterator[int]:
        """Work out ahead what the first questions would wait for; yield how many passages are read so far.

        For whoever has time between two questions: a step takes a twentieth of a second, the last one a third.
        """
        n_read = 0
        for n_read in self.base.read_ahead():
            yield n_read
        for number, passage in enumerate(self.base.statements.values(), 1):
            values_in(passage.text, passage.language)
            if number % _AT_A_TIME == 0:
                yield n_read
        self._unknown_clusters.read_ahead()
        set_aside()

    # -- which part replies ------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Outcome:
        """Return the answer to `request`."""
        if request.origin is not None:
            return self._statements.origin(request, request.origin)
        if request.wish is not None and "distance" in request.wish.denied:
            return self._clusters.denied(request)
        if request.wish is not None and request.is_whole:
            return self._clusters.whole(request, request.wish)
        if request.wish is not None:
            return self._clusters.found(request, request.wish)
        if request.comparison is not None:
            return self._clusters.compared(request, request.comparison)
        self.base.searcher.prepare(request.text, request.language)  # its vector is worked out while the rest is read
        named = list(request.cluster_ids) or self._named(request.text)
        if not named and (spelt := self._in_capitals(request.text, request.language)):
            request, named = replace(request, text=spelt), self._named(spelt)
        if len(named) == 1 and (alike := self.wish_like(request.text, named[0], request.language)) is not None:
            return self._clusters.found(request, alike)
        if named and (judged := self._clusters.judged(request, named, self._beside_names(request, named))) is not None:
            return judged
        if request.details:
            return self._clusters.profiles(request, named, request.details)
        if len(named) > 1 and (comparison := self.compared(request.text, request.language, named)) is not None:
            return self._clusters.compared(request, comparison)
        if len(named) > 1 and asks_difference(self.base.cluster_names.cut(request.text), request.language):
            return self._clusters.beside(request, named)
        if named:
            return self._about_cluster(request, named, self.retrieve(request.text, request.language))
        if not self.base.profiles or not terms(request.text, request.language):
            return self.by_statements(request, self._asked(request, self.retrieve(request.text, request.language)))
        if asks_which_known(request.text):
            return self._clusters.found(request, Wish())
        if (spread := self.spread_asked(request.text, request.language)) is not None:
            return self._clusters.spread(request, *spread)
        unknown = self._unknown_clusters.name_in(request.text, request.language)
        if unknown:
            return self._clusters.unknown(request, unknown)
        with_list = with_details(request.text)
        if with_list is not None and (listed := self._listed_with(request, *with_list)) is not None:
            return listed
        wish = self.finder.reader.read(request.text, request.language)
        if (comparison := self._compared_with_all(request, wish)) is not None:
            return self._clusters.compared(request, comparison)
        signs(request.text)  # while its vector is worked out; they are remembered
        retrieved = self.retrieve(request.text, request.language)
        if (
            not request.wants_statement
            and self.wants_clusters(request.text, request.language, wish, retrieved)
            and not self._asks_of_programme(request, retrieved)
        ):
            tells_need = bool(wish.leanings) and (
                tells_what_we_do(request.text)
                or is_note(request.text, analyse(request.text))
                or bool(signs(request.text)["seek_noun"])
            )
            if wish.is_empty and not tells_need and retrieved.gap is not None and not asks_which_fits(request.text):
                return self._statements.unanswered(request, retrieved)
            if wish.denied:
                return self._clusters.denied(request)
            found = self._clusters.found(request, wish)
            sure = retrieved.question.yesno and retrieved.confidence >= _INSTEAD
            if found.answer.kind == "clusters" or not sure:
                return found
        return self._by_questions(request, self._asked(request, retrieved))

    def _listed_with(self, request: Request, text: str, details: tuple[Detail, ...]) -> Outcome | None:
        """Return the clusters that `text` wishes for, with `details` of each; None: it wishes for none, or for all."""
        wish = self.finder.reader.read(text, request.language)
        if wish.denied or not (wish.conditions or wish.leanings):
            return None
        if not self.wants_clusters(text, request.language, wish, self.retrieve(text, request.language)):
            return None
        return self._clusters.found(request, replace(wish, details=details))

    def _by_questions(self, request: Request, retrieved: Retrieved) -> Outcome:
        """Return the answer by the statements `retrieved` for the whole; where it compares, or asks several questions that stand by
        themselves or that nothing answers together, by those for each.
        """
        compared = compared_in(request.text, request.language)
        asked = compared or asked_in_a_row(request.text)
        is_answerable = self._statements.is_answerable(retrieved)
        if not compared and is_answerable:
            asked = asked if all(stands_by_itself(question, request.language) for question in asked) else ()
        years = retrieved.question.years
        if not asked and len(years) > 1 and not retrieved.question.yesno:
            has_both = is_answerable and years <= years_covered(retrieved.candidates[0].passage.text)
            asked = () if has_both else asked_of_two_years(request.text, request.language)
        if not asked and (both := asked_of_both(request.text, request.language)):
            sides = [(question, self.retrieve(question, request.language)) for question in both]
            if any(side.has_first_of(retrieved) for _, side in sides) and (
                beside := self._statements.told_each(request, sides)
            ):
                return beside
        each = [(question, self.retrieve(question, request.language)) for question in asked]
        told = self._statements.told_each(request, each, least=1 if len(years) > 1 else 2) if each else None
        if told is None and not compared:
            retrieved = next((found for _, found in each if self._statements.is_answerable(found)), retrieved)
        return told or self.by_statements(request, retrieved)

    def _compared_with_all(self, request: Request, wish: Wish) -> Comparison | None:
        """Return among which clusters the oldest, largest … is asked for: those of the conditions named beside; None: of no such
        thing, or of something beside it.
        """
        found = extreme_in(request.text)
        if found is None or wish.denied:
            return None
        extreme, rest = found
        of_them = self.finder.reader.read(rest, request.language)
        said = signs(rest)
        if not said["seek_noun"] or said["event"] or of_them.beyond or of_them.need or analyse(request.text).years:
            return None
        among = self.finder.matching(of_them)
        if not among:
            return None
        return Comparison(extreme, tuple(among), place_in(request.text), *bounds_in(request.text))

    def spread_asked(self, text: str, language: Language) -> tuple[Spread, Wish] | None:
        """Return by what `text` wants the clusters counted that are known, and under which conditions; None: it wants no such counts."""
        found = spread_asked(text)
        if found is None:
            return None
        spread, beside = found
        wish = self.finder.reader.read(beside, language)
        is_plain = not (wish.beyond or wish.denied or wish.need or wish.near)
        return (spread, replace(wish, text="")) if is_plain else None

    def asks_of_stock(self, text: str, language: Language) -> bool:
        """Return whether `text` asks how many clusters are known, or how they are spread, whatever has been spoken of."""
        return asks_which_known(text) or self.spread_asked(text, language) is not None

    def compared(self, text: str, language: Language, among: Sequence[str]) -> Comparison | None:
        """Return what `text` compares the few clusters `among` by; None: by nothing. The first of two is what it claims something of."""
        found = extreme_in(text, of_few=True)
        if found is None:
            return None
        extreme, rest = found
        rest = self.base.cluster_names.cut(rest)
        cities: tuple[str, ...] = ()
        if figure_of(extreme) == "seat" and not (cities := self._cities_in(rest, language)):
            return None
        claimed = among[0] if len(among) == 2 and analyse(text).yesno else None
        return Comparison(extreme, tuple(among), place_in(text), *bounds_in(text), cities=cities, claimed=claimed)

    def _cities_in(self, text: str, language: Language) -> tuple[str, ...]:
        """Return the cities that `text` names; the "or" between names of clusters that are cut is none of a city."""
        wish, taxonomy = self.finder.reader.read(_LOOSE_OR.sub(" ", text), language), self.base.taxonomy
        states = (taxonomy.land_by_id[i].de for i in wish.laender)
        return (*wish.cities, *(name for name in states if name in taxonomy.city_by_name))  # Berlin is a Land as well

    def _beside_names(self, request: Request, named: Sequence[str]) -> str:
        """Return what a request says beside the names of clusters; a name of a few letters is not found as one."""
        own = self.base.profiles[named[0]].short_name if len(request.cluster_ids) == 1 else ""
        return self.base.cluster_names.cut(request.text.removesuffix(own))

    def _named(self, text: str) -> list[str]:
        return [cluster_id for cluster_id, _ in self.base.cluster_names.find(text)]

    def _in_capitals(self, text: str, language: Language) -> str:
        """Return a few words with a short name as it is spelt, if they ask for nothing but a detail of that: "wab website"; "": they do not."""
        spelt = self.base.cluster_names.in_capitals(text) if len(text.split()) <= _BRIEF else text
        if spelt == text:
            return ""
        rest = self.base.cluster_names.cut(spelt)
        return spelt if detail_asked(rest) and not beyond_detail(rest, language) else ""

    def wish_like(self, text: str, cluster_id: str, language: Language) -> Wish | None:
        """Return the wish for what is like a cluster, under the conditions that `text` names besides; None: it wishes for no such."""
        rest = without_likeness(self.base.cluster_names.cut(text, f" {NAME} "))
        if rest is None:
            return None
        return like(
            self.base.profiles[cluster_id], self.finder.reader.read(rest, language), self.base.taxonomy, language
        )

    def wants_clusters(self, text: str, language: Language, wish: Wish, retrieved: Retrieved) -> bool:
        """Return whether `text` asks for clusters rather than for a statement.

        A plain request for a list of clusters under a condition does, and where nothing answers, one for those that deal with
        something; else the fitted model decides. Where no statement answers, a message that names a field, or a place and
        hardly more, or says what a firm makes and where, is taken for a wish more readily.
        """
        question = analyse(text)
        if asks_no_clusters(text, question):
            return False
        if wish.conditions and not wish.beyond and without_given_up(text) != text:
            return True  # "near Göttingen, whatever the field"
        signals = intent_signals(text, question, wish, retrieved, 0.0, 0.0)
        if is_plain_list(signals):
            return True
        if signals["figure"] and not (signals["list_of_clusters"] or signals["first_person"]):
            return False  # "How many partners does a cluster need for the database?"
        is_sure = self._statements.is_sure(retrieved)
        if wish.text and not is_sure and not signals["event"] and asks_which_fits(text):
            return True
        if (
            not (is_sure or retrieved.gap or signals["event"] or signals["year"])
            and wish.text
            and asks_who_deals_with(text)
        ):
            return True
        things = bool(wish.fields or wish.leanings)
        if things and tells_what_we_do(text) and not (is_sure or signals["event"] or signals["year"]):
            return True
        tells_where = bool(wish.laender or wish.cities) and bool(
            signals["bare"] or (wish.leanings and (wish.need or is_note(text, question)))
        )
        least = _NEARLY if (wish.fields or tells_where) and not is_sure else 0.0
        leads = [self.model.intent.log_odds(with_nearness(signals, *near)) for near in product(*_HOW_NEAR)]
        if max(leads) <= least or min(leads) > least:  # however near the profiles are: they need not be searched
            return min(leads) > least
        near = self.finder.nearness(wish.text or text, language)
        return self.model.intent.log_odds(with_nearness(signals, *near)) > least

    def intent_signals(self, text: str, language: Language, wish: Wish, retrieved: Retrieved) -> dict[str, float]:
        """Return the signals by which `wants_clusters` decides."""
        dense, best = self.finder.nearness(wish.text or text, language)
        return intent_signals(text, analyse(text), wish, retrieved, dense, best)

    def retrieve(self, text: str, language: Language) -> Retrieved:
        """Return the ranked statements for `text`, or for another reading of it that is answered where it is not."""
        return self._rereader.retrieve(text, language)

    def _asked(self, request: Request, retrieved: Retrieved) -> Retrieved:
        """Return what answers the question behind what people first tell of themselves, if they do; else `retrieved`."""
        return self._rereader.behind_told(request.text, request.language, retrieved)

    def _asks_of_programme(self, request: Request, retrieved: Retrieved) -> bool:
        """Return whether the question behind what people first tell of themselves is surely answered, and of the programme."""
        # as it is searched for; the question need not be searched for by itself where no part of it can be that
        if not may_be_of_programme(self.base.searcher.prepare(request.text, request.language).text):
            return False
        asked = self._asked(request, retrieved)
        return asked is not retrieved and asked.confidence >= _OF_PROGRAMME and is_of_programme(asked.question.text)

    def by_statements(self, request: Request, retrieved: Retrieved, *, in_context: bool = False) -> Outcome:
        """Return the answer by the statements `retrieved`: a quotation, a question back, or an abstention.

        `in_context`: their confidence was worked out for a follow-up, and stays.
        """
        return self._statements.told(request, retrieved, in_context=in_context)

    def by_each(self, request: Request, each: Sequence[tuple[str, Retrieved]]) -> Outcome | None:
        """Return the answer to several questions that a follow-up comes to, each with its statements; None: none is answered."""
        return self._statements.told_each(request, each, least=1, in_context=True)

    # -- clusters that are named -------------------------------------------------------------------------------

    def _about_cluster(self, request: Request, named: Sequence[str], retrieved: Retrieved) -> Outcome:
        """Return the statement about a named cluster that answers, else what its profile says, or that it does not say."""
        own = self.base.profiles[named[0]].short_name if len(request.cluster_ids) == 1 else ""
        rest = self._beside_names(request, named)
        question, detail = analyse(request.text), detail_asked(rest)
        if detail not in (None, "summary", "seat") and (
            detail != "member" or own
        ):  # of these its place may be the matter
            rest = self.base.cluster_names.cut(request.text.removesuffix(own), with_seat=True)
        given = detail or "summary"
        plain = asks_only_for(given, rest, question, request.language)
        if given == "members" and question.years and not self._clusters.counted_in(named, question.years):
            return self._clusters.unsaid(request, named)
        both = _both_details(rest, request.language)
        if both:
            dated = both[0] in _DATED and len(both) == 1
            return self._clusters.profiles(request, named, both, unsaid="since_unknown" if dated else "")
        if detail in (None, "summary", "label") and asks_aims(rest, request.language):
            aims = self._statement_on(ASKED, request, named) or self._statement_of(request, named, own, retrieved)
            return self._clusters.unsaid(request, named) if aims is None else self.by_statements(request, aims)
        since = detail if detail in ("label", "member") and _SINCE.search(request.text) else None
        if since is not None and len(named) > 1:
            return self._clusters.profiles(request, named, (since,), unsaid="since_unknown")
        told = None if plain else self._statement_of(request, named, own, retrieved)
        if since is not None and told is not None and not self._dates(since, request.text, named, told):
            told = None
        if asks_who_is_in_charge(rest):
            told = self._statement_on(_WHO_SPEAKS, request, named, _names_role) or (
                told if told and _tells_of_deed(rest, told) else None
            )
        if told is not None:
            outcome = self.by_statements(request, told)
            if since is None or outcome.answer.kind == "answer":
                return outcome
        tells = plain or self._clusters.profile_tells(named, detail, rest, question, request.language)
        if since is not None and not tells:
            return self._clusters.profiles(request, named, (since,), unsaid="since_unknown")
        if not tells:
            if self._tells_of_another(retrieved):
                return self.by_statements(request, retrieved)
            if own:  # statements may know it by another of its names
                in_full = f"{request.text.removesuffix(own)}{self.base.profiles[named[0]].name}"
                retrieved = self.retrieve(in_full, request.language)
                if self._tells_of(named, retrieved):
                    return self.by_statements(request, retrieved)
            return self._clusters.unsaid(request, named)
        return self._clusters.profiles(request, named, (given if plain else "summary",))

    def _statement_of(self, request: Request, named: Sequence[str], own: str, retrieved: Retrieved) -> Retrieved | None:
        """Return the statements of which the first surely tells of a cluster named; None: there are none.

        They are those `retrieved`; else, where a pronoun stands for a cluster that is its `own`, those for its name in that
        place ("who runs it?"); else of those that tell of the clusters named the best.
        """
        if self._tells_of(named, retrieved):
            return retrieved
        with_name = _IT.sub(own, request.text.removesuffix(own)) if own else ""
        if own and own in with_name:
            found = self.retrieve(with_name, request.language)
            if self._tells_of(named, found):
                return found
        of_named = self.retriever.retrieve_of(request.text, request.language, lambda p: self._is_of(named, p))
        return of_named if of_named is not None and self._tells_of(named, of_named) else None

    def _dates(self, detail: Detail, text: str, named: Sequence[str], told: Retrieved) -> bool:
        """Return whether the first statement tells since when the label is held, or since when one is a member; of the level that
        `text` names, if it is the one that the cluster has.
        """
        passage = told.candidates[0].passage.text
        if detail == "member":
            return tells_since_when(passage)
        label = self.base.profiles[named[0]].ecei_label
        asked = levels_in(text).intersection((label.level,) if label else ())
        return _LABEL.search(passage) is not None and asked <= levels_in(passage)

    def _statement_on(
        self,
        asked: Mapping[Language, str],
        request: Request,
        named: Sequence[str],
        tells: Callable[[Passage], bool] = lambda _: True,
    ) -> Retrieved | None:
        """Return the statements that `tells` holds of, the first of which surely answers `asked` of the one cluster named; None:
        there are none.
        """
        if len(named) > 1:
            return None
        question = asked[request.language].format(name=self.base.profiles[named[0]].short_name)
        found = self.retriever.retrieve_of(question, request.language, lambda p: self._is_of(named, p) and tells(p))
        return found if found is not None and self._tells_of(named, found) else None

    def _tells_of(self, named: Sequence[str], retrieved: Retrieved) -> bool:
        """Return whether the first statement is sure enough and tells of one of the clusters that are named."""
        if not retrieved.candidates or retrieved.confidence < self.model.threshold:
            return False
        return self._is_of(named, retrieved.candidates[0].passage)

    def _is_of(self, named: Sequence[str], passage: Passage) -> bool:
        """Return whether a statement tells of one of the clusters that are named, by its words, its heading or its asked lines."""
        if passage.passage_id not in self._told_of:  # to look for names in all its lines takes two milliseconds
            text = f"{passage.text} {passage.heading} {' '.join(passage.asked)}"
            self._told_of[passage.passage_id] = frozenset(i for i, _ in self.base.cluster_names.find(text))
        return not self._told_of[passage.passage_id].isdisjoint(named)

    def _tells_of_another(self, retrieved: Retrieved) -> bool:
        """Return whether a statement that is surer than most tells of other clusters: what is asked of the one named holds of these."""
        if retrieved.confidence < SURE or not self._statements.is_answerable(retrieved):
            return False
        return bool(self._named(retrieved.candidates[0].passage.text))


def _names_role(passage: Passage) -> bool:
    """Return whether a statement, which is no list, names a role that somebody has."""
    return _ROLE.search(passage.text) is not None and "\n- " not in passage.text


def _both_details(text: str, language: Language) -> tuple[Detail, ...]:
    """Return the two details that a double question asks for and nothing else; none: it is no such question.

    A bare "since when" is of the label or membership that the other half asks for, which is then the only detail, else of
    the founding.
    """
    text = _OPENING.sub("", text)
    parts = halves(text)
    if len(parts) < 2:
        parts = _OR.split(text, maxsplit=1)  # "address or website?"
    if len(parts) < 2:
        return ()
    asked = [(detail_asked(half), half) for half in parts if not _BARE_SINCE.fullmatch(half)]
    details = [d for d, half in asked if d is not None and asks_only_for(d, half, analyse(half), language)]
    if len(details) == 1 and len(asked) == 1:
        return (details[0],) if details[0] in _DATED else (details[0], "founded")
    if len(details) < 2 or "summary" in details or details[0] == details[1]:
        return ()
    return ("address",) if set(details) <= _OF_ADDRESS and "address" in details else tuple(details)


def _tells_of_deed(text: str, told: Retrieved) -> bool:
    return tells_of_deed(text, told.candidates[0].passage.text)
