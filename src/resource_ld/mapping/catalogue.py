"""The catalogue itself, as DCAT 3 and VoID; its members apart, a page at a time, since they are many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from resource_ld.config import Site
from resource_ld.mapping.parts import RDF_TYPE, Names
from resource_ld.model import Agent
from resource_ld.terms import PREFIXES, Term, Triple, curie, iri, literal

DUMP_TYPES = {
    "nt": "application/n-triples", "ttl": "text/turtle", "jsonld": "application/ld+json", "rdf": "application/rdf+xml",
}  # fmt: skip
_GZIP = iri("https://www.iana.org/assignments/media-types/application/gzip")


@dataclass(frozen=True, slots=True)
class Counts:
    """True counts of the default graph without the catalogue's own description (VoID section 4.6)."""

    triples: int
    entities: int
    subjects: int
    classes: Mapping[Term, int]
    properties: Mapping[Term, int]


def describe_catalogue(
    site: Site, counts: Counts, *, issued: str, modified: str, schemes: Iterable[str]
) -> tuple[Triple, ...]:
    """Return the sorted triples of the catalogue, its dumps and its query service, without members."""
    names = Names(site.base_iri)
    publisher = publishing_agent(site)
    triples = [*_core(site, names, publisher, issued, modified), *_void(site, names, counts)]
    triples += [(names.catalogue, curie("dcat:themeTaxonomy"), f"<{site.base_iri}vocab/{each}>") for each in schemes]
    triples += _services(site, names)
    return tuple(sorted(set(triples)))


def publishing_agent(site: Site) -> Agent:
    """Return who publishes the catalogue, an agent like any other."""
    return Agent(site.publisher.name, site.publisher.url, "organization")


def _core(site: Site, names: Names, publisher: Agent, issued: str, modified: str) -> list[Triple]:
    said: list[tuple[str, Term]] = [
        ("rdf:type", curie("dcat:Catalog")), ("rdf:type", curie("schema:DataCatalog")), ("rdf:type", curie("void:Dataset")),
        ("dcterms:license", iri(site.metadata_license)), ("schema:license", iri(site.metadata_license)),
        ("foaf:homepage", f"<{site.base_iri}>"), ("schema:url", f"<{site.base_iri}>"),
    ]  # fmt: skip
    both = (("title", "name", site.title), ("description", "description", site.description))
    for dublin_core, schema_org, text in both:
        if text:
            term = literal(text, language=site.language)
            said += [(f"dcterms:{dublin_core}", term), (f"schema:{schema_org}", term)]
    said += [("dcterms:publisher", names.agent(publisher)), ("schema:publisher", names.agent(publisher))]
    for predicate, instant in (("issued", issued), ("modified", modified)):
        said.append((f"dcterms:{predicate}", literal(instant, datatype="xsd:dateTime")))
    said += [("dcterms:language", f"<{site.base_iri}vocab/language/{each}>") for each in site.languages]
    return [(names.catalogue, curie(predicate), term) for predicate, term in said]


def _void(site: Site, names: Names, counts: Counts) -> list[Triple]:
    catalogue = names.catalogue
    triples = [
        (catalogue, curie(f"void:{name}"), _integer(number))
        for name, number in (
            ("triples", counts.triples), ("entities", counts.entities), ("distinctSubjects", counts.subjects),
            ("properties", len(counts.properties)), ("classes", len(counts.classes)),
        )
    ]  # fmt: skip
    used = {*counts.properties, *counts.classes}
    triples += [
        (catalogue, curie("void:vocabulary"), f"<{space}>")
        for space in PREFIXES.values()
        if any(space in each for each in used)
    ]
    triples.append((catalogue, curie("void:uriSpace"), literal(f"{site.base_iri}resource/")))
    triples.append((catalogue, curie("void:sparqlEndpoint"), f"<{site.base_iri}sparql>"))
    for cls, number in counts.classes.items():
        triples += _partition(site, "class", cls, "entities", number)
    for predicate, number in counts.properties.items():
        triples += _partition(site, "property", predicate, "triples", number)
    return triples


def _partition(site: Site, kind: str, term: Term, counted: str, number: int) -> list[Triple]:
    slug = term[1:-1]
    for prefix, space in PREFIXES.items():
        slug = slug.replace(space, f"{prefix}-")
    part = f"<{site.base_iri}catalog#{kind}-{slug}>"
    if "/" in slug:
        return []
    return [
        (f"<{site.base_iri}catalog>", curie(f"void:{kind}Partition"), part),
        (part, curie(f"void:{kind}"), term),
        (part, curie(f"void:{counted}"), _integer(number)),
    ]


def _services(site: Site, names: Names) -> list[Triple]:
    service = f"<{site.base_iri}sparql>"
    triples = [
        (names.catalogue, curie("dcat:service"), service),
        (service, RDF_TYPE, curie("dcat:DataService")),
        (service, curie("dcat:endpointURL"), service),
        (service, curie("dcat:servesDataset"), names.catalogue),
        (service, curie("dcterms:title"), literal("SPARQL 1.1 query service", language="en")),
    ]
    for suffix, media_type in DUMP_TYPES.items():
        dump, part = f"<{site.base_iri}dumps/catalogue.{suffix}.gz>", f"<{site.base_iri}catalog#dump-{suffix}>"
        triples += [
            (names.catalogue, curie("dcat:distribution"), part),
            (names.catalogue, curie("void:dataDump"), dump),
            (part, RDF_TYPE, curie("dcat:Distribution")),
            (part, RDF_TYPE, curie("schema:DataDownload")),
            (part, curie("dcat:downloadURL"), dump),
            (part, curie("schema:contentUrl"), dump),
            (part, curie("dcat:mediaType"), iri(f"https://www.iana.org/assignments/media-types/{media_type}")),
            (part, curie("dcat:compressFormat"), _GZIP),
            (part, curie("dcterms:license"), iri(site.metadata_license)),
        ]
    return triples


def describe_members(names: Names, resource_ids: Iterable[str]) -> list[Triple]:
    """Return the triples that make resources members of the catalogue, sorted."""
    catalogue, triples = names.catalogue, []
    for each in resource_ids:
        subject = names.resource(each)
        triples += [
            (catalogue, curie("dcat:record"), names.record(each)),
            (catalogue, curie("dcat:resource"), subject),
            (catalogue, curie("schema:hasPart"), subject),
        ]
    return sorted(triples)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of members, by addresses: itself, its neighbours (empty: none), first and last; `total` counts all members,
    None where their number is not known.
    """

    address: str
    first: str
    last: str
    previous: str
    next: str
    total: int | None


def describe_page(names: Names, page: Page) -> list[Triple]:
    """Return the triples that lead from page to page in the Hydra Core Vocabulary, every page an IRI."""
    view, catalogue = f"<{page.address}>", names.catalogue
    triples = [
        (catalogue, RDF_TYPE, curie("hydra:Collection")),
        (catalogue, curie("hydra:view"), view),
        (view, RDF_TYPE, curie("hydra:PartialCollectionView")),
    ]
    triples += [(catalogue, curie("hydra:totalItems"), _integer(page.total))] if page.total is not None else []
    others = (("first", page.first), ("last", page.last), ("previous", page.previous), ("next", page.next))
    triples += [(view, curie(f"hydra:{name}"), f"<{address}>") for name, address in others if address]
    return sorted(triples)


def _integer(number: int) -> Term:
    return literal(str(number), datatype="xsd:integer")
