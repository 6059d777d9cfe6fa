"""What is asked of clusters whatever was told last: a search by itself, a bare condition, how many are known."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.on_clusters.listed import ALTOGETHER
from bot.on_clusters.whole_list import asks_which_those_are, counts
from bot.on_clusters.wish_conditions import NOT_NEEDED
from bot.pointing.slots import asks, exchanged, goes_on
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.asked.question import analyse
from knowledge.clusters.comparing import other_end
from knowledge.clusters.given_up import given_up
from knowledge.clusters.intent import signs
from knowledge.clusters.need_words import tells_what_we_do
from knowledge.clusters.wishes import Wish
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.asking_words import ASKED
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold, tokenise

_THOSE_CLUSTERS = lazily(
    r"\b(?:(?:those|these|diese[nr]?|jene[nr]?) (?:clusters?|clustern|networks|netzwerke\w*)\b|(?:clusters?|list|networks) (?:from )?(?:above|before|earlier)\b"
    r"|(?:cluster\w*|liste|netzwerke\w*) (?:von )?(?:vorhin|oben|eben)\b)"
)
# "and robotics in the area?"
AROUND_THERE = lazily(
    r"\b(?:in (?:the|that|this) (?:same )?(?:area|region|vicinity|neighbou?rhood)|nearby|close by|around (?:there|here)|in (?:der|dieser|derselben) (?:nahe|gegend|region|umgebung|ecke)|im (?:umkreis|umland)|da in der (?:nahe|gegend))\W*$"
)
_ANY_AROUND = lazily(r"\b(?:something|anything|any|ones?|clusters?|networks?|etwas|was|eine[nrs]?|netzwerke?)\b")
_CLUSTERS: dict[Language, str] = {"en": "clusters", "de": "Cluster"}
_YEAR = lazily(r"\b(?:19|20)\d\d\b")
_SHORT = 8
_FEW = 1
_HAVE_IT = lazily(
    r"\b(?:have|has|hold|holds|got|with|haben|hat|tragen|tragt|besitzen)\b(?: \w+)? (?:it|that|this|one|es|das|dies|den|so eins)\b"
)
# what a count of clusters is said with and no condition stands for
_AS_OF_NOW = frozenset(
    "right now currently current today altogether total valid all programme program derzeit aktuell heute insgesamt zusammen gultiges gultig programm alle".split()
)


def asked_of_stock(text: str, language: Language, topic: Topic, answerer: Answerer) -> str:
    """Return in full what `text` asks of all clusters that are known: how many there are, or how they are spread; "": it asks no such thing.

    After clusters were shown, "which state has the most?" is of clusters. How many there are may then be asked of the list.
    """
    if topic.listed and any(other_end(text, said) is not None for said in (topic.last, topic.question)):
        return ""
    after_clusters = topic.wish is not None and not topic.statement_ids
    if answerer.asks_of_stock(text, language):
        of_list = after_clusters and not (topic.wish is None or topic.wish.is_empty) and counts(text)
        return "" if of_list and not ALTOGETHER.search(fold(text)) else text
    of_clusters = f"{text.rstrip(' ?!.')} {_CLUSTERS[language]}"
    return of_clusters if after_clusters and answerer.spread_asked(of_clusters, language) is not None else ""


def those_counted(text: str, language: Language, topic: Topic, answerer: Answerer) -> Wish | None:
    """Return the wish for the members, or the clusters with a label, that a statement counted last, where `text` asks which they are; None:
    it does not, or the count is of other things or of a year, or the statement names some.
    """
    if not topic.statement_ids or topic.cluster_ids or not asks_which_those_are(text):
        return None
    counted = [said for said in dict.fromkeys((topic.last, topic.question)) if analyse(said).asked == "count"]
    if not counted or _YEAR.search(f"{topic.last} {topic.question}"):
        return None
    wish, *before = (answerer.finder.reader.read(said, language) for said in counted)
    is_of_them = bool(wish.conditions) and {*wish.conditions} <= {"label", "member"} and not wish.denied
    if not is_of_them or not _AS_OF_NOW.issuperset(tokenise(wish.text)):
        return None
    if wish.conditions == ("member",) and _HAVE_IT.search(fold(counted[0])):  # the label that was spoken of
        of_label = answerer.finder.reader.read(topic.question, language)
        wish = replace(wish, labels=of_label.labels, any_label=of_label.any_label)
    # "how many of those have gold?" counts members, where those before were
    return replace(wish, text="", beyond=0, member=wish.member or any(one.member for one in before))


def speaks_of_clusters(text: str) -> bool:
    """Return whether `text` speaks of clusters shown earlier: "which of those clusters …", "die Cluster von vorhin"."""
    return _THOSE_CLUSTERS.search(fold(text)) is not None


def speaks_of_around(text: str) -> bool:
    """Return whether `text` asks for clusters around a place that was spoken of: "is there something on robotics in the area?"."""
    folded = fold(text)
    return AROUND_THERE.search(folded) is not None and _ANY_AROUND.search(folded) is not None


_IN_THAT_LAND = lazily(
    r"\b(?:(?:dort|da) )?(?:im|in (?:dem|diesem|demselben))(?: (?:selben|gleichen))? (?:bundes)?land\b|\bin (?:the|that|this) (?:same )?(?:federal )?(?:state|land)\b",
    re.IGNORECASE,
)


def with_land_told(text: str, language: Language, topic: Topic, answerer: Answerer) -> str:
    """Return `text` with the Land of the one cluster told of last in the place of "in that state" or "dort im Land"; else as it is."""
    if len(topic.cluster_ids) != 1 or topic.is_of_statements or not _IN_THAT_LAND.search(text):
        return text
    base = answerer.base
    return _IN_THAT_LAND.sub(
        f"in {base.taxonomy.land_name(base.profiles[topic.cluster_ids[0]].state, language)}", text, count=1
    )


# "was there live music?", "which software did they use?": of what was told
_OF_THE_PAST = lazily(
    rf"^{BEFORE}(?:(?:was|were) there|gab (?:es|s)|gabs|gab'?s|(?:{ASKED}).*\b(?:was|were|did|had|war|waren|hat|haben|hatten?|wurden?|gab|paid|took|made|came|said|won|held|gave|wrote|\w{(2,)}ed)\b)"
)


def is_search_by_chance(text: str, language: Language, answerer: Answerer) -> bool:
    """Return whether `text` alone would go to the finder though it speaks neither of clusters or partners nor of a field or what a firm does.

    A place alone, or words that are left over, are asked of what was just told: "Is anybody from Lübeck among them?"
    """
    said = signs(text)
    if said["seek_noun"] or said["company_seeks"] or tells_what_we_do(text):
        return False
    wish = answerer.finder.reader.read(text, language)
    names_wish = wish.fields or wish.labels or wish.any_label or wish.member or (wish.leanings and wish.conditions)
    if names_wish and not (wish.fields and _OF_THE_PAST.search(fold(text))):
        return False
    named = wish.conditions or wish.leanings
    return bool(named) and answerer.wants_clusters(text, language, wish, answerer.retrieve(text, language))


def is_whole_search(text: str, language: Language, answerer: Answerer) -> bool:
    """Return whether `text` is a search by itself, of a field and a place and nothing else: "Biotech in Bavaria?"."""
    if asks(text) or _YEAR.search(text) or len(text.split()) > _SHORT:
        return False
    wish = answerer.finder.reader.read(text, language)
    return bool(wish.fields) and bool(wish.laender or wish.cities) and not wish.beyond


def goes_on_with_search(text: str, language: Language, topic: Topic, earlier: Topic, answerer: Answerer) -> bool:
    """Return whether `text` changes a condition of the search of `earlier`, one of whose clusters `topic` tells of: "And in Bavaria, which
    members are there?", "They need not be members."
    """
    if topic.is_of_statements or not set(topic.cluster_ids) & set(earlier.listed):
        return False
    if analyse(text).asked not in ("list", "place", "yesno", "other"):
        return False
    wish = answerer.finder.reader.read(text, language)
    if gives_up(text):
        return wish.beyond <= _FEW  # "egal" is one more
    return not wish.beyond and goes_on(text) and not wish.is_empty


def gives_up(text: str) -> bool:
    """Return whether `text` says that a condition does not matter."""
    return bool(given_up(text)) or NOT_NEEDED.search(fold(text)) is not None


def is_condition(text: str, language: Language, topic: Topic, answerer: Answerer) -> bool:
    """Return whether `text` is no more than a condition on clusters, and not one that `topic` has another of."""
    wish = answerer.finder.reader.read(text, language)
    if wish.is_empty or asks(text) or wish.beyond > 0 or _YEAR.search(text):
        return False
    gazetteer = answerer.base.gazetteer
    return all(exchanged(text, said, language, gazetteer) is None for said in (topic.question, topic.last))
