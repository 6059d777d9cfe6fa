"""The cluster finder as a message that is edited: pages of five cards, and facets that narrow and widen.

A wish is stored under a token; a button carries the token and what to do. What changes the wish makes a new one, so the
buttons of an older message still mean what they say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from pydantic import TypeAdapter, ValidationError
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup

from bot.channels.telegram.cards import Cards
from bot.channels.telegram.keyboards import Action, ActionKind, button, share_button, website_button
from bot.channels.telegram.layout import Block, Part, Run, cut, one_line, pack
from bot.channels.telegram.texts import text
from knowledge.answers.answer import Answerer
from knowledge.clusters.cards import CardMaker
from knowledge.clusters.facets import ANY_LABEL, FacetName, Facets, FacetValue, exact, facets, toggled
from knowledge.clusters.finder import Found
from knowledge.clusters.wishes import Wish
from knowledge.errors import InputError
from knowledge.naming.fields import Taxonomy, load_taxonomy
from knowledge.quotation.wording import joined, say
from knowledge.records import Language

PAGE = 5
PICKED = 16  # values a page of a facet
_VALUE_UNITS = 26
_CONDITIONS_UNITS = 600
_WISH = TypeAdapter(Wish)


def wish_to_json(wish: Wish) -> str:
    """Return a wish as JSON, to be remembered under a token."""
    return _WISH.dump_json(wish, exclude_defaults=True).decode()


def wish_from_json(payload: str) -> Wish:
    """Return the wish that was written as JSON. Raises `InputError` when it is none, or of fields and places unknown by now."""
    try:
        wish = _WISH.validate_json(payload)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise InputError(f"a stored wish cannot be read: {first['msg']} at {place}. Search anew") from error
    taxonomy = load_taxonomy()
    for name, known in (
        ("fields", taxonomy.field_by_id),
        ("laender", taxonomy.land_by_id),
        ("not_laender", taxonomy.land_by_id),
        ("cities", taxonomy.city_by_name),
        ("not_cities", taxonomy.city_by_name),
        ("not_fields", taxonomy.field_by_id),
    ):
        for value in getattr(wish, name):
            if value not in known:
                raise InputError(f"a stored wish has {value!r} among its {name}, which is not known. Search anew")
    return wish


@dataclass(frozen=True, slots=True)
class Look:
    """What of the finder is looked at: a page of the clusters for a wish, and a facet whose values are shown to pick from."""

    wish: Wish
    page: int = 0
    picking: FacetName | None = None
    picking_page: int = 0


@dataclass(frozen=True, slots=True)
class FinderView:
    """What is shown of a look: the message, and what its keyboard needs.

    `found` are the ids of all clusters that were found, `cards` those on this page, numbered from `first`; `wider` says
    of each condition how many clusters there would be without it.
    """

    look: Look
    part: Part
    facets: Facets
    found: tuple[str, ...]
    cards: tuple[str, ...]
    first: int
    n_pages: int
    wider: tuple[tuple[str, int], ...]
    values: tuple[tuple[FacetValue, str], ...]  # to pick from, with their names
    language: Language


def after(action: Action, wish: Wish, answerer: Answerer) -> Look | None:
    """Return what is looked at once `action` is done to the wish under its token.

    None: it is no action of the finder's lists, or of a value that is not known. Where the fields change, the words that
    were searched for no longer count.
    """
    match action.kind:
        case "page":
            return Look(wish, action.number)
        case "pick":
            return Look(wish, 0, cast(FacetName, action.value), action.number)
        case "toggle":
            facet, _, value = action.value.partition(":")
            if not _is_known(answerer.base.taxonomy, facet, value):
                return None
            changed = toggled(exact(wish, answerer.finder), cast(FacetName, facet), value)
            return Look(replace(changed, text="") if facet == "field" else changed)
        case "members":
            settled = exact(wish, answerer.finder)
            return Look(replace(settled, member=not settled.member))
        case "widen" if action.value == "all":
            return Look(Wish())
        case "widen":
            wider = exact(wish, answerer.finder).without(action.value)
            return Look(replace(wider, text="") if action.value == "field" else wider)
    return None


def _is_known(taxonomy: Taxonomy, facet: str, value: str) -> bool:
    return value in {
        "land": set(taxonomy.land_by_id),
        "field": set(taxonomy.field_by_id),
        "label": {ANY_LABEL, *(label.id for label in taxonomy.labels)},
    }.get(facet, set())


def view(answerer: Answerer, look: Look, language: Language, username: str) -> FinderView:
    """Return what `look` shows. A page beyond the last is the last."""
    base, finder = answerer.base, answerer.finder
    found = finder.find(look.wish, language)
    settled = exact(look.wish, finder)
    told = facets(base, finder, settled)
    n = len(found.clusters)
    n_pages = max(1, -(-n // PAGE))
    page = min(look.page, n_pages - 1)
    shown = found.clusters[page * PAGE : (page + 1) * PAGE]
    values = told.of(look.picking) if look.picking else ()
    header = _header(answerer, found, language)
    if look.picking:
        prompt = Block((Run(text(f"pick_{look.picking}", language), italic=True),), "\n\n")
        part = pack([*header, prompt])[0]
    else:
        part = Cards(base, username).page(header, shown, page * PAGE + 1, language)
    return FinderView(
        look=replace(look, page=page),
        part=part,
        facets=told,
        found=tuple(profile.id for profile in found.clusters),
        cards=tuple(profile.id for profile in shown),
        first=page * PAGE + 1,
        n_pages=n_pages,
        wider=tuple((name, len(finder.matching(exact(settled.without(name), finder)))) for name in settled.conditions),
        values=tuple((value, _value_name(base.taxonomy, look.picking, value.id, language)) for value in values)
        if look.picking
        else (),
        language=language,
    )


def _header(answerer: Answerer, found: Found, language: Language) -> list[Block]:
    """Return how many clusters there are for which wish, or that there are none and what to drop."""
    maker = CardMaker(answerer.base)
    wish = found.wish
    n = len(found.clusters)
    if not n:
        return [Block((Run(one_line(maker.nothing(wish, answerer.finder.fewer(wish), language))),))]
    is_ranked = wish.need or wish.beyond > 0
    named = wish if is_ranked else replace(wish, text="")  # else the words only order
    if not named.conditions and not named.text:
        return [Block((Run(text("finder_all", language, n=n), bold=True),))]
    key = "finder_best" if is_ranked else "finder_one" if n == 1 else "finder_some"
    conditions = cut(one_line(maker.conditions(named, language)), _CONDITIONS_UNITS)
    lines = [Block((Run(text(key, language, n=n), bold=True), Run(f": {conditions}")))]
    if "city" in found.dropped:
        taxonomy = answerer.base.taxonomy
        seats = [taxonomy.city_by_name[name] for name in wish.cities]
        cities = [city.en or city.name if language == "en" else city.name for city, _ in seats]
        ids = wish.laender or tuple(dict.fromkeys(land.id for _, land in seats))
        laender = [_value_name(taxonomy, "land", i, language) for i in ids]
        city, land = joined(cities, language, by="or"), joined(laender, language)
        lines.append(Block((Run(say("no_seat", language, city=city, land=land)),)))
    return lines


def _value_name(taxonomy: Taxonomy, facet: FacetName | None, value: str, language: Language) -> str:
    if facet == "label":
        return text(f"value_{value}", language)
    named = taxonomy.land_by_id[value] if facet == "land" else taxonomy.field_by_id[value]
    return named.en if language == "en" else named.de


# -- buttons ------------------------------------------------------------------------------------------------------


def finder_keyboard(view: FinderView, token: str) -> InlineKeyboardMarkup:
    """Return the buttons of a view; `token` stands for its wish."""
    rows = _picking_rows(view, token) if view.look.picking else _list_rows(view, token)
    return InlineKeyboardMarkup([row for row in rows if row])


def _list_rows(view: FinderView, token: str) -> list[list[Button]]:
    language, page = view.language, view.look.page
    cards = [button(str(view.first + i), "card", token, name, page) for i, name in enumerate(view.cards)]
    picks = [button(text(f"facet_{facet}", language), "pick", token, facet) for facet in ("land", "field", "label")]
    members: list[Button] = []
    if view.look.wish.member:
        members = [button(text("members_on", language), "members", token)]
    elif view.facets.n_members:
        members = [button(text("members_off", language, n=view.facets.n_members), "members", token)]
    wider = [
        button(text(f"widen_{name}", language, n=n), "widen", token, name)
        for name, n in view.wider
        if n and name != "member"
    ]
    everything = [button(text("widen_all", language), "widen", token, "all")] if len(view.wider) > 1 else []
    turning = _turning(page, view.n_pages, "page", token)
    return [cards, turning, picks, members, wider, everything]


def _picking_rows(view: FinderView, token: str) -> list[list[Button]]:
    facet = view.look.picking or "land"
    n_pages = max(1, -(-len(view.values) // PICKED))
    page = min(view.look.picking_page, n_pages - 1)
    buttons = []
    for value, name in view.values[page * PICKED : (page + 1) * PICKED]:
        label = f"{'✓ ' if value.is_chosen else ''}{cut(name, _VALUE_UNITS)} ({value.n})"
        buttons.append(button(label, "toggle", token, f"{facet}:{value.id}"))
    rows = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    back = button(text("back_to_list", view.language), "page", token, number=0)
    return [*rows, _turning(page, n_pages, "pick", token, facet), [back]]


def _turning(page: int, n_pages: int, kind: ActionKind, token: str, value: str = "") -> list[Button]:
    """Return the buttons that turn pages, with the number of the page between them; nothing for a single page."""
    if n_pages < 2:
        return []
    before = [button("◀", kind, token, value, page - 1)] if page else []
    behind = [button("▶", kind, token, value, page + 1)] if page + 1 < n_pages else []
    return [*before, button(f"{page + 1}/{n_pages}", "still"), *behind]


# -- one cluster, and wishes from links -------------------------------------------------------------------------------


def card_view(
    answerer: Answerer, cluster_id: str, language: Language, username: str, *, token: str = "", page: int = 0
) -> tuple[Part, InlineKeyboardMarkup] | None:
    """Return the card of one cluster with its buttons, one of them back to the page of the wish under `token`, if given.

    None: there is no such cluster.
    """
    profile = answerer.base.profiles.get(cluster_id)
    if profile is None:
        return None
    website = website_button(profile.website, language)
    share = share_button(username, profile.id, profile.name, language)
    rows = [[website, share] if website else [share]]
    if token:
        rows.append([button(text("back_to_list", language), "page", token, number=page)])
    return Cards(answerer.base, username).single(profile, language), InlineKeyboardMarkup(rows)


def field_wish(answerer: Answerer, field_id: str) -> Wish | None:
    """Return the wish for the clusters of a field; None: there is no such field."""
    known = {i.casefold(): i for i in answerer.base.taxonomy.field_by_id}
    found = known.get(field_id.casefold())
    return Wish(fields=(found,)) if found else None


def land_wish(answerer: Answerer, land_id: str) -> Wish | None:
    """Return the wish for the clusters of a Land, by its id such as BY, in capitals or not; None: there is no such Land."""
    known = {i.casefold(): i for i in answerer.base.taxonomy.land_by_id}
    found = known.get(land_id.casefold())
    return Wish(laender=(found,)) if found else None
