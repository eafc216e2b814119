"""FAIR Signposting: how a machine finds its way from the page of a work to its metadata, its files and its identifier.

Level 1 stands in the `Link` header of the page and of each document, level 2 in a linkset (RFC 9264) that says all of it
with an anchor each.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from resource_ld.formats import DOCUMENT_FORMATS, HTML, RDF_FORMATS, Format
from resource_ld.identifiers.numbers import doi_iri
from resource_ld.mapping.parts import RDF_TYPE, agent_id
from resource_ld.model import Agent, Concept, Link
from resource_ld.profiles import Profile, Record
from resource_ld.terms import PREFIXES

SCHEMA = PREFIXES["schema"]


@dataclass(frozen=True, slots=True)
class WebLink:
    """A typed link (RFC 8288 section 2): from `anchor` to `target`."""

    anchor: str
    relation: str
    target: str
    media_type: str = ""
    profile: str = ""


def landing_links(record: Record) -> tuple[WebLink, ...]:
    """Return the links of a work's page, but those to its documents: who made it, what it is, what may be done with it.

    `license` is the work's own and is left out when nobody said one: that of the metadata would be a lie here.
    """
    page = record.page
    said = [("cite-as", _persistent_identifier(record))]
    said += [("author", each) for each in _authors(record)]
    said += [("type", each) for each in _types(record)]
    said += [("license", each) for each in list(_licenses(record))[:1]]
    said += [("item", each) for each in _files(record)]
    said.append(("collection", f"{record.site.base_iri}catalog"))
    return tuple(WebLink(page, relation, target) for relation, target in dict.fromkeys(said))


def document_links(record: Record, address: str) -> tuple[WebLink, ...]:
    """Return the links of one document about a work: what it describes, how the work is cited, its own licence."""
    return (
        WebLink(address, "describes", record.page, HTML.media_type),
        WebLink(address, "cite-as", _persistent_identifier(record)),
        WebLink(address, "collection", f"{record.site.base_iri}catalog"),
        WebLink(address, "license", record.site.metadata_license),
    )


def described_by(record: Record, formats: Iterable[Format] = RDF_FORMATS) -> tuple[WebLink, ...]:
    """Return the links from a work's page to the documents with all that is said of it."""
    return tuple(
        WebLink(record.page, "describedby", f"{record.iri}.{each.suffix}", each.media_type) for each in formats
    )


def profiled(record: Record, profiles: Sequence[Profile], relation: str) -> Iterator[WebLink]:
    """Yield links from a work's page to its documents in each format of some profiles."""
    for profile in profiles:
        for form in profile.formats:
            target = f"{record.iri}.{profile.token}.{form.suffix}"
            yield WebLink(record.page, relation, target, form.media_type, profile.iri)


def linkset(record: Record, profiles: Sequence[Profile]) -> tuple[WebLink, ...]:
    """Return every link of a work: of its page, of each document about it, of each of its files."""
    documents = (*described_by(record), *profiled(record, profiles, "describedby"))
    links = [*landing_links(record), *documents]
    for each in documents:
        links += document_links(record, each.target)
    # A file may lie anywhere and cannot say itself what it belongs to.
    links += [WebLink(each, "collection", record.page, HTML.media_type) for each in _files(record)]
    return tuple(links)


def alternates(record: Record, shown: Format | None) -> tuple[WebLink, ...]:
    """Return links to the other formats of what is shown."""
    return tuple(
        WebLink(record.page, "alternate", f"{record.iri}.{each.suffix}", each.media_type)
        for each in DOCUMENT_FORMATS
        if each is not shown
    )


def _persistent_identifier(record: Record) -> str:
    """Return what the work is cited by: its DOI, else its IRI here, which is for ever too."""
    return next(filter(None, (doi_iri(text) for text, _ in record.texts("doi"))), record.iri)


def _authors(record: Record) -> Iterator[str]:
    """Yield who made the work: their ORCID or other IRI, else their page here."""
    for each in record.values("creator"):
        if isinstance(each, Agent):
            yield each.iri or f"{record.site.base_iri}agent/{agent_id(each)}"


def _types(record: Record) -> Iterator[str]:
    """Yield what the page is and what the work is, in schema.org as the profile recommends."""
    yield f"{SCHEMA}AboutPage"
    subject = f"<{record.iri}>"
    for each, predicate, term in record.triples:
        if each == subject and predicate == RDF_TYPE and term.startswith(f"<{SCHEMA}"):
            yield term[1:-1]


def _licenses(record: Record) -> Iterator[str]:
    for each in record.values("license", "rights_statement"):
        if isinstance(each, Link):
            yield each.iri
        elif isinstance(each, Concept):
            yield from record.matches(each)[:1]


def _files(record: Record) -> Iterator[str]:
    return (each.iri for each in record.values("file") if isinstance(each, Link))
