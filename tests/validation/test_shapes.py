"""Every shape passes what is right and says what is wrong; SHACL's own shapes accept ours."""

from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef

from resource_ld.config import load as load_config
from resource_ld.errors import ShapesError
from resource_ld.fields import BY_NAME
from resource_ld.mapping.description import Describer, record_dates
from resource_ld.model import Concept, Date, Finding, LangText, Link, Place, Resource, Severity
from resource_ld.release.inputs import own_vocabulary
from resource_ld.terms import Triple, curie, literal
from resource_ld.validation import Findings, Home, Result, Validator, causes, load

PROJECT = Path(__file__).resolve().parents[2]
SHAPES = "https://w3id.org/resource-ld/shapes#"
BASE = "http://127.0.0.1:8000/"
WORK, RECORD = f"<{BASE}resource/a>", f"<{BASE}resource/a#record>"
AGENT, CATALOGUE, CONCEPT, SCHEME = (
    f"<{BASE}agent/x>",
    f"<{BASE}catalog>",
    f"<{BASE}vocab/place/x>",
    f"<{BASE}vocab/place>",
)


@pytest.fixture(scope="module")
def good() -> tuple[Triple, ...]:
    settings = load_config(PROJECT / "data" / "resource-ld.toml")
    describer = Describer(settings, own_vocabulary(settings)[0])
    resource = Resource("a", {
        "title": (LangText("A handbook", "en"), LangText("Un manuel", "fr")), "description": (LangText("What it says. " * 8, "en"),),
        "issued": (Date("2009", "2009", 2009, 2009),), "country": (Concept("place", "PL"),), "language": (Concept("language", "en"),),
        "category": (Concept("category", "technology"),), "url": (Link("https://example.net/a"),), "license": (Link("https://creativecommons.org/licenses/by/4.0/"),),
    })  # fmt: skip
    dates = record_dates(RECORD, "2026-01-05T10:00:00Z", "2026-01-05T10:00:00Z")
    agent = [
        (AGENT, curie("rdf:type"), curie("foaf:Agent")),
        (AGENT, curie("foaf:name"), literal("X")),
        (AGENT, curie("foaf:homepage"), "<https://x.test/>"),
    ]
    catalogue = [
        (CATALOGUE, curie("rdf:type"), curie("dcat:Catalog")),
        (CATALOGUE, curie("dcterms:title"), literal("C")),
        (CATALOGUE, curie("dcterms:publisher"), AGENT),
        (CATALOGUE, curie("dcterms:license"), "<https://creativecommons.org/publicdomain/zero/1.0/>"),
    ]
    concept = [
        (CONCEPT, curie("rdf:type"), curie("skos:Concept")),
        (CONCEPT, curie("skos:prefLabel"), literal("X", language="en")),
        (CONCEPT, curie("skos:altLabel"), literal("Y", language="en")),
        (CONCEPT, curie("skos:inScheme"), SCHEME),
        (CONCEPT, curie("skos:broader"), f"<{BASE}vocab/place/y>"),
        (SCHEME, curie("rdf:type"), curie("skos:ConceptScheme")),
        (SCHEME, curie("dcterms:title"), literal("Places")),
    ]
    return (*describer.describe(resource).document, *dates, *agent, *catalogue, *concept)


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator(load([PROJECT / "shapes"]))


@pytest.fixture(scope="module")
def graph() -> Graph:
    return load([PROJECT / "shapes"]).graph


def results(validator: Validator, triples: tuple[Triple, ...]) -> list[Result]:
    return [each for _, found in validator.validate([("a", triples)]) for each in found]


Change = tuple[str, str, str | None]
"""Subject, predicate, and the object put in place of all it has; None removes the property."""
WRONG: dict[str, Change] = {
    "title": (WORK, "dcterms:title", None),
    "title-text": (WORK, "dcterms:title", literal("A", language="en")),
    "name": (WORK, "schema:name", literal("Another", language="en")),
    "description": (WORK, "schema:description", None),
    "description-length": (WORK, "dcterms:description", literal("Short.", language="en")),
    "identifier": (WORK, "dcterms:identifier", None),
    "issued": (WORK, "dcterms:issued", f"<{BASE}2009>"),
    "issued-exact": (WORK, "dcterms:issued", literal("c. 1875")),
    "year-from": (WORK, "rl:yearFrom", literal("20x9", datatype="xsd:gYear")),
    "year-until": (WORK, "rl:yearUntil", literal("09", datatype="xsd:gYear")),
    "first-year-range": (WORK, "rl:yearFrom", literal("0208", datatype="xsd:gYear")),
    "last-year-range": (WORK, "rl:yearUntil", literal("3000", datatype="xsd:gYear")),
    "spatial": (WORK, "dcterms:spatial", literal("Poland")),
    "page": (WORK, "foaf:page", "<ftp://example.net/a>"),
    "license": (WORK, "dcterms:license", literal("CC BY")),
    "part-of": (WORK, "dcterms:isPartOf", None),
    "subject-iri": (WORK, "schema:about", literal("technology")),
    "language": (WORK, "dcterms:language", literal("en")),
    "primary-topic": (RECORD, "foaf:primaryTopic", None),
    "record-license": (RECORD, "dcterms:license", None),
    "record-issued": (RECORD, "dcterms:issued", literal("2026")),
    "record-modified": (RECORD, "dcterms:modified", None),
    "agent-name": (AGENT, "foaf:name", None),
    "agent-homepage": (AGENT, "foaf:homepage", literal("x.test")),
    "catalogue-title": (CATALOGUE, "dcterms:title", None),
    "catalogue-publisher": (CATALOGUE, "dcterms:publisher", literal("X")),
    "catalogue-license": (CATALOGUE, "dcterms:license", None),
    "concept-label": (CONCEPT, "skos:prefLabel", None),
    "concept-alternative": (CONCEPT, "skos:altLabel", literal("X", language="en")),
    "concept-scheme": (CONCEPT, "skos:inScheme", None),
    "concept-broader": (CONCEPT, "skos:broader", literal("Europe")),
    "scheme-title": (SCHEME, "dcterms:title", None),
}


def test_every_property_shape_has_a_failing_example(graph: Graph) -> None:
    assert {str(each).removeprefix(SHAPES) for each in graph.subjects(RDF.type, SH.PropertyShape)} == set(WRONG)


def test_what_is_right_passes_every_shape(validator: Validator, good: tuple[Triple, ...]) -> None:
    assert results(validator, good) == []


@pytest.mark.parametrize("name", WRONG)
def test_a_shape_says_what_is_wrong(validator: Validator, good: tuple[Triple, ...], graph: Graph, name: str) -> None:
    subject, predicate, new = WRONG[name]
    changed = [each for each in good if each[:2] != (subject, curie(predicate))]
    if new is not None:
        changed.append((subject, curie(predicate), new))
    found = {each.shape.removeprefix(SHAPES): each for each in results(validator, tuple(changed))}
    assert name in found
    shape = URIRef(SHAPES + name)
    said = {str(each) for each in graph.objects(shape, SH.message)}
    assert not said or found[name].message in said
    assert found[name].severity.name.lower() == str(graph.value(shape, SH.severity)).rpartition("#")[2].lower()


def test_every_property_shape_has_severity_path_and_a_name_and_message_in_three_languages(graph: Graph) -> None:
    shapes = load([PROJECT / "shapes"])
    for each in graph.subjects(RDF.type, SH.PropertyShape):
        assert all(graph.value(each, said) is not None for said in (SH.severity, SH.path)), each
        # Two years say themselves what is expected.
        texts = (SH.name,) if shapes.notes[str(each)].years else (SH.name, SH.message)
        for said in texts:
            assert {text.language for text in graph.objects(each, said) if isinstance(text, Literal)} == {
                "en",
                "fr",
                "es",
            }, (each, said)


def test_shacls_own_shapes_accept_ours(graph: Graph) -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=load([PROJECT / "shapes"]).fresh(), meta_shacl=True)
    assert conforms, text


def test_two_titles_in_a_language_are_a_violation(validator: Validator, good: tuple[Triple, ...]) -> None:
    two = [(WORK, curie(each), literal("Another title", language="en")) for each in ("dcterms:title", "schema:name")]
    assert [each.severity for each in results(validator, (*good, *two)) if each.shape.endswith("#title")] == [
        Severity.VIOLATION
    ]


def test_a_result_comes_home_to_its_cell(validator: Validator, good: tuple[Triple, ...]) -> None:
    changed = tuple(each for each in good if each[1] not in (curie("schema:description"), curie("dcterms:description")))
    result = next(each for each in results(validator, changed) if each.shape.endswith("#description"))
    home_of = lambda _, names: Home(names[0], Place("a.csv", row=3, header="Summary"), "", "A handbook")  # noqa: E731
    home = Findings(
        load([PROJECT / "shapes"]), own_vocabulary(load_config(PROJECT / "data/resource-ld.toml"))[0], BY_NAME
    ).of(result, "a", home_of)
    assert (home.rule, home.path, home.resource_id, home.place and home.place.header) == (
        "description",
        "description",
        "a",
        "Summary",
    )
    assert home.message == "There is no description, so the resource is hard to find. Write a sentence or two."
    assert home.sentence("es").startswith("No hay descripción")


def test_many_give_every_description_its_own_results(validator: Validator) -> None:
    wrong = [(f"<{BASE}resource/r{n}>", curie("rdf:type"), curie("dcterms:BibliographicResource")) for n in range(7)]
    found = dict(validator.validate([(f"r{n}", (triple,)) for n, triple in enumerate(wrong)]))
    assert list(found) == [f"r{n}" for n in range(7)]
    assert all({each.focus_node for each in found[f"r{n}"]} == {f"{BASE}resource/r{n}"} for n in range(7))


def test_the_shapes_are_not_written_into(validator: Validator, good: tuple[Triple, ...]) -> None:
    shapes = load([PROJECT / "shapes"])
    before = len(shapes.graph)
    list(Validator(shapes).validate([("a", good)] * 3))
    assert len(shapes.graph) == before


BAD_SHAPES = [
    ("@prefix sh: <http://www.w3.org/ns/shacl#> .\n<a> sh:pattern '(a+)+' .", "could run for ever"),
    ("@prefix sh: <http://www.w3.org/ns/shacl#> .\n<a> sh:pattern '(' .", "This pattern is wrong"),
    ("<a> <http://www.w3.org/2002/07/owl#imports> <http://x.test/> .", "would fetch from the network"),
    ("<a> <b>", "not readable as Turtle"),
]


@pytest.mark.parametrize(("content", "sentence"), BAD_SHAPES)
def test_a_shapes_file_that_cannot_be_trusted_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "own.ttl").write_text(content, encoding="utf-8")
    with pytest.raises(ShapesError, match=sentence):
        load([tmp_path])


def test_findings_are_grouped_the_worst_first() -> None:
    some = [Finding(Severity.INFO, "a", "x", value=str(n)) for n in range(9)] + [Finding(Severity.VIOLATION, "b", "y")]
    assert [(each.rule, len(each.findings)) for each in causes(some)] == [("b", 1), ("a", 9)]
