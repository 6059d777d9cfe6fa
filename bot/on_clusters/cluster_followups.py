"""What a message means that goes on with clusters: a condition changed or dropped, one of those shown, a detail of it."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.on_clusters.asked_of_one import detail_of, same_of_another
from bot.on_clusters.both_conditions import wants_both
from bot.on_clusters.changed_wish import (
    changed_wish,
    drops_that,
    like_the_one,
    nearer_wish,
    those_without,
    wants_others_of_field,
)
from bot.on_clusters.clauses_given_up import without_given_up_clauses
from bot.on_clusters.distances import distance_asked
from bot.on_clusters.found_nothing import asks_of_none, says_none, without_none
from bot.on_clusters.left_out import left_out, without_refusal
from bot.on_clusters.listed import (
    AMONG,
    SINGULAR,
    besides_known,
    of_several,
    of_them,
    says_no_more,
    says_which,
    whether_there,
    without_both,
)
from bot.on_clusters.named_shown import named_shown
from bot.on_clusters.none_of_them import with_any
from bot.on_clusters.one_cluster import chosen_cluster
from bot.on_clusters.shown_beside import beside_described, compares_too_few, of_the_best, side_by_side
from bot.on_clusters.shown_compared import (
    beside_named,
    compared_again,
    comparison_of_shown,
    detail_of_extreme,
    figure_of_the_one,
    with_another,
)
from bot.on_clusters.shown_values import asked_of_values, compared_with_named
from bot.on_clusters.since_when import since_when
from bot.on_clusters.whole_list import (
    asked_of_all,
    asks_whether_all,
    asks_which_are,
    counts,
    counts_members,
    first_few,
    wants_list_again,
    wants_more,
)
from bot.on_clusters.wish_conditions import shown_last, with_direction, without_kind
from bot.pointing.pointing import points_to_cluster
from bot.pointing.slots import asks, without_opening
from bot.reading.detail_spelling import spelt
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.asked.question import names_programme
from knowledge.clusters.abroad import there_instead
from knowledge.clusters.cards import LISTED
from knowledge.clusters.comparing import extreme_in
from knowledge.clusters.details import Detail, detail_asked
from knowledge.clusters.excluded import may_leave_out
from knowledge.clusters.given_up import given_up
from knowledge.clusters.outcomes import Request
from knowledge.clusters.wishes import Wish
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.splitting import sentences
from knowledge.words.text import fold

# "is that for concerts as well?"
_IS_THAT_FOR = lazily(
    rf"^{BEFORE}(?:is|are|ist|sind)\W+(?:that|it|they|this|das|die|der|es|dieser?)\W+(?:(?:\w+\W+){{0,2}}?)(?:for|fur)\b"
)
_WHO_HAS = lazily(
    rf"^{BEFORE}(?:which(?: ones?)?(?: (?:of (?:them|these|those)|clusters?|networks?))?|who(?: of them)?|welche[rs]?(?: (?:davon|von denen|cluster|netzwerke))?|wer(?: davon| von denen)?)(?: of them)? (?:has|have|got|hat|haben|hatte\w*)\b"
)
_WHICH = lazily(rf"^{BEFORE}(?:which|who|welche|wer)")
# "which ones have no label?", "wer ist nicht Mitglied?"
_WHO_HAS_NO = lazily(
    rf"^{BEFORE}(?:which|who|welche[rs]?|wer)\b(?: \w+){{0,4}}? (?:has|have|are|is|do|does|hat|haben|ist|sind)(?:n\W?t\b|(?: (?:davon|denn|von denen|have|got))* (?:no|not|keine?n?|nicht)\b)"
)
SIDE_BY_SIDE: dict[Language, str] = {"en": "compare", "de": "Vergleich"}
_OF_CLUSTERS = lazily(
    r"\b(?:clusters?|networks?|netzwerk\w*|ones?|members?|mitglied\w*|them|those|davon|denen|welche|who|wer|any|some|there|dort|da)\b"
)
# "and with silver?" where one with gold was searched for
_WITH_LEVEL = lazily(
    rf"{BEFORE}(?:(?:what|how) about |was ist |which |which ones |welche )?(?:with|mit)(?: (?:a|the|einem|dem))? (?:gold|silver|silber|bronze)(?:\W?(?:label|status))?\W*"
)
# "leave out those that are not in go-cluster", "lass die ohne Label weg"
_LEFT_OUT_NOT = lazily(
    r"\W*(?:please |bitte )?(?:leave out|drop|skip|remove|exclude|take out|lass(?:en sie)?|streich\w*)(?: bitte)? (?:all |alle )?(?:those|the ones|ones|die|diejenigen|clusters?|cluster)?,?(?: (?:that|which|who|die))?"
    r"(?: (?:(?:are|is|have|do)(?:n['’]t| not| no)|not|no|nicht|kein\w*) (?P<rest>[^,.?!]+?)|(?: (?:without|ohne)) (?P<ohne>[^,.?!]+?))(?: (?:sind|haben|tragen|gehören))?(?: (?:weg|raus|aus))?\W*",
    re.IGNORECASE,
)
_ONLY: dict[Language, str] = {"en": "only those", "de": "nur die mit"}
_WHOLE = 5  # words of a message that can be a question by itself
_SURE = 0.9
_MEMBERS = lazily(r"\b(?:members|mitglieder)\b")
_OF_THOSE = lazily(r"\b(?:of (?:them|these|those)|davon|darunter|von (?:denen|diesen|ihnen))\b")
_NO_CONDITIONS: tuple[Detail, ...] = ("phone", "contact", "address", "website")


def understand(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return the request that `text` means after `topic`; None: it does not go on with clusters."""
    if topic.wish is not None and (abroad := there_instead(text, language)):
        return Request(text, language, wish=replace(topic.wish.without("place"), abroad=abroad))
    if topic.wish is not None:
        text = _without_double_denial(text, language)
        text = with_direction(without_kind(without_none(text, topic)), language)
        text = asked_of_all(with_any(text), language, topic)
        both = wants_both(text, topic) or those_without(text, topic, answerer)
        if both is not None:
            return Request(text, language, wish=both)
    if topic.cluster_ids and not topic.statement_ids:
        text = besides_known(spelt(text))
    if topic.wish is not None and topic.cluster_ids and (rest := without_refusal(text)) is not None:
        return _others(text, rest, language, topic, topic.wish, answerer)
    unwanted = left_out(text, language, topic.listed, answerer) if topic.wish is not None else ()
    if topic.wish is not None and (nearer := nearer_wish(text, language, topic, topic.wish, answerer)) is not None:
        return Request(text, language, wish=nearer)
    if topic.wish is not None and unwanted:
        besides = tuple(dict.fromkeys((*topic.wish.besides, *unwanted)))
        return Request(text, language, wish=replace(topic.wish, besides=besides))
    names = answerer.base.cluster_names.find(text)
    if names:
        return (
            beside_named(text, language, topic, answerer)
            or with_another(text, language, topic, [cluster_id for cluster_id, _ in names], answerer)
            or compared_with_named(text, language, topic, [cluster_id for cluster_id, _ in names], answerer)
            or same_of_another(text, language, topic, answerer)
            or since_when(text, language, topic, [cluster_id for cluster_id, _ in names], answerer)
        )
    if topic.wish is not None:
        fewer = without_given_up_clauses(text, language, topic.wish, answerer.finder.reader)
        if fewer is not None:
            return Request(text, language, wish=fewer)
    shown = named_shown(text, language, topic, answerer)
    if shown is not None:
        cluster_id, asked = shown
        return Request(f"{asked} {answerer.base.profiles[cluster_id].short_name}", language, cluster_ids=(cluster_id,))
    distance = distance_asked(text, language, topic, answerer)
    if distance is not None:
        return distance
    if asks_of_none(text, language, topic, answerer):
        return Request(text, language, wish=topic.wish)
    values = asked_of_values(text, language, topic, answerer)
    if values is not None:
        return values
    of_extreme = detail_of_extreme(text, language, topic, answerer)
    if of_extreme is not None:
        return of_extreme
    comparison = comparison_of_shown(text, language, topic, answerer)
    if comparison is not None:
        return Request(text, language, comparison=comparison)
    again = compared_again(text, language, topic, answerer)
    if again is not None:
        return again
    figure = figure_of_the_one(text, topic)
    if figure is not None:
        return Request(text, language, cluster_ids=topic.cluster_ids, details=(figure,))
    whole = _whole_list(text, language, topic, answerer)
    if whole is not None:
        return whole
    if _asks_what_for(text, topic):
        return Request(text, language, cluster_ids=topic.cluster_ids, details=("summary",))
    is_of_wish = wants_others_of_field(text) or (
        topic.wish is not None
        and bool(
            given_up(text)
            or drops_that(text)
            or _leaves_out_place(text, language, answerer)
            or (topic.wish.labels and _WITH_LEVEL.fullmatch(fold(text)))
        )
    )
    chosen = None if is_of_wish else chosen_cluster(text, language, topic, answerer)
    if chosen == "beyond":  # the list once more shows how long it is
        is_of_list = topic.wish is not None and (says_no_more(text) or not topic.is_of_statements)
        return Request(text, language, wish=topic.wish) if is_of_list else None
    if chosen is not None:
        name = answerer.base.profiles[chosen].short_name
        return Request(
            f"{detail_of(text, language, topic, chosen, answerer)} {name}".strip(), language, cluster_ids=(chosen,)
        )
    alike = None if topic.wish and given_up(text) else like_the_one(text, language, topic, answerer)
    if alike is not None and (topic.wish is None or not alike.conditions[:-1]):
        return Request(text, language, wish=alike)
    if topic.wish is None:
        return None
    if _is_of_programme(text, language, answerer):
        return None
    wish = changed_wish(text, language, topic, topic.wish, answerer)
    if wish is not None and asks(text) and not answerer.finder.matching(wish):
        wish = _by_itself(text, language, answerer) or wish
    return None if wish is None else _sought(text, language, topic, topic.wish, wish, answerer)


def _is_of_programme(text: str, language: Language, answerer: Answerer) -> bool:
    """Return whether `text` asks something of go-cluster, or of labels, that a statement surely answers: "which seminars does
    go-cluster offer its members?" changes no wish, whatever conditions it names.
    """
    text = text[sentences(text)[-1][0] :]
    if not asks(text) or len(text.split()) < _WHOLE or points_to_cluster(text, language):
        return False
    wish = answerer.finder.reader.read(text, language)
    is_of_it = not wish.fields and (names_programme(text) or wish.any_label)
    asks_beside = wish.beyond > 0 or not _OF_CLUSTERS.search(fold(text))
    return is_of_it and asks_beside and answerer.retrieve(text, language).confidence >= _SURE


def _others(text: str, rest: str, language: Language, topic: Topic, wish: Wish, answerer: Answerer) -> Request:
    """Return the search for others than those told of last, with what the `rest` of the message changes of it."""
    besides = tuple(dict.fromkeys((*wish.besides, *shown_last(topic))))
    changed = changed_wish(rest, language, topic, wish, answerer) if rest else None
    if changed is None and rest:
        new = answerer.finder.reader.read(rest, language)
        changed = new if new.fields or new.leanings else None
    return _sought(text, language, topic, wish, replace(changed or wish, besides=besides, among=()), answerer)


def _leaves_out_place(text: str, language: Language, answerer: Answerer) -> bool:
    """Return whether `text` says where no cluster is wanted: "not in Munich itself"."""
    if not may_leave_out(fold(text)):
        return False
    wish = answerer.finder.reader.read(text, language)
    return bool(wish.not_laender or wish.not_cities)


def _sought(text: str, language: Language, topic: Topic, before: Wish, wish: Wish, answerer: Answerer) -> Request:
    """Return the search for `wish`; where it wants others than those that were told, and there are none, that these are all. Where it
    asks which of a few shown are members, and none is known to be, that is told of each.
    """
    asks_members = wish.among and wish.member and not before.member and len(wish.among) <= LISTED
    is_all = asks_members and replace(wish, member=False, among=()) == replace(before, among=())
    if is_all and not answerer.finder.matching(wish):
        return Request(text, language, cluster_ids=topic.listed, details=("member",))
    if wish.besides != before.besides and not answerer.finder.find(wish, language).clusters:
        with_shown = replace(wish, besides=before.besides)
        n = len(answerer.finder.find(with_shown, language).clusters)
        if n:
            return Request(text, language, wish=with_shown, skip=n, is_whole=True)
    return Request(text, language, wish=wish)


def _by_itself(text: str, language: Language, answerer: Answerer) -> Wish | None:
    """Return the wish of `text` alone, where it names two conditions or more and there are such clusters: "which clusters with gold are there
    in Berlin?" after a field; None: it names fewer, or there are none.
    """
    wish = answerer.finder.reader.read(text, language)
    is_whole = len(wish.conditions) > 1 and not (wish.denied or wish.beyond or _OF_THOSE.search(fold(text)))
    return wish if is_whole and answerer.finder.matching(wish) else None


def _without_double_denial(text: str, language: Language) -> str:
    """Return `text`, which leaves out those that are not so, as it wants only those that are: "leave out those without a label"."""
    found = _LEFT_OUT_NOT.fullmatch(text)
    return f"{_ONLY[language]} {found['rest'] or found['ohne']}" if found else text


def _asks_what_for(text: str, topic: Topic) -> bool:
    """Return whether `text` asks what the one cluster told of last is for: "is that for concerts as well?"."""
    is_of_one = len(topic.cluster_ids) == 1 and not topic.is_of_statements
    return is_of_one and _IS_THAT_FOR.search(fold(text)) is not None


def _whole_list(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return what `text` asks of all clusters shown, or more of what was told; None: it asks for neither."""
    if topic.wish is not None and wants_list_again(text):
        return Request(text, language, wish=topic.wish)
    few = first_few(text) if topic.listed and not topic.statement_ids else 0
    if few:
        return Request(text, language, cluster_ids=topic.listed[:few], details=("summary",))
    shows_list = topic.wish is not None and topic.listed and not topic.is_of_statements
    if shows_list and topic.cluster_ids == topic.listed and (asks_whether_all(text) or says_none(text)):
        return Request(text, language, wish=topic.wish, skip=topic.n_shown, is_whole=True)
    more = wants_more(text, topic)
    if more == "of one":
        cluster_id = topic.cluster_ids[0]
        return Request(answerer.base.profiles[cluster_id].short_name, language, cluster_ids=(cluster_id,))
    if topic.wish is not None and more:
        return Request(text, language, wish=topic.wish, skip=topic.n_shown, is_whole=True)
    if shows_list and len(topic.cluster_ids) > 1 and counts_members(text):
        return Request(text, language, wish=replace(topic.wish or Wish(), member=True), is_count=True)
    if topic.wish is not None and not topic.statement_ids and (counts(text) or asks_which_are(text)):
        return Request(text, language, wish=topic.wish, skip=topic.n_shown, is_count=counts(text))
    compared = side_by_side(text, language, topic) or beside_described(text, language, topic, answerer)
    if compared:
        return Request(SIDE_BY_SIDE[language], language, cluster_ids=compared)
    if topic.wish is not None and compares_too_few(text, language, topic):
        return Request(text, language, wish=topic.wish)
    best = of_the_best(text, language, topic)
    if best is not None:
        meant, in_full = best
        return Request(SIDE_BY_SIDE[language], language, cluster_ids=meant) if meant else Request(in_full, language)
    having = _which_have(text, topic)
    if having is not None:
        return Request(text, language, cluster_ids=topic.cluster_ids[: topic.n_shown or LISTED], details=(having,))
    is_among = AMONG.search(fold(text)) is not None and detail_asked(fold(text)) not in _NO_CONDITIONS
    several = () if is_among else of_several(text, language, topic)
    if several and detail_asked(fold(text)) == "member":  # "and go-cluster?"
        return Request(text, language, cluster_ids=several, details=("member",))
    if several:
        return Request(without_both(without_opening(text)), language, cluster_ids=several)
    seated = _asked_whether_there(text, language, topic, answerer)
    if seated:
        return Request(text, language, cluster_ids=seated, details=("seat",))
    named = () if AMONG.search(fold(text)) else of_them(text, language, topic)
    if named and set(answerer.finder.reader.read(text, language).conditions) - {"member"}:
        return None  # "gibt es die auch in Dresden?"
    return Request(text, language, cluster_ids=named) if named else None


def _which_have(text: str, topic: Topic) -> Detail | None:
    """Return the detail of which `text` asks which of several clusters shown have it: "welche davon haben eine Webseite?"; None: of
    none, or of a label or membership, which is a condition on them. Which have no label is told of each: it is no condition.
    """
    folded = fold(text)
    if len(topic.cluster_ids) < 2 or topic.is_of_statements or not _WHICH.search(folded):
        return None
    detail = detail_asked(folded)
    if _WHO_HAS_NO.search(folded):
        detail = detail or ("member" if _MEMBERS.search(folded) else None)
        return detail if detail in ("label", "member") else None
    if not _WHO_HAS.search(folded):
        return None
    if says_which(text):  # "wer hat das erste gegründet?"
        return None
    return detail if detail in ("website", "founded", "members", "seat") and not extreme_in(text) else None


def _asked_whether_there(text: str, language: Language, topic: Topic, answerer: Answerer) -> tuple[str, ...]:
    """Return the clusters told of last of which `text` asks whether they are in a place; "that" is the best of them; none."""
    there = whether_there(text)
    if not there or topic.is_of_statements:
        return ()
    wish = answerer.finder.reader.read(f"in {there}", language)
    if wish.beyond or not (wish.laender or wish.cities):
        return ()
    return topic.cluster_ids[: 1 if SINGULAR.search(fold(text)) else topic.n_shown or LISTED]
