"""Terms between rdflib, which reads what others wrote, and their N-Triples spelling."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import rdflib
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

from resource_ld.model import LangText
from resource_ld.terms import Term, literal, split_literal


def spell(node: Node) -> Term:
    """Return the N-Triples spelling of an rdflib term; a blank node keeps its label."""
    if isinstance(node, URIRef):
        return f"<{node}>"
    if isinstance(node, Literal):
        if node.language:
            return literal(str(node), language=node.language)
        if node.datatype is None or node.datatype == XSD.string:
            return literal(str(node))
        return f"{literal(str(node))}^^<{node.datatype}>"
    return f"_:{node}"


@lru_cache(maxsize=65536)
def node_of(term: Term) -> Node:
    """Return a term for rdflib, never normalised: what is checked is what is published."""
    if term.startswith("<"):
        return URIRef(term[1:-1])
    if term.startswith("_:"):
        return BNode(term[2:])
    text, language, datatype = split_literal(term)
    if language:
        return Literal(text, lang=language)
    return Literal(text, datatype=URIRef(datatype) if datatype else None, normalize=False)


def lang_text(node: Literal) -> LangText:
    """Return a literal as a text with its language tag."""
    return LangText(str(node), (node.language or "").lower())


@contextmanager
def as_written() -> Iterator[None]:
    """Keep rdflib from rewriting literals as it parses: `"1"^^xsd:boolean` is another term than `true`."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
