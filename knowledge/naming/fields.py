"""Technology fields, Länder, cities and labels: their names and the words people use for them, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.errors import DocumentError
from knowledge.patterns import lazily
from knowledge.records import Frozen, LabelLevel, Language
from knowledge.words.text import tokenise

_EARTH_KM = 6371.0


class TechnologyField(Frozen):
    """One of the 37 technology fields; `words_exact_case` count only as they are spelt ("IT")."""

    id: str
    en: str
    de: str
    words_en: tuple[str, ...]
    words_de: tuple[str, ...]
    words_exact_case: tuple[str, ...] = ()


class ProductWords(Frozen):
    """What firms of a technology field make, use or do, in everyday words of both languages."""

    en: tuple[str, ...]
    de: tuple[str, ...]


class City(Frozen):
    """A city: its German name, the English one where it differs, other spellings, and where it lies (degrees).

    `also_a_word`: the name is an ordinary word too ("Essen", "Worms") and counts only behind a preposition.
    """

    name: str
    en: str | None = None
    also: tuple[str, ...] = ()
    lat: float
    lon: float
    also_a_word: bool = False

    def distance_km(self, other: City) -> float:
        """Return the great-circle distance in kilometres (haversine formula)."""
        lat1, lon1, lat2, lon2 = map(radians, (self.lat, self.lon, other.lat, other.lon))
        h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
        return 2 * _EARTH_KM * asin(sqrt(h))


class Land(Frozen):
    """A federal state; `adjectives_de` are stems without endings ("sächsisch")."""

    id: str
    de: str
    en: str
    abbreviations: tuple[str, ...] = ()
    adjectives_en: tuple[str, ...] = ()
    adjectives_de: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    cities: tuple[City, ...] = ()


class MacroRegion(Frozen):
    """A region that spans several Länder, or is usually named instead of one.

    One that is no sum of Länder ("Lake Constance") has its chief `cities`: what is `within_km` of one of these is in it.
    """

    names: tuple[str, ...]
    laender: tuple[str, ...]
    cities: tuple[str, ...] = ()
    within_km: int | None = None


class Label(Frozen):
    """An ECEI label."""

    id: LabelLevel
    en: str
    de: str
    title: str
    words_en: tuple[str, ...]
    words_de: tuple[str, ...]


class Taxonomy(Frozen):
    """All of it, with look-ups by id and by the names that profiles use."""

    fields: tuple[TechnologyField, ...]
    laender: tuple[Land, ...]
    macro_regions: tuple[MacroRegion, ...]
    labels: tuple[Label, ...]

    @cached_property
    def field_by_id(self) -> dict[str, TechnologyField]:
        """Fields by their id."""
        return {field.id: field for field in self.fields}

    @cached_property
    def land_by_id(self) -> dict[str, Land]:
        """Länder by their id, such as BY."""
        return {land.id: land for land in self.laender}

    @cached_property
    def field_ids(self) -> dict[str, str]:
        """Field id by the English name that profiles use."""
        return {field.en: field.id for field in self.fields}

    @cached_property
    def land_ids(self) -> dict[str, str]:
        """Land id by the German name that profiles use."""
        return {land.de: land.id for land in self.laender}

    @cached_property
    def city_by_name(self) -> dict[str, tuple[City, Land]]:
        """City and its Land by the German name."""
        return {city.name: (city, land) for land in self.laender for city in land.cities}

    def field_name(self, english_name: str, language: Language) -> str:
        """Return the name in `language` of the field that profiles call `english_name`."""
        field = self.field_by_id[self.field_ids[english_name]]
        return field.en if language == "en" else field.de

    def telling(self, field_ids: Iterable[str], said: Iterable[str]) -> tuple[str, ...]:
        """Return those of the words `said` for fields that tell more than the names of these: "batteries", but not "biotech"."""
        fields = [self.field_by_id[i] for i in field_ids]
        names = {word for field in fields for name in (field.en, field.de) for word in tokenise(name)}
        return tuple(
            words
            for words in said
            if not all(_GENERIC.fullmatch(x) or any(_is_alike(x, n) for n in names) for x in tokenise(words))
        )

    def land_name(self, german_name: str, language: Language) -> str:
        """Return the name in `language` of the Land that profiles call `german_name`."""
        land = self.land_by_id[self.land_ids[german_name]]
        return land.en if language == "en" else land.de


_ALIKE, _ENDING = (
    4,
    4,
)  # letters in which a word begins like one of a name, and that it has behind them: "biotech", "optics"
_GENERIC = lazily(
    r"clusters?|netzwerke?n?|networks?|branchen?|wirtschaft|industr(?:ies|y|ien?)|techni(?:k|ken|cs)|technolog(?:ie|ien|y|ies)|se[ck]tors?|bereich"
)
_TAIL = lazily(rf"(?<=\w{{3}})(?:{_GENERIC.pattern})$")


def _is_alike(word: str, name: str) -> bool:
    word = _TAIL.sub("", word)
    shared = next((n for n, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    return shared >= min(_ALIKE, len(name)) and len(word) - shared <= _ENDING


def _read(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((files("knowledge") / "corpus" / name).read_text(encoding="utf-8"), Loader=loader)


@lru_cache(maxsize=1)
def load_products() -> Taxonomy:
    """Return a taxonomy of fields alone, named by what their firms make. Raises `DocumentError` when the file is malformed."""
    try:
        products = TypeAdapter(dict[str, ProductWords]).validate_python(_read("products.yaml"))
        fields = tuple(
            TechnologyField(id=i, en=words.en[0], de=words.de[0], words_en=words.en, words_de=words.de)
            for i, words in products.items()
        )
    except (ValidationError, yaml.YAMLError, IndexError) as error:
        first = str(error).splitlines()[0]
        raise DocumentError(f"'products.yaml' in knowledge/corpus is malformed: {first}. Run: make check") from error
    return Taxonomy(fields=fields, laender=(), macro_regions=(), labels=())


@lru_cache(maxsize=1)
def load_taxonomy() -> Taxonomy:
    """Return the shipped taxonomy, read once a process. Raises `DocumentError` when a file breaks its format."""
    try:
        places = _read("laender.yaml")
        return Taxonomy(
            fields=TypeAdapter(tuple[TechnologyField, ...]).validate_python(_read("fields.yaml")),
            laender=TypeAdapter(tuple[Land, ...]).validate_python(places["laender"]),
            macro_regions=TypeAdapter(tuple[MacroRegion, ...]).validate_python(places["macro_regions"]),
            labels=TypeAdapter(tuple[Label, ...]).validate_python(_read("labels.yaml")),
        )
    except (ValidationError, yaml.YAMLError, KeyError, TypeError) as error:
        first = str(error).splitlines()[0]
        raise DocumentError(f"the taxonomy in knowledge/corpus is malformed: {first}. Run: make check") from error
