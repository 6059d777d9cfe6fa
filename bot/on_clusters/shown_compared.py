"""By what a message compares the clusters shown: "which is the oldest?", "what is the difference to OptoNet?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.on_clusters.listed import AMONG
from bot.on_clusters.shown_beside import counted_few
from bot.on_clusters.whole_list import counts
from bot.on_clusters.wish_conditions import changed
from bot.pointing.slots import asks, content_words, without_opening
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.asked.question import analyse
from knowledge.clusters.beside import COUNTED, MOST, asks_difference
from knowledge.clusters.comparing import Comparison, bounds_in, extreme_in, figure_of, in_order, other_end, place_in
from knowledge.clusters.details import Detail, beyond_detail, detail_asked
from knowledge.clusters.founding_years import founded_within
from knowledge.clusters.outcomes import Request
from knowledge.clusters.profile_claims import asks_which
from knowledge.clusters.wishes import Wish
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold, terms

_OR = lazily(r"\b(?:or|oder|than|als)\b")
_BREAK = lazily(r"[,;.?!]\s")  # between two questions
# Of the words beside a comparison, those that only stand for the clusters shown
_OF_THEM = lazily(
    r"clusters?|clustern|netzwerk\w*|networks?|verein\w*|ones?|them|these|those|davon|darunter|denen|beiden|both|two|three|zwei|drei|list\w*|members?|mitglied\w*|founded|gegrundet|which|welche\w*|nee?|nein|nope|lieber|rather|something|anything|(?:et)?was|bitte|please"
)
# what is asked of one alone; its name, the order tells
_OF_ONE: tuple[Detail, ...] = ("website", "seat", "label", "contact", "phone", "address", "member", "fields")
_FOUNDED: dict[Language, str] = {"en": "founded", "de": "gegründet"}
# "dann das größte", "what is the oldest called?"
_THE_ONE = lazily(
    rf"{BEFORE}(?:(?:then|dann|what|which|who|wie|was|wer|welche[rs]?|is|ist|heisst|the|der|die|das|den|name of|nimm|take|show|zeig|me|mir)\W+)*(?:the |der |die |das |den )?\w+(?: (?:ones?|cluster|network|netzwerk|called|genau|then|dann|please|bitte))*\W*"
)
_MEMBERS = "members"  # what a bound without a noun is of
# "besides that one, which is the biggest?"
_BESIDES_THAT = lazily(
    r"^\W*(?:(?:and|und|but|aber)\W+)?(?:besides?|apart from|other than|except(?: for)?|not counting|ausser|neben|abgesehen von) (?:that|this|it|the first|dem|diesem|der|dieser|ihm|dem ersten)(?: (?:one|cluster|network|netzwerk))?\b"
)
_OF_ALL = lazily(r"\b(?:of all|von allen|insgesamt|overall|altogether)\b")
# which of two: "the oldest" is of a list
_OF_TWO = lazily(
    r"\b(?:which|who|what|welche[rs]?|wer)\b.*\b(?:older|younger|newer|bigger|larger|smaller|more|fewer|less|alter|junger|grosser|kleiner|mehr|weniger)\b|\b(?:of the two|both|von beiden|von den beiden)\b"
)
Bounds = tuple[int | None, int | None]
_TWO = 2
_SHORT = 8
_FEW = 1


def comparison_of_shown(text: str, language: Language, topic: Topic, answerer: Answerer) -> Comparison | None:
    """Return what `text` compares the clusters shown by, under a further condition if it names one; None: nothing."""
    in_full = _of_other_years(text, language, topic)
    found, shown = extreme_in(in_full), _shown(text, topic, language)
    if found is not None and _BESIDES_THAT.search(fold(text)) and extreme_in(topic.last) is not None:
        shown = tuple(i for i in shown if i != topic.cluster_ids[0])
    if in_full != text:
        if topic.wish is None:
            return None  # the last comparison again, within other years
        text, shown = in_full, tuple(answerer.finder.matching(topic.wish))
    is_of_wish = shown == topic.listed
    if in_full == text and found is not None and topic.wish is not None and _OF_ALL.search(fold(text)):
        shown, is_of_wish = tuple(answerer.finder.matching(topic.wish)), True
    end = (other_end(text, topic.last) or other_end(text, topic.question)) if len(shown) > 1 else None
    if end is not None:
        return Comparison(end, shown)
    bounds = bounds_in(text)
    least = 1 if bounds != (None, None) else 2  # one alone can have more members than that
    if found is None or len(shown) < least or len(text.split()) > 2 * _SHORT:
        return None
    extreme, rest = found
    now = answerer.finder.reader.read(rest, language)
    beyond = [word for word in content_words(rest, language) if not _OF_THEM.fullmatch(fold(word))]
    if topic.wish is not None and is_of_wish:  # those that only share the field are not what was asked for
        mentioning = answerer.finder.mentioning(topic.wish, shown, language)
        shown = tuple(i for i in shown if i in mentioning) if len(mentioning) > 1 else shown
    if now.conditions and len(topic.cluster_ids) == 1 and _OR.search(fold(text)):
        fitting = [i for i in answerer.finder.matching(now) if i in shown and i != topic.cluster_ids[0]]
        among = (*topic.cluster_ids, *fitting) if fitting else ()
    elif now.conditions and now.beyond <= _FEW:
        among = tuple(answerer.finder.matching(changed(topic.wish or Wish(), now, (), answerer.finder.reader)))
    elif len(beyond) <= _FEW:
        among = shown
    else:
        return None
    return Comparison(extreme, among, place_in(text), *bounds) if among else None


def _of_other_years(text: str, language: Language, topic: Topic) -> str:
    """Return `text` in full where it names other founding years than were asked for last, and no more: "and after 2005?"; else as it is."""
    if len(text.split()) > _SHORT // 2 or founded_within(fold(topic.last)) is None or founded_within(fold(text)):
        return text
    in_full = f"{_FOUNDED[language]} {without_opening(text)}"
    return in_full if founded_within(fold(in_full)) else text


def detail_of_extreme(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return the detail that `text` asks of the oldest, largest … of those shown: "the website of the biggest", "wo sitzt der größte?";
    None: it asks for none, or no figure tells which that is.
    """
    found = extreme_in(text)
    if found is None or not topic.listed or topic.is_of_statements or len(text.split()) > _SHORT:
        return None
    extreme, rest = found
    detail = detail_asked(rest)
    if detail not in _OF_ONE or beyond_detail(_OF_THEM.sub(" ", rest), language) or bounds_in(text) != (None, None):
        return None
    ordered = in_order((answerer.base.profiles[i] for i in topic.listed), extreme)
    ids = [profile.id for profile, _ in ordered] or list(topic.listed if len(topic.listed) == 1 else ())
    place = place_in(text)
    return Request(rest, language, cluster_ids=(ids[place],), details=(detail,)) if place < len(ids) else None


def compared_again(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return the last comparison of all clusters that are known, under the condition that `text` names: "and in Bavaria?"; of those
    within bounds, a label or membership is asked of those told. None: no such comparison went before, or it names more.
    """
    if topic.wish is not None or topic.statement_ids or len(topic.listed) <= 1 or len(text.split()) > _SHORT:
        return None
    asked = topic.last if extreme_in(topic.last) is not None else topic.question
    before = extreme_in(asked)
    if before is None or answerer.base.cluster_names.find(topic.question):
        return None
    extreme, rest = before
    bounds = bounds_in(asked)
    if counts(text):  # "how many are that?"
        wish = answerer.finder.reader.read(rest, language)
        if topic.last != asked:
            wish = changed(wish, answerer.finder.reader.read(topic.last, language), (), answerer.finder.reader)
        among = tuple(answerer.finder.matching(replace(wish, text="", beyond=0)))
        is_bounded = bounds != (None, None) and bool(among)
        return Request(topic.last, language, comparison=Comparison(extreme, among, 0, *bounds)) if is_bounded else None
    in_full = (
        f"{_FOUNDED[language]} {without_opening(text)}"
        if figure_of(extreme) == "founded"
        else f"{text.rstrip(' ?!.')} {_MEMBERS}"
    )
    other = bounds_in(in_full) if bounds != (None, None) else bounds
    if other != (None, None) and len(text.split()) <= _SHORT // 2:  # "and less than 50?"
        wish = answerer.finder.reader.read(rest, language)
        among = tuple(answerer.finder.matching(replace(wish, text="", beyond=0)))
        other_end_of_it = extreme_in(in_full)
        extreme = other_end_of_it[0] if other_end_of_it is not None else extreme
        # what goes on then goes on with this bound
        return (
            Request(in_full, language, comparison=Comparison(extreme, among, 0, *_both(bounds, other)))
            if among
            else None
        )
    now = answerer.finder.reader.read(text, language)
    if not now.conditions or now.beyond > _FEW or now.need or analyse(text).asked not in ("list", "other", "yesno"):
        return None
    if set(now.conditions) <= {"label", "member"}:
        is_of_those = AMONG.search(fold(text)) is not None
        return Request(text, language, wish=replace(now, text="", among=topic.listed)) if is_of_those else None
    wish = changed(answerer.finder.reader.read(rest, language), now, (), answerer.finder.reader)
    among = tuple(answerer.finder.matching(replace(wish, text="", beyond=0)))
    if not among:
        return None
    return Request(text, language, comparison=Comparison(extreme, among, place_in(asked), *bounds))


def _both(before: Bounds, now: Bounds) -> Bounds:
    """Return the bounds `now`, with that of `before` where one is a least and the other a most, and something is between: "and fewer
    than 100?" after "more than 50".
    """
    least, most = before[0] if now[0] is None else now[0], before[1] if now[1] is None else now[1]
    if None in now and least is not None and most is not None and least <= most:
        return least, most
    return now


def figure_of_the_one(text: str, topic: Topic) -> Detail | None:
    """Return the figure by which `text` compares those shown where there is but one: "which of them is the oldest?"; None: it does not."""
    if len(topic.listed) != 1 or topic.cluster_ids != topic.listed or topic.is_of_statements:
        return None
    found = extreme_in(text)
    is_which = asks_which(text) and len(text.split()) <= _SHORT
    if found is None or not (is_which or AMONG.search(fold(text)) or _THE_ONE.fullmatch(fold(text))):
        return None
    return figure_of(found[0])


def _shown(text: str, topic: Topic, language: Language) -> tuple[str, ...]:
    """Return the clusters that were set side by side last, or where `text` compares two, told of one after the other, else those of the last list; where that has but one, with those shown before."""
    counted = COUNTED.search(fold(text))
    if counted is not None and (meant := counted_few(topic, MOST if counted["three"] else _TWO)):
        return meant
    if 1 < len(topic.cluster_ids) <= MOST and asks_difference(topic.last, language):
        return topic.cluster_ids
    if _told_apart(topic) and _OF_TWO.search(fold(text)):
        return topic.told[-_TWO:]  # "what about Silicon Saxony?", "which is bigger?"
    if len(topic.listed) > 1:
        return topic.listed
    return tuple(dict.fromkeys((*topic.listed, *topic.cluster_ids, *topic.seen)))


def _told_apart(topic: Topic) -> bool:
    """Return whether one cluster was told of after another."""
    return len(topic.cluster_ids) == 1 and len(topic.told) >= _TWO and topic.told[-1:] == topic.cluster_ids


def with_another(
    text: str, language: Language, topic: Topic, named: Sequence[str], answerer: Answerer
) -> Request | None:
    """Return the last comparison of two or three clusters with the one more that `text` names and says no more of: "and OptoNet?";
    None: no such comparison went before.
    """
    rest = answerer.base.cluster_names.without(without_opening(text))
    if len(named) != 1 or terms(rest, language) or asks(rest) or not 1 < len(topic.listed) <= MOST:
        return None
    among = (*(i for i in topic.listed if i not in named), *named)
    found = extreme_in(topic.last)
    if found is not None and figure_of(found[0]) in ("members", "founded"):
        return Request(text, language, comparison=Comparison(found[0], among))
    return None


def beside_named(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return the comparison of the clusters that `text` names, one of them with the one told of last; None: it asks for none.

    Those told of before stay what is spoken of: "and the one in Kiel?" is of their list.
    """
    names = answerer.base.cluster_names
    rest = names.cut(text)
    asked = next((part for part in (rest, *_BREAK.split(rest)) if asks_difference(part, language)), None)
    if asked is None:
        return None
    named = [cluster_id for cluster_id, _ in names.find(text)]
    told = [i for i in topic.cluster_ids if i not in named] if len(named) == 1 else []
    beside = (*told, *named) if len(told) <= 1 else tuple(named)
    return Request(asked, language, cluster_ids=beside) if len(beside) > 1 else None
