"""What a message means that goes on with clusters: a condition changed or dropped, one of those shown, a detail of it."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.sessions import Topic
from bot.slots import asks, content_words, exchanged, goes_on, without_opening
from knowledge.answer import Answerer, Request
from knowledge.details import beyond_detail, detail_asked
from knowledge.question import analyse
from knowledge.records import Language
from knowledge.text import fold, terms
from knowledge.wishes import Wish

_POINTING = re.compile(
    r"\b(?:it|its|they|their|them|that|those|he|she|his|her|er|sie|ihn|ihm|ihr|ihre\w*|sein\w*|dort|davon|damit|dafur|dabei|dazu|darin|davor|danach"
    r"|denen|dessen|deren|jene\w*|diese[rsmn]?|before that|after that|the same|dasselbe)\b|(?<!are )(?<!is )(?<!were )(?<!was )\bthere\b"
    r"|(?<!gibt )(?<!gab )\bes\b|\b(?:this|das|der|die|den|dem)(?= (?:one|so|gewesen|gemacht|passiert|bezahlt|cluster|network|netzwerk|verein)\b|\W*$)"
)
# What may stand behind "the second" for it to mean one of a list: "the second one", "das zweite?", "der erste davon"
_OF_A_LIST = r"(?: (?:one|ones|cluster(?! (?:week|conference|platform|meeting|policy))|network|netzwerk|entry|hit|result|treffer|eintrag|genannte\w*|based|located|davon|of (?:them|these|those)|do|does|have|has|in|on|hat|ist|macht|sitzt|gegrundet|founded)\b|\W*$)"
_ORDINALS: tuple[tuple[str, int], ...] = (
    (r"first|1st|erste\w*|number (?:1|one)|nummer (?:1|eins)|nr 1|no 1", 0),
    (r"second|2nd|zweite\w*|number (?:2|two)|nummer (?:2|zwei)|nr 2|no 2|other|andere\w*", 1),
    (r"third|3rd|dritte\w*|number (?:3|three)|nummer (?:3|drei)|nr 3|no 3", 2),
    (r"fourth|4th|vierte\w*|number (?:4|four)|nummer (?:4|vier)|nr 4|no 4", 3),
    (r"fifth|5th|funfte\w*|number (?:5|five)|nummer (?:5|funf)|nr 5|no 5", 4),
    (r"last(?: one)?|letzte\w*", -1),
)
_NUMBER = re.compile(r"\W*(?:(?:number|nummer|nr|no)\W*)?(\d)\W*")
_ONE = re.compile(
    r"\b(?:the|that|this) (?:one|cluster|network|association|other one)\b|\bthe \w+ (?:one|cluster|network)\b"
    r"|\b(?:der|die|das|den|dem|dieser|dieses)(?: (?:cluster|netzwerk|verein|verbund))? (?:in|aus|mit|bei|von)\b|\bdas \w+er (?:cluster|netzwerk)\b"
)
_ONLY = re.compile(r"^\W*(?:only|nur|just|lediglich|bloss)\b")
# Of the clusters shown, those that …: "which of them", "welches davon", "which one is in Chemnitz"
_AMONG = re.compile(
    r"\b(?:davon|darunter|von (?:denen|ihnen|diesen)|of (?:them|these|those)|among (?:them|these|those)|which ones?|welche[rs]? (?:hat|haben|ist|sind|sitzt|sitzen|tragt|tragen))\b"
)
_FOUNDED: dict[Language, str] = {"en": "founded", "de": "gegründet"}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DROP: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "label",
        re.compile(
            r"(?:regardless|irrespective|whatever|egal|unabhangig|without|ohne|no matter|never mind|any|forget|ignore|drop|any kind of)\b.{0,25}\b\w*label\w*"
            r"|label\w* (?:or not|or no label|is(?:n\W?t| not) (?:important|needed)|does(?:n\W?t| not) matter|(?:ist|spielt) (?:egal|keine rolle|unwichtig))|\bmit oder ohne\b.*label"
        ),
    ),
    (
        "place",
        re.compile(
            r"\b(?:all (?:of|over|across) germany|anywhere|nationwide|germany wide|whole (?:of germany|country)|in germany|regardless of (?:the )?(?:land|state|region|place|location)"
            r"|bundesweit|deutschlandweit|in ganz deutschland|ganz deutschland|egal wo|uberall|unabhangig vo\w+ (?:land|bundesland|ort|region)|in deutschland|other (?:lander|states)|elsewhere|anderswo)\b"
        ),
    ),
    (
        "member",
        re.compile(
            r"\b(?:non members|nicht ?mitglieder|not only members|nicht nur mitglieder|members or not|mitglied oder nicht|regardless of membership|egal ob mitglied"
            r"|unabhangig von der mitgliedschaft|membership does(?:n\W?t| not) matter|whether (?:they are )?members? or not|auch ohne mitgliedschaft|without (?:the )?membership)\b"
        ),
    ),
    (
        "field",
        re.compile(
            r"\b(?:any field|all fields|whatever (?:the )?field|regardless of (?:the )?(?:field|topic|technology)|egal welche\w* (?:feld|technologie\w*|thema|branche)|alle (?:felder|branchen)"
            r"|unabhangig vo\w+ (?:feld|thema|technologiefeld)|in any sector|jede branche)\b"
        ),
    ),
)
_SHORT = 8
_FEW = 1
_SURE = 0.75


def understand(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return the request that `text` means after `topic`; None: it does not go on with clusters."""
    names = answerer.base.cluster_names.find(text)
    if names:
        return _same_of_another(text, language, topic, answerer)
    chosen = _chosen(text, language, topic, answerer)
    if chosen is not None:
        name = answerer.base.profiles[chosen].short_name
        return Request(f"{_detail(text, language, topic)} {name}".strip(), language, cluster_id=chosen)
    if topic.wish is None:
        return None
    wish = _merged_wish(text, language, topic.wish, answerer)
    return None if wish is None else Request(text, language, wish=wish)


def is_condition(text: str, language: Language, topic: Topic, answerer: Answerer) -> bool:
    """Return whether `text` is no more than a condition on clusters, and not one that `topic` has another of."""
    wish = answerer.finder.reader.read(text, language)
    if wish.is_empty or asks(text) or wish.beyond > 0 or _YEAR.search(text):
        return False
    gazetteer = answerer.base.gazetteer
    return all(exchanged(text, said, language, gazetteer) is None for said in (topic.question, topic.last))


def _is_elliptic(text: str) -> bool:
    return goes_on(text) or len(text.split()) <= 3 or _AMONG.search(fold(text)) is not None


# -- one cluster ---------------------------------------------------------------------------------------------------


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


def _chosen(text: str, language: Language, topic: Topic, answerer: Answerer) -> str | None:
    """Return the cluster that an ordinal, a pronoun or a feature points to; None: none, or it is not clear which."""
    if len(text.split()) > 2 * _SHORT:
        return None
    folded, listed = fold(text), topic.listed
    if topic.listed:
        number = _NUMBER.fullmatch(folded)
        if number and 0 < int(number[1]) <= len(listed):
            return listed[int(number[1]) - 1]
        for pattern, position in _ORDINALS:
            if re.search(rf"\b(?:{pattern})\b(?={_OF_A_LIST})", folded):
                return listed[position] if -1 <= position < len(listed) else None
        by_feature = _with_feature(text, language, listed, answerer)
        if by_feature is not None:
            return by_feature
    if len(topic.cluster_ids) != 1 or _YEAR.search(folded):
        return None
    cluster_id = topic.cluster_ids[0]
    wish = answerer.finder.reader.read(text, language)
    if wish.fields or wish.laender or wish.cities:
        return None
    n_beyond = len(beyond_detail(text, language))
    has_detail = detail_asked(folded) is not None
    if topic.question:  # statements were given last: only what profiles say goes to the profile
        return cluster_id if has_detail and not n_beyond and _POINTING.search(folded) else None
    if (
        _POINTING.search(folded)
        or (asks(text) and (not content_words(text, language) or (has_detail and n_beyond <= _FEW)))
        or _profile_tells(text, language, cluster_id, answerer)
    ):
        return cluster_id
    return None


def _detail(text: str, language: Language, topic: Topic) -> str:
    """Return `text` with the detail that it leaves out: "since when?" is for the label just told of, else the founding."""
    if _NUMBER.fullmatch(fold(text)):
        return ""
    if content_words(text, language) or analyse(text).asked != "date":
        return text
    last = detail_asked(topic.last)
    return f"{topic.last} {text}" if last in ("label", "member") else f"{text} {_FOUNDED[language]}"


def _with_feature(text: str, language: Language, listed: tuple[str, ...], answerer: Answerer) -> str | None:
    """Return the only one of the clusters `listed` that has the place, label or field by which `text` asks for one."""
    folded = fold(text)
    if not _ONE.search(folded) or _ONLY.search(folded):
        return None
    wish = answerer.finder.reader.read(text, language)
    if wish.is_empty:
        return None
    fitting = [i for i in answerer.finder.matching(wish) if i in listed]
    return fitting[0] if len(fitting) == 1 else None


def _profile_tells(text: str, language: Language, cluster_id: str, answerer: Answerer) -> bool:
    """Return whether the profile of a cluster has a content word of `text`, and no statement is sure to answer it."""
    base = answerer.base
    wanted = {stem for word in beyond_detail(text, language) for stem in terms(word, language)}
    rowid = base.twins.get((f"{cluster_id}.summary", language))
    if not wanted or rowid is None:
        return False
    told = set(terms(base.passage(rowid).text, language))
    return bool(wanted & told) and answerer.retrieve(text, language).confidence < _SURE


# -- a wish --------------------------------------------------------------------------------------------------------


def _merged_wish(text: str, language: Language, before: Wish, answerer: Answerer) -> Wish | None:
    """Return the earlier wish with what the message changes; None: the message is no follow-up to it."""
    folded = fold(text)
    now = answerer.finder.reader.read(text, language)
    dropped = [name for name, pattern in _DROP if pattern.search(folded)]
    if len(text.split()) > 2 * _SHORT or (now.is_empty and not dropped):
        return None
    if not dropped and not _is_elliptic(text) and (now.fields and (now.laender or now.cities or before.is_empty)):
        return None  # a whole new wish
    if not dropped and not _is_elliptic(text) and not _only_conditions(text, language, now, answerer):
        return None
    wish = before
    for name in dropped:
        wish = wish.without(name)
    if now.fields and "field" not in dropped:
        wish = replace(
            wish,
            fields=now.fields,
            field_words=now.field_words,
            text=now.text,
            beyond=now.beyond,
            need=now.need,
        )
    if (now.laender or now.cities) and "place" not in dropped:
        wish = replace(
            wish,
            laender=now.laender,
            cities=now.cities,
            near=now.near,
            within_km=now.within_km,
            place_words=now.place_words,
        )
    if now.not_laender or now.not_cities:
        wish = replace(wish, not_laender=now.not_laender, not_cities=now.not_cities)
    if (now.labels or now.any_label) and "label" not in dropped:
        wish = replace(wish, labels=now.labels, any_label=now.any_label and not now.labels)
    if now.member and "member" not in dropped:
        wish = replace(wish, member=True)
    return wish


def _only_conditions(text: str, language: Language, wish: Wish, answerer: Answerer) -> bool:
    """Return whether the message, read as `wish`, names conditions and no more, and would by itself go to the finder."""
    bare = wish.beyond <= 1 and not wish.need
    return bare and answerer.wants_clusters(text, language, wish, answerer.retrieve(text, language))
