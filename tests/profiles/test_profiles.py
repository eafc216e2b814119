"""Every profile of every record says what its standard asks: official XSDs, and nothing that was not entered."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree
from tests.conftest import Catalogue
from tests.official import SCHEMAS, schema
from tests.profiles.odd import CORPORA, corpus, generated, with_defaults

from resource_ld.config import Publisher, Site
from resource_ld.formats import XML
from resource_ld.model import Agent, Concept, Date, LangText, Link, Period, Resource
from resource_ld.profiles import PROFILES, ConceptNames, Record, profile_of
from resource_ld.release.records import record_of

SITE = Site(
    "https://data.example.net/",
    "A catalogue",
    Publisher("A library", "https://library.example.net/"),
    repository_id="data.example.net",
)
XSDS = {
    "oai_dc": "oai_dc.xsd",
    "dcterms": str(Path(__file__).with_name("oai_qdc.xsd")),
    "mods": "mods-3-8.xsd",
    "marc21": "MARC21slim.xsd",
    "oai_openaire": "openaire/openaire.xsd",
    "oai_datacite": "datacite/metadata.xsd",
    "edm": "edm/EDM.xsd",
}
"""Profile → its official schema in the folder of schemas."""

REAL = {
    "oai_dc": ((932, 800), (932, 800)),
    "dcterms": ((932, 800), (932, 800)),
    "mods": ((932, 800), (932, 800)),
    "marc21": ((932, 800), (932, 800)),
    "oai_openaire": ((0, 0), (0, 566)),
    "oai_datacite": ((0, 0), (0, 566)),
    "edm": ((0, 0), (762, 233)),
}
"""Profile → how many records of a library and of a museum have all that it requires, as they are and `with_defaults`."""


def _resource(**values: object) -> Resource:
    return Resource("r1", {name: each if isinstance(each, tuple) else (each,) for name, each in values.items()})


EVERYTHING = _resource(
    source_id="A-17", title=(LangText("Tax & <trade>", "en"), LangText("Impôts", "fr")), alternative=LangText("T&T", "en"),
    description=LangText("A line\r\nand a \x0b bell", "en"), abstract=LangText("Short.", "en"),
    creator=(Agent("Kay, Alan", "https://orcid.org/0000-0002-1825-0097", "person"), Agent("A working group")),
    contributor=Agent("Meyer, Eva", "", "person"), publisher=Agent("A press", "https://ror.org/05dxps055", "organization"),
    issued=Date("May 2009", "2009-05", 2009, 2009), created=Date("2008", "2008", 2008, 2008),
    country=(Concept("place", "FR"), Concept("place", "PL")), region=Concept("place", "europe"),
    place=Concept("place", "old-town", "Old town", "en"), temporal=Period("2020-2024", "2020", "2024"),
    language=(Concept("language", "fr"), Concept("language", "en")), type=Concept("type", "report"),
    category=Concept("category", "research"), keyword=(LangText("migration", "en"), LangText("data", "en")),
    audience=Concept("audience", "researchers", "Researchers", "en"), doi="10.1000/182", isbn="978-92-9068-512-8",
    issn="2049-3630", identifier="local:17", url=Link("https://library.example.net/17?a=1&b=2"),
    file=Link("https://library.example.net/17.pdf"), extent="120 pages", edition="2nd", version="1.1",
    license=Concept("licence", "cc-by-4.0"), rights=LangText("© A press", "en"),
    rights_statement=Link("http://rightsstatements.org/vocab/InC/1.0/"), access_rights=LangText("open access", "en"),
    source_url=Link("https://library.example.net/records/17"), replaces=Link("https://library.example.net/16"),
    is_part_of=Link("https://library.example.net/series"), relation=Link("https://library.example.net/18"),
    funding=Agent("A fund"), thumbnail=Link("https://library.example.net/17.png"),
)  # fmt: skip
NAMES = {
    ("place", "FR"): ConceptNames(
        {"en": "France", "fr": "France"},
        ("FR", "FRA", "250"),
        ("http://publications.europa.eu/resource/authority/country/FRA",),
    ),
    ("place", "PL"): ConceptNames({"en": "Poland"}, ("PL", "POL", "616")),
    ("place", "europe"): ConceptNames({"en": "Europe"}, ("150",)),
    ("language", "fr"): ConceptNames({"en": "French"}, ("fr", "fra", "fre")),
    ("language", "en"): ConceptNames({"en": "English"}, ("en", "eng")),
    ("type", "report"): ConceptNames({"en": "Report"}, (), ("http://purl.org/coar/resource_type/c_93fc",)),
    ("category", "research"): ConceptNames({"en": "Research"}),
    ("licence", "cc-by-4.0"): ConceptNames({"en": "CC BY 4.0"}, (), ("https://creativecommons.org/licenses/by/4.0/",)),
}
ODD = {
    "everything": EVERYTHING,
    "title only": _resource(title=LangText("A title")),
    "date as text": _resource(title=LangText("A title", "en"), issued=Date("c. 1875–1880", "", 1875, 1880), temporal=Period("long ago")),
    "Arabic": _resource(title=LangText("دليل", "ar"), language=Concept("language", "ar"), creator=Agent("منظمة")),
    "licence in words": _resource(title=LangText("A title", "en"), license=LangText("Free for schools", "en"), type=Concept("type", "own-type", "Own type", "en")),
}  # fmt: skip


def of(resource: Resource) -> Record:
    return Record(
        f"{SITE.base_iri}resource/{resource.id}",
        resource,
        (),
        SITE,
        NAMES,
        "2026-01-05T10:00:00Z",
        "2026-02-05T10:00:00Z",
    )


@pytest.fixture(scope="module")
def records(published: Catalogue) -> list[Record]:
    release = published.releases.current()
    entries = release.index.entries("resource", state="published")
    odd = (*ODD.values(), *generated(EVERYTHING))
    return [*(record_of(each, release.site) for each in entries), *(of(each) for each in odd)]


def check(token: str, records: Iterable[Record]) -> int:
    """Check every record that a profile is offered for, and return how many those are."""
    profile, xsd, written = profile_of(token), schema(XSDS[token]), 0
    assert profile is not None
    xml = next((each for each in profile.formats if each.suffix == "xml"), profile.formats[0])
    for record in records:
        if not profile.lacks(record):
            xsd.assertValid(etree.fromstring(profile.write(record, xml), etree.XMLParser(huge_tree=True)))
            written += 1
    return written


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the official schemas lie in ../shared/schemas")
@pytest.mark.parametrize("token", XSDS)
def test_every_record_is_valid_by_the_official_schema(token: str, records: list[Record]) -> None:
    assert check(token, records) > len(records) // 3


@pytest.mark.skipif(not SCHEMAS.exists() or not CORPORA.exists(), reason="the schemas and corpora lie in ../shared")
@pytest.mark.parametrize("token", REAL)
def test_every_record_of_two_real_catalogues_is_valid_or_not_offered(
    token: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    for name in ("nypl", "tate"):
        (folder / name).mkdir(exist_ok=True)
    collections = corpus("nypl/csv.toml", "nypl/pd_collections.csv", folder / "nypl")
    artworks = corpus("tate/artworks.toml", "tate/artworks.jsonl", folder / "tate")
    as_they_are = (check(token, collections), check(token, artworks))
    completed = (check(token, map(with_defaults, collections)), check(token, map(with_defaults, artworks)))
    assert (as_they_are, completed) == REAL[token]


def test_simple_dublin_core_says_all_that_has_an_element() -> None:
    profile = profile_of("oai_dc")
    assert profile is not None
    found = etree.fromstring(profile.write(of(EVERYTHING), XML))
    said = [(etree.QName(each).localname, each.text) for each in found]
    for pair in (
        ("title", "Tax & <trade>"), ("title", "Impôts"), ("creator", "Kay, Alan"), ("date", "2009-05"), ("coverage", "France"),
        ("type", "Report"), ("language", "fr"), ("rights", "https://creativecommons.org/licenses/by/4.0/"), ("subject", "migration"),
        ("description", "A line\r\nand a \ufffd bell"), ("relation", "https://library.example.net/series"), ("format", "120 pages"),
    ):  # fmt: skip
        assert pair in said
    identifiers = [text for name, text in said if name == "identifier"]
    assert identifiers[:3] == [
        "https://doi.org/10.1000/182",
        "https://library.example.net/17?a=1&b=2",
        "https://data.example.net/resource/r1",
    ]


def test_a_document_of_a_profile_has_its_address_and_its_link(client: FlaskClient, published: Catalogue) -> None:
    resource_id = next(iter(published.ids().values()))
    got = client.get(f"/resource/{resource_id}.oai_dc.xml")
    assert (got.status_code, got.content_type) == (200, "application/xml")
    asked = client.get(
        f"/resource/{resource_id}",
        headers={"Accept-Profile": "<http://www.openarchives.org/OAI/2.0/oai_dc/>", "Accept": "*/*"},
    )
    assert (asked.status_code, asked.headers["Location"]) == (303, f"{resource_id}.oai_dc.xml")
    assert f'{resource_id}.oai_dc.xml>; rel="alternate"' in got.headers["Link"]
    assert f"{resource_id}.oai_dc.xml" in client.get(f"/resource/{resource_id}?_profile=alt").text
    assert (
        client.get(f"/resource/{resource_id}", headers={"Accept": "application/xml"}).headers["Location"]
        == f"{resource_id}.rdf"
    )


def test_every_profile_has_its_own_token_and_iri() -> None:
    assert len({each.token for each in PROFILES}) == len({each.iri for each in PROFILES}) == len(PROFILES)
