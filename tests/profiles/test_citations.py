"""Citations as the programs that use them read them: citeproc, BibTeX parsers, a RIS parser, over HTTP."""

import json
import re
from typing import Any
from urllib.parse import urljoin

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as read_bibtex
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import BibliographyData
from pybtex.database import parse_string as pybtex_parse
from pylatexenc.latex2text import LatexNodes2Text
from rispy.config import TYPE_OF_REFERENCE_MAPPING
from tests.conftest import Catalogue
from tests.official import SCHEMAS
from tests.profiles.test_profiles import EVERYTHING, ODD, of

from resource_ld.bundled import bundled
from resource_ld.mapping.dates import parse_date
from resource_ld.model import Agent, Concept, LangText, Link, Resource
from resource_ld.profiles import PROFILES, profile_of
from resource_ld.profiles.bibtex import escaped
from resource_ld.profiles.citation import KINDS, one_line
from resource_ld.profiles.page_meta import page_meta
from resource_ld.vocabulary import load

CSL_SCHEMA = SCHEMAS / "csl-data.json"


def written(token: str, resource: Resource) -> str:
    profile = profile_of(token)
    assert profile is not None
    return profile.write(of(resource), profile.formats[0]).decode()


def item(resource: Resource) -> dict[str, Any]:
    (found,) = json.loads(written("csl", resource))
    assert isinstance(found, dict)
    return found


def bibtex(resource: Resource) -> BibliographyData:
    return pybtex_parse(written("bibtex", resource), "bibtex")


def titled(**values: Any) -> Resource:
    return Resource("r1", {"title": (LangText("A title", "en"),), **values})


@pytest.mark.skipif(not CSL_SCHEMA.exists(), reason="the official csl-data.json lies in ../shared/schemas")
@pytest.mark.parametrize("name", ODD)
def test_csl_json_is_valid_by_the_official_schema(name: str) -> None:
    import jsonschema

    schema = json.loads(CSL_SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(json.loads(written("csl", ODD[name])))


def test_a_citation_processor_writes_a_bibliography() -> None:
    source = CiteProcJSON(json.loads(written("csl", EVERYTHING)))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(of(EVERYTHING).iri)]))
    line = str(bibliography.bibliography()[0])
    assert line.startswith("Kay, A. and A working group (2009)")
    assert "Tax & <trade>" in line


@pytest.mark.parametrize(
    ("written_as", "family"),
    [
        (Agent("Kay, Alan", "", "person"), "Kay"),
        (Agent("Kay, Alan"), None),
        (Agent("Cruz,Ana", "", "person"), "Cruz"),
        (Agent("Alan Kay", "", "person"), None),
        (Agent("Ministry of Health, Ghana", "", "organization"), None),
        (Agent("Kay, Alan, editor", "", "person"), None),
        (Agent("Simon and Schuster"), None),
    ],
)
def test_a_name_stays_as_it_was_written(written_as: Agent, family: str | None) -> None:
    resource = titled(creator=(written_as,))
    (name,) = item(resource)["author"]
    (person,) = bibtex(resource).entries["r1"].persons["author"]
    assert name.get("family") == family
    assert name.get("literal") == (None if family else written_as.name)
    assert person.last_names == ([family] if family else [f"{{{written_as.name}}}"])
    assert rispy.loads(written("ris", resource))[0]["authors"] == [written_as.name]


@pytest.mark.parametrize(
    ("text", "csl", "year", "day"),
    [
        ("2009", {"date-parts": [[2009]]}, "2009", "2009///"),
        ("2009-05", {"date-parts": [[2009, 5]]}, "2009", "2009/05//"),
        ("2009-05-17", {"date-parts": [[2009, 5, 17]]}, "2009", "2009/05/17/"),
        ("c. 1875–1880", {"literal": "c. 1875–1880"}, "c. 1875–1880", "///c. 1875–1880"),
    ],
)
def test_a_date_is_as_exact_as_it_was_given(text: str, csl: object, year: str, day: str) -> None:
    resource = titled(issued=(parse_date(text),))
    (reference,) = rispy.loads(written("ris", resource))
    assert item(resource)["issued"] == csl
    assert bibtex(resource).entries["r1"].fields["year"] == year
    assert reference["date"] == day
    assert reference.get("year") == (year if len(year) == 4 else None)


@pytest.mark.parametrize("name", ODD)
def test_bibtex_is_read_back_by_two_parsers(name: str) -> None:
    library = read_bibtex(written("bibtex", ODD[name]))
    assert not library.failed_blocks
    assert [each.key for each in library.entries] == list(bibtex(ODD[name]).entries) == ["r1"]
    title = library.entries[0].fields_dict["title"].value
    assert LatexNodes2Text().latex_to_text(title) == one_line(ODD[name].first_text("title"))


@given(st.text("ab \\{}~^&%$#_é\n", max_size=40))
def test_any_text_comes_back_from_tex(text: str) -> None:
    # LaTeX's own commands for braces are unknown to this reader, and it reads two signs as accents.
    read = LatexNodes2Text().latex_to_text(
        escaped(text).replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")
    )
    assert one_line(read.replace("ˆ", "^").replace("˜", "~")) == one_line(text)
    assert escaped(text).count("{") == escaped(text).count("}")


def test_an_address_stays_as_it_is() -> None:
    resource = titled(url=(Link("https://a.test/x_y?a=%20b&c=~d#e"),), doi=("10.1000/a{b",))
    fields = bibtex(resource).entries["r1"].fields
    assert (fields["url"], fields["doi"]) == ("https://a.test/x_y?a=%20b&c=~d#e", "10.1000/a%7Bb")


def test_ris_begins_with_its_type_and_ends_with_er() -> None:
    text = written("ris", EVERYTHING)
    lines = text.split("\r\n")
    assert (lines[0], lines[-2:]) == ("TY  - RPRT", ["ER  - ", ""])
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert "\n" not in text.replace("\r\n", "")


def test_ris_is_read_back() -> None:
    (reference,) = rispy.loads(written("ris", EVERYTHING))
    assert (reference["type_of_reference"], reference["title"], reference["year"]) == ("RPRT", "Tax & <trade>", "2009")
    assert reference["keywords"] == ["migration", "data", "Research"]
    assert reference["doi"] == "10.1000/182"
    assert reference["abstract"] == "Short."


@pytest.mark.parametrize("kind", sorted({each.ris for each in KINDS.values()}))
def test_a_type_of_ris_is_one_that_readers_know(kind: str) -> None:
    assert kind in TYPE_OF_REFERENCE_MAPPING


def test_a_contributor_is_no_translator() -> None:
    (reference,) = rispy.loads(written("ris", EVERYTHING))
    assert reference["notes"] == ["Contributor: Meyer, Eva"]
    assert not {"secondary_authors", "tertiary_authors", "subsidiary_authors"} & set(reference)


def test_every_type_with_a_kind_is_in_the_vocabulary() -> None:
    vocabulary = load("https://data.example.net/", [bundled("vocab")])
    assert [each for each in KINDS if not vocabulary.has("type", each)] == []


def test_an_article_stands_in_its_journal() -> None:
    resource = titled(type=(Concept("type", "article"),), is_part_of=(Link("https://a.test/j", "A Journal"),))
    assert item(resource)["container-title"] == "A Journal"
    assert bibtex(resource).entries["r1"].fields["journal"] == "A Journal"
    assert rispy.loads(written("ris", resource))[0]["secondary_title"] == "A Journal"


def test_what_a_record_lacks_is_left_out() -> None:
    assert set(item(ODD["title only"])) == {"id", "type", "title", "URL", "source"}
    assert set(bibtex(ODD["title only"]).entries["r1"].fields) == {"title", "url"}
    assert set(rispy.loads(written("ris", ODD["title only"]))[0]) == {
        "type_of_reference", "id", "title", "urls", "database_provider",
    }  # fmt: skip


@pytest.mark.parametrize("token", [each.token for each in PROFILES if each.cites])
def test_a_media_type_of_its_own_gives_a_citation_as_doi_negotiation_does(
    client: FlaskClient, published: Catalogue, token: str
) -> None:
    profile = profile_of(token)
    assert profile is not None
    form, resource_id = profile.formats[0], next(iter(published.ids().values()))
    address = f"/resource/{resource_id}"
    asked = client.get(address, headers={"Accept": form.media_type})
    assert (asked.status_code, asked.headers["Location"]) == (303, f"{resource_id}.{token}.{form.suffix}")
    got = client.get(urljoin(address, asked.headers["Location"]))
    assert (got.status_code, got.content_type) == (200, form.media_type)
    assert got.text.startswith(("[", "@techreport{" + resource_id, "TY  - RPRT\r\n"))


def test_a_browser_and_a_json_client_get_no_citation(client: FlaskClient, published: Catalogue) -> None:
    resource_id = next(iter(published.ids().values()))
    for accept, suffix in (("text/html,*/*;q=0.8", "html"), ("application/json", "jsonld"), ("text/plain", "nt")):
        asked = client.get(f"/resource/{resource_id}", headers={"Accept": accept})
        assert asked.headers["Location"] == f"{resource_id}.{suffix}"


def test_every_key_of_a_bibliography_is_its_own(client: FlaskClient, published: Catalogue) -> None:
    text = "\n".join(client.get(f"/resource/{each}.bibtex.bib").text for each in published.ids().values())
    assert set(pybtex_parse(text, "bibtex").entries) == set(published.ids().values())


def test_a_work_that_was_made_and_not_published_is_cited_by_that_year() -> None:
    resource = titled(created=(parse_date("1881"),))
    assert item(resource)["issued"] == {"date-parts": [[1881]]}
    assert bibtex(resource).entries["r1"].fields["year"] == "1881"
    assert rispy.loads(written("ris", resource))[0]["year"] == "1881"
    assert ">1881</dc:date>" in written("oai_dc", resource)
    assert [each for each in page_meta(of(resource)) if each[0] == "citation_publication_date"] == []


def test_the_abstract_is_the_abstract_and_a_description_stands_in_for_it() -> None:
    both = titled(description=(LangText("What it is", "en"),), abstract=(LangText("What it says", "en"),))
    for resource, said in ((both, "What it says"), (titled(description=(LangText("What it is", "en"),)), "What it is")):
        assert item(resource)["abstract"] == said
        assert bibtex(resource).entries["r1"].fields["abstract"] == said
        assert rispy.loads(written("ris", resource))[0]["abstract"] == said
