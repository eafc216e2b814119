"""Real Accept headers get the format their senders expect (RFC 9110 section 12)."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resource_ld.errors import NotAcceptable
from resource_ld.formats import DOCUMENT_FORMATS, RESULT_FORMATS
from resource_ld.web.negotiation import choose, choose_language, choose_profile

CASES = [
    # browsers and crawlers
    ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7", "html"),  # Chrome
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),  # Firefox, Safari
    ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", "html"),  # Firefox before 132
    ("text/html, application/xhtml+xml, image/jxr, */*", "html"),  # Edge Legacy, IE 11
    ("image/gif, image/jpeg, image/pjpeg, application/x-ms-application, */*", "html"),  # IE 8
    ("text/html,application/xhtml+xml,application/signed-exchange;v=b3,application/xml;q=0.9,*/*;q=0.8", "html"),  # Googlebot
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8,text/css", "html"),  # bingbot
    ("text/html, text/*;q=0.5", "html"),  # Lynx
    ("text/html,text/plain,application/xml;q=0.9,*/*;q=0.5", "html"),
    ("*/*", "html"),  # curl, requests, wget
    (None, "html"),  # no header at all: Werkzeug's best_match says None here
    ("", "html"),
    # RDF libraries
    ("application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1", "rdfxml"),  # rdflib, RDF/XML
    ("text/n3,text/turtle,application/x-turtle,*/*;q=0.1", "turtle"),  # rdflib 4-5, n3
    ("text/turtle, application/x-turtle", "turtle"),  # rdflib, turtle
    ("text/plain, application/n-triples", "ntriples"),  # rdflib, nt
    ("application/ld+json, application/json;p=0.9, */*;q=0.1", "jsonld"),  # rdflib, json-ld
    ("application/rdf+xml, application/n-triples, text/turtle, application/ld+json, application/trig, application/n-quads, */*;q=0.1", "turtle"),
    ("text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3", "turtle"),  # Jena RDFDataMgr
    ("text/turtle,application/n-triples;q=0.9,application/rdf+xml;q=0.7,application/trig,application/n-quads;q=0.9,text/x-nquads;q=0.8,application/x-trig;q=0.7,application/ld+json;q=0.6,*/*;q=0.5", "turtle"),  # Jena 2-3
    ("application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/json;q=0.45,application/xml;q=0.3,text/xml;q=0.2,text/html;q=0.2,application/xhtml+xml;q=0.18", "jsonld"),  # Comunica
    ("application/rdf+xml;q=0.9, text/turtle;q=0.95, application/ld+json", "jsonld"),
    ("application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09", "rdfxml"),  # OWLAPI, Protégé
    ("application/rdf+xml, text/turtle;q=0.5", "rdfxml"),  # Virtuoso sponger
    ("application/x-turtle;q=0.9, application/rdf+xml;q=0.8", "turtle"),
    ("application/rdf+xml,text/turtle,application/n-triples,text/html;q=0.3", "turtle"),
    ("text/turtle;q=0.8, application/rdf+xml", "rdfxml"),
    ("application/ld+json", "jsonld"),
    ("application/ld+json; charset=utf-8", "jsonld"),  # Werkzeug's best_match says None
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),  # PyLD
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x";q=0.5, text/turtle;q=0.4', "jsonld"),
    ("application/ld+json, application/json", "jsonld"),  # jsonld.js
    ("application/json", "jsonld"),  # programs that only know JSON
    ("application/json, text/plain, */*", "jsonld"),  # axios
    ("application/json, text/javascript, */*; q=0.01", "jsonld"),  # jQuery
    ("application/vnd.schemaorg.ld+json, text/turtle;q=0.2", "turtle"),
    # weights, wildcards, specificity
    ("text/turtle;charset=utf-8;q=0.9,*/*;q=0.1", "turtle"),  # Werkzeug's best_match says HTML
    ("text/*", "html"),
    ("text/*, text/html;q=0", "turtle"),
    ("text/*;q=0.3, text/turtle;q=0.7, */*;q=0.5", "turtle"),  # RFC 9110's example, in our types
    ("*/*, text/html;q=0, text/turtle;q=0", "jsonld"),
    ("application/*", "jsonld"),
    ("application/*;q=0.5, text/turtle;q=0.4", "jsonld"),
    ("TEXT/Turtle", "turtle"),
    ("text/turtle ; q=1.0", "turtle"),
    ("text/turtle;Q=0.2, application/rdf+xml;q=0.3", "rdfxml"),
    ("text/html;level=1, text/turtle;q=0.9", "html"),
    ("nonsense, text/turtle", "turtle"),
    (";;;, application/n-triples", "ntriples"),
    ("*", "html"),  # old Java: read as no header
    ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "html"),  # java.net.URLConnection
]  # fmt: skip

REFUSED = [
    "image/png",
    "text/turtle;q=0",
    "*/*;q=0",
    "application/pdf, image/*",
    "text/csv",
    "text/html;q=0, text/turtle;q=0.000",
]


@pytest.mark.parametrize(("header", "name"), CASES)
def test_a_real_header_gets_what_its_sender_expects(header: str | None, name: str) -> None:
    assert choose(header, DOCUMENT_FORMATS).name == name


def test_at_least_forty_real_headers_are_in_the_table() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("header", REFUSED)
def test_no_common_media_type_is_406(header: str) -> None:
    with pytest.raises(NotAcceptable, match="text/turtle"):
        choose(header, DOCUMENT_FORMATS)


@given(st.text(max_size=300))
def test_any_header_gives_a_format_or_406(header: str) -> None:
    with contextlib.suppress(NotAcceptable):
        assert choose(header, DOCUMENT_FORMATS) in DOCUMENT_FORMATS


def test_a_very_long_header_is_read_in_part() -> None:
    assert choose("text/turtle," + "x/y," * 100_000, DOCUMENT_FORMATS).name == "turtle"
    assert choose('"' * 8000, DOCUMENT_FORMATS).name == "html"


def test_sparql_clients_get_results_as_json_or_xml() -> None:
    sparqlwrapper = "application/sparql-results+xml"
    assert choose(sparqlwrapper, RESULT_FORMATS).name == "xml"
    assert (
        choose(
            "application/sparql-results+json,application/json,text/javascript,application/javascript", RESULT_FORMATS
        ).name
        == "json"
    )
    assert choose("text/csv", RESULT_FORMATS).name == "csv"


LANGUAGES = [
    ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
    ("de", "en"),
    (None, "en"),
    ("zh-Hans-CN", "zh"),
    ("en;q=0.1, ar", "ar"),
    ("fr;q=0", "en"),
    ("*", "en"),
]


@pytest.mark.parametrize(("header", "language"), LANGUAGES)
def test_a_language_is_looked_up_from_the_narrow_to_the_wide(header: str | None, language: str) -> None:
    assert choose_language(header, ["en", "fr", "ar", "zh"]) == language


def test_a_profile_is_asked_for_by_header_or_query() -> None:
    assert choose_profile(None, None).token == "rdf"
    assert choose_profile("<https://schema.org/>;q=0.5, <http://purl.org/dc/terms/>", None).token == "dcterms"
    assert choose_profile("<http://purl.org/dc/terms/>", "schema").token == "schema"
    assert choose_profile("<urn:x>;q=1, <https://schema.org/>;q=0.1", None).token == "schema"


@pytest.mark.parametrize(("header", "asked"), [("<urn:nobody>", None), (None, "nobody")])
def test_a_profile_nobody_offers_is_406(header: str | None, asked: str | None) -> None:
    with pytest.raises(NotAcceptable):
        choose_profile(header, asked)
