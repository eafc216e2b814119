"""Real clients over a real server: SPARQLWrapper, requests, rdflib."""

import socket
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest
import requests
from rdflib import DCTERMS, Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper
from tests.conftest import PROJECT, Catalogue

pytestmark = pytest.mark.slow
COMUNICA = PROJECT / "tests" / "clients" / "node_modules" / ".bin" / "comunica-sparql"
POLAND = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rl: <https://w3id.org/resource-ld/ns#>
SELECT ?title WHERE {
  ?resource dcterms:spatial <http://127.0.0.1:8000/vocab/place/PL> ; dcterms:title ?title ; rl:yearFrom ?year .
  FILTER(?year >= "2005"^^<http://www.w3.org/2001/XMLSchema#gYear>)
}"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The example with the base IRI it is really served at: rdflib follows absolute links."""
    catalogue = Catalogue(tmp_path_factory.mktemp("clients"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        catalogue.configure("127.0.0.1:8000", f"127.0.0.1:{free.getsockname()[1]}")
    catalogue.publish()
    return catalogue


@pytest.fixture(scope="module")
def server(published: Catalogue) -> Iterator[str]:
    config = str(published.folder / "resource-ld.toml")
    port = published.settings.site.base_iri.rpartition(":")[2].rstrip("/")
    process = subprocess.Popen(
        [sys.executable, "-m", "resource_ld.cli", "--config", config, "serve", "--port", port],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield process.stdout.readline().split()[2].rstrip("/")
    children = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    process.wait(timeout=10)
    for child in children:
        if child.is_running():
            child.kill()
    process.stdout.close()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("wanted", [JSON, XML, CSV])
def test_sparqlwrapper_asks_for_everything_about_poland_since_2005(server: str, method: str, wanted: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql")
    client.setMethod(method)
    client.setReturnFormat(wanted)
    client.setQuery(POLAND.replace("http://127.0.0.1:8000", server))
    answer = client.query()
    body = answer.response.read().decode()
    assert "Anti-Trafficking Data Collection" in body
    assert answer.response.headers["Vary"] == "Accept"


def test_a_construct_comes_as_a_graph(server: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql")
    client.setReturnFormat(TURTLE)
    client.setQuery(
        "PREFIX dcterms: <http://purl.org/dc/terms/> CONSTRUCT { ?s dcterms:title ?o } { ?s a dcterms:BibliographicResource ; dcterms:title ?o }"
    )
    graph = Graph().parse(data=client.query().response.read(), format="turtle")
    assert len(set(graph.subjects(DCTERMS.title))) == 9


def test_rdflib_takes_the_service_for_a_graph(server: str) -> None:
    graph = Graph(SPARQLStore(f"{server}/sparql"))
    titles = set(graph.subject_objects(DCTERMS.title))
    assert len({s for s, _ in titles if f"{server}/resource/" in str(s)}) == 9
    asked = graph.query("SELECT ?r WHERE { ?r a <http://purl.org/dc/terms/BibliographicResource> } ORDER BY ?r LIMIT 3")
    assert len(list(asked)) == 3
    assert graph.query("ASK { ?s ?p ?o }").askAnswer


@pytest.mark.skipif(not COMUNICA.exists(), reason="Comunica is not there: make clients (Node 20 or later)")
def test_comunica_asks_the_service_and_follows_a_document(server: str, published: Catalogue) -> None:
    asked = POLAND.replace("http://127.0.0.1:8000", server)
    assert "Anti-Trafficking Data Collection" in comunica(f"sparql@{server}/sparql", asked)
    # Without being told: it finds the query service by the service description.
    assert "Anti-Trafficking Data Collection" in comunica(f"{server}/sparql", asked)
    resource_id = next(iter(published.ids().values()))
    document = f"{server}/resource/{resource_id}"
    found = comunica(document, f"SELECT ?o WHERE {{ <{document}> <{DCTERMS.title}> ?o }}")
    assert next(title for title, each in published.ids().items() if each == resource_id)[:20] in found


def comunica(source: str, query: str) -> str:
    """Return the answer of Comunica over a source, as JSON."""
    command = [str(COMUNICA), source, "-q", query, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_service_describes_itself(server: str) -> None:
    answer = requests.get(f"{server}/sparql", headers={"Accept": "text/turtle"}, timeout=10)
    assert "sparql-service-description#Service" in answer.text
    assert (
        requests.get(f"{server}/sparql", headers={"Accept": "text/html"}, timeout=10)
        .headers["Content-Type"]
        .startswith("text/html")
    )


def test_errors_are_problems_with_their_status(server: str) -> None:
    wrong = requests.get(f"{server}/sparql", params={"query": "SELEC"}, timeout=10)
    assert (wrong.status_code, wrong.headers["Content-Type"]) == (400, "application/problem+json")
    assert (
        requests.get(
            f"{server}/sparql", params={"query": "ASK {}"}, headers={"Accept": "image/png"}, timeout=10
        ).status_code
        == 406
    )
    assert (
        requests.post(f"{server}/sparql", data="ASK {}", headers={"Content-Type": "text/plain"}, timeout=10).status_code
        == 415
    )


def test_rdflib_follows_the_iri_to_every_format(server: str, published: Catalogue) -> None:
    resource_id = next(iter(published.ids().values()))
    graphs = [
        Graph().parse(f"{server}/resource/{resource_id}", format=each) for each in ("turtle", "json-ld", "xml", "nt")
    ]
    assert all(set(each) == set(graphs[0]) for each in graphs)
    assert len(graphs[0]) > 10


def test_a_range_of_paths_behind_a_prefix_stays_relative(server: str, published: Catalogue) -> None:
    resource_id = next(iter(published.ids().values()))
    answer = requests.get(
        f"{server}/resource/{resource_id}", headers={"Accept": "text/turtle"}, allow_redirects=False, timeout=10
    )
    assert answer.headers["Location"] == f"{resource_id}.ttl"
    page = requests.get(f"{server}/fr/resource/{resource_id}.html", timeout=10).text
    assert 'href="/' not in page
    assert 'src="/' not in page
