"""The event stream (LDES, in TREE): every version it holds, its datestamp, and the whole document in its graph."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from resource_ld.errors import DoorError
from resource_ld.formats import NQUADS
from resource_ld.terms import Term, Triple, curie, iri_text, split_literal
from resource_ld.verification.catalogue_pages import iris
from resource_ld.verification.lists import PARTS
from resource_ld.verification.reading import canonical_document, digest_of, document_digest, statements
from resource_ld.verification.site import Site
from resource_ld.verification.told import Door, Fault, Told

TYPE = curie("rdf:type")
DEFAULT_GRAPH = "DEFAULT"


@dataclass(frozen=True, slots=True)
class _Version:
    """A member of the event stream."""

    record: str
    at: str
    deleted: bool
    triples: frozenset[Triple]


def _versions(site: Site) -> Iterator[_Version]:
    """Yield every member of the event stream, following the relations of its nodes (TREE)."""
    waiting, seen = ["ldes"], set[str]()
    while waiting:
        address = waiting.pop()
        if len(seen) > PARTS * 10:
            raise DoorError("it has too many nodes", where=address)
        answer = site.get(address, accept=NQUADS.media_type)
        graphs: dict[str, set[Triple]] = defaultdict(set)
        for name, triple in statements(answer.body, NQUADS, where=answer.address):
            graphs[name].add(triple)
        said = graphs[DEFAULT_GRAPH]
        further = {site.reach(each) for each in iris(said, curie("tree:node"))} - seen
        seen |= further
        waiting += sorted(further)
        about: dict[Term, dict[Term, Term]] = defaultdict(dict)
        for subject, predicate, term in said:
            about[subject][predicate] = term
        for member in sorted(term for _, predicate, term in said if predicate == curie("tree:member")):
            yield _version(site, about[member], frozenset(graphs.get(member, ())))


def _version(site: Site, said: Mapping[Term, Term], triples: frozenset[Triple]) -> _Version:
    of = said.get(curie("dcterms:isVersionOf"), "<>")
    at = said.get(curie("dcterms:modified"), '""')
    deleted = said.get(TYPE) == curie("as:Delete")
    return _Version(site.record_of(iri_text(of)), split_literal(at)[0], deleted, triples)


def _event_stream(site: Site, _sample: Collection[str]) -> Iterator[Told | Fault]:
    for each in _versions(site):
        about = site.own(each.record, each.triples)
        document = document_digest(canonical_document(each.triples)) if each.triples else 0
        yield Told(each.record, each.at, each.deleted, digest_of(about) if about else 0, document)


def _event_stream_triples(site: Site, records: Collection[str]) -> Mapping[str, frozenset[Triple]]:
    return {each.record: site.own(each.record, each.triples) for each in _versions(site) if each.record in records}


EVENT_STREAM = Door("event stream (LDES)", _event_stream, deletes=True, triples=_event_stream_triples)
