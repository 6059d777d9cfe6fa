"""What is in the publication that was spoken of: "Was steht drin?", "what does it contain?" after the anniversary publication."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.session.sessions import Topic
from bot.session.understood import Understood, statement_given
from knowledge.answers.answer import Answerer
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_CONTENTS = lazily(
    rf"{BEFORE}(?:what(?:\W?s(?: all)?| is| are| all is| else is) (?:in|inside) (?:it|that|this|there|them)|what(?: else)? does (?:it|that|this) (?:say|contain|cover|include|have in it)|what are (?:its|the) contents"
    r"|was (?:alles )?(?:steht|ist|findet (?:man|sich)|finde ich|kann man)(?: (?:da|dort|denn|alles|eigentlich|so))* (?:drin|darin|drinnen|da drin)(?: (?:alles|denn|so|lesen))*"
    r"|was (?:enthalt|beinhaltet|umfasst) (?:sie|er|es|die|das|der|diese\w*)(?: (?:alles|denn))*|(?:was ist |wie ist )?(?:der|ihr|sein) inhalt)\W*"
)
_NAMED = lazily(
    r"\b(?:anniversary publication|Jubiläumspublikation|Expedition Clusterinitiative|Cluster [Ii]nitiative [Ee]xpedition|Cluster ?[Mm]onitor|evaluation report|(?:Evaluations|Abschluss)bericht)"
)
_PUBLICATION = lazily(
    r"\b(?:publications?|brochures?|booklets?|Publikation(?:en)?|Broschüren?|Hefte?|Veröffentlichung(?:en)?)\b",
    re.IGNORECASE,
)
_OWN: dict[Language, str] = {"en": "anniversary publication", "de": "Jubiläumspublikation"}
_ASKED: dict[Language, str] = {"en": "What is in the {thing}?", "de": "Was steht in: {thing}?"}


def of_contents(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return the question what is in the publication that was asked about, or that the statement given last names, if `text` asks that and
    no more; None: it does not, or no publication is spoken of. One that is not named is the programme's own.
    """
    if _CONTENTS.fullmatch(fold(text)) is None:
        return None
    asked = (topic.last, topic.question)
    given = tuple(passage.text for passage in statement_given(topic, language, answerer))
    found = next(filter(None, map(_NAMED.search, (*asked, *given))), None)
    if found is None and not any(map(_PUBLICATION.search, (*asked, *given))):
        return None
    full = _ASKED[language].format(thing=found[0] if found else _OWN[language])
    return Understood(full, replace(topic, question=full, last=full), answerer.retrieve(full, language))
