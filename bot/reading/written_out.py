"""Spellings of chat, written out as statements have them: "Goldlabel", "gibt's", "whats", "naechste", "im Oktober 22", "wieviel Leute", "who r", "wich"."""

from __future__ import annotations

import re

from knowledge.patterns import lazily
from knowledge.words.dictionary import has_word, has_word_in_either

_CONTRACTED = lazily(
    r"\b((?:gibt|gab|geht|ging|waren|sieht|schaut|läuft|lauft|lief|steht|klappt)(?=['’]?s\b)|(?:war|hat|ist|wird|macht|kostet)(?=['’]s\b))['’]?s\b",
    re.IGNORECASE,
)
_WHAT_IS = lazily(r"\b(what|where|who|when|how|wat)s\b", re.IGNORECASE)  # "whats the address"
_LABEL = lazily(r"\b(gold|silber|bronze)label(s?)\b", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary?|uar)?|feb(?:ruary?|ruar)?|march|märz|maerz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?"
    r"|nov(?:ember)?|de[cz](?:ember)?)\.?"
)
_SHORT_YEAR = lazily(
    rf"\b((?:(?:in|im|seit|since|until|bis|ab|from|by|of) {_MONTH}|(?:im|seit dem) jahre?|(?:ende|anfang|mitte|end of)(?: {_MONTH})?)) ['’]?([012]\d)\b"
    r"(?![.:,]\d|[.,]? \d| uhr| o'clock| (?:people|persons|members|clusters?|leute|personen|mitglieder\w*))",
    re.IGNORECASE,
)
# what is counted, though many write as of an amount: "wieviel mitglieder"
_HOW_MUCH = lazily(
    r"\bwie ?viel(?= (?:\w*mitglied(?:er)?|\w*cluster|netzwerke?|\w*initiativen?|firmen|unternehmen|betriebe|kmus?|akteure|leute|personen|menschen|gäste|besucher"
    r"|teilnehmer|teilnehmende|teilnehmerinnen|experten|partner|länder|bundesländer|staaten|städte|veranstaltungen|tagungen|runden|projekte|institute"
    r"|hochschulen|lehrstühle|labels?|stufen|kriterien|bereiche|felder|technologiefelder|indikatoren|punkte|jahre|monate|wochen|tage|stunden)\b)",
    re.IGNORECASE,
)
_UNI = lazily(r"\bUni\b(?!-)")  # "die Helmut-Schmidt-Uni"
# one letter for a word, of English alone: German has "u" for "und"
_ARE = lazily(
    r"\b(who|what|where|when|which|how|why|there|they|we|you|u) r(?= )|^r(?= (?:there|they|you|u|we|the|any)\b)",
    re.IGNORECASE,
)
_YOU = lazily(
    r"\b(are|do|did|does|can|could|will|would|have|if|than|thank|what|how|why|for|to|of) ur?\b(?![.&])", re.IGNORECASE
)
# words of asking as fingers and ears write them; what is another word as well counts before a verb or at the beginning
_MISSPELT = {
    "what": r"wat(?= (?:is|are|was|does|do|did|kind|can)\b)|waht|whta|wht|hwat|wath", "which": r"wich|whcih|wihch|whitch|witch(?= (?:country|countries|cluster|label|year|city|town|level|one))|whic", "when": r"wehn|whne|wen(?= (?:is|was|did|do|does|are|were|will|can|has|have)\b)",
    "where": r"wher|wehre|whre|were(?= (?:can|do|does|did|is|are) (?:i|we|you|the|one)\b)", "how": r"hwo(?= )|hou", "many": r"mny|manny|meny|mani", "much": r"mutch|mcuh", "until": r"untill|untli", "why": r"wyh|whi",
    "wann": r"wan(?= (?:wird|war|ist|wurde|hat|endet|endete|beginnt|begann|fand|findet|kam|gab|gibt|kann|können|muss|müssen|ging|startet|startete)\w*\b)|wnan|wanm", "wieso": r"wiso", "warum": r"wahrum|wrum", "welche": r"welhe|welce|wleche|wellche|weche",
    "please": r"pls|plz|pleas|plese", "welcher": r"welhcer|wellcher|wecher", "welches": r"welhces|welces|wellches|weches", "wie viele": r"wi?e?v[ie]+le|wie vile|wi viele|wiefiele", "wie viel": r"wi?ev[ie]l|wiv[ie]+l|wieveil|wie vil|wie veil|wi viel|wiefiel", "wie": r"whi?e(?= viel)|wei(?= viele?\b)", "hat": r"hatt(?= )",
}  # fmt: skip
_ASKING = lazily("|".join(f"(?P<w{n}>\\b(?:{forms})\\b)" for n, forms in enumerate(_MISSPELT.values())), re.IGNORECASE)
_ASKED = tuple(_MISSPELT)
_TWO_LETTERS = lazily(r"[aou]e", re.IGNORECASE)
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü", "Ae": "Ä", "Oe": "Ö", "Ue": "Ü"}
_WITH_TWO_LETTERS = lazily(r"\b\w*[aou]e\w*\b", re.IGNORECASE)


def written_out(text: str) -> str:
    """Return `text` with labels, contractions, umlauts, years and "wieviel" written out, and "Uni".

    "ae" becomes "ä" where the German dictionary knows the word so and neither dictionary knows it as it stands. "22" is a year
    behind "im Oktober", "end of" and their like, where no day or number of things is meant ("on October 22", "im Mai 20 Leute").
    """
    lower = text.casefold()
    if "label" in lower:
        text = _LABEL.sub(r"\1-Label\2", text)
    text = _WHAT_IS.sub(r"\1 is", _CONTRACTED.sub(r"\1 es", text))
    text = _ASKING.sub(_put_right, text)
    text = _letters_as_words(text, f" {lower}")
    if "Uni" in text:
        text = _UNI.sub("Universität", text)
    text = _SHORT_YEAR.sub(r"\1 20\2", text)
    text = _WITH_TWO_LETTERS.sub(lambda match: _with_umlauts(match[0]), text)
    return how_many(text)


def how_many(text: str) -> str:
    """Return `text` with "wie viele" where it has "wieviel" of what is counted."""
    return _HOW_MUCH.sub("wie viele", text) if "viel" in text.casefold() else text


def _put_right(found: re.Match[str]) -> str:
    word = _ASKED[int((found.lastgroup or "w0")[1:])]
    return word.capitalize() if found[0][0].isupper() else word


def _letters_as_words(text: str, padded: str) -> str:
    """Return `text`, which is `padded` in lower case behind a space, with "r", "u" and "ur" as the English words that they stand for: "who r the partner countries", "can u help"."""
    if " r " in padded:
        text = _ARE.sub(lambda match: f"{match[1]} are" if match[1] else "are", text)
    if " u" in padded:
        text = _YOU.sub(lambda match: f"{match[1]} {'your' if match[0].endswith(('r', 'R')) else 'you'}", text)
    return text


def _with_umlauts(word: str) -> str:
    changed = _TWO_LETTERS.sub(lambda match: _UMLAUTS.get(match[0], match[0]), word)
    if changed == word or has_word_in_either(word):
        return word
    return changed if has_word(changed, "de") else word
