"""SPARQL's operators for a query that rdflib has prepared: a type error is an error, and an error is no solution.

rdflib puts values of all types in some order, and lets what Python raises out of an expression. A record must not be
judged so only because another record made the query go here: these operators say what those of the rule store say, and
beyond its range what SPARQL 1.1 section 17 says.
"""

import operator
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

from rdflib import Literal
from rdflib.plugins.sparql.operators import EBV
from rdflib.plugins.sparql.parserutils import CompValue, Expr, value
from rdflib.plugins.sparql.sparql import SPARQLError
from rdflib.term import Node

from resource_ld.terms import Term
from resource_ld.validation.literals import compare, value_of
from resource_ld.validation.queries.rule_store import TRUE, computed
from resource_ld.validation.queries.set_wise import EXISTS, parts
from resource_ld.validation.rdf_terms import node_of, spell

_ERRORS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, re.error)
"""What Python raises where rdflib computes with a value that it did not expect."""
_ORDER = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_FUNCTIONS = {
    "Builtin_REGEX": ("REGEX", ("text", "pattern", "flags")),
    "Builtin_REPLACE": ("REPLACE", ("arg", "pattern", "replacement", "flags")),
}
BACK_REFERENCE = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]")


def mend_operators(algebra: CompValue) -> None:
    """Give the expressions of a query, which is changed, the operators of SPARQL.

    Raises NotImplementedError for an EXISTS where rdflib leaves the parse tree, which it cannot ask: better no answer
    than a wrong one.
    """
    for each in parts(algebra):
        if each.name in EXISTS and "graph" not in each.__dict__:
            raise NotImplementedError("EXISTS stands in SELECT, HAVING or ORDER BY: write it in a FILTER or BIND")
        if isinstance(each, Expr):
            each.__dict__["eval"] = partial(_evaluate, each)


def _evaluate(expression: Expr, solution: Any = MappingProxyType({})) -> Any:
    try:
        return _OPERATORS.get(expression.name, _as_rdflib)(expression, solution)
    except SPARQLError as error:
        return error
    except _ERRORS as error:
        return SPARQLError(str(error))


def _as_rdflib(expression: Expr, solution: Any) -> Any:
    return Expr.eval(expression, solution)


def _relational(expression: Expr, solution: Any) -> Any:
    one, how, other = dict.get(expression, "expr"), str(dict.get(expression, "op")), dict.get(expression, "other")
    if other is None:
        return value(solution, one)
    if how not in ("IN", "NOT IN"):
        return Literal(_compared(solution, one, how, other))
    members = other if isinstance(other, list) else []  # The empty list is rdf:nil.
    found = _any(partial(_compared, solution, one, "=", each) for each in members)
    return Literal(found == (how == "IN"))


def _compared(solution: Any, one: Any, how: str, other: Any) -> bool:
    operands = value(solution, one), value(solution, other)
    if not all(isinstance(each, Node) for each in operands):
        raise SPARQLError("an operand is an error")
    found = compared(_term(operands[0]), how, _term(operands[1]))
    if found is None:
        raise SPARQLError("the operands cannot be compared")
    return found


def _term(node: Node) -> Term:
    if isinstance(node, Literal) and isinstance(node.value, Decimal) and "E" in node:
        return spell(Literal(f"{node.value:f}", datatype=node.datatype, normalize=False))
    return spell(node)


@lru_cache(maxsize=65536)
def compared(one: Term, how: str, other: Term) -> bool | None:
    """Return whether two terms compare so, None for an error.

    >>> compared('"7"', "<", '"8"'), compared('"7"', "<", "<http://a.b/>"), compared('"7"', "=", '"8"@en')
    (True, None, False)
    """
    if one[0] in "<_" or other[0] in "<_":
        return _ORDER[how](one, other) if one == other or how in ("=", "!=") else None
    said = computed(f"{one} {how} {other}")
    if said is not None:
        return said == TRUE
    # An error may also be a number beyond the range of the rule store.
    a, b = value_of(one), value_of(other)
    if a is None or b is None:
        return None
    if a[0] != b[0]:
        return how == "!=" if how in ("=", "!=") else None
    order = compare(a, b)
    return None if order is None else _ORDER[how](order, 0)


def _logical(expression: Expr, solution: Any) -> Any:
    decides = expression.name == "ConditionalOrExpression"
    operands = [dict.get(expression, "expr"), *(dict.get(expression, "other") or [])]
    return Literal(_any(partial(_is, solution, each, decides) for each in operands) == decides)


def _is(solution: Any, operand: Any, wanted: bool) -> bool:
    return bool(EBV(value(solution, operand))) == wanted


def _any(conditions: Iterable[Callable[[], bool]]) -> bool:
    """Return whether a condition holds; raise the error of one that has no answer only if none does (section 17.2)."""
    failed = None
    for each in conditions:
        try:
            if each():
                return True
        except SPARQLError as error:
            failed = error
    if failed is not None:
        raise failed
    return False


def _function(expression: Expr, solution: Any) -> Any:
    name, keys = _FUNCTIONS[expression.name]
    operands = [value(solution, dict.get(expression, each)) for each in keys if each in expression]
    if not all(isinstance(each, Literal) for each in operands):
        raise SPARQLError("an operand is no text")
    said = computed(f"{name}({', '.join([spell(each) for each in operands])})")
    if said is not None:
        return node_of(said)
    if not BACK_REFERENCE.search(operands[1]):
        raise SPARQLError("the pattern cannot be used")
    return _as_rdflib(expression, solution)


_OPERATORS: dict[str, Callable[[Expr, Any], Any]] = {
    "RelationalExpression": _relational, "ConditionalOrExpression": _logical, "ConditionalAndExpression": _logical,
    "Builtin_REGEX": _function, "Builtin_REPLACE": _function,
}  # fmt: skip
