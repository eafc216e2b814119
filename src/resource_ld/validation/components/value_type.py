"""Value type constraint components (SHACL section 4.1)."""

from resource_ld.terms import Term, iri_text, split_literal
from resource_ld.validation.components.checking import Check, Scope
from resource_ld.validation.data_graph import DataGraph
from resource_ld.validation.literals import RDF_LANG_STRING, XSD, is_well_typed
from resource_ld.validation.result import SH

_KINDS = {
    "IRI": "<",
    "BlankNode": "_",
    "Literal": '"',
    "BlankNodeOrIRI": "_<",
    "BlankNodeOrLiteral": '_"',
    "IRIOrLiteral": '<"',
}


def check_class(scope: Scope) -> Check:
    """Return the check of `sh:class`: each value node is an instance of it, in the data or the vocabularies."""
    class_ = scope.constraint.terms[0]
    return scope.value_check(lambda graph, value: value[0] != '"' and graph.is_instance(value, class_))


def check_datatype(scope: Scope) -> Check:
    """Return the check of `sh:datatype`: each value node is a well-typed literal of it."""
    datatype = iri_text(scope.constraint.terms[0])
    if datatype == f"{XSD}string":
        return scope.value_check(lambda _, value: value[0] == '"' and value[-1] == '"')
    if datatype == RDF_LANG_STRING:
        return scope.value_check(lambda _, value: value[0] == '"' and value[-1] not in '">')
    ending = f'"^^<{datatype}>'

    def conforms(_: DataGraph, value: Term) -> bool:
        return value[0] == '"' and value.endswith(ending) and is_well_typed(split_literal(value)[0], datatype)

    return scope.value_check(conforms)


def check_node_kind(scope: Scope) -> Check:
    """Return the check of `sh:nodeKind`."""
    allowed = _KINDS[iri_text(scope.constraint.terms[0]).removeprefix(SH)]
    return scope.value_check(lambda _, value: value[0] in allowed)
