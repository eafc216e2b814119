"""How long a property path is when it is written out, known before it is."""

from rdflib import RDF, SH, BNode, Graph
from rdflib.term import Node

DEEPEST = 50
"""Brackets within brackets of a path: each takes some frames of Python's stack as it is read and followed."""
MOST_STEPS = 1_000
"""Steps of a path: parts that share a blank node may be few to write and thousands of millions to follow."""
_INSIDE = (SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath, RDF.first)


def is_too_long(graph: Graph, node: Node) -> bool:
    """Return whether a path has too many steps, or too many levels, to be followed.

    >>> is_too_long(Graph(), RDF.type)
    False
    """
    steps, levels = _measured(graph, node, 0, {})
    return steps > MOST_STEPS or levels > DEEPEST


def _measured(graph: Graph, node: Node, above: int, known: dict[Node, tuple[int, int]]) -> tuple[int, int]:
    """Return the steps and the levels of a path that stands some levels down."""
    if not isinstance(node, BNode):
        return 1, 0
    if above > DEEPEST:
        return 0, above
    if node not in known:
        # A circle has no steps: what it is instead is said where it is read.
        known[node] = 0, 0
        inside = [_measured(graph, each, above + 1, known) for each in _inside(graph, node)]
        known[node] = sum([steps for steps, _ in inside]), 1 + max([levels for _, levels in inside], default=0)
    return known[node]


def _inside(graph: Graph, node: Node) -> list[Node]:
    """Return what a path is made of: what it wraps, or the members of its list."""
    found: list[Node] = []
    seen: set[Node] = set()
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            found += [inner for predicate in _INSIDE for inner in graph.objects(each, predicate)]
            waiting += graph.objects(each, RDF.rest)
    return found
