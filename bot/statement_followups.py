"""What a message means that goes on with a question to the sources: "And in 2013?", "Who opened it?", "Wie viele kamen?"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.at_body import asked_of_body
from bot.carried_over import with_other_name, with_year
from bot.list_items import item_meant
from bot.other_times import at_time, next_in_series, other_time, says_when, without_when
from bot.pointing import points
from bot.same_in_series import of_same
from bot.sessions import Topic
from bot.slots import (
    asked_part,
    asks,
    beyond_slots,
    content_words,
    dated,
    exchanged,
    goes_on,
    topic_words,
    with_counted_noun,
    without_opening,
)
from bot.spoken_of import PLACE, in_other_words, is_body, members_of, of_person, spoken_of
from knowledge.answer import Answerer
from knowledge.before import Before, statement_key
from knowledge.context import Runs, in_context, is_of_other_year, is_on_topic, lacks_throughout, sure_on_topic
from knowledge.context_signals import HOW_OFTEN
from knowledge.just_said import part_asked
from knowledge.part_verdict import denies_in_brief
from knowledge.passage_words import stems_in, words_of
from knowledge.premises import is_presumed_of
from knowledge.question import Question, analyse, holds, names_in, years_in
from knowledge.ranking import Candidate
from knowledge.records import Language, Passage
from knowledge.retrieval import Retrieved
from knowledge.text import fold, terms, tokenise
from knowledge.values import value_missing

_POINTING = re.compile(
    r"\b(?:it|its|they|their|them|those|he|she|his|her|er|sie|ihn|ihm|ihr|ihre\w*|sein\w*|dort|davon|damit|dafur|dabei|dazu|darin|davor|danach"
    r"|daraus|darauf|darum|denen|dessen|deren|jene\w*|diese[rsmn]?|the same|dasselbe|else|each|both|beide\w*|jede[rsmn]?)\b|(?<!are )(?<!is )(?<!was )\bthere\b"
    r"|(?<!gibt )(?<!gab )(?<!geht )(?<!ging )(?<!wenn )\bes\b"
    r"|\b(?:do|does|did|is|was|were|are|can|could|of|about|for|with|after|before|to|by|in|on|at|from|like|than|has|had|will|would|why|how|what|who) (?:that|this)\b"
    r"|\b(?:das|der|die|den|dem)(?=\W*$|\s+(?:ist|sind|war|waren|hat|haben|so|gewesen|gemacht|passiert|bezahlt|gekostet|etwas|eigentlich|denn|auch|noch|nicht|in|im|aus|mit|zu[mr]?|vo[mn]|auf|bei|beim|fur|an|am|nach)\b)|\bda\b"
)
_OTHER = re.compile(r"\b(?:else|sonst|other|others|another|further|weitere\w*|andere\w*|noch (?:mehr|etwas|was))\b")
_ALTOGETHER = re.compile(
    r"\b(?:altogether|overall|all told|in (?:total|all|sum)|insgesamt|alles in allem|in summe|uberhaupt)\b"
)
_CLUSTERS = re.compile(r"\b(?:\w*clusters?|\w*clustern|networks?|\w*netzwerke?n?)\b")
_IN_ALL: dict[Language, str] = {"en": "in go-cluster", "de": "bei go-cluster"}
_IT = re.compile(r"\bIT\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "… in 2012, wasn't it?": of the sentence itself
_TAG = re.compile(
    r"\b(?:is|was|are|were|do|does|did|has|have|had|can|could|will|would)n['’]?t (?:it|they|he|she|there|that)\W*$",
    re.I,
)
_NO_LIST = (
    "amount",
    "contact",
    "count",
    "date",
    "duration",
    "person",
    "reason",
)  # what no list of clusters is an answer to
_SOMEBODY = re.compile(
    r"^\W*(?:(?:and|und|is|are|was|were|ist|sind|war|waren|sitzt|sass|also|auch)\W+)*(?:any(?:one|body)|some(?:one|body)|jemand\w*)\b"
)
_HOW_MANY_OF_THOSE = re.compile(
    r"\bhow many of (?:them|those|these)\b|\bwie ?viele (?:davon|von (?:denen|ihnen|diesen))\b"
)
_SHORT = 8
_BRIEF = 3
_FEW_WORDS = 5
_FEW = 3
_SURE = 0.85
_KINDS_THAT_STAY = ("amount", "count", "date", "duration", "person")
_IN_BRACKETS = re.compile(r"\([^()]*\)")  # as of when a statement is tells nothing of the thing
_NEXT_TO = 2.0  # log-odds
_ABOUT_AS_LIKELY = 2.5  # log-odds
_AS_TOLD = 0.8  # how sure to be of a part of what was told, which has what is asked for


@dataclass(frozen=True, slots=True)
class Understood:
    """A message as it is understood: in full, what its topic is from now on, and the statements for it."""

    text: str
    topic: Topic
    retrieved: Retrieved

    @property
    def sureness(self) -> float:
        """How sure to be of the first statement; 0 where a known gap comes before it."""
        return _confidence(self.retrieved)


def points_back(text: str, language: Language) -> bool:
    """Return whether `text` shows that it goes on with what was said: by how it begins, by a pronoun, by saying nothing itself."""
    return goes_on(text) or _has_pronoun(text, language) or not content_words(text, language)


def _has_pronoun(text: str, language: Language) -> bool:
    return points(text, language) or _POINTING.search(fold(_IT.sub(" ", _TAG.sub("", text)))) is not None


_Exchanged = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A message in full, in other ways, and the topic after it."""

    full: str
    others: tuple[str, ...]
    after: Topic


@dataclass(frozen=True, slots=True)
class Gathered:
    """What statements are ranked by for a message that may go on with a topic, and what tells whether it does.

    `said` are its content words, `n_terms` in number; `alone` is what it finds by itself, `of_body` what it finds asked of the
    `body` that it stands for. It `follows` by its form, and `exchanges` what takes the place of something in the question before.
    """

    said: str
    question: Question
    runs: Runs
    before: Before
    reading: _Reading
    alone: Retrieved
    n_terms: int
    follows: bool
    exchanges: bool
    body: str = ""
    of_body: Retrieved | None = None


def understand(
    text: str, language: Language, topic: Topic, answerer: Answerer, *, stays: bool = False
) -> Understood | None:
    """Return what `text` means after `topic`, a question to the sources; None: `text` stands by itself.

    `stays`: it is known to be on the topic.
    """
    found = _understood(text, language, topic, answerer, stays=stays)
    if topic.statement_ids and (found is None or found.sureness <= answerer.model.threshold):
        found = _of_what_was_told(text, language, topic, answerer) or found
    again = of_same(text, language, topic.question, answerer, found.retrieved if found else None)
    return found if again is None else Understood(again[0], replace(topic, last=text), again[1])


def _denied(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return a few words held against the statement given last: they ask nothing themselves, and it says the opposite ("As a full
    member?"), or they presume something of it ("Wasn't it called BMWK?"), or ask how many of those there are that it counts; None: they are not.
    """
    of_those = _HOW_MANY_OF_THOSE.search(fold(text)) is not None
    for passage in _given(topic, language, answerer):
        if is_presumed_of(text, passage.text):
            return _as_told(text, language, topic, passage, answerer)
        if of_those and (part := part_asked(text, topic.last, passage)) is not None and part.is_told:
            # of the time, too, that it was told of
            return _as_told(text, language, replace(topic, last=text), passage, answerer)
    if len(text.split()) > _FEW_WORDS or asks(text):
        return None
    for passage in _given(topic, language, answerer):
        if denies_in_brief(text, passage.text):
            return _as_told(text, language, topic, passage, answerer)
    return None


def _of_what_was_told(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return a brief message as it is asked of a statement given last that has what is asked for; None: none has, or it is
    surely answered by itself.
    """
    if len(text.split()) > _SHORT:
        return None
    for one in topic.statement_ids:
        rowid = answerer.base.twins.get((one, language))
        if rowid is None:
            continue
        passage = answerer.base.passage(rowid)
        part = part_asked(text, topic.last, passage)
        if part is None or not part.is_told or _is_answered(text, language, answerer):
            continue
        return _as_told(text, language, topic, passage, answerer)
    return None


def _as_told(text: str, language: Language, topic: Topic, passage: Passage, answerer: Answerer) -> Understood:
    """Return `text` as it is asked of `passage`, a statement given last; what is spoken of stays."""
    rowid = answerer.base.twins[statement_key(passage), language]
    candidates = (Candidate(passage, rowid, {"coverage_body": 1.0}, 0.0),)
    told = Retrieved(analyse(text), language, frozenset(terms(text, language)), candidates)
    return Understood(text, topic, replace(told, confidence=_AS_TOLD))


def _is_answered(text: str, language: Language, answerer: Answerer) -> bool:
    return _confidence(answerer.retrieve(text, language)) > answerer.model.threshold


def _understood(text: str, language: Language, topic: Topic, answerer: Answerer, *, stays: bool) -> Understood | None:
    item = _item(text, language, topic, answerer) or _denied(text, language, topic, answerer)
    if item is not None:
        return item
    whole_again = with_counted_noun(text, topic.question)
    numbered = _by_itself(whole_again, language, answerer) if whole_again != text else None
    threshold = answerer.model.threshold
    found = gather(text, language, topic, answerer, stays=stays)
    if found is None:
        return numbered if numbered and numbered.sureness > threshold else None
    alone = _confidence(found.alone)
    if alone > threshold and _is_of_another(text, language, topic, found.alone):
        return None
    anew = found.runs.together[0] if found.runs.exchanged and len(found.runs.together) == 1 else None
    if anew is not None and anew.gap and found.before.when is None:
        # a whole question, asked of another: what is known of it is known here too
        return Understood(found.reading.full, found.reading.after, replace(anew, confidence=0.0))
    retrieved = in_context(answerer.base, found.said, found.question, found.runs, found.before)
    if not found.said and not found.before.wants_other and not any(map(says_when, tokenise(text))):
        retrieved = _staying(retrieved, topic)
    retrieved = _naming_subject(retrieved, text, found, language, answerer)
    of_place = asked_of_body(
        text, language, found.body or found.before.subject, found.before.given, found.of_body, retrieved
    )
    if of_place is not None:
        return Understood(found.reading.full, found.reading.after, of_place)
    if retrieved.gaps and not _is_spoken_of(retrieved.gaps[0].passage, text, language):
        retrieved = replace(retrieved, gaps=())  # it would say that the sources do not tell what nobody asked
    for whole in (
        numbered,
        _of_the_whole(text, language, answerer),
        _of_members(text, language, found.before, answerer),
    ):
        if whole is not None and whole.sureness > max(threshold, retrieved.confidence):
            return whole
    if retrieved.confidence <= threshold or retrieved.gap:
        for asked in filter(None, (with_other_name(text, topic.question), with_year(text, topic.question))):
            whole = _by_itself(asked, language, answerer)
            if whole.sureness > max(threshold, alone) and _has_value(whole.retrieved):
                return whole
    if not (found.follows or lacks_throughout(retrieved, found.runs)) and not (
        is_on_topic(answerer.base, retrieved, found.before) and sure_on_topic(retrieved, found.runs) > alone
    ):
        return None
    surer = alone > max(threshold, retrieved.confidence)
    unsure = _is_sure(found.alone) and found.n_terms > 1 and retrieved.confidence < threshold
    if ((surer and found.n_terms >= _FEW) or unsure) and not (found.exchanges or stays or of_person(text)):
        return None  # it is on the topic by its words only: "And who decided …?"
    return Understood(found.reading.full, found.reading.after, retrieved)


def _staying(retrieved: Retrieved, topic: Topic) -> Retrieved:
    """Return `retrieved` with the statement given last first, where the message says nothing but what kind of thing it asks for
    ("how many then?"), that statement has it, and is about as likely.
    """
    question, candidates = retrieved.question, retrieved.candidates
    if not candidates or retrieved.gap or question.asked not in _KINDS_THAT_STAY:
        return retrieved
    if statement_key(candidates[0].passage) in topic.statement_ids:
        return retrieved
    near = (c for c in candidates[1:] if c.log_odds >= candidates[0].log_odds - _ABOUT_AS_LIKELY)
    given = next((c for c in near if statement_key(c.passage) in topic.statement_ids[:1]), None)
    if given is None or not holds(question.asked, _IN_BRACKETS.sub(" ", given.passage.text)):
        return retrieved
    if value_missing(question, given.passage):
        return retrieved
    return replace(retrieved, candidates=(given,))


def _naming_subject(
    retrieved: Retrieved, text: str, found: Gathered, language: Language, answerer: Answerer
) -> Retrieved:
    """Return `retrieved` with the best of the next that names what is spoken of before a first one that does not, and that comes
    from the message alone: "Wer ist da zuständig, auch das Wirtschaftsministerium?".
    """
    alone = found.runs.alone
    if not (retrieved.candidates and alone and alone.candidates and not retrieved.gap and PLACE.search(fold(text))):
        return retrieved
    first = retrieved.candidates[0]
    nouns = " ".join(word for word in found.before.subject.split() if word[:1].isupper())
    subject = frozenset(terms(nouns, language, compounds=False)) - frozenset(terms(found.said, language))
    if (
        not subject
        or alone.candidates[0].passage != first.passage
        or statement_key(first.passage) in found.before.given
    ):
        return retrieved
    telling = {max(sorted(subject), key=answerer.base.searcher.information.of)}
    if stems_in(telling, words_of(first.passage).anywhere):
        return retrieved
    near = (c for c in retrieved.candidates[1:] if c.log_odds >= first.log_odds - _NEXT_TO)
    of_it = tuple(c for c in near if stems_in(telling, words_of(c.passage).around))
    return replace(retrieved, candidates=of_it) if of_it else retrieved


def _has_value(retrieved: Retrieved) -> bool:
    """Return whether the first statement has what is asked for: a person, a number …"""
    question, first = retrieved.question, retrieved.candidates[0].passage
    return holds(question.asked, first.text) and not value_missing(question, first)


def _is_spoken_of(gap: Passage, text: str, language: Language) -> bool:
    """Return whether a known gap has a word of the message, but for years."""
    said = {stem for stem in terms(" ".join(content_words(text, language)), language) if not stem.isdigit()}
    return bool(stems_in(said, words_of(gap).anywhere))


def _is_of_another(text: str, language: Language, topic: Topic, alone: Retrieved) -> bool:
    """Return whether `text` is a question of something else than the topic, which it names: "And what does ESCA do?"."""
    if not asks(text) or _has_pronoun(text, language):
        return False
    names = set(names_in(without_opening(text), language)).difference(tokenise(f"{topic.question} {topic.last}"))
    return bool(names) and names.issubset(tokenise(alone.candidates[0].passage.text))


def _given(topic: Topic, language: Language, answerer: Answerer) -> list[Passage]:
    """Return the first statement of the last answer; empty: it gave none."""
    return Before("", topic.statement_ids).passages(answerer.base, language)[:1] if topic.statement_ids else []


def _item(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return what is told of the point that `text` names of the list given last; None: it names none."""
    given = _given(topic, language, answerer)
    item = next(filter(None, (item_meant(text, passage.text) for passage in given)), None)
    return _by_itself(item, language, answerer) if item else None


def _by_itself(text: str, language: Language, answerer: Answerer) -> Understood:
    """Return `text` as a question that is whole, and the topic from now on."""
    return Understood(text, Topic(question=text, last=text), answerer.retrieve(text, language))


def _of_the_whole(text: str, language: Language, answerer: Answerer) -> Understood | None:
    """Return `text` as it is asked of the whole programme: "how many fields are there altogether?"; None: it is not."""
    if not (asks(text) and _ALTOGETHER.search(fold(text))) or _has_pronoun(text, language) or _names(text, answerer):
        return None
    full = f"{_bare(text)} {_IN_ALL[language]}?"
    return Understood(full, Topic(question=full, last=text), answerer.retrieve(full, language))


def _of_members(text: str, language: Language, before: Before, answerer: Answerer) -> Understood | None:
    """Return `text` as it is asked of the body that is spoken of: "who sits on it?"; None: it does not ask for its members."""
    full = members_of(text, language, spoken_of(text, language, before, answerer) or before.subject)
    return _by_itself(full, language, answerer) if full else None


def gather(text: str, language: Language, topic: Topic, answerer: Answerer, *, stays: bool = False) -> Gathered | None:
    """Return what `text` after `topic` is ranked by; None: it stands by itself, which needs no ranking. See `understand`."""
    gazetteer = answerer.base.gazetteer
    if not years_in(f"{text} {topic.question} {topic.last}"):
        of_year = _dated(text, language, topic, answerer)
        text, stays = of_year, stays or of_year != text
    moved = other_time(text, topic.question, language, topic.last)
    root = exchanged(text, topic.question, language, gazetteer) or (moved and (moved[1], ""))
    root = root or at_time(text, topic.question) or next_in_series(text, topic.question, language)
    last = root if topic.last == topic.question else exchanged(text, topic.last, language, gazetteer)
    if moved and last is None and (then := other_time(text, topic.last, language)):
        last = then[1], ""
    is_slot = not beyond_slots(without_when(text), language, gazetteer)
    follows = stays or points_back(text, language) or bool((root or last) and (is_slot or len(text.split()) <= _BRIEF))
    n_terms = len({stem for word in content_words(text, language) for stem in terms(word, language, compounds=False)})
    if n_terms > _SHORT or (not follows and (n_terms > _FEW or _names(text, answerer))):
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
    if not follows and _is_sure(alone) and n_terms >= _FEW:
        return None
    follows = follows or (n_terms <= 1 and len(text.split()) <= _BRIEF)
    asking = asks(text)
    if (asking or not follows or _CLUSTERS.search(fold(text))) and _seeks_clusters(text, language, alone, answerer):
        return None
    reading = (
        _asking(text, language, topic, root, last)
        if asking
        else _exchanging(language, topic, root, last)
        if root or last
        else _adding(text, language, topic)
    )
    before = replace(before, subject=_subject(reading.after.question, language))
    name = spoken_of(text, language, before, answerer)
    body, at_body = "", 0
    # a body of which only the last question was may have been no more than where somebody sits
    known = topic.question if is_body(name) and PLACE.search(fold(text)) else before.asked
    if name and not set(terms(name, language)) <= set(terms(known, language)):
        if not is_body(name):  # the one a thing was done by need not be what is spoken of
            is_cluster = bool(answerer.base.cluster_names.find(name))
            before = replace(before, subject=name, person="" if is_cluster else name)
        else:
            body, at_body = name, 1 + len(reading.others)
        reading = replace(reading, others=(*reading.others, f"{_bare(text)} {name}{'?' * asking}"))
    reworded = in_other_words(text, language)
    if reworded:
        reading = replace(
            reading, others=(*reading.others, f"{_bare(reworded[1])} {_subject(reading.after.question, language)}?")
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
    )
    said = frozenset(years_in(text)) or (frozenset(years_in(reading.full)) if root or last else frozenset[str]())
    question = replace(analyse(text if asking else reading.full), years=said)
    of_body = runs.together[at_body] if body else None
    exchanges = bool(root or last)
    return Gathered(
        " ".join(said_words), question, runs, before, reading, alone, n_terms, follows, exchanges, body, of_body
    )


def _dated(text: str, language: Language, topic: Topic, answerer: Answerer) -> str:
    """Return `text` with the year of the statement given for "at that time" or "a year later", if it is of one year."""
    given = _given(topic, language, answerer)
    years = {year for passage in given for year in years_in(passage.text)}
    return dated(text, years.pop()) if len(years) == 1 else text


def _asking(text: str, language: Language, topic: Topic, root: _Exchanged, last: _Exchanged) -> _Reading:
    """Return a message that asks something itself: it is asked of the subject of the topic."""
    question = root[0] if root else topic.question
    if HOW_OFTEN.search(fold(text)):  # that is so of every year, not of the one that was asked about
        of_any_year = _YEAR.sub(" ", _subject(question, language))
        return _Reading(f"{_bare(text)} {of_any_year}?", (), replace(topic, question=question, last=text))
    full = f"{_bare(text)} {_subject(question, language)}?"
    asked = last[0] if last else topic.last if content_words(topic.last, language) else question
    return _Reading(full, (f"{asked} {text}",), replace(topic, question=question, last=text))


def _exchanging(language: Language, topic: Topic, root: _Exchanged, last: _Exchanged) -> _Reading:
    """Return a message that puts something in the place of something in the question before, which is asked anew."""
    question = " ".join(filter(None, root or (topic.question,)))
    if last is None:
        assert root is not None
        full = " ".join(filter(None, (topic.last, _subject(root[0], language), root[1])))
        return _Reading(full, (root[0],), replace(topic, question=question))
    full = " ".join(filter(None, last))
    if topic.last == topic.question:
        return _Reading(full, (), replace(topic, question=full, last=full))
    of_subject = f"{full.rstrip('?!. ')} {_subject(question, language)}?"
    return _Reading(full, (of_subject,), replace(topic, question=question, last=full))


def _adding(text: str, language: Language, topic: Topic) -> _Reading:
    """Return a message that adds something to the question before, or asks the same of another thing: "and the newsletter?"."""
    full = f"{topic.last} {text}"
    of_another = f"{asked_part(topic.last, language)} {_bare(text)}?".lstrip()
    if topic.last == topic.question:
        return _Reading(full, (of_another,), replace(topic, last=of_another))
    rooted = f"{topic.question} {text}"
    return _Reading(full, (rooted, of_another), replace(topic, last=of_another))


def _bare(text: str) -> str:
    return (without_opening(text) or text).rstrip("?!. ")


def _subject(question: str, language: Language) -> str:
    return topic_words(question, language) or question


def _confidence(retrieved: Retrieved) -> float:
    return 0.0 if retrieved.gap else retrieved.confidence


def _is_sure(alone: Retrieved) -> bool:
    return alone.confidence >= _SURE and alone.gap is None


def _names(text: str, answerer: Answerer) -> bool:
    """Return whether `text` names what it is about: a year, a place, a field, or the programme."""
    found = answerer.base.gazetteer.find(text)
    return bool(years_in(text)) or "gocluster" in tokenise(text) or any(name.kind != "label" for name in found)


def _seeks_clusters(text: str, language: Language, alone: Retrieved, answerer: Answerer) -> bool:
    if analyse(text).asked in _NO_LIST and _has_pronoun(text, language):
        return False  # "how many of them were in Hanover?" is asked of what was told
    if _SOMEBODY.search(fold(text)):
        return False  # "is anyone from Bremen there?" is asked of a body or an event
    wish = answerer.finder.reader.read(text, language)
    return wish.conditions not in ((), ("member",), ("label",)) and answerer.wants_clusters(text, language, wish, alone)
