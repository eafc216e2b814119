"""The syntax rules of SHACL over all shapes at once (appendix B): what breaks them would hold every record, or check nothing."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from functools import partial

from rdflib import RDF, SH, BNode, Literal, URIRef
from rdflib.term import Node

from resource_ld.config import nearest
from resource_ld.errors import ShapesError
from resource_ld.validation.constraints import Path, PathKind, Shape
from resource_ld.validation.parameters import PARAMETERS, TARGETS, Parameter
from resource_ld.validation.shapes_graph import IllFormed, NotCovered, ShapesGraph

_SINGLE = (SH.severity, SH.deactivated, SH.flags, SH.qualifiedMinCount, SH.qualifiedMaxCount)
_SHAPES = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
_LISTS = (SH["and"], SH["or"], SH.xone)
_SOME_PATH = Path(PathKind.PREDICATE, "<urn:x>")


def ill_formed(graph: ShapesGraph) -> Iterator[ShapesError]:
    """Yield every mistake of every shape, those that no target reaches among them, with file and line."""
    for node in graph.in_order(shape_nodes(graph)):
        yield from _of_shape(graph, node)


def shape_nodes(graph: ShapesGraph) -> set[Node]:
    """Return every node of the shapes graph that is a shape, or is used as one (SHACL section 1.4)."""
    found: set[Node] = set()
    for each in (SH.NodeShape, SH.PropertyShape):
        found.update(graph.graph.subjects(RDF.type, each))
    for each in (*TARGETS, SH.path, *PARAMETERS):
        found.update(graph.graph.subjects(each))
    for each in _SHAPES:
        found.update(graph.graph.objects(None, each))
    # What sh:parameter names has a path and is no shape, but a declaration of a parameter.
    found -= set(graph.graph.objects(None, SH.parameter))
    return {each for each in found if not isinstance(each, Literal)}


def recursive(graph: ShapesGraph) -> Iterator[ShapesError]:
    """Yield one mistake for shapes that refer to themselves: what they ask is left open (SHACL section 3.4.3)."""
    references = {each: dict(_references(graph, each)) for each in shape_nodes(graph)}
    turning, told = _in_turns({node: set(found) for node, found in references.items()}), set[Node]()
    for node in sorted(graph.in_order(turning), key=lambda each: isinstance(each, BNode)):
        way = [] if node in told else _way_back(references, node)
        if way:
            told.update(way)
            named = [graph.said(each) for each in way[1:] if isinstance(each, URIRef)]
            by = f" by way of {', '.join(named)}" if named else ""
            following = (*way[1:], node)[0]
            yield graph.mistake(
                f"{graph.said(node)} refers to itself{by}, and SHACL leaves open what is asked then",
                "Leave out one of the references.", node, references[node][following], following,
            )  # fmt: skip


def _in_turns(references: dict[Node, set[Node]]) -> set[Node]:
    """Return the shapes that are left when those that refer to none of them are taken away, again and again."""
    referring: dict[Node, list[Node]] = {}
    for node, found in references.items():
        for each in found:
            referring.setdefault(each, []).append(node)
    done = {each for each in referring if each not in references} | {
        each for each, found in references.items() if not found
    }
    waiting = list(done)
    while waiting:
        for node in referring.get(here := waiting.pop(), ()):
            references[node].discard(here)
            if not references[node] and node not in done:
                done.add(node)
                waiting.append(node)
    return references.keys() - done


def _way_back(references: Mapping[Node, Mapping[Node, URIRef]], node: Node) -> list[Node]:
    """Return the shortest way from a shape to itself: each shape on it, the first one first."""
    before: dict[Node, Node] = {}
    waiting = deque([node])
    while waiting and node not in before:
        here = waiting.popleft()
        for each in references.get(here, ()):
            if each not in before:
                before[each] = here
                waiting.append(each)
    if node not in before:
        return []
    between, here = [], before[node]
    while here != node:
        between.append(here)
        here = before[here]
    return [node, *reversed(between)]


def _references(graph: ShapesGraph, node: Node) -> Iterator[tuple[Node, URIRef]]:
    """Yield what a shape refers to, with the predicate; one that is turned off asks nothing."""
    if any(str(each) in ("true", "1") for each in graph.graph.objects(node, SH.deactivated)):
        return
    for predicate in (*_SHAPES, *_LISTS):
        for value in graph.in_order(graph.graph.objects(node, predicate)):
            for each in graph.members(value) if predicate in _LISTS else [value]:
                yield each, predicate


def _of_shape(graph: ShapesGraph, node: Node) -> Iterator[ShapesError]:
    path: Path | None = None
    try:
        path_node = graph.one(node, SH.path)
        path = None if path_node is None else graph.path(path_node)
    except IllFormed as mistake:
        yield _said(graph, mistake, node, SH.path)
        path = _SOME_PATH
    for each in _SINGLE:
        try:
            graph.one(node, each)
        except IllFormed as mistake:
            yield _said(graph, mistake, node, each)
    for predicate in graph.in_order(set(graph.graph.predicates(node)) & PARAMETERS.keys()):
        yield from _of_parameter(graph, node, URIRef(str(predicate)), path)


def _of_parameter(graph: ShapesGraph, node: Node, predicate: URIRef, path: Path | None) -> Iterator[ShapesError]:
    for values in _apart(graph, node, predicate):
        inner = partial(_referred, graph, predicate)
        try:
            for _ in PARAMETERS[predicate](Parameter(graph, node, predicate, values, path, inner)):
                pass
        except IllFormed as mistake:
            yield _said(graph, mistake, node, predicate, *(values if len(values) == 1 else ()))
        except NotCovered:
            # What the compiler does not know is no mistake: pySHACL knows it.
            continue
        except ShapesError as mistake:
            yield mistake


def _apart(graph: ShapesGraph, node: Node, predicate: URIRef) -> list[list[Node]]:
    """Return the values of a parameter, each on its own where each may have a mistake of its own."""
    values = graph.in_order(graph.graph.objects(node, predicate))
    several = predicate in (*_SHAPES, *_LISTS, SH.sparql, SH.pattern)
    return [[each] for each in values] if several else [values]


def _referred(graph: ShapesGraph, predicate: URIRef, node: Node) -> Shape:
    """Return a shape that is referred to, as far as the shape that does must know it; raise IllFormed if there is none."""
    if isinstance(node, Literal):
        raise IllFormed(
            f"“{node}” is a text, not a shape", "Write the name of a shape without quotes, or one in [ … ]."
        )
    if isinstance(node, URIRef) and (node, None, None) not in graph.graph and predicate != SH.property:
        raise IllFormed(f"there is no shape <{node}>", near(graph, node))
    has_path = predicate == SH.property or (node, SH.path, None) in graph.graph
    return Shape(graph.name(node), "", _SOME_PATH if has_path else None, (), "")


def near(graph: ShapesGraph, node: Node) -> str:
    """Return what to do about a shape that is nowhere: the nearest name of one that is."""
    named = {re.split("[/#]", str(each))[-1] for each in shape_nodes(graph) if isinstance(each, URIRef)}
    local = re.split("[/#]", str(node))[-1]
    said = nearest(local, sorted(named - {local}))
    return said if said.startswith("Did") else "Write the name of a shape as it stands where the shape is said."


def _said(graph: ShapesGraph, mistake: IllFormed, node: Node, *inside: Node) -> ShapesError:
    of = "" if isinstance(node, BNode) else f" (shape <{node}>)"
    at = mistake.at if mistake.at and not (len(mistake.at) == 1 and mistake.at[0] == node) else (node, *inside)
    return graph.mistake(f"{mistake.what}{of}", mistake.mend, *at)
