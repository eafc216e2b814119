"""The W3C SPARQL 1.1 suites, from their manifests, over the real route of a running server."""

import contextlib
import csv
import http.client
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from tests.conftest import PROJECT, Catalogue

from resource_ld.release.store import StoreWriter
from resource_ld.terms import parse_ntriples

SUITES = PROJECT.parent / "shared" / "suites" / "sparql11"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SUITES.exists(), reason="the W3C test data lies in ../shared/suites/sparql11"),
]
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DATA = "http://kasei.us/2009/09/sparql/data/data"


@dataclass(frozen=True)
class Server:
    """A running site whose store holds test data."""

    address: str

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, str, bytes]:
        """Return (status, media type, body)."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, (answer.getheader("Content-Type") or "").partition(";")[0], answer.read()
        finally:
            connection.close()

    def select(self, query: str, accept: str) -> bytes:
        """Return an answer by GET."""
        status, media_type, body = self.ask("GET", f"/sparql?{urlencode({'query': query})}", headers={"Accept": accept})
        assert (status, media_type) == (200, accept), body
        return body


def lines(path: Path) -> str:
    return "".join(
        f"{each.triple} .\n" for each in parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=path.as_uri())
    )


def serving(folder: Path, default: list[Path], named: dict[str, Path]) -> Iterator[Server]:
    """Serve a copy of the example whose store holds other data."""
    catalogue = Catalogue(folder)
    catalogue.publish()
    store = catalogue.releases.current().store
    shutil.rmtree(store)
    writer = StoreWriter(store)
    for each in default:
        writer.add(lines(each))
    for name, path in named.items():
        writer.add_graph(f"<{name}>", parse_ntriples(lines(path)))
    writer.close()
    command = [
        sys.executable,
        "-m",
        "resource_ld.cli",
        "--config",
        str(folder / "resource-ld.toml"),
        "serve",
        "--port",
        "0",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield Server(process.stdout.readline().split()[2])
    process.terminate()
    process.wait(timeout=10)
    process.stdout.close()


@pytest.fixture(scope="module")
def protocol(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    named = {f"{DATA}{number}.rdf": SUITES / "protocol" / f"data{number}.nt" for number in (1, 2, 3)}
    yield from serving(tmp_path_factory.mktemp("protocol"), [], named)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    with contextlib.ExitStack() as stack:
        start = contextlib.contextmanager(serving)
        yield {
            name: stack.enter_context(start(tmp_path_factory.mktemp("results"), [SUITES / "csv-tsv-res" / name], {}))
            for name in ("data.ttl", "data2.ttl")
        }


@pytest.fixture(scope="module")
def json_results(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from serving(tmp_path_factory.mktemp("json"), [SUITES / "json-res" / "data.ttl"], {})


def entries(folder: str) -> tuple[Graph, list[Node]]:
    if not SUITES.exists():
        return Graph(), []
    path = SUITES / folder / "manifest.ttl"
    graph = Graph().parse(path, format="turtle", publicID=path.as_uri())
    head = next(iter(graph.objects(None, MF.entries)))
    return graph, list(Collection(graph, head))


MANIFEST, PROTOCOL = entries("protocol")


def name_of(entry: Node) -> str:
    return str(entry).rpartition("#")[2]


def requests_of(entry: Node) -> Iterator[Node]:
    connection = next(MANIFEST.objects(entry, MF.action))
    yield from Collection(MANIFEST, next(MANIFEST.objects(connection, HT.requests)))


def send(server: Server, request: Node) -> tuple[int, str, bytes]:
    """Send a request of the manifest to our route."""
    path = str(next(MANIFEST.objects(request, HT.absolutePath))).replace("/sparql/", "/sparql", 1)
    headers = {
        str(next(MANIFEST.objects(each, HT.fieldName))): str(next(MANIFEST.objects(each, HT.fieldValue)))
        for listed in MANIFEST.objects(request, HT.headers)
        for each in Collection(MANIFEST, listed)
    }
    body = b""
    for content in MANIFEST.objects(request, HT.body):
        encoding = str(next(MANIFEST.objects(content, CNT.characterEncoding), "utf-8"))
        body = str(next(MANIFEST.objects(content, CNT.chars))).encode(encoding)
    return server.ask(str(next(MANIFEST.objects(request, HT.methodName))), path, body, headers)


FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": ("text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"),
}


@pytest.mark.parametrize("entry", [each for each in PROTOCOL if "update" not in name_of(each)], ids=name_of)
def test_protocol_queries(protocol: Server, entry: Node) -> None:
    for request in requests_of(entry):
        status, media_type, body = send(protocol, request)
        for response in MANIFEST.objects(request, HT.resp):
            wanted = {str(each)[-3] for each in MANIFEST.objects(response, MF.expectedStatus)}
            assert str(status)[0] in wanted, body
            for each in MANIFEST.objects(response, MF.expectedFormat):
                assert media_type in FORMATS[str(each)]
            for verdict in MANIFEST.objects(response, MF.expectedBoolean):
                assert (b"true" in body) == (str(verdict) == "true"), body


@pytest.mark.parametrize("entry", [each for each in PROTOCOL if "update" in name_of(each)], ids=name_of)
def test_no_update_is_taken_in_whatever_clothes(protocol: Server, entry: Node) -> None:
    """The `bad_update_*` ones are 4xx as the suite wants; the good ones are too, for this service only answers queries."""
    before = protocol.select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "text/csv")
    first, *_ = requests_of(entry)
    status, _, body = send(protocol, first)
    assert 400 <= status < 500, body
    assert protocol.select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "text/csv") == before


RESULTS, RESULT_ENTRIES = entries("csv-tsv-res")


@pytest.mark.parametrize("entry", RESULT_ENTRIES, ids=name_of)
def test_csv_and_tsv_results(results: dict[str, Server], entry: Node) -> None:
    action = next(RESULTS.objects(entry, MF.action))
    server = results[str(next(RESULTS.objects(action, QT.data))).rpartition("/")[2]]
    query = Path(urlsplit(str(next(RESULTS.objects(action, QT.query)))).path).read_text(encoding="utf-8")
    expected = Path(urlsplit(str(next(RESULTS.objects(entry, MF.result)))).path).read_text(encoding="utf-8")
    tabs = name_of(entry).startswith("tsv")
    found = server.select(query, "text/tab-separated-values" if tabs else "text/csv").decode()
    assert table(found, tabs=tabs) == table(expected, tabs=tabs)


def table(text: str, *, tabs: bool) -> list[list[tuple[str, str]]]:
    """Return the rows, sorted, by column: `SELECT *` promises no order of columns. Numbers by value, blank nodes alike."""
    header, *rows = [each.split("\t") for each in text.splitlines()] if tabs else list(csv.reader(io.StringIO(text)))
    return sorted(sorted(zip(header, map(plain, row), strict=True)) for row in rows)


NUMBER = re.compile(r'"?([-+.0-9eE]+)(?:"\^\^<http://www.w3.org/2001/XMLSchema#(?:double|negativeInteger|integer)>)?"?')


def plain(cell: str) -> str:
    """Return a cell to compare: the engine writes doubles by value and forgets which kind of integer a bare one is."""
    if cell.startswith("_:"):
        return "_:"
    found = NUMBER.fullmatch(cell)
    try:
        return str(float(found[1])) if found and not (cell.startswith('"') and cell.endswith('"')) else cell
    except ValueError:
        return cell


JSON, JSON_ENTRIES = entries("json-res")


@pytest.mark.parametrize("entry", JSON_ENTRIES, ids=name_of)
def test_json_results(json_results: Server, entry: Node) -> None:
    action = next(JSON.objects(entry, MF.action))
    query = Path(urlsplit(str(next(JSON.objects(action, QT.query)))).path).read_text(encoding="utf-8")
    expected = json.loads(Path(urlsplit(str(next(JSON.objects(entry, MF.result)))).path).read_text(encoding="utf-8"))
    found = json.loads(json_results.select(query, "application/sparql-results+json"))
    assert canonical(found) == canonical(expected)


def canonical(answer: dict[str, object]) -> object:
    """Return an answer without the order of rows and the names of blank nodes."""
    if "boolean" in answer:
        return answer["boolean"]
    head, found = answer["head"], answer["results"]
    assert isinstance(head, dict)
    assert isinstance(found, dict)
    rows = []
    for row in found["bindings"]:
        cells = {
            name: {**value, "value": "" if value["type"] == "bnode" else value["value"]} for name, value in row.items()
        }
        rows.append(
            json.dumps({name: {k: v for k, v in cell.items() if v} for name, cell in cells.items()}, sort_keys=True)
        )
    return sorted(head["vars"]), sorted(rows)


def test_service_description(protocol: Server) -> None:
    status, media_type, body = protocol.ask("GET", "/sparql")
    assert (status, media_type) == (200, "text/turtle")
    graph = Graph().parse(data=body, format="turtle")
    services = list(graph.subjects(URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), SD.Service))
    assert len(services) == 1
    assert list(graph.objects(services[0], SD.endpoint)) == [URIRef("http://127.0.0.1:8000/sparql")]
    for dataset in graph.objects(services[0], SD.defaultDataset):
        assert (dataset, URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), SD.Dataset) in graph
        for named in graph.objects(dataset, SD.namedGraph):
            assert len(list(graph.objects(named, SD.name))) == 1
            assert len(list(graph.objects(named, SD.graph))) == 1
