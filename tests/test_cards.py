"""What is shown of clusters, over a few made ones: each thing with its evidence and date, and nothing that is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from made import opened, profile
from made_profiles import PLAIN, RICH, SOURCES

from knowledge.clusters.cards import LISTED, CardMaker
from knowledge.clusters.finder import Found
from knowledge.clusters.told_details import DetailTeller
from knowledge.clusters.wishes import Wish
from knowledge.naming.profiles import ClusterProfile
from knowledge.quotation.citing import Citations
from knowledge.records import LANGUAGES, LabelCard, Language, MembershipCard
from knowledge.retrieval.base import KnowledgeBase

UNDATED = profile(
    "undated",
    city="Berlin",
    state="Berlin",
    go_cluster={"status": "member", "sources": [0]},
    ecei_label={"level": "gold", "sources": [1]},
    sources=SOURCES,
)
ABROAD = profile("spoken", city="Köln", state="Nordrhein-Westfalen", sources=SOURCES)
WIDE = profile("wide", city="Hamburg", state="Hamburg", states=["Hamburg", "Sachsen", "Bayern"], sources=SOURCES)
ELSEWHERE = profile("elsewhere", city="Kleinkleckersdorf", sources=SOURCES)
PROFILES = [RICH, PLAIN, UNDATED, ABROAD, WIDE, ELSEWHERE, *(profile(f"more-{n}") for n in range(9))]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    base = opened(tmp_path_factory.mktemp("data"), profiles=PROFILES)
    yield base
    base.close()


@pytest.fixture(scope="module")
def cards(base: KnowledgeBase) -> CardMaker:
    return CardMaker(base)


def quotes(citations: Citations) -> dict[int, str]:
    return {c.number: c.quote for c in citations.all}


# -- the card ----------------------------------------------------------------------------------


def test_a_card_shows_what_the_profile_says(cards: CardMaker) -> None:
    citations = Citations()
    card = cards.card(RICH, "en", citations)
    assert (card.id, card.name, card.land, card.city) == ("rich", "Rich Cluster e.V.", "Sachsen", "Dresden")
    assert card.fields == ("Automotive", "Energy Technologies")
    assert card.label == LabelCard(level="silver", as_of="2021-04-15")
    assert card.go_cluster == MembershipCard(status="member", as_of="2023-01")
    assert card.website == "https://rich.example.org"


def test_a_card_cites_summary_membership_and_label_each_by_its_own_evidence(cards: CardMaker) -> None:
    citations = Citations()
    card = cards.card(RICH, "en", citations)
    assert [(c.number, c.title) for c in citations.all] == [(1, "Page 0"), (2, "Page 1"), (3, "Page 2")]
    assert card.citations == (1, 2, 3)
    assert quotes(citations) == {
        1: "They build engines.",
        2: "Rich Cluster e.V. is a member of the go-cluster programme (as of January 2023).",
        3: "Rich Cluster e.V. holds the ECEI silver label (as of 15 April 2021).",
    }


def test_a_card_cites_what_the_text_cites_already(cards: CardMaker) -> None:
    citations = Citations()
    DetailTeller(cards).text([RICH], ("summary",), "en", citations)
    told = citations.all
    card = cards.card(RICH, "en", citations)
    assert citations.all == told
    assert [told[n - 1].passage_id.split("#")[1] for n in card.citations] == ["summary", "member", "label"]


def test_a_card_of_which_little_is_known_shows_no_more(cards: CardMaker) -> None:
    citations = Citations()
    card = cards.card(PLAIN, "de", citations)
    assert (card.city, card.label, card.website) == (None, None, None)
    assert card.go_cluster == MembershipCard(status="unknown", as_of=None)
    assert quotes(citations) == {1: "Sie bauen Motoren."}


def test_fields_are_named_in_the_language(cards: CardMaker) -> None:
    assert cards.card(RICH, "de", Citations()).fields[0] == "Automobilindustrie"


def test_a_passage_of_the_profile_is_found_by_what_it_states(cards: CardMaker) -> None:
    founded = cards.passage("rich", "founded", "de")
    assert founded is not None
    assert founded.text == "Rich Cluster e.V. wurde 2004 gegründet."
    assert cards.passage("plain", "founded", "de") is None
    assert cards.passage("nobody", "seat", "de") is None


# -- the line ----------------------------------------------------------------------------------


def test_a_line_has_place_label_membership_with_their_dates_and_the_first_sentence(cards: CardMaker) -> None:
    assert cards.line(RICH, "en", Citations()) == (
        "Rich Cluster e.V. (Dresden, Saxony); ECEI silver label (as of 15 April 2021) [1]; "
        "go-cluster member (as of January 2023) [2]: They build engines. [3]"
    )
    assert cards.line(RICH, "de", Citations()) == (
        "Rich Cluster e.V. (Dresden, Sachsen); ECEI-Silber-Label (Stand: 15. April 2021) [1]; "
        "go-cluster-Mitglied (Stand: Januar 2023) [2]: Sie bauen Motoren. [3]"
    )


def test_a_city_has_the_name_that_the_language_has_for_it(cards: CardMaker) -> None:
    assert "(Cologne, North Rhine-Westphalia)" in cards.line(ABROAD, "en", Citations())
    assert "(Köln, Nordrhein-Westfalen)" in cards.line(ABROAD, "de", Citations())
    assert "(Kleinkleckersdorf, Saxony)" in cards.line(ELSEWHERE, "en", Citations())  # not a city that is known


def test_what_an_undated_source_says_is_shown_as_undated(cards: CardMaker) -> None:
    assert cards.line(UNDATED, "en", Citations()) == (
        "Undated Network (Berlin); ECEI gold label (source undated) [1]; go-cluster member (source undated) [2]: "
        "They build engines. [3]"
    )


def test_nothing_is_said_of_a_membership_that_is_unknown(cards: CardMaker) -> None:
    assert cards.line(PLAIN, "en", Citations()) == "Plain Network (Saxony): They build engines. [1]"


def test_a_line_without_the_summary_is_still_cited(cards: CardMaker) -> None:
    citations = Citations()
    assert cards.line(PLAIN, "en", citations, summary=False) == "Plain Network (Saxony) [1]"
    assert quotes(citations) == {1: "They build engines."}


# -- lists -------------------------------------------------------------------------------------


def listed(cards: CardMaker, *profiles: ClusterProfile, language: Language = "en", **known: object) -> list[str]:
    wish = known.pop("wish", Wish(laender=("SN",)))
    found = Found(wish, profiles, (1.0,) * len(profiles), **known)  # type: ignore[arg-type]
    text, shown, _ = cards.listing(found, language, Citations())
    assert [card.id for card in shown] == [p.id for p in profiles]
    return text.splitlines()


def test_a_list_says_what_was_understood_how_many_fit_and_numbers_them(cards: CardMaker) -> None:
    lines = listed(cards, RICH, PLAIN)
    assert lines[:2] == ["Understood: in Saxony.", "2 clusters fit:"]
    assert [line.split(" (")[0] for line in lines[2:]] == ["1. Rich Cluster e.V.", "2. Plain Network"]


def test_a_list_goes_on_behind_those_that_were_named(cards: CardMaker) -> None:
    found = Found(Wish(laender=("SN",)), (RICH, PLAIN), (1.0, 0.5))
    text, shown, n_named = cards.listing(found, "en", Citations(), skip=1)
    assert text.splitlines() == [
        "Understood: in Saxony.",
        "2 clusters fit:",
        "2. Plain Network (Saxony): They build engines. [1]",
    ]
    assert ([card.id for card in shown], n_named) == (["plain"], 1)


def test_the_field_that_a_thing_leans_to_is_told_as_likely(cards: CardMaker) -> None:
    wish = Wish(text="violins", beyond=1, leanings=("music",), need=True)
    assert listed(cards, PLAIN, wish=wish)[0] == "Understood: about “violins” (likely Music Industry)."
    assert "zu „violins“ (wohl Musikwirtschaft)" in listed(cards, PLAIN, wish=wish, language="de")[0]


@pytest.mark.parametrize(
    ("wish", "place"),
    [
        (Wish(laender=("SN",)), "Hamburg; auch in Sachsen [1]"),
        (Wish(laender=("SN", "BY")), "Hamburg; auch in Sachsen und Bayern [1]"),
        (Wish(laender=("HH", "SN")), "Hamburg"),
        (Wish(), "Hamburg"),
    ],
)
def test_a_cluster_from_elsewhere_is_listed_with_the_land_asked_for(cards: CardMaker, wish: Wish, place: str) -> None:
    assert listed(cards, WIDE, wish=wish, language="de")[2].startswith(f"1. Wide Network ({place}): Sie bauen")


def test_that_a_cluster_is_in_a_land_as_well_is_cited_where_its_profile_says_so(cards: CardMaker) -> None:
    citations = Citations()
    cards.line(WIDE, "en", citations, laender=("SN",))
    assert citations.all[0].passage_id == "clusters/en/wide#area"


def test_where_clusters_of_another_land_are_given_the_list_says_so(cards: CardMaker) -> None:
    wish = Wish(laender=("BY",), text="violins", beyond=1, need=True)
    lines = listed(cards, PLAIN, wish=wish, dropped=("land",))
    assert lines[1] == "No cluster of the sources in Bavaria fits that. Elsewhere:"


def test_one_cluster_is_told_as_one(cards: CardMaker) -> None:
    assert listed(cards, RICH)[1] == "One cluster fits:"
    assert listed(cards, RICH, language="de")[:2] == ["Verstanden: in Sachsen.", "Ein Cluster passt:"]


def test_a_need_is_answered_by_what_fits_best(cards: CardMaker) -> None:
    assert listed(cards, RICH, wish=Wish(need=True, text="engines"))[:2] == [
        "Understood: about “engines”.",
        "This cluster fits best:",
    ]


def test_where_no_seat_is_in_the_city_the_list_says_so(cards: CardMaker) -> None:
    lines = listed(cards, RICH, wish=Wish(cities=("Chemnitz",)), dropped=("city",))
    assert lines[:2] == [
        "Understood: in Chemnitz (Saxony).",
        "No cluster in the sources has its seat in Chemnitz. In Saxony:",
    ]


def test_where_no_seat_is_in_the_city_the_land_that_is_named_is_told(cards: CardMaker) -> None:
    wish = Wish(cities=("Jena", "Halle (Saale)"), laender=("TH",))
    assert listed(cards, RICH, wish=wish, dropped=("city",))[1].endswith("in Jena or Halle (Saale). In Thuringia:")
    wish = replace(wish, laender=())
    assert listed(cards, RICH, wish=wish, dropped=("city",))[1].endswith("In Thuringia and Saxony-Anhalt:")


def test_where_no_seat_is_near_the_city_the_list_says_within_how_many_km(cards: CardMaker) -> None:
    wish = Wish(cities=("München",), near=True)
    lines = listed(cards, RICH, wish=wish, dropped=("city",), away=(("München", 359.6),))
    assert lines[:2] == [
        "Understood: near Munich (Bavaria).",
        "No cluster in the sources has its seat within 60 km of Munich. In Bavaria:",
    ]
    assert lines[2].startswith("1. Rich Cluster e.V. (Dresden, Saxony; 360 km from Munich); ")
    far = listed(cards, RICH, language="de", wish=replace(wish, within_km=30), dropped=("city",))
    assert far[:2] == [
        "Verstanden: im Umkreis von 30 km um München (Bayern).",
        "Kein Cluster in den Quellen hat seinen Sitz im Umkreis von 30 km um München. In Bayern:",
    ]


def test_a_distance_is_told_for_seats_elsewhere_only(cards: CardMaker) -> None:
    wish = Wish(cities=("Dresden", "Leipzig"), near=True)
    away = (("Dresden", 0.0), ("Leipzig", 99.4), None)
    lines = listed(cards, RICH, UNDATED, PLAIN, language="de", wish=wish, away=away)
    assert [line.split(")")[0].split(" (")[1] for line in lines[2:]] == [
        "Dresden, Sachsen",
        "Berlin; 99 km von Leipzig",
        "Sachsen",
    ]


def test_a_long_list_names_the_first_and_counts_the_rest_and_has_all_cards(cards: CardMaker) -> None:
    lines = listed(cards, *PROFILES)
    assert lines[1] == f"{len(PROFILES)} clusters fit:"
    assert len(lines) == 2 + LISTED + 1
    assert lines[-1] == f"… and {len(PROFILES) - LISTED} more."


def test_a_list_keeps_within_2500_characters_and_counts_what_it_leaves_out(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    wordy = [profile(f"wordy-{n}", summary_en="x" * 700 + ".") for n in range(6)]
    base = opened(tmp_path_factory.mktemp("wordy"), profiles=wordy)
    lines = listed(CardMaker(base), *wordy)
    base.close()
    numbered = [line for line in lines if re.match(r"\d+\. ", line)]
    assert 0 < len(numbered) < 6
    assert lines[-1] == f"… and {6 - len(numbered)} more."
    assert len("\n".join(lines)) <= 2500


def test_every_number_in_a_list_is_a_citation_of_the_cluster_it_stands_behind(
    cards: CardMaker, base: KnowledgeBase
) -> None:
    citations = Citations()
    found = Found(Wish(), (RICH, UNDATED, PLAIN), (1.0, 1.0, 1.0))
    text, shown, _ = cards.listing(found, "en", citations)
    by_number = {c.number: c.doc_id for c in citations.all}
    for line, card in zip(text.splitlines()[2:], shown, strict=True):
        assert {by_number[int(n)] for n in re.findall(r"\[(\d+)\]", line)} == {f"clusters/en/{card.id}"}
        assert {by_number[n] for n in card.citations} == {f"clusters/en/{card.id}"}


# -- nothing -----------------------------------------------------------------------------------


def test_where_nothing_fits_it_is_said_what_was_understood_and_what_to_drop(cards: CardMaker) -> None:
    wish = Wish(fields=("textile",), laender=("HB",), labels=("gold",))
    assert cards.nothing(wish, [("label", 2), ("place", 5)], "en") == (
        "No cluster in the sources fits all of that: Textile and Apparel Industry, in Bremen, with the gold label. "
        "Without the label, 2 would fit. Without the place, 5 would fit."
    )


def test_one_that_would_fit_is_no_number(cards: CardMaker) -> None:
    wish = Wish(fields=("textile",), laender=("SL",))
    assert cards.nothing(wish, [("place", 1), ("field", 2)], "de") == (
        "Zu allem zusammen passt kein Cluster in den Quellen: Textil- und Bekleidungsindustrie, im Saarland. "
        "Ohne den Ort passt einer. Ohne das Technologiefeld passen 2."
    )


@pytest.mark.parametrize(
    ("clusters", "language", "line"),
    [
        ((RICH,), "en", "One cluster fits by its field, but its profile does not mention “wind”:"),
        ((RICH, PLAIN), "de", "2 Cluster passen nach dem Technologiefeld, ihre Profile nennen „wind“ aber nicht:"),
    ],
)
def test_what_the_profiles_do_not_mention_is_said(
    clusters: tuple[ClusterProfile, ...], language: Language, line: str, cards: CardMaker
) -> None:
    found = Found(Wish(fields=("energy",)), clusters, (1.0,) * len(clusters), unmentioned="wind")
    assert cards.listing(found, language, Citations())[0].splitlines()[1] == line


def test_where_nothing_is_near_the_list_says_so(cards: CardMaker) -> None:
    found = Found(Wish(cities=("Kiel",), need=True), (RICH,), (1.0,), ("near",), (("Kiel", 600.0),))
    english, german = (cards.listing(found, language, Citations())[0].splitlines()[1] for language in LANGUAGES)
    assert english == "No cluster in the sources within 150 km of Kiel fits. Farther away, the nearest first:"
    assert german == "Im Umkreis von 150 km um Kiel passt kein Cluster in den Quellen. Weiter weg, das nächste zuerst:"


@pytest.mark.parametrize(
    ("wish", "english", "german"),
    [
        (Wish(), "all clusters", "alle Cluster"),
        (Wish(member=True), "members of go-cluster", "Mitglieder von go-cluster"),
        (Wish(any_label=True), "with an ECEI label", "mit ECEI-Label"),
        (Wish(labels=("gold", "silver")), "with the gold label or silver label", "mit Gold-Label oder Silber-Label"),
        (
            Wish(cities=("München", "Jena")),
            "in Munich (Bavaria) or Jena (Thuringia)",
            "in München (Bayern) oder Jena (Thüringen)",
        ),
        (Wish(laender=("HE", "SL")), "in Hesse or Saarland", "in Hessen oder im Saarland"),
        (Wish(not_laender=("SL",)), "not in Saarland", "nicht im Saarland"),
        (Wish(cities=("Berlin",), near=True), "near Berlin", "in der Nähe von Berlin"),
        (Wish(cities=("Ulm",), need=True), "near Ulm (Baden-Württemberg)", "in der Nähe von Ulm (Baden-Württemberg)"),
        (Wish(cities=("Halle (Saale)",)), "in Halle (Saale, Saxony-Anhalt)", "in Halle (Saale, Sachsen-Anhalt)"),
        (
            Wish(not_cities=("Köln",), not_laender=("BY",)),
            "not in Cologne or Bavaria",
            "nicht in Köln oder Bayern",
        ),
        (Wish(laender=("SN", "TH")), "in Saxony or Thuringia", "in Sachsen oder Thüringen"),
        (Wish(text="looms"), "about “looms”", "zu „looms“"),
        (
            Wish(text="looms Allgäu", laender=("BY",), place_words=("Allgäu",)),
            "about “looms”, in Bavaria",
            "zu „looms“, in Bayern",
        ),
        (Wish(text="repair looms"), "about “repair, looms”", "zu „repair, looms“"),
        (Wish(fields=("automotive",), text="looms"), "Automotive", "Automobilindustrie"),
        (
            Wish(fields=("energy",), field_words=("batteries", "energy"), leanings=("automotive",)),
            "Energy Technologies (“batteries”), likely also Automotive",
            "Energietechnologien („batteries“), wohl auch Automobilindustrie",
        ),
    ],
)
def test_a_wish_is_said_in_words(cards: CardMaker, wish: Wish, english: str, german: str) -> None:
    assert (cards.conditions(wish, "en"), cards.conditions(wish, "de")) == (english, german)


def test_a_list_tells_the_details_that_were_asked_with_it(cards: CardMaker) -> None:
    lines = listed(cards, RICH, PLAIN, wish=Wish(details=("members", "founded")))
    ends = [re.sub(r" \[\d+\]", "", line).rpartition(" – ")[2] for line in lines[2:]]
    assert ends == [
        "Members: 1,200 (as of 2020); Founded: 2004",
        "Members: not in the sources; Founded: not in the sources",
    ]
