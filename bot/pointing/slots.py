"""What of a question can be exchanged for something of its kind, and what of it is its topic: pure functions on text."""

from __future__ import annotations

import re

from bot.pointing.named import with_name
from knowledge.naming.gazetteer import Gazetteer
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.asking_words import INTERROGATIVE
from knowledge.words.beginnings import JOINING
from knowledge.words.text import fold, is_stop, terms

_MONTH = (
    r"(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|m[aä]r(?:ch|z)|april?|ma[yi]|jun[ei]|jul[yi]|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?"
    r"|nov(?:ember)?|de[cz](?:ember)?)"
)
DATE = lazily(
    rf"\b(?:(?:{_MONTH}|spring|summer|autumn|frühjahr|frühling|sommer|herbst|ende|anfang|mitte)\s+)?(?:19|20)\d\d\b",
    re.I,
)
_AT_DATE = lazily(rf"(?:\b(?:im jahr|in the year|in|im|of|for|von|vom|fur|für)\s+)?{DATE.pattern}", re.I)
# what is numbered and lasts, or is no event: its year is not the one asked for
NO_EVENT = lazily(
    r"\b(?:phase|period|half|hälfte|quarter|quartal|area|bereich|step|schritt|stage|part|teil|label|time|mal)\w*", re.I
)
_YEAR = lazily(r"(?:19|20)\d\d")
# "between 2000 and 2010", "von 2015 bis 2020"
_PERIOD = lazily(
    r"\b(?:between|from|in the years|zwischen|von|in den jahren)\s+(?:etwa |about |around )?(?P<start>(?:19|20)\d\d)\s+(?:and|to|until|till|und|bis)\s+(?:etwa |about |around )?(?P<end>(?:19|20)\d\d)\b",
    re.I,
)
_PERIOD_BESIDE = lazily(
    r"\b(?:(?:in )?(?:the|den) )?(?P<n>two|three|five|ten|zwei|drei|funf|zehn) (?:years|jahren?) (?:(?P<before>before|davor|zuvor|vorher|vor)|after|nach|danach|darauf|vor)(?: (?:(?P<year>(?:19|20)\d\d)|that|it|then))?\b"
)
_N = {"two": 2, "three": 3, "five": 5, "ten": 10, "zwei": 2, "drei": 3, "funf": 5, "zehn": 10}
# "phase 3" in the place of "phase 2"
_NUMBERED = lazily(r"\bphase\s+(?:\d|one|two|three|eins|zwei|drei)\b", re.I)
_NTH_EN, _NTH_DE = r"(?:first|second|third|fourth|fifth|last)", r"(?:erste|zweite|dritte|vierte|fünfte|letzte)"
_NTH = rf"(?:{_NTH_EN}|{_NTH_DE}[nrms]?)"
_ORDINAL = lazily(
    rf"\b(?:{_NTH_EN}|\d(?:st|nd|rd|th)|\d\.(?=\s+[A-ZÄÖÜ])|{_NTH_DE}\w*)(?!\w)",
    re.I,
)
# "what was the first about?", "worum ging es in der ersten?": no noun behind it
_ORDINAL_ALONE = lazily(
    rf"\b(?P<ordinal>(?:the|der|die|das|dem|den|zur|zum|im|beim|vom)\s+{_NTH})"
    r"(?:\s+ones?\b)?(?=\s*(?:[?!.,;]|$)|\s+(?:an|los)\W*$|\s+(?:about|for|called|like|was|is|were|start\w*|begin|began|end\w*|ging|war|ist|begann|endete|genau)\b)",
    re.I,
)
_COUNTED = lazily(
    rf"\b(?:how many|number of|which|what|{_NTH_EN}|(?P<german>wie ?viele?n?|anzahl der|welche[nrms]?|{_NTH_DE}[nrms]?))\s+(?P<noun>\w{{4,}})",
    re.I,
)
_COUNTED_BEHIND = lazily(r"\s+(?P<noun>\w{3,}s|[A-ZÄÖÜ]\w{3,})\b")
LEVEL = lazily(r"\b(?:bronze|silver|silber|gold)(?:ene?[mnrs]?|ne?[mnrs]?)?(?=\b|label)", re.I)
_YEARS = {
    words: n
    for n, every in (
        (1, ("a year", "one year", "the year", "ein jahr")),
        (2, ("two years", "zwei jahre")),
        (3, ("three years", "drei jahre")),
        (5, ("five years", "funf jahre")),
        (10, ("ten years", "zehn jahre")),
    )
    for words in every
}
_N_YEARS = rf"(?:{'|'.join(_YEARS)})"
LATER = lazily(
    rf"\b(?:{_N_YEARS} (?:later|after(?:wards)?)|(?:the )?(?:next|following) year|{_N_YEARS} (?:spater|darauf|danach)|(?:im )?(?:jahr darauf|folgejahr"
    r"|nachsten jahr|darauffolgenden jahr))\b"
)
EARLIER = lazily(
    rf"\b(?:{_N_YEARS} (?:earlier|before)|(?:the )?(?:previous|preceding) year|{_N_YEARS} (?:fruher|zuvor|davor|vorher)|(?:im )?(?:jahr davor|jahr zuvor"
    r"|vorjahr))\b"
)
_AT_THAT_TIME = lazily(
    r"\b(?:damals|seinerzeit|back then|at (?:that|the) time|(?:in )?(?:that|the same) year|(?:in|zu) (?:dem|diesem|demselben|jenem|dieser|jener) (?:jahr|zeit))\b"
)
_PATTERNS = (_PERIOD, DATE, _ORDINAL, LEVEL)
_WORD = lazily(r"[^\s?!.,;:()\"„“”]+")
_INTERROGATIVE = lazily(INTERROGATIVE)
_SHORTENED = lazily(r"['’](?:s|re|d|ll)$")  # "who's", "what're"
_NO_NOUN = lazily(r"\d|\w[A-ZÄÖÜ]")  # a number, or a name such as ESCA, is not the kind of thing asked for
_OF_QUANTITY = frozenset(
    "many much large big long often old high exactly viele viel hoch lange lang gross oft alt genau teuer".split()
)
_FINITE = frozenset(
    """did do does is are was were has have had can could will would may must should hat haben hatte hatten ist sind war waren gibt
    gab kann konnen konnte wird werden wurde wurden darf muss soll""".split()
)
# "What funding is there for members?": what is asked for is what is spoken of
_THERE_IS = lazily(
    r"\b(?:what|which|welche[nrms]?|was fur)\b.*\b(?:(?:is|are|was|were) there|(?:gibt|gab) es|there (?:is|are))\b"
)
_ASKED_NOUNS = (
    2  # words between an interrogative and the verb that are what is asked for: "which partner country did …"
)
_WHAT_IS = lazily(r"\b(?:was (?:ist|sind|bedeutet|heisst)|what(?: is| s| are| does))\b(?! (?:mit|about|with)\b)")
# What goes on without asking: "what about", "wie sieht es … aus"
_OPENER = lazily(
    rf"^\W*(?:(?:{JOINING}|or|oder|auch|well|na)\b\W*)*"
    r"(?:(?:what|how) about\b|was ist (?:denn )?mit\b|wie (?:ist|sieht|schaut|steht|war) (?:es|das) (?:denn )?(?:mit|in|bei|um|fur)?\b"
    r"|(?:was war|wie war|what was|what were|how was)(?: es| das| it)?(?=(?: in| im jahr| im)? (?:19|20)\d\d\W*$))?\W*"
)
_GOING_ON = lazily(
    rf"^\W*(?:{JOINING}|or|oder|auch|only|nur|what about|how about|was ist (?:denn )?mit|wie (?:ist|sieht|schaut|steht|war) es"
    r"|instead|stattdessen|sonst|gibt es (?:auch|noch|da|dort)|are there (?:also|any others?)|which of (?:them|these|those)|welche davon"
    r"|wer davon|davon|von denen|of those)\b"
    r"|^\W*(?:was war|wie war|what was|what were|how was)(?: es| das| it)?(?: in| im jahr| im)? (?:19|20)\d\d\W*$"
)
_BARE = lazily(r"^\W*(?:regardless|egal|without|ohne|with|mit|in|from|aus|the|der|die|das|noch|any|more|mehr|weiter)\b")
_EMPTY = frozenset(
    """many one ones years year jahr jahre jahren jahres aus exactly genau davor danach vorher nachher earlier later fruher spater
    macht machen machte machten gemacht lang lange long oft often tut tun getan geht ging gehen passiert passierte lauft lief do does did done doing happen happened happens""".split()
)


def without_opening(text: str) -> str:
    """Return `text` without the words that only go on: "And what about 2013?" gives "2013?"."""
    words = _WORD.findall(text)
    rest = _OPENER.sub("", fold(text))
    n_left = len(_WORD.findall(rest))
    return " ".join(words[len(words) - n_left :]) if n_left else ""


def with_counted_noun(text: str, question: str) -> str:
    """Return `text` with the noun that `question` counts behind an ordinal that has none: "in the first" gives "in the first phase"."""
    alone, counted = _ORDINAL_ALONE.search(text), _COUNTED.search(question)
    if alone is None or counted is None:
        return text
    noun = counted["noun"]
    behind = _COUNTED_BEHIND.match(question, counted.end())
    if behind is not None and (noun.islower() if counted["german"] else not noun.endswith("s")):
        noun = behind["noun"]  # "which foreign countries"
    noun = noun[:-1] if noun.endswith("n" if counted["german"] else "s") else noun
    return f"{text[: alone.start()]}{alone['ordinal']} {noun}{text[alone.end() :]}"


def asks(text: str) -> bool:
    """Return whether `text` itself says what it asks for: with a question word, or by beginning with a verb."""
    words = [fold(word) for word in _WORD.findall(without_opening(text))]
    return any(_INTERROGATIVE.fullmatch(_SHORTENED.sub("", word)) for word in words) or bool(
        words and words[0] in _FINITE
    )


def asks_what_is(text: str) -> bool:
    """Return whether `text` asks what a thing is or does: "And what is the gold label?"; not "what about …"."""
    return _WHAT_IS.search(fold(text)) is not None


def goes_on(text: str) -> bool:
    """Return whether `text` begins like what goes on with something: "And …", or "in …" where nothing is asked."""
    folded = fold(text)
    return _GOING_ON.search(folded) is not None or (_BARE.search(folded) is not None and not asks(text))


def topic_words(text: str, language: Language) -> str:
    """Return the content words of a question without what it asks for, as they are spelt; "" where nothing is left.

    "Which partner country did the annual conference in 2015 have?" gives "annual conference 2015". Where nothing is left, all
    that it has: "Which partner countries do you have?" gives "partner countries". Of what is there all is topic: "What funding
    is there for members?" gives "funding members".
    """
    out: list[str] = []
    n_asked: int | None = None
    there_is = _THERE_IS.search(fold(text)) is not None
    words = _WORD.findall(text)
    if language == "de" and len(words) > 1 and words[-1].islower() and any(word[0].isupper() for word in words[1:-1]):
        words.pop()  # a verb: "Wer hat die Clusterwoche eröffnet?"
    for word in words:
        folded = fold(word)
        if _INTERROGATIVE.fullmatch(folded) and not (language == "en" and folded in _FINITE):
            n_asked = 0
            continue
        stop = is_stop(folded, language) or folded in _FINITE
        if n_asked is not None:
            if folded in _OF_QUANTITY:
                continue
            if not (stop or there_is) and n_asked < _ASKED_NOUNS and not _NO_NOUN.search(word):
                n_asked += 1
                continue
            n_asked = None
        if not stop:
            out.append(word)
    return " ".join(out or content_words(text, language))


def asked_part(text: str, language: Language) -> str:
    """Return a question without its topic: "How many events were there in Bremen?" gives "How many events were there in"."""
    topic = topic_words(text, language).split()
    return " ".join(word for word in _WORD.findall(text) if word not in topic)


def exchanged(text: str, question: str, language: Language, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """Return `question` with what `text` names of the same kind as something in it, and the words of `text` left over.

    Dates, ordinals, label levels, places and, where nothing else is asked, names are exchanged, "a year later" counts
    from the year of the question, and a year takes the place of an ordinal.
    None: there is nothing to exchange.
    """
    rest, changed, folded = _with_period(text, question), question, fold(text)
    for pattern in (*_PATTERNS, _NUMBERED):
        new, old = list(pattern.finditer(rest)), list(pattern.finditer(changed))
        if len(new) == 1 and len(old) == 1 and fold(new[0][0]) != fold(old[0][0]):
            changed = changed[: old[0].start()] + new[0][0] + changed[old[0].end() :]
            rest = rest[: new[0].start()] + rest[new[0].end() :]
    if changed == question:
        changed, rest = _of_a_series(changed, rest, alone=not asks(text))
    step = 0 if _PERIOD.search(rest) or _PERIOD.search(changed) else _step(folded)
    years = _YEAR.findall(question)
    if step and len(set(years)) == 1:
        date = DATE.search(question)
        assert date is not None
        changed = changed.replace(date[0], str(int(years[0]) + step))
        rest = ""
    changed, rest = _with_places(changed, rest, gazetteer)
    if changed == question and not asks(text):
        changed, rest = with_name(text, question, language) or (question, text)
    if changed == question:
        return None
    known = set(terms(question, language))
    left = [word for word in content_words(rest, language) if not known.issuperset(terms(word, language))]
    return changed, " ".join(left)


def _with_period(text: str, question: str) -> str:
    """Return `text` with the period of as many years before or after that of `question` which it asks for ("in the ten years before"), if
    it asks for one; else as it is.
    """
    period, beside = _PERIOD.search(question), _PERIOD_BESIDE.search(fold(text))
    if period is None or beside is None or asks(text):
        return text
    n = _N[beside["n"]]
    start, end = (int(beside["year"] or period[at]) for at in ("start", "end"))
    first, last = (start - n, start) if beside["before"] else (end, end + n)
    years = iter((str(first), str(last)))
    return _YEAR.sub(lambda _: next(years), period[0])


def _of_a_series(question: str, text: str, *, alone: bool) -> tuple[str, str]:
    """Return `question` of another in a series, which one of them numbers and the other dates; both as they are: of no other.

    "the first meeting" of 2022 is the meeting in 2022. An ordinal takes the place of a year if it stands `alone`.
    """
    for named_by, instead_of, counts in ((DATE, _ORDINAL, True), (_ORDINAL, _AT_DATE, alone)):
        new, old = list(named_by.finditer(text)), list(instead_of.finditer(question))
        if not counts or len(new) != 1 or len(old) != 1 or NO_EVENT.search(question):
            continue
        if not named_by.search(question) and not instead_of.search(text):
            of_another = f"{question[: old[0].start()].rstrip()} {question[old[0].end() :].strip()}".rstrip()
            asked = of_another.rstrip("?!. ")
            of_another = f"{asked} {new[0][0]}{of_another[len(asked) :].strip()}"
            return of_another, text[: new[0].start()] + text[new[0].end() :]
    return question, text


def dated(text: str, year: str) -> str:
    """Return `text` with `year` for "at that time", and the year counted from it for "a year later"."""
    folded = fold(text)
    step = _step(folded)
    if step or _AT_THAT_TIME.search(folded):
        said = next(found[0] for p in (LATER, EARLIER, _AT_THAT_TIME) if (found := p.search(folded)))
        return re.sub(rf"\b{re.escape(said)}\b", str(int(year) + step), folded, count=1)
    return text


def _step(folded: str) -> int:
    """Return how many years later than another the year is that a folded text asks for; negative: earlier."""
    for pattern, sign in ((LATER, 1), (EARLIER, -1)):
        if found := pattern.search(folded):
            return sign * next((n for words, n in _YEARS.items() if found[0].startswith(words)), 1)
    return 0


def content_words(text: str, language: Language) -> list[str]:
    """Return the words of `text` that say something, as they are spelt: "And when exactly?" has none."""
    words = _WORD.findall(without_opening(text))
    return [word for word in words if not _says_nothing(fold(word)) and terms(word, language)]


def _says_nothing(folded: str) -> bool:
    return folded in _EMPTY or (_INTERROGATIVE.fullmatch(folded) is not None and folded not in _FINITE)


def beyond_slots(text: str, language: Language, gazetteer: Gazetteer) -> list[str]:
    """Return the content words of `text` that are no date, ordinal, level or place."""
    rest = without_opening(text)
    for pattern in (*_PATTERNS, LATER, EARLIER):
        rest = pattern.sub(" ", rest)
    for name in gazetteer.find(rest):
        if name.kind in ("land", "city", "region"):
            rest = _replaced(rest, name.words, " ")
    return content_words(rest, language)


def _with_places(question: str, text: str, gazetteer: Gazetteer) -> tuple[str, str]:
    new, old = (
        [name for name in gazetteer.find(part) if name.kind in ("land", "city", "region")] for part in (text, question)
    )
    if len(new) != 1 or len(old) != 1 or new[0].ids == old[0].ids:
        return question, text
    return _replaced(question, old[0].words, new[0].words), _replaced(text, new[0].words, " ")


def _replaced(text: str, words: str, by: str) -> str:
    return re.sub(r"\W+".join(map(re.escape, words.split())), lambda _: by, text, count=1)
