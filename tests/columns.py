"""Adds columns to a copy of the example catalogue, which has few."""

import csv
from collections.abc import Mapping, Sequence

from tests.conftest import Catalogue


def add_columns(catalogue: Catalogue, columns: Mapping[str, tuple[str, Sequence[str]]]) -> None:
    """Add columns: header → (field, its cells from the first row on; those left over stay empty)."""
    with catalogue.csv.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    for name, (field, cells) in columns.items():
        header.append(name)
        for row, cell in zip(rows, (*cells, *[""] * (len(rows) - len(cells))), strict=True):
            row.append(cell)
        catalogue.configure('Category = "category"', f'Category = "category"\n{name} = "{field}"')
    with catalogue.csv.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
