"""DCAT-AP 3: what data portals read. Only here is a publication a `dcat:Dataset` (portals look for nothing else).

What the profile wants as a resource with a class gets one; a date or a period that cannot be read as such is left out,
since DCAT-AP 3 asks for XML Schema dates; places, languages and file types are said in the lists of the EU where they are there.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from resource_ld.formats import RDF_FORMATS, RDFXML, Format
from resource_ld.mapping.dublin_core import date_literal
from resource_ld.mapping.parts import RDF_TYPE, Names
from resource_ld.model import Agent, Concept, Date, LangText, Link, Period, Value, as_text
from resource_ld.profiles.coar import access_right
from resource_ld.profiles.file_types import FILE_TYPES
from resource_ld.profiles.lacking import NO_DESCRIPTION
from resource_ld.profiles.profile import RDF_SYNTAX, RDF_XML_SCHEMA, MetadataFormat, Profile
from resource_ld.profiles.record import Record
from resource_ld.profiles.selections import dublin_core
from resource_ld.serialize import serialize
from resource_ld.terms import Term, Triple, curie, iri, literal

AUTHORITY = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"
_EMAIL = re.compile(r"[^\s<>()@:,;\"]+@[^\s<>()@:,;\"]+")
_SAID_HERE = tuple(
    curie(each)
    for each in (
        "dcterms:subject", "dcterms:language", "dcterms:spatial", "dcterms:temporal", "dcterms:type", "dcterms:issued",
        "dcterms:created", "dcterms:hasFormat", "dcterms:hasVersion", "dcterms:license", "dcterms:rights",
        "dcterms:accessRights", "dcterms:publisher", "foaf:page",
    )
)  # fmt: skip
"""Properties of the resource that this profile says in its own way."""

_CONCEPTS = {
    "country": ("dcterms:spatial", "dcterms:Location"), "region": ("dcterms:spatial", "dcterms:Location"),
    "place": ("dcterms:spatial", "dcterms:Location"), "language": ("dcterms:language", "dcterms:LinguisticSystem"),
    "type": ("dcterms:type", "skos:Concept"), "category": ("dcat:theme", "skos:Concept"),
}  # fmt: skip

_RIGHTS = {
    "license": ("dcterms:license", "dcterms:LicenseDocument"),
    "rights_statement": ("dcterms:rights", "dcterms:RightsStatement"),
    "rights": ("dcterms:rights", "dcterms:RightsStatement"),
    "access_rights": ("dcterms:accessRights", "dcterms:RightsStatement"),
}  # fmt: skip

_ACCESS = {"c_abf2": "PUBLIC", "c_f1cf": "RESTRICTED", "c_16ec": "RESTRICTED", "c_14cb": "NON_PUBLIC"}
"""COAR's access rights in the list of the EU; what is under embargo can be had on a condition."""


def dcat_ap(record: Record) -> tuple[Triple, ...]:
    """Return what a record says in DCAT-AP 3, sorted; of an agent, a concept or the catalogue what it says anyway."""
    if not record.resource.values:
        return dublin_core(record.triples)
    subject, names = f"<{record.iri}>", Names(record.site.base_iri)
    distributions = tuple(_distributions(record, names))
    said = {*_kept(record, subject), (subject, RDF_TYPE, curie("dcat:Dataset"))}
    said |= {*_about(record, subject, names), *_dates(record, subject), *_concepts(record, subject, names)}
    said |= {*_periods(record, subject, names), *_landing_page(record, subject), *_contact(record, subject)}
    for part, triples in distributions:
        said |= {(subject, curie("dcat:distribution"), part), *triples}
    for each in (subject, *(part for part, _ in distributions)):
        said.update(_rights(record, each, names))
    return tuple(sorted(said))


def _kept(record: Record, subject: Term) -> Iterator[Triple]:
    parts = tuple(f"{subject[:-1]}#{kind}-" for kind in ("file", "period"))
    for triple in dublin_core(record.triples):
        is_said_here = triple[0] == subject and triple[1] in _SAID_HERE
        # To DCAT-AP the source of a record is a record; what a curator gives is an address.
        if not is_said_here and not triple[0].startswith(parts) and triple[1] != curie("dcterms:source"):
            yield triple


def _about(record: Record, subject: Term, names: Names) -> Iterator[Triple]:
    keywords = (*record.texts("keyword"), *record.texts("category"))
    yield from ((subject, curie("dcat:keyword"), literal(text, language=tag)) for text, tag in keywords)
    if not record.text("description"):
        for text, tag in record.texts("abstract"):
            yield subject, curie("dcterms:description"), literal(text, language=tag)
    publishers = [each for each in record.values("publisher") if isinstance(each, Agent)]
    yield from ((subject, curie("dcterms:publisher"), names.agent(each)) for each in publishers[:1])
    if version := record.text("version", "edition"):
        yield subject, curie("dcat:version"), literal(version)


def _dates(record: Record, subject: Term) -> Iterator[Triple]:
    for name in ("issued", "created"):
        for value in record.values(name):
            if isinstance(value, Date) and value.value:
                yield subject, curie(f"dcterms:{name}"), date_literal(value.value)


def _periods(record: Record, subject: Term, names: Names) -> Iterator[Triple]:
    for value in record.values("temporal"):
        if not isinstance(value, Period) or not (value.start or value.end):
            continue
        part = names.part(record.resource.id, "period", value.text)
        yield subject, curie("dcterms:temporal"), part
        yield part, RDF_TYPE, curie("dcterms:PeriodOfTime")
        for predicate, end in (("dcat:startDate", value.start), ("dcat:endDate", value.end)):
            if end:
                yield part, curie(predicate), date_literal(end)


def _concepts(record: Record, subject: Term, names: Names) -> Iterator[Triple]:
    for name, (predicate, kind) in _CONCEPTS.items():
        for value in record.values(name):
            if isinstance(value, Concept):
                term, (label, language) = _authority(record, value, names), record.name(value)
                yield subject, curie(predicate), term
                yield term, RDF_TYPE, curie(kind)
                yield term, curie("skos:prefLabel"), literal(label, language=language)


def _authority(record: Record, concept: Concept, names: Names) -> Term:
    """Return a concept as the EU's list names it, which DCAT-AP 3 section 8 asks for, else as ours does."""
    matches = [each for each in record.matches(concept) if each.startswith(AUTHORITY)]
    return iri(matches[0]) if matches else names.concept(concept)


def _landing_page(record: Record, subject: Term) -> Iterator[Triple]:
    """Yield the work's own page; of a work without one the page here, which gives additional information (DCAT 3 section 6.6)."""
    for address in _addresses(record, "url") or [record.page]:
        yield subject, curie("dcat:landingPage"), iri(address)
        yield iri(address), RDF_TYPE, curie("foaf:Document")


def _addresses(record: Record, *names: str) -> list[str]:
    return [each.iri for each in record.values(*names) if isinstance(each, Link)]


def _distributions(record: Record, names: Names) -> Iterator[tuple[Term, list[Triple]]]:
    """Yield each file with what is said of it; of a work without one its page, where it can be had (DCAT 3 section 6.8.9)."""
    files = _addresses(record, "file")
    for address in files or _addresses(record, "url"):
        part = names.part(record.resource.id, "file" if files else "page", address)
        triples = [(part, RDF_TYPE, curie("dcat:Distribution")), (part, curie("dcat:accessURL"), iri(address))]
        if files:
            triples += [(part, curie("dcat:downloadURL"), iri(address)), *_file_type(part, address)]
        yield part, triples


def _file_type(part: Term, address: str) -> Iterator[Triple]:
    if found := FILE_TYPES.get(urlsplit(address).path.rpartition(".")[2].lower()):
        kind, media_type = iri(f"{AUTHORITY}file-type/{found[0]}"), iri(f"{_IANA}{found[1]}")
        yield part, curie("dcterms:format"), kind
        yield kind, RDF_TYPE, curie("dcterms:MediaTypeOrExtent")
        yield part, curie("dcat:mediaType"), media_type
        yield media_type, RDF_TYPE, curie("dcterms:MediaType")


def _rights(record: Record, subject: Term, names: Names) -> Iterator[Triple]:
    is_part = subject != f"<{record.iri}>"
    said: set[str] = set()
    for name, (predicate, kind) in _RIGHTS.items():
        for value in record.values(name):
            # DCAT-AP takes one access right of a dataset, none of a distribution, and there one licence and one statement.
            if (is_part and name == "access_rights") or (predicate in said and (is_part or name == "access_rights")):
                continue
            said.add(predicate)
            term = (name == "access_rights" and _access_right(record)) or _document(record, value, names)
            yield subject, curie(predicate), term
            yield term, RDF_TYPE, curie(kind)
            if term.startswith(f"<{record.iri}#"):
                text = literal(as_text(value), language=value.language if isinstance(value, LangText) else "")
                yield term, curie("dcterms:description"), text


def _access_right(record: Record) -> Term:
    """Return the access right in the list of the EU, which DCAT-AP 3 section 8 asks for; empty for one it has no word for."""
    found = _ACCESS.get(access_right(record))
    return iri(f"{AUTHORITY}access-right/{found}") if found else ""


def _document(record: Record, value: Value, names: Names) -> Term:
    """Return a licence or a statement by its address, as DCAT-AP wants it; one in words is a part of the resource."""
    if isinstance(value, Concept):
        return iri((*record.matches(value), names.concept(value)[1:-1])[0])
    return iri(value.iri) if isinstance(value, Link) else names.part(record.resource.id, "rights", as_text(value))


def _contact(record: Record, subject: Term) -> Iterator[Triple]:
    """Yield whom to ask, when the site says so by an address that can be used."""
    contact = record.site.contact
    email = _EMAIL.search(contact)
    if not email and not contact.startswith(("http://", "https://")):
        return
    point = f"<{record.site.base_iri}catalog#contact>"
    yield subject, curie("dcat:contactPoint"), point
    yield point, RDF_TYPE, curie("vcard:Kind")
    yield point, curie("vcard:fn"), literal(record.site.publisher.name)
    yield point, curie("vcard:hasEmail" if email else "vcard:hasURL"), iri(f"mailto:{email[0]}" if email else contact)


def _lacks(record: Record) -> tuple[str, ...]:
    return () if record.text("description", "abstract") else (NO_DESCRIPTION,)


def _write(record: Record, form: Format) -> bytes:
    return serialize(form.name, dcat_ap(record))


DCAT = Profile(
    "http://www.w3.org/ns/dcat#", "dcat", "DCAT-AP 3", RDF_FORMATS, _write, _lacks, of_everything=True,
    metadata_format=MetadataFormat(RDF_SYNTAX, RDF_XML_SCHEMA, RDFXML),
)  # fmt: skip
