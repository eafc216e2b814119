"""Answers of foreign hands, read without fetching anything: RDF with its contexts inside, XML without entities, links, HTML."""

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b, sha256
from html.parser import HTMLParser
from io import BytesIO
from typing import IO, Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse
from pyoxigraph import Quad, RdfFormat, parse

from resource_ld.errors import DoorError
from resource_ld.formats import JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE, Format
from resource_ld.terms import Triple

_SYNTAX = {
    TURTLE: RdfFormat.TURTLE, NTRIPLES: RdfFormat.N_TRIPLES, JSONLD: RdfFormat.JSON_LD, RDFXML: RdfFormat.RDF_XML,
    TRIG: RdfFormat.TRIG, NQUADS: RdfFormat.N_QUADS,
}  # fmt: skip
_SCHEMA_ORG = re.compile(r"https?://schema\.org/?")
_WORD = 1 << 64
_LINK = re.compile(r'<([^>]*)>((?:\s*;\s*[\w*!#$&+.^`|~-]+\s*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]+))?)*)')
_PARAMETER = re.compile(r';\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]+))')


def statements(source: bytes | IO[bytes], form: Format, *, where: str) -> Iterator[tuple[str, Triple]]:
    """Yield (graph, triple) of an RDF document, streamed, spelled alike whatever the format; raise DoorError when it is none.

    A JSON-LD context that would have to be fetched is an error: whoever reads the document without a connection reads nothing.
    """
    try:
        for each in parse(source, _SYNTAX[form], base_iri=where):
            assert isinstance(each, Quad)
            yield str(each.graph_name), (str(each.subject), str(each.predicate), str(each.object))
    except (SyntaxError, OSError, ValueError, EOFError) as error:
        raise DoorError(f"it is no {form.label} that can be read ({error})", where=where) from None


def graph(source: bytes, form: Format, *, where: str) -> frozenset[Triple]:
    """Return the triples of an RDF document; raise DoorError when it is none."""
    return frozenset(triple for _, triple in statements(source, form, where=where))


def script_graph(text: str, *, where: str) -> frozenset[Triple]:
    """Return the triples of a script of JSON-LD as search engines read it: the context of schema.org means its vocabulary."""
    said = json_of(text.encode(), where=where)
    if isinstance(said, dict) and _SCHEMA_ORG.fullmatch(str(said.get("@context"))):
        said["@context"] = {"@vocab": "https://schema.org/"}
    return graph(json.dumps(said).encode(), JSONLD, where=where)


def digest(triple: Triple) -> int:
    """Return 64 bits of a triple; their sum stands for a set of triples, in whatever order these come."""
    return int.from_bytes(blake2b(" ".join(triple).encode(), digest_size=8).digest(), "big")


def digest_of(triples: Iterable[Triple]) -> int:
    """Return the sum of digests of different triples, never 0."""
    return sum(map(digest, triples)) % _WORD or 1


def added(total: int, triple: Triple) -> int:
    """Return the sum with one triple more."""
    return (total + digest(triple)) % _WORD or 1


def document_digest(document: bytes) -> int:
    """Return the first 64 bits of the SHA-256 of a document, never 0."""
    return short(sha256(document).hexdigest())


def short(hexadecimal: str) -> int:
    """Return the first 64 bits of a SHA-256 in hexadecimal digits, never 0; 0 for what is none."""
    return (int(hexadecimal[:16], 16) or 1) if re.fullmatch(r"[0-9A-Fa-f]{64}", hexadecimal) else 0


def canonical_document(triples: Iterable[Triple]) -> bytes:
    """Return triples as canonical N-Triples, sorted, as this program's documents are."""
    return "".join(f"{s} {p} {o} .\n" for s, p, o in sorted(triples)).encode()


def elements(body: bytes, *tags: str, where: str) -> Iterator[Element]:
    """Yield the elements of some names one after another, forgetting each; raise DoorError for what is no XML.

    Document types are refused: none of the formats read here has one, and entities live there.
    """
    try:
        found: list[Element] = []
        for event, each in iterparse(BytesIO(body), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                found.append(each)
            else:
                found.pop()
                if each.tag in tags:
                    yield each
                    if found:
                        found[-1].clear()
    except (ParseError, DefusedXmlException) as error:
        raise DoorError(f"it is no XML that can be read ({_words(error)})", where=where) from None


def xml(body: bytes, *, where: str) -> Element:
    """Return the root of an XML document; raise DoorError for what is none."""
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise DoorError(f"it is no XML that can be read ({_words(error)})", where=where) from None
    return root


def _words(error: Exception) -> str:
    return "it has a document type" if isinstance(error, DefusedXmlException) else str(error)


def same_element(one: Element, other: Element) -> bool:
    """Return whether two elements say the same: names, attributes, text, children in order; prefixes do not count."""
    return (
        one.tag == other.tag
        and {**one.attrib} == {**other.attrib}
        and (one.text or "").strip() == (other.text or "").strip()
        and (one.tail or "").strip() == (other.tail or "").strip()
        and len(one) == len(other)
        and all(map(same_element, one, other))
    )


def json_of(body: bytes, *, where: str) -> Any:
    """Return what JSON says; raise DoorError for what is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise DoorError(f"it is no JSON ({error})", where=where) from None


def header_links(header: str, *, base: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield target and parameters of each link of a `Link` header (RFC 8288 section 3)."""
    for target, parameters in _LINK.findall(header):
        said = {name.lower(): quoted or token for name, quoted, token in _PARAMETER.findall(parameters)}
        yield urljoin(base, target), said


class Page(HTMLParser):
    """What a web page links to and what its scripts of JSON-LD say."""

    def __init__(self, body: bytes, address: str) -> None:
        super().__init__()
        self._address = address
        self._in_script = False
        self.links: list[str] = []
        self.related: list[tuple[str, str, str]] = []
        """(relation, media type, address) of `link` elements."""
        self.scripts: list[str] = []
        self.feed(body.decode("utf-8", "replace"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._in_script = tag == "script" and said.get("type", "").strip().lower() == "application/ld+json"
        if self._in_script:
            self.scripts.append("")
        if tag == "link" and said.get("href"):
            for relation in said.get("rel", "").lower().split():
                self.related.append((relation, said.get("type", ""), urljoin(self._address, said["href"])))
        for each in [said.get("href", ""), said.get("src", "")] if tag in ("a", "link", "img", "script") else []:
            # Namespaces are named by links too (`schema.DC`); they need not lead anywhere.
            if each and not said.get("rel", "").startswith("schema."):
                self.links.append(urljoin(self._address, each))

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data
