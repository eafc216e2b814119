"""The site as its readers, programs and crawlers meet it."""

import json
import re

import extruct
import pytest
from flask.testing import FlaskClient
from rdflib import DCTERMS, Graph, URIRef
from requests.utils import parse_header_links

from resource_ld.fields import FIELDS
from resource_ld.web.field_texts import FIELD_TEXTS
from resource_ld.web.languages import TEXTS

BASE = "http://127.0.0.1:8000/"
PAGES = [
    "/",
    "/resource/",
    "/vocab/",
    "/vocab/place.html",
    "/vocab/place/CZ.html",
    "/catalog.html",
    "/dumps/",
    "/changes/",
    "/report/",
]
DATA = [
    "/catalog.ttl",
    "/catalog.nt",
    "/catalog?page=1",
    "/dumps/latest.json",
    "/changes/?since=0",
    "/changes/feed.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/.well-known/resourcesync",
    "/resourcesync/capabilitylist.xml",
    "/resourcesync/resourcelist.xml",
    "/resourcesync/changelist.xml",
    "/catalog.dcat.rdf?page=1",
    "/ldes",
    "/ldes?from=1",
    "/health",
    "/vocab/place.rdf",
    "/vocab/datatype/m49.ttl",
]


@pytest.fixture(scope="session")
def handbook(client: FlaskClient) -> str:
    items = client.application.extensions["resource_ld"].releases.current().index.browse({"country": ["PL"]}).items
    return str(items[0]["id"])


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["", "/fr", "/ar", "/zh"])
def test_every_page_is_there_in_every_language(client: FlaskClient, language: str, path: str) -> None:
    answer = client.get(language + path)
    assert answer.status_code == 200
    assert f'<html lang="{language[1:] or "en"}" dir="{"rtl" if language == "/ar" else "ltr"}">' in answer.text
    assert 'href="#content"' in answer.text


@pytest.mark.parametrize("path", [*PAGES, *DATA])
def test_head_is_get_without_a_body(client: FlaskClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert head.status_code == get.status_code == 200
    assert head.data == b""
    assert {k: v for k, v in head.headers if k != "Date"} == {k: v for k, v in get.headers if k != "Date"}


@pytest.mark.parametrize("path", [*PAGES, *DATA])
def test_every_answer_may_be_read_from_other_sites_and_runs_no_script(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", [*PAGES, "/catalog.ttl", "/dumps/latest.json"])
def test_a_known_etag_is_304(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert not first.headers["ETag"].startswith("W/")
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Cache-Control" in again.headers
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("known", ["*", "W/{}", '"other", {}', "{}"])
def test_any_way_to_name_the_etag_is_304(client: FlaskClient, known: str) -> None:
    etag = client.get("/catalog.ttl").headers["ETag"]
    assert client.get("/catalog.ttl", headers={"If-None-Match": known.replace("{}", etag)}).status_code == 304


def test_a_date_decides_only_without_an_etag(client: FlaskClient) -> None:
    modified = client.get("/catalog.ttl").headers["Last-Modified"]
    assert client.get("/catalog.ttl", headers={"If-Modified-Since": modified}).status_code == 304
    assert (
        client.get("/catalog.ttl", headers={"If-Modified-Since": modified, "If-None-Match": '"other"'}).status_code
        == 200
    )
    assert client.get("/catalog.ttl", headers={"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}).status_code == 200
    assert client.get("/catalog.ttl", headers={"If-Modified-Since": "nonsense"}).status_code == 200


def test_preflight_allows_what_the_routes_read(client: FlaskClient, handbook: str) -> None:
    answer = client.options(
        f"/resource/{handbook}", headers={"Origin": "https://elsewhere.test", "Access-Control-Request-Method": "GET"}
    )
    assert answer.status_code == 200
    assert {"Accept-Profile", "If-None-Match"} <= set(answer.headers["Access-Control-Allow-Headers"].split(", "))


def test_the_iri_redirects_relatively_and_varies(client: FlaskClient, handbook: str) -> None:
    answer = client.get(f"/resource/{handbook}", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{handbook}.ttl")
    assert answer.headers["Vary"] == "Accept, Accept-Profile"


@pytest.mark.parametrize(("suffix", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")])
def test_every_format_says_the_same_to_rdflib(client: FlaskClient, handbook: str, suffix: str, parser: str) -> None:
    graph = Graph().parse(data=client.get(f"/resource/{handbook}.{suffix}").data, format=parser)
    expected = Graph().parse(data=client.get(f"/resource/{handbook}.nt").data, format="nt")
    assert set(graph) == set(expected)
    assert len(list(graph.objects(URIRef(f"{BASE}resource/{handbook}"), DCTERMS.spatial))) == 5


def test_a_profile_by_header_and_by_query_is_the_same_document(client: FlaskClient, handbook: str) -> None:
    by_header = client.get(
        f"/resource/{handbook}", headers={"Accept": "text/turtle", "Accept-Profile": "<https://schema.org/>"}
    )
    by_query = client.get(f"/resource/{handbook}?_profile=schema&_mediatype=text/turtle")
    assert by_header.headers["Location"] == by_query.headers["Location"] == f"{handbook}.schema.ttl"
    graph = Graph().parse(data=client.get(f"/resource/{handbook}.schema.ttl").data, format="turtle")
    assert {str(p).startswith(("https://schema.org/", "http://www.w3.org/1999/")) for _, p, _ in graph} == {True}


def test_only_the_dcat_profile_calls_a_publication_a_dataset(client: FlaskClient, handbook: str) -> None:
    assert "dcat:Dataset" in client.get(f"/resource/{handbook}.dcat.ttl").text
    assert "dcat:Dataset" not in client.get(f"/resource/{handbook}.ttl").text


def test_406_lists_the_alternatives(client: FlaskClient, handbook: str) -> None:
    answer = client.get(f"/resource/{handbook}", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.text
    assert answer.headers["Vary"] == "Accept, Accept-Profile"


def test_upper_case_redirects_for_good(client: FlaskClient, handbook: str) -> None:
    answer = client.get(f"/resource/{handbook.upper()}.ttl")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"{handbook}.ttl")


def test_the_link_header_is_read_back_by_others(client: FlaskClient, handbook: str) -> None:
    header = client.get(f"/resource/{handbook}.html").headers["Link"]
    links = parse_header_links(header)
    by_relation = {each["rel"]: each for each in links}
    assert by_relation["canonical"]["url"] == f"{BASE}resource/{handbook}.html"
    assert by_relation["cite-as"]["url"] == f"{BASE}resource/{handbook}"
    assert {each["type"] for each in links if each["rel"] == "alternate"} >= {
        "text/turtle",
        "application/ld+json",
        "application/rdf+xml",
    }
    assert len(header) <= 4096


def test_the_script_in_the_page_says_the_schema_profile(client: FlaskClient, handbook: str) -> None:
    html = client.get(f"/resource/{handbook}.html").text
    found = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    assert len(found) == 1
    script = found[0] | {"@context": {"@vocab": "https://schema.org/"}}
    assert found[0]["@context"] == "https://schema.org"
    graph = Graph().parse(data=json.dumps(script), format="json-ld")
    assert set(graph) == set(Graph().parse(data=client.get(f"/resource/{handbook}.schema.ttl").data, format="turtle"))


def test_a_page_shows_labels_in_the_readers_language(client: FlaskClient, handbook: str) -> None:
    assert "Tchéquie" in client.get(f"/fr/resource/{handbook}.html").text
    assert "Czechia" in client.get(f"/resource/{handbook}.html").text


def test_a_page_names_the_fields_in_the_readers_language(client: FlaskClient, handbook: str) -> None:
    assert "<dt>Type</dt>" in client.get(f"/resource/{handbook}.html").text
    page, report = client.get(f"/fr/resource/{handbook}.html").text, client.get("/fr/report/").text
    assert {"<dt>Publié</dt>", "<dt>Pays</dt>"} <= set(re.findall("<dt>[^<]+</dt>", page))
    assert {"Publié", "Pays", "Titre"} <= set(re.findall('<th scope="row">([^<]+)</th>', report))
    # The scheme of languages is no language: its page once was called "English".
    assert "<h1>语言</h1>" in client.get("/zh/vocab/language.html").text


@pytest.mark.parametrize("language", TEXTS)
def test_every_field_has_a_name_in_every_language_of_the_pages(language: str) -> None:
    assert all(FIELD_TEXTS[language][each.name] for each in FIELDS)
    assert FIELD_TEXTS[language]["language"] != TEXTS[language]["own_name"]


def test_home_follows_the_browser_and_says_so(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Accept-Language": "fr-CA, en;q=0.5"})
    assert (answer.status_code, answer.headers["Location"], answer.headers["Vary"]) == (303, "fr/", "Accept-Language")


def test_an_unknown_address_is_a_page_for_people_and_a_problem_for_programs(client: FlaskClient) -> None:
    assert client.get("/nothing").content_type == "application/problem+json"
    page = client.get("/nothing", headers={"Accept": "text/html"})
    assert (page.status_code, page.content_type) == (404, "text/html; charset=utf-8")


def test_a_search_and_a_facet_narrow_the_list(client: FlaskClient) -> None:
    assert "<strong>9</strong>" in client.get("/resource/").text
    assert "<strong>1</strong>" in client.get("/resource/?country=PL").text
    assert "<strong>1</strong>" in client.get("/resource/?q=handbook+european").text
    assert "<strong>0</strong>" in client.get('/resource/?q="*(').text


def test_before_the_first_release_health_is_503(tmp_path_factory: pytest.TempPathFactory) -> None:
    from resource_ld.web import create_app

    empty = create_app(tmp_path_factory.mktemp("empty")).test_client()
    assert empty.get("/health").status_code == 503
    assert empty.get("/").status_code == 503
