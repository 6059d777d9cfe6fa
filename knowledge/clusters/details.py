"""Which detail of a named cluster a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from knowledge.asked.question import Asked, Question, analyse
from knowledge.patterns import lazily
from knowledge.records import Language, other_language
from knowledge.words.beginnings import JOINING
from knowledge.words.text import fold, is_stop, tokenise, words

Detail = Literal[
    "seat",
    "fields",
    "member",
    "label",
    "members",
    "founded",
    "website",
    "contact",
    "phone",
    "address",
    "name",
    "summary",
]

# "everything you know about", "mehr Infos zu", "Näheres über"
_MORE = (
    r"\b(?:everything|anything|something|all|more|alles|mehr|etwas|nahere[sn]?|genauere[sn]?|weitere[sn]?|einzelheiten|ausfuhrlich\w*|uberblick|overview|summary|background|hintergr\w*|auskunft\w*|steckbrief)"
    r"(?=\W+(?:(?:infos?|informations?|informationen|details?|you|sie|du|there|is|es|was|know|have|found|wissen|weisst|haben|gibt|in detail|facts|fakten)\W+)*(?:about|on|regarding|uber|zu[mr]?|von|vom|infos?|informations?|informationen|details?)\b|\W*$)"
)
# what a person would like: "I'd like to know more", "Kann ich mehr erfahren?"
_TO_LEARN = (
    r"\b(?:(?:(?:i|we)\W?d )?(?:like|love|want|need|wish|have) to|can i|could i|may i|can we|can you|could you|please|mocht\w+|wurd\w+|will|wollen|kann ich|konnt\w*|kannst du|konnen (?:sie|wir)|gern\w*|hatte\w*|lass\w*|bitte)"
    r"(?:\W+(?:i|we|you|me|us|ich|wir|sie|du|mir|uns|gern\w*|bitte|please|also|auch|mal|noch|a bit|etwas|more|mehr|to|haben))*\W+(?:learn|know|find out|hear|read|say|see|show|give|have|get|erfahren|wissen|horen|lesen|sagen|sehen|zeigen|geben|haben|bekommen)\b"
    rf"|\b(?:was|what(?: do you)?) (?:wissen|weisst|wisst|know)\b|\b(?:sagen|erzahlen|berichten|mitteilen|geben|zeigen|nennen)\W*$|^\W*(?:(?:{JOINING}|please|bitte)\W+)*(?:show|give|zeig\w*|gib|geben|describe|introduce)\b|\b(?:interessier\w*|interested|interests me)\b"
)

# between the words of a question for a detail, once names are cut: "when was it launched", "wann ist der Verein gestartet"
_BETWEEN = (
    r"(?:\W+(?:it|its|they|that|this|one|the|those|cluster|network|association|das|der|die|es|sie|ihr|netzwerk|verein|denn|eigentlich|was|were|did|does|do|has|have|is|are|been|get|got"
    r"|wurde|wurden|hat|haben|ist|sind|ging|gings|bei|von|mit|so|da|dort|exactly|genau|first)){0,5}\W+"
)
_BEGAN = r"(?:an den start(?: gegangen)?|off the ground|(?:seine |ihre |die )?arbeit (?:aufgenommen|begonnen|gestartet)|launch\w*|start(?:s|ed|et)?|begin|began|begun|initiated|created|active|in existence|around|set up|gestartet|startet\w*|angefangen|begonnen|ins leben gerufen|geschaffen|eingerichtet|aktiv|los(?:gegangen|gelegt)?)"
# Which detail of a named cluster is asked for, over folded text; the first that matches.
_DETAILS: tuple[tuple[Detail, re.Pattern[str]], ...] = (
    (
        "website",
        lazily(
            r"\b(?:web ?(?:sites?|pages?|adresse\w*)|(?<!on )sites?|webseiten?|homepages?|internet\w*|on the web|im (?:inter)?netz|web address|url|online zu finden|link|where (?:can|could|do) (?:i|we) (?:find (?:out )?|read |learn |get )(?:\w+ ){0,2}?(?:more|about)|wo (?:kann ich|konnen wir|finde ich|finden wir|gibt es|erfahre ich|lese ich)(?: \w+){0,2}? (?:mehr|naheres|weitere\w*|infos?|informationen))\b"
        ),
    ),
    (
        "address",
        lazily(r"(?<!mail )\b(?:postal )?ad+res+e?n?\b|\banschrift\w*"),
    ),
    (
        "phone",
        lazily(
            r"\b(?:tele)?phone(?: numbers?)?\b|\btelefon\w*|\btel\b|\bphone(?: numbers?)?\b|\bhotline\b|\bdurchwahl|\bfax\w*|\be[ -]?mails?(?: ad+res+e?n?)?\b|\bmails?(?: ad+res+e?n?)?\b"
            r"|\bansprech\w*|\bkontaktperson\w*|\bpostleitzahl\w*|\bpostcode\b|\bzip code\b|\bhausnummer\b|\bstreet\b|\bstrasse\b|\bcontact (?:persons?|partners?)\b"
        ),
    ),
    (
        "contact",
        lazily(
            r"\bkontakt(?:daten|infos?|informationen|adresse|mog\w*|aufnehmen|aufnahme)?\b|\bkontaktier\w*|\bcontact(?: (?:details?|data|info\w*))?\b|\bcontacting\b"
            r"|\berreich(?:e|en|bar)?\b|\berreicht (?:man|ihr)\b|\breach(?:ed|able)?\b(?! (?:in)?to\b| out\b)|\bget in touch\b|\bget through to\b|\b(?:komm|komme|kommt|kommen|krieg|kriege|kriegt) (?:ich|wir|man) (?:(?:da|dort|denn|am besten) )*(?:(?:an|zu|mit) (?:\w+ )?)?(?:ran|heran|dran|in (?:kontakt|verbindung))\b|\bget hold of\b|\bwrite to\b|\bschreib\w* .*\ban\b|\bwend\w* .*\ban\b|\ban wen\b|\bwho (?:should|can|do|could|would) (?:i|we) (?:call|ring|phone|contact|e ?mail|talk to|speak to|speak with|ask|write to|get in touch with)\b|\bwen .*\bsprech\w*|\banruf\w*|\brufe?n? .*\ban\b"
        ),
    ),
    (
        "label",
        lazily(r"\b(?:ecei\W)?label\w*|\b(?:gold|silver|silber|bronze)\b|\bcertifi\w*|\bzertifi\w*|\bgutesiegel"),
    ),
    (
        "members",
        lazily(
            r"(?<!by )\bhow many (?:member )?(?:members?|mitglied\w*|companies|company|partners?|firms?|businesses|enterprises|organi[sz]ations?)\b(?:,? (?:and|or) (?:institut\w+|research \w+|organi[sz]ations))?|(?<!\bvon )(?<!\bby )\bwie ?viele?n? (?:mitglied\w*|members?|unternehmen|partner|firmen|betriebe)\b|\bmitgliederzahl\w*|\bmember(?:ship)? (?:numbers?|counts?|figures?)"
            r"|\bhow many (?:(?:actors?|players?|participants?|institut\w+|bodies) )?(?:(?:take|took) part|belong|participate|are (?:linked|connected|involved|united|organi[sz]ed))\b|\bhow many (?:actors?|players?|participants?)\b|\bwie ?viele (?:\w+ )?(?:(?:sind|waren)(?: \w+){0,3}? (?:angeschlossen|beteiligt|vernetzt|organisiert|zusammengeschlossen)|akteure|beteiligte|teilnehmer)\b"
            r"|\bhow many (?:people|of them|firms|companies)? ?(?:are|belong)(?: \w+){0,3}? members?\b|\bwie ?viele (?:sind|waren|gehor\w*|mach(?:en|ten|t))(?:\W+(?:da|dort|denn|darin|bei|in|im|denen|dem|der|so))*\W+(?:mitglied\w*|dabei|mit)\b|\bhow (?:big|large)\b|\bwie gross\b|\bnumber of members|\b(?:an)?zahl der mitglieder"
            r"|\b(?:mitglieder|members|firmen|partner|companies)\W+(?:wie ?viele?|how many|anzahl|zahl|number|count)\b"
            rf"|^\W*(?:(?:{JOINING}|its|their|seine|ihre|the|die)\W+)*(?:members|mitglieder)\W*$"
        ),
    ),
    # "members" may be the cluster's own
    (
        "member",
        lazily(
            r"\b(?:seit wann|wie lange)(?: \w+){0,4}? (?:dabei|drin)\b|\b(?:in|part of|bei|teil von) (?:your|eure[mr]|ihre[mr]) program\w*|\bmember(?:ship)?\b|\bmitglied(?:schaft\w*)?\b|\bgocluster\b(?:\W+(?:members?|mitglied\w*))?"
            r"|\b(?:among|one of|zu|unter|eine?s?)\b(?: (?:the|den|der|ihren))? (?:members|mitglieder\w*)\b"
        ),
    ),
    (
        "founded",
        lazily(
            r"\bfound(?:ed|ing)\b(?: year| date)?|\byear of foundation\b|\bfoundation\b|\bestablish\w*|\bset up\b|\bgegrundet\b|\bgrundung\w*|\bentstand\w*|\bhow old\b|\bwie alt\b"
            r"|\bseit wann (?:gibt|besteh\w*|existier\w*)\b|\bsince when (?:does|do|has|have|is|are)\b|\b(?:since|seit) (?:what|which|welche[mr]?) (?:year|jahr)\b"
            rf"|\b(?:when|wann|since when|seit wann|(?:what|which|welche[mns]?) (?:year|jahr)){_BETWEEN}{_BEGAN}\b|\b{_BEGAN}\W+(?:since |seit )?(?:when|wann)\b"
            r"|\bhow long (?:has|have)\b|\bwie lange (?:gibt|besteht|existiert)\b|\b(?:gibts?|besteht|existiert|been around|existed)\b.{0,20}\b(?:schon )?(?:lange?|long)\b"
        ),
    ),
    (
        "seat",
        lazily(
            r"\bwhere (?:do|does|did)\b(?:\W+(?:it|they|that|this|the|one))*\W+sit\b|\bwhere\b|\bwo\b|\bwoher\b|\bbased\b|\blocated\b|\bsitz\w*\b(?!.*\b(?:jemand|irgendwer)\b)|\bsits\b|\bseat\b|\bcity\b|\bstadt\b|\btown\b|\b(?:which|what|welche\w*) (?:(?:federal|german) )?(?:state|(?:bundes)?land)\b"
            r"|\bzu ?hause\b|\bat home\b|\bhome (?:town|base|city)\b|\bbeheimatet\b|\bdaheim\b|\bheadquart\w*|\bansassig\b|\blocation\b|\bort\b|\bstandort\b|\boffice\b|\bburo\b|\b\w*geschaftsstelle\b|\b(?:eingetragen|registered)\b"
        ),
    ),
    ("fields", lazily(r"\bfields?\b|\btechnologiefeld\w*|\btechnology\b|\bfelder\w*\b")),
    (
        "name",
        lazily(
            r"^(?!.*\b(?:before|former\w*|previous\w*|original\w*|at first|fruher\w*|vorher\w*|zuvor|ursprunglich\w*|zuerst|anfangs)\b)(?=.*(?:\bname\w*\b|\bcalled\b|\bwie (?:heiss\w*|hiess\w*)\b|\bheiss(?:t|en)\b(?=\W+(?:der|die|das|es|sie)\b)))"  # takes no word away: those before it count
        ),
    ),
    (
        "summary",
        lazily(
            r"\bwhat (?:does|is|do|are)\b|\b(?:kennst|kennen|kennt) (?:du|sie|ihr)\b|\bdo you know\b|\bheard of\b|\bschon mal (?:von|was)\b|\bwho is\b|\btell\b|\babout\b|\bwas (?:macht|ist|tut|bietet|untersucht|erforscht|treibt)\b|\bwas (?:machen|sind|tun|bieten)\b|\bwer ist\b|\bworum\b|\bwomit\b"
            r"|\bwofur\b|\berzahl\w*|\bbeschreib\w*|\binfo\w*|\bprofil\w*|\bcard\b|\bkarte\b|\bportra\w*|\bvorstell\w*|\bdescri\w*|\bdetails?\b"
            rf"|{_MORE}|{_TO_LEARN}"
        ),
    ),
)


# What each detail can be an answer to; a question of another kind ("what does membership cost?") only shares a word with it.
_SUITS: dict[Detail, tuple[Asked, ...]] = {
    "website": ("contact", "place", "list", "yesno", "other"),
    "contact": ("contact", "place", "person", "list", "yesno", "other"),
    "phone": ("contact", "person", "list", "yesno", "other"),
    "address": ("contact", "place", "list", "yesno", "other"),
    "name": ("list", "yesno", "person", "other"),
    "label": ("list", "yesno", "other"),
    "members": ("count", "amount", "list", "yesno", "other"),  # "wieviel Mitglieder" counts, too
    "member": ("list", "yesno", "other"),
    "founded": ("date", "duration", "yesno", "other"),
    "seat": ("place", "list", "yesno", "other"),
    "fields": ("list", "yesno", "other"),
    "summary": ("person", "list", "reason", "yesno", "other"),
}
_JOINING = lazily(
    r"\b(?:become|join|werde|werden wir|wird man|mitglied\w* (?:zu )?werden|beitreten|beitritt)\b"
)  # how one gets in is no detail
_FEES = lazily(r"\b(?:fees?|dues|costs?|\w*beitrag(?:s|es)?|\w*beitrage|\w*gebuhr(?:en)?|kost(?:et|en))\b")
_BELONGS = lazily(
    r"\bmember\w*|\b\w*mitglied\w*|\bbelong\w*|\bpart of\b|\bgehor\w*|\bteil\b|\b(?:in|bei|im) gocluster\b"
)
_WHAT: dict[Language, re.Pattern[str]] = {
    "en": lazily(r"\bwhat\b", re.IGNORECASE),
    "de": lazily(r"\bwas\b", re.IGNORECASE),
}
_FIGURES: tuple[Detail, ...] = ("members", "founded", "fields", "website")
# who speaks for a cluster: a statement that names such a person answers all of these
_IN_CHARGE = lazily(
    r"\b(?:runs?|leads?|heads?|manages?|organi[sz]es|operates|coordinates|koordinier\w*|betreib\w*|organisier\w*|in charge|boss|chief|director\w*|manager\w*|chair\w*|president\w*|ceo|leit\w*|fuhrt|managt|chef\w*|geschaftsfuhr\w*|vorsitz\w*|vorstand\w*|prasident\w*"
    r"|zustandig\w*|verantwortlich\w*|ansprech\w*|contact\w*|kontakt\w*|responsible|speaks?|talk|sprech\w*|call|anruf\w*|dahinter|behind (?:it|that|this|them))\b"
)
_HEADS = lazily(
    r"\b(?:runs?|leads?|heads?|headed|led|manages?|managed|organi[sz]es|operates|betreib\w*|organisier\w*|in charge|boss|chief|director\w*|manager\w*|chair\w*|president\w*|ceo|leit\w*|geleitet|fuhrt|gefuhrt|managt|chef\w*|geschaftsfuhr\w*|vorsitz\w*|vorstand\w*|prasident\w*)\b"
)


UNTOLD: tuple[Detail, ...] = ("phone",)  # no profile has it


def detail_asked(text: str) -> Detail | None:
    """Return which detail of a cluster `text` asks for; None: none of those that profiles have."""
    folded = fold(text)
    return next((detail for detail, pattern in _DETAILS if pattern.search(folded)), None)


# Words of asking that describe no detail.
_ASKING = lazily(
    r"(?:clusters?|networks?|netzwerk\w*|verein\w*|hold\w*|have|has|got|hat|haben|machen|tun|bieten|tragt|tragen|besitz\w*|stufe|level|type|kind|art|art|do|does|macht"
    r"|beschaftig\w*|thema|themen|topics?|something|etwas|name\w*|heiss\w*|call\w*|programm\w*|actually|exactly|genau|currently|aktuell\w*|derzeit"
    r"|anyway|basically|really|again|even|ever|uberhaupt|sonst|halt|eben|grade|gerade|nochmal|denn|eigentlich|since|two|three|zwei|drei"
    r"|now|jetzt|today|heute|great|first|second|third|fourth|fifth|last|one|ones|towns?|cit(?:y|ies)|part|liste?|sein(?:e[nmrs]?)?|ihre?[nmrs]?|find\w*|befind\w*|lieg\w*|teil|tell|give|show|sag\w*|nenn\w*|gib|zeig\w*|look(?:ing)?|search(?:ing)?|such(?:e|en|t)|gesucht|years?|stadte?n?|orte?n?|jahr(?:e[ns]?|es)?|geht|gehen|exist\w*|work\w*|deal\w*|cover\w*|span\w*|belong\w*|includ\w*|involv\w*|consist\w*|behind|back"
    r"|countr(?:y|ies)|land|lander\w*|gehor\w*|umfass\w*|besteh\w*|arbeite\w*|kummer\w*|zahlt|zahlen|zuruck|hinter|sind|exact|full|whole|genaue[rn]?|volle[rn]?|erste\w*|zweite\w*|dritte\w*|vierte\w*|funfte\w*|letzte\w*|many|viele?|wieviele?|ne|nen|nem|number|nummer|drin|drinnen|zusammen|together|bitte|please|pls|plz|germany|deutschland|it|they|es|sie|region|going|steh\w*"
    r"|angeschlossen|vernetzt|beteiligt|zusammengeschlossen|linked|connected|befass\w*|tatig\w*|aktiv|active|focus\w*|concern\w*|speciali[sz]\w*|spezialisier\w*|engaged?|based|seated|main|reach\w*|reich(?:t|en)"
    r"|\d+(?:st|nd|rd|th)|bit|little|bisschen|stuff|klingt|klang|sounds?|gut|good|nice|cool|interessant\w*|interesting|spannend"
    r"|known|bekannt|famous|beruhmt|only|just|merely|nur|bloss|lediglich|kurz|gesagt|short(?:ly)?|briefly|so|like|also|mal|noch|all|day|ma|nomma|na|was|web|page)"
)


def beyond_detail(text: str, language: Language) -> set[str]:
    """Return the content words of `text`, in lower case, that neither name a detail nor only ask."""
    return _content(text, language, [pattern for _, pattern in _DETAILS])


def asks_only_for(detail: Detail, text: str, question: Question, language: Language) -> bool:
    """Return whether `text`, a question without the cluster's name, asks for `detail` and nothing else of the cluster.

    A question of a kind that the detail is no answer to only shares a word with it. Where a figure or an address is
    asked for, or whether it belongs to go-cluster, one word more may say how ("the exact number"); of the rest it would make
    another matter ("the city of its last conference", "a member of the board", "what it wishes of go-cluster").
    """
    if detail == "member" and not question.yesno and (_WHAT[language].search(text) or not _BELONGS.search(fold(text))):
        return False  # "What does it say of go-cluster?", "What did it get out of being a member?"
    is_membership = detail == "member" and question.yesno and "gocluster" in fold(text)
    few = 1 if detail in _FIGURES or is_membership else 0
    return is_of_kind(detail, question) and len(beyond_detail(text, language)) <= few


def asks_to_join(text: str) -> bool:
    """Return whether `text` asks about getting in, which no profile tells."""
    return _JOINING.search(fold(text)) is not None


def asks_of_fees(text: str) -> bool:
    """Return whether `text` asks what being in a cluster costs, which no profile tells."""
    return _FEES.search(fold(text)) is not None


def asks_who_is_in_charge(text: str) -> bool:
    """Return whether `text` asks who runs a cluster or speaks for it, or how to reach them."""
    in_charge = _IN_CHARGE.search(fold(text)) is not None
    return in_charge and (analyse(text).asked == "person" or detail_asked(text) in ("contact", "phone"))


def asks_who_heads(text: str) -> bool:
    """Return whether `text` asks who is at the head of a cluster: "who is the boss there?"."""
    return _HEADS.search(fold(text)) is not None and analyse(text).asked == "person"


def is_of_kind(detail: Detail, question: Question) -> bool:
    """Return whether `detail` is of the kind that is asked for: a number of members is no answer to who they are."""
    if detail == "member" and asks_to_join(question.text):
        return False
    return question.asked in _SUITS[detail]


def wanted_words(text: str, language: Language) -> set[str]:
    """Return the content words of `text`, in lower case, that do not only ask; words for details are among them."""
    return _content(text, language, [pattern for detail, pattern in _DETAILS if detail == "summary"])


def _content(text: str, language: Language, without: Iterable[re.Pattern[str]]) -> set[str]:
    folded = fold(text)
    for pattern in without:
        folded = pattern.sub(" ", folded)
    said = (word for word in tokenise(folded) if len(word) > 1)  # "I'm" has a word of one letter
    # who mixes languages leaves out the same words in either
    stops = (language, other_language(language))
    left = {word for word in said if not any(is_stop(word, each) for each in stops) and not _ASKING.fullmatch(word)}
    return {word.lower for word in words(text) if word.folded in left}  # compounds are known with their umlauts only
