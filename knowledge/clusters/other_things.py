"""Questions for other things than clusters: "Which trade fairs for batteries are there in Bavaria?".

What profiles tell of is clusters. Who asks for companies or institutes is shown the clusters that bring them together, and told
so; who asks for fairs, jobs, laws or grants is not helped by a list of clusters, and is told that the sources do not say.
Patterns on folded text.
"""

from __future__ import annotations

from functools import lru_cache

from knowledge.patterns import lazily
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_REMEMBERED = 500  # a question is looked at when it is told what is wanted, and again when it is answered
_THINGS = (
    r"(?:trade )?(?:fairs?|shows?)|exhibitions?|con(?:ference|gress)(?:e?s)?|summits?|workshops?|seminars?|webinars?|courses?|trainings?|degrees?|study programmes?"
    r"|jobs?|vacanc(?:y|ies)|job offers?|internships?|apprenticeships?|salar(?:y|ies)|wages?|subsid(?:y|ies)|grants?|funding(?: (?:programmes?|schemes?|calls?))?|loans?"
    r"|calls?(?: for (?:proposals|tenders?))?|tenders?|laws?|regulations?|rules?|standards?|norms?|directives?|permits?|licen[cs]es?|patents?|studies|reports?|statistics?"
    r"|journals?|magazines?|books?|news|prices?|taxes|products?|devices?|models?|apps?|turnover|revenues?|market (?:size|shares?)|stocks?"
    r"|(?:\w*messe|ausstellung|\w*konferenz|\w*tagung|\w*veranstaltung|schulung|\w*bildung|ausschreibung|\w*forderung|vorschrift|verordnung|\w*norm|genehmigung)(?:en)?"
    r"|\w*messen|\w*kongresse?|\w*seminare?|\w*kurse?|\w*studieng\w+|stellen?|\w*stellen(?:angebote?|anzeigen?)|praktik(?:um|a)|praktikumsplatz\w*|ausbildungsplatz\w*|lehrstellen?"
    r"|gehalter|lohne|\w*fordermittel|\w*forderprogramme?|\w*zuschusse?|\w*subvention(?:en)?|kredite?|darlehen|\w*aufrufe?|\w*gesetze?|regeln|richtlinien?|\w*patente?|\w*studien?"
    r"|\w*berichte?|\w*statistik(?:en)?|\w*zeitschrift(?:en)?|bucher|preise?|\w*steuern?|\w*produkte?|\w*gerate?|modelle?|umsatz|umsatze|marktzahlen|aktien?"
    r"|hotels?|restaurants?|trains?|zuge?|bus(?:se|es)?|weather|wetter"
)
_BODIES = (
    r"compan(?:y|ies)|firms?|businesses|start-?ups?|suppliers?|manufacturers?|producers?|makers?|providers?|universit(?:y|ies)|(?:research )?institut(?:es?|ions?)|professors?"
    r"|researchers?|scientists?|experts?|labs?|laborator(?:y|ies)|consultants?|employers?|(?:car )?makers?"
    r"|\w*firm(?:a|en)|\w*unternehmen|\w*betriebe?|\w*hersteller|\w*lieferanten?|zulieferer|\w*anbieter|\w*dienstleister|universitat(?:en)?|\w*hochschulen?|\w*institute?|professor\w*"
    r"|\w*forscher\w*|wissenschaftler\w*|\w*expert(?:en?|in|innen)|labore?|\w*berater\w*|arbeitgeber\w*"
)
_GROUPS = r"\w*cluster[sn]?|\w*networks?|\w*netzwerk\w*|\w*verb[au]nde?\w*|associations?|initiati\w+|vereine?|partner\w*|members?|mitglied\w*"
# between the word of asking and what is asked for stand what kinds of it, but no verb, and nothing that it is of
_KINDS = (
    rf"(?:\W+(?!(?:{_GROUPS}|for|fur|with|mit|to|zu|zum|zur|in|im|on|of|von|about|uber|and|und|or|oder|has|have|had|hat|haben|is|are|ist|sind|was|were|war|waren|do|does|did|can|could"
    r"|kann|konnen|will|would|deals?|makes?|macht|machen|befass\w*|arbeite\w*|sucht|need|we|i|wir|ich|sie|you)\b)[\w-]+){0,3}?\W+"
)
_ASKED_FOR = (
    r"(?:which|(?:who|wer) (?:is|are|ist|sind) (?:the|der|die|das)|what(?: (?:kinds?|sorts?|types?) of)?|welche\w*|was fur(?: eine?)?|(?:are|is) there(?: any| an?)?|gibt es|gibt s"
    r"|where (?:can|do|could) (?:i|we|one) (?:find|get)|wo (?:finde|bekomme|gibt)\w* (?:ich|wir|man|es)|(?:i am |we are )?looking for|(?:ich|wir) suche\w*)"
)
_NOT_THEIR_CLUSTERS = rf"(?!\W+(?:{_GROUPS})\b)"
_FOR_THINGS = lazily(rf"{BEFORE}{_ASKED_FOR}{_KINDS}({_THINGS})\b{_NOT_THEIR_CLUSTERS}")
_FOR_BODIES = lazily(rf"{BEFORE}{_ASKED_FOR}{_KINDS}(?:{_BODIES})\b{_NOT_THEIR_CLUSTERS}")
# "what is the best battery for an e-bike?"
_FOR_THE_BEST = lazily(
    rf"{BEFORE}(?:(?:what|which|was|welche\w*) (?:is|are|ist|sind) )?(?:(?:the|der|die|das) )?(?:best|cheapest|fastest|strongest|safest|beste[nrs]?|billigste[nrs]?|gunstigste[nrs]?|schnellste[nrs]?|sicherste[nrs]?)"
    rf"(?!(?:\W+[\w-]+){{0,3}}?\W+(?:{_GROUPS}|{_BODIES}|ones?|label)\b) (\w+)"
)

# "What is photonics?", "Wie funktioniert eine Brennstoffzelle?", "Is hydrogen dangerous?", "Where can I study textile engineering?"
_OF_THE_MATTER = lazily(
    rf"{BEFORE}(?:"
    r"(?:what|was) (?:is|are|does|ist|sind|bedeutet|heisst|means?) (?!there\b|it\b|that\b|this\b|with\b|about\b|es\b|das\b|in\b|near\b|mit\b|bei\b|los\b|your\b)(?:[\w-]+\W+){0,3}?[\w-]+\W*$"
    r"|how (?:do|does|did|is|are) (?!we\b|i\b|one\b|you\b|it\b|they\b)|wie (?:funktionier|entsteh|arbeit|geht|gehen)\w* (?!wir\b|ich\b|man\b|sie\b|es\b)"
    r"|who (?:invent|discover|develop|design|buil)\w*|wer (?:hat|haben|erfand|entdeckte)\b.*\b(?:erfunden|entdeckt|entwickelt|gebaut)\b|wer (?:erfand|entdeckte)"
    r"|(?:is|are|ist|sind) (?!there\b|it\b|that\b|this\b|they\b|you\b|we\b|es\b|das\b|wir\b|sie\b|ich\b)(?:[\w-]+\W+){1,6}?(?:dangerous|safe|better|worse|expensive|cheap|healthy|good|bad|useful|possible|legal|allowed"
    r"|gefahrlich|sicher|besser|schlechter|teuer|teurer|billig\w*|gunstig\w*|gesund|gut|schlecht|sinnvoll|moglich|legal|erlaubt)\b"
    r"|(?:where|wo) (?:can|could|do|kann|konnte|darf) (?:i|we|one|you|ich|wir|man)\b.*\b(?:study|learn|buy|rent|repair|order|studieren|lernen|kaufen|mieten|reparieren|bestellen)\b"
    r")"
)
_ANY_GROUP = lazily(rf"\b(?:{_GROUPS})\b")


@lru_cache(maxsize=_REMEMBERED)
def asks_of_the_matter(text: str) -> bool:
    """Return whether `text` asks what a thing is, how it works, who invented it, whether it is good, or where to study or buy it: that
    is asked of no cluster, whatever field the thing is of.
    """
    folded = fold(text)
    return _OF_THE_MATTER.match(folded) is not None and _ANY_GROUP.search(folded) is None


@lru_cache(maxsize=_REMEMBERED)
def other_thing(text: str) -> str:
    """Return the folded words for the things that `text` asks for and no profile of a cluster tells of: fairs, jobs, laws, grants,
    the best of a ware; empty: it asks for no such thing.
    """
    folded = fold(text)
    found = _FOR_THINGS.match(folded) or _FOR_THE_BEST.match(folded)
    return found[1] if found else ""


def asks_for_bodies(text: str) -> bool:
    """Return whether `text` asks for single companies, institutes or experts, which clusters bring together: "Which firms make chips?"."""
    return _FOR_BODIES.match(fold(text)) is not None
