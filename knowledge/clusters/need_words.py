"""Which words of a text describe what is needed: neither words of asking nor what anybody says who makes or does anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold, terms

# Words of asking; they would only blur the search in the profiles.
_ASKING = lazily(
    r"\b(?:ones?|makers?|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|near|nearby|around|close|next|far|vicinity|surroundings?|outside|except|nahe|unweit|weit|rund|raum|region|umgebung|umland|umkreis"
    r"|overview|everything|alles|programm\w*|tell|think|glaub\w*|see|seen|sehen|anschau\w*|know|known|seated|headquartered|active|present|available|interested|interests?|few|couple|several|every|complete|chance|exactly|actually"
    r"|liste\w*|auflist\w*|aufgelistet|aufzahl\w*|aufgezahlt|zahle?|ubersicht\w*|uberblick|aufstellung\w*|verzeichnis\w*|sagen|verrat\w*|kenn\w*|weisst|wisst|wissen|gewusst"
    r"|wusst\w*|bekannt\w*|erfahr\w*|interessier\w*|interesse|paar|einige\w*|mehrere\w*|samtliche\w*|irgend\w*|moglich\w*|vielleicht|eventuell|zufallig|vorhanden|vertreten|aktive?"
    r"|angesiedelt|niedergelassen|liegen|liegt|stammen|stammt|befind\w*|gehor\w*|nehmen|nimmt|teil|teilnehm\w*|take|taking|part|participat\w*|bieten|bietet|hause|tatig"
    r"|trager\w*|inhaber\w*|holders?|home|run|gesteuert|geleitet"
    r"|cluster(?:organisation|initiative|netzwerk|verein|verbund|management)\w*|freistaat|bundesland\w*"
    r"|hochstens|maximal|entfernt|weg|away|distance|entfernung|most|grossraum|ausserhalb|ausser|bei|go ?cluster|cluster[sn]?|networks?|netzwerk\w*|members?|mitglied\w*|organi[sz]ation\w*|initiative\w*|which|what|who|where|are|there|any|show"
    r"|many|number|called|heissen|heisst|wie ?viele?|viele?|anzahl|list\w*|find|give|name|me|please|welche\w*|gibt|es|suche|such\w*|zeig\w*|nenne\w*|finde\w*|bitte|looking|partner\w*|join|help\w*|hilft|helfen"
    r"|talk|speak|sprechen|contact|kontakt\w*|germany|deutschland\w*|label\w*|hold\w*|tragen|tragt|haben|hat|based|sitz\w*|sits?|located|we|wir|our"
    r"|unser\w*|my|mein\w*|i|ich|need\w*|brauch\w*|want\w*|mochte\w*|wollen|carr(?:y|ies|ied|ying)|possess\w*|besitz\w*|fuhr(?:t|en)|should|sollte\w*|could|konnte\w*|us|uns|fit|fits|passt|passen|beschaftig\w*|kommen|kommt|kamen|kame|comes?|arbeit\w*|work\w*|deal\w*|exist\w*|areas?|bereich\w*|sector|branche"
    r"|people|folks|anyone|anybody|someone|somebody|anything|something|suggestions?|ideas?|contacts|leute|jemand\w*|irgendwer|etwas|kolleg\w*"
    r"|gleichgesinnt\w*|mitstreiter\w*|verbund\w*|verein\w*|verband\w*|verbande\w*|zusammenschluss\w*|associations?|alliances?|company|companies|firms?"
    r"|business(?:es)?|firma|firmen|betriebe?n?|unternehmen|start[ -]?ups?|offices?|headquarter\w*|head|seats?|buros?|geschaftsstellen?|hauptsitz\w*"
    r"|ansassig\w*|beheimatet|located|vernetz\w*|zusammen|belong\w*|team|meet"
    r"|kreis\w*|landkreis\w*|passend\w*|suitable|land|lander|nenn|right|industry|industrie|wirtschaft|technolog\w*|gold|silber|silver|bronze|status|award\w*|case|thema|topic\w*|field|feld|aus|from|in)\b"
)
# What people write in a chat beside what they mean: shortened words, greetings, letters that stand for words ("r", "u", "w/").
_CHATTED = lazily(
    r"[a-z]|nen|nem|ner|nes|ne|n|sb|sth|smth|smb|smbd|pls|plz|plss*|thx|tnx|ty|ur|urs|cuz|coz|bc|tho|gonna|wanna|gotta|lemme|gimme|im|ive|dont|whats|wheres|whos|theres"
    r"|yo|hey|hiya|hej|moin\w*|servus|tach|tachchen|gruezi|gruss\w*|mahlzeit|ahoi|huhu|ey|alter|bro|dude|guys|folks|lol|haha|hmm*|ahm|eh|ah|oh|uh|um|ok|okay|okey|btw|asap|fyi|imo|idk|lg|vg|mfg|thanks|cheers|danke|bittschon"
    r"|hab|habt|hatt|brauch|such|find|kenn|sach|sag|wuss\w*|gibs|gibts|gehts|isses|hamse|habter|kannste|konntet|wisst|weiss|halt|ma|mal|nix|was|wat|dat|det|nich|ned|nit|nee|bissl|bisschen|grad|grade|eh|ja|jo|jep"
    r"|sowas|irgend\w*|da|dafuer|drum|herum|rum|drin|dran|kinda|sorta|stuff|thing\w*|ding\w*|zeug\w*|sachen|furs|ins|ums|web ?seiten?|web ?sites?|home ?pages?|telefon(?:nummer)?|phone|dann|then|kein\w*|really|quick\w*|dringend|urgent\w*|bitte|kurz|frage|question"
)
# What any firm does with its things: the things tell its field.
_DOES: Mapping[Language, str] = {
    "de": r"hergestellt\w*|herstell(?:en|e|t)|fertig(?:e|en|t|ten)|produzier(?:e|en|t|ten)|bau(?:e|en|t|ten)?|gebaut|entwick(?:le|eln|elt|elten)|mach(?:e|en|t|ten)|gemacht"
    r"|stell(?:e|en|t|ten)|full(?:e|en|t|ten)|liefer(?:e|n|t|ten)|verkauf(?:e|en|t|ten)|vertreib(?:e|en|t)|handel(?:n|t)|handle|betreib(?:e|en|t)|plan(?:e|en|t)"
    r"|verwend(?:e|en|et)|nutz(?:e|en|t)|benutz(?:e|en|t)|setz(?:e|en|t)|anbiet(?:e|en|et)|erzeug(?:e|en|t)|befass(?:e|en|t)|kummer(?:n|t)",
    "en": r"sell(?:s|ing)?|builds?|makes?|making|made|produce[sd]?|producing|manufacture[sd]?|manufacturing|develop(?:s|ed|ing)?|offer(?:s|ing)?|supply|supplies|supplying"
    r"|provide[sd]?|providing|use[sd]?|using",
}
# What it says of itself besides, and of its place
_OF_ANY_FIRM = lazily(
    r"komm(?:e|en|t)|beitret(?:e|en)|beitritt|anschliess(?:e|en)|sitz(?:e|en|t)|spezialisiert\w*|aktuell\w*|derzeit|inzwischen|klein(?:e[nrsm]?)?|junge[nrsm]?|neue[nrsm]?|seit"
    r"|dienstleister\w*|dienstleistung\w*|schwerpunkt\w*|providers?|empfehl(?:en|e|t)|empfiehl\w*|lieber|eher|stattdessen|standorte?s?|gegend|ort|nahe|grenze|landesgrenze"
    r"|whatever|whichever|whoever|already|currently|here|smes?|small|little|young|recomm?end\w*|suggest|similar|comparable|rather|prefer\w*|instead"
    r"|location|places?|spot|border|frontier"
)
_DOING = {language: lazily(words) for language, words in _DOES.items()}
_WE_DO = lazily(
    rf"\bwe\W+(?:\w+\W+){{0,2}}?(?:{_DOES['en']})\b|\bwir\W+(?:\w+\W+){{0,2}}?(?:{_DOES['de']})\b|\b(?:{_DOES['de']})\W+wir\b"
    rf"|\b(?:our|my|unser\w*|mein\w*)\W+(?:\w+\W+){{1,2}}?(?:{_DOES['en']}|{_DOES['de']})\b"
)


def free_text(text: str, language: Language, cut: Iterable[str] = ()) -> str:
    """Return the words of `text` that describe a need, without the words `cut`; empty: there are none."""
    return " ".join(word for word in _beside(text, cut) if not (is_doing(word, language) or _is_of_any(word)))


def n_beyond(text: str, cut: Iterable[str] = ()) -> int:
    """Return how many words of `text` but those of asking and the words `cut` there are: with what any firm says and does."""
    return len(_beside(text, cut))


# where somebody works who looks for others
_FOR_OTHERS = lazily(
    r"\b(?:business|economic|regional|local|municipal) (?:development|promotion)\b(?: (?:office|officer|agency|department|corporation|manager|team)\b)?|\bchamber of (?:industry and )?(?:commerce|crafts|trade)\b"
    r"|\b(?:county|municipality|mayor|city council|district (?:office|council)|town hall|ihk|landkreis\w*|kreisverwaltung|stadtverwaltung|gemeinde(?:verwaltung)?|bürgermeister\w*|buergermeister\w*|handwerkskammer|industrie- und handelskammer)\b"
    r"|\b(?:wirtschaftsförder|wirtschaftsfoerder|regionalmanage)\w*",
    re.IGNORECASE,
)


def _beside(text: str, cut: Iterable[str]) -> list[str]:
    text = _FOR_OTHERS.sub(" ", text)
    for words in cut:
        text = re.sub(rf"(?<!\w){pattern_of(words)}(?!\w)", " ", text)
    found = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text)
    return [word for word in found if not _only_asks(word)]


def pattern_of(words: str) -> str:
    """Return the pattern that matches `words` with whatever stands between them."""
    return r"\W+".join(map(re.escape, words.split()))


def is_doing(word: str, language: Language) -> bool:
    """Return whether `word` is what any firm does. German verbs are in lower case: "bauen", but not "Bauen"."""
    return (language == "en" or word.islower()) and _DOING[language].fullmatch(fold(word)) is not None


def tells_what_we_do(text: str) -> bool:
    """Return whether `text` tells what a firm does and asks nothing: "We make screws in Hagen."."""
    return "?" not in text and _WE_DO.search(fold(text)) is not None


@lru_cache(maxsize=5000)
def _only_asks(word: str) -> bool:
    """Return whether a word, or each of those that hyphens join ("go-cluster-Mitglieder"), is of asking, or has no meaning."""
    parts = fold(word).replace("-", " ").split()
    if all(_ASKING.fullmatch(part) or _CHATTED.fullmatch(part) for part in parts):
        return True
    return not terms(word, "en") or not terms(word, "de")


@lru_cache(maxsize=5000)
def _is_of_any(word: str) -> bool:
    return _OF_ANY_FIRM.fullmatch(fold(word)) is not None
