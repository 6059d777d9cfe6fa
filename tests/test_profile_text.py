from __future__ import annotations

import pytest
from made import profile

from indexer.shipped import profile_text
from knowledge.naming.fields import load_taxonomy
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import Document, Language, Passage, Source

RICH = profile(
    "alpha",
    aliases=["Alpha Alias", "ALPHA"],
    states=["Bayern"],
    fields=["Automotive", "Energy Technologies"],
    needs_en=["We need pistons"],
    needs_de=["Wir brauchen Kolben"],
    go_cluster={"status": "member", "as_of": "2023-01", "sources": [1]},
    ecei_label={"level": "silver", "as_of": None, "sources": [2]},
    members={"count": 1200, "as_of": "2020", "sources": [0, 3]},
    founded={"year": 2004, "sources": [3]},
    sources=[{"title": f"Page {n}"} for n in range(5)],
)


def made(of: ClusterProfile, language: Language = "en") -> Document:
    return profile_text.document(of, language, load_taxonomy())


def sentences(of: ClusterProfile, language: Language = "en") -> dict[str, str]:
    return {p.passage_id.partition("#")[2]: p.text for p in made(of, language).passages}


def passage(what: str, of: ClusterProfile = RICH, language: Language = "en") -> Passage:
    return next(p for p in made(of, language).passages if p.passage_id.endswith(f"#{what}"))


def test_everything_known_is_said_in_english() -> None:
    assert sentences(RICH) == {
        "summary": "They build engines.",
        "seat": "Alpha Network has its seat in Dresden (Saxony).",
        "area": "Alpha Network covers the following federal states: Saxony, Bavaria.",
        "fields": "Technology fields of Alpha Network: Automotive, Energy Technologies.",
        "member": "Alpha Network is a member of the go-cluster programme (as of January 2023).",
        "label": "Alpha Network holds the ECEI silver label (source undated).",
        "members": "Alpha Network has 1,200 members (as of 2020).",
        "founded": "Alpha Network was founded in 2004.",
    }


def test_everything_known_is_said_in_german() -> None:
    assert sentences(RICH, "de") == {
        "summary": "Sie bauen Motoren.",
        "seat": "Alpha Network hat seinen Sitz in Dresden (Sachsen).",
        "area": "Alpha Network ist in folgenden Ländern tätig: Sachsen, Bayern.",
        "fields": "Technologiefelder von Alpha Network: Automobilindustrie, Energietechnologien.",
        "member": "Alpha Network ist Mitglied im Programm go-cluster (Stand: Januar 2023).",
        "label": "Alpha Network trägt das ECEI-Silber-Label (Quelle ohne Datum).",
        "members": "Alpha Network hat 1.200 Mitglieder (Stand: 2020).",
        "founded": "Alpha Network wurde 2004 gegründet.",
    }


def test_what_is_not_known_is_not_said() -> None:
    assert list(sentences(profile())) == ["summary", "seat", "fields"]


@pytest.mark.parametrize(
    ("city", "state", "place"),
    [
        (None, "Sachsen", "Saxony"),
        ("Berlin", "Berlin", "Berlin"),
        ("Kiel", "Schleswig-Holstein", "Kiel (Schleswig-Holstein)"),
    ],
)
def test_the_seat_names_the_land_once(city: str | None, state: str, place: str) -> None:
    assert sentences(profile(city=city, state=state))["seat"] == f"Alpha Network has its seat in {place}."


@pytest.mark.parametrize(
    ("what", "titles"),
    [
        ("summary", ["Page 0", "Page 1", "Page 2"]),
        ("member", ["Page 1"]),
        ("label", ["Page 2"]),
        ("members", ["Page 0", "Page 3"]),
        ("founded", ["Page 3"]),
    ],
)
def test_each_statement_cites_its_own_evidence_or_up_to_three_sources(what: str, titles: list[str]) -> None:
    assert passage(what).sources == tuple(Source(title) for title in titles)


def test_a_statement_without_evidence_of_its_own_cites_what_the_summary_cites() -> None:
    bare = profile(founded={"year": 1999}, members={"count": 9}, ecei_label={"level": "gold"})
    summary = passage("summary", bare).sources
    assert [source.title for source in summary] == ["First page", "Second page"]
    assert {passage(what, bare).sources for what in ("founded", "members", "label")} == {summary}


def test_a_dated_statement_has_its_date() -> None:
    assert [passage(what).as_of for what in ("member", "label", "members", "founded", "seat")] == [
        "2023-01",
        None,
        "2020",
        None,
        None,
    ]


def test_the_summary_carries_the_keywords_and_needs_of_its_language_as_asked_lines() -> None:
    assert passage("summary").asked == ("engines", "We need pistons")
    assert passage("summary", language="de").asked == ("Motoren", "Wir brauchen Kolben")
    assert {p.asked for p in made(RICH).passages[1:]} == {()}


def test_a_profile_without_keywords_has_no_blank_asked_line() -> None:
    assert passage("summary", profile(keywords_en=[])).asked == ()
    assert passage("summary", profile(keywords_en=[], needs_en=["We need it"])).asked == ("We need it",)


def test_the_heading_names_the_cluster_in_each_of_its_names_once() -> None:
    assert {p.heading for p in made(RICH).passages} == {"Alpha Network · ALPHA · Alpha Alias"}


def test_ids_name_cluster_language_and_statement() -> None:
    seat = passage("seat")
    assert (seat.doc_id, seat.passage_id) == ("clusters/en/alpha", "clusters/en/alpha#seat")
    assert (seat.statement_id, seat.cluster_id, seat.kind) == ("alpha.seat", "alpha", "profile")


def test_both_languages_state_the_same_facts() -> None:
    assert [p.statement_id for p in made(RICH).passages] == [p.statement_id for p in made(RICH, "de").passages]


@pytest.mark.parametrize("language", ["en", "de"])
def test_offsets_count_in_the_text_of_the_document(language: Language) -> None:
    document = made(RICH, language)
    assert [document.text[p.start : p.end] for p in document.passages] == [p.text for p in document.passages]
    assert document.text == "\n\n".join(p.text for p in document.passages)
