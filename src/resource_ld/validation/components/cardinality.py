"""Cardinality constraint components (SHACL section 4.2)."""

from collections.abc import Sequence

from resource_ld.terms import Term, split_literal
from resource_ld.validation.components.checking import Check, Scope
from resource_ld.validation.data_graph import DataGraph
from resource_ld.validation.literals import whole_number
from resource_ld.validation.result import Result


def count_of(term: Term) -> int:
    """Return the integer a parameter says."""
    return whole_number(split_literal(term)[0])


def check_min_count(scope: Scope) -> Check:
    """Return the check of `sh:minCount`."""
    least = count_of(scope.constraint.terms[0])

    def check(_: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
        if len(values) < least:
            results.append(scope.result(focus))

    return check


def check_max_count(scope: Scope) -> Check:
    """Return the check of `sh:maxCount`."""
    most = count_of(scope.constraint.terms[0])

    def check(_: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
        if len(values) > most:
            results.append(scope.result(focus))

    return check
