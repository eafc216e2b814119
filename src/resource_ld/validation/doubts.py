"""What is no mistake in a shapes file and still looks like one: shapes that check nothing, or that nothing can keep."""

import re
from collections.abc import Collection, Iterator

from rdflib import OWL, RDF, RDFS, SH, URIRef
from rdflib.term import Node

from resource_ld.config import nearest
from resource_ld.errors import ShapesError
from resource_ld.validation.literals import compare, value_of
from resource_ld.validation.parameters import TARGETS
from resource_ld.validation.rdf_terms import spell
from resource_ld.validation.shapes import Shapes
from resource_ld.validation.shapes_graph import ShapesGraph, short
from resource_ld.validation.well_formed import shape_nodes

_BOUNDS = (
    (SH.minCount, SH.maxCount), (SH.qualifiedMinCount, SH.qualifiedMaxCount), (SH.minLength, SH.maxLength),
    (SH.minInclusive, SH.maxInclusive), (SH.minInclusive, SH.maxExclusive), (SH.minExclusive, SH.maxInclusive),
    (SH.minExclusive, SH.maxExclusive),
)  # fmt: skip
_OPEN = (SH.minExclusive, SH.maxExclusive)
"""Bounds that are not themselves allowed: between two that are equal there is nothing."""


def doubts(shapes: Shapes, classes: Collection[str]) -> Iterator[str]:
    """Yield a sentence with file and line for each shape that no record can reach, or none can keep.

    `classes` are those that records have.
    """
    graph = shapes.read()
    for node in graph.in_order(shape_nodes(graph)):
        for each in graph.in_order(graph.graph.objects(node, SH.targetClass)):
            if str(each) not in classes and (each, None, None) not in graph.graph:
                what = f"nothing in a catalogue is a <{each}>, so {graph.said(node)} checks nothing"
                yield str(graph.mistake(what, _near(str(each), classes), node, SH.targetClass, each))
        if not _is_reached(graph, node):
            mend = "Give it sh:targetClass, or name it with sh:property or sh:node in a shape that has one."
            yield str(graph.mistake(f"{graph.said(node)} has no target and no shape refers to it", mend, node))
        yield from map(str, _never_kept(graph, node))


def _never_kept(graph: ShapesGraph, node: Node) -> Iterator[ShapesError]:
    """Yield why no value can be as a shape wants it: bounds that leave nothing between them, a choice of nothing."""
    said = graph.graph.objects
    pairs = ((*each, low, high) for each in _BOUNDS for low in said(node, each[0]) for high in said(node, each[1]))
    for least, most, low, high in pairs:
        order = compare(value_of(spell(low)), value_of(spell(high)))
        if order == 1 or (order == 0 and (least in _OPEN or most in _OPEN)):
            what = f"{short(least)} {low} and {short(most)} {high} leave nothing between them"
            yield graph.mistake(what, "Every record that is asked fails: change one of them.", node, most, high)
    if (node, SH["in"], RDF.nil) in graph.graph:
        mend = "Every value fails: write those that are allowed, or sh:maxCount 0 where there must be none."
        yield graph.mistake("sh:in ( ) allows no value", mend, node, SH["in"])


def _is_reached(graph: ShapesGraph, node: Node) -> bool:
    rdf = graph.graph
    if (node, SH.deactivated, None) in rdf or any((node, each, None) in rdf for each in TARGETS):
        return True
    is_class = (
        any((node, RDF.type, each) in rdf for each in (RDFS.Class, OWL.Class)) or (node, RDFS.subClassOf, None) in rdf
    )
    return is_class or (None, None, node) in rdf


def _near(class_: str, classes: Collection[str]) -> str:
    by_name = {re.split("[/#]", each)[-1]: each for each in sorted(classes)}
    said = nearest(re.split("[/#]", str(URIRef(class_)))[-1], sorted(by_name))
    found = re.fullmatch(r"Did you mean '(\w+)'\?", said)
    return f"Did you mean <{by_name[found[1]]}>?" if found else "Resources are dcterms:BibliographicResource."
