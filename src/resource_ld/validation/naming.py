"""Names of shapes: the IRI, or for a blank node a skolem IRI that is the same in every process."""

import hashlib
from functools import lru_cache

from rdflib import BNode, Graph
from rdflib.term import Node

from resource_ld.validation.rdf_terms import spell

GENID = "https://w3id.org/resource-ld/.well-known/genid/"


class ShapeNames:
    """Gives names to the shapes of a graph; a blank node is named by what it says and where it hangs."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.name = lru_cache(maxsize=None)(self._name)

    def _name(self, node: Node) -> str:
        if not isinstance(node, BNode):
            return str(node)
        digest = hashlib.sha256(f"{self._says(node, ())}\n{self._hangs(node, ())}".encode()).hexdigest()
        return f"{GENID}{digest[:16]}"

    def _says(self, node: Node, trail: tuple[Node, ...]) -> str:
        if not isinstance(node, BNode):
            return spell(node)
        if node in trail:
            return "again"
        inner = sorted(f"{spell(p)} {self._says(o, (*trail, node))}" for p, o in self._graph.predicate_objects(node))
        return f"[{' ; '.join(inner)}]"

    def _hangs(self, node: Node, trail: tuple[Node, ...]) -> str:
        if node in trail:
            return "again"
        above = sorted(
            f"{self._hangs(s, (*trail, node)) if isinstance(s, BNode) else spell(s)} {spell(p)}"
            for s, p in self._graph.subject_predicates(node)
        )
        return f"({' , '.join(above)})"
