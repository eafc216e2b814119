"""Shape-based constraint components (SHACL section 4.7)."""

from collections.abc import Callable, Sequence

from resource_ld.terms import Term
from resource_ld.validation.components.cardinality import count_of
from resource_ld.validation.components.checking import Check, Scope
from resource_ld.validation.data_graph import DataGraph
from resource_ld.validation.result import Result


def check_property(scope: Scope) -> Check:
    """Return the check of `sh:property`: the results are those of the property shape."""
    validate = scope.compile_shape(scope.constraint.shapes[0])

    def check(graph: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
        for value in values:
            validate(graph, value, results)

    return check


def check_node(scope: Scope) -> Check:
    """Return the check of `sh:node`: one result for a value that does not conform, with what it lacks."""
    shapes = scope.constraint.shapes
    conforms = scope.conforming(shapes[0])

    def check(graph: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
        results += [
            scope.result(focus, value, details=scope.branches(graph, value, shapes))
            for value in values
            if not conforms(graph, value)
        ]

    return check


def _qualified(within: Callable[[int, int], bool]) -> Callable[[Scope], Check]:
    def component(scope: Scope) -> Check:
        count, shape = count_of(scope.constraint.terms[0]), scope.constraint.shapes[0]
        conforms = scope.conforming(shape)
        siblings = [scope.conforming(each) for each in scope.constraint.siblings]

        def check(graph: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
            found = [
                each for each in values if conforms(graph, each) and not any(other(graph, each) for other in siblings)
            ]
            if not within(len(found), count):
                details = [branch for each in values for branch in scope.branches(graph, each, [shape])]
                results.append(scope.result(focus, details=tuple(details)))

        return check

    return component


check_qualified_min_count = _qualified(lambda found, count: found >= count)
check_qualified_max_count = _qualified(lambda found, count: found <= count)
