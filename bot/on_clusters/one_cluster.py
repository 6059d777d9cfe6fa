"""Which one cluster a message means by an ordinal, a pronoun or a detail: "the second one", "and the head?"."""

from __future__ import annotations

import re

from bot.on_clusters.another_one import another_one, summary_of, summary_tells
from bot.on_clusters.described_one import ONLY
from bot.on_clusters.listed import (
    AMONG,
    BEHIND_IT,
    OF_PROGRAMME,
    SINGULAR,
    THERE_IS,
    Beyond,
    pointed_at,
)
from bot.on_clusters.since_when import is_bare_since
from bot.pointing.pointing import points_to_cluster
from bot.pointing.slots import asks, asks_what_is, content_words
from bot.pointing.spoken_of import asks_who_or_which
from bot.session.sessions import Topic
from bot.session.understood import statement_given
from knowledge.answers.answer import Answerer
from knowledge.answers.double_details import both_details, detail_beside_head
from knowledge.asked.question import analyse, levels_in, names_programme, years_in
from knowledge.clusters.aims import asks_aims
from knowledge.clusters.details import (
    Detail,
    asks_of_fees,
    asks_who_is_in_charge,
    beyond_detail,
    detail_asked,
    is_of_kind,
)
from knowledge.clusters.told_in_summary import without_told
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.statements.choosing import halves
from knowledge.words.beginnings import BEFORE, JOINING
from knowledge.words.text import fold, terms

_OF_PERSON = lazily(r"\b(?:he|she|his|her|him|works?|worked|arbeitet\w*)\b")
# "and the head?"
HEAD = lazily(
    rf"(?:(?:{JOINING}|the|its|their|der|die|das|ihr\w*|sein\w*|your|deren|dessen|please|bitte)\W+)*"
    r"(?:heads?|boss|chief|ceo|director|managing director|manager|chair\w*|president|leader\w*|leiter(?:in)?|leitung|chef(?:in)?|geschaftsfuhr\w*|vorstand|vorsitz\w*|prasident\w*)\W*"
)
# "und der Jahresbeitrag?": what any body has, and hardly a profile tells
_OF_A_BODY = lazily(
    rf"(?:(?:{JOINING}|what about|how about|what s|whats|what is|how (?:high|much) is|was ist mit|wie ist|wie hoch (?:ist|sind)|was ist|the|its|their|der|die|das|ihr\w*|sein\w*|deren|dessen|please|bitte|annual|yearly|membership|total|jahrliche\w*)\W+)*"
    r"(?:(?:annual|yearly|membership) (?:fees?|dues|contributions?|costs?)|fees?|dues|membership fees?|budget|turnover|revenues?|staff|employees|headcount|financing|owners?|shareholders?|legal form|opening hours|logo|events?|projects?|newsletter|board"
    r"|jahresbeitrag\w*|mitglieds?beitrag\w*|beitrage?|gebuhr\w*|etat|jahresbudget|umsatz\w*|mitarbeiter\w*|beschaftigte\w*|personal|finanzierung|eigentumer|gesellschafter|rechtsform|offnungszeiten|veranstaltungen|termine|projekte|aufsichtsrat|beirat)\W*"
)
# "what kind of network is that?"
_WHAT_KIND = lazily(
    r"^\W*(?:(?:and|und)\W+)?(?:was (?:macht|tut|bietet|kann) (?:der|das|es|er)(?: denn| so| genau| eigentlich)*|what does (?:it|that|this)(?: one)? do(?: exactly)?|what is it about|worum gehts? (?:es )?(?:da|dabei|bei dem))\W*$|\bwas (?:ist|sind) (?:das|dies|der) (?:denn |eigentlich )?fur (?:ein|eine|einer)\b|\bwhat (?:kind|sort|type) of \w+ (?:is|are) (?:it|that|this)\b"
)
# "tell me more about that one"
_MORE_OF_ONE = lazily(
    r"\b(?:more|mehr|details?|(?:tell|show) (?:me|us)|erzahl\w*(?: (?:mir|uns|mal|was|etwas|mehr))*|info\w*) (?:about|on|uber|zu[mr]?) (?:(?:that|this) one|it|ihn|dem|den|diesem)\W*$"
)
# "davon die Webseite" after one of a list
_DETAIL_OF_IT = lazily(
    rf"(?:(?:{JOINING})\W+)*(?:davon (?:bitte )?(?:die|das|der|den) \w+|(?:(?:die|das|der|den) )?\w+ davon)(?: bitte)?\W*"
)
# "does it cooperate with hospitals?", "macht der auch was mit Robotern?"
_DOES_IT = lazily(
    rf"^{BEFORE}(?:(?:since when|since (?:what|which) year|how long|seit wann|seit welchem jahr|wie lange)(?: (?:schon|auch))* )?(?:does|do|did|has|have|can|macht|machen|kann|konnen|arbeite(?:t|n)|kooperier(?:t|en)|beschaftig(?:t|en)|befass(?:t|en)|unterstutz(?:t|en)|forsch(?:t|en)|kummer(?:t|n)|deal|deals) (?:it|they|that|this|das|der|die|es|er|sie)\b"
)
_JOINED_WHEN = lazily(r"\b(?:when|wann)\b.*\b(?:join|beigetreten|aufgenommen|mitglied (?:geworden|wurde))\b")
_JOINS_IT = lazily(
    r"\b(?:join|enter|be (?:a )?(?:part|member) of|become (?:a )?(?:part|member) of) (?:it|that|them|the (?:network|cluster|association))\b|\b(?:beitreten|mitmachen|mitglied werden)\b"
)
_TELL_ME = lazily(
    r"^\W*(?:(?:and|und|please|bitte|ok|then|dann)\W+)*(?:tell|give|show|send|sag\w*|gib|geben|zeig\w*|nenn\w*|schick\w*|i need|ich brauche?)\W+(?:(?:me|us|sie|mir|uns|please|bitte|mal|noch|just)\W+)*"
)
_ITS = lazily(r"\b(?:its|dessen|seine?[mnrs]?)\b")
_THAT = lazily(r"\b(?:that|this|das|diese[rs]?)\b")
# "wollen die Gold machen?"
_ITS_AIMS = lazily(
    r"\b(?:wollen|will|planen|plant|haben|hat|streben|strebt|mochten|hoffen) (?:die|sie|der|das|es|er)\b|\b(?:they|it|its|their|ihre|deren)\b"
)
# "does it cost us something?": nothing is pointed to
_OF_WHO_ASKS = lazily(r"\b(?:us|we|our|i|one|uns|wir|unser\w*|man|ich)\b")
# "how many members did it have in 2013?"
_IT_HAD = lazily(r"\b(?:it|they|er|sie|es|das|die|der|dort|da|there)\b")
# "and the one in Regensburg?"
THE_ONE_IN = lazily(
    r"\b(?:the|that) (?:one|cluster|network) (?:in|from|at|near)\b|\b(?:der|die|das|dem|den)(?: (?:cluster|netzwerk|verein))? (?:in|aus|bei)\b"
)
_WHICH = lazily(rf"^{BEFORE}(?:which|who|wer|welche\w*)\b")
_ANY_WITH = lazily(
    rf"^{BEFORE}(?:anything|something|any|ones?|(?:et)?was|eine?[rs]?|eins|welche)(?: else| anderes)? (?:with|that has|mit)\b"
)
_YEAR = lazily(r"\b(?:19|20)\d\d\b")
# what is asked of a cluster that a statement told of; "since when" may be of what that told
_PLAIN_DETAILS: tuple[Detail, ...] = ("seat", "label", "members", "website")
# a statement that names a cluster tells of that where it was asked who or which; else what is asked must be of a body, not of an event
_WHICH_CLUSTER = lazily(
    r"\b(?:which|what|welche[rs]?)\W+(?:\w+\W+)?(?:clusters?|networks?|members?|winner|netzwerke?|mitglied|gewinner)\b"
)
_AS_A_BODY = lazily(
    r"\b(?:that|the|this|his|her|das|der|dieses|dieser|dem|den|sein|ihr) (?:cluster|network|association|initiative|netzwerk|verein|verbund|verband)\b|\b(?:they|their|them|deren|denen)\b|\b(?:haben|sitzen|tragen) (?:die|sie)\b"
)
THE_WINNER = lazily(r"\b(?:the|der) (?:winner|gewinner|sieger|preisträger)\b", re.IGNORECASE)
_THAT_BODY = lazily(
    r"\b(?:that|this|his|her|diese[srm]?|seine?[msn]?|ihre?[mrn]?) (?:cluster|network|association|netzwerk|verein|verbund|verband)\b"
)
# go-cluster acts, not the cluster told of: "does go-cluster help …?", "hilft go-cluster dabei, …?"
_PROGRAMME_ACTS = lazily(
    r"\b(?:does|do|did|can|could|will|hilft|bietet|macht|unterstutzt|fordert|zahlt|bezahlt|kann|vermittelt|organisiert|veranstaltet|gibt) gocluster\b|\bgocluster (?:\w+ )?(?:its|sein\w*|ihre\w*)\b"
)
_ARTICLES = lazily(r"\b(?:the|of|its|die|der|das|den)\b")
_SINCE = lazily(rf"^{BEFORE}(?:since when|seit wann)\b")
_JOINED = {"join", "joined", "beigetreten", "beitrat"}  # since when it is a member
_SHORT = 8
_FEW = 1
_BRIEF = 3
_SURE = 0.75


def chosen_cluster(text: str, language: Language, topic: Topic, answerer: Answerer) -> str | Beyond | None:
    """Return the cluster that an ordinal, a pronoun or a feature points to; None: none, or it is not clear which."""
    if len(text.split()) > 2 * _SHORT:
        return None
    folded, listed = fold(text), topic.listed
    if topic.wish is not None and ONLY.search(folded):
        return None
    pointed = pointed_at(text, language, topic, answerer)
    if pointed is not None:
        return pointed
    if _is_of_first(text, language, topic):
        return topic.cluster_ids[0]
    told = another_one(text, language, topic, answerer)
    if told is not None:
        return told
    if len(topic.cluster_ids) != 1 or (
        len(listed) > 1 and AMONG.search(folded) and not _DETAIL_OF_IT.fullmatch(folded)
    ):
        return None
    cluster_id = topic.cluster_ids[0]
    if _YEAR.search(folded):
        if _is_figure_of_it(folded, topic):
            return cluster_id
        summary = summary_of(cluster_id, language, answerer)
        is_told = not topic.is_of_statements and (
            without_told(text, summary) is not None or years_in(text) <= years_in(summary)
        )
        return cluster_id if is_told and points_to_cluster(text, language) else None
    if not topic.is_of_statements and (HEAD.fullmatch(folded) or _OF_A_BODY.fullmatch(folded)):
        return cluster_id
    if not topic.is_of_statements and (both_details(text, language) or detail_beside_head(text, language)):
        return cluster_id
    detail = detail_asked(folded)
    n_beyond = len(beyond_detail(THE_WINNER.sub("", text), language) - (_JOINED if detail == "member" else set()))
    if _is_bare_detail(text, detail, n_beyond, topic) or (is_bare_since(text) and not topic.is_of_statements):
        return cluster_id
    wish = answerer.finder.reader.read(text, language)
    pointing = points_to_cluster(text, language)
    is_any = _ANY_WITH.search(folded) is not None
    of_labels = is_any or _WHICH.search(folded) or (asks_what_is(text) and not pointing)
    is_of_programme = names_programme(text)
    is_own_matter = is_of_programme and _OF_WHO_ASKS.search(folded) is not None  # what the programme is to who asks
    does_it = _DOES_IT.search(folded) is not None and not is_own_matter
    is_of_what_it_does = does_it and not topic.is_of_statements
    if wish.labels and (asks_of_fees(text) or (_OF_WHO_ASKS.search(folded) and not pointing)):
        return None  # what a label costs, or what one needs for it, is asked of the label
    if pointing and is_of_what_it_does and not wish.labels:
        return cluster_id
    if pointing and _JOINS_IT.search(folded) and not topic.is_of_statements:
        return cluster_id  # "can a firm from Bavaria join it?"
    if wish.laender or wish.cities or (wish.labels and of_labels) or (wish.any_label and is_any):
        return None
    if wish.fields:
        return cluster_id if is_of_what_it_does else None
    has_detail = detail is not None
    is_detail = detail is not None and is_of_kind(detail, analyse(text))
    if _PROGRAMME_ACTS.search(folded):
        return None
    is_membership = detail == "member" and not n_beyond
    if is_own_matter or (is_of_programme and not (pointing or is_membership)):
        return None  # the programme is asked about
    if topic.is_of_statements:  # statements came last: only what profiles say goes to the profile
        is_brief = len(text.split()) <= _BRIEF and not asks(text)
        if (
            is_brief
            and levels_in(text)
            and any(levels_in(text) <= levels_in(p.text) for p in statement_given(topic, language, answerer))
        ):
            return None  # "and bronze?" of what a statement told of both
        if _OF_PERSON.search(folded) and not _THAT_BODY.search(folded):
            return None  # "his network" is no person
        asked = (topic.question, topic.last)
        named = any(cluster_id in dict(answerer.base.cluster_names.find(said)) for said in asked)
        is_spoken_of = named or any(map(asks_who_or_which, asked)) or _AS_A_BODY.search(folded)
        is_of_it = detail in _PLAIN_DETAILS or (detail == "member" and _JOINED_WHEN.search(folded) is not None)
        profiled = has_detail and (named or is_of_it or _THAT_BODY.search(folded) is not None)
        asked_which = named or any(_WHICH_CLUSTER.search(fold(said)) for said in asked)
        is_short = asked_which and len(text.split()) <= _BRIEF  # "website?", "how many members?"
        return cluster_id if profiled and is_spoken_of and not n_beyond and (pointing or is_short) else None
    if (
        pointing
        or (BEHIND_IT.search(folded) is not None and asks(text))
        or (_ITS_AIMS.search(folded) and asks_aims(text, language))
        or (asks(text) and (not content_words(text, language) or (is_detail and n_beyond <= _FEW)))
        or (asks_who_is_in_charge(text) and n_beyond <= _FEW and not OF_PROGRAMME.search(folded))
        or _profile_tells(text, language, cluster_id, answerer)
        or (asks(text) and not names_programme(text) and summary_tells(text, language, cluster_id, answerer))
    ):
        return cluster_id
    return None


def _is_figure_of_it(folded: str, topic: Topic) -> bool:
    """Return whether the number of members that "it" had in a year is asked for, right after one cluster was told of."""
    is_it = _IT_HAD.search(folded) is not None and not OF_PROGRAMME.search(folded)
    return is_it and detail_asked(folded) == "members" and not topic.is_of_statements


def _is_of_first(text: str, language: Language, topic: Topic) -> bool:
    """Return whether `text` asks a detail of one cluster, as "it", where several were shown: the best is meant."""
    asked = halves(text)
    if len(asked) > 1 and all(SINGULAR.search(fold(half)) for half in asked):
        text = asked[0]  # "when was it founded and who runs it?": the rest is of the same
    detail = detail_asked(fold(text))
    if AMONG.search(fold(text)):
        return False
    if len(topic.cluster_ids) < 2 or topic.is_of_statements or detail is None:
        return False
    if detail == "summary":
        is_of_one = _WHAT_KIND.search(fold(text)) or _MORE_OF_ONE.search(fold(text))
        return is_of_one is not None and not beyond_detail(text, language)
    if detail == "member" and _SINCE.search(fold(text)):
        return SINGULAR.search(fold(text)) is not None
    if detail == "member" and not (analyse(text).yesno and _THAT.search(fold(text))):
        return False
    if detail == "label" and THERE_IS.search(fold(text)):
        return False  # "gibt es welche mit Gold?"
    is_plain = is_of_kind(detail, analyse(text)) and not beyond_detail(text, language)
    is_one = SINGULAR.search(fold(text)) if asks(text) else _ITS.search(fold(text))
    return is_plain and is_one is not None


def _is_bare_detail(text: str, detail: Detail | None, n_beyond: int, topic: Topic) -> bool:
    """Return whether `text` is nothing but the name of a detail ("Website?"); of a list, "gold" is a condition."""
    if (
        detail is None
        or n_beyond
        or asks(text)
        or OF_PROGRAMME.search(fold(text))
        or _ANY_WITH.search(fold(text))
        or len(_ARTICLES.sub("", _TELL_ME.sub("", fold(text))).split()) > _BRIEF
    ):
        return False
    if topic.statement_ids or (topic.nearest and not topic.question):
        return False
    is_condition = topic.wish is not None and topic.last == "" and (len(topic.listed) > 1 or len(text.split()) > 1)
    return not is_condition or detail not in ("label", "member")


def _profile_tells(text: str, language: Language, cluster_id: str, answerer: Answerer) -> bool:
    """Return whether the profile of a cluster has a content word of `text`, and no statement is sure to answer it."""
    wanted = {stem for word in beyond_detail(text, language) for stem in terms(word, language)}
    told = set(terms(summary_of(cluster_id, language, answerer), language)) if wanted else set()
    return bool(wanted & told) and answerer.retrieve(text, language).confidence < _SURE
