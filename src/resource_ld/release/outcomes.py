"""What happens because of each finding, once it is known which rows are held and what the site shows instead."""

from collections.abc import Iterable, Set
from dataclasses import replace

from resource_ld.model import Effect, Finding, Severity

Row = tuple[str, str, int]
"""File, sheet and number of a row."""


def settled(findings: Iterable[Finding], old: Set[str]) -> tuple[Finding, ...]:
    """Return the findings with their outcomes; `old` are the ids that show their last good description.

    Of a row that a private rule holds, no finding says the title: reports are handed on.
    """
    found = tuple(findings)
    held = {_row(each) for each in found if each.severity is Severity.VIOLATION}
    private = {_row(each) for each in found if each.private}
    return tuple([_settled(each, old, held, private) for each in found])


def _settled(finding: Finding, old: Set[str], held: Set[Row], private: Set[Row]) -> Finding:
    if private and _row(finding) in private:
        finding = replace(finding, title="")
    if finding.severity is Severity.VIOLATION:
        if finding.private:
            return replace(finding, outcome=Effect.OFF)
        stays = finding.resource_id in old or finding.rule == "pending"
        return replace(finding, outcome=Effect.OLD if stays else Effect.HELD)
    if finding.severity is Severity.WARNING and finding.place and finding.place.row and _row(finding) in held:
        return replace(finding, outcome=Effect.WITH_ROW)
    return finding


def _row(finding: Finding) -> Row:
    place = finding.place
    return (place.file, place.sheet, place.row) if place else ("", "", 0)
