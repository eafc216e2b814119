"""The dumps of a release: RDF in four formats, tables in three, and their checksums."""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from resource_ld.fields import Field
from resource_ld.model import Resource, as_text
from resource_ld.release.facts import compact
from resource_ld.release.gzip_text import GzipText
from resource_ld.serialize import writer
from resource_ld.terms import Triple

RDF_DUMPS = {"ntriples": "nt", "turtle": "ttl", "jsonld": "jsonld", "rdfxml": "rdf"}
SUMS = "SHA256SUMS"
WRITE_ERRORS: tuple[type[Exception], ...] = (XlsxWriterException,)
"""What writing dumps raises, beside OSError, when the disk is full."""

CELL_LIMIT = 32_767
"""Characters Excel holds in a cell; a longer text is cut there, and says where the whole one is."""

CUT = " […] whole text in catalogue.csv"
ROW_LIMIT = 1_048_575
"""Rows Excel holds under a header; past that no XLSX is written."""


class RdfDumps:
    """Streams descriptions into one file a format."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._open = [(writer(name), GzipText(folder / f"catalogue.{suffix}.gz")) for name, suffix in RDF_DUMPS.items()]
        for serializer, file in self._open:
            file.write(serializer.open())

    def add(self, triples: Sequence[Triple]) -> None:
        """Append one description, sorted."""
        for serializer, file in self._open:
            file.write(serializer.write(triples))

    def close(self) -> None:
        """Finish all files."""
        for serializer, file in self._open:
            file.write(serializer.close())
            file.close()


class TableDumps:
    """Streams resources into CSV, newline-delimited JSON and XLSX: one row a resource, one column a field."""

    def __init__(
        self, folder: Path, fields: Mapping[str, Field], *, base_iri: str, created: datetime, xlsx: bool = True
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._names = [name for name in fields if name not in ("id", "text_language")]
        self._base = base_iri
        self._csv_file = (folder / "catalogue.csv").open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._csv_file)
        self._json = GzipText(folder / "catalogue.ndjson.gz")
        self._sheet = _Sheet(folder / "catalogue.xlsx", created) if xlsx else None
        self._write(["id", "iri", *self._names])

    def add(self, resource: Resource) -> None:
        """Append one resource."""
        iri = f"{self._base}resource/{resource.id}"
        values = {
            name: [as_text(each) for each in resource.values[name]] for name in self._names if name in resource.values
        }
        self._write([resource.id, iri, *(" | ".join(values.get(name, ())) for name in self._names)])
        self._json.write(compact({"id": resource.id, "iri": iri, **values}) + "\n")

    def _write(self, cells: list[str]) -> None:
        self._csv.writerow(cells)
        if self._sheet is not None:
            self._sheet.add(cells)

    def close(self) -> None:
        """Finish all files."""
        self._csv_file.close()
        self._json.close()
        if self._sheet is not None:
            self._sheet.close()


class _Sheet:
    """One sheet of text cells, the same bytes each time: XlsxWriter with a given creation date (FACTS 30b)."""

    def __init__(self, path: Path, created: datetime) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"created": created.replace(tzinfo=None)})
        self._sheet = self._book.add_worksheet("catalogue")
        self._sheet.freeze_panes(1, 2)
        self._row = 0

    def add(self, cells: list[str]) -> None:
        if self._row > ROW_LIMIT:
            return
        for column, text in enumerate(cells):
            if text:
                cut = text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(CUT)] + CUT
                self._write(column, cut)
        self._row += 1

    def _write(self, column: int, text: str) -> None:
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such a text for markup of its own making and writes it as it is; in pieces it is none.
            self._sheet.write_rich_string(self._row, column, *text[:2], text[2:])
        else:
            self._sheet.write_string(self._row, column, text)

    def close(self) -> None:
        self._book.close()


def write_sums(folder: Path) -> None:
    """Write `SHA256SUMS`, which `sha256sum -c` checks."""
    with (folder / SUMS).open("w", encoding="ascii", newline="") as file:
        file.writelines(f"{digest}  {name}\n" for name, digest in _digests(folder))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.iterdir()):
        if path.name != SUMS:
            with path.open("rb") as file:
                yield path.name, hashlib.file_digest(file, "sha256").hexdigest()
