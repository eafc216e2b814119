"""The shapes graph as the reader asks it: single values, lists, texts, property paths; NotCovered for what is odd."""

from collections.abc import Iterable, Sequence

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from resource_ld.errors import ShapesError
from resource_ld.model import LangText
from resource_ld.validation.constraints import Path, PathKind
from resource_ld.validation.naming import ShapeNames
from resource_ld.validation.path_lengths import DEEPEST, MOST_STEPS, is_too_long
from resource_ld.validation.places import ShapesFile, place
from resource_ld.validation.rdf_terms import lang_text, spell

_WRAPPED = (
    (SH.inversePath, PathKind.INVERSE), (SH.alternativePath, PathKind.ALTERNATIVE), (SH.zeroOrMorePath, PathKind.ZERO_OR_MORE),
    (SH.oneOrMorePath, PathKind.ONE_OR_MORE), (SH.zeroOrOnePath, PathKind.ZERO_OR_ONE),
)  # fmt: skip

_PATHS = "Write a property (dcterms:title), two or more in round brackets, or [ sh:inversePath dcterms:isPartOf ]."


class NotCovered(Exception):
    """A shape says what the compiler does not know; the text says what. A reason for pySHACL, not a failure."""


class IllFormed(NotCovered):
    """A shape breaks the syntax rules of SHACL; `mend` says what to write, `at` what it is said of, if not of the shape."""

    def __init__(self, what: str, mend: str, *at: Node) -> None:
        super().__init__(what)
        self.what, self.mend, self.at = what, mend, at


class ShapesGraph:
    """A graph of shapes, and the files it was read from; it is only read."""

    def __init__(self, graph: Graph, files: Sequence[ShapesFile] = ()) -> None:
        self.graph = graph
        self._files = files
        self.name = ShapeNames(graph).name
        self.custom_parameters = frozenset(
            path for component in graph.subjects(SH.parameter) for parameter in graph.objects(component, SH.parameter)
            for path in graph.objects(parameter, SH.path) if not str(component).startswith(str(SH))
        )  # fmt: skip

    def mistake(self, what: str, mend: str, *at: Node) -> ShapesError:
        """Return the error of what is said of a shape, with file and line."""
        return ShapesError(what, where=place(self._files, *at), mend=mend)

    def in_order(self, nodes: Iterable[Node]) -> list[Node]:
        """Return nodes in an order that is the same in every process."""
        return sorted(nodes, key=self.name)

    def one(self, node: Node, predicate: URIRef) -> Node | None:
        """Return the only value, None when there is none."""
        values = list(self.graph.objects(node, predicate))
        if len(values) > 1:
            raise twice(predicate, node)
        return values[0] if values else None

    def texts(self, node: Node, predicate: URIRef) -> tuple[LangText, ...]:
        """Return all values as texts."""
        found = []
        for each in self.graph.objects(node, predicate):
            if not isinstance(each, Literal):
                raise IllFormed(f"{short(predicate)} is no text", f'Write {short(predicate)} "…".', node, predicate)
            found.append(lang_text(each))
        return tuple(sorted(found, key=lambda each: (each.language, each.text)))

    def members(self, node: Node) -> list[Node]:
        """Return the members of a SHACL list (SHACL section 1.1)."""
        found: list[Node] = []
        seen: set[Node] = set()
        while node != RDF.nil:
            first, rest = self.one(node, RDF.first), self.one(node, RDF.rest)
            if first is None or rest is None or node in seen:
                raise IllFormed("a list that does not end", "Write the list in round brackets: ( … ).")
            seen.add(node)
            found.append(first)
            node = rest
        return found

    def path(self, node: Node, trail: tuple[Node, ...] = ()) -> Path:
        """Return a property path (SHACL section 2.3.1)."""
        if isinstance(node, URIRef) and node != RDF.nil:
            return Path(PathKind.PREDICATE, spell(node))
        if not trail and is_too_long(self.graph, node):
            raise IllFormed(f"a path of more than {MOST_STEPS} steps, or nested more than {DEEPEST} times", _PATHS)
        said = set(self.graph.predicates(node)) - {RDF.rest, RDF.type}
        if not isinstance(node, BNode) or node in trail:
            raise IllFormed("a path that cannot be followed", _PATHS)
        trail = (*trail, node)
        if RDF.first in said:
            # A list stays a list whatever else its node says (W3C suite, path-strange-001).
            return self._steps(PathKind.SEQUENCE, node, trail)
        if len(said) != 1:
            raise IllFormed("a path that cannot be followed", _PATHS)
        for predicate, kind in _WRAPPED:
            inner = self.one(node, predicate) if predicate in said else None
            if inner is not None:
                several = kind is PathKind.ALTERNATIVE
                return self._steps(kind, inner, trail) if several else Path(kind, parts=(self.path(inner, trail),))
        raise IllFormed("a path that cannot be followed", _PATHS)

    def _steps(self, kind: PathKind, node: Node, trail: tuple[Node, ...]) -> Path:
        parts = tuple([self.path(each, trail) for each in self.members(node)])
        if len(parts) < 2:
            raise IllFormed("a path in round brackets with fewer than two steps", _PATHS)
        return Path(kind, parts=parts)

    def said(self, node: Node) -> str:
        """Return how a message names a shape."""
        return "a shape without an IRI" if isinstance(node, BNode) else f"<{node}>"


def twice(predicate: Node, *at: Node) -> IllFormed:
    """Return the mistake of a parameter that may have one value and has more."""
    name = short(predicate)
    return IllFormed(
        f"{name} has more than one value",
        f"Keep one. For another {name} than a shipped shape has, turn that off (sh:deactivated true) and write your own.", *at, predicate,
    )  # fmt: skip


def short(predicate: Node) -> str:
    """Return a predicate of SHACL as `sh:…`, others as IRIs.

    >>> short(SH.minCount)
    'sh:minCount'
    """
    text = str(predicate)
    return f"sh:{text.removeprefix(str(SH))}" if text.startswith(str(SH)) else f"<{text}>"
