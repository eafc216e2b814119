"""Groups sorted triples by subject and predicate, in the order every readable format shows them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from resource_ld.terms import PREFIXES, Term, Triple

RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
Grouped = dict[Term, dict[Term, list[Term]]]

_SPACES = sorted(PREFIXES.items(), key=lambda each: -len(each[1]))
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def grouped(triples: Sequence[Triple]) -> Grouped:
    """Return subject → predicate → objects, in the order the triples come in; types first within a subject."""
    subjects: Grouped = {}
    for subject, predicate, term in triples:
        predicates = subjects.get(subject)
        if predicates is None:
            predicates = subjects[subject] = {}
        objects = predicates.get(predicate)
        if objects is None:
            predicates[predicate] = [term]
        else:
            objects.append(term)
    return subjects


def types_first(predicates: dict[Term, list[Term]]) -> Iterator[tuple[Term, list[Term]]]:
    """Yield predicates with objects, `rdf:type` first."""
    if RDF_TYPE in predicates:
        yield RDF_TYPE, predicates[RDF_TYPE]
    for predicate, objects in predicates.items():
        if predicate != RDF_TYPE:
            yield predicate, objects


@lru_cache(maxsize=4096)
def compact(term: Term) -> str:
    """Return the prefixed name of an IRI term where it has a plain one, else an empty text.

    >>> compact("<http://purl.org/dc/terms/title>"), compact("<http://purl.org/dc/terms/a.b>")
    ('dcterms:title', '')
    """
    text = term[1:-1]
    for prefix, space in _SPACES:
        if text.startswith(space) and _LOCAL.fullmatch(text, len(space)):
            return f"{prefix}:{text[len(space) :]}"
    return ""
