"""JSON-LD 1.1, compact, with its context inside: no reader ever has to fetch one."""

from collections.abc import Sequence
from functools import lru_cache
from json.encoder import encode_basestring as quoted

from resource_ld.serialize.grouping import RDF_TYPE, compact, grouped, types_first
from resource_ld.terms import PREFIXES, Term, Triple, split_literal

_PAIRS = {prefix: f"{quoted(prefix)}: {quoted(space)}" for prefix, space in PREFIXES.items()}


@lru_cache(maxsize=4096)
def _iri(term: Term) -> str:
    # An IRI whose scheme is one of our prefixes would be taken for a compact one; none of them is a scheme in use.
    return quoted(compact(term) or term[1:-1])


def _object(term: Term) -> str:
    if term[0] == "<":
        return f'{{"@id": {_iri(term)}}}'
    text, language, datatype = split_literal(term)
    if language:
        return f'{{"@language": "{language}", "@value": {quoted(text)}}}'
    if datatype:
        return f'{{"@type": {_iri(f"<{datatype}>")}, "@value": {quoted(text)}}}'
    return quoted(text)


def _node(subject: Term, predicates: dict[Term, list[Term]]) -> str:
    members = [f'"@id": {quoted(subject[1:-1])}']
    for predicate, objects in types_first(predicates):
        if predicate == RDF_TYPE:
            key, values = '"@type"', [_iri(each) for each in objects]
        else:
            key, values = _iri(predicate), [_object(each) for each in objects]
        members.append(f"{key}: {values[0]}" if len(values) == 1 else f"{key}: [{', '.join(values)}]")
    return "{" + ",\n   ".join(members) + "}"


class JsonLdWriter:
    """Streams descriptions as one object with a context and a `@graph`."""

    def __init__(self) -> None:
        self._separator = "\n  "

    def open(self) -> str:
        """Return the context with every prefix."""
        pairs = ",\n  ".join(_PAIRS.values())
        return f'{{"@context": {{\n  {pairs}}},\n "@graph": ['

    def write(self, triples: Sequence[Triple]) -> str:
        """Return the nodes of a description."""
        nodes = [_node(subject, predicates) for subject, predicates in grouped(triples).items()]
        if not nodes:
            return ""
        text = self._separator + ",\n  ".join(nodes)
        self._separator = ",\n  "
        return text

    def close(self) -> str:
        """Return the end of the object."""
        return "\n]}\n"


def jsonld(triples: Sequence[Triple]) -> str:
    """Return a document with the prefixes it uses."""
    nodes = [_node(subject, predicates) for subject, predicates in grouped(triples).items()]
    body = ",\n  ".join(nodes)
    pairs = ",\n  ".join(pair for prefix, pair in _PAIRS.items() if f'"{prefix}:' in body)
    return f'{{"@context": {{\n  {pairs}}},\n "@graph": [\n  {body}\n]}}\n'
