"""Descriptions → SHACL results: pySHACL in batches, on a fresh copy of the shapes for each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pyshacl import validate
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from resource_ld.errors import ShapesError
from resource_ld.model import Severity
from resource_ld.terms import Term, Triple, split_literal
from resource_ld.validation.shapes import Shapes

BATCH = 200
_SEVERITIES = {SH.Violation: Severity.VIOLATION, SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}
_PRIVATE = URIRef("https://w3id.org/resource-ld/ns#private")
_FAILURES = (ReportableRuntimeError, ConstraintLoadError, TypeError, ValueError, AttributeError)
"""What pySHACL raises on data it does not expect (FACTS 13); a batch that fails is tried again one by one."""

Keyed = tuple[str, Sequence[Triple]]


@dataclass(frozen=True, slots=True)
class Result:
    """One SHACL result; IRIs without brackets, `value` as text."""

    focus_node: str
    path: str
    value: str
    severity: Severity
    message: str
    shape: str
    private: bool = False


class Validator:
    """Validates descriptions against shapes."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes

    def validate(
        self, descriptions: Iterable[Keyed], *, batch: int = BATCH
    ) -> Iterator[tuple[str, tuple[Result, ...]]]:
        """Yield (key, results) for every description, in order."""
        waiting = iter(descriptions)
        while some := list(islice(waiting, batch)):
            yield from self._batch(some)

    def _batch(self, some: Sequence[Keyed]) -> Iterator[tuple[str, tuple[Result, ...]]]:
        try:
            results = self._run(some)
        except _FAILURES as error:
            if len(some) == 1:
                yield some[0][0], (_failed(error),)
                return
            for each in some:
                yield from self._batch([each])
            return
        by_node: dict[str, list[Result]] = {}
        for result in results:
            by_node.setdefault(result.focus_node, []).append(result)
        for key, triples in some:
            nodes = dict.fromkeys(subject[1:-1] for subject, _, _ in triples)
            yield key, tuple(result for node in nodes for result in by_node.get(node, ()))

    def _run(self, some: Sequence[Keyed]) -> list[Result]:
        data = Graph()
        for _, triples in some:
            for s, p, o in triples:
                data.add((_node(s), _node(p), _node(o)))
        try:
            conforms, report, _ = validate(data, shacl_graph=self._shapes.fresh(), inplace=True, do_owl_imports=False)
        except ShapeLoadError as error:
            raise ShapesError(
                f"pySHACL cannot use the shapes: {error}", where="shapes/", mend="Mend the shape named here."
            ) from None
        assert isinstance(report, Graph)
        return (
            [] if conforms else [self._result(report, each) for each in report.subjects(RDF.type, SH.ValidationResult)]
        )

    def _result(self, report: Graph, node: Node) -> Result:
        def said(predicate: URIRef) -> str:
            value = report.value(node, predicate)
            return "" if value is None else str(value)

        shape = report.value(node, SH.sourceShape)
        severity = report.value(node, SH.resultSeverity)
        return Result(
            said(SH.focusNode), said(SH.resultPath), said(SH.value),
            _SEVERITIES.get(severity, Severity.VIOLATION) if isinstance(severity, URIRef) else Severity.VIOLATION,
            said(SH.resultMessage), str(shape or ""), (shape, _PRIVATE, None) in self._shapes.graph,
        )  # fmt: skip


def _failed(error: Exception) -> Result:
    return Result("", "", "", Severity.VIOLATION, f"The record could not be checked ({error}).", "check-failed")


@lru_cache(maxsize=65536)
def _node(term: Term) -> Node:
    """Return a term for rdflib, never normalised: what is checked is what is published (FACTS 8)."""
    if term.startswith("<"):
        return URIRef(term[1:-1])
    text, language, datatype = split_literal(term)
    if language:
        return Literal(text, lang=language)
    return Literal(text, datatype=URIRef(datatype) if datatype else None, normalize=False)
