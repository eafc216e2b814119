"""XLSX: the first visible sheet or a named one; dates as dates, links under cells and hidden rows seen and said.

The workbook is loaded whole, not in openpyxl's read-only mode, which sees neither links nor hidden rows (FACTS 36); so
what a file may unpack to is limited before it is opened. defusedxml, which openpyxl uses when it is installed, keeps
entity bombs out.
"""

import datetime
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from resource_ld.config import Catalogue, nearest
from resource_ld.errors import CatalogueError
from resource_ld.model import Finding, Place, Row, Severity, column_letters
from resource_ld.readers.table import Table, checked, clean, places_in, repeated
from resource_ld.readers.workbook import load, uncalculated, unescaped
from resource_ld.sentences import phrase

UNPACKED = 512 << 20
"""Bytes a workbook may unpack to."""

CELLS = 20_000_000
"""Cells within the used range; a stray cell in the last corner makes 17 × 10⁹ of them."""

Formulas = Mapping[tuple[int, int], str]
"""Formulas without a result, by row and column."""


def read_spreadsheet(catalogue: Catalogue, path: Path) -> Table:
    """Return the rows of a sheet; raise CatalogueError when the workbook cannot be opened."""
    _check_size(path, catalogue.path)
    try:
        loaded = load(path)
    except PermissionError:
        raise CatalogueError(
            "the file is open in Excel", where=catalogue.path, mend="Close it there and try again."
        ) from None
    except (
        DefusedXmlException,
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        SyntaxError,
    ) as error:
        raise CatalogueError(
            f"cannot be read as a workbook ({error})", where=catalogue.path, mend="Save it again as .xlsx."
        ) from None
    sheet = _sheet(loaded.book, catalogue)
    _check_range(sheet, catalogue.path)
    formulas = uncalculated(path, loaded.parts[sheet.title])
    header_row, header = _header(sheet, catalogue.path, formulas)
    names = tuple(dict.fromkeys(filter(None, header)))
    return Table(
        names,
        _rows(sheet, catalogue.path, (header_row, header), formulas),
        tuple(_notes(sheet, catalogue.path, header_row, header)),
        header_row,
    )


def _check_size(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
    except PermissionError:
        raise CatalogueError("the file is open in Excel", where=name, mend="Close it there and try again.") from None
    except zipfile.BadZipFile:
        raise CatalogueError("the workbook is damaged", where=name, mend="Save it again as .xlsx.") from None
    if unpacked > UNPACKED:
        raise CatalogueError(
            f"it unpacks to {unpacked >> 20} MB, over {UNPACKED >> 20}",
            where=name,
            mend="Save the catalogue as CSV UTF-8.",
        )


def _sheet(book: Any, catalogue: Catalogue) -> Worksheet:
    sheets = {each.title: each for each in book.worksheets}
    if catalogue.sheet:
        if catalogue.sheet not in sheets:
            raise CatalogueError(
                f"no sheet {catalogue.sheet!r}", where=catalogue.path, mend=nearest(catalogue.sheet, list(sheets))
            )
        named: Worksheet = sheets[catalogue.sheet]
        return named
    visible = [each for each in book.worksheets if each.sheet_state == "visible"]
    if not visible:
        raise CatalogueError("no visible sheet", where=catalogue.path, mend='Name one with sheet = "…".')
    first: Worksheet = visible[0]
    return first


def _check_range(sheet: Worksheet, name: str) -> None:
    cells = sheet.max_row * sheet.max_column
    if cells > CELLS:
        raise CatalogueError(
            f"the used range reaches {sheet.dimensions} ({cells:,} cells)", where=f"{name}[{sheet.title}]",
            mend="A stray cell stands far away: delete the empty rows and columns, save, and try again.",
        )  # fmt: skip


def _header(sheet: Worksheet, name: str, formulas: Formulas) -> tuple[int, list[str]]:
    first = min(formulas, default=(0, 0))
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number == first[0]:
            raise CatalogueError(
                f"{column_letters(first[1])}{number} is a formula without a stored result, in the header",
                where=f"{name}[{sheet.title}]", mend="Open the file in Excel or LibreOffice and save it.",
            )  # fmt: skip
        header = [clean(unescaped(str(each))) if each is not None else "" for each in row]
        if any(header):
            return number, header
    raise CatalogueError("the sheet is empty", where=f"{name}[{sheet.title}]", mend='Name another with sheet = "…".')


def _rows(sheet: Worksheet, name: str, head: tuple[int, list[str]], formulas: Formulas) -> Iterator[Row | Finding]:
    header_row, header = head
    columns: dict[str, int] = {}
    for number, each in enumerate(header, 1):
        columns.setdefault(each, number)
    several = repeated(header)
    for number, row in enumerate(sheet.iter_rows(min_row=header_row + 1), header_row + 1):
        place = Place(name, sheet.title, number)
        cells: dict[str, tuple[str, ...]] = {}
        links: dict[str, str] = {}
        problem: Finding | None = None
        for column, cell in zip(header, row, strict=False):
            if cell.hyperlink is not None and cell.hyperlink.target:
                links[column] = cell.hyperlink.target
            text, formula = _text(cell.value), formulas.get((number, cell.column or 0)) if formulas else None
            if text or formula:
                here = Place(name, sheet.title, number, cell.column or 0, column)
                problem = problem or _cell_problem(text, formula, cell, here)
            if text and column and cell.data_type != "e":
                cells[column] = (*cells.get(column, ()), text)
        if cells or problem:
            hidden = bool(sheet.row_dimensions[number].hidden) if number in sheet.row_dimensions else False
            places = places_in(place, several, _filled(row)) if several else {}
            yield checked(Row(place, cells, columns, links, hidden, (problem,) if problem else (), places))


def _filled(row: Iterable[Any]) -> set[int]:
    """Return the columns of a row whose cells hold a value."""
    return {number for number, cell in enumerate(row, 1) if cell.data_type != "e" and _text(cell.value)}


def _text(value: object) -> str:
    """Return a cell as text: a date in ISO form, a whole number without a fraction."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(unescaped(str(value)))


def _cell_problem(text: str, formula: str | None, cell: Any, place: Place) -> Finding | None:
    if formula:
        return Finding(Severity.VIOLATION, "formula-result", phrase("formula-result"), place, formula[:80])
    if cell.data_type == "e":
        return Finding(Severity.VIOLATION, "formula", phrase("formula", value=text), place, text)
    if not place.header:
        value = text[:80]
        return Finding(Severity.VIOLATION, "row-width", phrase("row-width.sheet", value=value), place, value)
    return None


def _notes(sheet: Worksheet, name: str, header_row: int, header: list[str]) -> Iterator[Finding]:
    here = Place(name, sheet.title)
    hidden = [number for number, each in sheet.row_dimensions.items() if each.hidden and number > header_row]
    if hidden:
        listed = ", ".join(str(each) for each in sorted(hidden)[:20])
        yield Finding(Severity.INFO, "hidden-rows", phrase("hidden-rows", rows=listed), here)
    if sheet.merged_cells.ranges:
        ranges = ", ".join(sorted(str(each) for each in sheet.merged_cells.ranges)[:10])
        yield Finding(Severity.WARNING, "merged-cells", phrase("merged-cells", ranges=ranges), here)
    for each in {each for each in header if each and header.count(each) > 1}:
        place = Place(name, sheet.title, header_row, header.index(each) + 1, each)
        problem = phrase("duplicate-header", count=header.count(each), header=each)
        yield Finding(Severity.WARNING, "duplicate-header", problem, place)
