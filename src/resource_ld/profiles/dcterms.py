"""DCMI Metadata Terms: as RDF, and as qualified Dublin Core XML (DCMI, Guidelines for implementing Dublin Core in XML)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from resource_ld.fields import FIELDS
from resource_ld.formats import JSONLD, NTRIPLES, RDFXML, TURTLE, XML, Format
from resource_ld.model import Agent, Concept, Date, Link, Period, as_text
from resource_ld.profiles.oai_dc import hosts, identifiers, right
from resource_ld.profiles.profile import MetadataFormat, Profile
from resource_ld.profiles.record import Record
from resource_ld.profiles.selections import dublin_core
from resource_ld.profiles.xml import XSI, document, element, opened
from resource_ld.serialize import serialize
from resource_ld.terms import PREFIXES, Term, iri_text, is_iri, split_literal

NAMESPACE = "http://worldcat.org/xmlschemas/qdc-1.0/"
SCHEMA = "http://worldcat.org/xmlschemas/qdc/1.0/qdc-1.0.xsd"
"""DCMI leaves the namespace of the root to applications; this one is what CONTENTdm sends and the hubs of DPLA read."""

ELEMENTS = (
    "contributor", "coverage", "creator", "date", "description", "format", "identifier", "language", "publisher", "relation",
    "rights", "source", "subject", "title", "type",
)  # fmt: skip
REFINEMENTS = (
    "abstract", "accessRights", "accrualMethod", "accrualPeriodicity", "accrualPolicy", "alternative", "audience", "available",
    "bibliographicCitation", "conformsTo", "created", "dateAccepted", "dateCopyrighted", "dateSubmitted", "educationLevel",
    "extent", "hasFormat", "hasPart", "hasVersion", "instructionalMethod", "isFormatOf", "isPartOf", "isReferencedBy",
    "isReplacedBy", "isRequiredBy", "isVersionOf", "issued", "license", "mediator", "medium", "modified", "provenance",
    "references", "replaces", "requires", "rightsHolder", "spatial", "tableOfContents", "temporal", "valid",
)  # fmt: skip
"""The elements of DCMI's schema: the fifteen, said in `dc:`, and those that refine them, in `dcterms:`."""

_ADDRESSES = ("http://", "https://", "urn:")
_RIGHTS = {
    "license": "dcterms:license", "access_rights": "dcterms:accessRights", "rights_statement": "dc:rights", "rights": "dc:rights",
}  # fmt: skip
_APART = (*_RIGHTS, "id", "source_id", "doi", "isbn", "issn", "identifier", "url", "thumbnail")
_ROOT = opened(
    "oai_qdc:qualifieddc", xmlns__oai_qdc=NAMESPACE, xmlns__dc=PREFIXES["dc"], xmlns__dcterms=PREFIXES["dcterms"], xmlns__xsi=XSI,
    xsi__schemaLocation=f"{NAMESPACE} {SCHEMA}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One element: its prefixed name, its text, the language of it, the encoding scheme that says how to read it."""

    name: str
    text: str
    language: str = ""
    scheme: str = ""


def statements(record: Record) -> tuple[Statement, ...]:
    """Return what a record says in qualified Dublin Core, in the order of the fields, each once."""
    found = [*_fields(record), *_hosts(record), *_identifiers(record), *_rights(record)]
    found += _own(record, {each.text for each in found})
    return tuple(dict.fromkeys(found))


def _fields(record: Record) -> Iterator[Statement]:
    for field in FIELDS:
        name = element_of(field.dublin_core)
        if not name or field.name in _APART:
            continue
        for value in record.values(field.name):
            if isinstance(value, Concept):
                is_code = field.name == "language" and bool(record.codes(value))
                yield (
                    Statement(name, value.id, "", "dcterms:RFC3066")
                    if is_code
                    else Statement(name, *record.name(value))
                )
            elif isinstance(value, Date):
                yield Statement(name, value.value or value.text, scheme="dcterms:W3CDTF" if value.value else "")
            elif isinstance(value, Period):
                yield _period(name, value)
            elif isinstance(value, Link):
                yield Statement(name, value.iri, scheme="dcterms:URI")
            elif isinstance(value, Agent):
                yield Statement(name, value.name)
            else:
                yield Statement(name, as_text(value), getattr(value, "language", ""))


@lru_cache(maxsize=1024)
def element_of(dublin_core: str) -> str:
    """Return the element that says a property, empty when the schema has none.

    >>> element_of("dcterms:title"), element_of("dcterms:spatial"), element_of("foaf:page")
    ('dc:title', 'dcterms:spatial', '')
    """
    prefix, _, name = dublin_core.partition(":")
    if prefix not in ("dc", "dcterms"):
        return ""
    return f"dc:{name}" if name in ELEMENTS else f"dcterms:{name}" if name in REFINEMENTS else ""


_KNOWN = {element_of(each.dublin_core) for each in FIELDS}


@lru_cache(maxsize=1024)
def _element_of_term(predicate: Term) -> str:
    space = PREFIXES["dcterms"]
    return element_of(f"dcterms:{predicate[1 + len(space) : -1]}") if predicate.startswith(f"<{space}") else ""


def _period(name: str, value: Period) -> Statement:
    """Return a period as DCMI spells one (DCMI Period Encoding Scheme); one that cannot be read stays as it was written."""
    ends = [f"{key}={end};" for key, end in (("start", value.start), ("end", value.end)) if end]
    return Statement(name, " ".join(ends) or value.text, scheme="dcterms:Period" if ends else "")


def _hosts(record: Record) -> Iterator[Statement]:
    return (Statement("dcterms:isPartOf", each, scheme="dcterms:URI") for each in hosts(record))


def _identifiers(record: Record) -> Iterator[Statement]:
    for each in identifiers(record):
        yield Statement("dc:identifier", each, scheme="dcterms:URI" if each.startswith(_ADDRESSES) else "")


def _rights(record: Record) -> Iterator[Statement]:
    for field, name in _RIGHTS.items():
        for value in record.values(field):
            text, language = right(record, value)
            yield Statement(name, text, language, "dcterms:URI" if text.startswith(_ADDRESSES) else "")


def _own(record: Record, said: set[str]) -> Iterator[Statement]:
    """Yield what the catalogue's own fields say, which only the triples know."""
    own = f"<{record.iri}>"
    for subject, predicate, term in record.triples:
        name = _element_of_term(predicate) if subject == own else ""
        if not name or name == "dc:identifier":
            continue
        if is_iri(term):
            # An IRI under a property of ours is an agent, a concept or a part, which is said by its name.
            yield from () if name in _KNOWN else (Statement(name, iri_text(term), scheme="dcterms:URI"),)
        else:
            text, language, _ = split_literal(term)
            yield from () if text in said else (Statement(name, text, language),)


def _write(record: Record, form: Format) -> bytes:
    if form is not XML:
        return serialize(form.name, dublin_core(record.triples))
    said = (
        element(each.name, each.text, xml__lang=each.language, xsi__type=each.scheme) for each in statements(record)
    )
    return document("\n".join((_ROOT, *said, "</oai_qdc:qualifieddc>")))


DCTERMS = Profile(
    "http://purl.org/dc/terms/", "dcterms", "DCMI Metadata Terms",
    # XML before RDF/XML, which also goes by `application/xml`.
    (TURTLE, JSONLD, NTRIPLES, XML, RDFXML), _write, of_everything=True,
    metadata_format=MetadataFormat(NAMESPACE, SCHEMA, XML),
)  # fmt: skip
