"""What is no error and yet worth knowing: records without a link, a licence, a language, a date; columns never filled."""

from collections.abc import Iterator, Mapping

from resource_ld.config import Catalogue
from resource_ld.mapping.columns import Draft
from resource_ld.model import Finding, Place, Row, Severity
from resource_ld.sentences import Said, phrase

GAPS = {
    "link": ("url", "file", "doi"),
    "license": ("license", "rights", "rights_statement"),
    "language": ("language",),
    "issued": ("issued", "created"),
}
"""What a record should have, and the fields of which any one will do; the first is the one to ask for."""

RANGES = 12
"""Ranges of rows that a finding names."""


class Gaps:
    """Counts, while the rows of a catalogue go by, what they do not have."""

    def __init__(self, catalogue: Catalogue, header_row: int) -> None:
        self._catalogue, self._header_row = catalogue, header_row
        self._columns = {each.header: each for each in catalogue.columns}
        self._empty = set(self._columns)
        self._lacking: dict[str, list[int]] = {name: [] for name in GAPS}
        self._place: Place | None = None
        self._numbers: Mapping[str, int] = {}
        self._records = 0

    def add(self, row: Row, draft: Draft) -> None:
        """Count one row."""
        self._records += 1
        self._place, self._numbers = row.place, row.columns
        if self._empty:
            self._empty.difference_update(row.cells)
        for name, fields in GAPS.items():
            if not any(each in draft.values for each in fields):
                self._lacking[name].append(row.place.row)

    def findings(self) -> Iterator[Finding]:
        """Yield one note a gap, not one a record."""
        place = self._place
        if place is None:
            return
        for header in (each for each in self._columns if each in self._empty):
            here = Place(place.file, place.sheet, self._header_row, self._numbers.get(header, 0), header)
            yield Finding(
                Severity.INFO, "empty-column", phrase("empty-column", header=header), here, "", self._columns[header].field
            )  # fmt: skip
        for name, rows in self._lacking.items():
            if rows:
                said = phrase(
                    f"gap.{name}",
                    count=len(rows),
                    total=self._records,
                    rows=self._rows(rows),
                    advice=self._advice(name),
                )
                yield Finding(Severity.INFO, f"gap.{name}", said, Place(place.file, place.sheet), "", GAPS[name][0])

    def _rows(self, rows: list[int]) -> Said:
        count = len(rows)
        return (
            phrase("gap.all", count=count)
            if count == self._records
            else phrase("view.rows", count=count, rows=ranges(rows))
        )

    def _advice(self, name: str) -> Said:
        headers = {each.field: each.header for each in reversed(self._catalogue.columns)}
        for field in GAPS[name]:
            if field in headers:
                return phrase("gap.fill", header=headers[field])
        return phrase("gap.column", field=GAPS[name][0])


def ranges(numbers: list[int]) -> Said:
    """Return numbers in ascending order as ranges: the first few of them, and how many more there are.

    >>> ranges([2, 3, 4, 9, 11, 12])
    '2–4, 9, 11–12'
    """
    found: list[list[int]] = []
    for each in numbers:
        if found and each == found[-1][1] + 1:
            found[-1][1] = each
        else:
            found.append([each, each])
    shown = ", ".join(str(start) if start == end else f"{start}–{end}" for start, end in found[:RANGES])
    rest = sum(end - start + 1 for start, end in found[RANGES:])
    return phrase("view.rows.more", rows=shown, count=rest) if rest else shown
