"""What the values of a field say in schema.org (always `https://schema.org/`)."""

from collections.abc import Callable, Iterable

from resource_ld.fields import Field, Kind
from resource_ld.identifiers.numbers import doi_iri, is_isbn, issn
from resource_ld.mapping.dublin_core import Statement
from resource_ld.mapping.parts import RDF_TYPE, Names
from resource_ld.model import LangText, Link, Period, Value, as_text
from resource_ld.terms import PREFIXES, Term, Triple, curie, iri, literal

CREATIVE_WORK = curie("schema:CreativeWork")
_BOOK, _DIGITAL_DOCUMENT = curie("schema:Book"), curie("schema:DigitalDocument")
_NUMBERS: dict[str, Callable[[str], object]] = {"doi": doi_iri, "isbn": is_isbn, "issn": issn}


def plain(names: Names, resource_id: str, field: Field, _value: Value, term: Term) -> list[Triple]:
    return [(names.resource(resource_id), curie(field.schema_org), term)]


def code(names: Names, resource_id: str, field: Field, value: Value, term: Term) -> list[Triple]:
    text, subject = as_text(value), names.resource(resource_id)
    if field.name in _NUMBERS and not _NUMBERS[field.name](text):
        return [(subject, curie("schema:identifier"), term)]
    spelled = literal(doi_iri(text)) if field.name == "doi" else term
    return [(subject, curie(field.schema_org), spelled)]


def period(names: Names, resource_id: str, field: Field, value: Value, _term: Term) -> list[Triple]:
    """ISO 8601 with a slash between the ends, as schema.org asks of `temporalCoverage`."""
    assert isinstance(value, Period)
    ends = f"{value.start or '..'}/{value.end or '..'}"
    text = ends if value.start != value.end else value.start or value.text
    return [(names.resource(resource_id), curie(field.schema_org), literal(text))]


def file(names: Names, resource_id: str, field: Field, value: Value, _term: Term) -> list[Triple]:
    assert isinstance(value, Link)
    part = names.part(resource_id, "file", value.iri)
    return [
        (names.resource(resource_id), curie(field.schema_org), part),
        (part, RDF_TYPE, curie("schema:MediaObject")),
        (part, curie("schema:contentUrl"), iri(value.iri)),
    ]


def rights(names: Names, resource_id: str, field: Field, value: Value, term: Term) -> list[Triple]:
    # schema:license wants an address; a licence in words is a notice.
    notice = isinstance(value, LangText) and field.name == "license"
    return [(names.resource(resource_id), curie("schema:copyrightNotice" if notice else field.schema_org), term)]


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


def work_class(suggested: Iterable[str], *, has_isbn: bool, has_file: bool) -> Term:
    """Return the class of the work: what its type suggests, `CreativeWork` when nothing is known.

    `Book` only with an ISBN and `DigitalDocument` only with a file: the type alone would invent a fact.

    >>> work_class(["https://schema.org/Book"], has_isbn=False, has_file=False)
    '<https://schema.org/CreativeWork>'
    """
    for each in suggested:
        term = f"<{each}>"
        if not each.startswith(PREFIXES["schema"]):
            continue
        if (term == _BOOK and not has_isbn) or (term == _DIGITAL_DOCUMENT and not has_file):
            continue
        return term
    return CREATIVE_WORK
