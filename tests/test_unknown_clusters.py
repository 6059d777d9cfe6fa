"""Names that are taken for granted and of which nothing is known, told from wishes and from what is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import passage, profile

from knowledge.clusters.unknown_clusters import UnknownClusters
from knowledge.naming.cluster_names import ClusterNames
from knowledge.naming.fields import load_taxonomy
from knowledge.naming.gazetteer import load_gazetteer
from knowledge.records import Language, Source
from knowledge.words.text import clean

PROFILES = [
    profile("lake", name="BioLAGO e.V. – the health network", short_name="BioLAGO", city="Konstanz"),
    profile(
        "air",
        name="Hamburg Aviation e.V.",
        short_name="Hamburg Aviation",
        city="Hamburg",
        state="Hamburg",
        fields=["Aviation Technologies"],
        summary_en="Aviation cluster of the metropolitan region.",
        summary_de="Luftfahrtcluster der Metropolregion.",
    ),
    profile(
        "chem",
        name="Chemie-Cluster Bayern GmbH",
        short_name="CCB",
        city="München",
        state="Bayern",
        fields=["Chemical Industry"],
    ),
]
SOURCE = Source(title="Jubiläum", publisher="VDI/VDE Innovation + Technik GmbH")
STATEMENTS = [
    passage(
        "en#1",
        "In 2020 Germany joined the European Clusters Alliance; the European Cluster Collaboration Platform lists it.",
        kind="statement",
        sources=(SOURCE,),
    ),
    passage(
        "de#1",
        "Die Kompetenznetze Deutschland und die Plattform Industrie 4.0 gehören zum Umfeld des Programms go-cluster.",
        language="de",
        kind="statement",
        asked=("Was ist die Zukunftscluster-Initiative?",),
    ),
]
UNKNOWN = UnknownClusters(
    PROFILES,
    STATEMENTS,
    names=ClusterNames(PROFILES),
    gazetteer=load_gazetteer(),
    taxonomy=load_taxonomy(),
)

NAMED: list[tuple[str, Language, str]] = [
    ("What is the cluster 'Nordlicht Quantum Alliance' working on?", "en", "Nordlicht Quantum Alliance"),
    ("Who leads “Nordlicht Quantum Alliance”?", "en", "Nordlicht Quantum Alliance"),
    ("Wer führt das Netzwerk „Nordlicht Quanten“?", "de", "Nordlicht Quanten"),
    ("Is BioTech Valley Uckermark e.V. a member of go-cluster?", "en", "BioTech Valley Uckermark e.V."),
    ("Was macht die Lausitzer Drohnen GmbH?", "de", "Lausitzer Drohnen GmbH"),
    (
        "Does the Spreewald Pickle Innovation Network hold a silver label?",
        "en",
        "Spreewald Pickle Innovation Network",
    ),
    ("In which year was the Selb Porcelain Cluster set up?", "en", "Selb Porcelain Cluster"),
    ("Who runs the cluster Nordlicht Quantum?", "en", "Nordlicht Quantum"),
    ("Who runs the Nordlicht Quantum network?", "en", "Nordlicht Quantum"),
    ("How many members does Baltic Algae Network have?", "en", "Baltic Algae Network"),
    ("Who leads the Allianz Thüringer Spielzeugtechnik?", "en", "Allianz Thüringer Spielzeugtechnik"),
    ("Seit wann gibt es die Allianz Thüringer Spielzeugtechnik?", "de", "Allianz Thüringer Spielzeugtechnik"),
    ("Womit beschäftigt sich das Cluster Lausitzer Drohnenring?", "de", "Cluster Lausitzer Drohnenring"),
    ("Hat das Cluster Lausitzer Drohnenring Mitglieder?", "de", "Cluster Lausitzer Drohnenring"),
    ("Womit beschäftigt sich der Lausitzer Drohnenring?", "de", "Lausitzer Drohnenring"),
    ("In welcher Stadt sitzt das Netzwerk Brautechnik Oberpfalz?", "de", "Netzwerk Brautechnik Oberpfalz"),
    ("Hat das Quantencluster Kiel ein Silber-Label?", "de", "Quantencluster Kiel"),
    ("Wer leitet das Spielzeug-Netzwerk Thüringen?", "de", "Spielzeug-Netzwerk Thüringen"),
    ("Wer leitet das Sauerkraut Valley?", "de", "Sauerkraut Valley"),
    ("Is Nordlicht Quantum a member of go-cluster?", "en", "Nordlicht Quantum"),
    ("Ist Drohnenring Lausitz Mitglied bei go-cluster?", "de", "Drohnenring Lausitz"),
    ("Hat Drohnenring Lausitz das Silber-Label?", "de", "Drohnenring Lausitz"),
]


@pytest.mark.parametrize(("text", "language", "name"), NAMED)
def test_a_name_that_is_taken_for_granted_is_given_as_it_is_written(text: str, language: Language, name: str) -> None:
    assert UNKNOWN.name_in(text, language) == name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Gibt es ein Wasserstoffcluster in Kiel?", "de"),
        ("Gibt es einen Drohnenring Lausitz?", "de"),
        ("Welches Netzwerk Brautechnik gibt es?", "de"),
        ("a photonics network in Jena", "en"),
        ("Is there a Pickle Network?", "en"),
        ("Which cluster works on textiles?", "en"),
        ("the pickle clusters in Bavaria", "en"),
        ("the pickle cluster in Bavaria", "en"),
        ("Our Pickle Network looks for partners", "en"),
        ("Unser Netzwerk sucht Spielzeugtechnik", "de"),
    ],
)
def test_who_wishes_for_a_cluster_of_a_kind_names_none(text: str, language: Language) -> None:
    assert UNKNOWN.name_in(text, language) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What does the European Clusters Alliance do?", "en"),
        ("Who runs the European Cluster Collaboration Platform?", "en"),
        ("Was waren die Kompetenznetze Deutschland?", "de"),
        ("Was ist die Plattform Industrie 4.0?", "de"),
        ("Was macht die VDI/VDE Innovation + Technik GmbH?", "de"),
        ("Was ist die Zukunftscluster-Initiative Deutschland?", "de"),
        ("Is Germany a member of go-cluster?", "en"),
        ("Ist Bayern Mitglied bei go-cluster?", "de"),
        ("Who leads the Europaen Clusters Aliance?", "en"),
    ],
)
def test_what_statements_tell_of_is_known(text: str, language: Language) -> None:
    assert UNKNOWN.name_in(text, language) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Is BioLAGO e.V. a member of go-cluster?", "en"),
        ("Is BioLGAO a member of go-cluster?", "en"),
        ("Was macht der Cluster „BioLAGO“?", "de"),
        ("Who leads the Hamburg Aviaton Network?", "en"),
        ("Was macht das Luftfahrtcluster Hamburg?", "de"),
        ("Was macht das Chemiecluster Bayern?", "de"),
        ("Wer leitet das Netzwerk Chemie Bayern?", "de"),
    ],
)
def test_what_a_profile_may_be_meant_by_is_known(text: str, language: Language) -> None:
    assert UNKNOWN.name_in(text, language) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hat das Cluster Parkplätze?", "de"),
        ("Hat die Silberpflicht Cluster vertrieben?", "de"),
        ("Is the deadline for the Pickle Cluster Cup over?", "en"),
        ("Who wrote “Murder in the Cluster”?", "en"),
        ("Where is the Kiel Network?", "en"),
        ("Wo ist das Netzwerk Kiel?", "de"),
        ("WHO RUNS THE SPREEWALD PICKLE NETWORK?", "en"),
        ("", "en"),
        ("?", "de"),
    ],
)
def test_what_is_no_name_of_an_organisation_is_none(text: str, language: Language) -> None:
    assert UNKNOWN.name_in(text, language) is None


WORDS = "is the das Cluster Netzwerk Pickle „Ring“ e.V. a member of go-cluster ? BioLAGO Kiel & ' , 4.0 DROHNEN drohnenring".split()


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join), st.sampled_from(["en", "de"]))
def test_a_name_stands_in_the_text(text: str, language: Language) -> None:
    name = UNKNOWN.name_in(text, language)
    assert name is None or name in clean(text)
