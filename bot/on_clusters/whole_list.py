"""What is asked of the list shown as a whole: how many there are, whether that is all, more of it, or the list once more. Pure functions on text."""

from __future__ import annotations

import re
from typing import Literal

from bot.on_clusters.listed import OTHER
from bot.session.sessions import Topic
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE, JOINING
from knowledge.words.text import fold

_COUNT = lazily(
    rf"{BEFORE}(?:how many|wie ?viele?)(?:\W+(?:clusters?|networks?|netzwerke?|of|them|those|these|they|davon|sind|are|is|there|that|it|das|die|es|gibt|insgesamt"
    r"|zusammen|altogether|in|total|all|now|jetzt|denn|eigentlich|left|ubrig|noch|ones|do|you|have|know|haben|sie|found|gefunden|then|dann|so|would|could|be|waren?|was|were))*\W*"
)
# "how many have gold?", "wie viele in Bayern?": of those shown
_HOW_MANY_ARE = lazily(
    rf"^{BEFORE}(?:how many|wie ?viele?)(?= (?:have(?! you)|has|hold|are|with|in|from|come|sit|haben|hat|tragen|sind|mit|im|aus|sitzen|kommen)\b)",
    re.IGNORECASE,
)
# "haben die alle ein Label?"
_THEY_ALL = lazily(r"\b(?:they all|(?:die|sie|diese) alle)\b", re.IGNORECASE)
MORE: dict[Language, str] = {"en": "more", "de": "mehr"}
_OF_THEM: dict[Language, str] = {"en": "of them", "de": "davon"}
_ALL_OF_THEM: dict[Language, str] = {"en": "all of them", "de": "alle davon"}
_COUNT_OF_MEMBERS = lazily(
    rf"{BEFORE}(?:(?:how many|wie ?viele?)(?: (?:of (?:them|these|those)|davon|von (?:denen|ihnen|diesen)|clusters?|darunter))*|(?:und |and )?davon wie ?viele?)"
    r" (?:are|sind|gehoren)(?: (?:davon|denn|eigentlich|there|da|auch|also|in|of|your|ein|bei|euch|ihnen|im|programm|program(?:me)?|gocluster|von|zu|den))*"
    r" (?:members?|mitglied(?:er)?n?)(?: (?:of|in|von|bei|im|your|the|euch|ihnen|euer\w*|program\w*|gocluster))*\W*"
)
_PLEASE = rf"(?:(?:{JOINING}|yes|ja|please|bitte|can you|could you|konnen sie|kannst du|are there|gibt es|do you have|haben sie)\W+)*"
_SHOW = r"(?:(?:show|tell|give|list|see|zeig\w*|erzahl\w*|nenn\w*|gib|geben|sag\w*|i want|ich mochte|ich will|was gibt es|(?:which|what|who|welche|wer) (?:are|sind|waren|were))\W+(?:(?:me|us|mir|uns|sie|to|see|know)\W+)*)?"
_FURTHER = r"(?:(?:bitte|please|da|dort|there|auch|also|sonst|some|any|a bit|a little|even|a few|noch|etwas|ein bisschen|ein paar|the|die|den)\W+)*"
_BEHIND = r"(?:\W+(?:please|too|as well|auch|pls|plz|bitte|then|dann|noch|there|da|sehen|zeigen|anzeigen|auflisten|aufzahlen|nennen|erzahlen|horen|wissen))*\W*"
_OF_CLUSTERS = r"(?:\W+(?:two|three|four|five|six|seven|eight|zwei|drei|vier|funf|sechs|sieben|acht|\d+))?(?:\W+(?:of (?:them|these|those|the list)|davon|clusters?|networks?|netzwerke?|ones?|hits?|results?|treffer))*"
_ABOUT_ONE = r"(?:\W+(?:about|on|uber|zu[mr]?|von|details?|info\w*|informationen|dazu|daruber|davon|it|that|this|them|him|the|den|dem|der|das|die|diese[mnrs]?|ihn|ihm|one|cluster|network|netzwerk|verein))*"
_WHICH_ARE = lazily(
    rf"{BEFORE}(?:which(?: ones)?|welche(?: denn)?)\W*|{BEFORE}(?:which|who|what|welche|wer)(?: (?:clusters?|networks?|netzwerke?|members?|mitglieder|ones?))? (?:are|is|sind|ist|waren|were)(?: (?:they|these|those|that|it|das|es|die|diese|denn|alles|genau|so|now|all))*\W*"
)
# "can you name them?", "welche haben das?"
_NAME_THEM = lazily(
    rf"{BEFORE}(?:(?:(?:can|could|would|konnen|konntest|kannst|konnten|please|bitte|you|sie|du)\W+)*(?:name|list|show|tell|give|nenn\w*|zahl\w*|zeig\w*|liste\w*)(?: (?:me|us|mir|uns|bitte|doch|mal|all|of|the|their|die|deren|ihre|sie|alle|them|those|these|diese|names?|namen|clusters?|members?|mitglieder|auf|please|aufzahlen|nennen|auflisten|zeigen))+"
    r"|(?:(?:kannst|konntest|konnen|konnten) (?:du|sie) )?(?:(?:bitte|mir|uns|sie|die|diese|alle|die namen|deren namen|mal) )+(?:nennen|auflisten|aufzahlen|zeigen)"
    r"|(?:which|who|welche|wer)(?: (?:of them|clusters?|networks?|members?|ones?|netzwerke?|mitglieder|davon))? (?:has|have|hat|haben|holds?|tragt|tragen)(?: (?:that|it|this|one|das|es|dies|den|so|ein|eins|denn))+"
    r"|(?:which|welche) (?:clusters?|networks?|members?|netzwerke?|mitglieder)(?: (?:denn|genau|exactly))?)\W*"
)
_WHO_HELPS = lazily(
    rf"{BEFORE}(?:who (?:can|could|would|might) (?:help|i (?:ask|talk to|contact)|we (?:ask|talk to|contact))|whom? (?:can|could|should) (?:i|we) (?:ask|talk to|turn to|contact)|wer (?:kann|konnte) (?:mir|uns)(?: da| dabei| hier)? (?:weiter)?helfen"
    r"|an wen (?:kann|konnte|soll) (?:ich|wir) (?:mich|uns)(?: da| dann)? wenden|wen (?:kann|konnte|soll) (?:ich|wir)(?: da| dann)? (?:fragen|ansprechen))(?: (?:me|us|here|there|with (?:that|this|it)))*\W*"
)
_MORE_OF_IT = lazily(
    rf"{_PLEASE}{_SHOW}{_FURTHER}(?:more|mehr|further|weitere|details?|info\w*|go on|continue|weiter){_ABOUT_ONE}{_BEHIND}"
)
_MORE_OF_THEM = lazily(
    rf"{_PLEASE}{_SHOW}{_FURTHER}(?:more|mehr|others?|other|further|weitere[rsn]?|andere[rsn]?|einen?|eine?s|another|one more|rest(?:e|lichen)?|ubrige[nr]?|remaining|verbleibende[nr]?|fehlende[nr]?|next(?= \W*(?:ones?|clusters?|page|\d|$))|nachste[nr]?|continue|go on|weiter|all(?:e)?){_OF_CLUSTERS}{_BEHIND}"
)


# "who else?", "noch was anderes?"
_ANY_OTHER = lazily(
    rf"{BEFORE}(?:(?:ausser|neben|besides|beside|apart from|other than) (?:dem|der|den|denen|diese[mnr]|that|this|it|them|those|these)(?: ones?)?\W+)?(?:(?:is|are) there |do you (?:have|know) |gibt es |gibts |haben sie |kennen sie |kennst du )?(?:da |dort |there |auch |denn )*"
    r"(?:(?:who|what|which|anyone|anybody|anything|someone|somebody|something|any|ones?) else|(?:anything|something|others?) different|(?:et)?was (?:anderes|noch)|(?:wer|was|welche[rs]?|wen|jemand\w*)? ?sonst(?: noch)?(?: (?:wer|was|jemand\w*|welche))?"
    r"|noch (?:wer|jemand\w*|was|etwas|eine[nrs]?|welche)(?: andere[nrs]?)?)(?:\W+(?:there|is there|do you (?:know|have)|have you(?: got)?|haben sie|habt ihr|hast du|kennen sie|gibts|gibt es|then|please|bitte|da|dort|denn))*\W*"
)
_ALL_THERE_IS = lazily(
    rf"{BEFORE}(?:(?:hm+|ach|oh|really|wirklich|denn|echt)\W+)*(?:(?:is|are|was|were) (?:that|this|it|they|those|these|there)(?: really)? (?:(?:it|all|everything|the lot|the only ones?|all (?:of them|there (?:is|are)|you (?:have|know|ve got)))|(?:really )?only (?:\w+))(?: now| then)?"
    r"|(?:that|this)(?: is|['’ ]s) (?:it|all|everything)|(?:ist|sind|war|waren) (?:das|dies|die|es)(?: (?:denn|jetzt|schon|wirklich|auch|echt|nun))*(?: (?:alles?|alle|samtliche|die einzigen?|der einzige|das einzige|der ganze rest|schon))(?: (?:cluster|netzwerke|gewesen|was (?:ihr|sie|du) (?:habt|haben|hast|kennen)|die (?:ihr|sie|du) (?:habt|haben|hast|kennst|kennen)))*"
    r"|(?:das )?war ?(?:s|es|das)?(?: das)?(?: (?:schon|alles|denn|jetzt))*|(?:only|just|nur|bloss) (?:the |die |der |das )?(?:one|two|three|four|five|ein|einer|eins|eine|zwei|drei|vier|funf|dies\w*|those|these|that|\d+)(?: (?:clusters?|ones?|netzwerke?))?"
    r"|(?:no|keine|gibt es keine|are there no|aren t there any|isn t there any|gibt es nicht|nicht) (?:more|others?|weiteren?|anderen?|mehr)(?: (?:clusters?|ones?|davon|than (?:that|those)))?|(?:mehr|more) (?:nicht|gibt es nicht|habt ihr nicht|haben sie nicht))\W*"
)


_ALIKE = lazily(
    rf"{BEFORE}(?:(?:any|some|other|more|are there|is there|do you have|gibt es|gibts|noch|andere|auch|weitere|haben sie|ein paar)\W+)*(?:similar|comparable|ahnliche[rsn]?|vergleichbare[rsn]?|alternativ\w*)(?: (?:ones?|clusters?|networks?|netzwerke?|there|da))?\W*"
)
_LIST_AGAIN = lazily(
    rf"{BEFORE}(?:(?:can|could|konnen|kannst|please|bitte|i|we|you|ich|wir|sie|du|mochte|want|would like|let s|let us|me|us|mir|uns|to|go|gehen|geh|show|see|give|zeig\w*|gib|geben|sehen|haben|have)\W+)*"
    r"(?:(?:back|zuruck) (?:to|zu[mr]?) (?:the |that |my |our |der |den )?(?:last |previous |full |whole |first |letzten |ganzen |vorigen )?(?:list\w*|results?|hits?|overview|search|ergebnis\w*|treffer\w*|ubersicht|suche)(?: (?:please|bitte))?"
    r"|(?:(?:the|that|die|whole|full|ganze) )*(?:list\w*|results?|hits?|ergebnis\w*|treffer\w*|ubersicht)(?: (?:from )?(?:before|above|von vorhin|von oben|von eben))?(?: (?:again|once more|one more time|noch ?mals?|noch einmal|wieder|bitte|please|zeigen|sehen))*"
    r"|(?:noch ?mals?|noch einmal|again|once more|wieder|zuruck)(?: (?:bitte|please|to|zur))?(?: (?:the|die|zur|der))? (?:list\w*|results?|hits?|ergebnis\w*|treffer\w*|ubersicht))\W*"
)


def asked_of_all(text: str, language: Language, topic: Topic) -> str:
    """Return `text` as it is asked of the whole list shown, where it counts those of it that are so ("how many have gold?"), or asks of
    more than were named whether all are; else as it is.
    """
    if len(topic.listed) < 2 or topic.cluster_ids != topic.listed or topic.is_of_statements:
        return text
    counted = _HOW_MANY_ARE.search(text)
    if counted is not None:
        return f"{text[: counted.end()]} {_OF_THEM[language]}{text[counted.end() :]}"
    if topic.n_shown < len(topic.listed):
        return _THEY_ALL.sub(_ALL_OF_THEM[language], text)
    return text


def wants_list_again(text: str) -> bool:
    """Return whether `text` wants the list that was shown once more and nothing else: "back to the list", "nochmal die Liste"."""
    return _LIST_AGAIN.fullmatch(fold(text)) is not None


_FIRST_FEW = lazily(
    rf"{_PLEASE}{_SHOW}(?:(?:the|die|mir|me|nur|only|just)\W+)*(?:top|first|best|ersten|besten) (?P<n>two|three|zwei|drei|2|3|beiden)(?:\W+(?:of (?:them|these|those)|davon|clusters?|networks?|netzwerke|ones?|please|bitte|genauer|in detail|naher|only))*\W*"
)


def first_few(text: str) -> int:
    """Return how many of the first of the list `text` wants: "the top 3", "die ersten drei"; 0: it does not."""
    found = _FIRST_FEW.fullmatch(fold(text))
    if found is None:
        return 0
    return 3 if found["n"] in ("three", "drei", "3") else 2


def asks_for_others(text: str) -> bool:
    """Return whether `text` asks for others and says no more: "what else?", "noch was?"."""
    return _ANY_OTHER.fullmatch(fold(text)) is not None


def asks_whether_all(text: str) -> bool:
    """Return whether `text` asks whether what was shown is all that there is: "is that all?", "nur zwei?"."""
    return _ALL_THERE_IS.fullmatch(fold(text)) is not None


def counts(text: str) -> bool:
    """Return whether `text` asks how many clusters were found and nothing else: "how many are there?"."""
    return _COUNT.fullmatch(fold(text)) is not None


def counts_members(text: str) -> bool:
    """Return whether `text` asks how many of those shown are members of the programme: "how many of them are members?"."""
    return _COUNT_OF_MEMBERS.fullmatch(fold(text)) is not None


def asks_which_are(text: str) -> bool:
    """Return whether `text` asks which clusters were found, or who of them helps, and nothing else: "which are they?", "who could help me?"."""
    folded = fold(text)
    return any(pattern.fullmatch(folded) for pattern in (_WHICH_ARE, _WHO_HELPS))


def asks_which_those_are(text: str) -> bool:
    """Return whether `text` asks which clusters they are that were only counted: "which ones are they?", "can you name them?"."""
    folded = fold(text)
    return any(pattern.fullmatch(folded) for pattern in (_WHICH_ARE, _NAME_THEM))


def more_are_left(topic: Topic) -> bool:
    """Return whether a list was shown last, and not to its end."""
    is_list = topic.wish is not None and not topic.statement_ids and not topic.nearest
    return is_list and topic.cluster_ids == topic.listed and 0 < topic.n_shown < len(topic.listed)


def wants_more(text: str, topic: Topic) -> Literal["of one", "of the list"] | None:
    """Return whether `text` asks for more of the one cluster told of last, or for more of the list; None: for neither."""
    if topic.is_of_statements or not topic.cluster_ids:
        return None
    folded = fold(text)
    if len(topic.cluster_ids) == 1 and _MORE_OF_IT.fullmatch(folded):
        return "of one"
    if OTHER.search(folded) and len(topic.listed) == 2 and len(topic.cluster_ids) == 1:
        return None  # of two, the one not told of yet
    patterns = (_MORE_OF_THEM, _ANY_OTHER) if len(topic.cluster_ids) == 1 else (_MORE_OF_THEM, _ANY_OTHER, _ALIKE)
    is_more = topic.wish is not None and any(p.fullmatch(folded) for p in patterns)
    return "of the list" if is_more else None
