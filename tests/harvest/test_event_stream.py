"""The event stream, read by independent parsers, and followed by the LDES client of its authors' community."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import DCTERMS, RDF, XSD, BNode, Dataset, Graph, Literal, Namespace, URIRef
from tests.conftest import PROJECT, Catalogue
from tests.edits import drop
from tests.served import give_port, served

from resource_ld.release.decisions import merge, withdraw
from resource_ld.web import event_stream

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's, of its own methods
BASE = "http://127.0.0.1:8000/"
TREE, LDES, AS = (
    Namespace(each)
    for each in ("https://w3id.org/tree#", "https://w3id.org/ldes#", "https://www.w3.org/ns/activitystreams#")
)
STREAM = URIRef(f"{BASE}ldes#stream")
NODE = shutil.which("node")
CLIENT = PROJECT / "tests" / "clients" / "node_modules" / "ldes-client" / "dist" / "bin" / "cli.js"
CODE = "Code 8.7 Conference Report"


def read(client: FlaskClient, address: str, media_type: str = "application/n-quads") -> Dataset:
    answer = client.get(address.removeprefix(BASE.rstrip("/")), headers={"Accept": media_type})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    dataset = Dataset()
    dataset.parse(data=answer.data, format={"application/n-quads": "nquads", "application/trig": "trig"}[media_type])
    return dataset


def walk(client: FlaskClient, media_type: str = "application/n-quads") -> dict[str, Dataset]:
    """Return address → content of every node of the stream, reached by its relations alone."""
    found: dict[str, Dataset] = {}
    waiting = [f"{BASE}ldes"]
    while waiting:
        address = waiting.pop()
        if address not in found:
            found[address] = read(client, address, media_type)
            relations = found[address].objects(URIRef(address), TREE.relation)
            waiting += [str(each) for relation in relations for each in found[address].objects(relation, TREE.node)]
    return found


def versions(nodes: dict[str, Dataset]) -> list[str]:
    return [str(each) for node in nodes.values() for each in members(node)]


def members(node: Dataset) -> list[URIRef]:
    return [URIRef(str(each)) for each in node.objects(STREAM, TREE.member)]


@pytest.mark.parametrize("media_type", ["application/n-quads", "application/trig"])
@pytest.mark.parametrize("size", [1, 8, 9, 10])
def test_every_version_is_on_one_page_with_the_whole_document(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, size: int, media_type: str
) -> None:
    monkeypatch.setattr(event_stream, "VERSIONS", size)
    nodes = walk(client, media_type)
    assert len(nodes) == 1 + -(-9 // size)
    assert len(versions(nodes)) == len(set(versions(nodes))) == 9
    for node in nodes.values():
        assert not any(isinstance(term, BNode) for quad in node.quads() for term in quad)
        for version in members(node):
            resource = node.value(version, DCTERMS.isVersionOf)
            document = Graph().parse(data=client.get(f"{resource}.nt".removeprefix(BASE.rstrip("/"))).data, format="nt")
            assert set(node.graph(version)) == set(document)


def test_the_first_node_says_how_to_read_the_stream_and_what_is_kept(client: FlaskClient) -> None:
    root = read(client, f"{BASE}ldes", "application/trig")
    said = {predicate: term for _, predicate, term in root.triples((STREAM, None, None))}
    assert said[RDF.type] == LDES.EventStream
    assert said[TREE.view] == URIRef(f"{BASE}ldes")
    assert (said[LDES.versionOfPath], said[LDES.timestampPath]) == (DCTERMS.isVersionOf, DCTERMS.modified)
    assert said[LDES.versionDeleteObject] == AS.Delete
    kept = root.value(URIRef(f"{BASE}ldes"), LDES.retentionPolicy)
    assert root.value(kept, LDES.amount) == root.value(kept, LDES.versionAmount) == Literal("1", datatype=XSD.integer)
    assert LDES.LatestVersionSubset in set(root.objects(kept, RDF.type))


def test_relations_bound_the_datestamps_of_the_pages_they_lead_to(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_stream, "VERSIONS", 3)
    catalogue.publish()
    drop(catalogue, CODE)
    catalogue.publish(confirm_removals=True)
    nodes = walk(make_client(catalogue))
    bounds = [each for node in nodes.values() for each in node.subjects(TREE.node)]
    assert len(bounds) == 2 * (len(nodes) - 1)
    for node in nodes.values():
        for relation, target in node.subject_objects(TREE.node):
            page = nodes[str(target)]
            stamps = {page.value(version, DCTERMS.modified) for version in page.objects(STREAM, TREE.member)}
            assert stamps == {node.value(relation, TREE.value)}
            assert node.value(relation, TREE.path) == DCTERMS.modified


def test_what_happened_is_said_and_only_the_last_version_is_kept(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.publish()
    ids = catalogue.ids()
    gone = ids.pop(CODE)
    handbook = next(each for title, each in ids.items() if title.endswith("a Handbook"))
    withdrawn, merged, kept = [each for each in ids.values() if each != handbook][:3]
    drop(catalogue, CODE)
    catalogue.edit("The manual goes through", "The manual walks through")
    withdraw(catalogue.settings, catalogue.data_dir, withdrawn, "asked for")
    merge(catalogue.settings, catalogue.data_dir, merged, kept)
    catalogue.publish(confirm_removals=True)
    client = make_client(catalogue)
    nodes = walk(client)
    happened = {}
    for node in nodes.values():
        for version in members(node):
            happened[str(node.value(version, DCTERMS.isVersionOf)).rpartition("/")[2]] = (version, node)
    assert len(happened) == len(versions(nodes)) == 9
    for each, (version, node) in happened.items():
        deleted = each in (gone, withdrawn, merged)
        expected = AS.Delete if deleted else AS.Update if each == handbook else AS.Create
        assert node.value(version, RDF.type) == expected
        assert bool(len(node.graph(version))) is not deleted
    version, node = happened[merged]
    assert node.value(version, DCTERMS.isReplacedBy) == URIRef(f"{BASE}resource/{kept}")
    assert CODE not in client.get("/ldes?from=1").text


def test_pages_are_closed_and_the_first_node_is_not(client: FlaskClient) -> None:
    assert "immutable" in client.get("/ldes?from=1").headers["Cache-Control"]
    assert "must-revalidate" in client.get("/ldes").headers["Cache-Control"]
    assert client.get("/ldes").headers["Vary"] == "Accept"


@pytest.mark.parametrize("key", ["2", "x", "0", "1" * 5000, ""])
def test_a_page_of_no_release_is_404(client: FlaskClient, key: str) -> None:
    assert client.get(f"/ldes?from={key}").status_code == 404


def test_what_has_no_named_graphs_is_not_acceptable(client: FlaskClient) -> None:
    assert client.get("/ldes", headers={"Accept": "text/turtle"}).status_code == 406


def followed(base: str, state: Path, *options: str) -> Dataset:
    """Return what the client emits: everything the first time, then what is new to the state it keeps."""
    done = subprocess.run(
        [str(NODE), str(CLIENT), f"{base}ldes", "--save", str(state), *options],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "rror" not in done.stderr
    dataset = Dataset(default_union=True)
    dataset.parse(
        data="".join(each + "\n" for each in done.stdout.splitlines() if each.startswith("<")), format="nquads"
    )
    return dataset


@pytest.mark.slow
@pytest.mark.skipif(
    NODE is None or not CLIENT.exists(), reason="no ldes-client: npm ci --prefix tests/clients --ignore-scripts"
)
@pytest.mark.parametrize("ordered", ["none", "ascending"])
def test_the_client_reads_every_version_and_then_only_the_new_ones(
    catalogue: Catalogue, tmp_path: Path, ordered: str
) -> None:
    give_port(catalogue)
    catalogue.publish()
    with served(catalogue) as base:
        first = followed(base, tmp_path / "state", "--ordered", ordered)
        assert len(set(first.subjects(DCTERMS.isVersionOf))) == 9
        assert len(set(first.subjects(DCTERMS.title))) == 9
        gone = catalogue.ids()[CODE]
        drop(catalogue, CODE)
        catalogue.edit("The manual goes through", "The manual walks through")
        catalogue.publish(confirm_removals=True)
        second = followed(base, tmp_path / "state", "--ordered", ordered)
        happened = {
            str(resource): second.value(version, RDF.type)
            for version, resource in second.subject_objects(DCTERMS.isVersionOf)
        }
        assert happened.pop(f"{base}resource/{gone}") == AS.Delete
        assert list(happened.values()) == [AS.Update]
        assert not set(followed(base, tmp_path / "state", "--ordered", ordered))
