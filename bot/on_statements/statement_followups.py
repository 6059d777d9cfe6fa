"""What a message means that goes on with a question to the sources: "And in 2013?", "Who opened it?", "Wie viele kamen?"."""

from __future__ import annotations

from dataclasses import replace

from bot.on_statements.another_subject import of_another_subject
from bot.on_statements.contents_asked import of_contents
from bot.on_statements.gathered import Gathered, gather, is_sure, names_topic
from bot.on_statements.given_statement import before_as_told, denied_in_brief, of_what_was_told, point_of_list
from bot.on_statements.joining_asked import of_joining
from bot.on_statements.lacking_asked import having_asked, of_result
from bot.on_statements.new_one import of_new_one
from bot.on_statements.of_today import of_today
from bot.on_statements.one_in_year import one_in_year
from bot.on_statements.reached_by import reached_by
from bot.on_statements.series_of_given import another_of_series
from bot.on_statements.website_asked import of_website
from bot.pointing.at_body import asked_of_body
from bot.pointing.carried_over import with_other_name, with_year
from bot.pointing.earlier_later import says_earlier_or_later, step_asked
from bot.pointing.other_times import says_when
from bot.pointing.pointing import has_pronoun
from bot.pointing.read_in_full import bare, subject_of
from bot.pointing.same_in_series import of_same
from bot.pointing.slots import asks, content_words, with_counted_noun, without_opening
from bot.pointing.spoken_of import PLACE, board_in, members_of, of_person, spoken_of
from bot.session.sessions import Topic
from bot.session.understood import Understood, by_itself, statement_given
from knowledge.answers.answer import Answerer
from knowledge.answers.context import in_context, is_on_topic, lacks_throughout, sure_on_topic
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.asked.question import holds, names_in, years_covered, years_in
from knowledge.asked.sought import is_of_what_was_told
from knowledge.asked.values import value_missing
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.retrieval.before import Before, statement_key
from knowledge.retrieval.retrieval import Retrieved
from knowledge.statements.anybody import asked_of_anybody
from knowledge.words.text import fold, terms, tokenise

_ALTOGETHER = lazily(
    r"\b(?:altogether|overall|all told|in (?:total|all|sum)|insgesamt|alles in allem|in summe|uberhaupt)\b"
)
_IN_ALL: dict[Language, str] = {"en": "in go-cluster", "de": "bei go-cluster"}
_FEW = 3
_KINDS_THAT_STAY = ("amount", "count", "date", "duration", "person")
_IN_BRACKETS = lazily(r"\([^()]*\)")  # as of when a statement is tells nothing of the thing
_NEXT_TO = 2.0  # log-odds
_ABOUT_AS_LIKELY = 2.5  # log-odds


def understand(
    text: str, language: Language, topic: Topic, answerer: Answerer, *, stays: bool = False
) -> Understood | None:
    """Return what `text` means after `topic`, a question to the sources; None: `text` stands by itself.

    `stays`: it is known to be on the topic.
    """
    asked_before = f"{topic.question} {topic.last}"
    for passage in statement_given(topic, language, answerer):
        text = asked_of_anybody(text, asked_before, passage) or text
    whole = (
        of_joining(text, language, topic, answerer)
        or of_contents(text, language, topic, answerer)
        or of_result(text, language, topic, answerer)
    )
    if whole is not None:
        return whole
    if topic.statement_ids and is_of_what_was_told(fold(text)):
        told = of_what_was_told(text, language, topic, answerer)
        if told is not None:
            return told
    found = _understood(text, language, topic, answerer, stays=stays)
    if topic.statement_ids and (found is None or found.sureness <= answerer.model.threshold):
        found = of_what_was_told(text, language, topic, answerer) or found
    if found is not None and topic.statement_ids:
        before = Before("", topic.statement_ids, subject=subject_of(topic.question, language))
        asked = having_asked(text, found.retrieved, before, answerer.base)
        found = found if asked is found.retrieved else replace(found, retrieved=asked)
    if step_asked(text):
        return found  # of another in the series
    again = of_same(text, language, topic.question, answerer, found.retrieved if found else None)
    return found if again is None else Understood(again[0], replace(topic, last=text), again[1])


def _understood(text: str, language: Language, topic: Topic, answerer: Answerer, *, stays: bool) -> Understood | None:
    item = (
        point_of_list(text, language, topic, answerer)
        or denied_in_brief(text, language, topic, answerer)
        or before_as_told(text, language, topic, answerer)
    )
    if item is not None:
        return item
    today = of_today(text, language, topic, answerer)
    if today is not None:
        return today
    another = of_another_subject(text, language, topic, answerer) or another_of_series(text, language, topic, answerer)
    if another is not None:
        return another
    exact = (
        reached_by(text, language, topic, answerer)
        or of_website(text, language, topic, answerer)
        or of_new_one(text, language, topic, answerer)
        or one_in_year(text, language, topic, answerer)
    )
    if exact is not None:
        return exact
    whole_again = with_counted_noun(text, topic.question)
    numbered = by_itself(whole_again, language, answerer) if whole_again != text else None
    threshold = answerer.model.threshold
    found = gather(text, language, topic, answerer, stays=stays)
    if found is None:
        return numbered if numbered and numbered.sureness > threshold else None
    alone = found.alone.sureness
    if alone > threshold and _is_of_another(text, language, topic, found.alone):
        return None
    anew = found.runs.together[0] if found.runs.exchanged and len(found.runs.together) == 1 else None
    if anew is not None and anew.gap and found.before.when is None:
        # a whole question, asked of another: what is known of it is known here too
        return Understood(found.reading.full, found.reading.after, replace(anew, confidence=0.0))
    retrieved = in_context(answerer.base, found.said, found.question, found.runs, found.before)
    if not found.said and not found.before.wants_other and not any(map(says_when, tokenise(text))):
        retrieved = _staying(retrieved, topic)
    if found.before.when in ("before", "after") or says_earlier_or_later(text):
        retrieved = _of_other_time(retrieved, topic)
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
        of_cluster = f"{bare(text)} {found.of_cluster}?" if found.of_cluster else None
        for asked in filter(None, (of_cluster, with_other_name(text, topic.question), with_year(text, topic.question))):
            whole = by_itself(asked, language, answerer)
            if whole.sureness > max(threshold, alone) and _has_value(whole.retrieved):
                return whole
    if not (found.follows or lacks_throughout(retrieved, found.runs)) and not (
        is_on_topic(answerer.base, retrieved, found.before) and sure_on_topic(retrieved, found.runs) > alone
    ):
        return None
    surer = alone > max(threshold, retrieved.confidence)
    unsure = is_sure(found.alone) and found.n_terms > 1 and retrieved.confidence < threshold
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
    text = _IN_BRACKETS.sub(" ", given.passage.text) if given is not None else ""
    if given is None or not (holds(question.asked, text) or (question.asked == "duration" and _covers_years(text))):
        return retrieved
    if value_missing(question, given.passage):
        return retrieved
    return replace(retrieved, candidates=(given,))


def _covers_years(text: str) -> bool:
    """Return whether `text` tells from which year until which something lasted."""
    return years_covered(text) != years_in(text)


def _of_other_time(retrieved: Retrieved, topic: Topic) -> Retrieved:
    """Return `retrieved`, not to be relied on where it is again the statement given first, which is of one time: that it was so before
    or after it does not tell.
    """
    first = retrieved.candidates[0].passage if retrieved.candidates and not retrieved.gap else None
    if first is None or statement_key(first) not in topic.statement_ids[:1] or len(years_covered(first.text)) > 1:
        return retrieved
    return replace(retrieved, confidence=0.0)


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
    if not asks(text) or has_pronoun(text, language):
        return False
    names = set(names_in(without_opening(text), language)).difference(tokenise(f"{topic.question} {topic.last}"))
    return bool(names) and names.issubset(tokenise(alone.candidates[0].passage.text))


def _of_the_whole(text: str, language: Language, answerer: Answerer) -> Understood | None:
    """Return `text` as it is asked of the whole programme: "how many fields are there altogether?"; None: it is not."""
    if (
        not (asks(text) and _ALTOGETHER.search(fold(text)))
        or has_pronoun(text, language)
        or names_topic(text, answerer)
    ):
        return None
    full = f"{bare(text)} {_IN_ALL[language]}?"
    return Understood(full, Topic(question=full, last=text), answerer.retrieve(full, language))


def _of_members(text: str, language: Language, before: Before, answerer: Answerer) -> Understood | None:
    """Return `text` as it is asked of the body that is spoken of: "who sits on it?"; None: it does not ask for its members."""
    if not members_of(text, language, before.subject):
        return None
    given = before.passages(answerer.base, language) if before.given else []
    body = board_in(given) or spoken_of(text, language, before, answerer)
    return by_itself(members_of(text, language, body or before.subject), language, answerer)
