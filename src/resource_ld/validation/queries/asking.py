"""Queries of rules asked of the stores: focus node → results."""

from collections.abc import Iterable, Iterator, Sequence, Set

from resource_ld.terms import Term
from resource_ld.validation.constraints import Query, Shape
from resource_ld.validation.pyshacl_engine import failed
from resource_ld.validation.queries.lexical_store import LexicalStore
from resource_ld.validation.queries.reading import LEXICAL, written_in
from resource_ld.validation.queries.results import results_of
from resource_ld.validation.queries.rule_store import RuleStore, Solution
from resource_ld.validation.result import Result


def met(queries: Sequence[Query]) -> frozenset[Term] | None:
    """Return the predicates queries can meet, None for any."""
    found: set[Term] = set()
    for each in queries:
        if each.predicates is None:
            return None
        found |= each.predicates
    return frozenset(found)


def is_lexical(query: Query, inexact: Set[Term]) -> bool:
    """Return whether a query could tell that a rule store holds literals inexactly, of some predicates."""
    return query.reason in LEXICAL or bool(inexact if query.predicates is None else query.predicates & inexact)


def ask_lexical(
    store: LexicalStore, shape: Shape, query: Query, focus: Iterable[Term]
) -> Iterator[tuple[Term, list[Result]]]:
    """Yield focus nodes with their results, asked one by one."""
    for each in focus:
        try:
            solutions = list(store.ask(query.select, each))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a record makes rdflib raise: it is held, and the run goes on
            yield each, [failed(each, shape.name, error)]
            continue
        if solutions:
            yield each, results_of(shape, query, each, solutions)


def ask(store: RuleStore, shape: Shape, query: Query, focus: Iterable[Term]) -> Iterator[tuple[Term, list[Result]]]:
    """Yield focus nodes with their results, of one query for all or of one each."""
    for each, solutions in _solutions(store, query, focus):
        yield each, results_of(shape, query, each, solutions)


def _solutions(store: RuleStore, query: Query, focus: Iterable[Term]) -> Iterator[tuple[Term, list[Solution]]]:
    if not query.set_wise:
        for each in focus:
            if solutions := list(store.ask(written_in(query.select, each))):
                yield each, solutions
        return
    # Solutions of other nodes do no harm: results are looked up by the focus nodes of a description. Equal ones are kept
    # once: a join on a value that a thousand records share gives a million.
    found: dict[Term, dict[tuple[tuple[str, Term], ...], Solution]] = {}
    for solution in store.ask(query.select):
        found.setdefault(solution["this"], {}).setdefault(tuple(sorted(solution.items())), solution)
    yield from ((each, list(solutions.values())) for each, solutions in found.items())
