"""Results are those of unpatched pySHACL for shapes that share shapes, and for literals at the edge of what machines count with."""

import pytest
from hypothesis import strategies as st
from rdflib import SH, Graph
from tests.validation import generated
from tests.validation.generated import descriptions
from tests.validation.generated_sharing import (
    CLOSE_INSTANTS,
    FLOATS,
    LARGE,
    ODD,
    descriptions_of_several_classes,
    sharing_graphs,
)
from tests.validation.test_differential import (
    FEW,
    MANY,
    ORDERING,
    drawn,
    one_by_one_is_all_together,
    same_without_order,
)

from resource_ld.terms import Triple
from resource_ld.validation import Shapes, Validator

PAIRS = ("LessThan", "LessThanOrEquals")
pytestmark = pytest.mark.filterwarnings("ignore")


def names_are_those_of_one_shape_each(shapes: Graph, _: tuple[Triple, ...]) -> None:
    """A shape that is shared is one shape, read and compiled once."""
    for rule in Validator(Shapes(shapes, "")).rules:
        walked = rule.target.shape.walk() if rule.target.shape else ()
        assert len({each.node for each in walked}) == len(walked)


LAWS = {
    "shared shapes": (same_without_order, sharing_graphs(without=ORDERING), descriptions_of_several_classes()),
    "shared shapes that compare": (
        same_without_order, sharing_graphs(without=PAIRS), descriptions_of_several_classes(terms=generated.NUMBERS),
    ),
    "odd literals": (same_without_order, sharing_graphs(without=(*ORDERING, "Datatype")), descriptions_of_several_classes(terms=ODD)),
    "large numbers": (same_without_order, sharing_graphs(ordered=LARGE, without=PAIRS), descriptions_of_several_classes(terms=LARGE)),
    "floats": (same_without_order, sharing_graphs(ordered=FLOATS, without=PAIRS), descriptions_of_several_classes(terms=FLOATS)),
    "naive beside aware": (
        same_without_order, sharing_graphs(ordered=CLOSE_INSTANTS, without=PAIRS), descriptions_of_several_classes(terms=CLOSE_INSTANTS),
    ),
    "one by one is all together": (
        one_by_one_is_all_together, sharing_graphs(), st.tuples(*[descriptions(nodes=(each,)) for each in generated.NODES]),
    ),
    "a shared shape is one": (names_are_those_of_one_shape_each, sharing_graphs(), st.just(())),
}  # fmt: skip


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


def test_shapes_are_shared() -> None:
    """No law holds for what is never drawn."""
    shared = 0

    def count(shapes: Graph, _: None) -> None:
        nonlocal shared
        parents = [each for p in (SH.property, SH.node, SH["not"]) for each in shapes.objects(None, p)]
        shared += len(parents) > len(set(parents))

    drawn(count, sharing_graphs(), st.none(), rounds=40)
    assert shared > 10
