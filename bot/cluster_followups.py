"""What a message means that goes on with clusters: a condition changed or dropped, one of those shown, a detail of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Literal

from bot.detail_spelling import spelt
from bot.left_out import left_out
from bot.listed import (
    ALTOGETHER,
    OF_PROGRAMME,
    SINGULAR,
    Beyond,
    asks_whether_all,
    asks_which_are,
    besides_known,
    counts,
    is_number,
    of_several,
    of_them,
    pointed_at,
    says_no_more,
    side_by_side,
    wants_more,
    whether_there,
    without_both,
    without_number,
)
from bot.pointing import points
from bot.sessions import Topic
from bot.shown_values import asked_of_values, compared_with_named
from bot.slots import asks, content_words, exchanged, goes_on, without_opening
from bot.wish_changes import besides_shown, changed, elsewhere, taken_back, with_direction
from knowledge.aims import asks_aims
from knowledge.answer import Answerer
from knowledge.beside import asks_difference
from knowledge.cards import LEVELS, LISTED
from knowledge.comparing import Comparison, bounds_in, extreme_in, figure_of, other_end, place_in
from knowledge.details import Detail, asks_who_is_in_charge, beyond_detail, detail_asked, is_of_kind
from knowledge.excluded import may_leave_out
from knowledge.given_up import given_up, replaces
from knowledge.intent import signs
from knowledge.likeness import like
from knowledge.need_words import pattern_of, tells_what_we_do
from knowledge.outcomes import Request
from knowledge.question import analyse, asks_how
from knowledge.records import Language
from knowledge.text import fold, terms, tokenise
from knowledge.wishes import Wish, kilometres_in

_POINTING = re.compile(
    r"\b(?:it|its|they|their|them|that|those|he|she|his|her|er|sie|ihn|ihm|ihr|ihre\w*|sein\w*|dort|davon|damit|dafur|dabei|dazu|darin|davor|danach|dahinter|behind (?:it|that|this)"
    r"|denen|dessen|deren|drin|drinnen|da(?= drin|\W*$)|jene\w*|diese[rsmn]?|before that|after that|the same|dasselbe)\b|(?<!are )(?<!is )(?<!were )(?<!was )\bthere\b"
    r"|(?<!gibt )(?<!gab )\bes\b|\b(?:this|das|der|die|den|dem)(?= (?:one|so|gewesen|gemacht|passiert|bezahlt|cluster|network|netzwerk|verein)\b|\W*$)"
)
_OF_PERSON = re.compile(r"\b(?:he|she|his|her|him|works?|worked|arbeitet\w*)\b")
_DEFINES = re.compile(r"\b(?:was (?:ist|sind|bedeutet|heisst)|what(?: is| s| are| does))\b(?! (?:mit|about|with)\b)")
_OR = re.compile(r"\b(?:or|oder|than|als)\b")
_ONLY = re.compile(r"^\W*(?:only|nur|just|lediglich|bloss)\b")
# Of the clusters shown, those that …: "which of them", "welches davon", "which one is in Chemnitz"
_OF_THESE = r"davon|darunter|von (?:denen|ihnen|diesen)|(?:of|among) (?:them|these|those)"
_OF_THOSE = re.compile(rf"\b(?:{_OF_THESE})\b")  # what is asked of those shown is asked besides
_AMONG = re.compile(
    rf"\b(?:{_OF_THESE}|which (?:ones?|has|have|holds?|is|are)|who (?:of them|has|holds?)|(?:hat|haben|gibt es|ist|sind)(?: \w+){0, 2}? (?:jemand|wer|eine[rs]? davon|welche)|(?:welche[rs]?|wer) (?:hat|haben|ist|sind|sitzt|sitzen|tragt|tragen))\b"
)
# "is there one in Kulmbach?", "gibt es da auch was in Lübeck?"
_ANY_THERE = re.compile(
    r"^\W*(?:(?:and|und|but|aber|ok(?:ay)?)\W+)*(?:is|are|isn t|aren t|do|have|gibt|habt|haben|hat|any)\b(?:\W+(?:there|es|you|sie|ihr|have|got|da|dort|auch|noch|also|maybe|vielleicht|denn|any|so|some))*"
    r"\W+(?:one|ones|some|something|anything|others?|any|clusters?|einen?|eine?s|welche[rs]?|was|etwas|die|das|sie|sowas|those|these|auch|noch|andere|weitere)\b(?:\W+(?:clusters?|too|as well|also|auch|across the border|over there|next door|druben|jenseits der grenze))?\W+(?:in|within|inside|throughout|from|near|around|with|for|aus|bei|mit|fur|nahe|innerhalb)\b"
)
# "anything across the border in Saxony-Anhalt?"
_ANYTHING_IN = re.compile(
    r"^\W*(?:(?:and|und|but|aber|ok(?:ay)?)\W+)*(?:anything|something|anyone|irgendwas|irgendetwas|etwas|was)(?: else| anderes)?(?: across the border| over there| next door| druben| jenseits der grenze)?\W+(?:in|within|from|near|around|aus|bei|nahe|innerhalb)\b"
)
# "something closer to Stuttgart?"
_CLOSER = re.compile(
    r"^\W*(?:(?:and|und|but|aber|ok(?:ay)?)\W+)*(?:is there |gibt es |gibts )?(?:something|anything|one|any|etwas|was|irgendwas|eine?s?|noch was)\W+(?:\w+\W+){0,2}?(?:closer|nearer|near|around|naher|nahe|nah|in der nahe)\b"
)
# "and robotics in the area?"
_AROUND_THERE = re.compile(
    r"\b(?:in (?:the|that|this) (?:same )?(?:area|region|vicinity|neighbou?rhood)|nearby|close by|around (?:there|here)|in (?:der|dieser|derselben) (?:nahe|gegend|region|umgebung|ecke)|im (?:umkreis|umland)|da in der (?:nahe|gegend))\W*$"
)
_ANY_AROUND = re.compile(r"\b(?:something|anything|any|ones?|clusters?|networks?|etwas|was|eine[nrs]?|netzwerke?)\b")
# "within 100 km?", "im Umkreis von 100 km"
_HOW_FAR = re.compile(r"\b(?:wie weit|how far|entfern\w*|distance|abstand)\b")
_THOSE_CLUSTERS = re.compile(
    r"\b(?:(?:those|these|diese[nr]?|jene[nr]?) (?:clusters?|clustern|networks|netzwerke\w*)\b|(?:clusters?|list|networks) (?:from )?(?:above|before|earlier)\b"
    r"|(?:cluster\w*|liste|netzwerke\w*) (?:von )?(?:vorhin|oben|eben)\b)"
)
_ALIKE = re.compile(
    r"\b(?:(?:any|some)(?:thing|one)? (?:like (?:that|this|it|these|those)|similar|comparable)|like (?:that|these|those)|similar (?:ones?|clusters?|networks?|organi[sz]ations?)|alternativ\w*|the same (?:for|in|thing)"
    r"|(?:et)?was (?:ahnliches|vergleichbares|in der art)|so ?(?:et)?was|solche|ahnliche[nrs]?|vergleichbare[nrs]?|das ?(?:selbe|gleiche) (?:fur|in|mit))\b"
)
_BREAK = re.compile(r"[,;.?!]\s")  # between two questions
# "and the head?"
_HEAD = re.compile(
    r"(?:(?:and|und|ok(?:ay)?|so|the|its|their|der|die|das|ihr\w*|sein\w*|your|deren|dessen|please|bitte)\W+)*"
    r"(?:heads?|boss|chief|ceo|director|managing director|manager|chair\w*|president|leader\w*|leiter(?:in)?|leitung|chef(?:in)?|geschaftsfuhr\w*|vorstand|vorsitz\w*|prasident\w*)\W*"
)
_WHO_HEADS: dict[Language, str] = {"en": "Who heads it?", "de": "Wer leitet es?"}
# "what kind of network is that?"
_WHAT_KIND = re.compile(
    r"\bwas (?:ist|sind) (?:das|dies|der) (?:denn |eigentlich )?fur (?:ein|eine|einer)\b|\bwhat (?:kind|sort|type) of \w+ (?:is|are) (?:it|that|this)\b"
)
_THAT = re.compile(r"\b(?:that|this|das|diese[rs]?)\b")
# "since when does it have that?", "how long has it been so?"
_SINCE_THAT = re.compile(
    r"\b(?:since when (?:is|are|has|have|does|do)|how long (?:has|have)|(?:seit wann|wie lange)(?: schon)? (?:hat|haben|tragt|tragen|ist|sind))\b(?!.*\b(?:exist\w*|existier\w*|bestand\w*)\b)"
    r".*\b(?:that|it|so|one|das|es|dies|den|ihn|dabei|drin)(?: schon| already| now| jetzt)?\W*$"
)
_SINCE: dict[Language, dict[str, str]] = {
    "en": {
        "label": "Since when has {name} held the {level} label?",
        "member": "Since when has {name} been a member of go-cluster?",
    },
    "de": {
        "label": "Seit wann hat {name} das {level}-Label?",
        "member": "Seit wann ist {name} Mitglied von go-cluster?",
    },
}
# "how many members did it have in 2013?"
_IT_HAD = re.compile(r"\b(?:it|they|er|sie|es|das|die|der|dort|there)\b")
_BARE_SINCE = re.compile(
    r"\W*(?:(?:and|und|ok(?:ay)?|so)\W+)*(?:since when|from when|seit wann|ab wann)(?: (?:exactly|genau|that|das|schon|denn|already))*\W*"
)
# "wollen die Gold machen?"
_ITS_AIMS = re.compile(
    r"\b(?:wollen|will|planen|plant|haben|hat|streben|strebt|mochten|hoffen) (?:die|sie|der|das|es|er)\b|\b(?:they|it|its|their|ihre|deren)\b"
)
# "does it cost us something?": nothing is pointed to
_OF_WHO_ASKS = re.compile(r"\b(?:us|we|our|i|one|uns|wir|unser\w*|man|ich)\b")
_CLUSTERS: dict[Language, str] = {"en": "clusters", "de": "Cluster"}
_IT: dict[Language, str] = {"en": "it", "de": "es"}
# "anything closer than Jena?"
_CLOSER_THAN = re.compile(
    r"\b(?:closer|nearer|naher\w*|not as far|less far|nicht so weit)\b.{0,25}?\b(?:than|as|als|wie)\b(?P<rest>.+)"
)
# "nothing closer?", "geht es auch näher?"
_NOTHING_CLOSER = re.compile(
    r"\W*(?:(?:and|und|but|aber|ok(?:ay)?|hm+|is|isn|are|aren|t|there|do|you|have|know|of|gibt|gibts|geht|gehts|es|da|denn|haben|hatten|kennen|sie|ihr|du|nothing|anything|something|any|one|ones|some|none|clusters?|networks?|nichts|etwas|was|eine?[ns]?|keine?[ns]?|auch|noch|irgendwas|irgendetwas|really|wirklich|a|bit|ein|bisschen|that|which|der|die|das|is|ist)\W+)*"
    r"(?:closer|nearer|less far|not (?:so|as) far|naher\w*|weniger weit|nicht so weit)(?:\W+(?:by|away|dran|hier|here|home|to|us|me|uns|mir|an|bei|weg|entfernt|liegt|gelegen|clusters?|ones?|please|bitte|then|dann))*\W*"
)
# "and the one in Regensburg?"
# "is that for concerts as well?"
_IS_THAT_FOR = re.compile(
    r"^\W*(?:(?:and|und|but|aber|so|ok(?:ay)?)\W+)*(?:is|are|ist|sind)\W+(?:that|it|they|this|das|die|der|es|dieser?)\W+(?:(?:\w+\W+){0,2}?)(?:for|fur)\b"
)
_THE_ONE_IN = re.compile(
    r"\b(?:the|that) (?:one|cluster|network) (?:in|from|at|near)\b|\b(?:der|die|das|dem|den)(?: (?:cluster|netzwerk|verein))? (?:in|aus|bei)\b"
)
_THEN_ASKED = re.compile(
    r"[,:;–]\s*(?P<asked>(?:and |und )?(?:is|are|has|have|does|do|ist|sind|hat|haben)\b.+)", re.IGNORECASE
)
_WHO_HAS = re.compile(
    r"^\W*(?:(?:and|und|but|aber|ok(?:ay)?)\W+)*(?:which(?: ones?)?(?: (?:of (?:them|these|those)|clusters?|networks?))?|who(?: of them)?|welche[rs]?(?: (?:davon|von denen|cluster|netzwerke))?|wer(?: davon| von denen)?)(?: of them)? (?:has|have|got|hat|haben|hatte\w*)\b"
)
_WHICH = re.compile(r"^\W*(?:(?:and|und|but|aber|ok(?:ay)?)\W+)*(?:which|who|wer|welche\w*)\b")
_FOUNDED: dict[Language, str] = {"en": "founded", "de": "gegründet"}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Of the words beside a comparison, those that only stand for the clusters shown
_OF_THEM = re.compile(
    r"clusters?|clustern|netzwerk\w*|networks?|verein\w*|ones?|them|these|those|davon|darunter|denen|beiden|both|two|three|zwei|drei|list\w*|members?|mitglied\w*|founded|gegrundet|which|welche\w*"
)
# what is asked of a cluster that a statement told of; "since when" may be of what that told
_PLAIN_DETAILS: tuple[Detail, ...] = ("seat", "label", "members", "website")
_NO_CONDITIONS: tuple[Detail, ...] = ("phone", "contact", "address", "website")
_OF_ONE = ("amount", "date", "duration", "reason", "contact")  # what no list of clusters is an answer to
_SHORT = 8
_FEW = 1
_BRIEF = 3
_SURE = 0.75


def understand(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return the request that `text` means after `topic`; None: it does not go on with clusters."""
    if topic.wish is not None:
        text = with_direction(text, language)
    if topic.cluster_ids and not topic.statement_ids:
        text = besides_known(spelt(text))
    unwanted = left_out(text, language, topic.listed, answerer) if topic.wish is not None else ()
    if topic.wish is not None and (nearer := _nearer(text, language, topic, topic.wish, answerer)) is not None:
        return Request(text, language, wish=nearer)
    if topic.wish is not None and unwanted:
        besides = tuple(dict.fromkeys((*topic.wish.besides, *unwanted)))
        return Request(text, language, wish=replace(topic.wish, besides=besides))
    names = answerer.base.cluster_names.find(text)
    if names:
        return (
            _beside_named(text, language, topic, answerer)
            or compared_with_named(text, language, topic, [cluster_id for cluster_id, _ in names], answerer)
            or _same_of_another(text, language, topic, answerer)
            or _since_when(text, language, topic, [cluster_id for cluster_id, _ in names], answerer)
        )
    values = asked_of_values(text, language, topic, answerer)
    if values is not None:
        return values
    comparison = _comparison(text, language, topic, answerer)
    if comparison is not None:
        return Request(text, language, comparison=comparison)
    figure = _figure_of_the_one(text, topic)
    if figure is not None:
        return Request(text, language, cluster_ids=topic.cluster_ids, details=(figure,))
    whole = _whole_list(text, language, topic, answerer)
    if whole is not None:
        return whole
    if _asks_what_for(text, topic):
        return Request(text, language, cluster_ids=topic.cluster_ids, details=("summary",))
    is_of_wish = topic.wish is not None and (given_up(text) or _leaves_out_place(text, language, answerer))
    chosen = None if is_of_wish else _chosen(text, language, topic, answerer)
    if chosen == "beyond":  # the list once more shows how long it is
        return Request(text, language, wish=topic.wish) if topic.wish is not None and says_no_more(text) else None
    if chosen is not None:
        name = answerer.base.profiles[chosen].short_name
        return Request(
            f"{_detail(text, language, topic, chosen, answerer)} {name}".strip(), language, cluster_ids=(chosen,)
        )
    if topic.wish is None:
        alike = _like_the_one(text, language, topic, answerer)
        return None if alike is None else Request(text, language, wish=alike)
    wish = _merged_wish(text, language, topic, topic.wish, answerer)
    return None if wish is None else _sought(text, language, topic, topic.wish, wish, answerer)


def _leaves_out_place(text: str, language: Language, answerer: Answerer) -> bool:
    """Return whether `text` says where no cluster is wanted: "not in Munich itself"."""
    if not may_leave_out(fold(text)):
        return False
    wish = answerer.finder.reader.read(text, language)
    return bool(wish.not_laender or wish.not_cities)


def _asks_what_for(text: str, topic: Topic) -> bool:
    """Return whether `text` asks what the one cluster told of last is for: "is that for concerts as well?"."""
    is_of_one = len(topic.cluster_ids) == 1 and not (topic.statement_ids or topic.nearest)
    return is_of_one and _IS_THAT_FOR.search(fold(text)) is not None


def _whole_list(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return what `text` asks of all clusters shown, or more of what was told; None: it asks for neither."""
    shows_list = topic.wish is not None and topic.listed and not (topic.statement_ids or topic.nearest)
    if shows_list and topic.cluster_ids == topic.listed and asks_whether_all(text):
        return Request(text, language, wish=topic.wish, skip=topic.n_shown, is_whole=True)
    more = wants_more(text, topic)
    if more == "of one":
        cluster_id = topic.cluster_ids[0]
        return Request(answerer.base.profiles[cluster_id].short_name, language, cluster_ids=(cluster_id,))
    if topic.wish is not None and more:
        return Request(text, language, wish=topic.wish, skip=topic.n_shown, is_whole=True)
    if topic.wish is not None and not topic.statement_ids and (counts(text) or asks_which_are(text)):
        return Request(text, language, wish=topic.wish, skip=topic.n_shown, is_count=counts(text))
    compared = side_by_side(text, language, topic)
    if compared:
        return Request(text, language, cluster_ids=compared)
    having = _which_have(text, topic)
    if having is not None:
        return Request(text, language, cluster_ids=topic.cluster_ids[: topic.n_shown or LISTED], details=(having,))
    is_among = _AMONG.search(fold(text)) is not None and detail_asked(fold(text)) not in _NO_CONDITIONS
    several = () if is_among else of_several(text, language, topic)
    if several:
        return Request(without_both(without_opening(text)), language, cluster_ids=several)
    seated = _asked_whether_there(text, language, topic, answerer)
    if seated:
        return Request(text, language, cluster_ids=seated, details=("seat",))
    named = () if _AMONG.search(fold(text)) else of_them(text, language, topic)
    if named and set(answerer.finder.reader.read(text, language).conditions) - {"member"}:
        return None  # "gibt es die auch in Dresden?"
    return Request(text, language, cluster_ids=named) if named else None


def _which_have(text: str, topic: Topic) -> Detail | None:
    """Return the detail of which `text` asks which of several clusters shown have it: "welche davon haben eine Webseite?"; None: of
    none, or of a label or membership, which is a condition on them.
    """
    if len(topic.cluster_ids) < 2 or topic.statement_ids or topic.nearest or not _WHO_HAS.search(fold(text)):
        return None
    detail = detail_asked(fold(text))
    return detail if detail in ("website", "founded", "members", "seat") and not extreme_in(text) else None


def _asked_whether_there(text: str, language: Language, topic: Topic, answerer: Answerer) -> tuple[str, ...]:
    """Return the clusters told of last of which `text` asks whether they are in a place; "that" is the best of them; none."""
    there = whether_there(text)
    if not there or topic.statement_ids or topic.nearest:
        return ()
    wish = answerer.finder.reader.read(f"in {there}", language)
    if wish.beyond or not (wish.laender or wish.cities):
        return ()
    return topic.cluster_ids[: 1 if SINGULAR.search(fold(text)) else topic.n_shown or LISTED]


def asked_of_stock(text: str, language: Language, topic: Topic, answerer: Answerer) -> str:
    """Return in full what `text` asks of all clusters that are known: how many there are, or how they are spread; "": it asks no such thing.

    After clusters were shown, "which state has the most?" is of clusters. How many there are may then be asked of the list.
    """
    if topic.listed and other_end(text, topic.last) is not None:
        return ""
    after_clusters = topic.wish is not None and not topic.statement_ids
    if answerer.asks_of_stock(text, language):
        of_list = after_clusters and not (topic.wish is None or topic.wish.is_empty) and counts(text)
        return "" if of_list and not ALTOGETHER.search(fold(text)) else text
    of_clusters = f"{text.rstrip(' ?!.')} {_CLUSTERS[language]}"
    return of_clusters if after_clusters and answerer.spread_asked(of_clusters, language) is not None else ""


def speaks_of_clusters(text: str) -> bool:
    """Return whether `text` speaks of clusters shown earlier: "which of those clusters …", "die Cluster von vorhin"."""
    return _THOSE_CLUSTERS.search(fold(text)) is not None


def speaks_of_around(text: str) -> bool:
    """Return whether `text` asks for clusters around a place that was spoken of: "is there something on robotics in the area?"."""
    folded = fold(text)
    return _AROUND_THERE.search(folded) is not None and _ANY_AROUND.search(folded) is not None


def is_search_by_chance(text: str, language: Language, answerer: Answerer) -> bool:
    """Return whether `text` alone would go to the finder though it speaks neither of clusters or partners nor of a field or what a firm does.

    A place alone, or words that are left over, are asked of what was just told: "Is anybody from Lübeck among them?"
    """
    said = signs(text)
    if said["seek_noun"] or said["company_seeks"] or tells_what_we_do(text):
        return False
    wish = answerer.finder.reader.read(text, language)
    if wish.fields or wish.labels or wish.any_label or wish.member or (wish.leanings and wish.conditions):
        return False
    named = wish.conditions or wish.leanings
    return bool(named) and answerer.wants_clusters(text, language, wish, answerer.retrieve(text, language))


def is_whole_search(text: str, language: Language, answerer: Answerer) -> bool:
    """Return whether `text` is a search by itself, of a field and a place and nothing else: "Biotech in Bavaria?"."""
    if asks(text) or _YEAR.search(text) or len(text.split()) > _SHORT:
        return False
    wish = answerer.finder.reader.read(text, language)
    return bool(wish.fields) and bool(wish.laender or wish.cities) and not wish.beyond


def is_condition(text: str, language: Language, topic: Topic, answerer: Answerer) -> bool:
    """Return whether `text` is no more than a condition on clusters, and not one that `topic` has another of."""
    wish = answerer.finder.reader.read(text, language)
    if wish.is_empty or asks(text) or wish.beyond > 0 or _YEAR.search(text):
        return False
    gazetteer = answerer.base.gazetteer
    return all(exchanged(text, said, language, gazetteer) is None for said in (topic.question, topic.last))


def _is_elliptic(text: str) -> bool:
    folded = fold(text)
    return (
        goes_on(text)
        or replaces(text)
        or len(text.split()) <= 3
        or any(p.search(folded) for p in (_AMONG, _ANY_THERE, _ANYTHING_IN, _CLOSER, _AROUND_THERE, _ALIKE, _ONLY))
    )


# -- one cluster ---------------------------------------------------------------------------------------------------


def _beside_named(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
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


def _same_of_another(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return what was asked last, of the cluster that `text` names and says no more of."""
    bare = without_opening(text)
    rest = answerer.base.cluster_names.without(bare)
    if (
        terms(rest, language)
        or asks(rest)
        or not asks(topic.last)
        or len(answerer.base.cluster_names.find(topic.last)) > 1
    ):
        return None
    return Request(f"{answerer.base.cluster_names.without(topic.last).strip(' ?!.')} {bare}", language)


def _since_when(
    text: str, language: Language, topic: Topic, named: Sequence[str], answerer: Answerer
) -> Request | None:
    """Return the question since when the one cluster `named` has the label, or is a member, that was spoken of as "that"; None: another."""
    if len(named) != 1 or not _SINCE_THAT.search(fold(text)) or detail_asked(answerer.base.cluster_names.cut(text)):
        return None
    what = _had(topic)
    return (
        None
        if what is None
        else Request(_since(language, what, answerer.base.profiles[named[0]].short_name, named[0], answerer), language)
    )


def _since(language: Language, what: Literal["label", "member"], name: str, cluster_id: str, answerer: Answerer) -> str:
    """Return the question since when a cluster, by `name`, has its label or is a member."""
    label = answerer.base.profiles[cluster_id].ecei_label
    level = LEVELS[language][label.level] if label else "ECEI"
    return _SINCE[language][what].format(name=name, level=level)


def _had(topic: Topic) -> Literal["label", "member"] | None:
    """Return what clusters were said to have, or be, last: by the last question, else by the conditions of the list."""
    last = detail_asked(topic.last)
    if last == "label" or last == "member":
        return last
    wish = topic.wish
    if wish is None or last is not None:
        return None
    return "label" if wish.labels or wish.any_label else "member" if wish.member else None


def _chosen(text: str, language: Language, topic: Topic, answerer: Answerer) -> str | Beyond | None:
    """Return the cluster that an ordinal, a pronoun or a feature points to; None: none, or it is not clear which."""
    if len(text.split()) > 2 * _SHORT:
        return None
    folded, listed = fold(text), topic.listed
    if topic.wish is not None and _ONLY.search(folded):
        return None
    pointed = pointed_at(text, language, topic, answerer)
    if pointed is not None:
        return pointed
    if _is_of_first(text, language, topic):
        return topic.cluster_ids[0]
    if len(topic.cluster_ids) != 1 or (len(listed) > 1 and _AMONG.search(folded)):
        return None
    if _YEAR.search(folded) and not _is_figure_of_it(folded, topic):
        return None
    cluster_id = topic.cluster_ids[0]
    if not (topic.statement_ids or topic.nearest) and _HEAD.fullmatch(folded):
        return cluster_id
    detail = detail_asked(folded)
    n_beyond = len(beyond_detail(text, language))
    if _is_bare_detail(text, detail, n_beyond, topic) or (
        _BARE_SINCE.fullmatch(folded) and not (topic.statement_ids or topic.nearest)
    ):
        return cluster_id
    wish = answerer.finder.reader.read(text, language)
    pointing = points(text, language) or _POINTING.search(folded) is not None
    of_labels = _WHICH.search(folded) or (_DEFINES.search(folded) and not pointing)
    if wish.fields or wish.laender or wish.cities or (wish.labels and of_labels):
        return None
    has_detail = detail is not None
    is_detail = detail is not None and is_of_kind(detail, analyse(text))
    if "gocluster" in tokenise(text) and (_OF_WHO_ASKS.search(folded) or (not pointing and detail != "member")):
        return None  # the programme is asked about
    if topic.statement_ids or topic.nearest:  # statements came last: only what profiles say goes to the profile
        if _OF_PERSON.search(folded):
            return None
        named = cluster_id in dict(answerer.base.cluster_names.find(topic.question))
        profiled = has_detail and (named or detail in _PLAIN_DETAILS)
        is_short = named and len(text.split()) <= _BRIEF
        return cluster_id if profiled and not n_beyond and (pointing or is_short) else None
    if (
        pointing
        or (_ITS_AIMS.search(folded) and asks_aims(text, language))
        or (asks(text) and (not content_words(text, language) or (is_detail and n_beyond <= _FEW)))
        or (asks_who_is_in_charge(text) and n_beyond <= _FEW and not OF_PROGRAMME.search(folded))
        or _profile_tells(text, language, cluster_id, answerer)
    ):
        return cluster_id
    return None


def _is_figure_of_it(folded: str, topic: Topic) -> bool:
    """Return whether the number of members that "it" had in a year is asked for, right after one cluster was told of."""
    is_it = _IT_HAD.search(folded) is not None and not OF_PROGRAMME.search(folded)
    return is_it and detail_asked(folded) == "members" and not (topic.statement_ids or topic.nearest)


def _is_of_first(text: str, language: Language, topic: Topic) -> bool:
    """Return whether `text` asks a detail of one cluster, as "it", where several were shown: the best is meant."""
    detail = detail_asked(fold(text))
    if len(topic.cluster_ids) < 2 or topic.statement_ids or topic.nearest or detail is None:
        return False
    if detail == "summary":
        return _WHAT_KIND.search(fold(text)) is not None and not beyond_detail(text, language)
    if detail == "member" and not (analyse(text).yesno and _THAT.search(fold(text))):
        return False
    is_plain = is_of_kind(detail, analyse(text)) and not beyond_detail(text, language)
    return asks(text) and is_plain and SINGULAR.search(fold(text)) is not None


def _is_bare_detail(text: str, detail: Detail | None, n_beyond: int, topic: Topic) -> bool:
    """Return whether `text` is nothing but the name of a detail ("Website?"); of a list, "gold" is a condition."""
    if detail is None or n_beyond or asks(text) or len(text.split()) > _BRIEF:
        return False
    if topic.statement_ids or (topic.nearest and not topic.question):
        return False
    return topic.last != "" or topic.wish is None or detail not in ("label", "member")


def _detail(text: str, language: Language, topic: Topic, cluster_id: str, answerer: Answerer) -> str:
    """Return `text` with the detail that it leaves out.

    "And the one in Kiel?" is asked the same as the one told of last; "since when?" is for the label just told of, else the
    founding.
    """
    if _HEAD.fullmatch(fold(text)):
        return _WHO_HEADS[language]
    if is_number(text) or (says_no_more(text) and not asks(topic.last)):
        return ""
    if (
        (goes_on(text) or says_no_more(text))
        and not asks(text)
        and asks(topic.last)
        and detail_asked(fold(text)) is None
    ):
        if extreme_in(topic.last) or asks_difference(answerer.base.cluster_names.cut(topic.last), language):
            return ""  # which is the oldest is no question to another
        return answerer.base.cluster_names.without(topic.last).strip(" ?!.")
    if not content_words(text, language) and analyse(text).asked == "list" and detail_asked(topic.last):
        return topic.last  # "Does it have a label?", "Which one?"
    had = _had(topic)
    of_itself = detail_asked(text) in ("label", "member")  # "since when is it in go-cluster?"
    is_since = _SINCE_THAT.search(fold(text)) or _BARE_SINCE.fullmatch(fold(text))
    if had is not None and not of_itself and is_since and len(text.split()) <= _SHORT:
        return _since(language, had, _IT[language], cluster_id, answerer)
    if content_words(text, language) or analyse(text).asked != "date":
        return _without_place(without_number(text), answerer)
    last = detail_asked(topic.last)
    return f"{topic.last} {text}" if last in ("label", "member") else f"{text} {_FOUNDED[language]}"


def _without_place(text: str, answerer: Answerer) -> str:
    """Return the question for a detail of "the one in Leipzig" without the place by which that was chosen."""
    found = _THE_ONE_IN.search(fold(text))
    if not found or detail_asked(text) in (None, "seat", "summary"):
        return text
    behind = _THEN_ASKED.search(text)
    if behind is not None and behind.start() > found.start():
        return behind["asked"]  # "the one in Rostock, is it a member?"
    for name in answerer.base.gazetteer.find(text):
        if name.kind in ("city", "land", "region"):
            text = re.sub(
                rf"(?:\b(?:in|from|at|near|aus|bei)\s+)?(?<!\w){pattern_of(name.words)}(?!\w)", " ", text, count=1
            )
    return text


def _profile_tells(text: str, language: Language, cluster_id: str, answerer: Answerer) -> bool:
    """Return whether the profile of a cluster has a content word of `text`, and no statement is sure to answer it."""
    base = answerer.base
    wanted = {stem for word in beyond_detail(text, language) for stem in terms(word, language)}
    rowid = base.twins.get((f"{cluster_id}.summary", language))
    if not wanted or rowid is None:
        return False
    told = set(terms(base.passage(rowid).text, language))
    return bool(wanted & told) and answerer.retrieve(text, language).confidence < _SURE


# -- several clusters compared ---------------------------------------------------------------------------------------


def _comparison(text: str, language: Language, topic: Topic, answerer: Answerer) -> Comparison | None:
    """Return what `text` compares the clusters shown by, under a further condition if it names one; None: nothing."""
    found, shown = extreme_in(text), _shown(topic)
    end = other_end(text, topic.last) if len(shown) > 1 else None
    if end is not None:
        return Comparison(end, shown)
    bounds = bounds_in(text)
    least = 1 if bounds != (None, None) else 2  # one alone can have more members than that
    if found is None or len(shown) < least or len(text.split()) > 2 * _SHORT:
        return None
    extreme, rest = found
    now = answerer.finder.reader.read(rest, language)
    beyond = [word for word in content_words(rest, language) if not _OF_THEM.fullmatch(fold(word))]
    if topic.wish is not None and shown == topic.listed:  # those that only share the field are not what was asked for
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


def _figure_of_the_one(text: str, topic: Topic) -> Detail | None:
    """Return the figure by which `text` compares those shown where there is but one: "which of them is the oldest?"; None: it does not."""
    if len(topic.listed) != 1 or topic.cluster_ids != topic.listed or not _AMONG.search(fold(text)):
        return None
    found = extreme_in(text)
    return None if found is None else figure_of(found[0])


def _shown(topic: Topic) -> tuple[str, ...]:
    """Return the clusters of the last list; where that has but one, with those shown before."""
    if len(topic.listed) > 1:
        return topic.listed
    return tuple(dict.fromkeys((*topic.listed, *topic.cluster_ids, *topic.seen)))


def _like_the_one(text: str, language: Language, topic: Topic, answerer: Answerer) -> Wish | None:
    """Return the wish for what is like the one cluster told of last: "any similar cluster in the west?"; None: it is no such."""
    folded = fold(text)
    found = _ALIKE.search(folded) or (_THE_ONE_IN.search(folded) if goes_on(text) else None)
    if found is None or len(topic.cluster_ids) != 1 or topic.statement_ids or topic.nearest:
        return None
    rest = f"{folded[: found.start()]} in {folded[found.end() :]}"
    conditions = answerer.finder.reader.read(rest, language)
    if (
        conditions.beyond
        or conditions.fields
        or (found.re is _THE_ONE_IN and not (conditions.cities or conditions.laender))
    ):
        return None
    base = answerer.base
    return like(base.profiles[topic.cluster_ids[0]], conditions, base.taxonomy, language)


def _nearer(text: str, language: Language, topic: Topic, before: Wish, answerer: Answerer) -> Wish | None:
    """Return the earlier wish for what is nearer to its city than the city that `text` names, or than the cluster told first; denied
    where it has none; None: another.
    """
    folded = fold(text)
    found = _CLOSER_THAN.search(folded)
    reader = answerer.finder.reader
    if found is None:
        return _within(text, language, before, answerer) or _nearer_than_first(folded, topic, before, answerer)
    there, taxonomy = reader.read(f"in {found['rest']}", language), answerer.base.taxonomy
    names = (*there.cities, *(taxonomy.land_by_id[i].de for i in there.laender))  # Berlin is a city and a Land
    cities = tuple(name for name in names if name in taxonomy.city_by_name)
    if not cities:
        return None
    if not before.cities or before.cities == cities:
        return replace(before, denied=("distance",))
    km = min(reader.city(a).distance_km(reader.city(b)) for a in before.cities for b in cities)
    return replace(before, near=True, need=False, within_km=max(1, ceil(km) - 1))


def _within(text: str, language: Language, before: Wish, answerer: Answerer) -> Wish | None:
    """Return the earlier wish for what is within the distance of its city that `text` names: "und im Umkreis von 100 km?"; denied where
    it has no city; None: it names no distance, or another place.
    """
    km = kilometres_in(text)
    if km is None or len(text.split()) > _SHORT or _HOW_FAR.search(fold(text)):
        return None
    now = answerer.finder.reader.read(text, language)
    if now.cities or now.laender or now.beyond > _FEW:
        return None
    if not before.cities:
        return replace(before, denied=("distance",))
    wish = changed(replace(before, among=()), now, (), answerer.finder.reader)
    return replace(wish, near=True, need=False, within_km=km)


def _nearer_than_first(folded: str, topic: Topic, before: Wish, answerer: Answerer) -> Wish | None:
    """Return the earlier wish for what is nearer to its city than the cluster told first: "nothing closer?"; None: another, or that
    has no seat.
    """
    if not topic.cluster_ids or topic.statement_ids or topic.nearest or not _NOTHING_CLOSER.fullmatch(folded):
        return None
    if not before.cities:
        return replace(before, denied=("distance",))
    seat = answerer.base.profiles[topic.cluster_ids[0]].city
    if seat is None:
        return None
    reader = answerer.finder.reader
    km = min(reader.city(seat).distance_km(reader.city(name)) for name in before.cities)
    besides = tuple(dict.fromkeys((*before.besides, topic.cluster_ids[0])))
    return replace(before, near=True, need=False, within_km=max(1, ceil(km) - 1), besides=besides)


# -- a wish --------------------------------------------------------------------------------------------------------


def _merged_wish(text: str, language: Language, topic: Topic, before: Wish, answerer: Answerer) -> Wish | None:
    """Return the earlier wish with what the message changes; None: the message is no follow-up to it."""
    folded = fold(text)
    now = answerer.finder.reader.read(text, language)
    away = elsewhere(text, before)
    back, now = taken_back(text, before, now)
    dropped = [*given_up(text), *back]
    if away is not None and len(text.split()) <= _SHORT and now.beyond <= _FEW:
        return besides_shown(
            text, changed(away, replace(now, laender=(), cities=()), (), answerer.finder.reader), topic
        )
    if len(text.split()) > 2 * _SHORT or (now.is_empty and not dropped):
        return None
    if _DEFINES.search(folded) and not (now.fields or now.laender or now.cities or dropped):
        return None  # "And what is the gold label?" asks for no clusters
    if asks(text) and (analyse(text).asked in _OF_ONE or asks_how(text)) and not _AMONG.search(folded):
        return None
    if not dropped and not _is_elliptic(text) and (now.fields and (now.laender or now.cities or before.is_empty)):
        return None  # a whole new wish
    leaves_out = bool(now.not_laender or now.not_cities or now.not_fields) and now.beyond <= _FEW
    if (
        not dropped
        and not leaves_out
        and not _is_elliptic(text)
        and not _only_conditions(text, language, now, answerer)
    ):
        return None
    if _AROUND_THERE.search(folded) and before.cities and not (now.laender or now.cities):
        before = replace(before, near=True)
    wish = replace(before, among=())
    # "which have gold?" is asked of those shown as well
    of_those = _OF_THOSE.search(folded) is not None or (
        bool(now.labels or now.any_label or now.member) and _AMONG.search(folded) is not None
    )
    if of_those and topic.listed and not dropped and not (now.fields or now.laender or now.cities):
        wish = replace(wish, among=topic.listed)  # what is asked of those shown asks for none elsewhere
    for name in dropped:
        wish = wish.without(name)
    if of_those and wish.fields and now.fields and not set(wish.fields) & set(now.fields):
        now = replace(now, also=(wish.fields, *wish.also, *now.also))
    return besides_shown(text, changed(wish, now, dropped, answerer.finder.reader), topic)


def _sought(text: str, language: Language, topic: Topic, before: Wish, wish: Wish, answerer: Answerer) -> Request:
    """Return the search for `wish`; where it wants others than those that were told, and there are none, that these are all. Where it
    asks which of a few shown are members, and none is known to be, that is told of each.
    """
    asks_members = wish.among and wish.member and not before.member and len(wish.among) <= LISTED
    is_all = asks_members and replace(wish, member=False, among=()) == replace(before, among=())
    if is_all and not answerer.finder.matching(wish):
        return Request(text, language, cluster_ids=topic.listed, details=("member",))
    if wish.besides != before.besides and not answerer.finder.matching(wish):
        with_shown = replace(wish, besides=before.besides)
        n = len(answerer.finder.matching(with_shown))
        if n:
            return Request(text, language, wish=with_shown, skip=n, is_whole=True)
    return Request(text, language, wish=wish)


def _only_conditions(text: str, language: Language, wish: Wish, answerer: Answerer) -> bool:
    """Return whether the message, read as `wish`, names conditions and no more, and would by itself go to the finder."""
    bare = wish.beyond <= 1 and not wish.need
    return bare and answerer.wants_clusters(text, language, wish, answerer.retrieve(text, language))
