"""From a request to an answer: which of finder, profile and statements replies, and in what words. Quotes, never invents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from knowledge.base import KnowledgeBase
from knowledge.cards import CardMaker
from knowledge.choosing import Chooser, halves, quotation
from knowledge.citing import Citations, date_remark, with_marks
from knowledge.claims import dated_thing
from knowledge.clarifying import Topics, names_topic_only, readings
from knowledge.comparing import Comparison, extreme_in
from knowledge.details import Detail, asks_only_for, beyond_detail, detail_asked, is_of_kind, tells, wanted_words
from knowledge.finder import Finder
from knowledge.intent import OUTSIDE, intent_signals, is_plain_list, signs, with_nearness
from knowledge.lacking import confidence_needed
from knowledge.mixed import english_content, in_one_language
from knowledge.model import Model, load_model
from knowledge.question import Question, analyse
from knowledge.ranking import Candidate, says_others
from knowledge.records import Answer, Language
from knowledge.retrieval import Retrieved, Retriever
from knowledge.text import terms
from knowledge.unknown_clusters import UnknownClusters
from knowledge.verdict import verdict
from knowledge.wishes import Wish
from knowledge.wording import CONTACT, joined, missing, say

_RAMBLING_WORDS = 30
_MAX_OFFERS = 3
_OFFERED_CHARS = 600  # what is told of one's own accord is brief
_FEW_WORDS = 1
_NEARLY = -2.0  # log-odds
_HALF = 0.6  # confidence from which the first half of a double question is answered where the whole is not
_INSTEAD = 0.9  # confidence from which a statement tells whether there are clusters where the finder knows none
_VERDICT = 0.7  # confidence from which yes or no is said
_CLAUSE = re.compile(r"(?<=[.!?:…])\s+|\s+[–—-]\s+")
_PARAGRAPHS = re.compile(r"\n\n+")  # a mark stands behind the statement, not behind its first paragraph
_NAME = "go-cluster"
_PROGRAMME = re.compile(r"\s(?:the|das|dem) [Pp]rogram(?:m|me)?(?=\W*$|\s+[a-zäöü])")
_THE_PROGRAMME = re.compile(r"^(?:the|das) program(?:me|m)?$", re.IGNORECASE)
_FROM_WHEN: Mapping[Language, str] = {"en": "From when is {thing}?", "de": "Von wann ist {thing}?"}
_OFF_TOPIC = 0.15
_NEAREST = 2  # statements that are remembered of a question without an answer
_NOT_OURS = "outside the sources"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, follow-ups resolved. `wish`, `cluster_id` and `comparison` are set where an earlier turn settles them.

    `skip`: as many clusters of the wish have been named already.
    """

    text: str
    language: Language
    wish: Wish | None = None
    cluster_id: str | None = None
    comparison: Comparison | None = None
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer with what a conversation must remember of it: the wish, the clusters told of, the statements cited.

    `listed` are the clusters in the order shown, where only some of those are what was asked for; the first `n_shown` have
    been named in the text. `nearest` are the
    statements, and the known gap, that came nearest to a question on the programme that the sources do not answer.
    """

    answer: Answer
    wish: Wish | None = None
    cluster_ids: tuple[str, ...] = ()
    statement_ids: tuple[str, ...] = field(default=())
    listed: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    n_shown: int = 0


class Answerer:
    """Answers requests from an opened index."""

    def __init__(self, base: KnowledgeBase, model: Model | None = None) -> None:
        self.base = base
        self.model = model or load_model()
        self.finder = Finder(base)
        self.retriever = Retriever(base, self.model)
        self._chooser = Chooser(self.retriever, self.model)
        self._cards = CardMaker(base)
        self._topics = Topics(base.word_counts.topics)
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
        yield from self.base.read_ahead()
        self._unknown_clusters.read_ahead()

    # -- which part replies ------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Outcome:
        """Return the answer to `request`."""
        if request.wish is not None:
            return self._clusters(request, request.wish)
        if request.comparison is not None:
            return self._compared(request, request.comparison)
        self.base.searcher.prepare(request.text, request.language)  # its vector is worked out while the rest is read
        named = [request.cluster_id] if request.cluster_id else self._named(request.text)
        if len(named) > 1 and (compared := extreme_in(request.text)):
            return self._compared(request, Comparison(compared[0], tuple(named)))
        if named:
            return self._about_cluster(request, named, self.retrieve(request.text, request.language))
        if not self.base.profiles or not terms(request.text, request.language):
            return self.by_statements(request, self.retrieve(request.text, request.language))
        unknown = self._unknown_clusters.name_in(request.text, request.language)
        if unknown:
            return Outcome(self._nothing_known(request, unknown))
        wish = self.finder.reader.read(request.text, request.language)
        signs(request.text)  # while its vector is worked out; they are remembered
        retrieved = self.retrieve(request.text, request.language)
        if self.wants_clusters(request.text, request.language, wish, retrieved):
            if wish.is_empty and retrieved.gap is not None:
                return self._unanswered(request, retrieved)
            if wish.denied:
                text = say("denied", request.language)
                return Outcome(self._made(request, "abstention", text, reason="a condition is denied"))
            found = self._clusters(request, wish)
            sure = retrieved.question.yesno and retrieved.confidence >= _INSTEAD
            if found.answer.kind == "clusters" or not sure:
                return found
        return self.by_statements(request, retrieved)

    def _nothing_known(self, request: Request, name: str) -> Answer:
        parts = (say("unknown_cluster", request.language, name=name), say("contact", request.language, contact=CONTACT))
        return self._made(request, "abstention", " ".join(parts), reason="no such cluster in the sources")

    def _named(self, text: str) -> list[str]:
        return [cluster_id for cluster_id, _ in self.base.cluster_names.find(text)]

    def wants_clusters(self, text: str, language: Language, wish: Wish, retrieved: Retrieved) -> bool:
        """Return whether `text` asks for clusters rather than for a statement.

        A plain request for a list of clusters under a condition does; else the fitted model decides. Where no statement
        answers, a message that names a field, or a place and hardly more, or says what a firm makes and where, is taken for a
        wish more readily.
        """
        signals = intent_signals(text, analyse(text), wish, retrieved, 0.0, 0.0)
        if is_plain_list(signals):
            return True
        tells_where = bool(wish.laender or wish.cities) and bool(signals["bare"] or (wish.need and wish.leanings))
        least = _NEARLY if (wish.fields or tells_where) and not self._is_sure(retrieved) else 0.0
        extremes = product((0.0, 1.0), repeat=2)
        leads = [self.model.intent.log_odds(with_nearness(signals, *near)) for near in extremes]
        if max(leads) <= least or min(leads) > least:  # however near the profiles are: they need not be searched
            return min(leads) > least
        near = self.finder.nearness(wish.text or text, language)
        return self.model.intent.log_odds(with_nearness(signals, *near)) > least

    def intent_signals(self, text: str, language: Language, wish: Wish, retrieved: Retrieved) -> dict[str, float]:
        """Return the signals by which `wants_clusters` decides."""
        dense, best = self.finder.nearness(wish.text or text, language)
        return intent_signals(text, analyse(text), wish, retrieved, dense, best)

    def retrieve(self, text: str, language: Language) -> Retrieved:
        """Return the ranked statements for `text`; of a long message, for the sentence that is answered best.

        Where nothing answers "the programme", it is read as the name of the programme; where nothing answers the whole, a part
        of it may be answered.
        """
        dated = self._of_what_time(text, language)
        if dated:
            return dated
        whole = self.retriever.retrieve(text, language)
        named = _PROGRAMME.sub(f" {_NAME}", text) if self.base.profiles and _NAME not in text.casefold() else text
        if named != text and whole.confidence < self.model.threshold:
            whole = max(whole, self.retriever.retrieve(named, language), key=lambda r: r.confidence)
        if whole.confidence < self.model.threshold:
            whole = self._read_again(text, language) or whole
        if len(text.split()) <= _RAMBLING_WORDS:
            return whole
        parts = [part for part in _CLAUSE.split(text) if len(terms(part, language)) >= 2]
        asking = [part for part in parts if part.rstrip().endswith("?")] or parts[-1:]
        tried = [self.retriever.retrieve(part, language) for part in asking]
        return max([whole, *tried], key=lambda r: r.confidence)

    def _of_what_time(self, text: str, language: Language) -> Retrieved | None:
        """Return what says from when a thing is, where `text` claims just that: other statements have the year that it names."""
        thing = dated_thing(text)
        if not thing:
            return None
        thing = _NAME if self.base.profiles and _THE_PROGRAMME.match(thing) else thing
        found = self.retriever.retrieve(_FROM_WHEN[language].format(thing=thing), language)
        return replace(found, question=analyse(text)) if found.confidence >= self.model.threshold else None

    def _read_again(self, text: str, language: Language) -> Retrieved | None:
        """Return what surely answers the English content of a German question, a question in two languages put into one, or the
        first half of a double one.
        """
        content = english_content(text) if language == "de" else ""
        if content:
            found = self.retriever.retrieve(content, "en")
            if found.confidence >= self.model.threshold and found.candidates[0].passage.kind == "statement":
                return self.retriever.in_language(found, text, language)
        put = in_one_language(text, language, self.retriever.information.of)
        if put != text:
            found = self.retriever.retrieve(put, language)
            if found.confidence >= self.model.threshold:
                return found
        first, *others = halves(text)
        if others:
            found = self.retriever.retrieve(first, language)
            if found.confidence >= _HALF:
                return replace(found, question=analyse(text))
        return None

    # -- clusters ----------------------------------------------------------------------------------------------

    def _clusters(self, request: Request, wish: Wish) -> Outcome:
        found = self.finder.find(wish, request.language)
        citations = Citations()
        if not found.clusters:
            text = self._cards.nothing(wish, self.finder.fewer(wish), request.language)
            return Outcome(self._made(request, "abstention", text, reason="no cluster fits"), wish=wish)
        skip = request.skip if request.skip < len(found.clusters) else 0
        text, cards, n_named = self._cards.listing(found, request.language, citations, skip=skip)
        answer = self._made(request, "clusters", text, citations, confidence=1.0 if not wish.need else found.scores[0])
        return Outcome(
            answer.model_copy(update={"clusters": cards, "confidence": max(0.0, min(1.0, answer.confidence))}),
            wish=wish,
            cluster_ids=tuple(profile.id for profile in found.clusters),
            n_shown=skip + n_named,
        )

    def _compared(self, request: Request, comparison: Comparison) -> Outcome:
        """Return the clusters compared in order; the one that was asked for is the one told of."""
        citations = Citations()
        text, ordered = self._cards.compared(comparison, request.language, citations)
        if not ordered:
            return Outcome(self._made(request, "abstention", text, reason="no figure to compare by"))
        cards = tuple(self._cards.card(profile, request.language, citations) for profile in ordered)
        answer = self._made(request, "clusters", text, citations, confidence=0.9)
        shown = [profile.id for profile in ordered]
        return Outcome(
            answer.model_copy(update={"clusters": cards}),
            cluster_ids=(shown[min(comparison.place, len(shown) - 1)],),
            listed=tuple(dict.fromkeys((*shown, *comparison.among))),
        )

    def _about_cluster(self, request: Request, named: Sequence[str], retrieved: Retrieved) -> Outcome:
        """Return the statement about a named cluster that answers, else what its profile says, or that it does not say."""
        own = self.base.profiles[request.cluster_id].short_name if request.cluster_id else ""
        rest = self.base.cluster_names.cut(
            request.text.removesuffix(own)
        )  # a name of a few letters is not found as one
        question, detail = analyse(request.text), detail_asked(rest)
        given = detail or "summary"
        plain = asks_only_for(given, rest, question, request.language)
        both = () if plain else _both_details(rest, request.language)
        if both:
            return self._profiles(request, named, both)
        if not plain and self._tells_of(named, retrieved):
            return self.by_statements(request, retrieved)
        if not plain and not self._profile_tells(named, detail, rest, question, request.language):
            if self._tells_of_another(retrieved):
                return self.by_statements(request, retrieved)
            names = joined([self.base.profiles[i].name for i in named], request.language, by="or")
            text = f"{say('no_answer_cluster', request.language, name=names)} {say('contact', request.language, contact=CONTACT)}"
            return Outcome(
                self._made(request, "abstention", text, reason="the profile does not say"),
                cluster_ids=tuple(named),
            )
        return self._profiles(request, named, (given if plain else "summary",))

    def _profiles(self, request: Request, named: Sequence[str], details: Sequence[Detail]) -> Outcome:
        """Return what the profiles of the clusters `named`, three at the most, say of one or two `details`."""
        citations = Citations()
        profiles = [self.base.profiles[i] for i in named[:3]]
        texts = [self._cards.detail(p, details, request.language, citations) for p in profiles]
        cards = tuple(self._cards.card(p, request.language, citations) for p in profiles)
        answer = self._made(request, "clusters", "\n\n".join(texts), citations, confidence=0.9)
        return Outcome(answer.model_copy(update={"clusters": cards}), cluster_ids=tuple(named[:3]))

    def _profile_tells(
        self, named: Sequence[str], detail: Detail | None, rest: str, question: Question, language: Language
    ) -> bool:
        """Return whether the summary of a cluster named, with its seat, fields and `detail`, answers what is asked."""
        stated: list[Detail] = ["summary", "seat", "fields"]
        wanted = wanted_words(rest, language)
        if detail is not None and is_of_kind(detail, question):
            stated.append(detail)
            wanted = beyond_detail(rest, language)
        for cluster_id in named:
            passages = [self._cards.passage(cluster_id, what, language) for what in dict.fromkeys(stated)]
            text = " ".join(passage.text for passage in passages if passage)
            if tells(text, wanted, question, language, self.retriever.information.of):
                return True
        return False

    def _tells_of(self, named: Sequence[str], retrieved: Retrieved) -> bool:
        """Return whether the first statement is sure enough and tells of one of the clusters that are named."""
        if not retrieved.candidates or retrieved.confidence < self.model.threshold:
            return False
        passage = retrieved.candidates[0].passage
        told = {
            i for i, _ in self.base.cluster_names.find(f"{passage.text} {passage.heading} {' '.join(passage.asked)}")
        }
        return bool(told & set(named))

    def _tells_of_another(self, retrieved: Retrieved) -> bool:
        """Return whether a statement that is surer than most tells of other clusters: what is asked of the one named holds of these."""
        if retrieved.confidence < _HALF or not self._is_answerable(retrieved):
            return False
        return bool(self._named(retrieved.candidates[0].passage.text))

    # -- statements --------------------------------------------------------------------------------------------

    def by_statements(self, request: Request, retrieved: Retrieved, *, in_context: bool = False) -> Outcome:
        """Return the answer by the statements `retrieved`: a quotation, a question back, or an abstention.

        `in_context`: their confidence was worked out for a follow-up, and stays.
        """
        is_topic = bool(retrieved.candidates) and names_topic_only(request.text, request.language)
        choices = readings(retrieved, self._topics) if is_topic else ()
        if choices:
            return self._clarification(request, choices)
        # a known word alone cannot be asked too much: what is said of it is given
        # what a follow-up asks for is weighed by its own model
        answerable = self._is_sure(retrieved) if in_context else self._is_answerable(retrieved)
        if not (answerable or (is_topic and not retrieved.signals["unknown"])):
            return self._unanswered(request, retrieved)
        chosen = self._chooser.chosen(retrieved)
        decided = verdict(retrieved.question, [c.passage for c in chosen]) if retrieved.confidence >= _VERDICT else None
        citations = Citations()
        texts: list[str] = []
        for candidate in chosen:
            passage = candidate.passage
            quote = quotation(passage, retrieved)
            numbers = citations.cite(passage, quote)
            opening = f"{say(decided, request.language)} " if decided and not texts else ""
            shown = quote if passage.kind != "text" else _PARAGRAPHS.sub(" ", quote)
            texts.append(opening + with_marks(shown, numbers, date_remark(passage, request.language)))
        if any(c.passage.language != request.language for c in chosen):
            other = say(f"language_{chosen[0].passage.language}", request.language)
            texts.insert(0, say("other_language", request.language, other=other))
        offers = _offers([c for c in retrieved.candidates[:8] if c not in chosen], request.language)
        sure = retrieved.confidence
        if not in_context and chosen[0].passage.kind != "text":
            sure = self.model.answer_confidence(sure, yesno=retrieved.question.yesno)
        answer = self._made(request, "answer", "\n\n".join(texts), citations, confidence=sure, offers=offers)
        return Outcome(answer, statement_ids=tuple(c.passage.statement_id or c.passage.passage_id for c in chosen))

    def _clarification(self, request: Request, choices: Sequence[str]) -> Outcome:
        """Return the question back which of `choices`, the questions that a topic can stand for, is meant."""
        lines = [f"{number}. {choice}" for number, choice in enumerate(choices, 1)]
        text = "\n".join([say("which_reading", request.language, topic=request.text.strip(" ?.!")), *lines])
        return Outcome(self._made(request, "clarification", text, offers=tuple(choices)))

    def _is_answerable(self, retrieved: Retrieved) -> bool:
        """Return whether the first statement may be given: sure enough, all the more where it lacks what is asked for."""
        if not self._is_sure(retrieved):
            return False
        return retrieved.confidence >= confidence_needed(retrieved.question, retrieved.candidates[0].passage)

    def _is_sure(self, retrieved: Retrieved) -> bool:
        """Return whether the first statement is sure enough, and of the time, and the one of a series, that is named.

        A wrong year or ordinal in a yes/no question is a premise that the statement corrects; in any other, the question is
        for another time than the statement's.
        """
        if not retrieved.candidates:
            return False
        first = retrieved.candidates[0].passage
        least = self.model.threshold
        if first.kind == "text":
            is_own = first.language == retrieved.language
            least = self.model.plain_threshold if is_own else self.model.translated_threshold
        return retrieved.confidence >= least and not says_others(retrieved.question, first)

    # -- making answers ----------------------------------------------------------------------------------------

    def _unanswered(self, request: Request, retrieved: Retrieved) -> Outcome:
        answer = self._abstention(request, retrieved)
        if answer.reason == _NOT_OURS:
            return Outcome(answer)
        near = [c.passage for c in retrieved.candidates[:_NEAREST]] + [p for p in [retrieved.gap] if p]
        return Outcome(answer, nearest=tuple(p.statement_id or p.passage_id for p in near))

    def _abstention(self, request: Request, retrieved: Retrieved) -> Answer:
        language, gap = request.language, retrieved.gap
        outside = retrieved.confidence < _OFF_TOPIC and retrieved.signals.get("unknown", 1.0) > 0.5
        if (gap and gap.heading in OUTSIDE) or (outside and not gap):
            return self._made(request, "abstention", say("off_topic", language), reason=_NOT_OURS)
        named = retrieved.named_gap
        parts = [missing(named.text, language) if named else say("no_answer", language)]
        if retrieved.candidates:
            page = retrieved.candidates[0].passage.heading.split(" › ")[0]
            parts += [say("closest", language, page=page)] if page else []
        parts.append(say("contact", language, contact=CONTACT))
        return self._made(
            request,
            "abstention",
            " ".join(parts),
            confidence=retrieved.confidence,
            reason="the sources do not say",
        )

    def _made(
        self,
        request: Request,
        kind: str,
        text: str,
        citations: Citations | None = None,
        *,
        confidence: float = 0.0,
        offers: tuple[str, ...] = (),
        reason: str | None = None,
    ) -> Answer:
        return Answer(
            question=request.text,
            language=request.language,
            kind=kind,  # type: ignore[arg-type]
            text=text,
            citations=citations.all if citations else (),
            confidence=round(confidence, 4),
            generation=self.base.manifest.generation,
            offers=offers,
            reason=reason,
        )


def _both_details(text: str, language: Language) -> tuple[Detail, ...]:
    """Return the two details that a double question asks for and nothing else; none: it is no such question."""
    asked = [(detail_asked(half), half) for half in halves(text)]
    details = [d for d, half in asked if d is not None and asks_only_for(d, half, analyse(half), language)]
    return tuple(details) if len(details) == 2 and "summary" not in details else ()


def _offers(candidates: Sequence[Candidate], language: Language) -> tuple[str, ...]:
    """Return questions that the next statements answer, as their editors would ask them; of long lists none."""
    brief = (c.passage for c in candidates if len(c.passage.text) <= _OFFERED_CHARS)
    lines = [passage.asked[0] for passage in brief if passage.asked and passage.language == language]
    return tuple(lines[:_MAX_OFFERS])
