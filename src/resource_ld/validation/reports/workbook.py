"""The catalogue again as a workbook, with a comment on each cell that something is found in: to be edited and published."""

import csv
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter

from resource_ld.config import Catalogue
from resource_ld.errors import ReleaseError
from resource_ld.model import Finding, Severity, column_letters
from resource_ld.readers.csv_table import delimiter_of, encoding_of
from resource_ld.validation.reports.annotate import AUTHOR, annotate
from resource_ld.validation.reports.report import Report, effect

SPREADSHEETS = (".xlsx", ".xlsm")
TABLES = (".csv", ".tsv", ".txt")
CELL_LIMIT = 32_767
"""Characters Excel holds in a cell."""

_COLOURS = {Severity.VIOLATION: "#F8CBAD", Severity.WARNING: "#FFE699", Severity.INFO: "#DDEBF7"}
Cell = tuple[int, int]
"""Row and column, counted from 1."""


def write_workbook(report: Report, path: Path) -> None:
    """Write the workbook of each catalogue; of several, each under its own name beside `path`."""
    catalogues = report.settings.catalogues
    for each in catalogues:
        target = path if len(catalogues) == 1 else path.with_name(f"{path.stem}-{each.name}{path.suffix}")
        _write(report, each, target)


def _write(report: Report, catalogue: Catalogue, target: Path) -> None:
    source = report.settings.root / catalogue.path
    here = [each for each in report.findings if each.place and each.place.row and each.place.file == catalogue.path]
    if source.suffix.lower() in TABLES:
        _from_table(source, catalogue, target, here, report.language)
    elif source.suffix.lower() in SPREADSHEETS:
        sheet = next((each.place.sheet for each in here if each.place), catalogue.sheet)
        texts = {
            f"{column_letters(column)}{row}": text for (row, column), text in comments(here, report.language).items()
        }
        annotate(source, target, sheet, texts)
    else:
        raise ReleaseError(
            f"{catalogue.path} has no cells to comment on",
            where=str(target),
            mend="Write the report as .csv, .json or .ttl.",
        )


def comments(findings: list[Finding], language: str) -> dict[Cell, str]:
    """Return what is said at each cell; what is found in a whole row is said at its first cell."""
    said: dict[Cell, dict[str, None]] = {}
    for each in sorted(findings, key=lambda finding: -finding.severity):
        assert each.place is not None
        line = f"{each.sentence(language)} [{effect(each, language)}]"
        said.setdefault((each.place.row, each.place.column or 1), {})[line] = None
    return {cell: "\n".join(lines) for cell, lines in sorted(said.items())}


def _from_table(source: Path, catalogue: Catalogue, target: Path, findings: list[Finding], language: str) -> None:
    """Write a text table as a workbook of texts, cell for cell: nothing is turned into a number or a date."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    said, worst = comments(findings, language), _worst(findings)
    with xlsxwriter.Workbook(str(target), options) as book:
        sheet = book.add_worksheet()
        colours = {
            each: book.add_format({"bg_color": _COLOURS[each], "text_wrap": True, "valign": "top"}) for each in Severity
        }
        plain, bold = book.add_format({"valign": "top"}), book.add_format({"bold": True})
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 99, 24)
        for row, cells in enumerate(_rows(source, catalogue), 1):
            for column, text in enumerate(cells, 1):
                severity = worst.get((row, column))
                style = colours[severity] if severity else bold if row == 1 else plain
                if text:
                    sheet.write_string(row - 1, column - 1, text[:CELL_LIMIT], style)
                elif severity:
                    sheet.write_blank(row - 1, column - 1, None, style)
        for (row, column), text in said.items():
            height = 24 + 18 * (1 + len(text) // 38)
            sheet.write_comment(row - 1, column - 1, text, {"author": AUTHOR, "x_scale": 2, "height": height})


def _worst(findings: list[Finding]) -> Mapping[Cell, Severity]:
    found: dict[Cell, Severity] = {}
    for each in findings:
        assert each.place is not None
        cell = (each.place.row, each.place.column or 1)
        found[cell] = max(each.severity, found.get(cell, each.severity))
    return found


def _rows(source: Path, catalogue: Catalogue) -> list[list[str]]:
    """Return the rows as far as they can be read: a quote that is never closed ends them, as it ends reading."""
    rows: list[list[str]] = []
    encoding = encoding_of(source, catalogue)
    with source.open(encoding=encoding, newline="") as file:
        try:
            for row in csv.reader(file, delimiter=delimiter_of(source, catalogue, encoding), strict=True):
                rows.append(row)  # noqa: PERF402 - what was read before an error counts
        except csv.Error:
            return rows
    return rows
