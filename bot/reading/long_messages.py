"""What a long message asks: who somebody is, what happened and the coffee may be told besides, and all of it has words.

One sentence asks, by its question mark or as a request ("please tell me how long …"). It is answered alone where it stands by itself,
else with the one to three before it, whichever is answered most surely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.pointing.pointing import points_back
from bot.reading.wrapping import unwrapped
from knowledge.answers.answer import Answerer
from knowledge.clusters.intent import asks_which_fits
from knowledge.clusters.outcomes import Request
from knowledge.clusters.wishes import Wish
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.asking_words import ASKED
from knowledge.words.splitting import sentences
from knowledge.words.text import terms

_LONG = 30  # words
_ENOUGH = 2  # content words of a sentence that can be asked by itself
_BEFORE = 3  # sentences that one that points back may need
_CERTAIN = 1.0  # how sure it is that a cluster that is named, or a wish for clusters, is what is asked for
_SURE = 0.6  # confidence from which the sentence alone is answered
_AS_SURE = 0.1  # confidence that a longer reading must have more
_NOT = r"(?:please|kindly|just|only|really|still|actually|simply|also|now|bitte|nur|noch|doch|mal|einmal|kurz|gerne?|eigentlich|einfach|auch|jetzt|nun|daher|deshalb)"
_REQUEST = lazily(
    rf"\b(?:(?:tell|show|give|send|write|remind|explain to|let) (?:me|us)\b|(?:list|name) (?:me )?(?=the|all|{ASKED})"
    rf"|(?:I|we)(?:'d| would)?(?: {_NOT})* (?:need|want|like|love|wish|have) to (?:know|find out|learn|hear|understand|ask|check|be told)\b"
    rf"|what (?:I|we)(?:'m|'d| am| are| would)?(?: {_NOT})* (?:need|needs|want|miss|missing|lack|like|looking for|after)(?: \w+){{0,5}}? is\b"
    r"|what(?: is|'s)(?: still)? missing is\b|(?:my|our|the)(?: \w+)? question(?: \w+){0,4}? is\b|(?:I|we)(?: was| were| am| are|'m|'re) wondering\b|I wonder\b|(?:could|can|would) you\b"
    rf"|(?:sagen|nennen|schreiben|verraten|erklären|zeigen|geben|schicken|beantworten|zählen|teilen) sie\b|(?:sagt?|nennt?|nenne|schreibt?|verratet?|erklärt?) (?:(?:{_NOT}|doch) )*(?:mir|uns)\b"
    r"|(?:ich|wir) (?:würden?|möchten?|müssten?|muss|müssen|will|wollen|wollten?|sollte)\b[^.?!]{0,40}?\b(?:wissen|erfahren|verstehen|begreifen)\b"
    r"|(?:möchten?|müssten?|würden?) (?:ich|wir)\b[^.?!]{0,40}?\b(?:wissen|erfahren|verstehen|begreifen)\b"
    r"|(?:ich|wir) wüssten?\b|wüssten? (?:ich|wir)\b|interessier(?:t|en) (?:mich|uns)\b|(?:mich|uns) interessier(?:t|en)\b|(?:mir|uns) fehl(?:t|en)\b|fehl(?:t|en) (?:mir|uns)\b"
    r"|(?:ich|wir) bräuchten?\b|bräuchten? (?:ich|wir)\b|(?:meine|unsere|die) frage(?: \w+){0,3}? (?:ist|wäre|lautet|daher|also)\b|bitten? (?:ich|wir) um\b|(?:ich|wir) bitten? um\b"
    r"|(?:können|könnten) sie\b|(?:kannst|könntest) du\b|könnte?t ihr\b)",
    re.IGNORECASE,
)
# what is asked for behind a request: "so please tell me how long the label is good for"
_ASKED_FOR = lazily(
    rf"(?:\W+(?:{_NOT}|mir|uns|me|us|to|about|wissen|erfahren|verstehen|begreifen|sagen|aufzählen|nennen|also|dass?|auskunft|darüber))*[\s,:–-]+(?={ASKED}|(?:ob|whether|if)\b)",
    re.IGNORECASE,
)
# what is asked for without a request: "…, and he will want to hear whether an expired label can be renewed"
_INDIRECT = lazily(
    rf"\b(?:whether|ob|how (?:many|much|long|often)|wie ?viele?|wie lange|wie oft)\b|,\s+(?:(?:{_NOT}|und zwar|nicht|but not|not|namely|nämlich) )+(?={ASKED})"
    r"|,\s+(?:(?:von|in|bei|mit|für|an|auf) )?(?:we[rnm]|wessen|wann|wie|welche\w*|warum|wieso|weshalb|was)\b"
)
_THAT = lazily(
    r"\b(?:that|this|those|these|the two|the three|both)\s+(?!is\b|are\b|the\b)\w+|\bback then\b", re.IGNORECASE
)
_ADDRESS = lazily(r"\b(?:Sie|Ihr\w*|Ihnen)\b")  # in German with a capital
_ARTICLE = lazily(r"\b(?:die|der|den|dem|das)\s+(?=[a-zäöü])(?:[a-zäöüß-]+e[nrms]?\s+)*(?P<next>\w)")
_NOT_WANTED = lazily(r"\W*(?:nicht|kein\w*|not)\b", re.IGNORECASE)
# a question that is asked by the way
_TAG = lazily(
    r"(?:can you believe|wouldn't you|isn't it|right|you know|who knows|do you see|nicht wahr|oder|gell|verstehen sie|wissen sie|kennen sie das|glauben sie es)\W*\?$",
    re.IGNORECASE,
)
_OWN = lazily(
    r"\b(?:I|[Ww]e|[Oo]ur|[Ii]ch|[Ww]ir|[Uu]nser\w*|[Mm]y (?:firm|company|business|shop)|[Mm]ein\w* (?:Firma|Betrieb|Unternehmen|Laden|Werkstatt))\b"
)
# what somebody did once, or somebody else does
_PAST = lazily(
    r"\b(?:used to|worked|studied|was|were|had|did|came|wrote|last (?:year|week|month|summer|semester)|years? ago|originally|my (?:sister|brother|husband|wife|son|daughter|uncle|aunt|cousin|neighbour|friend|flatmate|supervisor|grandmother|grandfather|father|mother)"
    r"|früher|damals|vorher|ehemals|war|waren|hatten?|studiert|gearbeitet|gesessen|gewesen|vor \w+ (?:jahren|monaten)|letzte[nsrm]? (?:jahr|woche|monat|sommer)|mein\w* (?:schwester|bruder|mann|frau|sohn|tochter|onkel|tante|nachbar\w*|freund\w*|schwager|chef\w*|oma|opa|vater|mutter))\b",
    re.IGNORECASE,
)
_COLON = lazily(r":\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Asking:
    """What a sentence asks, and the sentences before it, the nearest last."""

    text: str
    before: tuple[str, ...]

    @property
    def near(self) -> tuple[str, ...]:
        """Those that it may point back to."""
        return self.before[-_BEFORE:]


def asked_of(text: str, language: Language, answerer: Answerer) -> str:
    """Return what `text` asks, if it is long and one of its sentences asks something, or wishes for clusters; else `text`."""
    if len(text.split()) <= _LONG:
        return text
    said = [text[start:end] for start, end in sentences(text)]
    if len(said) < 2:
        return text
    found = [_surest(asking, language, answerer) for asking in _asking(said)]
    return max(found, key=lambda each: each[1], default=("", 0.0))[0] or text


def _asking(said: Sequence[str]) -> Iterator[_Asking]:
    """Yield the sentences of `said` with a question mark; where none has one, those that are requests; where none is, what is asked within one."""
    marked = [i for i, sentence in enumerate(said) if sentence.endswith("?") and not _TAG.search(sentence)]
    requests = marked or [i for i, sentence in enumerate(said) if _requested(sentence)]
    for i in requests or [i for i, sentence in enumerate(said) if _INDIRECT.search(sentence)]:
        yield _Asking(_bare(said[i]), tuple(said[:i]))


def _requested(sentence: str) -> re.Match[str] | None:
    return next((each for each in _REQUEST.finditer(sentence) if not _NOT_WANTED.match(sentence, each.end())), None)


def _bare(sentence: str) -> str:
    """Return what `sentence` asks for, without its request, or what stands before a colon."""
    requested = _requested(sentence)
    asked = _ASKED_FOR.match(sentence, requested.end()) if requested else None
    if asked:
        return unwrapped(f"{sentence[asked.end() :].rstrip(' .?!')}?")
    last = sentence[max((each.end() for each in _COLON.finditer(sentence)), default=0) :]
    return unwrapped(last if sentence.endswith("?") else sentence)


def _leaves_open(sentence: str, language: Language) -> bool:
    """Return whether `sentence` names a thing that only what was said before tells: "that conference", "wer hat den bestellt"."""
    if language == "en":
        return _THAT.search(sentence) is not None
    return any(found["next"].islower() for found in _ARTICLE.finditer(sentence))


def _surest(asking: _Asking, language: Language, answerer: Answerer) -> tuple[str, float]:
    """Return what is to be asked for `asking`, and how surely it is answered; "" where all of the message is needed, or there is
    nothing to ask.

    A longer reading than the sentence alone must be answered more surely.
    """
    near = asking.near
    readings = [" ".join([*near[i:], asking.text]) for i in reversed(range(len(near)))]
    readings += [f"{before} {asking.text}" for before in reversed(near[:-1])]
    is_whole = len(terms(asking.text, language)) >= _ENOUGH
    if is_whole:
        if answerer.base.cluster_names.find(asking.text):
            return asking.text, _CERTAIN
        alone = answerer.retrieve(asking.text, language)
        wish = answerer.finder.reader.read(asking.text, language)
        if asks_which_fits(asking.text) or answerer.wants_clusters(asking.text, language, wish, alone):
            return _wished(asking, wish, language, answerer), _CERTAIN
        leans = points_back(_ADDRESS.sub(" ", asking.text), language) or _leaves_open(asking.text, language)
        if not leans and (alone.gap or alone.confidence >= _SURE):
            return asking.text, alone.sureness
        readings.insert(len(readings) if leans else 0, asking.text)
    tried: list[tuple[float, str]] = []
    for reading in dict.fromkeys(readings):
        tried.append((_sureness(reading, language, answerer), reading))
        if tried[-1][0] >= 1 - _AS_SURE:
            break  # no other could be so much surer
    most = max((sure for sure, _ in tried), default=0.0)
    if most < answerer.model.threshold:
        return (asking.text if is_whole else ""), most
    return next((reading, sure) for sure, reading in tried if sure >= most - _AS_SURE)


def _wished(asking: _Asking, wish: Wish, language: Language, answerer: Answerer) -> str:
    """Return the wish for clusters that `asking` has, with what is told of one's own trade where it names none itself; "": nothing is."""
    if wish.fields or wish.leanings or wish.labels or wish.any_label or wish.member:
        return asking.text
    own = (said for said in asking.before if _OWN.search(said) and not _PAST.search(said))
    doing = [said for said in own if (trade := answerer.finder.reader.read(said, language)).fields or trade.leanings]
    return " ".join([*doing, asking.text]) if doing else ""


def _sureness(text: str, language: Language, answerer: Answerer) -> float:
    """Return how sure the answer to `text` is; 0: it is none, or one of clusters."""
    answer = answerer.answer(Request(text, language)).answer
    return answer.confidence if answer.kind == "answer" else 0.0
