"""Property paths → functions from a focus node to its value nodes, each once (SHACL section 2.3.1)."""

from collections.abc import Callable, Sequence

from resource_ld.terms import Term
from resource_ld.validation.constraints import Path, PathKind
from resource_ld.validation.data_graph import DataGraph

ValueNodes = Callable[[DataGraph, Term], Sequence[Term]]


def value_nodes(path: Path, *, inverse: bool = False) -> ValueNodes:
    """Return the function that follows a path, against its direction when `inverse`."""
    if path.kind is PathKind.PREDICATE:
        return _backward(path.predicate) if inverse else _forward(path.predicate)
    if path.kind is PathKind.INVERSE:
        return value_nodes(path.parts[0], inverse=not inverse)
    parts = [value_nodes(each, inverse=inverse) for each in path.parts]
    if path.kind is PathKind.SEQUENCE:
        return _sequence(parts[::-1] if inverse else parts)
    if path.kind is PathKind.ALTERNATIVE:
        return _alternative(parts)
    if path.kind is PathKind.ZERO_OR_ONE:
        return lambda graph, focus: list(dict.fromkeys([focus, *parts[0](graph, focus)]))
    return _repeated(parts[0], with_start=path.kind is PathKind.ZERO_OR_MORE)


def _forward(predicate: Term) -> ValueNodes:
    def follow(graph: DataGraph, focus: Term) -> Sequence[Term]:
        return graph.properties(focus).get(predicate, ())

    return follow


def _backward(predicate: Term) -> ValueNodes:
    return lambda graph, focus: graph.subjects(predicate, focus)


def _sequence(parts: Sequence[ValueNodes]) -> ValueNodes:
    def follow(graph: DataGraph, focus: Term) -> Sequence[Term]:
        here: list[Term] = [focus]
        for part in parts:
            here = list(dict.fromkeys([value for each in here for value in part(graph, each)]))
        return here

    return follow


def _alternative(parts: Sequence[ValueNodes]) -> ValueNodes:
    return lambda graph, focus: list(dict.fromkeys([value for part in parts for value in part(graph, focus)]))


def _repeated(part: ValueNodes, *, with_start: bool) -> ValueNodes:
    def follow(graph: DataGraph, focus: Term) -> Sequence[Term]:
        found: dict[Term, None] = {focus: None} if with_start else {}
        waiting = list(part(graph, focus))
        for each in waiting:
            if each not in found:
                found[each] = None
                waiting += part(graph, each)
        return list(found)

    return follow
