"""Whether one query for all focus nodes gives what one query each gives, read from the algebra of a query.

`$this` is pre-bound (SHACL section 5.3.1): it has its value everywhere in the query. A query without pre-binding gives
the same solutions when `$this` is projected and bound by plain triples wherever it is used: joins then do what
pre-binding does. Anything else is asked per focus node.
"""

from collections.abc import Iterator, Sequence

from rdflib import Literal, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.paths import Path as SparqlPath
from rdflib.plugins.sparql.parserutils import CompValue

from resource_ld.terms import Term

THIS = Variable("this")


EXISTS = ("Builtin_EXISTS", "Builtin_NOTEXISTS")


def parts(value: object, *, into_exists: bool = True) -> Iterator[CompValue]:
    """Yield every part of an algebra or parse tree, on request without what stands inside an EXISTS."""
    if isinstance(value, CompValue):
        yield value
        if into_exists or value.name not in EXISTS:
            yield from parts(_children(value), into_exists=into_exists)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from parts(each, into_exists=into_exists)


def _children(node: CompValue) -> list[object]:
    # rdflib sets the algebra of an EXISTS as an attribute and leaves its parse tree, robbed of its FILTERs, as the item.
    return [node.__dict__.get(key, each) for key, each in node.items() if key != "_vars"]


def _variables(value: object) -> frozenset[Variable]:
    """Return every variable that stands anywhere in a part."""
    if isinstance(value, Variable):
        return frozenset([value])
    if isinstance(value, CompValue):
        value = _children(value)
    if isinstance(value, (list, tuple)):
        return frozenset().union(*[_variables(each) for each in value])
    return frozenset()


def _binds(node: CompValue) -> bool:
    """Return whether every solution of a pattern has `$this` from a plain triple."""
    if node.name == "BGP":
        return any(THIS in (s, o) and isinstance(p, (URIRef, Variable)) for s, p, o in node.triples)
    if node.name == "Join":
        return _binds(node.p1) or _binds(node.p2)
    if node.name == "Union":
        return _binds(node.p1) and _binds(node.p2)
    if node.name == "LeftJoin":
        return _binds(node.p1)
    if node.name == "AggregateJoin":
        return _binds(node.p)
    if node.name == "Group":
        return THIS in (node.expr or ()) and _binds(node.p)
    if node.name in ("Filter", "Extend", "Project", "Distinct", "Reduced", "OrderBy", "ToMultiSet"):
        return _binds(node.p)
    return False


def unsafe(top: CompValue) -> str:
    """Return what in a pattern would see another `$this` than pre-binding gives, an empty text when nothing would."""
    if not _binds(top):
        return "$this is not bound by a triple of the outer group"
    if any(node.name in ("Slice", "Graph", "GraphGraphPattern", "SubSelect") for node in parts(top)):
        return "it has LIMIT, OFFSET, GRAPH or a SELECT in an EXISTS"
    return next((reason for node in parts(top, into_exists=False) if (reason := _unbound(node))), "")


def _unbound(node: CompValue) -> str:
    """Return how a part of a pattern uses `$this` where no triple binds it, an empty text when it does not."""
    if node.name == "Group" and not _binds(node):
        return "it groups by something else than $this"
    if node.name in ("Filter", "Extend") and THIS in _variables(node.expr) and not _binds(node.p):
        return "a FILTER or BIND uses $this where no triple binds it"
    if node.name == "LeftJoin" and THIS in _variables([node.p2, node.expr]) and not _binds(node.p1):
        # Without pre-binding the left side meets the $this of every node, and is kept as it is only where none fits.
        return "an OPTIONAL uses $this where no triple before it binds it"
    if node.name in EXISTS and THIS in _variables(node.graph) and not _is_flat(node.graph):
        return "an EXISTS with $this holds more than triples and filters"
    if (
        node.name == "BGP"
        and any(isinstance(p, SparqlPath) and THIS in (s, o) for s, p, o in node.triples)
        and not _binds(node)
    ):
        return "$this stands only on a path"
    return ""


def _is_flat(group: CompValue) -> bool:
    """Return whether an EXISTS has only triples, and filters that have none but such an EXISTS where $this is."""
    if group.name == "BGP":
        return True
    if group.name == "Join":
        return _is_flat(group.p1) and _is_flat(group.p2)
    if group.name == "GroupGraphPatternSub":  # The parse tree: in a projection or HAVING rdflib leaves it as it is.
        return all(each.name == "TriplesBlock" or (each.name == "Filter" and _has_flat(each)) for each in group.part)
    return group.name == "Filter" and _has_flat(group) and _is_flat(group.p)


def _has_flat(filtered: CompValue) -> bool:
    inner = [each.graph for each in parts(filtered.expr, into_exists=False) if each.name in EXISTS]
    return all(_is_flat(each) for each in inner if THIS in _variables(each))


_BY_VALUE = ("RelationalExpression", "AdditiveExpression", "MultiplicativeExpression", "UnaryMinus", "UnaryPlus")


def constants(value: object, *, told: bool = True) -> Iterator[tuple[Literal, bool]]:
    """Yield the literals of a query, and whether their spelling can be told: it cannot in comparisons and arithmetic."""
    if isinstance(value, Literal):
        yield value, told
    elif isinstance(value, CompValue):
        for each in _children(value):
            yield from constants(each, told=value.name not in _BY_VALUE)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from constants(each, told=told)


def triples_of(algebra: CompValue) -> Iterator[Sequence[object]]:
    """Yield every triple pattern of a query."""
    for node in parts(algebra):
        if node.name == "BGP":
            yield from node.triples
        elif node.name == "TriplesBlock":
            yield from (each[start : start + 3] for each in node.triples for start in range(0, len(each), 3))


def predicates_of(algebra: CompValue) -> frozenset[Term] | None:
    """Return the predicates a query can meet, None when it may meet any: other triples then need no store."""
    found: set[Term] = set()
    for _, predicate, _ in triples_of(algebra):
        named = _named(predicate)
        if named is None:
            return None
        found |= named
    return frozenset(found)


def _named(predicate: object) -> set[Term] | None:
    """Return the predicates of a path; None for a variable, a negated set, a path that may have no step."""
    if isinstance(predicate, URIRef):
        return {f"<{predicate}>"}
    if isinstance(predicate, (SequencePath, AlternativePath)):
        found = [_named(each) for each in predicate.args]
        return None if None in found else set().union(*[each for each in found if each is not None])
    if isinstance(predicate, InvPath):
        return _named(predicate.arg)
    if isinstance(predicate, MulPath) and not predicate.zero:
        return _named(predicate.path)
    return None
