"""Unpatched pySHACL as the oracle: its results in the same words as ours."""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence

import pyshacl
from rdflib import RDF, SH, Graph, Literal
from rdflib.term import Node

from resource_ld.terms import Triple
from resource_ld.validation import Conforming, Result, Shapes, Validator
from resource_ld.validation.rdf_terms import node_of, spell
from resource_ld.validation.shapes_graph import NotCovered, ShapesGraph

Row = tuple[str, str, str, str, str, str, tuple[str, ...]]
"""Focus node, path, value, component, severity, source shape, messages (of shapes that have some)."""
COMPONENT = 3
logging.getLogger("rdflib.term").setLevel(logging.ERROR)


def data_graph(triples: Iterable[Triple]) -> Graph:
    graph = Graph()
    for s, p, o in triples:
        graph.add((node_of(s), node_of(p), node_of(o)))
    return graph


def by_pyshacl(shapes: Graph, triples: Iterable[Triple]) -> Counter[Row]:
    """Return pySHACL's results; whatever it raises goes through."""
    return of_graph(shapes, data_graph(triples))


def of_graph(shapes: Graph, data: Graph) -> Counter[Row]:
    """Return pySHACL's results for a graph."""
    fresh = Graph()
    for each in shapes:
        fresh.add(each)
    _, report, _ = pyshacl.validate(data, shacl_graph=fresh, inplace=True)
    if not isinstance(report, Graph):
        raise report
    asked = ShapesGraph(shapes)
    top = report.value(None, RDF.type, SH.ValidationReport)
    return Counter(_row(report, each, asked) for each in report.objects(top, SH.result) if _is_top(report, each))


def _is_top(report: Graph, result: Node) -> bool:
    return (None, SH.detail, result) not in report


def _row(report: Graph, result: Node, shapes: ShapesGraph) -> Row:
    def term(predicate: Node) -> str:
        value = report.value(result, predicate)
        return "" if value is None else spell(value)

    path, shape = report.value(result, SH.resultPath), report.value(result, SH.sourceShape)
    assert shape is not None
    try:
        path_text = "" if path is None else shapes.path(path).text
    except NotCovered:
        path_text = "not well-formed"
    said = [each for each in report.objects(result, SH.resultMessage) if isinstance(each, Literal)]
    has_own = (shape, SH.message, None) in shapes.graph
    return (
        term(SH.focusNode), path_text, term(SH.value), str(report.value(result, SH.sourceConstraintComponent)),
        str(report.value(result, SH.resultSeverity)), shapes.name(shape),
        tuple(sorted(f"{each}@{(each.language or '').lower()}" for each in said)) if has_own else (),
    )  # fmt: skip


def row(result: Result, shapes: Graph) -> Row:
    """Return one of our results in the same words."""
    names = {ShapesGraph(shapes).name(each) for each in set(shapes.subjects(SH.message))}
    said = tuple(sorted(f"{each.text}@{each.language}" for each in result.messages)) if result.shape in names else ()
    return (
        result.focus, result.path, result.value_node, result.component, result.severity_iri, result.shape, said,
    )  # fmt: skip


def by_us(
    shapes: Graph,
    descriptions: Sequence[Sequence[Triple]],
    vocabulary: Sequence[Triple] = (),
    conforming: Conforming | None = None,
) -> Counter[Row]:
    """Return our results for all descriptions."""
    validator = Validator(Shapes(shapes, ""), vocabulary)
    keyed = [(str(number), triples) for number, triples in enumerate(descriptions)]
    found = validator.validate(keyed, conforming=conforming)
    return Counter(row(each, shapes) for _, results in found for each in results)
