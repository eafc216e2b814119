"""What the words of a finding need to know of a shape: its name and message, and the values of its parameters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rdflib import RDF, SH, BNode, Literal, URIRef
from rdflib.term import Node

from resource_ld.sentences import Words
from resource_ld.terms import Term
from resource_ld.validation.rdf_terms import lang_text, spell
from resource_ld.validation.shapes import Shapes
from resource_ld.validation.shapes_graph import NotCovered


@dataclass(frozen=True, slots=True)
class ShapeFacts:
    """A shape as its findings speak of it.

    `parameters` maps the local name of a parameter (`minLength`) to its values, those of a list to its members.
    `years` are the first and the last year that `rl:firstYear` and `rl:yearsAhead` allow.
    """

    name: Words | None = None
    message: Words | None = None
    parameters: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    years: tuple[int, int] | None = None

    def first(self, *parameters: str) -> Term:
        """Return the first value of the first of some parameters that has one, else an empty text."""
        return next((self.parameters[each][0] for each in parameters if self.parameters.get(each)), "")


class ShapesFacts:
    """The facts of every shape of a graph, read when they are first asked for."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes, self._graph = shapes, shapes.read()
        self._unnamed: dict[str, Node] | None = None
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, shape: str) -> ShapeFacts:
        """Return the facts of a shape by its IRI, or by the skolem IRI of a blank node."""
        node, graph = self._node(shape), self._graph.graph
        parameters: dict[str, tuple[Term, ...]] = {}
        for predicate in set(graph.predicates(node)):
            if str(predicate).startswith(str(SH)):
                values = self._graph.in_order(graph.objects(node, predicate))
                terms = [term for each in values for term in self._terms(each)]
                parameters[str(predicate).removeprefix(str(SH))] = tuple(terms)
        years = self._shapes.notes[shape].years if shape in self._shapes.notes else None
        return ShapeFacts(
            words(graph.objects(node, SH.name)), words(graph.objects(node, SH.message)), parameters, years
        )  # fmt: skip

    def _terms(self, node: Node) -> list[Term]:
        if not isinstance(node, BNode) or (node, RDF.first, None) not in self._graph.graph:
            # Blank nodes have another label in every process, and findings are told apart by what they say.
            return [f"<{self._graph.name(node)}>" if isinstance(node, BNode) else spell(node)]
        try:
            return [spell(each) for each in self._graph.members(node)]
        except NotCovered:
            return []

    def _node(self, shape: str) -> Node:
        if self._unnamed is None:
            found = {each for each in self._graph.graph.subjects() if isinstance(each, BNode)}
            self._unnamed = {self._graph.name(each): each for each in found}
        return self._unnamed.get(shape) or URIRef(shape)

    def label(self, node: Term) -> Words | None:
        """Return the label that the shapes give a term, None when they give none."""
        if not node.startswith("<"):
            return None
        graph = self._graph.graph
        labels = [
            URIRef(f"http://www.w3.org/{each}") for each in ("2000/01/rdf-schema#label", "2004/02/skos/core#prefLabel")
        ]
        return words(text for each in labels for text in graph.objects(URIRef(node[1:-1]), each))


def words(nodes: Iterable[Node]) -> Words | None:
    """Return texts in several languages as one, None when there is none."""
    texts = sorted(
        {(each.language, each.text) for each in map(lang_text, (n for n in nodes if isinstance(n, Literal)))}
    )
    return Words(tuple(texts)) if texts else None
