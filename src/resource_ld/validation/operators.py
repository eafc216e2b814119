"""SPARQL's operators for a query that rdflib has prepared: an error is no solution (SPARQL 1.1 section 17.2)."""

import re
from functools import partial
from types import MappingProxyType
from typing import Any

from rdflib.plugins.sparql.parserutils import CompValue, Expr
from rdflib.plugins.sparql.sparql import SPARQLError

from resource_ld.validation.set_wise import EXISTS, parts

_ERRORS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, re.error)
"""What Python raises where rdflib computes with a value that it did not expect."""


def mend_operators(algebra: CompValue) -> None:
    """Let the expressions of a query, which is changed, err as SPARQL says.

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
        return Expr.eval(expression, solution)
    except _ERRORS as error:
        return SPARQLError(str(error))
