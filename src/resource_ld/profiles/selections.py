"""Profiles that keep the triples of some vocabularies."""

from collections.abc import Sequence

from resource_ld.profiles.profile import of_triples
from resource_ld.terms import PREFIXES, Triple, curie

RDF_TYPE = curie("rdf:type")


def _of(prefixes: tuple[str, ...], triples: Sequence[Triple]) -> tuple[Triple, ...]:
    spaces = tuple(f"<{PREFIXES[each]}" for each in prefixes)
    return tuple((s, p, o) for s, p, o in triples if (o if p == RDF_TYPE else p).startswith(spaces))


def dublin_core(triples: Sequence[Triple]) -> tuple[Triple, ...]:
    """Return what is said in Dublin Core and the vocabularies around it."""
    return _of(("dc", "dcterms", "foaf", "dcat", "rl", "skos", "rdfs", "owl", "void"), triples)


def schema_org(triples: Sequence[Triple]) -> tuple[Triple, ...]:
    """Return what is said in schema.org."""
    return _of(("schema",), triples)


FULL = of_triples("https://w3id.org/resource-ld/ns#full", "rdf", "Everything", tuple)
SCHEMA_ORG = of_triples("https://schema.org/", "schema", "schema.org", schema_org)
