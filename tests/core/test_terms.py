"""Terms are spelled once, canonically, and every other RDF parser reads them as we mean them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, parse
from rdflib import Graph

from resource_ld import terms
from resource_ld.errors import BadIRI

texts = st.text(alphabet=st.characters(blacklist_categories=["Cs"]))


@given(texts)
def test_a_literal_survives_foreign_parsers(text: str) -> None:
    line = f"<http://a.b/s> <http://a.b/p> {terms.literal(text, language='en')} .\n"
    read = next(iter(parse(line.encode(), format=RdfFormat.N_TRIPLES))).object
    assert isinstance(read, Literal)
    assert read.value == text
    assert [str(o) for o in Graph().parse(data=line, format="nt").objects()] == [text]


@given(texts)
def test_split_literal_undoes_literal(text: str) -> None:
    assert terms.split_literal(terms.literal(text, datatype="xsd:gYear"))[0] == text


@given(texts)
def test_written_triples_are_read_back(text: str) -> None:
    triples = (("<http://a.b/s>", "<http://a.b/p>", terms.literal(text)),)
    assert terms.parse_ntriples(terms.ntriples(triples)) == triples


BAD = [
    "a b:c",
    "http://a/ b",
    'http://a/"',
    "http://a/<",
    "http://a/{",
    "http://a/`",
    "http://a/|",
    "http://a/\n",
    "x",
    "",
    "http://a/%zz",
]


@pytest.mark.parametrize("text", BAD)
def test_an_iri_rdf_cannot_carry_is_refused(text: str) -> None:
    with pytest.raises(BadIRI):
        terms.iri(text)


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "file:///etc/passwd", "https://", "https:///x", "mailto:a@b.c"]
)
def test_a_link_for_people_is_http_or_https(text: str) -> None:
    with pytest.raises(BadIRI):
        terms.web_iri(text)
