"""Sitemap and feed, read as crawlers and feed readers do."""

from collections.abc import Callable, Iterator
from urllib.robotparser import RobotFileParser

import pytest
from flask.testing import FlaskClient
from lxml import etree
from tests.conftest import Catalogue
from tests.official import SCHEMAS, schema

from resource_ld.harvest.sitemap import LARGEST, sitemap, sitemap_index
from resource_ld.web.answers import PIECE

BASE = "http://127.0.0.1:8000/"
HANDBOOK = "Anti-Trafficking Data Collection and Information Management in the European Union – a Handbook"
ATOM = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
CODE = "Code 8.7 Conference Report"


LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LASTMOD = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"


def located(text: str) -> dict[str, str]:
    """Return address → datestamp of a sitemap or an index of one."""
    root = etree.fromstring(text.encode())
    return {str(each.findtext(LOC)): str(each.findtext(LASTMOD)) for each in root}


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the official XSDs lie beside the project in shared/schemas")
@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (sitemap("https://data.library.test/a&b/", [("resource/r1.html", "2026-01-05T10:00:00Z")]), "sitemap.xsd"),
        (sitemap_index("https://a.test/a&b/sitemap.xml", [("", "r1", "2026-01-05T10:00:00Z")]), "siteindex.xsd"),
    ],
)
def test_a_sitemap_is_valid(lines: Iterator[str], name: str) -> None:
    schema(name).assertValid(etree.fromstring("".join(lines).encode()))


def test_past_fifty_thousand_the_sitemap_is_an_index_whose_parts_hold_every_page_once(
    many: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    client = make_client(many)
    parts = located(client.get("/sitemap.xml").text)
    assert len(parts) == 2
    found: list[str] = []
    for each in parts:
        listed = list(located(client.get(each.removeprefix("https://many.test")).text))
        assert len(listed) <= LARGEST
        found += listed
    assert len(found) == len(set(found)) == LARGEST + 6
    assert found[0] == "https://many.test/"


def test_a_sitemap_is_sent_in_pieces(many: Catalogue, make_client: Callable[[Catalogue], FlaskClient]) -> None:
    client = make_client(many)
    part = next(iter(located(client.get("/sitemap.xml").text))).removeprefix("https://many.test")
    answer = client.get(part)
    pieces = [len(each) for each in answer.response]
    assert len(pieces) > 40
    assert max(pieces) < 2 * PIECE
    again = client.get(part, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/sitemap.xml")
    assert other.headers["ETag"] != answer.headers["ETag"]


def test_the_sitemap_says_when_each_page_last_changed(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.publish()
    first = catalogue.releases.current().manifest.committed_at
    handbook = catalogue.ids()[HANDBOOK]
    catalogue.edit("The manual goes through", "The manual walks through")
    catalogue.publish()
    second = catalogue.releases.current().manifest.committed_at
    found = located(make_client(catalogue).get("/sitemap.xml").text)
    assert found[f"{BASE}resource/{handbook}.html"] == found[BASE] == second
    assert sorted(found.values()) == [first] * 8 + [second] * 2


def test_robots_txt_names_the_sitemap_and_lets_crawlers_see_that_lists_are_not_to_be_indexed(
    client: FlaskClient,
) -> None:
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    assert robots.site_maps() == [f"{BASE}sitemap.xml"]
    for address in ("/resource/?country=PL", "/resource/?q=handbook", "/resource/?page=2", "/fr/resource/?page=1"):
        assert robots.can_fetch("*", BASE.rstrip("/") + address)
        assert client.get(address).headers["X-Robots-Tag"] == "noindex"
    for address in ("/", "/resource/", "/vocab/place/CZ.html"):
        assert "X-Robots-Tag" not in client.get(address).headers


def test_a_removed_row_is_gone_at_every_door(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.publish()
    gone = catalogue.ids()[CODE]
    catalogue.edit(CODE, "\x00remove")
    lines = [
        line for line in catalogue.csv.read_text(encoding="utf-8").splitlines(keepends=True) if "\x00remove" not in line
    ]
    catalogue.csv.write_text("".join(lines), encoding="utf-8", newline="")
    catalogue.publish()
    client = make_client(catalogue)
    for suffix in ("", ".html", ".ttl", ".nt", ".jsonld", ".rdf"):
        answer = client.get(f"/resource/{gone}{suffix}")
        assert answer.status_code == 410, suffix
        assert CODE not in answer.text
    feed_ = etree.fromstring(client.get("/changes/feed.atom").data)
    assert [each.get("ref") for each in feed_.findall("at:deleted-entry", ATOM)] == [
        f"http://127.0.0.1:8000/resource/{gone}"
    ]
    assert gone not in client.get("/sitemap.xml").text
    assert gone not in client.get("/resource/").text
    assert "<strong>0</strong>" in client.get("/resource/?q=code+8.7+conference").text
    assert client.get("/resource/?country=PL").text.count("<h3>") == 1
    answer = client.get("/sparql", query_string={"query": f"ASK {{ <http://127.0.0.1:8000/resource/{gone}> ?p ?o }}"})
    assert answer.get_json()["boolean"] is False
    answer.close()


def test_a_merged_record_redirects_in_every_form(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    from resource_ld.release.decisions import merge

    catalogue.publish()
    ids = catalogue.ids()
    one, other = ids[CODE], ids["Human Trafficking: New Directions for Research"]
    merge(catalogue.settings, catalogue.data_dir, one, other)
    catalogue.publish()
    client = make_client(catalogue)
    for suffix in ("", ".ttl", ".html"):
        answer = client.get(f"/resource/{one}{suffix}")
        assert (answer.status_code, answer.headers["Location"]) == (308, f"{other}{suffix}")


def test_the_feed_and_the_changes_use_the_datestamps(client: FlaskClient) -> None:
    manifest = client.application.extensions["resource_ld"].releases.current().manifest
    root = etree.fromstring(client.get("/changes/feed.atom").data)
    assert {each.text for each in root.findall("a:entry/a:updated", ATOM)} == {manifest.committed_at}
    assert client.get("/changes/?since=0").text.count(manifest.committed_at) == 9
    assert client.get(f"/changes/?since={manifest.committed_at}").text == ""
    assert client.get("/changes/?since=nonsense").status_code == 400


@pytest.mark.parametrize(
    "bytes_", ["%00", "%0B", "%FF", "%ED%A0%80", "%F0%9F%98%80", "%3C%26%22", "9" * 400, "1.%00", "1.%FF"]
)
@pytest.mark.parametrize(
    "address",
    [
        "/sitemap.xml?from={0}&to={0}", "/resourcesync/resourcelist.xml?from={0}&to={0}", "/changes/feed.atom?before={0}",
        "/resourcesync/changelist.xml?from={0}", "/resourcesync/changelist.xml?from=1&to={0}", "/changes/?since={0}",
        "/ldes?from={0}", "/catalog.dcat.rdf?page={0}", "/catalog.dcat.rdf?page=1&after={0}", "/linkset/{0}", "/catalog.{0}",
    ],
)  # fmt: skip
def test_hostile_bytes_in_an_address_break_no_door(client: FlaskClient, address: str, bytes_: str) -> None:
    answer = client.get(address.format(bytes_))
    assert answer.status_code in (200, 400, 404)
    if answer.status_code == 200 and "xml" in str(answer.mimetype):
        etree.fromstring(answer.data)
