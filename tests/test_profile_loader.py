"""Cluster profiles from CSV, XLSX, YAML and JSON: what is read, and what each fault is called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from made import profile, profile_values
from profile_files import ROW, csv_file, csv_text, write, xlsx_file

from indexer.loaders.loaded import LoadedProfiles
from indexer.loaders.profile_columns import COLUMNS, column_by_header, header_key
from indexer.loaders.profiles import MAX_LINES, load_profiles
from indexer.shipped.corpus import load_shipped
from knowledge.errors import DocumentError
from knowledge.naming.profiles import ClusterProfile, LabelEvidence, MembershipEvidence, ProfileSource


def read(path: Path) -> LoadedProfiles:
    return load_profiles(path, path.name)


def only(path: Path) -> ClusterProfile:
    """Return the one profile of a file without faults."""
    table = read(path)
    assert table.problems == ()
    (found,) = table.profiles
    return found


def problem(path: Path) -> str:
    """Return the one fault of a file without a valid profile."""
    table = read(path)
    assert table.profiles == ()
    (line,) = table.problems
    return line


# -- what is read ------------------------------------------------------------------------------


def test_a_row_is_a_profile(tmp_path: Path) -> None:
    assert only(csv_file(tmp_path, {})) == ClusterProfile(
        id="alpha",
        name="Alpha Network",
        short_name="ALPHA",
        city="Dresden",
        state="Sachsen",
        fields=("Automotive",),
        summary_en="They build engines.",
        summary_de="Sie bauen Motoren.",
        go_cluster=MembershipEvidence(status="unknown"),
        sources=(ProfileSource(title="First page"),),
    )


def test_the_same_row_is_the_same_profile_in_xlsx(tmp_path: Path) -> None:
    assert only(xlsx_file(tmp_path, {})) == only(csv_file(tmp_path, {}))


def test_evidence_names_its_sources_by_the_numbers_of_their_columns(tmp_path: Path) -> None:
    change = {
        "source_3_title": "Third",
        "source_3_date": "2023",
        "go_cluster": "member",
        "go_cluster_sources": "3|1",
        "ecei_label": "gold",
        "ecei_label_as_of": "2023-01",
        "ecei_label_sources": "3",
    }
    found = only(csv_file(tmp_path, change))
    assert [source.title for source in found.sources] == ["First page", "Third"]
    assert found.go_cluster == MembershipEvidence(status="member", sources=(1, 0))
    assert found.ecei_label == LabelEvidence(level="gold", as_of="2023-01", sources=(1,))


@pytest.mark.parametrize("cell", ["A|B", " A | B |", "A\nB"])
def test_several_values_of_a_cell_stand_between_bars_or_line_breaks(cell: str, tmp_path: Path) -> None:
    assert only(csv_file(tmp_path, {"aliases": cell})).aliases == ("A", "B")


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("state", "Bavaria", "Bayern"),
        ("state", "NRW", "Nordrhein-Westfalen"),
        ("fields", "Automobilindustrie", ("Automotive",)),
        ("city", "Munich", "München"),
        ("city", "Freiburg", "Freiburg im Breisgau"),
    ],
)
def test_names_are_read_in_both_languages(column: str, cell: str, value: object, tmp_path: Path) -> None:
    assert getattr(only(csv_file(tmp_path, {column: cell})), column) == value


@pytest.mark.parametrize("cell", ["Gold", "gold", "Gold-Label", "GOLD LABEL"])
def test_a_label_is_read_as_people_write_it(cell: str, tmp_path: Path) -> None:
    label = only(csv_file(tmp_path, {"ecei_label": cell})).ecei_label
    assert label is not None
    assert label.level == "gold"


@pytest.mark.parametrize(("cell", "status"), [("ja", "member"), ("Mitglied", "member"), ("nein", "unknown")])
def test_membership_is_read_as_people_write_it(cell: str, status: str, tmp_path: Path) -> None:
    found = only(csv_file(tmp_path, {"go_cluster": cell, "go_cluster_sources": "1"}))
    assert found.go_cluster.status == status


def test_german_headers_in_any_order_are_read(tmp_path: Path) -> None:
    german = {column.name: column.german for column in COLUMNS}
    path = write(tmp_path / "p.csv", csv_text([{german[key]: cell for key, cell in reversed(ROW.items())}]))
    assert only(path) == only(csv_file(tmp_path, {}))


def test_no_two_columns_are_read_under_the_same_header() -> None:
    names = [key for c in COLUMNS for key in {header_key(c.name), header_key(c.german)}]
    assert len(names) == len(set(names)) == len(column_by_header())


def test_columns_that_begin_with_an_underscore_are_notes(tmp_path: Path) -> None:
    assert only(csv_file(tmp_path, {"_note": "ask them"})) == only(csv_file(tmp_path, {}))


def test_empty_rows_are_passed_over_and_count(tmp_path: Path) -> None:
    lines = csv_text([ROW, {**ROW, "state": "Nowhere"}]).split("\n")
    path = write(tmp_path / "p.csv", "\n".join([lines[0], "", ";;;", lines[1], "", lines[2]]))
    assert "row 6," in read(path).problems[0]


@pytest.mark.parametrize("name", ["p.yaml", "p.yml", "p.json"])
def test_yaml_and_json_hold_one_profile_or_a_list(name: str, tmp_path: Path) -> None:
    dump = json.dumps if name.endswith("json") else yaml.safe_dump
    both = [profile_values("alpha"), profile_values("beta")]
    assert read(write(tmp_path / name, dump(both))).profiles == (profile("alpha"), profile("beta"))
    assert only(write(tmp_path / name, dump(both[0]))) == profile("alpha")


def test_dates_in_yaml_need_no_quotation_marks(tmp_path: Path) -> None:
    values = profile_values(sources=[]) | {"go_cluster": {"status": "unknown"}}
    del values["sources"]
    text = yaml.safe_dump(values) + "sources:\n- {title: A, date: 2021-02-03}\n- {title: B, date: 2021, page: 7}\n"
    assert only(write(tmp_path / "p.yaml", text)).sources == (
        ProfileSource(title="A", date="2021-02-03"),
        ProfileSource(title="B", date="2021", page="7"),
    )


def test_the_shipped_profiles_are_read_from_their_own_files(tmp_path: Path) -> None:
    shipped = load_shipped().profiles[:20]
    path = write(tmp_path / "p.json", json.dumps([p.model_dump() for p in shipped]))
    assert read(path) == LoadedProfiles(shipped)


# -- faults of a value -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"state": "Bayernn"}, "column 'state': Land 'Bayernn' is unknown. Did you mean 'Bayern'?"),
        ({"states": "Sachsen|X"}, "column 'states': Land 'X' is unknown. docs/profiles.md says which there are"),
        ({"fields": "Automotiv"}, "column 'fields': technology field 'Automotiv' is unknown. Did you mean 'Automotive'?"),
        ({"city": "Dresdn"}, "column 'city': city 'Dresdn' is unknown. Did you mean 'Dresden'?"),
        ({"ecei_label": "platinum"}, "column 'ecei_label': label 'platinum' is unknown. docs/profiles.md says which there are"),
        ({"ecei_label_as_of": "2022"}, "column 'ecei_label': is missing. Every profile needs it"),
        ({"id": "Alpha!"}, "column 'id': has other characters than small letters, digits and hyphens. Correct it"),
        ({"name": ""}, "column 'name': is missing. Every profile needs it"),
        ({"fields": " "}, "column 'fields': is missing. Every profile needs it"),
        ({"fields": "|"}, "column 'fields': is empty. Every profile needs at least one"),
        ({"source_1_title": ""}, "column 'source_1_title': is empty. Every profile needs at least one"),
        ({"source_2_url": "https://a.org"}, "column 'source_2_title': is missing. Every profile needs it"),
        ({"source_1_date": "31.02.2023"}, "column 'source_1_date': '31.02.2023' is no date, or not in the calendar. Write 2023, 2023-01, 2023-01-31 or 31.01.2023"),
        ({"members": "1.5"}, "column 'members': '1.5' is no whole number. Write digits only"),
        ({"members": "-3"}, "column 'members': '-3' is no whole number. Write digits only"),
        ({"founded": "1492"}, "column 'founded': is too small"),
        ({"website": "javascript:alert(1)"}, "column 'website': 'javascript:alert(1)' is no web address. Begin it with https://"),
        ({"go_cluster": "member"}, "a member needs at least one source that says so"),
        ({"members": "3", "members_sources": "2"}, "column 'members_sources': '2' is no number of a source of this row (1). Write 1, or 1|2"),
        ({"name": "=A1"}, "column 'name': holds a formula ('=A1'), only values are read. Paste the values in its place"),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_with_file_row_column_and_rule(
    change: dict[str, str], message: str, tmp_path: Path
) -> None:
    separator = ": " if message.startswith("a member") else ", "
    assert problem(csv_file(tmp_path, change)) == f"'p.csv', row 2{separator}{message}"


def test_each_fault_of_a_row_has_its_line_and_the_other_rows_go_on(tmp_path: Path) -> None:
    bad = {"id": "beta", "state": "X", "members": "many"}
    table = read(csv_file(tmp_path, {}, bad, {"id": "gamma"}))
    assert [p.id for p in table.profiles] == ["alpha", "gamma"]
    assert table.problems == (
        "'p.csv', row 3, column 'state': Land 'X' is unknown. docs/profiles.md says which there are",
        "'p.csv', row 3, column 'members': 'many' is no whole number. Write digits only",
    )


def test_of_doubled_ids_the_first_is_taken(tmp_path: Path) -> None:
    table = read(csv_file(tmp_path, {}, {"name": "Other"}))
    assert [p.name for p in table.profiles] == ["Alpha Network"]
    assert table.problems == ("'p.csv', row 3, column 'id': 'alpha' stands in row 2 already. Rename or remove one",)


def test_a_row_with_more_cells_than_the_header_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", csv_text([ROW]).rstrip() + ";surplus\n")
    assert problem(path) == "'p.csv', row 2: has 10 cells, the header 9. Put values with separators in quotes"


def test_a_table_full_of_faults_is_told_in_few_lines(tmp_path: Path) -> None:
    rows = [{"id": f"a{n}", "state": "X"} for n in range(MAX_LINES + 7)]
    problems = read(csv_file(tmp_path, *rows)).problems
    assert len(problems) == MAX_LINES + 1
    assert problems[-1] == "'p.csv': 7 more values cannot be used. Correct these first"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colour": "red"}, "entry 1, colour: is not a key of a profile. Correct or remove it"),
        ({"state": "X"}, "entry 1, state: Land 'X' is unknown. docs/profiles.md says which there are"),
        ({"ecei_label": {"level": "tin"}}, "entry 1, ecei_label › level: label 'tin' is unknown. Did you mean"),
        ({"sources": [{"title": "A", "date": "x"}]}, "entry 1, sources › 0 › date: 'x' is no date"),
        ({"short_name": False}, "entry 1, short_name: is no text. Put it in quotation marks"),
        ({"fields": "Automotive"}, "entry 1, fields: Input should be a valid"),
    ],
)
def test_a_fault_in_yaml_names_entry_and_key(changes: dict[str, Any], message: str, tmp_path: Path) -> None:
    line = problem(write(tmp_path / "p.yaml", yaml.safe_dump(profile_values(**changes))))
    assert line.startswith(f"'p.yaml', {message.split('. Did')[0]}")


def test_an_entry_that_is_no_mapping_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    table = read(write(tmp_path / "p.json", json.dumps([profile_values(), "beta"])))
    assert [p.id for p in table.profiles] == ["alpha"]
    assert table.problems == ("'p.json', entry 2: str is no profile. Write a mapping with id, name and so on",)


# -- faults of a header ------------------------------------------------------------------------


def refusal(path: Path) -> str:
    with pytest.raises(DocumentError) as error:
        read(path)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_missing_column_refuses_the_table(tmp_path: Path) -> None:
    rows = [{key: cell for key, cell in ROW.items() if key not in ("state", "id")}]
    assert refusal(write(tmp_path / "p.csv", csv_text(rows))) == (
        "'p.csv', row 1: the header lacks 'id', 'state'. Add what is missing, see docs/profiles.md"
    )


def test_a_doubled_column_refuses_the_table_also_under_its_german_name(tmp_path: Path) -> None:
    path = csv_file(tmp_path, {"Ort": "Leipzig"})
    assert refusal(path) == "'p.csv', row 1: column 'city' is there twice (D and J). Remove one"


def test_an_unknown_column_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    table = read(csv_file(tmp_path, {"websit": "https://a.org", "colour": "red"}))
    assert [p.id for p in table.profiles] == ["alpha"]
    assert table.problems == (
        "'p.csv', row 1, column 'websit': is unknown and not read. Did you mean 'website'?",
        "'p.csv', row 1, column 'colour': is unknown and not read. Begin its name with _ if it is a note",
    )


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    header = csv_text([ROW]).split("\n")[0]
    assert refusal(write(tmp_path / "p.csv", header)).startswith("'p.csv' has a header and no rows")


# -- whatever a file holds ---------------------------------------------------------------------


def lines_of(path: Path) -> tuple[str, ...]:
    """Return what is said of a file in which there may be anything."""
    try:
        return read(path).problems
    except DocumentError as error:
        return (str(error),)


@given(st.binary(max_size=400), st.sampled_from([".csv", ".xlsx", ".yaml", ".json"]))
def test_any_bytes_give_lines(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    lines = lines_of(write(tmp_path_factory.getbasetemp() / f"fuzz{suffix}", data))
    assert lines
    assert not [line for line in lines if "\n" in line]


@given(
    st.dictionaries(
        st.sampled_from([c.name for c in COLUMNS]),
        st.text(st.characters(exclude_characters="\0"), max_size=30),
        max_size=8,
    )
)
def test_any_cells_give_a_profile_or_lines(tmp_path_factory: pytest.TempPathFactory, change: dict[str, str]) -> None:
    table = read(csv_file(tmp_path_factory.getbasetemp(), change))
    assert len(table.profiles) + bool(table.problems) == 1
    assert all("\n" not in line for line in table.problems)
