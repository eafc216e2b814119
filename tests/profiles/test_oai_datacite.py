"""DataCite 4.6: mandatory properties or nothing; plain as a document, in DataCite's wrapper for OAI-PMH."""

import pytest
from lxml import etree
from tests.official import SCHEMAS
from tests.profiles.said import NAMESPACES, Said, lacks, titled, without
from tests.profiles.test_profiles import EVERYTHING, of

from resource_ld.model import Agent, Concept, Date, LangText, Link, Period, Resource, Value
from resource_ld.profiles.oai_datacite import OAI_DATACITE, TYPES

DATACITE = Said("oai_datacite", EVERYTHING)


def having(**values: Value | tuple[Value, ...]) -> Resource:
    """Return a resource that DataCite takes, with something else."""
    least = titled(
        creator=Agent("A group"), publisher=Agent("A press", "", "organization"), issued=Date("2009", "2009", 2009, 2009),
        type=Concept("type", "report"),
    ).values  # fmt: skip
    return Resource("r1", {**least, **titled(**values).values})


def test_the_mandatory_properties_are_said() -> None:
    assert DATACITE("datacite:identifier[@identifierType='DOI']") == ["10.1000/182"]
    assert DATACITE("//datacite:creatorName") == ["Kay, Alan", "A working group"]
    assert DATACITE("//datacite:nameIdentifier") == ["https://orcid.org/0000-0002-1825-0097"]
    assert DATACITE("datacite:titles/datacite:title[@xml:lang='fr']") == ["Impôts"]
    assert DATACITE("datacite:publisher[@publisherIdentifier='https://ror.org/05dxps055']") == ["A press"]
    assert DATACITE("datacite:publicationYear") == ["2009"]
    assert DATACITE("datacite:resourceType[@resourceTypeGeneral='Report']") == ["Report"]


def test_a_name_is_taken_apart_with_or_without_a_space_after_its_comma() -> None:
    said = Said("oai_datacite", having(creator=Agent("de la Cruz,Ana", "", "person")))
    assert said("//datacite:familyName") == ["de la Cruz"]
    assert said("//datacite:givenName") == ["Ana"]


def test_without_a_doi_the_page_identifies_and_without_a_page_our_own_address() -> None:
    page = Said("oai_datacite", having(url=Link("https://a.example/1"), doi="in press"))
    assert page("datacite:identifier[@identifierType='URL']") == ["https://a.example/1"]
    assert page("//datacite:alternateIdentifier") == ["https://data.example.net/resource/r1"]
    assert Said("oai_datacite", having())("datacite:identifier") == ["https://data.example.net/resource/r1"]


def test_dates_language_places_and_texts_are_said() -> None:
    assert DATACITE("//datacite:date/@dateType") == ["Issued", "Created", "Coverage"]
    assert DATACITE("//datacite:date") == ["2009-05", "2008", "2020/2024"]
    assert DATACITE("datacite:language") == ["fr"]
    assert DATACITE("//datacite:geoLocationPlace") == ["France", "Poland", "Europe", "Old town"]
    assert DATACITE("//datacite:description/@descriptionType") == ["Abstract", "Abstract"]
    assert DATACITE("//datacite:subject") == ["Research", "migration", "data"]
    assert DATACITE("datacite:version | datacite:sizes/datacite:size") == ["120 pages", "1.1"]
    words = Said(
        "oai_datacite", having(issued=Date("c. 2009", "", 2009, 2009), temporal=Period("2020", "2020", "2020"))
    )
    assert words("//datacite:date[@dateInformation='c. 2009']") == ["2009"]
    assert words("//datacite:date[@dateType='Coverage']") == ["2020"]


def test_rights_have_addresses_and_agents_their_parts() -> None:
    assert DATACITE("datacite:rightsList/datacite:rights/@rightsURI") == [
        "https://creativecommons.org/licenses/by/4.0/",
        "http://rightsstatements.org/vocab/InC/1.0/",
        "http://purl.org/coar/access_right/c_abf2",
    ]
    assert DATACITE("//datacite:contributor/datacite:familyName") == ["Meyer"]
    assert DATACITE("//datacite:funderName") == ["A fund"]
    assert DATACITE("//datacite:relatedIdentifier/@relationType") == ["IsPartOf", "IsPartOf", "IsNewVersionOf"]
    own = Said("oai_datacite", having(access_rights=LangText("by appointment", "en")))
    assert own("datacite:rightsList/datacite:rights[@xml:lang='en']") == ["by appointment"]


def test_oai_pmh_has_the_same_resource_in_the_wrapper_of_datacite() -> None:
    assert OAI_DATACITE.metadata_format is not None
    wrapped = etree.fromstring(OAI_DATACITE.write(of(EVERYTHING), OAI_DATACITE.metadata_format.format))
    assert etree.QName(wrapped).namespace == OAI_DATACITE.metadata_format.namespace
    assert [etree.QName(each).localname for each in wrapped] == ["schemaVersion", "datacentreSymbol", "payload"]
    [payload] = wrapped[2]
    assert payload.findtext("datacite:publicationYear", namespaces=NAMESPACES) == "2009"
    plain = etree.fromstring(DATACITE.bytes)
    assert etree.tostring(payload, method="c14n", exclusive=True, with_tail=False) == etree.tostring(plain, method="c14n", exclusive=True)  # fmt: skip


def test_what_is_mandatory_and_missing_is_named() -> None:
    assert lacks("oai_datacite", having()) == ()
    assert lacks("oai_datacite", titled()) == (
        "no author",
        "no publisher",
        "no date of publication that is a year or a day",
        "no type",
    )
    assert lacks("oai_datacite", without(EVERYTHING, "title")) == ("no title",)
    assert lacks("oai_datacite", having(issued=Date("1875-80", "", 1875, 1880)))


def test_every_type_of_the_list_has_a_general_type_and_another_is_other(types: set[str]) -> None:
    assert types == {*TYPES}
    own = Said("oai_datacite", having(type=Concept("type", "own-type", "Own type", "en")))
    assert own("datacite:resourceType[@resourceTypeGeneral='Other']") == ["Own type"]


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the official schemas lie in ../shared/schemas")
def test_general_types_are_those_of_the_kernel() -> None:
    path = SCHEMAS / "datacite" / "include" / "datacite-resourceType-v4.xsd"
    assert set(TYPES.values()) <= {each.get("value") for each in etree.parse(path).iter("{*}enumeration")}
