"""The shipped vocabularies keep SKOS's rules, and every name people write finds its place."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, SKOS, Graph

from resource_ld.errors import VocabularyError
from resource_ld.model import Concept
from resource_ld.vocabulary import Vocabulary, load, local_id

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = PROJECT.parent / "shared" / "vocab-sources"
BASE = "https://data.library.test/"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load(BASE, [PROJECT / "vocab"])


@pytest.fixture(scope="module")
def graph(vocabulary: Vocabulary) -> Graph:
    found = Graph()
    for path in sorted((PROJECT / "vocab").glob("*.ttl")):
        found.parse(path, format="turtle", publicID=BASE)
    return found


ONE = {
    "Czech Republic": "CZ", "Czechia": "CZ", "Slovak Republic": "SK", "Côte d'Ivoire": "CI", "Cote d’Ivoire": "CI", "Ivory Coast": "CI",
    "Türkiye": "TR", "Turkey": "TR", "Burma": "MM", "DRC": "CD", "República Dominicana": "DO", "بولندا": "PL", "Worldwide": "worldwide",
    "global": "worldwide", "CZE": "CZ", "203": "CZ", "European Economic Area": "european-economic-area", "Kosovo": "XK", "中国": "CN",
    "the Netherlands": "NL", "United Kingdom": "GB", "Российская Федерация": "RU", "Georgia": "GE", "Niger": "NE", "Guinea": "GN",
}  # fmt: skip


@pytest.mark.parametrize(("name", "place"), ONE.items())
def test_a_name_finds_its_place(vocabulary: Vocabulary, name: str, place: str) -> None:
    assert vocabulary.find("place", name).ids == (place,)


@pytest.mark.parametrize(
    ("name", "places"),
    [("Congo", ("CD", "CG")), ("Korea", ("KP", "KR")), ("congo ", ("CD", "CG")), ("Corée", ("KP", "KR"))],
)
def test_a_name_that_fits_two_is_not_guessed(vocabulary: Vocabulary, name: str, places: tuple[str, ...]) -> None:
    assert vocabulary.find("place", name).ids == places


@pytest.mark.parametrize("code", ["xx", "XX", "zx", "unx", "xul"])
def test_a_code_nobody_knows_is_not_taken_for_one_that_is_no_language(vocabulary: Vocabulary, code: str) -> None:
    assert not {"mis", "mul", "und", "zxx"} & set(vocabulary.find("language", code).nearest)
    assert vocabulary.find("language", "xx").nearest == ()
    assert vocabulary.find("language", "zxx").ids == ("zxx",)
    assert vocabulary.find("language", "No linguistc content").nearest == ("zxx",)


def test_an_unknown_name_comes_with_its_neighbours(vocabulary: Vocabulary) -> None:
    assert vocabulary.find("place", "Polnad").ids == ()
    assert "PL" in vocabulary.find("place", "Polnad").nearest
    assert vocabulary.words("place", "PL").of("fr") == "Pologne"


def countries(vocabulary: Vocabulary) -> list[str]:
    return [
        path.rpartition("/")[2]
        for path in vocabulary.triples
        if path.startswith("vocab/place/") and len(path.rpartition("/")[2]) == 2
    ]


def test_every_country_has_seven_languages_codes_and_a_way_to_the_world(vocabulary: Vocabulary) -> None:
    assert len(countries(vocabulary)) == 250
    for each in countries(vocabulary):
        assert set(vocabulary.labels("place", each)) >= {"en", "fr", "es", "ar", "ru", "zh", "de"}, each
        assert vocabulary.notation("place", each, "alpha2") == each
        assert len(vocabulary.notation("place", each, "alpha3")) == 3
        assert vocabulary.broader("place", each)[-1] == "worldwide", each


def test_worldwide_and_memberships_imply_no_country(vocabulary: Vocabulary) -> None:
    assert "european-economic-area" not in vocabulary.broader("place", "PL")
    assert vocabulary.broader("place", "worldwide") == ()


def test_notations_of_a_kind_are_unique(graph: Graph) -> None:
    notations = [each for subject, each in graph.subject_objects(SKOS.notation) if "/place/" in str(subject)]
    assert len(notations) == len(set(notations))


def test_skos_integrity_holds(graph: Graph) -> None:
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        preferred, other, hidden = (
            set(graph.objects(concept, each)) for each in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        )
        assert not preferred & other, concept  # S13
        assert not preferred & hidden, concept
        assert not other & hidden, concept
        assert len({each.language for each in preferred}) == len(preferred), concept  # type: ignore[attr-defined]  # S14
        assert list(graph.objects(concept, SKOS.inScheme)), concept
    assert not set(graph.subjects(RDF.type, SKOS.Concept)) & set(graph.subjects(RDF.type, SKOS.ConceptScheme))  # S9
    for child in graph.subjects(SKOS.broader):
        assert child not in set(graph.transitive_objects(next(graph.objects(child, SKOS.broader)), SKOS.broader)), child


def test_descriptions_are_the_files_without_blank_nodes(vocabulary: Vocabulary, graph: Graph) -> None:
    said = {triple for _, triples in vocabulary.descriptions() for triple in triples}
    assert len(said) == len(graph)
    text = "".join(f"{s} {p} {o} .\n" for s, p, o in said)
    assert len(list(parse(text.encode(), format=RdfFormat.N_TRIPLES))) == len(said)


def test_a_term_of_ones_own_is_described(vocabulary: Vocabulary) -> None:
    added = vocabulary.with_local([Concept("place", local_id("Western Balkans"), "Western Balkans", "en")])
    assert added.labels("place", "western-balkans") == {"en": "Western Balkans"}
    assert added.find("place", "western  BALKANS").ids == ("western-balkans",)
    assert not vocabulary.has("place", "western-balkans")


def test_terms_may_be_kept_in_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text(
        "\ufeffterm,scheme,label@en,label@fr,alt@en,broader,same_as\n"
        "western-balkans,place,Western Balkans,Balkans occidentaux,WB|W. Balkans,europe,https://www.wikidata.org/entity/Q1\n"
        "Gender,category,Gender,Genre,,,\n", encoding="utf-8",
    )  # fmt: skip
    vocabulary = load(BASE, [PROJECT / "vocab"], tmp_path / "terms.csv")
    assert vocabulary.find("place", "balkans occidentaux").ids == ("western-balkans",)
    assert vocabulary.find("place", "W. Balkans").ids == ("western-balkans",)
    assert vocabulary.broader("place", "western-balkans") == ("europe", "worldwide")
    assert vocabulary.find("category", "genre").ids == ("Gender",)
    assert vocabulary.exact_match("place", "western-balkans") == "https://www.wikidata.org/entity/Q1"


MISTAKES = [
    ("a.ttl", "<vocab/x/y> <http://www.w3.org/2004/02/skos/core#prefLabel> 'a'", "not readable as Turtle"),
    ("a.ttl", "[] <http://www.w3.org/2004/02/skos/core#prefLabel> 'a' .", "blank node"),
    (
        "a.ttl",
        "<http://elsewhere.test/x> <http://www.w3.org/2004/02/skos/core#prefLabel> 'a' .",
        "no term of this site",
    ),
    ("a.ttl", "<vocab/x/y> <http://www.w3.org/2004/02/skos/core#prefLabel> 'a'@en, 'b'@en .", "two preferred labels"),
    ("a.ttl", "<vocab/x/y> <http://www.w3.org/2004/02/skos/core#broader> <vocab/x/z> .", "which is not there"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), MISTAKES)
def test_a_mistake_in_a_vocabulary_names_the_file_or_the_term(
    tmp_path: Path, name: str, content: str, sentence: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError, match=sentence):
        load(BASE, [tmp_path])


def test_a_mistake_in_the_terms_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("term,scheme,label@en\n,place,X\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"terms.csv:2"):
        load(BASE, [PROJECT / "vocab"], tmp_path / "terms.csv")


@pytest.mark.slow
@pytest.mark.skipif(not SOURCES.exists(), reason="the sources lie beside the project in shared/vocab-sources")
@pytest.mark.skipif(importlib.util.find_spec("babel") is None, reason="pip install '.[vocabularies]' brings Babel")
def test_the_script_writes_the_files_again_byte_for_byte(tmp_path: Path) -> None:
    for name in ("build.py", "terms_by_hand.py"):
        shutil.copy(PROJECT / "vocab" / name, tmp_path / name)
    subprocess.run([sys.executable, str(tmp_path / "build.py"), str(SOURCES)], check=True, capture_output=True)
    for path in sorted(tmp_path.glob("*.ttl")):
        assert path.read_bytes() == (PROJECT / "vocab" / path.name).read_bytes(), path.name
