"""What becomes of an earlier wish: conditions that a message puts in the place of others, adds, drops or leaves out, and what it wants besides the clusters shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.session.sessions import Topic
from knowledge.clusters.cards import LISTED
from knowledge.clusters.wishes import Wish, WishReader
from knowledge.naming.fields import Taxonomy
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold, tokenise

# what takes a condition back where it names one: "forget Thuringia", "Sachsen lass weg"
_TAKES_BACK = lazily(
    r"\b(?:drop|forget|ignore|remove|scrap|skip|never mind|get rid of|vergiss|vergessen sie|streich\w*|ignorier\w*|weg mit|weg(?:lass\w*)?)\b"
)
# "doesn't have to be Bavaria", "Bayern ist egal"
NOT_NEEDED = lazily(
    r"\b(?:(?:does|do)(?:n\W?t| not) (?:have|need) to be|need(?:n\W?t| not)(?: to)? be|not necessarily|(?:does|do)(?:n\W?t| not) matter|(?:is|s)(?:n\W?t| not) (?:a must|important)"
    r"|(?:muss|mussen|brauch\w*)(?: (?:es|das|der|die|sie|aber|ja|auch|doch|hier|dafur))* nicht(?: unbedingt| zwingend)?\b.*\bsein|nicht (?:unbedingt|zwingend)|egal|spielt keine rolle|nicht wichtig|unwichtig)\b"
)
# what takes it back as the only one: "not just Thuringia"
_NOT_ONLY = lazily(r"\b(?:not|nicht)\W+(?:only|just|nur|bloss)\b")
# what wants something else than it names, whatever else is said: "ohne NRW", "outside Bavaria"
_LEAVES_OUT = lazily(
    r"\b(?:without|outside|except|exclud\w*|apart|other than|not|ohne|ausser\w*|jenseits|nicht|ausnahme)\b"
)
_PARTS = r"(?:laender|lander|states?|regions?|parts? of (?:germany|the country)|cities|towns|places)"
_TEILE = r"(?:bundeslander\w*|lander\w*|regionen|teile\w*|stadte\w*|orte\w*|gegenden)"
_ELSEWHERE = lazily(
    rf"^\W*(?:(?:and|und|or|oder|what about|how about|was ist mit|also|auch|a bit|etwas)\W+)*(?:further|farther|weiter) (?:away|out|off|weg|entfernt|draussen)\W*$|\b(?:(?:anything|something|any|ones?|(?:et)?was|irgendwas|welche|eine?[rs]?) (?:further|farther|weiter) (?:away|out|off|weg|entfernt|draussen)|elsewhere|somewhere else|anywhere else|(?:the )?rest of (?:the country|germany)|(?:an)?other {_PARTS}"
    rf"|anderswo\w*|woanders|sonst ?wo|irgendwo anders|sonst in deutschland|(?:im )?rest (?:von )?(?:deutschlands?|des landes)|(?:im )?ubrigen deutschland|restlichen? deutschland|(?:ander|ubrig|restlich)e[nr]? {_TEILE})\b"
)
_MAY_BE = lazily(
    r"\b(?:can|could|may|might|kann|konnte|darf|durfte|konnen|durfen)\b(?: \w+){0,3}? (?:also|just as well|too|as well|auch|ruhig|gern\w*|genauso)\b"
)
_NEXT_DOOR = lazily(
    r"\b(?:neighbou?ring|adjacent|adjoining|bordering) (?:states?|lander|regions?|ones?)|\bneighbou?r states?\b|\b(?:den |die |im |in )?nachbar(?:land\w*|lander\w*|bundesland\w*|bundeslander\w*|region\w*)|\b(?:angrenzend|benachbart)e[nr]? (?:lander\w*|bundesland\w*|bundeslander\w*|region\w*)"
)
# "is it in other states as well?" is asked of what was told
_OF_THAT = lazily(
    r"\W*(?:(?:and|und)\W+)?(?:does|do|is|are|ist|sind|hat|haben|sitzt|arbeitet) (?:it|that|they|das|es|der|die|er|sie)\b"
)
_BRIEF = 6  # words
_LONGEST = 10
_OF_THAT_KIND = lazily(
    r"(?<=\w )(?:of (?:that|this|the same) (?:kind|sort|type)|for (?:that|such) (?:kind|sort|type)?(?: of thing)?|f(?:ü|ue|u)r (?:so ?(?:et)?was|dergleichen|(?:das|den) (?:gleiche|selbe)n?)|dieser art|(?:von|in) der (?:art|sorte))\b",
    re.IGNORECASE,
)
_AROUND = r"only|just|whole|whole of|all of|the whole of|ganze[rnms]?|gesamte[rnms]?|please|pls|bitte|nur|the|in|im|der|den|dem|and|und|rather|lieber|eher|bloss|mainly|ok(?:ay)?|but|aber|not|nicht|ohne|without|then|dann|now|jetzt|further|farther|more|to|towards?|a bit|a little|somewhat|anything|something|any|is there|weiter|mehr|etwas|was|ein bisschen|ein wenig|noch|richtung|gibt es|gibts|da|gelegen|what about|how about|was ist mit|show me|clusters?|ones?|part|of (?:the country|germany)|deutschlands?"
_DIRECTION = lazily(
    rf"\W*(?:(?:{_AROUND})\W+)*(?P<to>north|south|east|west|northern|southern|eastern|western|norden|suden|osten|westen|nordlich(?:er)?|sudlich(?:er)?|ostlich(?:er)?|westlich(?:er)?)(?:\W+(?:{_AROUND}))*\W*"
)
_NAMES: tuple[tuple[str, str, dict[Language, str]], ...] = (
    ("north", "norden", {"en": "northern Germany", "de": "Norddeutschland"}),
    ("south", "suden", {"en": "southern Germany", "de": "Süddeutschland"}),
    ("east", "osten", {"en": "eastern Germany", "de": "Ostdeutschland"}),
    ("west", "westen", {"en": "western Germany", "de": "Westdeutschland"}),
)
_DIRECTIONS = {
    said: names
    for en, de, names in _NAMES
    for said in (en, f"{en}ern", de, f"{de[:-2]}lich", f"{de[:-2]}licher")  # "norden", "nordlicher"
}
_ONLY: dict[Language, str] = {"en": "only in", "de": "nur in"}
_NOT_THERE: dict[Language, str] = {"en": "not in", "de": "nicht in"}
_PLACE_BEHIND = r"(?=\W*$|\W+(?:like|that|which|with|in|from|near|around|for|at|nearby|there|here|wie|mit|aus|im|bei|nahe|fur|von|da|dort|hier)\b)"
_OTHERS = lazily(
    rf"\b(?:who|what|anyone|anybody|anything|something|someone|somebody|one|ones) else\b|\b(?:others|(?:an|any |some )?other (?:(?!ones?\b|clusters?\b|networks?\b)\w+ ){{0,2}}?(?:ones?|clusters?|networks?)){_PLACE_BEHIND}"
    rf"|\b(?:wer|was|jemand\w*|etwas|welche\w*|gibt es|gibts|wen|noch) (?:denn )?sonst(?: noch)?\b|\bsonst noch\b|\b(?:noch|auch|gibt es|welche) (?:andere|anderes|weitere)(?: cluster| netzwerke)?{_PLACE_BEHIND}"
    rf"|\bnoch (?:jemand\w*|einen?|eine?s|welche|was|etwas|mehr)(?: anderen?s?| weitere[sn]?)?{_PLACE_BEHIND}"
)
_OTHERS_FIRST = lazily(
    r"\W*(?:(?:and|und|oder|or)\W+)*(?:andere[rsnm]?|weitere[rsnm]?|other|another|further)(?: cluster| netzwerke| clusters| networks| ones)?\W+(?:in|im|aus|bei|near|from|um|with|mit|for|fur)\b"
)
_SIMILAR = lazily(
    r"\b(?:similar|comparable|like (?:it|that|this|these|those)|alternativ\w*|ahnliche\w*|vergleichbare\w*)\b"
)


def without_kind(text: str) -> str:
    """Return `text` without words that say no more than that the same is wanted: "and silver clusters of that kind?", "einer für sowas im
    Süden"; else as it is.
    """
    return _OF_THAT_KIND.sub(" ", text).strip() if len(text.split()) <= _LONGEST else text


def with_direction(text: str, language: Language) -> str:
    """Return `text` with the part of the country that it names by a direction alone as a place: "north only" is "in the north"; else
    as it is.
    """
    if len(text.split()) > _BRIEF:
        return text
    found = _DIRECTION.fullmatch(fold(text))
    if found is None:
        return text
    is_out = _LEAVES_OUT.search(fold(text)) is not None
    name = _DIRECTIONS[found["to"]][language]
    return f"{_NOT_THERE[language]} {name}" if is_out else f"{_ONLY[language]} {name}"


def changed(wish: Wish, now: Wish, dropped: Sequence[str], reader: WishReader) -> Wish:
    """Return `wish` with the conditions that `now` names in the place of its own, but for those just `dropped`."""
    if now.fields and "field" not in dropped:
        wish = replace(
            wish,
            near=wish.near or (wish.need and bool(wish.cities)),  # where somebody is, is no seat that is wanted
            fields=now.fields,
            also=now.also,
            field_words=now.field_words,
            text=now.text,
            beyond=now.beyond,
            need=now.need,
        )
    elif now.leanings and now.beyond and "field" not in dropped:  # "I meant cars" leaves the field of before
        wish = replace(wish.without("field"), leanings=now.leanings, text=now.text, beyond=now.beyond, need=now.need)
    if (now.laender or now.cities) and "place" not in dropped:
        wish = replace(
            wish,
            laender=now.laender,
            cities=now.cities,
            near=now.near,
            within_km=now.within_km,
            place_words=now.place_words,
            text=" ".join(word for word in wish.text.split() if word not in " ".join(wish.place_words).split()),
            not_laender=tuple(i for i in wish.not_laender if i not in now.laender),
            not_cities=tuple(name for name in wish.not_cities if name not in now.cities),
        )
    if now.not_laender or now.not_cities:
        wish = replace(
            _without_places(wish, now, reader),
            not_laender=tuple(dict.fromkeys((*wish.not_laender, *now.not_laender))),
            not_cities=tuple(dict.fromkeys((*wish.not_cities, *now.not_cities))),
        )
    if now.not_fields:
        wish = replace(
            wish,
            not_fields=tuple(dict.fromkeys((*wish.not_fields, *now.not_fields))),
            not_words=tuple(dict.fromkeys((*wish.not_words, *now.not_words))),
            field_words=tuple(word for word in wish.field_words if word not in now.not_words),
        )
    if (now.labels or now.any_label) and "label" not in dropped:
        wish = replace(wish, labels=now.labels, any_label=now.any_label and not now.labels)
    if now.member and "member" not in dropped:
        wish = replace(wish, member=True)
    return wish


def _without_places(wish: Wish, now: Wish, reader: WishReader) -> Wish:
    """Return `wish` without the places that `now` leaves out: nothing is in and not in one place. What is near a city can be outside it."""
    laender = tuple(i for i in wish.laender if i not in now.not_laender)
    stays = wish.near or wish.need
    cities = tuple(
        name
        for name in wish.cities
        if reader.land_of(name) not in now.not_laender and (stays or name not in now.not_cities)
    )
    if (laender, cities) == (wish.laender, wish.cities):
        return wish
    if not laender and not cities:
        return wish.without("place")
    return replace(wish, laender=laender, cities=cities)


def taken_back(text: str, wish: Wish, now: Wish) -> tuple[list[str], Wish]:
    """Return the conditions of `wish`, of "place" and "field", that `text`, read as `now`, names only to take them back, and `now`
    without them: "forget Thuringia" after "in Thuringia" wants none elsewhere. No conditions: it takes back none.
    """
    folded = fold(text)
    named = {*now.laender, *now.cities, *now.not_laender, *now.not_cities}
    if named and named == {*wish.laender, *wish.cities} and NOT_NEEDED.search(folded):
        return ["place"], replace(now, laender=(), cities=(), not_laender=(), not_cities=())
    if _NOT_ONLY.search(folded) and (now.laender or now.cities):
        is_same = {*now.laender, *now.cities} <= {*wish.laender, *wish.cities}
        return (["place"], replace(now, laender=(), cities=())) if is_same else ([], now)
    if not _TAKES_BACK.search(folded) or _LEAVES_OUT.search(folded):
        return [], now
    back = []
    places = {*now.not_laender, *now.not_cities}
    if places and places == {*wish.laender, *wish.cities}:
        back.append("place")
        now = replace(now, not_laender=(), not_cities=())
    said = {word for words in wish.field_words for word in tokenise(words)}
    if now.not_fields and set(now.not_fields) <= set(wish.fields) and {*tokenise(" ".join(now.not_words))} <= said:
        back.append("field")
        now = replace(now, not_fields=(), not_words=())
    return back, now


def elsewhere(text: str, wish: Wish) -> Wish | None:
    """Return `wish` for the places that it does not name: "and in the rest of Germany?", or for all: "it can also be elsewhere"; None: `text`
    does not say so, or it names none.
    """
    folded = fold(text)
    if not (wish.laender or wish.cities) or not _ELSEWHERE.search(folded) or _OF_THAT.match(folded):
        return None
    if _MAY_BE.search(folded):
        return wish.without("place")
    return replace(wish.without("place"), not_laender=wish.laender, not_cities=wish.cities)


def next_door(text: str, wish: Wish, taxonomy: Taxonomy) -> Wish | None:
    """Return `wish` for the Länder that border on its own: "others in neighbouring states"; None: `text` does not say so, or it names none."""
    return _around(wish, taxonomy) if _NEXT_DOOR.search(fold(text)) else None


def nearby(wish: Wish, taxonomy: Taxonomy) -> Wish | None:
    """Return `wish` for what is near its cities, of which some are Länder as well, or else in the Länder that border on its own; None:
    it names no place.
    """
    names = (taxonomy.land_by_id[i].de for i in wish.laender)
    cities = (*wish.cities, *(name for name in names if name in taxonomy.city_by_name))
    if cities:
        return replace(wish, laender=(), cities=cities, near=True, among=())
    return _around(replace(wish, among=()), taxonomy)


def _around(wish: Wish, taxonomy: Taxonomy) -> Wish | None:
    """Return `wish` for the Länder that border on its own; None: it names none."""
    own = (*wish.laender, *(taxonomy.city_by_name[name][1].id for name in wish.cities))
    around = dict.fromkeys(i for land in own for i in taxonomy.land_by_id[land].neighbours if i not in own)
    return replace(wish.without("place"), laender=tuple(around)) if around else None


def besides_shown(text: str, wish: Wish, topic: Topic) -> Wish:
    """Return `wish` without the clusters that were just told, where `text` wants others, or such as these; else as it is."""
    folded = fold(text)
    is_of_others = _OTHERS.search(folded) or _OTHERS_FIRST.match(folded)
    if not is_of_others and not (_SIMILAR.search(folded) and len(topic.cluster_ids) == 1):
        return wish
    return replace(wish, besides=tuple(dict.fromkeys((*wish.besides, *shown_last(topic)))))


def begins_with_others(text: str) -> bool:
    """Return whether `text` begins with others than those shown: "other ones with gold in Hesse"."""
    return _OTHERS_FIRST.match(fold(text)) is not None


def shown_last(topic: Topic) -> tuple[str, ...]:
    """Return the clusters that were told of last: one, or those of the list that were named."""
    return topic.cluster_ids[: topic.n_shown or LISTED] if topic.cluster_ids == topic.listed else topic.cluster_ids
