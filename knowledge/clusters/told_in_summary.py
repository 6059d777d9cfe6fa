"""What is asked of a cluster that no detail of its profile is, and its summary may tell: an earlier name, money, who took over."""

from __future__ import annotations

import re

from knowledge.patterns import lazily
from knowledge.words.text import fold

_FORMER = r"formerly|former|previously|previous|earlier|originally|original|once|before(?: \d{4})?|at first|fruher\w*|vorher\w*|ehemals|ehemalige\w*|ursprunglich\w*|zuvor|zuerst|anfangs|mal|alte[rn]?|(?:bis|vor) \d{4}"
_NAME = r"names?|called|known as|hiess\w*|heiss\w*|genannt"
_MONEY = r"money|funding|funds|subsid\w*|grants?|supported|funded|geld\w*|\w*forder\w*|\w*mittel|gefordert|euros?|million\w*|mio"
_HOW_MUCH = r"how much|what (?:sum|amount)|wie ?viel|wie hoch|welche summe"
# words that stand for the cluster between those that ask; a noun there would make another matter ("the name of its head")
_IT = r"(?:\W+(?:it|its|they|their|that|this|the|one|network|cluster|association|was|were|is|der|die|das|es|er|sie|sein|ihr|netzwerk|verein|so|denn|eigentlich|da|dort|mit|sind|ist|war|wird|werden|wurde|wurden|hat|haben|did|does|do|in|of|of public|public|state|federal|an)){0,4}\W+"
# what became of a cluster that is no more, or is another
_ENDED = r"dissolution|auflösung|merged|renamed|wound\W(?:\w+\W){0,2}?up|dissolved|closed|ended|discontinued|absorbed|became part|umbenannt|aufgelöst|löste\W[^;]{1,60}?\Wauf|ging\W[^;]{1,80}?\Wauf|aufgegangen|abgewickelt|eingestellt|beendet|endete|überführt"
_LABEL = r"(?:ecei )?labels?|gold|silver|silber|bronze"

# What is asked, in a folded question, and what tells it, in a summary.
_KINDS = tuple(
    (name, lazily(asked), lazily(told, re.IGNORECASE))
    for name, asked, told in (
        (
            "former_name",
            rf"\b(?:(?:{_FORMER}){_IT}(?:{_NAME})|(?:{_NAME}){_IT}(?:{_FORMER}))\b",
            r"\b(?:renamed|formerly|previously|originally|emerged from|umbenannt|hervorgegangen|früher|vormals|ursprünglich|zuvor)\b",
        ),
        (
            "predecessor",
            r"\b(?:(?:wie hiess\w*|wer war\w*)(?: (?:der|die|das|sein|ihr|denn))* )?vorganger\w*\b|\bpredecessors?\b(?: called)?",
            r"\b(?:successor|predecessor|formerly|previously|emerged from|vormals|nachfolg\w*|vorgänger\w*|hervorgegangen|umbenannt|übernahm)\w*\b",
        ),
        (
            "move",
            r"\b(?:moved?|relocated?|gezogen|umgezogen|verlegt\w*|zog|umzug)\b",
            r"\b(?:moved|relocated|zog|gezogen|umgezogen|verlegt\w*|umzug)\b",
        ),
        (
            "sum",
            rf"\b(?:(?:{_HOW_MUCH}){_IT}(?:(?:geld|money){_IT})?(?:{_MONEY})|(?:how many|wie ?viele) (?:euros?|millions?|millionen|mio))\b(?: (?:goes?|went|go|flows?|flossen?|gabs?|gibts?|bekommen|bekam\w*|get|got)\b(?: (?:in|into) (?:there|it)\b)?)?",
            r"\d[\d.,]*\s*(?:million|billion|mio|mrd|milliarde)\w*\.?\s*(?:euros?|EUR|€)|(?:€|EUR)\s?\d|\d[\d.,]*\s?(?:€|euros?\b|EUR\b)",
        ),
        (
            "financing",
            r"\b(?:how|wie|wodurch|woraus|wovon)\b(?! ?(?:many|much|viel))(?: \w+){0,3}? (?:financed|funded|paid for|finanziert|getragen)\b(?: (?:it|itself|sich|es|das|der|die))*|\b(?:financing|funding|finanzierung)\b",
            r"\b(?:financed|funded|funding|fees|contributions|finanziert|gefördert|förder\w*|beiträge\w*|mitteln?)\b",
        ),
        (
            "legal_form",
            r"\b(?:legal form|rechtsform|(?:a|eine?) (?:cooperative|genossenschaft|registered association|eingetragener verein|verein|gmbh|company|foundation|stiftung))\b",
            r"\b(?:cooperative|genossenschaft|association|verein|gmbh|foundation|stiftung)\b",
        ),
        (
            "successor",
            r"\b(?:who |what |which )?(?:took over|has taken over|taken over|takes over|succeeded|successor|ubernommen|ubernahm\w*|nachfolg\w*|abgelost)\b(?:.*\b(?:tasks?|aufgaben?|arbeit|work)\b)?|\b(?:tasks?|aufgaben?)\b.*\b(?:ubernommen|ubernahm\w*|took over|taken over)\b",
            r"\b(?:took over|taken over|successor|merged into|übernahm\w*|übernommen|nachfolg\w*|aufgegangen)\b",
        ),
        (
            "staff",
            rf"\b(?:how many|wie ?viele){_IT}(?:employees|staff|jobs|people|arbeitsplatze\w*|mitarbeit\w*|leute|menschen|beschaftigte\w*)\b(?: (?:there|da|dort|in|do|does|are|work\w*|arbeiten|employed|beschaftigt))*",
            r"\d[\d.,]*\s(?:\w+\s){0,2}(?:employees|jobs|people|staff|beschäftigte\w*|arbeitsplätze\w*|mitarbeit\w*)\b",
        ),
        (
            "label_validity",
            rf"\b(?:until when|till when|how long|bis wann|wie lange)\b(?:.*\b(?:{_LABEL})\b)(?:.*\b(?:valid|gultig|good))?|\b(?:until when|till when|bis wann)\b.*\b(?:gultig|gilt)\b",
            r"\b(?:valid|gültig)\b",
        ),
        (
            "became",
            r"\bwhat (?:has )?(?:happened|became|become)\b(?: (?:to|of|with|there|then))*|\bwas (?:passierte|geschah|wurde(?= aus))\b|\bwas (?:ist|war)\b(?= (?:\w+ ){0,5}?(?:passiert|geschehen|geworden)\b)|\b(?:passiert|geschehen|geworden)\b",
            rf"\b(?:{_ENDED})\b",
        ),
        (
            "ended",
            r"\b(?:wound up|wind up|dissolved?|closed(?: down)?|shut(?: down)?|abolished|liquidated|discontinued|ended|aufgelost|abgewickelt|geschlossen|eingestellt|beendet|dichtgemacht)\b",
            rf"\b(?:{_ENDED})\b",
        ),
        (
            "money_until",
            rf"\b(?:until when|till when|how long|bis wann|wie lange)\b.*\b(?:{_MONEY})\b",
            r"\b(?:until|till|bis)\s(?:\w+\s){0,2}?\d{4}\b",
        ),
        (
            "joining",
            r"\b(?:join(?:ed)?|admitted|bec(?:o|a)me (?:an? )?member|come (?:in)?to|ent(?:er|ered)|aufgenommen|beigetreten|beitrat|trat|mitglied (?:geworden|wurde)|(?:dazu|hinzu)?gekommen|kam|eingetreten)\b",
            r"\b(?:admitted|joined|aufgenommen|angeschlossen|beigetreten)\b",
        ),
        (
            "place_in_row",
            r"\b(?:as )?(?:the )?(?:which|what) number\b|\bhow manieth\b|\b(?:als |das )?wie ?viel\w*te[srn]?\b(?: mitglied)?",
            r"\b\d+(?:th|st|nd|rd|\.)\s(?:member|mitglied)\b",
        ),
        (
            "founder",
            r"\bw(?:ho|er|elche\w*|hich)\b(?: \w+){0,2}? (?:started|launched|initiated|set (?:it |this |that )?up|created|founded|gestartet|initiiert|gegrundet|aufgebaut|angestossen|eingerichtet|ins leben gerufen)\b|\bw(?:er|elche\w*) .*\b(?:gestartet|initiiert|gegrundet|aufgebaut|angestossen|eingerichtet|ins leben gerufen)\b(?: und wann(?: war das)?| and when(?: was that)?)?",
            r"\b(?:founded|set up|started|launched|created|established|initiated|begun|gegründet|gestartet|initiiert|aufgebaut|angestoßen|eingerichtet|ins leben gerufen)\s(?:\w+\s){0,4}?(?:by|with|von|vom|durch)\b|\b(?:von|vom|durch|auf betreiben)\s[^.;]{1,60}?\b(?:gegründet|gestartet|initiiert|aufgebaut|angestoßen|eingerichtet|ins leben gerufen)\b",
        ),
    )
)


KINDS = tuple(name for name, _, _ in _KINDS)


def kinds_asked(text: str, summary: str) -> dict[str, bool]:
    """Return which `KINDS` of thing `text` asks for, and of each whether `summary` tells it."""
    folded = fold(text)
    return {name: told.search(summary) is not None for name, asked, told in _KINDS if asked.search(folded)}


def without_told(text: str, summary: str) -> str | None:
    """Return `text`, a question without the name of the cluster, folded and without the words that ask for such a thing, where
    `summary` tells it; None: it asks for none, or the summary does not tell it.

    What is left may say of what it is asked ("… for its last conference"): that must be in the summary as well.
    """
    folded = fold(text)
    for _, asked, told in _KINDS:
        if asked.search(folded) and told.search(summary):
            return asked.sub(" ", folded)
    return None
