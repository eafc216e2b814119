"""The allow-list: every parameter of SHACL Core and `sh:sparql`, and how its values become constraints."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import RDF, RDFS, SH, XSD, Literal, URIRef
from rdflib.term import Node

from resource_ld.terms import Term
from resource_ld.validation.constraints import Constraint, Path, Shape
from resource_ld.validation.patterns.dialect import FLAGS
from resource_ld.validation.queries.reading import read_query
from resource_ld.validation.rdf_terms import spell
from resource_ld.validation.shapes_graph import IllFormed, NotCovered, ShapesGraph, short, twice

PRIVATE = URIRef("https://w3id.org/resource-ld/ns#private")
TARGETS = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
ANNOTATIONS = frozenset([
    RDF.type, RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, RDFS.subClassOf, SH.name, SH.description, SH.order,
    SH.group, SH.defaultValue, PRIVATE, *TARGETS, SH.path, SH.severity, SH.message, SH.deactivated, SH.flags,
    SH.ignoredProperties, SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.qualifiedValueShapesDisjoint,
])  # fmt: skip
"""What a shape may say beside its constraints; parameters read with another parameter are among it."""
TRUE = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
FALSE = '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'
_KINDS = frozenset([SH.IRI, SH.BlankNode, SH.Literal, SH.BlankNodeOrIRI, SH.BlankNodeOrLiteral, SH.IRIOrLiteral])
_ADVANCED = frozenset(["target", "expression", "js", "rule"])


@dataclass(frozen=True, slots=True)
class Parameter:
    """The values a shape has for one predicate; `inner` reads a shape it refers to."""

    graph: ShapesGraph
    node: Node
    predicate: URIRef
    values: Sequence[Node]
    path: Path | None
    inner: Callable[[Node], Shape]

    def only(self) -> Node:
        """Return the only value; raise IllFormed when there are more."""
        if len(self.values) > 1:
            raise twice(self.predicate, self.node)
        return self.values[0]

    def on_property(self) -> None:
        """Raise IllFormed on a node shape."""
        if self.path is None:
            raise IllFormed(
                f"{short(self.predicate)} stands on a node shape, which has no values to count or compare",
                f"Write it in brackets: sh:property [ sh:path dcterms:title ; {short(self.predicate)} … ] .",
            )


Read = Callable[[Parameter], Iterator[Constraint]]


def constraint(
    component: str, *terms: Term, shapes: tuple[Shape, ...] = (), siblings: tuple[Shape, ...] = ()
) -> Constraint:
    """Return a constraint of a component of SHACL."""
    return Constraint(f"{SH}{component}ConstraintComponent", terms, shapes, siblings)


def _count(value: Node) -> Term:
    if (
        not isinstance(value, Literal)
        or value.datatype != XSD.integer
        or not str(value).isascii()
        or not str(value).isdigit()
    ):
        raise IllFormed(f"“{value}” is not a count", "Write a whole number without quotes.")
    return spell(value)


def _boolean(value: Node) -> Term:
    if not isinstance(value, Literal) or value.datatype != XSD.boolean:
        raise IllFormed(f"“{value}” is neither true nor false", "Write true or false without quotes.")
    return spell(value)


def _literal(value: Node) -> Term:
    if not isinstance(value, Literal):
        raise IllFormed(f"“{value}” is not a literal", "Write a text in quotes, a number or a date.")
    return spell(value)


def _iri(value: Node) -> Term:
    if not isinstance(value, URIRef):
        raise IllFormed(f"“{value}” is not an IRI", "Write a name such as dcterms:title, without quotes.")
    return spell(value)


def _kind(value: Node) -> Term:
    if value not in _KINDS:
        raise IllFormed(f"“{value}” is not a kind of node", "Write sh:IRI, sh:BlankNode or sh:Literal.")
    return spell(value)


def _each(component: str, term: Callable[[Node], Term]) -> Read:
    """Return the reader of a parameter whose every value is a constraint of its own."""
    return lambda parameter: (constraint(component, term(each)) for each in parameter.values)


def _once(component: str, term: Callable[[Node], Term]) -> Read:
    """Return the reader of a parameter that has one value."""
    return lambda parameter: iter([constraint(component, term(parameter.only()))])


def _on_property(read: Read) -> Read:
    """Return the reader of a parameter that only property shapes have."""

    def checked(parameter: Parameter) -> Iterator[Constraint]:
        parameter.on_property()
        return read(parameter)

    return checked


def _inner(component: str, *, path: bool | None = None) -> Read:
    """Return the reader of a parameter that expects shapes, with or without a path."""

    def read(parameter: Parameter) -> Iterator[Constraint]:
        for each in parameter.values:
            shape = parameter.inner(each)
            if path is not None and path != (shape.path is not None):
                name, has = short(parameter.predicate), "no sh:path" if path else "a sh:path"
                raise IllFormed(
                    f"{parameter.graph.said(each)} has {has}, so it is the wrong kind of shape for {name}",
                    "sh:property takes shapes with sh:path, sh:node those without.",
                )
            yield constraint(component, shapes=(shape,))

    return read


def _listed(component: str) -> Read:
    """Return the reader of a parameter that expects lists of shapes."""

    def read(parameter: Parameter) -> Iterator[Constraint]:
        for each in parameter.values:
            shapes = tuple([parameter.inner(member) for member in parameter.graph.members(each)])
            if not shapes:
                raise IllFormed("a list of shapes without a member", "Write at least one shape between the brackets.")
            yield constraint(component, shapes=shapes)

    return read


def _pattern(parameter: Parameter) -> Iterator[Constraint]:
    flags = parameter.graph.one(parameter.node, SH.flags) or Literal("")
    if unknown := sorted(set(str(flags)) - FLAGS):
        raise IllFormed(f"patterns have no flag {', '.join(unknown)}", 'Write one or more of them: sh:flags "imsxq".')
    for each in parameter.values:
        yield constraint("Pattern", _literal(each), _literal(flags))


def _language_in(parameter: Parameter) -> Iterator[Constraint]:
    members = parameter.graph.members(parameter.only())
    if not all(isinstance(each, Literal) and each.datatype in (None, XSD.string) for each in members):
        raise IllFormed("a language tag that is no text", 'Write sh:languageIn ( "en" "fr" ).')
    yield constraint("LanguageIn", *[spell(each) for each in members])


def _in(parameter: Parameter) -> Iterator[Constraint]:
    yield constraint("In", *[spell(each) for each in parameter.graph.members(parameter.only())])


def _closed(parameter: Parameter) -> Iterator[Constraint]:
    if _boolean(parameter.only()) == FALSE:
        return
    graph, node = parameter.graph, parameter.node
    ignored = [each for some in graph.graph.objects(node, SH.ignoredProperties) for each in graph.members(some)]
    named = [each for inner in graph.graph.objects(node, SH.property) for each in graph.graph.objects(inner, SH.path)]
    yield constraint("Closed", *sorted(spell(each) for each in {*ignored, *named} if isinstance(each, URIRef)))


def _qualified(parameter: Parameter) -> Iterator[Constraint]:
    parameter.on_property()
    graph, node = parameter.graph, parameter.node
    counts = []
    for name in ("QualifiedMinCount", "QualifiedMaxCount"):
        count = graph.one(node, SH[name[0].lower() + name[1:]])
        counts += [] if count is None else [(name, _count(count))]
    if not counts:
        raise IllFormed(
            "sh:qualifiedValueShape without a count", "Add sh:qualifiedMinCount 1 (or sh:qualifiedMaxCount)."
        )
    for each in parameter.values:
        shape, siblings = parameter.inner(each), _siblings(parameter, each)
        for name, term in counts:
            yield constraint(name, term, shapes=(shape,), siblings=siblings)


def _siblings(parameter: Parameter, value_shape: Node) -> tuple[Shape, ...]:
    """Return the sibling shapes of a disjoint qualified value shape (SHACL section 4.7.3)."""
    graph, node = parameter.graph, parameter.node
    disjoint = graph.one(node, SH.qualifiedValueShapesDisjoint)
    if disjoint is None or _boolean(disjoint) == FALSE:
        return ()
    others = {
        each for parent in graph.graph.subjects(SH.property, node) for inner in graph.graph.objects(parent, SH.property)
        for each in graph.graph.objects(inner, SH.qualifiedValueShape) if each != value_shape
    }  # fmt: skip
    return tuple([parameter.inner(each) for each in graph.in_order(others)])


def _sparql(parameter: Parameter) -> Iterator[Constraint]:
    for each in parameter.values:
        if (query := read_query(parameter.graph, each, parameter.path)) is not None:
            yield Constraint(f"{SH}SPARQLConstraintComponent", query=query)


PARAMETERS: Mapping[URIRef, Read] = {
    SH["class"]: _each("Class", _iri),
    SH.datatype: _once("Datatype", _iri),
    SH.nodeKind: _once("NodeKind", _kind),
    SH.minCount: _on_property(_once("MinCount", _count)),
    SH.maxCount: _on_property(_once("MaxCount", _count)),
    SH.minExclusive: _each("MinExclusive", _literal),
    SH.minInclusive: _each("MinInclusive", _literal),
    SH.maxExclusive: _each("MaxExclusive", _literal),
    SH.maxInclusive: _each("MaxInclusive", _literal),
    SH.minLength: _once("MinLength", _count),
    SH.maxLength: _once("MaxLength", _count),
    SH.pattern: _pattern,
    SH.languageIn: _language_in,
    SH.uniqueLang: _on_property(_once("UniqueLang", _boolean)),
    SH.equals: _each("Equals", _iri),
    SH.disjoint: _each("Disjoint", _iri),
    SH.lessThan: _on_property(_each("LessThan", _iri)),
    SH.lessThanOrEquals: _on_property(_each("LessThanOrEquals", _iri)),
    SH["not"]: _inner("Not"),
    SH["and"]: _listed("And"),
    SH["or"]: _listed("Or"),
    SH.xone: _listed("Xone"),
    SH.node: _inner("Node", path=False),
    SH.property: _inner("Property", path=True),
    SH.qualifiedValueShape: _qualified,
    SH.closed: _closed,
    SH.hasValue: _each("HasValue", spell),
    SH["in"]: _in,
    SH.sparql: _sparql,
}


def refuse_unknown(graph: ShapesGraph, predicates: Sequence[Node]) -> None:
    """Raise NotCovered for a predicate of a shape that is not on the allow-list."""
    for each in predicates:
        if each in graph.custom_parameters:
            raise NotCovered(f"{short(each)} belongs to a constraint component of the shapes' own")
        if each not in PARAMETERS and each not in ANNOTATIONS:
            raise NotCovered(f"{short(each)} is not known here")
