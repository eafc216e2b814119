"""A query in `sh:sparql` finds what SPARQL says, wherever it is asked: each of these once did not."""

from collections import Counter

import pytest
from rdflib import Graph
from tests.validation.oracle import Row, by_pyshacl, by_us
from tests.validation.test_ways import PREFIXES, select, shapes_of

from resource_ld.errors import ShapesError
from resource_ld.terms import Triple
from resource_ld.validation import Shapes, Validator, explain
from resource_ld.validation.rdf_terms import as_written, spell

pytestmark = pytest.mark.filterwarnings("ignore")
XSD_DECLARED = "ex: sh:declare [ sh:prefix 'xsd' ; sh:namespace 'http://www.w3.org/2001/XMLSchema#'^^xsd:anyURI ] ."


def record(text: str) -> tuple[Triple, ...]:
    with as_written():
        graph = Graph().parse(data=PREFIXES.partition("ex: a owl:Ontology")[0] + text, format="turtle")
    return tuple(sorted((spell(s), spell(p), spell(o)) for s, p, o in graph))


def both(query: str, *records: str, head: str = "SELECT $this ?value") -> tuple[Counter[Row], Counter[Row]]:
    """Return our results of some records, and pySHACL's."""
    with as_written():
        shapes = shapes_of(select(query, head) + XSD_DECLARED)
    some = [record(each) for each in records]
    return by_us(shapes, some), by_pyshacl(shapes, [each for one in some for each in one])


def values(found: Counter[Row]) -> set[str]:
    return {row[2] for row in found}


def way(query: str) -> str:
    return list(explain(Validator(Shapes(shapes_of(select(query)), "")).rules))[-1].way


HIDDEN = {
    "an EXISTS in an EXISTS": "FILTER EXISTS { ?x ex:q ?value FILTER EXISTS { ?x ex:r ex:a } }",
    "a NOT EXISTS in a NOT EXISTS": "FILTER NOT EXISTS { ?x ex:q ?value FILTER NOT EXISTS { ?x ex:r ex:a } }",
    "an EXISTS in a UNION in a NOT EXISTS": (
        "FILTER NOT EXISTS { { ?x ex:s ?value } UNION { ?x ex:q ?value FILTER NOT EXISTS { ?x ex:r ex:a } } }"
    ),
    "an EXISTS beside another condition": (
        "FILTER NOT EXISTS { ?x ex:q ?value FILTER(?x = $this || !EXISTS { ?x ex:r ex:a }) }"
    ),
    "EXISTS in EXISTS in an OPTIONAL": (
        "OPTIONAL { ?y ex:q ?value FILTER NOT EXISTS { ?y ex:q ?z FILTER EXISTS { ?y ex:r ex:a } } } FILTER(!BOUND(?y))"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HIDDEN)
def test_a_query_meets_what_stands_in_an_inner_exists(what: str) -> None:
    ours, theirs = both(
        f"$this ex:p ?value . {HIDDEN[what]}", 'ex:a a ex:C ; ex:p "1" .', 'ex:x ex:q "1" ; ex:r ex:a .'
    )
    assert ours == theirs
    assert theirs


def test_a_minus_is_refused_in_an_inner_exists_too() -> None:
    query = "$this ex:p ?value . FILTER EXISTS { ?x ex:q ?value FILTER EXISTS { ?x ex:r ?y MINUS { ?x ex:s ?y } } }"
    with pytest.raises(ShapesError, match="MINUS"):
        Validator(Shapes(shapes_of(select(query)), ""))


@pytest.mark.parametrize(
    "exists",
    [
        "?x ex:q ?value . FILTER(?x != $this)",
        "?x ex:q ?value . FILTER NOT EXISTS { ?x ex:r $this }",
        "?x ex:q ?value OPTIONAL { ?x ex:r ?y } FILTER EXISTS { ?y ex:r ?z }",
    ],
)
def test_a_query_with_such_an_exists_stays_one_for_all(exists: str) -> None:
    assert way(f"$this ex:p ?value . FILTER NOT EXISTS {{ {exists} }}") == "one query for all"


UNBOUND = {
    "in a group": "{ ?x ex:q ?v OPTIONAL { $this ex:r ?x } }",
    "in an OPTIONAL": "OPTIONAL { ?x ex:q ?v OPTIONAL { $this ex:r ?x } }",
    "at the beginning of a group": "{ OPTIONAL { $this ex:r ?x } }",
}


@pytest.mark.parametrize("where", UNBOUND)
def test_an_optional_with_this_that_nothing_before_it_binds_is_asked_per_focus_node(where: str) -> None:
    query = f"$this ex:p ?v . {UNBOUND[where]} FILTER(!BOUND(?x) || ?x = ex:x) BIND(?v AS ?value)"
    ours, theirs = both(query, 'ex:a a ex:C ; ex:p "1" . ex:x ex:q "1" .', 'ex:b a ex:C ; ex:p "2" ; ex:r ex:x .')
    assert ours == theirs
    assert theirs
    assert way(query) == "a query per focus node"


FAILING = [
    'REGEX("a", STR(?value))', "ABS(?value) >= 0", "1 / ?value > 0", "?value + ?value > 0", "YEAR(?value) = 2009", "TZ(?value) = 'Z'",
    "xsd:integer(STR(?value)) = 1", "SUBSTR(STR(?value), ?value) = ''", 'REPLACE("a", STR(?value), "x") = "a"',
]  # fmt: skip


@pytest.mark.parametrize("expression", FAILING)
def test_a_record_is_judged_the_same_beside_a_number_spelled_otherwise(expression: str) -> None:
    with as_written():
        shapes = shapes_of(select(f"$this ex:p ?value . FILTER(!({expression}) || {expression})") + XSD_DECLARED)
    odd = record(
        'ex:a a ex:C ; ex:p "(", "x"@en, "x"^^xsd:integer, "NaN"^^xsd:decimal, "2009-13-45"^^xsd:dateTime, ex:b, true .'
    )
    alone, beside = by_us(shapes, [odd]), by_us(shapes, [odd, record("ex:b ex:p '007'^^xsd:integer .")])
    assert alone == beside


def test_a_focus_node_that_has_no_order_does_not_end_the_run() -> None:
    own = "ex:note 1 ; sh:targetObjectsOf ex:p ; sh:nodeKind sh:IRI ."
    data = record('ex:a a ex:C ; ex:p "NaN"^^xsd:decimal, 1.5, 2.5, 5 .')
    assert len(by_us(shapes_of(own), [data])) == 4


def test_a_query_that_cannot_be_answered_holds_the_records_and_not_the_run() -> None:
    shapes = shapes_of(select("$this ex:p ?v", "SELECT $this (EXISTS { $this ex:q ?q } AS ?value)"))
    found = by_us(shapes, [record("ex:a a ex:C ; ex:p '007'^^xsd:integer ."), record("ex:b a ex:D ; ex:p 7 .")])
    assert [(row[0], row[5]) for row in found] == [("<https://example.net/a>", "check-failed")]


BEYOND = {
    "an integer of 64 bits": ("?value > 5", '"9223372036854775808"^^xsd:integer'),
    "a derived integer": ("?value > 5", '"99999999999999999999"^^xsd:nonNegativeInteger'),
    "many digits after the point": ("?value > 6.1", '"6.12345678901234567890"^^xsd:decimal'),
    "parts of a second": (
        "?value > '2009-01-01T00:00:00Z'^^xsd:dateTime", '"2010-01-01T00:00:00.12345678901234567890123Z"^^xsd:dateTime',
    ),
    "an integer in the query": ("?value > 9223372036854775808", '"9223372036854775809"^^xsd:integer, 1e30'),
    "many digits in the query": ("?value < 10.1234567890123456789", "5"),
    "a sum": ("?value + 1 > 9223372036854775808", '"9223372036854775808"^^xsd:integer'),
}  # fmt: skip


@pytest.mark.parametrize("what", BEYOND)
def test_a_number_beyond_the_range_of_the_rule_store_has_its_value(what: str) -> None:
    condition, literal = BEYOND[what]
    ours, theirs = both(f"$this ex:p ?value . FILTER({condition})", f"ex:a a ex:C ; ex:p {literal} .")
    assert ours == theirs
    assert theirs


JUDGED = [
    "?value > 5", "?value >= ?value", "?value != 5", "?value IN (7, 'x')", "?value NOT IN (7, 'x')", "!(?value > 5 && false)",
    "?value > 5 || ?value = 'x'", r"REGEX(STR(?value), '^\\\\p{L}$')", "REGEX(?value, 'x$')", "?value < ex:b", "?value = ex:b",
    "?value < 'y'@en", "?value > '2009'^^xsd:gYear",
]  # fmt: skip


@pytest.mark.parametrize("condition", JUDGED)
def test_a_condition_holds_whatever_the_numbers_of_another_record_are(condition: str) -> None:
    """What made it differ: rdflib puts values of different types in some order."""
    with as_written():
        shapes = shapes_of(select(f"$this ex:p ?value . FILTER({condition})") + XSD_DECLARED)
    odd = record(
        'ex:a a ex:C ; ex:p "x", "x\\n", "x"@en, 7, 7.5, true, ex:b, "7"^^xsd:token, "2010"^^xsd:gYear, "2010-01-01"^^xsd:date .'
    )
    alone, beside = by_us(shapes, [odd]), by_us(shapes, [odd, record('ex:b ex:p "007"^^xsd:integer .')])
    assert alone == beside


TOLD = {
    "sameTerm": ("$this ex:p ?value . FILTER(sameTerm(?value, 1.0))", '"1"^^xsd:decimal', ""),
    "BIND": ("$this ex:p ?p . BIND(1.0 AS ?value)", "7", '"1.0"^^xsd:decimal'),
    "DATATYPE": ("$this ex:p ?p . BIND(DATATYPE('1'^^xsd:int) AS ?value)", "7", "xsd:int"),
    "STR": ("$this ex:p ?p . BIND(STR(1.0) AS ?value)", "7", '"1.0"'),
    "a triple": ("$this ex:p 007 . BIND('found' AS ?value)", '"007"^^xsd:integer', '"found"'),
    "another triple": ("$this ex:p 007 . BIND('found' AS ?value)", "7", ""),
}


@pytest.mark.parametrize("what", TOLD)
def test_a_constant_is_the_term_that_the_query_has(what: str) -> None:
    where, literal, told = TOLD[what]
    found = by_us(shapes_of(select(where) + XSD_DECLARED), [record(f"ex:a a ex:C ; ex:p {literal} .")])
    assert values(found) == {each[2] for each in (record(f"ex:a ex:p {told} .") if told else ())}


def test_a_constant_that_is_only_compared_may_be_spelled_in_any_way() -> None:
    assert way("$this ex:p ?value . FILTER(?value > 1.0 && ?value * 2.50 < 007)") == "one query for all"


def test_a_pattern_may_refer_back() -> None:
    query = r"$this ex:p ?value . FILTER(!REGEX(?value, '^(.)\\\\1$'))"
    ours, theirs = both(query, 'ex:a a ex:C ; ex:p "ab", "aa" .')
    assert ours == theirs
    assert values(theirs) == {'"ab"'}


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("^(?=.*[0-9]).{3,}$", r"looks around \(line 2 of the query\): \(\?= is nothing XPath knows"),
        ("(", r"the pattern “\(” .*cannot be read"),
        (r"^(?:(.)\\\\1)+$", "could run for ever"),
    ],
)
def test_a_pattern_that_would_silently_match_nothing_is_a_mistake(pattern: str, said: str) -> None:
    with pytest.raises(ShapesError, match=said):
        Validator(Shapes(shapes_of(select(f"$this ex:p ?value .\nFILTER(!REGEX(?value, '{pattern}'))")), ""))


@pytest.mark.parametrize(
    "head",
    [
        "SELECT $this ($this AS ?value)", 'SELECT $this (CONCAT("{", STR($this)) AS ?value)', "SELECT (BOUND($this) AS ?value) $this",
        "SELECT DISTINCT (IF($this = ?x, 1, 2) AS ?value) $this",
    ],
)  # fmt: skip
def test_a_projection_may_compute_with_this(head: str) -> None:
    query = "?x ex:p ?v . FILTER(?x = $this)"
    ours, theirs = both(query, 'ex:a a ex:C ; ex:p "1", "2" .', 'ex:b a ex:C ; ex:p "1" .', head=head)
    assert ours == theirs
    assert len(theirs) == 2


def test_an_exists_in_a_projection_is_no_pattern_of_the_query() -> None:
    shapes = shapes_of(select("?x ex:p ?v . FILTER(?x = $this)", "SELECT (EXISTS { $this ex:p 2 } AS ?value) $this"))
    assert {row[2][:5] for row in by_us(shapes, [record("ex:a a ex:C ; ex:p 2 .")])} == {'"true'}


def test_path_is_left_alone_in_texts_and_comments() -> None:
    query = "{ $this $PATH ?value . # the value of $PATH\nFILTER(?value != ' $PATH ') }"
    shapes = shapes_of(f"sh:property [ sh:path ex:p ; {select(query).removesuffix('.')} ] .")
    found = by_us(shapes, [record('ex:a a ex:C ; ex:p "8", " <https://example.net/p> ", " $PATH " .')])
    assert values(found) == {'"8"', '" <https://example.net/p> "'}


def test_a_solution_that_is_a_failure_holds_the_record() -> None:
    query = "$this ex:p ?value . BIND(?value = 7 AS ?failure)"
    shapes = shapes_of(select(query, "SELECT $this ?value ?failure"))
    found = by_us(shapes, [record("ex:a a ex:C ; ex:p 7 ."), record("ex:b a ex:C ; ex:p 8 .")])
    assert {(row[0], row[5]) for row in found} == {
        ("<https://example.net/a>", "check-failed"), ("<https://example.net/b>", "https://example.net/S"),
    }  # fmt: skip
