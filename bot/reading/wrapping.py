"""What people wrap a question in: a greeting, "could you tell me …", thanks, a wish for a brief answer. What is left is asked.

It says nothing of the matter, yet each word of it counts where a question is compared with statements.
"""

from __future__ import annotations

import re
from itertools import islice

from bot.reading.indirect import direct
from knowledge.patterns import lazily
from knowledge.words.asking_words import ASKED

_GREETING = (
    r"(?:(?:hello|hi|hey|good (?:morning|afternoon|evening|day)|hallo|guten? (?:tag|morgen|abend)|moin(?: moin)?|servus|grüß (?:gott|dich|euch)|gruezi|grüezi)"
    r"(?: (?:there|all|everyone|team|bot|zusammen|alle|allerseits|miteinander|liebes? [\w-]+|dear [\w-]+))*"
    r"|(?:sehr geehrte damen und herren|dear (?:sir or madam|sirs|all|[\w-]+ ?team)|liebes? (?:[\w-]+[ -]?team|alle)))"
)
_ANNOUNCED = (
    r"(?:(?:ich|wir) (?:hätten?|haben?)(?: (?:da|mal|nur|kurz|noch))* (?:eine|'?ne) (?:(?:kurze|kleine|einfache|dumme|allgemeine|schnelle) )?frage"
    r"|(?:i|we) (?:have|had|'ve got)(?: just)? a (?:(?:quick|short|small|simple|silly|general) )?question"
    r"|(?:(?:nur |mal )?(?:eine )?(?:kurze|kleine|einfache|dumme|schnelle|allgemeine) |(?:just )?a |(?:a )?(?:quick|short|small|simple|silly|general) )?(?:frage|question)"
    r"(?: (?:vorab|am rande|für zwischendurch|dazu|from (?:a|my) (?:colleague|boss)|von (?:einem|meinem) (?:kollegen|chef)|von (?:einer|meiner) (?:kollegin|chefin)))?"
    r"|(?:(?:a|my) (?:colleague|boss|friend)|(?:ein|mein) (?:kollege|chef|bekannter)|(?:eine|meine) (?:kollegin|chefin|bekannte))"
    r" (?:asks|wants to know|wanted to know|fragt|fragte|(?:will|wollte|möchte|würde gern) wissen))"
)
_OCCASION = (
    r"(?:(?:für|zur|zum|for)(?: (?:a|an|the|my|our|eine[nm]?|die|den|das|mein\w*|unser\w*))?(?: \w+)?"
    r" (?:\w*(?:vermerk|bericht|vortrag|präsentation|sitzung|vorstand|chef|chefin|kollegen|unterlagen|protokoll|team|cluster|netzwerk|verein|vorbereitung)"
    r"|note|report|talk|presentation|board|meeting|boss|records|minutes|network|team)"
    r"|(?:ich bin|wir sind)(?: (?:ganz|noch|relativ))? neu(?: (?:hier|dabei|im thema|in dem thema))?|(?:i am|i'm|we are|we're)(?: quite| rather)? new(?: (?:here|to this|to the topic))?"
    r"|(?:eines|eins|das|etwas) (?:verstehe|weiß) ich (?:noch )?nicht(?: ganz)?|ich verstehe (?:eines|eins|etwas|das)(?: (?:noch|hier))? nicht(?: ganz)?"
    r"|(?:there is )?(?:one thing|something) i (?:do not|don't)(?: quite)? (?:understand|get)(?: yet)?)"
)
# what is asked follows, with a word of asking of its own: "Können Sie mir sagen, wer …"
_TELL = (
    r"(?:(?:können|könnten|könnt|könntet|würden|würdet|kannst|könntest|würdest|koennen|koennten|koennt) (?:sie|ihr|du)(?: (?:mir|uns))?(?: (?:bitte|mal|kurz|vielleicht|eigentlich|noch|eventuell))*"
    r" (?:sagen|erklären|erklaeren|verraten|mitteilen|beantworten)"
    r"|(?:wissen sie|weißt du|weisst du|wisst ihr)(?: (?:vielleicht|eigentlich|zufällig|denn))*"
    r"|(?:ich|wir) (?:wüssten?|wuessten?)(?: (?:gerne?|mal|nur|einfach|noch|doch))*"
    r"|(?:ich|wir) (?:würden?|möchten?|moechten?|will|wollen|wollte|wollten|hätten?|muss|müssen)"
    r"(?: (?:gerne?|mal|nur|einfach|bitte|noch|doch))* (?:wissen|erfahren|gewusst)"
    r"|(?:mich|uns) (?:würde|wuerde|interessiert|interessieren)(?: (?:mal|nur|auch|noch))*(?: interessieren)?"
    r"|(?:sagen sie|sagt?|erklären sie|erklär|verrat)(?: (?:mir|uns))?(?: (?:bitte|mal|doch))*"
    r"|(?:can|could|would|will) you (?:please |kindly )?(?:tell|explain to) (?:me|us)|(?:do you|would you) (?:happen to )?know"
    r"|(?:i|we)(?:'d| would)? (?:really )?(?:like|love|want|need) to know|(?:i|we) (?:was|were|am|are) wondering|i wonder|(?:please )?tell (?:me|us)|(?:please )?(?:walk|talk|run|take) (?:me|us) through)"
)
_BEFORE = lazily(
    rf"\W*(?:{_GREETING}\s*[,;.:!–-]+|(?:{_ANNOUNCED}|{_OCCASION})\s*[:;.,!–-]+|{_TELL}\s*[,:;]?\s+(?={ASKED}))\s*",
    re.IGNORECASE,
)
# "For a seminar paper: which …", "Ich wollte auch noch wissen: in welcher …"
_BEFORE_COLON = lazily(
    rf"^\W*(?:(?:and|und|also|so)\W+)?(?:for|für|zur|zum|(?:i|we) (?:also )?(?:want|need|would)|i['’]?m (?:drafting|writing|preparing)|ich (?:schreibe|bereite|brauche|wollte|möchte)|wir (?:schreiben|wollten|möchten)|noch (?:eine|etwas|was))\b(?!\W+(?:which|what|welche\w*|was)\b)[^:?!.]{{2,70}}:\s+(?={ASKED})",
    re.IGNORECASE,
)
# "Und noch zur Clusterplattform: In welchem Jahr ging sie online?"
_ON_SUBJECT = lazily(
    rf"^\W*(?:(?:and|und)\W+)?(?:noch |jetzt |nun |now |back |zurück )?(?:on|about|to|zu|zur|zum)\s+(?:(?:the|der|dem|den)\s+)?(?P<subject>[^:?!.,]{{3,50}}):\s+(?P<asked>(?:in )?{ASKED}[^?]*)\?\W*$",
    re.IGNORECASE,
)
_WHETHER = lazily(
    rf"\W*(?:{_TELL}|(?:ich|wir) (?:frage?n?|bin|sind)(?: (?:mich|uns|mir|nicht|sicher|unsicher|gerade))+|(?:i am|i'm|we are|we're) not(?: quite)? sure"
    r"|(?:i|we) (?:want|wanted) to know|(?:und|and)(?= (?:ob|whether)\b)|(?=(?:ob|whether)\b))\s*[,:;]?\s*(?=(?:ob|whether|if)\b)",
    re.IGNORECASE,
)
_THANKS = (
    r"(?:(?:(?:many|vielen|besten|herzlichen|schönen|tausend|schon mal|schonmal|im voraus|und|and)\s)*(?:thanks|thank you|thx|danke|dank)"
    r"(?: (?:a lot|so much|very much|you|schön|sehr|dir|ihnen|euch|schon mal|schonmal|im voraus|vorab|in advance|for (?:your|the) help|für (?:die|ihre|deine|eure) (?:hilfe|mühe|antwort)))*)"
)
_REGARDS = r"(?:(?:mit )?(?:freundlichen?|lieben?|vielen?|besten?|herzlichen?|schönen?) grüßen?|(?:best|kind|warm) regards|cheers|mfg|lg|vg)(?:,? [A-ZÄÖÜ][\w.-]*){0,3}"
_FORM = (
    r"(?:(?:bitte |please )?(?:(?:ganz )?(?:kurz|knapp|ausführlich|genau)|(?:eine )?(?:kurze|knappe) antwort|(?:a )?(?:short|brief) answer|briefly|mit (?:der )?quelle(?:n|nangabe)?|with (?:the |a |its )?sources?"
    r"|in (?:einem satz|one sentence|a nutshell|kürze)|in short|keep it short|be brief|auf deutsch|in english)(?: (?:antworten|erklären|bitte|please|reicht|genügt|will do|is fine|is enough))*)"
)
_KNOWN = (
    r"(?:(?:wissen sie|weißt du|weisst du|wisst ihr|weiß|weiss)(?: (?:das|da|dazu|hier))?(?: (?:jemand|wer|etwas|was|zufällig|vielleicht))*|do you (?:happen to )?know(?: (?:that|this))?|does anyone know|any ideas?"
    r"|(?:können sie|kannst du|könnt ihr)(?: (?:mir|uns|da|dabei))* (?:weiter)?helfen|(?:can|could) you (?:please )?help(?: (?:me|us))?)"
)
_BEHIND = lazily(
    rf"(?:\s*[,;.:!?–-]+\s*(?:{_THANKS}(?: (?:und|and) {_REGARDS})?|{_REGARDS}|{_FORM}|{_KNOWN})"
    r"|\s+(?:(?:vielen|besten|herzlichen) dank|danke|many thanks|thanks|thank you|please))\W*$",
    re.IGNORECASE,
)
# German ones dilute a question, English ones hardly do; "denn" is "because" behind a comma
_PARTICLE = lazily(
    r"(?<=\w)\s+(?:eigentlich|überhaupt|ueberhaupt|denn|(?:denn |eigentlich )?so(?= eine?[nmrs]?\b))(?=\s|\W*$)",
    re.IGNORECASE,
)
# Nearly all that is told is told by the anniversary publication: its name would find what is told of itself.
_BY_PUBLICATION = lazily(
    r"(?:^\W*|[\s,]+)(?:(?:laut|gemäß|nach angaben)(?: (?:der|ihrer|eurer|deiner))?|according to(?: (?:the|your))?|as per(?: the)?)"
    r" (?:(?:anniversary|jubilee|go-cluster)[ -])?(?:\w*publikation|publication|\w*festschrift|jubiläumsschrift|\w*brosch(?:ü|ue)re|brochure|booklet|jubiläumsheft|heft)(?=[\s,:?.!]|$)[,:]?",
    re.IGNORECASE,
)
# what is told is told by what is known here
_BY_WHAT_IS_KNOWN = lazily(
    r"(?:^\W*|[\s,]+)(?:according to|laut|nach|as far as|soweit|from|aus)(?: (?:the|your|den|ihren|euren|deinen|ihrer|eurer))? (?:(?:data|records|sources|information|profiles?|daten|quellen|unterlagen|informationen|angaben|profilen?)|(?:you|sie|du) (?:know|wissen|weißt))(?=[\s,:?.!]|$)[,:]?",
    re.IGNORECASE,
)
_ACCORDING = (
    "aut ",
    "emäß ",
    "ccording to ",
    "s per ",
    "ngaben ",
    "ach ",
    "s far as ",
    "oweit ",
    "rom ",
    "us ",
)  # how what is told by a source begins
# what a list is wanted for: "the clusters in Hamburg, for a visit of our minister"
_REQUEST = lazily(
    r"^\W*(?:(?:i|we) (?:need|want|would like|am looking|are looking)|please|give|list|show|name|(?:ich|wir) (?:brauche|suche|benötige|hätte|möchte)n?|bitte|nenn|zeig|list|gib)\w*\b",
    re.IGNORECASE,
)
_WANTED_FOR = lazily(
    r"[\s,]+(?:for|für|zur|zum)\s+(?:(?:a|an|the|my|our|eine[nr]?|meine\w*|unsere\w*|den|die|das)\s+)?(?:\w+\s+)?"
    r"(?:visit|trip|tour|report|note|presentation|talk|speech|article|thesis|briefing|meeting|besuch|reise|bericht|vermerk|vortrag|rede|artikel|abschlussarbeit|termin|sitzung|vorlage)"
    r"(?:\s+(?:of|by|with|to|von|der|des|mit|bei|unsere[sr])\s+[^,.?!]*)?\W*$",
    re.IGNORECASE,
)
_LEAST = 2  # words that must be left
_LAYERS = 4  # of wrapping, on either side
_REACH = 160  # characters at the end of a message within which what is behind it stands


def unwrapped(text: str) -> str:
    """Return `text` without what it is wrapped in, with its question mark; what is nothing but wrapping stays as it is."""
    asks = "?" in text
    rest = _BEFORE_COLON.sub("", text, count=1) if ":" in text else text
    on = _ON_SUBJECT.match(rest) if ":" in rest else None
    if on is not None:
        rest = f"{on['asked']} {on['subject']}?"
    for _ in range(_LAYERS):
        found = _BEFORE.match(rest)
        if found is None or not _has_words(rest[found.end() :]):
            break
        rest = rest[found.end() :]
    whether = _WHETHER.match(rest) if "ob " in rest or "whether " in rest or "if " in rest or "Ob " in rest else None
    if whether is not None:
        rest = direct(rest[whether.end() :]) or rest
    for _ in range(_LAYERS):
        begins = max(0, len(rest) - _REACH)
        found = _BEHIND.search(rest, begins)
        if found is None or not _has_words(rest[: found.start()]):
            break
        rest = rest[: found.start()]
    if asks:
        rest = _PARTICLE.sub("", rest)
    if _REQUEST.match(rest):
        rest = _WANTED_FOR.sub("", rest)
    if any(word in rest for word in _ACCORDING):
        without = " ".join(_BY_WHAT_IS_KNOWN.sub(" ", _BY_PUBLICATION.sub(" ", rest)).split()).replace(" ?", "?")
        rest = without if _has_words(without) else rest
    if rest == text:
        return text
    rest = rest.rstrip(" ,;:–-")
    return f"{rest}?" if asks and rest[-1:] not in "?!." else rest


def _has_words(text: str) -> bool:
    return sum(1 for _ in islice(re.finditer(r"\w{2,}", text), _LEAST)) == _LEAST
