"""The report for programs (JSON) and for sorting and handing on (CSV)."""

import csv
import json
from pathlib import Path

from resource_ld.model import Finding
from resource_ld.sentences import phrase, say
from resource_ld.validation.reports.report import Report, cell_of, effect, facts_of

COLUMNS = (
    "outcome",
    "file",
    "sheet",
    "cell",
    "column",
    "title",
    "iri",
    "value",
    "sentence",
    "suggestion",
    "rule",
    "since",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(report: Report, path: Path) -> None:
    """Write one row a finding, the worst first, with a byte order mark so that Excel reads it as UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([say(phrase(f"table.{each}"), report.language) for each in COLUMNS])
        for each in sorted(report.findings, key=_worst_first):
            rows.writerow([_harmless(cell) for cell in _cells(each, report)])


def _worst_first(finding: Finding) -> tuple[int, str, int, int]:
    place = finding.place
    return -finding.severity, place.file if place else "", place.row if place else 0, place.column if place else 0


def _cells(finding: Finding, report: Report) -> list[str]:
    facts = facts_of(finding, report)
    language = report.language
    facts |= {
        "outcome": effect(finding, language), "sentence": facts["message"], "suggestion": finding.nearest(language),
        "since": say(phrase("view.new"), language) if facts["new"] else "",
        "cell": cell_of(finding.place, language) if finding.place else "",
    }  # fmt: skip
    return [str(facts[each]) for each in COLUMNS]


def _harmless(text: str) -> str:
    # A spreadsheet would calculate a text that begins so (OWASP, CSV Injection).
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_json(report: Report) -> str:
    """Return the report as one JSON document."""
    document = {**report.counts, "findings": [facts_of(each, report) for each in report.findings]}
    return json.dumps(document, ensure_ascii=False, indent=1)


def write_json(report: Report, path: Path) -> None:
    """Write the report as one JSON document."""
    path.write_text(as_json(report) + "\n", encoding="utf-8")
