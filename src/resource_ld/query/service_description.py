"""What the query service says of itself (SPARQL 1.1 Service Description)."""

from resource_ld.formats import RDF_FORMATS, RESULT_FORMATS
from resource_ld.terms import Triple, curie

SD = "http://www.w3.org/ns/sparql-service-description#"


def describe_service(base_iri: str) -> tuple[Triple, ...]:
    """Return the sorted triples of the service at `sparql`."""
    service = f"<{base_iri}sparql>"
    said = [
        (curie("rdf:type"), f"<{SD}Service>"),
        (f"<{SD}endpoint>", service),
        (f"<{SD}supportedLanguage>", f"<{SD}SPARQL11Query>"),
        (f"<{SD}defaultDataset>", f"<{base_iri}catalog#dataset>"),
    ]
    said += [(f"<{SD}resultFormat>", f"<{each.iri}>") for each in (*RESULT_FORMATS, *RDF_FORMATS)]
    dataset, graph = f"<{base_iri}catalog#dataset>", f"<{base_iri}catalog#default-graph>"
    more = [
        (dataset, curie("rdf:type"), f"<{SD}Dataset>"),
        (dataset, f"<{SD}defaultGraph>", graph),
        (graph, curie("rdf:type"), f"<{SD}Graph>"),
    ]
    return tuple(sorted([*((service, predicate, term) for predicate, term in said), *more]))
