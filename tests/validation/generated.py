"""Shapes and data of every kind, drawn by Hypothesis: every component, path, target and family of terms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hypothesis import strategies as st
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from resource_ld.terms import Triple
from resource_ld.validation.rdf_terms import spell

EX = Namespace("https://example.net/")
NODES = [EX[f"n{each}"] for each in range(4)]
PREDICATES = [EX.p, EX.q, EX.r]
CLASSES = [EX.C, EX.D, EX.E]
CONCEPTS = [EX.k1, EX.k2]
VOCABULARY: tuple[Triple, ...] = tuple(
    (spell(s), spell(p), spell(o))
    for s, p, o in [
        (EX.k1, RDF.type, EX.Concept), (EX.k2, RDF.type, EX.Concept), (EX.k1, EX.broader, EX.k2), (EX.k2, EX.label, Literal("two", lang="en")),
        (EX.D, RDFS.subClassOf, EX.C), (EX.E, RDFS.subClassOf, EX.D),
    ]
)  # fmt: skip
NUMBERS = [Literal(each, datatype=XSD.integer, normalize=False) for each in ("-1", "0", "1", "2", "007", "7")]
NUMBERS += [
    Literal("1.0", datatype=XSD.decimal, normalize=False),
    Literal("2.5", datatype=XSD.decimal),
    Literal("2.5e0", datatype=XSD.double, normalize=False),
]
STRINGS = [Literal(each) for each in ("", "a", "b", "ab", "Ärger", "7", "a\nb", 'q"\\', "2009-05")]
LANGUAGES = [
    Literal("a", lang="en"),
    Literal("b", lang="en"),
    Literal("e", lang="en"),
    Literal("a", lang="en-gb"),
    Literal("c", lang="fr"),
    Literal("d", lang="de-at"),
]
BOOLEANS = [Literal("true", datatype=XSD.boolean), Literal("false", datatype=XSD.boolean)]
INSTANTS = [
    Literal(each, datatype=XSD.dateTime, normalize=False)
    for each in ("2009-05-17T10:00:00Z", "2009-05-17T12:00:00+02:00", "2010-01-01T00:00:00Z")
]
DATES = [Literal(each, datatype=XSD.date, normalize=False) for each in ("2009-05-17", "2010-01-01", "1999-12-31")]
ILL_TYPED = [
    Literal("x", datatype=XSD.integer, normalize=False),
    Literal("2009-13-45", datatype=XSD.date, normalize=False),
    Literal("300", datatype=XSD.byte, normalize=False),
]
OTHERS = [
    Literal("2009", datatype=XSD.gYear, normalize=False),
    Literal("z", datatype=EX.unknown),
    Literal("https://x.test/", datatype=XSD.anyURI),
]
LITERALS: list[Literal] = [*NUMBERS, *STRINGS, *LANGUAGES, *BOOLEANS, *INSTANTS, *DATES, *ILL_TYPED, *OTHERS]
IRIS = [*NODES, *CONCEPTS, EX.elsewhere, URIRef("urn:x:1")]
TERMS: list[Node] = [*LITERALS, *IRIS]
DATATYPES = [
    XSD.string,
    RDF.langString,
    XSD.integer,
    XSD.decimal,
    XSD.double,
    XSD.boolean,
    XSD.date,
    XSD.dateTime,
    XSD.gYear,
    XSD.byte,
    XSD.anyURI,
    EX.unknown,
]
T = TypeVar("T")
Write = Callable[["Writer", Node, bool, int], None]
PATTERNS = ["^a", "b$", "^[0-9]{4}(-[0-9]{2})?$", "A", "n[0-9]", "^$", ".b", "\\\\"]
SEVERITIES = [SH.Violation, SH.Warning, SH.Info, EX.OwnSeverity]
ORDERED = [*NUMBERS, *STRINGS, *INSTANTS, *DATES, *BOOLEANS]


@st.composite
def descriptions(
    draw: st.DrawFn, nodes: tuple[URIRef, ...] = tuple(NODES), terms: Sequence[Node] = TERMS
) -> tuple[Triple, ...]:
    """A description of some nodes: types and values of every family, or of one."""
    found: set[tuple[Node, Node, Node]] = set()
    several = st.lists(st.sampled_from(terms), max_size=3)
    if terms is TERMS:
        several |= st.lists(st.sampled_from(LANGUAGES), min_size=2, max_size=3)
    for node in nodes:
        for class_ in draw(st.lists(st.sampled_from(CLASSES), max_size=1)):
            found.add((node, RDF.type, class_))
        for predicate in PREDICATES:
            for value in draw(several):
                found.add((node, predicate, value))
    return tuple(sorted((spell(s), spell(p), spell(o)) for s, p, o in found))


@dataclass
class Writer:
    """Writes drawn shapes into a graph."""

    draw: st.DrawFn
    graph: Graph = field(default_factory=Graph)
    ordered: Sequence[Node] = ()
    without: Sequence[str] = ()
    only: Sequence[str] = ()
    count: int = 0

    def parameters(self) -> list[str]:
        if self.only:
            return list(self.only)
        left_out = {f"{each[0].lower()}{each[1:]}" for each in self.without}
        return sorted([*PARAMETERS, *RARE]) if not left_out else sorted(PARAMETERS.keys() - left_out)

    def one(self, values: Sequence[T]) -> T:
        return self.draw(st.sampled_from(values))

    def chance(self, share: int = 3) -> bool:
        return self.draw(st.integers(0, share)) == 0

    def members(self, members: list[Node]) -> Node:
        head = BNode()
        Collection(self.graph, head, members)
        return head

    def path(self, depth: int = 0, *, sequence: bool = True) -> Node:
        kinds = ["inverse", "alternative", "zeroOrMore", "oneOrMore", "zeroOrOne", *(["sequence"] if sequence else [])]
        kind = self.one(["predicate"] * 5 + (kinds if depth <= 1 else []))
        if kind == "predicate":
            return self.one([*PREDICATES, EX.broader, RDF.type])
        if kind == "sequence":
            return self.members([self.path(depth + 1), self.path(depth + 1)])
        node = BNode()
        # pySHACL follows the inverse of a sequence in the order of the sequence: a listed difference.
        inner = self.path(depth + 1, sequence=kind != "inverse")
        if kind == "alternative":
            inner = self.members([inner, self.path(depth + 1)])
        self.graph.add((node, SH[f"{kind}Path"], inner))
        return node

    def shape(self, depth: int = 0, *, path: bool | None = None) -> Node:
        self.count += 1
        node: Node = BNode() if depth and self.chance(2) else EX[f"shape{self.count}"]
        if path or (path is None and self.chance(1)):
            self.graph.add((node, SH.path, self.path()))
            path = True
        else:
            self.graph.add((node, RDF.type, SH.NodeShape))
        for name in self.draw(st.lists(st.sampled_from(self.parameters()), max_size=6, unique=True)):
            PARAMETERS[name](self, node, bool(path), depth)
        if self.chance():
            self.graph.add((node, SH.severity, self.one(SEVERITIES)))
        if self.chance(1):
            self.graph.add((node, SH.message, Literal(f"Mend {self.count}.", lang=self.one(["en", "fr", None]))))
        if self.chance(9):
            self.graph.add((node, SH.deactivated, Literal("true", datatype=XSD.boolean)))
        return node

    def add(self, node: Node, predicate: Node, value: Node) -> None:
        self.graph.add((node, predicate, value))


def _count(writer: Writer, name: str, node: Node, most: int = 3) -> None:
    writer.add(node, SH[name], Literal(writer.draw(st.integers(0, most))))


def _when_path(name: str, most: int = 3) -> Write:
    return lambda writer, node, path, depth: _count(writer, name, node, most) if path else None


def _one_of(name: str, values: Sequence[Node]) -> Write:
    return lambda writer, node, path, depth: writer.add(node, SH[name], writer.one(values))


def _bound(name: str) -> Write:
    return lambda writer, node, path, depth: writer.add(node, SH[name], writer.one(writer.ordered))


def _inner(name: str, *, path: bool | None = None, several: bool = False) -> Write:
    def write(writer: Writer, node: Node, is_property: bool, depth: int) -> None:
        if depth > 1:
            return
        if several:
            shapes = [writer.shape(depth + 1) for _ in range(writer.draw(st.integers(1, 3)))]
            writer.add(node, SH[name], writer.members(shapes))
        else:
            for _ in range(writer.draw(st.integers(1, 2))):
                writer.add(node, SH[name], writer.shape(depth + 1, path=path))

    return write


def _closed(writer: Writer, node: Node, path: bool, depth: int) -> None:
    writer.add(node, SH.closed, Literal("true", datatype=XSD.boolean))
    writer.add(node, SH.ignoredProperties, writer.members([RDF.type, writer.one(PREDICATES)]))


def _pattern(writer: Writer, node: Node, path: bool, depth: int) -> None:
    writer.add(node, SH.pattern, Literal(writer.one(PATTERNS)))
    if writer.chance():
        writer.add(node, SH.flags, Literal(writer.one(["i", "m", "im"])))


def _listed(name: str, values: Sequence[Node], most: int) -> Write:
    def write(writer: Writer, node: Node, path: bool, depth: int) -> None:
        members = writer.draw(st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True))
        writer.add(node, SH[name], writer.members(members))

    return write


def _qualified(writer: Writer, node: Node, path: bool, depth: int) -> None:
    if not path or depth > 1:
        return
    writer.add(node, SH.qualifiedValueShape, writer.shape(depth + 1))
    _count(writer, writer.one(["qualifiedMinCount", "qualifiedMaxCount"]), node, 2)
    if writer.chance(1):
        writer.add(node, SH.qualifiedValueShapesDisjoint, Literal("true", datatype=XSD.boolean))


def _unique_lang(writer: Writer, node: Node, path: bool, depth: int) -> None:
    if path:
        writer.add(node, SH.uniqueLang, Literal("true", datatype=XSD.boolean))


def _less(name: str) -> Write:
    return lambda writer, node, path, depth: writer.add(node, SH[name], writer.one(PREDICATES)) if path else None


RARE = ("and", "or", "xone", "qualified", "uniqueLang", "property", "lessThanOrEquals", "disjoint", "equals") * 2
"""Parameters that seldom give a result, drawn more often."""
PARAMETERS: dict[str, Write] = {
    "class": _one_of("class", [*CLASSES, EX.Concept]), "datatype": _one_of("datatype", DATATYPES),
    "nodeKind": _one_of("nodeKind", [SH.IRI, SH.BlankNode, SH.Literal, SH.BlankNodeOrIRI, SH.BlankNodeOrLiteral, SH.IRIOrLiteral]),
    "minCount": _when_path("minCount"), "maxCount": _when_path("maxCount"),
    **{name: _bound(name) for name in ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")},
    "minLength": lambda writer, node, path, depth: _count(writer, "minLength", node),
    "maxLength": lambda writer, node, path, depth: _count(writer, "maxLength", node),
    "pattern": _pattern, "languageIn": _listed("languageIn", [Literal("en"), Literal("EN-gb"), Literal("de"), Literal("*")], 2), "uniqueLang": _unique_lang,
    "equals": _one_of("equals", PREDICATES), "disjoint": _one_of("disjoint", PREDICATES),
    "lessThan": _less("lessThan"), "lessThanOrEquals": _less("lessThanOrEquals"),
    "not": _inner("not"), "and": _inner("and", several=True), "or": _inner("or", several=True), "xone": _inner("xone", several=True),
    "node": _inner("node", path=False), "property": _inner("property", path=True), "property2": _inner("property", path=True),
    "qualified": _qualified, "closed": _closed, "hasValue": _one_of("hasValue", TERMS), "in": _listed("in", TERMS, 4),
}  # fmt: skip


@st.composite
def shapes_graphs(
    draw: st.DrawFn, ordered: Sequence[Node] = ORDERED, without: Sequence[str] = (), only: Sequence[str] = ()
) -> Graph:
    """One to three target shapes with targets of every kind; `ordered` are the bounds of ranges, `only` their parameters."""
    writer = Writer(draw, ordered=ordered, without=without, only=only)
    for _ in range(draw(st.integers(1, 3))):
        node = writer.shape()
        for kind in draw(
            st.lists(
                st.sampled_from(["class", "class", "node", "subjects", "objects", "implicit"]),
                min_size=1,
                max_size=2,
                unique=True,
            )
        ):
            if kind == "class":
                writer.add(node, SH.targetClass, writer.one(CLASSES))
            elif kind == "node":
                writer.add(node, SH.targetNode, writer.one([*NODES, EX.nowhere, *ordered[:3]]))
            elif kind == "implicit" and isinstance(node, URIRef):
                writer.add(node, RDF.type, RDFS.Class)
            else:
                writer.add(
                    node,
                    SH[f"target{kind.capitalize()}Of"] if kind in ("subjects", "objects") else SH.targetSubjectsOf,
                    writer.one(PREDICATES),
                )
    return writer.graph
