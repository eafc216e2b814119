"""What the compiler does not cover, checked by pySHACL over a graph of all candidates and the vocabularies.

pySHACL itself is not changed. Kept from focus node to focus node is only what it would build again with the same
outcome: its reading of the shapes graph, and the parsed form of each query.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pyshacl.errors import ConstraintLoadError, ShapeLoadError, ValidationFailure
from pyshacl.graph_abstraction import DataGraph as PyshaclGraph
from pyshacl.shape import Shape as PyshaclShape
from pyshacl.validator import Validator as PyshaclValidator
from rdflib import SH, Graph, Literal
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query as PreparedQuery
from rdflib.term import IdentifiedNode, Node

from resource_ld.model import LangText
from resource_ld.terms import Term, Triple
from resource_ld.validation.parameters import PRIVATE
from resource_ld.validation.rdf_terms import lang_text, node_of, spell
from resource_ld.validation.result import CHECK_FAILED, Branch, Result
from resource_ld.validation.shapes_graph import NotCovered, ShapesGraph

BATCH = 200
"""Focus nodes a call takes; only so many are tried again when one of them makes pySHACL abort."""
_WRONG_SHAPES = (ShapeLoadError, ConstraintLoadError, ValidationFailure, NotImplementedError)
Report = tuple[str, Node, Sequence[tuple[Node, Node, Any]]]


class _CandidatesGraph(Graph):
    """A graph that parses each query once: parsing is most of what a query costs rdflib."""

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[str, PreparedQuery] = {}

    def query(self, query_object, *arguments, **more):  # type: ignore[no-untyped-def]
        """Return the result of a query, as every rdflib graph does."""
        if isinstance(query_object, str):
            if query_object not in self._prepared:
                self._prepared[query_object] = prepareQuery(query_object, initNs=dict(self.namespaces()))
            query_object = self._prepared[query_object]
        return super().query(query_object, *arguments, **more)


class PyshaclEngine:
    """Checks target shapes, given by their nodes in the shapes graph; add all triples first."""

    def __init__(self, shapes: ShapesGraph) -> None:
        self._shapes = shapes
        self._data = _CandidatesGraph()
        # pySHACL writes into the shapes graph it is given, so it gets a copy.
        fresh = Graph()
        for triple in shapes.graph:
            fresh.add(triple)
        data = PyshaclGraph.from_rdflib(self._data)
        self._validator = PyshaclValidator(data, shacl_graph=fresh, options={"inplace": True})
        self._executor = self._validator.make_executor()

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples to the data graph."""
        for s, p, o in triples:
            self._data.add((node_of(s), node_of(p), node_of(o)))

    def validate(self, shape: Term) -> dict[Term, list[Result]]:
        """Return focus node → results of a target shape; raise ShapesError for shapes pySHACL cannot use."""
        validator = self._validator
        try:
            known = {each.node: each for each in validator.shacl_graph.shapes}
            node = node_of(shape)
            if node not in known:
                return {}
            # By their spelling: rdflib cannot put every two literals in order, and fails on some.
            focus_nodes = sorted(known[node].focus_nodes(validator.data_graph), key=spell)
            # The result of an inner property shape names another focus node than the one that led to it.
            size = 1 if self._has_deep_results(node) else BATCH
            found: dict[Term, list[Result]] = {}
            for start in range(0, len(focus_nodes), size):
                some = focus_nodes[start : start + size]
                for each in self._batch(known[node], some):
                    found.setdefault(spell(some[0]) if size == 1 else each.focus, []).append(each)
            self._refuse_one_that_always_fails(node, found, len(focus_nodes))
            return found
        except _WRONG_SHAPES as error:
            said = " ".join(str(error).split())
            raise self._shapes.mistake(
                f"{self._shapes.said(node_of(shape))} cannot be checked: {said}",
                "Mend what is said here of this shape, or of one it refers to.", node_of(shape),
            ) from None  # fmt: skip

    def _refuse_one_that_always_fails(self, shape: Node, found: Mapping[Term, Sequence[Result]], focus: int) -> None:
        """Raise ShapesError when no record at all could be checked, for one reason: that is the shape's, not theirs."""
        reasons = {each.message if each.shape == CHECK_FAILED else "" for some in found.values() for each in some}
        if focus > 1 and len(found) == focus and len(reasons) == 1 and "" not in reasons:
            raise self._shapes.mistake(
                f"{reasons.pop().removesuffix('.')}, and so it is with every record",
                "Mend the shape, or one it refers to.", shape,
            )  # fmt: skip

    def _has_deep_results(self, shape: Node) -> bool:
        """Return whether a shape with a path, reached from this one, refers to property shapes."""
        graph, seen, waiting = self._shapes.graph, {shape}, [shape]
        while waiting:
            node = waiting.pop()
            if (node, SH.path, None) in graph and (node, SH.property, None) in graph:
                return True
            new = [each for each in graph.objects(node) if each not in seen]
            seen.update(new)
            waiting += new
        return False

    def _batch(self, shape: PyshaclShape, focus_nodes: Sequence[IdentifiedNode | Literal]) -> Iterator[Result]:
        """Yield the results of focus nodes; halve them until the one is found that makes pySHACL abort."""
        try:
            _, reports = shape.validate(self._executor, self._validator.data_graph, focus=focus_nodes)
        except (*_WRONG_SHAPES, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever a record makes pySHACL raise must become its finding
            if len(focus_nodes) == 1:
                yield failed(spell(focus_nodes[0]), self._shapes.name(shape.node), error)
                return
            middle = len(focus_nodes) // 2
            yield from self._batch(shape, focus_nodes[:middle])
            yield from self._batch(shape, focus_nodes[middle:])
            return
        for report in reports:
            yield self._result(report)

    def _result(self, report: Report) -> Result:
        _, node, triples = report
        by_subject: dict[Node, dict[Node, list[Node]]] = {}
        for s, p, o in triples:
            value = o[1] if isinstance(o, tuple) else o
            by_subject.setdefault(s, {}).setdefault(p, []).append(value)
        return self._said(node, by_subject)

    def _said(self, node: Node, said: Mapping[Node, Mapping[Node, Sequence[Node]]]) -> Result:
        own = said[node]
        path, value, shape = own.get(SH.resultPath), own.get(SH.value), own[SH.sourceShape][0]
        inner = tuple([self._said(each, said) for each in own.get(SH.detail, ())])
        value_node = spell(value[0]) if value else ""
        return Result(
            spell(own[SH.focusNode][0]), self._path(path[0]) if path else "", value_node,
            str(own[SH.sourceConstraintComponent][0]), self._shapes.name(shape), str(own[SH.resultSeverity][0]),
            _messages(own), (shape, PRIVATE, None) in self._shapes.graph,
            (Branch("", value_node, inner),) if inner else (),
        )  # fmt: skip

    def _path(self, node: Node) -> str:
        try:
            return self._shapes.path(node).text
        except NotCovered:
            return str(node)


def _messages(own: Mapping[Node, Sequence[Node]]) -> tuple[LangText, ...]:
    found = {lang_text(each) for each in own.get(SH.resultMessage, ()) if isinstance(each, Literal)}
    return tuple(sorted(found, key=lambda each: (each.language, each.text)))


def failed(focus: Term, shape: str, error: object) -> Result:
    """Return the finding that a record could not be checked: it is held, for nobody knows."""
    message = LangText(f"The record could not be checked against {shape} ({error}).", "en")
    return Result(focus, "", "", "", CHECK_FAILED, str(SH.Violation), (message,))
