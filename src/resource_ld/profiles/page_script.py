"""The JSON-LD in a page's script element: schema.org as search engines read it, bare keys, parts nested once."""

from collections.abc import Sequence
from typing import Any

from resource_ld.profiles.selections import RDF_TYPE, schema_org
from resource_ld.terms import PREFIXES, Term, Triple, is_iri, split_literal

_SCHEMA = PREFIXES["schema"]


def page_script(triples: Sequence[Triple], subject: Term) -> dict[str, Any]:
    """Return the `schema` profile of a document as one JSON-LD object; datatypes of schema.org's own dates stay implicit."""
    nodes: dict[Term, list[Triple]] = {}
    for each in schema_org(triples):
        nodes.setdefault(each[0], []).append(each)
    rest = [each for each in nodes if each != subject]
    script = {"@context": "https://schema.org", **_node(subject, nodes, rest)}
    if rest:
        # What nothing refers to, such as the record, stands beside.
        script["@included"] = [_node(each, nodes, []) for each in list(rest)]
    return script


def _node(subject: Term, nodes: dict[Term, list[Triple]], rest: list[Term]) -> dict[str, Any]:
    members: dict[str, Any] = {"@id": subject[1:-1]}
    for _, predicate, term in nodes.get(subject, ()):
        key = "@type" if predicate == RDF_TYPE else predicate[1:-1].removeprefix(_SCHEMA)
        value = term[1:-1].removeprefix(_SCHEMA) if predicate == RDF_TYPE else _value(term, nodes, rest)
        if key not in members:
            members[key] = value
        elif isinstance(members[key], list):
            members[key].append(value)
        else:
            members[key] = [members[key], value]
    return members


def _value(term: Term, nodes: dict[Term, list[Triple]], rest: list[Term]) -> object:
    if is_iri(term):
        if term in rest:
            rest.remove(term)
            return _node(term, nodes, rest)
        return {"@id": term[1:-1]}
    text, language, datatype = split_literal(term)
    if language:
        return {"@language": language, "@value": text}
    return {"@type": datatype, "@value": text} if datatype else text
