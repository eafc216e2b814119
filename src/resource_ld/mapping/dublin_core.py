"""What the values of a field say in DCMI Metadata Terms."""

from collections.abc import Callable
from functools import lru_cache

from resource_ld.fields import Field, Kind
from resource_ld.identifiers.numbers import doi_iri, isbn_urn, issn_urn
from resource_ld.mapping.parts import RDF_TYPE, Names
from resource_ld.model import Date, LangText, Link, Period, Value, as_text
from resource_ld.terms import Term, Triple, curie, literal

Statement = Callable[[Names, str, Field, Value, Term], list[Triple]]
"""(names of the site, id of the resource, field, value, the value's own term) → triples."""

_IRIS = {"doi": doi_iri, "isbn": isbn_urn, "issn": issn_urn}
YEAR_FROM, YEAR_UNTIL = curie("rl:yearFrom"), curie("rl:yearUntil")
RIGHTS = curie("dcterms:rights")
DATATYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


@lru_cache(maxsize=4096)
def date_literal(value: str) -> Term:
    """Return an ISO date in the datatype of its precision.

    >>> date_literal("2009-05")
    '"2009-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    return literal(value, datatype=DATATYPES[len(value)])


def plain(names: Names, resource_id: str, field: Field, _value: Value, term: Term) -> list[Triple]:
    return [(names.resource(resource_id), curie(field.dublin_core), term)]


def code(names: Names, resource_id: str, field: Field, value: Value, term: Term) -> list[Triple]:
    # What cannot be a DOI, an ISBN or an ISSN is an identifier all the same, as it was written.
    address = _IRIS[field.name](as_text(value)) if field.name in _IRIS else ""
    spelled = literal(address) if address else term
    return [(names.resource(resource_id), curie(field.dublin_core), spelled)]


def year_range(subject: Term, value: Date) -> list[Triple]:
    """Return the years a date covers, which alone compare with one another."""
    years = ((YEAR_FROM, value.year_from), (YEAR_UNTIL, value.year_until))
    return [(subject, predicate, date_literal(f"{year:04}")) for predicate, year in years if year]


def period(names: Names, resource_id: str, field: Field, value: Value, _term: Term) -> list[Triple]:
    assert isinstance(value, Period)
    subject, part = names.resource(resource_id), names.part(resource_id, "period", value.text)
    triples = [(subject, curie(field.dublin_core), part), (part, RDF_TYPE, curie("dcterms:PeriodOfTime"))]
    ends = (("dcat:startDate", value.start), ("dcat:endDate", value.end))
    triples += [(part, curie(each), date_literal(end)) for each, end in ends if end]
    triples.append((part, curie("rdfs:label"), literal(value.text)))
    return triples


def file(names: Names, resource_id: str, field: Field, value: Value, _term: Term) -> list[Triple]:
    assert isinstance(value, Link)
    part = names.part(resource_id, "file", value.iri)
    triples = [(names.resource(resource_id), curie(field.dublin_core), part)]
    triples.append((part, curie("dcterms:identifier"), literal(value.iri)))
    return triples


def rights(names: Names, resource_id: str, field: Field, value: Value, term: Term) -> list[Triple]:
    predicate = RIGHTS if isinstance(value, LangText) else curie(field.dublin_core)
    return [(names.resource(resource_id), predicate, term)]


STATEMENTS: dict[Kind, Statement] = {
    Kind.ID: plain,
    Kind.TEXT: plain,
    Kind.CODE: code,
    Kind.DATE: plain,
    Kind.PERIOD: period,
    Kind.AGENT: plain,
    Kind.CONCEPT: plain,
    Kind.IRI: plain,
    Kind.PAGE: plain,
    Kind.FILE: file,
    Kind.RIGHTS: rights,
}
