"""What the query service says of itself (SPARQL 1.1 Service Description), its limits and the size of its data among it."""

from collections.abc import Iterable

from resource_ld.formats import RDF_FORMATS, RESULT_FORMATS
from resource_ld.query.limits import Limits
from resource_ld.query.protocol import LONGEST
from resource_ld.query.screen import DEEPEST, MOST
from resource_ld.terms import PREFIXES, Triple, curie, literal

SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = f"<{PREFIXES['void']}"
_ELSEWHERE = {curie("void:dataDump"), curie("void:sparqlEndpoint")}


def limits_of(limits: Limits) -> dict[str, int | float]:
    """Return every limit by the name it has in the service description and in docs/sparql.md."""
    return {
        "queryTimeLimit": limits.deadline, "queryMemoryLimit": limits.memory, "queryResultLimit": limits.result,
        "queriesAtOnce": limits.workers, "queriesWaiting": limits.waiting, "queryLengthLimit": LONGEST,
        "queryNestingLimit": DEEPEST, "queryOperatorLimit": MOST,
    }  # fmt: skip


def describe_service(base_iri: str, limits: Limits, catalogue: Iterable[Triple]) -> tuple[Triple, ...]:
    """Return the sorted triples of the service at `sparql`; `catalogue` is the description of the catalogue."""
    service, dataset = f"<{base_iri}sparql>", f"<{base_iri}sparql#dataset>"
    graph, site = f"<{base_iri}sparql#default-graph>", f"<{base_iri}catalog>"
    said = [
        (service, curie("rdf:type"), f"<{SD}Service>"),
        (service, f"<{SD}endpoint>", service),
        (service, f"<{SD}supportedLanguage>", f"<{SD}SPARQL11Query>"),
        (service, f"<{SD}feature>", f"<{SD}EmptyGraphs>"),
        (service, f"<{SD}defaultDataset>", dataset),
        (dataset, curie("rdf:type"), f"<{SD}Dataset>"),
        (dataset, f"<{SD}defaultGraph>", graph),
        (graph, curie("rdf:type"), f"<{SD}Graph>"),
    ]
    said += [(service, f"<{SD}resultFormat>", f"<{each.iri}>") for each in (*RESULT_FORMATS, *RDF_FORMATS)]
    said += [
        (service, f"<{PREFIXES['rl']}{name}>", literal(f"{value:g}" if isinstance(value, float) else str(value), datatype=_type(value)))
        for name, value in limits_of(limits).items()
    ]  # fmt: skip
    for subject, predicate, term in catalogue:
        if predicate.startswith(_VOID) and predicate not in _ELSEWHERE:
            said.append((graph if subject == site else subject, predicate, term))
        if predicate == curie("dcat:themeTaxonomy"):
            said += _named(base_iri, dataset, term)
    return tuple(sorted({*said, *_named(base_iri, dataset, site)}))


def _named(base_iri: str, dataset: str, name: str) -> list[Triple]:
    """Return the triples of a named graph: every list of terms and the catalogue are one."""
    slug = name[1:-1].removeprefix(base_iri).replace("/", "-")
    named, graph = f"<{base_iri}sparql#named-{slug}>", f"<{base_iri}sparql#graph-{slug}>"
    return [
        (dataset, f"<{SD}namedGraph>", named),
        (named, curie("rdf:type"), f"<{SD}NamedGraph>"),
        (named, f"<{SD}name>", name),
        (named, f"<{SD}graph>", graph),
        (graph, curie("rdf:type"), f"<{SD}Graph>"),
    ]


def _type(value: float) -> str:
    return "xsd:decimal" if isinstance(value, float) else "xsd:integer"
