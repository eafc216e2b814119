"""A release with more resources than one list may hold, written straight into an index: publishing them takes a minute."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import Catalogue

from resource_ld.harvest.sitemap import LARGEST
from resource_ld.release.index import Entry
from resource_ld.release.index_writer import IndexWriter
from resource_ld.release.manifest import write_manifest

collect_ignore = ["ckan_pages.py"]  # belongs to the environment that has CKAN


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory, published: Catalogue) -> Catalogue:
    """A site of 50,005 resources with short descriptions and one that is gone, in release 1."""
    catalogue = Catalogue(tmp_path_factory.mktemp("many"))
    like = published.releases.current().manifest
    total = LARGEST + 5
    folder = catalogue.releases.folder(like.release)
    folder.mkdir(parents=True)
    write_index(folder / "index.sqlite", total)
    site = {**like.site, "base_iri": "https://many.test/"}
    manifest = replace(like, site=site, counts={**like.counts, "resources": total}, files={})
    write_manifest(folder, manifest)
    catalogue.releases.switch(manifest)
    return catalogue


def write_index(path: Path, total: int) -> None:
    writer = IndexWriter(path)
    writer.put([Entry(f"resource/{each}", "resource", each, "published", 1, 1, "v", f"<https://many.test/resource/{each}> <p:p> <o:o> .\n")
                for each in (f"r{number:06}" for number in range(total))])  # fmt: skip
    writer.put([Entry("resource/a-gone", "resource", "a-gone", "gone", 1, 1, "v")])
    writer.close()
