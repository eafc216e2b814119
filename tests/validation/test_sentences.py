"""What own rules find, in words: each names what it is about, says what it expects, and stands under a heading that says it."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from resource_ld.cli import commands
from resource_ld.config import load
from resource_ld.model import Finding
from resource_ld.release.check import check_catalogue
from resource_ld.sentences import LANGUAGES, say
from resource_ld.validation import causes
from resource_ld.validation.causes import without_echoes
from resource_ld.validation.explaining import PROBLEMS

CONFIGURATION = """[site]
base_iri = "https://library.test/"
title = "Library"
publisher = { name = "Library" }
[[catalogue]]
path = "library.csv"
separator = "; "
[catalogue.columns]
ID = "id"
Title = "title@en"
Summary = "description@en"
Country = "country"
Author = "creator"
Year = "issued"
Pages = "extent"
Url = "url"
DOI = "doi"
"""
PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rl: <https://w3id.org/resource-ld/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix place: <https://library.test/vocab/place/> . @prefix own: <https://library.test/shapes#> .
"""
ROW = {
    "ID": "a1", "Title": "A handbook", "Summary": "What the handbook says, in a sentence that is long enough for readers.",
    "Country": "Poland", "Author": "Smith", "Year": "2009", "Pages": "12", "Url": "https://example.org/a", "DOI": "",
}  # fmt: skip


def write(folder: Path, shapes: str, **cells: str) -> Path:
    """Write a catalogue of one row with rules of its own; cells are given by header."""
    (folder / "resource-ld.toml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "shapes").mkdir()
    (folder / "shapes" / "own.ttl").write_text(PREFIXES + shapes, encoding="utf-8")
    with (folder / "library.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(ROW))
        table.writeheader()
        table.writerow(ROW | cells)
    return folder


def check(folder: Path, shapes: str, **cells: str) -> list[Finding]:
    """Return what is found in a row, echoes put aside."""
    write(folder, shapes, **cells)
    findings = check_catalogue(load(folder / "resource-ld.toml"), folder / ".resource-ld").findings
    return [each for each, _ in without_echoes(findings) if each.place and each.place.row > 1]


def said(findings: list[Finding], language: str = "en") -> list[str]:
    return [each.sentence(language) for each in findings]


def headings(findings: list[Finding], language: str = "en") -> set[str]:
    return {say(each.heading, language) for each in causes(findings)}


def work(rule: str) -> str:
    """Return the shape of a rule about records."""
    return f"own:W a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ; {rule} ."


def of_work(rule: str) -> str:
    """Return the shapes of a rule about one property of records."""
    return f"{work('sh:property own:rule')} own:rule sh:severity sh:Warning ; {rule} ."


def of_agent(rule: str) -> str:
    return f"own:A a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property own:rule . own:rule sh:severity sh:Warning ; {rule} ."


def test_what_an_author_lacks_is_said_of_the_author(tmp_path: Path) -> None:
    name = '"Mail"@en, "Courriel"@fr, "Correo"@es'
    found = check(tmp_path, of_agent(f"sh:path foaf:mbox ; sh:minCount 1 ; sh:name {name}"), Author="Smith; Jones")
    assert said(found) == ["“Smith”: Mail is missing.", "“Jones”: Mail is missing."]
    assert said(found, "fr")[0] == "« Smith » : Courriel manque."
    assert said(found, "es")[0] == "«Smith»: Falta Correo."
    assert headings(found) == {"Author: Mail is missing"}


def test_what_a_term_lacks_is_said_of_the_term(tmp_path: Path) -> None:
    rule = 'sh:path skos:definition ; sh:minCount 1 ; sh:name "Definition"'
    shapes = f"own:C a sh:NodeShape ; sh:targetClass skos:Concept ; sh:property [ {rule} ] ."
    assert "“Polnad”: Definition is missing." in said(check(tmp_path, shapes, Country="Polnad"))


COUNTS = [
    ("sh:path foaf:mbox ; sh:minCount 2 ; sh:name 'Mail'", "“Smith”: At least 2 values of Mail are expected."),
    (
        "sh:path foaf:name ; sh:maxCount 0 ; sh:name 'Name'",
        "“Smith”: 0 values of Name are allowed, and there are more.",
    ),
    ("sh:path foaf:nick ; sh:minCount 1 ; sh:message 'Write a nickname.'", "“Smith”: Write a nickname."),
    ("sh:path foaf:page ; sh:hasValue 'x'", "“Smith”: “x” is missing."),
    ("sh:path ( foaf:knows foaf:name ) ; sh:minCount 1", "“Smith”: A value is missing."),
]


def test_whatever_counts_of_an_author_is_said_of_the_author(tmp_path: Path) -> None:
    rules = " ".join(f"sh:property [ {rule} ] ;" for rule, _ in COUNTS)
    found = check(tmp_path, f"own:A a sh:NodeShape ; sh:targetClass foaf:Agent ; {rules} .")
    assert sorted(said(found)) == sorted(sentence for _, sentence in COUNTS)


def test_a_rule_on_the_whole_record_speaks_of_the_record(tmp_path: Path) -> None:
    dated = 'own:D a sh:NodeShape ; sh:name "dated work"@en ; sh:property [ sh:path dcterms:issued ; sh:minCount 1 ] .'
    found = check(tmp_path, f"{work('sh:severity sh:Warning ; sh:node own:D')} {dated}", Year="")
    assert said(found) == ["The record does not fit “dated work”. Year: It is empty."]
    assert headings(found) == {"Records that do not fit “dated work”"}


NAMELESS = {
    "sh:path dcterms:creator ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ {name} sh:nodeKind sh:Literal ]": (
        "At least one value must fit “a text”.", "At least one value must keep the rule."
    ),
    "sh:path dcterms:spatial ; sh:node [ {name} sh:nodeKind sh:Literal ]": (
        "“Poland” does not fit “a text”. “Poland” is an address here, not a text. Expected a text.",
        "“Poland” does not keep the rule. “Poland” is an address here, not a text. Expected a text.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("named", [True, False])
def test_an_inline_shape_has_the_name_it_was_given_or_none(tmp_path: Path, *, named: bool) -> None:
    name = 'sh:name "a text"@en ;' if named else ""
    rules = "".join(f"sh:property [ {rule.format(name=name)} ] ;" for rule in NAMELESS)
    found = check(tmp_path, work(f"{rules} sh:severity sh:Warning"))
    assert sorted(said(found)) == sorted(sentences[not named] for sentences in NAMELESS.values())


def test_two_checks_of_the_same_rows_write_the_same_turtle(tmp_path: Path) -> None:
    rules = "".join(f"sh:property [ {rule.format(name='')} ] ;" for rule in NAMELESS)
    write(
        tmp_path, work(f"{rules} sh:or ( [ sh:path foaf:mbox ; sh:minCount 1 ] [ sh:path foaf:nick ; sh:minCount 1 ] )")
    )
    arguments = ["--config", str(tmp_path / "resource-ld.toml"), "check", "--report"]
    for name in ("first.ttl", "second.ttl"):
        CliRunner().invoke(commands, [*arguments, str(tmp_path / name)])
    assert (tmp_path / "first.ttl").read_bytes() == (tmp_path / "second.ttl").read_bytes()


def test_every_problem_has_a_heading_in_every_language() -> None:
    keys = list(LANGUAGES["en"])
    problems = keys[keys.index("missing") : keys.index("rule-broken")]
    assert set(PROBLEMS.values()) <= set(problems)
    for table in LANGUAGES.values():
        assert [each for each in problems if f"cause.{each}" not in table] == []
        # Of a private rule a heading shows what it asks, never what the record says.
        assert [each for each in problems if "{value}" in table[f"cause.{each}"]] == []


HEADINGS = [
    ("sh:path dcterms:title ; sh:languageIn ( \"fr\" )", "Title: in a language that is not expected"),
    ("sh:path dcterms:title ; sh:not [ sh:pattern \"hand\" ]", "Title: what must not stand here"),
    ("sh:path dcterms:title ; sh:disjoint schema:name", "Title: in Title too"),
    ("sh:path dcterms:issued ; sh:datatype xsd:date ; sh:message \"Write the day.\"", "Year: not a date"),
    ("sh:path dcterms:extent ; sh:datatype xsd:integer", "Pages: a text, not a whole number"),
    ("sh:path dcterms:spatial ; sh:hasValue place:KE", "Country: “Kenya” is missing"),
    ("sh:path foaf:page ; sh:qualifiedValueShape [ sh:nodeKind sh:Literal ] ; sh:qualifiedMinCount 1", "Url: too few that keep the rule"),
]  # fmt: skip


def test_a_heading_says_what_is_wrong(tmp_path: Path) -> None:
    rules = "".join(f"sh:property [ {rule} ; sh:severity sh:Warning ] ;" for rule, _ in HEADINGS)
    several = "sh:xone ( [ sh:path foaf:page ; sh:minCount 1 ] [ sh:path dcterms:issued ; sh:minCount 1 ] ) ; sh:message 'Either.'"
    found = check(tmp_path, work(f"{rules} sh:severity sh:Warning ; {several}"))
    assert headings(found) == {heading for _, heading in HEADINGS} | {"more than one of the ways allowed"}


def test_two_rules_on_one_cell_are_both_said(tmp_path: Path) -> None:
    messages = {"^[0-9]+ pages$": "Write the number of pages.", "^[A-Z]": "Begin with a capital."}
    rules = "".join(
        f"sh:property [ sh:path dcterms:extent ; sh:pattern '{each}' ; sh:message '{messages[each]}' ] ;"
        for each in messages
    )
    assert sorted(said(check(tmp_path, work(rules), Pages="abc"))) == [
        "“abc” is not written as expected. Begin with a capital.",
        "“abc” is not written as expected. Write the number of pages.",
    ]


@pytest.mark.parametrize(("places", "count"), [("place:FR place:IT", 2), ("place:FR place:PL", 1)])
def test_a_list_that_refuses_what_is_suggested_is_said(tmp_path: Path, places: str, count: int) -> None:
    found = check(tmp_path, of_work(f"sh:path dcterms:spatial ; sh:in ( {places} )"), Country="Polnad")
    assert said(found)[0].endswith("Poland?")
    assert len(found) == count


def test_an_own_rule_on_an_odd_value_is_said_beside_it(tmp_path: Path) -> None:
    rule = "sh:path dcterms:identifier ; sh:pattern '^(a1|10[.]5555/.*)$' ; sh:message 'Our DOIs begin with 10.5555.'"
    found = check(tmp_path, of_work(rule), DOI="10/abc")
    assert said(found)[1:] == ["“10/abc” is not written as expected. Our DOIs begin with 10.5555."]


BOUNDS = [
    ("Year", "2009", "sh:path rl:yearFrom ; sh:minExclusive '2009'^^xsd:gYear ; sh:maxExclusive '2012'^^xsd:gYear",
     "2009 is too low. Expected a year, more than 2009 and less than 2012."),
    ("Year", "2012", "sh:path rl:yearFrom ; sh:minInclusive '2009'^^xsd:gYear ; sh:maxExclusive '2012'^^xsd:gYear",
     "2012 is too high. Expected a year, 2009 or more and less than 2012."),
    ("Pages", "abc", "sh:path dcterms:extent ; sh:minInclusive 0", "“abc” is not a number. Expected a number, 0 or more."),
    ("Pages", "12", "sh:path dcterms:extent ; sh:minInclusive 0", "“12” is a text here, not a number. Expected a number, 0 or more."),
    ("Pages", "abc", "sh:path dcterms:extent ; sh:datatype xsd:integer ; sh:minInclusive 0",
     "“abc” is not a whole number. Expected a whole number, 0 or more."),
    ("Pages", "abc", "sh:path dcterms:extent ; sh:maxInclusive '2015-01-01'^^xsd:date", "“abc” is not a date. Expected a date, 2015-01-01 or less."),
    ("Author", "Brown", "sh:path ( dcterms:creator foaf:name ) ; sh:pattern '^[A-Z][a-z]+, '",
     "“Brown” is not written as expected. Expected the pattern “^[A-Z][a-z]+, ”."),
]  # fmt: skip


@pytest.mark.parametrize(("header", "value", "rule", "sentence"), BOUNDS)
def test_what_is_expected_is_said(tmp_path: Path, header: str, value: str, rule: str, sentence: str) -> None:
    assert said(check(tmp_path, of_work(rule), **{header: value})) == [sentence]


def test_a_property_is_called_as_its_column_else_in_the_language_of_the_reader(tmp_path: Path) -> None:
    url, file = (f"[ sh:path {each} ; sh:minCount 1 ]" for each in ("foaf:page", "dcterms:hasFormat"))
    found = check(tmp_path, work(f"sh:severity sh:Warning ; sh:node [ sh:property {url}, {file} ]"), Url="")
    (french,), (spanish,) = said(found, "fr"), said(found, "es")
    assert french.startswith("La notice ne respecte pas la règle.")
    assert "Url : La valeur est vide." in french
    assert "Fichier : La valeur est vide." in french
    assert "Archivo: Está vacío." in spanish
