"""Shape-based constraint components (SHACL section 4.7)."""

from collections.abc import Callable, Sequence

from resource_ld.terms import Term
from resource_ld.validation.components.cardinality import count_of
from resource_ld.validation.components.checking import Check, Scope, branch
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
    shape = scope.constraint.shapes[0]
    validated = scope.validating(shape)

    def check(graph: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
        results += [
            scope.result(focus, value, details=(branch(shape, value, found),))
            for value in values
            if (found := validated(graph, value))
        ]

    return check


def _qualified(within: Callable[[int, int], bool]) -> Callable[[Scope], Check]:
    def component(scope: Scope) -> Check:
        count, shape = count_of(scope.constraint.terms[0]), scope.constraint.shapes[0]
        validated = scope.validating(shape)
        siblings = [scope.validating(each) for each in scope.constraint.siblings]

        def check(graph: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
            found = {each: validated(graph, each) for each in values}
            those = [each for each in found if not found[each] and all(other(graph, each) for other in siblings)]
            if not within(len(those), count):
                details = [branch(shape, each, found[each]) for each in values]
                results.append(scope.result(focus, details=tuple(details)))

        return check

    return component


check_qualified_min_count = _qualified(lambda found, count: found >= count)
check_qualified_max_count = _qualified(lambda found, count: found <= count)
