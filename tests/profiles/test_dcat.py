"""DCAT-AP 3: by its official shapes, and as CKAN's own parser reads it."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyshacl import validate
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT
from tests.columns import add_columns
from tests.conftest import PROJECT, Catalogue
from tests.official import SCHEMAS
from tests.profiles.described import EVERYTHING, ODD, described

from resource_ld.formats import TURTLE
from resource_ld.model import Agent, Date, LangText, Resource
from resource_ld.profiles import Record, profile_of

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SUBJECT = URIRef("https://data.example.net/resource/r1")
SHAPES = SCHEMAS / "dcat-ap"
CKAN = Path(sys.prefix) / "ckan"
"""The environment of tests/ckan-requirements.txt, which `make test` builds."""


def graph_of(record: Record) -> Graph:
    profile = profile_of("dcat")
    assert profile is not None
    return Graph().parse(data=profile.write(record, TURTLE), format="turtle")


def with_a_description(resource: Resource) -> Resource:
    return replace(resource, values={"description": (LangText("Some text", "en"),), **resource.values})


@pytest.mark.skipif(
    not SHAPES.exists(), reason="the shapes of DCAT-AP 3.0.1 (shapes.ttl, range.ttl) lie in ../shared/schemas/dcat-ap"
)
@pytest.mark.parametrize("name", ODD)
def test_every_record_conforms_to_the_official_shapes(name: str) -> None:
    shapes = Graph().parse(SHAPES / "shapes.ttl").parse(SHAPES / "range.ttl")
    record = described(with_a_description(ODD[name]))
    contacted = replace(record, site=replace(record.site, contact="library@example.net"))
    conforms, _, text = validate(graph_of(contacted), shacl_graph=shapes)
    assert conforms, text


def test_a_file_is_a_distribution_with_address_licence_and_type() -> None:
    graph = graph_of(described(EVERYTHING))
    (part,) = graph.objects(SUBJECT, DCAT.distribution)
    address = URIRef("https://library.example.net/17.pdf")
    assert set(graph.objects(part, DCAT.accessURL)) == set(graph.objects(part, DCAT.downloadURL)) == {address}
    assert graph.value(part, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert str(graph.value(part, DCTERMS["format"])).endswith("/authority/file-type/PDF")
    assert str(graph.value(part, DCAT.mediaType)).endswith("/application/pdf")


def test_a_work_with_a_page_only_can_be_had_there() -> None:
    values = {name: values for name, values in EVERYTHING.values.items() if name != "file"}
    graph = graph_of(described(Resource("r1", values)))
    (part,) = graph.objects(SUBJECT, DCAT.distribution)
    assert graph.value(part, DCAT.accessURL) == graph.value(SUBJECT, DCAT.landingPage)
    assert graph.value(part, DCAT.downloadURL) is None


def test_a_work_with_neither_has_the_page_here_and_no_distribution() -> None:
    graph = graph_of(described(ODD["title only"]))
    assert set(graph.objects(SUBJECT, DCAT.landingPage)) == {URIRef(f"{SUBJECT}.html")}
    assert not list(graph.objects(SUBJECT, DCAT.distribution))


def test_a_date_or_a_period_that_is_none_is_left_out() -> None:
    graph = graph_of(described(ODD["date as text"]))
    assert not list(graph.objects(SUBJECT, DCTERMS.issued))
    assert not list(graph.objects(SUBJECT, DCTERMS.temporal))
    exact = graph_of(
        described(Resource("r1", {"title": (LangText("A"),), "issued": (Date("2009", "2009", 2009, 2009),)}))
    )
    assert [
        str(each.datatype).rpartition("#")[2]
        for each in exact.objects(SUBJECT, DCTERMS.issued)
        if isinstance(each, Literal)
    ] == ["gYear"]


def test_a_place_the_eu_lists_is_said_by_its_list() -> None:
    places = {str(each) for each in graph_of(described(EVERYTHING)).objects(SUBJECT, DCTERMS.spatial)}
    assert "http://publications.europa.eu/resource/authority/country/FRA" in places
    assert "https://data.example.net/vocab/place/europe" in places
    assert "https://data.example.net/vocab/place/FR" not in places


@pytest.mark.parametrize(
    ("contact", "predicate", "address"),
    [
        ("Ann Lee <ann@library.example.net>", "hasEmail", "mailto:ann@library.example.net"),
        ("https://library.example.net/ask", "hasURL", "https://library.example.net/ask"),
        ("ask at the desk", "hasEmail", None),
        ("", "hasEmail", None),
    ],
)
def test_whom_to_ask_is_said_when_there_is_an_address(contact: str, predicate: str, address: str | None) -> None:
    record = described(EVERYTHING)
    graph = graph_of(replace(record, site=replace(record.site, contact=contact)))
    point = graph.value(SUBJECT, DCAT.contactPoint)
    assert (point is None) == (address is None)
    assert [str(each) for each in graph.objects(None, VCARD[predicate])] == ([address] if address else [])


def test_a_dataset_has_one_publisher() -> None:
    values = {**EVERYTHING.values, "publisher": (Agent("First press"), Agent("Second press"))}
    graph = graph_of(described(Resource("r1", values)))
    (publisher,) = graph.objects(SUBJECT, DCTERMS.publisher)
    assert "First press" in {str(each) for each in graph.objects(publisher)}


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        ("Open access", "PUBLIC"),
        ("restricted access", "RESTRICTED"),
        ("metadata only access", "NON_PUBLIC"),
        ("ask the curator", None),
    ],
)
def test_an_access_right_is_said_in_the_list_of_the_eu(words: str, listed: str | None) -> None:
    values = {**EVERYTHING.values, "access_rights": (LangText(words, "en"),)}
    graph = graph_of(described(Resource("r1", values)))
    (right,) = graph.objects(SUBJECT, DCTERMS.accessRights)
    space = "http://publications.europa.eu/resource/authority/access-right/"
    assert str(right).removeprefix(space) == listed if listed else str(right).startswith(f"{SUBJECT}#")
    assert (right, RDF.type, DCTERMS.RightsStatement) in graph


def test_a_record_without_a_description_is_no_dataset() -> None:
    profile = profile_of("dcat")
    assert profile is not None
    assert profile.lacks(described(ODD["title only"])) == ("no description",)
    assert profile.lacks(described(EVERYTHING)) == ()


def test_an_agent_or_a_concept_is_said_as_before(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get("/vocab/place/CZ.dcat.ttl").data, format="turtle")
    assert len(graph) > 3
    assert (None, RDF.type, DCAT.Dataset) not in graph


def ckan_stores(documents: list[str]) -> list[list[dict[str, Any]]]:
    """Return the datasets CKAN's parser makes of some RDF/XML documents."""
    done = subprocess.run(
        [CKAN / "bin" / "python", PROJECT / "tests" / "harvest" / "ckan_reads.py"],
        input=json.dumps(documents), capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    stored: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return stored


@pytest.mark.slow
@pytest.mark.skipif(
    not CKAN.exists(), reason=f"python -m venv {CKAN} && {CKAN}/bin/pip install -r tests/ckan-requirements.txt"
)
def test_ckan_reads_every_record(catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]) -> None:
    add_columns(
        catalogue,
        {
            "Keyword": ("keyword@en", ["data\nmigration"] * 9), "Language": ("language", ["English"] * 9),
            "Publisher": ("publisher", ["A press"] * 9), "File": ("file", ["https://library.example.net/a.pdf"] * 9),
        },
    )  # fmt: skip
    catalogue.edit("European Economic Area,2009,", "European Economic Area,the nineties,")
    catalogue.publish()
    client = make_client(catalogue)
    titles, documents = [], []
    for title, resource_id in catalogue.ids().items():
        titles.append(title)
        documents.append(client.get(f"/resource/{resource_id}.dcat.rdf").text)
    stored = ckan_stores(documents)
    assert [each["title"] for (each,) in stored] == titles
    for (each,) in stored:
        extras = {extra["key"]: extra["value"] for extra in each["extras"]}
        assert each["notes"]
        assert {"data", "migration"} <= {tag["name"] for tag in each["tags"]}
        assert [file["url"] for file in each["resources"]] == ["https://library.example.net/a.pdf"]
        assert extras["publisher_name"] == "A press"
        assert extras["language"] == '["http://publications.europa.eu/resource/authority/language/ENG"]'
        assert ("issued" in extras) == ("Handbook" not in each["title"])
