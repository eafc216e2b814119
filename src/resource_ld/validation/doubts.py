"""What is no mistake in a shapes file and still looks like one: shapes that check nothing."""

import re
from collections.abc import Collection, Iterator

from rdflib import OWL, RDF, RDFS, SH, URIRef
from rdflib.term import Node

from resource_ld.config import nearest
from resource_ld.validation.parameters import TARGETS
from resource_ld.validation.shapes import Shapes
from resource_ld.validation.shapes_graph import ShapesGraph
from resource_ld.validation.well_formed import shape_nodes


def doubts(shapes: Shapes, classes: Collection[str]) -> Iterator[str]:
    """Yield a sentence with file and line for each shape that no record can reach; `classes` are those records have."""
    graph = shapes.read()
    for node in graph.in_order(shape_nodes(graph)):
        for each in graph.in_order(graph.graph.objects(node, SH.targetClass)):
            if str(each) not in classes and (each, None, None) not in graph.graph:
                what = f"nothing in a catalogue is a <{each}>, so {graph.said(node)} checks nothing"
                yield str(graph.mistake(what, _near(str(each), classes), node, SH.targetClass, each))
        if not _is_reached(graph, node):
            mend = "Give it sh:targetClass, or name it with sh:property or sh:node in a shape that has one."
            yield str(graph.mistake(f"{graph.said(node)} has no target and no shape refers to it", mend, node))


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
