"""`/oai` over HTTP: compression, caches, waiting, a page for people, and what it says until it is configured."""

import gzip
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from tests.conftest import Catalogue
from tests.harvest.answers import Answer, ask

from resource_ld.harvest.repository import Harvesting
from resource_ld.model import Severity
from resource_ld.web import create_app

LIST = "/oai?verb=ListRecords&metadataPrefix=oai_dc"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [("gzip", True), ("gzip;q=1.0, identity; q=0.5", True), ("br, *", True), ("deflate", False), ("gzip;q=0", False),
     ("*;q=0.0", False), ("", False), ("GZIP", True)],
)  # fmt: skip
def test_gzip_is_sent_to_those_who_take_it(client: FlaskClient, accepted: str, *, zipped: bool) -> None:
    got = client.get(LIST, headers={"Accept-Encoding": accepted})
    assert got.headers.get("Content-Encoding", "") == ("gzip" if zipped else "")
    assert got.headers["Vary"] == "Accept-Encoding"
    body = gzip.decompress(got.data) if zipped else got.data
    assert len(Answer(body).ids) == 9
    assert "gzip" in ask(client, "verb=Identify").texts("compression")


def test_an_unchanged_answer_is_304_until_the_next_release(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.publish()
    client = make_client(catalogue)
    etag = client.get(LIST).headers["ETag"]
    assert etag.startswith('W/"'), "the date of the answer is in its bytes"
    unchanged = client.get(LIST, headers={"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert client.get(f"{LIST}&set=type", headers={"If-None-Match": etag}).status_code == 200
    catalogue.edit("Identificaction", "Identification")
    catalogue.publish()
    assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 200


def test_head_and_options_are_as_everywhere(client: FlaskClient) -> None:
    head, got = client.head(LIST), client.get(LIST)
    assert (head.data, head.headers["Content-Length"]) == (b"", got.headers["Content-Length"])
    options = client.options("/oai")
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert {"GET", "HEAD", "POST"} <= set(options.headers["Allow"].replace(" ", "").split(","))
    assert client.put("/oai").status_code == 405


def test_too_many_lists_at_once_are_asked_to_come_back(published: Catalogue) -> None:
    harvesting = Harvesting(at_once=1)
    client = create_app(published.data_dir, sparql=False, harvesting=harvesting).test_client()
    with harvesting.room:
        busy = client.get(LIST)
        assert (busy.status_code, busy.headers["Retry-After"], busy.headers["Cache-Control"]) == (503, "10", "no-store")
        assert client.get("/oai?verb=Identify").status_code == 200
    for _ in range(3):
        assert client.get(LIST).status_code == 200
        assert client.get("/oai?verb=ListRecords&metadataPrefix=none").status_code == 200


def test_a_browser_that_asks_nothing_learns_how_to_register_the_source(client: FlaskClient) -> None:
    page = client.get("/oai", headers=BROWSER)
    assert page.content_type == "text/html; charset=utf-8"
    for text in (
        "http://127.0.0.1:8000/oai",
        "oai_dc",
        "country:PL",
        "Poland",
        "library@example.org",
        "oai:data.example.org:",
    ):
        assert text in page.text
    assert page.headers["Vary"] == "Accept, Accept-Encoding"
    assert (
        client.get("/oai").content_type
        == client.get("/oai?verb=Identify", headers=BROWSER).content_type
        == "text/xml; charset=utf-8"
    )


def test_without_a_name_nothing_has_an_identifier_and_everybody_is_told(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.configure('[oai]\nrepository_id = "data.example.org"\n', "")
    found = catalogue.publish().findings
    assert [each.rule for each in found if each.severity is Severity.WARNING] == ["no-repository-id"]
    client = make_client(catalogue)
    assert ask(client, "verb=Identify").texts("description") == []
    for query, code in (
        ("verb=ListRecords&metadataPrefix=oai_dc", "noRecordsMatch"), ("verb=ListIdentifiers&metadataPrefix=oai_dc", "noRecordsMatch"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai::r1", "idDoesNotExist"),
    ):  # fmt: skip
        answer = ask(client, query)
        assert answer.errors == [code]
        assert "repository_id" in answer.texts("error")[0]
    assert "repository_id" in client.get("/oai", headers=BROWSER).text
    assert ask(client, "verb=ListSets").texts("setSpec")
    catalogue.configure("[[catalogue]]", '[oai]\nrepository_id = "data.example.org"\n\n[[catalogue]]')
    assert [each for each in catalogue.publish().findings if each.severity is Severity.WARNING] == []
    assert len(ask(client, "verb=ListRecords&metadataPrefix=oai_dc").ids) == 9


def test_without_an_address_identify_is_valid_and_the_curator_is_told(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.configure('contact = "library@example.org"', 'contact = "https://library.example.org/"')
    assert [each.rule for each in catalogue.publish().findings if each.severity is Severity.WARNING] == ["no-contact"]
    assert ask(make_client(catalogue), "verb=Identify").texts("adminEmail") == ["not-configured@repository.invalid"]


def test_an_empty_catalogue_is_a_repository_without_records(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.csv.write_text("Title,Description,Country,Region,Year,Category\n", encoding="utf-8")
    catalogue.publish()
    client = make_client(catalogue)
    (earliest,) = ask(client, "verb=Identify").texts("earliestDatestamp")
    assert earliest == catalogue.releases.current().manifest.committed_at
    assert ask(client, "verb=ListRecords&metadataPrefix=oai_dc").errors == ["noRecordsMatch"]
    assert ask(client, "verb=ListSets").errors == ["noSetHierarchy"]
