"""From a request to an answer: which of finder, profile and statements replies, and in what words. Quotes, never invents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from knowledge.answers.named_clusters import NamedClusters
from knowledge.asked.explained import name_explained
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.asked.question import analyse, years_covered
from knowledge.asked.several import asked_in_a_row, asked_in_one, asked_of_two_years, compared_in, stands_by_itself
from knowledge.asked.values import values_in
from knowledge.clusters.abroad import wish_abroad
from knowledge.clusters.cluster_answers import ClusterAnswers
from knowledge.clusters.comparing import Comparison, bounds_in, extreme_in, place_in
from knowledge.clusters.described import may_describe, with_name, with_name_of_described
from knowledge.clusters.details import (
    Detail,
)
from knowledge.clusters.finder import Finder
from knowledge.clusters.given_up import without_given_up
from knowledge.clusters.intent import (
    asks_beside_members,
    asks_for_field,
    asks_no_clusters,
    asks_which_fits,
    asks_which_have,
    asks_which_known,
    asks_who_deals_with,
    intent_signals,
    is_bare_field,
    is_note,
    is_of_programme,
    is_plain_list,
    may_be_of_programme,
    signs,
    with_nearness,
)
from knowledge.clusters.list_details import with_details
from knowledge.clusters.need_words import tells_what_we_do
from knowledge.clusters.other_things import asks_for_bodies, asks_of_the_matter, other_thing
from knowledge.clusters.outcomes import Outcome, Request
from knowledge.clusters.programme_beside import asked_of_both, names_both, names_other, other_programme
from knowledge.clusters.since_years import wish_since
from knowledge.clusters.stock import Spread, spread_asked
from knowledge.clusters.unknown_clusters import UnknownClusters
from knowledge.clusters.wishes import Wish
from knowledge.naming.place_spelling import PlaceSpeller
from knowledge.process.blas import in_one_thread
from knowledge.process.garbage import set_aside
from knowledge.process.large_pages import move_into
from knowledge.records import Language
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.model import Model, load_model
from knowledge.retrieval.retrieval import Retrieved, Retriever
from knowledge.statements.rereading import Rereader
from knowledge.statements.statement_answers import StatementAnswers
from knowledge.words.spelling import WORD
from knowledge.words.text import terms

_AT_A_TIME = 200  # statements whose values are looked for in one step
_NEARLY = -2.0  # log-odds
# Between which the nearest profile's cosine and hybrid score lie: for 1,999 questions, at most 0.85, and at least 0.14.
_HOW_NEAR = ((0.0, 0.9), (0.1, 1.0))
_INSTEAD = 0.9  # confidence from which a statement tells whether there are clusters where the finder knows none
_TELLS_BESIDE = 0.9  # confidence from which a statement tells what is asked beside members
_TELLS_DIFFERENCE = 0.9  # confidence from which a statement that names both programmes tells how they differ
_TELLS_MATTER = 0.9  # confidence from which a statement tells what a field is, or how a thing works
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
        self.named = NamedClusters(
            base, self.finder, self._clusters, self._statements, self.retriever, self._rereader, self.model
        )
        self._place_speller = PlaceSpeller(base.taxonomy, base.gazetteer)
        self._unknown_clusters = UnknownClusters(
            base.profiles.values(),
            base.statements.values(),
            names=base.cluster_names,
            gazetteer=base.gazetteer,
            taxonomy=base.taxonomy,
        )

    def spelt(self, text: str) -> str:
        """Return `text` with misspelt words put right: places by their names, others by the words of the index. What is asked for by a
        name stays as it is, and so does what names a field.
        """
        if name_explained(text):
            return text
        placed = self._place_speller.correct(text) if self.base.profiles else text
        return WORD.sub(lambda found: self._spelt(found[0]), placed)

    def _spelt(self, word: str) -> str:
        spelt = self.base.searcher.spelt(word)
        return word if spelt != word and self.base.gazetteer.find(word) else spelt

    def read_ahead(self) -> Iterator[int]:
        """Work out ahead what the first questions would wait for; yield how many passages are read so far.

        For whoever has time between two questions: a step takes a twentieth of a second, the last one a third.
        """
        in_one_thread()
        n_read = 0
        for n_read in self.base.read_ahead():
            yield n_read
        for number, passage in enumerate(self.base.statements.values(), 1):
            values_in(passage.text, passage.language)
            if number % _AT_A_TIME == 0:
                yield n_read
        self._unknown_clusters.read_ahead()
        set_aside()
        for _ in move_into():
            yield n_read

    # -- which part replies ------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Outcome:
        """Return the answer to `request`."""
        if request.origin is not None:
            return self._statements.origin(request, request.origin)
        if request.wish is not None and "distance" in request.wish.denied:
            return self._clusters.denied(request)
        if request.wish is not None and request.is_count:
            return self._clusters.counted(request, request.wish)
        if request.wish is not None and request.is_whole:
            return self._clusters.whole(request, request.wish)
        if request.wish is not None:
            return self._clusters.found(request, request.wish)
        if request.comparison is not None:
            return self._clusters.compared(request, request.comparison)
        self.base.searcher.prepare(request.text, request.language)  # its vector is worked out while the rest is read
        request, named = self.named.read(request)
        if named or request.details:
            return self.named.told(request, named)
        if not self.base.profiles or not terms(request.text, request.language):
            return self.by_statements(request, self._asked(request, self.retrieve(request.text, request.language)))
        if asks_which_known(request.text):
            return self._clusters.found(request, Wish())
        if (spread := self.spread_asked(request.text, request.language)) is not None:
            return self._clusters.spread(request, *spread)
        unknown = self._unknown_clusters.name_in(request.text, request.language)
        if unknown:
            return self._clusters.unknown(request, unknown)
        if may_describe(request.text):
            described = self._described(request)
            if described is not None:
                return described
        asked_of_one = self._asked_of_described(request)
        if asked_of_one is not None:
            return asked_of_one
        with_list = with_details(request.text)
        if with_list is not None and (listed := self._listed_with(request, *with_list)) is not None:
            return listed
        wish = self.finder.reader.read(request.text, request.language)
        if (abroad := wish_abroad(request, wish)) is not None:
            return self._clusters.found(request, abroad)
        if (comparison := self._compared_with_all(request, wish)) is not None:
            return self._clusters.compared(request, comparison)
        if (since := wish_since(request.text, wish)) is not None:
            return self._clusters.found(request, since)
        # signs are worked out while the vector is; they are remembered
        is_bare = is_bare_field(request.text, analyse(request.text), wish) and not request.given
        if is_bare and wish.fields:
            return self._clusters.found(request, wish)
        retrieved = self.retrieve(request.text, request.language)
        if is_bare and retrieved.confidence < _INSTEAD and self.finder.mentions(wish, request.language):
            return self._clusters.found(request, wish)
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
            found = self._clusters.found(request, wish, asks_for_bodies=asks_for_bodies(request.text))
            sure = retrieved.question.yesno and retrieved.confidence >= _INSTEAD
            if found.answer.kind == "clusters" or not sure:
                return found
        told = self._by_questions(request, self._asked(request, retrieved))
        return self._clusters.instead(request, wish) if self._leaves_out(told, request.text, wish) else told

    def _leaves_out(self, told: Outcome, text: str, wish: Wish) -> bool:
        """Return whether `text` asks for something else than the clusters that its words wish for, and what is `told` says nothing of it: no
        statement that is quoted has the last word for it.
        """
        if not wish.conditions or wish.denied:
            return False
        thing = other_thing(text)
        if told.answer.kind != "answer":
            return told.answer.kind == "abstention" and (bool(thing) or asks_of_the_matter(text))
        is_sure = told.answer.confidence >= _TELLS_MATTER or analyse(text).yesno
        if wish.fields and not is_sure and asks_of_the_matter(text):
            return True
        language = told.answer.language
        passages = (self.base.passage(self.base.twins[i, language]) for i in told.statement_ids)
        return bool(thing) and not any(
            stems_in(terms(thing, language)[-1:], words_of(passage).around) for passage in passages
        )

    def _described(self, request: Request) -> Outcome | None:
        """Return whether what `request` claims of a cluster that it describes holds; None: it describes none, or claims nothing of it."""
        text = with_name(request.text, request.language, self.finder, self.base.gazetteer, self.base.profiles)
        if not text:
            return None
        request, named = self.named.read(replace(request, text=text))
        return self.named.judged(request, named) if named else None

    def _asked_of_described(self, request: Request) -> Outcome | None:
        """Return the detail that `request` asks of a cluster that it describes; None: it describes none, or the profile does not tell it."""
        text = with_name_of_described(request.text, request.language, self.finder, self.base.profiles)
        if not text:
            return None
        request, named = self.named.read(replace(request, text=text))
        told = self.named.told(request, named) if named else None
        return told if told is not None and told.answer.kind == "clusters" else None

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
        in_one = () if asked else asked_in_one(request.text, request.language, or_two=not is_answerable)
        asked = asked or in_one
        years = retrieved.question.years
        if not asked and len(years) > 1 and not retrieved.question.yesno:
            has_both = is_answerable and years <= years_covered(retrieved.candidates[0].passage.text)
            asked = () if has_both else asked_of_two_years(request.text, request.language)
        if not asked and (beside := self._beside_other(request, retrieved, is_answerable=is_answerable)):
            return beside
        each = [(question, self.retrieve(question, request.language)) for question in asked]
        told = self._statements.told_each(request, each, least=1 if len(years) > 1 else 2) if each else None
        if told is None and not compared and len(in_one) != 2:  # half of what one sentence asks is no answer to it
            retrieved = next((found for _, found in each if self._statements.is_answerable(found)), retrieved)
        return told or self.by_statements(request, retrieved)

    def _beside_other(self, request: Request, retrieved: Retrieved, *, is_answerable: bool) -> Outcome | None:
        """Return what go-cluster is and what the other programme is that it is compared with; None: it is compared with none, one of
        the two is not told, or a statement tells how they differ.
        """
        both = asked_of_both(request.text, request.language)
        if not both:
            return None
        sides = [(question, self.retrieve(question, request.language)) for question in both]
        other = other_programme(request.text)
        if not any(side.has_first_of(retrieved) for _, side in sides):
            is_sure = is_answerable and retrieved.confidence >= _TELLS_DIFFERENCE
            first = retrieved.candidates[0].passage.text if is_sure else ""
            told = sides[-1][1].candidates[:1]
            if names_both(other, first, request.language) or not (
                told and names_other(other, told[0].passage.text, request.language)
            ):
                return None
        return self._statements.told_each(request, sides)

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
        if not said["seek_noun"] or said["event"] or of_them.beyond or of_them.need or analyse(rest).years:
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

    def wants_clusters(self, text: str, language: Language, wish: Wish, retrieved: Retrieved) -> bool:
        """Return whether `text` asks for clusters rather than for a statement.

        A plain request for a list of clusters under a condition does, and where nothing answers, one for those that deal with
        something; else the fitted model decides. Where no statement answers, a message that names a field, or a place and
        hardly more, or says what a firm makes and where, is taken for a wish more readily.
        """
        question = analyse(text)
        if asks_no_clusters(text, question) or other_thing(text) or asks_of_the_matter(text):
            return False
        if wish.conditions and not wish.beyond and without_given_up(text) != text:
            return True  # "near Göttingen, whatever the field"
        if retrieved.confidence < _INSTEAD and asks_which_have(text, wish):
            return True  # "which in Bavaria have gold?"
        if not retrieved.gap and retrieved.confidence >= _TELLS_BESIDE and asks_beside_members(text, wish):
            return False  # "Are there seminars for members of go-cluster?"
        signals = intent_signals(text, question, wish, retrieved, 0.0, 0.0)
        if is_plain_list(signals) or asks_for_field(text, question, wish):
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
