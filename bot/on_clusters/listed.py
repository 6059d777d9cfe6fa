"""What points into the clusters shown: "the second one", "the one before", "the one in Kiel", "where are both?". Pure but for the finder."""

from __future__ import annotations

import re
from typing import Literal

from bot.on_clusters.described_one import described, of_field_there, with_feature
from bot.pointing.pointing import points as points_at
from bot.pointing.slots import asks
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.asked.question import Asked, analyse, asks_how
from knowledge.clusters.beside import BESIDE, MOST
from knowledge.clusters.cards import LISTED
from knowledge.clusters.comparing import extreme_in
from knowledge.clusters.details import Detail, asks_who_heads, beyond_detail, detail_asked, is_of_kind
from knowledge.clusters.profile_claims import asks_which
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE, JOINING
from knowledge.words.text import fold

# What may stand behind "the second" for it to mean one of a list: "the second one", "das zweite?", "der erste davon"
_OF_A_LIST = r"(?:[,:] (?=(?:how|what|when|where|who|is|has|does|wie|was|wann|wo|wer|ist|hat|seit)\b)|[.,]? (?:one|ones|cluster(?! (?:week|conference|platform|meeting|policy))|network|netzwerk|entry|hit|result|zu hause|zuhause|daheim|beheimatet|at home|treffer|eintrag|genannte\w*|based|located|davon|da|from|von|of (?:them|these|those)|exactly|genau|denn|eigentlich|so|do|does|have|has|in|on|hat|ist|macht|sitzt|gegrundet|founded|exist\w*|besteht|established|located|situated|aktiv|active|tatig|its|their|seine?[nms]?|ihre?[nms]?|in der liste|on the list|in the list|auf der liste|dabei|drin|mitglied|please|bitte|genauer|naher|interessier\w*|interests?|klingt|klange|sounds|looks|seems|hort sich|gefallt|passt)\b|(?: (?:an|auf|vor|her|dort|da|offer|provide))?\W*$)"
_NUMBERED = (
    (r"first|1st|erste\w*", "one|eins"),
    (r"second|2nd|zweite\w*", "two|zwei"),
    (r"third|3rd|dritte\w*", "three|drei"),
    (r"fourth|4th|vierte\w*", "four|vier"),
    (r"fifth|5th|funfte\w*", "five|funf"),
    (r"sixth|6th|sechste\w*", "six|sechs"),
    (r"seventh|7th|siebte\w*", "seven|sieben"),
    (r"eighth|8th|achte[rsn]?", "eight|acht"),
)
ORDINALS: tuple[tuple[str, int], ...] = (
    *(
        (rf"{words}|(?:number|nummer|nr\.?|no\.?) ?(?:{n}|{numeral})|(?<=\bvom )(?:{n})|(?<=\bof )(?:{n})", n - 1)
        for n, (words, numeral) in enumerate(_NUMBERED, 1)
    ),
    (r"last(?: one)?|letzte\w*", -1),
)
# "the other one"; "others in Bavaria" are further ones
OTHER = lazily(
    rf"\b(?:other (?=one\b|cluster\b|network\b)|(?:the|that) other\b|(?:der|die|das|den|dem|des|vom|zum|beim) andere[rsn]?\b)(?:(?<= )|(?={_OF_A_LIST}))"
)
_STEPS: tuple[tuple[re.Pattern[str], int], ...] = (
    (
        lazily(
            r"\b(?:the one (?:before|above)(?: (?:that|it|this))?|(?:the )?previous one|(?:de[rmn]|die|das) (?:davor|daruber|vorige[nrs]?|vorherige[nrs]?))(?=\W*$|\W+(?:ist|is|sitzt|hat|has|in)\b)"
        ),
        -1,
    ),
    (
        lazily(
            r"\b(?:the one (?:after|below)(?: (?:that|it|this))?|(?:the )?next one|(?:de[rmn]|die|das) (?:danach|darunter|nachste[nrs]?))(?=\W*$|\W+(?:ist|is|sitzt|hat|has|in)\b)"
        ),
        1,
    ),
)
_NUMBER = lazily(
    rf"\W*(?:(?:{JOINING}|please|bitte|show me|zeig mir|the|die)\W+)*(?:(?:number|nummer|nr|no)\W*)?(\d\d?)\W*"
)
_AND = rf"\W*(?:(?:{JOINING}|what about|was ist mit)\W+)*"
_BARE_ORDINAL = lazily(
    rf"{_AND}(?:(?:(?:show|tell) me )?more (?:about|on) |(?:noch )?mehr (?:zu[mr]?|uber) |zum )?(?:the |der |die |das |dem |den )?"
    rf"(?:{'|'.join(words for words, _ in ORDINALS)})(?: one)?(?:\W+(?:please|bitte|genauer|naher|in detail))*\W*"
)
# "das zweite interessiert mich, erzählen Sie mehr"
_LIKED = lazily(
    rf"{_AND}(?:the |der |die |das |dem |den )?(?:{'|'.join(words for words, _ in ORDINALS)})(?: (?:one|cluster|network|netzwerk))?"
    r"\W+(?:interessier\w*|interests?|klingt|klange|sounds|looks|seems|hort sich|gefallt|passt)"
    r"(?:\W+(?:mich|uns|mir|me|us|gut|besser|good|better|best|am besten|right|interest\w*|interess\w*|spannend|promising|vielversprechend|great|nice|an|ganz|sehr|very|most|am meisten|most|really|wirklich))*"
    r"(?:\W+(?:can|could|would|please|tell|show|give|me|us|you|more|about|it|that|konnen|konnten|erzahl\w*|sag\w*|zeig\w*|bitte|sie|mir|uns|mehr|was|etwas|davon|dazu|daruber|uber|das|den))*\W*"
)
SEVERAL = lazily(
    r"\b(?:both|they|them|their|these|those|all of them|the (?:two|three)|beiden?|sie|die|diese[nr]?|alle|ihnen|denen|ihre?|deren|dort|there|each|jeweils)\b"
)
_ALL = lazily(
    r"\b(?:both|all|each|these|those|(?:one|any|either|none|neither) of (?:them|the|these|those)|(?:k?eine[rs]?|jemand) von|the (?:two|three)|beiden?|zwei|drei|alle[nr]?|diese[nr]?|jeweils|clusters?|clustern|networks?|netzwerken?)\b"
)
_BOTH = lazily(
    r"\b(?:(?:k?eine[rs]?|jemand|one|any|either|neither|none) (?:von|of)(?: den| the)? (?:denen|ihnen|diesen|beiden|zwei|them|these|those|two)|beiden?|both|alle|all|jeweils|each|respectively)\b",
    re.IGNORECASE,
)
_OF_TWO = lazily(
    r"\b(?:more|fewer|less|older|younger|bigger|larger|smaller|earlier|later|mehr|weniger|alter\w*|junger\w*|grosser\w*|kleiner\w*|fruher|spater)\b"
)
# what is asked of the clusters shown, though nothing points to them
_OF_WHATEVER_IS_SHOWN: tuple[Detail, ...] = ("contact", "phone", "address", "website", "members", "founded")
# Of the clusters shown, those that …: "which of them", "welches davon", "which one is in Chemnitz"
_OF_THESE = r"davon|darunter|daraus|von (?:denen|ihnen|diesen)|(?:of|among) (?:them|these|those)"
OF_THOSE = lazily(rf"\b(?:{_OF_THESE})\b")  # what is asked of those shown is asked besides
AMONG = lazily(
    rf"\b(?:{_OF_THESE}|which (?:ones?|has|have|holds?|is|are)|who (?:of them|has|holds?)|(?:hat|haben|gibt es|ist|sind)(?: \w+){{0,2}}? (?:jemand|wer|eine[rs]? davon|welche)|(?:welche[rs]?|wer) (?:hat|haben|ist|sind|sitzt|sitzen|tragt|tragen))\b"
)
_ARTICLE = lazily(r"\b(?:das|der|den|dem)\s+(?=\w+\W*$)")  # "und das Label?"
SINGULAR = lazily(r"\b(?:it|its|der|er|den|dem|das|es|dessen|ihm|ihn|seine?[mnrs]?|that|this)\b")
OF_PROGRAMME = lazily(
    r"\b(?:gocluster|program\w*|geschaftsstelle\w*|buro\w*|office|ministeri\w*|ministry|vdi|esca|plattform|platform)\b"
)
_BARE_WHERE = lazily(
    rf"{BEFORE}(?:where|wo|in (?:which|what) (?:city|town|place)|in welche[rmn] (?:stadt|ort))(?: (?:exactly|precisely|genau|denn|so))*\W*"
)
THERE_IS = lazily(r"\b(?:gibt|gab) (?:es|s)\b|\bgibts\b|\b(?:is|are|was|were) there\b")
ALTOGETHER = lazily(r"\b(?:insgesamt|altogether|in total|overall)\b")
BEHIND_IT = lazily(r"\bbehind (?:it|that|this|them|those)\b|\bdahinter\b")
_THEM = lazily(
    r"\b(?:they|them|theirs?|dort|deren|denen|ihnen)\b|(?<!are )(?<!is )(?<!were )(?<!was )\bthere(?= (?:as|for|to|by|in)\b|\W*$)|\bda(?= (?:\w+ )?mitglied|\W*$)"
)
_OF_ONE: tuple[Asked, ...] = ("person", "contact", "date", "duration", "count", "amount", "reason")
_FEW = 2  # words of what is asked
_TWO = 2
_THIS = r"(?:that|it|this|they|those|these|das|die|der|sie|es|dies)"
_IN_PLACE = r"(?:(?:also|auch|ja|doch|all|alle|then|dann|based|located|situated|situiert) )*(?:in|from|near|close to|aus|bei|im|nahe) (?P<place>(?:\w+\W+){0,3}?\w+)"
_WHETHER_THERE = (
    lazily(rf"{BEFORE}(?:is|are|ist|sind|sitzt|sitzen|liegt|liegen|isn t|aren t) {_THIS} {_IN_PLACE}\W*"),
    lazily(
        rf"{BEFORE}{_THIS}(?:\W?(?:is|are|s|re|ist|sind|sitzt|sitzen|liegt|liegen))? {_IN_PLACE}\W+(?:right|correct|yes|no|isn t it|aren t they|isn t that|oder(?: nicht)?|nicht wahr|stimmt(?: ?s| es| das)?|richtig|gell|ja|ne|nicht)\W*"
    ),
)

# "das zweite kenne ich schon, was macht das erste?"
_KNOWN = lazily(
    r"^[^,.;:?!–]{0,50}?\b(?:kenn\w* (?:ich|wir)|(?:ich|wir) kenn\w*|hab\w* (?:ich|wir)|(?:i|we) (?:already |do )?(?:know|have)|(?:ist|sind|is|are) (?:\w+ )?(?:bekannt|known))\b"
    rf"[^,.;:?!–]{{0,25}}[,.;:–]\s*(?:(?:{JOINING})\s+)?(?P<asked>\S.+)",
    re.IGNORECASE,
)
_BY_NUMBER = lazily(
    r"\b(?:(?:vom|of|zum|beim|das|der|die|the) )?(?:number |nummer |nr\.? ?|no\.? ?|(?<=vom )|(?<=of ))\d\.?(?=\W|$)",
    re.IGNORECASE,
)
_OF_LIST = lazily(rf"\b(?:{'|'.join(words for words, _ in ORDINALS)}|other|andere[rsn]?)\b")

Beyond = Literal["beyond"]


def besides_known(text: str) -> str:
    """Return what `text` asks behind the clause that tells which of a list is known: "the first I know, and the second?"; else `text`."""
    found = _KNOWN.match(text)
    if found is None or not _OF_LIST.search(fold(text[: found.start("asked")])):
        return text
    return found["asked"]


def pointed_at(text: str, language: Language, topic: Topic, answerer: Answerer) -> str | Beyond | None:
    """Return the cluster of the last list that a number, an ordinal, a step or a feature points to.

    "beyond": it points behind the end of the list, or it is not clear which it is. None: `text` points to none.
    """
    folded, listed = fold(text), topic.listed
    if not listed:  # the last search found none: those of the list before can still be told by a feature
        return with_feature(text, language, topic.seen, answerer) if topic.seen else None
    number = _NUMBER.fullmatch(folded)
    if number:
        return _at(listed, int(number[1]) - 1)
    at = listed.index(topic.cluster_ids[0]) if len(topic.cluster_ids) == 1 and topic.cluster_ids[0] in listed else None
    if OTHER.search(folded):
        return listed[1 - at] if at is not None and len(listed) == 2 else _at(listed, 1)
    for pattern, step in _STEPS:
        if pattern.search(folded):
            return _at(listed, at + step) if at is not None else "beyond"
    for words, position in ORDINALS:
        if re.search(rf"\b(?:{words})\b(?={_OF_A_LIST})", folded):
            return listed[-1] if position < 0 else _at(listed, position)
    return (
        with_feature(text, language, listed, answerer, n_shown=topic.n_shown or LISTED)
        or (with_feature(text, language, topic.seen, answerer) if topic.seen else None)
        or of_field_there(text, language, topic, answerer)
        or described(text, language, listed, answerer)
    )


def says_which(text: str) -> bool:
    """Return whether `text` points into a list by an ordinal: "the website of the second"."""
    folded = fold(text)
    return any(re.search(rf"\b(?:{words})\b(?={_OF_A_LIST})", folded) for words, _ in ORDINALS)


def says_no_more(text: str) -> bool:
    """Return whether `text` does nothing but point into a list: "number 9", "the fifth one", "das zweite interessiert mich"."""
    folded = fold(text)
    is_step = any(re.fullmatch(rf"{_AND}{pattern.pattern}\W*", folded) for pattern, _ in _STEPS)
    return is_step or any(pattern.fullmatch(folded) for pattern in (_NUMBER, _BARE_ORDINAL, _LIKED))


def is_number(text: str) -> bool:
    """Return whether `text` is nothing but a number in a list."""
    return _NUMBER.fullmatch(fold(text)) is not None


def _at(listed: tuple[str, ...], position: int) -> str | Beyond:
    return listed[position] if 0 <= position < len(listed) else "beyond"


def of_several(text: str, language: Language, topic: Topic) -> tuple[str, ...]:
    """Return the clusters named in the text last of which `text` asks for one detail: "where are they?"; none: it asks for none.

    "How many members?" and "contact?" are of them as well; a label or membership alone would be a condition on them.
    """
    folded = fold(text)
    # where one was told of last, "they" is that one, and "both" are not
    of_all = _ALL.search(folded) is not None or _compared_two(topic)
    of_one = SINGULAR.search(folded if asks(text) else _ARTICLE.sub("", folded)) is not None
    shown = topic.listed if len(topic.cluster_ids) == 1 and of_all and not of_one else topic.cluster_ids
    detail = detail_asked(folded)
    is_of_two = topic.wish is None and len(shown) == _TWO  # of those compared a membership is no condition
    if len(shown) < 2 or topic.is_of_statements or detail is None:
        return ()
    if detail == "member" and not is_of_two:
        return ()
    if detail == "label" and topic.n_shown < len(shown) == len(topic.listed) and THERE_IS.search(folded):
        return ()  # of more than were named, it is a condition
    if not is_of_kind(detail, analyse(text)) or beyond_detail(without_both(text), language):
        return ()
    if says_which(text):
        return ()  # "the website of the first"
    says_whose = SEVERAL.search(folded) is not None
    if OF_PROGRAMME.search(folded) and not _THEM.search(folded) and detail != "member":
        points = False
    elif detail == "member":
        points = not asks(text)
    elif detail in _OF_WHATEVER_IS_SHOWN or (shown and _compared_two(topic)):
        points = says_whose or not (of_one or ALTOGETHER.search(folded))
    else:
        points = (says_whose and asks(text)) or _BARE_WHERE.fullmatch(folded) is not None
    if not points:
        return ()
    return shown if len(shown) == _TWO else shown[: topic.n_shown or LISTED]


def _compared_two(topic: Topic) -> bool:
    """Return whether two clusters were just compared, by name or as "which is older?": what is asked then is asked of both. "The
    oldest" of two that were searched for is the one spoken of.
    """
    if len(topic.listed) != _TWO:
        return False
    if topic.wish is not None:
        return extreme_in(topic.last) is not None and _OF_TWO.search(fold(topic.last)) is not None
    return extreme_in(topic.last) is not None or asks_which(topic.last) or BESIDE.search(fold(topic.last)) is not None


def of_them(text: str, language: Language, topic: Topic) -> tuple[str, ...]:
    """Return the clusters shown last, three at most, of which `text` asks what hardly a profile tells: "who runs them?"; none: it asks nothing of them."""
    folded = fold(text)
    shown = topic.cluster_ids if len(topic.cluster_ids) > 1 else ()
    if not shown or topic.is_of_statements or not asks(text) or OF_PROGRAMME.search(folded):
        return ()
    if says_which(text):
        return ()  # "the first, how do I reach them?"
    points = _THEM.search(folded) is not None or (points_at(text, language) and SEVERAL.search(folded) is not None)
    # "who runs it?" is hardly known of any
    points = points or asks_who_heads(text) or BEHIND_IT.search(folded) is not None
    asked = analyse(text)
    is_of_one = asked.asked in _OF_ONE or asked.yesno or asks_how(text)
    is_membership = detail_asked(folded) == "member" and is_of_kind("member", asked)
    most = topic.n_shown or LISTED if is_membership else MOST
    return shown[:most] if points and is_of_one and len(beyond_detail(text, language)) <= _FEW else ()


def whether_there(text: str) -> str:
    """Return the place by which `text` asks whether what was shown is there: "is that in Saxony?", "das ist in Sachsen, oder?"; "": it does not."""
    found = next(filter(None, (pattern.fullmatch(fold(text)) for pattern in _WHETHER_THERE)), None)
    return found["place"] if found else ""


def without_number(text: str) -> str:
    """Return `text` without the number that points into a list: "the website of no. 3"."""
    return _BY_NUMBER.sub(" ", text)


def without_both(text: str) -> str:
    """Return `text` without words for all of them: "both", "alle"."""
    return _BOTH.sub(" ", text)
