"""Solutions of SPARQL-based constraints → results (SHACL section 5.3.2)."""

import re
from collections.abc import Iterable

from resource_ld.model import LangText
from resource_ld.terms import Term, split_literal
from resource_ld.validation.constraints import Constraint, Query, Shape
from resource_ld.validation.pyshacl_engine import failed
from resource_ld.validation.queries.rule_store import TRUE, Solution
from resource_ld.validation.result import SH, Result, plain_text
from resource_ld.validation.wording import messages_of

SPARQL = f"{SH}SPARQLConstraintComponent"
_VARIABLE = re.compile(r"\{[$?](\w+)\}")


def results_of(shape: Shape, query: Query, focus: Term, solutions: Iterable[Solution]) -> list[Result]:
    """Return a result for each different solution of one focus node."""
    found: list[Result] = []
    seen: set[tuple[tuple[str, Term], ...]] = set()
    for solution in solutions:
        key = tuple(sorted(solution.items()))
        if key not in seen:
            seen.add(key)
            # SHACL section 5.3.2: such a solution says that nobody knows, not that something is wrong.
            fails = solution.get("failure") == TRUE
            found.append(
                failed(focus, shape.name, "?failure is true") if fails else _result(shape, query, focus, solution)
            )
    return found


def _result(shape: Shape, query: Query, focus: Term, solution: Solution) -> Result:
    own_path = shape.path.text if shape.path else ""
    path = solution.get("path", "")
    value_node = solution.get("value", "") or ("" if shape.path else focus)
    return Result(
        focus, path[1:-1] if path.startswith("<") else own_path, value_node, SPARQL, shape.name, shape.severity,
        _messages(shape, query, {"this": focus, **solution}), shape.private,
    )  # fmt: skip


def _messages(shape: Shape, query: Query, solution: Solution) -> tuple[LangText, ...]:
    """Return the messages: the shape's (section 2.1.5), else the solution's own, else the constraint's, filled in."""
    if shape.messages:
        return tuple([_filled(each, solution) for each in shape.messages])
    if "message" in solution:
        text, language, _ = split_literal(solution["message"])
        return (LangText(text, language),)
    return tuple([_filled(each, solution) for each in query.messages]) or messages_of(Constraint(SPARQL))


def _filled(message: LangText, solution: Solution) -> LangText:
    def value(found: re.Match[str]) -> str:
        return plain_text(solution[found[1]]) if found[1] in solution else found[0]

    return LangText(_VARIABLE.sub(value, message.text), message.language)
