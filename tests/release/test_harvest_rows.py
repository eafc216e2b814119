"""What the index keeps for harvesters: formats once offered, sets of what is gone, prefixes by name and not by number."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from tests.conftest import Catalogue

from resource_ld.errors import ReleaseError
from resource_ld.harvest.repository import Repository
from resource_ld.profiles import METADATA_PREFIXES
from resource_ld.release.current import Release
from resource_ld.release.harvest_index import Selection
from resource_ld.release.harvest_rows import HarvestRows
from resource_ld.release.index_writer import IndexWriter
from resource_ld.release.sets import Sets

ALL = frozenset(METADATA_PREFIXES)


class Releases:
    """Indexes written one after another, each with rows of its own."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.folder, self.settings = catalogue.folder, catalogue.settings
        self.last: Release | None = None

    def write(
        self, number: int, *resources: tuple[str, int, int, frozenset[str]], gone: tuple[str, int, int] | None = None
    ) -> Release:
        folder = self.folder / str(number)
        folder.mkdir()
        index = IndexWriter(folder / "index.sqlite")
        sets = Sets(self.settings, lambda _: {}, lambda *_: ())
        rows = HarvestRows(index, sets, self.last)
        for resource_id, changed, was, offered in resources:
            rows.add(resource_id, changed, was, offered, ["type:report"], b"<dc/>")
        if gone:
            rows.add_tombstone(*gone, shared=False)
        rows.finish()
        index.close()
        self.last = Release(folder)
        return self.last


@pytest.fixture
def releases(catalogue: Catalogue) -> Releases:
    return Releases(catalogue)


def listed(release: Release, prefix: str) -> dict[str, bool]:
    """Id → whether it is there in a format, for what a list of the format names."""
    page = release.index.harvest.page(Selection(prefix, "", 1, 9), after=None, limit=9, metadata=False)
    return {each.id: prefix in each.offered for each in page}


def test_a_record_that_is_no_longer_offered_in_a_format_stays_there_as_deleted(releases: Releases) -> None:
    releases.write(1, ("a", 1, 0, ALL), ("b", 1, 0, ALL - {"dcat"}))
    releases.write(2, ("a", 2, 1, ALL - {"dcat"}), ("b", 1, 1, ALL - {"dcat"}))
    third = releases.write(3, ("a", 2, 2, ALL - {"dcat"}), ("b", 1, 1, ALL - {"dcat"}))
    assert listed(third, "dcat") == {"a": False}, "b never was there"
    assert listed(third, "oai_dc") == {"b": True, "a": True}
    again = releases.write(4, ("a", 4, 2, ALL), ("b", 1, 1, ALL - {"dcat"}))
    assert listed(again, "dcat") == {"a": True}


def test_what_is_gone_is_deleted_in_every_format_and_stays_in_its_sets(releases: Releases) -> None:
    releases.write(1, ("a", 1, 0, ALL - {"dcat"}))
    releases.write(2, gone=("a", 2, 1))
    third = releases.write(3, gone=("a", 2, 2))
    for prefix in METADATA_PREFIXES:
        assert listed(third, prefix) == {"a": False}
    index = third.index.harvest
    assert index.count(Selection("oai_dc", "type:report", 1, 9)) == index.count(Selection("oai_dc", "type", 1, 9)) == 1
    assert [each.spec for each in index.sets()] == ["type", "type:report"]


def test_prefixes_keep_their_names_when_the_software_puts_them_in_another_order(releases: Releases) -> None:
    first = releases.write(1, ("a", 1, 0, ALL - {"oai_dc"}))
    with contextlib.closing(sqlite3.connect(first.path / "index.sqlite")) as database:
        # As a release that knew "retired" and not the last prefix of today, in another order.
        names = ["retired", *reversed(METADATA_PREFIXES[:-1])]
        database.executemany(
            "UPDATE prefix SET prefix = ? WHERE bit = ?", [(each, bit) for bit, each in enumerate(names)]
        )
        bits = sum(1 << bit for bit, each in enumerate(names) if each in ("retired", "dcat"))
        database.execute("UPDATE harvest SET offered = ?, ever = ?", (bits, bits))
        database.commit()
    old = releases.last = Release(first.path)
    assert old.index.harvest.prefixes == tuple(names)
    assert listed(old, "dcat") == {"a": True}
    second = releases.write(2, ("a", 2, 1, ALL - {"dcat"}))
    assert listed(second, "dcat") == {"a": False}
    assert listed(second, "schema") == {"a": True}


def test_a_server_offers_the_formats_that_release_and_software_both_know(published: Catalogue) -> None:
    assert tuple(Repository(published.releases.current()).formats) == METADATA_PREFIXES


def test_an_index_of_an_earlier_version_says_how_to_mend_it(catalogue: Catalogue) -> None:
    catalogue.publish()
    path: Path = catalogue.releases.current().path / "index.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 1")
        database.commit()
    with pytest.raises(ReleaseError, match="resource-ld publish"):
        _ = catalogue.releases.current().index.harvest
    catalogue.edit("Identificaction", "Identification")
    assert catalogue.publish().release == 2
    assert catalogue.releases.current().index.harvest.earliest() == 1
