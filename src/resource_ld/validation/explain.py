"""Which shape runs where, and why: what `check --explain-shapes` says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resource_ld.validation.engine import Rule

COMPILED, WHOLE = "compiled", "compiled, asked of the whole"
SET_WISE, PER_FOCUS_NODE = "one query for all", "a query per focus node"
PYSHACL, NOWHERE = "pySHACL", "not run"


@dataclass(frozen=True, slots=True)
class Explained:
    """A target shape, or one of its queries: where it runs and why there."""

    shape: str
    way: str
    reason: str


def explain(rules: Sequence[Rule]) -> Iterator[Explained]:
    """Yield where each target shape runs, then each of its constraints in SPARQL."""
    for rule in rules:
        shape = rule.target.shape
        if shape is None:
            yield Explained(rule.target.name, PYSHACL, rule.target.reason)
        elif shape.deactivated:
            yield Explained(rule.target.name, NOWHERE, "it is deactivated")
        elif rule.looks_away:
            yield Explained(rule.target.name, WHOLE, "it may read triples of other nodes than its focus node")
        else:
            yield Explained(rule.target.name, COMPILED, "it reads only triples of its focus node")
        for one, query in rule.queries:
            way = SET_WISE if query.set_wise else PER_FOCUS_NODE
            yield Explained(
                f"{one.name} sh:sparql", way, query.reason or "$this is bound by triples wherever it is used"
            )
