"""Signals of a statement for a message that goes on with a topic: what the runs say of it, and how it fits what was said before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.asked.ordinals import names_another, ordinals_in
from knowledge.asked.passage_words import Numbers, stems_in, words_of
from knowledge.asked.question import Question, holds, levels_in, names_in, years_covered, years_in
from knowledge.asked.values import counted_missing, full_names, value_missing, value_wanted
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.before import Before, page_of, relatedness, statement_key
from knowledge.words.dictionary import is_known
from knowledge.words.text import fold, stem, terms, tokenise

# Of a statement
SIGNALS = (
    "alone",  # log-odds by the message alone
    "alone_telling",  # the same, as far as its words tell anything
    "together",  # log-odds by the message with what was asked before; the mean over all ways to put that
    "together_most",  # the most by any of these
    "both",  # the lesser of alone and together
    "only_together",  # together, where the message says too little to be searched for alone
    "classifier",  # decision value of the statement classifier with what was asked before
    "asked",  # overlap with an asked line there
    "detail",  # decision value by what is asked of statements in the middle of a conversation, above that of one never asked so
    "detail_given",  # the same, of what was given last
    "detail_behind",  # by how much that is less than the most of any
    "given",  # was given last
    "given_covered",  # was given, by how much of what the message adds it has
    "given_bare",  # was given, and the message adds nothing
    "given_value",  # was given, and has the very value asked for
    "given_lacks",  # was given, and lacks the kind of thing or the value asked for
    "given_other",  # was given, or tells of the same time or level, where another is wanted
    "nearest",  # came nearest to a question without an answer
    "nearest_lacks",  # the same, and lacks the kind of thing or the value asked for
    "covered",  # how much of what the message adds it has, by information
    "uncovered",  # has nothing of that
    "same_page",  # stands on the page of what was given
    "related",  # share of information in common with what was given
    "subject",  # share of the information of what is spoken of that it has
    "subject_missing",  # information of the most telling word of that, if it lacks it
    "name_missing",  # share of the names in what is spoken of that it lacks
    "value",  # has the value asked for: a day, a number, a name
    "value_missing",
    "counted_missing",
    "kind",  # has the kind of thing asked for
    "kind_missing",
    "kind_missing_bare",  # the same where the message adds nothing
    "frequency_missing",  # how often is asked for, and it does not say
    "reason_missing",  # why is asked for, and it does not say
    "future_missing",  # what is to come is asked for, and it tells of nothing to come
    "person_missing",
    "year_conflict",
    "other_year_asked",  # tells of other years than the earlier question
    "other_year_given",  # tells of other years than what was given
    "other_ordinal",
    "other_level",
    "other_time",
    "compares",
)
# Of a known gap
GAP_SIGNALS = (
    "gap",
    "gap_alone",
    "gap_together",
    "gap_both",
    "gap_only_together",
    "gap_stray",  # only the earlier question brings it up
    "gap_again",  # was the answer to that
    "gap_again_bare",
    "gap_other_time",
    "gap_covered",
    "gap_related",
    "gap_subject",
    "gap_name_missing",
    "gap_classifier",
    "gap_asked",
    "gap_untold",  # decision value by what nothing answers in the middle of a conversation, above the least
)
_SINCE = lazily(r"\b(?:since|seit)\b[^.;]{0,30}\b(?:19|20)\d\d\b", re.IGNORECASE)
# Over folded text
HOW_OFTEN = lazily(r"\bhow (?:often|frequent\w*)\b|\bwie (?:oft|haufig)\b")
_FREQUENCY = lazily(
    r"\b(?:every|each|annual\w*|yearly|monthly|weekly|twice|once|times|a (?:year|month|week)|per (?:year|month|week)|regular\w*|jede[nrsm]?|alle|jahrlich\w*|monatlich\w*"
    r"|wochentlich\w*|\w*mal|pro (?:jahr|monat|woche)|im (?:jahr|monat)|regelmassig\w*)\b"
)
_REASON = lazily(
    r"\b(?:because|due to|so that|in order|to make|reasons?|therefore|thus|aim\w*|purpose|goal|weil|wegen|damit|um\b.*\bzu\b|soll\w*|ziel\w*|daher|deshalb|grund\w*|aufgrund)"
)
_TO_COME = lazily(
    r"\b(?:is|are|will|when|wann|ist|sind|wird|werden|findet|gibt)\b.*\b(?:next|upcoming|nachste[nrs]?|kommende[nrs]?)\b(?!.*\b(?:after|danach|darauf)\b)"
)
_COMING = lazily(
    r"\b(?:every|alle|will|wird|werden|planned|geplant\w*|next|nachste\w*|future|zukunft\w*|kunftig\w*|until|bis)\b"
)
_HEAD = lazily(
    r"\b(?:boss|chef\w*|head|leiter\w*|director|direktor\w*|chair(?:s|ed|man|woman|person)?|vorsitz\w*|president|prasident\w*|ceo|geschaftsfuhr\w*)\b"
)
_LEADS = lazily(rf"{_HEAD.pattern}|\b(?:headed|heads|led|leads?|leit\w*|runs|manag\w*)\b")
# Who pays for a thing, runs it or grants it may be a body
_DONE_BY_BODIES = lazily(
    r"\b(?:pays?|paid|fund(?:s|ed)?|financ\w+|runs?|operat\w+|organi[sz]e[sd]?|award\w*|grant\w*|publish\w*|found(?:s|ed)?|set up|commission\w*|carried out|owns?|host(?:s|ed)?"
    r"|im auftrag|\w*zahlt?e?n?|finanzier\w*|forder\w*|betreib\w*|tragt?|organisier\w*|vergibt|vergeben|gegrundet|herausgegeben|beauftragt\w*|durchgefuhrt|ubernimmt|veranstaltet\w*)\b"
)
_BODY = lazily(
    r"\b(?:gocluster|go cluster|ministr\w+|\w*ministeri\w+|bmw[ikek]|bmbf|vdi|commission|kommission|gmbh|esca|eucles|federal government|bundesregierung|programme?|programm)\b"
)
_SOMEBODY = lazily(
    r"\b(?:ministr\w+|\w*ministeri\w+|bmw[ikek]|bmbf|vdi|commission|kommission|gmbh|esca|eucles|federal government|bundesregierung|\w*board|\w*beirats?|programmbegleitkreis\w*"
    r"|jury|committees?|\w*ausschuss\w*|agenc\w+|team|experts?|expert\w+|auditors?|\w*managers?|audience|publikum|members?|mitglied\w*)\b"
)
# somebody by a surname: "Dr. Janssen", "Frau Buhl"
_TITLED = lazily(r"\b(?:Dr|Prof|Frau|Herrn?|Mr|Mrs|Ms)\.? (?:Dr\.? )?([A-ZÄÖÜ][\w-]+)")
# of another time, or another of a series: "when was the next one?"
_LEAVES = lazily(
    r"\b(?:next|previous|following|later|earlier|before|after\w*|then|since|until|now|today|still|ever|again|nachste\w*|vorige\w*|folgend\w*|danach|davor|spater\w*|fruher\w*|vorher"
    r"|seit\w*|bis|jetzt|heute|noch|wieder|je(?:mals)?|inzwischen|mittlerweile|zuletzt|last|letzte\w*|latest|newest|neueste\w*)\b"
)
_NOTHING = dict.fromkeys((*SIGNALS, *GAP_SIGNALS), 0.0)
FLOOR = -4.0  # of a statement that a run did not bring up
_TELLING = 12.0  # information of a message whose words tell enough


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the runs say of one statement: its log-odds by the message alone (None: not searched for) and with the question before."""

    alone: float | None
    together: tuple[float, ...]
    classifier: float
    asked: float
    is_alone: bool  # the message alone brings it up
    detail: float = 0.0
    detail_behind: float = 0.0
    untold: float = 0.0

    @property
    def mean(self) -> float:
        """The mean of the log-odds together."""
        return sum(self.together) / len(self.together)


def _has_kind(question: Question, passage: Passage) -> bool:
    """Return whether a passage has something of the kind asked for; "since 2021" tells how long, and a body may be who pays."""
    if holds(question.asked, passage.text):
        return True
    if question.asked == "person" and _DONE_BY_BODIES.search(fold(question.text)):
        told = fold(passage.text)
        return _BODY.search(told) is not None and _DONE_BY_BODIES.search(told) is not None
    return question.asked == "duration" and _SINCE.search(passage.text) is not None


@lru_cache(maxsize=2000)
def _people(text: str, language: Language) -> tuple[str, ...]:
    return full_names(text, language) or tuple(_TITLED.findall(text))


def _tells_who(passage: Passage) -> bool:
    """Return whether a passage names a person or a body, or something by a proper name."""
    text, language = passage.text, passage.language
    return bool(_people(text, language) or names_in(text, language)) or _SOMEBODY.search(fold(text)) is not None


def _names(subject: str, language: Language) -> tuple[str, ...]:
    """Return the folded words of proper names in what is spoken of, which may be nothing but an abbreviation: "ESCA"."""
    if subject.isupper() and not is_known(subject.casefold(), language):
        return tuple(tokenise(subject))
    return names_in(subject, language)


_SPOKEN_OF_ONLY = 0.6


class Situation:
    """What was said before a message, and what the message adds to it."""

    def __init__(
        self,
        base: KnowledgeBase,
        stems: frozenset[str],
        before: Before,
        language: Language,
        question: Question,
        *,
        exchanged: bool,
        adds: bool = False,
    ) -> None:
        """`stems` are those that the message adds; `adds`: it asks nothing itself, but adds something to the question before."""
        self._information = base.searcher.information
        self._cluster_names = base.cluster_names
        self._stems = stems
        total = self._information.total(stems)
        unknown = self._information.total(stem for stem in stems if not self._information.is_known(stem))
        self.telling = min(1.0, total / _TELLING)
        self.unknown = unknown / total if total else 0.0
        self.names_year = bool(question.years)
        self._given = frozenset(before.given)
        self._nearest = frozenset(() if before.given else before.nearest)
        self._when = before.when
        self._levels = levels_in(question.text) or levels_in(before.subject)
        self._passages = before.passages(base, language)
        self._pages = frozenset(map(page_of, self._passages))
        self.wants_other = before.wants_other
        self._question = question
        self._wanted = value_wanted(question.text)
        self._asked_years = years_in(before.asked)
        # a statement of none of the years of the earlier question is no answer unless a word of the message leaves these
        self.stays_in_year = not (
            self.names_year
            or before.wants_other
            or before.when
            or ordinals_in(question.text)
            or _LEAVES.search(fold(question.text))
        )
        self._given_years = frozenset(year for passage in self._passages for year in years_covered(passage.text))
        # who it was before is before what was told
        earlier = before.when == "before" and question.asked == "person"
        told = self._given_years if earlier else frozenset[str]()
        self._from_years = self._asked_years or told
        asked = fold(question.text)
        self._wants_head = _HEAD.search(asked) is not None
        self._of_any_year = HOW_OFTEN.search(asked) is not None
        self._lacking = tuple(
            (name, told if wanted else None)
            for name, wanted, told in (
                ("frequency_missing", HOW_OFTEN.search(asked), _FREQUENCY),
                ("reason_missing", question.asked == "reason", _REASON),
                ("future_missing", _TO_COME.search(asked), _COMING),
            )
        )
        self._ordinals = ordinals_in(question.text) or ordinals_in(before.asked)
        # "the 2nd Cluster Week" was told of: who opened it is not who opened the first
        told_of = not (self._ordinals or before.wants_other or before.when) and before.given and self._passages
        self._numbered = self._passages[0].text if told_of else ""
        self._exchanged = exchanged
        names = (stem(name, language) for name in names_in(question.text, language)) if adds else ()
        self._added_names = stems.intersection(names)
        self._subject = frozenset(terms(before.subject, language)) - stems
        self._names = frozenset(stem(name, language) for name in _names(before.subject, language))
        self._surname = before.person.split()[-1] if before.person else ""

    def is_of_somebody_else(self, passage: Passage) -> bool:
        """Return whether a statement names other people than whom a pronoun stands for, or nobody where who is asked for.

        A body or a cluster may be who, but no head of anything.
        """
        if passage.kind == "gap":
            return False
        if self._question.asked == "person" and self._wants_head:
            return _LEADS.search(fold(passage.text)) is None
        if self._question.asked == "person":
            named = _has_kind(self._question, passage) or _tells_who(passage)
            return not (named or self._cluster_names.find(passage.text))
        if not self._surname or self._surname in passage.text:
            return False
        return bool(_people(passage.text, passage.language))

    def lacking_of_added(self, passage: Passage) -> float:
        """Return how much a statement lacks of the names that a message adds which asks nothing itself ("and Porter?"): 1 where it
        has none of them, more than half where only its asked lines do; 1, too, where it gives no reason and one is asked for.

        A known gap lacks nothing.
        """
        if passage.kind == "gap":
            return 0.0
        if self._question.asked == "reason" and not _has_kind(self._question, passage):
            return 1.0
        if not self._added_names:
            return 0.0
        words = words_of(passage)
        if stems_in(self._added_names, words.around):
            return 0.0
        return _SPOKEN_OF_ONLY if stems_in(self._added_names, words.anywhere) else 1.0

    # -- signals -------------------------------------------------------------------------------------------------

    def signals(self, passage: Passage, evidence: Evidence, year_conflict: float) -> dict[str, float]:
        """Return the signals of a statement or a known gap, by name; those of the other kind are 0."""
        own = (
            self._of_gap(passage, evidence)
            if passage.kind == "gap"
            else self._of_statement(passage, evidence, year_conflict)
        )
        return {**_NOTHING, **own}

    def _of_statement(self, passage: Passage, evidence: Evidence, year_conflict: float) -> dict[str, float]:
        key, words = statement_key(passage), words_of(passage).anywhere
        covered = self._covered(words)
        given, nearest, bare = float(key in self._given), float(key in self._nearest), float(not self._stems)
        lacks_value = value_missing(self._question, passage)
        lacks_counted = counted_missing(self._question, passage)
        has_kind = _has_kind(self._question, passage)
        asks_kind = self._question.asked not in ("other", "yesno")
        asks_person = self._question.asked == "person"
        lacks = lacks_value or (asks_kind and not has_kind)
        elsewhere = given and (self.wants_other or self.is_elsewhere(passage))
        of_time = (0.0, 0.0, 0.0, 0.0) if self.names_year else self._times(passage)
        return {
            **self._runs(evidence),
            "classifier": evidence.classifier,
            "asked": evidence.asked,
            "detail": evidence.detail,
            "detail_given": given * evidence.detail,
            "detail_behind": evidence.detail_behind,
            "given": given,
            "given_covered": given * covered if self._stems else 0.0,
            "given_bare": given * bare,
            "given_value": given * (self._wanted is not None and not lacks_value and not lacks_counted),
            "given_lacks": given * lacks,
            "given_other": float(elsewhere),
            "nearest": nearest,
            "nearest_lacks": nearest * lacks,
            "covered": covered if self._stems else 0.0,
            "uncovered": float(bool(self._stems) and covered == 0.0),
            "same_page": float(page_of(passage) in self._pages),
            "related": 0.0 if given else self.related(passage),
            **self._of_subject(words),
            "value": float(self._wanted is not None and not lacks_value),
            "value_missing": float(lacks_value),
            "counted_missing": float(lacks_counted),
            "kind": float(asks_kind and has_kind),
            "kind_missing": float(asks_kind and not asks_person and not has_kind),
            "kind_missing_bare": bare * (asks_kind and not has_kind),
            **{name: float(told is not None and not told.search(fold(passage.text))) for name, told in self._lacking},
            "person_missing": float(asks_person and not has_kind),
            "year_conflict": year_conflict,
            "other_year_asked": of_time[0],
            "other_year_given": of_time[1],
            "other_ordinal": of_time[2],
            "other_level": float(self.is_of_other_level(passage)),
            "other_time": of_time[3],
            "compares": float(bool(passage.compares)),
        }

    def _of_gap(self, passage: Passage, evidence: Evidence) -> dict[str, float]:
        key, words = statement_key(passage), words_of(passage).anywhere
        subject = self._of_subject(words)
        again = float(key in self._nearest)
        alone = evidence.alone if evidence.alone is not None else 0.0
        return {
            "gap": 1.0,
            "gap_alone": alone,
            "gap_together": evidence.mean,
            "gap_both": min(alone, evidence.mean) if evidence.alone is not None else 0.0,
            "gap_only_together": evidence.mean if evidence.alone is None else 0.0,
            "gap_stray": float(not self._exchanged and not evidence.is_alone),
            "gap_again": again,
            "gap_untold": evidence.untold,
            "gap_again_bare": again * (not self._stems),
            "gap_other_time": float(self._when is not None),
            "gap_covered": self._covered(words) if self._stems else 0.0,
            "gap_related": self.related(passage),
            "gap_subject": subject["subject"],
            "gap_name_missing": subject["name_missing"],
            "gap_classifier": evidence.classifier,
            "gap_asked": evidence.asked,
        }

    def _runs(self, evidence: Evidence) -> dict[str, float]:
        mean, most = evidence.mean, max(evidence.together)
        if evidence.alone is None:
            return {
                "alone": 0.0,
                "alone_telling": 0.0,
                "together": mean,
                "together_most": most,
                "both": 0.0,
                "only_together": mean,
            }
        return {
            "alone": evidence.alone,
            "alone_telling": self.telling * evidence.alone,
            "together": mean,
            "together_most": most,
            "both": min(evidence.alone, mean),
            "only_together": 0.0,
        }

    def _of_subject(self, words: Numbers) -> dict[str, float]:
        total = self._information.total(self._subject)
        has = stems_in(self._subject, words)
        missing = max((self._information.of(s) for s in self._subject - has), default=0.0)
        names = self._names
        return {
            "subject": self._information.total(has) / total if total else 0.5,
            "subject_missing": missing / 10,
            "name_missing": len(names - stems_in(names, words)) / len(names) if names else 0.0,
        }

    # -- what they are made of -----------------------------------------------------------------------------------

    def _times(self, passage: Passage) -> tuple[float, float, float, float]:
        """Return whether a statement is of other years than asked for, than what was given, another in number, or another time."""
        years, ordinals = years_covered(passage.text), ordinals_in(passage.text)
        asked = given = time = 0.0
        if self._of_any_year:
            pass
        elif self._when and self._from_years:
            time = float(bool(years) and not self.is_beyond(passage))
        elif years and self._asked_years:
            asked = float(years.isdisjoint(self._asked_years))
        elif years and self._given_years:
            given = float(years.isdisjoint(self._given_years))
        other = bool(ordinals and self._ordinals) and ordinals.isdisjoint(self._ordinals)
        ordinal = float(
            other or (bool(self._numbered) and names_another(self._numbered, passage.text, passage.language))
        )
        return asked, given, ordinal, time

    def _covered(self, words: Numbers) -> float:
        total = self._information.total(self._stems)
        return self._information.total(stems_in(self._stems, words)) / total if total else 0.5

    def covered(self, passage: Passage) -> float:
        """Return how much of what the message adds a passage has, by information, with heading and asked lines.

        Half, where it adds nothing.
        """
        return self._covered(words_of(passage).anywhere)

    def related(self, passage: Passage) -> float:
        """Return the most information that a passage has in common with one that was given, as a share."""
        return max((relatedness(passage, other, self._information) for other in self._passages), default=0.0)

    def is_elsewhere(self, passage: Passage) -> bool:
        """Return whether a passage tells of another level of the label, or of another time, than is asked for now."""
        return self.is_of_other_level(passage) or not self.is_beyond(passage)

    def is_of_other_level(self, passage: Passage) -> bool:
        """Return whether a passage names levels of the label, and none that the question names."""
        levels = levels_in(passage.text) if self._levels else frozenset[str]()
        return bool(levels) and levels.isdisjoint(self._levels)

    def is_beyond(self, passage: Passage) -> bool:
        """Return whether a passage tells of a year before or after those asked for, whichever is wanted now."""
        if not (self._when and self._from_years):
            return True
        years = years_in(passage.text)
        if self._when == "before":
            return any(year < min(self._from_years) for year in years)
        return any(year > max(self._from_years) for year in years)
