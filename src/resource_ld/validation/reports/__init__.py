"""The report as a file; a new form is one module and one line here."""

from collections.abc import Callable
from pathlib import Path

from resource_ld.errors import ReleaseError
from resource_ld.validation.reports.report import (
    Report,
    effect,
    facts_of,
    line_of,
    of_column,
    quoted,
    short,
    table_of,
    where,
)
from resource_ld.validation.reports.tables import as_json, write_csv, write_json
from resource_ld.validation.reports.turtle import write_turtle
from resource_ld.validation.reports.workbook import not_a_catalogue, write_workbook

__all__ = [
    "REPORTS",
    "Report",
    "as_json",
    "effect",
    "facts_of",
    "line_of",
    "of_column",
    "quoted",
    "short",
    "table_of",
    "where",
    "write",
]

REPORTS: dict[str, Callable[[Report, Path], list[Path] | None]] = {
    ".csv": write_csv,
    ".json": write_json,
    ".ttl": write_turtle,
    ".xlsx": write_workbook,
    ".xlsm": write_workbook,
}


def write(report: Report, path: Path) -> list[Path]:
    """Write the report in the form its name ends with, and return what was written.

    Raise ReleaseError when there is no such form or it cannot be written.
    """
    writer = REPORTS.get(path.suffix.lower())
    if writer is None:
        raise ReleaseError(f"no report ends in {path.suffix!r}", where=str(path), mend=f"Choose: {', '.join(REPORTS)}.")
    not_a_catalogue(report, path)
    try:
        return writer(report, path) or [path]
    except OSError as error:
        raise ReleaseError(
            f"the report cannot be written ({error.strerror or error})",
            where=str(path),
            mend="Close it, or choose another place.",
        ) from None
