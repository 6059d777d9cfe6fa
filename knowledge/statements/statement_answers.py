"""Answers that quote statements, ask back which is meant, or say that the sources do not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from knowledge.asked.dearest import by_price
from knowledge.asked.explained import explains_another
from knowledge.asked.guessed import guess_holds, guess_in
from knowledge.asked.lacking import (
    WITHOUT_THING,
    bears_in_context,
    confidence_needed,
    lacks_cluster,
    speaks_of_nothing,
    tells_of_another_level,
)
from knowledge.asked.next_time import is_over, is_past, tells_of_then, wants_next, wants_present
from knowledge.asked.of_another import is_of_another
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.asked.question import Question, analyse, holds, years_covered
from knowledge.asked.several import stands_by_itself
from knowledge.asked.superfluous import are_compared
from knowledge.clusters.intent import OUTSIDE
from knowledge.clusters.outcomes import OriginAsked, Outcome, Request, made
from knowledge.patterns import lazily
from knowledge.quotation.citing import Citations, date_remark, with_marks
from knowledge.quotation.origins import origin
from knowledge.quotation.wording import CONTACT, missing, say
from knowledge.records import Answer, Passage, Verdict
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.model import Model
from knowledge.retrieval.ranking import UNCLASSIFIED, Candidate, says_others
from knowledge.retrieval.retrieval import Retrieved, Retriever
from knowledge.statements.abridging import abridged
from knowledge.statements.bearing import next_bearing
from knowledge.statements.choosing import Chooser, quotation
from knowledge.statements.clarifying import Topics, names_topic_only, readings
from knowledge.statements.given_last import is_beside_message, is_next_in_row, naming_country, was_given
from knowledge.statements.joining import asked_from_abroad
from knowledge.statements.just_said import part_asked
from knowledge.statements.offering import offers
from knowledge.verdicts.line_verdicts import decided, decided_and_alone
from knowledge.verdicts.part_verdict import keeps_to_members, names_one_from, sets_least
from knowledge.verdicts.still import still_holds
from knowledge.verdicts.trends import trend_holds
from knowledge.verdicts.verdict import is_of_other_place, plain_verdict
from knowledge.words.countries import asks_from_abroad, leaves_out_country
from knowledge.words.text import fold, terms, tokenise

_VERDICT = 0.7  # confidence from which yes or no is said
_PARAGRAPHS = lazily(r"\n\n+")  # a mark stands behind the statement, not behind its first paragraph
_OFF_TOPIC = 0.15
# Of statements of which one is no surer, and which a known gap leads by so much, 3 of 4 were wrong; not so where yes or no is asked.
_BEHIND_GAP = 0.65
_GAP_LEADS = 0.5  # log-odds
# the same of yes or no, where the statement tells neither
_BEHIND_GAP_YESNO = 0.8
_GAP_LEADS_YESNO = 1.5
_TOLD_ALREADY = 0.99  # where a statement comes from is known; which one is meant, almost always
_NEAREST = 2  # statements that are remembered of a question without an answer
_NOT_OURS = "outside the sources"
_FEW_WORDS = 5
_NAME = 4  # letters of a word that a topic is named by
_IT = lazily(r"\b(?:it|that|this|they|es|das|er|der|die|sie)\b")


class StatementAnswers:
    """Makes answers of the statements that were retrieved."""

    def __init__(self, base: KnowledgeBase, model: Model, retriever: Retriever) -> None:
        self._base = base
        self._made = partial(made, base.manifest.generation)
        self._model = model
        self._chooser = Chooser(retriever, model)
        self._information = retriever.information
        self._topics = Topics(base.word_counts.topics)

    def told(self, request: Request, retrieved: Retrieved, *, in_context: bool = False) -> Outcome:
        """Return the answer by the statements `retrieved`: a quotation, a question back, or an abstention.

        `in_context`: their confidence was worked out for a follow-up, and stays.
        """
        is_topic = bool(retrieved.candidates) and names_topic_only(request.text, request.language)
        choices = readings(retrieved, self._topics) if is_topic else ()
        if choices:
            return self._clarification(request, choices)
        # a known word alone cannot be asked too much: what is said of it is given
        # what a follow-up asks for is weighed by its own model
        answerable = self.is_sure_in_context(retrieved, request) if in_context else self.is_answerable(retrieved)
        if answerable and _is_of_another(request, retrieved):
            answerable = False
        is_known = is_topic and not retrieved.signals.get("unknown", 1.0) and _names_topic(request, retrieved)
        may_step = in_context and not retrieved.gap and self.is_sure(retrieved)
        bearing = next_bearing(request, retrieved, self.is_sure_in_context) if may_step else None
        if bearing is None and not (answerable or is_known):
            return self.unanswered(request, retrieved)
        retrieved = bearing or retrieved
        chosen = self._chooser.chosen(retrieved)
        chosen = [c for c in chosen if was_given(c, request) and is_next_in_row(chosen[0], c, request)] or chosen
        chosen = naming_country(request, retrieved, chosen)
        if not chosen:
            return self.unanswered(request, replace(retrieved, confidence=0.0))
        if in_context and is_beside_message(request, retrieved, chosen[0]):
            return self.unanswered(request, replace(retrieved, confidence=0.0))
        if was_given(chosen[0], request) and fold(request.said) != fold(
            request.before
        ):  # who asks the same again, wants it whole
            return self._told_again(request, retrieved, chosen, in_context=in_context)
        if retrieved.confidence >= _VERDICT and holds(retrieved.question.asked, chosen[0].passage.text):
            # what was told before is no part of the answer
            chosen = [chosen[0], *(c for c in chosen[1:] if not was_given(c, request))]
        chosen, said = self._judged(request, retrieved, chosen, in_context=in_context)
        opening = say(said, request.language) if said else ""
        if _leaves_out(request, chosen[0].passage):
            chosen, opening = chosen[:1], say("not_among", request.language)
        citations = Citations()
        texts = self._quoted(chosen, request, retrieved, citations, opening)
        if any(c.passage.language != request.language for c in chosen):
            other = say(f"language_{chosen[0].passage.language}", request.language)
            texts.insert(0, say("other_language", request.language, other=other))
        is_old = self._of_when(request, retrieved, chosen[0].passage) is not None
        if retrieved.question.yesno and not (opening or is_old) and retrieved.confidence < _VERDICT:
            # one in three such statements is beside what is asked: it is given as what it is
            texts.insert(0, say("nearest", request.language))
        return self._answered(request, retrieved, chosen, texts, citations, in_context=in_context)

    def _judged(
        self, request: Request, retrieved: Retrieved, chosen: list[Candidate], *, in_context: bool
    ) -> tuple[list[Candidate], Verdict | None]:
        """Return those of `chosen` that are given, with yes or no if they decide it; the first alone where it does so by itself."""
        question, first = retrieved.question, chosen[0].passage
        guess = guess_in(request.text)
        if guess is not None:
            return chosen[:1], guess_holds(guess, question, first.text)
        trend = trend_holds(request.as_written, first.text, first.language) or still_holds(
            request.as_written, first.text
        )
        if trend is not None:
            return chosen[:1], trend
        if retrieved.confidence >= _VERDICT and keeps_to_members(request.as_written, first.text):
            return chosen[:1], "no"
        if asked_from_abroad(request.as_written, request.language) and asks_from_abroad(request.as_written, first.text):
            return chosen[:1], "no"
        if not question.yesno or (in_context and _lacks_subject(request, first)):
            return chosen, None
        if tells_of_then(request.as_written, first):
            return chosen, None  # what it says of then
        if retrieved.confidence < _VERDICT:
            said = plain_verdict(question, first)
        else:
            said, alone = decided_and_alone(question, [c.passage for c in chosen], self._information)
            if said and alone == said and len(chosen) > 1 and not _adds_year(question, first, chosen[1].passage):
                chosen = chosen[:1]
            if said == "yes" and is_of_other_place(request.as_written, [c.passage for c in chosen]):
                said = None
        if said is None and names_one_from(request.said, first):
            said = "yes"
        return chosen, said

    def _answered(
        self,
        request: Request,
        retrieved: Retrieved,
        told: Sequence[Candidate],
        texts: Sequence[str],
        citations: Citations,
        *,
        in_context: bool,
    ) -> Outcome:
        """Return the answer that tells the statements `told` by `texts`."""
        language, first, sure = request.language, told[0].passage, retrieved.confidence
        if wants_next(retrieved.question.text) and is_over(first):
            texts = [*texts, say("none_after", language)]
        elif (of_when := self._of_when(request, retrieved, first)) is not None:
            texts = [say(of_when, language), *texts]
        if not in_context and first.kind != "text":
            sure = self._model.answer_confidence(sure, yesno=retrieved.question.yesno)
        answer = self._made(
            request,
            "answer",
            "\n\n".join(texts),
            citations,
            confidence=sure,
            offers=offers(told, retrieved, language, request.given),
        )
        return Outcome(answer, statement_ids=tuple(c.passage.statement_id or c.passage.passage_id for c in told))

    @staticmethod
    def _of_when(request: Request, retrieved: Retrieved, first: Passage) -> str | None:
        """Return the phrase that says that `first` is not of the time that is asked of; None: it may be."""
        if wants_present(retrieved.question.text) and is_past(first):
            return "not_of_then"
        return "not_of_now" if tells_of_then(request.as_written, first) else None

    def _told_again(
        self, request: Request, retrieved: Retrieved, chosen: Sequence[Candidate], *, in_context: bool
    ) -> Outcome:
        """Return what of the statements given last is asked for now: a part of one of them, or all that were `chosen`."""
        language, citations = request.language, Citations()
        again = [c for c in chosen if was_given(c, request)]
        parts = [(c, part) for c in again if (part := part_asked(request.said, request.before, c.passage)) is not None]
        first, part = next((of for of in parts if of[1].is_told), next(iter(parts), (chosen[0], None)))
        said = still_holds(request.said, first.passage.text)
        if said is None:
            said = part.said if part else trend_holds(request.said, first.passage.text, language)
        if said is None and retrieved.confidence >= _VERDICT and not sets_least(first.passage.text):
            said = decided(retrieved.question, [first.passage], self._information)
        is_open = said is None and retrieved.question.yesno and not (part is not None and part.is_told)
        if is_open and speaks_of_nothing(request.said, first.passage):
            return self.unanswered(request, retrieved)
        verdict = say(said, language) if said else ""
        new = [c for c in chosen if not was_given(c, request)]
        opening = f"{verdict} {say('just_said', language)}".lstrip()
        if request.is_offered and new:
            told = new
            texts = self._quoted(told, request, retrieved, citations)
        elif part is None:
            told = list(chosen)
            texts = self._quoted(told, request, retrieved, citations, verdict if new else opening)
        elif not part.is_named:
            told = [first]
            texts = self._quoted(told, request, retrieved, citations, say("not_among", language))
        else:
            told = [first] if part.is_told else [first, *new]
            numbers = citations.cite(first.passage, part.quote)
            shown = f"{opening} {part.shown}".replace(": \n", ":\n")
            texts = [with_marks(shown, numbers, date_remark(first.passage, language))]
            texts += self._quoted(told[1:], request, retrieved, citations)
        return self._answered(request, retrieved, told, texts, citations, in_context=in_context)

    def _quoted(
        self,
        chosen: Sequence[Candidate],
        request: Request,
        retrieved: Retrieved,
        citations: Citations,
        opening: str = "",
    ) -> list[str]:
        """Return the statements `chosen` as they are shown, each with its citations, the first behind `opening`."""
        texts: list[str] = []
        for candidate in chosen:
            passage = candidate.passage
            quote = quotation(passage, retrieved)
            numbers = citations.cite(passage, quote)
            is_plain = passage.kind == "text"
            shown = _PARAGRAPHS.sub(" ", quote) if is_plain else _shown(passage, request, retrieved)
            begin = f"{opening} " if opening and not texts else ""
            texts.append(begin + with_marks(shown, numbers, date_remark(passage, request.language)))
        return texts

    def told_each(
        self, request: Request, asked: Sequence[tuple[str, Retrieved]], *, least: int = 2, in_context: bool = False
    ) -> Outcome | None:
        """Return the answer to questions that are asked beside one another, by the first statement for each; None: fewer than
        the `least` number of statements answer. Of one that stands by itself, or is whole `in_context`, and is not answered, it is
        said that it is not.
        """
        citations = Citations()
        texts: list[str] = []
        given: dict[str, float] = {}
        for question, retrieved in asked:
            if not (self.is_sure_in_context(retrieved, request) if in_context else self.is_answerable(retrieved)):
                if in_context or stands_by_itself(question, request.language):
                    texts.append(say("not_said", request.language, question=question.strip(" ?.!")))
                continue
            first = self._chooser.chosen(retrieved)[0]
            key = first.passage.statement_id or first.passage.passage_id
            if key not in given:
                texts += self._quoted([first], request, retrieved, citations)
                sure = retrieved.confidence
                given[key] = sure if in_context else self._model.answer_confidence(sure, yesno=retrieved.question.yesno)
        if len(given) < least:
            return None
        answer = self._made(request, "answer", "\n\n".join(texts), citations, confidence=min(given.values()))
        return Outcome(answer, statement_ids=tuple(given))

    def origin(self, request: Request, asked: OriginAsked) -> Outcome:
        """Return where the statements come from that are asked about, and from when they are."""
        citations = Citations()
        passages = (self._base.passage(self._base.twins[one, request.language]) for one in asked.statement_ids)
        told = [origin(passage, citations, request.language, is_current=asked.is_current) for passage in passages]
        answer = self._made(request, "answer", "\n\n".join(told), citations, confidence=_TOLD_ALREADY)
        return Outcome(answer, statement_ids=asked.statement_ids)

    def _clarification(self, request: Request, choices: Sequence[str]) -> Outcome:
        """Return the question back which of `choices`, the questions that a topic can stand for, is meant."""
        lines = [f"{number}. {choice}" for number, choice in enumerate(choices, 1)]
        text = "\n".join([say("which_reading", request.language, topic=request.text.strip(" ?.!")), *lines])
        return Outcome(self._made(request, "clarification", text, offers=tuple(choices)))

    def is_answerable(self, retrieved: Retrieved) -> bool:
        """Return whether the first statement may be given: sure enough, all the more where it lacks what is asked for."""
        if not self.is_sure(retrieved):
            return False
        first = retrieved.candidates[0].passage
        if self._is_behind_gap(retrieved, first):
            return False
        if (
            retrieved.confidence < _BEHIND_GAP
            and retrieved.signals["before_gap"] < -_GAP_LEADS
            and not retrieved.question.yesno
        ):
            return False
        if retrieved.confidence < WITHOUT_THING and first.kind == "statement":
            named = bool(self._base.cluster_names.find(first.text))
            if lacks_cluster(retrieved.question, named):
                return False
        return retrieved.confidence >= confidence_needed(retrieved.question, first)

    def _is_behind_gap(self, retrieved: Retrieved, first: Passage) -> bool:
        """Return whether what is asked by yes or no is rather what is known to be a gap, and `first` says neither."""
        if not retrieved.question.yesno or retrieved.confidence >= _BEHIND_GAP_YESNO:
            return False
        if retrieved.signals["before_gap"] >= -_GAP_LEADS_YESNO or retrieved.named_gap is None:
            return False
        if retrieved.gaps[0].signals.get("classifier", UNCLASSIFIED) == UNCLASSIFIED:
            return False  # which gap is meant is not known
        return decided(retrieved.question, [first], self._information) is None

    def is_sure(self, retrieved: Retrieved) -> bool:
        """Return whether the first statement is sure enough, and of the time, and the one of a series, that is named.

        A wrong year or ordinal in a yes/no question is a premise that the statement corrects; in any other, the question is
        for another time than the statement's.
        """
        if not retrieved.candidates:
            return False
        first = retrieved.candidates[0].passage
        least = self._model.threshold
        if first.kind == "text":
            is_own = first.language == retrieved.language
            least = self._model.plain_threshold if is_own else self._model.translated_threshold
        return retrieved.confidence >= least and not says_others(retrieved.question, first)

    def is_sure_in_context(self, retrieved: Retrieved, request: Request) -> bool:
        """Return whether the first statement may be given for a follow-up: sure enough, and bearing what the message asks for.

        One that asks nothing itself ("and 2017?") is read as a question of words of which some were of the one before.
        """
        if not self.is_sure(retrieved):
            return False
        asked = tokenise(retrieved.question.text)
        if not set(asked) <= {*tokenise(request.as_written), *retrieved.question.years}:
            return True
        return bears_in_context(retrieved.question, retrieved.candidates[0].passage, retrieved.confidence)

    def unanswered(self, request: Request, retrieved: Retrieved) -> Outcome:
        """Return that the sources do not say, with what they come nearest to saying."""
        # a statement on another level of the label hides no known gap
        others = tuple(c for c in retrieved.candidates if not tells_of_another_level(retrieved.question, c.passage))
        if others[:1] != retrieved.candidates[:1]:
            retrieved = replace(retrieved, candidates=others or retrieved.candidates, confidence=0.0)
        answer = self._abstention(request, retrieved)
        if answer.reason == _NOT_OURS:
            return Outcome(answer)
        near = [c.passage for c in retrieved.candidates[:_NEAREST]] + [p for p in [retrieved.gap] if p]
        return Outcome(answer, nearest=tuple(p.statement_id or p.passage_id for p in near))

    def _abstention(self, request: Request, retrieved: Retrieved) -> Answer:
        language, gap = request.language, retrieved.gap
        is_unknown = retrieved.signals.get("unknown", 1.0) > 0.5
        # one word is not enough to tell: "why was it founded?"
        outside = is_unknown and retrieved.confidence < _OFF_TOPIC and len(retrieved.stems) > 1
        if (gap and gap.heading in OUTSIDE) or (outside and not gap):
            return self._made(request, "abstention", say("off_topic", language), reason=_NOT_OURS)
        named = retrieved.named_gap
        parts = [missing(named.text, language) if named else say("no_answer", language)]
        page = self._closest_page(named, retrieved)
        parts += [say("closest", language, page=page)] if page else []
        parts.append(say("contact", language, contact=CONTACT))
        return self._made(
            request,
            "abstention",
            " ".join(parts),
            confidence=retrieved.confidence,
            reason="the sources do not say",
        )

    def _closest_page(self, named: Passage | None, retrieved: Retrieved) -> str:
        """Return the title of the page that is of the topic of a gap that is `named`, else that of the nearest statement; empty: none.

        Statements near a gap are of many pages; the gap's topic was set by those who wrote it down.
        """
        if named:
            path = f"/{named.language}/{named.heading}."
            for passage in self._base.statements.values():
                if path in passage.doc_id:
                    return passage.heading.split(" › ")[0]
        return retrieved.candidates[0].passage.heading.split(" › ")[0] if retrieved.candidates else ""


def _shown(passage: Passage, request: Request, retrieved: Retrieved) -> str:
    """Return what is shown of a statement: of prices that are compared those in their order, of a long list what is asked for."""
    ordered = by_price(retrieved.question.text, f"{request.text} {request.before}", passage.text)
    return ordered or abridged(passage, retrieved.question, retrieved.stems)


def _names_topic(request: Request, retrieved: Retrieved) -> bool:
    """Return whether the first statement is likely enough for a topic that is only named, or has a word of it as it is written."""
    if retrieved.confidence >= _OFF_TOPIC or not retrieved.candidates:
        return bool(retrieved.candidates)
    said = set(tokenise(retrieved.candidates[0].passage.text))
    return any(len(word) >= _NAME and word in said for word in tokenise(request.text))


def _adds_year(question: Question, first: Passage, second: Passage) -> bool:
    """Return whether `second` is of the year asked about, and `first` is not, or the two are set side by side."""
    years = question.years
    return are_compared(first, second) or bool(
        years & years_covered(second.text) and not years & years_covered(first.text)
    )


def _leaves_out(request: Request, passage: Passage) -> bool:
    """Return whether a country is asked about in a few words, or by yes or no, that a statement does not name among several."""
    asked = request.as_written
    is_plain = len(asked.split()) <= _FEW_WORDS or analyse(asked).yesno
    return is_plain and leaves_out_country(asked, passage.text)


def _lacks_subject(request: Request, passage: Passage) -> bool:
    """Return whether `passage` does not speak of what a pronoun of the message stands for ("is it free?", of the newsletter)."""
    if not request.said or request.said == request.text or not _IT.search(fold(request.said)):
        return False
    own = set(terms(request.said, request.language))
    subject = set(terms(request.text, request.language)) - own
    return bool(subject) and not stems_in(subject, words_of(passage).anywhere)


def _is_of_another(request: Request, retrieved: Retrieved) -> bool:
    """Return whether the first statement is of another level of the label than is asked about, of another name than is to be explained,
    or of go-cluster instead of what is spoken of.
    """
    first = retrieved.candidates[0].passage
    if first.kind == "statement" and explains_another(request.as_written, first):
        return True
    spoken_of = f"{request.topic} {request.before}".strip()
    return tells_of_another_level(retrieved.question, first) or is_of_another(request.said, spoken_of, first)
