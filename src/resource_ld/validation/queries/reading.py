"""SPARQL-based constraints: what they ask, and where they may be asked (SHACL section 5)."""

import re
from collections.abc import Callable

from rdflib import OWL, RDF, RDFS, SH, Literal
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from resource_ld.validation.constraints import Path, Query
from resource_ld.validation.queries.mistakes import (
    TOKENS,
    forbidden,
    not_asked,
    patterns_of,
    undeclared,
    unknown_function,
    unreadable,
    unusable_pattern,
)
from resource_ld.validation.queries.operators import BACK_REFERENCE
from resource_ld.validation.queries.rule_store import TRUE, inexact, is_beyond
from resource_ld.validation.queries.set_wise import THIS, constants, parts, predicates_of, unsafe
from resource_ld.validation.rdf_terms import as_written, spell
from resource_ld.validation.shapes_graph import IllFormed, NotCovered, ShapesGraph, short

_KNOWN = frozenset(
    [RDF.type, RDFS.label, RDFS.comment, SH.select, SH.message, SH.deactivated, SH.prefixes, SH.severity]
)
_PATH = re.compile(r"(?<=[\s{}()])[$?]PATH\b")
_THIS = re.compile(r"\b(?i:BOUND)\s*\(\s*[$?]this\s*\)|[$?]this\b|[(){]")
_BEYOND = re.compile(r"[$?](?:shapesGraph|currentShape)\b")
"""Pre-bound variables the rule store cannot give a value, for a query need not project them."""
INEXACT = "a number or time in it is one that the rule store would spell otherwise, or cannot compute with"
BACK = "a pattern in it refers back to a group"
LEXICAL = (INEXACT, BACK)
"""Reasons for which a query is asked of a lexical store, whatever the data."""


def read_query(graph: ShapesGraph, node: Node, path: Path | None) -> Query | None:
    """Return the query of a value of `sh:sparql`, None when it is deactivated.

    Raises ShapesError for a query that cannot be asked, IllFormed for a value that has none.
    """
    for each in graph.in_order(set(graph.graph.predicates(node))):
        if each not in _KNOWN:
            raise NotCovered(f"{short(each)} in sh:sparql")
    deactivated = graph.one(node, SH.deactivated)
    if deactivated is not None and spell(deactivated) == TRUE:
        return None
    select = graph.one(node, SH.select)
    if not isinstance(select, Literal):
        raise IllFormed(
            "sh:sparql without sh:select", 'Write sh:sparql [ sh:select "SELECT $this WHERE { … }" ] .', node
        )
    try:
        return _query(graph, node, str(select), path)
    except IllFormed as mistake:
        # A query that cannot be trusted refuses the release even where nobody has looked for mistakes before.
        raise graph.mistake(mistake.what, mistake.mend, *(mistake.at or (node, SH.select, select))) from None


def _query(graph: ShapesGraph, node: Node, text: str, path: Path | None) -> Query:
    if found := _BEYOND.search(TOKENS.sub(" ", text)):
        raise NotCovered(f"{found[0]} in sh:sparql")
    text = outside_tokens(lambda part: _with_path(part, path), text)
    prefixes = _prefixes(graph, node)
    text = "".join([f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes.items()]) + text
    algebra = _parsed(text, len(prefixes))
    if mistake := unusable_pattern(algebra, text, len(prefixes)):
        raise IllFormed(*mistake)
    lexical = _why_lexical(algebra)
    reason = lexical or _why_per_focus(algebra)
    if mistake := not_asked(written_in(text, "<urn:x>") if reason and not lexical else text, len(prefixes)):
        raise IllFormed(*mistake)
    return Query(graph.name(node), text, graph.texts(node, SH.message), not reason, reason, predicates_of(algebra))


def _with_path(text: str, path: Path | None) -> str:
    if path is None:
        if _PATH.search(text):
            raise IllFormed("the query has $PATH, but the shape has no sh:path", "Write the property itself.")
        return text
    written = path.sparql(inside=True)
    return _PATH.sub(lambda _: written, text)


def _prefixes(graph: ShapesGraph, node: Node) -> dict[str, str]:
    """Return the prefixes of a query (SHACL section 5.2.1); without declarations of their own, those of all ontologies."""
    found = {"rdf": str(RDF), "rdfs": str(RDFS), "owl": str(OWL)}
    ontologies = set(graph.graph.subjects(RDF.type, OWL.Ontology))
    for prefixes in graph.graph.objects(node, SH.prefixes):
        closure = set(graph.graph.transitive_objects(prefixes, OWL.imports))
        own = {each for one in closure for each in graph.graph.objects(one, SH.declare)}
        everywhere = {each for one in ontologies for each in graph.graph.objects(one, SH.declare)}
        for each in own if own and prefixes in ontologies else own | everywhere:
            prefix, namespace = graph.one(each, SH.prefix), graph.one(each, SH.namespace)
            if prefix is None or namespace is None:
                raise IllFormed(
                    "sh:declare without prefix and namespace",
                    'Write sh:declare [ sh:prefix "own" ; sh:namespace "https://…" ] .', each,
                )  # fmt: skip
            found[str(prefix)] = str(namespace)
    return found


def _parsed(text: str, before: int) -> CompValue:
    """Return the algebra of a query; raise IllFormed for one that cannot be read or that SHACL forbids."""
    if mistake := undeclared(text):
        raise IllFormed(*mistake)
    try:
        with as_written():
            algebra = prepareQuery(text).algebra
    except Exception as error:  # noqa: BLE001 - rdflib raises bare Exceptions for unknown prefixes and bad sub-queries
        raise IllFormed(*unreadable(text, before, error)) from None
    if algebra.name != "SelectQuery":
        raise IllFormed("the query is no SELECT", "Write SELECT $this … in sh:select.")
    if mistake := forbidden(algebra, text) or unknown_function(algebra):
        raise IllFormed(*mistake)
    if THIS not in algebra.PV:
        raise NotCovered("sh:sparql that does not select $this")
    return algebra


def _why_per_focus(algebra: CompValue) -> str:
    """Return why a query must be asked per focus node, an empty text when it need not."""
    reason = unsafe(algebra.p)
    if reason and (several := _why_not_written_in(algebra)):
        raise NotCovered(f"sh:sparql: {reason}, and {several}")
    return reason


def _why_lexical(algebra: CompValue) -> str:
    """Return why a query is always asked where literals stay as they are, an empty text when it need not."""
    found = [(spell(each), told) for each, told in constants(algebra)]
    if inexact({each for each, told in found if told}) or any(is_beyond(each) for each, _ in found):
        return INEXACT
    return BACK if any(BACK_REFERENCE.search(pattern) for pattern, _ in patterns_of(algebra)) else ""


def _why_not_written_in(algebra: CompValue) -> str:
    """Return why a focus node cannot be written in place of `$this`, an empty text when it can."""
    names = {each.name for each in parts(algebra)}
    if names & {"ToMultiSet", "SubSelect"}:
        return "it has a nested SELECT"
    if names & {"AggregateJoin", "Group", "OrderBy"}:
        return "it groups or orders"
    return ""


def written_in(select: str, focus: str) -> str:
    """Return a query with a focus node, an IRI, written in place of `$this`: what pre-binding means.

    >>> written_in("SELECT $this (STR($this) AS ?s) WHERE { FILTER(BOUND($this) && $this = ?v) }", "<http://a.b/c>")
    'SELECT (<http://a.b/c> AS ?this) (STR(<http://a.b/c>) AS ?s) WHERE { FILTER((true) && <http://a.b/c> = ?v) }'
    """
    depth, in_head = 0, True

    def write(found: re.Match[str]) -> str:
        nonlocal depth, in_head
        depth += (found[0] == "(") - (found[0] == ")")
        # An EXISTS in the projection has braces, too, but within brackets.
        in_head = in_head and not (found[0] == "{" and depth == 0)
        if found[0] in "(){":
            return found[0]
        if found[0][0] not in "$?":
            return "(true)"
        return f"({focus} AS ?this)" if in_head and depth == 0 else focus

    return outside_tokens(lambda text: _THIS.sub(write, text), select)


def outside_tokens(change: Callable[[str], str], text: str) -> str:
    """Return a query changed only where it is neither string nor IRI nor comment.

    >>> outside_tokens(str.upper, "select 'a' #b")
    "SELECT 'a' #b"
    """
    found, start = [], 0
    for token in TOKENS.finditer(text):
        found += [change(text[start : token.start()]), token[0]]
        start = token.end()
    return "".join([*found, change(text[start:])])
