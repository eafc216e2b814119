"""RDF 1.1 XML: one element a subject, named by its first type where XML can name it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from resource_ld.errors import ResourceLDError
from resource_ld.serialize.grouping import RDF_TYPE, compact, grouped, types_first
from resource_ld.terms import PREFIXES, Term, Triple, split_literal

_NAMESPACES = {prefix: f"xmlns:{prefix}={quoteattr(space)}" for prefix, space in PREFIXES.items()}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF '
_SPLIT = re.compile(r"(.*[/#:?=&;])([A-Za-z_][A-Za-z0-9._-]*)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@lru_cache(maxsize=4096)
def _name(term: Term) -> tuple[str, str]:
    """Return the element name of a property and the namespace declaration it needs, if any."""
    if short := compact(term):
        return short, ""
    if not (found := _SPLIT.fullmatch(term[1:-1])):
        raise ResourceLDError(f"the property {term} has no XML name", mend="Choose one that ends in letters.")
    return f"p:{found[2]}", f" xmlns:p={quoteattr(found[1])}"


def _attribute(iri: str) -> str:
    """Return an IRI as an attribute; IRIs hold neither quotes nor angle brackets."""
    return f'"{iri.replace("&", "&amp;")}"' if "&" in iri else f'"{iri}"'


def _text(text: str) -> str:
    if text.isalnum():
        return text
    if _ILLEGAL.search(text):
        raise ResourceLDError("a text holds a character XML 1.0 cannot carry", mend="Remove it from the catalogue.")
    # A carriage return would come back as a line feed (XML 1.0 section 2.11).
    return escape(text, {"\r": "&#13;"})


def _property(predicate: Term, term: Term) -> str:
    name, declared = _name(predicate)
    if term[0] == "<":
        return f"    <{name}{declared} rdf:resource={_attribute(term[1:-1])}/>\n"
    text, language, datatype = split_literal(term)
    kind = f' xml:lang="{language}"' if language else f" rdf:datatype={quoteattr(datatype)}" if datatype else ""
    return f"    <{name}{declared}{kind}>{_text(text)}</{name}>\n"


def _node(subject: Term, predicates: dict[Term, list[Term]]) -> str:
    types = predicates.get(RDF_TYPE, [])
    element = next((short for each in types if (short := compact(each))), "rdf:Description")
    lines = [f"  <{element} rdf:about={_attribute(subject[1:-1])}>\n"]
    for predicate, objects in types_first(predicates):
        for each in objects:
            if predicate == RDF_TYPE and compact(each) == element:
                continue
            lines.append(_property(predicate, each))
    lines.append(f"  </{element}>\n")
    return "".join(lines)


class RdfXmlWriter:
    """Streams descriptions as RDF/XML."""

    def open(self) -> str:
        """Return the declaration and the root element with every namespace."""
        return f"{_HEAD}{' '.join(_NAMESPACES.values())}>\n"

    def write(self, triples: Sequence[Triple]) -> str:
        """Return the elements of a description."""
        return "".join([_node(subject, predicates) for subject, predicates in grouped(triples).items()])

    def close(self) -> str:
        """Return the end of the root element."""
        return "</rdf:RDF>\n"


def rdfxml(triples: Sequence[Triple]) -> str:
    """Return a document with the namespaces it uses."""
    body = RdfXmlWriter().write(triples)
    used = [each for prefix, each in _NAMESPACES.items() if prefix == "rdf" or f"<{prefix}:" in body]
    return f"{_HEAD}{' '.join(used)}>\n{body}</rdf:RDF>\n"
