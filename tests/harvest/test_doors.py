"""A row is changed, added, deleted, merged, withdrawn, brought back: every door tells the same, with the same datestamps.

A new door is one row of DOORS: a function from a client and the ids there ever were to what the door tells.
"""

import gzip
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from lxml import etree
from rdflib import DCAT, DCTERMS, RDF, Dataset, Graph, Namespace, URIRef
from tests.conftest import Catalogue
from tests.edits import add, drop

from resource_ld.release.decisions import merge, restore, take_down, withdraw
from resource_ld.release.publish import Options

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]  # rdflib's, of its own methods
BASE = "http://127.0.0.1:8000/"
RESOURCE = f"{BASE}resource/"
XML = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9", "rs": "http://www.openarchives.org/rs/terms/",
    "o": "http://www.openarchives.org/OAI/2.0/", "a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0",
}  # fmt: skip
TREE, AS, HYDRA = (
    Namespace(each) for each in ("https://w3id.org/tree#", "https://www.w3.org/ns/activitystreams#", "http://www.w3.org/ns/hydra/core#")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What a door tells: id → datestamp (empty where the door has none); `deleted` is None where it tells no deletions."""

    published: Mapping[str, str]
    deleted: Mapping[str, str] | None = None


Door = Callable[[FlaskClient, Collection[str]], Told]


def local(address: str) -> str:
    return address.removeprefix(BASE.rstrip("/"))


def id_of(address: str) -> str:
    return re.sub(r"\.(html|nt)$", "", address.removeprefix(RESOURCE))


def by_status(pattern: str) -> Door:
    """Return a door that is one address a resource: 200 is published, 410 and 308 are not."""

    def tell(client: FlaskClient, ids: Collection[str]) -> Told:
        status = {each: client.get(pattern.format(each)).status_code for each in ids}
        assert set(status.values()) <= {200, 303, 308, 410}
        published = {each for each, code in status.items() if code in (200, 303)}
        return Told(dict.fromkeys(published, ""), dict.fromkeys(set(ids) - published, ""))

    return tell


def tombstone_pages(client: FlaskClient, ids: Collection[str]) -> Told:
    """The page says since when a resource is gone; a merged one leads on, so its page cannot."""
    pages = {each: client.get(f"/resource/{each}.html") for each in ids}
    gone = {
        each: re.findall(r'<time datetime="([^"]+)"', page.text)[0]
        for each, page in pages.items()
        if page.status_code == 410
    }
    merged = {each: "" for each, page in pages.items() if page.status_code == 308}
    return Told({each: "" for each, page in pages.items() if page.status_code == 200}, {**gone, **merged})


def urls(client: FlaskClient, path: str) -> Iterator[etree._Element]:
    """Yield the `url` elements of a list or, where it is an index, of its parts."""
    root = etree.fromstring(client.get(path).data)
    for each in root.findall("s:sitemap/s:loc", XML):
        yield from urls(client, local(str(each.text)))
    yield from root.findall("s:url", XML)


def sitemap(client: FlaskClient, _ids: Collection[str]) -> Told:
    found = {
        str(each.findtext("s:loc", namespaces=XML)): str(each.findtext("s:lastmod", namespaces=XML))
        for each in urls(client, "/sitemap.xml")
    }
    del found[BASE]
    return Told({id_of(each): at for each, at in found.items()})


def feed(client: FlaskClient, _ids: Collection[str]) -> Told:
    root = etree.fromstring(client.get("/changes/feed.atom").data)
    published = {
        id_of(str(each.findtext("a:id", namespaces=XML))): str(each.findtext("a:updated", namespaces=XML))
        for each in root.findall("a:entry", XML)
    }
    return Told(
        published,
        {id_of(str(each.get("ref"))): str(each.get("when")) for each in root.findall("at:deleted-entry", XML)},
    )


def changes(client: FlaskClient, _ids: Collection[str]) -> Told:
    lines = [json.loads(each) for each in client.get("/changes/?since=0").text.splitlines()]
    deleted = {each["id"]: each["datestamp"] for each in lines if each["change"] == "removed"}
    return Told({each["id"]: each["datestamp"] for each in lines if each["change"] != "removed"}, deleted)


def resource_list(client: FlaskClient, _ids: Collection[str]) -> Told:
    return Told({
        id_of(str(each.findtext("s:loc", namespaces=XML))): str(each.findtext("s:lastmod", namespaces=XML))
        for each in urls(client, "/resourcesync/resourcelist.xml")
    })  # fmt: skip


def change_list(client: FlaskClient, _ids: Collection[str]) -> Told:
    published: dict[str, str] = {}
    deleted: dict[str, str] = {}
    for each in urls(client, "/resourcesync/changelist.xml"):
        said = each.find("rs:md", XML)
        assert said is not None
        kept = deleted if said.get("change") == "deleted" else published
        kept[id_of(str(each.findtext("s:loc", namespaces=XML)))] = str(said.get("datetime"))
        assert said.get("datetime") == each.findtext("s:lastmod", namespaces=XML)
    return Told(published, deleted)


def dcat(client: FlaskClient, _ids: Collection[str]) -> Told:
    path, found = "/catalog.dcat.nt?page=1", set()
    while path:
        graph = Graph().parse(data=client.get(path).data, format="nt")
        found |= {id_of(str(each)) for each in graph.subjects(RDF.type, DCAT.Dataset)}
        path = next((local(str(each)) for each in graph.objects(None, HYDRA.next)), "")
    return Told(dict.fromkeys(found, ""))


def members(client: FlaskClient, _ids: Collection[str]) -> Told:
    graph = Graph().parse(data=client.get("/catalog.ttl?page=1").data, format="turtle")
    return Told({id_of(str(each)): "" for each in graph.objects(URIRef(f"{BASE}catalog"), DCAT["resource"])})


def event_stream(client: FlaskClient, _ids: Collection[str]) -> Told:
    published: dict[str, str] = {}
    deleted: dict[str, str] = {}
    waiting, seen = [f"{BASE}ldes"], set()
    while waiting:
        seen.add(address := waiting.pop())
        node = Dataset()
        node.parse(data=client.get(local(address), headers={"Accept": "application/n-quads"}).data, format="nquads")
        waiting += [str(each) for each in set(node.objects(None, TREE.node)) if str(each) not in seen]
        for version in node.objects(None, TREE.member):
            kept = deleted if node.value(version, RDF.type) == AS.Delete else published
            kept[id_of(str(node.value(version, DCTERMS.isVersionOf)))] = str(
                node.value(version, DCTERMS.modified)
            ).replace("+00:00", "Z")
    return Told(published, deleted)


def dump(client: FlaskClient, _ids: Collection[str]) -> Told:
    address = client.get("/dumps/catalogue.nt.gz").headers["Location"]
    with client.get(f"/dumps/{address}") as answer:
        lines = gzip.decompress(answer.data).decode().splitlines()
    return Told(
        {
            id_of(each.split(">")[0][1:]): ""
            for each in lines
            if each.startswith(f"<{RESOURCE}") and "#" not in each.split(">")[0]
        }
    )


def browse(client: FlaskClient, _ids: Collection[str]) -> Told:
    return Told(dict.fromkeys(re.findall(r'resource/([^"/]+)\.html"', client.get("/resource/").text), ""))


def by_prefix(prefix: str) -> Door:
    """Return OAI-PMH in a metadata prefix: every header, in as many parts as the list has."""

    def tell(client: FlaskClient, _ids: Collection[str]) -> Told:
        published: dict[str, str] = {}
        deleted: dict[str, str] = {}
        asked = {"verb": "ListIdentifiers", "metadataPrefix": prefix}
        while asked:
            root = etree.fromstring(client.get("/oai", query_string=asked).data)
            for each in root.iterfind(".//o:header", XML):
                kept = deleted if each.get("status") == "deleted" else published
                identifier = str(each.findtext("o:identifier", namespaces=XML))
                kept[identifier.rpartition(":")[2]] = str(each.findtext("o:datestamp", namespaces=XML))
            token = root.findtext(".//o:resumptionToken", namespaces=XML)
            asked = {"verb": "ListIdentifiers", "resumptionToken": token} if token else {}
        return Told(published, deleted)

    return tell


def sparql(client: FlaskClient, _ids: Collection[str]) -> Told:
    query = "SELECT ?r { ?r a dcterms:BibliographicResource }"
    found = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"}).text.split()[1:]
    return Told({id_of(each): "" for each in found})


DOORS: dict[str, Door] = {
    "resource": by_status("/resource/{}"),
    "page": tombstone_pages,
    "document": by_status("/resource/{}.nt"),
    "profile": by_status("/resource/{}.oai_dc.xml"),
    "linkset": by_status("/linkset/{}.json"),
    "browse": browse,
    "sitemap": sitemap,
    "feed": feed,
    "changes": changes,
    "resource list": resource_list,
    "change list": change_list,
    "DCAT": dcat,
    "members": members,
    "event stream": event_stream,
    "dump": dump,
    "SPARQL": sparql,
    "OAI-PMH, oai_dc": by_prefix("oai_dc"),
    "OAI-PMH, rdf": by_prefix("rdf"),
    "OAI-PMH, mods": by_prefix("mods"),
}
"""Every door."""


class Walk:
    """A catalogue, a client and what its curator knows: id → (published, datestamp)."""

    def __init__(self, catalogue: Catalogue, client: FlaskClient) -> None:
        self.catalogue, self.client = catalogue, client
        self.known: dict[str, tuple[bool, str]] = {}

    def publish(self, *, published: Collection[str] = (), deleted: Collection[str] = ()) -> None:
        """Publish; these ids are now published or deleted in a new version, all others stay as they were."""
        self.catalogue.publish(confirm_removals=True)
        at = self.catalogue.releases.current().manifest.committed_at
        self.known |= dict.fromkeys(published, (True, at)) | dict.fromkeys(deleted, (False, at))

    def agree(self, step: str) -> None:
        """Assert that every door tells what the curator knows."""
        for name, door in DOORS.items():
            told = door(self.client, self.known)
            for what, said in ((True, told.published), (False, told.deleted)):
                if said is not None:
                    truth = {each: at for each, (state, at) in self.known.items() if state is what}
                    assert said.keys() == truth.keys(), f"{step}: {name}"
                    assert {each: at for each, at in said.items() if at} == {
                        each: truth[each] for each, at in said.items() if at
                    }, f"{step}: {name}"


def test_every_door_tells_the_same_of_every_kind_of_change(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.publish()
    ids = catalogue.ids()
    settings, data_dir = catalogue.settings, catalogue.data_dir
    walk = Walk(catalogue, make_client(catalogue))
    walk.publish(published=ids.values())
    walk.agree("published")
    code, handbook = "Code 8.7 Conference Report", next(each for each in ids if each.endswith("a Handbook"))
    one, into, other = [each for title, each in ids.items() if title not in (code, handbook)][:3]

    catalogue.edit("The manual goes through", "The manual walks through")
    walk.publish(published=[ids[handbook]])
    walk.agree("changed")

    row = drop(catalogue, code)
    walk.publish(deleted=[ids[code]])
    walk.agree("deleted")

    add(catalogue, row | {"Title": "Something new", "Description": "Nothing like it has been here before, in any row."})
    catalogue.publish(confirm_removals=True)
    new = catalogue.ids()["Something new"]
    walk.known[new] = (True, catalogue.releases.current().manifest.committed_at)
    walk.agree("added")

    merge(settings, data_dir, one, into)
    walk.publish(deleted=[one])
    walk.agree("merged")

    withdraw(settings, data_dir, other, "asked for")
    walk.publish(deleted=[other])
    walk.agree("withdrawn")

    walk.publish()
    walk.agree("nothing new")

    withdraw(settings, data_dir, ids[code], "never again")
    walk.publish(deleted=[ids[code]])
    walk.agree("withdrawn when it was gone")

    restore(settings, data_dir, other)
    walk.publish(published=[other])
    walk.agree("restored")

    restore(settings, data_dir, ids[code])
    add(catalogue, row)
    walk.publish(published=[ids[code]])
    walk.agree("brought back with its row")

    catalogue.configure("publicdomain/zero/1.0/", "licenses/by/4.0/")
    walk.publish(published=[each for each, (published, _) in walk.known.items() if published])
    walk.agree("all changed by the licence of the metadata")

    catalogue.now += timedelta(hours=1)
    take_down(catalogue.settings, data_dir, into, "a complaint", Options(preview=True, clock=catalogue.tick))
    walk.known[into] = (False, catalogue.releases.current().manifest.committed_at)
    walk.agree("taken down, with every delta")
