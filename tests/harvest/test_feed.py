"""The feed, read by a feed reader and walked to its end."""

from collections.abc import Callable, Iterator

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree
from tests.conftest import Catalogue
from tests.edits import drop

from resource_ld.harvest.feed import Feed, Told, feed
from resource_ld.release.decisions import merge, withdraw
from resource_ld.web import harvesting

BASE = "http://127.0.0.1:8000/"
AT = "2026-01-05T10:00:00Z"
SPACES = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
CODE = "Code 8.7 Conference Report"


def pages(client: FlaskClient) -> Iterator[str]:
    """Yield the pages of the feed from the newest to the oldest, as a reader follows `next` (RFC 5005 section 3)."""
    path = "/changes/feed.atom"
    for _ in range(30):
        text = client.get(path).text
        yield text
        further = [each["href"] for each in feedparser.parse(text).feed.links if each["rel"] == "next"]
        if not further:
            return
        path = further[0].removeprefix(BASE.rstrip("/"))
    raise AssertionError("the feed does not end")


def told(client: FlaskClient) -> list[tuple[str, str]]:
    """Return (IRI, datestamp) of entries and tombstones, in the order of the feed."""
    found = []
    for page in pages(client):
        for each in etree.fromstring(page.encode()):
            if each.tag == f"{{{SPACES['a']}}}entry":
                found.append(
                    (str(each.findtext("a:id", namespaces=SPACES)), str(each.findtext("a:updated", namespaces=SPACES)))
                )
            elif each.tag == f"{{{SPACES['at']}}}deleted-entry":
                found.append((str(each.get("ref")), str(each.get("when"))))
    return found


@pytest.mark.parametrize("size", [1, 2, 8, 9, 10])
def test_paging_reaches_every_resource_once_the_newest_first(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(harvesting, "ENTRIES", size)
    found = [iri for iri, _ in told(client)]
    assert len(found) == len(set(found)) == 9
    assert len(list(pages(client))) == -(-9 // size)


def test_a_reader_finds_nothing_wrong(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harvesting, "ENTRIES", 4)
    for text in pages(client):
        found = feedparser.parse(text)
        assert not found.bozo
        assert found.version == "atom10"
        assert found.feed.id == f"{BASE}changes/feed.atom"
        assert found.feed.author == "Example publisher"
        for each in found.entries:
            assert each.link == f"{each.id}.html"
            assert each.title
            assert client.get(each.link.removeprefix(BASE.rstrip("/"))).status_code == 200


def test_what_is_gone_is_a_tombstone_with_its_reason_and_what_it_became(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.publish()
    ids = catalogue.ids()
    gone = ids.pop(CODE)
    withdrawn, merged, kept = list(ids.values())[:3]
    drop(catalogue, CODE)
    withdraw(catalogue.settings, catalogue.data_dir, withdrawn, "rights & <wrongs>")
    merge(catalogue.settings, catalogue.data_dir, merged, kept)
    catalogue.publish(confirm_removals=True)
    manifest = catalogue.releases.current().manifest
    root = etree.fromstring(make_client(catalogue).get("/changes/feed.atom").data)
    stones = {
        str(each.get("ref")).removeprefix(f"{BASE}resource/"): each for each in root.findall("at:deleted-entry", SPACES)
    }
    assert stones.keys() == {gone, withdrawn, merged}
    assert {each.get("when") for each in stones.values()} == {manifest.committed_at}
    assert stones[withdrawn].findtext("at:comment", namespaces=SPACES) == "rights & <wrongs>"
    became = stones[merged].find("a:link", SPACES)
    assert became is not None
    assert (became.get("rel"), became.get("href")) == ("canonical", f"{BASE}resource/{kept}")
    assert len(root.findall("a:entry", SPACES)) == 6


def test_a_walk_that_meets_a_publication_misses_nothing(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvesting, "ENTRIES", 2)
    catalogue.publish()
    client, ids = make_client(catalogue), catalogue.ids()
    found: set[str] = set()
    for number, page in enumerate(pages(client)):
        found |= {each.id.rpartition("/")[2] for each in feedparser.parse(page).entries}
        if number == 0:
            drop(catalogue, next(title for title, each in ids.items() if each in found))
            catalogue.publish(confirm_removals=True)
    assert found == set(ids.values())


@pytest.mark.parametrize("key", ["x", "-1", "1" * 5000, "r1.2"])
def test_a_key_there_cannot_be_is_refused(client: FlaskClient, key: str) -> None:
    assert client.get(f"/changes/feed.atom?before={key}").status_code == 400


def test_texts_are_escaped_and_what_xml_cannot_carry_is_replaced() -> None:
    text = feed(Feed("https://a.test/", "A & B", "C < D", AT), [Told("resource/a", "<i>\x00", AT, published=True)])
    root = etree.fromstring(text.encode())
    assert root.findtext("a:title", namespaces=SPACES) == "A & B"
    assert root.findtext("a:entry/a:title", namespaces=SPACES) == "<i>\ufffd"
