"""The rule store: all candidates and the vocabularies in a scratch Oxigraph store, for constraints in SPARQL."""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import DefaultGraph, Literal, QuerySolutions, RdfFormat, Store

from resource_ld.terms import Term, Triple, literal, ntriples
from resource_ld.validation.literals import value_of

CHUNK = 100_000
"""Triples a bulk load takes at once: a load holds its input."""
_USUAL = re.compile(
    r'"(?:(?:0|-?[1-9][0-9]{0,15})"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>|'
    r'[0-9]{4}"\^\^<http://www\.w3\.org/2001/XMLSchema#gYear>|'
    r'[0-9]{4}-[0-9]{2}-[0-9]{2}"\^\^<http://www\.w3\.org/2001/XMLSchema#date>)'
)
"""Literals that are common and that the store spells as they are."""
TRUE = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
Solution = Mapping[str, Term]


def refusal(select: str) -> str:
    """Return why a SELECT cannot be asked of a rule store, an empty text when it can: an empty store says it at once."""
    try:
        Store().query(select)
    except (SyntaxError, RuntimeError) as error:
        return str(error)
    return ""


def computed(expression: str) -> Term | None:
    """Return what an expression without variables gives, None for an error.

    >>> computed('REGEX("a", "^a$")') == TRUE, computed('1 < "a"')
    (True, None)
    """
    (solution,) = _solutions(Store().query(f"SELECT ({expression} AS ?x) WHERE {{}}"))
    return solution.get("x")


def is_beyond(constant: Term) -> bool:
    """Return whether a literal has a value with which a store cannot compute: beyond 64 bits, or 18 digits after the point."""
    return value_of(constant) is not None and computed(f"{constant} = false") is None


def inexact(literals: Iterable[Term]) -> list[Term]:
    """Return the literals for which a store does not answer as they are: those it respells or cannot compute with."""
    given, store = list(literals), Store()
    content = "".join([f"<urn:{number}> <urn:x> {each} .\n" for number, each in enumerate(given)])
    store.bulk_load(content.encode(), format=RdfFormat.N_TRIPLES, to_graph=DefaultGraph())
    found = {str(each.subject.value): _spell(each.object) for each in store}
    # As `is_beyond`, for all of them at once: what has a value is equal to another, or it is not.
    failing = "SELECT ?s WHERE { ?s <urn:x> ?o BIND(?o = false AS ?x) FILTER(!BOUND(?x)) }"
    beyond = {each["s"][5:-1] for each in _solutions(store.query(failing))}
    return [
        each for number, each in enumerate(given)
        if found[f"urn:{number}"] != each or (str(number) in beyond and value_of(each) is not None)
    ]  # fmt: skip


class RuleStore:
    """A store on disk that vanishes with the object; loaded first, then asked."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="resource-ld-rules-")
        self._store = Store(self._folder.name)
        self._waiting: list[Triple] = []
        self._typed: dict[Term, set[Term]] = {}
        self.inexact: set[Term] = set()
        """Predicates with an inexact literal, such as `007`, which this store spells `7`; complete after `finish`."""

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples; what one description says again is there once."""
        for each in triples:
            self._waiting.append(each)
            _, predicate, value = each
            if value[0] == '"' and value[-1] == ">" and predicate not in self.inexact and not _USUAL.fullmatch(value):
                self._typed.setdefault(value, set()).add(predicate)
        if len(self._waiting) >= CHUNK:
            self._load()

    def _load(self) -> None:
        if self._waiting:
            content = ntriples(self._waiting).encode()
            self._store.bulk_load(content, format=RdfFormat.N_TRIPLES, to_graph=DefaultGraph())
            self._waiting.clear()
        for each in inexact(self._typed):
            self.inexact |= self._typed[each]
        self._typed.clear()

    def finish(self) -> None:
        """Load the rest, before the first question."""
        self._load()

    def ask(self, select: str) -> Iterator[Solution]:
        """Yield the solutions of a SELECT that has no `refusal`, unbound variables left out."""
        yield from _solutions(self._store.query(select))

    def close(self) -> None:
        """Delete the store."""
        del self._store
        self._folder.cleanup()


def _solutions(found: object) -> Iterator[Solution]:
    assert isinstance(found, QuerySolutions)
    names = [each.value for each in found.variables]
    for solution in found:
        yield {name: _spell(value) for name, value in zip(names, solution, strict=True) if value is not None}


def _spell(term: object) -> Term:
    if not isinstance(term, Literal):
        return str(term)
    if term.language:
        return literal(term.value, language=term.language)
    datatype = term.datatype.value
    return literal(term.value) if datatype.endswith("XMLSchema#string") else f"{literal(term.value)}^^<{datatype}>"
