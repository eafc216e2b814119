"""The worker: `python -m resource_ld.query.worker STORE MEMORY` answers queries from standard input, confined.

It may be killed at any instant; it holds nothing but a store opened for reading.
"""

import io
import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterable
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
    Triple,
    serialize,
)

from resource_ld.query import sandbox
from resource_ld.query.allocator import Memory, keep_memory
from resource_ld.query.csv_results import write_csv
from resource_ld.query.describing import whole_descriptions
from resource_ld.query.legal_xml import LegalXML
from resource_ld.query.messages import ASK, CHUNK, END, ERROR, LEAVING, READY, receive, send
from resource_ld.query.mistakes import explain
from resource_ld.terms import PREFIXES

_RESULTS = {
    "json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV,
}  # fmt: skip
_GRAPHS = {
    "turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD, "rdfxml": RdfFormat.RDF_XML,
}  # fmt: skip
LONG = 0.02
"""Seconds a query takes at least that may have taken much memory."""

_XML_NAME = re.compile(r"[^\W\d][\w.·-]*\Z")
_SERVICE = re.compile(r"service|\\u", re.IGNORECASE)


class _Chunks(io.RawIOBase):
    """A file that sends what is written to it, in messages; the last one waits for `end`."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe, self._held = pipe, b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self._held:
            send(self._pipe, CHUNK, self._held)
        self._held = bytes(data)
        return len(self._held)

    def end(self, kind: bytes) -> None:
        """Send what waits, as the end."""
        send(self._pipe, kind, self._held)


class _Refused(ValueError):
    """A query that is understood and not answered."""


class _Guard(threading.Thread):
    """Ends this process by itself when whoever asked is gone or does not end it: no query outlives its server."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.until: float | None = None
        self._parent = os.getppid()
        self.start()

    def run(self) -> None:
        """Look once a second; the engine does not hold the interpreter while it works."""
        while os.getppid() == self._parent and (self.until is None or time.monotonic() < self.until):
            time.sleep(1)
        os._exit(1)


class _Worker:
    def __init__(
        self, store: Store, requests: IO[bytes], answers: IO[bytes], memory: Memory, *, no_sockets: bool
    ) -> None:
        self._store, self._requests, self._answers, self._no_sockets = store, requests, answers, no_sockets
        self._guard, self._memory = _Guard(), memory
        self._begun, self._leaving = 0.0, False

    def run(self) -> None:
        """Answer until the other side closes, or until a query took much memory."""
        send(self._answers, READY, json.dumps(self._no_sockets).encode())
        while not self._leaving:
            try:
                kind, body = receive(self._requests)
            except EOFError:
                return
            if kind == ASK:
                asked, self._begun = json.loads(body), time.monotonic()
                self._guard.until = self._begun + asked["seconds"]
                self._answer(asked)
                self._guard.until = None
                if self._took_long() and not self._leaving:
                    self._memory.after_query()

    def _took_long(self) -> bool:
        return time.monotonic() - self._begun > LONG

    def _answer(self, asked: dict[str, Any]) -> None:
        try:
            self._write(self._query(asked), asked)
        except (SyntaxError, ValueError, OSError, RuntimeError, MemoryError) as error:
            kind = "syntax" if isinstance(error, (SyntaxError, _Refused)) else "failed"
            kind = "exhausted" if isinstance(error, MemoryError) else kind
            send(self._answers, ERROR, json.dumps([kind, *explain(str(error), asked["text"])]).encode())

    def _query(self, asked: dict[str, Any]) -> QuerySolutions | QueryBoolean | QueryTriples:
        if not self._no_sockets and _SERVICE.search(asked["text"]):
            # Without a socket filter only a coarse net is left (FACTS 22).
            raise _Refused("queries with SERVICE or \\u are not answered here")
        return self._store.query(
            asked["text"], base_iri=asked["base_iri"], prefixes=PREFIXES, **_dataset(asked),
        )  # fmt: skip

    def _write(self, results: QuerySolutions | QueryBoolean | QueryTriples, asked: dict[str, Any]) -> None:
        name = asked["format"]
        if isinstance(results, QueryTriples) != (name in _GRAPHS):
            raise _Refused("its form (SELECT, ASK, CONSTRUCT, DESCRIBE) is not clear")
        answer = _Chunks(self._answers)
        pipe = LegalXML(answer) if name in ("xml", "rdfxml") else answer
        # The engine writes in small pieces; a buffer makes messages of them.
        with io.BufferedWriter(pipe, 1 << 16) as chunks:
            output = cast(IO[bytes], chunks)
            if isinstance(results, QueryTriples):
                serialize(self._triples(results, asked), output, format=_GRAPHS[name])
            elif isinstance(results, QuerySolutions) and name == "csv":
                write_csv(results, output)
            else:
                results.serialize(output, format=_RESULTS[name])
        self._leaving = self._took_long() and self._memory.is_full()
        answer.end(LEAVING if self._leaving else END)

    def _triples(self, results: Iterable[Triple], asked: dict[str, Any]) -> Iterable[Triple]:
        if asked["form"] == "describe":
            results = whole_descriptions(self._store, results, asked["base_iri"].removesuffix("sparql"))
        return map(_named_for_xml, results) if asked["format"] == "rdfxml" else results


def _named_for_xml(triple: Triple) -> Triple:
    if not _XML_NAME.search(triple.predicate.value):
        raise _Refused(f"its property {triple.predicate} has no XML name, so RDF/XML cannot say it; Turtle can")
    return triple


def _dataset(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the dataset a request names; naming one half empties the other (SPARQL 1.1 Protocol section 2.1.4)."""
    default, named = ([NamedNode(each) for each in asked[name]] for name in ("default_graph", "named_graphs"))
    return {"default_graph": default, "named_graphs": named} if default or named else {}


def main() -> None:
    """Open the store, confine the process, then answer."""
    path, memory = Path(sys.argv[1]), int(sys.argv[2])
    keep_memory()
    store = Store.read_only(str(path))
    bool(store.query("ASK { ?s ?p ?o }"))
    no_sockets = sandbox.enter(memory)
    _Worker(store, sys.stdin.buffer, sys.stdout.buffer, Memory(memory), no_sockets=no_sockets).run()


if __name__ == "__main__":
    main()
