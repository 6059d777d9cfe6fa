"""From a request to an answer: which of finder, profile and statements replies, and in what words. Quotes, never invents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge import dates
from knowledge.base import KnowledgeBase
from knowledge.cards import CardMaker, beyond_detail, detail_asked
from knowledge.citing import Citations, date_remark, with_marks
from knowledge.finder import Finder
from knowledge.intent import intent_signals
from knowledge.model import Model, load_model
from knowledge.question import analyse, holds
from knowledge.ranking import Candidate
from knowledge.records import Answer, Language, Passage
from knowledge.retrieval import Retrieved, Retriever
from knowledge.splitting import sentences
from knowledge.text import terms
from knowledge.wishes import Wish
from knowledge.wording import CONTACT, joined, say

_ANSWER_CHARS = 590
_QUOTE_CHARS = 450
_RAMBLING_WORDS = 30
_MAX_OFFERS = 3
_FEW_WORDS = 1
_SURE = 0.3
_DOUBLE = re.compile(
    r"[,;]?\s+(?:and|und)\s+(?=(?:who|what|when|where|how|which|why|since|wer|was|wann|wo|wie|welche\w*|warum|seit|wofür|womit|worum|mit)\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?<=[.!?:…])\s+|\s+[–—-]\s+")
_OFF_TOPIC = 0.15
_OUTSIDE = ("off-topic", "manipulation")  # topics of gaps that are no matter of the programme


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, follow-ups resolved. `wish` and `cluster_id` are set where an earlier turn settles them."""

    text: str
    language: Language
    wish: Wish | None = None
    cluster_id: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer with what a conversation must remember of it: the wish, the clusters shown, the statements cited."""

    answer: Answer
    wish: Wish | None = None
    cluster_ids: tuple[str, ...] = ()
    statement_ids: tuple[str, ...] = field(default=())


class Answerer:
    """Answers requests from an opened index."""

    def __init__(self, base: KnowledgeBase, model: Model | None = None) -> None:
        self.base = base
        self.model = model or load_model()
        self.finder = Finder(base)
        self.retriever = Retriever(base, self.model)
        self._cards = CardMaker(base)

    # -- which part replies ------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Outcome:
        """Return the answer to `request`."""
        if request.wish is not None:
            return self._clusters(request, request.wish)
        named = [request.cluster_id] if request.cluster_id else self._named(request.text)
        retrieved = self.retrieve(request.text, request.language)
        if named:
            outcome = self._about_cluster(request, named, retrieved)
            if outcome is not None:
                return outcome
        elif self.base.profiles and retrieved.stems:
            wish = self.finder.reader.read(request.text, request.language)
            if self.wants_clusters(request.text, request.language, wish, retrieved):
                if retrieved.gap is not None and wish.is_empty:
                    return Outcome(self._abstention(request, retrieved))
                if wish.denied:
                    text = say("denied", request.language)
                    return Outcome(self._made(request, "abstention", text, reason="a condition is denied"))
                return self._clusters(request, wish)
        return self._statements(request, retrieved)

    def _named(self, text: str) -> list[str]:
        return [cluster_id for cluster_id, _ in self.base.cluster_names.find(text)]

    def wants_clusters(self, text: str, language: Language, wish: Wish, retrieved: Retrieved) -> bool:
        """Return whether `text` asks for clusters rather than for a statement.

        A plain request for a list of clusters under a condition does; else the fitted model decides.
        """
        signals = self.intent_signals(text, language, wish, retrieved)
        if signals["list_of_clusters"] and not signals["event"]:
            return True
        return self.model.intent.log_odds(signals) > 0

    def intent_signals(self, text: str, language: Language, wish: Wish, retrieved: Retrieved) -> dict[str, float]:
        """Return the signals by which `wants_clusters` decides."""
        dense, best = self.finder.nearness(wish.text or text, language)
        return intent_signals(text, analyse(text), wish, retrieved, dense, best)

    def retrieve(self, text: str, language: Language) -> Retrieved:
        """Return the ranked statements for `text`; of a long message, for the sentence that is answered best."""
        whole = self.retriever.retrieve(text, language)
        if len(text.split()) <= _RAMBLING_WORDS:
            return whole
        parts = [part for part in _CLAUSE.split(text) if len(terms(part, language)) >= 2]
        asking = [part for part in parts if part.rstrip().endswith("?")] or parts[-1:]
        tried = [self.retriever.retrieve(part, language) for part in asking]
        return max([whole, *tried], key=lambda r: r.confidence)

    # -- clusters ----------------------------------------------------------------------------------------------

    def _clusters(self, request: Request, wish: Wish) -> Outcome:
        found = self.finder.find(wish, request.language)
        citations = Citations()
        if not found.clusters:
            text = self._cards.nothing(wish, self.finder.fewer(wish), request.language)
            return Outcome(self._made(request, "abstention", text, reason="no cluster fits"), wish=wish)
        text, cards = self._cards.listing(found, request.language, citations)
        answer = self._made(request, "clusters", text, citations, confidence=1.0 if not wish.need else found.scores[0])
        return Outcome(
            answer.model_copy(update={"clusters": cards, "confidence": max(0.0, min(1.0, answer.confidence))}),
            wish=wish,
            cluster_ids=tuple(card.id for card in cards),
        )

    def _about_cluster(self, request: Request, named: Sequence[str], retrieved: Retrieved) -> Outcome | None:
        """Return what the profile of a named cluster says; None: statements about it answer better, or nothing does."""
        rest = self.base.cluster_names.without(request.text)
        detail = detail_asked(rest)
        plain = detail is not None and len(beyond_detail(rest, request.language)) <= _FEW_WORDS
        since_when = detail == "member" and analyse(request.text).asked == "date"
        if (not plain or since_when) and self._tells_of(named, retrieved):
            return None
        bare = not beyond_detail(rest, request.language)
        if not (plain or bare) and self._summary_tells(named, rest, request.language):
            detail = "summary"
        elif not (plain or bare or detail == "member"):
            names = joined([self.base.profiles[i].name for i in named], request.language, by="or")
            text = f"{say('no_answer_cluster', request.language, name=names)} {say('contact', request.language, contact=CONTACT)}"
            return Outcome(
                self._made(request, "abstention", text, reason="the profile does not say"),
                cluster_ids=tuple(named),
            )
        citations = Citations()
        profiles = [self.base.profiles[i] for i in named]
        texts = [self._cards.detail(p, detail or "summary", request.language, citations) for p in profiles[:3]]
        cards = tuple(self._cards.card(p, request.language, citations) for p in profiles[:3])
        answer = self._made(request, "clusters", "\n\n".join(texts), citations, confidence=0.9)
        return Outcome(answer.model_copy(update={"clusters": cards}), cluster_ids=tuple(named[:3]))

    def _summary_tells(self, named: Sequence[str], rest: str, language: Language) -> bool:
        """Return whether the summary of the one cluster named has a content word of what else is asked."""
        passage = self._cards.passage(named[0], "summary", language) if len(named) == 1 else None
        wanted = {stem for word in beyond_detail(rest, language) for stem in terms(word, language)}
        return passage is not None and bool(wanted & set(terms(passage.text, language)))

    def _tells_of(self, named: Sequence[str], retrieved: Retrieved) -> bool:
        """Return whether the first statement is sure enough and tells of one of the clusters that are named."""
        if not retrieved.candidates or retrieved.gap or retrieved.confidence < self.model.threshold:
            return False
        passage = retrieved.candidates[0].passage
        told = {
            i for i, _ in self.base.cluster_names.find(f"{passage.text} {passage.heading} {' '.join(passage.asked)}")
        }
        return bool(told & set(named))

    # -- statements --------------------------------------------------------------------------------------------

    def _statements(self, request: Request, retrieved: Retrieved) -> Outcome:
        if not self._is_answerable(retrieved):
            return Outcome(self._abstention(request, retrieved))
        chosen = self._chosen(retrieved)
        citations = Citations()
        texts: list[str] = []
        for candidate in chosen:
            passage = candidate.passage
            quote = quotation(passage, retrieved)
            numbers = citations.cite(passage, quote)
            texts.append(with_marks(quote, numbers, date_remark(passage, request.language)))
        if any(c.passage.language != request.language for c in chosen):
            other = say(f"language_{chosen[0].passage.language}", request.language)
            texts.insert(0, say("other_language", request.language, other=other))
        others = [c for c in retrieved.candidates[:8] if c not in chosen and c.passage.kind != "gap"]
        offers = _offers(others, request.language)
        answer = self._made(
            request, "answer", "\n\n".join(texts), citations, confidence=retrieved.confidence, offers=offers
        )
        return Outcome(answer, statement_ids=tuple(c.passage.statement_id or c.passage.passage_id for c in chosen))

    def _is_answerable(self, retrieved: Retrieved) -> bool:
        """Return whether the first statement may be given: sure enough, no known gap, and of the time that is named.

        A wrong year in a yes/no question is a premise that the statement corrects; in any other, the question is for
        another time than the statement's.
        """
        if not retrieved.candidates or retrieved.gap or retrieved.confidence < self.model.threshold:
            return False
        return retrieved.question.yesno or not retrieved.candidates[0].signals["year_conflict"]

    def _chosen(self, retrieved: Retrieved) -> list[Candidate]:
        """Return the one or two statements to give, the newest of a series first.

        A statement that a newer one supersedes gives way to it, unless the question names its time. Where a statement
        sets side by side what sources say differently, it follows.
        """
        candidates = [c for c in retrieved.candidates if c.passage.kind != "gap"]
        first = self._current(candidates[0], candidates, retrieved)
        comparing = self._comparison(first, candidates, retrieved)
        if comparing is not None:
            return comparing
        others = [c for c in candidates if c is not first and c.log_odds >= candidates[0].log_odds - self.model.second]
        for other in [*self._for_second_part(first, retrieved), *others]:
            if self._length(first, retrieved) + self._length(other, retrieved) <= _ANSWER_CHARS:
                return [first, other]
        return [first]

    def _length(self, candidate: Candidate, retrieved: Retrieved) -> int:
        remark = date_remark(candidate.passage, retrieved.language)
        return len(quotation(candidate.passage, retrieved)) + len(remark) + 2

    def _for_second_part(self, first: Candidate, retrieved: Retrieved) -> list[Candidate]:
        """Return the statement for the second half of a double question ("since when …, and what was before?"), if sure."""
        parts = _DOUBLE.split(retrieved.question.text, maxsplit=1)
        if len(parts) < 2:
            return []
        second = parts[1] if len(terms(parts[1], retrieved.language)) > 1 else f"go-cluster {parts[1]}"
        found = self.retriever.retrieve(second, retrieved.language)
        if found.gap or not found.candidates or found.confidence < _SURE:
            return []
        best = found.candidates[0]
        return [best] if best.passage.statement_id != first.passage.statement_id else []

    def _current(self, first: Candidate, candidates: Sequence[Candidate], retrieved: Retrieved) -> Candidate:
        if retrieved.question.years:
            return first
        newer = [c for c in candidates[:10] if first.passage.statement_id in c.passage.supersedes]
        return max(newer, key=lambda c: (dates.last_date(c.passage.as_of), c.log_odds)) if newer else first

    def _comparison(
        self, first: Candidate, candidates: Sequence[Candidate], retrieved: Retrieved
    ) -> list[Candidate] | None:
        """Return the newest dated statement of a disputed matter and the one that compares; None: nothing disputed."""
        if retrieved.question.years:
            return None
        near = candidates[:12]
        comparing = next(
            (
                c
                for c in near
                if first.passage.statement_id in c.passage.compares or (c is first and c.passage.compares)
            ),
            None,
        )
        if comparing is None:
            return None
        compared = [c for c in near if c.passage.statement_id in comparing.passage.compares]
        newest = max(compared, key=lambda c: (dates.last_date(c.passage.as_of), c.log_odds), default=None)
        if newest is None or (first is comparing and retrieved.question.asked not in ("count", "other", "list")):
            return [comparing] if first is comparing else [first, comparing]
        return [newest, comparing]

    # -- making answers ----------------------------------------------------------------------------------------

    def _abstention(self, request: Request, retrieved: Retrieved) -> Answer:
        language, gap = request.language, retrieved.gap
        outside = retrieved.confidence < _OFF_TOPIC and retrieved.signals.get("unknown", 1.0) > 0.5
        if (gap and gap.heading in _OUTSIDE) or (outside and not gap):
            return self._made(request, "abstention", say("off_topic", language), reason="outside the sources")
        parts = [say("gap", language, gap=gap.text) if gap else say("no_answer", language)]
        statements = [c for c in retrieved.candidates if c.passage.kind != "gap"]
        if statements:
            page = statements[0].passage.heading.split(" › ")[0]
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


def quotation(passage: Passage, retrieved: Retrieved) -> str:
    """Return what is quoted of a passage: a statement as a whole; of plain text the one or two sentences that answer, verbatim.

    They are those that cover most of the question's stems and have what is asked for (a number, a date …); the fewer
    and the earlier of equals.
    """
    if passage.kind != "text":
        return passage.text
    spans = sentences(passage.text)
    windows = [(i, j) for i in range(len(spans)) for j in (i, i + 1) if j < len(spans)]

    def worth(window: tuple[int, int]) -> tuple[float, int, int]:
        text = passage.text[spans[window[0]][0] : spans[window[1]][1]]
        covered = len(retrieved.stems & set(terms(text, passage.language)))
        has = holds(retrieved.question.asked, text)
        too_long = len(text) > _QUOTE_CHARS and window[0] != window[1]
        return covered + 0.5 * has - 10 * too_long, window[0] - window[1], -window[0]

    first, last = max(windows, key=worth)
    return passage.text[spans[first][0] : spans[last][1]]


def _offers(candidates: Sequence[Candidate], language: Language) -> tuple[str, ...]:
    """Return questions that the next statements answer, as their editors would ask them."""
    lines = [c.passage.asked[0] for c in candidates if c.passage.asked and c.passage.language == language]
    return tuple(lines[:_MAX_OFFERS])
