"""Each planted fault is found and its door is named; where nothing is planted nothing is found."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote_plus

import pytest
from tests.conftest import Catalogue
from tests.verification.conftest import living
from tests.verification.tampering import Answered, Tampered

from resource_ld.verification import Client, Extent, Manners, Report, find_site, verify

pytestmark = pytest.mark.slow
SAMPLE = Extent()
R = "http://127.0.0.1:8000/resource/"


def report_of(site: Tampered, extent: Extent = SAMPLE) -> Report:
    return verify(find_site(Client(Manners()), site.url), extent, lambda *_: None)


@pytest.mark.parametrize("extent", [SAMPLE, Extent(None, None)], ids=["sample", "all"])
def test_a_site_whose_doors_agree_has_no_fault(site: Tampered, extent: Extent) -> None:
    report = report_of(site, extent)
    assert report.faults == ()
    assert (report.base_iri, report.release) == ("http://127.0.0.1:8000/", 4)
    assert [each for each in report.checked if each.left_out] == []
    told = {each.door: each.records for each in report.checked}
    assert told["sitemap"] == told["SPARQL"] == told["dump catalogue.nt.gz"] == told["SPARQL CONSTRUCT"] == 7
    assert told["Atom feed"] == told["event stream (LDES)"] == told["OAI-PMH ListRecords oai_dc"] == 10
    assert 0 < told["OAI-PMH ListIdentifiers oai_datacite"] < 10
    assert told["addresses of what is gone"] == 3


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault: where it is planted, how, the door it must be found at, and words it must be found with."""

    at: str
    how: Callable[[Answered, str], None]
    door: str
    says: str


def planted_at(fault: Planted, record: str) -> Callable[[Answered], None]:
    def tamper(said: Answered) -> None:
        if re.fullmatch(fault.at.format(record), unquote_plus(said.address), re.DOTALL):
            fault.how(said, record)

    return tamper


def sitemap_drops(said: Answered, record: str) -> None:
    said.drop_line(f"{record}.html")


def another_year(said: Answered, record: str) -> None:
    if f":{record}</identifier>".encode() in said.body:
        said.body = re.sub(rf"(:{record}</identifier><datestamp>)2026".encode(), rb"\g<1>2027", said.body)


def deletion_dropped(said: Answered, _record: str) -> None:
    said.drop_line('change="deleted"')


def another_digest(said: Answered, record: str) -> None:
    said.body = re.sub(rf"({record}\.nt.*?sha-256:)....".encode(), rb"\g<1>0000", said.body)


def last_digit(said: Answered, _record: str) -> None:
    said.body = re.sub(rb"[0-9a-f]{8}(  catalogue.ttl.gz)", rb"00000000\1", said.body)


def triple_dropped(said: Answered, _record: str) -> None:
    said.body = re.sub(rb"    dcterms:description .*?(?<!\\)\"@en ;\n", b"", said.body, count=1)


def another_title(said: Answered, _record: str) -> None:
    said.body = re.sub(rb'("dcterms:title": \{"@language": "en", "@value": ")', rb"\1Not ", said.body)


def another_name(said: Answered, _record: str) -> None:
    said.body = re.sub(rb'("name": \{"@language": "en", "@value": ")', rb"\1Not ", said.body)


def not_found(said: Answered, _record: str) -> None:
    said.status, said.body = "404 NOT FOUND", b"nothing"


def back_to_the_start(said: Answered, _record: str) -> None:
    # The second part leads to itself.
    asked = said.address.partition("resumptionToken=")[2]
    said.body = re.sub(rb">[^<>]+(</resumptionToken>)", rb">" + asked.encode() + rb"\1", said.body)


def header_dropped(said: Answered, record: str) -> None:
    if f":{record}</identifier>".encode() in said.body:
        said.drop_line(f":{record}</identifier>")


def dataset_dropped(said: Answered, record: str) -> None:
    said.drop_line("dcat#dataset>", f"/{record}>")


def row_dropped(said: Answered, record: str) -> None:
    if said.body.startswith(b"r\r\n"):
        said.drop_line(record)


def solution_dropped(said: Answered, record: str) -> None:
    if "CONSTRUCT" in unquote_plus(said.address):
        said.drop_line(f"/{record}>", "terms/title>")


def still_here(said: Answered, _record: str) -> None:
    if said.status.startswith("410"):
        said.status, said.body = "200 OK", b"<p>Here I am.</p>"


def another_id(said: Answered, record: str) -> None:
    said.replace(f"<id>{R}{record}</id>", f"<id>{R}nobody</id>")


def member_dropped(said: Answered, record: str) -> None:
    if f"{R}{record}#version".encode() in said.body and b"tree#member" in said.body:
        said.drop_line("tree#member", f"{R}{record}#version")


def version_edited(said: Answered, record: str) -> None:
    if f"{R}{record}#version".encode() in said.body:
        said.drop_line(f"<{R}{record}> <http://purl.org/dc/terms/identifier>")


def metadata_edited(said: Answered, _record: str) -> None:
    said.body = re.sub(rb"(<title[^>]*>)", rb"\1Not ", said.body)


def always_turtle(said: Answered, record: str) -> None:
    said.headers["Location"] = f"{record}.ttl"


def entity(said: Answered, _record: str) -> None:
    said.replace("?>\n", '?>\n<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa">]>\n')


def cut(said: Answered, _record: str) -> None:
    said.body = said.body[: len(said.body) // 2]


def context_elsewhere(said: Answered, _record: str) -> None:
    said.body = re.sub(
        rb'"@context": \{.*?\},', b'"@context": "https://example.net/context",', said.body, count=1, flags=re.DOTALL
    )


def as_text(said: Answered, _record: str) -> None:
    said.headers["Content-Type"] = "text/plain"


def line_dropped(said: Answered, record: str) -> None:
    said.drop_line(f'"{record}"')


FAULTS = {
    "a record dropped from the sitemap": Planted("/sitemap.xml", sitemap_drops, "sitemap", "does not list it"),
    "a wrong datestamp in OAI-PMH": Planted(
        "/oai.*ListIdentifiers.*", another_year, "OAI-PMH ListIdentifiers rdf", "datestamp 2027-01"
    ),
    "a deletion that ResourceSync keeps": Planted(
        "/resourcesync/changelist.xml", deletion_dropped, "ResourceSync change list", "does not tell of its deletion"
    ),
    "a wrong hash in ResourceSync": Planted(
        "/resourcesync/resourcelist.xml", another_digest, "ResourceSync resource list", "another N-Triples document"
    ),
    "a wrong checksum of a dump": Planted("/dumps/4/SHA256SUMS", last_digit, "dump catalogue.ttl.gz", "has the SHA-256"),
    "a dump that is cut": Planted("/dumps/4/catalogue.rdf.gz", cut, "dump catalogue.rdf.gz", "no RDF/XML that can be read"),
    "a record dropped from the changes": Planted("/changes/\\?since=0", line_dropped, "changes as JSON lines", "does not list it"),
    "Turtle that lacks a triple": Planted("/resource/{}.ttl", triple_dropped, "Turtle of a record", "lacks <"),
    "JSON-LD with another title": Planted("/resource/{}.jsonld", another_title, "JSON-LD of a record", 'terms/title> "Not '),
    "another title in the page": Planted("/resource/{}.html", another_name, "page JSON-LD", 'schema.org/name> "Not '),
    "a context to be fetched": Planted("/resource/{}.jsonld", context_elsewhere, "JSON-LD of a record", "no JSON-LD"),
    "a wrong media type": Planted("/resource/{}.rdf", as_text, "RDF/XML of a record", "is sent as text/plain"),
    "a dead link": Planted("/vocab/place/.*html", not_found, "links", "answers 404"),
    "a linkset to nowhere": Planted("/linkset/{}.json", not_found, "linkset", "the answer is 404"),
    "a resumptionToken that loops": Planted(
        "/oai.*ListIdentifiers&resumptionToken.*", back_to_the_start, "OAI-PMH ListIdentifiers rdf", "in a circle"
    ),
    "a record lost between two parts": Planted(
        "/oai.*ListIdentifiers.*", header_dropped, "OAI-PMH ListIdentifiers mods", "gives 9 records"
    ),
    "a page of DCAT that misses a dataset": Planted(
        "/catalog.dcat.nt\\?page=1", dataset_dropped, "DCAT pages", "does not list it"
    ),
    "an answer of SPARQL that is cut": Planted("/sparql.*", row_dropped, "SPARQL", "does not list it"),
    "a triple that SPARQL lacks": Planted("/sparql.*", solution_dropped, "SPARQL CONSTRUCT", "lacks <"),
    "a feed with a wrong id": Planted("/changes/feed.atom", another_id, "Atom feed", "does not list it"),
    "a member lost from the event stream": Planted("/ldes.*", member_dropped, "event stream (LDES)", "does not list it"),
    "a version that lacks a triple": Planted("/ldes.*", version_edited, "event stream (LDES)", "lacks <"),
    "other metadata in OAI-PMH": Planted(
        "/oai.*GetRecord.*{}.*mods", metadata_edited, "OAI-PMH GetRecord mods", "says something else"
    ),
    "a cache that ignores Accept": Planted("/resource/{}", always_turtle, "content negotiation", "to Accept: text/html"),
    "a profile that is not there": Planted("/resource/{}.bibtex.bib", not_found, "profile bibtex", "the answer is 404"),
    "XML with a document type": Planted("/sitemap.xml", entity, "sitemap", "it has a document type"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_at_its_door(name: str, site: Tampered, eventful: Catalogue) -> None:
    fault, record = FAULTS[name], living(eventful)[0]
    with site.by(planted_at(fault, record)):
        found = report_of(site).faults
    assert [each for each in found if each.door == fault.door and fault.says in each.says], found
    # No other door is blamed for what one does, but those that the same answers go to.
    blamed = {each.door.partition(" ")[0] for each in found}
    assert blamed == {fault.door.partition(" ")[0]}, found


def test_a_200_for_a_withdrawn_record_is_found(site: Tampered, withdrawn: str) -> None:
    with site.by(planted_at(Planted("/resource/{}.*", still_here, "", ""), withdrawn)):
        found = report_of(site).faults
    assert {each.record for each in found} == {withdrawn}
    assert any(f"{withdrawn}.ttl answers 200" in each.says for each in found)


def test_what_is_said_of_a_difference_is_what_others_say(site: Tampered, eventful: Catalogue) -> None:
    record = living(eventful)[0]
    with site.by(planted_at(FAULTS["a wrong datestamp in OAI-PMH"], record)):
        fault = next(each for each in report_of(site).faults if each.record == record)
    committed = eventful.releases.current().manifest.committed
    changed = eventful.releases.current().index.get(f"resource/{record}")
    assert changed is not None
    assert committed(changed.changed_in) in fault.others
    assert "sitemap" in fault.others
