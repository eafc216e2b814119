"""Each shape runs where it gives the same results for less, and `check --explain-shapes` says where."""

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph
from tests.conftest import Catalogue
from tests.validation.oracle import by_pyshacl, by_us

from resource_ld.cli import commands
from resource_ld.errors import ShapesError
from resource_ld.terms import Triple
from resource_ld.validation import Shapes, Validator, explain, load

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.net/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex: a owl:Ontology ; sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.net/"^^xsd:anyURI ] .
ex:S a sh:NodeShape ; sh:targetClass ex:C ; """
WAYS = {
    "compiled": "sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
    "compiled, asked of the whole": "sh:property [ sh:path ( ex:p ex:q ) ; sh:minCount 1 ] .",
    "pySHACL": "ex:note 1 .",
    "not run": "sh:deactivated true ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
}
QUERIES = {
    "one query for all": "$this ex:p ?value . FILTER(STRLEN(STR(?value)) > 3)",
    "a query per focus node": "?value ex:p ?x . FILTER(?value = $this)",
}
DATA: tuple[tuple[Triple, ...], ...] = tuple(
    (
        (f"<https://example.net/n{n}>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<https://example.net/C>"),
        (f"<https://example.net/n{n}>", "<https://example.net/p>", f'"{"x" * n}"'),
        (f"<https://example.net/n{n}>", "<https://example.net/id>", f'"{n // 2}"'),
    )
    for n in range(9)
)


def shapes_of(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def select(where: str, head: str = "SELECT $this ?value") -> str:
    return (
        f'sh:sparql [ sh:prefixes ex: ; sh:message "Mend {{?value}}." ; sh:select """{head} WHERE {{ {where} }}""" ] .'
    )


@pytest.mark.parametrize("way", WAYS)
def test_a_shape_runs_where_it_is_said_to(way: str) -> None:
    assert [each.way for each in explain(Validator(Shapes(shapes_of(WAYS[way]), "")).rules)] == [way]


@pytest.mark.parametrize("way", QUERIES)
def test_a_query_runs_where_it_is_said_to(way: str) -> None:
    found = list(explain(Validator(Shapes(shapes_of(select(QUERIES[way])), "")).rules))
    assert [each.way for each in found][1:] == [way]


def test_the_shipped_shapes_are_all_compiled() -> None:
    shipped = load([Path(__file__).resolve().parents[2] / "shapes"])
    assert {each.way for each in explain(Validator(shipped).rules)} == {"compiled"}


def test_check_explains_shapes(catalogue: Catalogue) -> None:
    (catalogue.folder / "shapes").mkdir()
    own = PREFIXES + select("$this ex:p ?value")
    (catalogue.folder / "shapes" / "own.ttl").write_text(own, encoding="utf-8")
    result = CliRunner().invoke(
        commands, ["--config", str(catalogue.folder / "resource-ld.toml"), "check", "--explain-shapes"]
    )
    assert result.exit_code == 0
    assert "\n    one query for all: $this is bound by triples wherever it is used" in result.output
    assert (
        "https://w3id.org/resource-ld/shapes#Resource\n    compiled: it reads only triples of its focus node"
        in result.output
    )


SAME = {
    "a filter": "$this ex:p ?value . FILTER(STRLEN(?value) > 3)",
    "across records": "$this ex:id ?value . ?other ex:id ?value . FILTER(?other != $this)",
    "not exists across records": "$this ex:id ?value . FILTER NOT EXISTS { ?other ex:id ?value . FILTER(?other != $this) }",
    "an optional": "$this ex:id ?value . OPTIONAL { $this ex:none ?none } FILTER(!BOUND(?none) && ?value = '1')",
    "a union": "{ $this ex:p ?value } UNION { $this ex:id ?value } FILTER(STRLEN(?value) > 5)",
    "a union whose branch filters $this": "$this ex:id ?value . { FILTER($this = ex:n1) } UNION { FILTER($this = ex:n2) }",
    "a bind": "$this ex:id ?id . BIND(CONCAT(STR($this), ?id) AS ?value)",
    "a nested select": "$this ex:id ?id . { SELECT $this (COUNT(?p) AS ?value) WHERE { $this ?p ?o } GROUP BY $this }",
    "a path": "$this ex:id/^ex:id ?value . FILTER($this != ?value)",
    "only a filter": "FILTER($this = ex:n3)",
    "a property that varies": "$this ?path ?value . FILTER(?path = ex:id)",
}


@pytest.mark.parametrize("reason", SAME)
@pytest.mark.filterwarnings("ignore")
def test_a_query_says_of_many_what_pyshacl_says(reason: str) -> None:
    head = (
        "SELECT $this ?path ?value"
        if "?path" in SAME[reason]
        else "SELECT $this ?value"
        if "?value" in SAME[reason]
        else "SELECT $this"
    )
    shapes = shapes_of(select(SAME[reason], head))
    theirs = by_pyshacl(shapes, [each for one in DATA for each in one])
    ours = by_us(shapes, DATA)
    assert ours == theirs
    assert theirs or reason == "not exists across records"


SPELLED = {
    "a datatype": "$this ex:n ?value . FILTER(DATATYPE(?value) != xsd:int)",
    "a text of a number": "$this ex:n ?value . FILTER(STRLEN(STR(?value)) = 3 && REGEX(STR(?value), '^0'))",
    "a join": "$this ex:n ?value . ?other ex:n ?value . FILTER(?other != $this)",
    "any property": "$this ?path ?value . FILTER(ISNUMERIC(?value))",
    "per focus node": "?x ex:n ?value . FILTER(?x = $this && STR(?value) = '007')",
}
NUMBERS: tuple[tuple[Triple, ...], ...] = tuple(
    (
        (f"<https://example.net/n{n}>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<https://example.net/C>"),
        (
            f"<https://example.net/n{n}>",
            "<https://example.net/n>",
            f'"{text}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>',
        ),
    )
    for n, (text, datatype) in enumerate(
        [
            ("7", "integer"),
            ("007", "integer"),
            ("7", "int"),
            ("1.0", "decimal"),
            ("1", "decimal"),
            ("1", "boolean"),
            ("true", "boolean"),
        ]
    )
)


@pytest.mark.parametrize("reason", SPELLED)
@pytest.mark.filterwarnings("ignore")
def test_a_query_sees_numbers_as_they_are_spelled(reason: str) -> None:
    head = (
        "SELECT $this ?path ?value"
        if "?path" in SPELLED[reason]
        else "SELECT $this ?value"
        if "?value" in SPELLED[reason]
        else "SELECT $this"
    )
    declared = "ex: sh:declare [ sh:prefix 'xsd' ; sh:namespace 'http://www.w3.org/2001/XMLSchema#'^^xsd:anyURI ] ."
    shapes = shapes_of(select(SPELLED[reason], head) + declared)
    theirs = by_pyshacl(shapes, [each for one in NUMBERS for each in one])
    assert by_us(shapes, NUMBERS) == theirs
    assert theirs or reason == "a join"


REFUSED = {
    "MINUS": "$this ex:p ?value . MINUS { $this ex:id ?value }",
    "VALUES": "$this ex:p ?value . VALUES ?value { 1 }",
    "SERVICE": "$this ex:p ?value . SERVICE <https://x.test/> { $this ex:q ?value }",
    "AS \\$this": "$this ex:p ?value . BIND(1 AS ?x) { SELECT (1 AS ?this) WHERE {} }",
    "nested SELECT": "$this ex:p ?value . { SELECT ?value WHERE { ?x ex:q ?value } }",
    "nested SELECT \\*": "$this ex:p ?value . { SELECT * WHERE { $this ex:q ?value } }",
    "cannot be read": "$this ex:p ",
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_query_that_pre_binding_forbids_is_refused(what: str) -> None:
    with pytest.raises(ShapesError, match=what):
        Validator(Shapes(shapes_of(select(REFUSED[what])), ""))


@pytest.mark.parametrize("what", ["sh:target [ ]", "sh:expression [ ]", "sh:js [ ]"])
def test_what_nothing_evaluates_is_refused(what: str) -> None:
    with pytest.raises(ShapesError, match="Advanced Features"):
        Validator(Shapes(shapes_of(f"{what} ."), ""))


def test_a_component_of_ones_own_is_checked_by_pyshacl() -> None:
    own = """ex:longest 4 . ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:longest ] ;
      sh:nodeValidator [ a sh:SPARQLSelectValidator ; sh:message "Too long" ; sh:prefixes ex: ;
        sh:select "SELECT $this WHERE { $this ex:p ?x . FILTER(STRLEN(?x) > $longest) }" ] ."""
    found = by_us(shapes_of(own), DATA)
    assert {row[0] for row in found} == {f"<https://example.net/n{n}>" for n in range(5, 9)}


def test_a_record_that_makes_pyshacl_abort_is_the_only_one_held() -> None:
    own = "ex:note 1 ; sh:property [ sh:path ex:p ; sh:lessThan ex:q ; sh:minCount 1 ] ."
    blank = (
        ("<https://example.net/n4>", "<https://example.net/p>", "_:b"),
        ("<https://example.net/n4>", "<https://example.net/q>", "_:c"),
    )
    data = [(str(n), (*one, *blank) if n == 4 else one) for n, one in enumerate(DATA)]
    found = {
        key: [each.shape for each in results] for key, results in Validator(Shapes(shapes_of(own), "")).validate(data)
    }
    assert {key for key, shapes in found.items() if shapes} == {"4"}
    assert found["4"] == ["check-failed"]


def test_a_shape_that_makes_pyshacl_abort_on_every_record_is_refused() -> None:
    shapes = shapes_of("ex:note 1 ; sh:property [ sh:path ( ex:p ) ; sh:minCount 1 ] .")
    with pytest.raises(ShapesError, match="and so it is with every record"):
        by_us(shapes, DATA)


@pytest.mark.parametrize("command", ["check", "publish", "shapes"])
def test_a_mistake_in_a_query_refuses_the_shapes_file_in_every_command(catalogue: Catalogue, command: str) -> None:
    (catalogue.folder / "shapes").mkdir()
    path = catalogue.folder / "shapes" / "own.ttl"
    path.write_text(PREFIXES + select("$this ex:p ?v . FILTER(<http://x.test/f>(?v))"), encoding="utf-8")
    words = [command, *{"shapes": ["test"], "publish": ["--preview"]}.get(command, [])]
    result = CliRunner().invoke(commands, ["--config", str(catalogue.folder / "resource-ld.toml"), *words])
    said = str(result.exception) if command != "shapes" else result.output
    assert f"{path}:4: the query calls the function <http://x.test/f>, which nothing here knows" in said


def test_a_shape_that_refers_to_itself_goes_to_pyshacl() -> None:
    shapes = shapes_of("sh:property [ sh:path ex:q ; sh:node ex:S ] .")
    reasons = [each.reason for each in explain(Validator(Shapes(shapes, "")).rules)]
    assert reasons == ["<https://example.net/S> refers to itself"]


def test_a_blank_shape_has_the_same_name_in_every_reading() -> None:
    names = [
        Counter(row[5] for row in by_us(shapes_of("sh:property [ sh:path ex:none ; sh:minCount 1 ] ."), DATA)) for _ in range(2)
    ]  # fmt: skip
    assert names[0] == names[1]
    assert all(
        re.fullmatch(r"https://w3id\.org/resource-ld/\.well-known/genid/[0-9a-f]{16}", each) for each in names[0]
    )


def test_the_branch_that_came_closest_says_what_it_lacked() -> None:
    shapes = shapes_of(
        """sh:or ( [ sh:property [ sh:path ex:a ; sh:minCount 1 ], [ sh:path ex:b ; sh:minCount 1 ] ]
      [ sh:property [ sh:path ex:c ; sh:minCount 1 ; sh:message "c is missing"@en ] ] ) ."""
    )
    result = dict(Validator(Shapes(shapes, "")).validate([("a", DATA[0])]))["a"][0]
    closest = result.closest()
    assert closest is not None
    assert [each.message for each in closest.results] == ["c is missing"]
    assert [len(each.results) for each in result.details] == [2, 1]


def test_a_target_node_is_checked_once_where_it_is_described() -> None:
    text = (
        "sh:name 'S' ; sh:targetNode ex:n3, ex:nobody, ex:elsewhere ; sh:property [ sh:path ex:none ; sh:minCount 1 ] ."
    )
    shapes = shapes_of(text.replace("; sh:targetNode", ".\nex:T a sh:NodeShape ; sh:targetNode"))
    keyed = [(str(number), triples) for number, triples in enumerate(DATA)]
    checked = Validator(Shapes(shapes, "")).validate(keyed, elsewhere=("<https://example.net/elsewhere>",))
    found = {key: [each.focus_node.rpartition("/")[2] for each in results] for key, results in checked}
    assert {key: nodes for key, nodes in found.items() if nodes} == {"0": ["nobody"], "3": ["n3"]}


def test_a_result_leads_to_what_its_shape_expects() -> None:
    validator = Validator(Shapes(shapes_of("sh:property [ sh:path ex:none ; sh:minCount 1 ; sh:name 'None' ] ."), ""))
    result = dict(validator.validate([("a", DATA[0])]))["a"][0]
    shape = validator.shapes()[result.shape]
    assert [each.text for each in shape.names] == ["None"]
    assert result.component in [each.component for each in shape.constraints]
