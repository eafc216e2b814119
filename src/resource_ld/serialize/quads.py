"""Named graphs beside a default graph: TriG and N-Quads (RDF 1.1)."""

from collections.abc import Callable, Iterable, Sequence

from resource_ld.serialize.turtle import TurtleWriter
from resource_ld.terms import Term, Triple, ntriples

Graphs = Iterable[tuple[Term, Sequence[Triple]]]
"""(name, sorted triples) of each named graph."""


def trig(triples: Sequence[Triple], graphs: Graphs) -> str:
    """Return a document with every prefix, the default graph first."""
    writer = TurtleWriter()
    blocks = [writer.open(), writer.write(triples)]
    blocks += [f"\n{name} {{{writer.write(graph)}}}\n" for name, graph in graphs]
    return "".join(blocks)


def nquads(triples: Sequence[Triple], graphs: Graphs) -> str:
    """Return a document, one statement a line."""
    lines = [ntriples(list(triples))]
    lines += [f"{s} {p} {o} {name} .\n" for name, graph in graphs for s, p, o in graph]
    return "".join(lines)


QUADS: dict[str, Callable[[Sequence[Triple], Graphs], str]] = {"trig": trig, "nquads": nquads}
"""By the name of the format."""
