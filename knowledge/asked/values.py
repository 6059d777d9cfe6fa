"""Whether a statement has the very value that a question asks for: a day rather than a year, a person's name, a number of these things.

`knowledge.asked.question` tells the kind of thing that is asked for; here it is finer, and looked for more strictly, since a
statement near to the question in all but this does not answer it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from knowledge.asked.question import ELIGIBLE, MONTH, TURN_TO, Question, asking_part
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.words.dictionary import is_known, lemma
from knowledge.words.text import fold, is_stop, stem, terms, tokenise

Value = Literal["price", "money", "share", "count", "month", "day", "year", "time", "age", "person"]

_REMEMBERED = 20_000
_NUMBERS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozens?|hundreds?|thousands?|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn"
    r"|zwolf|dutzende?|hunderte?|tausende?)"
)
_DO = "do|does|did|would|will"
_MONTHS = rf"(?:{MONTH})"
# "Who are the partner countries?"
_ARE_BODIES = (
    r"(?! (?:are|is|were|was|sind|ist|waren|war) (?:all |alle )?(?:the |our |your |die |das |unsere |eure )?(?:[\w-]+ )?"
    r"(?:\w*countr(?:y|ies)|\w*land(?:er)?|\w*partners?|\w*partnern?|\w*clusters?|networks?|\w*netzwerke?|nations?|\w*staaten|compan(?:y|ies)|\w*unternehmen|ministr(?:y|ies)|\w*ministerien)\b)"
)

# Over tokens; the first that matches is asked for. Nothing is looked for where the value is None.
_WANTED: tuple[tuple[Value | None, str], ...] = (
    ("age", r"\bhow old\b|\bwie alt\b"),
    (
        None,  # a duration, how often
        r"\bhow (?:long|soon|often|frequent\w*|many (?:years|months|weeks|days|hours|minutes))\b"
        r"|\bwie (?:lange?|oft|haufig|viele? (?:jahre|monate|wochen|tage|stunden))\b|\bwievielte",
    ),
    (
        "price",
        rf"\b(?:what|how much) (?:{_DO}) .*\b(?:cost|charge|earn)\b|\bhow expensive\b|\bwhat (?:is|was|are) .*\b(?:price|salary|fee)s?\b"
        rf"|\bwhat (?:{_DO}|must) .*\bpay\b(?! attention| for$)|\bwhat (?:price|salary|fee)s?\b|\bwas (?:kostet\w*|kosten|verdien\w*)\b|\bwie (?:teuer|hoch) .*\w*(?:preis|gebuhr|gehalt|kosten)\w*\b|\bwie teuer\b",
    ),
    (
        "money",
        r"\bhow much\b|\bwie ?viel\b|\b(?:costs?|prices?|fees?|budget|salary|kostet\w*|kosten|preise?"
        r"|gebuhr\w*|beitrag|etat|gehalt|euros?)\b",
    ),
    ("share", r"\bwhat (?:share|percentage|proportion)\b|\b(?:per ?cent|prozent|anteil|quote)\b"),
    ("count", r"\bhow (?:many|large|big)\b|\bwie ?(?:viele[nr]?|gross)\b|\bnumber of\b|\banzahl\b|\bzahl der\b"),
    (
        None,
        r"\b(?:phone|telephone|e ?mail|address|telefon\w*|anschrift|adresse|hotline|website|webseite|homepage|fax)\b",
    ),
    ("month", r"\b(?:which|what) month\b|\bwelche[mnr] monat\b"),
    ("day", r"\b(?:which|what) (?:days?|dates?)\b|\bwelche[mnrs]? (?:tage?n?|datum)\b"),
    ("year", r"\b(?:which|what) years?\b|\bwelche[mnrs]? jahre?n?\b"),
    (None, r"\b(?:what time|what hour|wie spat|uhrzeit)\b|\bum wie ?viel uhr\b"),
    ("time", r"\bwhen\b|\bwann\b|\bdeadline\b|\bfrist\b|\btermin\b|\bdatum\b"),
    (
        "person",
        rf"(?<!people )(?<!those )(?<!anyone )\b(?:who|wer)\b{ELIGIBLE}(?! (?:pays?|paid|zahlt\w*|bezahlt\w*)\b){_ARE_BODIES}|\b(?:whom|whose|wen|wem|wessen)\b|\b(?:which|welche[rnms]?) (?:persons?|people|minister|man|woman)\b"
        r"|\bwhat (?:is |was )?the name\b|\bwie heisst\b",
    ),
)
_PATTERNS = tuple((value, lazily(pattern)) for value, pattern in _WANTED)
_TURN_TO = lazily(TURN_TO)
_COUNTED = lazily(r"\b(?:how many|number of|wie ?viele[nr]?|anzahl(?: der)?|zahl der)\b")
_YEAR = lazily(r"\b(?:19|20)\d\d\b")
NUMBER = lazily(rf"\b(?:(?!(?:19|20)\d\d\b)\d+|{_NUMBERS})\b")
_DIGITS = lazily(r"\b(?!(?:19|20)\d\d\b)\d+\b")
DAY = lazily(rf"\b\d{{1,2}} (?:(?:and|und|to|bis) \d{{1,2}} )?{_MONTHS}\b|\b{_MONTHS} \d{{1,2}}\b")
_MONTH = lazily(rf"\b{_MONTHS}\b")
_MONEY = lazily(r"\beur(?:os?)?\b")
_PRICE = lazily(
    r"\b(?:eur(?:os?)?|cents?|free|gratis|nothing|kostenlos\w*|kostenfrei\w*|unentgeltlich\w*|nichts|pays?|paid|bear|borne|covers?|covered"
    r"|ubern(?:immt|ehmen|ommen\w*)|bezahl\w*|zahl(?:t|en))\b"
)
CLAUSE_END = lazily(r"(?<!\b\d)(?<!\b\d\d)[.:;!?](?=\s|$)|[()\n]")  # not behind an ordinal
_AS_OF = lazily(r"\((?:Stand|as of|as stated)\b[^()]*\)")
_AGE = lazily(r"\b(?:years old|jahre alt|aged|born|geboren\w*|jahrige\w*)\b")
_TITLE = lazily(r"\b(?:Dr|Prof)\b")
_FULL_NAME = lazily(r"\b([A-ZÄÖÜ][a-zäöüß]+)(?:-[A-ZÄÖÜ][a-zäöüß]+)?(?= ([A-ZÄÖÜ][a-zäöüßø]+)\b)")
_BODY = lazily(  # who acts need not be a person
    r"\b(?:board|jury|gmbh|agency|audience|experts?|speakers|beneficiaries|participants|forum|council|commission"
    r"|\w*beirats?|\w*begleitkreis\w*|agentur|publikum|fachleuten?|referent\w*|beteiligte\w*|kommission"
    r"|managementorganisationen)\b"
)
# "Who runs it at VDI/VDE-IT?": whoever it is, it is not the body
_WITHIN_BODY = lazily(r"\b(?:at|bei|beim|im|in der) (?:the |der )?[\w/&-]*[A-ZÄÖÜ][\w/&-]*[A-ZÄÖÜ]")
ANYTHING = lazily(r"(?:things?|dinge?n?|sachen|times|mal)")
# what is counted goes by many names; words of one line are taken for one another
_ALIKE: dict[Language, tuple[str, ...]] = {
    "en": (
        "people persons guests participants visitors attendees heads folks stakeholders individuals members managers experts"
        " players everyone",
        "clusters networks members initiatives organisations associations bodies outfits winners",
        "firms companies businesses enterprises smes actors",
        "nations states countries",
        "events formats appearances appointments",
        "projects proposals schemes",
        "institutes institutions chairs professorships labs",
        "announcements calls rounds",
        "indicators criteria points",
    ),
    "de": (
        "leute personen menschen gäste teilnehmer teilnehmende teilnehmern besucher beteiligte mitwirkende köpfe mitglieder"
        " experten fachleute akteure manager",
        "cluster netzwerke mitglieder initiativen clusterinitiativen organisationen verbände innovationscluster sieger gewinner preisträger",
        "firmen unternehmen betriebe kmu mittelständler konzerne großunternehmen akteure",
        "nationen staaten länder",
        "veranstaltungen termine formate events",
        "projekte vorhaben",
        "institute einrichtungen lehrstühle professuren forschungseinrichtungen hochschulinstitute",
        "bekanntmachungen aufrufe runden ausschreibungen",
        "indikatoren kennzahlen kriterien punkte",
    ),
}


@dataclass(frozen=True, slots=True)
class Values:
    """What a text has: values, and the stems of what its numbers count."""

    held: frozenset[Value]
    counted: frozenset[str]


@lru_cache(maxsize=2000)
def value_wanted(text: str) -> Value | None:
    """Return the kind of value that `text` asks for; None: of no kind that is looked for here."""
    folded = " ".join(tokenise(asking_part(text)))
    if _TURN_TO.search(folded):
        return None
    return next((value for value, pattern in _PATTERNS if pattern.search(folded)), None)


def value_missing(question: Question, passage: Passage) -> bool:
    """Return whether a value is asked for that the statement lacks; never in a yes/no question, which names it itself.

    What an asked line of the statement asks for as well, it has: in words that are not known here. Who does a thing within a body
    is a person, whom the statement must name.
    """
    wanted = None if question.yesno else value_wanted(question.text)
    if wanted == "person" and _WITHIN_BODY.search(question.text):
        return not _names_person(passage.text, passage.language)
    if wanted is None or wanted in values_in(passage.text, passage.language).held:
        return False
    return wanted not in _wanted_by(passage.asked)


def counted_missing(question: Question, passage: Passage) -> bool:
    """Return whether a number of things is asked for, and the numbers of the statement count other things, or there are none.

    What an asked line of the statement asks the number of, it counts.
    """
    if question.yesno or value_wanted(question.text) != "count":
        return False
    things = things_counted(question.text, passage.language)
    if not things or ANYTHING.fullmatch(things[0]):
        return False
    asked = set().union(*(names_of(token, passage.language) for token in things))
    if asked & values_in(passage.text, passage.language).counted:
        return False
    return not asked & counted_by(passage.asked, passage.language)


@lru_cache(maxsize=_REMEMBERED)
def _wanted_by(lines: tuple[str, ...]) -> frozenset[Value | None]:
    """Return the kinds of value that the asked lines of a statement ask for."""
    return frozenset(map(value_wanted, lines))


@lru_cache(maxsize=_REMEMBERED)
def counted_by(lines: tuple[str, ...], language: Language) -> frozenset[str]:
    """Return the stems of the things of which the asked lines of a statement ask the number."""
    counting = (things_counted(line, language) for line in lines if value_wanted(line) == "count")
    return frozenset().union(*(with_parts(token, language) for line in counting for token in line))


def things_counted(text: str, language: Language) -> list[str]:
    """Return the words of which `text` asks the number: a noun, with the one before it ("big companies"); empty: none."""
    words = [(token, word[0]) for word in text.split() for token in tokenise(word)]
    folded = [token for token, _ in words]
    found = _COUNTED.search(" ".join(folded))
    behind = len(" ".join(folded)[found.end() :].split()) if found else 0
    content = [(token, letter) for token, letter in words[len(words) - behind :] if not is_stop(token, language)]
    if not content:
        return []
    (first, letter), *others = content[:2]
    is_noun = [
        other.isupper() > letter.isupper() if language == "de" else token.endswith("s") for token, other in others
    ]
    return [first, *(token for (token, _), noun in zip(others, is_noun, strict=True) if noun)]


@lru_cache(maxsize=_REMEMBERED)
def values_in(text: str, language: Language) -> Values:
    """Return what values `text` has, and what its numbers count; the last ones are remembered."""
    folded = " ".join(tokenise(text))
    # of when a statement is tells not when what it tells was
    dated = " ".join(tokenise(_AS_OF.sub(" ", text))) if "(" in text else folded
    tests: tuple[tuple[Value, bool], ...] = (
        ("count", NUMBER.search(folded) is not None),
        ("share", _DIGITS.search(folded) is not None),
        ("price", _PRICE.search(folded) is not None or "€" in text),
        ("money", _DIGITS.search(folded) is not None or _MONEY.search(folded) is not None or "€" in text),
        ("day", DAY.search(dated) is not None),
        ("month", _MONTH.search(dated) is not None),
        ("year", _YEAR.search(dated) is not None),
        ("time", _YEAR.search(dated) is not None or DAY.search(dated) is not None),
        # how old a thing is, a year may tell
        ("age", _AGE.search(folded) is not None or not full_names(text, language)),
        ("person", _names_person(text, language) or _BODY.search(folded) is not None),
    )
    return Values(frozenset(value for value, held in tests if held), frozenset(_counted(text, language)))


def _counted(text: str, language: Language) -> Iterator[str]:
    """Yield the stems of what the numbers of `text` may count: the words of each clause that has one. Dates count nothing."""
    for clause in CLAUSE_END.split(text):
        folded = DAY.sub(" ", " ".join(tokenise(clause)))
        if NUMBER.search(folded):
            for token in folded.split():
                if not is_stop(token, language):
                    yield from with_parts(token, language)


def _names_person(text: str, language: Language) -> bool:
    """Return whether `text` has a title, or two words with capitals in a row that look like a full name.

    In English one of them is in no dictionary. German has capitals for nouns as well, yet hardly two nouns in a row; there
    an inflected first word is an adjective, and a sentence begins with a capital in any case. Names of organisations may
    pass: they too can be who is asked for.
    """
    return _TITLE.search(text) is not None or bool(full_names(text, language))


@lru_cache(maxsize=_REMEMBERED)
def full_names(text: str, language: Language) -> tuple[str, ...]:
    """Return what looks like full names in `text`, in order: two words with capitals in a row that are no two nouns."""
    found = []
    for match in _FULL_NAME.finditer(text):
        first, last = match.groups()
        if is_stop(fold(first), language) or is_stop(fold(last), language):
            continue
        known = is_known(first, language) and is_known(last, language)
        if language == "en":
            if not known:
                found.append(f"{match[0]} {last}")
        elif lemma(first, "de").casefold() == first.casefold() and not (known and _begins(text, match.start())):
            found.append(f"{match[0]} {last}")
    return tuple(found)


def _begins(text: str, at: int) -> bool:
    """Return whether a sentence begins at `at`."""
    return text[:at].rstrip()[-1:] in ("", ".", ":", "!", "?", "–", "-", "„")


def names_of(token: str, language: Language) -> set[str]:
    """Return the stems of a word and its parts, and of all words that are taken for one of these."""
    own = with_parts(token, language)
    return own.union(*(line for line in _alike(language) if line & own))


@lru_cache(maxsize=len(_ALIKE))
def _alike(language: Language) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(stem(fold(word), language) for word in line.split()) for line in _ALIKE[language])


def with_parts(token: str, language: Language) -> set[str]:
    """Return the stem of a word, and of the parts of a German compound."""
    return {stem(token, language), *terms(token, language)}
