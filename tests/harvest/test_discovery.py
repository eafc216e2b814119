"""Sitemap and feed, read as crawlers and feed readers do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree
from tests.conftest import Catalogue

from resource_ld.harvest.feed import Change, feed
from resource_ld.harvest.sitemap import PART, sitemap

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "schemas"
ATOM = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
CODE = "Code 8.7 Conference Report"


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the official XSDs lie beside the project in shared/schemas")
@pytest.mark.parametrize(("total", "schema"), [(3, "sitemap.xsd"), (PART + 1, "siteindex.xsd")])
def test_a_sitemap_is_valid(total: int, schema: str) -> None:
    entries = ((f"resource/r{n}.html", "2026-01-05T10:00:00Z") for n in range(total))
    text = sitemap("https://data.library.test/a&b/", entries, total=total)
    etree.XMLSchema(etree.parse(SCHEMAS / schema)).assertValid(etree.fromstring(text.encode()))


def test_parts_of_a_sitemap_hold_every_address_once() -> None:
    paths = [f"resource/r{n:06}.html" for n in range(PART + 5)]
    parts = [
        sitemap("https://a.test/", ((each, "2026-01-05T10:00:00Z") for each in paths), total=len(paths), part=part)
        for part in (1, 2)
    ]
    assert [each.count("<url>") for each in parts] == [PART, 5]


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


def test_a_feed_is_atom_with_escaped_texts() -> None:
    text = feed(
        "https://a.test/",
        "A & B",
        "2026-01-05T10:00:00Z",
        [Change("resource/a", "<i>", "2026-01-05T10:00:00Z", published=True)],
        author="C & D",
    )
    root = etree.fromstring(text.encode())
    assert root.findtext("a:title", namespaces=ATOM) == "A & B"
    assert root.findtext("a:entry/a:title", namespaces=ATOM) == "<i>"


def test_the_feed_and_the_changes_use_the_datestamps(client: FlaskClient) -> None:
    manifest = client.application.extensions["resource_ld"].releases.current().manifest
    root = etree.fromstring(client.get("/changes/feed.atom").data)
    assert {each.text for each in root.findall("a:entry/a:updated", ATOM)} == {manifest.committed_at}
    assert client.get("/changes/?since=0").text.count(manifest.committed_at) == 9
    assert client.get(f"/changes/?since={manifest.committed_at}").text == ""
    assert client.get("/changes/?since=nonsense").status_code == 400
