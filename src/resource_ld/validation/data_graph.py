"""The data graph as the checks see it: one description, then the vocabularies, then what the whole catalogue says.

A node that the record describes is as the record says. Any other is looked up in the vocabularies, which all records
share, and else in what was gathered from the whole catalogue; a look-up that nobody gathered yet is noted in `missing`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from resource_ld.terms import Term, Triple, curie

Properties = Mapping[Term, Sequence[Term]]
Nodes = dict[Term, dict[Term, list[Term]]]
RDF_TYPE, SUB_CLASS_OF = curie("rdf:type"), curie("rdfs:subClassOf")
_NOTHING: Properties = {}
_MANY = 16
"""Among so many objects a set finds one sooner than a list."""


def nodes_of(triples: Iterable[Triple]) -> Nodes:
    """Return subject → predicate → objects, each object once, in the order given."""
    nodes: Nodes = {}
    many: dict[tuple[Term, Term], set[Term]] = {}
    for s, p, o in triples:
        node = nodes.get(s)
        if node is None:
            nodes[s] = {p: [o]}
            continue
        objects = node.get(p)
        if objects is None:
            node[p] = [o]
        elif len(objects) >= _MANY:
            _add_to_many(objects, o, many, (s, p))
        elif o not in objects:
            objects.append(o)
    return nodes


def _add_to_many(
    objects: list[Term], new: Term, many: dict[tuple[Term, Term], set[Term]], key: tuple[Term, Term]
) -> None:
    known = many.get(key)
    if known is None:
        known = many[key] = set(objects)
    if new not in known:
        known.add(new)
        objects.append(new)


class Layer:
    """Triples all records share and none changes: the vocabularies."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self.nodes = nodes_of(triples)
        self.inverse: dict[tuple[Term, Term], list[Term]] = {}
        for subject, properties in self.nodes.items():
            for predicate, objects in properties.items():
                for each in objects:
                    self.inverse.setdefault((predicate, each), []).append(subject)
        self.sub_class_of = {s: each[SUB_CLASS_OF] for s, each in self.nodes.items() if SUB_CLASS_OF in each}

    def triples(self) -> Iterable[Triple]:
        """Yield all triples."""
        for subject, properties in self.nodes.items():
            for predicate, objects in properties.items():
                for each in objects:
                    yield subject, predicate, each


@dataclass(slots=True)
class Whole:
    """What was gathered from all descriptions: properties of nodes, subjects of (predicate, object).

    `nodes` holds only the properties that rules read; `described` are the nodes of it that some description describes,
    `absent` the targets that none does.
    """

    nodes: Nodes = field(default_factory=dict)
    inverse: dict[tuple[Term, Term], list[Term]] = field(default_factory=dict)
    described: set[Term] = field(default_factory=set)
    absent: frozenset[Term] = frozenset()


class DataGraph:
    """One description over the shared layers."""

    __slots__ = ("layer", "missing", "nodes", "whole")

    def __init__(self, triples: Iterable[Triple], layer: Layer, whole: Whole) -> None:
        self.nodes = nodes_of(triples)
        self.layer, self.whole = layer, whole
        self.missing: set[Term | tuple[Term, Term]] = set()
        for subject in self.nodes.keys() & layer.nodes.keys():
            shared = [(subject, p, o) for p, objects in layer.nodes[subject].items() for o in objects]
            own = [(subject, p, o) for p, objects in self.nodes[subject].items() for o in objects]
            self.nodes[subject] = nodes_of([*own, *shared])[subject]

    def properties(self, node: Term) -> Properties:
        """Return predicate → objects of a node."""
        found = self.nodes.get(node) or self.layer.nodes.get(node) or self.whole.nodes.get(node)
        if found is not None:
            return found
        if node[0] != '"' and node not in self.whole.nodes:
            self.missing.add(node)
        return _NOTHING

    def objects(self, node: Term, predicate: Term) -> Sequence[Term]:
        """Return the objects of a node for a predicate."""
        return self.properties(node).get(predicate, ())

    def subjects(self, predicate: Term, node: Term) -> Sequence[Term]:
        """Return the subjects that have a node as object of a predicate, in the whole catalogue."""
        found = self.whole.inverse.get((predicate, node))
        if found is None:
            self.missing.add((predicate, node))
            found = [s for s, each in self.nodes.items() if node in each.get(predicate, ())]
        return list(dict.fromkeys([*found, *self.layer.inverse.get((predicate, node), ())]))

    def is_instance(self, node: Term, class_: Term) -> bool:
        """Return whether a node is a SHACL instance of a class (SHACL section 1.1)."""
        types = self.properties(node).get(RDF_TYPE, ())
        return class_ in types or any(class_ in self.super_classes(each) for each in types)

    def super_classes(self, class_: Term) -> set[Term]:
        """Return a class and all it is a subclass of, as description and vocabularies say."""
        found, waiting = {class_}, [class_]
        while waiting:
            each = waiting.pop()
            own = self.nodes[each].get(SUB_CLASS_OF, ()) if each in self.nodes else ()
            new = [above for above in (*own, *self.layer.sub_class_of.get(each, ())) if above not in found]
            found.update(new)
            waiting += new
        return found
