"""Workbooks: dates, links, hidden rows, errors, and files made to harm."""

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest

from resource_ld.config import Catalogue, Column
from resource_ld.errors import CatalogueError
from resource_ld.model import Finding, Row
from resource_ld.readers import read


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Title", "Year", "Link"])
    return workbook


def table(folder: Path, book: openpyxl.Workbook, sheet: str = "") -> tuple[list[Row | Finding], list[str]]:
    book.save(folder / "a.xlsx")
    found = read(Catalogue("a.xlsx", (Column("Title", "title"),), "a", sheet=sheet), folder)
    return list(found.rows), [each.rule for each in found.findings]


def test_values_are_read_as_people_see_them(tmp_path: Path, book: openpyxl.Workbook) -> None:
    for value in (2009, 2009.0, datetime.date(2009, 5, 17), datetime.datetime(2009, 5, 17, 10, 30), True, " text "):
        book.active.append([value])  # type: ignore[union-attr]
    found, _ = table(tmp_path, book)
    texts = [row.cells["Title"][0] for row in found if isinstance(row, Row)]
    assert texts == ["2009", "2009", "2009-05-17", "2009-05-17T10:30:00", "true", "text"]


def test_links_and_hidden_rows_are_seen_and_said(tmp_path: Path, book: openpyxl.Workbook) -> None:
    sheet = book.active
    assert sheet is not None
    sheet.append(["A", 2009, "here"])
    sheet["C2"].hyperlink = "https://example.net/a.pdf"
    sheet.append(["B", 2010, ""])
    sheet.row_dimensions[3].hidden = True
    found, rules = table(tmp_path, book)
    assert isinstance(found[0], Row)
    assert isinstance(found[1], Row)
    assert found[0].links == {"Link": "https://example.net/a.pdf"}
    assert (found[0].hidden, found[1].hidden) == (False, True)
    assert str(found[0].at("Link")) == "a.xlsx[Sheet], C2 (Link)"
    assert rules == ["hidden-rows"]


def test_values_of_repeated_columns_know_their_own_cells(tmp_path: Path, book: openpyxl.Workbook) -> None:
    sheet = book.active
    assert sheet is not None
    sheet["D1"] = "Year"
    for each in (["A", 2009, "", 2010], ["B", "", "", 2011], ["C", "#REF!", "", 2012], ["D", 2013, "", "#REF!"]):
        sheet.append(each)
    sheet["B4"].data_type = sheet["D5"].data_type = "e"
    found, _ = table(tmp_path, book)
    rows = [each for each in found if isinstance(each, Row)]
    assert [rows[0].at("Year", each).cell() for each in range(2)] == ["B2", "D2"]
    assert [each.at("Year").cell() for each in rows[1:]] == ["D3", "D4", "B5"]
    assert [each.problems[0].place and each.problems[0].place.cell() for each in rows[2:]] == ["B4", "D5"]


def test_an_error_in_a_cell_is_a_finding_with_its_cell(tmp_path: Path, book: openpyxl.Workbook) -> None:
    sheet = book.active
    assert sheet is not None
    sheet.append(["#REF!", 2009])
    sheet["A2"].data_type = "e"
    found, _ = table(tmp_path, book)
    assert isinstance(found[0], Row)
    (problem,) = found[0].problems
    assert (problem.rule, problem.place and problem.place.cell()) == ("formula", "A2")
    assert list(found[0].cells.values()) == [("2009",)]


def test_merged_cells_are_said(tmp_path: Path, book: openpyxl.Workbook) -> None:
    book.active.append(["A", 2009])  # type: ignore[union-attr]
    book.active.merge_cells("A2:B2")  # type: ignore[union-attr]
    assert table(tmp_path, book)[1] == ["merged-cells"]


def test_a_sheet_is_named_or_the_first_visible_one(tmp_path: Path, book: openpyxl.Workbook) -> None:
    other = book.create_sheet("Other")
    other.append(["Title"])
    other.append(["from the other"])
    book.active.sheet_state = "hidden"  # type: ignore[union-attr]
    found, _ = table(tmp_path, book)
    assert isinstance(found[0], Row)
    assert found[0].place.sheet == "Other"
    with pytest.raises(CatalogueError, match="no sheet 'Othr'. Did you mean 'Other'"):
        table(tmp_path, book, sheet="Othr")


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old, new) if name.endswith("sheet1.xml") else content)


def test_a_stray_cell_far_away_is_one_error(tmp_path: Path, book: openpyxl.Workbook) -> None:
    book.active.append(["A", 2009])  # type: ignore[union-attr]
    book.active["XFD1048576"] = "x"  # type: ignore[index]
    with pytest.raises(CatalogueError, match="used range reaches.*delete the empty rows"):
        table(tmp_path, book)


def test_a_forged_dimension_does_no_harm(tmp_path: Path, book: openpyxl.Workbook) -> None:
    book.active.append(["A", 2009])  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    rewrite(tmp_path / "a.xlsx", b'<dimension ref="A1:C2"/>', b'<dimension ref="A1:XFD1048576"/>')
    found = read(Catalogue("a.xlsx", (Column("Title", "title"),), "a"), tmp_path)
    assert len(list(found.rows)) == 1


def test_an_entity_bomb_is_refused(tmp_path: Path, book: openpyxl.Workbook) -> None:
    book.active.append(["A", 2009])  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet'
    rewrite(tmp_path / "a.xlsx", b"<worksheet", bomb)
    with pytest.raises(CatalogueError, match="cannot be read as a workbook"):
        read(Catalogue("a.xlsx", (Column("Title", "title"),), "a"), tmp_path)


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(600):
            part.write(b"\0" * (1 << 20))
    with pytest.raises(CatalogueError, match="unpacks to 600 MB"):
        read(Catalogue("a.xlsx", (Column("Title", "title"),), "a"), tmp_path)


def with_macros(path: Path) -> None:
    """Give a workbook the content type of one with macros, and a part that stands for them."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    plain, macros = (
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(plain, macros)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts, "xl/vbaProject.bin": b"macros"}.items():
            archive.writestr(name, content)


def test_a_workbook_with_macros_is_read(tmp_path: Path, book: openpyxl.Workbook) -> None:
    book.active.append(["A", 2009])  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsm")
    with_macros(tmp_path / "a.xlsm")
    found = read(Catalogue("a.xlsm", (Column("Title", "title"),), "a"), tmp_path)
    assert [row.cells["Title"] for row in found.rows if isinstance(row, Row)] == [("A",)]


def test_a_formula_without_a_result_is_a_finding_at_its_cell(tmp_path: Path, book: openpyxl.Workbook) -> None:
    sheet = book.active
    assert sheet is not None
    for row in (["A", "=2000+9"], ["B", 2009], ['=CONCATENATE("C")'], [None, None, None, "=1"], ["D"]):
        sheet.append(row)
    found, _ = table(tmp_path, book)
    rows = [each for each in found if isinstance(each, Row)]
    held = [problem for each in rows for problem in each.problems]
    assert [(each.rule, each.place and each.place.cell(), each.value) for each in held] == [
        ("formula-result", "B2", "=2000+9"), ("formula-result", "A4", '=CONCATENATE("C")'), ("formula-result", "D5", "=1"),
    ]  # fmt: skip
    assert [each.cells["Title"] for each in rows if not each.problems] == [("B",), ("D",)]


RESULTS = [
    (b"<v>2009</v>", ("2009",)),
    (b'<v t="x">2009</v>', ("2009",)),
    (b"<v/>", None),
    (b"", None),
]


@pytest.mark.parametrize(("stored", "year"), RESULTS)
def test_a_formula_is_read_by_its_stored_result(
    tmp_path: Path, book: openpyxl.Workbook, stored: bytes, year: tuple[str, ...] | None
) -> None:
    book.active.append(["A", "=2000+9"])  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    rewrite(tmp_path / "a.xlsx", b"</f><v></v>", b"</f>" + stored)
    row = next(read(Catalogue("a.xlsx", (Column("Title", "title"),), "a"), tmp_path).rows)
    assert isinstance(row, Row)
    assert row.cells.get("Year") == year
    assert bool(row.problems) == (year is None)


def test_an_empty_text_is_a_result_of_a_formula(tmp_path: Path, book: openpyxl.Workbook) -> None:
    book.active.append(["A", '=""'])  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    rewrite(tmp_path / "a.xlsx", b'<c r="B2">', b'<c r="B2" t="str">')
    row = next(read(Catalogue("a.xlsx", (Column("Title", "title"),), "a"), tmp_path).rows)
    assert isinstance(row, Row)
    assert dict(row.cells) == {"Title": ("A",)}


def test_a_header_without_a_result_is_one_error(tmp_path: Path, book: openpyxl.Workbook) -> None:
    book.active["B1"] = '="Year"'  # type: ignore[index]
    with pytest.raises(CatalogueError, match="B1 is a formula without a stored result.*save it"):
        table(tmp_path, book)


def test_texts_are_what_their_escapes_stand_for(tmp_path: Path, book: openpyxl.Workbook) -> None:
    book.active.append(["a_x000D_b _x005F_x0041_ max005F_ _xD83D__xDE00_"])  # type: ignore[union-attr]
    found, _ = table(tmp_path, book)
    assert isinstance(found[0], Row)
    assert found[0].cells["Title"] == ("a\nb _x0041_ max005F_ 😀",)
