"""Parts of the DataCite kernel 4 that DataCite and OpenAIRE share; `prefix` is what their elements' names begin with."""

import re
from collections.abc import Iterator

from resource_ld.model import Agent, Concept, Date
from resource_ld.profiles.codes import inverted, is_periodical, name_scheme, valid
from resource_ld.profiles.record import Record
from resource_ld.profiles.xml import element, wrapped

NAMESPACE = "http://datacite.org/schema/kernel-4"
_KINDS = {"person": "Personal", "organization": "Organizational"}
_SCHEMES = {"ORCID": "https://orcid.org", "ROR": "https://ror.org"}
_ADDRESSES = (
    ("DOI", re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/\S+)", re.IGNORECASE)),
    ("Handle", re.compile(r"(https?://hdl\.handle\.net/\S+)", re.IGNORECASE)),
    ("ARK", re.compile(r"https?://[^/]+/(ark:\S+)", re.IGNORECASE)),
    ("PURL", re.compile(r"(https?://purl\.[^/]+/\S+)", re.IGNORECASE)),
)


OWN_DATES = (("dcterms:dateAccepted", "Accepted"), ("dcterms:available", "Available"))
"""Property of a field of the catalogue's own → type of date: the start of an embargo and its end."""


def typed(address: str) -> tuple[str, str]:
    """Return what kind of identifier an address is, and the identifier.

    >>> typed("https://doi.org/10.1000/182"), typed("https://a.example/")
    (('DOI', '10.1000/182'), ('URL', 'https://a.example/'))
    """
    for kind, pattern in _ADDRESSES:
        if found := pattern.fullmatch(address):
            return kind, found[1]
    return "URL", address


def exact(date: Date) -> str:
    """Return a date in ISO 8601, or the one year its words name; empty for a range and for none.

    >>> exact(Date("c. 2009", "", 2009, 2009)), exact(Date("1875-80", "", 1875, 1880))
    ('2009', '')
    """
    if date.value:
        return date.value
    return f"{date.year_from:04}" if date.year_from and date.year_from == date.year_until else ""


def dates_in(record: Record, name: str) -> Iterator[Date]:
    """Yield the dates of a field that `exact` can say."""
    return (each for each in record.values(name) if isinstance(each, Date) and exact(each))


def identifiers(record: Record) -> tuple[tuple[str, str], ...]:
    """Return (type, identifier), the one to cite first: DOI, else page; then the catalogue's IRI, ISBN, those of its owner."""
    found = [("DOI", each) for each in valid(record, "doi")]
    found += [typed(each.iri) for each in record.links_in("url")]
    found.append(("URL", record.iri))
    found += [("ISBN", each) for each in valid(record, "isbn")]
    if is_periodical(record):
        found += [("ISSN", each) for each in valid(record, "issn")]
    found += [("Local", each) for each, _ in record.texts("identifier", "source_id")]
    return tuple(dict.fromkeys(found))


def alternates(record: Record, prefix: str) -> str:
    """Return all identifiers but the first."""
    name = f"{prefix}alternateIdentifier"
    said = (element(name, each, alternateIdentifierType=kind) for kind, each in identifiers(record)[1:])
    return wrapped(f"{name}s", *said)


def related(record: Record, prefix: str) -> str:
    """Return what the work is part of or replaces. The kernel has no word for a relation nobody named."""
    found = [(*typed(each.iri), "IsPartOf") for each in record.links_in("is_part_of")]
    if not is_periodical(record):
        found += [("ISSN", each, "IsPartOf") for each in valid(record, "issn")]
    found += [(*typed(each.iri), "IsNewVersionOf") for each in record.links_in("replaces")]
    name = f"{prefix}relatedIdentifier"
    return wrapped(
        f"{name}s", *(element(name, each, relatedIdentifierType=kind, relationType=how) for kind, each, how in found)
    )


def titles(record: Record, prefix: str) -> str:
    """Return titles with their languages."""
    name = f"{prefix}title"
    said = [element(name, content, xml__lang=language) for content, language in record.texts("title")]
    said += [
        element(name, content, titleType="AlternativeTitle", xml__lang=language)
        for content, language in record.texts("alternative")
    ]
    return wrapped(f"{name}s", *said)


def _agent(agent: Agent, prefix: str, role: str, **attributes: str) -> str:
    family, given = inverted(agent)
    scheme = name_scheme(agent)
    address = _SCHEMES.get(scheme, "")
    return wrapped(
        f"{prefix}{role}",
        element(f"{prefix}{role}Name", agent.name, nameType=_KINDS.get(agent.kind, "")),
        element(f"{prefix}givenName", given) if given else "",
        element(f"{prefix}familyName", family) if family else "",
        element(f"{prefix}nameIdentifier", agent.iri, nameIdentifierScheme=scheme, schemeURI=address) if scheme else "",
        **attributes,
    )


def creators(record: Record, prefix: str) -> str:
    """Return the creators in their order."""
    return wrapped(f"{prefix}creators", *(_agent(each, prefix, "creator") for each in record.agents_in("creator")))


def contributors(record: Record, prefix: str) -> str:
    """Return the contributors; what they did nobody said."""
    said = (_agent(each, prefix, "contributor", contributorType="Other") for each in record.agents_in("contributor"))
    return wrapped(f"{prefix}contributors", *said)


def funders(record: Record, prefix: str) -> str:
    """Return who paid."""
    return wrapped(
        f"{prefix}fundingReferences",
        *(
            wrapped(
                f"{prefix}fundingReference",
                element(f"{prefix}funderName", each.name),
                element(f"{prefix}funderIdentifier", each.iri, funderIdentifierType="ROR")
                if name_scheme(each) == "ROR"
                else "",
            )
            for each in record.agents_in("funding")
        ),
    )


def subjects(record: Record, prefix: str) -> str:
    """Return categories, with the address of what they match, and keywords."""
    name = f"{prefix}subject"
    said = [_subject(record, name, each) for each in record.concepts_in("category")]
    said += [element(name, content, xml__lang=language) for content, language in record.texts("keyword")]
    return wrapped(f"{name}s", *dict.fromkeys(said))


def _subject(record: Record, name: str, concept: Concept) -> str:
    label, language = record.name(concept)
    return element(name, label, valueURI=next(iter(record.matches(concept)), ""), xml__lang=language)


def sizes(record: Record, prefix: str) -> str:
    """Return the extent as it was written."""
    return wrapped(f"{prefix}sizes", *(element(f"{prefix}size", content) for content, _ in record.texts("extent")))
