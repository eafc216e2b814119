"""The triple store of a release: Oxigraph, loaded once in chunks, then only read."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from resource_ld.terms import Term, Triple, iri_text, ntriples

CHUNK = 12_000_000
"""Characters of N-Triples a bulk load takes at once, some 2,500 descriptions: a load holds its input (ADR 0002)."""


class StoreWriter:
    """Loads descriptions into a new store directory."""

    def __init__(self, path: Path) -> None:
        self._store = Store(str(path))
        self._waiting: list[str] = []
        self._size = 0

    def add(self, text: str) -> None:
        """Add a description in N-Triples to the default graph."""
        self._waiting.append(text)
        self._size += len(text)
        if self._size >= CHUNK:
            self._flush()

    def add_graph(self, graph: Term, triples: Sequence[Triple]) -> None:
        """Add triples to a named graph."""
        self._load(ntriples(list(triples)), NamedNode(iri_text(graph)))

    def _flush(self) -> None:
        if self._waiting:
            self._load("".join(self._waiting), DefaultGraph())
            self._waiting.clear()
            self._size = 0

    def _load(self, text: str, graph: NamedNode | DefaultGraph) -> None:
        self._store.bulk_load(text.encode(), format=RdfFormat.N_TRIPLES, to_graph=graph)

    def close(self) -> int:
        """Finish and return the number of quads, counted in the store itself: what it says is what it holds."""
        self._flush()
        self._store.flush()
        self._store.optimize()
        count = len(self._store)
        del self._store
        return count


def read_default_graph(path: Path) -> Iterable[Triple]:
    """Yield the triples of a finished store's default graph, spelled by the store."""
    for quad in Store.read_only(str(path)).quads_for_pattern(None, None, None, DefaultGraph()):
        yield str(quad.subject), str(quad.predicate), str(quad.object)
