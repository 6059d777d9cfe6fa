"""Greetings, thanks and the like: short messages that ask nothing of the sources."""

from __future__ import annotations

import re
from typing import Literal

from knowledge.text import fold, tokenise

Smalltalk = Literal["greeting", "thanks", "goodbye", "help", "identity", "languages"]

_MAX_WORDS = 12
_PRAISE = (
    r"(?:ok(?:ay)?|super|great|cool|nice|wow|prima|perfekt|perfect|toll|klasse|aha|alles klar|i see|got it|verstehe|verstanden|(?:very |sehr )?(?:gut|good|interesting|interessant|helpful|hilfreich)"
    r"|good to know|gut zu wissen|wunderbar|wonderful|excellent|brilliant|ausgezeichnet|passt(?: schon)?|spannend|fine|lovely|top)"
)
_THANKS = (
    r"(?:(?:many |vielen |besten |herzlichen |schonen |tausend |ganz )*(?:thanks?|thank you|thx|cheers|danke?|merci|dankeschon|dankesehr|thankyou)"
    r"(?: (?:you|a lot|so much|very much|schon|sehr|dir|ihnen|euch|nochmals?|again|for (?:your |the |all )*(?:help|answers?|information)"
    r"|fur (?:die|ihre|deine|alle|das|eure) (?:hilfe|antwort(?:en)?|auskunft|infos?|muhe)))*)"
)
# that no more is wanted
_ENOUGH = (
    r"(?:(?:(?:no|nein)\W+)?(?:(?:das|dies|es) (?:reicht|genugt|hilft)(?: (?:mir|uns|erst ?mal|schon|vollig|jetzt|sehr|weiter|fur (?:heute|jetzt)|so|damit))*"
    r"|(?:das|dies) (?:war|ware|wars|war s) (?:es|alles|schon|dann)?(?: (?:schon|dann|auch|fur heute|von mir|fur den moment|alles))*|(?:das )?war ?s(?: (?:schon|dann|auch|von mir|fur heute))*"
    r"|mehr (?:brauche|wollte|wollten|brauchen) (?:ich|wir)(?: (?:nicht|gar nicht|auch nicht|wissen))*|(?:das ist|das war) alles(?: (?:was ich (?:wissen wollte|brauche)))?"
    r"|(?:that|this)(?: is| s|s| was| will be| ll be)? (?:all(?: (?:i (?:need(?:ed)?|wanted)(?: to know)?|for (?:now|today|me)))?|enough(?: for (?:now|today|me))?|it(?: for (?:now|today))?)"
    r"|(?:that|this) (?:helps|helped)(?: (?:me|us|a lot|very much))*))"
)
_GOODBYE = (
    r"(?:good ?bye|bye(?: bye)?|see you(?: later| soon)?|tsch(?:u|u)ss(?:i)?|ciao|auf wiedersehen|bis (?:bald|dann|spater|zum nachsten mal|morgen)"
    r"|(?:einen )?schonen? (?:tag|abend|feierabend|nachmittag|woche|wochenende)(?: noch)?|have a (?:nice|good|great|lovely) (?:day|evening|one|week|weekend)|take care)"
)
_GREETING = (
    r"(?:(?:hello|hi|hey|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|moin(?: moin)?|servus|gruss gott|grue?zi)"
    r"(?: (?:there|bot|zusammen|everyone|all))?)"
)
_KINDS: tuple[tuple[Smalltalk, str], ...] = (
    (
        "identity",
        r"(?:who|what) are you|are you (?:a|an) (?:bot|robot|ai|human|person|machine)\w*|wer (?:bist du|sind sie|seid ihr)"
        r"|was (?:bist du|sind sie|seid ihr)|(?:bist du|sind sie) (?:ein|eine) (?:bot|roboter|ki|mensch|maschine)\w*"
        r"|(?:spreche|rede|schreibe) ich mit einem (?:menschen|bot|roboter)|am i (?:talking|speaking) to a (?:human|bot|person|machine)",
    ),
    (
        "languages",
        r"(?:(?:do|can|could) you (?:also )?(?:speak|understand|answer(?: in)?|write(?: in)?|talk(?: in)?)|(?:sprechen|verstehen|konnen) sie(?: auch)?|sprichst du(?: auch)?"
        r"|verstehst du(?: auch)?|kannst du(?: auch)?|(?:which|what) languages? do you (?:speak|understand)|welche sprachen? (?:sprechen sie|sprichst du|verstehen sie))"
        r"(?: (?:auf )?(?:german|english|deutsch|englisch|(?:in )?(?:german|english)))?(?: (?:sprechen|verstehen|antworten|schreiben))?"
        r"|(?:in english|in german|auf englisch|auf deutsch),? (?:please|bitte)",
    ),
    (
        "help",
        r"help(?: me)?|hilfe|what can you do(?: for me)?|what can i ask(?: you)?|what do you do|was (?:machst du|macht ihr|machen sie)(?: hier)?(?: so| eigentlich| denn)?|was k(?:a|o)nn(?:st|en|t) (?:du|sie|ihr)(?: alles)?"
        r"|was kann ich (?:dich |sie )?(?:alles )?fragen|how does (?:this|it) work|wie funktioniert (?:das|es)(?: hier)?|\W*start",
    ),
)
# of a message that is nothing but such pieces, the kind of the first that it has counts
_PIECES: tuple[tuple[Smalltalk, str], ...] = (
    ("goodbye", _GOODBYE),
    ("thanks", _THANKS),
    ("thanks", _ENOUGH),
    ("greeting", _GREETING),
    ("thanks", _PRAISE),
)
_PATTERNS = tuple((kind, re.compile(rf"\W*(?:{pattern})\W*")) for kind, pattern in _KINDS)
_PIECE = "|".join(pattern for _, pattern in _PIECES)
_PIECED = re.compile(rf"\W*(?:{_PIECE})(?:\W+(?:(?:and|und|then|dann|na|so|ja|yes|also|but|aber)\W+)?(?:{_PIECE}))*\W*")
_BY_PIECE = tuple((kind, re.compile(rf"\b(?:{pattern})\b")) for kind, pattern in _PIECES)
_ANSWERS = re.compile(r"\W*ok(?:ay)?\W*")  # "OK" alone may be a yes


def smalltalk(text: str) -> Smalltalk | None:
    """Return which small talk `text` is; None when it is none, or when more than that is said."""
    if len(tokenise(text)) > _MAX_WORDS:
        return None
    folded = fold(text).replace("'", " ").strip()
    kind = next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(folded)), None)
    if kind is None and _PIECED.fullmatch(folded) and not _ANSWERS.fullmatch(folded):
        kind = next(kind for kind, pattern in _BY_PIECE if pattern.search(folded))
    return kind
