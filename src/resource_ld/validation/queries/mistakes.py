"""Mistakes in the query of a `sh:sparql`, in words an editor can use: what, and at which place of the query."""

import re
from collections.abc import Iterator

from rdflib import Literal, Variable
from rdflib.plugins.sparql.parserutils import CompValue

from resource_ld.validation.patterns.automaton import can_run_for_ever
from resource_ld.validation.queries.operators import BACK_REFERENCE
from resource_ld.validation.queries.rule_store import computed, refusal
from resource_ld.validation.queries.set_wise import THIS, parts
from resource_ld.validation.rdf_terms import spell

TOKENS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|'
    r"'''(?:[^'\\]|\\.|'(?!''))*'''|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'(?:[^'\\\n]|\\.)*'|"
    r"<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n]*",
    re.DOTALL,
)
"""Strings, IRIs and comments: where nothing is a variable or a keyword."""
_PREFIX = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_USED = re.compile(r"(?<![\w?$:.-])((?:[^\W\d_][\w.-]*)?):(?!:)")
_SELECT_ALL = re.compile(r"\bSELECT\s+(?:DISTINCT\s+|REDUCED\s+)?\*", re.IGNORECASE)
_FORBIDDEN = {
    "Minus": "MINUS", "MinusGraphPattern": "MINUS", "InlineData": "VALUES", "values": "VALUES",
    "ServiceGraphPattern": "SERVICE",
}  # fmt: skip
"""What a query with pre-bound variables must not contain (SHACL appendix A), and SERVICE."""
_PLACE = re.compile(r"error at (\d+):(\d+)")
_REASON = re.compile(r"(?:expected (?:one of )?)((?:The|A|An) [a-z][^,\[]*|[^,\[]*SELECT contains[^,\[]*)")
_LOOK_AROUND = re.compile(r"\(\?<?[=!]")
Mistake = tuple[str, str]


def undeclared(text: str) -> Mistake | None:
    """Return the mistake of a query with a prefix that nobody declared, None when there is none."""
    bare = TOKENS.sub(" ", text)
    missing = [
        each for each in _USED.findall(_PREFIX.sub(" ", bare)) if each not in _PREFIX.findall(bare) and each != "_"
    ]
    if not missing:
        return None
    name = missing[0]
    declare = f'sh:declare [ sh:prefix "{name}" ; sh:namespace "…" ]'
    return (
        f"the query uses the prefix {name}:, which is not declared for it",
        f"Write the whole address in <…>, or give the query sh:prefixes own: and write own: {declare} . "
        "The @prefix lines of the file do not count inside a query (SHACL section 5.2.1).",
    )


def unreadable(text: str, before: int, error: Exception) -> Mistake:
    """Return the mistake of a query that cannot be read; `before` lines of prefixes stand before what was written."""
    said = refusal(text)
    # rdflib's parser says where the part begins that it cannot read; the other may go on to the end of the query.
    line, column = getattr(error, "lineno", 0), getattr(error, "column", 0)
    if not column and (found := _PLACE.search(said)):
        line, column = int(found[1]), int(found[2])
    if not column:
        return f"the query cannot be read: {' '.join(str(error).split())}", "Mend sh:select."
    lines = text.split("\n")
    here = lines[line - 1][column - 1 :].strip()[:40] if line <= len(lines) else ""
    at = f"from “{here}” on" if here else "at its end"
    reason = _REASON.search(said)
    why = f": {reason[1].strip()}" if reason else ""
    return (
        f"the query cannot be read: {at} (line {line - before} of the query) something is wrong or missing{why}",
        "Look at what stands there and just before it: a bracket, a dot, a quote, the name of a function.",
    )


def not_asked(text: str, before: int) -> Mistake | None:
    """Return the mistake of a query that the rule store would not answer, None when it would."""
    said = refusal(text)
    return unreadable(text, before, ValueError(said)) if said else None


def unknown_function(algebra: CompValue) -> Mistake | None:
    """Return the mistake of a query that calls a function of somebody's own, which nothing here can evaluate."""
    for each in parts(algebra):
        if each.name == "Function" and refusal(f"SELECT (<{each.iri}>('1') AS ?x) WHERE {{}}"):
            return (
                f"the query calls the function <{each.iri}>, which nothing here knows",
                "Use the functions of SPARQL 1.1 (section 17.4), such as STRLEN, or a cast such as xsd:integer.",
            )
    return None


def patterns_of(algebra: CompValue) -> Iterator[tuple[Literal, Literal]]:
    """Yield the patterns that a query has as constants, each with its flags."""
    for each in parts(algebra):
        pattern, flags = each.pattern, each.flags or Literal("")
        if (
            each.name in ("Builtin_REGEX", "Builtin_REPLACE")
            and isinstance(pattern, Literal)
            and isinstance(flags, Literal)
        ):
            yield pattern, flags


def unusable_pattern(algebra: CompValue, text: str, before: int) -> Mistake | None:
    """Return the mistake of a query with a pattern that would silently match nothing, None when there is none."""
    for pattern, flags in patterns_of(algebra):
        if computed(f'REGEX("", {spell(pattern)}, {spell(flags)})') is not None:
            continue
        if found := _LOOK_AROUND.search(pattern):
            return (
                f"the query has a pattern that looks around{_line_of(found[0], text, before)}: {found[0]} is nothing XPath knows",
                "Write two conditions, such as FILTER(REGEX(?value, 'a') && !REGEX(?value, 'b')) .",
            )
        if why := _why_not_python(pattern, flags):
            return (
                f"the query has the pattern “{pattern}”{_line_of(pattern, text, before)}, which {why}",
                "Write it as XPath has it (Functions and Operators, section 5.6.1).",
            )
    return None


def _why_not_python(pattern: str, flags: str) -> str:
    """Return why a pattern that the rule store cannot read is not asked of Python either: only what refers back is."""
    try:
        if not BACK_REFERENCE.search(pattern) or set(flags) - set("ims"):
            return "cannot be read"
        return "could run for ever" if can_run_for_ever(pattern, flags) else ""
    except re.error:
        return "cannot be read"


def _line_of(part: str, text: str, before: int) -> str:
    place = text.find(part)
    return f" (line {text.count(chr(10), 0, place) + 1 - before} of the query)" if place >= 0 else ""


def forbidden(algebra: CompValue, text: str) -> Mistake | None:
    """Return the mistake of a query that has what a pre-bound `$this` must not meet, None when it has not."""
    what = next(_forbidden(algebra, text), None)
    if what is None:
        return None
    return (
        f"the query has {what}, which a query with a pre-bound $this must not have",
        "Write it without (SHACL, appendix A), for instance with FILTER NOT EXISTS.",
    )


def _forbidden(algebra: CompValue, text: str) -> Iterator[str]:
    if algebra.datasetClause:
        yield "FROM"
    for each in parts(algebra):
        if each.name in _FORBIDDEN:
            yield _FORBIDDEN[each.name]
    for each in parts(algebra):
        if each.name in ("Extend", "Bind") and each.var == THIS and not str(each.expr).startswith("__agg_"):
            yield "AS $this"
        if each.name == "ToMultiSet" and THIS not in _projection(each.p):
            yield "a nested SELECT that does not select $this"
        if each.name == "SubSelect" and THIS not in [one.var for one in each.projection or ()]:
            yield "a nested SELECT that does not select $this"
    bare = TOKENS.sub(_without_text, text)
    if any(each.start() > bare.upper().index("SELECT") for each in _SELECT_ALL.finditer(bare)):
        yield "a nested SELECT *"


def _projection(node: CompValue) -> tuple[Variable, ...]:
    """Return the variables a nested SELECT projects."""
    while node.name != "Project":
        node = node.p
    return tuple(node.PV)


def _without_text(found: re.Match[str]) -> str:
    return " " if found[0].startswith("#") else '""'
