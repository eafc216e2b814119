"""Compiled shapes → functions over one description."""

from collections.abc import Iterable

from resource_ld.terms import Term
from resource_ld.validation.components import COMPONENTS, Check, Scope, Validate
from resource_ld.validation.constraints import Constraint, PathKind, Shape
from resource_ld.validation.data_graph import RDF_TYPE, DataGraph
from resource_ld.validation.paths import value_nodes
from resource_ld.validation.result import SH, Result

SPARQL = f"{SH}SPARQLConstraintComponent"
_PROPERTY = f"{SH}PropertyConstraintComponent"
_WITHOUT_VALUES = frozenset(
    f"{SH}{each}ConstraintComponent"
    for each in ("MinCount", "HasValue", "Equals", "QualifiedMinCount", "QualifiedMaxCount")
)
"""Components that may give a result when there is no value node."""
_LOOKING = frozenset(
    f"{SH}{each}ConstraintComponent"
    for each in ("Class", "Closed", "Equals", "Disjoint", "LessThan", "LessThanOrEquals")
)
"""Components that read triples of the nodes they are given."""


class Compiler:
    """Compiles shapes, each once."""

    def __init__(self) -> None:
        self._compiled: dict[int, tuple[Shape, Validate]] = {}

    def validate(self, shape: Shape) -> Validate:
        """Return the function that adds the results of a focus node; constraints in SPARQL are left out."""
        if id(shape) not in self._compiled:
            self._compiled[id(shape)] = (shape, self._compile(shape))
        return self._compiled[id(shape)][1]

    def _compile(self, shape: Shape) -> Validate:
        if shape.path is None:
            return self._node_shape(shape)
        checks = self._checks(shape, shape.constraints)
        # Most properties that a shape speaks of are absent from most records.
        without_values = self._checks(shape, [each for each in shape.constraints if each.component in _WITHOUT_VALUES])
        follow = value_nodes(shape.path)

        def validate(graph: DataGraph, focus: Term, results: list[Result]) -> None:
            values = follow(graph, focus)
            for check in checks if values else without_values:
                check(graph, focus, values, results)

        return validate

    def _node_shape(self, shape: Shape) -> Validate:
        """Return the function of a node shape: its property shapes are asked of the focus node itself."""
        properties = [
            self.validate(one) for each in shape.constraints if each.component == _PROPERTY for one in each.shapes
        ]
        checks = self._checks(shape, [each for each in shape.constraints if each.component != _PROPERTY])

        def validate(graph: DataGraph, focus: Term, results: list[Result]) -> None:
            for each in properties:
                each(graph, focus, results)
            if checks:
                values = (focus,)
                for check in checks:
                    check(graph, focus, values, results)

        return validate

    def _checks(self, shape: Shape, constraints: Iterable[Constraint]) -> list[Check]:
        return [
            COMPONENTS[each.component](Scope(shape, each, self.validate)) for each in constraints if each.component != SPARQL
        ]  # fmt: skip


def looks_away(shape: Shape, *, away: bool = False) -> bool:
    """Return whether a shape may read triples of other nodes than its focus node, when that is described here.

    `away` says that the shape is asked of a node that may already be another.
    """
    asked: set[tuple[int, bool]] = set()
    waiting = [(shape, away)]
    while waiting:
        one, away = waiting.pop()
        if (id(one), away) in asked:
            continue
        asked.add((id(one), away))
        on_values = away or one.path is not None
        if one.path is not None and (away or one.path.kind is not PathKind.PREDICATE):
            return True
        if any(_looks_away(each, on_values=on_values, away=away) for each in one.constraints):
            return True
        waiting += [(each, on_values) for each in one.references()]
    return False


def _looks_away(constraint: Constraint, *, on_values: bool, away: bool) -> bool:
    name = constraint.component
    if name not in _LOOKING:
        return False
    return on_values if name in (f"{SH}ClassConstraintComponent", f"{SH}ClosedConstraintComponent") else away


def predicates_of(shape: Shape) -> frozenset[Term] | None:
    """Return the predicates a shape may read, None for all of them."""
    found = {RDF_TYPE}
    for each in shape.walk():
        found |= each.path.predicates() if each.path else set()
        for constraint in each.constraints:
            if constraint.component == f"{SH}ClosedConstraintComponent":
                return None
            if constraint.component in _LOOKING:
                found |= set(constraint.terms)
    return frozenset(found)
