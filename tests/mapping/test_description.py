"""Every field is said in Dublin Core and schema.org on one node, as the crosswalk wants it."""

import json
from pathlib import Path

import pytest
from rdflib import DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, XSD

from resource_ld.config import parse
from resource_ld.mapping.columns import ColumnMapper, Draft
from resource_ld.mapping.description import Describer
from resource_ld.mapping.stored import from_json, to_json
from resource_ld.model import Place, Resource, Row, Severity
from resource_ld.release.inputs import own_vocabulary
from resource_ld.terms import PREFIXES, ntriples, parse_ntriples

SCHEMA, RL = Namespace(PREFIXES["schema"]), Namespace(PREFIXES["rl"])
BASE = "https://data.library.test/"
WORK, RECORD = URIRef(f"{BASE}resource/a"), URIRef(f"{BASE}resource/a#record")
ORCID = "https://orcid.org/0000-0002-1825-0097"
CELLS = {
    "title": "A handbook", "alternative": "Handbook", "description": "What it says.", "abstract": "In short.", "creator": f"Ada Lovelace <{ORCID}>",
    "contributor": "Grace Hopper", "publisher": "A press", "issued": "2009-05", "created": "2008", "country": "Poland", "region": "Worldwide", "place": "CZ",
    "temporal": "2020-2024", "language": "English", "type": "Report", "category": "Technology", "keyword": "data", "audience": "Police",
    "doi": "https://doi.org/10.1000/182", "isbn": "978-92-9068-512-8", "issn": "1234-5679", "identifier": "CB-1", "url": "https://example.net/a",
    "file": "https://example.net/a.pdf", "extent": "20 pages", "edition": "2nd", "version": "2", "license": "CC BY 4.0", "rights": "All rights",
    "rights_statement": "http://rightsstatements.org/vocab/InC/1.0/", "access_rights": "https://example.net/open", "source_url": "https://example.net/record",
    "replaces": "https://example.net/old", "is_part_of": "https://example.net/series", "relation": "https://example.net/other", "funding": "A fund",
    "thumbnail": "https://example.net/a.jpg", "source_id": "x7",
}  # fmt: skip


def drafted(cells: dict[str, str], extra: str = "") -> tuple[Draft, Describer]:
    columns = "".join(f'{json.dumps(name)} = "{name}"\n' for name in cells)
    text = f'[site]\nbase_iri = "{BASE}"\ntitle = "T"\npublisher = {{ name = "P" }}\n[[catalogue]]\npath = "a.csv"\nseparator = ";"\n[catalogue.columns]\n{columns}{extra}'
    settings = parse(text, root=Path(__file__).parent)
    vocabulary, _ = own_vocabulary(settings)
    row = Row(
        Place("a.csv", row=2),
        {name: (value,) for name, value in cells.items()},
        {name: n for n, name in enumerate(cells, 1)},
    )
    return ColumnMapper(settings.catalogues[0], settings, vocabulary).draft(row), Describer(settings, vocabulary)


def described(cells: dict[str, str], extra: str = "") -> Graph:
    draft, describer = drafted(cells, extra)
    return Graph().parse(data=ntriples(describer.describe(Resource("a", draft.values)).document), format="nt")


@pytest.fixture(scope="module")
def whole() -> Graph:
    return described(CELLS)


SAID = [
    (DCTERMS.title, SCHEMA.name, Literal("A handbook", lang="en")),
    (DCTERMS.alternative, SCHEMA.alternateName, Literal("Handbook", lang="en")),
    (DCTERMS.description, SCHEMA.description, Literal("What it says.", lang="en")),
    (DCTERMS.abstract, SCHEMA.abstract, Literal("In short.", lang="en")),
    (DCTERMS.issued, SCHEMA.datePublished, Literal("2009-05", datatype=XSD.gYearMonth)),
    (DCTERMS.created, SCHEMA.dateCreated, Literal("2008", datatype=XSD.gYear)),
    (DCTERMS.spatial, SCHEMA.spatialCoverage, URIRef(f"{BASE}vocab/place/PL")),
    (DCTERMS.spatial, SCHEMA.spatialCoverage, URIRef(f"{BASE}vocab/place/worldwide")),
    (DCTERMS.type, SCHEMA.genre, URIRef(f"{BASE}vocab/type/report")),
    (DCTERMS.subject, SCHEMA.about, URIRef(f"{BASE}vocab/category/technology")),
    (DCTERMS.subject, SCHEMA.keywords, Literal("data", lang="en")),
    (DCTERMS.audience, SCHEMA.audience, URIRef(f"{BASE}vocab/audience/law-enforcement")),
    (DCTERMS.identifier, SCHEMA.identifier, Literal("https://doi.org/10.1000/182")),
    (DCTERMS.identifier, SCHEMA.identifier, Literal("a")),
    (FOAF.page, SCHEMA.url, URIRef("https://example.net/a")),
    (DCTERMS.license, SCHEMA.license, URIRef(f"{BASE}vocab/licence/cc-by-4.0")),
    (DCTERMS.rights, SCHEMA.usageInfo, URIRef("http://rightsstatements.org/vocab/InC/1.0/")),
    (DCTERMS.replaces, SCHEMA.isBasedOn, URIRef("https://example.net/old")),
    (DCTERMS.isPartOf, SCHEMA.isPartOf, URIRef(f"{BASE}catalog")),
    (DCTERMS.relation, SCHEMA.mentions, URIRef("https://example.net/other")),
    (FOAF.depiction, SCHEMA.thumbnailUrl, URIRef("https://example.net/a.jpg")),
    (DCTERMS.extent, SCHEMA["size"], Literal("20 pages")),
]


@pytest.mark.parametrize(
    ("dublin_core", "schema_org", "value"),
    SAID,
    ids=[str(p).rpartition("/")[2] + str(n) for n, (_, p, _) in enumerate(SAID)],
)
def test_a_field_is_said_in_both_vocabularies(
    whole: Graph, dublin_core: URIRef, schema_org: URIRef, value: Literal | URIRef
) -> None:
    assert (WORK, dublin_core, value) in whole
    assert (WORK, schema_org, value) in whole


def test_every_field_says_something(whole: Graph) -> None:
    for name in CELLS:
        without = described({key: value for key, value in CELLS.items() if key != name})
        assert len(without) < len(whole), name


def test_worldwide_twice_is_one_statement() -> None:
    graph = described({"title": "A", "country": "Worldwide", "region": "Global"})
    assert len(list(graph.objects(WORK, DCTERMS.spatial))) == 1


def test_years_stand_beside_every_date(whole: Graph) -> None:
    assert (WORK, RL.yearFrom, Literal("2009", datatype=XSD.gYear)) in whole
    assert (WORK, RL.yearUntil, Literal("2009", datatype=XSD.gYear)) in whole


def test_a_language_is_a_term_in_dublin_core_and_a_code_in_schema_org(whole: Graph) -> None:
    assert (WORK, DCTERMS.language, URIRef(f"{BASE}vocab/language/en")) in whole
    assert (WORK, SCHEMA.inLanguage, Literal("en")) in whole


def test_agents_are_shared_and_known_by_their_orcid(whole: Graph) -> None:
    author = next(whole.objects(WORK, DCTERMS.creator))
    assert str(author).startswith(f"{BASE}agent/")
    assert (author, RDF.type, SCHEMA.Person) in whole
    assert (author, SCHEMA.sameAs, URIRef(ORCID)) in whole
    other = described({"title": "B", "creator": f"Lovelace, A. ({ORCID})"})
    assert next(other.objects(WORK, DCTERMS.creator)) == author
    assert next(described({"title": "C", "creator": "GRACE hopper"}).objects(WORK, DCTERMS.creator)) == next(
        whole.objects(WORK, DCTERMS.contributor)
    )


def test_parts_have_hash_iris_of_their_value_and_nothing_is_blank(whole: Graph) -> None:
    part = next(whole.objects(WORK, DCTERMS.hasFormat))
    assert str(part).startswith(f"{WORK}#file-")
    assert (part, SCHEMA.contentUrl, URIRef("https://example.net/a.pdf")) in whole
    period = next(whole.objects(WORK, DCTERMS.temporal))
    assert (period, DCAT.startDate, Literal("2020", datatype=XSD.gYear)) in whole
    assert (WORK, SCHEMA.temporalCoverage, Literal("2020/2024")) in whole
    assert all(isinstance(term, (URIRef, Literal)) for triple in whole for term in triple)


def test_the_licences_of_metadata_and_document_stay_apart(whole: Graph) -> None:
    assert [str(each) for each in whole.objects(RECORD, DCTERMS.license)] == [
        "https://creativecommons.org/publicdomain/zero/1.0/"
    ]
    assert [str(each) for each in whole.objects(WORK, DCTERMS.license)] == [f"{BASE}vocab/licence/cc-by-4.0"]
    assert (RECORD, DCTERMS.source, URIRef("https://example.net/record")) in whole
    assert (WORK, DCTERMS.source, None) not in whole


def test_the_class_says_no_more_than_is_known() -> None:
    assert (WORK, RDF.type, SCHEMA.CreativeWork) in described({"title": "A"})
    assert (WORK, RDF.type, SCHEMA.Report) in described({"title": "A", "type": "Report"})
    assert (WORK, RDF.type, SCHEMA.Book) not in described({"title": "A", "type": "Book"})
    assert (WORK, RDF.type, SCHEMA.Book) in described({"title": "A", "type": "Book", "isbn": "978-92-9068-512-8"})


def test_an_empty_cell_is_no_triple() -> None:
    graph = described({"title": "A", "category": " ; ", "keyword": ""})
    assert (WORK, SCHEMA.keywords, None) not in graph
    assert (WORK, DCTERMS.subject, None) not in graph


def test_an_unknown_place_becomes_a_term_with_a_warning_and_an_ambiguous_one_is_left_out() -> None:
    draft, _ = drafted({"title": "A", "country": "Polnad;Congo"})
    assert [(each.rule, each.severity) for each in draft.findings] == [
        ("unknown-place", Severity.WARNING),
        ("ambiguous-place", Severity.WARNING),
    ]
    assert (
        draft.findings[0].message
        == "“Polnad” is not in the list of places, so it becomes a term of this catalogue. Poland?"
    )
    assert "(CD)" in draft.findings[1].message
    assert [each.id for each in draft.values["country"]] == ["polnad"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "www.example.net", "https://exa mple.net/", "file:///etc/passwd"]
)
def test_a_bad_address_is_left_out_and_said(address: str) -> None:
    draft, _ = drafted({"title": "A", "url": address})
    assert "url" not in draft.values
    assert [each.rule for each in draft.findings] == ["address"]
    assert str(draft.findings[0].place) == "a.csv, B2 (url)"


def test_a_row_without_a_title_is_held() -> None:
    draft, _ = drafted({"title": " ", "url": "https://example.net/a"})
    assert draft.held


def test_a_field_of_ones_own_is_said() -> None:
    graph = described(
        {"title": "A", "medium": "Ink"},
        '[fields.medium]\ndublin_core = "dcterms:medium"\nschema_org = "schema:artMedium"\n',
    )
    assert (WORK, DCTERMS.medium, Literal("Ink", lang="en")) in graph
    assert (WORK, SCHEMA.artMedium, Literal("Ink", lang="en")) in graph


def test_a_stored_resource_is_described_the_same() -> None:
    draft, describer = drafted(CELLS)
    resource = Resource("a", draft.values)
    again = from_json(to_json(resource))
    assert describer.describe(again) == describer.describe(resource)
    assert parse_ntriples(ntriples(describer.describe(resource).own)) == describer.describe(resource).own
