"""SPARQL-based constraints: what they ask, and where they may be asked (SHACL section 5)."""

import re

from rdflib import OWL, RDF, RDFS, SH, Literal, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from resource_ld.errors import ShapesError
from resource_ld.validation.constraints import Path, Query
from resource_ld.validation.rdf_terms import spell
from resource_ld.validation.set_wise import THIS, parts, predicates_of, unsafe
from resource_ld.validation.shapes_graph import NotCovered, ShapesGraph, short

_KNOWN = frozenset(
    [RDF.type, RDFS.label, RDFS.comment, SH.select, SH.message, SH.deactivated, SH.prefixes, SH.severity]
)
_PATH = re.compile(r"(?<=[\s{}()])[$?]PATH\b")
_BEYOND = re.compile(r"[$?](?:shapesGraph|currentShape)\b")
"""Pre-bound variables the rule store cannot give a value, for a query need not project them."""
_TOKENS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|'
    r"'''(?:[^'\\]|\\.|'(?!''))*'''|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'(?:[^'\\\n]|\\.)*'|"
    r"<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n]*",
    re.DOTALL,
)
"""Strings, IRIs and comments: where nothing is a variable or a keyword."""
_SELECT_ALL = re.compile(r"\bSELECT\s+(?:DISTINCT\s+|REDUCED\s+)?\*", re.IGNORECASE)
_FORBIDDEN = {
    "Minus": "MINUS", "MinusGraphPattern": "MINUS", "InlineData": "VALUES", "values": "VALUES",
    "ServiceGraphPattern": "SERVICE",
}  # fmt: skip
"""What a query with pre-bound variables must not contain (SHACL appendix A), and SERVICE."""
_TRUE = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'


def read_query(graph: ShapesGraph, node: Node, path: Path | None) -> Query | None:
    """Return the query of a value of `sh:sparql`, None when it is deactivated; raise ShapesError for an ill-formed one."""
    for each in graph.in_order(set(graph.graph.predicates(node))):
        if each not in _KNOWN:
            raise NotCovered(f"{short(each)} in sh:sparql")
    deactivated = graph.one(node, SH.deactivated)
    if deactivated is not None and spell(deactivated) == _TRUE:
        return None
    select = graph.one(node, SH.select)
    if not isinstance(select, Literal):
        raise NotCovered("sh:sparql without sh:select")
    if found := _BEYOND.search(select):
        raise NotCovered(f"{found[0]} in sh:sparql")
    text = str(select)
    if _PATH.search(text):
        if path is None:
            raise NotCovered("$PATH on a node shape")
        text = _PATH.sub(lambda _: path.sparql(inside=True), text)
    prefixes = "".join([f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in _prefixes(graph, node).items()])
    algebra = _parsed(prefixes + text, graph.said(node))
    reason = _why_per_focus(algebra)
    return Query(
        graph.name(node), prefixes + text, graph.texts(node, SH.message), not reason, reason, predicates_of(algebra)
    )


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
                raise NotCovered("sh:declare without prefix and namespace")
            found[str(prefix)] = str(namespace)
    return found


def _parsed(text: str, said: str) -> CompValue:
    """Return the algebra of a query; raise ShapesError for one that SHACL forbids."""
    try:
        algebra = prepareQuery(text).algebra
    except Exception as error:  # noqa: BLE001 - rdflib raises bare Exceptions for unknown prefixes and bad sub-queries
        raise ShapesError(
            f"the query of {said} cannot be read: {error}", where="shapes/", mend="Mend sh:select."
        ) from None
    if algebra.name != "SelectQuery":
        raise ShapesError(
            f"the query of {said} is no SELECT", where="shapes/", mend="Write SELECT $this … in sh:select."
        )
    _refuse_forbidden(algebra, text, said)
    if THIS not in algebra.PV:
        raise NotCovered("sh:sparql that does not select $this")
    return algebra


def _why_per_focus(algebra: CompValue) -> str:
    """Return why a query must be asked per focus node, an empty text when it need not."""
    reason = unsafe(algebra.p)
    if reason and (several := _why_not_written_in(algebra)):
        raise NotCovered(f"sh:sparql: {reason}, and {several}")
    return reason


def _why_not_written_in(algebra: CompValue) -> str:
    """Return why a focus node cannot be written in place of `$this`, an empty text when it can."""
    names = {each.name for each in parts(algebra)}
    if names & {"ToMultiSet", "SubSelect"}:
        return "it has a nested SELECT"
    if names & {"AggregateJoin", "Group", "OrderBy"}:
        return "it groups or orders"
    return ""


def _refuse_forbidden(algebra: CompValue, text: str, said: str) -> None:
    def refuse(what: str) -> None:
        raise ShapesError(
            f"the query of {said} has {what}, which a query with a pre-bound $this must not have", where="shapes/",
            mend="Write it without (SHACL, appendix A), for instance with FILTER NOT EXISTS.",
        )  # fmt: skip

    if algebra.datasetClause:
        refuse("FROM")
    for each in parts(algebra):
        if each.name in _FORBIDDEN:
            refuse(_FORBIDDEN[each.name])
    for each in parts(algebra):
        if each.name in ("Extend", "Bind") and each.var == THIS and not str(each.expr).startswith("__agg_"):
            refuse("AS $this")
        if each.name == "ToMultiSet" and THIS not in _projection(each.p):
            refuse("a nested SELECT that does not select $this")
        if each.name == "SubSelect" and THIS not in [one.var for one in each.projection or ()]:
            refuse("a nested SELECT that does not select $this")
    bare = _TOKENS.sub(_without_text, text)
    if any(each.start() > bare.upper().index("SELECT") for each in _SELECT_ALL.finditer(bare)):
        refuse("a nested SELECT *")


def _projection(node: CompValue) -> tuple[Variable, ...]:
    """Return the variables a nested SELECT projects."""
    while node.name != "Project":
        node = node.p
    return tuple(node.PV)


def _without_text(found: re.Match[str]) -> str:
    return " " if found[0].startswith("#") else '""'


def written_in(select: str, focus: str) -> str:
    """Return a query with a focus node, an IRI, written in place of `$this`: what pre-binding means.

    >>> written_in("SELECT $this ?v WHERE { FILTER(BOUND($this) && $this = ?v) }", "<http://a.b/c>")
    'SELECT (<http://a.b/c> AS ?this) ?v WHERE { FILTER((true) && <http://a.b/c> = ?v) }'
    """
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\x00{len(kept) - 1}\x00"

    text = _TOKENS.sub(keep, select)
    head, brace, body = text.partition("{")
    head = re.sub(r"[$?]this\b", lambda _: f"({focus} AS ?this)", head)
    body = re.sub(r"\bBOUND\s*\(\s*[$?]this\s*\)", "(true)", body, flags=re.IGNORECASE)
    body = re.sub(r"[$?]this\b", lambda _: focus, body)
    return re.sub("\x00([0-9]+)\x00", lambda found: kept[int(found[1])], head + brace + body)
