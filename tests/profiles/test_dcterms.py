"""DCMI Metadata Terms as XML: the fifteen elements, what refines them, and how each text is to be read."""

import pytest
from flask.testing import FlaskClient
from lxml import etree
from tests.conftest import Catalogue
from tests.official import SCHEMAS, schema
from tests.profiles.described import EVERYTHING, ODD, described
from tests.profiles.test_profiles import XSDS

from resource_ld.formats import XML
from resource_ld.model import LangText, Resource
from resource_ld.profiles import profile_of

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def said(resource: Resource) -> list[tuple[str, str | None, str | None]]:
    """Return (element, encoding scheme, text) of a resource's document."""
    profile = profile_of("dcterms")
    assert profile is not None
    root = etree.fromstring(profile.write(described(resource), XML))
    return [(f"{each.prefix}:{etree.QName(each).localname}", each.get(XSI_TYPE), each.text) for each in root]


def test_a_text_says_how_it_is_to_be_read() -> None:
    found = said(EVERYTHING)
    for statement in (
        ("dcterms:issued", "dcterms:W3CDTF", "2009-05"), ("dcterms:temporal", "dcterms:Period", "start=2020; end=2024;"),
        ("dc:language", "dcterms:RFC3066", "fr"), ("dcterms:spatial", None, "France"), ("dc:type", None, "Report"),
        ("dcterms:license", "dcterms:URI", "https://creativecommons.org/licenses/by/4.0/"),
        ("dcterms:accessRights", None, "open access"), ("dcterms:hasFormat", "dcterms:URI", "https://library.example.net/17.pdf"),
    ):  # fmt: skip
        assert statement in found
    assert [text for name, _, text in found if name == "dc:identifier"][:2] == [
        "https://doi.org/10.1000/182",
        "https://library.example.net/17?a=1&b=2",
    ]
    assert len(found) == len(set(found))


def test_a_date_that_is_none_is_not_called_one() -> None:
    found = said(ODD["date as text"])
    assert ("dcterms:issued", None, "c. 1875–1880") in found
    assert ("dcterms:temporal", None, "long ago") in found


def test_a_right_is_said_once() -> None:
    assert [text for name, _, text in said(EVERYTHING) if text == "open access"] == ["open access"]
    assert ("dcterms:license", None, "Free for schools") in said(ODD["licence in words"])


def test_a_field_of_the_catalogue_s_own_is_said_too() -> None:
    own = Resource("r1", {"title": (LangText("A title", "en"),), "contents": (LangText("One. Two.", "en"),)})
    assert ("dcterms:tableOfContents", None, "One. Two.") in said(own)


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the official schemas lie in ../shared/schemas")
@pytest.mark.parametrize("name", ODD)
def test_a_described_record_is_valid_by_the_official_schema(name: str) -> None:
    profile = profile_of("dcterms")
    assert profile is not None
    schema(XSDS["dcterms"]).assertValid(etree.fromstring(profile.write(described(ODD[name]), XML)))


def test_xml_is_there_for_resources_beside_rdf(client: FlaskClient, published: Catalogue) -> None:
    resource_id = next(iter(published.ids().values()))
    assert client.get(f"/resource/{resource_id}.dcterms.xml").content_type == "application/xml"
    assert client.get(f"/resource/{resource_id}.dcterms.ttl").content_type == "text/turtle; charset=utf-8"
    assert client.get("/vocab/place/CZ.dcterms.ttl").status_code == 200
    assert client.get("/vocab/place/CZ.dcterms.xml").status_code == 404


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [("application/xml", "xml"), ("application/rdf+xml", "rdf"), ("text/turtle", "ttl"), ("*/*", "ttl")],
)
def test_xml_is_asked_for_as_such(client: FlaskClient, published: Catalogue, accept: str, suffix: str) -> None:
    resource_id = next(iter(published.ids().values()))
    asked = client.get(f"/resource/{resource_id}?_profile=dcterms", headers={"Accept": accept})
    assert asked.headers["Location"] == f"{resource_id}.dcterms.{suffix}"
