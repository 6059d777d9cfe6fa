"""Whether a message stands for what was spoken of: by a pronoun, a demonstrative or a general noun, or by saying nothing itself."""

from __future__ import annotations

import re

from bot.pointing.slots import content_words, goes_on
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.asking_words import PREPOSITIONS
from knowledge.words.beginnings import BEFORE
from knowledge.words.dictionary import is_known, lemma
from knowledge.words.pronouns import DEMONSTRATIVE, OF_IT, PERSONAL
from knowledge.words.text import fold, is_stop

# What stands for something spoken of before: "the association", "das Netzwerk"
_GENERIC = (
    r"(?:associations?|networks?|organi[sz]ations?|initiatives?|alliance|projects?|events?|meetings?|conferences?|competitions?|brochures?|publications?|round|channel|portal|committee|panel|body|report|study|workshop|interview|people|person|man|woman"
    r"|verein\w*|verband\w*|verbund\w*|netzwerk\w*|organisation\w*|initiativen?|allianz|projekt\w*|veranstaltung\w*|treffen\w*|tagung\w*|konferenz\w*|wettbewerb\w*|broschure\w*|publikation\w*"
    r"|runde|kanal\w*|portal\w*|gremi\w+|ausschuss\w*|bericht\w*|studie|workshop\w*|interview\w*|leute|person|mann|frau)"
)
_SPOKEN_OF = lazily(
    rf"\b(?:the|this|that|these|those|der|die|das|den|dem|des|diese[rsmn]?) (?:same |selbe |gleiche )?{_GENERIC}(?=\W*$|\W+(?:\w+\W+)?\w+\W*$)"
)
_DEMONSTRATIVE = lazily(r"das|der|die|den|dem|denen|dessen|deren")
_WORD = lazily(r"[^\W_]+(?:[-'’][^\W_]+)*")
# "es gibt", "there are": nothing is pointed to
_IT_OR_THERE = r"(?<!are )(?<!is )(?<!was )(?<!were )\bthere\b|(?<!gibt )(?<!gab )(?<!geht )(?<!ging )(?<!wenn )\bes\b"
_STANDS_ALONE = r"so|gewesen|gemacht|passiert|bezahlt"  # behind "das" where that is no article
# for a cluster that was told of
_OF_CLUSTER = lazily(
    rf"\b(?:{PERSONAL}|{OF_IT}|{DEMONSTRATIVE}|it|that|those|sein\w*|dort|dahinter|behind (?:it|that|this)|drin|drinnen|da(?= drin|\W*$)|before that|after that)\b|{_IT_OR_THERE}"
    rf"|\b(?:this|das|der|die|den|dem)(?= (?:one|{_STANDS_ALONE}|cluster|network|netzwerk|verein)\b|\W*$)"
    r"|\b(?:the|der) (?:winners?|prize ?winner|gewinner|sieger|preistrager)\b"
)
# for what a statement tells of, of which more can be asked
_OF_STATEMENT = lazily(
    rf"\b(?:{PERSONAL}|{OF_IT}|{DEMONSTRATIVE}|it|those|sein\w*|dort|da|else|each|both|beide\w*|jede[rsmn]?)\b|{_IT_OR_THERE}"
    r"|\b(?:do|does|did|is|was|were|are|can|could|of|about|for|with|after|before|to|by|in|on|at|from|like|than|has|had|will|would|why|how|what|who) (?:that|this)\b"
    rf"|\b(?:das|der|die|den|dem)(?=\W*$|\s+(?:ist|sind|war|waren|hat|haben|{_STANDS_ALONE}|gekostet|etwas|eigentlich|denn|auch|noch|nicht|in|im|aus|mit|zu[mr]?|vo[mn]|auf|bei|beim|fur|an|am|nach)\b)"
)
_IT = lazily(r"\bIT\b")
# "… in 2012, wasn't it?": of the sentence itself
_TAG = lazily(
    r"\b(?:is|was|are|were|do|does|did|has|have|had|can|could|will|would)n['’]?t (?:it|they|he|she|there|that)\W*$",
    re.I,
)
# "mit welcher Software?", "under which motto?": asked of what was told, for lack of a verb
_ELLIPTIC = lazily(rf"^{BEFORE}(?:{PREPOSITIONS}|under|unter) (?:which|what|welche[mnrs]?) \w+\W*$")
_NOUN_WITHIN = 3  # words behind an article within which its noun stands
_PARTICLE = lazily(
    r"zusammen|genau|eigentlich|denn|alles?|auch|noch|schon|so|gerade|heute|jetzt|derzeit|zurzeit|aktuell|dort|da|hier|damals|fruher|vorher|los|her|hin|statt|\w*ge\w{2,}(?:t|en)|\w+iert|\w{2,}[nr]et"
)


def points(text: str, language: Language) -> bool:
    """Return whether `text` stands for what was spoken of by a demonstrative or a general noun: "Wer leitet die?", "the network".

    "die" is an article where a noun follows, which German writes with a capital; in a text without capitals, where
    anything follows that is neither a function word nor a participle or the like.
    """
    if _SPOKEN_OF.search(fold(text)):
        return True
    if language != "de":
        return False
    words = _WORD.findall(text)
    has_capitals = any(word[:1].isupper() for word in words[1:])
    for position, word in enumerate(words):
        if not _DEMONSTRATIVE.fullmatch(word.casefold()):
            continue
        after = words[position + 1 :]
        if not after or after[0].casefold() == "mitglied":
            return True
        light = is_stop(fold(after[0]), "de") or _PARTICLE.fullmatch(fold(after[0])) is not None
        if len(after) == 1 and after[0].islower() and is_known(after[0], "de") and lemma(after[0], "de").islower():
            return True  # "Sind die kostenlos?": no noun, which the dictionary has with a capital
        if light and not (has_capitals and _is_noun_phrase(after)):
            return True
    return False


def _is_noun_phrase(words: list[str]) -> bool:
    """Return whether a noun follows an article at once, or behind words that are no function words."""
    for word in words[:_NOUN_WITHIN]:
        if word[:1].isupper() or word[:1].isdigit():
            return True
        if is_stop(fold(word), "de"):
            return False
    return False


def points_back(text: str, language: Language) -> bool:
    """Return whether `text` shows that it goes on with what was said: by how it begins, by a pronoun, by saying nothing itself."""
    return (
        goes_on(text)
        or has_pronoun(text, language)
        or not content_words(text, language)
        or _ELLIPTIC.search(fold(text)) is not None
    )


def has_pronoun(text: str, language: Language) -> bool:
    """Return whether a pronoun or the like in `text` stands for what was spoken of, be it a statement or what that tells of."""
    return points(text, language) or _OF_STATEMENT.search(fold(_IT.sub(" ", _TAG.sub("", text)))) is not None


def points_to_cluster(text: str, language: Language) -> bool:
    """Return whether `text` stands for a cluster that was told of, by a pronoun or a general noun."""
    return points(text, language) or _OF_CLUSTER.search(fold(text)) is not None
