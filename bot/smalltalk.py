"""Greetings, thanks and the like: short messages that ask nothing of the sources."""

from __future__ import annotations

import re
from typing import Literal

from knowledge.text import fold, tokenise

Smalltalk = Literal["greeting", "thanks", "goodbye", "help", "identity", "languages"]

_MAX_WORDS = 9
_PRAISE = (
    r"(?:ok(?:ay)?|super|great|cool|nice|wow|prima|perfekt|perfect|toll|klasse|aha|alles klar|i see|got it|verstehe|verstanden|(?:very |sehr )?(?:gut|good|interesting|interessant|helpful|hilfreich)"
    r"|good to know|gut zu wissen)"
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
    (
        "thanks",
        rf"(?:{_PRAISE}\W+)*(?:many |vielen |besten |herzlichen |schonen )?(?:thanks?|thank you|thx|cheers|dank|danke|merci)"
        r"(?: (?:you|a lot|so much|very much|schon|sehr|dir|ihnen|euch|for (?:your |the )?help|fur (?:die|ihre|deine) hilfe))*"
        rf"(?:\W+{_PRAISE})*|(?!ok(?:ay)?\W*$)(?:{_PRAISE}\W*)+",
    ),
    (
        "goodbye",
        r"(?:good ?bye|bye(?: bye)?|see you(?: later)?|tsch(?:u|u)ss|ciao|auf wiedersehen|bis (?:bald|dann|spater)|schonen tag(?: noch)?)",
    ),
    (
        "greeting",
        r"(?:hello|hi|hey|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|moin(?: moin)?|servus|gruss gott|grue?zi)"
        r"(?: (?:there|bot|zusammen|everyone|all))?",
    ),
)
_PATTERNS = tuple((kind, re.compile(rf"\W*(?:{pattern})\W*")) for kind, pattern in _KINDS)


def smalltalk(text: str) -> Smalltalk | None:
    """Return which small talk `text` is; None when it is none, or when more than that is said."""
    if len(tokenise(text)) > _MAX_WORDS:
        return None
    folded = fold(text).strip()
    return next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(folded)), None)
