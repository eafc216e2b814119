"""Every representation agrees (invariant 8), nothing is blank (1), counts are true, nothing is fetched (10)."""

import csv
import gzip
import io
import json
import socket
import subprocess
from pathlib import Path

import openpyxl
import pytest
from rdflib import DCTERMS, RDF, VOID, BNode, Graph, Namespace, URIRef
from rdflib.namespace import DCAT
from tests.conftest import Catalogue

from resource_ld.config import load
from resource_ld.release.index import Index
from resource_ld.release.publish import Options, publish
from resource_ld.release.store import read_default_graph

BASE = "http://127.0.0.1:8000/"
SCHEMA = Namespace("https://schema.org/")
SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
DUMPS = {"nt": "nt", "ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}


@pytest.fixture(scope="module")
def index(published: Catalogue) -> Index:
    return published.releases.current().index


@pytest.fixture(scope="module")
def graph(published: Catalogue) -> Graph:
    return dump(published, "nt")


def dump(catalogue: Catalogue, suffix: str) -> Graph:
    content = gzip.decompress((catalogue.releases.current().dumps / f"catalogue.{suffix}.gz").read_bytes())
    return Graph().parse(io.BytesIO(content), format=DUMPS[suffix])


def test_documents_vocabularies_and_catalogue_are_the_dump(index: Index, graph: Graph) -> None:
    kinds = ("resource", "agent", "scheme", "concept", "datatype", "catalog")
    documents = {line for kind in kinds for each in index.entries(kind) for line in each.description.splitlines()}
    members = {
        line
        for line in graph.serialize(format="nt").splitlines()
        if line.startswith(
            (f"<{BASE}catalog> <http://www.w3.org/ns/dcat#re", f"<{BASE}catalog> <https://schema.org/hasPart>")
        )
    }
    said = set(Graph().parse(data="\n".join(documents | members), format="nt"))
    assert said == set(graph)


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf"])
def test_every_dump_says_the_same(published: Catalogue, graph: Graph, suffix: str) -> None:
    assert set(dump(published, suffix)) == set(graph)


def test_the_store_holds_the_dump(published: Catalogue, graph: Graph) -> None:
    text = "".join(f"{s} {p} {o} .\n" for s, p, o in read_default_graph(published.releases.current().store))
    assert set(Graph().parse(data=text, format="nt")) == set(graph)


def test_nothing_is_blank_and_every_iri_of_ours_is_a_page(index: Index, graph: Graph) -> None:
    terms = {term for triple in graph for term in triple}
    assert not any(isinstance(term, BNode) for term in terms)
    ours = {
        str(term).removeprefix(BASE).partition("#")[0]
        for term in terms
        if isinstance(term, URIRef) and str(term).startswith(BASE)
    }
    routes = {"", "sparql"} | {each for each in ours if each.startswith("dumps/")}
    assert {each for each in ours - routes if index.get(each) is None} == set()


def test_the_counts_of_void_are_true(index: Index, graph: Graph) -> None:
    catalogue = URIRef(f"{BASE}catalog")
    own = {triple for triple in graph if str(triple[0]).partition("#")[0] in (str(catalogue), f"{BASE}sparql")}
    counted = set(graph) - own

    def said(name: str) -> int:
        return int(str(graph.value(catalogue, VOID[name])))

    assert said("triples") == len(counted)
    assert said("entities") == 9
    assert said("distinctSubjects") == len({s for s, _, _ in counted})
    assert said("properties") == len({p for _, p, _ in counted})
    assert said("classes") == len({o for _, p, o in counted if p == RDF.type})
    for part in graph.objects(catalogue, VOID.propertyPartition):
        predicate = graph.value(part, VOID.property)
        assert int(str(graph.value(part, VOID.triples))) == sum(p == predicate for _, p, _ in counted)


def test_the_catalogue_lists_its_members_and_their_records(graph: Graph) -> None:
    catalogue = URIRef(f"{BASE}catalog")
    members = set(graph.objects(catalogue, DCAT["resource"]))
    assert len(members) == 9
    assert members == set(graph.objects(catalogue, SCHEMA.hasPart)) == set(graph.subjects(DCTERMS.isPartOf, catalogue))
    assert {URIRef(f"{each}#record") for each in members} == set(graph.objects(catalogue, DCAT.record))


def test_tables_hold_every_resource_and_field(published: Catalogue) -> None:
    folder = published.releases.current().dumps
    with (folder / "catalogue.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [
        json.loads(line)
        for line in gzip.decompress((folder / "catalogue.ndjson.gz").read_bytes()).decode().splitlines()
    ]
    sheet = openpyxl.load_workbook(folder / "catalogue.xlsx").active
    assert sheet is not None
    assert (
        [each["id"] for each in rows]
        == [each["id"] for each in lines]
        == [row[0].value for row in sheet.iter_rows(min_row=2)]
    )
    handbook = next(each for each in rows if "Handbook" in each["title"])
    assert (handbook["country"], handbook["issued"]) == ("CZ | PL | PT | SK", "2009")


def test_a_text_that_looks_like_markup_leaves_the_workbook_whole(catalogue: Catalogue) -> None:
    catalogue.edit("Code 8.7 Conference Report", "<r>Code & more</r>")
    catalogue.publish()
    sheet = openpyxl.load_workbook(catalogue.releases.current().dumps / "catalogue.xlsx").active
    assert sheet is not None
    assert "<r>Code & more</r>" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_checksums_are_those_sha256sum_reads(published: Catalogue) -> None:
    done = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"],
        cwd=published.releases.current().dumps,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK") == 7


@pytest.mark.skipif(
    not SEED.exists(), reason="the catalogue as text, CSV and JSON lies beside the project in shared/seed"
)
def test_the_shipped_example_is_the_curators_catalogue() -> None:
    example = Path(__file__).resolve().parents[2] / "data" / "capacity-building.csv"
    assert example.read_bytes() == (SEED / "capacity-building.csv").read_bytes()


def test_check_and_publish_open_no_connection(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert publish(load(catalogue.folder / "resource-ld.toml"), catalogue.data_dir, Options(preview=True)).release == 1
