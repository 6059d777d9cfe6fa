"""What the command line names becomes one corpus: files, profiles, web pages, and the shipped corpus beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import WORDS, Ran, clusterbot
from made import profile_values
from profile_files import csv_file, write, xlsx_file
from web_server import Page, html, redirect, serving, sitemap

from indexer.inputs.gathering import gather, profile_documents
from indexer.shipped.corpus import load_shipped
from knowledge.records import LANGUAGES

ALLOWED = {**WORDS, "CLUSTERBOT_ALLOW_PRIVATE": "127.0.0.0/8"}


def index(data: Path, *arguments: str | Path) -> Ran:
    return clusterbot("index", *arguments, "--data", data, environment=ALLOWED)


# -- profiles ----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_profiles_in_a_table_are_found_by_the_finder_and_cite_their_sources(make: object, tmp_path: Path) -> None:
    path = make(tmp_path, {"ecei_label": "gold", "ecei_label_sources": "1"}, {"id": "beta", "name": "Beta"})  # type: ignore[operator]
    assert index(tmp_path / "data", path).out.startswith("Index built, ")
    ran = clusterbot("clusters", "--label", "gold", "--json", "--data", tmp_path / "data", environment=WORDS)
    (value,) = ran.json_lines
    assert [card["id"] for card in value["clusters"]] == ["alpha"]
    assert {citation["title"] for citation in value["citations"]} == {"First page"}


def test_a_fault_in_a_table_is_said_and_the_rest_is_indexed(tmp_path: Path) -> None:
    ran = index(tmp_path / "data", csv_file(tmp_path, {}, {"id": "beta", "state": "X"}), "--json")
    assert ran.code == 1
    assert "clusterbot: 'p.csv', row 3, column 'state': Land 'X' is unknown" in ran.err
    assert (ran.json_lines[0]["clusters"], ran.json_lines[0]["documents"], ran.json_lines[0]["unreadable"]) == (1, 2, 1)


def test_a_profile_in_two_files_is_taken_once(tmp_path: Path) -> None:
    first, second = csv_file(tmp_path, {}), write(tmp_path / "q.json", json.dumps(profile_values("alpha")))
    found = gather([str(first), str(second)])
    assert [profile.name for profile in found.corpus.profiles] == ["Alpha Network"]
    assert found.unreadable == (f"{str(second)!r}: profile 'alpha' is in {str(first)!r} already. Rename or remove one",)


def test_the_documents_of_profiles_are_one_a_language(tmp_path: Path) -> None:
    corpus = gather([str(csv_file(tmp_path, {}))]).corpus
    assert [d.doc_id for d in corpus.documents] == [f"clusters/{language}/alpha" for language in LANGUAGES]


def test_without_sources_it_is_the_shipped_corpus() -> None:
    assert gather([]).corpus is load_shipped()


def test_beside_the_shipped_corpus_a_given_profile_replaces_the_shipped_one(tmp_path: Path) -> None:
    shipped = load_shipped()
    mine = shipped.profiles[0].model_copy(update={"summary_en": "Mine."})
    found = gather([str(write(tmp_path / "p.json", mine.model_dump_json()))], with_shipped=True).corpus
    assert (found.profiles[0], found.profiles[1:]) == (mine, shipped.profiles[1:])
    assert set(profile_documents([mine])) <= set(found.documents)
    assert len({d.doc_id for d in found.documents}) == len(found.documents) == len(shipped.documents)


def test_the_files_of_an_index_are_no_documents_of_the_folder_that_it_lies_in(tmp_path: Path) -> None:
    write(tmp_path / "tunnels.txt", "Tunnels are dark.")
    index(tmp_path / "data", tmp_path)
    ran = index(tmp_path / "data", tmp_path)
    assert (ran.code, "clusterbot:" in ran.err) == (0, False)


# -- web addresses -----------------------------------------------------------------------------


def test_a_page_is_indexed_beside_files_and_cited_with_its_address(tmp_path: Path) -> None:
    file = write(tmp_path / "tunnels.txt", "Tunnels are dark.")
    with serving({"/a": html("Harbours", "Harbours have cranes that lift the heavy boxes from the ships.")}) as site:
        address = f"http://127.0.0.1:{site.port}/a"
        assert index(tmp_path / "data", file, address).code == 0
    ran = clusterbot("search", "cranes lift boxes", "--json", "--data", tmp_path / "data", environment=WORDS)
    assert ran.json_lines[0]["hits"][0]["doc_id"] == address


def test_a_private_address_is_refused_unless_the_setting_allows_it(tmp_path: Path) -> None:
    with serving({"/a": html("Alpha")}) as site:
        address = f"http://127.0.0.1:{site.port}/a"
        ran = clusterbot("index", address, "--data", tmp_path / "data", environment=WORDS)
        assert site.asked == []
    assert ran.code == 2
    assert "has the private address 127.0.0.1, which is not read" in ran.err


def test_a_site_is_indexed_by_its_sitemap_and_asked_again_only_for_what_is_new(tmp_path: Path) -> None:
    with serving({"/a": html("Alpha", ETag='"1"')}) as site:
        root = f"http://127.0.0.1:{site.port}/"
        site.pages |= {"/sitemap.xml": sitemap(f"{root}a"), "/x": redirect("/x")}
        first = index(tmp_path / "data", "--site", root, "--json").json_lines[0]
        again = index(tmp_path / "data", "--site", root, "--json").json_lines[0]
    assert (first["documents"], again["unchanged"], again["documents"]) == (1, True, 1)
    assert site.asked[-1][1]["if-none-match"] == '"1"'


def test_a_dry_run_keeps_no_answer(tmp_path: Path) -> None:
    with serving({"/a": html("Alpha")}) as site:
        ran = index(tmp_path / "data", f"http://127.0.0.1:{site.port}/a", "--dry-run")
    assert (ran.code, (tmp_path / "data" / "web").exists()) == (0, False)


def test_a_page_that_fails_is_said_and_the_end_is_1(tmp_path: Path) -> None:
    with serving({"/a": html("Alpha"), "/b": Page(b"", 404)}) as site:
        root = f"http://127.0.0.1:{site.port}"
        ran = index(tmp_path / "data", f"{root}/a", f"{root}/b")
    assert ran.code == 1
    assert f"clusterbot: '{root}/b' is not there (status 404). Remove it, or correct the address" in ran.err


def test_a_site_without_an_address_is_a_usage_error(tmp_path: Path) -> None:
    ran = index(tmp_path / "data", "--site", tmp_path)
    assert (ran.code, "--site needs a web address" in ran.err) == (2, True)
