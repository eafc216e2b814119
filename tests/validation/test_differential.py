"""Our results are those of unpatched pySHACL, except where the specification decides against it: each such case is listed."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, reject, seed, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal
from rdflib.term import Node
from tests.validation import generated
from tests.validation.generated import EX, NODES, VOCABULARY, descriptions, shapes_graphs
from tests.validation.generated_queries import records, shapes_with_a_query
from tests.validation.oracle import COMPONENT, Row, by_pyshacl, by_us

from resource_ld.terms import Triple
from resource_ld.validation import Conforming
from resource_ld.validation.literals import compare, value_of
from resource_ld.validation.rdf_terms import spell
from resource_ld.validation.reading import read_targets
from resource_ld.validation.shapes_graph import ShapesGraph

ORDERING = ("MinExclusive", "MinInclusive", "MaxExclusive", "MaxInclusive", "LessThan", "LessThanOrEquals")
ORDERED = frozenset(f"{SH}{each}ConstraintComponent" for each in ORDERING)
FAMILIES = {
    "numbers": generated.NUMBERS, "strings": generated.STRINGS, "instants": generated.INSTANTS, "dates": generated.DATES,
    "booleans": generated.BOOLEANS,
}  # fmt: skip
pytestmark = pytest.mark.filterwarnings("ignore")


def both(shapes: Graph, triples: tuple[Triple, ...]) -> tuple[Counter[Row], Counter[Row]]:
    ours = by_us(shapes, [triples], VOCABULARY)
    try:
        return ours, by_pyshacl(shapes, [*triples, *VOCABULARY])
    except TypeError:
        # Two literals that Python cannot compare abort pySHACL's whole run: there is nothing to compare with.
        reject()


def same_without_order(shapes: Graph, triples: tuple[Triple, ...]) -> None:
    ours, theirs = both(shapes, triples)
    assert ours == theirs


def same_where_all_have_an_order(shapes: Graph, triples: tuple[Triple, ...]) -> None:
    ours, theirs = both(shapes, triples)
    assert ours == theirs


def tainted(shapes: Graph) -> set[str]:
    """Return the names of shapes that compare, themselves or in a shape they refer to."""
    graph = ShapesGraph(shapes)
    found = set()
    for each in read_targets(graph):
        for shape in each.shape.walk() if each.shape else ():
            if any(one.component in ORDERED for inner in shape.walk() for one in inner.constraints):
                found.add(shape.name)
    return found


def different_only_for_the_listed_reason(shapes: Graph, triples: tuple[Triple, ...]) -> None:
    """Values of different families have no order in SPARQL, so they are out of range; pySHACL orders them by datatype."""
    ours, theirs = both(shapes, triples)
    compared = tainted(shapes)
    for row in (ours - theirs) + (theirs - ours):
        assert row[5] in compared, row
    for row in theirs - ours:
        # Less is said only where a shape must not be met, or by some values only.
        assert row[COMPONENT] not in ORDERED, row


def the_same_by_fallback(shapes: Graph, triples: tuple[Triple, ...]) -> None:
    noted = Graph()
    noted += shapes
    for each in read_targets(ShapesGraph(shapes)):
        node = next(s for s in set(shapes.subjects()) if spell(s) == each.node)
        noted.add((node, EX.aNoteNobodyKnows, Literal("x")))
    assert all(each.shape is None or each.shape.deactivated for each in read_targets(ShapesGraph(noted)))
    _, theirs = both(shapes, triples)
    ours = Counter(
        {row: count for row, count in by_us(noted, [triples], VOCABULARY).items() if row[5] != "check-failed"}
    )
    assert ours == theirs


def one_by_one_is_all_together(shapes: Graph, some: tuple[tuple[Triple, ...], ...]) -> None:
    """Records that refer to each other have the results their union has."""
    ours = by_us(shapes, some, VOCABULARY)
    together = by_us(shapes, [tuple(sorted({each for one in some for each in one}))], VOCABULARY)
    # A value that several records have may be a focus node for each of them.
    assert set(ours) == set(together)


def what_conformed_need_not_be_checked_again(shapes: Graph, some: tuple[tuple[Triple, ...], ...]) -> None:
    """One record stays and another gives way to a third: what is found is the same, remembered or not."""
    stays, goes, comes = some
    first = Conforming()
    by_us(shapes, [stays, goes], VOCABULARY, first)
    again = Conforming(frozenset(first.now))
    assert by_us(shapes, [stays, comes], VOCABULARY, again) == by_us(shapes, [stays, comes], VOCABULARY)
    fresh = Conforming()
    by_us(shapes, [stays, comes], VOCABULARY, fresh)
    assert again.now == fresh.now


def a_query_finds_what_pyshacl_finds(shapes: Graph, some: tuple[tuple[Triple, ...], ...]) -> None:
    """Records are asked one by one or all together, in the rule store or not: the results are those of their union."""
    assert set(by_us(shapes, some)) == set(by_pyshacl(shapes, [each for one in some for each in one]))


FEW, MANY = 80, 4_000
LAWS = {
    "equal without order": (same_without_order, shapes_graphs(without=ORDERING), descriptions()),
    **{
        f"equal among {name}": (same_where_all_have_an_order, shapes_graphs(ordered=family), descriptions(terms=family))
        for name, family in FAMILIES.items()
    },
    # pySHACL compares IRIs as texts, so among texts a path that ends at an IRI would differ; predicates alone do below.
    "equal among strings": (
        same_where_all_have_an_order, shapes_graphs(ordered=generated.STRINGS, without=("LessThan", "LessThanOrEquals")),
        descriptions(terms=generated.STRINGS),
    ),
    "different only where there is no order": (different_only_for_the_listed_reason, shapes_graphs(), descriptions()),
    "the same by fallback": (the_same_by_fallback, shapes_graphs(), descriptions()),
    "one by one is all together": (
        one_by_one_is_all_together, shapes_graphs(), st.tuples(*[descriptions(nodes=(each,)) for each in NODES]),
    ),
    "what conformed need not be checked again": (
        what_conformed_need_not_be_checked_again, shapes_graphs(),
        st.tuples(*[descriptions(nodes=(each,)) for each in NODES[:3]]),
    ),
    "a query finds what pySHACL finds": (a_query_finds_what_pyshacl_finds, shapes_with_a_query(), records()),
}  # fmt: skip


def drawn(check: Any, shapes: Any, data: Any, *, rounds: int, start: int = 0) -> None:
    """Check as many rounds; those of one start are the same everywhere, with `CI` set or not."""
    test = settings(
        max_examples=rounds,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],
    )(given(shapes, data)(check))
    seed(start)(test)()


@pytest.mark.slow
@pytest.mark.parametrize("law", LAWS)
def test_for_a_minute(law: str) -> None:
    check, shapes, data = LAWS[law]
    drawn(check, shapes, data, rounds=FEW)


@pytest.mark.prove
@pytest.mark.parametrize("law", LAWS)
def test_for_thousands_of_rounds(law: str) -> None:
    check, shapes, data = LAWS[law]
    drawn(check, shapes, data, rounds=MANY)


TERMS_OF: dict[str, list[Any]] = {
    f"{each[0].lower()}{each[1:]}": generated.NUMBERS for each in ORDERING
} | {"uniqueLang": generated.LANGUAGES, "languageIn": generated.LANGUAGES}  # fmt: skip


def one_shape(parameter: Node, value: Node, *, node_shape: bool = False) -> Graph:
    graph = Graph()
    graph.add((EX.shape, SH.targetNode, EX.n0))
    graph.add((EX.shape, RDF.type, SH.NodeShape if node_shape else SH.PropertyShape))
    if not node_shape:
        graph.add((EX.shape, SH.path, EX.p))
    graph.add((EX.shape, parameter, value))
    return graph


def values(*terms: Node) -> tuple[Triple, ...]:
    return tuple((spell(EX.n0), spell(EX.p), spell(each)) for each in terms)


def typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=XSD[datatype], normalize=False)


DIFFERENT = {
    "a number and a date have no order": (SH.maxInclusive, typed("1", "integer"), typed("2009-05-17", "date"), 1, 0),
    "texts with a language have no order": (SH.minInclusive, Literal("a"), Literal("b", lang="en"), 1, 0),
    "years have an order": (SH.minInclusive, typed("1900", "gYear"), typed("2009", "gYear"), 0, 1),
    "a month of a year has an order": (SH.maxInclusive, typed("2009-05", "gYearMonth"), typed("2009-04", "gYearMonth"), 0, 1),
    "instants 14 hours apart have an order without a zone": (
        SH.minInclusive, typed("2009-01-01T00:00:00Z", "dateTime"), typed("2010-01-01T00:00:00", "dateTime"), 0, 1,
    ),
    "an underscore is no digit": (SH.datatype, XSD.integer, typed("1_0", "integer"), 1, 0),
    "an exponent is no decimal": (SH.datatype, XSD.decimal, typed("1e3", "decimal"), 1, 0),
    "a date is no instant": (SH.datatype, XSD.dateTime, typed("2009-05-17", "dateTime"), 1, 0),
    "the end of the day is a time": (SH.datatype, XSD.time, typed("24:00:00", "time"), 0, 1),
    "$ is the end of the text, not the line before it": (SH.pattern, Literal("^a$"), Literal("a\n"), 1, 0),
    "a blank node has no length": (SH.minLength, Literal(0), None, 1, 0),
    "a plain text is no rdfs:Literal": (SH.datatype, RDFS.Literal, Literal("a"), 1, 0),
}  # fmt: skip


@pytest.mark.parametrize("reason", DIFFERENT)
def test_a_difference_that_the_specification_decides(reason: str) -> None:
    parameter, value, term, ours, theirs = DIFFERENT[reason]
    shapes, triples = (
        one_shape(parameter, value),
        values(term) if term is not None else ((spell(EX.n0), spell(EX.p), "_:b"),),
    )
    found, oracle = both(shapes, triples)
    assert (found.total(), oracle.total()) == (ours, theirs)


def test_the_inverse_of_a_sequence_begins_at_its_end() -> None:
    """`^(p/q)` leads from `y` to `x` where `x p/q y` (SPARQL 1.1 section 18.4)."""
    shapes = one_shape(SH.maxCount, Literal(0))
    writer, inverse = generated.Writer(lambda _: None, shapes), BNode()  # type: ignore[arg-type]
    shapes.set((EX.shape, SH.path, inverse))
    shapes.add((inverse, SH.inversePath, writer.members([EX.p, EX.q])))
    there = ((EX.n2, EX.p, EX.n1), (EX.n1, EX.q, EX.n0))
    back = ((EX.n2, EX.q, EX.n1), (EX.n1, EX.p, EX.n0))
    for said, ours, theirs in ((there, 1, 0), (back, 0, 1)):
        triples = tuple((spell(s), spell(p), spell(o)) for s, p, o in said)
        found, oracle = both(shapes, triples)
        assert (found.total(), oracle.total()) == (ours, theirs)


def test_a_language_range_of_two_parts_takes_a_tag_of_three() -> None:
    shapes = one_shape(SH.languageIn, RDF.nil)
    shapes.remove((None, SH.languageIn, None))
    writer = generated.Writer(lambda _: None, shapes)  # type: ignore[arg-type]
    shapes.add((EX.shape, SH.languageIn, writer.members([Literal("zh-Hant")])))
    found, oracle = both(shapes, values(Literal("x", lang="zh-hant-tw")))
    assert (found.total(), oracle.total()) == (0, 1)


@pytest.mark.parametrize("parameter", [SH.lessThan, SH.lessThanOrEquals])
def test_texts_are_compared_as_pyshacl_does(parameter: Node) -> None:
    some = st.lists(st.sampled_from(generated.STRINGS), max_size=3, unique=True)

    def compared(these: list[Node], those: list[Node]) -> None:
        triples = (*values(*these), *[(spell(EX.n0), spell(EX.q), spell(each)) for each in those])
        found, oracle = both(one_shape(parameter, EX.q), triples)
        assert found == oracle

    drawn(compared, some, some, rounds=60)


def test_iris_have_no_order() -> None:
    shapes, triples = one_shape(SH.lessThan, EX.q), (*values(EX.a), (spell(EX.n0), spell(EX.q), spell(EX.b)))
    found, oracle = both(shapes, triples)
    assert (found.total(), oracle.total()) == (1, 0)


def test_a_pair_has_an_order_or_none() -> None:
    for one in generated.LITERALS:
        for other in generated.LITERALS:
            found, back = (
                compare(value_of(spell(one)), value_of(spell(other))),
                compare(value_of(spell(other)), value_of(spell(one))),
            )
            assert (found is None) == (back is None)
            assert found is None or found == -(back or 0)


@pytest.mark.slow
@pytest.mark.parametrize("parameter", generated.PARAMETERS)
def test_every_parameter_has_results_that_are_the_same(parameter: str) -> None:
    """No law holds for what is never asked."""
    found: Counter[str] = Counter()

    def same(shapes: Graph, triples: tuple[Triple, ...]) -> None:
        ours, theirs = both(shapes, triples)
        assert ours == theirs
        found.update(
            str(row[COMPONENT]).removeprefix(str(SH)).removesuffix("ConstraintComponent").lower() for row in ours
        )

    others = (parameter, parameter, "hasValue", "minLength")
    expected = {"qualified": "qualifiedm", "property": "hasvalue", "property2": "minlength"}.get(
        parameter, parameter.lower()
    )
    data = descriptions(terms=TERMS_OF.get(parameter, generated.TERMS))
    for start in range(100):
        drawn(same, shapes_graphs(ordered=generated.NUMBERS, only=others), data, rounds=40, start=start)
        if any(each.startswith(expected) for each in found):
            return
    pytest.fail(f"{parameter} never had a result: {found}")
