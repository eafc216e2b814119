"""ResourceSync: valid documents, and the client of its authors mirrors the site and keeps the mirror (resync)."""

import gzip
import hashlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree
from resync.capability_list import CapabilityList
from resync.client import Client
from resync.resource_list import ResourceList
from resync.sitemap import Sitemap
from tests.conftest import Catalogue
from tests.edits import drop
from tests.official import SCHEMAS
from tests.served import give_port, served

from resource_ld.harvest.sitemap import LARGEST
from resource_ld.release.changes import FOLDER, KEPT
from resource_ld.release.decisions import merge, restore, withdraw

BASE = "http://127.0.0.1:8000/"
XS = "{http://www.w3.org/2001/XMLSchema}"
LISTS = [
    "/.well-known/resourcesync", "/resourcesync/capabilitylist.xml", "/resourcesync/resourcelist.xml",
    "/resourcesync/changelist.xml", "/resourcesync/changelist.xml?from=1",
]  # fmt: skip
RS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "rs": "http://www.openarchives.org/rs/terms/"}


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree.XMLSchema]:
    """The XSDs of sitemap and ResourceSync as one, by root element.

    That of ResourceSync is of 2013; version 1.1 of 2017 added the attribute `datetime`, which clients now require.
    """
    folder = tmp_path_factory.mktemp("schemas")
    extended = etree.parse(SCHEMAS / "resourcesync.xsd")
    change = extended.find(f".//{XS}attribute[@name='change']")
    assert change is not None
    change.addprevious(
        etree.fromstring(f'<attribute xmlns="{XS[1:-1]}" name="datetime" type="xsd:dateTime" xmlns:xsd="{XS[1:-1]}"/>')
    )
    extended.write(folder / "resourcesync.xsd")
    found = {}
    for root, name in (("urlset", "sitemap.xsd"), ("sitemapindex", "siteindex.xsd")):
        both = (
            f'<schema xmlns="{XS[1:-1]}"><import namespace="{RS["s"]}" schemaLocation="{(SCHEMAS / name).as_uri()}"/>'
            f'<import namespace="{RS["rs"]}" schemaLocation="resourcesync.xsd"/></schema>'
        )
        (folder / f"{root}.xsd").write_text(both)
        found[root] = etree.XMLSchema(etree.parse(folder / f"{root}.xsd"))
    return found


needs_schemas = pytest.mark.skipif(
    not SCHEMAS.exists(), reason="the official XSDs lie beside the project in shared/schemas"
)


def valid(text: bytes, schemas: dict[str, etree.XMLSchema]) -> etree._Element:
    root = etree.fromstring(text)
    schemas[etree.QName(root).localname].assertValid(root)
    return root


def locations(root: etree._Element) -> list[str]:
    """Return the addresses a list or an index names."""
    return [str(each.text) for each in root.iter(f"{{{RS['s']}}}loc")]


@needs_schemas
@pytest.mark.parametrize("path", LISTS)
def test_every_document_is_valid(client: FlaskClient, schemas: dict[str, etree.XMLSchema], path: str) -> None:
    valid(client.get(path).data, schemas)


@needs_schemas
def test_past_fifty_thousand_both_lists_are_valid_indexes_whose_parts_hold_all(
    many: Catalogue, make_client: Callable[[Catalogue], FlaskClient], schemas: dict[str, etree.XMLSchema]
) -> None:
    client = make_client(many)
    for name, total in (("resourcelist", LARGEST + 5), ("changelist", LARGEST + 6)):
        index = valid(client.get(f"/resourcesync/{name}.xml").data, schemas)
        assert etree.QName(index).localname == "sitemapindex"
        found: list[str] = []
        for address in locations(index):
            part = valid(client.get(address.removeprefix("https://many.test")).data, schemas)
            found += locations(part)
            assert (
                part.xpath("string(rs:ln[@rel='index']/@href)", namespaces=RS)
                == f"https://many.test/resourcesync/{name}.xml"
            )
        assert len(found) == len(set(found)) == total


def test_the_intervals_of_parts_let_a_client_leave_out_no_change(
    many: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    """All changes of this release have one datestamp, and parts end amid them."""
    index = etree.fromstring(make_client(many).get("/resourcesync/changelist.xml").data)
    at = many.releases.current().manifest.committed_at
    intervals = [(each.get("from"), each.get("until", "9")) for each in index.findall("s:sitemap/rs:md", RS)]
    assert len(intervals) == 2
    assert all(str(start) <= at < str(end) for start, end in intervals)


def test_the_client_finds_the_lists_and_reads_the_parts_of_a_long_one(
    client: FlaskClient, many: Catalogue, make_client: Callable[[Catalogue], FlaskClient], tmp_path: Path
) -> None:
    (tmp_path / "capabilities.xml").write_bytes(client.get("/resourcesync/capabilitylist.xml").data)
    found = CapabilityList()
    found.read(uri=str(tmp_path / "capabilities.xml"))
    assert found.capability_info("resourcelist").uri == f"{BASE}resourcesync/resourcelist.xml"
    assert found.capability_info("changelist").uri == f"{BASE}resourcesync/changelist.xml"
    other = make_client(many)
    for number, address in enumerate(locations(etree.fromstring(other.get("/resourcesync/resourcelist.xml").data))):
        path = tmp_path / f"{number}.xml"
        path.write_bytes(other.get(address.removeprefix("https://many.test")).data)
        with path.open("rb") as file:
            assert len(Sitemap().parse_xml(file, resources=ResourceList(), capability="resourcelist")) > 5_000


def test_measures_are_those_of_the_documents(client: FlaskClient) -> None:
    root = etree.fromstring(client.get("/resourcesync/resourcelist.xml").data)
    urls = root.findall("s:url", RS)
    assert len(urls) == 9
    for each in urls:
        document = client.get(str(each.findtext("s:loc", namespaces=RS)).removeprefix(BASE.rstrip("/")))
        said = each.find("rs:md", RS)
        assert said is not None
        assert said.get("hash") == f"sha-256:{hashlib.sha256(document.data).hexdigest()}"
        assert (said.get("length"), said.get("type")) == (str(len(document.data)), document.mimetype)


@pytest.mark.parametrize("value", ["x", "-1", "0", "99", "1" * 5000, "²", "2026-01-05T10:00:00Z", "", "1.a&to=b"])
def test_a_change_list_from_no_release_is_refused(client: FlaskClient, value: str) -> None:
    assert client.get(f"/resourcesync/changelist.xml?from={value}").status_code == 400


class Mirror:
    """What the client of ResourceSync's authors keeps of a site in a folder."""

    def __init__(self, base: str, folder: Path) -> None:
        self.base, self.folder = base, folder

    def client(self, *hashes: str) -> Client:
        client = Client(hashes=hashes)
        client.set_mappings([self.base.rstrip("/"), str(self.folder)])
        return client

    def baseline(self) -> None:
        self.client("sha-256").baseline_or_audit(allow_deletion=True)

    def incremental(self) -> None:
        # Its incremental mode fails when it is told to look at hashes; the audit at the end does.
        self.client().incremental(allow_deletion=True, change_list_uri=f"{self.base}resourcesync/changelist.xml")

    def lines(self) -> set[str]:
        return {line for each in self.folder.rglob("*.nt") for line in each.read_text(encoding="utf-8").splitlines()}


def dumped(catalogue: Catalogue) -> set[str]:
    """Return the lines of the dump that are about resources and the agents they name."""
    base = catalogue.settings.site.base_iri
    lines = gzip.decompress((catalogue.releases.current().dumps / "catalogue.nt.gz").read_bytes()).decode().splitlines()
    own = {each for each in lines if each.startswith(f"<{base}resource/")}
    named = {each.split(" ", 2)[2].removesuffix(" .") for each in own if f"<{base}agent/" in each}
    return own | {each for each in lines if each.split(" ", 1)[0] in named}


@pytest.fixture
def mirrored(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Catalogue, Mirror]]:
    give_port(catalogue)
    catalogue.publish()
    (tmp_path / "client").mkdir()
    monkeypatch.chdir(tmp_path / "client")  # where the client keeps its state
    with served(catalogue) as base:
        yield catalogue, Mirror(base, tmp_path / "mirror")


@pytest.mark.slow
def test_the_mirror_of_its_authors_client_is_the_dump_first_and_after_every_kind_of_change(
    mirrored: tuple[Catalogue, Mirror], caplog: pytest.LogCaptureFixture
) -> None:
    catalogue, mirror = mirrored
    caplog.set_level(logging.INFO)
    mirror.baseline()
    assert mirror.lines() == dumped(catalogue)
    assert len(list(mirror.folder.rglob("*.nt"))) == 9
    ids = list(catalogue.ids().values())
    settings, data_dir = catalogue.settings, catalogue.data_dir
    steps: list[tuple[Callable[[], object], int]] = [
        (lambda: catalogue.edit("The manual goes through", "The manual walks through"), 9),
        (lambda: drop(catalogue, "Code 8.7 Conference Report"), 8),
        (lambda: None, 8),
        (lambda: withdraw(settings, data_dir, ids[0], "asked for"), 7),
        (lambda: merge(settings, data_dir, ids[1], ids[2]), 6),
        (lambda: restore(settings, data_dir, ids[0]), 7),
    ]
    for change, left in steps:
        change()
        catalogue.publish(confirm_removals=True)
        mirror.incremental()
        assert mirror.lines() == dumped(catalogue)
        assert len(list(mirror.folder.rglob("*.nt"))) == left
    assert not [
        each.message for each in caplog.records if "mismatch" in each.message or "does not match" in each.message
    ]
    mirror.client("sha-256").baseline_or_audit(audit_only=True)
    assert "IN SYNC" in caplog.text


@pytest.mark.slow
def test_a_mirror_that_was_away_for_longer_than_deltas_are_kept_still_catches_up(
    mirrored: tuple[Catalogue, Mirror],
) -> None:
    catalogue, mirror = mirrored
    mirror.baseline()
    drop(catalogue, "Code 8.7 Conference Report")
    catalogue.publish(confirm_removals=True)
    catalogue.now += 2 * KEPT
    catalogue.edit("The manual goes through", "The manual walks through")
    catalogue.publish()
    assert [each.name for each in (catalogue.data_dir / FOLDER).iterdir()] == ["3"]
    mirror.incremental()
    assert mirror.lines() == dumped(catalogue)
