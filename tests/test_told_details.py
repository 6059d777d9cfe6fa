"""Details of clusters in sentences, over a few made ones: each with all its evidence, and what is unknown said to be so."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from made import opened, profile
from made_profiles import PLAIN, RICH, SOURCES

from knowledge.clusters.cards import CardMaker
from knowledge.clusters.details import Detail
from knowledge.clusters.told_details import DetailTeller, called
from knowledge.quotation.citing import Citations

BARE = profile("bare", name="Bare Network", city="Köln", state="Nordrhein-Westfalen", sources=SOURCES)


@pytest.fixture(scope="module")
def teller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DetailTeller]:
    base = opened(tmp_path_factory.mktemp("data"), profiles=[RICH, PLAIN, BARE])
    yield DetailTeller(CardMaker(base))
    base.close()


STATED = [
    ("seat", "Rich Cluster e.V. has its seat in Dresden (Saxony). [1] [2] [3]"),
    ("fields", "Technology fields of Rich Cluster e.V.: Automotive, Energy Technologies. [1] [2] [3]"),
    ("member", "Rich Cluster e.V. is a member of the go-cluster programme (as of January 2023). [1]"),
    ("label", "Rich Cluster e.V. holds the ECEI silver label (as of 15 April 2021). [1]"),
    ("members", "Rich Cluster e.V. has 1,200 members (as of 2020). [1] [2]"),
    ("founded", "Rich Cluster e.V. was founded in 2004. [1]"),
    ("website", "Website of Rich Cluster e.V.: https://rich.example.org [1]"),
]


@pytest.mark.parametrize(("detail", "first"), STATED)
def test_a_detail_is_stated_once_with_all_its_evidence_then_what_the_cluster_is(
    teller: DetailTeller, detail: Detail, first: str
) -> None:
    lines = teller.text([RICH], (detail,), "en", Citations()).splitlines()
    assert lines[0] == first
    assert [re.sub(r" \[\d+\]", "", line) for line in lines[1:]] == ["They build engines."]


def test_two_details_are_stated_one_after_the_other(teller: DetailTeller) -> None:
    assert teller.text([RICH], ("label", "founded"), "en", Citations()).splitlines() == [
        "Rich Cluster e.V. holds the ECEI silver label (as of 15 April 2021). [1]",
        "It was founded in 2004. [2]",
        "They build engines. [3]",
    ]


def test_a_portrait_names_the_cluster_once_and_tells_all_figures(teller: DetailTeller) -> None:
    text = teller.text([RICH], ("summary",), "de", Citations())
    assert re.sub(r"( \[\d+\])+", "", text) == (
        "Rich Cluster e.V.: Sie bauen Motoren. Sie lackieren sie auch. Der Cluster sitzt in Dresden (Sachsen). "
        "Er wurde 2004 gegründet. Er hat 1.200 Mitglieder (Stand: 2020). "
        "Er ist Mitglied im Programm go-cluster (Stand: Januar 2023). "
        "Er trägt das ECEI-Silber-Label (Stand: 15. April 2021)."
    )


def test_a_seat_is_told_in_the_words_of_the_language_and_cited_in_those_of_the_passage(teller: DetailTeller) -> None:
    citations = Citations()
    assert (
        teller.seat(BARE, "en", citations, limit=1)
        == "Bare Network has its seat in Cologne (North Rhine-Westphalia). [1]"
    )
    assert citations.all[0].quote == "Bare Network has its seat in Köln (North Rhine-Westphalia)."
    assert teller.seat(BARE, "de", Citations(), limit=1) == "Bare Network sitzt in Köln (Nordrhein-Westfalen). [1]"


def test_contact_is_the_website_and_that_no_more_is_known(teller: DetailTeller) -> None:
    assert teller.text([RICH], ("contact",), "en", Citations()).splitlines() == [
        "Website of Rich Cluster e.V.: https://rich.example.org [1]",
        "No street, contact person, phone number or e-mail address is in the sources.",
        "They build engines. [1]",
    ]


def test_an_address_is_the_seat_and_the_website(teller: DetailTeller) -> None:
    first, second, *_ = teller.text([RICH], ("address",), "de", Citations()).splitlines()
    assert first == (
        "Rich Cluster e.V. sitzt in Dresden (Sachsen). [1] [2] [3] Website von Rich Cluster e.V.: https://rich.example.org [4]"
    )
    assert second == "Straße, Ansprechpartner, Telefon und E-Mail stehen nicht in den Quellen."


def test_its_name_is_told_with_its_line(teller: DetailTeller) -> None:
    assert teller.text([PLAIN], ("name",), "en", Citations()) == "Plain Network (Saxony): They build engines. [1]"


def test_of_several_each_has_a_line_and_those_of_which_it_is_unknown_share_one(teller: DetailTeller) -> None:
    assert teller.text([PLAIN, RICH, BARE], ("label",), "en", Citations()).splitlines() == [
        "Rich Cluster e.V. holds the ECEI silver label (as of 15 April 2021). [1]",
        "The sources name no ECEI label of Plain Network or Bare Network.",
    ]


@pytest.mark.parametrize(
    ("detail", "english", "german"),
    [
        (
            "member",
            "Whether Plain Network is a member of go-cluster, the sources do not say.",
            "Ob Plain Network Mitglied von go-cluster ist, sagen die Quellen nicht.",
        ),
        (
            "label",
            "The sources name no ECEI label of Plain Network.",
            "Die Quellen nennen kein ECEI-Label von Plain Network.",
        ),
        (
            "founded",
            "The sources give no founding year for Plain Network.",
            "Die Quellen nennen kein Gründungsjahr von Plain Network.",
        ),
        (
            "members",
            "The sources give no membership figure for Plain Network.",
            "Die Quellen nennen keine Mitgliederzahl von Plain Network.",
        ),
        (
            "website",
            "The sources give no website for Plain Network.",
            "Die Quellen nennen keine Website von Plain Network.",
        ),
    ],
)
def test_what_the_profile_does_not_say_is_said_not_to_be_known(
    teller: DetailTeller, detail: Detail, english: str, german: str
) -> None:
    assert teller.text([PLAIN], (detail,), "en", Citations()).splitlines() == [english, "They build engines. [1]"]
    assert teller.text([PLAIN], (detail,), "de", Citations()).splitlines()[0] == german


def test_a_portrait_repeats_no_name_or_figure_that_its_summary_has(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = profile(
        "told",
        name="Told Network e.V. – Lenses of the South",
        short_name="TNS",
        summary_en="Told Network was set up in 2004 by 1,200 firms.",
        members={"count": 1200, "sources": [0]},
        founded={"year": 2004, "sources": [0]},
        sources=SOURCES,
    )
    base = opened(tmp_path_factory.mktemp("told"), profiles=[told])
    text = DetailTeller(CardMaker(base)).text([told], ("summary",), "en", Citations())
    base.close()
    assert re.sub(r"( \[\d+\])+", "", text) == (
        "Told Network was set up in 2004 by 1,200 firms. It has its seat in Dresden (Saxony)."
    )


def test_of_one_that_is_known_only_the_detail_is_told(teller: DetailTeller) -> None:
    assert teller.text([RICH], ("members",), "de", Citations(), known={"rich"}) == (
        "Rich Cluster hat 1.200 Mitglieder (Stand: 2020). [1] [2]"
    )
    assert teller.text([PLAIN], ("members",), "en", Citations(), known={"plain"}) == (
        "The sources give no membership figure for Plain Network."
    )


def test_of_one_that_is_known_a_summary_with_a_number_stands_in_for_a_figure(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    set_up = profile("set-up", name="Set Up", summary_en="A network set up in 2004.", sources=SOURCES)
    base = opened(tmp_path_factory.mktemp("setup"), profiles=[set_up])
    text = DetailTeller(CardMaker(base)).text([set_up], ("founded",), "en", Citations(), known={"set-up"})
    base.close()
    assert text == "The sources give no founding year for Set Up.\nA network set up in 2004. [1]"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Optence e.V. – Kompetenznetz Optische Technologien", "Optence"),
        ("Life Science Nord (Life Science Nord Management GmbH und e.V.)", "Life Science Nord"),
        ("bavAIRia e.V. / Cluster Aerospace", "bavAIRia"),
        ("smart³ e.V. | materials – solutions – growth", "smart³"),
        ("Maritimes Cluster | Schleswig-Holstein", "Maritimes Cluster | Schleswig-Holstein"),
        ("Cluster IKT, Medien und Kreativwirtschaft", "Cluster IKT, Medien und Kreativwirtschaft"),
        ("C.A.R.M.E.N. e.V. – Centrales Agrar-Rohstoff-Netzwerk", "C.A.R.M.E.N."),
        ("WAB e.V.", "WAB e.V."),
    ],
)
def test_a_cluster_is_called_by_its_name_without_what_explains_it(name: str, short: str) -> None:
    assert called(profile("named", name=name, sources=SOURCES)) == short
