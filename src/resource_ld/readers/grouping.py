"""Rows that share an id, merged: one row a resource, as library exports with one row an author want."""

from collections.abc import Iterable, Iterator

from resource_ld.model import Finding, Row


def group(rows: Iterable[Row | Finding], header: str) -> Iterator[Row | Finding]:
    """Yield findings as they come, then rows merged by the value of a column, in the order of their first rows.

    The first row's place is kept; values of later rows are added where they are new. Rows without the value stay alone.
    A row that could not be read whole holds those it is merged with.
    """
    merged: dict[str, dict[str, tuple[str, ...]]] = {}
    first: dict[str, Row] = {}
    problems: dict[str, tuple[Finding, ...]] = {}
    for number, row in enumerate(rows):
        if isinstance(row, Finding):
            yield row
            continue
        key = row.cells[header][0] if header in row.cells else f"\0{number}"
        problems[key] = (*problems.get(key, ()), *row.problems)
        if key not in first:
            first[key], merged[key] = row, dict(row.cells)
            continue
        for name, texts in row.cells.items():
            held = merged[key].get(name, ())
            merged[key][name] = (*held, *(each for each in texts if each not in held))
    for key, row in first.items():
        yield Row(row.place, merged[key], row.columns, row.links, row.hidden, problems[key])
