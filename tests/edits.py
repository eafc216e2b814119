"""What a curator does to a catalogue file, row by row."""

import csv
from pathlib import Path

from tests.conftest import Catalogue

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, kept: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(kept[0]))
        writer.writeheader()
        writer.writerows(kept)


def drop(catalogue: Catalogue, title: str) -> Row:
    """Delete the row of a title and return it."""
    found = rows(catalogue.csv)
    (row,) = (each for each in found if each["Title"] == title)
    write(catalogue.csv, [each for each in found if each is not row])
    return row


def add(catalogue: Catalogue, row: Row) -> None:
    """Add a row at the end."""
    write(catalogue.csv, [*rows(catalogue.csv), row])
