"""The corpus check finds each kind of fault, and none in the corpus that is shipped."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from made import profile_values

from indexer.shipped import check
from indexer.shipped.corpus import shipped_folder

NOTE = "[^fact]: *Title* | Publisher | 2023\n"
TEXTS = {"en": "A fact.[^fact]", "de": "Eine Tatsache.[^fact]"}
ASKED = {"en": ["What?", "Why?", "When?"], "de": ["Was?", "Warum?", "Wann?"]}


def write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
    path.write_text(text, encoding="utf-8")


def write_page(root: Path, language: str, text: str, notes: str = NOTE, name: str = "page") -> None:
    write(
        root / "programme" / language / f"{name}.md",
        f"---\nlanguage: {language}\n---\n\n# Page\n\n{text}\n\n{notes}",
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound corpus: one page of one fact in each language, one cluster."""
    for language, text in TEXTS.items():
        write_page(tmp_path, language, text)
    write(tmp_path / "facts.txt", "fact\n")
    write(tmp_path / "asked" / "page.yaml", {"fact": ASKED})
    write(tmp_path / "clusters" / "alpha.yaml", profile_values("alpha"))
    return tmp_path


def test_the_shipped_corpus_is_whole() -> None:
    assert check.problems(shipped_folder()) == []


def test_a_sound_corpus_has_no_problems(root: Path) -> None:
    assert check.problems(root) == []


def _dangling_footnote(root: Path) -> None:
    write_page(root, "en", "A fact.[^fact] More.[^other]")


def _no_source(root: Path) -> None:
    write_page(root, "en", "A fact.[^fact]\n\nA claim without a source.")


def _missing_twin(root: Path) -> None:
    write_page(root, "en", "Second.[^second]", "[^second]: *Title*\n", name="more")


def _fact_in_one_language(root: Path) -> None:
    write(root / "facts.txt", "fact second\n")
    write(root / "asked" / "more.yaml", {"second": ASKED})
    write_page(root, "en", "A fact.[^fact]\n\nSecond.[^second]", f"{NOTE}[^second]: *Title*\n")


def _fact_stated_nowhere(root: Path) -> None:
    write(root / "facts.txt", "fact\nlost\n")


def _fact_on_two_pages(root: Path) -> None:
    for language, text in TEXTS.items():
        write_page(root, language, text, name="more")


def _fact_in_two_blocks(root: Path) -> None:
    write_page(root, "en", "A fact.[^fact]\n\nThe fact once more.[^fact]")


def _unlisted_fact(root: Path) -> None:
    write(root / "facts.txt", "\n")


def _supersedes_nothing(root: Path) -> None:
    write_page(root, "de", TEXTS["de"], "[^fact]: *Title* | | supersedes olden\n")


def _compares_nothing(root: Path) -> None:
    write_page(root, "de", TEXTS["de"], "[^fact]: *Title* | | compares olden\n")


def _bad_date(root: Path) -> None:
    write_page(root, "en", TEXTS["en"], "[^fact]: *Title* | Publisher | 2023-13\n")


def _bad_period(root: Path) -> None:
    write_page(root, "en", TEXTS["en"], "[^fact]: *Title* | Publisher | as of lately\n")


def _unknown_part_of_a_footnote(root: Path) -> None:
    write_page(root, "en", TEXTS["en"], "[^fact]: *Title* | Publisher | chapter 4\n")


def _empty_page(root: Path) -> None:
    write(root / "programme" / "en" / "page.md", "\n")


def _asked_of_no_fact(root: Path) -> None:
    write(root / "asked" / "more.yaml", {"olden": ASKED})


def _too_few_asked(root: Path) -> None:
    write(root / "asked" / "page.yaml", {"fact": {**ASKED, "de": ["Was?", "Warum?"]}})


def _never_asked(root: Path) -> None:
    write(root / "asked" / "page.yaml", {"fact": {"de": ASKED["de"]}})


def _malformed_asked(root: Path) -> None:
    write(root / "asked" / "page.yaml", {"fact": ["What?"]})


def _asked_in_two_files(root: Path) -> None:
    write(root / "asked" / "more.yaml", {"fact": ASKED})


def _unknown_field(root: Path) -> None:
    write(root / "clusters" / "alpha.yaml", profile_values("alpha", fields=["Alchemy"]))


def _unknown_land(root: Path) -> None:
    write(root / "clusters" / "alpha.yaml", profile_values("alpha", state="Preußen"))


def _unknown_city(root: Path) -> None:
    write(root / "clusters" / "alpha.yaml", profile_values("alpha", city="Atlantis"))


def _bad_date_in_a_profile(root: Path) -> None:
    write(root / "clusters" / "alpha.yaml", profile_values("alpha", sources=[{"title": "T", "date": "2023-1"}]))


def _evidence_that_is_not_there(root: Path) -> None:
    label = {"level": "gold", "sources": [2]}
    write(root / "clusters" / "alpha.yaml", profile_values("alpha", ecei_label=label))


def _another_id(root: Path) -> None:
    write(root / "clusters" / "beta.yaml", profile_values("alpha"))


def _malformed_gaps(root: Path) -> None:
    write(root / "gaps.yaml", [{"id": "gap", "topic": "T"}])


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (_dangling_footnote, r"'programme/en/page\.md': footnote \[\^other\] has no definition"),
        (_no_source, r"'programme/en/page\.md#\S+ has no footnote: 'A claim without a source\.'"),
        (_missing_twin, r"programme page 'more\.md' has no twin in 'de'"),
        (_fact_in_one_language, r"fact 'second' is not stated in 'de'"),
        (_fact_stated_nowhere, r"fact 'lost' is not stated in 'en'"),
        (_fact_stated_nowhere, r"fact 'lost' is not stated in 'de'"),
        (_fact_on_two_pages, r"fact 'fact' is stated 2 times in 'en'"),
        (_fact_on_two_pages, r"fact 'fact' is stated 2 times in 'de'"),
        (_fact_in_two_blocks, r"'programme/en/page\.md': fact 'fact' is stated in two blocks"),
        (_unlisted_fact, r"fact 'fact' is not in facts\.txt"),
        (_supersedes_nothing, r"'programme/de/page\.md#\S+ supersedes or compares 'olden', which is no fact"),
        (_compares_nothing, r"'programme/de/page\.md#\S+ supersedes or compares 'olden', which is no fact"),
        (_bad_date, r"'programme/en/page\.md': footnote \[\^fact\]: .*'2023-13'"),
        (_bad_period, r"'programme/en/page\.md': footnote \[\^fact\]: .*'lately'"),
        (
            _unknown_part_of_a_footnote,
            r"'programme/en/page\.md': footnote \[\^fact\]: field 'chapter 4' is none of",
        ),
        (_empty_page, r"'programme/en/page\.md' is empty"),
        (_asked_of_no_fact, r"asked lines for 'olden', which is no fact"),
        (_too_few_asked, r"fact 'fact' has 2 asked lines in 'de', at least 3"),
        (_never_asked, r"fact 'fact' has 0 asked lines in 'en', at least 3"),
        (_malformed_asked, r"'page\.yaml', fact: "),
        (_asked_in_two_files, r"fact 'fact' has asked lines in two files"),
        (_unknown_field, r"'alpha\.yaml': technology field 'Alchemy'"),
        (_unknown_land, r"'alpha\.yaml': Land 'Preußen'"),
        (_unknown_city, r"'alpha\.yaml': city 'Atlantis'"),
        (_bad_date_in_a_profile, r"'alpha\.yaml', sources › 0 › date: "),
        (_evidence_that_is_not_there, r"'alpha\.yaml'.*evidence names source 2, the profile has 2"),
        (_another_id, r"'beta\.yaml': id 'alpha' is not the name of the file"),
        (_malformed_gaps, r"'gaps\.yaml', 0 › en: Field required"),
    ],
)
def test_each_kind_of_fault_is_found(damage: Callable[[Path], None], expected: str, root: Path) -> None:
    damage(root)
    found = check.problems(root)
    assert [line for line in found if re.search(expected, line)], found
    assert [line for line in found if "\n" in line] == []


@pytest.mark.parametrize(
    "damage",
    [_no_source, _supersedes_nothing, _asked_of_no_fact, _too_few_asked, _unknown_field, _malformed_gaps],
)
def test_a_single_fault_is_told_once(damage: Callable[[Path], None], root: Path) -> None:
    damage(root)
    assert len(check.problems(root)) == 1


def test_faults_of_several_files_are_all_told(root: Path) -> None:
    for damage in (_unknown_field, _asked_of_no_fact, _malformed_gaps, _no_source):
        damage(root)
    assert len(check.problems(root)) == 4


def test_the_command_says_so_when_the_corpus_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main() == 0
    assert capsys.readouterr().out == "the corpus is whole\n"
