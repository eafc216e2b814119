"""Shapes that share shapes, and literals at the edge of what machines count with, drawn by Hypothesis."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st
from rdflib import RDF, SH, XSD, Graph, Literal
from rdflib.term import Node
from tests.validation.generated import CLASSES, EX, LITERALS, NODES, NUMBERS, PREDICATES, TERMS, Writer

from resource_ld.terms import Triple
from resource_ld.validation.rdf_terms import spell


def _typed(datatype: str, *texts: str) -> list[Literal]:
    return [Literal(each, datatype=XSD[datatype], normalize=False) for each in texts]


LARGE = [
    *_typed("integer", str(2**63 - 1), str(2**63), str(-(2**63)), str(-(2**63) - 1), str(2**64), "0", "7" * 400, f"-{'7' * 400}", f"{'7' * 399}8"),
    *_typed("decimal", f"{2**63}.5", f"{2**63 - 1}.5", f"{'7' * 400}.1", f"0.{'0' * 40}1", "0.0"),
    *_typed("long", str(2**63 - 1), str(-(2**63))), *_typed("unsignedLong", str(2**64 - 1)),
]  # fmt: skip
FLOATS = _typed("float", "0.5", "1.5", "-1.5e0", "16777216", "3.5E2", "INF", "-INF", "0")
CLOSE_INSTANTS = [
    *_typed("dateTime", "2009-05-17T10:00:00", "2009-05-17T12:00:00", "2009-05-17T12:00:00.5"),
    *_typed("dateTime", "2009-05-17T10:00:00Z", "2009-05-17T12:00:00+01:00", "2009-05-17T11:00:00Z"),
]
"""Naive beside aware, all within fourteen hours: of one of each nobody knows which is earlier."""
ODD: list[Node] = [
    *LARGE, *FLOATS, *CLOSE_INSTANTS, *_typed("decimal", "NaN"), *_typed("double", "NaN", "1e400"), *_typed("float", "NaN"),
    *_typed("dateTimeStamp", "2009-05-17T10:00:00Z", "2009-05-17T10:00:00"), *_typed("integer", "7" * 5_000), *_typed("date", f"{'7' * 5_000}-01-01"),
    *LITERALS[:4], *NODES,
]  # fmt: skip


@dataclass
class Sharing(Writer):
    """Writes shapes that refer to shapes others refer to already."""

    finished: list[tuple[Node, bool]] = field(default_factory=list)

    def shape(self, depth: int = 0, *, path: bool | None = None) -> Node:
        # Only what is finished is shared, so no shape comes to refer to itself.
        known = [node for node, has_path in self.finished if path in (None, has_path)]
        if depth and known and self.chance(1):
            return self.one(known)
        node = super().shape(depth, path=path)
        self.finished.append((node, (node, SH.path, None) in self.graph))
        return node


@st.composite
def sharing_graphs(draw: st.DrawFn, ordered: Sequence[Node] = NUMBERS, without: Sequence[str] = ()) -> Graph:
    """Two or three target shapes that share shapes and property shapes, each of one or two classes or predicates."""
    writer = Sharing(draw, ordered=ordered, without=without)
    tops = [writer.shape() for _ in range(draw(st.integers(2, 3)))]
    for node in tops:
        for class_ in draw(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=2, unique=True)):
            writer.add(node, SH.targetClass, class_)
        if writer.chance():
            writer.add(node, SH.targetSubjectsOf, writer.one(PREDICATES))
    properties = [node for node, has_path in writer.finished if has_path]
    for node in tops:
        if properties and (node, SH.path, None) not in writer.graph:
            _share(writer, node, writer.one(properties))
    return writer.graph


def _share(writer: Sharing, node: Node, inner: Node) -> None:
    """Give a target shape a property shape of another, unless it is inside that."""
    if node not in _referred(writer.graph, inner):
        writer.add(node, SH.property, inner)


def _referred(graph: Graph, node: Node) -> set[Node]:
    found, waiting = {node}, [node]
    while waiting:
        new = [each for each in graph.objects(waiting.pop()) if each not in found]
        found.update(new)
        waiting += new
    return found


@st.composite
def descriptions_of_several_classes(draw: st.DrawFn, terms: Sequence[Node] = TERMS) -> tuple[Triple, ...]:
    """A description of some nodes, each of up to two classes."""
    found: set[tuple[Node, Node, Node]] = set()
    for node in NODES:
        for class_ in draw(st.lists(st.sampled_from(CLASSES), max_size=2)):
            found.add((node, RDF.type, class_))
        for predicate in PREDICATES:
            for value in draw(st.lists(st.sampled_from([*terms, EX.n0]), max_size=3)):
                found.add((node, predicate, value))
    return tuple(sorted((spell(s), spell(p), spell(o)) for s, p, o in found))
