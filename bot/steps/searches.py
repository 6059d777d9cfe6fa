"""The search that a step comes to: with a condition less or another, only members, the rest of the list, the list again, its number."""

from __future__ import annotations

from dataclasses import replace

from bot.on_clusters.whole_list import more_are_left
from bot.on_clusters.wish_conditions import changed
from bot.session.sessions import Topic
from bot.steps.model import Step, Taken
from knowledge.answers.answer import Answerer
from knowledge.asked.question import Asked, analyse
from knowledge.clusters.outcomes import Request
from knowledge.clusters.wishes import Wish
from knowledge.records import Language

# the condition that a step gives up
DROPPED: dict[Step, str] = {
    "drop_field": "field",
    "drop_place": "place",
    "drop_label": "label",
    "drop_member": "member",
}
_SURE = 0.9
# "how many partners does the network in Landshut have?" searches for none
_OF_NO_SEARCH: tuple[Asked, ...] = ("count", "date", "person", "amount", "duration", "reason", "contact")


def searched(
    request: Request | None, text: str, language: Language, topic: Topic, taken: Taken, answerer: Answerer
) -> Request | None:
    """Return the search that the step `taken` comes to after `topic`, unless `request`, as the rules read `text`, has settled it: it compares, tells of
    several or of the whole list, or changes the search in another way.
    """
    wish, step = topic.wish, taken.step
    if wish is None or (request is not None and _is_settled(request, topic)):
        return request
    found = request.wish if request is not None else None
    if step in DROPPED:
        what = DROPPED[step]
        if what not in wish.conditions or (found is not None and _is_given_up(found, wish, what, taken)):
            return request
        return Request(text, language, wish=_without(wish, what, text, language, answerer))
    if found is not None and found != wish:
        return request
    match step:
        case "more":
            is_left = more_are_left(topic)
            return Request(text, language, wish=wish, skip=topic.n_shown, is_whole=True) if is_left else request
        case "again":
            return Request(text, language, wish=wish)
        case "count":
            return Request(text, language, wish=wish, is_count=True)
    if step == "only_members":
        if request is not None and len(topic.listed) == 1:
            return request  # "and members?" of the only one
        wanted = _changed(replace(wish, member=True), text, language, answerer)
    elif analyse(text).asked in _OF_NO_SEARCH:
        return request
    else:
        wanted = _changed(wish, text, language, answerer)
    if wanted == wish:
        return request
    return Request(text, language, wish=wanted)


def _is_settled(request: Request, topic: Topic) -> bool:
    """Return whether the rules have read another thing: a comparison, the whole list, several of it, or one by what they know of that."""
    if request.comparison or request.is_whole or request.is_count:
        return True
    return bool(request.cluster_ids) and (len(request.cluster_ids) > 1 or request.cluster_ids != topic.cluster_ids)


def _is_given_up(found: Wish, wish: Wish, what: str, taken: Taken) -> bool:
    """Return whether the rules have read `found` in the place of `wish` without its condition `what`, with another place ("anywhere but
    Hesse"), with a field left out ("drop biotech"), or without another condition, where the step is not very likely ("not only in Thuringia").
    """
    if what not in found.conditions or (what == "place" and _places(found) != _places(wish)):
        return True
    if what == "field" and found.not_fields != wish.not_fields:
        return True
    return set(found.conditions) < set(wish.conditions) and taken.likelihood < _SURE


def _places(wish: Wish) -> tuple[tuple[str, ...], ...]:
    return wish.laender, wish.cities, wish.not_laender, wish.not_cities


def _changed(wish: Wish, text: str, language: Language, answerer: Answerer) -> Wish:
    reader = answerer.finder.reader
    wanted = changed(wish, reader.read(text, language), (), reader)
    return wanted if wanted == wish else replace(wanted, among=(), besides=())


def _without(wish: Wish, what: str, text: str, language: Language, answerer: Answerer) -> Wish:
    """Return `wish` without the condition `what`, with the others that `text` names: "anywhere, but with gold"; with another place, where it names
    one: "it may be anywhere in Saxony".
    """
    reader = answerer.finder.reader
    now = reader.read(text, language)
    is_elsewhere = what == "place" and not {*now.laender, *now.cities} <= {*wish.laender, *wish.cities}
    now = replace(now if is_elsewhere else now.without(what), not_fields=(), not_laender=(), not_cities=())
    # "members or not" names members, too
    fewer = changed(wish.without(what), replace(now, member=False), () if is_elsewhere else (what,), reader)
    return replace(fewer, among=(), besides=())
