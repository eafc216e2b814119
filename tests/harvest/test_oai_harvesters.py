"""Harvesters nobody here wrote, against the real server: each gets every record, once, deletions too."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.conftest import Catalogue

from resource_ld.profiles import METADATA_PREFIXES
from resource_ld.release.current import Release
from resource_ld.release.harvest_rows import HarvestRows
from resource_ld.release.index_writer import IndexWriter
from resource_ld.release.sets import Sets

sickle = pytest.importorskip("sickle", reason="pip install Sickle")
pytestmark = pytest.mark.slow
PREFIX = "oai:data.example.org:"


class Server:
    """`resource-ld serve` in a process of its own, with parts of two records."""

    def __init__(self, catalogue: Catalogue, *, page_size: int = 2) -> None:
        self.arguments = [
            sys.executable, "-m", "resource_ld.cli", "--config", str(catalogue.folder / "resource-ld.toml"), "serve",
            "--port", "0", "--no-sparql", "--oai-page-size", str(page_size),
        ]  # fmt: skip
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.arguments, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().split()[2] + "oai"

    def stop(self) -> None:
        children = psutil.Process(self.process.pid).children(recursive=True)
        self.process.terminate()
        self.process.wait(timeout=10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        for child in children:
            if child.is_running():
                child.kill()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The nine, one of them withdrawn in a second release."""
    from resource_ld.release.decisions import withdraw

    catalogue = Catalogue(tmp_path_factory.mktemp("harvested"))
    catalogue.publish()
    withdraw(catalogue.settings, catalogue.data_dir, sorted(catalogue.ids().values())[0], "a test")
    catalogue.publish()
    return catalogue


@pytest.fixture(scope="module")
def url(published: Catalogue) -> Iterator[str]:
    server = Server(published)
    yield server.url
    server.stop()


@pytest.fixture(scope="module")
def expected(published: Catalogue) -> dict[str, bool]:
    """Identifier → whether it is deleted."""
    entries = published.releases.current().index.entries("resource")
    return {f"{PREFIX}{each.id}": each.state != "published" for each in entries}


def test_sickle_gets_every_record_once(url: str, expected: dict[str, bool]) -> None:
    client = sickle.Sickle(url)
    for found in (client.ListRecords(metadataPrefix="oai_dc"), client.ListIdentifiers(metadataPrefix="dcterms")):
        headers = [getattr(each, "header", each) for each in found]
        assert len(headers) == len(expected)
        assert {each.identifier: each.deleted for each in headers} == expected
    living = list(client.ListRecords(metadataPrefix="oai_dc", ignore_deleted=True))
    assert all(each.metadata["title"] for each in living)
    assert len(living) == len(expected) - 1
    assert client.Identify().granularity == "YYYY-MM-DDThh:mm:ssZ"
    assert "oai_dc" in [each.metadataPrefix for each in client.ListMetadataFormats()]
    assert "country:PL" in [each.setSpec for each in client.ListSets()]
    one = client.GetRecord(identifier=living[0].header.identifier, metadataPrefix="oai_dc")
    assert one.raw == living[0].raw
    poland = list(client.ListRecords(metadataPrefix="oai_dc", set="country:PL"))
    assert all("country:PL" in each.header.setSpecs for each in poland)
    with pytest.raises(sickle.oaiexceptions.NoRecordsMatch):
        client.ListRecords(metadataPrefix="oai_dc", until="2001-01-01")


def test_scythe_gets_every_record_once(url: str, expected: dict[str, bool]) -> None:
    scythe = pytest.importorskip("oaipmh_scythe", reason="pip install oaipmh-scythe")
    with scythe.Scythe(url) as client:
        headers = [each.header for each in client.list_records()]
        assert {each.identifier: each.deleted for each in headers} == expected
        assert len(headers) == len(expected)
        assert len(list(client.list_sets())) > 5


def test_the_oaipmh_client_gets_every_record_once(url: str, expected: dict[str, bool]) -> None:
    client_of = pytest.importorskip("oaipmh.client", reason="pip install oaipmh")
    from oaipmh.metadata import MetadataRegistry, oai_dc_reader

    registry = MetadataRegistry()
    registry.registerReader("oai_dc", oai_dc_reader)
    client = client_of.Client(url, registry)
    found = [(header, metadata) for header, metadata, _ in client.listRecords(metadataPrefix="oai_dc")]
    assert {header.identifier(): header.isDeleted() for header, _ in found} == expected
    assert len(found) == len(expected)
    assert all(metadata.getField("title") for header, metadata in found if not header.isDeleted())
    assert client.identify().deletedRecord() == "persistent"


# Its `next` sees the last part only, whatever the server says; the callback sees all.
HTTP_OAI = """
use HTTP::OAI;
my $harvester = HTTP::OAI::Harvester->new(baseURL => $ARGV[0]);
my $list = $harvester->ListRecords(metadataPrefix => 'oai_dc', onRecord => sub {
  print $_[0]->identifier, ' ', ($_[0]->is_deleted ? 1 : 0), "\\n";
});
die $list->message if $list->is_error;
"""


def _perl(module: str, package: str) -> str:
    perl = shutil.which("perl")
    if perl is None or subprocess.run([perl, f"-M{module}", "-e1"], capture_output=True, check=False).returncode:
        pytest.skip(f"apt-get install {package}")
    return perl


def test_http_oai_gets_every_record_once(url: str, expected: dict[str, bool]) -> None:
    perl = _perl("HTTP::OAI", "libhttp-oai-perl")
    done = subprocess.run([perl, "-e", HTTP_OAI, url], capture_output=True, text=True, check=True, timeout=60)
    lines = [each.split() for each in done.stdout.splitlines()]
    assert {identifier: deleted == "1" for identifier, deleted in lines} == expected
    assert len(lines) == len(expected)


def test_catmandu_gets_every_record_once(url: str, expected: dict[str, bool], tmp_path: Path) -> None:
    _perl("Catmandu::OAI", "libcatmandu-oai-perl")
    program = shutil.which("catmandu")
    assert program is not None
    fields = ["--fields", "_identifier,_status"]
    arguments = [program, "convert", "OAI", "--url", url, "--metadataPrefix", "oai_dc", "to", "CSV", *fields]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=120, cwd=tmp_path)
    lines = [each.partition(",") for each in done.stdout.splitlines()[1:]]
    assert {identifier: status == "deleted" for identifier, _, status in lines} == expected
    assert len(lines) == len(expected)


MANY = 20_000
DC = (
    b'<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    b"<dc:title>A title</dc:title></oai_dc:dc>"
)


@pytest.fixture
def many(catalogue: Catalogue) -> tuple[Catalogue, dict[str, bool]]:
    """Three releases, the index of the last with 20,000 records in place of the nine: each tenth deleted."""
    for old, new in (("", ""), ("Identificaction", "Identification"), ("Identification", "Identificaction")):
        catalogue.edit(old, new)
        catalogue.publish()
    path = catalogue.releases.current().path / "index.sqlite"
    path.unlink()
    index, expected = IndexWriter(path), {}
    rows = HarvestRows(index, Sets(catalogue.settings, lambda _: {}, lambda *_: ()), None)
    for number in range(MANY):
        # Not in the order of ids within the table, as after many releases.
        resource_id, changed = f"r{number * 7_919 % MANY:05}", number % 3 + 1
        expected[PREFIX + resource_id] = deleted = number % 10 == 9
        if deleted:
            rows.add_tombstone(resource_id, changed, 0, shared=False)
        else:
            rows.add(resource_id, changed, 0, METADATA_PREFIXES, [f"year:{2000 + number % 20}"], DC)
    rows.finish()
    index.close()
    assert len(expected) == MANY
    return catalogue, expected


def test_sickle_gets_twenty_thousand_records_each_once(many: tuple[Catalogue, dict[str, bool]]) -> None:
    catalogue, expected = many
    release = Release(catalogue.releases.current().path)
    server = Server(catalogue, page_size=200)
    try:
        headers = [each.header for each in sickle.Sickle(server.url).ListRecords(metadataPrefix="oai_dc")]
    finally:
        server.stop()
    found = {each.identifier: each.deleted for each in headers}
    assert len(headers) == MANY
    assert found == expected
    stamps = [each.datestamp for each in headers]
    assert stamps == sorted(stamps)
    assert set(stamps) == {release.manifest.committed(number) for number in (1, 2, 3)}
