"""Names of shapes: the IRI, or for a blank node a skolem IRI that is the same in every process."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rdflib import BNode, Graph
from rdflib.term import Node

from resource_ld.validation.rdf_terms import spell

GENID = "https://w3id.org/resource-ld/.well-known/genid/"
_ROUNDS = 16
"""Steps for which a circle of blank nodes is followed."""
Links = dict[Node, list[tuple[str, Node]]]
"""What each blank node is linked to in one direction, with the predicate as it is spelled."""


class ShapeNames:
    """Gives names to the shapes of a graph; a blank node is named by what it says and where it hangs."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._unnamed: dict[Node, str] | None = None
        self.name = lru_cache(maxsize=None)(self._name)

    def _name(self, node: Node) -> str:
        if not isinstance(node, BNode):
            return str(node)
        if self._unnamed is None:
            self._unnamed = _names(self._graph)
        # A node that the graph does not know says nothing and hangs nowhere.
        return self._unnamed.get(node) or _name_of("", "")


def _names(graph: Graph) -> dict[Node, str]:
    says: Links = {}
    hangs: Links = {}
    for s, p, o in graph:
        if isinstance(s, BNode):
            says.setdefault(s, []).append((spell(p), o))
        if isinstance(o, BNode):
            hangs.setdefault(o, []).append((spell(p), s))
    said, hung = _digests(says), _digests(hangs)
    return {each: _name_of(said.get(each, ""), hung.get(each, "")) for each in said.keys() | hung.keys()}


def _name_of(said: str, hung: str) -> str:
    return f"{GENID}{_digest([said, hung])[:16]}"


def _digests(links: Links) -> dict[Node, str]:
    """Return a digest of each node by all it leads to.

    It is made once, of the digests of those: lists are as deep as they are long, and a node may be shared by many.
    """
    found: dict[Node, str] = {}
    back: dict[Node, list[Node]] = {}
    waits: dict[Node, int] = {}
    for each, linked in links.items():
        inner = {other for _, other in linked if other in links}
        waits[each] = len(inner)
        for other in inner:
            back.setdefault(other, []).append(each)
    ready = [each for each, count in waits.items() if not count]
    for each in ready:
        found[each] = _made(links[each], found)
        for above in back.get(each, ()):
            waits[above] -= 1
            if not waits[above]:
                ready.append(above)
    # What is left leads into a circle.
    left = links.keys() - found.keys()
    for _ in range(_ROUNDS if left else 0):
        found |= {each: _made(links[each], found) for each in left}
    return found


def _made(links: Iterable[tuple[str, Node]], known: Mapping[Node, str]) -> str:
    return _digest(sorted(f"{p} {known.get(o) or ('_' if isinstance(o, BNode) else spell(o))}" for p, o in links))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
