"""What every reader gives: the header, the rows streamed, findings about the file; and the checks all texts go through."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from resource_ld.config import Catalogue, nearest
from resource_ld.errors import CatalogueError
from resource_ld.model import Finding, Place, Row, Severity
from resource_ld.sentences import phrase

CELL_LIMIT = 1 << 20
"""Characters of a cell; a longer one is no text but an accident."""

_CANNOT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 section 2.2 cannot carry, so that RDF/XML and OAI-PMH could not either."""


@dataclass(frozen=True, slots=True)
class Table:
    """A catalogue file: `header` in order, `rows` streamed once; a row of which nothing can be read is a Finding among them.

    `header_row` is the number of the row the header stands in, 0 where there is none.
    """

    header: tuple[str, ...]
    rows: Iterator[Row | Finding]
    findings: tuple[Finding, ...] = ()
    header_row: int = 0


def check_text(text: str, place: Place) -> Finding | None:
    """Return the finding of a text no format can carry, or None."""
    if found := _CANNOT.search(text):
        half = "\ud800" <= found[0] <= "\udfff"
        problem = phrase("character.surrogate") if half else phrase("character.control", code=f"{ord(found[0]):04X}")
        return Finding(Severity.VIOLATION, "character", problem, place, text[:80])
    if len(text) > CELL_LIMIT:
        problem = phrase("cell-size", size=f"{len(text):,}", limit=f"{CELL_LIMIT:,}")
        return Finding(Severity.VIOLATION, "cell-size", problem, place, text[:80])
    return None


def checked(row: Row) -> Row:
    """Return a row; without the cells that no format can carry, and with the finding of the first of them."""
    found: dict[str, Finding] = {}
    for header, texts in row.cells.items():
        for number, text in enumerate(texts):
            if text.isprintable() and len(text) <= CELL_LIMIT and not _CANNOT.search(text):
                continue
            if (finding := check_text(text, row.at(header, number))) is not None:
                found.setdefault(header, finding)
    if not found:
        return row
    cells = {header: texts for header, texts in row.cells.items() if header not in found}
    return replace(row, cells=cells, problems=row.problems or tuple(found.values())[:1])


def clean(text: str) -> str:
    """Return a cell without the space around it and with line breaks as line feeds."""
    text = text.strip()
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def repeated(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the columns of each header that stands over several.

    >>> repeated(["ID", "Country", "", "Country", ""])
    {'Country': (2, 4)}
    """
    columns: dict[str, tuple[int, ...]] = {}
    for number, each in enumerate(header, 1):
        if each:
            columns[each] = (*columns.get(each, ()), number)
    return {each: numbers for each, numbers in columns.items() if len(numbers) > 1}


def places_in(
    place: Place, columns: Mapping[str, Sequence[int]], filled: Container[int]
) -> dict[str, tuple[Place, ...]]:
    """Return the place of each value of repeated columns in one row, of which the columns `filled` hold a value."""
    return {
        header: tuple([replace(place, column=each, header=header) for each in numbers if each in filled])
        for header, numbers in columns.items()
    }


def check_columns(catalogue: Catalogue, table: Table) -> tuple[Finding, ...]:
    """Raise CatalogueError for a mapped column the file lacks; return one finding for all columns not mapped."""
    mapped = [column.header for column in catalogue.columns]
    missing = [each for each in mapped if each not in table.header]
    unused = [each for each in table.header if each not in mapped and each not in catalogue.ignore and each]
    if missing:
        raise CatalogueError(
            f"no column {missing[0]!r}", where=catalogue.path,
            mend=f"{nearest(missing[0], unused or list(table.header))} Change [catalogue.columns] or the header.",
        )  # fmt: skip
    if not unused:
        return ()
    listed = ", ".join(repr(each) for each in unused)
    return (Finding(Severity.INFO, "not-published", phrase("not-published", columns=listed), Place(catalogue.path)),)


_SIGNATURES = (
    (b"PK\x03\x04", (".xlsx", ".xlsm"), "is a zip or Excel file", "Give it the ending .xlsx, or save it as CSV UTF-8."),
    (
        b"\xd0\xcf\x11\xe0",
        (),
        "is an old Excel file (.xls) or protected by a password",
        "Save it as .xlsx without a password.",
    ),
    (b"%PDF", (), "is a PDF", "Export the catalogue as CSV, XLSX or JSON."),
    (b"{\\rtf", (), "is a word processor's file", "Export the catalogue as CSV, XLSX or JSON."),
)


def check_file(path: Path, name: str) -> None:
    """Raise CatalogueError, each with its own sentence, for what is no catalogue at all."""
    if path.name.startswith("~$"):
        raise CatalogueError(
            "this is the lock file of an open workbook", where=name, mend=f"Name {path.name[2:]!r} instead."
        )
    if not path.exists():
        near = nearest(path.name, [each.name for each in path.parent.iterdir()]) if path.parent.is_dir() else ""
        raise CatalogueError("there is no such file", where=name, mend=near or "Check path in resource-ld.toml.")
    if path.is_dir():
        raise CatalogueError("this is a folder", where=name, mend="Name the file in it.")
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except PermissionError:
        raise CatalogueError(
            "the file may not be read", where=name, mend="Close it in Excel, or allow reading it."
        ) from None
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise CatalogueError("the file is empty", where=name, mend="Save the catalogue again.")
    for signature, endings, what, mend in _SIGNATURES:
        if start.startswith(signature) and path.suffix.lower() not in endings:
            raise CatalogueError(f"this {what}, called {path.suffix or 'nothing'}", where=name, mend=mend)
    if re.match(rb"\s*(<!doctype html|<html|<head)", start.removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE):
        raise CatalogueError(
            "this is a web page", where=name, mend="The download may have asked for a login; download the file itself."
        )


def open_elsewhere(path: Path, name: str) -> tuple[Finding, ...]:
    """Return a note when a spreadsheet program seems to have the file open, so that its last changes may be missing."""
    if not (path.parent / f"~${path.name}").exists() and not (path.parent / f".~lock.{path.name}#").exists():
        return ()
    return (Finding(Severity.INFO, "open-in-excel", phrase("open-in-excel"), Place(name)),)
