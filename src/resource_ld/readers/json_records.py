"""JSON and JSON Lines: records flattened to dotted paths; a list gives several values."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from resource_ld.config import Catalogue
from resource_ld.errors import CatalogueError
from resource_ld.model import Finding, Place, Row, Severity
from resource_ld.readers.csv_table import encoding_of
from resource_ld.readers.table import Table, checked, clean
from resource_ld.sentences import Phrase, Said, phrase, say

DEPTH = 64
"""Levels of nesting; real records have under ten, an attack has 200,000 (FACTS 36)."""

LINES = (".jsonl", ".ndjson")


class _Refused(ValueError):
    """A value JSON allows in practice and a catalogue cannot mean; `reason` says why."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(say(reason))
        self.reason = reason


def read_json(catalogue: Catalogue, path: Path) -> Table:
    """Return the records of a file; raise CatalogueError when the whole cannot be read."""
    text = path.read_text(encoding=encoding_of(path, catalogue))
    by_line = path.suffix.lower() in LINES
    read = _lines if by_line else _document
    header: dict[str, None] = {}
    for each in read(text, catalogue.path, header):
        del each
    if not header:
        raise CatalogueError(
            "no records were found", where=catalogue.path, mend="Give a list of objects, or one object a line."
        )
    return Table(tuple(header), read(text, catalogue.path, {}))


def _lines(text: str, name: str, header: dict[str, None]) -> Iterator[Row | Finding]:
    number = 0
    for line, written in enumerate(text.split("\n"), 1):
        if written.strip():
            number += 1
            place = Place(name, row=number, line=line)
            try:
                record = _parse(written)
            except (ValueError, RecursionError) as error:
                yield _unreadable(place, error)
            else:
                yield _row(record, place, header)


def _document(text: str, name: str, header: dict[str, None]) -> Iterator[Row | Finding]:
    try:
        document = _parse(text)
    except (ValueError, RecursionError) as error:
        raise CatalogueError(
            f"not readable as JSON: {say(_reason(error))}", where=name, mend="Export it again, or mend the place named."
        ) from None
    for number, record in enumerate(_records(document, name), 1):
        yield _row(record, Place(name, row=number), header)


def _records(document: Any, name: str) -> list[Any]:
    if isinstance(document, list):
        return document
    lists = [each for each in document.values() if isinstance(each, list)] if isinstance(document, dict) else []
    if len(lists) != 1 or not all(isinstance(each, dict) for each in lists[0]):
        raise CatalogueError(
            "no list of records", where=name, mend="Give a list of objects, or an object with one list in it."
        )
    records: list[Any] = lists[0]
    return records


def _parse(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=_no_constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Refused(phrase("json.twice", name=next(each for each in names if names.count(each) > 1)))
    return found


def _no_constant(name: str) -> None:
    raise _Refused(phrase("json.constant", name=name))


def _reason(error: Exception) -> Said:
    if isinstance(error, _Refused):
        return error.reason
    return phrase("json.recursion") if isinstance(error, RecursionError) else str(error)


def _unreadable(place: Place, error: Exception) -> Finding:
    return Finding(Severity.VIOLATION, "json", phrase("json.unreadable", reason=_reason(error)), place)


def _row(record: Any, place: Place, header: dict[str, None]) -> Row | Finding:
    if not isinstance(record, dict):
        return Finding(Severity.VIOLATION, "json", phrase("json.object"), place, str(record)[:80])
    cells: dict[str, list[str]] = {}
    problems: tuple[Finding, ...] = ()
    try:
        _flatten(record, "", cells, 0)
    except _Refused as error:
        problems = (_unreadable(place, error),)
    header.update(dict.fromkeys(cells))
    return checked(Row(place, {path: tuple(texts) for path, texts in cells.items() if texts}, problems=problems))


def _flatten(value: Any, path: str, cells: dict[str, list[str]], depth: int) -> None:
    if depth > DEPTH:
        raise _Refused(phrase("json.deep", levels=DEPTH))
    if isinstance(value, dict):
        for key, each in value.items():
            _flatten(each, f"{path}.{key}" if path else key, cells, depth + 1)
    elif isinstance(value, list):
        cells.setdefault(path, [])
        for each in value:
            _flatten(each, path, cells, depth + 1)
    else:
        # A path that holds nothing here is still a column of the catalogue.
        texts = cells.setdefault(path, [])
        text = "" if value is None else clean(str(value).lower() if isinstance(value, bool) else value)
        texts += [text] if text else []
