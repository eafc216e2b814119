"""What foreign hands wrote is read as it is meant, or refused."""

from io import BytesIO

import pytest

from resource_ld.errors import DoorError
from resource_ld.formats import JSONLD, TURTLE
from resource_ld.serialize import writer
from resource_ld.terms import Triple
from resource_ld.verification.json_shares import NODES, shares
from resource_ld.verification.reading import Page, elements, graph, header_links, same_element, script_graph, xml

HERE = "https://a.test/"


def triples(count: int) -> list[Triple]:
    return [
        (f"<{HERE}{number:05}>", "<http://purl.org/dc/terms/title>", f'"Title {number} ]}}"') for number in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, NODES, 2 * NODES + 1])
def test_a_dump_read_in_shares_says_what_it_says_as_a_whole(count: int) -> None:
    serializer = writer("jsonld")
    parts = [serializer.open(), *(serializer.write([each]) for each in triples(count)), serializer.close()]
    whole = "".join(parts).encode()
    found = [graph(each, JSONLD, where=HERE) for each in shares(BytesIO(whole), where=HERE)]
    assert frozenset().union(*found) == graph(whole, JSONLD, where=HERE) == {*triples(count)}
    assert sum(map(len, found)) == count


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"@graph": []}', b'{"@context": {}}', b'{"@context": {}, "@graph": [', b'{"@context": {}, "@graph": [{}',
     b'{"@context": {}, "@graph": [{}]', b'{"@context": {}, "@graph": [{}]} {}', b'{"@context": {}, "@graph": [\xff', b"[" * 100_000],
)  # fmt: skip
def test_a_dump_that_is_cut_or_none_is_refused(body: bytes) -> None:
    with pytest.raises(DoorError):
        list(shares(BytesIO(body), where=HERE))


def test_the_context_of_a_script_is_never_fetched() -> None:
    said = script_graph('{"@context": "https://schema.org", "@id": "https://a.test/1", "name": "A"}', where=HERE)
    assert said == {("<https://a.test/1>", "<https://schema.org/name>", '"A"')}
    with pytest.raises(DoorError, match="LoadDocumentCallback"):
        script_graph('{"@context": "https://evil.test/", "name": "A"}', where=HERE)


def test_turtle_that_is_none_is_refused() -> None:
    with pytest.raises(DoorError, match="no Turtle"):
        graph(b"<a> <b", TURTLE, where=HERE)


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'


@pytest.mark.parametrize("body", [BOMB, OUTSIDE, b"<a>", b"", b"<a/><b/>"])
def test_xml_with_entities_or_faults_is_refused(body: bytes) -> None:
    with pytest.raises(DoorError):
        xml(body, where=HERE)
    with pytest.raises(DoorError):
        list(elements(body, "a", where=HERE))


def test_elements_are_the_same_whatever_their_prefixes() -> None:
    one, other = (
        xml(b'<a:x xmlns:a="n" b="1"> <a:y>t</a:y></a:x>', where=HERE),
        xml(b'<x xmlns="n" b="1"><y>t</y></x>', where=HERE),
    )
    assert same_element(one, other)
    for changed in (
        b'<x xmlns="n" b="2"><y>t</y></x>',
        b'<x xmlns="n" b="1"><y>u</y></x>',
        b'<x xmlns="n" b="1"/>',
        b"<x b='1'><y>t</y></x>",
    ):
        assert not same_element(one, xml(changed, where=HERE))


def test_links_of_a_header_are_found_with_commas_and_quotes() -> None:
    header = '<../a,b>; rel="canonical"; title="one, \\"two\\"; three", <c>; rel=next;type="text/html" , <d>'
    assert list(header_links(header, base="https://a.test/x/y")) == [
        ("https://a.test/a,b", {"rel": "canonical", "title": 'one, \\"two\\"; three'}),
        ("https://a.test/x/c", {"rel": "next", "type": "text/html"}),
        ("https://a.test/x/d", {}),
    ]


def test_a_page_tells_its_links_and_its_scripts() -> None:
    page = Page(
        b'<link rel="canonical" href="/c"><link rel="schema.DC" href="http://purl.org/dc/"><a href="b?x=1&amp;y=2">B</a>'
        b'<img src="i.png"><script type="application/ld+json">{"a": "</b>"}</script><script>var a</script>', f"{HERE}p/",
    )  # fmt: skip
    assert page.links == [f"{HERE}c", f"{HERE}p/b?x=1&y=2", f"{HERE}p/i.png"]
    assert ("canonical", "", f"{HERE}c") in page.related
    assert page.scripts == ['{"a": "</b>"}']
