"""Targets → the focus nodes a description gives a shape (SHACL section 2.1.3)."""

from collections.abc import Callable, Iterator

from resource_ld.terms import Term
from resource_ld.validation.constraints import Targets
from resource_ld.validation.data_graph import RDF_TYPE, SUB_CLASS_OF, DataGraph, Layer

FocusNodes = Callable[[DataGraph, bool], list[Term]]


def focus_nodes(targets: Targets, layer: Layer) -> FocusNodes:
    """Return the function that gives each focus node once, in the order of the description.

    A node named by `sh:targetNode` is the focus of the description that describes it; one that nothing describes is
    that of the first description (the second argument).
    """
    classes = frozenset(targets.classes)
    below = frozenset(each for each in layer.sub_class_of if classes & _above(each, layer)) | classes

    def of_class(graph: DataGraph) -> Iterator[Term]:
        own_classes = below
        if any(SUB_CLASS_OF in each for each in graph.nodes.values()):
            own_classes = below | {each for each in graph.nodes if classes & graph.super_classes(each)}
        for node, properties in graph.nodes.items():
            if not own_classes.isdisjoint(properties.get(RDF_TYPE, ())):
                yield node

    def find(graph: DataGraph, is_first: bool) -> list[Term]:
        found: list[Term] = list(of_class(graph)) if classes else []
        found += [each for each in targets.nodes if each in graph.nodes or (is_first and is_nowhere(graph, each))]
        if targets.subjects_of or targets.objects_of:
            for node, properties in graph.nodes.items():
                found += [node for each in targets.subjects_of if each in properties]
                found += [value for each in targets.objects_of for value in properties.get(each, ())]
        return list(dict.fromkeys(found))

    return find


def is_nowhere(graph: DataGraph, node: Term) -> bool:
    """Return whether neither the vocabularies nor any description describe a node."""
    return node not in graph.layer.nodes and not graph.properties(node)


def _above(class_: Term, layer: Layer) -> set[Term]:
    found, waiting = {class_}, [class_]
    while waiting:
        new = [each for each in layer.sub_class_of.get(waiting.pop(), ()) if each not in found]
        found.update(new)
        waiting += new
    return found
