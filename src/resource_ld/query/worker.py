"""The worker: `python -m resource_ld.query.worker MEMORY` answers queries from standard input, confined.

It may be killed at any instant; it holds nothing but a store opened for reading.
"""

import io
import json
import re
import sys
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
from resource_ld.query.messages import ASK, CHUNK, END, ERROR, FORM, receive, send

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
    def __init__(self, requests: IO[bytes], answers: IO[bytes], *, no_sockets: bool) -> None:
        self._requests, self._answers, self._no_sockets = requests, answers, no_sockets
        self._open: tuple[str, Store] | None = None

    def run(self) -> None:
        """Answer until the other side closes."""
        while True:
            try:
                kind, body = receive(self._requests)
            except EOFError:
                return
            if kind == ASK:
                self._answer(json.loads(body))

    def _store(self, path: str) -> Store:
        if self._open is None or self._open[0] != path:
            self._open = (path, Store.read_only(path))
        return self._open[1]

    def _answer(self, asked: dict[str, Any]) -> None:
        try:
            results = self._query(asked)
            form = _form(results)
            send(self._answers, FORM, form.encode())
            _, name = receive(self._requests)
            self._write(results, name.decode())
            send(self._answers, END)
        except (SyntaxError, ValueError, OSError, RuntimeError, MemoryError) as error:
            kind = "syntax" if isinstance(error, (SyntaxError, _Refused)) else "failed"
            send(self._answers, ERROR, json.dumps([kind, str(error)[:500]]).encode())

    def _query(self, asked: dict[str, Any]) -> QuerySolutions | QueryBoolean | QueryTriples:
        if not self._no_sockets and _SERVICE.search(asked["text"]):
            # Without a socket filter only a coarse net is left (FACTS 22).
            raise _Refused("queries with SERVICE or \\u are not answered here")
        store = self._store(asked["store"])
        return store.query(
            asked["text"], base_iri=asked["base_iri"], default_graph=_graphs(asked["default_graph"]),
            named_graphs=_graphs(asked["named_graphs"]),
        )  # fmt: skip

    def _write(self, results: QuerySolutions | QueryBoolean | QueryTriples, name: str) -> None:
        # The engine writes in small pieces; a buffer makes messages of them.
        with io.BufferedWriter(_Chunks(self._answers), 1 << 16) as chunks:
            output = cast(IO[bytes], chunks)
            if isinstance(results, QueryTriples):
                serialize(results, output, format=_GRAPHS[name])
            else:
                results.serialize(output, format=_RESULTS[name])


def _graphs(iris: list[str]) -> list[Any] | None:
    return [NamedNode(each) for each in iris] or None


def _form(results: QuerySolutions | QueryBoolean | QueryTriples) -> str:
    if isinstance(results, QueryTriples):
        return "graph"
    return "ask" if isinstance(results, QueryBoolean) else "select"


def main() -> None:
    """Confine the process, then answer."""
    no_sockets = sandbox.enter(int(sys.argv[1]))
    _Worker(sys.stdin.buffer, sys.stdout.buffer, no_sockets=no_sockets).run()


if __name__ == "__main__":
    main()
