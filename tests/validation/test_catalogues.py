"""Whole catalogues, checked as they are published, have the results pySHACL gives for one graph of them all."""

import shutil
from pathlib import Path

import pytest
from benchmarks import validation
from benchmarks.generator import write_catalogue
from rdflib import Graph
from tests.validation.oracle import by_pyshacl, row

from resource_ld.config import load
from resource_ld.identifiers import register
from resource_ld.mapping.description import Describer
from resource_ld.release.collect import collect, plan
from resource_ld.release.describe_all import Candidates
from resource_ld.release.inputs import load_inputs, own_vocabulary
from resource_ld.terms import Triple
from resource_ld.validation import Validator

PROJECT = Path(__file__).resolve().parents[2]
CORPORA = PROJECT.parent / "shared" / "corpora"
FURTHER = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix ex: <https://library.test/rules#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rl: <https://w3id.org/resource-ld/ns#> . @prefix schema: <https://schema.org/> .
ex:Place a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ;
  sh:property [ sh:path dcterms:spatial ; sh:class skos:Concept ; sh:message "A place of the list, please."@en ],
    [ sh:path ( dcterms:spatial skos:inScheme ) ; sh:minCount 1 ; sh:message "No place of a list."@en ; sh:severity sh:Info ],
    [ sh:path [ sh:inversePath foaf:primaryTopic ] ; sh:minCount 1 ; sh:maxCount 1 ; sh:message "One record."@en ],
    [ sh:path dcterms:title ; sh:languageIn ( "en" "fr" ) ; sh:not [ sh:pattern "[0-9]$" ] ; sh:message "A title without a number."@en ],
    [ sh:path rl:yearFrom ; sh:lessThanOrEquals rl:yearUntil ],
    [ sh:path dcterms:creator ; sh:node [ sh:property [ sh:path foaf:name ; sh:minLength 12 ] ] ; sh:message "A short name."@en ; sh:severity sh:Info ],
    [ sh:path dcterms:description ; sh:or ( [ sh:minLength 400 ] [ sh:languageIn ( "fr" ) ] ) ; sh:message "Neither long nor French."@en ; sh:severity sh:Info ] .
"""
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
Described = list[tuple[str, tuple[Triple, ...]]]


def compare(described: Described, vocabulary: list[Triple], rules: str, *, at_least: int) -> None:
    shapes = validation.shapes_with(rules)
    subjects = {s for _, triples in described for s, _, _ in triples}
    together = [*(each for _, triples in described for each in triples), *vocabulary]
    # Terms of the lists are checked where they are kept, not with every record.
    theirs = {each for each in by_pyshacl(shapes.graph, together) if each[0] in subjects or each[0].startswith('"')}
    ours = {
        row(each, shapes.graph) for _, results in Validator(shapes, vocabulary).validate(described) for each in results
    }
    assert ours == theirs
    assert len(ours) >= at_least


def years_compared(rules: str) -> str:
    # pySHACL has no order for years; ours is tested against the specification.
    return rules.replace("    [ sh:path rl:yearFrom ; sh:lessThanOrEquals rl:yearUntil ],\n", "")


def test_a_catalogue_with_planted_defects(tmp_path: Path) -> None:
    config = write_catalogue(tmp_path, 150)
    described = list(validation.documents(config, limit=150))
    vocabulary = [each for _, triples in own_vocabulary(load(config))[0].descriptions() for each in triples]
    compare(described, vocabulary, validation.RULES + years_compared(FURTHER), at_least=100)


def described_as(folder: Path, configuration: str, data: str, *, limit: int) -> tuple[Described, list[Triple]]:
    shutil.copy(PROJECT / "examples" / configuration, folder / "resource-ld.toml")
    shutil.copy(CORPORA / data, folder / Path(data).name)
    settings = load(folder / "resource-ld.toml")
    inputs = load_inputs(settings, None)
    decided = plan(collect(settings, inputs.vocabulary), register([]), title_of=lambda _: "")
    described = list(Candidates(decided, Describer(settings, inputs.vocabulary), inputs))
    return described[:limit], [each for _, triples in inputs.vocabulary.descriptions() for each in triples]


REAL = {
    "library": ("nypl/csv.toml", "nypl/pd_collections.csv"),
    "museum": ("tate/artworks.toml", "tate/artworks.jsonl"),
}


@pytest.mark.skipif(not CORPORA.exists(), reason="the corpora lie beside the project in shared/corpora")
@pytest.mark.parametrize("name", REAL)
def test_a_real_catalogue(tmp_path: Path, name: str) -> None:
    described, vocabulary = described_as(tmp_path, *REAL[name], limit=150)
    compare(described, vocabulary, years_compared(FURTHER), at_least=50)


@pytest.mark.prove
@pytest.mark.skipif(not CORPORA.exists(), reason="the corpora lie beside the project in shared/corpora")
@pytest.mark.parametrize("name", REAL)
def test_a_whole_real_catalogue(tmp_path: Path, name: str) -> None:
    described, vocabulary = described_as(tmp_path, *REAL[name], limit=10**9)
    compare(described, vocabulary, years_compared(FURTHER), at_least=500)


def test_the_further_rules_are_readable() -> None:
    assert len(Graph().parse(data=FURTHER, format="turtle")) > 40
