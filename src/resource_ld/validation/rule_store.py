"""The rule store: all candidates and the vocabularies in a scratch Oxigraph store, for constraints in SPARQL."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import DefaultGraph, Literal, QuerySolutions, RdfFormat, Store

from resource_ld.terms import Term, Triple, literal, ntriples

CHUNK = 100_000
"""Triples a bulk load takes at once: a load holds its input."""
Solution = Mapping[str, Term]


def refusal(select: str) -> str:
    """Return why a SELECT cannot be asked of a rule store, an empty text when it can: an empty store says it at once."""
    try:
        Store().query(select)
    except (SyntaxError, RuntimeError) as error:
        return str(error)
    return ""


class RuleStore:
    """A store on disk that vanishes with the object; loaded first, then asked."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="resource-ld-rules-")
        self._store = Store(self._folder.name)
        self._waiting: list[Triple] = []

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples; what one description says again is there once."""
        self._waiting += triples
        if len(self._waiting) >= CHUNK:
            self._load()

    def _load(self) -> None:
        if self._waiting:
            content = ntriples(self._waiting).encode()
            self._store.bulk_load(content, format=RdfFormat.N_TRIPLES, to_graph=DefaultGraph())
            self._waiting.clear()

    def finish(self) -> None:
        """Load the rest, before the first question."""
        self._load()

    def ask(self, select: str) -> Iterator[Solution]:
        """Yield the solutions of a SELECT that has no `refusal`, unbound variables left out."""
        solutions = self._store.query(select)
        assert isinstance(solutions, QuerySolutions)
        names = [each.value for each in solutions.variables]
        for solution in solutions:
            yield {name: _spell(value) for name, value in zip(names, solution, strict=True) if value is not None}

    def close(self) -> None:
        """Delete the store."""
        del self._store
        self._folder.cleanup()


def _spell(term: object) -> Term:
    if not isinstance(term, Literal):
        return str(term)
    if term.language:
        return literal(term.value, language=term.language)
    datatype = term.datatype.value
    return literal(term.value) if datatype.endswith("XMLSchema#string") else f"{literal(term.value)}^^<{datatype}>"
