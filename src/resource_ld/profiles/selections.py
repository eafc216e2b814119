"""Profiles that keep the triples of some vocabularies."""

from collections.abc import Sequence

from resource_ld.profiles.profile import Profile
from resource_ld.terms import PREFIXES, Triple, curie

RDF_TYPE = curie("rdf:type")


def _of(prefixes: tuple[str, ...], triples: Sequence[Triple]) -> tuple[Triple, ...]:
    spaces = tuple(f"<{PREFIXES[each]}" for each in prefixes)
    return tuple((s, p, o) for s, p, o in triples if (o if p == RDF_TYPE else p).startswith(spaces))


def _dublin_core(triples: Sequence[Triple]) -> tuple[Triple, ...]:
    return _of(("dc", "dcterms", "foaf", "dcat", "rl", "skos", "rdfs", "owl", "void"), triples)


def _schema_org(triples: Sequence[Triple]) -> tuple[Triple, ...]:
    return _of(("schema",), triples)


FULL = Profile("https://w3id.org/resource-ld/ns#full", "full", "Everything", tuple)
DCTERMS = Profile("http://purl.org/dc/terms/", "dcterms", "DCMI Metadata Terms", _dublin_core)
SCHEMA_ORG = Profile("https://schema.org/", "schema", "schema.org", _schema_org)
