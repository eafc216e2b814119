"""The catalogue a page at a time, walked as portals walk it: by the IRIs that the pages give (Hydra Core Vocabulary)."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import DCAT, DCTERMS, RDF, BNode, Graph, Namespace, URIRef
from requests.utils import parse_header_links
from tests.conftest import PROJECT, Catalogue
from tests.edits import drop
from tests.served import give_port, served

from resource_ld.web import catalog

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's, of its own methods
BASE = "http://127.0.0.1:8000/"
CKAN = Path(sys.prefix) / "ckan"
"""The environment that has CKAN, apart from ours."""

CATALOGUE = URIRef(f"{BASE}catalog")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
PARSERS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}


@pytest.fixture(params=[1, 4, 8, 9, 10])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Pages of 1, n - 1, n, n + 1 members and a number that leaves a rest."""
    monkeypatch.setattr(catalog, "LISTED", request.param)
    monkeypatch.setattr(catalog, "DESCRIBED", request.param)
    return int(request.param)


def walked(client: FlaskClient, path: str, parser: str) -> Iterator[Graph]:
    """Yield the pages from one on as ckanext-dcat goes: whatever is a PartialCollectionView has the next page."""
    for _ in range(30):
        answer = client.get(path)
        assert answer.status_code == 200
        graph = Graph().parse(data=answer.data, format=parser)
        yield graph
        further = [
            each
            for view in graph.subjects(RDF.type, HYDRA.PartialCollectionView)
            for each in graph.objects(view, HYDRA.next)
        ]
        if not further:
            return
        path = str(further[0]).removeprefix(BASE.rstrip("/"))
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize(("suffix", "parser"), PARSERS.items())
def test_every_resource_is_a_dataset_on_one_page_in_every_format(
    client: FlaskClient, size: int, suffix: str, parser: str
) -> None:
    found: list[URIRef] = []
    for graph in walked(client, f"/catalog.dcat.{suffix}?page=1", parser):
        datasets = list(graph.subjects(RDF.type, DCAT.Dataset))
        assert 0 < len(datasets) <= size
        assert set(graph.objects(CATALOGUE, DCAT.dataset)) == set(datasets)
        assert all(graph.value(each, DCTERMS.title) for each in datasets)
        assert graph.value(CATALOGUE, HYDRA.totalItems) is None, "what DCAT requires may leave records out"
        assert not any(isinstance(term, BNode) for triple in graph for term in triple)
        assert all(
            isinstance(each, URIRef)
            for _, predicate, each in graph
            if predicate in (HYDRA.next, HYDRA.last, HYDRA.view)
        )
        found += datasets  # type: ignore[arg-type]
    assert len(found) == len(set(found)) == 9


def test_pages_without_a_profile_list_members_and_keep_their_form(client: FlaskClient, size: int) -> None:
    for path in ("/catalog?page=1", "/catalog.nt?page=1"):
        found: list[object] = []
        for graph in walked(client, path, "turtle"):
            found += list(graph.objects(CATALOGUE, DCAT["resource"]))
            views = [str(each) for each in graph.objects(CATALOGUE, HYDRA.view)]
            assert views[0].startswith(BASE.rstrip("/") + path[:-1])
        assert len(found) == len(set(found)) == 9
    header = parse_header_links(client.get("/catalog?page=1").headers["Link"])
    assert {each["rel"] for each in header} >= {"profile", "first", "last"}
    assert size == catalog.LISTED


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/catalog.dcat.ttl", {}),
        ("/catalog?_profile=dcat&_mediatype=text/turtle", {}),
        ("/catalog?_profile=dcat", {"Accept": "*/*"}),
        ("/catalog", {"Accept": "text/turtle", "Accept-Profile": "<http://www.w3.org/ns/dcat#>"}),
    ],
)
def test_the_catalogue_in_dcat_begins_with_its_first_page(
    client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    answer = client.get(path, headers=headers)
    assert (answer.status_code, answer.headers["Location"]) == (303, "catalog.dcat.ttl?page=1")


def test_a_negotiated_page_in_a_profile_is_the_page_named_by_its_suffix(client: FlaskClient) -> None:
    headers = {"Accept": "application/rdf+xml", "Accept-Profile": "<http://www.w3.org/ns/dcat#>"}
    negotiated, named = client.get("/catalog?page=1", headers=headers), client.get("/catalog.dcat.rdf?page=1")
    assert negotiated.data == named.data
    assert negotiated.headers["Vary"] == "Accept, Accept-Profile"
    assert "Vary" not in named.headers


@pytest.mark.parametrize("page", ["0", "-1", "x", "2", "", "1" * 5000, "²"])
def test_a_page_there_is_not_is_404(client: FlaskClient, page: str) -> None:
    for path in ("/catalog", "/catalog.ttl", "/catalog.dcat.ttl"):
        assert client.get(f"{path}?page={page}").status_code == 404
    assert client.get("/catalog.html?page=1").status_code == 404
    assert client.get("/catalog.nothing.ttl").status_code == 404
    assert client.get("/catalog?page=1", headers={"Accept": "image/png"}).status_code == 406


def test_a_walk_that_meets_a_publication_misses_nothing(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog, "DESCRIBED", 2)
    catalogue.publish()
    client = make_client(catalogue)
    ids = sorted(catalogue.ids().values())
    found: set[str] = set()
    for number, graph in enumerate(walked(client, "/catalog.dcat.nt?page=1", "nt")):
        found |= {str(each).rpartition("/")[2] for each in graph.subjects(RDF.type, DCAT.Dataset)}
        if number == 1:
            drop(catalogue, next(title for title, each in catalogue.ids().items() if each == ids[0]))
            assert catalogue.publish(confirm_removals=True).changes.removed == [ids[0]]
    assert found == set(ids)


@pytest.mark.slow
@pytest.mark.skipif(
    not CKAN.exists(), reason=f"python -m venv {CKAN} && {CKAN}/bin/pip install -r tests/ckan-requirements.txt"
)
@pytest.mark.parametrize("suffix", ["rdf", "ttl", "jsonld"])
def test_ckan_reads_the_catalogue_page_by_page(tmp_path_factory: pytest.TempPathFactory, suffix: str) -> None:
    catalogue = Catalogue(tmp_path_factory.mktemp("ckan"))
    text = catalogue.csv.read_text(encoding="utf-8").rstrip("\n")
    more = "".join(
        f"\nA report numbered {number} of many,Words about the matter number {number},,,{1900 + number % 100},"
        for number in range(catalog.DESCRIBED)
    )
    catalogue.csv.write_text(f"{text}{more}\n", encoding="utf-8", newline="")
    give_port(catalogue)
    catalogue.publish()
    with served(catalogue) as base:
        done = subprocess.run(
            [CKAN / "bin" / "python", PROJECT / "tests" / "harvest" / "ckan_pages.py", f"{base}catalog.dcat.{suffix}"],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    pages = json.loads(done.stdout)
    assert [len(each) for each in pages] == [catalog.DESCRIBED, 9]
    found = {iri.rpartition("/")[2]: title for page in pages for iri, title in page}
    assert found == {each: title for title, each in catalogue.ids().items()}
