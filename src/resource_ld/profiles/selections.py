"""Profiles that keep the triples of some vocabularies."""

from collections.abc import Sequence

from resource_ld.fields import FIELDS, Kind
from resource_ld.profiles.profile import of_triples
from resource_ld.terms import PREFIXES, Term, Triple, curie, is_iri, split_literal

RDF_TYPE = curie("rdf:type")
_DATES = frozenset(curie(each.schema_org) for each in FIELDS if each.kind is Kind.DATE)


def _of(prefixes: tuple[str, ...], triples: Sequence[Triple]) -> tuple[Triple, ...]:
    spaces = tuple(f"<{PREFIXES[each]}" for each in prefixes)
    return tuple((s, p, o) for s, p, o in triples if (o if p == RDF_TYPE else p).startswith(spaces))


def dublin_core(triples: Sequence[Triple]) -> tuple[Triple, ...]:
    """Return what is said in Dublin Core and the vocabularies around it."""
    return _of(("dc", "dcterms", "foaf", "dcat", "rl", "skos", "rdfs", "owl", "void"), triples)


def schema_org(triples: Sequence[Triple]) -> tuple[Triple, ...]:
    """Return what is said in schema.org, as search engines take it: a date that is none of ISO 8601 is left out."""
    return tuple(each for each in _of(("schema",), triples) if each[1] not in _DATES or _exact(each[2]))


def _exact(date: Term) -> bool:
    return is_iri(date) or bool(split_literal(date)[2])


FULL = of_triples("https://w3id.org/resource-ld/ns#full", "rdf", "Everything", tuple)
SCHEMA_ORG = of_triples("https://schema.org/", "schema", "schema.org", schema_org)
