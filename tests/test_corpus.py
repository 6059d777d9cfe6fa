"""The shipped corpus keeps the rules; small corpora that break one are refused with the rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from made import profile_values

from indexer.shipped.asked_lines import load_asked
from indexer.shipped.corpus import load_pages, load_profile, load_shipped, shipped_folder
from indexer.shipped.gaps import load_gaps
from knowledge.errors import DocumentError
from knowledge.naming.fields import load_taxonomy
from knowledge.records import Passage
from knowledge.words.dates import check_date, check_period

PAGE = "# Page\n\nA fact.[^fact]\n\n[^fact]: *Title* | Publisher | 2023\n"


def passages(kind: str | None = None) -> list[Passage]:
    return [p for d in load_shipped().documents for p in d.passages if kind in (None, p.kind)]


# -- the shipped corpus ------------------------------------------------------------------------


def test_every_page_exists_in_both_languages() -> None:
    folder = shipped_folder() / "programme"
    names = {language: sorted(path.name for path in (folder / language).glob("*.md")) for language in ("en", "de")}
    assert names["en"] == names["de"] != []


def test_every_file_is_loaded() -> None:
    corpus, folder = load_shipped(), shipped_folder()
    assert {p.id for p in corpus.profiles} == {path.stem for path in (folder / "clusters").glob("*.yaml")}
    n_pages = len(list((folder / "programme").glob("*/*.md")))
    n_gap_registers = 2 if load_gaps(folder) else 0
    assert len(corpus.documents) == n_pages + 2 * len(corpus.profiles) + n_gap_registers


def test_document_and_passage_ids_are_unique() -> None:
    counts = Counter([d.doc_id for d in load_shipped().documents] + [p.passage_id for p in passages()])
    assert [name for name, n in counts.items() if n > 1] == []


def test_every_fact_is_stated_once_in_each_language() -> None:
    stated = Counter((p.statement_id, p.language) for p in passages())
    assert set(stated.values()) == {1}
    assert {fact for fact, language in stated if language == "en"} == {
        fact for fact, language in stated if language == "de"
    }


def test_every_paragraph_of_a_page_is_a_statement_with_a_source() -> None:
    assert passages("text") == []
    without = [p for p in passages() if not p.sources or not p.statement_id]
    assert [p.passage_id for p in without if p.kind != "gap"] == []  # a gap is what no source says


def test_every_passage_stands_verbatim_in_its_document() -> None:
    wrong = [
        p.passage_id
        for d in load_shipped().documents
        for p in d.passages
        if d.text[p.start : p.end] != p.text or not p.text
    ]
    assert wrong == []


def test_pages_state_the_language_of_their_folder() -> None:
    pages = [d for d in load_shipped().documents if d.doc_id.startswith("programme/")]
    assert [d.doc_id for d in pages if d.doc_id.split("/")[1] != d.language] == []


def test_twins_state_the_same_dates_and_replace_the_same_facts() -> None:
    by_fact: dict[str | None, list[Passage]] = {}
    for p in passages():
        by_fact.setdefault(p.statement_id, []).append(p)
    differing = [
        fact
        for fact, (a, b) in by_fact.items()
        if (a.as_of, a.valid_until, a.supersedes, a.compares) != (b.as_of, b.valid_until, b.supersedes, b.compares)
    ]
    assert differing == []


def test_asked_lines_belong_to_facts_and_every_statement_has_some() -> None:
    facts = {p.statement_id for p in passages("statement")}
    assert set(load_asked(shipped_folder() / "asked")) == facts
    assert [p.passage_id for p in passages("statement") if not p.asked] == []
    assert [p.passage_id for p in passages() if not all(line.strip() for line in p.asked)] == []


def test_verdicts_are_one_for_each_asked_line_or_none_at_all() -> None:
    assert [p.passage_id for p in passages() if p.verdicts and len(p.verdicts) != len(p.asked)] == []
    assert sum(v is not None for p in passages("statement") for v in p.verdicts) > 4000


def test_what_supersedes_or_compares_facts_names_ones_that_exist() -> None:
    facts = {p.statement_id for p in passages()}
    assert {fact for p in passages() for fact in (*p.supersedes, *p.compares)} <= facts


def test_dates_and_periods_are_well_formed() -> None:
    for p in passages():
        check_period(p.as_of)
        check_date(p.valid_until)
        for source in p.sources:
            check_date(source.date)


def test_addresses_are_web_addresses() -> None:
    urls = {source.url for p in passages() for source in p.sources if source.url}
    urls |= {p.website for p in load_shipped().profiles if p.website}
    assert [url for url in urls if not url.startswith(("https://", "http://")) or " " in url] == []


def test_cluster_names_are_unique() -> None:
    names = Counter(p.name for p in load_shipped().profiles)
    assert [name for name, n in names.items() if n > 1] == []


def test_the_seat_of_a_cluster_lies_in_its_land() -> None:
    cities = load_taxonomy().city_by_name
    assert [p.id for p in load_shipped().profiles if p.city and cities[p.city][1].de not in p.all_states] == []


def test_the_corpus_is_read_once() -> None:
    assert load_shipped() is load_shipped()


# -- small corpora -----------------------------------------------------------------------------


def write(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True), encoding="utf-8"
    )
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound corpus of one page a language and one cluster."""
    for language in ("en", "de"):
        write(tmp_path / "programme" / language / "page.md", f"---\nlanguage: {language}\n---\n\n{PAGE}")
    write(tmp_path / "asked" / "page.yaml", {"fact": {"en": ["What?", "Why?"], "de": ["Was?"]}})
    write(tmp_path / "clusters" / "alpha.yaml", profile_values("alpha"))
    return tmp_path


def test_a_small_corpus_is_loaded_whole(root: Path) -> None:
    corpus = load_shipped(root)
    assert [d.doc_id for d in corpus.documents] == [
        "programme/en/page.md",
        "programme/de/page.md",
        "clusters/en/alpha",
        "clusters/de/alpha",
    ]
    assert [p.id for p in corpus.profiles] == ["alpha"]


def test_a_statement_gets_the_asked_lines_of_its_fact_and_language(root: Path) -> None:
    assert [p.asked for d in load_pages(root / "programme") for p in d.passages] == [
        ("What?", "Why?"),
        ("Was?",),
    ]


def test_a_statement_gets_the_verdicts_of_its_lines_and_none_where_no_line_has_one(root: Path) -> None:
    write(root / "asked" / "page.yaml", {"fact": {"en": ["What?", {False: "Is it?"}], "de": ["Was?"]}})
    assert [(p.asked, p.verdicts) for d in load_pages(root / "programme") for p in d.passages] == [
        (("What?", "Is it?"), (None, "no")),
        (("Was?",), ()),
    ]


def test_a_statement_gets_the_claims_of_its_fact_and_language(root: Path) -> None:
    (root / "claims").mkdir()
    write(root / "claims" / "page.yaml", {"fact": {"en": {True: ["Is it?"], False: ["Was it?"], "open": ["Will it?"]}}})
    assert [p.claims for d in load_pages(root / "programme") for p in d.passages] == [
        (("Is it?", "yes"), ("Was it?", "no"), ("Will it?", None)),
        (),
    ]


def test_a_fact_without_asked_lines_has_none(root: Path) -> None:
    write(root / "asked" / "page.yaml", {"other": {"en": ["What?"]}})
    assert [p.asked for d in load_pages(root / "programme") for p in d.passages] == [(), ()]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"fact": ["What?"]}, "'page.yaml', fact: .*valid dictionary"),
        ({"fact": {"fr": ["Quoi?"]}}, "'page.yaml', fact › fr"),
        ({"fact": {"en": "What?"}}, "'page.yaml', fact › en: .*valid tuple"),
        ({"fact": {"en": [1]}}, "'page.yaml', fact › en › 0: .*valid string"),
        (["fact"], "'page.yaml'.*valid dictionary"),
        ("fact: [", "'page.yaml' cannot be read as YAML"),
        ("", "'page.yaml'.*valid dictionary"),
    ],
)
def test_malformed_asked_lines_are_refused_with_file_and_place(content: Any, message: str, root: Path) -> None:
    write(root / "asked" / "page.yaml", content)
    with pytest.raises(DocumentError, match=message):
        load_asked(root / "asked")


def test_a_fact_with_asked_lines_in_two_files_is_refused(root: Path) -> None:
    write(root / "asked" / "zweite.yaml", {"fact": {"en": ["When?"]}})
    with pytest.raises(DocumentError, match=r"'zweite\.yaml': fact 'fact' has asked lines in two files"):
        load_asked(root / "asked")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "beta"}, "'alpha.yaml': id 'beta' is not the name of the file"),
        ({"fields": ["Alchemy"]}, "technology field 'Alchemy' is not in fields.yaml"),
        (
            {"fields": ["Automobilindustrie"]},
            "'Automobilindustrie' is not in fields.yaml. Use one of its `en` names",
        ),
        ({"state": "Saxony"}, "Land 'Saxony' is not in laender.yaml. Use one of its `de` names"),
        ({"states": ["Sachsen", "Preußen"]}, "Land 'Preußen' is not in laender.yaml"),
        ({"city": "Atlantis"}, "city 'Atlantis' is not in laender.yaml"),
        ({"colour": "red"}, "'alpha.yaml', colour: Extra inputs are not permitted"),
        ({"members": {"count": -1}}, "'alpha.yaml', members › count: Input should be greater"),
        (
            {"go_cluster": {"status": "member"}},
            "'alpha.yaml', the profile: .*a member needs at least one source",
        ),
        ({"sources": [{"title": "T", "date": "2023-1"}]}, "sources › 0 › date: .*is not of the form YYYY"),
    ],
)
def test_a_profile_that_breaks_a_rule_is_refused_with_file_place_and_rule(
    changes: dict[str, Any], message: str, root: Path
) -> None:
    path = write(root / "clusters" / "alpha.yaml", profile_values(**{"cluster_id": "alpha", **changes}) | changes)
    with pytest.raises(DocumentError, match=message):
        load_profile(path)


@pytest.mark.parametrize("content", ["id: [", "", "just text", "- a list"])
def test_a_file_that_is_no_profile_is_refused(content: str, root: Path) -> None:
    with pytest.raises(DocumentError, match=r"'alpha\.yaml'"):
        load_profile(write(root / "clusters" / "alpha.yaml", content))


def test_a_profile_in_another_encoding_is_refused(root: Path) -> None:
    path = root / "clusters" / "alpha.yaml"
    path.write_bytes("name: Südwest".encode("cp1252"))
    with pytest.raises(DocumentError, match=r"'alpha\.yaml' cannot be read as YAML"):
        load_profile(path)


def _lose_a_definition(root: Path) -> None:
    write(root / "programme" / "de" / "page.md", "Eine Tatsache.[^fact]\n")


def _misspell_a_field(root: Path) -> None:
    write(root / "clusters" / "alpha.yaml", profile_values("alpha", fields=["Automotiv"]))


def _empty_a_page(root: Path) -> None:
    write(root / "programme" / "en" / "page.md", " \n")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (_lose_a_definition, r"'programme/de/page\.md': footnote \[\^fact\] has no definition"),
        (_misspell_a_field, r"'alpha\.yaml': technology field 'Automotiv'"),
        (_empty_a_page, r"'programme/en/page\.md' is empty"),
    ],
)
def test_a_corpus_with_one_bad_file_is_refused_with_its_name(
    damage: Callable[[Path], None], message: str, root: Path
) -> None:
    damage(root)
    with pytest.raises(DocumentError, match=message):
        load_shipped(root)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="nowhere"):
        load_shipped(tmp_path / "nowhere")
