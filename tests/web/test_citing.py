"""What reference managers and scholarly search engines find in a page."""

from collections.abc import Callable

import extruct
import pytest
from flask.testing import FlaskClient
from lxml import html
from tests.columns import add_columns
from tests.conftest import Catalogue
from tests.profiles.described import EVERYTHING, ODD, described

from resource_ld.profiles import PROFILES
from resource_ld.profiles.page_meta import page_meta
from resource_ld.profiles.selections import schema_org


def metas(page: str) -> list[tuple[str, str]]:
    """Return (name, content) of the meta elements a program of citation looks at."""
    found = html.fromstring(page).xpath("//meta[starts-with(@name, 'citation_') or contains(@name, '.')]")
    assert isinstance(found, list)
    return [(str(each.get("name")), str(each.get("content"))) for each in found]  # type: ignore[union-attr]


@pytest.fixture
def cited(catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]) -> str:
    """The page of one work whose row says more than the example does."""
    add_columns(
        catalogue,
        {
            "Author": ("creator", ["Kay, Alan <https://orcid.org/0000-0002-1825-0097>\nA working group"]),
            "Publisher": ("publisher", ['A press "X" & co']), "File": ("file", ["https://library.example.net/a.pdf"]),
            "DOI": ("doi", ["10.1000/182"]), "Language": ("language", ["English"]), "Keyword": ("keyword@en", ["data\nmigration"]),
        },
    )  # fmt: skip
    catalogue.publish()
    resource_id = next(each for title, each in catalogue.ids().items() if "Handbook" in title)
    return make_client(catalogue).get(f"/resource/{resource_id}.html").text


def test_scholar_finds_what_it_asks_for(cited: str) -> None:
    found = metas(cited)
    for pair in (
        ("citation_author", "Kay, Alan"), ("citation_author", "A working group"), ("citation_publication_date", "2009"),
        ("citation_technical_report_institution", 'A press "X" & co'), ("citation_doi", "10.1000/182"),
        ("citation_pdf_url", "https://library.example.net/a.pdf"), ("citation_language", "en"), ("citation_keywords", "migration"),
    ):  # fmt: skip
        assert pair in found
    titles = [content for name, content in found if name == "citation_title"]
    assert len(titles) == 1
    assert "Handbook" in titles[0]


def test_extruct_reads_the_dublin_core_of_a_page(cited: str) -> None:
    (read,) = extruct.extract(cited, syntaxes=["dublincore"])["dublincore"]
    assert read["namespaces"] == {"DC": "http://purl.org/dc/elements/1.1/", "DCTERMS": "http://purl.org/dc/terms/"}
    said = {(each["name"], each["content"]) for each in (*read["elements"], *read["terms"])}
    for pair in (
        ("DC.creator", "Kay, Alan"), ("DC.identifier", "https://doi.org/10.1000/182"), ("DCTERMS.issued", "2009"),
        ("DC.type", "Report"), ("DC.language", "en"), ("DCTERMS.spatial", "Poland"),
    ):  # fmt: skip
        assert pair in said


def test_the_script_in_the_page_is_still_one_object_of_schema_org(cited: str) -> None:
    (found,) = extruct.extract(cited, syntaxes=["json-ld"])["json-ld"]
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Report")
    assert found["author"]


@pytest.mark.parametrize("name", ODD)
def test_no_meta_element_is_empty_or_said_twice(name: str) -> None:
    found = page_meta(described(ODD[name]))
    assert all(content for _, content, _ in found)
    assert len(set(found)) == len(found)


def test_a_text_in_another_language_says_so() -> None:
    assert ("DC.title", "Impôts", "fr") in page_meta(described(EVERYTHING))


def test_a_date_that_is_none_is_no_date_of_publication() -> None:
    assert "citation_publication_date" not in {name for name, _, _ in page_meta(described(ODD["date as text"]))}


def test_a_date_that_is_none_is_kept_from_search_engines_alone() -> None:
    published = "<https://schema.org/datePublished>"
    triples = described(ODD["date as text"]).triples
    assert published in {predicate for _, predicate, _ in triples}
    assert published not in {predicate for _, predicate, _ in schema_org(triples)}
    assert published in {predicate for _, predicate, _ in schema_org(described(EVERYTHING).triples)}


def test_every_way_to_cite_is_linked_from_the_page(client: FlaskClient, published: Catalogue) -> None:
    resource_id = next(iter(published.ids().values()))
    page = client.get(f"/fr/resource/{resource_id}.html").text
    links = html.fromstring(page).xpath("//p[@class='cite']/a")
    assert isinstance(links, list)
    said = [(each.text, each.get("href"), each.get("type")) for each in links]  # type: ignore[union-attr]
    assert said == [
        (each.cites, f"../../resource/{resource_id}.{each.token}.{each.formats[0].suffix}", each.formats[0].media_type)
        for each in PROFILES
        if each.cites
    ]
    assert "Citer:" in page
