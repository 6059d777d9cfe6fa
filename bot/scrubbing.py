"""Removes personal data from questions before they are kept for staff.

Found is what has a form: addresses of mail and web, numbers, @names, street addresses, and names behind words that introduce
one. A name that stands by itself is not told from that of a cluster and stays; hence nothing is kept with a person's id, a
time of day or for ever either.
"""

from __future__ import annotations

import re

from knowledge.patterns import lazily
from knowledge.records import LANGUAGES
from knowledge.words.text import fold, is_stop, squeeze

_READ_CHARS = 1000
KEPT_CHARS = 500

_EMAIL = lazily(
    r"(?<![\w.+%-])[\w.+%-]+ ?(?:@|[(\[{] ?(?:at|ät) ?[)\]}]) ?[\w-]+"
    r"(?:\.[\w-]+| \. ?[\w-]+| ?[(\[{] ?(?:dot|punkt) ?[)\]}] ?[\w-]+)+",
    re.IGNORECASE,
)
_LINK = lazily(
    r"(?<![\w.+-])[a-z][a-z\d+.-]*://\S+|\bwww\.\S+|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2,6}/\S*|(?:de|com|org|net|eu|info|io|me|at|ch|uk|fr)\b)",
    re.IGNORECASE,
)
_HANDLE = lazily(r"(?<![\w@])@\w+")
_IBAN = lazily(r"\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b|\b[a-z]{2}\d{2}[a-z\d]{10,30}\b")
_PHONE_WORD = lazily(
    r"\b(tel(?:efon)?(?:nummer|nr)?|phone(?: number)?|handy(?:nummer|nr)?|mobile?(?:nummer| number)?|fax|whatsapp|rückruf|call me)"
    r"(\W{1,3}(?:(?:is|ist|unter|on|at|under|number|nummer|nr)\W{1,3}){0,2})[+(]?\d[\d /().-]{2,}\d",
    re.IGNORECASE,
)
_PHONE = lazily(
    r"(?<![\w.,:/-])(?!(?:\d{1,2}[./-]){1,2}(?:19|20)?\d\d(?!\d))(?:\+ ?[\d(]|\(?0)(?:[ /().-]{0,3}\d){6,}(?!\w)"
)
_DIGITS = lazily(r"(?<![\w.,])(?:[A-Z]{2} ?)?\d(?:[ /-]?\d){8,}(?!\w)")
_YEARS_OR_AMOUNT = lazily(r"(?:(?:19|20)\d\d[ /-]?)+|[1-9]\d{0,2}(?: \d{3})+")
_BORN = lazily(
    r"\b(geb(?:oren|\.)?(?: am)?|born(?: on)?|geburts(?:datum|tag)|birthda(?:y|te)|date of birth)(\W{1,3}(?:(?:ist|is|am|der|on|the)\W){0,2})"
    r"\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}",
    re.IGNORECASE,
)
_UPPER = r"[A-ZÄÖÜÀ-ÖØ-Þ]"
_STREET = lazily(
    rf"\b(?:{_UPPER}[\w-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer)|{_UPPER}[\w-]* (?:Straße|Strasse|Str\.|Weg|Platz|Allee))"
    rf" \d{{1,4}}(?: ?[a-z]\b)?(?:,? \d{{5}}(?: {_UPPER}[\w-]+)?)?"
    rf"|\b\d{{1,4}} {_UPPER}\w+ (?:Street|Road|Avenue|Lane|Square)\b"
)
_NAME_PART = rf"(?:(?:von|van|de|zu)(?: (?:der|den|dem|de|la))? )?(?!(?:Dr|Prof)\b){_UPPER}[\w'’-]+"
_TITLED = lazily(
    r"\b((?:(?:Herrn?|Frau|Hr\.|Fr\.|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Prof\.?|Professor(?:in)?|Dipl\.-\w+\.?)(?: (?:med|rer|nat|jur|phil|pol|h\. ?c|ing)\.)* )+)"
    rf"{_NAME_PART}(?: {_NAME_PART})?"
)
_SELF = lazily(
    rf"\b(I am|I['’]m|i am|i['’]m) (?!The\b|A\b|An\b){_UPPER}[a-zà-öø-ÿß'’-]+(?: {_UPPER}[a-zà-öø-ÿß'’-]+){{0,2}}"
)
_SIGNED = lazily(
    rf"\b((?:grüße|grüßen|gruß|gruss|regards|wishes|sincerely|yours|lg|vg|mfg|cheers)\b[,;.!]? ?(?:(?:from|aus) \w+[,;.!]? |von )?)((?-i:{_NAME_PART})(?: (?-i:{_NAME_PART})){{0,2}})\W*$",
    re.IGNORECASE,
)
_INTRODUCED = lazily(
    r"\b(my (?:full |first |last )?name(?:['’]s| is|:)|i am called|call me|(?:ich|wir) hei(?:ß|ss)en? ?|mein (?:voller )?name(?: ist| lautet|:)|name ist|"
    r"(?:vor|nach|familien)name:?)\s+((?:[\w'’.-]+ ?){1,7})",
    re.IGNORECASE,
)
_FULLWIDTH = str.maketrans({"＠": "@", "．": ".", "：": ":", "／": "/", "＋": "+"})
_TITLES = frozenset(
    ("Dr.", "Dr", "Prof.", "Prof", "Professor", "Herr", "Frau", "Mr", "Mr.", "Ms", "Ms.", "Mrs", "Mrs.")
)
_PARTICLES = frozenset(("von", "van", "de", "der", "den", "dem", "zu", "la"))
_MAX_NAMES = 3
_MAX_SMALL_NAMES = 2


def scrubbed(text: str) -> str:
    """Return `text` on one line, with what may tell of a person replaced by [e-mail], [link], [name] and the like.

    At most `KEPT_CHARS` characters are left; what is cut ends with …. Scrubbing what is scrubbed changes nothing.
    """
    text = squeeze(text).translate(_FULLWIDTH)
    if len(text) > _READ_CHARS:
        text = text[:_READ_CHARS].rpartition(" ")[0]  # half an address at the end would not be found
    text = _EMAIL.sub("[e-mail]", text)
    text = _LINK.sub("[link]", text)
    text = _HANDLE.sub("[account]", text)
    text = _IBAN.sub("[number]", text)
    text = _BORN.sub(r"\1\2[date]", text)
    text = _PHONE_WORD.sub(r"\1\2[phone]", text)
    text = _PHONE.sub("[phone]", text)
    text = _DIGITS.sub(lambda m: m[0] if _YEARS_OR_AMOUNT.fullmatch(m[0]) else "[number]", text)
    text = _STREET.sub("[address]", text)
    text = _INTRODUCED.sub(_without_name, text)
    text = _TITLED.sub(r"\1[name]", text)
    text = _SELF.sub(r"\1 [name]", text)
    text = _SIGNED.sub(r"\1[name]", text)
    return text if len(text) <= KEPT_CHARS else text[: KEPT_CHARS - 1] + "…"


def _without_name(found: re.Match[str]) -> str:
    """Return the match with its name replaced: words up to a function word, two where they are written small."""
    said = found[2].split()
    is_small = not said[0][:1].isupper()
    if is_small and _is_function_word(said[0]):
        return found[0]  # "ich heiße nicht ..."
    n_words = n_names = 0
    for word in said:
        if word not in _PARTICLES and word not in _TITLES:
            is_name = word[:1].isupper() or (is_small and not _is_function_word(word)) or n_names == 0
            if not is_name or n_names == (_MAX_SMALL_NAMES if is_small else _MAX_NAMES):
                break
            n_names += 1
        elif word in _PARTICLES and not any(later[:1].isupper() for later in said[n_words:][:3]):
            break
        n_words += 1
        if word.endswith(".") and word not in _TITLES:
            break
    rest = found[2].split(" ")[n_words:]
    return " ".join([found[1].rstrip(), "[name]", *rest])


def _is_function_word(word: str) -> bool:
    return any(is_stop(fold(word), language) for language in LANGUAGES)
