"""How a message that goes on with a question reads in full: it asks something itself, puts something in its place, or adds to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.pointing.slots import asked_part, content_words, topic_words, without_opening
from bot.session.sessions import Topic
from knowledge.answers.context_signals import HOW_OFTEN
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold

_YEAR = lazily(r"\b(?:19|20)\d\d\b")
Exchanged = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A message in full, in other ways, and the topic after it."""

    full: str
    others: tuple[str, ...]
    after: Topic


def read_in_full(
    text: str, language: Language, topic: Topic, root: Exchanged, last: Exchanged, *, asking: bool
) -> Reading:
    """Return `text` in full: `root` and `last` are the questions of the topic with what it puts in the place of something in them.

    `asking`: it says itself what it asks for.
    """
    if asking:
        return _asking(text, language, topic, root, last)
    return _exchanging(language, topic, root, last) if root or last else _adding(text, language, topic)


def _asking(text: str, language: Language, topic: Topic, root: Exchanged, last: Exchanged) -> Reading:
    """Return a message that asks something itself: it is asked of the subject of the topic."""
    question = root[0] if root else topic.question
    if HOW_OFTEN.search(fold(text)):  # that is so of every year, not of the one that was asked about
        of_any_year = _YEAR.sub(" ", subject_of(question, language))
        return Reading(f"{bare(text)} {of_any_year}?", (), replace(topic, question=question, last=text))
    full = f"{bare(text)} {subject_of(question, language)}?"
    asked = last[0] if last else topic.last if content_words(topic.last, language) else question
    return Reading(full, (f"{asked} {text}",), replace(topic, question=question, last=text))


def _exchanging(language: Language, topic: Topic, root: Exchanged, last: Exchanged) -> Reading:
    """Return a message that puts something in the place of something in the question before, which is asked anew."""
    question = " ".join(filter(None, root or (topic.question,)))
    if last is None:
        assert root is not None
        full = " ".join(filter(None, (topic.last, subject_of(root[0], language), root[1])))
        return Reading(full, (root[0],), replace(topic, question=question))
    full = " ".join(filter(None, last))
    if topic.last == topic.question:
        return Reading(full, (), replace(topic, question=full, last=full))
    of_subject = f"{full.rstrip('?!. ')} {subject_of(question, language)}?"
    return Reading(full, (of_subject,), replace(topic, question=question, last=full))


def _adding(text: str, language: Language, topic: Topic) -> Reading:
    """Return a message that adds something to the question before, or asks the same of another thing: "and the newsletter?"."""
    full = f"{topic.last} {text}"
    of_another = f"{asked_part(topic.last, language)} {bare(text)}?".lstrip()
    if topic.last == topic.question:
        return Reading(full, (of_another,), replace(topic, last=of_another))
    rooted = f"{topic.question} {text}"
    return Reading(full, (rooted, of_another), replace(topic, last=of_another))


def bare(text: str) -> str:
    """Return `text` without the words that only go on, and without its question mark."""
    return (without_opening(text) or text).rstrip("?!. ")


def subject_of(question: str, language: Language) -> str:
    """Return what `question` is about, without what it asks for; where nothing is left, all of it."""
    return topic_words(question, language) or question
