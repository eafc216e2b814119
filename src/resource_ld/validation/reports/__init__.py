"""The report as a file; a new form is one module and one line here."""

from collections.abc import Callable
from pathlib import Path

from resource_ld.errors import ReleaseError
from resource_ld.validation.reports.report import Report, effect, facts_of, line_of, short, where
from resource_ld.validation.reports.tables import as_json, write_csv, write_json
from resource_ld.validation.reports.turtle import write_turtle
from resource_ld.validation.reports.workbook import write_workbook

__all__ = ["REPORTS", "Report", "as_json", "effect", "facts_of", "line_of", "short", "where", "write"]

REPORTS: dict[str, Callable[[Report, Path], None]] = {
    ".csv": write_csv,
    ".json": write_json,
    ".ttl": write_turtle,
    ".xlsx": write_workbook,
    ".xlsm": write_workbook,
}


def write(report: Report, path: Path) -> None:
    """Write the report in the form its name ends with; raise ReleaseError when there is none or it cannot be written."""
    writer = REPORTS.get(path.suffix.lower())
    if writer is None:
        raise ReleaseError(f"no report ends in {path.suffix!r}", where=str(path), mend=f"Choose: {', '.join(REPORTS)}.")
    held = [(report.settings.root / each.path).resolve() for each in report.settings.catalogues]
    if path.resolve() in held:
        raise ReleaseError("this is the catalogue itself", where=str(path), mend="Give the report another name.")
    try:
        writer(report, path)
    except OSError as error:
        raise ReleaseError(
            f"the report cannot be written ({error.strerror or error})",
            where=str(path),
            mend="Close it, or choose another place.",
        ) from None
