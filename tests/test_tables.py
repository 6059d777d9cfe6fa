"""CSV and XLSX files as rows of text."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from profile_files import write

from indexer import limits
from indexer.loaders.tables import Row, guarded, read_csv, read_xlsx
from knowledge.errors import DocumentError

KNOWN = ("id", "name").__contains__


def csv_rows(folder: Path, content: str | bytes) -> list[Row]:
    return read_csv(write(folder / "t.csv", content), "t.csv", KNOWN)


def book(folder: Path, *rows: list[Any], title: str = "Sheet") -> tuple[Path, Any]:
    """Return where the workbook is to be saved, and its sheet with `rows`."""
    made = Workbook()
    sheet: Any = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return folder / "t.xlsx", sheet


def xlsx_rows(saved: tuple[Path, Any]) -> list[Row]:
    path, sheet = saved
    sheet.parent.save(path)
    return read_xlsx(path, path.name)


# -- CSV ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_separator_is_the_one_under_which_the_headers_are_known(delimiter: str, tmp_path: Path) -> None:
    text = f"id{delimiter}name\na{delimiter}" + f'"b;,\t"{delimiter}\n'
    assert [row.cells for row in csv_rows(tmp_path, text)] == [("id", "name"), ("a", "b;,\t", "")]


def test_a_first_line_may_state_any_separator(tmp_path: Path) -> None:
    assert csv_rows(tmp_path, "sep=#\nid#name\na#b") == [Row(2, ("id", "name")), Row(3, ("a", "b"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_umlauts_are_read_in_each_encoding(encoding: str, tmp_path: Path) -> None:
    assert csv_rows(tmp_path, "id;name\r\nä;Größe – ß\r\n".encode(encoding))[1].cells == ("ä", "Größe – ß")


def test_quoted_values_may_have_line_breaks_and_quotation_marks(tmp_path: Path) -> None:
    assert csv_rows(tmp_path, 'id;name\n"a\nb";"so ""genannt"""\nc;d')[1:] == [
        Row(2, ("a\nb", 'so "genannt"')),
        Row(3, ("c", "d")),
    ]


@pytest.mark.parametrize("text", ['id;name\na;b\n"c;d\ne;f', 'id;name\na;b\n"c"d;e'])
def test_a_quotation_mark_that_is_not_closed_is_refused_with_its_row(text: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^'t\.csv', row 3: .*Close the quotation marks"):
        csv_rows(tmp_path, text)


@pytest.mark.parametrize("value", ["=A1", "+49 30", "-", "@x", "'=A1", "plain", "'quoted'", ""])
def test_a_guarded_value_is_read_as_it_was(value: str, tmp_path: Path) -> None:
    assert csv_rows(tmp_path, f"id;name\n{guarded(value)};x")[1] == Row(2, (value, "x"))
    assert not guarded(value).startswith(("=", "+", "-", "@"))


def test_too_many_columns_are_refused_with_their_row(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"row 2 has 100001 columns, at most 500 are read"):
        csv_rows(tmp_path, "id;name\n" + ";" * 100_000)


def test_a_value_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"row 2: field larger than field limit"):
        csv_rows(tmp_path, "id;name\n" + "x" * 1_000_000)


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TABLE_ROWS", 3)
    assert len(csv_rows(tmp_path, "id\n1\n2\n")) == 3
    with pytest.raises(DocumentError, match="has more than 3 rows"):
        csv_rows(tmp_path, "id\n1\n2\n3\n")


# -- XLSX --------------------------------------------------------------------------------------


def test_cells_of_each_type_are_text(tmp_path: Path) -> None:
    values = ["a", 51, 51.0, True, None, date(2023, 1, 31), datetime(2023, 1, 31, 12, 0)]
    cells = xlsx_rows(book(tmp_path, values))[0].cells
    assert cells == ("a", "51", "51", "true", "", "2023-01-31", "2023-01-31")


@pytest.mark.parametrize(
    ("shown", "text"), [("yyyy", "2023"), ("mmm-yy", "2023-01"), ("DD.MM.YYYY", "2023-01-31"), ('[$-407]"d"mmmm yyyy', "2023-01")]
)  # fmt: skip
def test_a_date_is_as_precise_as_the_cell_shows_it(shown: str, text: str, tmp_path: Path) -> None:
    path, sheet = book(tmp_path, [date(2023, 1, 31)])
    sheet["A1"].number_format = shown
    assert xlsx_rows((path, sheet))[0].cells == (text,)


def test_the_sheet_of_the_name_is_read_wherever_it_stands(tmp_path: Path) -> None:
    path, sheet = book(tmp_path, ["notes"])
    sheet.parent.create_sheet("Profiles").append(["id"])
    assert xlsx_rows((path, sheet)) == [Row(1, ("id",))]


def test_without_it_the_first_sheet_is_read(tmp_path: Path) -> None:
    path, sheet = book(tmp_path, ["id"])
    sheet.parent.create_sheet("Other").append(["notes"])
    assert xlsx_rows((path, sheet)) == [Row(1, ("id",))]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("=1+1", "holds a formula ('=1+1'), only values are read. Paste the values in its place"),
        ("#REF!", "holds the error '#REF!'. Correct it, or empty the cell"),
        (1.234, "holds the number 1.234, no column has decimals. Format the cell as text"),
    ],
)
def test_what_is_no_value_is_a_fault_of_its_cell(value: object, message: str, tmp_path: Path) -> None:
    assert xlsx_rows(book(tmp_path, ["id", "name"], ["a", value]))[1].faults == {1: message}


def test_merged_cells_are_faults_of_each_of_them(tmp_path: Path) -> None:
    path, sheet = book(tmp_path, ["id", "name"], ["a", "x"], ["b", None], ["c", "y"])
    sheet.merge_cells("B2:B3")
    message = "is part of the merged cells B2:B3. Unmerge them and fill each"
    assert [row.faults for row in xlsx_rows((path, sheet))] == [{}, {1: message}, {1: message}, {}]


def test_rows_keep_their_numbers_past_empty_ones(tmp_path: Path) -> None:
    path, sheet = book(tmp_path, ["id"])
    sheet["A1000"] = "a"
    assert [row.number for row in xlsx_rows((path, sheet))] == [1, 1000]


def test_a_cell_far_to_the_right_is_refused(tmp_path: Path) -> None:
    path, sheet = book(tmp_path, ["id"])
    sheet["XFD2"] = "a"
    with pytest.raises(DocumentError, match="row 2 has 16384 columns, at most 500 are read"):
        xlsx_rows((path, sheet))


@pytest.mark.parametrize("name", ["gone.xlsx", "folder.xlsx"])
def test_a_workbook_that_cannot_be_opened_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(DocumentError, match=rf"'{name}' cannot be read \((No such file|Is a directory)"):
        read_xlsx(tmp_path / name, name)


# -- XLSX that is none -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", b"id;name\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]
)
def test_another_file_named_xlsx_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^'t\.xlsx' is no XLSX file, or damaged or encrypted\. Save it anew"):
        read_xlsx(write(tmp_path / "t.xlsx", content), "t.xlsx")


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    path, sheet = book(tmp_path, ["id"])
    sheet.parent.save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/big.xml", "w") as part:
        for _ in range(limits.ZIP_BYTES // 10_000_000 + 1):
            part.write(bytes(10_000_000))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(DocumentError, match=r"unpacks to \d+ bytes, at most \d+ are read"):
        read_xlsx(path, "t.xlsx")


def with_part(folder: Path, part: str, content: bytes | None) -> Path:
    """Return a workbook in which `part` is `content` (None: is not there)."""
    path, sheet = book(folder, ["id"])
    sheet.parent.save(path)
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(folder / "d.xlsx", "w") as changed:
        for name in whole.namelist():
            if name != part:
                changed.writestr(name, whole.read(name))
            elif content is not None:
                changed.writestr(name, content)
    return folder / "d.xlsx"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("content", [None, b"", b"<x"])
def test_a_damaged_part_is_one_line(part: str, content: bytes | None, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^'d\.xlsx' (is damaged|has no table)") as error:
        read_xlsx(with_part(tmp_path, part, content), "d.xlsx")
    assert "\n" not in str(error.value)


def test_entities_that_unfold_for_ever_are_refused(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE w [<!ENTITY e0 "aaaaaaaaaa">{levels}]><worksheet>&e11;</worksheet>'
    with pytest.raises(DocumentError, match=r"'d\.xlsx' is damaged"):
        read_xlsx(with_part(tmp_path, "xl/worksheets/sheet1.xml", bomb.encode()), "d.xlsx")
