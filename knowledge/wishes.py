"""What a person wants of the cluster finder: fields, places, labels, membership and what is left as free text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from knowledge.cluster_names import ClusterNames
from knowledge.fields import City, Taxonomy
from knowledge.gazetteer import Gazetteer, Name
from knowledge.records import LabelLevel, Language
from knowledge.text import fold, terms

_NEAR = re.compile(
    r"\b(?:near|around|close to|next to|surroundings|vicinity|region of|area of|bei|nahe|rund um|raum|umgebung|umland|in der nahe"
    r"|grossraum|neighbou?rhood)\b"
)
_MEMBER = re.compile(
    r"\bmembers?\b|\bmitglied\w*|\bbelong\w* to gocluster|\bin gocluster\b|\bbei gocluster\b|\bgehor\w* zu gocluster|\bpart of gocluster"
    r"|\bgocluster (?:network|cluster|netzwerk|mitglied|member)\w*|\bgocluster\b.*\b(?:dabei|aufgenommen|join\w*)\b|\bim programm\b"
)
# where a company speaks of itself, "members" may be its own
_MEMBER_OF_PROGRAMME = re.compile(
    r"\bgocluster\W+(?:members?|mitglied\w*)|\bmitglied\w* (?:von|bei|in|im) (?:programm )?gocluster|\bmembers? of (?:the )?gocluster"
)
# a condition that is denied ("no label", "nicht Mitglied"): the finder looks for what is there, not for what is not
_DENIED = re.compile(
    r"\b(?:no|not|non|without|lack\w*|kein\w*|nicht|ohne)\b(?:\W+\w+){0,2}?\W+(?:\w*labels?|members?|\w*mitglied\w*|gold|silver|silber|bronze)\b"
    r"|\b(?:outside|ausserhalb)\b"
)
_LABELLED = re.compile(r"\blabel(?:led|s|ed)?\b|\bzertifi\w*|\bcertifi\w*|\bausgezeichnet\w*|\blabel\w*")
_FIRST_PERSON = re.compile(
    r"\b(?:we|our|us|my|i|wir|uns|unser\w*|ich|mein\w*|mir)\b|\b(?:company|start ?up|firm|manufacturer|maker|supplier|firma|betrieb"
    r"|unternehmen|\w*betrieb|\w*hersteller|\w*zulieferer|spedition|landwirt|werkstatt|\w*buro)\b.*\b(?:such\w*|look\w*|want\w*|need\w*|seek\w*|will|mochte\w*"
    r"|brauch\w*|struggl\w*)"
)
# Words of asking, not of the need; they would only blur the search in the profiles.
_ASKING = re.compile(
    r"\b(?:near|around|close|next|vicinity|surroundings|nahe|rund|raum|umgebung|umland|grossraum|bei|go ?cluster|clusters?|networks?|netzwerk\w*|members?|mitglied\w*|organi[sz]ation\w*|initiative\w*|which|what|who|where|are|there|any|show"
    r"|list|find|give|name|me|please|welche\w*|gibt|es|suche|such\w*|zeig\w*|nenne\w*|finde\w*|bitte|looking|partner\w*|join|help\w*|hilft|helfen"
    r"|talk|speak|sprechen|contact|kontakt\w*|germany|deutschland\w*|label\w*|hold\w*|tragen|tragt|haben|hat|based|sitz\w*|located|we|wir|our"
    r"|unser\w*|my|mein\w*|i|ich|need\w*|brauch\w*|want\w*|mochte\w*|wollen|should|sollte\w*|could|konnte\w*|us|uns|fit|fits|passt|passen|beschaftig\w*|kommen|kommt|arbeit\w*|work\w*|deal\w*|exist\w*|bereich\w*|sector|branche"
    r"|industry|industrie|wirtschaft|technolog\w*|gold|silber|silver|bronze|status|award\w*|case|thema|topic\w*|field|feld|aus|from|in)\b"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted. `fields` are field ids, `laender` Land ids, `cities` names; all of these are conditions.

    `near` makes the city a place to be close to instead of a seat. `need` is set where a company speaks of itself: then
    fields and city rank instead of exclude. `text` is what the profiles are searched for, and `beyond` counts its words
    that no condition stands for; `field_words` and `place_words` are the words that named fields and places.
    `denied` is set where a condition is meant to be absent.
    """

    fields: tuple[str, ...] = ()
    laender: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    labels: tuple[LabelLevel, ...] = ()
    any_label: bool = False
    member: bool = False
    near: bool = False
    need: bool = False
    denied: bool = False
    text: str = ""
    beyond: int = 0
    field_words: tuple[str, ...] = ()
    place_words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether no condition at all was recognised."""
        return not self.conditions

    def without(self, condition: str) -> Wish:
        """Return the wish without "field", "place", "label" or "member"."""
        match condition:
            case "field":
                return replace(self, fields=(), field_words=())
            case "place":
                return replace(self, laender=(), cities=(), near=False, place_words=())
            case "label":
                return replace(self, labels=(), any_label=False)
            case "member":
                return replace(self, member=False)
        raise ValueError(f"condition {condition!r} is none of field, place, label, member")

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that are set, in the order in which it is best to drop them."""
        held = {
            "label": bool(self.labels or self.any_label),
            "member": self.member,
            "place": bool(self.laender or self.cities),
            "field": bool(self.fields),
        }
        return tuple(name for name, is_set in held.items() if is_set)


class WishReader:
    """Reads wishes from text in either language."""

    def __init__(self, taxonomy: Taxonomy, gazetteer: Gazetteer, names: ClusterNames) -> None:
        self._taxonomy = taxonomy
        self._gazetteer = gazetteer
        self._names = names

    def read(self, text: str, language: Language) -> Wish:
        """Return what `text` wishes. Names of clusters in it name no field or place."""
        found = self._gazetteer.find(text)
        folded = fold(text)
        fields = [name for name in found if name.kind == "field"]
        cities = [name for name in found if name.kind == "city"]
        laender = [name for name in found if name.kind in ("land", "region")]
        labels = tuple(dict.fromkeys(name.ids[0] for name in found if name.kind == "label"))
        need = _FIRST_PERSON.search(folded) is not None
        return Wish(
            fields=tuple(dict.fromkeys(i for name in fields for i in name.ids)),
            laender=tuple(dict.fromkeys(i for name in laender for i in name.ids)),
            cities=tuple(dict.fromkeys(name.ids[0] for name in cities)),
            labels=labels,  # type: ignore[arg-type]
            any_label=not labels and _LABELLED.search(folded) is not None,
            member=(_MEMBER_OF_PROGRAMME if need else _MEMBER).search(folded) is not None,
            near=bool(cities) and _NEAR.search(folded) is not None,
            need=need,
            denied=_DENIED.search(folded) is not None,
            text=_free_text(text, [n for n in found if n.kind in ("city", "land", "label")]),
            beyond=len(_free_text(text, found).split()),
            field_words=tuple(dict.fromkeys(name.words for name in fields)),
            place_words=tuple(dict.fromkeys(name.words for name in [*cities, *laender])),
        )

    def city(self, name: str) -> City:
        """Return the city with this German name."""
        return self._taxonomy.city_by_name[name][0]

    def land_of(self, city: str) -> str:
        """Return the id of the Land in which the city lies."""
        return self._taxonomy.city_by_name[city][1].id


def _free_text(text: str, names: list[Name]) -> str:
    """Return what of `text` describes the need: without `names`, words of asking and function words."""
    rest = text
    for name in names:
        rest = re.sub(r"\W+".join(map(re.escape, name.words.split())), " ", rest)
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", rest)
    return " ".join(word for word in words if not _ASKING.fullmatch(fold(word)) and not _is_function_word(word))


def _is_function_word(word: str) -> bool:
    return not terms(word, "en") or not terms(word, "de")
