"""SPARQL over HTTP beside the same store in process, Oxigraph's own server and rdflib-endpoint; answers compared first."""

import contextlib
import itertools
import json
import re
import socket
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from pyoxigraph import QueryResultsFormat, Store

from benchmarks.figure import Figure
from benchmarks.queries import twelve
from benchmarks.server import PROGRAM, server_cpu
from resource_ld.release.current import Release, Releases

TIMES, MANY = 7, 200
LOADING = 900.0
"""Seconds a peer may take to load the data before it answers."""
PIECE = 1 << 20
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
JSON = "application/sparql-results+json"
SCRIPTS = Path(sysconfig.get_path("scripts"))
_OURS = """
import sys
from pathlib import Path
from resource_ld.cli.serving import run
from resource_ld.query import Limits
from resource_ld.web import create_app
run(create_app(Path(sys.argv[1]), limits=Limits(deadline=120)), host="127.0.0.1", port=0)
"""
_RDFLIB = """
import gzip, sys, uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint
graph = Graph()
with gzip.open(sys.argv[1]) as file:
    graph.parse(file, format="nt")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""
Ask = Callable[[str], bytes]


def querying(data_dir: Path) -> Iterator[Figure]:
    """Twelve typical queries of a published catalogue, each engine with a warm disk cache and none of its own answers."""
    release = Releases(data_dir).current()
    base = release.manifest.site["base_iri"]
    queries = twelve(base, f"{base}resource/{release.index.ids(limit=1)[0]}")
    with contextlib.ExitStack() as stack:
        peer = stack.enter_context(_rdflib(release))
        doors = {
            "in process": _in_process(release.store), "ours": stack.enter_context(_ours(data_dir)),
            "oxigraph": stack.enter_context(_oxigraph(release)),
        }  # fmt: skip
        answers = {name: [_rows(ask(text)) for text in queries.values()] for name, ask in doors.items()}
        # The least a page costs on this machine when it is asked as seldom as a query is.
        doors["hello"] = stack.enter_context(_hello(data_dir))
        best = [_best(doors, text) for text in queries.values()]
        once = [_once(peer, text) for text in queries.values()]
    seconds = {name: [each[name] for each in best] for name in doors} | {"rdflib": [each for _, each in once]}
    answers["rdflib"] = [rows for rows, _ in once]
    for name, found in answers.items():
        for query, mine, other in zip(queries, answers["in process"], found, strict=True):
            assert mine == other, f"{name} answers {query!r} otherwise: {len(other)} rows, not {len(mine)}"
    yield from _figures(list(queries), seconds)
    yield _cached(data_dir, queries["a year"])


def _figures(names: Sequence[str], seconds: Mapping[str, Sequence[float]]) -> Iterator[Figure]:
    ours, inside, oxigraph, rdflib = (seconds[each] for each in ("ours", "in process", "oxigraph", "rdflib"))
    for name, *found in zip(names, ours, inside, oxigraph, rdflib, strict=True):
        note = "in process {:,.2f}, oxigraph {:,.2f}, rdflib-endpoint {:,.1f}".format(
            *(1000 * each for each in found[1:])
        )
        yield Figure(f"  SPARQL: {name}", 1000 * found[0], None, "ms", note=note)
    overhead = statistics.median(1000 * (mine - bare) for mine, bare in zip(ours, inside, strict=True))
    note = f"Flask's hello-world, asked as seldom: {1000 * statistics.median(seconds['hello']):.2f} ms"
    yield Figure("SPARQL over HTTP, median over the same in process", overhead, 1.0, "ms", at_least=False, note=note)
    note = f"{1000 * sum(ours):,.0f} ms against {1000 * sum(oxigraph):,.0f}"
    yield Figure(
        "SPARQL: the twelve / oxigraph serve-read-only", sum(ours) / sum(oxigraph), 1.2, at_least=False, note=note
    )
    ratios = [theirs / mine for mine, theirs in zip(ours, rdflib, strict=True)]
    yield Figure("SPARQL: rdflib-endpoint / ours, geometric mean", statistics.geometric_mean(ratios), 8)
    slowest = min(zip(ratios, names, strict=True))
    yield Figure("SPARQL: rdflib-endpoint / ours, the least", slowest[0], 1, note=slowest[1])


def _cached(data_dir: Path, text: str) -> Figure:
    path = f"/sparql?{urlencode({'query': text})}"

    def cost(name: str, asked: str) -> float:
        return 1e6 * server_cpu(name, data_dir, [asked], requests=3_000, status=200, headers={"Accept": JSON})

    hello, cached = cost("hello", "/resource/a"), cost("ours", path)
    return Figure("SPARQL: an answer asked before / Flask hello-world", hello / cached, 0.5, note=f"{cached:.0f} µs")


def _rows(body: bytes) -> list[str]:
    """Return the rows of an answer in JSON, sorted, to compare."""
    return sorted(json.dumps(each, sort_keys=True) for each in json.loads(body)["results"]["bindings"])


def _best(doors: Mapping[str, Ask], text: str) -> dict[str, float]:
    """Return the least seconds of each door, asked in turn: other work on the machine only adds, and to all alike."""
    found: dict[str, list[float]] = {name: [] for name in doors}
    runs = 0
    while runs < TIMES or (runs < MANY and sum(found["ours"]) < 2):
        for name, ask in doors.items():
            found[name].append(_timed(ask, text))
        runs += 1
    return {name: min(each) for name, each in found.items()}


def _timed(ask: Ask, text: str) -> float:
    start = time.perf_counter()
    ask(text)
    return time.perf_counter() - start


def _once(ask: Ask, text: str) -> tuple[list[str], float]:
    """Return rows and seconds of a peer that takes its time."""
    start = time.perf_counter()
    body = ask(text)
    seconds = time.perf_counter() - start
    # A second run where that is cheap: the first one pays for imports.
    return _rows(body), min(seconds, *(_timed(ask, text) for _ in range(3))) if seconds < 1 else seconds


def _in_process(path: Path) -> Ask:
    store = Store.read_only(str(path))

    def ask(text: str) -> bytes:
        body = store.query(text).serialize(format=QueryResultsFormat.JSON)  # type: ignore[arg-type]
        assert body is not None
        return body

    return ask


@contextlib.contextmanager
def _ours(data_dir: Path) -> Iterator[Ask]:
    with _process([sys.executable, "-c", _OURS, str(data_dir)]) as process:
        assert process.stdout is not None
        yield _over_http(urlsplit(process.stdout.readline().split()[2]).port or 0, "/sparql")


@contextlib.contextmanager
def _hello(data_dir: Path) -> Iterator[Ask]:
    with _process([sys.executable, "-c", PROGRAM, "hello", str(data_dir)]) as process:
        assert process.stdout is not None
        yield _over_http(int(process.stdout.readline()), "/resource/a")


@contextlib.contextmanager
def _oxigraph(release: Release) -> Iterator[Ask]:
    port = free_port()
    command: list[str | Path] = [
        SCRIPTS / "oxigraph",
        "serve-read-only",
        "--location",
        str(release.store),
        "--bind",
        f"127.0.0.1:{port}",
    ]
    with _process(command):
        yield _over_http(port, "/query")


@contextlib.contextmanager
def _rdflib(release: Release) -> Iterator[Ask]:
    port = free_port()
    with _process([sys.executable, "-c", _RDFLIB, str(release.dumps / "catalogue.nt.gz"), str(port)]):
        yield _over_http(port, "/sparql")


@contextlib.contextmanager
def _process(command: Sequence[str | Path]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
        if process.stdout is not None:
            process.stdout.close()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _over_http(port: int, path: str) -> Ask:
    """Return a client on one kept connection; a comment makes each query a new one, so that no cache answers."""
    deadline = time.monotonic() + LOADING
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    numbers = itertools.count()

    def ask(text: str) -> bytes:
        address = f"{path}?{urlencode({'query': f'{text} # {next(numbers)}'})}"
        connection.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {JSON}\r\n\r\n".encode())
        return _body(connection)

    return ask


def _body(connection: socket.socket) -> bytes:
    """Read one answer with next to no work, for the client's share is timed with the server's."""
    read = b""
    while b"\r\n\r\n" not in read:
        read += connection.recv(PIECE)
    head, _, body = read.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), read
    length = _LENGTH.search(head)
    pieces, size = [body], len(body)
    while size < int(length[1]) if length else not pieces[-1].endswith(b"0\r\n\r\n"):
        pieces.append(connection.recv(PIECE))
        size += len(pieces[-1])
    return b"".join(pieces) if length else _unchunked(b"".join(pieces))


def _unchunked(body: bytes) -> bytes:
    """Return a chunked body as it was (RFC 9112 section 7.1)."""
    chunks = []
    while body:
        size, _, body = body.partition(b"\r\n")
        chunks.append(body[: int(size, 16)])
        body = body[int(size, 16) + 2 :]
    return b"".join(chunks)
