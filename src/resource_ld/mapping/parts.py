"""IRIs of what a resource is made of or shares: agents, concepts, files, periods. Digests of values, never numbers."""

from dataclasses import dataclass
from functools import cached_property

from resource_ld.identifiers.digests import digest, fold
from resource_ld.model import Agent, Concept
from resource_ld.terms import Term, Triple, curie, iri, literal

RDF_TYPE = curie("rdf:type")
_AGENT_CLASSES = {
    "person": (curie("foaf:Person"), curie("schema:Person")),
    "organization": (curie("foaf:Organization"), curie("schema:Organization")),
}
_IDENTIFIED = ("https://orcid.org/", "https://ror.org/", "http://ror.org/")


@dataclass(frozen=True)
class Names:
    """The IRIs of a site; `base` is its base IRI and ends with a slash."""

    base: str

    @cached_property
    def catalogue(self) -> Term:
        """The catalogue itself."""
        return f"<{self.base}catalog>"

    def resource(self, resource_id: str) -> Term:
        return f"<{self.base}resource/{resource_id}>"

    def record(self, resource_id: str) -> Term:
        return f"<{self.base}resource/{resource_id}#record>"

    def part(self, resource_id: str, kind: str, value: str) -> Term:
        """Return the hash IRI of a part without identity elsewhere (`#file-3kq9…`)."""
        return f"<{self.base}resource/{resource_id}#{kind}-{digest(value, 8)}>"

    def agent(self, agent: Agent) -> Term:
        return f"<{self.base}agent/{agent_id(agent)}>"

    def concept(self, concept: Concept) -> Term:
        return f"<{self.base}vocab/{concept.scheme}/{concept.id}>"


def agent_id(agent: Agent) -> str:
    """Return the id of an agent: of its ORCID or ROR, else of its folded name, so that spellings of case are one."""
    key = agent.iri if agent.iri.startswith(_IDENTIFIED) else fold(agent.name) or agent.name
    return digest(f"agent {key}")


def describe_agent(names: Names, agent: Agent) -> tuple[Triple, ...]:
    """Return the sorted triples of a shared agent."""
    subject, name = names.agent(agent), literal(agent.name)
    triples = [(subject, RDF_TYPE, curie("foaf:Agent"))]
    triples += [(subject, RDF_TYPE, each) for each in _AGENT_CLASSES.get(agent.kind, ())]
    triples += [(subject, curie("foaf:name"), name), (subject, curie("schema:name"), name)]
    if agent.iri.startswith(_IDENTIFIED):
        triples += [(subject, curie(each), iri(agent.iri)) for each in ("owl:sameAs", "schema:sameAs")]
        triples.append((subject, curie("dcterms:identifier"), literal(agent.iri)))
    elif agent.iri:
        triples += [(subject, curie(each), iri(agent.iri)) for each in ("foaf:homepage", "schema:url")]
    return tuple(sorted(triples))
