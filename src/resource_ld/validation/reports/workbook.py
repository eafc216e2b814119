"""The catalogue again as a workbook, with a comment on each cell that something is found in: to be edited and published."""

import csv
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import xlsxwriter

from resource_ld.config import Catalogue
from resource_ld.errors import ReleaseError
from resource_ld.model import Finding, Severity, column_letters
from resource_ld.readers.csv_table import delimiter_of, encoding_of
from resource_ld.validation.reports.annotate import annotate, writable
from resource_ld.validation.reports.report import Report, effect
from resource_ld.validation.reports.said_before import AUTHOR, SIGN

SPREADSHEETS = (".xlsx", ".xlsm")
TABLES = (".csv", ".tsv", ".txt")
CELL_LIMIT = 32_767
"""Characters Excel holds in a cell, in units of UTF-16."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What Excel's sheet holds."""

_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What XlsxWriter escapes; in a text cut in pieces it does so twice."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_COLOURS = {Severity.VIOLATION: "#F8CBAD", Severity.WARNING: "#FFE699", Severity.INFO: "#DDEBF7"}
Cell = tuple[int, int]
"""Row and column, counted from 1."""


def write_workbook(report: Report, path: Path) -> list[Path]:
    """Write a copy of each file with comments, of several each under its own name beside `path`; return their paths.

    Either all are written or none: what is cut off must not stand in the place of a copy somebody works in.
    """
    files: dict[str, list[Catalogue]] = {}
    for each in report.settings.catalogues:
        files.setdefault(each.path, []).append(each)
    targets = [path if len(files) == 1 else _beside(path, some[0]) for some in files.values()]
    for some, target in zip(files.values(), targets, strict=True):
        _check_ending(target, some[0])
        not_a_catalogue(report, target)
    with tempfile.TemporaryDirectory(prefix=".report-", dir=path.parent) as folder:
        copies = [_write(report, some, Path(folder) / str(number)) for number, some in enumerate(files.values())]
        for copy, target in zip(copies, targets, strict=True):
            copy.replace(target)
    return targets


def _beside(path: Path, catalogue: Catalogue) -> Path:
    return path.with_name(f"{path.stem}-{catalogue.name}{_ending(catalogue)}")


def not_a_catalogue(report: Report, target: Path) -> None:
    """Raise ReleaseError for a report that would be written over the catalogue it is about."""
    held = [(report.settings.root / each.path).resolve() for each in report.settings.catalogues]
    if target.resolve() in held or any(target.exists() and each.exists() and target.samefile(each) for each in held):
        raise ReleaseError("this is the catalogue itself", where=str(target), mend="Give the report another name.")


def _ending(catalogue: Catalogue) -> str:
    ending = Path(catalogue.path).suffix.lower()
    return ending if ending in SPREADSHEETS else SPREADSHEETS[0]


def _check_ending(target: Path, catalogue: Catalogue) -> None:
    """Raise ReleaseError when a copy would not be what its name says: Excel opens no workbook of macros called .xlsx."""
    if target.suffix.lower() != (ending := _ending(catalogue)):
        raise ReleaseError(
            f"the copy of {catalogue.path} ends in {ending}", where=str(target),
            mend=f"Name it {target.with_suffix(ending).name}.",
        )  # fmt: skip


def _write(report: Report, catalogues: list[Catalogue], copy: Path) -> Path:
    """Write the copy of a file, which holds one catalogue or, in its sheets, several; return where it is."""
    first = catalogues[0]
    source = report.settings.root / first.path
    here = [each for each in report.findings if each.place and each.place.row and each.place.file == first.path]
    if source.suffix.lower() in TABLES:
        from_table(source, first, copy, here, report.language)
        return copy
    if source.suffix.lower() not in SPREADSHEETS:
        raise ReleaseError(
            f"{first.path} has no cells to comment on",
            where=first.path,
            mend="Write the report as .csv, .json or .ttl.",
        )
    named = {each.sheet for each in catalogues if each.sheet}
    for number, sheet in enumerate(dict.fromkeys(each.sheet for each in catalogues)):
        # The one without a name is the first visible sheet, whatever that is called.
        some = [
            each
            for each in here
            if each.place and (each.place.sheet == sheet if sheet else each.place.sheet not in named)
        ]
        texts = {
            f"{column_letters(column)}{row}": said for (row, column), said in comments(some, report.language).items()
        }
        commented = copy.with_name(f"{copy.name}-{number}")
        annotate(source, commented, sheet, texts)
        source = commented
    return source


def comments(findings: list[Finding], language: str) -> dict[Cell, str]:
    """Return what is said at each cell, in lines signed by us; what is found in a whole row is said at its first cell."""
    said: dict[Cell, dict[str, None]] = {}
    for each in sorted(findings, key=lambda finding: -finding.severity):
        assert each.place is not None
        line = f"{SIGN}{' '.join(each.sentence(language).split())} [{effect(each, language)}]"
        said.setdefault((each.place.row, each.place.column or 1), {})[line] = None
    return {cell: "\n".join(lines) for cell, lines in sorted(said.items())}


def from_table(source: Path, catalogue: Catalogue, target: Path, findings: list[Finding], language: str) -> None:
    """Write a text table as a workbook of texts, cell for cell: nothing is turned into a number or a date, nothing is lost.

    Raise ReleaseError before anything is written when a workbook cannot hold the table.
    """
    rows = _rows(source, catalogue)
    _check_rows(rows, catalogue)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(target), options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 99, 24)
        _write_cells(book, sheet, rows, _worst(findings))
        for (row, column), text in comments(findings, language).items():
            said = writable(text)[: CELL_LIMIT // 2]
            height = 24 + 18 * (1 + len(said) // 38)
            sheet.write_comment(row - 1, column - 1, said, {"author": AUTHOR, "x_scale": 2, "height": height})


def _write_cells(book: Any, sheet: Any, rows: list[list[str]], worst: Mapping[Cell, Severity]) -> None:
    colours = {
        each: book.add_format({"bg_color": _COLOURS[each], "text_wrap": True, "valign": "top"}) for each in Severity
    }
    plain, bold = book.add_format({"valign": "top"}), book.add_format({"bold": True})
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            severity = worst.get((row, column))
            style = colours[severity] if severity else bold if row == 1 else plain
            if _like_markup(text):
                # XlsxWriter takes such a text for markup of its own making; cut in three, it is none.
                sheet.write_rich_string(row - 1, column - 1, *text[:2], text[2:], style)
            elif text:
                sheet.write_string(row - 1, column - 1, text, style)
            elif severity:
                sheet.write_blank(row - 1, column - 1, None, style)


def _like_markup(text: str) -> bool:
    return text.startswith("<r>") and text.endswith("</r>")


def _check_rows(rows: list[list[str]], catalogue: Catalogue) -> None:
    """Raise ReleaseError for what Excel's sheet or cell does not hold: a copy without it would be published without it."""
    widest = max(map(len, rows), default=0)
    if len(rows) > MOST_ROWS or widest > MOST_COLUMNS:
        _refuse(catalogue, f"{len(rows):,} rows of up to {widest:,} cells are more than a sheet holds")
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            # Excel counts a character past U+FFFF as two.
            if (
                len(text) > CELL_LIMIT // 2
                and (size := len(text.encode("utf-16-le", "surrogatepass")) // 2) > CELL_LIMIT
            ):
                cell = f"{column_letters(column)}{row}"
                _refuse(catalogue, f"{cell} has {size:,} characters, and a cell of a workbook holds {CELL_LIMIT:,}")
            if _SURROGATE.search(text) or (_like_markup(text) and _ESCAPED.search(text)):
                _refuse(
                    catalogue, f"{column_letters(column)}{row} has characters that cannot be written into a workbook"
                )


def _refuse(catalogue: Catalogue, what: str) -> NoReturn:
    raise ReleaseError(
        f"{what}, so no commented copy is written", where=catalogue.path, mend="Write the report as .csv instead."
    )


def _worst(findings: list[Finding]) -> Mapping[Cell, Severity]:
    found: dict[Cell, Severity] = {}
    for each in findings:
        assert each.place is not None
        cell = (each.place.row, each.place.column or 1)
        found[cell] = max(each.severity, found.get(cell, each.severity))
    return found


def _rows(source: Path, catalogue: Catalogue) -> list[list[str]]:
    """Return the rows; raise ReleaseError where a quote ends reading: a copy of the rows before it would lose the others."""
    encoding = encoding_of(source, catalogue)
    with source.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter_of(source, catalogue, encoding), strict=True)
        try:
            return list(reader)
        except csv.Error as error:
            _refuse(catalogue, f"a quote about line {reader.line_num} hides what follows ({error})")
