"""Findings for reading: those of one cause under one heading, those of one record together, echoes put aside."""

from collections.abc import Iterable
from dataclasses import dataclass

from resource_ld.model import Effect, Finding, Place, Severity
from resource_ld.sentences import Phrase, Said, has, phrase, say
from resource_ld.validation.explaining import component_of
from resource_ld.validation.findings import ShapeFinding

_OF_CELLS = (
    "address", "doi", "isbn", "id", "free-date", "free-period", "single", "title", "unknown", "ambiguous",
)  # fmt: skip
"""Causes of readers and mapping that are said of a column; the others of a file or a row."""
_SHIPPED = "https://w3id.org/resource-ld/shapes#"
_KINDS = ("NodeKind", "Datatype", "Class")
"""Components that ask for the kind of value which a reader had to leave as a text."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings of one cause, without echoes. `column` is empty where the cause is not one of a column."""

    severity: Severity
    rule: str
    column: Said
    said: Said
    findings: tuple[Finding, ...]

    @property
    def heading(self) -> Said:
        """What the findings have in common, the column first."""
        return phrase("cause", column=self.column, cause=self.said) if self.column else self.said

    @property
    def records(self) -> int:
        """How many rows are concerned; what is said of a whole file counts none, for it says itself how many."""
        return len({_row(each) for each in self.findings if each.place and each.place.row})


def causes(findings: Iterable[Finding]) -> tuple[Cause, ...]:
    """Return findings by cause, the worst first, then those of most findings."""
    groups: dict[tuple[Severity, str, str, str], list[Finding]] = {}
    for each, _ in without_echoes(findings):
        header = each.place.header if each.place else ""
        groups.setdefault((each.severity, each.rule, header, _key(each)), []).append(each)
    ordered = sorted(groups.items(), key=lambda item: (-item[0][0], -len(item[1]), item[0][1:]))
    found = []
    for (severity, rule, _, _), some in ordered:
        listed = tuple(sorted(some, key=_where))
        found.append(Cause(severity, rule, column_of(listed[0]), cause_of(listed[0]), listed))
    return tuple(found)


def column_of(finding: Finding) -> Said:
    """Return the column a finding is about as the curator calls it, else the name of the shape."""
    header = finding.place.header if finding.place else ""
    if isinstance(finding, ShapeFinding):
        return header or finding.shape_name or finding.path.rpartition("#")[2].rpartition("/")[2]
    return (header or finding.path) if _key(finding) in _OF_CELLS else ""


def cause_of(finding: Finding) -> Said:
    """Return what findings of one rule have in common, in a few words."""
    found, key = _found(finding), _key(finding)
    if has(f"cause.{key}"):
        return Phrase(f"cause.{key}", found.facts if found else ())
    name: Said = (finding.shape_name if isinstance(finding, ShapeFinding) else "") or finding.rule
    return phrase("cause.other", name=name)


def _found(finding: Finding) -> Phrase | None:
    """Return what is wrong in our words."""
    if isinstance(finding, ShapeFinding):
        return finding.found
    return finding.problem if isinstance(finding.problem, Phrase) else None


def _key(finding: Finding) -> str:
    """Return under which key of the tables the cause of a finding stands."""
    if isinstance(finding, ShapeFinding):
        return finding.found.key if finding.found and has(f"cause.{finding.found.key}") else finding.rule
    for family in ("unknown", "ambiguous"):
        if finding.rule.startswith(f"{family}-"):
            return family
    return finding.rule


def without_echoes(findings: Iterable[Finding]) -> list[tuple[Finding, int]]:
    """Return the findings that say something of their own, each with how many others only repeat it.

    A wrong cell fails several rules: the reader's and a shape's, that of Dublin Core and that of schema.org. The worst
    and plainest is kept; all of them are in the files that `--report` writes.
    """
    cells: dict[tuple[object, ...], list[Finding]] = {}
    for each in findings:
        cells.setdefault((_row(each), each.path), []).append(each)
    found = []
    for some in cells.values():
        said: list[Finding] = []
        echoes: list[int] = []
        for each in sorted(some, key=_plainness) if len(some) > 1 else some:
            of = next((number for number, other in enumerate(said) if _echoes(each, other)), None)
            if of is None:
                said.append(each)
                echoes.append(0)
            else:
                echoes[of] += 1
        found += list(zip(said, echoes, strict=True))
    return found


def _plainness(finding: Finding) -> tuple[int, bool, bool, bool]:
    of_shape = isinstance(finding, ShapeFinding)
    return -finding.severity, of_shape, _component(finding) == "Equals", of_shape and not finding.expected


def _echoes(each: Finding, other: Finding) -> bool:
    """Return whether a finding only repeats what another says of the same cell, which is no less severe."""
    if not isinstance(each, ShapeFinding):
        return False
    if _component(each) == "Equals":
        return True
    if isinstance(other, ShapeFinding):
        return each.value == other.value and _says_no_more(each, other)
    if _component(each) == "MinCount":
        return other.effect in (Effect.LEFT_OUT, Effect.HELD, Effect.OLD)
    about_value = each.result is not None and bool(each.result.value_node)
    return about_value and each.value == other.value and _mended_with(each, other)


def _says_no_more(each: ShapeFinding, other: ShapeFinding) -> bool:
    """Return whether two rules find the same: an editor who follows one of them has followed the other."""
    return each.problem == other.problem and each.expected in ("", other.expected)


def _mended_with(each: ShapeFinding, other: Finding) -> bool:
    """Return whether a value that a reader could not take breaks a rule for no other reason.

    A list of the catalogue's own may refuse the value the reader suggests; another own rule asks what no reader knows.
    """
    if _component(each) == "In":
        return bool({say(near) for near in each.suggestion} & {say(near) for near in other.suggestion})
    return _is_shipped(each) or _component(each) in _KINDS


def _component(finding: Finding) -> str:
    return component_of(finding.result) if isinstance(finding, ShapeFinding) and finding.result else ""


def _is_shipped(finding: ShapeFinding) -> bool:
    return finding.result is not None and finding.result.shape.startswith(_SHIPPED)


@dataclass(frozen=True, slots=True)
class Record:
    """The findings of one row, or those of a file that belong to no row."""

    place: Place | None
    title: str
    findings: tuple[tuple[Finding, int], ...]


def records(findings: Iterable[Finding]) -> tuple[Record, ...]:
    """Return findings by row, in the order of the files, each with how many echoes it has."""
    rows: dict[tuple[str, str, int], list[tuple[Finding, int]]] = {}
    for each, echoes in without_echoes(findings):
        rows.setdefault(_row(each), []).append((each, echoes))
    found = []
    for key in sorted(rows):
        some = sorted(rows[key], key=lambda item: (-item[0].severity, _where(item[0])))
        title = next((each.title for each, _ in some if each.title), "")
        found.append(Record(some[0][0].place, title, tuple(some)))
    return tuple(found)


def _row(finding: Finding) -> tuple[str, str, int]:
    place = finding.place or Place("")
    return place.file, place.sheet, place.row


def _where(finding: Finding) -> tuple[str, str, int, int]:
    return *_row(finding), finding.place.column if finding.place else 0
