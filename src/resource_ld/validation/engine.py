"""Descriptions → SHACL results: compiled shapes over each description, and what must be asked of the whole."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from resource_ld.terms import Term, Triple
from resource_ld.validation.compiler import Compiler, looks_away, predicates_of
from resource_ld.validation.components import Validate
from resource_ld.validation.conforming import Conforming, digest_of
from resource_ld.validation.constraints import Query, Shape, TargetShape
from resource_ld.validation.data_graph import DataGraph, Layer, Whole
from resource_ld.validation.gathering import Keyed, LookUp, Repeated, collect
from resource_ld.validation.pyshacl_engine import PyshaclEngine
from resource_ld.validation.queries.asking import ask, ask_lexical, is_lexical, met
from resource_ld.validation.queries.lexical_store import LexicalStore
from resource_ld.validation.queries.rule_store import RuleStore
from resource_ld.validation.reading import read_targets
from resource_ld.validation.result import Result, order
from resource_ld.validation.shapes import Shapes
from resource_ld.validation.targets import FocusNodes


@dataclass(frozen=True, slots=True)
class Rule:
    """A target shape as it runs: its function, its queries.

    `looks_away` says that it may read triples of nodes a description does not describe.
    """

    target: TargetShape
    validate: Validate | None
    queries: tuple[tuple[Shape, Query], ...]
    looks_away: bool

    @property
    def reaches_across(self) -> bool:
        """Whether a result of one record may depend on another record."""
        return self.looks_away or bool(self.queries) or self.target.shape is None or bool(self.target.targets.nodes)


@dataclass(slots=True)
class Asked:
    """What the whole catalogue was asked: gathered triples, and (rule, focus node) → results."""

    whole: Whole = field(default_factory=Whole)
    results: dict[tuple[int, Term], list[Result]] = field(default_factory=dict)


class Validator:
    """Validates descriptions against shapes; `vocabulary` are triples that all of them may refer to."""

    def __init__(self, shapes: Shapes, vocabulary: Iterable[Triple] = ()) -> None:
        self._graph = shapes.read()
        self._layer = Layer(vocabulary)
        compiler = Compiler()
        self.rules = tuple([_rule(each, compiler) for each in read_targets(self._graph)])
        self._across = [each.reaches_across for each in self.rules]
        self.reaches_across = any(self._across)
        """Whether a result of one record may depend on another record."""
        self._focus = FocusNodes([each.target.targets for each in self.rules], self._layer)

    def shapes(self) -> dict[str, Shape]:
        """Return name → compiled shape, as `Result.shape` names it: what was expected, for a report to say."""
        tops = [each.target.shape for each in self.rules if each.target.shape is not None]
        return {each.name: each for top in tops for each in top.walk()}

    def validate(
        self, descriptions: Iterable[Keyed], *, elsewhere: tuple[str, ...] = (), conforming: Conforming | None = None
    ) -> Iterator[tuple[str, tuple[Result, ...]]]:
        """Yield (key, results) for every description, in order.

        They are read more than once when a rule reaches across records: give what can be iterated again. A node of
        `sh:targetNode` that none describes is checked with the first, unless its term begins with one of `elsewhere`.
        What `conforming` knows from before is not checked again, except by rules that reach across.
        """
        if self.reaches_across and iter(descriptions) is descriptions:
            descriptions = list(descriptions)
        asked = self.ask_whole(descriptions, elsewhere)
        absent = asked.whole.absent
        for key, triples in descriptions:
            yield key, self._check(triples, asked, absent, conforming)
            absent = frozenset()

    def _check(
        self, triples: Sequence[Triple], asked: Asked, absent: frozenset[Term], conforming: Conforming | None
    ) -> tuple[Result, ...]:
        digest = digest_of(triples) if conforming is not None else b""
        known = conforming is not None and digest in conforming.before
        results: list[Result] = []
        conforms = True
        if not known or self.reaches_across:
            graph = DataGraph(triples, self._layer, asked.whole)
            for number, nodes in self._focus.find(graph, absent).items():
                if self._across[number]:
                    self._ask_rule(number, nodes, graph, asked, results)
                elif not known:
                    before = len(results)
                    self._ask_rule(number, nodes, graph, asked, results)
                    conforms = conforms and len(results) == before
        if conforming is not None and conforms:
            conforming.now.add(digest)
        return tuple(sorted(results, key=order)) if len(results) > 1 else tuple(results)

    def _ask_rule(
        self, number: int, nodes: Iterable[Term], graph: DataGraph, asked: Asked, results: list[Result]
    ) -> None:
        validate = self.rules[number].validate
        for focus in nodes:
            if validate is not None:
                validate(graph, focus, results)
            if asked.results:
                results += asked.results.get((number, focus), ())

    def ask_whole(self, descriptions: Iterable[Keyed], elsewhere: tuple[str, ...] = ()) -> Asked:
        """Return what rules that reach across records need to know of all of them; nothing is read when none does."""
        asked = Asked()
        if not self.reaches_across:
            return asked
        self._find_absent(descriptions, asked.whole, elsewhere)
        self._gather(descriptions, asked.whole)
        self._ask_rule_store(descriptions, asked)
        self._ask_pyshacl(descriptions, asked)
        return asked

    def _find_absent(self, descriptions: Iterable[Keyed], whole: Whole, elsewhere: tuple[str, ...]) -> None:
        """Find the targets that nothing describes."""
        targets = set(self._focus.nodes - self._layer.nodes.keys())
        if targets:
            collect(descriptions, whole, targets, None)
            whole.absent = frozenset(
                each for each in self._focus.nodes - self._layer.nodes.keys() - whole.described
                if not each.startswith(elsewhere)
            )  # fmt: skip

    def _gather(self, descriptions: Iterable[Keyed], whole: Whole) -> None:
        """Gather the triples of nodes that rules look up beyond a description, until none is missing.

        A round a step away: what a first value leads to is known only when it was found. Steps that a path repeats are one.
        """
        rules = {number: each.validate for number, each in enumerate(self.rules) if each.looks_away and each.validate}
        wanted = _wanted([self.rules[each] for each in rules])
        repeated = Repeated(shape for each in rules if (shape := self.rules[each].target.shape))
        while rules:
            missing: set[LookUp] = set()
            for graph, nodes in self._read(descriptions, whole):
                for number in rules.keys() & nodes.keys():
                    for focus in nodes[number]:
                        rules[number](graph, focus, [])
                missing |= graph.missing
            if not missing:
                return
            collect(descriptions, whole, repeated.beyond(missing, descriptions, whole), wanted)

    def _read(
        self, descriptions: Iterable[Keyed], whole: Whole
    ) -> Iterator[tuple[DataGraph, dict[int, dict[Term, None]]]]:
        """Yield every description as a graph, with the focus nodes of each rule."""
        absent = whole.absent
        for _, triples in descriptions:
            graph = DataGraph(triples, self._layer, whole)
            yield graph, self._focus.find(graph, absent)
            absent = frozenset()

    def _ask_rule_store(self, descriptions: Iterable[Keyed], asked: Asked) -> None:
        """Ask the constraints in SPARQL of a store of all candidates; it is built only if there are any."""
        rules = [(number, rule) for number, rule in enumerate(self.rules) if rule.queries]
        if not rules:
            return
        store = RuleStore()
        try:
            queries = [query for _, rule in rules for _, query in rule.queries]
            for triples in self._everything(descriptions, queries):
                store.add(triples)
            store.finish()
            exact = {each.node for each in queries if is_lexical(each, store.inexact)}
            focus = self._focus_nodes(descriptions, asked.whole, exact)
            lexical = LexicalStore()
            for triples in self._everything(descriptions, queries) if exact else ():
                lexical.add(triples)
            for number, rule in rules:
                for shape, query in rule.queries:
                    nodes = focus.get(number, {})
                    found = (
                        ask_lexical(lexical, shape, query, nodes)
                        if query.node in exact
                        else ask(store, shape, query, nodes)
                    )
                    for each, results in found:
                        asked.results.setdefault((number, each), []).extend(results)
        finally:
            store.close()

    def _everything(self, descriptions: Iterable[Keyed], queries: Sequence[Query]) -> Iterator[list[Triple]]:
        """Yield the triples that queries can meet, those of the vocabularies first."""
        wanted = met(queries)
        yield [each for each in self._layer.triples() if wanted is None or each[1] in wanted]
        for _, triples in descriptions:
            yield [each for each in triples if wanted is None or each[1] in wanted]

    def _focus_nodes(self, descriptions: Iterable[Keyed], whole: Whole, exact: Set[str]) -> dict[int, dict[Term, None]]:
        """Return rule → focus nodes, of rules with a query that is asked of each; other solutions say theirs."""
        found: dict[int, dict[Term, None]] = {
            number: {} for number, rule in enumerate(self.rules)
            if not all(query.set_wise and query.node not in exact for _, query in rule.queries)
        }  # fmt: skip
        for _, nodes in self._read(descriptions, whole) if found else ():
            for number in found.keys() & nodes.keys():
                found[number].update(nodes[number])
        return found

    def _ask_pyshacl(self, descriptions: Iterable[Keyed], asked: Asked) -> None:
        rules = [(number, rule) for number, rule in enumerate(self.rules) if rule.target.shape is None]
        if not rules:
            return
        engine = PyshaclEngine(self._graph)
        engine.add(self._layer.triples())
        for _, triples in descriptions:
            engine.add(triples)
        for number, rule in rules:
            for focus, results in engine.validate(rule.target.node).items():
                asked.results.setdefault((number, focus), []).extend(results)


def _rule(target: TargetShape, compiler: Compiler) -> Rule:
    if target.shape is None:
        return Rule(target, None, (), looks_away=False)
    away = bool(target.targets.nodes or target.targets.objects_of)
    may_look_away = looks_away(target.shape, away=away)
    return Rule(target, compiler.validate(target.shape), target.queries, looks_away=may_look_away)


def _wanted(rules: Sequence[Rule]) -> frozenset[Term] | None:
    found: set[Term] = set()
    for each in rules:
        assert each.target.shape is not None
        predicates = predicates_of(each.target.shape)
        if predicates is None:
            return None
        found |= predicates
    return frozenset(found)
