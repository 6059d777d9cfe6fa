"""What is asked of the values of a few clusters that were shown: "which of the two has gold?", "is it bigger than 100 members?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.on_clusters.listed import SINGULAR, THERE_IS
from bot.on_clusters.shown_beside import counted_few
from bot.on_clusters.since_when import had_last, is_bare_since
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.asked.question import analyse
from knowledge.clusters.beside import MOST
from knowledge.clusters.cards import LISTED
from knowledge.clusters.comparing import extreme_in, figure_of
from knowledge.clusters.details import detail_asked
from knowledge.clusters.outcomes import Request
from knowledge.clusters.profile_claims import asks_which, claim_in
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold

_COUNTED = lazily(
    r"\b(?:(?P<two>beiden?|both|(?:the|of|von|den|die) (?:two|2|zwei(?:en)?)|either|neither)|(?P<three>(?:the|of|all|von|den|die|alle) (?:three|3|drei(?:en)?)))\b"
)
_SEVERAL = lazily(
    r"\b(?:they|them|their|these|those|sie|die|diese[nr]?|ihnen|denen|deren|davon|alle|all|each|jeweils|(?:eine?[rs]?|eins) (?:von|der)"
    r"|(?:da|dort|hier) (?:jemand|wer|eine[rs]?)|(?:jemand|wer|eine[rs]?) (?:da|dort|hier)|any(?:one|body) there)\b"
)
_SINCE = lazily(r"\b(?:since when|how long|from when|seit wann|ab wann|wie lange)\b")
_HAD: dict[Language, dict[str, str]] = {
    "en": {"label": "the label", "member": "member"},
    "de": {"label": "das Label", "member": "Mitglied"},
}
# "seit wann Mitglied?"
_LABEL_OR_MEMBER = r"(?:(?:a|an|the|das|ein|bei|in|of|von|die|gocluster|ecei)\W+)*(?:members?|membership|mitglied(?:er|schaft)?|\w*label|gold|silver|silber|bronze)(?: (?:bei|in|of|von|im|in the)(?: (?:gocluster|programm?))*)?"
_IN_IT = r"(?:bei|in|im|part of|teil von|with)(?: (?:the|dem))?(?: (?:programm?|gocluster))+(?: (?:dabei|drin))?"
_WHEN = r"(?:since when|from when|how long|seit wann|ab wann|wie lange)(?: (?:schon|already|been|denn))*"
_SINCE_MEMBER = lazily(
    rf"\W*(?:(?:and|und)\W+)?(?:{_WHEN} (?:{_LABEL_OR_MEMBER}|{_IN_IT})|{_LABEL_OR_MEMBER}\W+(?:(?:and|und)\W+)?{_WHEN})\W*"
)
# "are these two in the same state?"
_SAME_PLACE = lazily(
    r"\b(?:in|im|in der|in demselben|from|aus|at)(?: (?:the|dem|der|one and the))? (?:same|gleichen|selben) (?:state|land|city|town|place|region|area|bundesland|ort|stadt|gegend)\b|\bim selben (?:bundesland|ort)\b"
)
# "größer als OptoNet?", without the name
_LONE_THAN = lazily(
    r"\W*(?:(?:and|und|also|auch|or|oder)\W+)*\w+(?: \w+)? (?:th[ae]n|als|wie)(?: (?:the|der|die|das))?\W*"
)
_THAN = lazily(r"\b(?:th[ae]n|als|wie)\b")
# "the mechatronics one", "der aus Cham"
_DESCRIBED = lazily(
    r"\b(?:the|that|der|die|das|dem|den) (?:\w+[ -]){0,3}?(?:one|\w*cluster|\w*network|\w*netzwerk|\w*verein)\b|\b(?:der|die|das) (?:fur|in|aus)\b"
)
_THAT_ONE = lazily(r"\b(?:that|this|das|diese[rs]?)\b")
_ANY = lazily(r"\b(?:any|some|irgend\w*)\b")  # of a list, a further wish
_LONGEST = 14  # words
_TWO = 2


def asked_of_values(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return what `text` asks of one, two or three clusters shown that can be read off their profiles: whether something holds of
    them, of which it does, since when they have a label, which has the better one or is nearer to a city; None: no such thing.
    """
    if not topic.cluster_ids or topic.is_of_statements or len(text.split()) > _LONGEST:
        return None
    folded = fold(text)
    if THERE_IS.search(folded):
        return None
    if is_bare_since(text) and _shown_few(topic):
        what = had_last(topic)
        asked = f"{text.rstrip(' ?!.')} {_HAD[language][what]}" if what else text
        return Request(asked, language, cluster_ids=_shown_few(topic), details=() if what else ("founded",))
    is_since = _SINCE_MEMBER.fullmatch(folded) is not None
    if is_since and len(topic.cluster_ids) == 1:
        return Request(
            f"{text} {answerer.base.profiles[topic.cluster_ids[0]].short_name}", language, cluster_ids=topic.cluster_ids
        )
    few = _few(folded, topic) or (topic.cluster_ids[: topic.n_shown or LISTED] if is_since else ())
    if len(topic.cluster_ids) > 1 and _SAME_PLACE.search(folded) and _points(folded):
        return Request(text, language, cluster_ids=few or topic.cluster_ids[:_TWO], details=("seat",))
    if asks_which(text):
        return _which(text, language, few, topic, answerer)
    if few and _SINCE.search(folded) and detail_asked(text) in ("label", "member"):
        return Request(text, language, cluster_ids=few)
    if not analyse(text).yesno or (topic.wish is not None and _ANY.search(folded) and not _COUNTED.search(folded)):
        return None
    compared = _compared_with_the_one(text, language, topic, answerer)
    if compared is not None:
        return compared
    one = topic.cluster_ids[:1] if SINGULAR.search(folded) or len(topic.cluster_ids) == 1 else ()
    meant = few if few and (_COUNTED.search(folded) or not one) else one
    if not meant or not (one or few) or not _points(folded):
        return None
    claim = claim_in(text, language, answerer.finder.reader)
    if claim is None:
        return None
    if meant is one and len(topic.cluster_ids) > 1 and claim.detail == "member":  # "is it a member?": whichever it is
        if _THAT_ONE.search(folded):
            return None
        return Request(text, language, cluster_ids=topic.cluster_ids[: topic.n_shown or LISTED], details=("member",))
    if len(meant) > 1:
        return Request(text, language, cluster_ids=meant)
    return Request(f"{text} {answerer.base.profiles[meant[0]].short_name}", language, cluster_ids=meant)


def compared_with_named(
    text: str, language: Language, topic: Topic, named: Sequence[str], answerer: Answerer
) -> Request | None:
    """Return the comparison of the one cluster told of last with the one that `text` names: "is it older than …?"; None: it is none."""
    rest = answerer.base.cluster_names.cut(text)
    if (
        len(topic.cluster_ids) != 1
        or len(named) != 1
        or named[0] in topic.cluster_ids
        or not (_points(fold(rest)) or _LONE_THAN.fullmatch(fold(rest)))
    ):
        return None
    comparison = answerer.named.compared(rest, language, (topic.cluster_ids[0], named[0]))
    if comparison is not None and _LONE_THAN.fullmatch(fold(rest)):
        comparison = replace(comparison, claimed=topic.cluster_ids[0])  # "bigger than OptoNet?" wants yes or no
    return None if comparison is None else Request(text, language, comparison=comparison)


def _shown_few(topic: Topic) -> tuple[str, ...]:
    return topic.cluster_ids if 1 < len(topic.cluster_ids) <= LISTED else ()


def _points(folded: str) -> bool:
    return any(pattern.search(folded) for pattern in (SINGULAR, _SEVERAL, _COUNTED))


def _few(folded: str, topic: Topic) -> tuple[str, ...]:
    """Return the two or three clusters that a folded text counts ("of the two"), or else those told of last that "they" are, eight at most."""
    counted = _COUNTED.search(folded)
    if counted is None:
        return topic.cluster_ids if 1 < len(topic.cluster_ids) <= LISTED and _SEVERAL.search(folded) else ()
    return counted_few(topic, 2 if counted["two"] else 3)


def _which(text: str, language: Language, few: tuple[str, ...], topic: Topic, answerer: Answerer) -> Request | None:
    """Return of which of the `few` clusters, or of those of the last list, `text` asks which it is by its label or its distance, or
    of which something holds; None: by nothing of that kind. Of a list that was wished for, the latter is a further wish.
    """
    found = extreme_in(text, of_few=True)
    if found is not None and figure_of(found[0]) in ("seat", "label"):
        shown = few or (topic.cluster_ids if len(topic.cluster_ids) > 1 else topic.listed)
        shown = shown if len(shown) > 1 else counted_few(topic, 2)
        comparison = answerer.named.compared(text, language, shown) if len(shown) > 1 else None
        return None if comparison is None else Request(text, language, comparison=comparison)
    if not few:
        few = topic.listed if topic.wish is None and 1 < len(topic.listed) <= MOST else ()
    elif topic.wish is not None and not _COUNTED.search(fold(text)):
        return None
    if not few or found is not None or claim_in(text, language, answerer.finder.reader) is None:
        return None
    return Request(text, language, cluster_ids=few)


def _compared_with_the_one(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return the comparison of the cluster told of last with the one cluster of its list, or of its field, in the place that `text`
    names, or of the field that it names: "are they bigger than the one in Rostock?", "… than the mechatronics one in Cham?"; None:
    there is no such one.
    """
    found = extreme_in(text)
    if found is None or not _THAN.search(fold(text)) or len(topic.cluster_ids) != 1:
        return None
    place = answerer.finder.reader.read(found[1], language)
    named = set(place.conditions)
    if not named or not named <= {"place", "field"} or ("field" in named and not _DESCRIBED.search(found[1])):
        return None
    own = topic.cluster_ids[0]
    there = [i for i in answerer.finder.matching(place) if i != own]
    shown = [i for i in there if i in topic.listed or i in topic.seen]
    fields = set(answerer.base.profiles[own].fields)
    is_of_field = "field" in named
    alike = shown or [i for i in there if is_of_field or fields & set(answerer.base.profiles[i].fields)]
    if len(alike) != 1:
        return None
    comparison = answerer.named.compared(text, language, (own, alike[0]))
    return None if comparison is None else Request(text, language, comparison=comparison)
