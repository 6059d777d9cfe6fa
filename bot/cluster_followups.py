"""What a message means that goes on with clusters: a condition changed or dropped, one of those shown, a detail of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.pointing import points
from bot.sessions import Topic
from bot.slots import asks, content_words, exchanged, goes_on, without_opening
from knowledge.answer import Answerer, Request
from knowledge.comparing import Comparison, extreme_in
from knowledge.details import beyond_detail, detail_asked, is_of_kind
from knowledge.question import analyse
from knowledge.records import Language
from knowledge.text import fold, terms, tokenise
from knowledge.wishes import Wish

_POINTING = re.compile(
    r"\b(?:it|its|they|their|them|that|those|he|she|his|her|er|sie|ihn|ihm|ihr|ihre\w*|sein\w*|dort|davon|damit|dafur|dabei|dazu|darin|davor|danach|dahinter|behind (?:it|that|this)"
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
_OR = re.compile(r"\b(?:or|oder|than|als)\b")
_ONLY = re.compile(r"^\W*(?:only|nur|just|lediglich|bloss)\b")
# Of the clusters shown, those that …: "which of them", "welches davon", "which one is in Chemnitz"
_AMONG = re.compile(
    r"\b(?:davon|darunter|von (?:denen|ihnen|diesen)|of (?:them|these|those)|among (?:them|these|those)|which (?:ones?|has|have|holds?|is|are)|who (?:of them|has|holds?)|(?:welche[rs]?|wer) (?:hat|haben|ist|sind|sitzt|sitzen|tragt|tragen))\b"
)
_ALIKE = re.compile(
    r"\b(?:(?:any|some)(?:thing|one)? (?:like (?:that|this|it|these|those)|similar|comparable)|like (?:that|these|those)|similar ones?|the same (?:for|in|thing)"
    r"|(?:et)?was (?:ahnliches|vergleichbares|in der art)|so ?(?:et)?was|solche|ahnliche[sr]?|vergleichbare[sr]?|das ?(?:selbe|gleiche) (?:fur|in|mit))\b"
)
_WHICH = re.compile(r"^\W*(?:(?:and|und|but|aber|ok(?:ay)?)\W+)*(?:which|who|wer|welche\w*)\b")
_FOUNDED: dict[Language, str] = {"en": "founded", "de": "gegründet"}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Of the words beside a comparison, those that only stand for the clusters shown
_OF_THEM = re.compile(
    r"clusters?|clustern|netzwerk\w*|networks?|verein\w*|ones?|them|these|those|davon|darunter|denen|beiden|both|two|three|zwei|drei|list\w*|members?|mitglied\w*|founded|gegrundet|which|welche\w*"
)
# "the label is not important", "Ort egal"
_UNIMPORTANT = r"\W+(?:(?:ist|is|are|sind|war|ware|spielt|spielen|does|do|not|nicht|mir|uns|me|us|for|to|fur|mich|really|so|that|wirklich|eigentlich|auch|doch|n|t|isn|doesn|don|aren|all|the)\W+)*(?:egal|unwichtig|wichtig|keine rolle|wurscht|wurst|gleich|matters?|important)\b"
_WHATEVER = r"\b(?:any|every|whatever|whichever|egal (?:welche\w*|in welche\w*|which|what|wo|aus welche\w*)|no matter (?:which|what|in which|the)|regardless of (?:the )?|unabhangig vo\w+)\W+(?:\w+\W+)?"
# "without the place", "ohne Ort", "drop the field"
_GIVEN_UP = r"\b(?:without|ohne|drop|forget|ignore|skip|remove|leave out|never mind|vergiss|vergessen sie|streich\w*)\W+(?:(?:the|any|that|about|den|das|die|der|sie)\W+)*"
_PLACE_WORDS = r"(?:bundesland|bundeslander\w*|land|lander|region\w*|ort|orte|standort\w*|stadt|sitz|place|location|state|states|city|cities)"
_FIELD_WORDS = r"(?:technologiefeld\w*|feld|felder|thema|themen|branche|branchen|technologie\w*|field|fields|topic|topics|sector|sectors|industry|industries|technology)"
_MEMBER_WORDS = r"(?:mitgliedschaft\w*|mitglied|membership|member|members)"
_DROP: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "label",
        re.compile(
            rf"\b\w*label\w*{_UNIMPORTANT}|{_GIVEN_UP}(?:gold|silber|silver|bronze)\b|"
            r"(?:regardless|irrespective|whatever|egal|unabhangig|without|ohne|no matter|never mind|any|forget|ignore|drop|any kind of)\b.{0,25}\b\w*label\w*"
            r"|label\w* (?:or not|or no label|is(?:n\W?t| not) (?:important|needed)|does(?:n\W?t| not) matter|(?:ist|spielt) (?:egal|keine rolle|unwichtig))|\bmit oder ohne\b.*label"
        ),
    ),
    (
        "place",
        re.compile(
            rf"\b{_PLACE_WORDS}{_UNIMPORTANT}|(?:{_WHATEVER}|{_GIVEN_UP}){_PLACE_WORDS}\b|"
            r"\b(?:all (?:of|over|across) germany|anywhere|nationwide|germany wide|whole (?:of germany|country)|in germany|regardless of (?:the )?(?:land|state|region|place|location)"
            r"|bundesweit|deutschlandweit|in ganz deutschland|ganz deutschland|egal wo|uberall|unabhangig vo\w+ (?:land|bundesland|ort|region)|in deutschland|other (?:lander|states)|elsewhere|anderswo)\b"
        ),
    ),
    (
        "member",
        re.compile(
            rf"\b{_MEMBER_WORDS}{_UNIMPORTANT}|{_GIVEN_UP}{_MEMBER_WORDS}\b|"
            r"\b(?:non members|nicht ?mitglieder|not only members|nicht nur mitglieder|members or not|mitglied oder nicht|regardless of membership|egal ob mitglied"
            r"|unabhangig von der mitgliedschaft|membership does(?:n\W?t| not) matter|whether (?:they are )?members? or not)\b"
        ),
    ),
    (
        "field",
        re.compile(
            rf"\b{_FIELD_WORDS}{_UNIMPORTANT}|(?:{_WHATEVER}|{_GIVEN_UP}){_FIELD_WORDS}\b|"
            r"\b(?:any field|all fields|whatever (?:the )?field|regardless of (?:the )?(?:field|topic|technology)|egal welche\w* (?:feld|technologie\w*|thema|branche)|alle (?:felder|branchen)"
            r"|unabhangig vo\w+ (?:feld|thema|technologiefeld)|in any sector|jede branche)\b"
        ),
    ),
)
_OF_ONE = ("amount", "date", "duration", "reason", "contact")  # what no list of clusters is an answer to
_SHORT = 8
_FEW = 1
_SURE = 0.75


def understand(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return the request that `text` means after `topic`; None: it does not go on with clusters."""
    names = answerer.base.cluster_names.find(text)
    if names:
        return _same_of_another(text, language, topic, answerer)
    comparison = _comparison(text, language, topic, answerer)
    if comparison is not None:
        return Request(text, language, comparison=comparison)
    chosen = None if topic.wish is not None and _dropped(text) else _chosen(text, language, topic, answerer)
    if chosen is not None:
        name = answerer.base.profiles[chosen].short_name
        return Request(f"{_detail(text, language, topic, answerer)} {name}".strip(), language, cluster_id=chosen)
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
    folded = fold(text)
    return goes_on(text) or len(text.split()) <= 3 or any(p.search(folded) for p in (_AMONG, _ALIKE, _ONLY))


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
        by_feature = _with_feature(text, language, listed, answerer) or (
            _with_feature(text, language, topic.seen, answerer) if topic.seen else None
        )
        if by_feature is not None:
            return by_feature
    if len(topic.cluster_ids) != 1 or _YEAR.search(folded) or (len(listed) > 1 and _AMONG.search(folded)):
        return None
    cluster_id = topic.cluster_ids[0]
    wish = answerer.finder.reader.read(text, language)
    if wish.fields or wish.laender or wish.cities or (wish.labels and _WHICH.search(folded)):
        return None
    n_beyond = len(beyond_detail(text, language))
    pointing = points(text, language) or _POINTING.search(folded) is not None
    detail = detail_asked(folded)
    has_detail = detail is not None
    is_detail = detail is not None and is_of_kind(detail, analyse(text))
    if "gocluster" in tokenise(text) and not pointing and detail != "member":
        return None  # the programme is asked about
    if topic.statement_ids or topic.nearest:  # statements came last: only what profiles say goes to the profile
        return cluster_id if has_detail and not n_beyond and pointing else None
    if (
        pointing
        or (asks(text) and (not content_words(text, language) or (is_detail and n_beyond <= _FEW)))
        or _profile_tells(text, language, cluster_id, answerer)
    ):
        return cluster_id
    return None


def _detail(text: str, language: Language, topic: Topic, answerer: Answerer) -> str:
    """Return `text` with the detail that it leaves out.

    "And the one in Kiel?" is asked the same as the one told of last; "since when?" is for the label just told of, else the
    founding.
    """
    if _NUMBER.fullmatch(fold(text)):
        return ""
    if goes_on(text) and not asks(text) and asks(topic.last) and detail_asked(fold(text)) is None:
        return answerer.base.cluster_names.without(topic.last).strip(" ?!.")
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


# -- several clusters compared ---------------------------------------------------------------------------------------


def _comparison(text: str, language: Language, topic: Topic, answerer: Answerer) -> Comparison | None:
    """Return what `text` compares the clusters shown by, under a further condition if it names one; None: nothing."""
    found, shown = extreme_in(text), _shown(topic)
    if found is None or len(shown) < 2 or len(text.split()) > 2 * _SHORT:
        return None
    extreme, rest = found
    now = answerer.finder.reader.read(rest, language)
    beyond = [word for word in content_words(rest, language) if not _OF_THEM.fullmatch(fold(word))]
    if now.conditions and len(topic.cluster_ids) == 1 and _OR.search(fold(text)):
        fitting = [i for i in answerer.finder.matching(now) if i in shown and i != topic.cluster_ids[0]]
        among = (*topic.cluster_ids, *fitting) if fitting else ()
    elif now.conditions and now.beyond <= _FEW:
        among = tuple(answerer.finder.matching(_changed(topic.wish or Wish(), now, ())))
    elif len(beyond) <= _FEW:
        among = shown
    else:
        return None
    return Comparison(extreme, among) if among else None


def _shown(topic: Topic) -> tuple[str, ...]:
    """Return the clusters of the last list; where that has but one, with those shown before."""
    if len(topic.listed) > 1:
        return topic.listed
    return tuple(dict.fromkeys((*topic.listed, *topic.cluster_ids, *topic.seen)))


# -- a wish --------------------------------------------------------------------------------------------------------


def _merged_wish(text: str, language: Language, before: Wish, answerer: Answerer) -> Wish | None:
    """Return the earlier wish with what the message changes; None: the message is no follow-up to it."""
    folded = fold(text)
    now = answerer.finder.reader.read(text, language)
    dropped = _dropped(text)
    if len(text.split()) > 2 * _SHORT or (now.is_empty and not dropped):
        return None
    if asks(text) and analyse(text).asked in _OF_ONE and not _AMONG.search(folded):
        return None
    if not dropped and not _is_elliptic(text) and (now.fields and (now.laender or now.cities or before.is_empty)):
        return None  # a whole new wish
    if not dropped and not _is_elliptic(text) and not _only_conditions(text, language, now, answerer):
        return None
    wish = before
    for name in dropped:
        wish = wish.without(name)
    return _changed(wish, now, dropped)


def _dropped(text: str) -> list[str]:
    """Return the conditions that `text` gives up."""
    folded = fold(text)
    return [name for name, pattern in _DROP if pattern.search(folded)]


def _changed(wish: Wish, now: Wish, dropped: Sequence[str]) -> Wish:
    """Return `wish` with the conditions that `now` names in the place of its own, but for those just `dropped`."""
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
