"""Shapes files of any length and shape are read in time that grows with them, or refused with their line."""

import time
from itertools import permutations
from pathlib import Path

import pytest
from rdflib import RDF, BNode, Graph

from resource_ld.errors import ShapesError
from resource_ld.terms import Triple, curie
from resource_ld.validation import Result, Validator, load
from resource_ld.validation.naming import ShapeNames

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.net/> .
ex:S a sh:NodeShape ; sh:targetClass ex:C ; """
LEVELS = 50


def ex(name: str) -> str:
    return f"<https://example.net/{name}>"


def validator(folder: Path, text: str) -> Validator:
    (folder / "own.ttl").write_text(HEAD + text, encoding="utf-8")
    return Validator(load([folder]))


def results(rules: Validator, *triples: Triple) -> list[Result]:
    return [
        one
        for _, found in rules.validate([("a", (("<urn:a>", curie("rdf:type"), ex("C")), *triples))])
        for one in found
    ]


def in_turn(levels: int, last: str = "sh:minCount 1") -> str:
    """Return shapes that refer to one another, as many levels with the target shape, the last one a property shape."""
    named = [f"ex:S{each} a sh:NodeShape ; sh:node ex:S{each + 1} ." for each in range(levels - 3)]
    return " ".join(
        ["sh:node ex:S0 .", *named, f"ex:S{levels - 3} a sh:NodeShape ; sh:property [ sh:path ex:p ; {last} ] ."]
    )


def test_a_list_of_ten_thousand_members_is_read(tmp_path: Path) -> None:
    members = " ".join(f'"v{each}"' for each in range(10_000))
    start = time.process_time()
    rules = validator(tmp_path, f"sh:property [ sh:path ex:p ; sh:in ( {members} ) ] .")
    assert time.process_time() - start < 10
    assert not results(rules, ("<urn:a>", ex("p"), '"v9999"'))
    assert len(results(rules, ("<urn:a>", ex("p"), '"v10000"'))) == 1


def test_a_shape_far_down_a_list_has_a_name_of_its_own(tmp_path: Path) -> None:
    members = " ".join(f"[ sh:path ex:p{each % 600} ; sh:minCount 1 ]" for each in range(1_200))
    (found,) = results(validator(tmp_path, f"sh:or ( {members} ) ."))
    assert len({each.shape for each in found.details}) == 1_200


def test_blank_nodes_in_a_circle_are_named_alike_in_every_process() -> None:
    a, b, c, d = (BNode() for _ in range(4))
    circle = [(a, b), (b, c), (c, a), (c, b), (d, a), (BNode(), BNode())]
    names = []
    for order in permutations((a, b, c, d)):
        graph = Graph()
        for one, other in circle:
            graph.add((one, RDF.value, other))
        named = ShapeNames(graph)
        found = {each: named.name(each) for each in order}
        names.append([found[each] for each in (a, b, c, d)])
    assert len(set(map(tuple, names))) == 1
    assert len(set(names[0])) == 4


def test_fifty_levels_of_shapes_are_checked(tmp_path: Path) -> None:
    (found,) = results(validator(tmp_path, in_turn(LEVELS)))
    levels = 0
    while found.details:
        (found,) = found.details[0].results
        levels += 1
    assert levels == LEVELS - 2


@pytest.mark.parametrize("kind", ["or", "and", "xone"])
def test_fifty_levels_in_brackets_are_checked_and_said(tmp_path: Path, kind: str) -> None:
    levels = LEVELS - 1
    inner = f"sh:{kind} ( [ " * levels + "sh:nodeKind sh:Literal" + " ] )" * levels
    (found,) = results(validator(tmp_path, f"{inner} ."))
    assert hash(found)
    assert found.closest() is not None


def inline(levels: int) -> str:
    return f"{'sh:node [ ' * levels} sh:nodeKind sh:IRI {'] ' * levels} ."


TOO_DEEP = {
    "by name": (in_turn(LEVELS + 1), "shapes are nested too deep: more than 50 levels"),
    "by name, thousands": (in_turn(3_000), "shapes are nested too deep: more than 50 levels"),
    "the inner ones read first": (
        in_turn(2 * LEVELS - 1).replace("ex:S40 a", "ex:S40 sh:targetClass ex:D ; a").replace("ex:S", "ex:A"), "more than 50 levels",
    ),
    "in brackets": (inline(LEVELS), "shapes are nested too deep: more than 50 levels"),
    "in hundreds of brackets": (inline(300), "brackets are nested too deep"),
    "a path": (f"sh:property [ sh:minCount 1 ; sh:path {'[ sh:inversePath ' * 60} ex:p {'] ' * 60} ] .", "nested more than 50 times"),
}  # fmt: skip


@pytest.mark.parametrize("reason", TOO_DEEP)
def test_what_is_nested_too_deep_is_said_with_its_file(tmp_path: Path, reason: str) -> None:
    text, said = TOO_DEEP[reason]
    with pytest.raises(ShapesError, match=said) as caught:
        validator(tmp_path, text)
    assert "own.ttl" in str(caught.value)


def shared(levels: int, last: str) -> str:
    """Return shapes whose ways from the first to the last double with every level."""
    named = [
        f"ex:S{each} a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:node ex:S{each + 1} ] , [ sh:path ex:q ; sh:node ex:S{each + 1} ] ."
        for each in range(levels)
    ]
    return " ".join(["sh:node ex:S0 .", *named, f"ex:S{levels} a sh:NodeShape ; {last} ."])


def test_shapes_that_share_shapes_are_read_in_no_time(tmp_path: Path) -> None:
    start = time.process_time()
    rules = validator(tmp_path, shared(20, "sh:nodeKind sh:IRI"))
    assert len(rules.shapes()) == 1 + 3 * 20 + 1
    assert not results(rules, ("<urn:a>", ex("p"), "<urn:b>"))
    assert time.process_time() - start < 5


def test_blank_nodes_that_share_blank_nodes_are_named_in_no_time(tmp_path: Path) -> None:
    named = " ".join(f"_:b{each} sh:and ( _:b{each + 1} _:b{each + 1} ) ." for each in range(40))
    start = time.process_time()
    validator(tmp_path, f"sh:node _:b0 . {named} _:b40 sh:nodeKind sh:IRI .")
    assert time.process_time() - start < 5


def paths_within_paths(levels: int) -> str:
    named = " ".join(f"_:b{each} sh:alternativePath ( _:b{each + 1} _:b{each + 1} ) ." for each in range(levels))
    return f"sh:property [ sh:path _:b0 ; sh:minCount 1 ] . {named} _:b{levels} sh:inversePath ex:p ."


def test_a_path_of_shared_parts_is_followed_or_refused(tmp_path: Path) -> None:
    assert len(results(validator(tmp_path, paths_within_paths(9)))) == 1
    with pytest.raises(ShapesError, match="a path of more than 1000 steps") as caught:
        validator(tmp_path, paths_within_paths(40))
    assert "own.ttl:2" in str(caught.value)


def test_a_query_of_a_shape_that_is_shared_is_asked_of_every_node_it_is_for(tmp_path: Path) -> None:
    """Set-wise queries know only the focus nodes of the targets."""
    asked = 'ex:P sh:path ex:p ; sh:sparql [ sh:select "SELECT $this ?value WHERE { $this $PATH ?value }" ] .'
    rules = validator(tmp_path, f"sh:property ex:P , [ sh:path ex:q ; sh:property ex:P ] . {asked}")
    assert [each.target.shape for each in rules.rules] == [None]
    found = results(rules, ("<urn:a>", ex("p"), '"1"'), ("<urn:a>", ex("q"), "<urn:b>"), ("<urn:b>", ex("p"), '"2"'))
    assert sorted(each.value_node for each in found) == ['"1"', '"2"']
