"""The report as SHACL section 3.6 has it, in Turtle: every result, with skolem IRIs instead of blank nodes."""

from collections.abc import Iterator
from pathlib import Path

from resource_ld.identifiers.digests import digest
from resource_ld.model import Finding, Place, Severity
from resource_ld.sentences import LANGUAGES
from resource_ld.serialize import serialize
from resource_ld.terms import Term, Triple, curie, iri, literal
from resource_ld.validation.findings import ShapeFinding
from resource_ld.validation.reports.report import Report
from resource_ld.validation.result import Result

_TYPE, _RESULT, _DETAIL = curie("rdf:type"), curie("sh:result"), curie("sh:detail")
_SEVERITIES = {Severity.VIOLATION: "sh:Violation", Severity.WARNING: "sh:Warning", Severity.INFO: "sh:Info"}
_OF_READERS = curie("rl:CellConstraintComponent")
"""Stands as the component of what a reader finds, which no shape asks."""


def write_turtle(report: Report, path: Path) -> None:
    """Write the validation report."""
    path.write_bytes(serialize("turtle", tuple(sorted(set(triples_of(report))))))


def triples_of(report: Report) -> Iterator[Triple]:
    """Yield the triples of the report; a result of a private shape has no value and no detail."""
    genid = f"{report.base_iri}.well-known/genid/"
    node = f"<{genid}report>"
    yield node, _TYPE, curie("sh:ValidationReport")
    conforms = "false" if report.findings else "true"
    yield node, curie("sh:conforms"), literal(conforms, datatype="xsd:boolean")
    for each in report.findings:
        key = f"{each.rule} {each.path} {each.place} {each.resource_id} {each.value} {each.message}"
        result = f"<{genid}result-{digest(key + _said(each), 16)}>"
        yield node, _RESULT, result
        yield from _finding(each, result, report)


def _said(finding: Finding) -> str:
    result = finding.result if isinstance(finding, ShapeFinding) else None
    return f" {result.focus} {result.path} {result.value_node} {result.component}" if result else ""


def _finding(finding: Finding, node: Term, report: Report) -> Iterator[Triple]:
    for language in LANGUAGES:
        yield node, curie("sh:resultMessage"), literal(finding.sentence(language), language=language)
    place = finding.place or Place("")
    for name, text in (("file", place.file), ("sheet", place.sheet), ("cell", place.cell()), ("column", place.header)):
        if text:
            yield node, curie(f"rl:{name}"), literal(text)
    if isinstance(finding, ShapeFinding) and finding.result is not None:
        yield from _result(finding.result, node)
        return
    yield node, _TYPE, curie("sh:ValidationResult")
    yield node, curie("sh:focusNode"), _focus(finding, report)
    yield node, curie("sh:resultSeverity"), curie(_SEVERITIES[finding.severity])
    yield node, curie("sh:sourceConstraintComponent"), _OF_READERS
    if finding.value and not finding.private:
        yield node, curie("sh:value"), literal(finding.value)


def _focus(finding: Finding, report: Report) -> Term:
    if finding.resource_id:
        return iri(f"{report.base_iri}resource/{finding.resource_id}")
    return f"<{report.base_iri}.well-known/genid/row-{digest(str(finding.place), 16)}>"


def _result(result: Result, node: Term) -> Iterator[Triple]:
    yield node, _TYPE, curie("sh:ValidationResult")
    yield node, curie("sh:focusNode"), result.focus
    yield node, curie("sh:resultSeverity"), f"<{result.severity_iri}>"
    if result.component:
        yield node, curie("sh:sourceConstraintComponent"), f"<{result.component}>"
    if "://" in result.shape:
        yield node, curie("sh:sourceShape"), f"<{result.shape}>"
    if result.path:
        # A path of several steps would need blank nodes; it is said as SPARQL writes it.
        is_predicate = result.path[0] not in "<(^!"
        yield (
            (node, curie("sh:resultPath"), f"<{result.path}>")
            if is_predicate
            else (node, curie("rl:path"), literal(result.path))
        )
    if result.private:
        return
    if result.value_node:
        yield node, curie("sh:value"), result.value_node
    for branch in result.details:
        for each in branch.results:
            inner = f"{node[:-1]}-{digest(f'{branch.shape} {each}', 10)}>"
            yield node, _DETAIL, inner
            yield from _result(each, inner)
            for said in each.messages:
                yield inner, curie("sh:resultMessage"), literal(said.text, language=said.language)
