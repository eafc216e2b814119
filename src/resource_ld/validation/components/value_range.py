"""Value range constraint components (SHACL section 4.3): what cannot be compared is out of range."""

from collections.abc import Callable

from resource_ld.terms import Term
from resource_ld.validation.components.checking import Check, Scope
from resource_ld.validation.data_graph import DataGraph
from resource_ld.validation.literals import compare, value_of


def _range(within: Callable[[int], bool]) -> Callable[[Scope], Check]:
    def component(scope: Scope) -> Check:
        bound = value_of(scope.constraint.terms[0])

        def conforms(_: DataGraph, value: Term) -> bool:
            found = compare(value_of(value), bound)
            return found is not None and within(found)

        return scope.value_check(conforms)

    return component


check_min_exclusive = _range(lambda found: found > 0)
check_min_inclusive = _range(lambda found: found >= 0)
check_max_exclusive = _range(lambda found: found < 0)
check_max_inclusive = _range(lambda found: found <= 0)
