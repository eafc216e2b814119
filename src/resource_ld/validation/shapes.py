"""Shapes files → a graph, checked before it is used: a shapes file that cannot be trusted refuses the release."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib import OWL, SH, Graph, Literal
from rdflib.plugins.parsers.notation3 import BadSyntax

from resource_ld.errors import ShapesError
from resource_ld.validation.shapes_graph import ShapesGraph

_CATASTROPHIC = re.compile(r"\([^()]*[+*][^()]*\)[+*{]")
"""A repetition inside a repetition, `(a+)+`: pySHACL would hang on it (FACTS 13)."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes as one graph."""

    graph: Graph
    digest: str

    def read(self) -> ShapesGraph:
        """Return the graph as the reader of shapes asks it."""
        return ShapesGraph(self.graph)

    def fresh(self) -> Graph:
        """Return a copy that may be written into."""
        copy = Graph()
        for triple in self.graph:
            copy.add(triple)
        return copy


def load(folders: Sequence[Path]) -> Shapes:
    """Read `*.ttl` of the folders; raise ShapesError naming the file."""
    graph, digest = Graph(), hashlib.sha256()
    for path in (each for folder in folders for each in sorted(folder.glob("*.ttl"))):
        content = path.read_bytes()
        digest.update(content)
        found = _parse(path, content)
        _check(path, found)
        graph += found
    return Shapes(graph, digest.hexdigest())


def _parse(path: Path, content: bytes) -> Graph:
    try:
        with as_written():
            return Graph().parse(data=content, format="turtle", publicID="https://w3id.org/resource-ld/shapes")
    except (BadSyntax, ValueError, IndexError) as error:
        line = getattr(error, "lines", 0) + 1
        raise ShapesError("not readable as Turtle", where=f"{path}:{line}", mend="Mend the line named here.") from None


@contextmanager
def as_written() -> Iterator[None]:
    """Keep rdflib from rewriting literals as it parses: `"1"^^xsd:boolean` is another term than `true`."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _check(path: Path, graph: Graph) -> None:
    if (None, OWL.imports, None) in graph:
        raise ShapesError(
            "owl:imports would fetch from the network", where=str(path), mend="Copy the shapes into shapes/."
        )
    for pattern in graph.objects(None, SH.pattern):
        if not isinstance(pattern, Literal) or not _is_safe(str(pattern)):
            raise ShapesError(
                f"the pattern {str(pattern)!r} is wrong or could run for ever",
                where=str(path),
                mend="Write it without a repetition inside a repetition.",
            )


def _is_safe(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return not _CATASTROPHIC.search(pattern)
