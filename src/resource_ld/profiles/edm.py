"""Europeana Data Model, as providers send it: the object, its aggregation, and agents, places, concepts beside them."""

import re
from collections.abc import Iterable, Iterator

from resource_ld.formats import RDFXML, Format
from resource_ld.identifiers.numbers import doi_iri
from resource_ld.mapping.parts import Names
from resource_ld.model import Agent, Concept, Link, Period
from resource_ld.profiles import lacking
from resource_ld.profiles.codes import bcp47, name_scheme, valid
from resource_ld.profiles.oai_dc import hosts, identifiers
from resource_ld.profiles.profile import MetadataFormat, Profile
from resource_ld.profiles.record import ConceptNames, Record
from resource_ld.profiles.xml import XSI, document, element, empty, opened, wrapped

NAMESPACE = "http://www.europeana.eu/schemas/edm/"
SCHEMA = f"{NAMESPACE}EDM.xsd"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ROOT = opened(
    "rdf:RDF", xmlns__rdf=_RDF, xmlns__dc="http://purl.org/dc/elements/1.1/", xmlns__dcterms="http://purl.org/dc/terms/", xmlns__edm=NAMESPACE,
    xmlns__ore="http://www.openarchives.org/ore/terms/", xmlns__owl="http://www.w3.org/2002/07/owl#",
    xmlns__skos="http://www.w3.org/2004/02/skos/core#", xmlns__xsi=XSI, xsi__schemaLocation=f"{_RDF} {SCHEMA}",
)  # fmt: skip

TYPES = dict.fromkeys(
    (
        "annual-report", "article", "book", "book-chapter", "conference-report", "fact-sheet", "guidance", "handbook", "legislation",
        "manuscript", "newsletter", "notated-music", "periodical", "policy-brief", "report", "strategy", "text", "thesis",
        "training-material", "working-paper",
    ),
    "TEXT",
) | dict.fromkeys(
    (
        "artwork", "drawing", "image", "map", "painting", "print", "sculpture", "still-image", "three-dimensional-object",
    ),
    "IMAGE",
) | {"moving-image": "VIDEO", "sound": "SOUND"}  # fmt: skip
"""Our type → `edm:type`: music scores are texts there and museum objects images; a collection, a dataset, a website is none."""

_MODELS = (".glb", ".gltf", ".obj", ".ply", ".stl", ".usdz", ".x3d")
_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(licenses/by(?:-nc)?(?:-nd|-sa)?/(?:4\.0|(?:1\.0|2\.0|2\.1|2\.5|3\.0)(?:/(?:[a-z]{2}|igo|scotland))?)"
    r"|publicdomain/(?:zero|mark)/1\.0)(?:/(?:deed|legalcode)?(?:\.[a-zA-Z_-]+)?)?"
)
_STATEMENT = re.compile(
    r"https?://rightsstatements\.org/(?:vocab|page)/(NoC-NC|NoC-OKLR|InC|InC-EDU|InC-OW-EU|CNE)/1\.0/?(?:\?.*)?"
)


def rights_address(address: str) -> str:
    """Return a licence or rights statement as Europeana lists it, which is with `http:`; empty for one it does not take.

    >>> rights_address("https://creativecommons.org/licenses/by/4.0/deed.fr")
    'http://creativecommons.org/licenses/by/4.0/'
    """
    if found := _CREATIVE_COMMONS.fullmatch(address):
        return f"http://creativecommons.org/{found[1]}/"
    found = _STATEMENT.fullmatch(address)
    return f"http://rightsstatements.org/vocab/{found[1]}/1.0/" if found else ""


def _rights(record: Record) -> str:
    for value in record.values("license", "rights_statement"):
        addresses: Iterable[str] = ()
        if isinstance(value, Concept):
            addresses = record.matches(value)
        elif isinstance(value, Link):
            addresses = (value.iri,)
        if known := next(filter(None, map(rights_address, addresses)), ""):
            return known
    return ""


def _type(record: Record) -> str:
    if any(each.iri.lower().endswith(_MODELS) for each in record.links_in("file")):
        return "3D"
    return record.type_by(TYPES) or ""


def _pages(record: Record) -> list[str]:
    pages = [each.iri for each in record.links_in("url")]
    return pages or [doi_iri(each) for each in valid(record, "doi")]


def _names(record: Record) -> Names:
    return Names(record.site.base_iri)


Fields = tuple[tuple[str, tuple[str, ...]], ...]
"""Element and the fields it says."""

_AGENTS: Fields = (
    ("creator", ("creator",)),
    ("contributor", ("contributor", "funding")),
    ("publisher", ("publisher",)),
)
_CONCEPTS: Fields = (
    ("dc:subject", ("category",)),
    ("dc:type", ("type",)),
    ("dcterms:spatial", ("country", "region", "place")),
)
_TEXTS: Fields = (
    ("dc:title", ("title",)), ("dcterms:alternative", ("alternative",)), ("dc:description", ("description", "abstract")),
    ("dc:subject", ("keyword",)), ("dcterms:issued", ("issued",)), ("dcterms:created", ("created",)), ("dcterms:extent", ("extent",)),
    ("dc:rights", ("rights",)),
)  # fmt: skip
_LINKS = (("dcterms:isPartOf", "is_part_of"), ("dcterms:replaces", "replaces"), ("dc:relation", "relation"))


def _object(record: Record) -> str:
    """Return the cultural heritage object, which has the IRI of the resource."""
    said: list[str] = []
    for name, fields in _TEXTS:
        said += [element(name, content, xml__lang=language) for content, language in record.texts(*fields)]
    for name, fields in _AGENTS:
        said += [_to(f"dc:{name}", _names(record).agent(each)[1:-1]) for each in record.agents_in(*fields)]
    for name, fields in _CONCEPTS:
        said += [_to(name, _names(record).concept(each)[1:-1]) for each in record.concepts_in(*fields)]
    said += [_to("dcterms:temporal", _period_iri(record, each)) for each in _periods(record)]
    said += [_to(name, each.iri) for name, field in _LINKS for each in record.links_in(field)]
    said += [_to("dcterms:isPartOf", each) for each in hosts(record)]
    said += [element("dc:identifier", each) for each in identifiers(record)]
    for each in record.concepts_in("language"):
        said.append(element("dc:language", bcp47(record, each) or record.name(each)[0]))
    return wrapped("edm:ProvidedCHO", *dict.fromkeys(said), element("edm:type", _type(record)), rdf__about=record.iri)


def _to(name: str, address: str) -> str:
    return empty(name, rdf__resource=address)


def _aggregation(record: Record) -> str:
    """Return the aggregation. A site sends its own records, so the institution is its own provider."""
    pages, files = _pages(record), [each.iri for each in record.links_in("file")]
    pictures = [each.iri for each in record.links_in("thumbnail")]
    institution = record.site.publisher.name
    return wrapped(
        "ore:Aggregation",
        _to("edm:aggregatedCHO", record.iri),
        element("edm:dataProvider", institution),
        *(_to("edm:hasView", each) for each in files[1:]),
        *(_to("edm:isShownAt", each) for each in pages[:1]),
        *(_to("edm:isShownBy", each) for each in files[:1]),
        *(_to("edm:object", each) for each in pictures[:1]),
        element("edm:provider", institution),
        _to("edm:rights", _rights(record)),
        rdf__about=f"{record.iri}#aggregation",
    )


def _web_resources(record: Record) -> Iterator[str]:
    for each in record.links_in("file"):
        title = element("dc:title", each.title) if each.title else ""
        yield wrapped("edm:WebResource", title, _to("edm:rights", _rights(record)), rdf__about=each.iri)


def _agent(record: Record, agent: Agent) -> str:
    same = _to("owl:sameAs", agent.iri) if name_scheme(agent) else ""
    return wrapped(
        "edm:Agent", element("skos:prefLabel", agent.name), same, rdf__about=_names(record).agent(agent)[1:-1]
    )


def _labels(record: Record, concept: Concept) -> list[str]:
    known = record.concepts.get((concept.scheme, concept.id), ConceptNames({}))
    label, language = record.name(concept)
    return [
        element("skos:prefLabel", content, xml__lang=tag)
        for tag, content in (known.labels or {language: label}).items()
    ]


def _concept(record: Record, concept: Concept, name: str, match: str) -> str:
    address = _names(record).concept(concept)[1:-1]
    matches = (_to(match, each) for each in record.matches(concept))
    return wrapped(name, *_labels(record, concept), *matches, rdf__about=address)


def _periods(record: Record) -> Iterator[Period]:
    return (each for each in record.values("temporal") if isinstance(each, Period))


def _period_iri(record: Record, period: Period) -> str:
    return _names(record).part(record.resource.id, "period", period.text)[1:-1]


def _time_span(record: Record, period: Period) -> str:
    return wrapped(
        "edm:TimeSpan",
        element("skos:prefLabel", period.text),
        element("edm:begin", period.start) if period.start else "",
        element("edm:end", period.end) if period.end else "",
        rdf__about=_period_iri(record, period),
    )


def _around(record: Record) -> Iterator[str]:
    """Yield what the object refers to, each once."""
    yield from _web_resources(record)
    for _, fields in _AGENTS:
        yield from (_agent(record, each) for each in record.agents_in(*fields))
    for each in record.concepts_in("country", "region", "place"):
        yield _concept(record, each, "edm:Place", "owl:sameAs")
    yield from (_time_span(record, each) for each in _periods(record))
    for each in record.concepts_in("category", "type"):
        yield _concept(record, each, "skos:Concept", "skos:exactMatch")


def _write(record: Record, _form: Format) -> bytes:
    parts = (_object(record), *_around(record), _aggregation(record))
    return document("\n".join((_ROOT, *dict.fromkeys(parts), "</rdf:RDF>")))


def _lacks(record: Record) -> tuple[str, ...]:
    """Return what Europeana's mapping guidelines make mandatory and a record has not."""
    kind = _type(record)
    wanted = (
        (record.text("title", "description", "abstract"), lacking.NO_TITLE_OR_DESCRIPTION),
        (_pages(record) or any(record.links_in("file")), lacking.NO_OBJECT),
        (_rights(record), lacking.NO_EUROPEANA_RIGHTS),
        (kind, lacking.NO_EUROPEANA_TYPE),
        (kind != "TEXT" or any(record.concepts_in("language")), lacking.NO_TEXT_LANGUAGE),
    )
    return tuple(words for held, words in wanted if not held)


# Europeana's own OAI-PMH server names the format by the namespace of EDM, though the root element is RDF's.
EDM = Profile(
    NAMESPACE, "edm", "Europeana Data Model", (RDFXML,), _write, _lacks,
    metadata_format=MetadataFormat(NAMESPACE, SCHEMA, RDFXML),
)  # fmt: skip
