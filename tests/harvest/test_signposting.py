"""Signposting as its own client reads it, over a real server (signposting.org/FAIR)."""

import json
import re
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from httplink import parse_link_header
from signposting import find_signposting_http
from signposting.linkset import find_signposting_linkset
from tests.conftest import Catalogue
from tests.served import give_port, served

from resource_ld.web.answers import LINK_LIMIT
from resource_ld.web.links import LINKSETS

RICH = """id,title,creator,orcid,doi,file,licence,type,about
rich,A work with everything,Kay|Lee,,10.5555/12345678,https://files.test/a.pdf|https://files.test/a b.epub,CC BY 4.0,book,Everything there is.
poor,A work with a title,,,,,,,
"""
COLUMNS = """[catalogue.columns]
id = "id"
title = "title@en"
creator = "creator"
doi = "doi"
file = "file"
licence = "license"
type = "type"
about = "description@en"
"""


def rich(catalogue: Catalogue) -> Catalogue:
    """Return a catalogue of two works: one with all that has a link of its own, one with nothing but a title."""
    text = (catalogue.folder / "resource-ld.toml").read_text(encoding="utf-8")
    text = text[: text.index("[catalogue.columns]")].replace('separator = "\\n"', 'separator = "|"\nignore = ["orcid"]')
    (catalogue.folder / "resource-ld.toml").write_text(text + COLUMNS, encoding="utf-8")
    catalogue.csv.write_text(RICH.replace("a b.epub", "a%20b.epub"), encoding="utf-8")
    return catalogue


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    catalogue = rich(Catalogue(tmp_path_factory.mktemp("signposting")))
    give_port(catalogue)
    catalogue.publish()
    with served(catalogue) as address:
        yield address


@pytest.mark.slow
def test_the_page_leads_to_author_identifier_licence_files_types_and_metadata(base: str) -> None:
    found = find_signposting_http(f"{base}resource/rich.html")
    assert found.citeAs is not None
    assert str(found.citeAs.target) == "https://doi.org/10.5555/12345678"
    assert all(str(each.target).startswith(f"{base}agent/") for each in found.authors)
    assert len(found.authors) == 2
    assert {str(each.target) for each in found.items} == {"https://files.test/a.pdf", "https://files.test/a%20b.epub"}
    assert found.license is not None
    assert "creativecommons.org/licenses/by/4.0" in str(found.license.target)
    assert {str(each.target) for each in found.types} == {
        "https://schema.org/AboutPage",
        "https://schema.org/CreativeWork",
    }
    assert {str(each.type) for each in found.describedBy} == {
        "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml",
    }  # fmt: skip
    assert {str(each.type) for each in found.linksets} == {each.media_type for each in LINKSETS}
    assert found.collection is not None
    assert str(found.collection.target) == f"{base}catalog"


@pytest.mark.slow
def test_what_a_work_lacks_is_left_out(base: str) -> None:
    found = find_signposting_http(f"{base}resource/poor.html")
    assert (found.license, set(found.authors), set(found.items)) == (None, set(), set())
    assert found.citeAs is not None
    assert str(found.citeAs.target) == f"{base}resource/poor"


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf", "dcat.ttl", "oai_dc.xml"])
def test_a_document_leads_back_to_the_page_and_says_its_own_licence(base: str, suffix: str) -> None:
    found = find_signposting_http(f"{base}resource/rich.{suffix}")
    assert found.citeAs is not None
    assert str(found.citeAs.target) == "https://doi.org/10.5555/12345678"
    assert found.license is not None
    assert str(found.license.target) == "https://creativecommons.org/publicdomain/zero/1.0/"
    with urllib.request.urlopen(f"{base}resource/rich.{suffix}", timeout=10) as answer:
        links = parse_link_header(answer.headers["Link"])
    assert links["describes"].target == f"{base}resource/rich.html"
    assert links["canonical"].target == f"{base}resource/rich.{suffix}"


@pytest.mark.slow
@pytest.mark.parametrize("media_type", [each.media_type for each in LINKSETS])
def test_the_linkset_says_all_the_page_says_and_what_files_belong_to(base: str, media_type: str) -> None:
    page = find_signposting_http(f"{base}resource/rich.html")
    address = next(str(each.target) for each in page.linksets if each.type == media_type)
    found = find_signposting_linkset(address, media_type)
    context = f"{base}resource/rich.html"
    said = found.for_context(context)
    assert {(each.rel, each.target) for each in said} >= {(each.rel, each.target) for each in page} - {
        (each.rel, each.target) for each in page.linksets
    }
    files = {
        str(each): str(found.for_context(each).collection.target)
        for each in found.other_contexts
        if "files.test" in each
    }
    assert files == {"https://files.test/a.pdf": context, "https://files.test/a%20b.epub": context}
    documents = {str(each.target) for each in said.describedBy}
    assert {f"{base}resource/rich.oai_dc.xml", f"{base}resource/rich.dcat.rdf"} <= documents


@pytest.mark.slow
def test_both_linksets_say_the_same(base: str) -> None:
    both = [find_signposting_linkset(f"{base}linkset/rich", each.media_type) for each in LINKSETS]
    json_, text = (
        {(each.context, each.rel, each.target, each.type, each.profiles) for each in found.signposts} for found in both
    )
    assert len(json_) > 20
    assert json_ == text


@pytest.fixture
def rich_client(catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]) -> tuple[Catalogue, FlaskClient]:
    rich(catalogue).publish()
    return catalogue, make_client(catalogue)


def test_the_linkset_is_negotiated_or_named_by_its_suffix(rich_client: tuple[Catalogue, FlaskClient]) -> None:
    client = rich_client[1]
    for accept, suffix, media_type in (
        ("application/linkset+json", ".json", "application/linkset+json"),
        ("application/linkset", ".txt", "application/linkset"),
        ("*/*", ".json", "application/linkset+json"),
    ):
        negotiated = client.get("/linkset/rich", headers={"Accept": accept})
        named = client.get(f"/linkset/rich{suffix}")
        assert negotiated.mimetype == named.mimetype == media_type
        assert negotiated.data == named.data
        assert negotiated.headers["Vary"] == "Accept"
        assert "Vary" not in named.headers
    assert client.get("/linkset/rich", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/linkset/nothing").status_code == 404


def test_every_context_of_the_linkset_has_an_anchor_and_whole_links(rich_client: tuple[Catalogue, FlaskClient]) -> None:
    for context in json.loads(rich_client[1].get("/linkset/rich.json").text)["linkset"]:
        assert re.match("https?://", context.pop("anchor"))
        for links in context.values():
            assert all(re.match("https?://", each["href"]) for each in links)


def test_the_linkset_of_what_is_gone_is_gone(rich_client: tuple[Catalogue, FlaskClient]) -> None:
    catalogue, client = rich_client
    catalogue.csv.write_text(catalogue.csv.read_text(encoding="utf-8").replace("poor,A work with a title", "next,Another"),
                             encoding="utf-8")  # fmt: skip
    catalogue.publish(confirm_removals=True)
    for path in ("/linkset/poor", "/linkset/poor.json", "/linkset/poor.txt"):
        assert client.get(path).status_code == 410


@pytest.mark.parametrize(("authors", "left"), [(46, "authors"), (200, "linkset")])
def test_past_four_kilobytes_the_header_keeps_whole_levels_only(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient], authors: int, left: str
) -> None:
    rich(catalogue)
    names = "|".join(f"Author {number}" for number in range(authors))
    catalogue.csv.write_text(catalogue.csv.read_text(encoding="utf-8").replace("Kay|Lee", names), encoding="utf-8")
    catalogue.publish()
    client = make_client(catalogue)
    header = client.get("/resource/rich.html").headers["Link"]
    assert len(header) <= LINK_LIMIT
    relations = [relation for each in parse_link_header(header).links for relation in each.rel]
    if left == "linkset":
        assert relations == ["linkset", "linkset"]
    else:
        assert relations.count("author") == authors
        assert "profile=" not in header
    text = client.get("/linkset/rich.txt").text
    assert text.count('rel="author"') == authors
