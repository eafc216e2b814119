"""Every format of a description says the same triples, to parsers nobody here wrote."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from resource_ld import terms
from resource_ld.serialize import SERIALIZERS, WRITERS, serialize, writer
from resource_ld.terms import Triple

FORMATS = {
    "turtle": ("turtle", RdfFormat.TURTLE),
    "ntriples": ("nt", RdfFormat.N_TRIPLES),
    "jsonld": ("json-ld", RdfFormat.JSON_LD),
    "rdfxml": ("xml", RdfFormat.RDF_XML),
}

xml_text = st.text(
    alphabet=st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff")
) | st.sampled_from(['"""', "a\nb\r\nc\t", "]]>", "<&>'\"", "\\u0041\\", "ﷺ رپ", "👩‍👩‍👧", "a.", ""])
subjects = st.sampled_from(
    [
        "<https://a.test/resource/r1>",
        "<https://a.test/resource/r1#file-3>",
        "<https://a.test/é/(x)'%20y>",
        "<urn:x:a.b.>",
    ]
)
predicates = st.sampled_from(
    [terms.curie(each) for each in ("rdf:type", "dcterms:title", "schema:name", "rl:yearFrom")]
    + ["<http://other.test/ns#p-1>"]
)
literals = (
    st.builds(terms.literal, xml_text)
    | st.builds(lambda text: terms.literal(text, language="zh-hans"), xml_text)
    | st.just(terms.literal("2009", datatype="xsd:gYear"))
)
triples = st.builds(
    lambda s, p, o, i: (s, p, i if p == terms.curie("rdf:type") else o),
    subjects,
    predicates,
    literals | subjects,
    st.sampled_from([terms.curie("schema:Book"), "<http://other.test/C.>"]),
)


def read_by_rdflib(name: str, document: bytes) -> Graph:
    return Graph().parse(data=document, format=FORMATS[name][0])


@pytest.mark.parametrize("name", SERIALIZERS)
@settings(max_examples=60, deadline=None)
@given(st.lists(triples, max_size=12))
def test_two_foreign_parsers_read_what_was_written(name: str, some: list[Triple]) -> None:
    expected = Graph().parse(data=terms.ntriples(some), format="nt")
    document = serialize(name, sorted(set(some)))
    assert isomorphic(read_by_rdflib(name, document), expected)
    oxigraph = {f"{q.subject} {q.predicate} {q.object}" for q in parse(document, format=FORMATS[name][1])}
    written = {
        f"{q.subject} {q.predicate} {q.object}"
        for q in parse(terms.ntriples(some).encode(), format=RdfFormat.N_TRIPLES)
    }
    assert oxigraph == written


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(triples, max_size=4), max_size=4))
def test_a_streamed_document_says_the_union(name: str, descriptions: list[list[Triple]]) -> None:
    stream = writer(name)
    document = stream.open() + "".join(stream.write(sorted(set(each))) for each in descriptions) + stream.close()
    expected = Graph().parse(data=terms.ntriples([each for some in descriptions for each in some]), format="nt")
    assert isomorphic(read_by_rdflib(name, document.encode()), expected)


SAMPLE = [("<https://a.test/r>", terms.curie("dcterms:title"), terms.literal(text, language="en")) for text in "abcdef"]


@pytest.mark.parametrize("name", SERIALIZERS)
def test_the_bytes_do_not_depend_on_the_order_found(name: str) -> None:
    shuffled = random.Random(7).sample(SAMPLE, len(SAMPLE))
    assert serialize(name, sorted(shuffled)) == serialize(name, SAMPLE)


def test_json_ld_carries_its_context() -> None:
    document = serialize("jsonld", SAMPLE).decode()
    assert '"@context": {' in document
    assert '"@context": "' not in document
