"""Targets → the focus nodes a description gives a shape (SHACL section 2.1.3)."""

from collections.abc import Collection, Sequence

from resource_ld.terms import Term
from resource_ld.validation.constraints import Targets
from resource_ld.validation.data_graph import RDF_TYPE, SUB_CLASS_OF, DataGraph, Layer


class FocusNodes:
    """Finds the focus nodes of several shapes in one look at a description.

    A node named by `sh:targetNode` is the focus of the description that describes it; `absent` are such nodes that no
    description describes, given with one of them.
    """

    def __init__(self, targets: Sequence[Targets], layer: Layer) -> None:
        self._targets = targets
        self._of_class: dict[Term, list[int]] = {}
        for number, each in enumerate(targets):
            below = {one for one in layer.sub_class_of if set(each.classes) & _above(one, layer)}
            for class_ in below | set(each.classes):
                self._of_class.setdefault(class_, []).append(number)
        self.nodes = frozenset(node for each in targets for node in each.nodes)
        self._others = [
            number for number, each in enumerate(targets) if each.nodes or each.subjects_of or each.objects_of
        ]

    def find(self, graph: DataGraph, absent: Collection[Term] = ()) -> dict[int, dict[Term, None]]:
        """Return number of the shape → its focus nodes, each once, in the order of the description."""
        found: dict[int, dict[Term, None]] = {}
        of_class = self._of_class
        for node, properties in graph.nodes.items():
            for class_ in properties.get(RDF_TYPE, ()):
                for number in of_class.get(class_, ()):
                    found.setdefault(number, {})[node] = None
            if SUB_CLASS_OF in properties:
                return self._with_own_classes(graph, absent)
        for number in self._others:
            found.setdefault(number, {}).update(self._other(self._targets[number], graph, absent))
        return found

    def _with_own_classes(self, graph: DataGraph, absent: Collection[Term]) -> dict[int, dict[Term, None]]:
        """Return the same for a description that says itself what is a subclass of what."""
        found: dict[int, dict[Term, None]] = {}
        for number, each in enumerate(self._targets):
            nodes = {node: None for node in graph.nodes if any(graph.is_instance(node, one) for one in each.classes)}
            found[number] = nodes | self._other(each, graph, absent)
        return found

    @staticmethod
    def _other(targets: Targets, graph: DataGraph, absent: Collection[Term]) -> dict[Term, None]:
        found = [each for each in targets.nodes if each in graph.nodes or each in absent]
        if targets.subjects_of or targets.objects_of:
            for node, properties in graph.nodes.items():
                found += [node for each in targets.subjects_of if each in properties]
                found += [value for each in targets.objects_of for value in properties.get(each, ())]
        return dict.fromkeys(found)


def _above(class_: Term, layer: Layer) -> set[Term]:
    found, waiting = {class_}, [class_]
    while waiting:
        new = [each for each in layer.sub_class_of.get(waiting.pop(), ()) if each not in found]
        found.update(new)
        waiting += new
    return found
