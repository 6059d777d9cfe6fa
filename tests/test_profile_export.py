"""Profiles as tables: what is written is read back the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import profile

from indexer.loaders.loaded import LoadedProfiles
from indexer.loaders.profile_columns import COLUMNS
from indexer.loaders.profiles import load_profiles
from indexer.profile_export import export
from indexer.profiles_cli import profiles
from indexer.shipped.corpus import load_shipped
from knowledge.errors import InputError, StorageError


@pytest.mark.parametrize("name", ["p.csv", "p.xlsx", "P.CSV"])
def test_the_shipped_profiles_survive_a_table(name: str, tmp_path: Path) -> None:
    shipped = load_shipped().profiles
    export(shipped, tmp_path / name)
    assert load_profiles(tmp_path / name, name) == LoadedProfiles(shipped)


@pytest.mark.parametrize("name", ["p.csv", "p.xlsx"])
def test_values_that_begin_like_formulas_stay_text(name: str, tmp_path: Path) -> None:
    made = profile(name="=1+1", short_name="+49", summary_en="-x", summary_de="@x", aliases=["=A1", "'=B"])
    export([made], tmp_path / name)
    assert load_profiles(tmp_path / name, name) == LoadedProfiles((made,))


def test_spreadsheets_are_given_no_formula(tmp_path: Path) -> None:
    export([profile(name="=1+1")], tmp_path / "p.csv")
    assert ";'=1+1;" in (tmp_path / "p.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sources": [{"title": "T"}] * 10}, "has 10 sources, a table holds 9. Keep it as YAML or JSON"),
        ({"aliases": ["a|b"]}, "a value of 'aliases' has a '|', which separates values"),
    ],
)
def test_what_a_table_cannot_hold_is_refused(changes: dict[str, object], message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        export([profile(**changes)], tmp_path / "p.csv")
    assert message in str(error.value)


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"p\.ods' is neither a \.csv nor an \.xlsx file"):
        export([profile()], tmp_path / "p.ods")


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot be written \(No such file or directory\)"):
        export([profile()], tmp_path / "gone" / "p.csv")


def test_every_column_is_described_in_the_documentation() -> None:
    lines = (Path(__file__).parents[1] / "docs" / "profiles.md").read_text(encoding="utf-8").splitlines()
    described = [c for c in COLUMNS if c.path[:2] == ("sources", 0) or c.path[0] != "sources"]
    for column in described:
        (line,) = [line for line in lines if line.startswith(f"| `{column.name}` ")]
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert cells[1:3] == [column.german, "yes" if column.required else ""]
        assert line.endswith(f"| {column.meaning} |")


@pytest.mark.parametrize(("flags", "n"), [([], len(load_shipped().profiles)), (["--template"], 1)])
def test_the_command_writes_the_shipped_profiles_or_one_as_a_model(flags: list[str], n: int, tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    assert profiles.main(["--export", str(path), *flags], standalone_mode=False) == 0
    assert load_profiles(path, "p").profiles == load_shipped().profiles[:n]
