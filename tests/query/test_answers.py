"""What the query route says: caching, negotiation, hints, whole descriptions, legal XML, the page for people."""

import json
import re
from collections.abc import Iterator
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from lxml import etree
from rdflib import Graph
from tests.conftest import Catalogue
from werkzeug.test import TestResponse

from resource_ld.query import Limits
from resource_ld.query.examples import examples
from resource_ld.query.protocol import LONGEST
from resource_ld.web import create_app
from resource_ld.web.query_texts import EXAMPLE_NAMES, QUERY_TEXTS

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


def test_a_shared_address_names_the_release_it_was_asked_of(catalogue: Catalogue) -> None:
    catalogue.publish()
    catalogue.edit("Identificaction", "Identification")
    catalogue.publish()
    app = create_app(catalogue.data_dir)
    asked = {"query": "ASK {}", "_release": "1"}
    page = app.test_client().get("/sparql", query_string=asked, headers={"Accept": "text/html"}).text
    asked["_release"] = "99"
    never = app.test_client().get("/sparql", query_string=asked, headers={"Accept": "text/html"}).text
    app.extensions["resource_ld"].pool.close()
    assert "when release 1 was current; it is answered from release 2" in page
    assert "_release=2" in page
    assert "was current" not in never


def test_text_in_a_result_is_text(client: FlaskClient) -> None:
    page = ask(
        client, 'SELECT ("<script>alert(1)</script>" AS ?x) (IRI("javascript:alert(1)") AS ?y) {}', "text/html"
    ).text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_without_sparql_the_route_says_where_everything_is(published: Catalogue) -> None:
    client = create_app(published.data_dir, sparql=False).test_client()
    found = client.get("/sparql")
    assert found.status_code == 404
    assert "dumps" in json.loads(found.text)["detail"]
    page = client.get("/fr/sparql", headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert 'sparql"' not in client.get("/fr/", headers={"Accept": "text/html"}).text.split("<main")[0]


@pytest.mark.parametrize(
    ("query", "place", "sentence"),
    [
        ("SELECT ?s { ?s ?p ?o FILTR(?o > 1) }", (1, 22), "“FILTR” is no word of SPARQL; did you mean FILTER?"),
        ("SELEC ?s {}", (1, 1), "did you mean SELECT?"),
        ("ASK {\n ?s foo:bar 1 }", (2, 5), "the prefix “foo:” is not declared"),
        ("ASK { :bar ?p ?o }", (1, 7), "the prefix “:” is not declared"),
        ("ASK { ?s ?p ?o FILTER(foo:bar(?o)) }", (1, 23), "the prefix “foo:” is not declared"),
        ("ASK { ?s ?p 'a\u2028b' . ?s foo:bar 1 }", (1, 24), "the prefix “foo:” is not declared"),
        (" ", (1, 1), "it is empty"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", (1, 41), "contains a variable that is unbound"),
        ('ASK { ?s ?p "abc }', (1, 13), "has no quote at its end"),
        ("ASK {", (1, 6), "where it ends"),
        ("ASK {}}", (1, 8), "where it ends"),
    ],
)
def test_a_mistake_is_said_so_that_it_can_be_mended(
    client: FlaskClient, query: str, place: tuple[int, int], sentence: str
) -> None:
    said = ask(client, query).get_json()
    assert (said["line"], said["column"]) == place
    assert sentence in said["title"]
    assert '"\\' not in said["title"]


def test_a_long_query_with_a_mistake_is_explained_at_once(client: FlaskClient) -> None:
    long = f'ASK {{ ?s ?p "{"a" * 60_000}" . ?s foo:bar ?o }}'
    found = client.post(
        "/sparql", data=long, headers={"Content-Type": "application/sparql-query", "Accept": "text/csv"}
    )
    assert "“foo:” is not declared" in found.get_json()["title"]


@pytest.mark.parametrize(
    "query",
    [
        "DESCRIBE ?x WHERE { ?x dcterms:modified ?m }",
        'SELECT * { VALUES ?y { ' + '"1000"^^xsd:gYear ' * 1500 + '} }',
        f"SELECT * {{ VALUES ?y {{ {'-1 ' * 3000} }} }}",
        'SELECT ("a\\u0022 SERVICE x" AS ?x) {}',
        "PREFIX é: <http://a.test/> ASK { é:a·SERVICE ?p ?o }",
        "PREFIX service: <http://a.test/> ASK { service:insert ?service 'DELETE' } # LOAD",
        f"SELECT * {{ VALUES ?r {{ {' '.join(f'<http://a.test/some/rather/long/address/{n}>' for n in range(4000))} }} }}",
    ],
    ids=["describe parts", "years", "negative numbers", "escape", "middle dot", "words", "look-ups"],
)  # fmt: skip
def test_what_is_allowed_is_not_refused(client: FlaskClient, query: str) -> None:
    accept = "text/turtle" if query.startswith("DESCRIBE") else "text/csv"
    found = client.post("/sparql", data={"query": query}, headers={"Accept": accept})
    assert found.status_code == 200, found.text[:300]


def test_csv_quotes_what_holds_a_comma(client: FlaskClient) -> None:
    query = (
        'SELECT ?x ?y ?z { VALUES (?x ?y ?z) { (<https://example.net/a,b> "7"^^xsd:byte UNDEF) ("q\\"\\t" 1.50 2) } }'
    )
    assert ask(client, query).data == b'x,y,z\r\n"https://example.net/a,b",7,\r\n"q""\t",1.5,2\r\n'


@pytest.mark.parametrize(
    ("named", "graph", "pattern", "expected"),
    [
        ("named-graph-uri", "catalog", "{ ?s ?p ?o }", 0),
        ("named-graph-uri", "catalog", "{ GRAPH ?g { ?s ?p ?o } }", 50),
        ("default-graph-uri", "catalog", "{ GRAPH ?g { ?s ?p ?o } }", 0),
        ("default-graph-uri", "catalog", "{ ?s ?p ?o }", 50),
        ("default-graph-uri", "nothing", "{ GRAPH ?g { ?s ?p ?o } }", 0),
    ],
)
def test_naming_one_half_of_a_dataset_empties_the_other(
    client: FlaskClient, named: str, graph: str, pattern: str, expected: int
) -> None:
    asked = {"query": f"SELECT (COUNT(*) AS ?n) {pattern}", named: f"{BASE}{graph}"}
    found = int(client.get("/sparql", query_string=asked, headers={"Accept": "text/csv"}).text.split()[1])
    assert found == 0 if expected == 0 else found >= expected


def test_a_page_is_kept_only_while_it_stays_the_same(client: FlaskClient) -> None:
    lasting, random = ask(client, "ASK {}", "text/html"), ask(client, "SELECT (RAND() AS ?r) {}", "text/html")
    assert (lasting.headers["Vary"], lasting.headers["Cache-Control"][:6]) == ("Accept", "public")
    assert (random.headers["Vary"], random.headers["Cache-Control"]) == ("Accept", "no-store")
    assert "Last-Modified" not in random.headers
    later = {"Accept": "text/html", "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    posted = client.post("/sparql", data={"query": "ASK {}"}, headers=later)
    assert (posted.status_code, posted.headers["Cache-Control"]) == (200, "no-store")
    assert ask(client, "ASK {", "text/html").headers["Vary"] == "Accept"


def test_what_changes_behind_a_comparison_is_not_remembered(client: FlaskClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o BIND(0.5 AS ?x) FILTER(?x<RAND()&&3>2)}"
    assert "ETag" not in ask(client, query).headers
    assert len({ask(client, query).text for _ in range(4)}) > 1


def test_validators_are_compared_weakly(client: FlaskClient) -> None:
    tag = ask(client, "ASK {}").headers["ETag"]
    for sent in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
        assert ask(client, "ASK {}", **{"If-None-Match": sent}).status_code == 304
    assert ask(client, "ASK {}", **{"If-None-Match": '"x"'}).status_code == 200


def test_the_same_answer_has_the_same_tag_however_it_was_asked_for(client: FlaskClient) -> None:
    by_address = client.get("/sparql", query_string={"query": "ASK {}", "_mediatype": "text/csv"})
    assert by_address.headers["ETag"] == ask(client, "ASK {}").headers["ETag"]


@pytest.mark.parametrize(
    ("address", "status", "media_type"),
    [
        ("query=ASK{}&_mediatype=application/sparql-results+xml", 200, "application/sparql-results+xml"),
        ("query=ASK{}&_mediatype=nonsense", 406, "application/problem+json"),
        ("_mediatype=text/turtle", 200, "text/turtle"),
        ("utm_source=x", 200, "text/turtle"),
        ("update=CLEAR+ALL", 400, "application/problem+json"),
        ("query=ASK{}&default-graph-uri=no+address", 400, "application/problem+json"),
        ("&".join(["default-graph-uri=http://a.test/"] * 200), 400, "application/problem+json"),
    ],
    ids=["plus", "nonsense", "description", "campaign", "update", "graph", "many"],
)
def test_addresses_people_write(client: FlaskClient, address: str, status: int, media_type: str) -> None:
    found = client.get(f"/sparql?{address}")
    assert (found.status_code, found.mimetype) == (status, media_type)


def test_xml_keeps_carriage_returns_and_says_what_it_cannot_name(client: FlaskClient) -> None:
    found = ask(client, r'SELECT ("a\r\nb" AS ?x) {}', "application/sparql-results+xml")
    assert "a\r\nb" in "".join(str(each) for each in etree.fromstring(found.data).itertext())
    refused = ask(client, 'CONSTRUCT { <a:b> <http://a.test/1> "x" } {}', "application/rdf+xml")
    assert refused.status_code == 400
    assert "http://a.test/1" in refused.text
    assert ask(client, 'CONSTRUCT { <a:b> <http://a.test/1> "x" } {}', "text/turtle").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES (?t ?n) { (<<( <a:a> <a:b> <a:c> )>> 1) (<<( <a:a> <a:b> <a:d> )>> 2) } }",
        'SELECT ?y ?n { VALUES (?y ?n) { ("-0000" 1) ("0000" 2) ("٠٠٠٠" 3) } }',
        'SELECT ?y ?n { VALUES (?y ?n) { ("0001" 1) ("9999" 2e0) ("9999" "INF"^^xsd:double) } }',
        "SELECT ?x ?n { VALUES (?x ?n) { (1 1e999) (2 UNDEF) } }",
    ],
    ids=["triple terms", "years", "infinity", "nothing"],
)
def test_odd_values_do_not_break_the_page(client: FlaskClient, query: str) -> None:
    page = ask(client, query, "text/html")
    assert page.status_code == 200
    assert "nan" not in page.text


def test_a_long_answer_shows_its_first_rows(client: FlaskClient) -> None:
    page = ask(client, "SELECT * { ?s ?p ?o }", "text/html")
    assert page.status_code == 200
    assert "The first 1000 are shown" in page.text
    assert page.text.count("<tr>") == 1001
    assert 'download="query.csv"' in page.text


def test_years_and_codes_are_not_drawn_as_amounts(client: FlaskClient) -> None:
    page = ask(client, "SELECT ?title ?y { ?r dcterms:title ?title ; rl:yearFrom ?y }", "text/html").text
    assert 'svg class="chart"' not in page
    counted = ask(client, examples(BASE)[1].text, "text/html").text
    points = re.search(r'polyline points="([^"]*)"', counted)
    assert points is not None
    assert len(points[1].split()) == 2021 - 2009 + 1, "a year without resources is drawn as none"


def test_the_page_keeps_the_dataset_it_was_asked_of(client: FlaskClient) -> None:
    graph = f"{BASE}vocab/place"
    asked = {"query": "SELECT ?s { ?s ?p ?o } LIMIT 3", "default-graph-uri": graph}
    page = client.get("/sparql", query_string=asked, headers={"Accept": "text/html"}).text
    assert f'<input type="hidden" name="default-graph-uri" value="{graph}">' in page
    shared = re.search(r'href="([^"]*)" id="shared"', page)
    assert shared is not None
    assert "default-graph-uri=" in shared[1]
    assert page.count("default-graph-uri") >= 8, "in the form, the address, the downloads and the snippets"


def test_a_graph_is_shown_with_prefixes(client: FlaskClient) -> None:
    page = ask(client, examples(BASE)[12].text, "text/html").text
    assert "@prefix dcterms:" in page
    assert "_:" in ask(client, "CONSTRUCT { [] <http://a.test/p> 1 } {}", "text/html").text


@pytest.mark.parametrize("lang", ["fr", "es", "ar", "ru", "zh", "de"])
def test_the_page_speaks_the_languages_of_the_site(client: FlaskClient, lang: str) -> None:
    page = client.get(f"/{lang}/sparql", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert f'<html lang="{lang}"' in page.text
    for each in ("run", "shortcuts", "examples"):
        assert escape(QUERY_TEXTS[lang][each]) in page.text
    assert EXAMPLE_NAMES[lang][0] in page.text
    assert len(EXAMPLE_NAMES[lang]) == len(examples(BASE))


def test_a_browser_is_told_what_is_wrong_on_a_page(client: FlaskClient) -> None:
    html = {"Accept": "text/html"}
    twice = client.get("/sparql?query=ASK{}&query=ASK{}", headers=html)
    assert (twice.status_code, twice.mimetype) == (400, "text/html")
    long = client.post("/sparql", data={"query": "#" * (LONGEST + 1)}, headers=html)
    assert (long.status_code, long.mimetype) == (413, "text/html")
    other = client.put("/sparql")
    assert (other.status_code, other.mimetype, other.headers["Cache-Control"]) == (
        405,
        "application/problem+json",
        "no-store",
    )
    assert "GET" in other.headers["Allow"]


def test_the_hint_is_for_answers_without_rows(client: FlaskClient) -> None:
    yes = ask(client, 'ASK { ?s ?p ?o FILTER(!STRSTARTS(STR(?p), "http://schema.org/")) }')
    assert "Query-Hint" not in yes.headers
    none = ask(client, "CONSTRUCT WHERE { ?s <http://schema.org/name> ?o }", "application/rdf+xml")
    assert "Query-Hint" in none.headers


def test_the_examples_ask_what_is_in_the_catalogue(catalogue: Catalogue) -> None:
    catalogue.edit("Poland", "Kenya")
    catalogue.configure('"en", "fr", "es", "ar", "ru", "zh", "de"', '"fr"')
    catalogue.publish()
    app = create_app(catalogue.data_dir)
    client = app.test_client()
    page = client.get("/sparql", headers={"Accept": "text/html"}).text
    asked = [unescape(each) for each in re.findall(r'<li><a href="[./]*(sparql\?query=[^"]*)#answer"', page)]
    assert len(asked) == len(examples(BASE))
    empty = []
    for each in asked:
        shown = client.get(f"/{each}", headers={"Accept": "text/html"}).text
        empty += [each] if "<td" not in shown and "<pre" not in shown.split("details")[0] else []
    app.extensions["resource_ld"].pool.close()
    assert empty == []
    assert "%22fr%22" in "".join(asked)


def test_describe_is_the_document_when_the_site_publishes_its_own_works(catalogue: Catalogue) -> None:
    catalogue.configure('type = "report"', 'type = "report"\npublisher = "Example publisher"')
    catalogue.publish()
    app = create_app(catalogue.data_dir)
    client = app.test_client()
    for resource_id in catalogue.ids().values():
        found = ask(client, f"DESCRIBE <{BASE}resource/{resource_id}>", "application/n-triples")
        assert sorted(found.text.splitlines()) == sorted(client.get(f"/resource/{resource_id}.nt").text.splitlines())
    app.extensions["resource_ld"].pool.close()
