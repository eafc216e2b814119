"""Logical constraint components (SHACL section 4.6)."""

from collections.abc import Callable, Sequence

from resource_ld.terms import Term
from resource_ld.validation.components.checking import Check, Scope, branch
from resource_ld.validation.data_graph import DataGraph
from resource_ld.validation.result import Result


def _logical(holds: Callable[[int, int], bool]) -> Callable[[Scope], Check]:
    """Return a component that looks at how many of its shapes a value conforms to."""

    def component(scope: Scope) -> Check:
        shapes = scope.constraint.shapes
        validating = [scope.validating(each) for each in shapes]

        def check(graph: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
            for value in values:
                found = [each(graph, value) for each in validating]
                if not holds(found.count([]), len(shapes)):
                    details = [branch(shape, value, each) for shape, each in zip(shapes, found, strict=True)]
                    results.append(scope.result(focus, value, details=tuple(details)))

        return check

    return component


check_not = _logical(lambda passed, of: passed == 0)
check_and = _logical(lambda passed, of: passed == of)
check_or = _logical(lambda passed, of: passed > 0)
check_xone = _logical(lambda passed, of: passed == 1)
