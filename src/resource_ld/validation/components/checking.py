"""What every constraint component is compiled with: how to say a result, how to compile the shapes it expects."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from resource_ld.terms import Term
from resource_ld.validation.constraints import Constraint, Shape
from resource_ld.validation.data_graph import DataGraph
from resource_ld.validation.paths import ValueNodes
from resource_ld.validation.result import Branch, Result
from resource_ld.validation.wording import messages_of

Check = Callable[[DataGraph, Term, Sequence[Term], list[Result]], None]
"""Adds the results of one constraint for a focus node and its value nodes."""
Validate = Callable[[DataGraph, Term, list[Result]], None]
"""Adds the results of validating a focus node against a shape (SHACL section 3.4)."""
ValueCheck = Callable[[DataGraph, Term], bool]
Validating = Callable[[DataGraph, Term], list[Result]]


@dataclass(frozen=True, slots=True)
class Scope:
    """One constraint in its shape; `compile_shape` gives the function of an inner shape, each compiled once."""

    shape: Shape
    constraint: Constraint
    compile_shape: Callable[[Shape], Validate]

    def result(
        self, focus: Term, value_node: Term = "", *, path: str | None = None, details: tuple[Branch, ...] = ()
    ) -> Result:
        """Return a result of the constraint; its path is the shape's unless another is given."""
        shape = self.shape
        own = shape.path.text if shape.path else ""
        return Result(
            focus, own if path is None else path, value_node, self.constraint.component, shape.name, shape.severity,
            shape.messages or messages_of(self.constraint), shape.private, details,
        )  # fmt: skip

    def value_check(self, conforms: ValueCheck) -> Check:
        """Return the check that gives a result with `sh:value` for each value node that does not conform."""

        def check(graph: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
            for value in values:
                if not conforms(graph, value):
                    results.append(self.result(focus, value))  # noqa: PERF401 - most lists would be empty

        return check

    def validating(self, shape: Shape) -> Validating:
        """Return the function that validates a node against a shape: no result of whatever severity, and it conforms."""
        validate = self.compile_shape(shape)

        def validated(graph: DataGraph, node: Term) -> list[Result]:
            found: list[Result] = []
            validate(graph, node, found)
            return found

        return validated


def branch(shape: Shape, node: Term, found: Sequence[Result]) -> Branch:
    """Return what a node lacks of a shape, for the report: what was found once is not looked for again."""
    return Branch(shape.name, node, tuple(found))


def no_check(graph: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
    """Find nothing: a constraint its parameter turns off."""


__all__ = ["Check", "Scope", "Validate", "ValueNodes", "branch", "no_check"]
