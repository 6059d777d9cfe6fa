"""What could be asked next: questions that the corpus has been seen to answer, near to what an answer told."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.answers.answer import Answerer
from knowledge.clusters.outcomes import Request
from knowledge.records import Answer, Passage

_LONGEST = 60  # a longer question would be cut on its button
_TRIED_LINES = 2


class NextQuestions:
    """Finds next questions. What a statement's question is, is asked of the answerer once and kept."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._begin()

    def _begin(self) -> None:
        """Begin anew, with the statements of the index of now."""
        answerer = self._answerer
        self._generation = answerer.base.manifest.generation
        self._statements = list(answerer.base.statements.values())
        self._by_document: dict[str, list[Passage]] = {}
        self._by_line: dict[str, Passage] = {}
        for passage in self._statements:
            self._by_document.setdefault(passage.doc_id, []).append(passage)
            for line in passage.asked:
                self._by_line.setdefault(line, passage)
        self._questions: dict[str, str | None] = {}
        self._cold = iter(self._statements)

    def after(self, answer: Answer, *, limit: int = 3, new: int = 3) -> tuple[str, ...]:
        """Return up to `limit` questions to ask after `answer`; those of a clarification are its readings.

        At most `new` statements are tried that have not been before, since each takes as long as an answer.
        """
        if answer.kind == "clarification":
            return answer.offers[:limit]
        if self._answerer.base.manifest.generation != self._generation:
            self._begin()
        if answer.kind != "answer":
            return ()
        found: list[str] = []
        for passage in self._near(answer):
            if len(found) == limit:
                break
            if passage.passage_id not in self._questions:
                if not new:
                    continue
                new -= 1
            question = self.question_of(passage)
            if question and question not in found and question.casefold() != answer.question.strip().casefold():
                found.append(question)
        return tuple(found)

    def question_of(self, passage: Passage) -> str | None:
        """Return a short question that is answered with the statement `passage`; None: none is known."""
        if passage.passage_id not in self._questions:
            lines = [line for line in passage.asked if line.endswith("?") and len(line) <= _LONGEST]
            answered = (line for line in lines[:_TRIED_LINES] if self._is_answered(line, passage))
            self._questions[passage.passage_id] = next(answered, None)
        return self._questions[passage.passage_id]

    def warm(self) -> bool:
        """Try one more statement, for when nothing else is to be done; return False when all have been tried."""
        passage = next(self._cold, None)
        if passage is not None:
            self.question_of(passage)
        return passage is not None

    def _is_answered(self, line: str, passage: Passage) -> bool:
        outcome = self._answerer.answer(Request(line, passage.language))
        return outcome.answer.kind == "answer" and passage.statement_id in outcome.statement_ids

    def _near(self, answer: Answer) -> Iterator[Passage]:
        """Yield statements that the answer does not give, likeliest of interest first.

        First what its offers lead to on the same page, then what stands next to it, then where else the offers lead.
        """
        given = [c.passage_id for c in answer.citations]
        pages = {c.doc_id for c in answer.citations}
        offered = [self._by_line[line] for line in answer.offers if line in self._by_line]
        ordered = [p for p in offered if p.doc_id in pages]
        for citation in answer.citations[:1]:
            page = self._by_document.get(citation.doc_id, [])
            ids = [p.passage_id for p in page]
            here = ids.index(citation.passage_id) if citation.passage_id in ids else 0
            ordered += sorted(page, key=lambda p: _distance(ids.index(p.passage_id), here))
        seen = set(given)
        for passage in [*ordered, *offered]:
            if passage.passage_id not in seen and passage.language == answer.language:
                seen.add(passage.passage_id)
                yield passage


def _distance(position: int, here: int) -> tuple[int, bool]:
    """Return the order of neighbours: the nearer first, of equals the one behind."""
    return abs(position - here), position < here
