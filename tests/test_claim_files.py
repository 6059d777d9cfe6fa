"""Claims as editors write them: what is read, in what order, and what is refused with which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.shipped.claim_files import load_claims
from indexer.shipped.corpus import load_shipped
from knowledge.errors import DocumentError
from knowledge.records import Claim

MILL = """
pub-mill:
  en:
    yes:
    - Does it grind?
    no:
    - Does it float?
    open:
    - Is it old?
  de:
    no:
    - Schwimmt sie?
"""


def test_yes_no_and_open_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(MILL, encoding="utf-8")
    read = load_claims(tmp_path)["pub-mill"]
    assert read["en"] == (Claim("Does it grind?", "yes"), Claim("Does it float?", "no"), Claim("Is it old?", None))
    assert read["de"] == (Claim("Schwimmt sie?", "no"),)


def test_without_files_there_are_no_claims(tmp_path: Path) -> None:
    assert load_claims(tmp_path / "nothing") == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("pub-mill: [1]", "pub-mill: Input should be a valid dictionary. Write fact-id"),
        ("pub-mill: {en: {maybe: [a]}}", "pub-mill › en › maybe"),
        ("pub-mill: {en: {yes: [a], no: [a]}}", "fact 'pub-mill' has the claim 'a' twice. Keep one"),
    ],
)
def test_bad_entries_name_their_place(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"'a\.yaml'.*") as raised:
        load_claims(tmp_path)
    assert reason in str(raised.value)


def test_a_fact_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(MILL, encoding="utf-8")
    with pytest.raises(DocumentError, match="'pub-mill' has claims in two files"):
        load_claims(tmp_path)


def test_every_shipped_statement_has_claims_of_each_kind() -> None:
    for document in load_shipped().documents:
        for passage in document.passages:
            if passage.kind == "statement":
                kinds = [claim.verdict for claim in passage.claims]
                assert min(kinds.count("yes"), kinds.count("no")) >= 5, passage.passage_id
                assert kinds.count(None) >= 2, passage.passage_id
