"""What people say before what they mean: thanks, "another question:", "no, I meant …". What is left is the message."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.pointing.slots import asks
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import EXCLAIMED, JOINING

_COURTESY = lazily(
    r"\W*(?:(?:(?:many|vielen|besten|herzlichen|schönen) )?(?:thanks|thank you|thx|danke|dank)(?: (?:a lot|so much|very much|you|schön|sehr|dir|ihnen|for (?:that|this)|dafür))*"
    r"|on second thoughts?|come to think of it|wenn ich(?:s| es)? (?:mir )?(?:recht )?überlege|(?:doch )?noch mal überlegt|that ?['’]?s (?:a lot|many|too many|quite a few|quite a lot|good to know)|(?:das sind(?: ja| aber)?|so|zu|ganz schön) viele|das ist(?: ja| aber)? viel"
    rf"|super|great|cool|nice|interesting|interessant|gut|good|prima|perfekt|perfect|klasse|toll|alles klar|verstehe|verstanden|i see|got it|{EXCLAIMED}|ok(?:ay)?|wow"
    r"|hello|hi|hey|hallo|guten (?:tag|morgen|abend)|good (?:morning|afternoon|evening))\s*[,;.!:…–-]+\s*",
    re.IGNORECASE,
)
_OTHER_WORDS = (
    rf"(?:(?:(?:{JOINING}|ganz|noch)\W+)*"
    r"(?:(?:a |an |eine? )?(?:different|other|another|new|andere[sr]?|neue[sr]?|completely different) (?:topic|subject|question|thing|matter|thema|frage|sache)"
    r"|something (?:else|different)|(?:et)?was (?:ganz )?anderes|(?:change of|changing) (?:topic|subject)|themenwechsel|(?:a )?question on something else))"
)
_OTHER_TOPIC = lazily(
    rf"\W*{_OTHER_WORDS}(?: (?:now|entirely|altogether|bitte|please))?\s*[,;.:!?–-]+\s*", re.IGNORECASE
)
_ANNOUNCED = lazily(
    rf"\W*(?:(?:{JOINING})\W+)?(?:(?:just )?one (?:more|last|other|final|quick) (?:thing|question)|(?:a )?(?:last|quick|further|next) (?:thing|question)|(?:another|a separate|separate) (?:thing|question)"
    r"|noch (?:'?n?e|eine) (?:(?:andere|letzte|weitere|kurze) )?(?:frage|sache)|(?:eine )?(?:letzte|kurze|weitere|nächste) (?:frage|sache)"
    r"|eine (?:frage|sache)(?: (?:hätte|habe) ich)?(?: noch)?|noch (?:et)?was|(?:what|was)(?: ich noch wissen wollte| i also wanted to know)"
    r"|by the way|btw|übrigens|nebenbei(?: gefragt)?|apropos)\s*[,;.:!?–-]+\s*",
    re.IGNORECASE,
)
_TAKING_BACK = rf"(?:(?:{JOINING}|{EXCLAIMED}|no|nope|nein|nee?|nö|sorry|äh+m*|eh+|uh+m*|er+m|oops|ups|pardon|entschuldigung|verzeihung|moment|wait|halt|quatsch|stopp?|actually|doch)\b\W*)"
_MIXED_UP = lazily(
    r"\W*(?:(?:sorry|oh|oops|ups|pardon|entschuldigung|verzeihung|ach)\W+)*(?:i (?:mixed (?:that|it|this|them) up|got (?:that|it|this) wrong|made a mistake|misspoke)|my mistake|da habe ich mich (?:vertan|geirrt|versprochen)|das habe ich verwechselt|ich habe (?:das|es|mich) (?:verwechselt|vertan|geirrt))\s*[.!,;:–-]+\s*",
    re.IGNORECASE,
)
_MEANT = (
    r"(?:(?:i|ich)\W+(?:(?:actually|really|eigentlich|natürlich|of course)\W+)*(?:meant|ment|mean|meinte|meine?|wollte (?:sagen|schreiben|wissen)|was (?:thinking of|asking about|talking about))"
    r"|(?:meant|meinte|ment)(?!\W+(?:er|sie|es|he|she|it|they|that|man|by)\b))\b"
    r"(?:\W+(?:to say|to ask|to write|actually|of course|the one|eigentlich|natürlich|aber|doch|jetzt|ja|das|die|den|der))*"
    r"|gemeint (?:war|waren|ist|sind|habe ich)\b|make (?:that|it)\b|(?:correction|korrektur|berichtigung|typo|tippfehler|vielmehr|besser gesagt)\b"
)
_CORRECTION = lazily(
    rf"\W*(?:{_TAKING_BACK}*(?:{_MEANT})|{_TAKING_BACK}*(?<!\w)(?:no|nope|nein|nee|nö|sorry|oops|ups|quatsch|falsch|wrong)\s*[,;.:!–-]+)\s*[:,–-]*\s*",
    re.IGNORECASE,
)
_MEANT_BEHIND = lazily(
    r"(?P<rest>.+?)\W+(?:i (?:actually )?meant?|mein(?:e|te)? ich(?: natürlich| eigentlich)?|war gemeint|was what i meant)\W*",
    re.IGNORECASE,
)
# "the firm is in Hesse, I meant Hesse"
_MEANT_WITHIN = lazily(r"[,;.–-]\s*(?:i (?:actually )?meant|ich meinte)\s+(?P<rest>[^,;.?!]+)\W*$", re.IGNORECASE)
_NOT_BUT = lazily(
    r"(?:(?:and|und|in|im|aus|from)\W+)?(?:not|nicht)\s+.{1,40}?(?:,\s*(?:but|sondern)?|\s(?:but|sondern)\b)\s*(?P<rest>.+)",
    re.IGNORECASE,
)
# without commas what stands next to "I meant" is meant: "nee thüringen nicht sachsen anhalt meinte ich"
_NOT_THIS = lazily(
    r"(?:(?:nee?|nein|nö|no|nope)\b\W*)?[^,]{1,40}?\s+nicht\b\s*[,;]?\s*(?:sondern\s+)?(?P<rest>[^,]+)", re.IGNORECASE
)
_RATHER_THAN = lazily(
    r"(?P<rest>.+?),?\s+(?:and not|und nicht|not|nicht|instead of|rather than|statt|anstatt|anstelle von)\s+.{1,40}",
    re.IGNORECASE,
)
_SHORT = 8
_AND: dict[Language, str] = {"en": "And", "de": "Und"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A message without what stands before it. `is_other`: it leaves the topic; `is_announced`: it may; `is_correction`: it puts the last one right."""

    text: str
    is_other: bool = False
    is_announced: bool = False
    is_correction: bool = False


def opened(text: str, language: Language) -> Opened:
    """Return what `text` says without its opening; a correction that names a thing alone goes on: "And Bavaria".

    A message that is nothing but an opening stays as it is.
    """
    rest = _without(_COURTESY, _without(_MIXED_UP, text))
    other = _without(_OTHER_TOPIC, rest)
    if other != rest:
        return Opened(_without(_ANNOUNCED, other), is_other=True)
    announced = _without(_ANNOUNCED, rest)
    if announced != rest:
        return Opened(announced, is_announced=True)
    meant = _meant(rest)
    if meant is None:
        return Opened(rest)
    return Opened(
        meant if asks(meant) or len(meant.split()) > _SHORT else f"{_AND[language]} {meant}", is_correction=True
    )


def _without(opening: re.Pattern[str], text: str) -> str:
    rest = text
    while (found := opening.match(rest)) is not None and re.search(r"\w", rest[found.end() :]):
        rest = rest[found.end() :]
    return rest


def _meant(text: str) -> str | None:
    """Return what `text` puts in the place of what was said last; None: it corrects nothing."""
    if within := _MEANT_WITHIN.search(text):
        return within["rest"]
    found = _CORRECTION.match(text)
    behind = _MEANT_BEHIND.fullmatch(text)
    if found and re.search(r"\w", text[found.end() :]):
        rest = text[found.end() :]
        if not _is_marked(text[: found.end()]) and (asks(rest) or len(rest.split()) > _SHORT // 2):
            return None  # "No, which clusters are there in Bavaria?" is no correction
        if again := _MEANT_BEHIND.fullmatch(rest):  # "no, Bavaria I meant"
            rest = again["rest"]
    elif behind and len(text.split()) <= _SHORT:
        rest = behind["rest"]
        if latter := _NOT_THIS.fullmatch(rest):
            return latter["rest"]
    elif len(text.split()) <= _SHORT and not asks(text) and (contrast := _NOT_BUT.fullmatch(text)):
        return contrast["rest"]
    else:
        return None
    contrast = _NOT_BUT.fullmatch(rest) or _RATHER_THAN.fullmatch(rest)
    return contrast["rest"] if contrast and len(rest.split()) <= _SHORT else rest


def _is_marked(opening: str) -> bool:
    return re.search(_MEANT, opening, re.IGNORECASE) is not None
