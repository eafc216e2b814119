"""Property pair constraint components (SHACL section 4.5)."""

from collections.abc import Callable, Sequence

from resource_ld.terms import Term
from resource_ld.validation.components.checking import Check, Scope
from resource_ld.validation.data_graph import DataGraph
from resource_ld.validation.literals import compare, value_of
from resource_ld.validation.result import Result


def check_equals(scope: Scope) -> Check:
    """Return the check of `sh:equals`: a result for each value that only one of the two has."""
    predicate = scope.constraint.terms[0]

    def check(graph: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
        others = graph.objects(focus, predicate)
        if values != others:
            results += [scope.result(focus, each) for each in values if each not in others]
            results += [scope.result(focus, each) for each in others if each not in values]

    return check


def check_disjoint(scope: Scope) -> Check:
    """Return the check of `sh:disjoint`."""
    predicate = scope.constraint.terms[0]

    def check(graph: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
        others = graph.objects(focus, predicate)
        if others:
            results += [scope.result(focus, each) for each in values if each in others]

    return check


def _ordered(within: Callable[[int], bool]) -> Callable[[Scope], Check]:
    def component(scope: Scope) -> Check:
        predicate = scope.constraint.terms[0]

        def check(graph: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
            others = [value_of(each) for each in graph.objects(focus, predicate)] if values else []
            for value in values:
                for other in others:
                    found = compare(value_of(value), other)
                    if found is None or not within(found):
                        results.append(scope.result(focus, value))

        return check

    return component


check_less_than = _ordered(lambda found: found < 0)
check_less_than_or_equals = _ordered(lambda found: found <= 0)
