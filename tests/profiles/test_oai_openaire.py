"""OpenAIRE: what the guidelines call mandatory is there or the record is not offered; COAR's terms by their addresses."""

from dataclasses import replace

import pytest
from tests.profiles.said import Said, lacks, titled, without
from tests.profiles.test_profiles import EVERYTHING, of

from resource_ld.formats import XML
from resource_ld.model import Agent, Concept, Date, LangText, Link, Resource, Value
from resource_ld.profiles import profile_of
from resource_ld.profiles.coar import LABELS, TYPE
from resource_ld.profiles.lacking import NO_END, NO_START
from resource_ld.profiles.oai_openaire import OAI_OPENAIRE, TYPES

OAIRE = Said("oai_openaire", EVERYTHING)


def having(**values: Value | tuple[Value, ...]) -> Resource:
    """Return a resource that OpenAIRE takes, with something else."""
    least = titled(
        creator=Agent("A group"), issued=Date("2009", "2009", 2009, 2009), type=Concept("type", "report"), access_rights=LangText("Open access", "en")
    ).values  # fmt: skip
    return Resource("r1", {**least, **titled(**values).values})


def test_titles_and_agents_are_in_the_terms_of_datacite() -> None:
    assert OAIRE("datacite:titles/datacite:title") == ["Tax & <trade>", "Impôts", "T&T"]
    assert OAIRE("datacite:titles/datacite:title/@xml:lang") == ["en", "fr", "en"]
    assert OAIRE("//datacite:creatorName") == ["Kay, Alan", "A working group"]
    assert OAIRE("//datacite:creatorName/@nameType") == ["Personal"]
    assert OAIRE("//datacite:creator/datacite:familyName") == ["Kay"]
    assert OAIRE("//datacite:nameIdentifier[@nameIdentifierScheme='ORCID']") == [
        "https://orcid.org/0000-0002-1825-0097"
    ]
    assert OAIRE("//datacite:contributorName") == ["Meyer, Eva"]
    assert OAIRE("oaire:fundingReferences/oaire:fundingReference/oaire:funderName") == ["A fund"]


def test_one_identifier_comes_first_and_the_others_are_alternates() -> None:
    assert OAIRE("datacite:identifier[@identifierType='DOI']") == ["10.1000/182"]
    assert OAIRE("//datacite:alternateIdentifier") == [
        "https://library.example.net/17?a=1&b=2",
        "https://data.example.net/resource/r1",
        "9789290685128",
        "local:17",
        "A-17",
    ]
    page = Said("oai_openaire", having(url=Link("https://a.example/1")))
    assert page("datacite:identifier[@identifierType='URL']") == ["https://a.example/1"]
    handle = Said("oai_openaire", having(url=Link("https://hdl.handle.net/1822/1")))
    assert handle("datacite:identifier[@identifierType='HANDLE']") == ["https://hdl.handle.net/1822/1"]
    assert Said("oai_openaire", having())("datacite:identifier") == ["https://data.example.net/resource/r1"]


def test_type_and_access_right_are_coars() -> None:
    assert OAIRE("oaire:resourceType[@resourceTypeGeneral='literature']") == ["report"]
    assert OAIRE("oaire:resourceType/@uri") == ["http://purl.org/coar/resource_type/c_93fc"]
    assert OAIRE("datacite:rights") == ["open access"]
    assert OAIRE("datacite:rights/@rightsURI") == ["http://purl.org/coar/access_right/c_abf2"]
    own = Said("oai_openaire", having(type=Concept("type", "own-type", "Own type", "en")))
    assert own("oaire:resourceType/@uri") == ["http://purl.org/coar/resource_type/c_1843"]
    assert own("oaire:resourceType/@resourceTypeGeneral") == ["other research product"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (LangText("Embargoed Access", "en"), "c_f1cf"),
        (LangText("info:eu-repo/semantics/restrictedAccess"), "c_16ec"),
        (Link("https://purl.org/coar/access_right/c_14cb"), "c_14cb"),
        (Concept("licence", "own", "Acceso abierto", "es"), "c_abf2"),
    ],
)
def test_an_access_right_is_known_by_its_name_or_its_address(value: Value, code: str) -> None:
    said = Said("oai_openaire", having(access_rights=value))
    assert said("datacite:rights/@rightsURI") == [f"http://purl.org/coar/access_right/{code}"]


def test_dates_languages_texts_and_coverage_are_said() -> None:
    assert OAIRE("//datacite:date[@dateType='Issued']") == ["2009-05"]
    assert OAIRE("//datacite:date[@dateType='Created']") == ["2008"]
    assert OAIRE("dc:language") == ["fra", "eng"]
    assert OAIRE("dc:publisher") == ["A press"]
    assert OAIRE("dc:description") == ["A line\r\nand a \ufffd bell", "Short."]
    assert OAIRE("dc:coverage") == ["France", "Poland", "Europe", "Old town", "2020-2024"]
    assert OAIRE("dcterms:audience") == ["Researchers"]
    assert OAIRE("datacite:subjects/datacite:subject") == ["Research", "migration", "data"]
    assert OAIRE("datacite:sizes/datacite:size") == ["120 pages"]
    assert OAIRE("oaire:citationEdition | oaire:version") == ["2nd", "1.1"]


def test_files_licence_and_relations_are_links() -> None:
    assert OAIRE("oaire:file[@objectType='fulltext']") == ["https://library.example.net/17.pdf"]
    assert OAIRE("oaire:licenseCondition/@uri") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert OAIRE("//datacite:relatedIdentifier[@relationType='IsPartOf']") == [
        "https://library.example.net/series",
        "2049-3630",
    ]
    assert OAIRE("//datacite:relatedIdentifier[@relationType='IsNewVersionOf']") == ["https://library.example.net/16"]


def test_what_is_mandatory_and_missing_is_named() -> None:
    assert lacks("oai_openaire", having()) == ()
    assert lacks("oai_openaire", titled()) == (
        "no author",
        "no date of publication that is a year or a day",
        "no type",
        "no access right such as “open access”",
    )
    assert lacks("oai_openaire", without(EVERYTHING, "title")) == ("no title",)
    assert lacks("oai_openaire", having(access_rights=LangText("ask at the desk", "en"))) == (
        "no access right such as “open access”",
    )


def test_a_range_of_years_is_no_date_and_a_date_of_making_will_do() -> None:
    assert lacks("oai_openaire", having(issued=Date("1875-80", "", 1875, 1880)))
    made = Date("1799", "1799", 1799, 1799)
    assert not lacks("oai_openaire", without(having(created=made), "issued"))
    assert Said("oai_openaire", having(issued=Date("c. 2009", "", 2009, 2009)))("//datacite:date") == ["2009"]


def test_every_type_of_the_list_has_one_of_coars_that_the_guidelines_allow(type_matches: dict[str, list[str]]) -> None:
    assert set(TYPES.values()) <= set(LABELS)
    for name, matches in type_matches.items():
        allowed = any(each.removeprefix(TYPE) in LABELS for each in matches)
        assert allowed != (name in TYPES), name


def test_an_embargo_without_its_two_days_is_not_offered() -> None:
    embargoed = having(access_rights=LangText("Embargoed access", "en"))
    assert lacks("oai_openaire", embargoed) == (NO_START, NO_END)
    published = having(access_rights=LangText("Embargoed access", "en"), issued=Date("", "2029-05-17", 2029, 2029))
    assert lacks("oai_openaire", published) == (NO_END,)
    record, profile = of(published), OAI_OPENAIRE
    until = (f"<{record.iri}>", "<http://purl.org/dc/terms/available>", '"2031-05-17"')
    ending = replace(record, triples=(until,))
    assert profile.lacks(ending) == ()
    assert b'dateType="Accepted">2029-05-17<' in profile.write(ending, XML)
    assert b'dateType="Available">2031-05-17<' in profile.write(ending, XML)
    since = (f"<{record.iri}>", "<http://purl.org/dc/terms/dateAccepted>", '"2028-01-02"')
    assert b'dateType="Accepted">2028-01-02<' in profile.write(replace(record, triples=(since, until)), XML)


def test_datacite_and_mods_say_the_end_of_an_embargo_too() -> None:
    record = of(having(publisher=Agent("A press")))
    ending = replace(record, triples=((f"<{record.iri}>", "<http://purl.org/dc/terms/available>", '"2031-05"'),))
    for token, said in (("oai_datacite", 'dateType="Available">2031-05<'), ("mods", ">2031-05</dateOther>")):
        profile = profile_of(token)
        assert profile is not None
        assert said.encode() in profile.write(ending, profile.formats[0])
