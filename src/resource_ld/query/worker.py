"""The worker: `python -m resource_ld.query.worker STORE MEMORY` answers queries from standard input, confined.

It may be killed at any instant; it holds nothing but a store opened for reading.
"""

import io
import json
import re
import sys
from pathlib import Path
from typing import IO, Any, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from resource_ld.query import sandbox
from resource_ld.query.describing import whole_descriptions
from resource_ld.query.legal_xml import LegalXML
from resource_ld.query.messages import ASK, CHUNK, END, ERROR, READY, receive, send
from resource_ld.query.mistakes import explain
from resource_ld.terms import PREFIXES

_RESULTS = {
    "json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV,
}  # fmt: skip
_GRAPHS = {
    "turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD, "rdfxml": RdfFormat.RDF_XML,
}  # fmt: skip
_SERVICE = re.compile(r"service|\\u", re.IGNORECASE)


class _Chunks(io.RawIOBase):
    """A file that sends what is written to it, in messages."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        chunk = bytes(data)
        send(self._pipe, CHUNK, chunk)
        return len(chunk)


class _Refused(ValueError):
    """A query that is understood and not answered."""


class _Worker:
    def __init__(self, store: Store, requests: IO[bytes], answers: IO[bytes], *, no_sockets: bool) -> None:
        self._store, self._requests, self._answers, self._no_sockets = store, requests, answers, no_sockets

    def run(self) -> None:
        """Answer until the other side closes."""
        send(self._answers, READY, json.dumps(self._no_sockets).encode())
        while True:
            try:
                kind, body = receive(self._requests)
            except EOFError:
                return
            if kind == ASK:
                self._answer(json.loads(body))

    def _answer(self, asked: dict[str, Any]) -> None:
        try:
            self._write(self._query(asked), asked)
            send(self._answers, END)
        except (SyntaxError, ValueError, OSError, RuntimeError, MemoryError) as error:
            kind = "syntax" if isinstance(error, (SyntaxError, _Refused)) else "failed"
            send(self._answers, ERROR, json.dumps([kind, *explain(str(error), asked["text"])]).encode())

    def _query(self, asked: dict[str, Any]) -> QuerySolutions | QueryBoolean | QueryTriples:
        if not self._no_sockets and _SERVICE.search(asked["text"]):
            # Without a socket filter only a coarse net is left (FACTS 22).
            raise _Refused("queries with SERVICE or \\u are not answered here")
        return self._store.query(
            asked["text"], base_iri=asked["base_iri"], prefixes=PREFIXES, default_graph=_graphs(asked["default_graph"]),
            named_graphs=_graphs(asked["named_graphs"]),
        )  # fmt: skip

    def _write(self, results: QuerySolutions | QueryBoolean | QueryTriples, asked: dict[str, Any]) -> None:
        name = asked["format"]
        if isinstance(results, QueryTriples) != (name in _GRAPHS):
            raise _Refused("its form (SELECT, ASK, CONSTRUCT, DESCRIBE) is not clear")
        pipe: io.RawIOBase = _Chunks(self._answers)
        pipe = LegalXML(pipe) if name in ("xml", "rdfxml") else pipe
        # The engine writes in small pieces; a buffer makes messages of them.
        with io.BufferedWriter(pipe, 1 << 16) as chunks:
            output = cast(IO[bytes], chunks)
            if isinstance(results, QueryTriples):
                whole = whole_descriptions(self._store, results, asked["base_iri"].removesuffix("sparql"))
                serialize(whole if asked["form"] == "describe" else results, output, format=_GRAPHS[name])
            else:
                results.serialize(output, format=_RESULTS[name])


def _graphs(iris: list[str]) -> list[Any] | None:
    return [NamedNode(each) for each in iris] or None


def main() -> None:
    """Open the store, confine the process, then answer."""
    path, memory = Path(sys.argv[1]), int(sys.argv[2])
    store = Store.read_only(str(path))
    bool(store.query("ASK { ?s ?p ?o }"))
    no_sockets = sandbox.enter(memory)
    _Worker(store, sys.stdin.buffer, sys.stdout.buffer, no_sockets=no_sockets).run()


if __name__ == "__main__":
    main()
