"""Words of which one contradicts the other: a claim that has the one is wrong of a statement that has the other instead."""

from __future__ import annotations

from functools import lru_cache

from knowledge.patterns import lazily

# Each line one side, each pair one matter; folded words of both languages.
_PAIRS = (
    (
        r"rise|rose|risen|grow\w*|grew|increas\w*|gewachsen|wuchs\w*|wachs\w*|gestiegen|stieg\w*|zugenommen|zunahm\w*",
        r"fell|falls?|fallen|shr[aiu]nk\w*|decreas\w*|declin\w*|gesunken|sank\w*|geschrumpft|schrumpf\w*|zuruckgegangen|abnahm\w*"
        r"|abgenommen|gefallen",
    ),
    (r"compulsory|mandatory|obligatory|verpflichtend|pflicht|vorgeschrieben", r"voluntary|optional|freiwillig\w*"),
    (r"voluntary|unpaid|ehrenamtlich\w*|unbezahlt\w*", r"paid|full time|hauptamtlich\w*|bezahlt\w*"),
    (
        r"online|virtual\w*|digital|virtuell\w*|download|video\w*",
        r"on site|in person|printed|paper|vor ort|prasenz\w*|gedruckt\w*|papier",
    ),
    (
        r"strong\w*|best|capable|leading|leistungsfahig\w*|stark\w*|besten|vorreiter\w*",
        r"weak\w*|struggl\w*|beginners?|schwach\w*|anfanger\w*",
    ),
    (r"public|offentlich\w*|federal|ministry|ministerium\w*|bund\w*", r"private|privat\w*"),
    (r"uniform\w*|einheitlich\w*", r"different\w*|unterschiedlich\w*|verschieden\w*|random|willkurlich\w*"),
    (r"open|offen\w*", r"closed|secret|geheim\w*|geschlossen\w*"),
    (
        r"many|numerous|viele[nr]?|zahlreich\w*|thousands?|tausend\w*|more than|over|mehr als|uber",
        r"few|hardly any|wenigen?|handful|handvoll",
    ),
    (r"success\w*|passed|approved|erfolgreich\w*|bestanden|bewilligt\w*", r"fail\w*|durchgefallen|gescheitert\w*"),
    (r"full member|vollmitglied\w*", r"associate\w*|assoziiert\w*|observer|beobachter\w*"),
    (r"regional\w*|region\w*|local\w*|lokal\w*", r"central\w*|zentral\w*"),
    (
        r"together|jointly|gemeinsam\w*",
        r"alone|alleingang|by (?:itself|himself|herself|themselves)|on (?:its|their|his|her) own|allein\w*",
    ),
    (r"above|uber dem|uberdurchschnitt\w*", r"below|unter dem|unterdurchschnitt\w*"),
    (
        r"free|kostenlos\w*|gratis|kostenfrei\w*|umsonst|kostet nichts|kosten nichts|costs? nothing",
        r"fees?|charged?|gebuhr\w*|kostenpflichtig\w*|honorar\w*|rechnung\w*|invoice|bill|costs? (?:anything|something|money|extra)"
        r"|(?:kostet|kosten)(?: \w+){0,4} (?:was|etwas|geld|extra)",
    ),
    (r"lower\w*|reduc\w*|senk\w*|verringer\w*|shorten\w*|verkurz\w*", r"heighten\w*|lengthen\w*|erhoh\w*|verlanger\w*"),
    (
        r"rais\w*|strengthen\w*|erhoh\w*|steiger\w*|stark(?:t|en|ung)",
        r"weaken\w*|senk\w*|verringer\w*|schwach(?:t|en|ung)",
    ),
    (r"risky|daring|riskant\w*|risikobehaftet\w*|gewagt\w*", r"safe|proven|risikofrei\w*|bewahrt\w*|altbewahrt\w*"),
    (r"within|inside|innerhalb", r"outside|beyond|ausserhalb"),
    (r"continu\w*|fortgefuhrt|fortfuhrung|weitergefuhrt", r"end(?:ed)?|discontinued|beendet|ende"),
)
# How often a thing happens; each line another rhythm.
_RHYTHMS = (
    r"daily|every day|taglich\w*|jeden tag",
    r"weekly|every week|once a week|wochentlich\w*|jede woche|einmal (?:pro|die|in der) woche",
    r"fortnight\w*|every two weeks|every other week|alle zwei wochen|vierzehntagig\w*",
    r"monthly|every month|once a month|monatlich\w*|jeden monat",
    r"quarterly|once a quarter|vierteljahrlich\w*|(?:im|pro) quartal",
    r"annual|annually|yearly|every year|each year|once a year|jahrlich\w*|jedes jahr|jahr fur jahr",
    r"every two years|every second year|every other year|alle zwei jahre",
    r"every (?:three|four|five|ten) years|alle (?:drei|vier|funf|zehn|paar) jahre",
)
_OPPOSITES = tuple((lazily(rf"\b(?:{one})\b"), lazily(rf"\b(?:{other})\b")) for one, other in _PAIRS)
_OFTEN = tuple(lazily(rf"\b(?:{words})\b") for words in _RHYTHMS)


@lru_cache(maxsize=64)  # the rules ask, then the signals
def opposed(asked: str, said: str) -> bool:
    """Return whether a claim has a word of which the statement has the opposite, or another rhythm; both as folded words.

    Where either has both words, which is of what cannot be told.
    """
    for one, other in _OPPOSITES:
        claims_one = one.search(asked) is not None
        if claims_one == (other.search(asked) is not None):
            continue
        opposite, same = (other, one) if claims_one else (one, other)
        if opposite.search(said) and not same.search(said):
            return True
    wanted = {i for i, words in enumerate(_OFTEN) if words.search(asked)}
    told = {i for i, words in enumerate(_OFTEN) if words.search(said)} if wanted else set()
    return bool(told and not wanted & told)
