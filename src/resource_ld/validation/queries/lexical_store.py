"""Candidates and vocabularies in an rdflib graph, where a literal stays as it is spelled: for queries that would tell."""

from collections.abc import Iterable, Iterator

from rdflib import Graph, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query as PreparedQuery

from resource_ld.terms import Term, Triple
from resource_ld.validation.queries.operators import mend_operators
from resource_ld.validation.queries.rule_store import Solution
from resource_ld.validation.rdf_terms import as_written, node_of, spell


class LexicalStore:
    """Asks as pySHACL does, a focus node at a time: slower than the rule store by a hundred times, and exact."""

    def __init__(self) -> None:
        self._graph = Graph()
        self._prepared: dict[str, PreparedQuery] = {}

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples."""
        for s, p, o in triples:
            self._graph.add((node_of(s), node_of(p), node_of(o)))

    def ask(self, select: str, focus: Term) -> Iterator[Solution]:
        """Yield the solutions of a SELECT with a focus node as its `$this`, unbound variables left out."""
        if select not in self._prepared:
            with as_written():
                query = prepareQuery(select)
            mend_operators(query.algebra)
            self._prepared[select] = query
        found = self._graph.query(self._prepared[select], initBindings={"this": node_of(focus)})  # type: ignore[dict-item]
        for each in found.bindings:
            yield {
                str(name): spell(value) for name, value in each.items() if name in (found.vars or [Variable("this")])
            }
