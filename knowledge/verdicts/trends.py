"""Whether something became more or fewer, as is claimed ("so more silver too?"), by a statement that counts it at two times."""

from __future__ import annotations

from knowledge.asked.claim_words import light_stems
from knowledge.asked.question import levels_in, numbers_in, years_in
from knowledge.patterns import lazily
from knowledge.records import Language, Verdict
from knowledge.words.splitting import clauses
from knowledge.words.text import fold, terms, tokenise

UP = r"\b(?:more|increas\w*|ris(?:e|es|en|ing)|rose|grow\w*|grew|gone up|go up|went up|higher|mehr|gestiegen|stieg|stiegen|steigt|gewachsen|wuchs|zugenommen|zunahme)\b"
DOWN = (
    r"\b(?:fewer|less|fall\w*|fell|drop\w*|declin\w*|decreas\w*|shr[aiu]nk\w*|gone down|go down|went down|lower|weniger|gesunken|sank|sanken|gefallen|abgenommen|abnahme"
    r"|zuruckgegangen|ging zuruck|geschrumpft)\b"
)
_UP, _DOWN = lazily(UP), lazily(DOWN)
_ASKS = lazily(
    r"\b(?:who\w*|what|when|where|how|which|why|we[rnm]|was|wann|wo|wie\w*|welche\w*|warum|weshalb|wieso)\b(?! (?:there|it|that|the)\b)"
)
# "more than 50", "more silver than gold" compare other things
_THAN = lazily(
    r"\b(?:than|als)\b(?! (?:in|im|before|earlier|previously|now|then|at|(?:19|20)\d\d|fruher|vorher|zuvor|damals|heute|jetzt|am)\b)"
)
_OF_THE_CLAIM = frozenset(
    "number numbers count members labels zahl anzahl mitglieder label geworden become became still now".split()
)
_MOST_OF_IT = 0.5


def trend_holds(text: str, statement: str, language: Language) -> Verdict | None:
    """Return whether `statement` says of two times that there were more at the later one, or fewer, as `text` claims; None: no such
    thing is claimed, or it does not tell.
    """
    folded = fold(text)
    up, down = _UP.search(folded) is not None, _DOWN.search(folded) is not None
    if up == down or not folded.rstrip().endswith("?") or _ASKS.search(folded) or _THAN.search(folded):
        return None
    if numbers_in(text) - years_in(text) or not levels_in(text) <= levels_in(statement) or len(levels_in(text)) > 1:
        return None
    counted = _counted(statement)
    if counted is None:
        return None
    (_, before), (_, after) = sorted(counted.items())
    rest = " ".join(word for word in tokenise(_DOWN.sub(" ", _UP.sub(" ", folded))) if word not in _OF_THE_CLAIM)
    wanted = {stem for stem in terms(rest, language) if not stem.isdigit()} - light_stems(language)
    if before == after or len(wanted & set(terms(statement, language))) < _MOST_OF_IT * len(wanted):
        return None
    return "yes" if (after > before) == up else "no"


def _counted(statement: str) -> dict[str, int] | None:
    """Return the number that `statement` has of each of two years, one in each clause; None: it does not count so."""
    said = clauses(statement)
    found: dict[str, int] = {}
    for clause in said:
        years, numbers = years_in(clause), numbers_in(clause) - years_in(clause)
        if len(years) != 1 or len(numbers) != 1 or not (number := next(iter(numbers))).isdigit():
            return None
        found[next(iter(years))] = int(number)
    return found if len(found) == 2 and len(said) == 2 else None
