"""What is asked of clusters that a question names: which part replies, their profiles, statements that tell of them, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.double_details import DATED, both_details, detail_beside_head
from knowledge.asked.question import analyse
from knowledge.clusters.aims import ASKED, asks_aims
from knowledge.clusters.apposition import without_apposition
from knowledge.clusters.beside import asks_difference
from knowledge.clusters.cluster_answers import ClusterAnswers
from knowledge.clusters.comparing import Comparison, bounds_in, extreme_in, figure_of, place_in
from knowledge.clusters.details import (
    asks_only_for,
    asks_who_heads,
    asks_who_is_in_charge,
    beyond_detail,
    detail_asked,
    wanted_words,
)
from knowledge.clusters.finder import Finder
from knowledge.clusters.likeness import like, without_likeness
from knowledge.clusters.outcomes import Outcome, Request
from knowledge.clusters.profile_tells import tells_of_deed
from knowledge.clusters.summary_model import LIKELY
from knowledge.clusters.wishes import Wish
from knowledge.naming.cluster_names import NAMED
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.model import Model
from knowledge.retrieval.retrieval import Retrieved, Retriever
from knowledge.statements.cluster_statements import ClusterStatements
from knowledge.statements.rereading import SURE, Rereader
from knowledge.statements.statement_answers import StatementAnswers
from knowledge.words.splitting import sentences
from knowledge.words.text import terms

_ROLE = lazily(
    r"manager|geschäftsführ|vorstand|vorsitz|leiter|sprecher|ansprechpartner|director|head of|chair|\bceo\b|contact person",
    re.IGNORECASE,
)
_BRIEF = 4  # words
_IT = lazily(r"\b(?:it|they|that|es|er|sie|das|die|der)\b(?=\W*$|\W+(?:\w+\W*){0,2}$)", re.IGNORECASE)
# whether one was at an event is told by a statement
_AT_EVENT = lazily(
    r"\b(?:\w*(?:netzwerktag|vernetzungstag|tagung|konferenz|messe|clusterwoche|clustertreffen)\w*|networking day|conference|annual meeting|trade fair|cluster week)\b",
    re.IGNORECASE,
)
_YEAR = lazily(r"\b(?:19|20)\d\d\b")
_LOOSE_OR = lazily(r"[,;:]\s*(?:or|oder)\b|\b(?:or|oder)\b(?=\W*$)", re.IGNORECASE)
_SINCE = lazily(
    r"\b(?:since when|how long (?:has|have)|seit wann|wie lange (?:schon|hat|haben|ist|sind))\b"
    r"|\bwhen (?:did|was|were)\b(?=.*\b(?:get|receive|obtain|win|earn|gain|awarded|certified)\b)"
    r"|\bwann\b(?=.*\b(?:bekam\w*|bekommen|erhielt\w*|erhalten|verliehen|ausgezeichnet|zertifiziert)\b)",
    re.IGNORECASE,
)
_BEHIND = lazily(r"\b(?:behind|dahinter)\b", re.IGNORECASE)  # who is, is told by a deed
_WHO_SPEAKS: dict[Language, str] = {
    "en": "Who is the contact person at {name}?",
    "de": "Wer ist Ansprechpartner bei {name}?",
}


class NamedClusters:
    """Answers what is asked of clusters by name, or of those that a conversation settled."""

    def __init__(
        self,
        base: KnowledgeBase,
        finder: Finder,
        clusters: ClusterAnswers,
        statements: StatementAnswers,
        retriever: Retriever,
        rereader: Rereader,
        model: Model,
    ) -> None:
        self._base = base
        self._finder = finder
        self._clusters = clusters
        self._statements = statements
        self._rereader = rereader
        self._telling = ClusterStatements(base, retriever, rereader, model.threshold)

    def read(self, request: Request) -> tuple[Request, list[str]]:
        """Return the clusters that `request` settles or names, and it with short names as they are spelt; none: it names none."""
        request = replace(request, text=self._asking(request.text))
        named = list(request.cluster_ids) or self._named(request.text)
        if not named and (spelt := self._in_capitals(request.text, request.language)):
            return replace(request, text=spelt), self._named(spelt)
        return request, named

    def told(self, request: Request, named: Sequence[str]) -> Outcome:
        """Return the answer to what is asked of the clusters `named`; they may be none where `request` has settled the details."""
        if len(named) == 1 and (alike := self._wish_like(request.text, named[0], request.language)) is not None:
            return self._clusters.found(request, alike)
        if named and (judged := self.judged(request, named)) is not None:
            return judged
        if request.details:
            return self._clusters.profiles(request, named, request.details)
        if len(named) > 1 and (comparison := self.compared(request.text, request.language, named)) is not None:
            return self._clusters.compared(request, comparison)
        if len(named) > 1 and asks_difference(self._base.cluster_names.cut(request.text), request.language):
            return self._clusters.beside(request, named)
        return self._about(request, named, self._rereader.retrieve(request.text, request.language))

    def judged(self, request: Request, named: Sequence[str]) -> Outcome | None:
        """Return whether what `request` claims of the clusters `named` holds; None: it claims nothing that profiles can tell, or something
        of an event.
        """
        rest = self._beside_names(request, named)
        return None if _AT_EVENT.search(rest) else self._clusters.judged(request, named, rest)

    def compared(self, text: str, language: Language, among: Sequence[str]) -> Comparison | None:
        """Return what `text` compares the few clusters `among` by; None: by nothing. The first of two is what it claims something of."""
        found = extreme_in(text, of_few=True)
        if found is None:
            return None
        extreme, rest = found
        rest = self._base.cluster_names.cut(rest)
        cities: tuple[str, ...] = ()
        if figure_of(extreme) == "seat" and not (cities := self.cities_in(rest, language)):
            return None
        claimed = among[0] if len(among) == 2 and analyse(text).yesno else None
        return Comparison(extreme, tuple(among), place_in(text), *bounds_in(text), cities=cities, claimed=claimed)

    def cities_in(self, text: str, language: Language) -> tuple[str, ...]:
        """Return the cities that `text` names; the "or" between names of clusters that are cut is none of a city."""
        wish, taxonomy = self._finder.reader.read(_LOOSE_OR.sub(" ", text), language), self._base.taxonomy
        states = (taxonomy.land_by_id[i].de for i in wish.laender)
        return (*wish.cities, *(name for name in states if name in taxonomy.city_by_name))  # Berlin is a Land as well

    def _beside_names(self, request: Request, named: Sequence[str]) -> str:
        """Return what a request says beside the names of clusters; a name of a few letters is not found as one."""
        own = self._base.profiles[named[0]].short_name if len(request.cluster_ids) == 1 else ""
        return self._cut(request.text.removesuffix(own), request.language)

    def _cut(self, text: str, language: Language, *, with_seat: bool = False) -> str:
        """Return `text` without the names of clusters, and without what it says of them right before and, `with_seat`, behind."""
        return without_apposition(self._base.cluster_names.cut(text, f" {NAMED} ", with_seat=with_seat), language)

    def _named(self, text: str) -> list[str]:
        return [cluster_id for cluster_id, _ in self._base.cluster_names.find(text)]

    def _asking(self, text: str) -> str:
        """Return the last sentence of `text` alone, where that asks and names clusters, and none before does either: they tell of who asks."""
        *before, last = [text[start:end] for start, end in sentences(text)] or [text]
        if not before or not last.rstrip().endswith("?"):
            return text
        if not self._named(last):  # "I do not know NIRO. In which city is it?"
            named = self._named(before[-1])
            is_of_it = len(named) == 1 and "?" not in text[: -len(last)] and _IT.search(last) is not None
            return f"{last.rstrip(' ?')} {self._base.profiles[named[0]].short_name}?" if is_of_it else text
        return text if any("?" in said or self._named(said) for said in before) else last

    def _in_capitals(self, text: str, language: Language) -> str:
        """Return a few words with a short name as it is spelt, if they ask for nothing but a detail of that: "wab website"; "": they do not."""
        spelt = self._base.cluster_names.in_capitals(text) if len(text.split()) <= _BRIEF else text
        if spelt == text:
            return ""
        rest = self._base.cluster_names.cut(spelt)
        return spelt if detail_asked(rest) and not beyond_detail(rest, language) else ""

    def _wish_like(self, text: str, cluster_id: str, language: Language) -> Wish | None:
        """Return the wish for what is like a cluster, under the conditions that `text` names besides; None: it wishes for no such."""
        rest = without_likeness(self._base.cluster_names.cut(text, f" {NAMED} "))
        if rest is None:
            return None
        return like(
            self._base.profiles[cluster_id], self._finder.reader.read(rest, language), self._base.taxonomy, language
        )

    def _about(self, request: Request, named: Sequence[str], retrieved: Retrieved) -> Outcome:
        """Return the statement about a named cluster that answers, else what its profile says, or that it does not say."""
        own = self._base.profiles[named[0]].short_name if len(request.cluster_ids) == 1 else ""
        rest = self._beside_names(request, named)
        question, detail = analyse(request.text), detail_asked(rest)
        if detail not in (None, "summary", "seat") and (
            detail != "member" or own
        ):  # of these its place may be the matter
            rest = self._cut(request.text.removesuffix(own), request.language, with_seat=True)
        given = detail or "summary"
        if given == "members" and question.years and not self._clusters.counted_in(named, question.years):
            return self._clusters.unsaid(request, named)
        asked = _YEAR.sub(" ", rest) if given == "members" else rest
        plain = asks_only_for(given, asked, question, request.language)
        if given == "founded" and self._finder.reader.read(rest, request.language).fields:
            plain = False  # since when it deals with something is not since when there is one
        both = both_details(rest, request.language)
        if both:
            dated = both[0] in DATED and len(both) == 1
            return self._clusters.profiles(request, named, both, unsaid="since_unknown" if dated else "")
        if (beside := detail_beside_head(rest, request.language)) is not None:
            head = self._telling.on(_WHO_SPEAKS, request, named, _names_role)
            if head is None:
                return self._clusters.profiles(request, named, (beside,), unsaid="head_unknown")
            return self._statements.told(request, head)
        if detail in (None, "summary", "label") and asks_aims(rest, request.language):
            aims = self._telling.on(ASKED, request, named) or self._telling.of(request, named, own, retrieved)
            return self._clusters.unsaid(request, named) if aims is None else self._statements.told(request, aims)
        since = detail if detail in ("label", "member") and _SINCE.search(request.text) else None
        if since is not None and len(named) > 1:
            return self._clusters.profiles(request, named, (since,), unsaid="since_unknown")
        told = None if plain else self._telling.of(request, named, own, retrieved)
        if own and told is not None and not self._tells_what(rest, told):
            told = None
        if since is not None and told is not None and not self._telling.dates(since, request.text, named, told):
            told = None
        if detail == "founded" and question.asked == "person" and told is not None and not _tells_of_deed(rest, told):
            told = None  # who founded it is not told by when it was admitted
        if asks_who_is_in_charge(rest):
            told = self._telling.on(_WHO_SPEAKS, request, named, _names_role) or (
                told if told and _tells_of_deed(rest, told) else None
            )
        if told is not None:
            outcome = self._statements.told(request, told)
            if since is None or outcome.answer.kind == "answer":
                return outcome
        likely = 0.0 if plain else self._clusters.told_by_profile(named, detail, rest, question, request.language)
        tells = plain or likely >= LIKELY
        if since is not None and not tells:
            return self._clusters.profiles(request, named, (since,), unsaid="since_unknown")
        if not tells:
            # who heads another says nothing of them
            of_those = bool(request.cluster_ids) and bool(asks_who_heads(rest) or _BEHIND.search(rest))
            if not of_those and self._tells_of_another(retrieved):
                return self._statements.told(request, retrieved)
            if own:  # statements may know it by another of its names
                in_full = f"{request.text.removesuffix(own)}{self._base.profiles[named[0]].name}"
                retrieved = self._rereader.retrieve(in_full, request.language)
                if self._telling.tells_of(named, retrieved) and self._tells_what(rest, retrieved):
                    return self._statements.told(request, retrieved)
            return self._clusters.unsaid(request, named)
        if plain:
            return self._clusters.profiles(request, named, (given,))
        return self._clusters.profiles(request, named, ("summary",), confidence=likely)

    def _tells_what(self, rest: str, told: Retrieved) -> bool:
        """Return whether a statement that names a cluster tells of what is asked of it: who is behind it, by a deed; whether it has to do
        with a field that is named ("hospitals"), by a word of the question.
        """
        if _BEHIND.search(rest):
            return _tells_of_deed(rest, told)
        if asks_who_is_in_charge(rest):
            return _tells_of_deed(rest, told) or _names_role(told.candidates[0].passage)
        if not self._finder.reader.read(rest, told.language).fields:
            return True
        said = set(terms(told.candidates[0].passage.text, told.language))
        wanted = {stem for word in wanted_words(rest, told.language) for stem in terms(word, told.language)}
        return not wanted or not wanted.isdisjoint(said)

    def _tells_of_another(self, retrieved: Retrieved) -> bool:
        """Return whether a statement that is surer than most tells of other clusters: what is asked of the one named holds of these."""
        if retrieved.confidence < SURE or not self._statements.is_answerable(retrieved):
            return False
        return bool(self._named(retrieved.candidates[0].passage.text))


def _names_role(passage: Passage) -> bool:
    """Return whether a statement, which is no list, names a role that somebody has."""
    return _ROLE.search(passage.text) is not None and "\n- " not in passage.text


def _tells_of_deed(text: str, told: Retrieved) -> bool:
    first = told.candidates[0].passage.text
    return "\n- " not in first and tells_of_deed(text, first)
