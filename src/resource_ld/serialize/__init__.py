"""Descriptions → Turtle, N-Triples, JSON-LD, RDF/XML, streamed. A new format is one module and one line here."""

from collections.abc import Callable, Sequence
from typing import Protocol

from resource_ld.serialize.jsonld import JsonLdWriter, jsonld
from resource_ld.serialize.ntriples import NTriplesWriter
from resource_ld.serialize.quads import QUADS
from resource_ld.serialize.rdfxml import RdfXmlWriter, rdfxml
from resource_ld.serialize.turtle import TurtleWriter, turtle
from resource_ld.terms import Triple, ntriples

__all__ = ["QUADS", "SERIALIZERS", "WRITERS", "Writer", "serialize", "writer"]


class Writer(Protocol):
    """Streams many descriptions into one document: `open`, any number of `write`, `close`."""

    def open(self) -> str: ...

    def write(self, triples: Sequence[Triple]) -> str: ...

    def close(self) -> str: ...


SERIALIZERS: dict[str, Callable[[Sequence[Triple]], str]] = {
    "turtle": turtle,
    "ntriples": lambda triples: ntriples(list(triples)),
    "jsonld": jsonld,
    "rdfxml": rdfxml,
}

WRITERS: dict[str, Callable[[], Writer]] = {
    "turtle": TurtleWriter,
    "ntriples": NTriplesWriter,
    "jsonld": JsonLdWriter,
    "rdfxml": RdfXmlWriter,
}


def serialize(format_name: str, triples: Sequence[Triple]) -> bytes:
    """Return a whole document; the triples' order (sorted, as everywhere) decides the bytes."""
    return SERIALIZERS[format_name](triples).encode()


def writer(format_name: str) -> Writer:
    """Return a new streaming writer."""
    return WRITERS[format_name]()
