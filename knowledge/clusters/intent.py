"""Whether a question is for the cluster finder, for one cluster's profile, or for the statements of the sources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from knowledge.asked.question import Question, asks_how
from knowledge.clusters.wishes import Wish
from knowledge.patterns import lazily
from knowledge.retrieval.retrieval import Retrieved
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_REMEMBERED = 500
SIGNALS = (
    "seek_noun",
    "seek_verb",
    "first_person",
    "fields",
    "leanings",
    "places",
    "labels",
    "member",
    "bare",
    "list_of_clusters",
    "figure",
    "when",
    "who",
    "why",
    "year",
    "programme",
    "event",
    "gap",
    "off_topic",
    "company_seeks",
    "free_words",
    "confidence",
    "top",
    "statement_dense",
    "profile_dense",
    "dense_difference",
    "profile_best",
)

OUTSIDE = ("off-topic", "manipulation")  # topics of gaps that are no matter of the programme
_MANY_WORDS = 6
_BARE = 3  # words
# "tourism cluster", but not "innovation clusters" or "a strong network"
_CLUSTER_OF = lazily(
    r"\W*(?:(?:an?|any|ein|eine|the|das|die)\W+)?(?!(?:innovation\w*|excellen\w*|exzellen\w*|kompeten\w*|competen\w*|regional\w*|national\w*|international\w*|europe\w*|europa\w*|german\w*|deutsch\w*|foreign|auslandisch\w*|other|ander\w*|new|neue\w*|old|alte\w*|best\w*|strong\w*|stark\w*|good|gut\w*|big\w*|gross\w*|small\w*|klein\w*|leading|fuhrend\w*|top|similar|ahnlich\w*|cross|inter)\b)[\w-]+\W+(?:clusters?|networks?|netzwerke?)\W*"
)

_SEEK_NOUN = lazily(
    r"\b\w*(?:cluster[sn]?|networks?|netzwerk\w*|verband|verbande|verbund\w*|associations?|initiativen?|initiatives?|vereine?)\b"
)
_PROGRAMME_NAME = lazily(
    r"\bgocluster\b|\bprogram\w*\b|\bcluster (?:week|platform|management|manager)\w*|\bcluster(?:woche|plattform|politik|manag)\w*"
)
_SEEK_VERB = lazily(
    r"\b(?:which|what|any|are there|is there|show|list|find|name|who|where|looking for|search\w*|recommend|welche\w*|gibt es|zeig\w*|nenne?\w*"
    r"|such\w*|finde\w*|wer|wo|kenn\w*|empfehl\w*|wanted|gesucht|overview|liste|auflist\w*|aufzahl\w*|zahle? .*\bauf|ubersicht|uberblick|aufstellung)\b"
)
_THESE = (
    r"\b(?:\W+(?!(?:does|do|did|is|was|has|have|will|can|must|needs?|among|of|unter|von|kann|hat|ist|muss|braucht|benotigt)\b)[\w-]+){0,4}?\W+"
    r"(?:\w*cluster[sn]?|\w*networks?|\w*netzwerk\w*|\w*verbande?|members?|mitglieder)\b(?! (?:week|platform|management|manager))"
)
# a list of clusters or members is asked for: "which … clusters", "gibt es … Netzwerke"
_LIST = lazily(
    r"\b(?:which|what|any|show(?: me)?|list|find|name|are there|is there|wie heissen|welche\w*|zeig\w*|nenne?\w*|gibt es|gibt s|such\w*|kenn\w*|alle|all"
    r"|overview|liste|ubersicht|uberblick|aufstellung)" + _THESE
)
# how long such a list is, which the finder tells as well
_HOW_MANY = lazily(r"\b(?:how many|number of|wie ?viele?|anzahl)" + _THESE)
# all of them, whoever they are
_MEMBERS = lazily(
    r"\W*(?:(?:who|which|wer|welche) (?:are|sind|is|ist) (?:all |alles |alle )?(?:the |die |a |an? )?|(?:(?:show|give|tell) (?:me )?|zeigen sie (?:mir )?|zeig(?:e)? (?:mir )?)?"
    r"(?:(?:the |a |die |eine )?(?:full |complete |vollstandige )?(?:list|liste|overview|ubersicht) (?:of |von |der |aller )?)?(?:all |the |alle |aller |der |die )*)"
    r"(?:gocluster )?(?:members?|mitglieder|mitglied)(?: (?:of|in|bei|von|im|des) (?:the |dem )?(?:gocluster|programm?(?:e|s)?))?(?: (?:are there|gibt es|alles))*\W*"
)
# what holds of any of them: "What must a cluster do for gold?", not "What clusters have gold?"
_OF_ANY = lazily(
    r"\W*(?:(?:und|and|ok|so|also)\W+)?(?:what|how|why|was|wie|wozu|warum|wofur)\b(?!\W+(?:(?!an?\b|the\b|eine?\b|das\b)\w+\W+)?(?:clusters?|networks?|netzwerke?)\b)(?!\W+(?:fur|kinds?|sorts?|about|many|viele?|are|is|sind|ist|heissen|heisst|lauten)\b)"
    r".*\b(?:clusters?|cluster[sn]|networks?|netzwerk\w*)\b"
)
# "clusters for paper", "is there a network on violins?"
_FOR_THINGS = lazily(
    r"(?:^\W*(?:(?:any|a|an|the|all|ein|eine|alle|some)\W+)?|"
    + _LIST.pattern.removesuffix(_THESE)
    + r"(?:\W+[\w-]+){0,3}?\W+)(?:clusters?|networks?|netzwerke?|verbande?|vereine?|associations?)\W+(?:for|on|about|around|dealing with|fur|zu[mr]?|rund um|im bereich)\b"
)
# "do you know something for the music industry?"
_SOMETHING_FOR = lazily(
    r"\b(?:something|anything|someone|somebody|anyone|anybody|etwas|was|jemand\w*|irgend\w*|eine[nrs]?|one)\W+(?:for|on|in|from|fur|aus|zu[mr]?|im|in der)\b"
)
_OF_INDUSTRY = lazily(r"\b(?:industry|industries|business|sector|\w*industrien?|\w*branchen?|\w*wirtschaft)\W*$")
_HAS = lazily(r"\b(?:has|have|had|count\w*|hat|haben|hatte|zahlt?)\b")
_DEAL_WITH = lazily(
    _LIST.pattern
    + r".{0,20}?\b(?:deals?|work(?:s|ing)?|focus\w*|speciali[sz]\w*|active|concerned|engaged?|befass\w*|beschaftig\w*|arbeit\w*|kummer\w*|aktiv"
    r"|spezialisiert|widme\w*)\b"
)
# who is wanted: somebody to be with, not the answer to who did a thing
_COMPANY_SEEKS = lazily(
    r"\b(?:whom?|anyone|anybody|someone|somebody|wer|wem|wen|wohin|jemand\w*|irgendwer)\b.{0,60}?\b(?:help\w*|talk|speak|turn|ask|approach|join|team|meet|contact"
    r"|for us|deals?|knows?|does|doing|into|works?|brings?|represents?|hilf\w*|helf\w*|weiterhelf\w*|wend\w*|sprech\w*|red\w*|frag\w*|vernetz(?!ungst)\w*"
    r"|bringt|kennt|macht|kummert|beschaftigt|fur uns|unterstutz\w*|zusammen\w*|zustandig)\b"
    r"|\b(?:partners?|partner\w*|kontakte|contacts|anschluss|mitstreiter\w*|gleichgesinnte\w*|like[ -]minded|verbundete\w*|abnehmer\w*|verbund|zusammenschluss"
    r"|join|belong|fits? us|passt zu uns|for us|fur uns|seeks?|sucht)\b"
)
_WHERE = lazily(r"\b(?:where|which|whom|wo|wem|wohin|welche\w*)\b")
_BECOMES_MEMBER = lazily(
    r"(?:\b(?:become|becoming) (?:a )?members?\b|\bmitglied\w*(?: (?:bei|im|in|von|des|der|gocluster|programms?|netzwerks?)){1,3} (?:zu )?werden"
    r"|\b(?:gocluster|(?:dem|das|ins) programm)(?: gern\w*)? (?:beitreten|beizutreten|aufgenommen werden)"
    r"|\b(?:will|wollen|mochten?|wurden?)\b(?: \w+){0,4} gocluster mitmachen"
    r"|\b(?:be|become) (?:a )?part of (?:gocluster|the programme)\b|\badmitted (?:in)?to (?:gocluster|the programme)\b|\b(?:werde\w*|wird) (?:(?:ich|wir|man|ein|unser|das|cluster|netzwerk|verein) )*mitglied\w*|\bmitglied\w* (?:zu )?werden|\bjoin(?:ing)? (?:gocluster|the programme)\b|\beligible (?:for|to join) (?:gocluster|the programme|membership)\b)"
)
_MEMBERSHIP = lazily(r"\b(?:membership|mitgliedschaft|beitritt)\b")
# somebody must go somewhere, or something takes place there
# a place or field is asked for, not what is there
_WHERE_MOST = lazily(
    r"\b(?:which|what|welche[snmr]?)\W+(?:(?:german|federal|technology|deutsche\w*)\W+)?(?:states?|land|lander|bundesl[ae]nd\w*|cit(?:y|ies)|towns?|stadt\w*|orte?|regions?|region\w*|fields?|sectors?|branchen?|technologiefeld\w*)\b.*\b(?:most|fewest|meisten|wenigsten)\b"
)
# "is packaging on the list of sectors?"
_ON_LIST = lazily(
    r"\b(?:on|in) the (?:gocluster )?list of (?:\w+ )?(?:sectors|fields|industries)\b|\bauf der (?:gocluster )?liste der (?:\w+ )?(?:\w*felder\w*|branchen)\b"
)
_WHICH_HAVE = lazily(
    r"^\W*(?:(?:and|und|so|also)\W+)?(?:which|who|welche\w*|wer)\b(?!\W+(?:day|year|date|tag|jahr)\b).*\b(?:have|has|hold|holds|with|are|is|haben|hat|tragen|tragt|mit|sind|ist)\b"
)
# the fields are asked for, not who works in them
_WHICH_FIELDS = lazily(
    r"\b(?:which|what|welche[snmr]?)\W+(?:(?:technology|technological|different|verschiedenen?|technologischen?)\W+)?"
    r"(?:fields?|sectors?|industries|technologies|branchen?|technologiefeld\w*|technologien|feldern?|bereichen?)\b(?!\W+(?:are|sind|haben|have|hold)\W+(?:members?|mitglied\w*))"
)
_GOES_THERE = lazily(
    r"\b(?:have|has|need|muss|mussen|musste\w*|soll\w*|must|should|can|could|kann|konnen|darf|brauch\w*)\b.{0,40}?\b(?:go|come|travel|drive|fly|attend|be present|fahren|reisen|anreisen|hinfahren|vorbeikommen|anwesend)\b"
    r"|\b(?:muss|mussen|soll\w*) (?:ich|wir|man)\b.{0,40}?\b(?:nach|kommen)\b"
    r"|\btak(?:e|es|ing) place\b|\bf(?:ind|and)\w*\b.*\bstatt\b|\bstatt(?:find|gefunden)\w*|\b(?:is|are|was|were) (?:it|that|this|they|these|those) (?:held|given|offered)\b"
)
_FINITE = lazily(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|shall|should|must|may"
    r"|ist|sind|war|waren|wird|werden|wurden?|hat|haben|hatten?|kann|konnen|soll\w*|muss|mussen|darf|gibt|ich|i)\b"
)
# what the programme is or does, asked by whoever tells of themselves besides
_WHAT_IT_DOES = lazily(
    r"\bwas\b.{0,25}\b(?:leiste\w*|mach\w*|biete\w*|tut|tun|bring\w*|nutz\w*)\b|\bwhat\b.{0,25}\b(?:do|does|offers?|brings?|good for|point)\b"
)
# which one suits somebody, whatever for
_WHICH_FITS = lazily(
    r"\b(?:which|what|welche[rsn]?) (?:\w+ )?(?:clusters?|networks?|netzwerke?|verbund|verbunde|vereine?)(?: \w+){0,3}? (?:fits?|suits?|would fit|would suit|is right|are right|comes? into question|passt|passen|hilft|helfen|eignet|eignen|kommt in frage|kommen in frage|waren? (?:richtig|das richtige))\b"
    r"|\b(?:zu|in|an) welche[mnrs]? (?:cluster|netzwerk|verbund|verein)\b"
    r"|\b(?:wo|wohin) (?:passen|passt|gehoren|gehore|sind) (?:wir|ich|unser\w*)\b|\bwhere do (?:we|i) (?:fit|belong)\b"
)
_EVENT = lazily(
    r"\b(?:conference|meeting|event|week|prize|award|interview|foreword|publication|brochure|evaluat\w*|admission|admitted|apply|application"
    r"|criteria|certificat\w*|benchmark\w*|audit|fee|cost\w*|pay\w*|price|funding|grant\w*|call|newsletter|advisory|board|ministry|minister|secretary|phase"
    r"|networking day|vernetzungstag\w*|\w*konferenz|\w*tagung|\w*treffen|\w*veranstaltung\w*|\w*woche|preis|vorwort|publikation|broschure|aufnahme\w*|antrag\w*|kriteri\w*|zertifi\w*|gebuhr"
    r"|kosten\w*|zahl\w*|bezahl\w*|forder\w*|beirat|begleitkreis|ministeri\w*|minister\w*|staatssekretar\w*|phase|leistung\w*|beratung)\b"
)


# all that are known here: "How many clusters do you know?", "Wie viele Netzwerke haben Sie in der Datenbank?"
_KNOWN = lazily(
    rf"{BEFORE}(?:how many|which|what|wie ?viele?|welche)(?: (?:different|verschiedene|such|solche))? (?:clusters?|networks?|netzwerke?|cluster organi[sz]ations|cluster initiatives"
    r"|clusterinitiativen|clusterorganisationen|cluster profiles?|clusterprofile?|profiles?|profile)\W+(?:(?:do|can|are|sind|stehen|gibt|es|in|all|alles|denn|eigentlich|there|here|hier|bei)\W+)*"
    r"(?:you|du|sie|ihr|kennst|kennen|kennt|hast|haben|habt|findest|finden|listest|umfasst|your|deiner|ihrer|eurer|dieser|this|dir|ihnen)\b(?:\W+(?:you|du|sie|ihr|know|have|hold|list|cover|find|search|about|of|in|your|the|deiner|ihrer|eurer|der|dieser|this"
    r"|database|data base|index|list|collection|datenbank|liste|sammlung|kartei|bot|altogether|in|total|all|overall|insgesamt|uberhaupt|alle|denn|eigentlich|so|gespeichert|verzeichnet|erfasst|stored|on|file|drin))*\W*"
)


@lru_cache(maxsize=_REMEMBERED)
def signs(text: str) -> Mapping[str, float]:
    """Return the signals that the words of `text` alone give, by name."""
    folded = fold(text)
    signals = {
        "seek_noun": _SEEK_NOUN.search(_without_programme(folded)),
        "seek_verb": _SEEK_VERB.search(folded),
        "programme": _PROGRAMME_NAME.search(folded),
        "event": _EVENT.search(folded),
        "company_seeks": _COMPANY_SEEKS.search(folded),
    }
    return {name: float(found is not None) for name, found in signals.items()}


def becomes_member(text: str) -> bool:
    """Return whether `text` speaks of becoming a member, and not of where: "How do we become a member?"."""
    folded = fold(text)
    return _BECOMES_MEMBER.search(folded) is not None and _WHERE.search(folded) is None


def names_membership(text: str) -> bool:
    """Return whether `text` speaks of membership by that word."""
    return _MEMBERSHIP.search(fold(text)) is not None


def asks_no_clusters(text: str, question: Question) -> bool:
    """Return whether `text` asks for no clusters, wherever it speaks of: why something is, what the programme does or how one joins it, whether one
    must go somewhere, what takes place there, or where the most of something are.
    """
    if _WHERE_MOST.search(fold(text)) or _ON_LIST.search(fold(text)):
        return True
    if _is_list(text) or asks_which_fits(text):
        return False
    folded = fold(text)
    of_programme = "gocluster" in folded and _WHAT_IT_DOES.search(folded) is not None
    return of_programme or question.asked == "reason" or becomes_member(text) or _GOES_THERE.search(folded) is not None


def asks_beside_members(text: str, wish: Wish) -> bool:
    """Return whether `text` names no condition but membership or a label, and asks for something beside it: whether there are seminars
    for members, who may become one, or which fields they work in.
    """
    if not wish.conditions or set(wish.conditions) - {"member", "label"} or wish.leanings or wish.need or wish.denied:
        return False
    return bool(wish.text) or _WHICH_FIELDS.search(fold(text)) is not None


def asks_which_have(text: str, wish: Wish) -> bool:
    """Return whether `text` asks which have, or are, two things that clusters have or are, and nothing else: "which in Bavaria have gold?"."""
    is_bare = len(wish.conditions) > 1 and not (wish.beyond or wish.need or wish.denied)
    return is_bare and _WHICH_HAVE.search(fold(text)) is not None


def is_note(text: str, question: Question) -> bool:
    """Return whether `text` is but a note of things, without a question or a verb of its own: "Nursery in Straelen, tomatoes"."""
    return question.asked == "other" and "?" not in text and _FINITE.search(fold(text)) is None


def may_be_of_programme(text: str) -> bool:
    """Return whether a part of `text` may be of a matter of the programme (`is_of_programme`): else none is."""
    return bool(signs(text)["event"]) or names_membership(text) or _BECOMES_MEMBER.search(fold(text)) is not None


def is_of_programme(text: str) -> bool:
    """Return whether `text` speaks of a matter of the programme, admission or funding say, and of no clusters or company."""
    said = signs(text)
    of_event = bool(said["event"]) and not said["company_seeks"]
    return not said["seek_noun"] and (of_event or names_membership(text) or becomes_member(text))


def _without_programme(folded: str) -> str:
    """Return a folded text without the names of the programme and what is its own, whose "cluster" is none that is sought."""
    return _PROGRAMME_NAME.sub(" ", folded)


def _is_list(text: str) -> bool:
    return _LIST.search(_without_programme(fold(text))) is not None


def _counts_clusters(text: str) -> bool:
    folded = fold(text)
    found = _HOW_MANY.search(_without_programme(folded))
    if found is None or not found[0].endswith(("members", "mitglieder")):
        return found is not None
    # what else has members is a cluster: "How many members has the one in Jena?"
    return _PROGRAMME_NAME.search(folded) is not None or _HAS.search(folded) is None


def asks_for_members(text: str) -> bool:
    """Return whether `text` asks for the members of the programme and nothing else: "Who are the members?"."""
    return _MEMBERS.fullmatch(fold(text)) is not None


def asks_who_deals_with(text: str) -> bool:
    """Return whether `text` asks which clusters deal with something, whatever that is: "Which clusters work on glaciers?"."""
    return _DEAL_WITH.search(_without_programme(fold(text))) is not None


def asks_for_field(text: str, question: Question, wish: Wish) -> bool:
    """Return whether `text` names a field and no more, as where something is looked for: "music industry", "do you know something for
    the music industry?"; or asks for clusters for things: "clusters for paper".
    """
    if not (wish.fields or wish.leanings):
        return False
    folded, said = fold(text), signs(text)
    if (
        said["programme"]
        or said["event"]
        or question.years
        or question.asked in ("count", "amount", "duration", "date")
    ):
        return False
    if wish.fields and not wish.beyond:
        is_bare = question.asked == "other" and _OF_INDUSTRY.search(folded) is not None
        return is_bare or _SOMETHING_FOR.search(folded) is not None
    return bool(wish.leanings and not wish.fields) and _FOR_THINGS.search(folded) is not None


def is_bare_field(text: str, question: Question, wish: Wish) -> bool:
    """Return whether a message is nothing but the name of a field ("Raumfahrt"), or of something with "cluster" behind it."""
    folded, said = fold(text), signs(text)
    if said["programme"] or said["event"] or question.years or question.asked != "other" or len(folded.split()) > _BARE:
        return False
    if wish.fields and not wish.beyond:
        return _FINITE.search(folded) is None
    return wish.beyond == 1 and bool(wish.text) and _CLUSTER_OF.fullmatch(folded) is not None


def asks_which_fits(text: str) -> bool:
    """Return whether `text` asks which cluster suits somebody: "Power from small water mills, which cluster fits?"."""
    return _WHICH_FITS.search(fold(text)) is not None


def asks_which_known(text: str) -> bool:
    """Return whether `text` asks how many clusters, or which, are known here altogether."""
    return _KNOWN.fullmatch(fold(text)) is not None


def intent_signals(
    text: str, question: Question, wish: Wish, retrieved: Retrieved, profile_dense: float, profile_best: float
) -> dict[str, float]:
    """Return the signals by which a question for clusters is told from one for a statement, by name."""
    said = signs(text)
    no_list = question.asked in ("count", "amount", "duration", "date", "reason") or asks_how(text)
    # "So all 81 members hold a label?" claims; a distance is a condition
    other = no_list or bool(question.years) or (bool(question.numbers) and wish.within_km is None)
    places = bool(wish.laender or wish.cities or wish.not_laender or wish.not_cities)
    levels = bool(wish.labels or wish.any_label)
    some = (
        said["seek_noun"] > 0
        or (wish.member and bool(wish.fields or wish.laender))
        or (levels and (places or bool(wish.fields)))
    )
    bare_list = some and wish.beyond == 0  # "Netzwerke in Hessen"
    described = bool(wish.fields or wish.laender or wish.cities)
    of_any = not described and _OF_ANY.match(fold(text)) is not None
    counted = described and not question.years and _counts_clusters(text)
    listed = not (wish.is_empty or other or of_any) and (bare_list or _is_list(text) or asks_for_members(text))
    statement_dense = max((c.signals["dense"] for c in retrieved.candidates), default=0.0)
    return {
        **said,
        "first_person": float(wish.need),
        "fields": float(min(2, len(wish.fields))),
        "leanings": float(min(2, len(wish.leanings))),
        "places": float(places),
        "labels": float(levels),
        "member": float(wish.member),
        "bare": float(wish.beyond <= 1 and not wish.is_empty and not of_any),
        "list_of_clusters": float(listed or counted),
        "figure": float(question.asked in ("count", "amount", "duration")),
        "when": float(question.asked == "date"),
        "who": float(question.asked in ("person", "contact")),
        "why": float(question.asked == "reason"),
        "year": float(bool(question.years)),
        "gap": float(retrieved.gap is not None),
        "off_topic": float(retrieved.gap is not None and retrieved.gap.heading in OUTSIDE),
        "free_words": float(min(_MANY_WORDS, wish.beyond)),
        "confidence": retrieved.confidence,
        "top": max(-6.0, min(6.0, retrieved.candidates[0].log_odds)) if retrieved.candidates else -6.0,
        "statement_dense": statement_dense,
        **_nearness(statement_dense, profile_dense, profile_best),
    }


def is_plain_list(signals: Mapping[str, float]) -> bool:
    """Return whether a list of clusters is asked for under conditions that say nearly all of the question.

    A label or membership is spoken of in questions on the programme too: beside these hardly a word may be left.
    """
    spare = 2 if signals["fields"] or signals["places"] else 1
    return bool(signals["list_of_clusters"] and not signals["event"] and signals["free_words"] <= spare)


def with_nearness(signals: Mapping[str, float], profile_dense: float, profile_best: float) -> dict[str, float]:
    """Return `signals` as they are where the nearest profile is so near."""
    return {**signals, **_nearness(signals["statement_dense"], profile_dense, profile_best)}


def _nearness(statement_dense: float, profile_dense: float, profile_best: float) -> dict[str, float]:
    return {
        "profile_dense": profile_dense,
        "dense_difference": profile_dense - statement_dense,
        "profile_best": profile_best,
    }
