"""String-based constraint components (SHACL section 4.4)."""

from collections.abc import Sequence

from resource_ld.terms import Term, split_literal
from resource_ld.validation.components.cardinality import count_of
from resource_ld.validation.components.checking import Check, Scope, no_check
from resource_ld.validation.data_graph import DataGraph
from resource_ld.validation.patterns.dialect import compile_pattern
from resource_ld.validation.result import Result


def text_of(term: Term) -> str:
    """Return what the SPARQL function `str` gives."""
    if term[0] != '"':
        return term[1:-1]
    if "\\" in term:
        return split_literal(term)[0]
    return term[1 : term.rindex('"')]


def check_min_length(scope: Scope) -> Check:
    """Return the check of `sh:minLength`."""
    least = count_of(scope.constraint.terms[0])
    return scope.value_check(lambda _, value: value[0] != "_" and len(text_of(value)) >= least)


def check_max_length(scope: Scope) -> Check:
    """Return the check of `sh:maxLength`."""
    most = count_of(scope.constraint.terms[0])
    return scope.value_check(lambda _, value: value[0] != "_" and len(text_of(value)) <= most)


def check_pattern(scope: Scope) -> Check:
    """Return the check of `sh:pattern` with `sh:flags`."""
    pattern, flags = (split_literal(each)[0] for each in scope.constraint.terms)
    search = compile_pattern(pattern, flags).search
    return scope.value_check(lambda _, value: value[0] != "_" and search(text_of(value)) is not None)


def _language(term: Term) -> str:
    if term[0] != '"' or term[-1] in '">':
        return ""
    return term[term.rindex("@") + 1 :].lower()


def check_language_in(scope: Scope) -> Check:
    """Return the check of `sh:languageIn`: basic filtering as `langMatches` does it (RFC 4647 section 3.3.1)."""
    ranges = [split_literal(each)[0].lower() for each in scope.constraint.terms]
    exact, prefixes = frozenset(ranges), tuple(f"{each}-" for each in ranges)

    def conforms(_: DataGraph, value: Term) -> bool:
        tag = _language(value)
        return bool(tag) and (tag in exact or tag.startswith(prefixes) or "*" in exact)

    return scope.value_check(conforms)


def check_unique_lang(scope: Scope) -> Check:
    """Return the check of `sh:uniqueLang`: one result for each language that two values share."""
    if scope.constraint.terms[0] != '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>':
        return no_check

    def check(_: DataGraph, focus: Term, values: Sequence[Term], results: list[Result]) -> None:
        if len(values) < 2:
            return
        tags = [tag for tag in (_language(each) for each in values) if tag]
        results += [scope.result(focus) for tag in dict.fromkeys(tags) if tags.count(tag) > 1]

    return check
