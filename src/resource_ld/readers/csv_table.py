"""CSV and TSV: byte order marks, encodings, delimiters, strict quoting; every row knows its line."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from resource_ld.config import Catalogue
from resource_ld.errors import CatalogueError
from resource_ld.model import Finding, Place, Row, Severity
from resource_ld.readers.table import CELL_LIMIT, Table, check_text, checked, clean, places_in, repeated
from resource_ld.sentences import phrase

DELIMITERS = (",", ";", "\t", "|")
SNIFFED = 64
"""Rows that decide the delimiter."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_csv(catalogue: Catalogue, path: Path) -> Table:
    """Return the rows of a text table; raise CatalogueError when it cannot be decoded or has no header."""
    # The csv module's limit of 131,072 is one for the process; a cell of a megabyte is our own finding, with its place.
    csv.field_size_limit(64 * CELL_LIMIT)
    encoding = encoding_of(path, catalogue)
    delimiter = delimiter_of(path, catalogue, encoding)
    with path.open(encoding=encoding, newline="") as file:
        rows = _Rows(file, delimiter, catalogue.path)
        header, number = rows.header(), rows.number
    names = tuple(dict.fromkeys(each for each in header if each))
    findings = tuple(_duplicates(header, Place(catalogue.path, row=number)))
    return Table(names, _stream(path, encoding, delimiter, catalogue.path), findings, number)


def _stream(path: Path, encoding: str, delimiter: str, name: str) -> Iterator[Row | Finding]:
    """Yield the rows while the file is read: as one text, 100,000 rows would take 400 MB."""
    with path.open(encoding=encoding, newline="") as file:
        rows = _Rows(file, delimiter, name)
        yield from rows.read(rows.header())


def delimiter_of(path: Path, catalogue: Catalogue, encoding: str) -> str:
    """Return what stands between the cells of a file: what the configuration says, else what its first rows show."""
    if catalogue.delimiter:
        return catalogue.delimiter
    with path.open(encoding=encoding, newline="") as file:
        start = file.read(1 << 18)
    return sniff(start, ("\t",) if path.suffix.lower() == ".tsv" else DELIMITERS)


def encoding_of(path: Path, catalogue: Catalogue) -> str:
    """Return the encoding a whole file can be read in; raise CatalogueError naming the line where none fits."""
    with path.open("rb") as file:
        start = file.read(4)
    named = next((encoding for mark, encoding in _BOMS if start.startswith(mark)), "utf-8")
    if named != "utf-8" or catalogue.encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        _check_encoding(path, named, catalogue)
        return named
    try:
        _check_encoding(path, named, catalogue)
    except CatalogueError:
        _check_encoding(path, catalogue.encoding, catalogue)
        return catalogue.encoding
    return named


def _check_encoding(path: Path, encoding: str, catalogue: Catalogue) -> None:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError:
        raise CatalogueError(
            f"unknown encoding {encoding!r}", where=catalogue.path, mend='Try encoding = "cp1252".'
        ) from None
    line = 1
    with path.open("rb") as file:
        # Empty at the end too: a file cut off within a character is found by the last, final call.
        while chunk := file.read(1 << 20):
            _decode(decoder, chunk, catalogue, (encoding, line))
            line += chunk.count(b"\n")
    _decode(decoder, b"", catalogue, (encoding, line))


def _decode(decoder: codecs.IncrementalDecoder, chunk: bytes, catalogue: Catalogue, at: tuple[str, int]) -> None:
    encoding, line = at
    try:
        decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        line += error.object.count(b"\n", 0, error.start)
        raise CatalogueError(
            f"byte {error.object[error.start]:#04x} is not {encoding}", where=f"{catalogue.path}, line {line}",
            mend='Save it as "CSV UTF-8" in Excel, or set encoding = "cp1252" (Excel\'s plain CSV).',
        ) from None  # fmt: skip


def sniff(text: str, delimiters: tuple[str, ...]) -> str:
    r"""Return the delimiter that cuts the first rows into most columns, the same number in each.

    >>> sniff("a;b;c\n1,5;2;3\n", DELIMITERS)
    ';'
    """

    def fit(delimiter: str) -> tuple[float, int]:
        rows = csv.reader(io.StringIO(text[: 1 << 18], newline=""), delimiter=delimiter)
        widths = [len(row) for row, _ in zip(_lenient(rows), range(SNIFFED), strict=False) if row]
        width, times = Counter(widths).most_common(1)[0] if widths else (1, 1)
        return (times / len(widths) if width > 1 and widths else 0.0, width)

    return max(delimiters, key=fit)


def _lenient(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error:
        return


def _duplicates(header: list[str], place: Place) -> Iterator[Finding]:
    for each, times in Counter(filter(None, header)).items():
        if times > 1:
            column = header.index(each) + 1
            problem = phrase("duplicate-header", count=times, header=each)
            here = replace(place, column=column, header=each)
            yield Finding(Severity.WARNING, "duplicate-header", problem, here)


class _Rows:
    """Reads a text table row by row and remembers the line each row starts on; `number` is that of the last one."""

    def __init__(self, lines: Iterable[str], delimiter: str, name: str) -> None:
        self._name = name
        self._reader = csv.reader(lines, delimiter=delimiter, strict=True)
        self.number = 0

    def _next(self) -> tuple[list[str], int] | None:
        """Return the next row and its first line, None at the end; raise csv.Error."""
        line = self._reader.line_num + 1
        row = next(self._reader, None)
        self.number += 1
        return None if row is None else (row, line)

    def header(self) -> list[str]:
        """Return the header: the first row that is not empty."""
        try:
            while (found := self._next()) is not None:
                if any(each.strip() for each in found[0]):
                    return [clean(each) for each in found[0]]
        except csv.Error as error:
            raise CatalogueError(
                f"the header cannot be read ({error})", where=self._name, mend="Check its quotes."
            ) from None
        raise CatalogueError(
            "the file has no header", where=self._name, mend="Write the names of the columns in row 1."
        )

    def read(self, header: list[str]) -> Iterator[Row | Finding]:
        columns: dict[str, int] = {}
        for number, each in enumerate(header, 1):
            columns.setdefault(each, number)
        several = repeated(header)
        while True:
            line = self._reader.line_num + 1
            try:
                found = self._next()
            except csv.Error as error:
                yield self._broken(error, line)
                return
            if found is None:
                return
            row = self._row(found[0], found[1], header, columns)
            if row is not None and several:
                filled = {number for number, each in enumerate(found[0], 1) if clean(each)}
                row = replace(row, value_places=places_in(row.place, several, filled))
            if row is not None:
                yield checked(row)

    def _broken(self, error: csv.Error, line: int) -> Finding:
        unclosed = "unexpected end" in str(error)
        problem = phrase("quote.open") if unclosed else phrase("quote.bad", reason=str(error))
        return Finding(Severity.VIOLATION, "quote", problem, Place(self._name, row=self.number + 1, line=line))

    def _row(self, texts: list[str], line: int, header: list[str], columns: dict[str, int]) -> Row | None:
        place = Place(self._name, row=self.number, line=line)
        cells: dict[str, tuple[str, ...]] = {}
        surplus: list[int] = []
        for number, (name, written) in enumerate(zip_longest(header, texts, fillvalue=""), 1):
            if text := clean(written):
                if name:
                    cells[name] = (*cells.get(name, ()), text)
                else:
                    surplus.append(number)
        problem = _surplus(replace(place, column=surplus[0]), clean(texts[surplus[0] - 1])) if surplus else None
        if not cells and problem is None:
            return None
        return Row(place, cells, columns, problems=(problem,) if problem else ())


def _surplus(place: Place, text: str) -> Finding:
    """Return the finding of a value that stands under no header."""
    problem = Finding(Severity.VIOLATION, "row-width", phrase("row-width"), place, text[:80])
    return check_text(text, place) or problem
