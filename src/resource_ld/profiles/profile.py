"""What a profile is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from resource_ld.formats import RDF_FORMATS, RDFXML, Format
from resource_ld.profiles.record import Record
from resource_ld.serialize import serialize
from resource_ld.terms import Triple

Select = Callable[[Sequence[Triple]], tuple[Triple, ...]]


@dataclass(frozen=True, slots=True)
class MetadataFormat:
    """A profile as OAI-PMH disseminates it (section 3.4): the namespace of its root element, its XSD, our format of it.

    The profile's token is the `metadataPrefix`.
    """

    namespace: str
    schema: str
    format: Format


def _nothing(_record: Record) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Profile:
    """One way to say a resource: an IRI, a token for links, suffixes and OAI-PMH, and a document a format.

    `lacks` names, in a curator's words, what a record does not have and the standard requires; such a record is not
    offered in this profile at all: nothing is invented. `of_everything` says that agents, concepts and the catalogue
    have the profile too, not only resources. `cites` is its name among the ways to cite a work, empty for other profiles.
    """

    iri: str
    token: str
    title: str
    formats: tuple[Format, ...]
    write: Callable[[Record, Format], bytes]
    lacks: Callable[[Record], tuple[str, ...]] = _nothing
    of_everything: bool = False
    metadata_format: MetadataFormat | None = None
    cites: str = ""

    def formats_of(self, kind: str) -> tuple[Format, ...]:
        """Return the formats of a `resource` or another kind; agents, concepts and the catalogue are said in RDF only."""
        return self.formats if kind == "resource" else tuple(each for each in self.formats if each in RDF_FORMATS)


RDF_SYNTAX = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_XML_SCHEMA = "http://www.openarchives.org/OAI/2.0/rdf.xsd"


def of_triples(iri: str, token: str, title: str, select: Select) -> Profile:
    """Return a profile that keeps some triples of any description, or says them in other terms; OAI-PMH has it as RDF/XML."""

    def write(record: Record, form: Format) -> bytes:
        return serialize(form.name, select(record.triples))

    disseminated = MetadataFormat(RDF_SYNTAX, RDF_XML_SCHEMA, RDFXML)
    return Profile(iri, token, title, RDF_FORMATS, write, of_everything=True, metadata_format=disseminated)
