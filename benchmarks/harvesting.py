"""Figures of harvesting: lists from our storage against the fastest peer's from memory, and what real harvesters see of it."""

import contextlib
import copy
import gzip
import http.client
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import oai_repo
from lxml import etree
from oaipmh_scythe import Scythe
from oaipmh_scythe.models import Record
from sickle import Sickle

from benchmarks.figure import Figure
from resource_ld.harvest.oai_xml import about_rights
from resource_ld.harvest.repository import OAI_DC, RecordWriter, Repository
from resource_ld.release.current import Releases
from resource_ld.release.harvest_index import Harvested, Selection
from resource_ld.web import create_app

START = "verb=ListRecords&metadataPrefix=oai_dc"
TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>")
CANNED = 20
"""Parts of a list that real harvesters read in turn."""
OAI = "{http://www.openarchives.org/OAI/2.0/}"
_PROGRAM = """
import sys, time
from pathlib import Path
from benchmarks.harvesting import application
from waitress.server import create_server
app = application(sys.argv[1], Path(sys.argv[2]))
def timed(environ, start_response):
    if environ["PATH_INFO"] != "/seconds":
        return app(environ, start_response)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [repr(time.process_time()).encode()]
server = create_server(timed, host="127.0.0.1", port=0, threads=4, ident=None)
print(server.effective_port, flush=True)
server.run()
"""


class Memory(oai_repo.DataInterface):  # type: ignore[misc]
    """The peer's storage: all records in memory, their metadata parsed."""

    limit = 200

    def __init__(self, data_dir: Path) -> None:
        repository = Repository(Releases(data_dir).current())
        self._about = etree.fromstring(about_rights(repository.site.metadata_license))[0]
        self._base_url, writer = repository.base_url, RecordWriter(repository, OAI_DC)
        self._records: dict[str, tuple[Any, Any]] = {}
        for each in all_records(repository):
            header = etree.fromstring(writer.headers([each])[0])
            identifier, datestamp, *sets = (child.text or "" for child in header)
            self._records[identifier] = (
                oai_repo.RecordHeader(identifier, datestamp, sets),
                etree.fromstring(each.oai_dc),
            )
        self._identifiers = list(self._records)

    def get_identify(self) -> oai_repo.Identify:
        return oai_repo.Identify(
            "Peer", self._base_url, ["a@b.test"], "2026-01-01T00:00:00Z", "no", "YYYY-MM-DDThh:mm:ssZ"
        )

    def get_metadata_formats(self, identifier: str | None = None) -> list[oai_repo.MetadataFormat]:
        space = "http://www.openarchives.org/OAI/2.0/oai_dc"
        return [oai_repo.MetadataFormat(OAI_DC, f"{space}.xsd", f"{space}/")]

    def get_record_header(self, identifier: str) -> oai_repo.RecordHeader:
        return self._records[identifier][0]

    def get_record_metadata(self, identifier: str, _prefix: str) -> Any:
        return copy.deepcopy(self._records[identifier][1])

    def get_record_abouts(self, _identifier: str) -> list[Any]:
        return [copy.deepcopy(self._about)]

    def list_identifiers(self, _prefix: str, *_filters: object) -> tuple[list[str], int, None]:
        cursor = int(str(_filters[-1]))
        return self._identifiers[cursor : cursor + self.limit], len(self._identifiers), None


def all_records(repository: Repository) -> Iterator[Harvested]:
    """Yield every record, as the index gives it."""
    selection, after = Selection(OAI_DC, "", 0, 1 << 30), None
    while page := repository.index.page(selection, after=after, limit=1_000, metadata=True):
        yield from page
        after = page[-1].position


def application(name: str, data_dir: Path) -> WSGIApplication:
    """Return the server to measure: `ours`, `peer`, or `canned`, which sends the bytes that ours sent once."""
    if name == "ours":
        return create_app(data_dir, sparql=False)
    answers: Callable[[str], tuple[bytes, list[tuple[str, str]]]]
    if name == "peer":
        peer = oai_repo.OAIRepository(Memory(data_dir))
        answers = lambda query: (bytes(peer.process(dict(parse_qsl(query)))), [])  # noqa: E731
    else:
        client, known = create_app(data_dir, sparql=False).test_client(), {}
        query = START
        for number in range(CANNED):
            plain = client.get(f"/oai?{query}").data
            token = TOKEN.search(plain)
            if number == CANNED - 1:
                plain = TOKEN.sub(b"<resumptionToken/>", plain)
            known[_arguments(query)] = client.get(f"/oai?{query}", headers={"Accept-Encoding": "gzip"}).data
            if number == CANNED - 1:
                known[_arguments(query)] = gzip.compress(plain, 1)
            query = f"verb=ListRecords&resumptionToken={token[1].decode() if token else ''}"
        answers = lambda query: (known[_arguments(query)], [("Content-Encoding", "gzip")])  # noqa: E731

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body, headers = answers(environ["QUERY_STRING"])
        content = [("Content-Type", "text/xml; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response("200 OK", [*content, *headers])
        return [body]

    return app


def _arguments(query: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(parse_qsl(query)))


@contextlib.contextmanager
def serving(name: str, data_dir: Path) -> Iterator[int]:
    """Run a server in a process of its own and give its port."""
    process = subprocess.Popen([sys.executable, "-c", _PROGRAM, name, str(data_dir)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


class Raw:
    """A client that does nothing with what it gets but look for the token."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/oai"
        self._connection = http.client.HTTPConnection("127.0.0.1", port)

    def get(self, path: str) -> bytes:
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        assert answer.status == 200
        return answer.read()

    def work(self) -> float:
        """Return the CPU seconds of client and server: as each waits for the other, that is how long it takes on a free machine."""
        return float(self.get("/seconds")) + time.process_time()

    def walk(self) -> Iterator[tuple[str, bytes]]:
        """Yield query and answer of each part of the list."""
        query = START
        while query:
            body = self.get(f"/oai?{query}")
            yield query, body
            found = TOKEN.search(body[-2_000:])
            query = f"verb=ListRecords&resumptionToken={found[1].decode().replace('=', '%3D')}" if found else ""


def records(body: bytes) -> list[bytes]:
    """Return the records of an answer in canonical form, for comparison."""
    found = etree.fromstring(body).iter(f"{OAI}record")
    return [
        str(etree.canonicalize(etree.tostring(each, encoding="unicode"), strip_text=True)).encode() for each in found
    ]


def harvesting(data_dir: Path) -> Iterator[Figure]:
    """ListRecords against the peer's, first part against last, harvesters against canned bytes."""
    total = Releases(data_dir).current().manifest.counts["resources"]
    with serving("ours", data_dir) as port:
        ours = Raw(port)
        mine, queries, compared = _speed(ours, total)
        first, last = _both(ours, queries[0], queries[-2])
        with serving("peer", data_dir) as other:
            theirs, _, same = _speed(Raw(other), total)
        assert compared == same, "the peer must have said the same records"
        with serving("canned", data_dir) as canned:
            harvesters = {name: _harvester(harvest, ours, Raw(canned)) for name, harvest in HARVESTERS.items()}
    note = f"{mine:,.0f} against {theirs:,.0f} records/s, {total:,} records"
    yield Figure("ListRecords from storage / oai-repo's from memory", mine / theirs, 2, note=note)
    note = f"{1e3 * first:.2f} and {1e3 * last:.2f} ms"
    yield Figure(
        "  slower of first and last part / faster", max(first, last) / min(first, last), 1.1, at_least=False, note=note
    )
    for (name, (speed, ratio)), target in zip(harvesters.items(), (0.9, 0.8), strict=True):
        yield Figure(f"  {name} / the same from canned bytes", ratio, target, note=f"{speed:,.0f} records/s")


def _speed(client: Raw, total: int) -> tuple[float, list[str], list[bytes]]:
    """Return records a second over a whole harvest, the queries, and the records of three parts."""
    queries, compared, given = [], [], 0
    client.get(f"/oai?{START}")
    start = client.work()
    for query, body in client.walk():
        queries.append(query)
        given += body.count(b"<record>")
        if len(queries) in (1, 2, total // 400):
            compared.append(body)
    took = client.work() - start
    assert given == total, "every record once"
    return total / took, queries, [each for body in compared for each in records(body)]


def _both(client: Raw, one: str, other: str) -> tuple[float, float]:
    """Return the median seconds of two answers, asked for in turns of twenty."""

    def seconds(query: str) -> float:
        start = client.work()
        for _ in range(20):
            client.get(f"/oai?{query}")
        return (client.work() - start) / 20

    pairs = [(seconds(one), seconds(other)) for _ in range(15)]
    return statistics.median(each for each, _ in pairs), statistics.median(each for _, each in pairs)


def _sickle(url: str) -> Iterator[str]:
    for each in Sickle(url).ListRecords(metadataPrefix="oai_dc"):
        yield each.header.identifier


def _scythe(url: str) -> Iterator[str]:
    with Scythe(url) as client:
        for each in client.list_records():
            assert isinstance(each, Record)
            yield each.header.identifier or ""


HARVESTERS: dict[str, Callable[[str], Iterator[str]]] = {"Sickle": _sickle, "oaipmh-scythe": _scythe}


def _harvester(harvest: Callable[[str], Iterator[str]], ours: Raw, canned: Raw) -> tuple[float, float]:
    """Return records a second from ours, and the ratio to canned bytes: the median of turns, each a pair in a row.

    On the clock and not in CPU seconds: while a harvester works on a part, the next one is made.
    """

    def seconds(client: Raw) -> float:
        start = time.perf_counter()
        found = {each for each, _ in zip(harvest(client.url), range(CANNED * 200), strict=False)}
        assert len(found) == CANNED * 200
        return time.perf_counter() - start

    turns = [(seconds(ours), seconds(canned)) for _ in range(15)]
    ratio = statistics.median(theirs / mine for mine, theirs in turns)
    return CANNED * 200 / min(each for each, _ in turns), ratio


def _main(arguments: Sequence[str]) -> None:
    for figure in harvesting(Path(arguments[0])):
        print(figure.line(), flush=True)


if __name__ == "__main__":
    _main(sys.argv[1:])
