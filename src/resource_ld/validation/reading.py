"""Shapes as RDF → their compiled form (SHACL section 2)."""

from collections.abc import Iterator
from functools import partial

from rdflib import OWL, RDF, RDFS, SH, Literal, URIRef
from rdflib.term import Node

from resource_ld.validation.constraints import Constraint, Path, Shape, Targets, TargetShape
from resource_ld.validation.parameters import ANNOTATIONS, PARAMETERS, PRIVATE, TARGETS, TRUE, Parameter, refuse_unknown
from resource_ld.validation.rdf_terms import spell
from resource_ld.validation.shapes_graph import IllFormed, NotCovered, ShapesGraph, short

_ADVANCED = tuple(URIRef(f"{SH}{each}") for each in ("target", "expression", "js"))
_DEEPEST = 50
"""Levels of shapes within shapes: each takes some frames of Python's stack as it is read, compiled and asked."""
_KINDS = "A shape with sh:path is a sh:PropertyShape, one without is a sh:NodeShape."


def read_targets(graph: ShapesGraph) -> tuple[TargetShape, ...]:
    """Return every shape with targets, in the order of names.

    Raises ShapesError for what neither engine evaluates: it would pass as kept.
    """
    for predicate in _ADVANCED:
        for node in graph.graph.subjects(predicate):
            raise graph.mistake(
                f"{short(predicate)} on {graph.said(node)} is of SHACL Advanced Features, which nothing here evaluates",
                "Say it with SHACL Core or sh:sparql.", node, predicate,
            )  # fmt: skip
    reader = _Reader(graph)
    return tuple(reader.target_shape(node) for node in graph.in_order(set(_with_targets(graph))))


def _with_targets(graph: ShapesGraph) -> Iterator[Node]:
    """Yield the shapes that declare targets, or are classes too (SHACL section 2.1.3)."""
    for predicate in TARGETS:
        yield from graph.graph.subjects(predicate)
    classes = {RDFS.Class, OWL.Class, *graph.graph.transitive_subjects(RDFS.subClassOf, RDFS.Class)}
    for node in {each for one in classes for each in graph.graph.subjects(RDF.type, one)}:
        types = set(graph.graph.objects(node, RDF.type))
        if types & {SH.NodeShape, SH.PropertyShape} or PARAMETERS.keys() & set(graph.graph.predicates(node)):
            yield node


class _Reader:
    """Reads shapes, each once."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._read: dict[Node, Shape] = {}
        self._levels: dict[Node, int] = {}

    def target_shape(self, node: Node) -> TargetShape:
        """Return a shape with its targets; without its compiled form when it is not covered."""
        name, targets = self._graph.name(node), self._targets(node)
        try:
            found = TargetShape(name, spell(node), targets, self.shape(node))
            assert found.shape is not None
            # A shape with a query may be asked of the focus nodes and, by another reference, of others too.
            asked = [found.shape, *[each for one in found.shape.walk() for each in one.references()]]
            if sum(1 for one in asked for each in one.constraints if each.query) > len(found.queries):
                raise NotCovered("sh:sparql of a shape that is asked of other nodes than the focus nodes")
            if not all(each.set_wise for _, each in found.queries) and (
                targets.objects_of or any(each[0] != "<" for each in targets.nodes)
            ):
                raise NotCovered("sh:sparql per focus node that may be a literal")
            return found
        except NotCovered as reason:
            return TargetShape(name, spell(node), targets, None, str(reason))

    def _targets(self, node: Node) -> Targets:
        graph = self._graph.graph
        nodes, classes, subjects_of, objects_of = (
            tuple(sorted(spell(each) for each in graph.objects(node, predicate))) for predicate in TARGETS
        )
        types = set(graph.objects(node, RDF.type))
        known = {RDFS.Class, OWL.Class, *graph.transitive_subjects(RDFS.subClassOf, RDFS.Class)}
        implicit = (spell(node),) if types & known and spell(node) not in classes else ()
        return Targets(nodes, (*classes, *implicit), subjects_of, objects_of)

    def shape(self, node: Node, trail: tuple[Node, ...] = ()) -> Shape:
        """Return a shape; raise NotCovered for anything not on the allow-list, in it or in shapes it refers to."""
        if node in trail:
            raise NotCovered(f"{self._graph.said(node)} refers to itself")
        if node not in self._read:
            self._levels[node] = 1
            self._refuse_deep(node, trail)
            self._read[node] = self._new_shape(node, trail)
        self._refuse_deep(node, trail)
        if trail:
            self._levels[trail[-1]] = max(self._levels[trail[-1]], self._levels[node] + 1)
        return self._read[node]

    def _refuse_deep(self, node: Node, trail: tuple[Node, ...]) -> None:
        if len(trail) + self._levels[node] > _DEEPEST:
            raise self._graph.mistake(
                f"shapes are nested too deep: more than {_DEEPEST} levels of shapes within shapes",
                "Let shapes refer to fewer others that refer to others in turn.", node,
            )  # fmt: skip

    def _new_shape(self, node: Node, trail: tuple[Node, ...]) -> Shape:
        graph = self._graph
        if isinstance(node, Literal):
            raise NotCovered(f"{node!r} is not a shape")
        path_node = graph.one(node, SH.path)
        types = set(graph.graph.objects(node, RDF.type))
        if (SH.NodeShape if path_node is not None else SH.PropertyShape) in types:
            raise IllFormed(f"{graph.said(node)} is a node shape with a path, or a property shape without one", _KINDS)
        path = None if path_node is None else graph.path(path_node)
        deactivated = graph.one(node, SH.deactivated)
        is_off = deactivated is not None and spell(deactivated) == TRUE
        severity = graph.one(node, SH.severity)
        if severity is not None and not isinstance(severity, URIRef):
            raise IllFormed(
                "sh:severity is not an IRI", "Write sh:Warning, sh:Info or sh:Violation.", node, SH.severity
            )
        constraints = [] if is_off else [each for one in self._parameters(node, path, trail) for each in one]
        return Shape(
            graph.name(node), spell(node), path, tuple(constraints), str(severity or SH.Violation),
            graph.texts(node, SH.message), graph.texts(node, SH.name), is_off, (node, PRIVATE, None) in graph.graph,
        )  # fmt: skip

    def _parameters(self, node: Node, path: Path | None, trail: tuple[Node, ...]) -> Iterator[Iterator[Constraint]]:
        graph = self._graph
        predicates = graph.in_order(set(graph.graph.predicates(node)))
        refuse_unknown(graph, predicates)
        for each in predicates:
            if each not in ANNOTATIONS:
                values = graph.in_order(graph.graph.objects(node, each))
                predicate = URIRef(str(each))
                inner = partial(self.shape, trail=(*trail, node))
                yield PARAMETERS[predicate](Parameter(graph, node, predicate, values, path, inner))
