"""The triples of a term that nobody has described yet: its scheme, its class, its one label."""

from resource_ld.model import Concept
from resource_ld.terms import Triple, curie, literal


def describe_term(base_iri: str, concept: Concept) -> tuple[Triple, ...]:
    """Return the sorted triples of a term of the catalogue's own."""
    subject, label = (
        f"<{base_iri}vocab/{concept.scheme}/{concept.id}>",
        literal(concept.label, language=concept.language),
    )
    classes = ["skos:Concept", *(("dcterms:Location", "schema:Place") if concept.scheme == "place" else ())]
    said = [(curie("rdf:type"), curie(each)) for each in classes]
    said += [
        (curie("skos:inScheme"), f"<{base_iri}vocab/{concept.scheme}>"),
        (curie("skos:prefLabel"), label),
        (curie("schema:name"), label),
    ]
    return tuple(sorted((subject, predicate, term) for predicate, term in said))
