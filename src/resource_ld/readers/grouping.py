"""Rows that share an id, merged: one row a resource, as library exports with one row an author want."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from resource_ld.model import Finding, Place, Row


def group(rows: Iterable[Row | Finding], header: str) -> Iterator[Row | Finding]:
    """Yield findings as they come, then rows merged by the value of a column, in the order of their first rows.

    The first row's place is kept; values of later rows are added where they are new, and keep the row they stand in. Rows
    without the value stay alone. A row that could not be read whole holds those it is merged with.
    """
    merged: dict[str, Row] = {}
    for number, row in enumerate(rows):
        if isinstance(row, Finding):
            yield row
            continue
        key = row.cells[header][0] if header in row.cells else f"\0{number}"
        merged[key] = _merged(merged[key], row) if key in merged else row
    yield from merged.values()


def _merged(row: Row, later: Row) -> Row:
    """Return a row with what a later one adds to it."""
    cells, places = dict(row.cells), dict(row.value_places)
    for name, texts in later.cells.items():
        held = cells.get(name, ())
        new = [number for number, each in enumerate(texts) if each not in held]
        if new:
            cells[name] = (*held, *[texts[number] for number in new])
            places[name] = (*_places(row, name), *[later.at(name, number) for number in new])
    return replace(row, cells=cells, value_places=places, problems=(*row.problems, *later.problems))


def _places(row: Row, name: str) -> tuple[Place, ...]:
    return tuple([row.at(name, number) for number in range(len(row.cells.get(name, ())))])
