"""Other constraint components: closed shapes, fixed values, lists of values (SHACL section 4.8)."""

from collections.abc import Sequence

from resource_ld.terms import Term
from resource_ld.validation.components.checking import Check, Scope
from resource_ld.validation.data_graph import DataGraph
from resource_ld.validation.result import Result


def check_closed(scope: Scope) -> Check:
    """Return the check of `sh:closed`: a result for each triple of a predicate that is not allowed."""
    allowed = frozenset(scope.constraint.terms)

    def check(graph: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
        for value in values:
            for predicate, objects in graph.properties(value).items():
                if predicate not in allowed:
                    results += [scope.result(focus, each, path=predicate[1:-1]) for each in objects]

    return check


def check_has_value(scope: Scope) -> Check:
    """Return the check of `sh:hasValue`."""
    wanted = scope.constraint.terms[0]

    def check(_: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
        if wanted not in values:
            results.append(scope.result(focus))

    return check


def check_in(scope: Scope) -> Check:
    """Return the check of `sh:in`."""
    allowed = frozenset(scope.constraint.terms)
    return scope.value_check(lambda _, value: value in allowed)
