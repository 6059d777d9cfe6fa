"""What a message changes of the wish for clusters that went before: a condition more, another or none, a nearer place; the like of one."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from bot.on_clusters.both_conditions import either, says_or
from bot.on_clusters.cluster_searches import AROUND_THERE
from bot.on_clusters.described_one import ONLY
from bot.on_clusters.listed import AMONG, OF_THOSE
from bot.on_clusters.one_cluster import THE_ONE_IN
from bot.on_clusters.wish_conditions import (
    begins_with_others,
    besides_shown,
    changed,
    elsewhere,
    nearby,
    next_door,
    taken_back,
)
from bot.pointing.slots import asks, asks_what_is, goes_on
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.asked.question import analyse, asks_how
from knowledge.clusters.given_up import given_up, replaces
from knowledge.clusters.likeness import like
from knowledge.clusters.wishes import Wish, kilometres_in
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

# "is there one in Kulmbach?", "gibt es da auch was in Lübeck?"
_ANY_THERE = lazily(
    rf"^{BEFORE}(?:is|are|isn t|aren t|do|have|gibts?|habt|haben|hat|any)\b(?:\W+(?:there|es|you|sie|ihr|have|got|da|dort|auch|noch|also|maybe|vielleicht|denn|any|so|some))*"
    r"\W+(?:one|ones|some|something|anything|others?|any|clusters?|einen?|eine?s|welche[rs]?|was|etwas|die|das|sie|sowas|those|these|auch|noch|andere|weitere)\b(?:\W+(?:clusters?|too|as well|also|auch|across the border|over there|next door|druben|jenseits der grenze))?\W+(?:in|within|inside|throughout|from|near|around|with|for|aus|bei|mit|fur|im|nahe|innerhalb)\b"
)
# "which are there in Saxony?", "welche gibt es denn in Hessen?"
_WHICH_THERE = lazily(
    rf"^{BEFORE}(?:which(?: ones?)?|what|welche[rs]?|wer|was)\W+(?:are|is|do you have|do you know|gibts?|sind|ist|liegen|liegt|sitzen|sitzt|haben sie|kennen sie|habt ihr)\b(?:\W+(?:there|es|denn|da|dort|noch|auch|also|so|you|sie|ihr|alle|all|insgesamt))*\W+(?:in|im|aus|near|around|from|bei|nahe)\b"
)
# "it has to be a member, though", "er sollte Gold haben"
_MUST = lazily(
    rf"^{BEFORE}(?:it|they|that|es|sie|das|der|er|die)\W+(?:has|have|needs?|must|should|ought|muss|mussen|soll|sollen|sollte|sollten)\b(?! not\b| nicht\b)"
)
# "I only want those with gold", "mich interessieren nur die für Wasserstoff"
_ONLY_WANTS = lazily(
    rf"^{BEFORE}(?:(?:i|we|ich|wir)\b(?: \w+){{0,3}}? (?:want|need|like|care|interested|mochte\w*|will|wollen|brauch\w*|such\w*|interessier\w*)|(?:mich|uns) interessier\w*)\b(?=.*\b(?:only|just|nur|lediglich|bloss)\b)|^{BEFORE}(?:i|we|ich|wir) (?:only|just|nur) (?:want|need|care|mochte\w*|will|brauch\w*|such\w*)\b"
)
# "that are members", "die bei go-cluster sind"
_RELATIVE = lazily(
    rf"^{BEFORE}(?:(?:only|nur|just)\W+)?(?:that|those|ones?|die|welche)\W+(?:(?:that|who|which|die)\W+)?(?:are|have|has|hold|is|mit|with|bei|in|im|aus|from|of)\b"
)
_ONLY_BEHIND = lazily(r"\b(?:only|nur|instead|stattdessen)(?:\W+(?:please|pls|bitte))?\W*$")  # "members only"
# "there was one in Nuremberg, I think"
_WAS_THERE = lazily(
    rf"^{BEFORE}(?:(?:wasn t|isn t|was) there|there (?:was|were|is|used to be)|(?:da|dort) (?:gab|war|gibt|ist|hat)|(?:gab|war) (?:es|da|dort))(?: (?:es|doch|da|nicht|mal|ja|not|also|auch))* (?:one|something|a cluster|a network|eine?[rs]?|ein cluster|ein netzwerk|was|etwas) (?:in|near|from|aus|bei|mit|with)\b"
)
# "anything across the border in Saxony-Anhalt?"
_ANYTHING_IN = lazily(
    rf"^{BEFORE}(?:anything|something|anyone|irgendwas|irgendetwas|etwas|was)(?: else| anderes)?(?: across the border| over there| next door| nearby| close| close by| druben| nebenan| nahes| jenseits der grenze)?\W+(?:in|within|from|near|around|with|that has|aus|bei|nahe|innerhalb|mit)\b"
)
# "something closer to Stuttgart?"
_CLOSER = lazily(
    rf"^{BEFORE}(?:is there |gibt es |gibts )?(?:something|anything|one|any|etwas|was|irgendwas|eine?s?|noch was)\W+(?:\w+\W+){{0,2}}?(?:closer|nearer|near|around|naher|nahe|nah|in der nahe)\b"
)
_ALIKE = lazily(
    r"\b(?:(?:any|some)(?:thing|one)? (?:like (?:that|this|it|these|those)|similar|comparable)|like (?:that|these|those)|similar (?:ones?|clusters?|networks?|organi[sz]ations?)|alternativ\w*|the same (?:for|in|thing)"
    r"|(?:et)?was (?:ahnliches|vergleichbares|in der art)|so ?(?:et)?was|solche|ahnliche[nrs]?|vergleichbare[nrs]?|das ?(?:selbe|gleiche) (?:fur|in|mit))\b"
)
# "are there others in that field?", "wer ist noch in dem Bereich?"
_OTHERS_OF_FIELD = lazily(
    r"\b(?:others?(?: (?:clusters?|networks?|ones?))?|else|more(?: (?:clusters?|networks?|ones?))?)(?: (?:is|are|works?|working|active|there))* (?:in|on|from|of) (?:that|this|the same|its|their|these|those) (?:technology |same )?(?:fields?|areas?|sectors?|industry|industries|topics?)\b"
    r"|\b(?:noch|sonst|andere\w*|weitere\w*)(?: (?:cluster|netzwerke|jemand|wer|was|noch|aktiv|tatig))* (?:(?:in|auf|aus|zu|mit) (?:dem|diesem|demselben|der|dieser|derselben|den|diesen|ihrem|seinem)(?: (?:gleichen|selben))?|(?:im|zum|zur|am|vom) (?:gleichen|selben)) (?:bereich\w*|feld\w*|felder\w*|branchen?|gebiet\w*|thema|themen|technologiefeld\w*)\b(?: (?:aktiv|tatig|unterwegs))?"
)
# "anything closer than Jena?"
_CLOSER_THAN = lazily(
    r"\b(?:closer|nearer|naher\w*|not as far|less far|nicht so weit)\b.{0,25}?\b(?:than|as|als|wie)\b(?P<rest>.+)"
)
# "nothing closer?", "geht es auch näher?"
_NOTHING_CLOSER = lazily(
    r"\W*(?:(?:and|und|but|aber|ok(?:ay)?|hm+|is|isn|are|aren|t|there|do|you|have|know|of|gibt|gibts|geht|gehts|es|da|denn|haben|hatten|kennen|sie|ihr|du|nothing|anything|something|any|one|ones|some|none|clusters?|networks?|nichts|nix|etwas|was|eine?[ns]?|keine?[ns]?|auch|noch|irgendwas|irgendetwas|really|wirklich|a|bit|ein|bisschen|that|which|der|die|das|is|ist)\W+)*"
    r"(?:closer|nearer|less far|not (?:so|as) far|naher\w*|weniger weit|nicht so weit)(?:\W+(?:by|away|dran|hier|here|home|to|us|me|uns|mir|an|bei|weg|entfernt|liegt|gelegen|clusters?|ones?|please|bitte|then|dann))*\W*"
)
# "within 100 km?", "im Umkreis von 100 km"
_HOW_FAR = lazily(r"\b(?:wie weit|how far|entfern\w*|distance|abstand)\b")
_OF_ONE = ("amount", "date", "duration", "reason", "contact")  # what no list of clusters is an answer to
# "show me the ones with a label", "zeig mir die mit Gold"
_SHOW_THOSE = lazily(
    rf"^{BEFORE}(?:(?:please|bitte|can you|could you|konnen sie|kannst du)\W+)*(?:show|give|list|tell|i want|i need|zeig\w*|nenn\w*|gib|geben|ich will|ich mochte|ich brauche)\W+(?:(?:me|us|sie|mir|uns|bitte|please|only|nur|just|all|alle)\W+)*(?:the ones?|those|clusters?|ones|die|den|das|nur die|diejenigen)\W+(?:with|in|from|near|of|that|which|who|without|mit|aus|im|bei|ohne|von)\b"
)
# "ok, ohne", "drop that": the condition that it is best to drop
_DROP_THAT = lazily(
    rf"{BEFORE}(?:(?:then|dann|eben|halt|please|bitte|no|none|keine[rs]?|nein|not|lieber|rather|doch)\W+)*"
    r"(?:(?:drop|forget|skip|ignore|remove|scrap|leave out|without|vergiss|ohne|streich)(?: (?:that|it|this|the (?:last )?condition|das|dies|die bedingung))?|(?:lass|lassen sie)(?: (?:das|dies|es))? weg|(?:das|dies) (?:weglassen|ist egal|egal)|(?:that|this) doesn\W?t matter)(?: (?:then|dann|eben|halt|please|bitte|too|auch))*\W*"
)
# "and the ones without?"
_WITHOUT_THAT = lazily(
    rf"{BEFORE}(?:(?:what about|how about|was ist mit|which|who|welche|wer|show|zeig|list|me|mir|are|is|sind|ist)\W+)*(?:the|those|die|diejenigen|welche|which|wer|alle)(?: (?:ones?|clusters?|networks?|anderen|others))?(?: (?:are|is|sind|ist))? (?:without|ohne)(?: (?:it|that|one|any|label|membership|mitgliedschaft|ein|eins|das))*\W*"
)
# "anyone near?", "gibt es was in der Umgebung?"
_ANY_NEAR = lazily(
    rf"{BEFORE}(?:(?:is there|are there|do you have|gibt es|gibts|haben sie|habt ihr|then|dann|auch|noch|else|da|denn|what about|how about|was ist mit|what|who|was|wer|sonst|sonst noch|is|are|ist|sind)\W+)*(?:(?:something|anything|anyone|anybody|any|ones?|some|others?|etwas|was|irgendwas|jemand\w*|eine[nrs]?|welche|andere|weitere|clusters?|networks?)(?: (?:else|others?|anderes?|weitere|auch|noch|clusters?|ones?))* )?"
    r"(?:near(?:by)?|close(?: by)?|around|(?:in|aus) (?:the (?:area|region|vicinity|surroundings?)|der (?:nahe|umgebung|gegend|region))|im (?:umland|umkreis))(?: (?:there|here|it|that|by|dort|da|davon))?\W*"
)
# "egal wo in NRW", "anywhere in the north"
_WHEREVER_IN = lazily(
    rf"^{BEFORE}(?:anywhere|wherever|somewhere|no matter where|doesn['’]?t matter where|egal wo|irgendwo|uberall|wo auch immer)(?: (?:denn|halt|really))? (?:in|im|near|around|bei|um|nahe|within)\b"
)
_ITSELF = lazily(
    r"\b(?:in|aus|from|direkt in|directly in) (?:\w+ ){1,3}(?:selbst|selber|direkt|itself|proper)\b|\b(?:direkt|directly|right) in\b"
)
_PLEASE = lazily(r"\b(?:please|pls|bitte)\b")
_NOWHERE = lazily(r"^")  # nothing stands for the one: a place alone does
_BRIEF = 3
_SHORT = 8
_FEW = 1


def nearer_wish(text: str, language: Language, topic: Topic, before: Wish, answerer: Answerer) -> Wish | None:
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
    if not topic.cluster_ids or topic.is_of_statements or not _NOTHING_CLOSER.fullmatch(folded):
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


def changed_wish(text: str, language: Language, topic: Topic, before: Wish, answerer: Answerer) -> Wish | None:
    """Return the earlier wish with what the message changes; None: the message is no follow-up to it."""
    folded = fold(text)
    now = answerer.finder.reader.read(text, language)
    away = elsewhere(text, before) or next_door(text, before, answerer.base.taxonomy)
    back, now = taken_back(text, before, now)
    dropped = [*given_up(text), *back]
    if not dropped and now.is_empty and _DROP_THAT.fullmatch(folded) and len(before.conditions) > 1:
        fewer = answerer.finder.fewer(before) if not topic.listed else []
        dropped = [fewer[0][0] if fewer else before.conditions[0]]
    if away is not None and len(text.split()) <= _SHORT and now.beyond <= 2 * _FEW:  # "similar ones elsewhere"
        return besides_shown(
            text, changed(away, replace(now, laender=(), cities=()), (), answerer.finder.reader), topic
        )
    if now.is_empty and not dropped and _ANY_NEAR.fullmatch(folded):
        around = replace(before, among=()) if before.near else nearby(before, answerer.base.taxonomy)
        if around is not None:
            return besides_shown(text, around, topic)
    is_thing = bool(now.leanings) and now.beyond <= _FEW and len(text.split()) <= _BRIEF and not asks(text)  # "shoes?"
    if len(text.split()) > 2 * _SHORT or (now.is_empty and not dropped and not is_thing):
        return None
    if asks_what_is(text) and not (now.fields or now.laender or now.cities or dropped):
        return None  # "And what is the gold label?" asks for no clusters
    if asks(text) and (analyse(text).asked in _OF_ONE or asks_how(text)) and not AMONG.search(folded):
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
    if AROUND_THERE.search(folded) and before.cities and not (now.laender or now.cities):
        before = replace(before, near=True)
    wish = replace(before, among=())
    # "which have gold?" is asked of those shown as well
    of_those = OF_THOSE.search(folded) is not None or (
        bool(now.labels or now.any_label or now.member) and AMONG.search(folded) is not None
    )
    if of_those and topic.listed and not dropped and not (now.fields or now.laender or now.cities):
        wish = replace(wish, among=topic.listed)  # what is asked of those shown asks for none elsewhere
    for name in dropped:
        wish = wish.without(name)
    if of_those and wish.fields and now.fields and not set(wish.fields) & set(now.fields):
        now = replace(now, also=(wish.fields, *wish.also, *now.also))
    kept = [name for name in dropped if name not in back]  # "forget Saxony, anywhere in the east"
    new = changed(wish, now, kept, answerer.finder.reader)
    if now.cities and _ITSELF.search(folded):  # no other than that city
        new = replace(new, near=False, need=False, within_km=None)
    if topic.listed and not dropped and says_or(text):
        new = either(wish, new) or new
    return besides_shown(text, new, topic)


def those_without(text: str, topic: Topic, answerer: Answerer) -> Wish | None:
    """Return the wish before the last one, without the clusters that fit that, where `text` wants those without the label or the
    membership that it added: "and the ones without?"; with them, where there are no others. None: it does not, or it added another thing.
    """
    now, before = topic.wish, topic.wish_before
    if now is None or before is None or ("out" not in text and "ohne" not in text.lower()):
        return None
    added = set(now.conditions) - set(before.conditions)
    if not added or not added <= {"label", "member"} or not _WITHOUT_THAT.fullmatch(fold(text)):
        return None
    others = replace(before, besides=tuple(dict.fromkeys((*before.besides, *topic.listed))))
    return others if answerer.finder.matching(others) else before


def before_correction(text: str, language: Language, topic: Topic, answerer: Answerer) -> Topic:
    """Return `topic` with the wish before the last one, where `text`, a correction, names a label or membership in the place of the other
    that the last message added: "sorry, I meant those with gold" after "which are members?"; else as it is.
    """
    wish, before = topic.wish, topic.wish_before
    if wish is None or before is None:
        return topic
    added = set(wish.conditions) - set(before.conditions)
    named = set(answerer.finder.reader.read(text, language).conditions)
    is_other = len(added) == 1 and added | named == {"label", "member"} and not added & named
    return replace(topic, wish=before) if is_other else topic


def drops_that(text: str) -> bool:
    """Return whether `text` drops a condition and does not say which: "ok, ohne", "drop that"."""
    return _DROP_THAT.fullmatch(fold(text)) is not None


def wants_others_of_field(text: str) -> bool:
    """Return whether `text` wants others of the field of the one told of last: "who else is in that field?"."""
    return _OTHERS_OF_FIELD.search(fold(text)) is not None


def _is_elliptic(text: str) -> bool:
    folded = fold(text)
    return (
        goes_on(text)
        or replaces(text)
        or len(_PLEASE.sub("", folded).split()) <= _BRIEF
        or begins_with_others(text)
        or (_ONLY_BEHIND.search(folded) is not None and not asks(text))
        or any(
            p.search(folded)
            for p in (
                AMONG,
                _ANY_THERE,
                _WHICH_THERE,
                _MUST,
                _ANYTHING_IN,
                _CLOSER,
                AROUND_THERE,
                _ALIKE,
                ONLY,
                _SHOW_THOSE,
                _WAS_THERE,
                _RELATIVE,
                _ONLY_WANTS,
                _WHEREVER_IN,
            )
        )
    )


def _only_conditions(text: str, language: Language, wish: Wish, answerer: Answerer) -> bool:
    """Return whether the message, read as `wish`, names conditions and no more, and would by itself go to the finder."""
    bare = wish.beyond <= 1 and not wish.need
    return bare and answerer.wants_clusters(text, language, wish, answerer.retrieve(text, language))


def like_the_one(text: str, language: Language, topic: Topic, answerer: Answerer) -> Wish | None:
    """Return the wish for what is like the one cluster told of last: "any similar cluster in the west?"; None: it is no such."""
    folded = fold(text)
    found = (
        _ALIKE.search(folded)
        or _OTHERS_OF_FIELD.search(folded)
        or (THE_ONE_IN.search(folded) if goes_on(text) else None)
    )
    if found is None and topic.wish is None and goes_on(text) and not asks(text):
        found = _NOWHERE.search(folded)  # "und Thüringen?"
    if found is None or len(topic.cluster_ids) != 1 or topic.is_of_statements:
        return None
    rest = f"{folded[: found.start()]} in {folded[found.end() :]}"
    conditions = answerer.finder.reader.read(AROUND_THERE.sub(" ", rest), language)
    seat = answerer.base.profiles[topic.cluster_ids[0]].city
    if AROUND_THERE.search(folded) and seat is not None and not (conditions.cities or conditions.laender):
        conditions = replace(conditions, cities=(seat,), near=True)
    if (
        conditions.beyond
        or conditions.fields
        or (found.re in (THE_ONE_IN, _NOWHERE) and not (conditions.cities or conditions.laender))
    ):
        return None
    base = answerer.base
    return like(base.profiles[topic.cluster_ids[0]], conditions, base.taxonomy, language)
