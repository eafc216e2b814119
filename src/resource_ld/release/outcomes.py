"""What happens because of each finding, once it is known which rows are held and what the site shows instead."""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace

from resource_ld.model import Effect, Finding, Place, Severity

Row = tuple[str, str, int]
"""File, sheet and number of a row."""


def settled(findings: Iterable[Finding], old: Set[str], claims: Mapping[Place, Collection[str]]) -> tuple[Finding, ...]:
    """Return the findings with their outcomes; `old` are the ids that show their last good description.

    `claims` are the ids that held rows are or may be. Of a row that a private rule holds, no finding says the title: reports are handed on.
    """
    found = tuple(findings)
    held = {_row(each) for each in found if each.severity is Severity.VIOLATION and each.outcome is not Effect.REFUSED}
    private = {_row(each) for each in found if each.private}
    kept = {_row_of(place) for place, ids in claims.items() if not old.isdisjoint(ids)}
    return tuple([_settled(each, old, kept, held, private) for each in found])


def _settled(finding: Finding, old: Set[str], kept: Set[Row], held: Set[Row], private: Set[Row]) -> Finding:
    if private and _row(finding) in private:
        finding = replace(finding, title="")
    if finding.outcome is Effect.REFUSED:
        return finding
    if finding.severity is Severity.VIOLATION:
        if finding.private:
            return replace(finding, outcome=Effect.OFF)
        stays = finding.resource_id in old or _row(finding) in kept
        return replace(finding, outcome=Effect.OLD if stays else Effect.HELD)
    if finding.severity is Severity.WARNING and finding.place and finding.place.row and _row(finding) in held:
        return replace(finding, outcome=Effect.WITH_ROW)
    return finding


def _row(finding: Finding) -> Row:
    return _row_of(finding.place) if finding.place else ("", "", 0)


def _row_of(place: Place) -> Row:
    return place.file, place.sheet, place.row
