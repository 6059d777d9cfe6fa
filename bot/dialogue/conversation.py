"""The conversation: a message in, a reply out. Knows no channel."""

from __future__ import annotations

import re
from dataclasses import replace
from time import perf_counter

from bot.dialogue import followups, turn_confidence
from bot.dialogue.followups import Resolved
from bot.dialogue.phrases import phrase
from bot.pointing.named import proper_names
from bot.pointing.spoken_of import asks_who_or_which
from bot.reading.long_messages import asked_of
from bot.reading.place_before import with_place_before
from bot.reading.smalltalk import Smalltalk, smalltalk
from bot.reading.spoken import as_written, without_um
from bot.reading.taken_back import without_taken_back
from bot.reading.wrapping import unwrapped
from bot.reading.written_out import how_many, written_out
from bot.session.messages import Message, Reply
from bot.session.sessions import MAX_EARLIER, Session, SessionMemory, Sessions, Topic
from bot.steps.taken import instead_of_none
from knowledge.answers.answer import Answerer
from knowledge.answers.context import answered
from knowledge.asked.numerals import numbers_said
from knowledge.asked.question import levels_in, years_in
from knowledge.clusters.outcomes import Outcome, Request
from knowledge.errors import QuestionError
from knowledge.naming.gazetteer import Name
from knowledge.patterns import lazily
from knowledge.records import Answer, Language
from knowledge.words.splitting import sentences
from knowledge.words.text import squeeze

MAX_CHARS = 4000
_TOLD = 3  # clusters told of one after the other that can be set side by side
_FEW = 5  # clusters of a list that can still be compared with the next
_WHICH_CLUSTER = lazily(
    r"\b(?:which|what|welche[rs]?)\s+(?:\w+\s+)?(?:clusters?|networks?|members?|netzwerke?|mitglied(?:er)?)\b",
    re.IGNORECASE,
)


_FEW_WORDS = 3
_SHORT = 5  # words of a message in which a name can weigh more than what is said of it
_LETTER = lazily(r"[^\W\d_]")
_TELLING = lazily(r"\b(?!(?:clusters?|in|im|the|die)\b)[^\W\d_]{2,}", re.IGNORECASE)
_OF_DE = lazily(r"\b(?:im|und|nur|aus|bei|der|den)\b", re.IGNORECASE)
_OF_EN = lazily(r"\b(?:the|and|only|from|of)\b", re.IGNORECASE)
_ABBREVIATION = lazily(r"\b[A-ZÄÖÜ]{2,}\b")


def checked(text: str) -> str:
    """Return the text of a question, cleaned and on one line. Raises `QuestionError` when it is empty or too long."""
    text = squeeze(text)
    if not text:
        raise QuestionError("the question is empty: ask something")
    if len(text) > MAX_CHARS:
        raise QuestionError(f"the question has {len(text)} characters, at most {MAX_CHARS} are read: ask more briefly")
    return text


class Conversation:
    """Answers messages from one opened index and remembers what each session is about."""

    def __init__(
        self,
        answerer: Answerer,
        sessions: SessionMemory | None = None,
        confidence: turn_confidence.Map = turn_confidence.shipped,
    ) -> None:
        """`confidence` tells how sure answers to later messages are."""
        self._answerer = answerer
        self._sessions: SessionMemory = sessions or Sessions()
        self._confidence = confidence

    def reply(self, message: Message) -> Reply:
        """Return the reply to `message`. Raises `QuestionError` for an empty or overlong text."""
        started = perf_counter()
        said = checked(message.text)
        text = self.in_plain_words(said)
        before = self._sessions.get(message.session)
        if before is None or before.topic.is_empty:  # else what is searched for may be another text
            self._answerer.base.searcher.begin(text)
        spoken = message.language or (before.language if before else None)
        language = message.language or self._language(said, spoken)
        if language == "en":
            text = without_um(text)
        text = asked_of(text, language, self._answerer)
        notice = phrase("notice", language) if before is None else ""
        # what is more than thanks without them, "A pity. Thanks all the same", is small talk with them
        kind = smalltalk(said) or (smalltalk(text) if text != said else None)
        if kind == "basis" and before is not None and not before.topic.is_empty:
            kind = None  # where what was just told is from
        outcome, after = self._turn(text, kind, language, before or Session())
        self._sessions.put(message.session, after)
        answer = outcome.answer.model_copy(
            update={
                "question": message.text,
                "confidence": round(outcome.answer.confidence, 4),
                "elapsed_ms": round(1000 * (perf_counter() - started), 1),
            }
        )
        return Reply(answer, notice, outcome.wish)

    def in_plain_words(self, said: str) -> str:
        """Return what is `said`, in written language and by the words of the index."""
        gazetteer = self._answerer.base.gazetteer
        text = self._answerer.spelt(unwrapped(written_out(as_written(said))))
        return how_many(with_place_before(without_taken_back(text, gazetteer), gazetteer))

    def forget(self, session: str) -> None:
        """Forget what was said in `session`."""
        self._sessions.forget(session)

    def _language(self, text: str, spoken: Language | None) -> Language:
        """Return the language of `text`; names of clusters say nothing of it ("details OLEC"), nor those of places once one is
        `spoken`: "and Baden-Württemberg?".
        """
        base, said = self._answerer.base, text
        without = base.cluster_names.cut(text)
        if len(without.split()) <= _SHORT and (spoken is not None or _LETTER.search(without)):
            text = without  # beside a long name, too; of more words the rest decides
        if spoken is not None or len(text.split()) <= _SHORT:
            whole = text
            for name in base.gazetteer.find(text):
                if name.kind in ("land", "city", "region") and (spoken is not None or self._is_of_both(name)):
                    text = re.sub(r"\W+".join(map(re.escape, name.words.split())), " ", text, count=1)
            if spoken is None and not _TELLING.search(text):
                text = whole  # of "cluster in Freiburg" nothing else is left
        if spoken is not None:
            if len(text.split()) <= _FEW_WORDS:  # "and ISO?": an abbreviation has no language
                text = _ABBREVIATION.sub(" ", text)
            if not _LETTER.search(text):  # "im Norden" is German all the same
                return "de" if _OF_DE.search(said) else "en" if _OF_EN.search(said) else spoken
        return base.language_of(text, spoken)

    def _is_of_both(self, place: Name) -> bool:
        """Return whether the name of a place is the same in both languages: "Berlin", but not "Munich"."""
        taxonomy = self._answerer.base.taxonomy
        if place.kind == "city":
            return taxonomy.city_by_name[place.ids[0]][0].en in (None, place.ids[0])
        return place.kind == "land" and all(taxonomy.land_by_id[i].en == taxonomy.land_by_id[i].de for i in place.ids)

    def _turn(self, text: str, kind: Smalltalk | None, language: Language, before: Session) -> tuple[Outcome, Session]:
        if kind is not None:
            return self._say(kind, text, language), replace(before, language=language)
        if followups.is_no(text):
            return self._say("no", text, language), replace(before, language=language, offers=())
        if followups.is_yes(text) and not followups.can_say_yes(text, before, self._answerer):
            return self._say("yes_to_nothing", text, language), replace(before, language=language)
        resolved = followups.resolve(text, language, before, self._answerer)
        request = replace(
            resolved.request,
            known=_known(before, resolved),
            given=before.topic.statement_ids,
            said=text,
            before=before.topic.last,
            topic=before.topic.question,
        )
        outcome = answered(self._answerer, request, resolved.retrieved, resolved.each)
        if outcome.answer.kind == "abstention":
            other = self._by_step(text, language, before, request)
            outcome, resolved = other or (outcome, resolved)
        outcome = turn_confidence.as_sure(outcome, resolved, before, self._confidence)
        return outcome, _remembered(outcome, resolved, before, self._answerer)

    def _by_step(
        self, text: str, language: Language, before: Session, request: Request
    ) -> tuple[Outcome, Resolved] | None:
        """Return the answer to the likeliest step that `text` takes with the clusters shown, where `request` got none; None: that gets none
        either.
        """
        if request.wish is not None and request.wish != before.topic.wish:
            return None  # that there are none is an answer
        asked = instead_of_none(text, language, before.topic, self._answerer)
        if asked is None:
            return None
        outcome = self._answerer.answer(replace(asked, known=request.known, said=text, before=before.topic.last))
        resolved = Resolved(asked, replace(before.topic, last=asked.text), before.earlier)
        return (outcome, resolved) if outcome.answer.kind != "abstention" else None

    def _say(self, key: str, text: str, language: Language) -> Outcome:
        answer = Answer(question=text, language=language, kind="smalltalk", text=phrase(key, language), confidence=1.0)
        return Outcome(answer)


def _known(before: Session, resolved: Resolved) -> frozenset[str]:
    """Return the clusters that were shown before this turn, as far as they are remembered."""
    topics = (before.topic, resolved.topic, *before.earlier)
    return frozenset(i for topic in topics for i in (*topic.listed, *topic.cluster_ids, *topic.told))


def _remembered(outcome: Outcome, resolved: Resolved, before: Session, answerer: Answerer) -> Session:
    """Return the session after a turn.

    A new question that the sources do not answer is what is spoken of from then on, and so is another level or name; any other
    abstention leaves the topic as it was, so that a follow-up can go back to it.
    """
    answer = outcome.answer
    topic = _topic_after(outcome, resolved, answerer)
    earlier = resolved.earlier
    unanswered = answer.kind == "abstention" and outcome.wish is None and not outcome.cluster_ids
    if unanswered and resolved.is_new and outcome.nearest:
        asked = resolved.topic.question
        topic = replace(before.topic, question=asked, last=asked, statement_ids=(), nearest=outcome.nearest)
    elif unanswered and _is_of_another(topic, before.topic, answer.language):
        topic = replace(topic, statement_ids=(), nearest=outcome.nearest)
    elif (unanswered and not before.topic.is_empty) or answer.kind == "clarification":
        return replace(before, language=answer.language, kind=answer.kind, offers=answer.offers)
    if resolved.is_new and not before.topic.is_empty and before.topic != topic:
        earlier = (before.topic, *earlier)[:MAX_EARLIER]
    if (outcome.cluster_ids or outcome.wish is not None) and len(before.topic.listed) <= _FEW:
        seen = (*before.topic.listed, *before.topic.cluster_ids)
        is_narrowed = 0 < len(topic.listed) < len(before.topic.listed) and set(topic.listed) <= set(before.topic.listed)
        others = () if is_narrowed else dict.fromkeys(i for i in seen if i not in topic.listed)  # left out on purpose
        topic = replace(topic, seen=tuple(others) or before.topic.seen)
    if len(outcome.cluster_ids) == 1 and outcome.wish is None:
        told = (*(i for i in before.topic.told if i not in outcome.cluster_ids), *outcome.cluster_ids)
        topic = replace(topic, told=told[-_TOLD:])
    return Session(answer.language, answer.kind, topic, earlier, answer.offers)


def _is_of_another(topic: Topic, before: Topic, language: Language) -> bool:
    """Return whether another level of the label, or another name, has taken the place of one in what is spoken of: "And gold?" is
    what "it" stands for then.
    """
    if not before.question or topic.question == before.question:
        return False
    levels = levels_in(topic.question)
    if levels and levels != levels_in(before.question):
        return True
    return proper_names(topic.question, language) != proper_names(before.question, language)


def _told_of(asked: str, outcome: Outcome, answerer: Answerer) -> tuple[str, ...]:
    """Return the one cluster that the first statement of an answer names, or that the first of its sentences to name any does, if it
    was `asked` who or which; none: it names none, or several.
    """
    named = _named_in(outcome, answerer, years_in(asked))
    if len(named) > 1 and asks_who_or_which(asked):
        text = _first_statement(outcome, answerer)
        by_sentence = (answerer.base.cluster_names.find(text[start:end]) for start, end in sentences(text))
        named = dict(next((found for found in by_sentence if found), ()))
    return tuple(named) if len(named) == 1 else ()


def _listed_in(asked: str, outcome: Outcome, answerer: Answerer) -> tuple[str, ...]:
    """Return the clusters that the first statement of an answer names, in its order, if it was `asked` which; none: it names one or none."""
    named = tuple(_named_in(outcome, answerer, years_in(asked))) if _WHICH_CLUSTER.search(asked) else ()
    said = numbers_said(_first_statement(outcome, answerer)) if named else frozenset[str]()
    # "five members", of which three are known by name: which is the third, it does not say
    return named if len(named) > 1 and (not said or str(len(named)) in said) else ()


def _named_in(outcome: Outcome, answerer: Answerer, years: frozenset[str]) -> dict[str, str]:
    """Return the clusters that the first statement of an answer names, by their ids in its order; of a list by years, those of `years`."""
    text = _first_statement(outcome, answerer)
    of_year = [item for item in text.split("\n- ")[1:] if years & years_in(item)]
    return dict(answerer.base.cluster_names.find("\n".join(of_year) or text))


def _first_statement(outcome: Outcome, answerer: Answerer) -> str:
    rowid = answerer.base.twins.get((outcome.statement_ids[0], outcome.answer.language))
    return answerer.base.passage(rowid).text if rowid is not None else ""


def _still_told_of(topic: Topic, outcome: Outcome, answerer: Answerer) -> tuple[str, ...]:
    """Return the clusters told of before, or the only one that the first statement of an answer names instead of these."""
    named = _named_in(outcome, answerer, years_in(topic.question)) if topic.cluster_ids else {}
    if not named or set(named).intersection(topic.cluster_ids):
        return topic.cluster_ids
    return tuple(named) if len(named) == 1 else ()


def _topic_after(outcome: Outcome, resolved: Resolved, answerer: Answerer) -> Topic:
    kind, topic = outcome.answer.kind, resolved.topic
    if kind == "answer":
        named = (tuple(i for i, _ in answerer.base.cluster_names.find(said)) for said in (topic.last, topic.question))
        told = next(named) or _told_of(topic.last, outcome, answerer) or next(named)
        told = told or _still_told_of(topic, outcome, answerer)
        listed = _listed_in(topic.last, outcome, answerer) or topic.listed
        return replace(topic, statement_ids=outcome.statement_ids, nearest=(), cluster_ids=told, listed=listed)
    if outcome.wish is not None:
        shown = outcome.cluster_ids
        changed = topic.wish if topic.wish is not None and topic.wish != outcome.wish else topic.wish_before
        return Topic(wish=outcome.wish, wish_before=changed, listed=shown, cluster_ids=shown, n_shown=outcome.n_shown)
    if outcome.cluster_ids:
        listed = outcome.listed or topic.listed or outcome.cluster_ids
        return replace(topic, cluster_ids=outcome.cluster_ids, listed=listed, statement_ids=())
    return topic
