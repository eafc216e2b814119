"""Rules that reach across records: the catalogue is read a few times, however far a path leads, and kept only as asked."""

import time
from collections.abc import Iterator

import pytest
from rdflib import Graph

from resource_ld.terms import Triple
from resource_ld.validation import Shapes, Validator

HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.net/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
P, Q = "<https://example.net/p>", "<https://example.net/q>"


class Counted:
    """Descriptions that count how often they are read."""

    def __init__(self, descriptions: list[tuple[Triple, ...]]) -> None:
        self._descriptions, self.readings = descriptions, 0

    def __iter__(self) -> Iterator[tuple[str, tuple[Triple, ...]]]:
        self.readings += 1
        return iter([(str(number), each) for number, each in enumerate(self._descriptions)])


def validator(shape: str) -> Validator:
    return Validator(Shapes(Graph().parse(data=f"{HEAD}ex:S a sh:NodeShape ; {shape} .", format="turtle"), ""))


def chain(length: int) -> list[tuple[Triple, ...]]:
    """Return records that lead to one another, each with a property of its own, and as many that lead nowhere."""
    led = [((f"<urn:n{n}>", P, f"<urn:n{n + 1}>"), (f"<urn:n{n}>", Q, f'"{n}"')) for n in range(length)]
    return [*led, *[((f"<urn:other{n}>", P, f'"{n}"'), (f"<urn:other{n}>", Q, '"0"')) for n in range(length)]]


@pytest.mark.parametrize(
    ("start", "path"),
    [
        (0, "[ sh:oneOrMorePath ex:p ]"), (0, "[ sh:zeroOrMorePath ex:p ]"), (300, "[ sh:oneOrMorePath [ sh:inversePath ex:p ] ]"),
        (300, "[ sh:inversePath [ sh:zeroOrMorePath ex:p ] ]"), (0, "[ sh:oneOrMorePath ( ex:p ex:p ) ]"),
        (0, "[ sh:zeroOrMorePath [ sh:alternativePath ( ex:p ex:none ) ] ]"), (0, "( [ sh:zeroOrMorePath ex:p ] ex:q )"),
        (300, "[ sh:oneOrMorePath [ sh:inversePath ( ex:p ex:p ) ] ]"),
    ],
)  # fmt: skip
def test_steps_that_repeat_are_gathered_at_once(start: int, path: str) -> None:
    rules = validator(f"sh:targetNode <urn:n{start}> ; sh:property [ sh:path {path} ; sh:nodeKind sh:BlankNode ]")
    some = Counted(chain(300))
    found = {one.value_node for _, results in rules.validate(some) for one in results}
    together = {
        one.value_node
        for _, results in rules.validate([("all", [t for each in chain(300) for t in each])])
        for one in results
    }
    assert found == together
    assert len(found) >= 150
    assert some.readings <= 8


def test_only_what_rules_ask_for_is_kept() -> None:
    rules = validator("sh:targetNode <urn:n0> ; sh:property [ sh:path [ sh:oneOrMorePath ex:p ] ; sh:minCount 1 ]")
    whole = rules.ask_whole([(str(n), each) for n, each in enumerate(chain(50))]).whole
    assert whole.nodes.keys() == {f"<urn:n{n}>" for n in range(51)}
    assert {p for s, node in whole.nodes.items() for p in node if s != "<urn:n0>"} == {P}


@pytest.mark.parametrize("path", ["[ sh:inversePath ex:p ]", "ex:p"])
def test_a_hub_of_thousands_takes_no_time(path: str) -> None:
    there = "inverse" not in path
    triples = [("<urn:hub>", P, f"<urn:n{n}>") if there else (f"<urn:n{n}>", P, "<urn:hub>") for n in range(30_000)]
    rules = validator(f"sh:targetNode <urn:hub> ; sh:property [ sh:path {path} ; sh:maxCount 29999 ]")
    descriptions = [("hub", tuple(triples))] if there else [(each[0], (each,)) for each in triples]
    start = time.process_time()
    assert sum(len(results) for _, results in rules.validate(descriptions)) == 1
    assert time.process_time() - start < 5


def test_a_value_said_twice_among_many_is_one() -> None:
    triples = [("<urn:hub>", P, f'"{n % 40}"') for n in range(200)]
    rules = validator("sh:targetNode <urn:hub> ; sh:property [ sh:path ex:p ; sh:maxCount 40 ; sh:minCount 40 ]")
    assert [results for _, results in rules.validate([("hub", triples)])] == [()]


SUB_CLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
TYPED = ("<urn:a>", TYPE, "<https://example.net/L>")
SAYS = ("<https://example.net/L>", SUB_CLASS, "<https://example.net/C>")


@pytest.mark.parametrize(
    ("shape", "here", "elsewhere"),
    [
        ("sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ]", 1, 0),
        ("sh:targetNode <urn:a> ; sh:class ex:C", 0, 1),
        ("sh:targetObjectsOf ex:q ; sh:class ex:C", 0, 1),
    ],
)
def test_what_a_record_says_of_classes_holds_in_that_record(shape: str, here: int, elsewhere: int) -> None:
    refers = ("<urn:r>", Q, "<urn:a>")
    together, apart = [("a", (TYPED, SAYS, refers))], [("a", (TYPED, refers)), ("b", (SAYS,))]
    assert sum(len(results) for _, results in validator(shape).validate(together)) == here
    assert sum(len(results) for _, results in validator(shape).validate(apart)) == elsewhere
    by_all = Validator(
        Shapes(Graph().parse(data=f"{HEAD}ex:S a sh:NodeShape ; {shape} .", format="turtle"), ""), [SAYS]
    )
    assert sum(len(results) for _, results in by_all.validate([("a", (TYPED, refers))])) == here
