"""Brings SHACL results home to cells, and groups findings for reading."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from resource_ld.fields import FIELDS
from resource_ld.model import Finding, Place, Severity
from resource_ld.terms import curie
from resource_ld.validation.result import Result

PlaceOf = Callable[[str], tuple[Place | None, str]]
_NAMES: dict[str, str] = {}
for _field in reversed(FIELDS):
    _NAMES |= {curie(each)[1:-1]: _field.name for each in (_field.dublin_core, _field.schema_org) if each}
_NAMES["https://w3id.org/resource-ld/ns#yearFrom"] = _NAMES["https://w3id.org/resource-ld/ns#yearUntil"] = "issued"

SHOWN = 5
"""Findings of one kind that are shown in full; the others are counted."""


def finding(result: Result, resource_id: str, place_of: PlaceOf) -> Finding:
    """Return the finding of a result; `place_of` gives the cell and the text of a field."""
    name = _NAMES.get(result.path, "")
    place, written = place_of(name)
    rule = result.shape.rpartition("#")[2]
    return Finding(
        result.severity, rule, result.message, place, "" if result.private else result.value or written, name or result.path,
        resource_id, result.private,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule: the first few, and how many there are."""

    severity: Severity
    rule: str
    count: int
    examples: tuple[Finding, ...]


def group(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Return findings by rule, the worst and most frequent first."""
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for each in findings:
        groups.setdefault((each.severity, each.rule), []).append(each)
    ordered = sorted(groups.items(), key=lambda each: (-each[0][0], -len(each[1]), each[0][1]))
    return tuple(Group(severity, rule, len(some), _different(some)) for (severity, rule), some in ordered)


def _different(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the first few findings that say different things."""
    found: dict[str, Finding] = {}
    for each in findings:
        # A held row is always worth its place; a warning about one word is worth one line.
        by_place = each.severity is Severity.VIOLATION or not each.value
        found.setdefault(str(each.place) if by_place else each.message, each)
    return tuple(found.values())[:SHOWN]
