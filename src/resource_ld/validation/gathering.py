"""What rules look up beyond one description, gathered from all of them: only the nodes and properties they ask for."""

from collections.abc import Iterable, Iterator, Sequence

from resource_ld.terms import Term, Triple
from resource_ld.validation.constraints import Path, PathKind, Shape
from resource_ld.validation.data_graph import Whole

Keyed = tuple[str, Sequence[Triple]]
LookUp = Term | tuple[Term, Term]
"""A node whose properties are looked up, or a predicate and an object whose subjects are."""
Step = tuple[Term, bool]
"""A predicate, and whether it is followed backward."""


def collect(
    descriptions: Iterable[Keyed], whole: Whole, missing: Iterable[LookUp], wanted: frozenset[Term] | None
) -> None:
    """Add what is missing to the whole; of nodes only the properties that are wanted, None for all."""
    # Dictionaries keep the order and find a value among thousands; a list would look through them all.
    nodes: dict[Term, dict[Term, dict[Term, None]]] = {each: {} for each in missing if isinstance(each, str)}
    inverse: dict[tuple[Term, Term], dict[Term, None]] = {each: {} for each in missing if not isinstance(each, str)}
    for _, triples in descriptions:
        for s, p, o in triples:
            if s in nodes:
                whole.described.add(s)
                if wanted is None or p in wanted:
                    nodes[s].setdefault(p, {})[o] = None
            if (p, o) in inverse:
                inverse[p, o][s] = None
    whole.nodes.update({s: {p: list(objects) for p, objects in node.items()} for s, node in nodes.items()})
    whole.inverse.update({each: list(subjects) for each, subjects in inverse.items()})


class Repeated:
    """The steps that paths repeat (`*` and `+`).

    Where they lead from a node is known after one reading of all descriptions, however many steps it takes.
    """

    def __init__(self, shapes: Iterable[Shape]) -> None:
        paths = {each.path for shape in shapes for each in shape.walk() if each.path}
        self._steps = frozenset(step for path in paths for step in _repeated(path))
        self._edges: dict[Term, list[Term]] | None = None

    def beyond(self, missing: set[LookUp], descriptions: Iterable[Keyed], whole: Whole) -> set[LookUp]:
        """Return what is missing, and what will be when it is there."""
        if not self._steps:
            return missing
        found: set[Term] = {each if isinstance(each, str) else each[1] for each in missing}
        edges = self._read(descriptions)
        waiting = list(found)
        while waiting:
            new = [each for each in edges.get(waiting.pop(), ()) if each not in found]
            found.update(new)
            waiting += new
        backward = [predicate for predicate, inverse in self._steps if inverse]
        ahead: set[LookUp] = {(predicate, each) for predicate in backward for each in found}
        if len(backward) < len(self._steps):
            ahead |= {each for each in found if each[0] != '"'}
        return missing | (ahead - whole.nodes.keys() - whole.inverse.keys())

    def _read(self, descriptions: Iterable[Keyed]) -> dict[Term, list[Term]]:
        if self._edges is None:
            self._edges = {}
            for _, triples in descriptions:
                for s, p, o in triples:
                    if (p, False) in self._steps:
                        self._edges.setdefault(s, []).append(o)
                    if (p, True) in self._steps:
                        self._edges.setdefault(o, []).append(s)
        return self._edges


def _repeated(path: Path, *, inverse: bool = False, inside: bool = False) -> Iterator[Step]:
    """Yield the steps of a path that stand inside a repetition."""
    if path.kind is PathKind.PREDICATE:
        if inside:
            yield path.predicate, inverse
        return
    inside = inside or path.kind in (PathKind.ZERO_OR_MORE, PathKind.ONE_OR_MORE)
    for each in path.parts:
        yield from _repeated(each, inverse=inverse != (path.kind is PathKind.INVERSE), inside=inside)
