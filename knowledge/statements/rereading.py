"""A question is searched for as it is, and where nothing answers it, as it can be read otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf

from knowledge.asked.claims import asked_behind, claim, dated_thing
from knowledge.asked.guessed import guess_in
from knowledge.asked.periods import holds_in, without_year
from knowledge.asked.question import analyse, years_in
from knowledge.asked.starts import start_claimed
from knowledge.clusters.intent import becomes_member, names_membership
from knowledge.patterns import lazily
from knowledge.records import Language, other_language
from knowledge.retrieval.retrieval import Retrieved, Retriever
from knowledge.statements.choosing import halves
from knowledge.statements.joining import asked_for_others, asked_from_abroad, asked_of_joining, speaks_of_joining
from knowledge.verdicts.counted_claims import asked_of_figure, doubted_count
from knowledge.words.mixed import english_content, in_one_language, n_foreign
from knowledge.words.pronouns import OF_IT, PERSONAL
from knowledge.words.splitting import sentences
from knowledge.words.text import terms

_NAME = "go-cluster"
_PROGRAMME = lazily(r"\s(?:the|das|dem) [Pp]rogram(?:m|me)?(?=\W*$|\s+[a-zäöü])")
_THE_PROGRAMME = lazily(r"^(?:the|das) program(?:me|m)?$", re.IGNORECASE)
# "…, or can one do without?" asks nothing new
_ALTERNATIVE = lazily(
    r",?\s+(?:oder (?:kann|muss|darf|soll|geht|ist|sind|wird|hat|gibt)|or (?:do|does|is|are|can|must|will))\b[^?]*\?\s*$",
    re.IGNORECASE,
)
# "Why should we join, when we already have a programme of our own?" asks why to join
_SIDE_CLAUSE = lazily(
    r",?\s+(?:when|although|though|even though|given that|considering that|since|now that|wenn|obwohl|obgleich|wo|da)\s+(?:we|I|you|they|one|wir|ich|Sie|man|es|it|there|doch)\b[^?]*\?\s*$"
)
_FROM_WHEN: Mapping[Language, str] = {"en": "From when is {thing}?", "de": "Von wann ist {thing}?"}
_HOW_MANY: Mapping[Language, str] = {
    "en": "How many {thing} are there in go-cluster?",
    "de": "Wie viele {thing} gibt es bei go-cluster?",
}
_IS_IT_SO: Mapping[Language, str] = {"en": "Is it true that {claim}?", "de": "Stimmt es, dass {claim}?"}
# words that only what was told before gives a meaning; "Sie" and "Ihr" with a capital address the bot
_POINTS = lazily(
    rf"\b(?:{PERSONAL}|ihnen|{OF_IT}|[Ii]t|[Tt]hat|this|these|those|there|then|das(?! [A-ZÄÖÜ])|dies\w*|es|dort|da)\b"
)
_OF_ONESELF = lazily(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|[Ii]ch|[Ww]ir|[Mm]ein\w*|[Uu]nser\w*|uns|mir|mich)\b")
_OWN_DATE = lazily(
    r"\s+(?:since|in|from|until|seit|im|ab|bis)(?:\s+(?:dem jahr|der|the year|the|early|late|end of|anfang|mitte|ende))?(?:\s+[^\W\d_]{3,10}\.?)?\s+(?:19|20)\d\d\b(?:\s+(?:zum ersten mal|erstmals|for the first time))?",
    re.IGNORECASE,
)
_SAID = lazily(r"[,;]\s+|\s(?:und|and)\s+")
_ENOUGH = 2  # content words of a question that stands by itself
_AS_SURE = 0.3
_LAST_SAID = 3  # parts of what was told last that a question is tried with
_LOOKED_AT = 4
_BEHIND_FIRST = 4.0  # log-odds by which what tells of a time may be behind what tells of another
_BEFORE = 2.0  # log-odds by which it must lead what was found with the year
_JUDGED = 0.7  # confidence from which a statement says whether what is claimed is so
_A_NAME = 2  # words that a question for which nothing is known may have from the other language without being in two
_CLEAR = 0.9  # confidence from which a question in two languages is not read otherwise
SURE = 0.6  # confidence from which a part of a question is answered, or another reading of it


def without_own_date(text: str) -> str:
    """Return `text` without since when people have what they first tell of themselves: "We have had silver since May 2024. …?"."""
    if "?" not in text or not _OWN_DATE.search(text):
        return text
    *before, (start, _) = sentences(text)
    told = text[:start]
    return _OWN_DATE.sub("", told) + text[start:] if before and _OF_ONESELF.search(told) else text


class Rereader:
    """Searches for questions and for other readings of them."""

    def __init__(self, retriever: Retriever, threshold: float, *, has_clusters: bool) -> None:
        """`threshold` is the confidence from which a statement answers; with clusters, the index is that of the programme."""
        self._retriever = retriever
        self._threshold = threshold
        self._has_clusters = has_clusters

    def retrieve(self, text: str, language: Language) -> Retrieved:
        """Return the ranked statements for `text`.

        Where nothing answers "the programme", it is read as the name of the programme; where nothing answers the whole, a part
        of it may be answered.
        """
        guess = guess_in(text)
        if guess is not None:
            return self.retrieve(guess.asked, language)
        exact = (
            self._of_what_time(text, language)
            or self._of_start(text, language)
            or self._whether_others_join(text, language)
        )
        if exact:
            return exact
        whole = self._retriever.retrieve(text, language)
        named = _PROGRAMME.sub(f" {_NAME}", text) if self._has_clusters and _NAME not in text.casefold() else text
        if named != text and whole.confidence < self._threshold:
            whole = max(whole, self._retriever.retrieve(named, language), key=lambda r: r.confidence)
        whole = self._over_a_time(whole, language) or whole
        if whole.confidence < _CLEAR or whole.gap:
            whole = self._unmixed(text, language, whole) or whole
        if whole.confidence < self._threshold:
            whole = self._read_again(text, language) or whole
        return whole

    def behind_told(self, text: str, language: Language, whole: Retrieved) -> Retrieved:
        """Return what surely answers the question behind what people first tell of themselves ("I am a journalist. How many …?");
        `whole`, what was retrieved for all of `text`, where they tell nothing, or it is needed to understand the question. Who asks
        nothing may tell what for ("I run a network in Hesse, and we would like to join").

        Where nothing answers the whole, the question may be of the last that was told ("… to become a member. What for?").
        """
        said = [text[start:end] for start, end in sentences(text)]
        of_joining = self._of_joining(said, language)
        if of_joining is not None:
            return of_joining
        if "?" not in text:
            return self._told_aim(text, language, whole)
        if len(said) > 1 and whole.confidence < self._threshold and (alone := self._asking_alone(said, language)):
            return alone
        if len(said) < 2 or "?" not in said[-1] or not all(map(_OF_ONESELF.search, said[:-1])):
            return whole
        *before, asking = said
        is_whole = len(terms(asking, language)) >= _ENOUGH or becomes_member(asking)
        if is_whole and not _POINTS.search(asking):
            alone = self._retriever.retrieve(_SIDE_CLAUSE.sub("?", asking), language)
            if alone.confidence >= SURE and alone.confidence >= whole.confidence - _AS_SURE:
                return alone
        # since when one has something oneself is not what is asked for
        last = _OWN_DATE.sub("", before[-1])
        if whole.confidence >= self._threshold or (whole.gap and last == before[-1]):
            return whole
        parts = _SAID.split(last)[-_LAST_SAID:]
        tried = [self._retriever.retrieve(f"{part.strip()}: {asking}", language) for part in parts]
        best = max(tried, key=lambda r: r.confidence)
        return best if best.confidence >= SURE else whole

    def _asking_alone(self, said: Sequence[str], language: Language) -> Retrieved | None:
        """Return what surely answers the only question of what is `said`, which stands by itself: "Does it still exist? I have not heard
        of it for long."; None: there is no such, or nothing does.
        """
        asking = [sentence for sentence in said if "?" in sentence]
        if len(asking) != 1 or len(terms(asking[0], language)) < _ENOUGH or _POINTS.search(asking[0]):
            return None
        found = self._retriever.retrieve(asking[0], language)
        return found if found.confidence >= SURE else None

    def _of_joining(self, said: Sequence[str], language: Language) -> Retrieved | None:
        """Return what answers the question at the end of what is `said`, where that tells before that one wants to join and the
        question is of that: "We are thinking of joining. What would we get out of it?"; None: it is not.
        """
        if len(said) < 2 or not (any(map(speaks_of_joining, said[:-1])) or names_membership(said[-1])):
            return None
        asked = asked_of_joining(said[-1], language)
        found = self._retriever.retrieve(asked, language) if asked else None
        return found if found is not None and (found.gap or found.confidence >= SURE) else None

    def _told_aim(self, text: str, language: Language, whole: Retrieved) -> Retrieved:
        """Return what answers the part of a message about oneself that says that one wants to be a member; `whole`, where none does."""
        if not _OF_ONESELF.search(text):
            return whole
        aims = [part for part in _SAID.split(text) if becomes_member(part)]
        if len(aims) != 1 or aims[0] == text:
            return whole
        found = self._retriever.retrieve(aims[0], language)
        is_as_sure = found.has_first_of(whole) or found.confidence >= whole.confidence
        return found if found.confidence >= SURE and is_as_sure else whole

    def _of_what_time(self, text: str, language: Language) -> Retrieved | None:
        """Return what says from when a thing is, where `text` claims just that: other statements have the year that it names."""
        thing = dated_thing(text)
        if not thing:
            return None
        thing = _NAME if self._has_clusters and _THE_PROGRAMME.match(thing) else thing
        found = self._retriever.retrieve(_FROM_WHEN[language].format(thing=thing), language)
        return replace(found, question=analyse(text)) if found.confidence >= self._threshold else None

    def _of_start(self, text: str, language: Language) -> Retrieved | None:
        """Return what says when a thing started, where `text` claims no more than a year of that."""
        start = start_claimed(text, language)
        if start is None:
            return None
        found = self._retriever.retrieve(start.when, language)
        if found.confidence < _JUDGED or not years_in(found.candidates[0].passage.text):
            return None
        return replace(found, question=analyse(text), candidates=found.candidates[:1])

    def _whether_others_join(self, text: str, language: Language) -> Retrieved | None:
        """Return that it is not known whether others than clusters can join, where `text` asks that: how many of them there are in the
        clusters is no answer.
        """
        asked = asked_for_others(text, language) if self._has_clusters else ""
        found = self._retriever.retrieve(asked, language) if asked else None
        return replace(found, confidence=0.0) if found is not None and found.gap is not None else None

    def _over_a_time(self, whole: Retrieved, language: Language) -> Retrieved | None:
        """Return what tells of a time that the year asked about lies in, where without the year that is what is asked for, and
        `whole` is rather something else that happened in that year.
        """
        asked = without_year(whole.question)
        if asked is None:
            return None
        (year,) = whole.question.years
        near = (c for c in whole.candidates if c.log_odds >= whole.candidates[0].log_odds - _BEHIND_FIRST)
        if not any(holds_in(candidate.passage.text, year) for candidate in near):
            return None
        ranked = self._retriever.retrieve(asked, language).candidates
        lasting = next((c for c in ranked[:_LOOKED_AT] if holds_in(c.passage.text, year)), None)
        if lasting is None or lasting.log_odds < ranked[0].log_odds - _BEHIND_FIRST:
            return None
        found = self._retriever.retrieve_of(asked, language, lasting.passage.__eq__)
        if found is None or found.confidence < self._threshold:
            return None
        first = whole.candidates[0].passage
        if first == lasting.passage:
            return None if whole.confidence >= self._threshold else replace(found, question=whole.question)
        without = next((c.log_odds for c in ranked if c.passage == first), -inf)
        return replace(found, question=whole.question) if lasting.log_odds - without >= _BEFORE else None

    def _unmixed(self, text: str, language: Language, whole: Retrieved) -> Retrieved | None:
        """Return what answers `text`, where it has words of the other language, more surely than as it is: put into its own language,
        or read in the other, which has its grammar in common. None: it has none, or neither is surely answered.
        """
        if n_foreign(text, language, self._retriever.spoken) <= (_A_NAME if whole.gap else 0):
            return None
        put = in_one_language(text, language, self._retriever.spoken, self._retriever.information.of)
        readings = [self._retriever.retrieve(put, language)] if put != text else []
        abroad = self._retriever.retrieve(text, other_language(language))
        if abroad.candidates and abroad.candidates[0].passage.kind == "statement":
            readings.append(self._retriever.in_language(abroad, text, language))
        best = max(readings, key=lambda r: r.sureness, default=whole)
        if best.sureness <= whole.sureness:
            return None
        is_agreed = any(best.has_first_of(other) for other in (whole, *readings) if other is not best)
        return best if best.sureness >= (self._threshold if is_agreed else SURE) else None

    def _read_again(self, text: str, language: Language) -> Retrieved | None:
        """Return what surely answers what is claimed, or asked, behind a preamble ("I was told …"), the number of what is doubted, the first of two alternatives, the English content of a German
        question, or the first half of a double one.
        """
        behind = _behind_preamble(text, language)
        if behind:
            found = self._retriever.retrieve(behind, language)
            if found.confidence >= self._threshold:
                return replace(found, question=analyse(text))
        abroad = asked_from_abroad(text, language)
        if abroad:
            found = self._retriever.retrieve(abroad, language)
            return replace(found, question=analyse(text)) if found.confidence >= self._threshold else None
        figure = asked_of_figure(text, language)
        if figure:
            found = self._retriever.retrieve(figure, language)
            if found.confidence >= self._threshold:
                return found
        thing = doubted_count(text)
        if thing:
            found = self._retriever.retrieve(_HOW_MANY[language].format(thing=thing), language)
            if found.confidence >= self._threshold:
                return found
        alone = _ALTERNATIVE.sub("?", text)
        if alone != text and analyse(text).yesno:
            found = self._retriever.retrieve(alone, language)
            if found.confidence >= self._threshold:
                return replace(found, question=analyse(text))
        bare = _SIDE_CLAUSE.sub("?", text)
        if bare != text and len(terms(bare, language)) >= _ENOUGH:
            found = self._retriever.retrieve(bare, language)
            if found.confidence >= SURE:
                return replace(found, question=analyse(bare))
        content = english_content(text) if language == "de" else ""
        if content:
            found = self._retriever.retrieve(content, "en")
            if found.confidence >= self._threshold and found.candidates[0].passage.kind == "statement":
                return self._retriever.in_language(found, text, language)
        first, *others = halves(text)
        if others:
            found = self._retriever.retrieve(first, language)
            if found.confidence >= SURE:
                return replace(found, question=analyse(text))
        return None


def _behind_preamble(text: str, language: Language) -> str | None:
    """Return the question that `text` comes to after a preamble: whether it is so, or what it asks then; None: it has none."""
    claimed = claim(text)
    if claimed == text:
        return None
    return asked_behind(text) or (_IS_IT_SO[language].format(claim=claimed) if analyse(text).yesno else None)
