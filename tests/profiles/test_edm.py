"""EDM: what Europeana requires is there or the record is not offered; the rest are links to shared agents, places, concepts."""

import re

import pyoxigraph
import pytest
from lxml import etree
from tests.official import SCHEMAS
from tests.profiles.odd import generated
from tests.profiles.said import Said, lacks, titled, without
from tests.profiles.test_profiles import EVERYTHING, of

from resource_ld.model import Agent, Concept, LangText, Link, Resource, Value
from resource_ld.profiles.edm import EDM, TYPES, rights_address

SAID = Said("edm", EVERYTHING)
AGGREGATION = "ore:Aggregation[@rdf:about='https://data.example.net/resource/r1#aggregation']"
LICENCE = Link("https://creativecommons.org/licenses/by/4.0/")


def having(**values: Value | tuple[Value, ...]) -> Resource:
    """Return a resource that Europeana takes, with something else."""
    least = titled(file=Link("https://a.example/1.jpg"), license=LICENCE, type=Concept("type", "image")).values
    return Resource("r1", {**least, **titled(**values).values})


def test_the_object_has_its_texts_in_their_languages_its_type_and_its_identifiers() -> None:
    cho = "edm:ProvidedCHO[@rdf:about='https://data.example.net/resource/r1']"
    assert SAID(f"{cho}/dc:title") == ["Tax & <trade>", "Impôts"]
    assert SAID(f"{cho}/dc:title/@xml:lang") == ["en", "fr"]
    assert SAID(f"{cho}/dc:description") == ["A line\r\nand a \ufffd bell", "Short."]
    assert SAID(f"{cho}/edm:type") == ["TEXT"]
    assert SAID(f"{cho}/dc:language") == ["fr", "en"]
    assert SAID(f"{cho}/dcterms:issued | {cho}/dcterms:created | {cho}/dcterms:extent") == [
        "2009-05",
        "2008",
        "120 pages",
    ]
    assert SAID(f"{cho}/dc:subject[@xml:lang='en']") == ["migration", "data"]
    assert SAID(f"{cho}/dc:identifier")[:2] == ["https://doi.org/10.1000/182", "https://library.example.net/17?a=1&b=2"]
    assert SAID(f"{cho}/dcterms:isPartOf/@rdf:resource") == [
        "https://library.example.net/series",
        "urn:issn:2049-3630",
    ]


def test_the_aggregation_leads_to_the_object_and_names_the_institution_and_the_rights() -> None:
    assert SAID(f"{AGGREGATION}/edm:aggregatedCHO/@rdf:resource") == ["https://data.example.net/resource/r1"]
    assert SAID(f"{AGGREGATION}/edm:dataProvider | {AGGREGATION}/edm:provider") == ["A library", "A library"]
    assert SAID(f"{AGGREGATION}/edm:isShownAt/@rdf:resource") == ["https://library.example.net/17?a=1&b=2"]
    assert SAID(f"{AGGREGATION}/edm:isShownBy/@rdf:resource") == ["https://library.example.net/17.pdf"]
    assert SAID(f"{AGGREGATION}/edm:object/@rdf:resource") == ["https://library.example.net/17.png"]
    assert SAID(f"{AGGREGATION}/edm:rights/@rdf:resource") == ["http://creativecommons.org/licenses/by/4.0/"]
    views = Said("edm", having(file=(Link("https://a.example/1.jpg"), Link("https://a.example/2.jpg"))))
    assert views("//edm:isShownBy/@rdf:resource") == ["https://a.example/1.jpg"]
    assert views("//edm:hasView/@rdf:resource") == ["https://a.example/2.jpg"]
    assert Said("edm", without(having(doi="10.1000/182"), "file"))("//edm:isShownAt/@rdf:resource") == [
        "https://doi.org/10.1000/182"
    ]


def test_agents_places_concepts_and_periods_stand_beside_with_their_names_and_matches() -> None:
    assert SAID("edm:Agent/skos:prefLabel") == ["Kay, Alan", "A working group", "Meyer, Eva", "A fund", "A press"]
    assert SAID("edm:Agent/owl:sameAs/@rdf:resource") == [
        "https://orcid.org/0000-0002-1825-0097",
        "https://ror.org/05dxps055",
    ]
    assert SAID("edm:Place/skos:prefLabel[@xml:lang='en']") == ["France", "Poland", "Europe", "Old town"]
    assert SAID("edm:Place/owl:sameAs/@rdf:resource") == [
        "http://publications.europa.eu/resource/authority/country/FRA"
    ]
    assert SAID("skos:Concept/skos:prefLabel") == ["Research", "Report"]
    assert SAID("edm:TimeSpan/edm:begin | edm:TimeSpan/edm:end") == ["2020", "2024"]


def test_what_is_referred_to_is_described_in_the_same_document() -> None:
    for resource in (EVERYTHING, having(creator=(Agent("A"), Agent("A"), Agent("a")), keyword=LangText("x"))):
        said = Said("edm", resource)
        described = set(said("/*/*/@rdf:about"))
        base = "https://data.example.net/"
        assert {each for each in said("//@rdf:resource") if each.startswith(base)} <= described


def test_every_document_is_rdf_without_blank_nodes() -> None:
    count = 0
    for resource in generated(EVERYTHING):
        if not EDM.lacks(of(resource)):
            triples = list(
                pyoxigraph.parse(EDM.write(of(resource), EDM.formats[0]), format=pyoxigraph.RdfFormat.RDF_XML)
            )
            assert len(triples) > 10
            assert not any(
                isinstance(each, pyoxigraph.BlankNode) for quad in triples for each in (quad.subject, quad.object)
            )
            count += 1
    assert count > 100


REQUIRED = (
    "edm:ProvidedCHO[dc:subject or dc:type or dcterms:temporal or dcterms:spatial]",
    "edm:ProvidedCHO[normalize-space(dc:title) or normalize-space(dc:description)]",
    "edm:ProvidedCHO[not(edm:type = 'TEXT') or dc:language]",
    "ore:Aggregation[edm:isShownAt/@rdf:resource or edm:isShownBy/@rdf:resource]",
    "ore:Aggregation[normalize-space(edm:dataProvider)][normalize-space(edm:provider)][edm:rights/@rdf:resource]",
)
"""What the Schematron rules in Europeana's XSD ask, which libxml2 does not read."""


def test_every_odd_record_keeps_the_rules_beyond_the_schema() -> None:
    for resource in generated(EVERYTHING):
        if not EDM.lacks(of(resource)):
            said = Said("edm", resource)
            assert all(said(each) for each in REQUIRED)


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the official schemas lie in ../shared/schemas")
@pytest.mark.parametrize(
    "address",
    [
        "https://creativecommons.org/licenses/by-nc-sa/3.0/igo/",
        "https://creativecommons.org/licenses/by/4.0/deed.fr",
        "http://creativecommons.org/publicdomain/zero/1.0",
        "https://creativecommons.org/publicdomain/mark/1.0/deed",
        "https://creativecommons.org/licenses/by-nd/2.5/scotland/legalcode",
        "https://rightsstatements.org/page/InC-EDU/1.0/?language=en",
        "http://rightsstatements.org/vocab/NoC-OKLR/1.0/",
    ],
)
def test_a_known_address_of_rights_becomes_one_of_europeanas_list(address: str) -> None:
    tree = etree.parse(SCHEMAS / "edm" / "EDM-EXTERNAL-MAIN.xsd")
    patterns = [
        each.get("value") or "" for each in tree.iter("{*}pattern") if (each.get("value") or "").startswith("^http")
    ]
    assert len(patterns) == 8
    assert any(re.match(each, rights_address(address)) for each in patterns)


@pytest.mark.parametrize(
    "address",
    [
        "https://rightsstatements.org/vocab/UND/1.0/",
        "https://opensource.org/license/mit",
        "https://creativecommons.org/licenses/by/9.0/",
        "https://creativecommons.org/licenses/by/4.0/fr/",
        "https://example.net/?u=https://creativecommons.org/licenses/by/4.0/",
    ],
)
def test_rights_that_europeana_does_not_take_are_not_bent_into_others(address: str) -> None:
    assert rights_address(address) == ""
    assert lacks("edm", having(license=Link(address))) == ("no licence or rights statement that Europeana takes",)


def test_what_is_mandatory_and_missing_is_named() -> None:
    assert lacks("edm", having()) == ()
    assert lacks("edm", titled()) == (
        "no link to the object",
        "no licence or rights statement that Europeana takes",
        "no type that Europeana knows",
    )
    assert lacks("edm", having(type=Concept("type", "report"))) == ("no language of the text",)
    assert lacks("edm", without(having(), "title")) == ("no title and no description",)
    assert lacks("edm", without(having(doi="in press"), "file")) == ("no link to the object",)
    assert lacks("edm", having(license=LangText("Free for schools"), rights_statement=Link("http://rightsstatements.org/vocab/InC/1.0/"))) == ()  # fmt: skip


def test_a_model_is_three_dimensional_and_every_other_type_of_the_list_is_known_or_none(types: set[str]) -> None:
    assert types - {*TYPES} == {"collection", "dataset", "website"}
    assert set(TYPES.values()) == {"TEXT", "IMAGE", "SOUND", "VIDEO"}
    assert Said("edm", having(file=Link("https://a.example/1.GLB")))("//edm:type") == ["3D"]
