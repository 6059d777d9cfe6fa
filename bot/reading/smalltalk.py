"""Greetings, thanks and the like: short messages that ask nothing of the sources."""

from __future__ import annotations

from typing import Literal

from knowledge.patterns import lazily
from knowledge.words.beginnings import EXCLAIMED, JOINING
from knowledge.words.text import fold, tokenise

Smalltalk = Literal["greeting", "thanks", "goodbye", "remark", "complaint", "help", "identity", "languages", "basis"]

_MAX_WORDS = 12
_PRAISE = (
    r"(?:ok(?:ay)?|super|great|cool|nice|wow|prima|perfekt|perfect|toll|klasse|aha|alles klar|i see|got it|verstehe|verstanden|(?:very |sehr )?(?:gut|good|interesting|interessant|helpful|hilfreich)"
    r"|good to know|gut zu wissen|wunderbar|wonderful|excellent|brilliant|ausgezeichnet|passt(?: schon)?|spannend|fine|lovely|top)"
)
_THANKS = (
    r"(?:(?:many |vielen |besten |herzlichen |schonen |tausend |ganz |trotzdem |dennoch |jedenfalls |(?:na )?dann |auf jeden fall )*(?:thanks?|thank you|thx|cheers|danke?|merci|dankeschon|dankesehr|thankyou)"
    r"(?: (?:you|a lot|so much|very much|schon|sehr|dir|ihnen|euch|nochmals?|again|anyway|all the same|still|trotzdem|mate|man|guys|all|everyone|bot|leute|for (?:your |the |all )*(?:help|answers?|information)"
    r"|fur (?:die|ihre|deine|alle|das|eure) (?:hilfe|antwort(?:en)?|auskunft|infos?|muhe)))*)"
)
# what one says to an answer: what it is like, that one had not known, is sorry, or sees to it later
_LIKE = (
    r"(?:doable|feasible|fine|good|great|nice|perfect|useful|helpful|interesting|clear|easy|fair(?: enough)?|cool|lovely|awesome|impressive|amazing|bad|sad|a (?:pity|shame)|ok(?:ay)?"
    r"|(?:quite )?a lot|plenty|(?:close|near) to (?:us|me)|not (?:much|many|bad)|machbar|gut|super|toll|interessant|hilfreich|klar|einfach|spannend|nutzlich|praktisch|schade|beeindruckend|in ordnung"
    r"|ideal|prima|ganz schon viele?|viele?|wenig|nicht (?:viele?|schlecht)|(?:ja )?(?:ganz )?in (?:meiner|unserer) nahe|gleich um die ecke)"
)
_MODIFIERS = r"(?:really|very|quite|pretty|so|sehr|echt|ja|doch|aber|ganz|wirklich|schon|denn|mal) "
_REMARK = (
    rf"(?:(?:(?:{JOINING}|{EXCLAIMED}) )*(?:that|this|these|das|dies|es|it)(?: ?(?:is|are|s|was|were|sounds|looks|klingt|ist|sind|war|waren|hort sich|sieht))? (?:{_MODIFIERS})*{_LIKE}(?: (?:an|aus|then|dann|news|zu wissen|zu horen|to (?:know|hear)))?"
    r"|(?:oh |ach |na )?(?:wow|oha|aha|ah|oh|krass|wahnsinn|hm+|mist|schade|leider|bummer|(?:what a |a )?(?:pity|shame)|too bad|oh no|na gut|na ja|naja|oh well|ah ok(?:ay)?|alright|all right|gute idee|good idea|great idea)"
    r"|(?:so |oh |ach |ok )*(?:sorry|apologies|pardon|my (?:bad|mistake|fault)|entschuldig(?:ung|en sie)?|verzeihung|tut mir leid|ups|oops|hoppla)(?: (?:about|for) that| bitte)?"
    r"|(?:(?:that (?:is|was|s) |das (?:ist|war) )?(?:a |my |ne |eine |so (?:a |ne ))?(?:silly|stupid|dumb|dumme|blode|alberne) (?:question|frage|of me|von mir))|(?:my |a )?typo|vertippt|hab mich vertippt"
    r"|(?:just |war nur |nur |war )?(?:kidding|joking|a joke|(?:ein )?(?:spass|scherz))|never ?mind|forget it|vergiss(?: es)?|vergessen sie(?: es)?|macht (?:ja )?nichts|no worries|no problem|kein problem|don t worry"
    r"|(?:i )?didn t know(?: that)?|(?:i )?(?:didn t|hadn t) (?:expect(?:ed)?|think|thought)(?: so| that)?|(?:das )?(?:wusste|hatte) ich (?:gar |noch |ja |so )*nicht(?: (?:gedacht|gewusst|erwartet))?|more than (?:i|we) (?:thought|expected)"
    r"|mehr als (?:ich |wir )?(?:gedacht|dachte|erwartet)|(?:just |exactly )?what (?:i|we) (?:needed|was looking for|were looking for|wanted)(?: to know)?"
    r"|(?:genau )?das (?:hab |habe |wollte |suchte |brauchte )(?:ich|wir)(?: (?:gesucht|gebraucht|wissen|gemeint))?|genau das"
    r"|(?:i|we)(?: will| ll) (?:be back|get back(?: to you)?|have a look|check(?: (?:it|that) out)?|think about it|try(?: that)?|call them|look into it|read it)(?: later| tomorrow| then)?|will do"
    r"|(?:(?:ich|wir) )?(?:melde|melden) (?:mich|uns|ich mich)(?: (?:wieder|spater|morgen|nochmal|dann))*|(?:(?:ich|da|dann) )?(?:schau|schaue|guck|gucke|uberleg|uberlege) (?:ich )?(?:(?:mir )?(?:das|es|s) |da |mir )?(?:(?:mal|nochmal|in ruhe) ?)*(?:nach|rein|an|durch)?"
    r"|(?:das )?(?:mach|mache|werde) ich(?: (?:mal|so|machen|tun|dann))*)"
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
# what the bot knows, and how good that is
_KNOWN = r"(?:(?:the|this|these|your|all|all this|all the|die|diese|deine|ihre|eure|das|dein|ihr|euer) )*(?:information|infos?|data|facts|figures|answers?|knowledge|sources|informationen|daten|angaben|antworten|auskunfte|wissen|quellen)"
_BASIS = (
    rf"(?:from )?where (?:do|did) you (?:get|take|have) {_KNOWN}(?: from)?|where (?:does|do|did) {_KNOWN} come from|(?:what|which) (?:are your sources|sources do you (?:use|have|search|know)|is {_KNOWN} based on)"
    rf"|how (?:up to date|current|recent|old|reliable|good|accurate|trustworthy) (?:is|are) (?:{_KNOWN}|this|you)|(?:from when|how old) (?:is|are) {_KNOWN}|(?:can|should) (?:i|we|one) (?:trust|rely on) (?:{_KNOWN}|you|this)"
    rf"|are {_KNOWN} (?:reliable|up to date|correct|current)"
    rf"|woher (?:hast du|haben sie|habt ihr|nimmst du|nehmen sie|beziehst du|beziehen sie|stammen|kommen|kommt|stammt) (?:eigentlich |denn )?{_KNOWN}|was sind (?:deine|ihre|eure|die) quellen"
    rf"|(?:welche|was fur) quellen (?:hast du|haben sie|habt ihr|nutzt du|nutzen sie|verwendest du|verwenden sie|kennst du|kennen sie|benutzt du|benutzen sie)"
    rf"|(?:wie (?:aktue?ll|alt|verlasslich|zuverlassig|gut|genau)|von wann|auf welchem stand) (?:sind|ist) (?:eigentlich |denn )?(?:{_KNOWN}|du|das)|kann (?:ich|man) (?:dir|ihnen|{_KNOWN}|darauf|den {_KNOWN}) (?:ver)?trauen"
    rf"|stimm(?:t|en) {_KNOWN}(?: auch| wirklich)?"
)
_KINDS: tuple[tuple[Smalltalk, str], ...] = (
    ("basis", _BASIS),
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
        "complaint",
        r"(?:(?:no|nein|but|aber|sorry|hm+|stop|halt),? )*(?:(?:that|this|it)(?: is| ?s| was)?(?: not|n t| isn t| wasn t) (?:what i (?:asked|meant|wanted)(?: for| to know)?|my question|right|correct|true|an answer|the answer|helpful)"
        r"|(?:that|this|it) (?:isn t|wasn t|is not|was not|does not|doesn t|did not|didn t) (?:what i (?:asked|meant|wanted)(?: for| to know)?|my question|right|correct|true|an answer|the answer|helpful|help(?: me)?|answer (?:my|the) question)"
        r"|i (?:did not|didn t) ask (?:that|for that|this)|you (?:did not|didn t|do not|don t) (?:understand|get it)(?: me)?|that s wrong|(?:that|this) is wrong|wrong(?: answer)?"
        r"|das (?:habe ich|hab ich) (?:nicht|gar nicht) (?:gefragt|gemeint|wissen wollen)|das war nicht (?:meine frage|gefragt|gemeint)|danach (?:habe|hab) ich nicht gefragt"
        r"|das (?:stimmt|passt) (?:so |aber |doch )?(?:gar )?nicht|das ist (?:so |aber )?(?:falsch|nicht richtig|keine antwort(?: auf meine frage)?|nicht meine frage)|(?:das )?beantwortet (?:meine|die) frage nicht"
        r"|das (?:hilft|bringt) mir (?:so |aber |leider )?(?:gar )?(?:nicht|nichts)(?: weiter)?|(?:sie|du) (?:verstehen|verstehst) mich nicht|falsch|falsche antwort)",
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
    ("remark", _REMARK),
    ("thanks", _PRAISE),
)
_PATTERNS = tuple((kind, lazily(rf"\W*(?:{pattern})\W*")) for kind, pattern in _KINDS)
_PIECE = "|".join(pattern for _, pattern in _PIECES)
_PIECED = lazily(rf"\W*(?:{_PIECE})(?:\W+(?:(?:{JOINING}|{EXCLAIMED}|ja|yes)\W+)?(?:{_PIECE}))*\W*")
_BY_PIECE = tuple((kind, lazily(rf"\b(?:{pattern})\b")) for kind, pattern in _PIECES)
_APOSTROPHE = lazily(r"['’]")
_ANSWERS = lazily(r"\W*(?:ok(?:ay)?|all ?right|leider|aber|na gut|gute? idea?)\W*")  # alone it may be a yes or a no


def smalltalk(text: str) -> Smalltalk | None:
    """Return which small talk `text` is; None when it is none, or when more than that is said or asked."""
    if len(tokenise(text)) > _MAX_WORDS:
        return None
    folded = _APOSTROPHE.sub(" ", fold(text)).strip()
    kind = next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(folded)), None)
    if kind is None and _PIECED.fullmatch(folded) and not _ANSWERS.fullmatch(folded):
        kind = next(kind for kind, pattern in _BY_PIECE if pattern.search(folded))
    return None if kind == "remark" and "?" in folded else kind  # "that is a lot?" asks
