"""Resolves follow-ups: what "And in Bavaria?", "the second one", "Und 2019?" or "ja" means after what was said before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.on_clusters import cluster_followups
from bot.on_clusters.changed_wish import before_correction
from bot.on_clusters.cluster_searches import (
    asked_of_stock,
    gives_up,
    goes_on_with_search,
    is_condition,
    is_search_by_chance,
    is_whole_search,
    speaks_of_around,
    speaks_of_clusters,
    those_counted,
    with_land_told,
)
from bot.on_clusters.whole_list import MORE, more_are_left, wants_more
from bot.on_statements import statement_followups
from bot.on_statements.best_label import best_of_labels
from bot.on_statements.fields_asked import of_fields
from bot.on_statements.provenance import asks_of_now, of_now, origin_asked
from bot.pointing.at_body import member_of_body
from bot.pointing.carried_over import trend_of_members
from bot.pointing.each_of import asked_in_turn, each_of
from bot.pointing.former_latter import with_names
from bot.pointing.label_held import with_label
from bot.pointing.pointing import points_back
from bot.reading.openings import Opened, opened
from bot.reading.over_the_border import with_border
from bot.reading.you import named_for_you
from bot.session.sessions import Session, Topic
from bot.session.understood import statement_given
from bot.steps.taken import wants_list_back, with_step
from knowledge.answers.answer import Answerer
from knowledge.asked.guessed import guess_in
from knowledge.asked.question import years_covered, years_in
from knowledge.asked.starts import asked_after_start
from knowledge.clusters.outcomes import OriginAsked, Request
from knowledge.clusters.programme_beside import asked_of_other, compared_with_subject, money_of_both
from knowledge.clusters.wishes import Wish
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.retrieval.retrieval import Retrieved
from knowledge.statements.rereading import without_own_date
from knowledge.verdicts.still import asks_whether_still
from knowledge.words.text import fold, terms, tokenise

_YES = lazily(
    r"(?:(?:yes|yeah|yep|sure|ok(?:ay)?|please|please do|gladly|go on|go ahead|of course|ja|gern\w*|bitte|klar|jawohl|sicher|naturlich|mach das|nur zu|unbedingt"
    r"|i would|that would be (?:nice|great)|das ware (?:schon|gut|nett)|und ob|(?:und )?weiter|more|tell me more|more please|mehr(?: dazu| davon| daruber)?|erzahl\w* mehr"
    r"|more about (?:that|it|this))(?: |$))+"
)
# of what an answer told of, by a pronoun, where something else of it is offered
_MORE_OF_IT = lazily(
    r"(?:(?:yes|ja|ok|okay|please|bitte|gern|und|and|can you|could you|konnen sie|kannst du) )*(?:tell me|tell us|give me|i want to know|erzahl\w*|sag\w*|berichte\w*)?(?: (?:mir|uns|sie|bitte|doch|mal|noch|some|a bit|a little|etwas|was|ein bisschen))*"
    r" ?(?:more|mehr)(?: (?:about|on|of|uber|von|zu) (?:him|her|them|it|that|this|sie|ihn|ihm|ihr|das|die|den|dem|der|es|dazu))(?: (?:please|bitte))?"
)
_NO = lazily(
    r"(?:(?:no|nope|nein|ne|no need|not now|nicht notig|jetzt nicht|lieber nicht|thanks?|thank you|danke|dank|vielen|that is all|das war alles|das ist alles)(?: |$))+"
)
_REFUSAL = lazily(r"\b(?:no|nope|nein|ne|not|nicht)\b")
_CONJUNCTION = lazily(r"^\W*(?:and|und)\b[\s,]+", re.IGNORECASE)
_BACK = lazily(
    r"\b(?:(?:back|return(?:ing)?) (?:to|on)|zurück (?:zu[rm]?|auf)|(?:nochmals?|noch ?mal|noch einmal|wieder) zu[rm]?|again:)\s*(?P<what>[^:,?!–]*)[\s:,?!–.]*"
    r"|\bum (?:noch ?mal |noch einmal |wieder )?auf (?P<auf>[^:,?!–]+?) zurückzukommen[\s:,–]*",
    re.I,
)
_CLUSTERS = lazily(
    r"\W*(?:(?:the|those|these|my|den|die|diesen|meinen)\W+)?(?:clusters?|clustern|networks?|netzwerken?)\W*$"
)
_BACK_WITHIN = 30  # characters before which it begins
_NO_SUBJECT = lazily(
    r"(?:topic|question|subject|thema|frage|point|punkt|thing|sache|before|previous|preceding|vorhin|earlier|first|last|erst\w*|letzt\w*|vorig\w*)"
)
_POSITIONS: tuple[tuple[str, int], ...] = (
    (r"first|1st|erste\w*|number (?:1|one)|nummer (?:1|eins)|nr 1|no 1|1", 0),
    (r"second|2nd|zweite\w*|number (?:2|two)|nummer (?:2|zwei)|nr 2|no 2|2", 1),
    (r"third|3rd|dritte\w*|number (?:3|three)|nummer (?:3|drei)|nr 3|no 3|3", 2),
    (r"fourth|4th|vierte\w*|number (?:4|four)|nummer (?:4|vier)|nr 4|no 4|4", 3),
    (r"last|letzte\w*", -1),
)
_CHOOSING = (
    r"(?:(?:yes|ja|please|bitte|ok(?:ay)?|then|dann|i mean|i meant|ich meine|ich meinte|the|die|das|der|den|question|frage|one|number|nummer|nr|no|option|reading|answer"
    r"|me|mir|that|to|zur|zu|take|nimm|nehme|ich|i|gern\w*|would|like|mochte)\W+)*"
)
_CHOSEN_END = r"(?:\W+(?:one|question|frage|please|bitte|option|reading|gern\w*))*"
_READING_WORDS = 8


@dataclass(frozen=True, slots=True)
class Resolved:
    """A message made to stand on its own, with the topic that it goes on with and the earlier ones.

    `retrieved` holds the statements where these are ranked already. `each` are the questions that it comes to where it names
    several things, with their statements. `is_new`: the message begins a topic.
    """

    request: Request
    topic: Topic
    earlier: tuple[Topic, ...] = ()
    retrieved: Retrieved | None = None
    is_new: bool = False
    each: tuple[tuple[str, Retrieved], ...] = ()


def is_yes(text: str) -> bool:
    """Return whether `text` says no more than yes."""
    return _YES.fullmatch(" ".join(tokenise(text))) is not None


def is_no(text: str) -> bool:
    """Return whether `text` says no more than no."""
    said = " ".join(tokenise(text))
    return _NO.fullmatch(said) is not None and _REFUSAL.search(said) is not None


def resolve(text: str, language: Language, session: Session, answerer: Answerer) -> Resolved:
    """Return `text` as a request that stands on its own, with what `session` remembers filled in.

    A message that names its own topic stays as it is.
    """
    if not session.offers and is_yes(text) and more_are_left(session.topic):
        text = MORE[language]  # to "… and 3 more"
    offer = _offer(text, language, session)
    if offer is not None:
        new = _new(offer, session.language or language, session)  # offers are in the language of the answer
        return replace(new, request=replace(new.request, is_offered=True))
    origin = _origin(text, language, session, answerer)
    if origin is not None:
        return Resolved(Request(text, language, origin=origin), session.topic, session.earlier)
    text = with_border(
        text, language, (said for topic in (session.topic, *session.earlier) for said in (topic.last, topic.question))
    )
    wider = _wider(text, session, answerer)
    if wider is not None:
        return Resolved(Request(text, language, wish=wider), session.topic, session.earlier)
    named = with_names(text, language, (session.topic, *session.earlier))
    if named != text and not points_back(named, language):
        return _new(named, language, session)
    text = named
    opening = Opened(text) if session.topic.is_empty else opened(text, language)
    text = opening.text
    if opening.is_correction:
        session = replace(session, topic=before_correction(text, language, session.topic, answerer))
    if opening.is_other or (opening.is_announced and not points_back(text, language)):
        return _new(text, language, session)
    back = _back(text, language, session)
    if back is None:
        return _in_topic(text, language, session, answerer)
    topic, rest = back
    session = replace(
        session, topic=topic, earlier=(session.topic, *(old for old in session.earlier if old is not topic))
    )
    if not rest:
        return Resolved(Request(topic.question or topic.last, language, wish=topic.wish), topic, session.earlier)
    return _in_topic(rest, language, session, answerer, stays=True)


def _in_topic(text: str, language: Language, session: Session, answerer: Answerer, *, stays: bool = False) -> Resolved:
    """Return `text` read within the topic of `session`, within an earlier wish, or by itself. `stays`: it is on the topic."""
    topic = session.topic
    if topic.is_empty and not session.earlier:
        return _new(text, language, session)
    text = asked_of_other(text, topic.question) or text
    text = with_land_told(text, language, topic, answerer)
    of_list = of_fields(text, language, topic)
    if of_list:
        return _new(of_list, language, session)
    of_stock = asked_of_stock(text, language, topic, answerer)
    if of_stock:  # "how many do you have?" is asked of what is known here
        return _new(of_stock, language, session)
    counted = those_counted(text, language, topic, answerer)
    if counted is not None:
        return Resolved(Request(text, language, wish=counted), topic, session.earlier, is_new=True)
    if topic.wish is None and (
        held := with_label(text, topic.question, language) or with_label(text, topic.last, language)
    ):
        return _new(held, language, session)
    if topic.statement_ids:
        text = of_now(named_for_you(text), language)
    wished = next((old for old in session.earlier if old.wish is not None), None) if topic.wish is None else None
    goes_on = wished is not None and gives_up(text) and goes_on_with_search(text, language, topic, wished, answerer)
    request = None if goes_on else cluster_followups.understand(text, language, topic, answerer)
    if not goes_on:
        request = with_step(request, text, language, topic, answerer)
    if request is not None:
        return Resolved(request, replace(topic, last=request.text), session.earlier)
    if answerer.base.cluster_names.find(text):
        return _new(text, language, session)
    if wished is not None and topic.statement_ids and wants_list_back(text, answerer):
        earlier = (topic, *(old for old in session.earlier if old is not wished))
        return Resolved(Request(text, language, wish=wished.wish), wished, earlier)
    if wished is not None and (
        goes_on
        or speaks_of_clusters(text)
        or speaks_of_around(text)
        or is_condition(text, language, topic, answerer)
        or goes_on_with_search(text, language, topic, wished, answerer)
    ):
        request = cluster_followups.understand(text, language, wished, answerer)
        if request is not None:
            earlier = (topic, *(old for old in session.earlier if old is not wished))
            return Resolved(request, wished, earlier)
    if not topic.question or is_whole_search(text, language, answerer):
        return _new(text, language, session)
    text = answerer.base.searcher.spelt(text)  # "und den newletter?": what it puts in the place of what is a word
    in_full = (
        member_of_body(text, topic.question, _given_text(topic, language, answerer), language)
        or best_of_labels(text, topic.last, language)
        or trend_of_members(text, topic.question, language)
        or asked_after_start(text, topic.question, language)
        or compared_with_subject(text, topic.question, language)
    )
    if in_full:
        return _new(in_full, language, session)
    both = money_of_both(text, topic.question, language)
    if both:
        asked = tuple((part, answerer.retrieve(part, language)) for part in both)
        return Resolved(Request(text, language), topic, session.earlier, asked[0][1], each=asked)
    parts = each_of(text, language) or asked_in_turn(text, language)
    each = [statement_followups.understand(part, language, topic, answerer) for part in parts]
    whole = [one for one in each if one is not None and one.text != topic.question]
    if whole and len(whole) == len(each):
        asked = tuple((one.text, one.retrieved) for one in whole)
        return Resolved(Request(text, language), whole[-1].topic, session.earlier, whole[-1].retrieved, each=asked)
    understood = statement_followups.understand(text, language, topic, answerer, stays=stays)
    earlier = session.earlier
    if topic.nearest and earlier and earlier[0].statement_ids:
        # nothing was answered last: the message may go on with what was before
        older = statement_followups.understand(text, language, earlier[0], answerer)
        least = max(answerer.model.threshold, understood.sureness if understood else 0.0)
        if older is not None and older.sureness > least:
            understood, earlier = older, (topic, *earlier[1:])
    if understood is None and topic.statement_ids and is_search_by_chance(text, language, answerer):
        understood = statement_followups.understand(text, language, topic, answerer, stays=True)
        if understood is None:
            new = _new(text, language, session)
            return replace(new, request=replace(new.request, wants_statement=True))
    if understood is None:
        return _new(text, language, session)
    told = (asks_of_now(text) or asks_whether_still(text)) and _still_told(text, understood.retrieved, topic, answerer)
    if told:
        return Resolved(
            Request(text, language, origin=OriginAsked((told,), is_current=True)), understood.topic, earlier
        )
    return Resolved(Request(understood.text, language), understood.topic, earlier, understood.retrieved)


def _given_text(topic: Topic, language: Language, answerer: Answerer) -> str:
    """Return the first statement of the last answer; "": it gave none."""
    given = statement_given(topic, language, answerer)
    return given[0].text if given else ""


def _still_told(text: str, retrieved: Retrieved, topic: Topic, answerer: Answerer) -> str | None:
    """Return the statement given last where `retrieved` has nothing newer than that; None: it has, or it is a list, which may name
    now, or tells of a time that is over. For a year that `text` names, what is not sure is nothing newer.
    """
    if not topic.statement_ids or (topic.statement_ids[0], retrieved.language) not in answerer.base.twins:
        return None
    given = answerer.base.passage(answerer.base.twins[topic.statement_ids[0], retrieved.language])
    if "\n" in given.text or years_covered(given.text) != years_in(given.text):
        return None
    if years_in(text) and (retrieved.gap or retrieved.confidence < answerer.model.threshold):
        return topic.statement_ids[0]
    if not retrieved.candidates or retrieved.gap:
        return None
    return topic.statement_ids[0] if retrieved.candidates[0].passage == given else None


def _origin(text: str, language: Language, session: Session, answerer: Answerer) -> OriginAsked | None:
    """Return the statements given last, be it before something that is not told, if `text` asks where they come from, or from when they
    are; None: it does not, or none was given.

    Whether it still holds is asked of the first.
    """
    topics = (session.topic, *(session.earlier if session.kind == "abstention" else ()))
    if session.kind not in ("answer", "abstention"):
        return None
    given = next((topic.statement_ids for topic in topics if topic.statement_ids), ())
    if not given or any((one, language) not in answerer.base.twins for one in given):
        return None
    asked = origin_asked(text)
    if asked is None:
        return None
    is_current = asked == "current"
    return OriginAsked(given[:1] if is_current else given, is_current=is_current)


def _new(text: str, language: Language, session: Session) -> Resolved:
    text = _CONJUNCTION.sub("", text) or text  # "And who decides?" is searched for as "who decides?"
    guess = guess_in(text)
    asked = guess.asked if guess else without_own_date(text)
    return Resolved(Request(text, language), Topic(question=asked, last=asked), session.earlier, is_new=True)


def can_say_yes(text: str, session: Session, answerer: Answerer) -> bool:
    """Return whether there is something in `session` that `text`, a yes or "more", is an answer to."""
    topic = session.topic
    return (
        bool(session.offers or wants_more(text, topic) or more_are_left(topic))
        or _wider("yes", session, answerer) is not None
    )


def _wider(text: str, session: Session, answerer: Answerer) -> Wish | None:
    """Return the wish that nothing satisfied without the condition that it is best to drop, if `text` agrees to that."""
    wish = session.topic.wish
    if wish is None or session.topic.listed or session.kind != "abstention" or not is_yes(text):
        return None
    fewer = answerer.finder.fewer(wish)
    return wish.without(fewer[0][0]) if fewer else None


def _offer(text: str, language: Language, session: Session) -> str | None:
    """Return the offer that `text` takes: by yes, by its number, or by the words of a reading; None: it takes none."""
    if not session.offers:
        return None
    if is_yes(text) or (session.kind == "answer" and _MORE_OF_IT.fullmatch(" ".join(tokenise(text)))):
        return session.offers[0]
    said = fold(text).strip()
    if session.kind != "clusters":
        for pattern, position in _POSITIONS:
            if re.fullmatch(rf"\W*{_CHOOSING}(?:{pattern}){_CHOSEN_END}\W*", said) and position < len(session.offers):
                return session.offers[position]
    return _reading(text, language, session.offers) if session.kind == "clarification" else None


def _reading(text: str, language: Language, readings: tuple[str, ...]) -> str | None:
    """Return the one reading of a question that has most of the words of a brief `text`."""
    if len(text.split()) > _READING_WORDS:
        return None
    said = set(terms(text, language))
    shared = [len(said & set(terms(reading, language))) for reading in readings]
    best = max(shared)
    return readings[shared.index(best)] if best and shared.count(best) == 1 else None


def _back(text: str, language: Language, session: Session) -> tuple[Topic, str] | None:
    """Return the earlier topic that `text` goes back to, and what else it says; None: it goes back to none."""
    found = _BACK.search(text)
    if found is None or found.start() > _BACK_WITHIN or not session.earlier:
        return None
    what = found["what"] or found["auf"] or ""
    listed = next((old for old in session.earlier if old.listed), None)
    if listed is not None and session.topic.wish is None and _CLUSTERS.match(fold(what)):
        return listed, text[found.end() :].strip()
    wanted = {stem for word in tokenise(what) if not _NO_SUBJECT.fullmatch(word) for stem in terms(word, language)}
    topics = (*session.earlier, session.topic)
    shared = [len(wanted & set(terms(_words_of(topic), language))) for topic in topics]
    best = max(shared)
    if wanted and not best:
        return None
    return topics[shared.index(best)], text[found.end() :].strip()


def _words_of(topic: Topic) -> str:
    wish = topic.wish
    named = (*wish.field_words, *wish.place_words, wish.text) if wish is not None else ()
    return " ".join((topic.question, topic.last, *named))
