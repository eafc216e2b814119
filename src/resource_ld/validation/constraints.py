"""The compiled form of shapes: frozen values, as far from RDF as from the functions made of them."""

from dataclasses import dataclass
from enum import Enum

from resource_ld.model import LangText
from resource_ld.terms import Term


class PathKind(Enum):
    """The property paths of SHACL section 2.3.1."""

    PREDICATE = ""
    INVERSE = "^"
    SEQUENCE = "/"
    ALTERNATIVE = "|"
    ZERO_OR_MORE = "*"
    ONE_OR_MORE = "+"
    ZERO_OR_ONE = "?"


@dataclass(frozen=True, slots=True)
class Path:
    """A property path; `predicate` only for a predicate path, `parts` for all others."""

    kind: PathKind
    predicate: Term = ""
    parts: tuple["Path", ...] = ()

    @property
    def text(self) -> str:
        """The IRI of a predicate without brackets, else the path as SPARQL 1.1 section 9 writes it."""
        return self.predicate[1:-1] if self.kind is PathKind.PREDICATE else self.sparql()

    def sparql(self, *, inside: bool = False) -> str:
        """Return the path as SPARQL, bracketed when it stands inside another."""
        if self.kind is PathKind.PREDICATE:
            return self.predicate
        if self.kind in (PathKind.SEQUENCE, PathKind.ALTERNATIVE):
            text = self.kind.value.join([each.sparql(inside=True) for each in self.parts])
            return f"({text})" if inside else text
        part = self.parts[0].sparql(inside=True)
        text = f"^{part}" if self.kind is PathKind.INVERSE else f"{part}{self.kind.value}"
        return f"({text})" if inside else text

    def predicates(self) -> frozenset[Term]:
        """Return every predicate the path names."""
        own = frozenset([self.predicate]) if self.predicate else frozenset()
        return own.union(*[each.predicates() for each in self.parts])


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL-based constraint (SHACL section 5): its SELECT with prefixes and `$PATH` written out.

    `reason` says why it is not `set_wise`; `predicates` are those it can meet, None for any.
    """

    node: str
    select: str
    messages: tuple[LangText, ...]
    set_wise: bool
    reason: str = ""
    predicates: frozenset[Term] | None = None


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of a shape.

    `component` is the IRI of the constraint component, `terms` the values of its parameter (of a list its members),
    `shapes` the shapes it expects, `siblings` those that disjoint qualified value shapes must not meet.
    """

    component: str
    terms: tuple[Term, ...] = ()
    shapes: tuple["Shape", ...] = ()
    siblings: tuple["Shape", ...] = ()
    query: Query | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or with a path a property shape.

    `name` is its IRI, a skolem IRI for a blank node; `node` the term it is in the shapes graph; `names` are the values
    of `sh:name`.
    """

    name: str
    node: Term
    path: Path | None
    constraints: tuple[Constraint, ...]
    severity: str
    messages: tuple[LangText, ...] = ()
    names: tuple[LangText, ...] = ()
    deactivated: bool = False
    private: bool = False

    def references(self) -> "tuple[Shape, ...]":
        """Return the shapes its constraints refer to, one for each time they do."""
        return tuple([each for one in self.constraints for each in (*one.shapes, *one.siblings)])

    def walk(self) -> "tuple[Shape, ...]":
        """Return this shape and all it refers to, each once: shapes that share shapes have many ways to one."""
        found: dict[int, Shape] = {}
        waiting = [self]
        while waiting:
            each = waiting.pop()
            if id(each) not in found:
                found[id(each)] = each
                waiting += reversed(each.references())
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Targets:
    """The target declarations of a shape (SHACL section 2.1.3), implicit classes among `classes`."""

    nodes: tuple[Term, ...] = ()
    classes: tuple[Term, ...] = ()
    subjects_of: tuple[Term, ...] = ()
    objects_of: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)


@dataclass(frozen=True, slots=True)
class TargetShape:
    """A shape with targets; `shape` is None when only pySHACL can check it, `reason` says why."""

    name: str
    node: Term
    targets: Targets
    shape: Shape | None
    reason: str = ""

    @property
    def queries(self) -> tuple[tuple[Shape, Query], ...]:
        """The SPARQL-based constraints whose focus nodes are those of the targets, each with the shape that has it."""
        if self.shape is None:
            return ()
        shapes = [self.shape]
        if self.shape.path is None:
            shapes += [
                inner for each in self.shape.constraints if each.component.endswith("#PropertyConstraintComponent")
                for inner in each.shapes
            ]  # fmt: skip
        return tuple([(shape, each.query) for shape in shapes for each in shape.constraints if each.query])
