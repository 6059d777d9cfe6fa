"""What statements are ranked by for a message that may go on with a topic, and what tells whether it does."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.pointing.other_times import at_time, next_in_series, other_time, says_when, without_when
from bot.pointing.pointing import has_pronoun, points_back
from bot.pointing.read_in_full import Reading, bare, read_in_full, subject_of
from bot.pointing.slots import asks, beyond_slots, content_words, dated, exchanged
from bot.pointing.spoken_of import PLACE, in_other_words, is_body, spoken_of
from bot.session.sessions import Topic
from bot.session.understood import statement_given
from knowledge.answers.answer import Answerer
from knowledge.answers.context import Runs, is_of_other_year
from knowledge.asked.question import Question, analyse, names_programme, years_in
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.retrieval.before import Before
from knowledge.retrieval.retrieval import Retrieved
from knowledge.words.text import fold, terms

_OTHER = lazily(r"\b(?:else|sonst|other|others|another|further|weitere\w*|andere\w*|noch (?:mehr|etwas|was))\b")
_CLUSTERS = lazily(r"\b(?:\w*clusters?|\w*clustern|networks?|\w*netzwerke?n?)\b")
_NO_LIST = (
    "amount",
    "contact",
    "count",
    "date",
    "duration",
    "person",
    "reason",
)  # what no list of clusters is an answer to
_SOMEBODY = lazily(
    r"^\W*(?:(?:and|und|is|are|was|were|ist|sind|war|waren|sitzt|sass|also|auch)\W+)*(?:any(?:one|body)|some(?:one|body)|jemand\w*)\b"
)
_SHORT = 8
_BRIEF = 3
_FEW = 3
_SURE = 0.85


@dataclass(frozen=True, slots=True)
class Gathered:
    """What statements are ranked by for a message that may go on with a topic, and what tells whether it does.

    `said` are its content words, `n_terms` in number; `alone` is what it finds by itself, `of_body` what it finds asked of the
    `body` that it stands for, `of_cluster` the cluster that it does. It `follows` by its form, and `exchanges` what takes the place of something in the question before.
    """

    said: str
    question: Question
    runs: Runs
    before: Before
    reading: Reading
    alone: Retrieved
    n_terms: int
    follows: bool
    exchanges: bool
    body: str = ""
    of_body: Retrieved | None = None
    of_cluster: str = ""


def gather(text: str, language: Language, topic: Topic, answerer: Answerer, *, stays: bool = False) -> Gathered | None:
    """Return what `text` after `topic` is ranked by; None: it stands by itself, which needs no ranking. See
    `statement_followups.understand`.
    """
    gazetteer = answerer.base.gazetteer
    if not years_in(f"{text} {topic.question} {topic.last}"):
        of_year = _dated(text, language, topic, answerer)
        text, stays = of_year, stays or of_year != text
    moved = other_time(text, topic.question, language, topic.last)
    if moved and moved == ("before", topic.question):
        topic = replace(topic, last=topic.question)  # who it was before, whatever was asked of whom it is now
    root = exchanged(text, topic.question, language, gazetteer) or (moved and (moved[1], ""))
    root = root or at_time(text, topic.question) or next_in_series(text, topic.question, language)
    last = root if topic.last == topic.question else exchanged(text, topic.last, language, gazetteer)
    if moved and last is None and (then := other_time(text, topic.last, language)):
        last = then[1], ""
    is_slot = not beyond_slots(without_when(text), language, gazetteer)
    follows = stays or points_back(text, language) or bool((root or last) and (is_slot or len(text.split()) <= _BRIEF))
    n_terms = len({stem for word in content_words(text, language) for stem in terms(word, language, compounds=False)})
    if n_terms > _SHORT or (not follows and (n_terms > _FEW or names_topic(text, answerer))):
        return None
    alone = answerer.retrieve(text, language)
    before = Before(
        f"{topic.question} {topic.last}",
        topic.statement_ids,
        wants_other=_OTHER.search(fold(text)) is not None,
        nearest=topic.nearest,
        when=moved[0] if moved else None,
        last=topic.last,
    )
    follows = follows or is_of_other_year(answerer.base, alone, before)
    if not follows and is_sure(alone) and n_terms >= _FEW:
        return None
    follows = follows or (n_terms <= 1 and len(text.split()) <= _BRIEF)
    asking = asks(text)
    if (asking or not follows or _CLUSTERS.search(fold(text))) and _seeks_clusters(text, language, alone, answerer):
        return None
    reading = read_in_full(text, language, topic, root, last, asking=asking)
    before = replace(before, subject=subject_of(reading.after.question, language))
    name = spoken_of(text, language, before, answerer)
    body, at_body = "", 0
    names = answerer.base.cluster_names
    named = dict(names.find(name)) if name else {}
    is_cluster = bool(named)
    of_cluster = name if named.keys() & dict(names.find(before.last)).keys() else ""
    # a body of which only the last question was may have been no more than where somebody sits
    known = topic.question if is_body(name) and PLACE.search(fold(text)) else before.asked
    if name and not set(terms(name, language)) <= set(terms(known, language)):
        if not is_body(name):  # the one a thing was done by need not be what is spoken of
            before = replace(before, subject=name, person="" if is_cluster else name)
        else:
            body, at_body = name, 1 + len(reading.others)
        reading = replace(reading, others=(*reading.others, f"{bare(text)} {name}{'?' * asking}"))
    reworded = in_other_words(text, language)
    if reworded:
        reading = replace(
            reading, others=(*reading.others, f"{bare(reworded[1])} {subject_of(reading.after.question, language)}?")
        )
    said_words = content_words(reworded[0] if reworded else text, language)
    if moved:
        said_words = [word for word in said_words if not says_when(word)]
    exchanges = not asking and (last is not None or is_slot or moved is not None)
    says_nothing = asking and not said_words
    runs = Runs(
        None if exchanges or says_nothing else alone,
        tuple(answerer.retrieve(t, language) for t in (reading.full, *reading.others)),
        exchanged=exchanges,
        adds=not asking and moved is None,
        # "there" is the body told of, of which lines for others say nothing
        message="" if exchanges or PLACE.search(fold(text)) else text,
    )
    said = frozenset(years_in(text)) or (frozenset(years_in(reading.full)) if root or last else frozenset[str]())
    question = replace(analyse(text if asking else reading.full), years=said)
    of_body = runs.together[at_body] if body else None
    exchanges = bool(root or last)
    return Gathered(
        " ".join(said_words),
        question,
        runs,
        before,
        reading,
        alone,
        n_terms,
        follows,
        exchanges,
        body,
        of_body,
        of_cluster,
    )


def _dated(text: str, language: Language, topic: Topic, answerer: Answerer) -> str:
    """Return `text` with the year of the statement given for "at that time" or "a year later", if it is of one year."""
    given = statement_given(topic, language, answerer)
    years = {year for passage in given for year in years_in(passage.text)}
    return dated(text, years.pop()) if len(years) == 1 else text


def is_sure(alone: Retrieved) -> bool:
    """Return whether what a message finds by itself surely answers it."""
    return alone.confidence >= _SURE and alone.gap is None


def names_topic(text: str, answerer: Answerer) -> bool:
    """Return whether `text` names what it is about: a year, a place, a field, or the programme."""
    found = answerer.base.gazetteer.find(text)
    return bool(years_in(text)) or names_programme(text) or any(name.kind != "label" for name in found)


def _seeks_clusters(text: str, language: Language, alone: Retrieved, answerer: Answerer) -> bool:
    if analyse(text).asked in _NO_LIST and has_pronoun(text, language):
        return False  # "how many of them were in Hanover?" is asked of what was told
    if _SOMEBODY.search(fold(text)):
        return False  # "is anyone from Bremen there?" is asked of a body or an event
    wish = answerer.finder.reader.read(text, language)
    return wish.conditions not in ((), ("member",), ("label",)) and answerer.wants_clusters(text, language, wish, alone)
