"""What a question claims that wants yes or no, and whether it wants that: "…, isn't it?", "Stimmt es, dass …", "Fand … statt?"."""

from __future__ import annotations

import re

from knowledge.patterns import lazily
from knowledge.words.asking_words import ASKED, INTERROGATIVE
from knowledge.words.dictionary import is_known, lemma
from knowledge.words.splitting import sentences
from knowledge.words.text import fold, is_stop, tokenise

_TRUE = r"correct|right|true|richtig|wahr|korrekt|stimmt'?s|stimmt das|das stimmt"
# What makes a question of a sentence: "…, isn't it?", "… – is that true?", "…, oder?"
_TAG = lazily(
    rf"(?:,|[?.…]|\s-|\s–)\s*(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)(?:n'?t|n’t)? (?:it|they|he|she|you|there|we)"
    rf"|oder(?: nicht)?|nicht wahr|(?:(?:is|was) (?:that|it|this) |ist das |am i )?(?:{_TRUE})|is (?:that|it|this) so|ist (?:das|dem|es) so|i (?:understand|hear|gather|take it)|or not|yes|no|ja|gell|ne"
    rf"|if i(?: remember)?(?: am)? correctly|am i right|or am i wrong)\s*[?.!]*\s*$",
    re.I,
)
# What comes before what is claimed: "Is it true that …", "Ich habe gehört, dass …"
_HEARD = (
    r"(?:(?:i|we)(?:'ve| have|’ve)? (?:was told|were told|been told|hear|heard|read|believe|think|understand|understood|gather|thought|assume|take it)"
    r"|(?:someone|somebody|a (?:colleague|friend|partner)|people|they) (?:told (?:me|us)|says?|said|claims?|claimed)|as far as (?:i|we) know"
    r"|apparently|supposedly|(?:sometimes|here|there|now and then|often) (?:i|we|one) (?:read|hear|see|find)s?|(?:i|we) keep (?:reading|hearing|seeing|finding))(?: that)?\b,?"
    r"|(?:(?:ich|wir) (?:haben? (?:gehort|gelesen|gehört|erfahren|verstanden)|meinen?|glauben?|denken?|dachten?)|man (?:sagte?|hört|hort|erzählte?)(?: mir| uns)?"
    r"|(?:mir|uns) (?:wurde|hat man|hat jemand) (?:gesagt|erzählt)|(?:ein kollege|eine kollegin|jemand) (?:sagte?|meinte?|behauptete?)(?: mir| uns)?"
    r"|(?:mal|manchmal|hier|da|dort|oft|teils|überall|immer wieder) (?:lese|höre|sehe|finde|liest|hört|sieht|findet|lesen|hören|sehen|finden) (?:ich|wir|man)"
    r"|soweit (?:ich|wir) (?:weiß|weiss|wissen)|angeblich|es heisst|es heißt),?(?: dass)?\b,?"
)
_CLAIM = lazily(
    r"^\W*(?:(?:is it|it is|it's) (?:true|right|correct|so),? that\b|am i right (?:that|in (?:thinking|assuming|saying) that)\b"
    r"|(?:ich |wir )?bitten? (?:sie )?um (?:eine )?(?:über)?prüfung(?: (?:folgender|der folgenden|dieser))?(?: (?:angabe|aussage|behauptung|information))?\W"
    r"|(?:(?:can|could|would) you )?(?:please )?(?:check|verify|fact-check)(?: (?:whether|if|that|the following|this))?(?: (?:statement|claim|information|figure))?:"
    r"|(?:stimmt es|ist es (?:wahr|richtig|so)|trifft es zu|kann es sein|gehe ich recht in der annahme),? dass\b"
    r"|(?:(?:(?:could|can|would) you (?:please )?tell me|do you know|i (?:wonder|would like to know|'d like to know)"
    r"|(?:können|könnten) sie (?:mir |uns )?(?:bitte )?sagen|(?:kannst|könntest) du (?:mir |uns )?(?:bitte )?sagen|wissen sie|weißt du|weisst du|wisst ihr"
    r"|(?:ich|wir) (?:frage|fragen) (?:mich|uns)|(?:mich|uns) (?:würde )?interessier(?:t|en))(?: \w+)?,? )?(?:ob|whether)\b(?! (?:or|oder)\b)"
    rf"|{_HEARD})\s*",
    re.I,
)
# A question behind what one has heard, which is then but its occasion: "I heard there is a gold label, what does it cost?"
_BEHIND_HEARD = lazily(
    rf"^\W*(?:{_HEARD})[^?]*?[.,;:!–—]\s*(?:(?:but|and|so|then|aber|und|also|dann)\s+)*"
    rf"(?P<asked>{ASKED}[^,?]*(?:, (?:and|und)\b[^,?]*)?\?)\s*$",
    re.I | re.S,
)
# The auxiliary that makes a question may follow what it is asked of ("In 2016, did …?"), or be denied ("Isn't …?").
_AUXILIARY = r"(?:is|are|was|were|do|does|did|can|could|may|must|has|have|had|will|would|should)"
_LATE_AUXILIARY = lazily(
    r"^(?:(?:and |but |so )?(?:according to|in|by|at|for|within|on|among|under|during|after|before|as of|since|with|if|once|when|although|without|besides)\b"
    rf"(?:(?!\b(?:wh\w+|how)\b)[^?.!])*?,\s*{_AUXILIARY}\b|\W*{_AUXILIARY}n['’]?t\b)"
    rf"|^(?:(?!\b(?:wh\w+|how)\b)[^?.!]){{4,}},\s*{_AUXILIARY} (?:it|that|they|this|those|these|there)\b"
)
_ASKS = lazily(
    r"\bw(?:er|en|em|essen|as|ann|o|ohin|oher|omit|oran|orin|ofur|orum|oruber|ovon|ie|arum|ieso|eshalb|elche[rmns]?)\b"
)
# what asks for more than yes or no behind a verb: "Wissen Sie, wer …?", not "Macht go-cluster auch was im Ausland?"
_ASKS_BEHIND = lazily(
    r"[,:–-]\s*(?:und |aber |von |mit |bei |in |ab |bis |seit |an |auf |fur )*w(?:er|en|em|essen|as|ann|o|ohin|oher|o[mrnvz]\w+|ie|arum|ieso|eshalb|elche[rmns]?)\b"
    r"|\b(?:und|oder) w(?:er|as|ann|o|ie|arum|elche[rmns]?)\b"
)
_AUXILIARIES = frozenset(
    """ist sind war waren hat haben hatte hatten wird werden wurde wurden kann können konnte konnten muss müssen musste
    mussten darf dürfen durfte durften soll sollen sollte sollten gibt gab""".split()
)
# pasts that are nouns as well, or that the dictionary of lemmas lacks
_PAST = lazily(
    r"(?:stand|bot|trug|gab|kam|lag|ging|rief|fiel|hielt|liess|sah|zog|nahm|fand|schrieb|sprach|traf|verlor|gewann|begann|schloss|wuchs|sank"
    r"|stieg|erhielt|bekam|entstand|bestand|betrug|galt|half|trat|brachte|dachte|hiess|lief|sass|verlieh)(?:en|e|n)?"
)
_OF_NOUN = frozenset(("der", "des", "von", "vom"))  # "Stand der Dinge"
_NOUNS = frozenset("kosten daten fristen preise treffen reisen namen folgen fragen angaben gaben beitragen".split())
_ENOUGH = 3  # words behind the verb
_UMLAUT = lazily(r"[äöüß]", re.I)
_ANNOUNCED = lazily(r"^[^:?]{3,80}:\s+(?=\w+\s+\w+)")
_ASKS_IN_ENGLISH = lazily(
    r"\W*(?:so |and |but |then |now )?(?:is|are|was|were|do|does|did|can|could|may|must|has|have|had|will|would|should)\s+\w+"
)
_BEHIND_VERB = frozenset(
    "die das den ein eine einer einem sich alle samtliche mehr noch auch es man wir ihr sie diese".split()
)
_WAS = lazily(r"\W*was\b")  # a German question word, an English auxiliary
_GREETING = lazily(r"^\W*(?:(?:und|also|aber|hallo|hi|guten (?:tag|morgen|abend)|sagt? mal)\b\W*)*", re.I)


_ORIGIN = lazily(
    r"^(?P<thing>\S.{1,60}?)\s+(?:is|was|dates|ist|war|stammt|datiert)\s+(?:\w+\s+){0,2}?(?:from|back to|von|aus)\s+"
    r"(?:the year |dem jahr )?(?:19|20)\d\d\W*$",
    re.I,
)
_WANTS_TOLD = lazily(
    r"\W*(?:can|could|would|will|may|might) (?:you|i|we|one)(?: please| kindly)? (?:list|name|tell|ask|let|give|show|explain|say|send|get|have)\b"
)
_QUESTION_WORD = lazily(rf"(?:{INTERROGATIVE})\b")
_SUBJECTS = frozenset(
    "man wir ihr sie es er das die der den dem bei beim im in am seit ab bis gocluster mitglieder cluster".split()
)
_PARTICLE = lazily(r"\b(?:doch|ja wohl|wohl|also|etwa|angeblich)\b")
_PREMISE = lazily(r"^[^?]*\b(?:ja|doch|bekanntlich|angeblich)\b[^?.!]*[.!–—-]\s+(?=\S.*\?\s*$)", re.I | re.S)


def claim(text: str) -> str:
    """Return `text` without what only makes a question of it: "The fee is 10 euros, isn't it?" claims the former."""
    return _CLAIM.sub("", _TAG.sub("", text)).strip()


def asked_behind(text: str) -> str | None:
    """Return the question that follows what somebody has heard or thinks, and wants an answer of its own; None: there is none."""
    found = _BEHIND_HEARD.match(text)
    return found["asked"] if found else None


def dated_thing(text: str) -> str | None:
    """Return the thing of which `text` claims what year it is from, and nothing else ("The map is from 2010, right?")."""
    found = _ORIGIN.match(claim(text))
    return found["thing"] if found and not _QUESTION_WORD.match(fold(found["thing"])) else None


def wants_yes_or_no(text: str, *, begins_so: bool) -> bool:
    """Return whether `text` wants yes or no; `begins_so` says that its first word is such as questions of that kind have.

    Of several sentences the last counts as well: what comes before it may be the occasion.
    """
    folded = fold(text)
    if _TAG.search(text) or (_CLAIM.match(text) and not asked_behind(text)) or _LATE_AUXILIARY.match(folded):
        return True
    last = _last_part(text)
    is_german = _is_german(last)
    if begins_so:
        return not (is_german and _WAS.match(folded))
    if not is_german:
        second = next(iter(tokenise(last)[1:]), "")
        is_what = _WAS.match(fold(last)) is not None and is_known(second, "de") and not is_known(second, "en")
        return not is_what and bool(_ASKS_IN_ENGLISH.match(fold(last))) and not _WANTS_TOLD.match(fold(last))
    if not text.rstrip().endswith("?"):
        return _begins_with_verb(last, is_marked=False) and not _ASKS.search(fold(last))
    if _ASKS.search(folded):
        return _PREMISE.match(text) is not None or (not _ASKS_BEHIND.search(fold(last)) and _begins_with_verb(last))
    return _begins_with_verb(last) or _PARTICLE.search(folded) is not None or _has_verb_second(text)


def _last_part(text: str) -> str:
    """Return the last sentence of `text`, behind what announces it: "We are a member: is there training?" """
    start, end = sentences(text)[-1] if text.strip() else (0, len(text))
    return _ANNOUNCED.sub("", text[start:end])


def _is_german(text: str) -> bool:
    """Return whether more of the words that only one of the languages has are German; where there are none, whether a letter is."""
    tokens = tokenise(text)
    german = sum(is_stop(token, "de") and not is_stop(token, "en") for token in tokens)
    english = sum(is_stop(token, "en") and not is_stop(token, "de") for token in tokens)
    if german == english:
        known = [(is_known(token, "de"), is_known(token, "en")) for token in tokens]
        german, english = sum(de and not en for de, en in known), sum(en and not de for de, en in known)
    return german > english or (german == english and _UMLAUT.search(text) is not None)


def _has_verb_second(text: str) -> bool:
    """Return whether German `text` is a sentence that only its mark makes a question: "Man zahlt nichts dafür?".

    Its subject or an adverbial comes first, a finite verb soon behind.
    """
    first, *others = _GREETING.sub("", text).split(maxsplit=5)[:5] or [""]
    if not others or fold(first).strip(",") not in _SUBJECTS:
        return False
    return any(_is_finite(word) for word in others)


def _is_finite(word: str) -> bool:
    """Return whether the small-letter German `word` is a finite verb, not an infinitive or an adjective."""
    if not word.isalpha() or not word.islower() or is_stop(fold(word), "de"):
        return word in _AUXILIARIES
    infinitive = lemma(word, "de")
    return infinitive != word and infinitive.endswith(("en", "ern", "eln")) and word.endswith(("t", "te", "ten"))


def _begins_with_verb(text: str, *, is_marked: bool = True) -> bool:
    """Return whether German `text` begins with a verb: "Steht …", not "Kosten …", which is a noun as well.

    Unless a question mark ends it (`is_marked`), its subject must stand behind the verb.
    """
    first, *others = _GREETING.sub("", text).split() or [""]
    if not others or not first.isalpha() or others[0] == "Sie":
        return False
    behind = fold(others[0]).strip(",")
    if not is_marked:
        return len(others) >= _ENOUGH and behind in _BEHIND_VERB and (_is_past(first) or _is_verb_form(first))
    if len(others) >= _ENOUGH and _is_past(first):
        return behind not in _OF_NOUN and not behind.isdigit()
    as_noun, as_verb = lemma(first.capitalize(), "de"), lemma(first.lower(), "de")
    if not as_verb.endswith(("en", "ern", "eln")) or not is_known(first, "de"):
        return False
    if as_verb != first.lower():
        # "Gehörten" is a participle used as a noun, too; a sentence hardly begins with one
        return as_noun[:1].islower() or (first.endswith(("te", "ten")) and lemma(as_noun.lower(), "de") == as_verb)
    if behind in _BEHIND_VERB:
        return True
    # the infinitive is a noun as well, and the plural of the verb, which the noun it is said of follows
    return len(others) >= _ENOUGH and others[0][:1].isupper() and fold(first) not in _NOUNS


def _is_past(word: str) -> bool:
    return _PAST.fullmatch(fold(word)) is not None


def _is_verb_form(word: str) -> bool:
    """Return whether German `word` may be a finite verb that is no imperative."""
    as_verb = lemma(word.lower(), "de")
    return as_verb.endswith(("en", "ern", "eln")) and is_known(word, "de") and word.endswith(("t", "te", "en"))
