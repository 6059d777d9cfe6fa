"""Statements that tell of clusters that a question names: found for the question as it is, for what it means, or for one like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from knowledge.asked.question import levels_in
from knowledge.clusters.details import Detail
from knowledge.clusters.outcomes import Request
from knowledge.clusters.profile_tells import tells_since_when
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.retrieval import Retrieved, Retriever
from knowledge.statements.rereading import Rereader

_IT = lazily(r"\b(?:it|they|them)\b|\b(?:es|sie|ihn|das|die|den|der)\b(?=\W*$)")
_LABEL = lazily(r"label", re.IGNORECASE)


class ClusterStatements:
    """Finds statements of an opened index that surely tell of the clusters named."""

    def __init__(self, base: KnowledgeBase, retriever: Retriever, rereader: Rereader, threshold: float) -> None:
        """`threshold` is the confidence from which a statement answers."""
        self._base = base
        self._retriever = retriever
        self._rereader = rereader
        self._threshold = threshold
        self._told_of: dict[str, frozenset[str]] = {}

    def of(self, request: Request, named: Sequence[str], own: str, retrieved: Retrieved) -> Retrieved | None:
        """Return the statements of which the first surely tells of a cluster named; None: there are none.

        They are those `retrieved`; else, where a pronoun stands for a cluster that is its `own`, those for its name in that
        place ("who runs it?"); else of those that tell of the clusters named the best.
        """
        if self.tells_of(named, retrieved):
            return retrieved
        with_name = _IT.sub(own, request.text.removesuffix(own)) if own else ""
        if own and own in with_name:
            found = self._rereader.retrieve(with_name, request.language)
            if self.tells_of(named, found):
                return found
        of_named = self._retriever.retrieve_of(request.text, request.language, lambda p: self._is_of(named, p))
        return of_named if of_named is not None and self.tells_of(named, of_named) else None

    def on(
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
        question = asked[request.language].format(name=self._base.profiles[named[0]].short_name)
        found = self._retriever.retrieve_of(question, request.language, lambda p: self._is_of(named, p) and tells(p))
        return found if found is not None and self.tells_of(named, found) else None

    def tells_of(self, named: Sequence[str], retrieved: Retrieved) -> bool:
        """Return whether the first statement is sure enough and tells of one of the clusters that are named."""
        if not retrieved.candidates or retrieved.confidence < self._threshold:
            return False
        return self._is_of(named, retrieved.candidates[0].passage)

    def dates(self, detail: Detail, text: str, named: Sequence[str], told: Retrieved) -> bool:
        """Return whether the first statement tells since when the label is held, or since when one is a member; of the level that
        `text` names, if it is the one that the cluster has.
        """
        passage = told.candidates[0].passage.text
        if detail == "member":
            return tells_since_when(passage)
        label = self._base.profiles[named[0]].ecei_label
        asked = levels_in(text).intersection((label.level,) if label else ())
        return _LABEL.search(passage) is not None and asked <= levels_in(passage)

    def _is_of(self, named: Sequence[str], passage: Passage) -> bool:
        """Return whether a statement tells of one of the clusters that are named, by its words, its heading or its asked lines."""
        if passage.passage_id not in self._told_of:  # to look for names in all its lines takes two milliseconds
            text = f"{passage.text} {passage.heading} {' '.join(passage.asked)}"
            self._told_of[passage.passage_id] = frozenset(i for i, _ in self._base.cluster_names.find(text))
        return not self._told_of[passage.passage_id].isdisjoint(named)
