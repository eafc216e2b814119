"""Every record of the two real catalogues as qualified Dublin Core, DCAT-AP and citations, read by others."""

import json
from pathlib import Path

import pytest
import rispy
from lxml import etree
from pybtex.database import parse_string
from tests.corpora.test_corpora import CORPORA, planned
from tests.official import SCHEMAS, schema
from tests.profiles.test_profiles import XSDS

from resource_ld.config import load
from resource_ld.formats import XML
from resource_ld.mapping.description import Describer
from resource_ld.profiles import Record, profile_of
from resource_ld.profiles.dcat import dcat_ap
from resource_ld.profiles.page_meta import page_meta
from resource_ld.release.facts import FactsMaker
from resource_ld.release.inputs import own_vocabulary
from resource_ld.release.records import record
from resource_ld.terms import curie, is_iri

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not CORPORA.exists() or not SCHEMAS.exists(),
        reason="corpora and official schemas lie beside the project in shared",
    ),
]
CATALOGUES = (("nypl/csv.toml", "nypl/pd_collections.csv", 932), ("tate/artworks.toml", "tate/artworks.jsonl", 800))


@pytest.fixture(scope="module", params=CATALOGUES, ids=["library", "museum"])
def records(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    folder: Path = tmp_path_factory.mktemp("corpus")
    configuration, data, count = request.param
    decided, _ = planned(folder, configuration, data)
    settings = load(folder / "resource-ld.toml")
    vocabulary, _ = own_vocabulary(settings)
    describer, maker = Describer(settings, vocabulary), FactsMaker(settings, vocabulary)
    found = []
    for resource, _ in decided.resources():
        facts = maker.resource(resource, issued="", modified="")
        found.append(record(resource, describer.describe(resource).document, facts, settings.site))
    assert len(found) == count
    return found


def written(token: str, each: Record) -> bytes:
    profile = profile_of(token)
    assert profile is not None
    return profile.write(each, XML if token == "dcterms" else profile.formats[0])


def test_qualified_dublin_core_is_valid(records: list[Record]) -> None:
    xsd = schema(XSDS["dcterms"])
    for each in records:
        xsd.assertValid(etree.fromstring(written("dcterms", each)))


def test_citations_are_read_back(records: list[Record]) -> None:
    entries = parse_string(b"\n".join(written("bibtex", each) for each in records).decode(), "bibtex").entries
    assert list(entries) == [each.resource.id for each in records]
    references = rispy.loads("".join(written("ris", each).decode() for each in records))
    assert [each["id"] for each in references] == list(entries)
    assert all(json.loads(written("csl", each))[0]["title"] for each in records)


def test_dates_of_datasets_are_dates(records: list[Record]) -> None:
    for each in records:
        terms = [term for _, predicate, term in dcat_ap(each) if predicate == curie("dcterms:issued")]
        assert all("^^<http://www.w3.org/2001/XMLSchema#" in term and not is_iri(term) for term in terms)


def test_no_page_has_an_empty_meta_element(records: list[Record]) -> None:
    assert all(content for each in records for _, content, _ in page_meta(each))
