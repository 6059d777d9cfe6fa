"""What "both" means after a condition was exchanged for another: "biotech in Bavaria", "and in Hesse?", "ok both" wants either place; so does "or Hesse?"."""

from __future__ import annotations

from dataclasses import replace

from bot.session.sessions import Topic
from knowledge.clusters.wishes import Wish
from knowledge.patterns import lazily
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_NOUN = (
    r"(?:states?|lander\w*|bundeslander\w*|places?|cities|regions?|orten?|stadten?|regionen|fields?|felder\w*|labels?)"
)
_BOTH = lazily(
    rf"{BEFORE}(?:(?:then|dann|no|nein|doch|gut|well|actually|eben|na|or|oder|please|bitte|show|give|list|me|us|zeig\w*|gib|mir|uns|i want|ich will|ich mochte|i meant?|ich meine?|in|aus|from|for|fur|lieber|einfach|just|simply|am besten|make (?:it|that)|nimm|the|die|den|dort)\W+)*"
    rf"(?:both|beides?|beiden|die beiden)(?: of them| together| zusammen)?(?: {_NOUN})?(?:\W+(?:please|pls|bitte|then|dann|together|zusammen|works?|is fine|are fine|geht|gehen|passt|ist ok|would be (?:fine|good|great)|ware gut|in ordnung))*\W*"
)
_OR = lazily(r"\W*(?:or|oder)\b(?!.*\b(?:rather|instead|lieber|doch|stattdessen|not|nicht|else|sonst)\b)")
_LONGEST = 8  # words


def wants_both(text: str, topic: Topic) -> Wish | None:
    """Return the wish for what fits the condition that was named last or the one in whose place it came, where `text` wants both; None:
    it says no such thing, or not one condition alone was exchanged.
    """
    now, before = topic.wish, topic.wish_before
    if now is None or before is None or topic.is_of_statements or len(text.split()) > _LONGEST:
        return None
    folded = fold(text)
    if "bo" not in folded and "bei" not in folded:
        return None
    return either(before, now) if _BOTH.fullmatch(folded) else None


def says_or(text: str) -> bool:
    """Return whether `text` names another condition beside the one of before: "or Hesse?", "oder in Hessen"."""
    return _OR.match(fold(text)) is not None


def either(before: Wish, now: Wish) -> Wish | None:
    """Return `now` with what `before` has in the place of one of its conditions besides; None: they differ in none, or in several."""
    places = replace(
        now,
        laender=tuple(dict.fromkeys((*before.laender, *now.laender))),
        cities=tuple(dict.fromkeys((*before.cities, *now.cities))),
        place_words=tuple(dict.fromkeys((*before.place_words, *now.place_words))),
        near=before.near or now.near,
        need=now.need and not now.fields,  # the best of all may be of one place alone
        within_km=max(before.within_km or 0, now.within_km or 0) or None,
    )
    fields = replace(
        now,
        fields=tuple(dict.fromkeys((*before.fields, *now.fields))),
        field_words=tuple(dict.fromkeys((*before.field_words, *now.field_words))),
        text=" ".join(dict.fromkeys((*before.text.split(), *now.text.split()))),
    )
    labels = replace(now, labels=tuple(dict.fromkeys((*before.labels, *now.labels))))
    is_of_places = before.laender + before.cities != now.laender + now.cities
    exchanged = [
        wish
        for wish, differs, is_named in (
            (places, is_of_places, (before.laender or before.cities) and (now.laender or now.cities)),
            (fields, before.fields != now.fields, before.fields and now.fields),
            (labels, before.labels != now.labels, before.labels and now.labels),
        )
        if differs and is_named
    ]
    return exchanged[0] if len(exchanged) == 1 and before.member == now.member else None
