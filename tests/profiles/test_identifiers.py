"""DOI, ISBN and ISSN in every standard: percent-encoded in addresses, never claimed of what is none, each said of its own work."""

import json
from typing import Any

import pytest
from rdflib import Graph
from tests.profiles.described import described
from tests.profiles.said import Said, titled

from resource_ld.formats import TURTLE
from resource_ld.harvest.signposting import landing_links
from resource_ld.model import Concept, Link, Resource
from resource_ld.profiles import PROFILES, profile_of
from resource_ld.profiles.page_meta import page_meta
from resource_ld.web.answers import link

SICI = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"
ENCODED = "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O"
IMPOSSIBLE = titled(doi="in press", isbn="123", issn="1234-5678")
ARTICLE = titled(
    type=Concept("type", "article"), issn="2049-3630", is_part_of=Link("https://library.example.net/j", "A journal")
)
JOURNAL = titled(type=Concept("type", "periodical"), issn="2049-3630")
NEWSLETTER = titled(type=Concept("type", "newsletter"), issn="2049-3630")


def written(token: str, resource: Resource) -> str:
    profile = profile_of(token)
    assert profile is not None
    return profile.write(described(resource), profile.formats[0]).decode()


@pytest.mark.parametrize(
    ("token", "path"),
    [
        ("oai_dc", "dc:identifier"), ("mods", "mods:location/mods:url"), ("marc21", "marc:datafield[@tag='856']/marc:subfield[@code='u']"),
    ],
)  # fmt: skip
def test_an_address_of_a_doi_is_percent_encoded(token: str, path: str) -> None:
    assert ENCODED in Said(token, titled(doi=SICI))(path)


def test_a_doi_with_brackets_is_written_as_rdf_that_others_read() -> None:
    for token in ("rdf", "schema", "dcterms"):
        profile = profile_of(token)
        assert profile is not None
        graph = Graph().parse(data=profile.write(described(titled(doi=SICI)), TURTLE), format="turtle")
        assert ENCODED in {str(each) for each in graph.objects()}


def test_a_doi_with_brackets_does_not_end_its_link() -> None:
    (cited,) = [each for each in landing_links(described(titled(doi=SICI))) if each.relation == "cite-as"]
    assert cited.target == ENCODED
    assert link('https://a.test/<b>;"c"', "item") == '<https://a.test/%3Cb%3E;%22c%22>; rel="item"'


@pytest.mark.parametrize("token", ["csl", "bibtex", "ris"])
def test_what_is_no_identifier_is_not_cited(token: str) -> None:
    text = written(token, IMPOSSIBLE)
    assert not any(each in text for each in ("in press", "123", "1234-5678"))


def test_what_is_no_identifier_is_told_to_nobody_as_one() -> None:
    assert [each for each in page_meta(described(IMPOSSIBLE)) if each[0] in ("citation_doi", "citation_isbn")] == []
    record = described(IMPOSSIBLE)
    assert [each.target for each in landing_links(record) if each.relation == "cite-as"] == [record.iri]
    said = {
        (predicate, term) for _, predicate, term in record.triples if term in ('"in press"', '"123"', '"1234-5678"')
    }
    assert {predicate.rsplit("/", 1)[1] for predicate, _ in said} == {"identifier>"}
    assert len(said) == 6
    for each in PROFILES:
        if not each.lacks(record):
            text = each.write(record, each.formats[0]).decode()
            assert not any(address in text for address in ("doi.org/in press", "urn:isbn:123", "urn:issn:1234-5678"))


def test_what_is_no_identifier_stays_as_it_was_written() -> None:
    assert Said("oai_dc", IMPOSSIBLE)("dc:identifier")[-3:] == ["in press", "123", "1234-5678"]


def test_an_article_is_part_of_what_has_the_issn() -> None:
    urn, issn = "urn:issn:2049-3630", ["2049-3630"]
    for resource, own in ((ARTICLE, False), (JOURNAL, True), (NEWSLETTER, True)):
        marc, mods, simple = (Said(token, resource) for token in ("marc21", "mods", "oai_dc"))
        fields = {
            tag: marc(f"marc:datafield[@tag='{tag}']/marc:subfield[@code='{code}']")
            for tag, code in (("022", "a"), ("773", "x"))
        }
        assert fields == {"022": issn if own else [], "773": [] if own else issn}
        host = "mods:relatedItem[@type='host']/mods:identifier[@type='issn']"
        assert (mods("mods:identifier[@type='issn']"), mods(host)) == ((issn, []) if own else ([], issn))
        assert (urn in simple("dc:identifier"), urn in simple("dc:relation")) == (own, not own)


def test_a_doi_with_letters_of_any_script_is_ascii_in_an_address() -> None:
    (item,) = json.loads(written("csl", titled(doi="10.1000/é")))
    found: dict[str, Any] = item
    assert found["DOI"] == "10.1000/é"
    assert "https://doi.org/10.1000/%C3%A9" in Said("oai_dc", titled(doi="10.1000/é"))("dc:identifier")


def test_a_language_of_the_catalogue_has_a_name_and_no_code() -> None:
    resource = titled(language=(Concept("language", "fr"), Concept("language", "c-yg3zmxgd17", "Klingon", "en")))
    assert Said("oai_dc", resource)("dc:language") == ["fr", "Klingon"]
    said = {term for _, predicate, term in described(resource).triples if predicate.endswith("inLanguage>")}
    assert said == {'"fr"', '"Klingon"@en'}
