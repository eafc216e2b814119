"""DESCRIBE: what a document of this site says, where the engine would give the bare subject (SPARQL 1.1 section 16.4)."""

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Store, Triple


def whole_descriptions(store: Store, found: Iterable[Triple], base_iri: str) -> Iterator[Triple]:
    """Yield what the engine found, then the parts (`#record`, `#file-…`) and the agents of each subject, once each."""
    said: set[NamedNode] = set()
    wanted: dict[NamedNode, None] = {}
    for triple in found:
        yield triple
        subject, term = triple.subject, triple.object
        if not isinstance(subject, NamedNode) or not subject.value.startswith(base_iri) or "#" in subject.value:
            continue
        if subject not in said:
            said.add(subject)
            wanted[NamedNode(f"{subject.value}#record")] = None
        if isinstance(term, NamedNode) and term.value.startswith((f"{subject.value}#", f"{base_iri}agent/")):
            wanted[term] = None
    for part in wanted:
        if part not in said:
            for quad in store.quads_for_pattern(part, None, None, DefaultGraph()):
                yield quad.triple
