"""The cluster finder over the shipped profiles, against plain Python; the ranked part over a few made ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pytest
from made import opened, profile

from indexer.shipped.corpus import load_shipped
from knowledge.clusters.finder import REACH_KM, Finder, Found
from knowledge.clusters.wishes import Wish
from knowledge.naming.cluster_names import ClusterNames
from knowledge.naming.fields import City, load_taxonomy
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import LabelLevel, Language
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.search import WEIGHTS

TAXONOMY = load_taxonomy()
FIELD_IDS = {field.en: field.id for field in TAXONOMY.fields}
LAND_IDS = {land.de: land.id for land in TAXONOMY.laender}
CITIES = [(city, land) for land in TAXONOMY.laender for city in land.cities]
NAMES = ClusterNames(load_shipped().profiles)
LEVELS: tuple[LabelLevel, ...] = ("gold", "silver", "bronze")
GERMAN_LEVELS = {"gold": "Gold", "silver": "Silber", "bronze": "Bronze"}


@dataclass(frozen=True)
class Case:
    """A request in words, and what it asks for."""

    text: str
    language: Language = "en"
    fields: tuple[str, ...] = ()
    laender: tuple[str, ...] = ()
    city: str | None = None
    label: LabelLevel | None = None
    any_label: bool = False
    member: bool = False


@pytest.fixture(scope="module")
def finder(shipped_profiles: KnowledgeBase) -> Finder:
    """Finds among all shipped profiles."""
    return Finder(shipped_profiles)


def plain(profiles: Sequence[ClusterProfile], case: Case) -> set[str]:
    """The ids of the clusters that are asked for, by looking at each."""
    return {
        p.id
        for p in profiles
        if (not case.fields or {FIELD_IDS[f] for f in p.fields} & set(case.fields))
        and (not case.laender or {LAND_IDS[s] for s in (p.state, *p.states)} & set(case.laender))
        and (case.city is None or p.city == case.city)
        and (case.label is None or (p.ecei_label is not None and p.ecei_label.level == case.label))
        and (not case.any_label or p.ecei_label is not None)
        and (not case.member or p.go_cluster.status == "member")
    }


def wrong(finder: Finder, cases: Sequence[Case], *, unranked: bool = False) -> list[tuple[str, set[str], set[str]]]:
    """The cases in which the finder gives other clusters than plain Python, with those missing and those too many.

    `unranked` spares the time to put them in order.
    """
    profiles = load_shipped().profiles
    found = []
    for case in cases:
        wish = finder.reader.read(case.text, case.language)
        assert not wish.need, case.text  # these are conditions, no matter of rank
        given = set(finder.matching(wish)) if unranked else {p.id for p in finder.find(wish, case.language).clusters}
        expected = plain(profiles, case)
        if not expected and case.city:  # no seat there: those of the Land
            expected = plain(profiles, replace(case, city=None, laender=(TAXONOMY.city_by_name[case.city][1].id,)))
        if given != expected:
            found.append((case.text, expected - given, given - expected))
    return found


def without_umlauts(text: str) -> list[str]:
    """The text as it is spelt without umlauts, in both ways."""
    long = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
    short = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "ss"})
    return [text.translate(table) for table in (long, short) if text.translate(table) != text]


# -- the exact part ----------------------------------------------------------------------------


def combined_cases() -> Iterator[Case]:
    """Each field with each kind of condition, the Länder and labels taking turns."""
    for number, field in enumerate(TAXONOMY.fields):
        land, level = TAXONOMY.laender[number % 16], LEVELS[number % 3]
        german = GERMAN_LEVELS[level]
        en, de = field.en, field.de
        wanted = Case("", fields=(field.id,))
        there = replace(wanted, laender=(land.id,))
        yield replace(wanted, text=f"Which {en} clusters are there?")
        yield replace(there, text=f"{en} clusters in {land.en}")
        yield replace(wanted, text=f"Show me {en} networks with a {level} label", label=level)
        yield replace(wanted, text=f"Which {en} clusters are members of go-cluster?", member=True)
        yield replace(there, text=f"{en} clusters in {land.en} with an ECEI label", any_label=True)
        yield replace(
            there,
            text=f"List go-cluster members for {en} in {land.en} with the {level} label",
            label=level,
            member=True,
        )
        wanted, there = replace(wanted, language="de"), replace(there, language="de")
        yield replace(wanted, text=f"Welche Cluster gibt es für {de}?")
        yield replace(there, text=f"Cluster für {de} in {land.de}")
        yield replace(wanted, text=f"Netzwerke zum Thema {de} mit {german}-Label", label=level)
        yield replace(wanted, text=f"Welche Cluster für {de} sind Mitglied bei go-cluster?", member=True)
        yield replace(there, text=f"Cluster für {de} in {land.de} mit ECEI-Label", any_label=True)
        yield replace(
            there,
            text=f"Welche go-cluster-Mitglieder für {de} in {land.de} haben ein {german}-Label?",
            label=level,
            member=True,
        )


def test_fields_laender_labels_and_membership_together_find_exactly_those_that_have_them(finder: Finder) -> None:
    cases = list(combined_cases())
    assert len(cases) == 12 * 37
    assert wrong(finder, cases) == []
    assert sum(bool(plain(load_shipped().profiles, case)) for case in cases) > 200  # most find something


def label_cases() -> Iterator[Case]:
    for land, level in product(TAXONOMY.laender, LEVELS):
        known = Case("", laender=(land.id,), label=level)
        yield replace(known, text=f"Which clusters in {land.en} hold the {level} label?")
        yield replace(known, text=f"Which members of go-cluster in {land.en} have {level}?", member=True)
        yield replace(known, text=f"{GERMAN_LEVELS[level]}-Cluster in {land.de}", language="de")
    for label in TAXONOMY.labels:
        for words in (label.en, label.title, *label.words_en):
            yield Case(f"Which clusters have the {words}?", label=label.id)
        for words in (label.de, *label.words_de):
            yield Case(f"Welche Cluster haben {words}?", "de", label=label.id)


def test_every_label_is_found_in_every_land_and_by_every_name(finder: Finder) -> None:
    assert wrong(finder, list(label_cases())) == []


def land_cases() -> Iterator[Case]:
    for land in TAXONOMY.laender:
        german, english = Case("", "de", laender=(land.id,)), Case("", laender=(land.id,))
        for name in (land.de, *land.other_names, *land.regions):
            for spelling in (name, *without_umlauts(name), name.upper(), name.lower()):
                yield replace(german, text=f"Welche Cluster gibt es in {spelling}?")
        for name in (land.en, *land.regions):
            yield replace(english, text=f"Which clusters are there in {name}?")
        for name in land.abbreviations:
            yield replace(english, text=f"clusters in {name}")
            yield replace(german, text=f"Cluster aus {name} mit Label", any_label=True)
        for name in land.adjectives_en:
            yield replace(english, text=f"{name} clusters that are members of go-cluster", member=True)
        for name, ending in product(land.adjectives_de, ("e", "en", "er")):
            yield replace(german, text=f"Welche {name}{ending} Cluster gibt es?")
    for region in TAXONOMY.macro_regions:
        for name in () if region.cities else region.names:
            yield Case(f"clusters in {name}", laender=region.laender)


def test_every_name_abbreviation_adjective_and_region_of_a_land_finds_its_clusters(finder: Finder) -> None:
    cases = list(land_cases())
    assert len(cases) > 1500
    assert wrong(finder, cases, unranked=True) == []


def city_names(city: City) -> tuple[str, ...]:
    return tuple(dict.fromkeys((city.name, *([city.en] if city.en else []), *city.also)))


def city_cases() -> Iterator[Case]:
    laender = {land.de for land in TAXONOMY.laender}
    for city, _ in CITIES:
        if city.name in laender:
            continue  # city states are Länder
        for name in city_names(city):
            yield Case(f"Which clusters are based in {name}?", city=city.name)
            for spelling in (name, *without_umlauts(name)):
                yield Case(f"Welche Cluster haben ihren Sitz in {spelling}?", "de", city=city.name)


def test_every_city_finds_the_clusters_with_their_seat_there_else_those_of_its_land(finder: Finder) -> None:
    cases = list(city_cases())
    assert len(cases) > 1500
    assert wrong(finder, cases) == []


def test_a_city_with_other_conditions_finds_only_what_has_all_of_them(finder: Finder) -> None:
    seats = {p.city for p in load_shipped().profiles if p.city} - {land.de for land in TAXONOMY.laender}
    known = [(p.city, FIELD_IDS[p.fields[0]], p.fields[0]) for p in load_shipped().profiles if p.city in seats]
    cases = [Case(f"{name} clusters in {city}", fields=(field,), city=city) for city, field, name in known]
    assert len(cases) > 100
    assert wrong(finder, cases) == []


def _key(words: str) -> tuple[str, ...]:
    """Words up to their endings: what may be taken for each other."""
    return tuple(word[:5] for word in words.casefold().replace("-", " ").split())


def synonym_cases(language: Language) -> Iterator[Case]:
    """Each word for a field that stands for no other, not even in another form, and for no city or cluster."""
    meant: dict[tuple[str, ...], set[str]] = {}
    for field in TAXONOMY.fields:
        for words in (field.en, field.de, *field.words_en, *field.words_de):
            meant.setdefault(_key(words), set()).add(field.id)
    places = {_key(name) for city, _ in CITIES for name in city_names(city)}
    for field in TAXONOMY.fields:
        for words in (field.en, *field.words_en) if language == "en" else (field.de, *field.words_de):
            if len(meant[_key(words)]) > 1 or _key(words) in places or NAMES.find(words):
                continue
            wanted = Case("", language, fields=(field.id,))
            if language == "en":
                yield replace(wanted, text=f"Which clusters are there for {words}?")
                yield replace(wanted, text=f"clusters for {words.upper()} in Saxony", laender=("SN",))
            else:
                yield replace(wanted, text=f"Welche Cluster gibt es zum Thema {words}?")
                yield replace(wanted, text=f"{words} in Bayern mit Label", laender=("BY",), any_label=True)
                for spelling in without_umlauts(words):
                    yield replace(wanted, text=f"Cluster zum Thema {spelling}")


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_word_for_a_field_finds_the_clusters_of_that_field(finder: Finder, language: Language) -> None:
    cases = list(synonym_cases(language))
    assert len(cases) > 2000
    assert wrong(finder, cases, unranked=True) == []


def test_a_word_for_two_fields_finds_the_clusters_of_both(finder: Finder) -> None:
    both = ("construction", "forest-wood")
    assert wrong(finder, [Case("Welche Cluster gibt es für Holzbau?", "de", fields=both)]) == []


def test_several_fields_laender_or_labels_mean_any_of_them(finder: Finder) -> None:
    profiles = load_shipped().profiles
    wish = finder.reader.read("gold or silver clusters for textiles or optics in Saxony or Thuringia", "en")
    case = Case("", fields=("textile", "photonics"), laender=("SN", "TH"))
    expected = plain(profiles, replace(case, label="gold")) | plain(profiles, replace(case, label="silver"))
    assert set(finder.matching(wish)) == expected != set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("clusters in North Rhine-Westphalia that do both biotechnology and chemistry", "en"),
        ("Cluster in NRW, die sowohl Biotechnologie als auch Chemie machen", "de"),
    ],
)
def test_both_fields_mean_the_clusters_that_have_both(finder: Finder, text: str, language: Language) -> None:
    profiles = load_shipped().profiles
    wish = finder.reader.read(text, language)
    biotech, chemistry = (plain(profiles, Case("", fields=(f,), laender=("NW",))) for f in ("biotech", "chemistry"))
    assert set(finder.matching(wish)) == biotech & chemistry
    assert {c.id for c in finder.find(wish, language).clusters} == biotech & chemistry
    assert 0 < len(biotech & chemistry) < len(biotech)


def test_without_conditions_all_clusters_match_in_the_order_of_their_ids(finder: Finder) -> None:
    assert finder.matching(Wish()) == sorted(p.id for p in load_shipped().profiles)


@pytest.mark.parametrize("name", ["Dresden", "Aachen", "Flensburg", "München"])
def test_near_a_city_are_seats_within_60_km(finder: Finder, name: str) -> None:
    centre = TAXONOMY.city_by_name[name][0]
    seats = {p.id: TAXONOMY.city_by_name[p.city][0] for p in load_shipped().profiles if p.city}
    expected = {i for i, city in seats.items() if city.distance_km(centre) <= 60}
    assert set(finder.matching(Wish(cities=(name,), near=True))) == expected
    assert expected > set(finder.matching(Wish(cities=(name,))))


def test_a_request_for_what_is_near_finds_exactly_that(finder: Finder) -> None:
    wish = finder.reader.read("Which clusters are there near Dresden?", "en")
    assert sorted(p.id for p in finder.find(wish, "en").clusters) == finder.matching(
        Wish(cities=("Dresden",), near=True)
    )


@pytest.mark.parametrize(("text", "km"), [("clusters near Kassel", 60), ("clusters within 35 km of Jena", 35)])
def test_what_is_near_comes_by_distance_with_the_km(finder: Finder, text: str, km: int) -> None:
    wish = finder.reader.read(text, "en")
    (name,) = wish.cities
    centre = TAXONOMY.city_by_name[name][0]
    found = finder.find(wish, "en")
    away = [TAXONOMY.city_by_name[p.city or ""][0].distance_km(centre) for p in found.clusters]
    assert found.away == tuple((name, distance) for distance in away)
    assert away == sorted(away)
    assert away[-1] <= km
    assert len(away) > 1


def test_of_several_cities_the_nearest_counts(finder: Finder) -> None:
    found = finder.find(finder.reader.read("clusters near Kiel or Konstanz", "en"), "en")
    assert {away[0] for away in found.away if away} == {"Kiel", "Konstanz"}
    assert max(away[1] for away in found.away if away) <= 60


def test_without_a_city_nothing_is_away_from_it(finder: Finder) -> None:
    assert finder.find(finder.reader.read("clusters in Saxony", "en"), "en").away == ()


@pytest.mark.parametrize(
    ("text", "land", "city"),
    [
        ("textile clusters outside Saxony", "Sachsen", None),
        ("textile clusters, but not in Dresden or Chemnitz", None, ("Dresden", "Chemnitz")),
    ],
)
def test_what_is_excluded_is_not_found_and_all_else_is(
    finder: Finder, text: str, land: str | None, city: tuple[str, ...] | None
) -> None:
    expected = {
        p.id
        for p in load_shipped().profiles
        if "Textile and Apparel Industry" in p.fields
        and land not in p.all_states
        and (city is None or p.city not in city)
    }
    assert {p.id for p in finder.find(finder.reader.read(text, "en"), "en").clusters} == expected != set()


@pytest.mark.parametrize("hostile", ["x' or 1=1 --", '"; drop table clusters; --', "%", "Dresden') or ('1'='1"])
def test_text_in_a_condition_is_no_sql(finder: Finder, hostile: str) -> None:
    assert finder.matching(Wish(fields=(hostile,))) == []
    assert finder.matching(Wish(cities=(hostile,), laender=(hostile,))) == []
    assert len(finder.matching(Wish())) == len(load_shipped().profiles)


# -- what there is too little of ---------------------------------------------------------------


def test_fewer_conditions_are_counted_by_what_fits_without_each(finder: Finder) -> None:
    profiles = load_shipped().profiles
    case = Case("", fields=("textile",), laender=("SL",), label="gold", member=True)
    assert plain(profiles, case) == set()
    wish = Wish(fields=("textile",), laender=("SL",), labels=("gold",), member=True)
    counts = {
        "field": len(plain(profiles, replace(case, fields=()))),
        "place": len(plain(profiles, replace(case, laender=()))),
        "label": len(plain(profiles, replace(case, label=None))),
        "member": len(plain(profiles, replace(case, member=False))),
    }
    by_count = sorted(((n, k) for n, k in counts.items() if k and n != "field"), key=lambda item: (item[1], item[0]))
    assert finder.fewer(wish) == [*by_count, ("field", counts["field"])][: len(by_count) + bool(counts["field"])]


def test_the_field_is_the_last_condition_to_be_dropped(finder: Finder) -> None:
    wish = Wish(fields=("space",), laender=("BE",), labels=("gold",))
    left = dict(finder.fewer(wish))
    assert left["field"] <= left["label"]
    assert list(left)[-1] == "field"


# -- the ranked part ---------------------------------------------------------------------------

LEIPZIG, DRESDEN, JENA = ("Leipzig", "Sachsen"), ("Dresden", "Sachsen"), ("Jena", "Thüringen")


def made(cluster_id: str, seat: tuple[str | None, str], *fields: str, **changes: object) -> ClusterProfile:
    summary = changes.pop("summary_en", f"{cluster_id} is here.")
    values = {
        "fields": list(fields or ("Textile and Apparel Industry",)),
        "summary_en": summary,
        "summary_de": summary,
    }
    return profile(cluster_id, city=seat[0], state=seat[1], keywords_en=[], keywords_de=[], **values, **changes)


SMALL = [
    made("dyers", LEIPZIG, summary_en="Dyeing of yarn with madder."),
    made("weavers", DRESDEN, summary_en="Weaving looms and yarn."),
    made("lenses", JENA, "Optical Technologies and Photonics", summary_en="Grinding of lenses and mirrors."),
    made("spread", (None, "Sachsen"), "Optical Technologies and Photonics", states=["Sachsen", "Thüringen"]),
    made(
        "labelled",
        DRESDEN,
        "Optical Technologies and Photonics",
        summary_en="Silvering of mirrors.",
        ecei_label={"level": "gold", "sources": [0]},
    ),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    base = opened(tmp_path_factory.mktemp("data"), profiles=SMALL)
    yield Finder(base)
    base.close()


def ids(found: Found) -> list[str]:
    return [p.id for p in found.clusters]


def find(finder: Finder, text: str) -> Found:
    return finder.find(finder.reader.read(text, "en"), "en")


def test_relevance_is_best_for_the_profile_that_says_it(small: Finder) -> None:
    relevance = small.relevance("dyeing with madder", "en")
    assert max(relevance, key=lambda i: relevance[i]) == "dyers"
    assert max(relevance.values()) == 1.0
    assert min(relevance.values()) >= 0


@pytest.mark.parametrize("text", ["", "?", "am so"])
def test_text_without_content_is_relevant_to_nothing(small: Finder, text: str) -> None:
    assert small.relevance(text, "en") == {}


def test_nearness_is_that_of_the_nearest_profile(small: Finder) -> None:
    dense, score = small.nearness("Dyeing of yarn with madder.", "en")
    assert dense == pytest.approx(1.0)
    # the first and the last word have one neighbour each: of the weight of bigrams, more than half is reached
    weights = WEIGHTS["en"]
    bigrams = weights.bigrams / (1 + weights.dense + weights.sentence + weights.bigrams + weights.grams)
    assert 1 - bigrams / 2 < score < 1


def test_without_profiles_nothing_is_near(tmp_path_factory: pytest.TempPathFactory) -> None:
    base: KnowledgeBase = opened(tmp_path_factory.mktemp("empty"))
    finder = Finder(base)
    assert finder.nearness("yarn", "en") == (0.0, 0.0)
    assert find(finder, "textile clusters").clusters == ()
    base.close()


def test_scores_fall_and_belong_to_the_clusters(small: Finder) -> None:
    for text in ("textile clusters", "clusters in Saxony", "we dye yarn in Leipzig", "clusters in Jena"):
        found = find(small, text)
        assert len(found.scores) == len(found.clusters) > 0
        assert list(found.scores) == sorted(found.scores, reverse=True)


def test_of_those_that_match_the_text_puts_the_best_first(small: Finder) -> None:
    assert ids(find(small, "textile clusters for madder")) == ["dyers", "weavers"]
    assert ids(find(small, "textile clusters with looms")) == ["weavers", "dyers"]


def test_equal_clusters_are_ordered_by_id(small: Finder) -> None:
    assert ids(small.find(Wish(fields=("textile",)), "en")) == ["dyers", "weavers"]


def test_a_seat_in_the_land_comes_before_clusters_that_only_span_it(small: Finder) -> None:
    assert ids(find(small, "clusters in Thuringia")) == ["lenses", "spread"]


def test_where_no_seat_is_in_the_city_those_of_the_land_come_nearest_first(small: Finder) -> None:
    found = find(small, "clusters in Chemnitz")  # 61 km from Dresden, 66 km from Leipzig
    assert set(ids(found)) == {"dyers", "weavers", "labelled", "spread"}
    assert ids(found)[-1] == "spread"  # without a seat
    assert found.dropped == ("city",)
    assert found.wish.cities == ("Chemnitz",)


def test_a_city_with_a_seat_drops_nothing(small: Finder) -> None:
    assert (ids(find(small, "clusters in Jena")), find(small, "clusters in Jena").dropped) == (["lenses"], ())


def test_where_the_land_has_nothing_either_nothing_was_dropped(small: Finder) -> None:
    found = find(small, "clusters in Kiel")
    assert (found.clusters, found.dropped) == ((), ())


def test_a_need_ranks_fields_and_nearness_instead_of_excluding(small: Finder) -> None:
    found = find(small, "We grind lenses in Leipzig and look for partners")
    assert ids(found)[0] == "lenses"
    assert find(small, "We are a textile company in Leipzig that dyes yarn").clusters[0].id == "dyers"


def test_a_need_keeps_land_and_label_as_conditions(small: Finder) -> None:
    found = ids(find(small, "We spin yarn in Saxony"))
    assert found[0] in ("dyers", "weavers")
    assert "lenses" not in found
    assert ids(find(small, "We make mirrors and look for a gold cluster")) == ["labelled"]
    assert set(ids(find(small, "We make mirrors"))) == {"labelled", "lenses"}


def test_a_need_that_no_profile_of_the_land_can_meet_is_met_elsewhere(small: Finder) -> None:
    found = find(small, "We grind lenses in Bremen")
    assert (ids(found)[0], found.dropped) == ("lenses", ("land",))


def test_where_no_cluster_of_the_land_is_of_the_field_those_elsewhere_answer_a_need(small: Finder) -> None:
    found = find(small, "We need help with textile machines for yarn in Thuringia")
    assert (set(ids(found)), found.dropped) == ({"dyers", "weavers"}, ("land",))
    assert find(small, "We need help with textile machines for yarn in Saxony").dropped == ()


def test_what_is_made_raises_clusters_of_its_field(small: Finder) -> None:
    wish = Wish(need=True, text="yarn mirrors", beyond=2)
    without, leaning = small.find(wish, "en"), small.find(replace(wish, leanings=("photonics",)), "en")
    score = dict(zip(ids(leaning), leaning.scores, strict=True))["labelled"]
    before = dict(zip(ids(without), without.scores, strict=True))["labelled"]
    assert score == pytest.approx(before + 0.5)


def test_a_field_that_is_named_counts_more_than_what_is_made(small: Finder) -> None:
    wish = Wish(need=True, text="yarn mirrors", beyond=2, fields=("textile",), leanings=("photonics",))
    found = small.find(wish, "en")
    relevance = small.relevance(wish.text, "en")
    scores = dict(zip(ids(found), found.scores, strict=True))
    assert scores["weavers"] == pytest.approx(relevance["weavers"] + 0.5)
    assert scores["labelled"] == pytest.approx(relevance["labelled"] + 0.25)


def test_nearness_multiplies_what_speaks_for_a_cluster(small: Finder) -> None:
    wish = Wish(need=True, text="mirrors", beyond=1)
    far, here = small.find(wish, "en"), small.find(replace(wish, cities=("Dresden",)), "en")
    scores = [dict(zip(ids(found), found.scores, strict=True))["labelled"] for found in (far, here)]
    assert scores[1] == pytest.approx(3.5 * scores[0])


def test_each_further_field_that_is_named_raises_a_cluster_of_both(tmp_path: Path) -> None:
    one, both = "Textile and Apparel Industry", ("Textile and Apparel Industry", "Optical Technologies and Photonics")
    base = opened(tmp_path, profiles=[made("one", LEIPZIG, one), made("both", LEIPZIG, *both)])
    found = Finder(base).find(Wish(need=True, text="is here", beyond=2, fields=("textile", "photonics")), "en")
    base.close()
    assert ids(found) == ["both", "one"]
    assert found.scores[0] == pytest.approx(found.scores[1] + 0.25, abs=0.2)


def test_who_asks_for_what_is_near_a_city_gets_nothing_from_afar_where_something_is_near(small: Finder) -> None:
    wish = Wish(text="mirrors", beyond=1, cities=("Dresden",), near=True)
    assert set(ids(small.find(wish, "en"))) <= {"weavers", "labelled"}
    assert ids(small.find(wish, "en"))[0] == "labelled"
    assert ids(small.find(replace(wish, cities=("Flensburg",)), "en"))  # nothing is near: the best of all


def test_what_is_far_away_answers_no_need_near_a_city_where_something_near_fits(small: Finder) -> None:
    wish = Wish(need=True, text="yarn", beyond=1, fields=("textile",), cities=("Leipzig",))
    found = small.find(wish, "en")
    assert (ids(found), found.dropped) == (["dyers", "weavers"], ())


def test_where_nothing_near_fits_a_need_the_nearest_come_first_and_it_is_said(small: Finder) -> None:
    wish = Wish(need=True, text="yarn", beyond=1, fields=("textile",), cities=("Konstanz",))
    found = small.find(wish, "en")
    distances = [away[1] for away in found.away if away]
    assert (set(ids(found)), found.dropped) == ({"dyers", "weavers"}, ("near",))
    assert distances == sorted(distances)
    assert distances[0] > REACH_KM


def test_a_cluster_that_is_of_the_land_as_well_is_near(small: Finder) -> None:
    wish = Wish(need=True, text="looking glasses", beyond=2, leanings=("photonics",), cities=("Weimar",))
    found = small.find(wish, "en")
    assert {"lenses", "spread"} <= set(ids(found))
    assert found.dropped == ()


@pytest.mark.parametrize("need", [True, False])
def test_where_no_cluster_of_the_field_has_the_rest_none_of_another_field_does_instead(
    need: bool, small: Finder
) -> None:
    wish = Wish(need=need, text="yarn", fields=("textile",), labels=("gold",))
    assert ids(small.find(wish, "en")) == []
    assert small.fewer(wish) == [("label", 2), ("field", 1)]


def test_clusters_of_the_field_that_is_named_come_before_all_others(small: Finder) -> None:
    found = small.find(Wish(need=True, text="Grinding lenses mirrors", beyond=1, fields=("textile",)), "en")
    assert ids(found)[0] == "lenses"  # a text in many words says it all
    found = small.find(Wish(need=True, text="mirrors", beyond=1, fields=("textile",)), "en")
    assert set(ids(found)[:2]) == {"dyers", "weavers"}


def test_elsewhere_begins_next_door(small: Finder) -> None:
    found = small.find(Wish(need=True, text="", beyond=3, fields=("photonics",), laender=("BB",)), "en")
    assert (ids(found)[0], found.dropped) == ("labelled", ("land",))  # Saxony, which borders on Brandenburg


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Welche Cluster zur Windenergie haben Gold?", "de", "Windenergie"),
        ("hydrogen clusters with gold", "en", "hydrogen"),
        ("Windkraft in Bremen", "de", ""),
        ("Energy clusters with gold", "en", ""),
        ("Textile clusters in Saxony", "en", ""),
        ("hydrogen clusters", "en", ""),
    ],
)
def test_what_none_of_a_few_profiles_mentions_is_told(
    text: str, language: Language, words: str, finder: Finder
) -> None:
    assert finder.find(finder.reader.read(text, language), language).unmentioned == words


def test_at_most_ten_clusters_answer_a_need(finder: Finder) -> None:
    assert len(find(finder, "We write software and look for partners who work with metal").clusters) == 10


def test_a_need_of_conditions_alone_finds_what_satisfies_them(small: Finder) -> None:
    assert set(ids(find(small, "We are looking for clusters in Thuringia"))) == {"lenses", "spread"}


def test_membership_is_a_condition_of_a_need_as_well(small: Finder) -> None:
    found = small.find(Wish(member=True, need=True, text="yarn", beyond=1), "en")
    assert [p.id for p in found.clusters if p.go_cluster.status != "member"] == []


# -- the words by which a field is named ---------------------------------------------------------------------------


def test_of_many_of_a_field_those_that_mention_the_word_for_it_come_first(finder: Finder) -> None:
    found = finder.find(finder.reader.read("Which hydrogen clusters are there?", "en"), "en")
    told = [f"{p.name} {p.summary_en} {' '.join(p.keywords_en)}".casefold() for p in found.clusters]
    mention = ["hydrogen" in text for text in told]
    assert 0 < found.n_mentioning < len(mention)
    assert mention == [True] * found.n_mentioning + [False] * (len(mention) - found.n_mentioning)


def test_a_name_of_the_field_itself_puts_none_first(finder: Finder) -> None:
    assert finder.find(finder.reader.read("Which biotech clusters are there?", "en"), "en").n_mentioning == 0


def test_what_has_nothing_of_a_need_does_not_fit_where_others_do(finder: Finder) -> None:
    text = "Wir sind Spielzeugmacher im Erzgebirge und arbeiten mit Holz, wer kann uns helfen"
    found = finder.find(finder.reader.read(text, "de"), "de")
    assert found.clusters
    assert {FIELD_IDS["Forest- and Wood-based Industries"]} <= {FIELD_IDS[f] for p in found.clusters for f in p.fields}
    assert "vemasinnovativ" not in ids(found)


def test_it_must_be_one_of_those_among_which_it_is_looked_for(small: Finder) -> None:
    assert small.matching(Wish(among=("lenses", "dyers"))) == ["dyers", "lenses"]


@pytest.mark.parametrize(
    ("text", "language", "laender"),
    [
        ("We sit in Denmark near the border", "en", ("SH",)),
        ("Wir sitzen in Polen kurz hinter der Grenze", "de", ("BB", "MV", "SN")),
        ("We are in the Netherlands close to the border", "en", ("NW", "NI")),
    ],
)
def test_abroad_near_the_border_is_next_to_the_laender_there(
    finder: Finder, text: str, language: Language, laender: tuple[str, ...]
) -> None:
    assert finder.reader.read(text, language).laender == laender
