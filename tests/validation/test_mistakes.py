"""Editors write shapes: a mistake is said with its line and what to do, and every shape is tried with its examples."""

import gzip
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conftest import EXAMPLE, Catalogue

from resource_ld.bundled import bundled
from resource_ld.cli import commands
from resource_ld.errors import ShapesError
from resource_ld.mapping.classes import CLASSES
from resource_ld.mapping.parts import RDF_TYPE
from resource_ld.validation import load
from resource_ld.validation.examples import try_examples, without_examples
from resource_ld.validation.patterns.automaton import can_run_for_ever
from resource_ld.validation.shapes import all_mistakes

HEAD = """# Own rules: sh:minCuont stands here in a comment.
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix own: <https://library.test/shapes#> .
@prefix rl: <https://w3id.org/resource-ld/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

own:Work a sh:NodeShape ;
    sh:targetClass dcterms:BibliographicResource ;
    sh:property own:title .
"""
GOOD = """
own:title a sh:PropertyShape ;
    sh:path dcterms:title ;
    sh:minCount 1 ;
    sh:message "Write a title."@en ;
    rl:passes "<a> a dcterms:BibliographicResource ; dcterms:title 'A' ." ;
    rl:fails "<a> a dcterms:BibliographicResource ." .
"""


def _query(where: str) -> str:
    return f'sh:sparql [ sh:message "No" ; sh:select "SELECT $this WHERE {{ {where} }}" ]'


MISTAKES = {
    "an unknown parameter": ("sh:minCount 1", "sh:minCuont 1", 13, "sh:minCuont is no term of SHACL", "Did you mean sh:minCount?"),
    "an unknown severity": ("sh:minCount 1", "sh:minCount 1 ; sh:severity sh:Eror", 13, "sh:Eror is no term of SHACL", ""),
    "an unknown class": ("a sh:PropertyShape", "a sh:PropertShape", 11, "sh:PropertShape is no term of SHACL", "Did you mean sh:PropertyShape?"),
    "a count in quotes": ("sh:minCount 1", 'sh:minCount "one"', 13, "sh:minCount has the value “one”", "Write a whole number without quotes"),
    "a count that is none": ("sh:minCount 1", 'sh:minCount "abc"^^xsd:integer', 13, "sh:minCount has the value “abc”", "whole number without quotes"),
    "a length below zero": ("sh:minCount 1", "sh:minLength -1", 13, "sh:minLength has the value “-1”", "whole number without quotes"),
    "a number of a shape that is none": ("sh:minCount 1", 'sh:qualifiedMinCount "abc"^^xsd:integer', 13, "sh:qualifiedMinCount has", "whole number"),
    "a boolean that is none": ("sh:minCount 1", 'sh:uniqueLang "yes"^^xsd:boolean', 13, "sh:uniqueLang has the value “yes”", "Write true or false"),
    "a bound that is no number": ("sh:minCount 1", 'sh:minInclusive "abc"^^xsd:integer', 13, "“abc” is no xsd:integer", 'such as "1"^^xsd:integer'),
    "a bound that is no day": ("sh:minCount 1", 'sh:maxExclusive "2009-02-30"^^xsd:date', 13, "“2009-02-30” is no xsd:date", '"2009-05-17"^^xsd:date'),
    "a bound that is no year": ("sh:minCount 1", 'sh:minExclusive "MCM"^^xsd:gYear', 13, "“MCM” is no xsd:gYear", '"2009"^^xsd:gYear'),
    "a choice that is no number": ("sh:minCount 1", 'sh:in ( 1\n "two"^^xsd:integer )', 14, "“two” is no xsd:integer", 'such as "1"^^xsd:integer'),
    "a value that is no byte": ("sh:minCount 1", 'sh:hasValue "300"^^xsd:byte', 13, "“300” is no xsd:byte", "Write a value of xsd:byte, or"),
    "a datatype nobody knows": ("sh:minCount 1", "sh:datatype xsd:strng", 13, "xsd:strng is no datatype of XML Schema", "Did you mean xsd:string?"),
    "a datatype of a value nobody knows": ("sh:minCount 1", 'sh:in ( "1"^^xsd:intger )', 13, "xsd:intger is no datatype", "Did you mean xsd:integer?"),
    "true in quotes": ("sh:minCount 1", 'sh:uniqueLang "yes"', 13, "sh:uniqueLang has the value “yes”", "Write true or false"),
    "a text without quotes": ('sh:message "Write a title."@en', "sh:message dcterms:title", 14, "sh:message has the value", "Write a text in quotes"),
    "a name in quotes": ("sh:minCount 1", 'sh:datatype "xsd:string"', 13, "sh:datatype has the value “xsd:string”", "without quotes"),
    "a list without brackets": ("sh:minCount 1", 'sh:in "a", "b"', 13, "sh:in has the value “a”", "round brackets"),
    "an unknown kind of node": ("sh:minCount 1", "sh:nodeKind dcterms:IRI", 13, "sh:nodeKind has the value", "sh:IRI, sh:BlankNode"),
    "a path in quotes": ("sh:path dcterms:title", 'sh:path "title"', 12, "sh:path has the value “title”", "A path is a property"),
    "no path": ("    sh:path dcterms:title ;\n", "", 11, "has no sh:path", "Add sh:path dcterms:title"),
    "a shape that is nowhere": ("own:title a", "own:titel a", 9, "there is no shape <https://library.test/shapes#title>", "Did you mean 'titel'?"),
    "a pattern that hangs": ("sh:minCount 1", 'sh:pattern "(a+)+"', 13, "sh:pattern has the value “(a+)+”", "could run for ever"),
    "a property of Unicode": ("sh:minCount 1", r'sh:pattern "^\\p{L}+$"', 13, "sh:pattern has the value", "In Turtle, write [^\\\\W\\\\d_] for a letter"),
    "a pattern that is none": ("sh:minCount 1", 'sh:pattern "(a"', 13, "sh:pattern has the value “(a”", "This pattern is wrong: missing )"),
    "an import": ("own:title a", "own:title <http://www.w3.org/2002/07/owl#imports> <http://x.test/> ; a", 11, "owl:imports would fetch", "Copy the shapes"),
    "a dot that lacks": ("own:title .\n", "own:title\n", 11, "a dot is expected", "End the statement before it with a dot"),
    "a quote that is never closed": ('title."@en', "title.@en", 14, "line jumps are not allowed", 'A text is opened with "'),
    "a prefix nobody declared": ("dcterms:title ;", "dc:title ;", 12, "the prefix dc: has not been declared", "@prefix name:"),
    "curly quotes": ('"Write a title."', "“Write a title.”", 14, "“", "straight quotes"),
    "a bracket that is never closed": ("sh:minCount 1 ;", "sh:or ( [ sh:path dcterms:title ; sh:minCount 1 ) ;", 13, "", ""),
    "a path of one step": ("sh:path dcterms:title", "sh:path ( dcterms:title )", 12, "fewer than two steps", "two or more in round brackets"),
    "a path back from a text": ("sh:path dcterms:title", 'sh:path [ sh:inversePath "x" ]', 12, "a path that cannot be followed", "sh:inversePath dcterms:isPartOf"),
    "an empty path": ("sh:path dcterms:title", "sh:path [ ]", 12, "a path that cannot be followed", "Write a property"),
    "two paths": ("sh:path dcterms:title", "sh:path dcterms:title, dcterms:type", 12, "sh:path has more than one value", "Keep one"),
    "two datatypes": ("sh:minCount 1", "sh:datatype dcterms:a, dcterms:b", 13, "sh:datatype has more than one value", "Keep one"),
    "two counts": ("sh:minCount 1", "sh:minCount 1 ; sh:minCount 2", 13, "sh:minCount has more than one value", "Keep one"),
    "a count on a node shape": ("sh:property own:title", "sh:property own:title ; sh:minCount 1", 9, "sh:minCount stands on a node shape", "sh:property ["),
    "a list that does not end": ("sh:minCount 1", "sh:in [ <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ]", 13, "a list that does not end", "( … )"),
    "a shape of a choice that is nowhere": ("sh:minCount 1", "sh:or ( own:titel own:x )", 13, "there is no shape <https://library.test/shapes#titel>", "Did you mean 'title'?"),
    "a node shape that is nowhere": ("sh:property own:title", "sh:property own:title ; sh:node own:Wrok", 9, "there is no shape", "Did you mean 'Work'?"),
    "years of a shape that is nowhere": ("own:title a", "own:titel rl:firstYear 1900 .\nown:title a", 11, "there is no shape <https://library.test/shapes#titel>", "Did you mean 'title'?"),
    "years that are none": ("sh:minCount 1", 'rl:firstYear "abc"', 13, "rl:firstYear of <https://library.test/shapes#title> has the value “abc”", "rl:firstYear 1900"),
    "a shape that refers to itself": ("own:title .", "own:title ;\n sh:node own:Work .", 10, "<https://library.test/shapes#Work> refers to itself, and SHACL leaves open", "Leave out one of the references"),
    "shapes that refer to each other": ("own:title .", "own:title ;\n sh:not own:Z .\nown:Z sh:or ( own:title\n [ sh:node own:Work ] ) .", 10, "<https://library.test/shapes#Work> refers to itself by way of <https://library.test/shapes#Z>,", "Leave out"),
    "a shape in brackets that leads back": ("sh:minCount 1", "sh:property [ sh:path dcterms:isPartOf ; sh:node own:Work ]", 9, "<https://library.test/shapes#Work> refers to itself by way of <https://library.test/shapes#title>,", "Leave out"),
    "a target of the advanced features": ("sh:minCount 1", "sh:target [ ]", 13, "Advanced Features", "sh:sparql"),
    "a query without a query": ("sh:minCount 1", "sh:sparql [ ]", 13, "sh:sparql without sh:select", "SELECT $this"),
    "a query that cannot be read": ("sh:minCount 1", _query("$this ?p ?o . FILTERR(?o)"), 13, "from “FILTERR(?o) }” on (line 1 of the query)", "just before it"),
    "a prefix of a query": ("sh:minCount 1", _query("$this dct:title ?o"), 13, "the prefix dct:, which is not declared", "Write the whole address"),
    "a function nobody knows": ("sh:minCount 1", _query("$this ?p ?v . FILTER(<http://x.org/f>(?v))"), 13, "the function <http://x.org/f>", "SPARQL 1.1"),
    "MINUS": ("sh:minCount 1", _query("$this ?p ?o MINUS { $this ?p 1 }"), 13, "the query has MINUS", "NOT EXISTS"),
    "VALUES": ("sh:minCount 1", _query("$this ?p ?o VALUES ?o { 1 }"), 13, "the query has VALUES", "NOT EXISTS"),
    "FROM": ("sh:minCount 1", 'sh:sparql [ sh:select "SELECT $this FROM <x:y> WHERE { $this ?p ?o }" ]', 13, "the query has FROM", ""),
    "ASK": ("sh:minCount 1", 'sh:sparql [ sh:select "ASK { $this ?p ?o }" ]', 13, "the query is no SELECT", "SELECT $this"),
    "$PATH on a node shape": ("sh:property own:title", "sh:property own:title ; " + _query("$this $PATH ?value"), 9, "the query has $PATH", "Write the property"),
}  # fmt: skip


def write_shapes(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "own.ttl").write_text(text, encoding="utf-8")
    return folder / "own.ttl"


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_said_with_its_line_and_what_to_do(tmp_path: Path, name: str) -> None:
    old, new, line, what, mend = MISTAKES[name]
    assert old in HEAD + GOOD
    path = write_shapes(tmp_path, (HEAD + GOOD).replace(old, new, 1))
    with pytest.raises(ShapesError) as raised:
        load([tmp_path])
    assert raised.value.where == f"{path}:{line}"
    assert what in raised.value.what
    assert mend in raised.value.mend
    assert raised.value.mend


FOR_EVER = [
    "^((a+))+$", "^(a|a)*$", "^(a{1,})+$", r"^(\(?a+\)?)+$", "^(a?a?)*$", "^([a-z]+|[a-c]+)*$", r"^(\s*\w+\s*)*$", "^(a?){40}$",
    "^(a|a){40}$", "^(x(a?|b?))*$", "^(?=(a+)+$)b", "^(a|b|ab)*$", r"^(\d+|[0-9a-f]+)*$", r"^(?:(a)|\w)*\1(\1)*$",
]  # fmt: skip
HARMLESS = [
    "^([A-Z]+-)*[a-z]+$", "^([0-9]{2})+$", "^([0-9]{2}){20}$", r"^(97[89]-?)?([0-9]-?){9}[0-9X]$", r"^(\d+é)*$", r"^(\w|\d)+$",
    r"^([^\W\d_]+ ?-)*[^\W\d_]+$", r"^(\w+\.)*\w+$", r"^\s*(\w+(\s+\w+)*)?\s*$", "^(abc|abd)*$", "^.{0,5000}$",
    f"^({'|'.join(f'Land{n}' for n in range(500))})(, )?$",
]  # fmt: skip


@pytest.mark.parametrize("pattern", FOR_EVER)
def test_a_pattern_that_could_run_for_ever_is_known(pattern: str) -> None:
    assert can_run_for_ever(pattern)


@pytest.mark.parametrize("pattern", HARMLESS)
def test_a_pattern_that_ends_soon_is_allowed(pattern: str) -> None:
    assert not can_run_for_ever(pattern)
    started = time.process_time()
    for text in ("a" * 39 + "!", "1" * 39 + "!", "A-" * 20 + "!", "a. " * 20 + "!"):
        re.search(pattern, text)
    assert time.process_time() - started < 1


def test_the_flags_of_a_pattern_count() -> None:
    assert can_run_for_ever("^([a-z]+|[A-C]+)*$", "i")
    assert can_run_for_ever("^(a.|[^.]a)+$", "s")


def test_every_mistake_is_said_at_once(tmp_path: Path) -> None:
    write_shapes(tmp_path, (HEAD + GOOD).replace("sh:minCount 1", 'sh:minCuont 1 ; sh:maxCount "two"'))
    (tmp_path / "second.ttl").write_text("own:a own:b own:c .", encoding="utf-8")
    assert len(all_mistakes([tmp_path])) == 3


def test_of_two_queries_in_brackets_the_right_one_is_named(tmp_path: Path) -> None:
    good = "sh:sparql [ sh:select 'SELECT $this WHERE { $this ?p 1 }' ]"
    bad = "[ sh:select '''SELECT $this\n WHERE { x }''' ]"
    path = write_shapes(tmp_path, (HEAD + GOOD).replace("sh:minCount 1", f"{good},\n    {bad}"))
    assert [each.where for each in all_mistakes([tmp_path])] == [f"{path}:14"]


def test_what_is_added_to_a_shipped_shape_is_said_where_it_is_added(tmp_path: Path) -> None:
    own = "@prefix rls: <https://w3id.org/resource-ld/shapes#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    path = write_shapes(tmp_path, own + "\nrls:title-text sh:maxLength 300 .")
    found = all_mistakes([bundled("shapes"), tmp_path])
    assert [each.where for each in found] == [f"{path}:3"]
    assert "sh:maxLength has more than one value" in found[0].what


def test_shapes_that_refer_to_themselves_are_one_mistake_and_none_when_turned_off(tmp_path: Path) -> None:
    more = "own:Work sh:node own:A . own:A sh:node own:B . own:B sh:and ( own:Work ) %s ."
    write_shapes(tmp_path, HEAD + GOOD + more % "")
    assert ["refers to itself by way of" in each.what for each in all_mistakes([tmp_path])] == [True]
    write_shapes(tmp_path, HEAD + GOOD + more % "; sh:deactivated true")
    assert all_mistakes([tmp_path]) == []


def test_a_shape_may_be_said_in_two_files(tmp_path: Path) -> None:
    write_shapes(tmp_path, HEAD)
    (tmp_path / "second.ttl").write_text(HEAD[: HEAD.index("own:Work")] + GOOD, encoding="utf-8")
    assert load([tmp_path]).notes["https://library.test/shapes#title"].passes


def test_every_shipped_shape_has_examples_that_are_as_they_should_be() -> None:
    shapes = load([bundled("shapes")])
    assert without_examples(shapes) == []
    tried = list(try_examples(shapes))
    assert [each for each in tried if each.wrong] == []
    assert len(tried) >= 60


def run(folder: Path) -> Result:
    config = folder / "resource-ld.toml"
    config.write_text((EXAMPLE / "resource-ld.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return CliRunner().invoke(commands, ["--config", str(config), "shapes", "test"])


def test_no_library_writes_on_the_terminal(tmp_path: Path) -> None:
    shape = "sh:maxCount 3 ; sh:not [ sh:minInclusive 'abc'^^xsd:integer ]"
    path = write_shapes(tmp_path / "shapes", (HEAD + GOOD).replace("sh:minCount 1", shape))
    (tmp_path / "resource-ld.toml").write_bytes((EXAMPLE / "resource-ld.toml").read_bytes())
    command = [sys.executable, "-m", "resource_ld.cli", "shapes", "test"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    assert f"{path.relative_to(tmp_path)}:13: “abc” is no xsd:integer." in done.stdout.replace(f"{tmp_path}/", "")


def test_the_command_tries_the_examples_of_own_shapes_too(tmp_path: Path) -> None:
    write_shapes(tmp_path / "shapes", HEAD + GOOD)
    result = run(tmp_path)
    assert (result.exit_code, "examples of 34 shapes are as they should be" in result.output) == (0, True)


def test_an_example_that_is_not_as_it_should_be_is_said_with_its_line(tmp_path: Path) -> None:
    path = write_shapes(tmp_path / "shapes", (HEAD + GOOD).replace("dcterms:title 'A'", "dcterms:type 'A'"))
    result = run(tmp_path)
    assert result.exit_code == 1
    assert (
        f"{path}:15: <https://library.test/shapes#title>: the example of rl:passes fails: Write a title."
        in result.output
    )
    write_shapes(
        tmp_path / "shapes",
        (HEAD + GOOD).replace('BibliographicResource ."', "BibliographicResource ; dcterms:title 'B' .\""),
    )
    assert f"{path}:16: <https://library.test/shapes#title>: the example of rl:fails passes" in run(tmp_path).output


def test_a_shape_without_examples_is_named(tmp_path: Path) -> None:
    write_shapes(tmp_path / "shapes", HEAD + GOOD.replace("rl:fails", "rl:passes"))
    result = run(tmp_path)
    assert "<https://library.test/shapes#title> has no passing or no failing example" in result.output


def test_a_shape_that_no_record_can_reach_is_a_warning(tmp_path: Path) -> None:
    path = write_shapes(
        tmp_path / "shapes",
        HEAD.replace("Resource ;", "Ressource ;") + GOOD + "own:Other a sh:NodeShape ; sh:property own:title .",
    )
    result = run(tmp_path)
    assert (
        f"Warning: {path}:8: nothing in a catalogue is a <http://purl.org/dc/terms/BibliographicRessource>"
        in result.output
    )
    assert "Did you mean <http://purl.org/dc/terms/BibliographicResource>?" in result.output
    assert (
        f"Warning: {path}:17: <https://library.test/shapes#Other> has no target and no shape refers to it"
        in result.output
    )
    write_shapes(tmp_path / "shapes", HEAD + GOOD)
    assert "Warning" not in run(tmp_path).output


NEVER_KEPT = {
    "sh:minCount 2 ; sh:maxCount 1": "sh:minCount 2 and sh:maxCount 1 leave nothing between them",
    "sh:minLength 5 ; sh:maxLength 4": "sh:minLength 5 and sh:maxLength 4 leave nothing between them",
    "sh:minInclusive 2009 ; sh:maxInclusive 1900.5": "sh:minInclusive 2009 and sh:maxInclusive 1900.5 leave nothing",
    "sh:minExclusive 7 ; sh:maxInclusive 7": "sh:minExclusive 7 and sh:maxInclusive 7 leave nothing between them",
    "sh:minInclusive '2009-05-17'^^xsd:date ; sh:maxExclusive '2009-05-17'^^xsd:date": "sh:minInclusive 2009-05-17 and sh:maxExclusive",
    "sh:qualifiedMinCount 2 ; sh:qualifiedMaxCount 1 ; sh:qualifiedValueShape [ sh:minLength 1 ]": "sh:qualifiedMinCount 2 and",
    "sh:in ( )": "sh:in ( ) allows no value",
}  # fmt: skip


@pytest.mark.parametrize("asked", NEVER_KEPT)
def test_a_shape_that_nothing_can_keep_is_a_warning(tmp_path: Path, asked: str) -> None:
    path = write_shapes(tmp_path / "shapes", HEAD + GOOD.replace("sh:minCount 1", asked))
    assert f"Warning: {path}:13: {NEVER_KEPT[asked]}" in run(tmp_path).output


@pytest.mark.parametrize(
    "asked",
    [
        "sh:minCount 1 ; sh:maxCount 1",
        "sh:minInclusive 7 ; sh:maxInclusive 7",
        "sh:minInclusive 7 ; sh:maxInclusive '1'",
    ],
)
def test_bounds_that_leave_something_or_have_no_order_are_no_warning(tmp_path: Path, asked: str) -> None:
    write_shapes(tmp_path / "shapes", HEAD + GOOD.replace("sh:minCount 1", asked))
    assert "leave nothing" not in run(tmp_path).output


def test_every_class_of_a_published_catalogue_is_known(published: Catalogue) -> None:
    dump = next(published.data_dir.glob("**/catalogue.nt.gz"))
    found = re.findall(rf" {re.escape(RDF_TYPE)} <([^>]*)> \.", gzip.decompress(dump.read_bytes()).decode())
    assert {each for each in found if "w3id.org/resource-ld" not in each} <= CLASSES
    assert found


BROKEN = {
    "no dot": ("dcterms:title 'A' .", "dcterms:title 'A'", 1, "triples should be followed by a dot. End the statement with a dot."),
    "no end": ("dcterms:title 'A' .", "dcterms:title 'A", 1, "unexpected end of file. A text is opened with"),
    "a second line": ("dcterms:title 'A' .\"", "dcterms:title 'A' .\\n<b> a .\"", 2, ""),
    "an unknown prefix": ("dcterms:title 'A' .", "dct:title 'A' .", 1, "the prefix dct: has not been declared. Declare it at the top"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_an_example_that_is_no_turtle_is_said_with_its_line_and_what_to_do(tmp_path: Path, name: str) -> None:
    old, new, line, said = BROKEN[name]
    path = write_shapes(tmp_path / "shapes", (HEAD + GOOD).replace(old, new))
    output = run(tmp_path).output
    assert (
        f"{path}:15: <https://library.test/shapes#title>: the example cannot be read as Turtle, line {line} of it: "
        in output
    )
    assert f" of it: {said}" in output


def test_the_command_lists_mistakes_first(tmp_path: Path) -> None:
    path = write_shapes(tmp_path / "shapes", (HEAD + GOOD).replace("sh:minCount", "sh:minCuont"))
    result = run(tmp_path)
    assert result.exit_code == 1
    assert f"{path}:13: sh:minCuont is no term of SHACL. Did you mean sh:minCount?" in result.output


def test_the_shapes_of_the_documentation_are_right_and_their_examples_too(tmp_path: Path) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
    for number, each in enumerate(re.findall(r"```turtle\n(.*?)```", text, re.DOTALL)):
        (tmp_path / f"{number}.ttl").write_text(each, encoding="utf-8")
    shapes = load([bundled("shapes"), tmp_path])
    assert [each for each in try_examples(shapes) if each.wrong] == []
    assert len(shapes.notes) == len(load([bundled("shapes")]).notes) + 1
    assert shapes.notes["https://w3id.org/resource-ld/shapes#last-year-range"].years[0] == 1900  # type: ignore[index]


def test_own_years_take_the_place_of_the_shipped_ones(tmp_path: Path) -> None:
    own = "@prefix rls: <https://w3id.org/resource-ld/shapes#> . @prefix rl: <https://w3id.org/resource-ld/ns#> .\n"
    write_shapes(tmp_path, own + "rls:last-year-range rl:firstYear 1900 ; rl:yearsAhead 0 .")
    shapes = load([bundled("shapes"), tmp_path], year=2026)
    assert shapes.notes["https://w3id.org/resource-ld/shapes#last-year-range"].years == (1900, 2026)
    assert shapes.notes["https://w3id.org/resource-ld/shapes#first-year-range"].years == (1000, 2027)
    folders = [bundled("shapes"), tmp_path]
    assert load(folders, year=2027).digest != load(folders, year=2026).digest
    write_shapes(tmp_path, own + "rls:last-year-range rl:firstYear 'long ago' .")
    with pytest.raises(ShapesError, match=r"own.ttl:2: rl:firstYear of .* has the value “long ago”"):
        load(folders, year=2026)
