"""Simple Dublin Core as OAI-PMH requires of every repository (section 3.4): fifteen elements, all texts."""

from collections.abc import Iterator

from resource_ld.formats import XML, Format
from resource_ld.identifiers.numbers import doi_iri
from resource_ld.model import Concept, Link, Value, as_text
from resource_ld.profiles.citation import languages_of
from resource_ld.profiles.codes import CHECKS, is_periodical, valid
from resource_ld.profiles.profile import MetadataFormat, Profile
from resource_ld.profiles.record import Record
from resource_ld.profiles.xml import XSI, document, element, opened

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_ELEMENTS = (
    ("title", ("title", "alternative")),
    ("creator", ("creator",)),
    ("subject", ("category", "keyword")),
    ("description", ("description", "abstract")),
    ("publisher", ("publisher",)),
    ("contributor", ("contributor", "funding")),
    ("date", ("issued", "created")),
    ("type", ("type",)),
    ("format", ("extent",)),
    ("source", ("source_url",)),
    ("relation", ("replaces", "is_part_of", "relation")),
    ("coverage", ("country", "region", "place", "temporal")),
)
_ROOT = opened(
    "oai_dc:dc", xmlns__oai_dc=NAMESPACE, xmlns__dc="http://purl.org/dc/elements/1.1/", xmlns__xsi=XSI,
    xsi__schemaLocation=f"{NAMESPACE} {SCHEMA}",
)  # fmt: skip


def identifiers(record: Record) -> Iterator[str]:
    """Yield what identifies a work, what a reader can open first: the DOI or its page, then our IRI and the rest."""
    yield from (doi_iri(each) for each in valid(record, "doi"))
    yield from (each.iri for each in record.values("url") if isinstance(each, Link))
    yield record.iri
    yield from (each.iri for each in record.values("file") if isinstance(each, Link))
    yield from (f"urn:isbn:{digits}" for digits in valid(record, "isbn"))
    if is_periodical(record):
        yield from (f"urn:issn:{each}" for each in valid(record, "issn"))
    yield from (each for each, _ in record.texts("identifier", "source_id"))
    # What is no DOI, ISBN or ISSN stays as it was written, and claims to be nothing else.
    for field, check in CHECKS.items():
        yield from (each for each, _ in record.texts(field) if not check(each))


def hosts(record: Record) -> Iterator[str]:
    """Yield the ISSN of what a work is part of."""
    if not is_periodical(record):
        yield from (f"urn:issn:{each}" for each in valid(record, "issn"))


def rights(record: Record) -> Iterator[tuple[str, str]]:
    """Yield (address or text, language) of what may be done with the work: a known licence by its address."""
    for value in record.values("license", "rights_statement", "access_rights"):
        yield right(record, value)
    yield from record.texts("rights")


def right(record: Record, value: Value) -> tuple[str, str]:
    """Return (address or text, language) of one licence, rights statement or access right."""
    if isinstance(value, Concept):
        matches = record.matches(value)
        return (matches[0], "") if matches else record.name(value)
    return (value.iri, "") if isinstance(value, Link) else (as_text(value), getattr(value, "language", ""))


def _elements(record: Record) -> Iterator[str]:
    for name, fields in _ELEMENTS:
        for content, language in dict.fromkeys(record.texts(*fields)):
            yield element(f"dc:{name}", content, xml__lang=language)
    yield from (element("dc:relation", each) for each in hosts(record))
    for content in dict.fromkeys(identifiers(record)):
        yield element("dc:identifier", content)
    yield from (element("dc:language", each) for each in languages_of(record))
    for content, language in dict.fromkeys(rights(record)):
        yield element("dc:rights", content, xml__lang=language)


def _write(record: Record, _form: Format) -> bytes:
    return document("\n".join((_ROOT, *_elements(record), "</oai_dc:dc>")))


OAI_DC = Profile(
    NAMESPACE, "oai_dc", "Dublin Core, fifteen elements", (XML,), _write,
    metadata_format=MetadataFormat(NAMESPACE, SCHEMA, XML),
)  # fmt: skip
