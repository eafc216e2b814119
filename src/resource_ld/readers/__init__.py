"""Catalogue files → rows. A new format is one module and one line here."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from resource_ld.config import Catalogue
from resource_ld.errors import CatalogueError
from resource_ld.readers.csv_table import read_csv
from resource_ld.readers.grouping import group
from resource_ld.readers.json_records import read_json
from resource_ld.readers.spreadsheet import read_spreadsheet
from resource_ld.readers.table import Table, check_columns, check_file, open_elsewhere

__all__ = ["READERS", "Table", "check_columns", "read"]

READERS: dict[str, Callable[[Catalogue, Path], Table]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
    ".xlsx": read_spreadsheet,
    ".xlsm": read_spreadsheet,
    ".json": read_json,
    ".jsonl": read_json,
    ".ndjson": read_json,
}


def read(catalogue: Catalogue, root: Path) -> Table:
    """Return the rows of a catalogue file; raise CatalogueError, one line, when it cannot be read at all."""
    path = root / catalogue.path
    check_file(path, catalogue.path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise CatalogueError(
            f"the ending {path.suffix!r} is not known",
            where=catalogue.path,
            mend=f"Save it as one of: {', '.join(READERS)}.",
        )
    table = reader(catalogue, path)
    table = replace(table, findings=(*open_elsewhere(path, catalogue.path), *table.findings))
    return replace(table, rows=group(table.rows, catalogue.group_by)) if catalogue.group_by else table
