"""What happens because of each finding, once it is known which rows are held and what the site shows instead."""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace

from resource_ld.model import Effect, Finding, Place, Severity

Row = tuple[str, str, int]
"""File, sheet and number of a row."""


def row_of(place: Place) -> Row:
    """Return which row a place is in."""
    return place.file, place.sheet, place.row


def settled(
    findings: Iterable[Finding], old: Set[str], claims: Mapping[Place, Collection[str]], merged: Mapping[Row, Row]
) -> tuple[Finding, ...]:
    """Return the findings with their outcomes; `old` are the ids that show their last good description.

    `claims` are the ids that held rows are or may be, `merged` maps a row to the one it was merged into: what holds one
    of them holds both. Of a row that a private rule holds, no finding says the title: reports are handed on.
    """
    found = [(each, _row(each, merged)) for each in findings]
    held = {row for each, row in found if _holds(each)}
    private = {row for each, row in found if each.private}
    kept = {row_of(place) for place, ids in claims.items() if not old.isdisjoint(ids)}
    known = []
    for each, row in found:
        told = replace(each, title="") if row in private else each
        known.append(_settled(told, stays=each.resource_id in old or row in kept, held=row in held))
    return tuple(known)


def held_rows(findings: Iterable[Finding], merged: Mapping[Row, Row]) -> Set[Row]:
    """Return the rows that a violation holds; rows that were merged are one."""
    return {_row(each, merged) for each in findings if each.place and _holds(each)}


def of_no_held_row(findings: Iterable[Finding], held: Set[Row], merged: Mapping[Row, Row]) -> list[Finding]:
    """Return the findings about what is published, or about no row at all."""
    return [each for each in findings if _row(each, merged) not in held]


def _holds(finding: Finding) -> bool:
    return finding.severity is Severity.VIOLATION and finding.outcome is not Effect.REFUSED


def _settled(finding: Finding, *, stays: bool, held: bool) -> Finding:
    if finding.outcome is Effect.REFUSED:
        return finding
    if finding.severity is Severity.VIOLATION:
        if finding.private:
            return replace(finding, outcome=Effect.OFF)
        return replace(finding, outcome=Effect.OLD if stays else Effect.HELD)
    if finding.severity is Severity.WARNING and finding.place and finding.place.row and held:
        return replace(finding, outcome=Effect.WITH_ROW)
    return finding


def _row(finding: Finding, merged: Mapping[Row, Row]) -> Row:
    row = row_of(finding.place) if finding.place else ("", "", 0)
    return merged.get(row, row) if merged else row
