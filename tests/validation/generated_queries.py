"""Queries of `sh:sparql` drawn by Hypothesis: groups in groups, with `$this` anywhere, and records to ask them of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st
from rdflib import RDF, XSD, Graph, Literal
from rdflib.term import Node
from tests.validation.generated import EX, NODES, PREDICATES

from resource_ld.terms import Triple
from resource_ld.validation.rdf_terms import as_written, spell

VARIABLES = ("$this", "$this", "?value", "?x", "?y")
PATHS = (*["ex:p", "ex:q", "ex:r"] * 4, "^ex:p", "ex:p/ex:q", "ex:q|ex:r", "ex:q+", "^ex:q/ex:r")
CONDITIONS = (
    "$this != ?x", "?x != ?y", "?x = ?y", "BOUND(?x)", "!BOUND(?y)", "STR(?value) = '7'", "$this = ?value", "isIRI(?x)",
    "BOUND($this)", "STR($this) < STR(?x)", "?value IN (ex:n0, $this)", "COALESCE(?x, ex:n0) = ex:n0", "?value > 5", "?x + 1 > ?y",
    "isLITERAL(?value) && ?value = 7", "STRLEN(STR(?value)) < 3 || ?x = $this", "DATATYPE(?x) = xsd:decimal",
)  # fmt: skip
TERMS = ("ex:n1", "7")
BOUND_TO = ("$this", "?x", "STR(?value)", "STR($this)", "IF(BOUND(?y), ?y, $this)")
EXACT = [Literal(each) for each in (1, 7, 9)]
INEXACT = [
    Literal("007", datatype=XSD.integer, normalize=False),
    Literal("7", datatype=XSD.int),
    Literal("1.0", datatype=XSD.decimal),
]
DEEPEST = 3


Scope = frozenset[str]
THIS = frozenset(["$this"])


def variables(text: str) -> Scope:
    return frozenset(re.findall(r"[?$]\w+", text))


@dataclass
class QueryWriter:
    """Writes a query; at random, for Hypothesis alone would seldom go deep.

    Left out is what rdflib gets wrong (SPARQL 1.1, section 18): but for `$this` an expression has only variables of its
    own group, in an EXISTS those outside too; a new variable of an OPTIONAL or EXISTS stands nowhere else; no EXISTS has
    a BIND, and groups in one compare only `$this`. rdflib lets groups see what stands around them, forgets in an EXISTS
    what is bound outside, and loses rows to the FILTER of an OPTIONAL.
    """

    random: Random
    pool: Sequence[str] = VARIABLES
    count: int = 0
    inside: int = 0
    narrow: bool = False

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, texts: Sequence[str], scope: Scope) -> str:
        return self.random.choice([each for each in texts if variables(each) <= scope | THIS])

    def triples(self) -> str:
        one = self.random.choice
        said = [
            f"{one(self.pool)} {one(PATHS)} {one((*self.pool, *self.pool, *TERMS))} . "
            for _ in range(1 + self.chance(0.3))
        ]
        return "".join(said)

    def filter(self, depth: int, scope: Scope) -> str:
        condition = self.one(CONDITIONS, scope)
        if depth < DEEPEST and self.chance(0.6):
            before, self.narrow = self.narrow, False
            self.inside += 1
            exists = f"{self.random.choice(('', 'NOT '))}EXISTS {{ {self.seeing(depth, scope, scope)} }}"
            self.inside -= 1
            self.narrow = before
            if self.chance(0.7):
                return f"FILTER {exists} "
            condition = f"{condition} {self.random.choice(('||', '&&'))} {exists}"
        return f"FILTER({condition}) "

    def bind(self, scope: Scope) -> str:
        self.count += 1
        name = f"?b{self.count}"
        return f"BIND({self.one(BOUND_TO, scope)} AS {name}) FILTER({name} != $this) "

    def seeing(self, depth: int, scope: Scope, compared: Scope) -> str:
        before = self.pool
        self.count += 1
        self.pool = ("$this", *sorted(scope | THIS), f"?o{self.count}")
        written = self.group(depth + 1, compared)
        self.pool = before
        return written

    def part(self, depth: int, own: Scope, outer: Scope) -> str:
        kinds = ["triples", "filter", "filter", "filter", *([] if self.inside else ["bind"])]
        if depth < DEEPEST:
            kinds += ["optional", "optional", "union", "group"]
        kind = self.random.choice(kinds)
        if kind in ("optional", "union", "group"):
            before, self.narrow = self.narrow, self.inside > 0
            written = self.nested(kind, depth, own)
            self.narrow = before
            return written
        if kind == "filter":
            return self.filter(depth, frozenset() if self.narrow else own | outer)
        return self.bind(own) if kind == "bind" else self.triples()

    def nested(self, kind: str, depth: int, own: Scope) -> str:
        if kind == "optional":
            return f"OPTIONAL {{ {self.seeing(depth, own, frozenset())} }} "
        other = f"UNION {{ {self.group(depth + 1)} }} " if kind == "union" else ""
        return f"{{ {self.group(depth + 1)} }} {other}"

    def group(self, depth: int = 0, outer: Scope = frozenset()) -> str:
        written = self.triples() if self.chance(0.8) else ""
        own = variables(written)
        for _ in range(self.random.choice((0, 1, 1, 2, 3))):
            part = self.part(depth, own, outer)
            own |= frozenset() if part.startswith("FILTER") else variables(part.partition("FILTER")[0])
            written += part
        return written


def query_of(number: int) -> str:
    """Return the WHERE of a query, mostly one that has a triple with `$this`."""
    writer = QueryWriter(Random(number))
    begins = "$this a ex:C . " if writer.chance(0.8) else ""
    return f"{begins}{writer.group()}"


def shape_with(where: str) -> Graph:
    """Return the shapes graph of a query."""
    text = f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <{EX}> . @prefix xsd: <{XSD}> .
        ex:own a <http://www.w3.org/2002/07/owl#Ontology> ; sh:declare [ sh:prefix "ex" ; sh:namespace "{EX}"^^xsd:anyURI ],
          [ sh:prefix "xsd" ; sh:namespace "{XSD}"^^xsd:anyURI ] .
        ex:S a sh:NodeShape ; sh:targetClass ex:C ;
          sh:sparql [ sh:prefixes ex:own ; sh:select \"\"\"SELECT $this ?value WHERE {{ {where} }}\"\"\" ] ."""
    with as_written():
        return Graph().parse(data=text, format="turtle")


def records_of(number: int) -> tuple[tuple[Triple, ...], ...]:
    """Return four records that refer to each other, some with a number that the rule store would spell otherwise."""
    random = Random(number)
    objects: list[Node] = [*NODES, *EXACT, *(INEXACT if random.random() < 0.3 else [])]
    found = []
    for node in NODES:
        said: set[tuple[Node, Node, Node]] = {(node, RDF.type, random.choice([EX.C, EX.C, EX.D]))}
        for predicate in PREDICATES:
            said |= {(node, predicate, each) for each in random.sample(objects, random.choice((0, 1, 1, 2)))}
        found.append(tuple(sorted((spell(s), spell(p), spell(o)) for s, p, o in said)))
    return tuple(found)


NUMBERS = st.integers(0, 2**64)


def shapes_with_a_query() -> st.SearchStrategy[Graph]:
    """The shapes graphs of drawn queries."""
    return NUMBERS.map(lambda number: shape_with(query_of(number)))


def records() -> st.SearchStrategy[tuple[tuple[Triple, ...], ...]]:
    """Records drawn likewise."""
    return NUMBERS.map(records_of)
