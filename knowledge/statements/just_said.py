"""What of a statement given before is told again, where it is asked for in other words: a sentence of it, or items of its list.

Who asks "Including VAT?" behind a list of prices is told the sentence that says so, not the list once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.asked.claim_words import DENIES
from knowledge.asked.extremes import extreme_asked, extreme_in
from knowledge.asked.numerals import numbers_said
from knowledge.asked.question import years_in
from knowledge.asked.sought import COUNTS, HEADS, KINDS, NO_MORE_THAN_OF_WHAT, OF_WHAT, TITLED, WHO, Kind, content
from knowledge.patterns import lazily
from knowledge.records import Language, Passage, Verdict
from knowledge.statements.anybody import asked_of_anybody
from knowledge.verdicts.part_verdict import is_not_named, part_verdict
from knowledge.words.countries import asks_from_abroad, leaves_out_country
from knowledge.words.splitting import sentences
from knowledge.words.text import fold, terms, tokenise

_ITEM = "\n- "
_BEGINNING = 5  # letters that words of one family have in common
_OMITTED = "…"
_MOST_SHARE = 0.75  # of a statement that is told again in part
# the last of a row that a list tells by its years
_LATEST = lazily(
    r"\b(?:(?:most )?recent|latest|newest|(?:the|der|die|das|den) (?:very )?(?:last|letzte\w*|jungste\w*|neueste\w*)|today|nowadays|currently|heute|heutzutage|derzeit|zuletzt|jungste\w*|neueste\w*)\b"
)
# what is said of a statement, and what only goes on
_OF_WHAT_WAS_SAID = frozenset(
    """many much number numbers figure figures story sentence statement exactly then else elsewhere reach must need needs get achieve pass have
    say says made make there zahl zahlen angabe angaben geschichte genau woanders steht etwas stimmt richtig correct right denn also eigentlich erreichen
    deadline date frist termin mussen brauchen braucht schaffen bekommen kriegen haben gibt gelten gilt""".split()
)


@dataclass(frozen=True, slots=True)
class Part:
    """What of a statement is told again: `quote` stands in it, `shown` is that as it is shown; yes or no, if that decides it.

    `is_told`: it has what was asked for, whatever else may be found. `is_named`: no name was asked for that it lacks.
    """

    quote: str
    shown: str
    said: Verdict | None = None
    is_told: bool = False
    is_named: bool = True


def part_asked(text: str, before: str, passage: Passage) -> Part | None:
    """Return the part of the statement `passage`, given before, that has what the message `text` asks for.

    It has the kind of thing that is asked for, where that is known, and of such parts most of the words of the message; where
    these do not tell, of what was asked `before`. None: nothing of it does, all of it alike, or it is what the statement says
    that is denied.
    """
    text = asked_of_anybody(text, before, passage) or text
    folded, language = fold(text), passage.language
    if is_not_named(text, folded, passage) or leaves_out_country(text, passage.text):
        return Part(passage.text, passage.text, is_named=False, is_told=True)
    extreme = extreme_asked(folded) if _ITEM in passage.text else None
    item = extreme_in(passage.text, extreme) if extreme else ""
    if item:
        return _made([item], passage, is_told=True)
    kind = next((kind for kind in KINDS if kind.asked.search(folded)), None)
    parts = _parts(passage.text)
    said = part_verdict(text, folded, parts, passage)
    if said is not None:
        verdict, part = said
        return Part(part, _shown(part, passage.text), verdict, is_told=True)
    if DENIES.search(" ".join(tokenise(text))):
        return None
    within = next((part for part in parts if asks_from_abroad(text, part)), None)
    if within is not None:
        return Part(within, _shown(within, passage.text), is_told=True)
    having = [part for part in parts if kind is None or kind.has(part, language)]
    having = _of_years(having or parts, text) if having or years_in(text) else []
    if kind is WHO:
        titled = [part for part in having if TITLED.search(part)]
        if len(titled) == 1 and _ITEM in passage.text and HEADS.search(folded):
            return _made(titled, passage, is_told=True)
        having = titled or having
    if _LATEST.search(folded) and len(parts) > 2:
        dated = [part for part in having if years_in(part)]
        newest = max((max(years_in(part)) for part in dated), default="")
        having = [part for part in dated if newest in years_in(part)] or having
        if len(having) == 1:
            return _made(having, passage, is_told=True)
    # words that ask for a kind of thing are no words of it: "how were those split up?"
    wanted = content(kind.asked.sub(" ", folded) if kind is not None and kind.is_plain else text, language)
    stems = wanted or content(before, language)
    best = _sharing_most(having, stems, parts, language)
    if kind is COUNTS and len(best) > 1:
        best = [part for part in best if _counts(part, stems, language)] or best
    n_shared = len(_shared(wanted, _stems(best, language)))
    is_item = _ITEM in passage.text and parts[0] not in best
    if not best or (kind is None and 2 * n_shared < max(1, len(wanted))):
        return None
    if kind is not None and not kind.is_plain and wanted and not n_shared and (is_item or len(having) > 1):
        return None
    if _announces(best, passage.text) and (kind is None or kind.is_in_items):
        return None
    says_no_more = kind is OF_WHAT and NO_MORE_THAN_OF_WHAT.search(folded) is not None
    return _made(best, passage, is_told=says_no_more or (kind is not None and _is_all_known(text, kind, passage)))


def _announces(parts: Sequence[str], text: str) -> bool:
    """Return whether `parts` are no more than what introduces the list of the statement `text`."""
    return _ITEM in text and len(parts) == 1 and parts[0].endswith(":")


def _parts(text: str) -> list[str]:
    """Return the sentences of a statement, or what introduces its list and the items of that."""
    head, *items = text.split(_ITEM)
    return [*(head[start:end] for start, end in sentences(head)), *items]


def _shown(part: str, text: str) -> str:
    return f"{part} {_OMITTED}" if _announces((part,), text) else part


def _made(best: Sequence[str], passage: Passage, *, is_told: bool) -> Part | None:
    """Return the parts `best`, which follow each other in a statement, as one; None: they do not, or are nearly all of it."""
    text = passage.text
    start = text.find(best[0])
    end = text.find(best[-1], start) + len(best[-1])
    quote = text[start:end]
    between = quote
    for part in best:
        between = between.replace(part, "", 1)
    is_whole = len(quote) > _MOST_SHARE * len(text)
    if between.strip(" -\n") or (is_whole and not is_told):
        return None
    shown = f"\n- {quote}" if _ITEM in quote else _shown(quote, text)
    return Part(quote, shown, is_told=is_told)


def _of_years(parts: list[str], text: str) -> list[str]:
    years = years_in(text)
    return [part for part in parts if years & years_in(part)] or parts if years else parts


def _shared(wanted: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """Return those of `wanted` that are `said`, or begin like something said: "apply" where "applications" are."""
    return frozenset(
        one
        for one in wanted
        if one in said or any(len(one) >= _BEGINNING and other.startswith(one[:_BEGINNING]) for other in said)
    )


def _stems(parts: Sequence[str], language: Language) -> frozenset[str]:
    return frozenset(stem for part in parts for stem in terms(part, language))


def _sharing_most(parts: list[str], stems: frozenset[str], of_all: Sequence[str], language: Language) -> list[str]:
    """Return those of `parts` that have most of `stems`, as far as these are not in each of the parts `of_all`."""
    if len(parts) < 2 or not stems:
        return parts
    telling = stems - frozenset.intersection(*(frozenset(terms(part, language)) for part in of_all))
    shared = [len(_shared(telling, frozenset(terms(part, language)))) for part in parts]
    return [part for part, n in zip(parts, shared, strict=True) if n == max(shared)]


def _counts(part: str, stems: frozenset[str], language: Language) -> bool:
    """Return whether a number in `part` stands before one of `stems`: "14 clusters", "15 committed members"."""
    words = tokenise(part)
    return any(
        (numbers_said(one) or one.isdigit()) and stems & frozenset(terms(" ".join(words[at + 1 : at + 3]), language))
        for at, one in enumerate(words)
    )


def _is_all_known(text: str, kind: Kind, passage: Passage) -> bool:
    """Return whether `text` asks for nothing but a thing of this kind, of what the statement tells.

    Who asks for an exception, a share or the like means that of what was told; of a number, a name or a date, all that is said
    besides must be in the statement.
    """
    language = passage.language
    rest = content(kind.asked.sub(" ", fold(text)), language)
    rest -= frozenset(stem for word in _OF_WHAT_WAS_SAID for stem in terms(word, language))
    unknown = rest - frozenset(terms(f"{passage.text} {passage.heading}", language))
    return not unknown and (kind.is_plain or bool(rest))
