"""What the query route says: caching, negotiation, hints, whole descriptions, legal XML, the page for people."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from lxml import etree
from rdflib import Graph
from tests.conftest import Catalogue
from werkzeug.test import TestResponse

from resource_ld.query import Limits
from resource_ld.query.examples import examples
from resource_ld.web import create_app

BASE = "http://127.0.0.1:8000/"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client(published: Catalogue) -> Iterator[FlaskClient]:
    app = create_app(published.data_dir, limits=Limits(deadline=5))
    yield app.test_client()
    app.extensions["resource_ld"].pool.close()


def ask(client: FlaskClient, query: str, accept: str = "text/csv", **headers: str) -> TestResponse:
    return client.get("/sparql", query_string={"query": query}, headers={"Accept": accept, **headers})


@pytest.mark.parametrize("example", examples(BASE), ids=lambda each: each.name)
def test_every_example_returns_rows(client: FlaskClient, example: object) -> None:
    text = getattr(example, "text", "")
    graph = "CONSTRUCT" in text
    found = ask(client, text, "application/n-triples" if graph else "application/sparql-results+json")
    assert found.status_code == 200, found.text
    assert found.text.count("\n") if graph else found.get_json()["results"]["bindings"]
    assert ask(client, text, "text/html").status_code == 200


def test_describe_is_exactly_the_document(client: FlaskClient, published: Catalogue) -> None:
    for resource_id in published.ids().values():
        iri = f"{BASE}resource/{resource_id}"
        found = ask(client, f"DESCRIBE <{iri}>", "application/n-triples")
        assert sorted(found.text.splitlines()) == sorted(client.get(f"/resource/{resource_id}.nt").text.splitlines())


@pytest.mark.parametrize("accept", ["application/sparql-results+xml", "application/rdf+xml"])
def test_xml_never_carries_what_it_cannot(client: FlaskClient, accept: str) -> None:
    odd = r"a\u0001b\uFFFEc\u000Bd"
    head = "SELECT ?o" if "results" in accept else "CONSTRUCT { <http://a.test/s> <http://a.test/p> ?o }"
    found = ask(client, f'{head} WHERE {{ BIND("{odd}" AS ?o) }}', accept)
    assert found.status_code == 200, found.text
    etree.fromstring(found.data)
    assert "a\ufffdb\ufffdc\ufffdd" in found.text


@pytest.mark.parametrize("accept", ["text/csv", "text/tab-separated-values", "application/sparql-results+json", "application/sparql-results+xml"])  # fmt: skip
def test_ask_and_select_come_in_all_four_formats(client: FlaskClient, accept: str) -> None:
    for query in ("ASK {}", "SELECT ?s { ?s a dcterms:BibliographicResource }"):
        found = ask(client, query, accept)
        assert (found.status_code, found.headers["Content-Type"].partition(";")[0]) == (200, accept)
    assert "true" in ask(client, "ASK {}", accept).text


def test_the_same_query_is_cached_by_release_and_format(client: FlaskClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    first, other = ask(client, query), ask(client, query, "text/tab-separated-values")
    assert first.headers["ETag"] != other.headers["ETag"]
    assert first.headers["Cache-Control"].startswith("public")
    assert ask(client, query, **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert ask(client, query).data == first.data
    assert {each.headers["Vary"] for each in (first, other)} == {"Accept"}


def test_what_varies_is_never_cached(client: FlaskClient) -> None:
    first, second = (ask(client, "SELECT (STRUUID() AS ?u) {}") for _ in range(2))
    assert first.data != second.data
    assert first.headers["Cache-Control"] == "no-store"
    assert "ETag" not in first.headers


def test_a_post_is_answered_and_not_cached(client: FlaskClient) -> None:
    found = client.post("/sparql", data={"query": "ASK {}"}, headers={"Accept": "text/csv"})
    assert (found.status_code, found.headers["Cache-Control"]) == (200, "no-store")


def test_head_has_the_headers_of_get(client: FlaskClient) -> None:
    head = client.head("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": "text/csv"})
    got = ask(client, "ASK {}")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]


@pytest.mark.parametrize(
    "accept",
    ["text/csv", "text/tab-separated-values", "application/sparql-results+json", "application/sparql-results+xml"],
)
def test_nothing_for_http_schema_org_says_why(client: FlaskClient, accept: str) -> None:
    wrong = ask(client, "SELECT * { ?s <http://schema.org/name> ?o }", accept)
    right = ask(client, "SELECT * { ?s <https://schema.org/name> ?o }", accept)
    assert "https://schema.org/" in wrong.headers["Query-Hint"]
    assert "Query-Hint" not in right.headers


@pytest.mark.parametrize(
    ("query", "line", "column", "word"),
    [
        ("SELECT ?s {\n  ?s ?p\n}", 3, 2, "understood"),
        ("SELECT * {\n SERVICE <http://a.test/> { ?s ?p ?o } }", 2, 2, "SERVICE"),
        ("\nINSERT DATA { <a:b> <a:c> 1 }", 2, 1, "updates"),
        ("SELECT * " + "{" * 300 + "}" * 300, 1, 210, "nested"),
        ("SELECT * { FILTER(" + "!" * 3000 + "true) }", 1, 2017, "operators"),
    ],
    ids=["syntax", "service", "update", "nested", "operators"],
)
def test_a_mistake_is_400_with_its_place(client: FlaskClient, query: str, line: int, column: int, word: str) -> None:
    found = ask(client, query)
    said = found.get_json()
    assert (found.status_code, found.content_type) == (400, "application/problem+json")
    assert (said["line"], said["column"]) == (line, column)
    assert word in said["title"]


def test_an_unknown_graph_is_empty(client: FlaskClient) -> None:
    def count(graph: str) -> str:
        asked = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "default-graph-uri": graph}
        return client.get("/sparql", query_string=asked, headers={"Accept": "text/csv"}).text.split()[1]

    assert count("http://a.test/nothing") == "0"
    assert int(count(f"{BASE}vocab/place")) > 1_000
    assert int(count(f"{BASE}catalog")) > 50


def test_year_ranges_work_for_every_form_of_a_date(catalogue: Catalogue) -> None:
    for old, new in (("2009", "May 2009"), ("2020", "2019-2021"), ("2019", "2019-11-30")):
        catalogue.edit(f",{old},", f",{new},")
    catalogue.publish()
    app = create_app(catalogue.data_dir)
    query = (
        'SELECT ?s { ?s rl:yearFrom ?a ; rl:yearUntil ?b FILTER(?a <= "2019"^^xsd:gYear && ?b >= "2019"^^xsd:gYear) }'
    )
    found = ask(app.test_client(), query).text.split()
    app.extensions["resource_ld"].pool.close()
    assert len(found) - 1 == 3


def test_the_service_description_counts_what_is_there(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).text, format="turtle")
    counted = {str(term) for term in graph.objects(predicate=None) if str(term).isdigit()}
    void = [str(each) for each in graph.objects(None, Graph().namespace_manager.expand_curie("rdf:type"))]
    triples = ask(client, "SELECT ?n { <http://127.0.0.1:8000/catalog> void:triples ?n }").text.split()[1]
    assert triples in counted
    assert "http://www.w3.org/ns/sparql-service-description#NamedGraph" in void


class _Rows(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows = self.scripts = self.rects = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.rows += tag == "tr"
        self.rects += tag == "rect"
        self.scripts += tag == "script" and dict(attrs).get("src") is None


def test_a_browser_without_scripts_gets_a_table_and_a_chart(client: FlaskClient) -> None:
    query = examples(BASE)[2].text
    page = ask(client, query, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    found = _Rows()
    found.feed(page.text)
    expected = len(ask(client, query).text.splitlines())
    assert (found.rows, found.rects, found.scripts) == (expected, expected - 1, 0)
    for media_type in ("text%2Fcsv", "application%2Fsparql-results%2Bjson"):
        assert f"_mediatype={media_type}" in page.text
    link = re.search(r'href="[./]*(sparql\?query=[^"]*_mediatype=text%2Fcsv)"', page.text)
    assert link is not None
    assert client.get(f"/{link[1].replace('&amp;', '&')}").text == ask(client, query).text


def test_a_browser_is_shown_a_mistake_where_it_is(client: FlaskClient) -> None:
    page = ask(client, "SELECT ?s {\n  ?s ?p\n}", "text/html")
    assert (page.status_code, page.headers["Cache-Control"]) == (400, "no-store")
    assert "Line 3, column 2" in page.text


def test_a_shared_address_names_the_release_it_was_asked_of(client: FlaskClient) -> None:
    page = client.get(
        "/sparql", query_string={"query": "ASK {}", "_release": "7"}, headers={"Accept": "text/html"}
    ).text
    assert "when release 7 was current" in page
    assert "_release=1" in page


def test_text_in_a_result_is_text(client: FlaskClient) -> None:
    page = ask(
        client, 'SELECT ("<script>alert(1)</script>" AS ?x) (IRI("javascript:alert(1)") AS ?y) {}', "text/html"
    ).text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_without_sparql_the_route_says_where_everything_is(published: Catalogue) -> None:
    found = create_app(published.data_dir, sparql=False).test_client().get("/sparql")
    assert found.status_code == 404
    assert "dumps" in json.loads(found.text)["detail"]
