"""Planted errors, each in a row of its own: found at the right cell, said in the right sentence, in CSV and in XLSX."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from resource_ld.config import load
from resource_ld.model import Effect, Finding, column_letters
from resource_ld.release.check import Checked, check_catalogue
from resource_ld.validation.causes import without_echoes

NEXT = datetime.now(UTC).year + 1
COLUMNS = {
    "ID": "id", "Title": "title@en", "Second title": "title@en", "Other title": "alternative", "Summary": "description@en",
    "Author": "creator", "Publisher": "publisher", "Year": "issued", "Reprint": "issued", "Made": "created",
    "Country": "country", "Language": "language", "Type": "type", "Topic": "category", "For": "audience", "DOI": "doi",
    "ISBN": "isbn", "Page": "url", "PDF": "file", "Licence": "license", "Period": "temporal", "See also": "relation",
    "Picture": "thumbnail", "Status": "status", "Shelf": "shelf",
}  # fmt: skip
LETTERS = {header: column_letters(number) for number, header in enumerate(COLUMNS, 1)}
CONFIGURATION = """[site]
base_iri = "https://library.test/"
title = "Library"
publisher = {{ name = "Library" }}
[[catalogue]]
path = "{path}"
separator = "; "
[catalogue.columns]
{columns}
[fields.status]
dublin_core = "rl:status"
kind = "code"
[fields.shelf]
dublin_core = "rl:shelf"
kind = "code"
"""
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rl: <https://w3id.org/resource-ld/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix own: <https://library.test/shapes#> .
own:Work a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ;
  sh:property own:status, own:shelf, own:made, own:alternative, own:countries, own:author, own:short-extent ;
  sh:or ( own:with-page own:with-file ) .
own:status sh:path rl:status ; sh:in ( "draft" "in review" "final" ) ; sh:severity sh:Warning .
own:shelf sh:path rl:shelf ; sh:pattern "^[A-Z]{2} [0-9]+$" ; sh:severity sh:Warning ;
  sh:message "A shelf mark is two capitals, a space and a number."@en, "Una signatura son dos mayúsculas, un espacio y un número."@es .
own:made sh:path dcterms:created ; sh:datatype xsd:date ; sh:severity sh:Info .
own:alternative sh:path dcterms:alternative ; sh:disjoint dcterms:title ; sh:severity sh:Warning .
own:countries sh:path dcterms:spatial ; sh:maxCount 2 ; sh:severity sh:Warning .
own:author sh:path dcterms:creator ; sh:node own:named ; sh:severity sh:Warning .
own:named a sh:NodeShape ; sh:name "Whole name"@en ; sh:property [ sh:path foaf:name ; sh:minLength 4 ; sh:name "Name"@en ] .
own:short-extent sh:path dcterms:spatial ; sh:nodeKind sh:IRI .
own:with-page sh:name "Web page"@en ; sh:path foaf:page ; sh:minCount 1 .
own:with-file sh:name "Documents"@en ; sh:path dcterms:hasFormat ; sh:minCount 2 ; sh:maxCount 3 .
"""
GOOD = {
    "Title": "Handbook {n} of the library", "Summary": "What the handbook says, in a sentence that is long enough for number {n}.",
    "Author": "Jane Doe", "Publisher": "A press", "Year": "2009", "Country": "Poland", "Language": "English", "Type": "Report",
    "Topic": "Technology", "Page": "https://example.org/{n}", "Licence": "CC BY 4.0", "Status": "final", "Shelf": "AB 12", "ID": "h{n}",
}  # fmt: skip
HELD, LEFT_OUT, PUBLISHED, WITH_ROW, NOTE = Effect.HELD, Effect.LEFT_OUT, Effect.PUBLISHED, Effect.WITH_ROW, Effect.NOTE
YEARS = f"Expected a year from 1000 to {NEXT}."
EXACT = "Exact: 2009, 2009-05 or 2009-05-17."

Found = tuple[str, Effect, str]
"""Column, what happens, and the sentence."""
PLANTED: dict[str, tuple[dict[str, str], list[Found]]] = {
    "no title": ({"Title": ""}, [("Title", HELD, "The row has no title. Write one.")]),
    "a year too high": ({"Year": "3000"}, [("Year", HELD, f"3000 is too high. {YEARS}")]),
    "a year too low": ({"Year": "0208"}, [("Year", HELD, f"0208 is too low. {YEARS}")]),
    "a year after next": ({"Year": f"{NEXT + 1}-03"}, [("Year", HELD, f"{NEXT + 1}-03 is too high. {YEARS}")]),
    "an approximate year": ({"Year": "c. 1875–1880"}, [("Year", NOTE, f"“c. 1875–1880” is kept as text; the years 1875 to 1880 were read. {EXACT}")]),
    "a year in brackets": ({"Year": "[1890?]"}, [("Year", NOTE, f"“[1890?]” is kept as text; the year 1890 was read. {EXACT}")]),
    "no year in a date": ({"Year": "undated"}, [("Year", NOTE, f"“undated” is kept as text; no year was read. {EXACT}")]),
    "month 13": ({"Year": "2009-13"}, [("Year", NOTE, f"“2009-13” is kept as text; the years 2009 to 2013 were read. {EXACT}")]),
    "two dates": ({"Reprint": "2011"}, [("Reprint", LEFT_OUT, "Only one value can stand here, and “2009” came first; this one is left out. Keep one.")]),
    "a misspelt country": ({"Country": "Polnad"}, [("Country", PUBLISHED, "“Polnad” is not in the list of places, so it becomes a term of this catalogue. Poland?")]),
    "a misspelt second country": ({"Country": "Poland; Kenja"}, [("Country", PUBLISHED, "“Kenja” is not in the list of places, so it becomes a term of this catalogue. Kenya?")]),
    "a country nobody knows": ({"Country": "Narnia"}, [("Country", PUBLISHED, "“Narnia” is not in the list of places, so it becomes a term of this catalogue.")]),
    "two countries of one name": ({"Country": "Congo"}, [("Country", LEFT_OUT, "“Congo” fits Congo - Kinshasa (CD), Congo - Brazzaville (CG). Write which one.")]),
    "too many countries": ({"Country": "Poland; Kenya; Spain"}, [("Country", PUBLISHED, "2 values are allowed, and there are more.")]),
    "a misspelt language": ({"Language": "Englsh"}, [("Language", PUBLISHED, "“Englsh” is not in the list of languages, so it becomes a term of this catalogue. English?")]),
    "a misspelt type": ({"Type": "Reprot"}, [("Type", PUBLISHED, "“Reprot” is not in the list of types, so it becomes a term of this catalogue. Report?")]),
    "a topic of one's own": ({"Topic": "Beekeeping"}, [("Topic", NOTE, "“Beekeeping” is not in the list of categories, so it becomes a term of this catalogue.")]),
    "an audience of one's own": ({"For": "Beekeepers"}, [("For", NOTE, "“Beekeepers” is not in the list of audiences, so it becomes a term of this catalogue.")]),
    "no DOI": ({"DOI": "10/abc"}, [("DOI", PUBLISHED, "“10/abc” is no DOI. One looks like 10.1000/182.")]),
    "a wrong check digit": ({"ISBN": "978-92-9068-512-0"}, [("ISBN", PUBLISHED, "“978-92-9068-512-0” is no ISBN: its check digit or its length is wrong. Copy it from the book again.")]),
    "a second address without a scheme": ({"Page": "https://example.org/ok; www.example.org/a"}, [("Page", LEFT_OUT, "“www.example.org/a” is not a whole address. Begin it with https://. https://www.example.org/a?")]),
    "a space in an address": ({"See also": "https://example.org/a b"}, [("See also", LEFT_OUT, "The address “https://example.org/a b” holds “ ”. Write it percent-encoded (a space is %20) or remove it. https://example.org/a%20b?")]),
    "another scheme": ({"See also": "ftp://example.org/a"}, [("See also", LEFT_OUT, "“ftp://example.org/a” is not a web address. Begin it with https:// and a host name.")]),
    "a path for an address": ({"PDF": "C:\\docs\\a.pdf"}, [("PDF", LEFT_OUT, "The address “C:\\docs\\a.pdf” holds “\\”. Write it percent-encoded (a space is %20) or remove it.")]),
    "words for an address": ({"Picture": "on request"}, [("Picture", LEFT_OUT, "The address “on request” holds “ ”. Write it percent-encoded (a space is %20) or remove it.")]),
    "an id with a space": ({"ID": "Report 1"}, [("ID", HELD, "“Report 1” cannot be an id. Use letters a-z, digits, dot, hyphen and underscore, at most 64. report-1?")]),
    "an id twice": ({"ID": "h1"}, [("ID", HELD, "2 rows have the id “h1”. Give each its own.")]),
    "a title too short": ({"Title": "A"}, [("Title", PUBLISHED, "“A” is too short. A title has from 2 to 500 characters; a longer one may be a description in the wrong column.")]),
    "a description for a title": ({"Title": "Long title " * 60}, [("Title", PUBLISHED, "“Long title Long title Long title Long title Long title Long…” is too long. A title has from 2 to 500 characters; a longer one may be a description in the wrong column.")]),
    "two titles in a language": ({"Second title": "Manual"}, [("Title", HELD, "A resource needs one title in each language it has titles in. Write it, or remove the second one.")]),
    "the title again": ({"Other title": "Handbook {n} of the library"}, [("Other title", PUBLISHED, "“Handbook {n} of the library” stands in Title too.")]),
    "no description": ({"Summary": ""}, [("Summary", PUBLISHED, "There is no description, so the resource is hard to find. Write a sentence or two.")]),
    "a short description": ({"Summary": "Short."}, [("Summary", NOTE, "“Short.” is too short. The description is shorter than 50 characters; search engines show little of it.")]),
    "no period": ({"Period": "lately"}, [("Period", NOTE, "“lately” is kept as text. Exact: 2020-2024.")]),
    "a value that is not listed": ({"Status": "fnial"}, [("Status", PUBLISHED, "“fnial” is not among the values allowed. Expected one of: draft, in review, final. final?")]),
    "a shelf mark out of form": ({"Shelf": "12 AB"}, [("Shelf", PUBLISHED, "“12 AB” is not written as expected. A shelf mark is two capitals, a space and a number.")]),
    "a year for a day": ({"Made": "2009"}, [("Made", NOTE, "“2009” is not a date.")]),
    "half a name": ({"Author": "Jo"}, [("Author", PUBLISHED, "“Jo” does not fit “Whole name”. Name: “Jo” is too short. Expected at least 4 characters.")]),
    "neither page nor files": ({"Page": ""}, [("", HELD, "None of the ways allowed is kept. The nearest is “Web page”: It is empty.")]),
    "a warning in a held row": ({"Year": "3000", "Country": "Polnad"}, [
        ("Year", HELD, f"3000 is too high. {YEARS}"),
        ("Country", WITH_ROW, "“Polnad” is not in the list of places, so it becomes a term of this catalogue. Poland?"),
    ]),
}  # fmt: skip


def rows() -> list[dict[str, str]]:
    """Return a good row for `an id twice`, then the row of each error."""
    changes = [{}, *(changed for changed, _ in PLANTED.values())]
    return [
        {header: (changed.get(header, GOOD.get(header, ""))).format(n=n) for header in COLUMNS}
        for n, changed in enumerate(changes, 1)
    ]


def write_rows(path: Path) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(COLUMNS))
            table.writeheader()
            table.writerows(rows())
        return
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(COLUMNS))
    for row in rows():
        book.active.append([int(text) if text in ("2009", "3000") else text or None for text in row.values()])
    book.save(path)


def configure(folder: Path, name: str) -> None:
    columns = "\n".join(f'"{header}" = "{field}"' for header, field in COLUMNS.items())
    (folder / "resource-ld.toml").write_text(CONFIGURATION.format(path=name, columns=columns), encoding="utf-8")
    (folder / "shapes").mkdir()
    (folder / "shapes" / "own.ttl").write_text(SHAPES, encoding="utf-8")


@pytest.fixture(scope="module", params=["library.csv", "library.xlsx"])
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    folder = tmp_path_factory.mktemp("planted")
    configure(folder, request.param)
    write_rows(folder / request.param)
    return check(folder)


def of_row(checked: Checked, number: int) -> list[Finding]:
    found = [each for each, _ in without_echoes(checked.findings)]
    return [each for each in found if each.place and each.place.row == number and each.rule != "empty-column"]


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_error_is_said_at_its_cell(checked: Checked, name: str) -> None:
    number = list(PLANTED).index(name) + 3
    wanted = {
        (f"{LETTERS[header]}{number}" if header else f"row {number}", outcome, sentence.replace("{n}", str(number - 1)))
        for header, outcome, sentence in PLANTED[name][1]
    }
    assert {(each.place.cell(), each.effect, each.message) for each in of_row(checked, number) if each.place} == wanted


def test_a_good_row_has_nothing_but_its_double(checked: Checked) -> None:
    found = [(each.rule, each.place and each.place.cell(), each.value) for each in of_row(checked, 2)]
    assert found == [("duplicate-id", f"{LETTERS['ID']}2", rows()[0]["ID"])]


def test_every_finding_carries_the_title_of_its_row(checked: Checked) -> None:
    for number, name in enumerate(PLANTED, 3):
        title = rows()[number - 2]["Title"].strip()
        assert {each.title for each in of_row(checked, number)} == {title}, name


@pytest.mark.parametrize("language", ["fr", "es"])
def test_no_sentence_falls_back_to_english(checked: Checked, language: str) -> None:
    english = {each.message for each in checked.findings}
    # Only what the shape of the test itself says in English alone.
    assert {each.sentence(language) for each in checked.findings} & english <= {
        "A shelf mark is two capitals, a space and a number."
    }


def test_what_only_a_text_table_can_hold_is_said_at_its_row(tmp_path: Path) -> None:
    configure(tmp_path, "library.csv")
    path = tmp_path / "library.csv"
    write_rows(path)
    lines = path.read_text(encoding="utf-8").splitlines()[:5]
    wide, control, open_quote = (
        f"{lines[2]},too much",
        lines[3].replace("Handbook", "Hand\abook"),
        lines[4].replace("AB 12", '"AB 12'),
    )
    path.write_text("\n".join([lines[0], lines[1], wide, control, open_quote]), encoding="utf-8")
    said = {
        (each.place.cell(), each.message) for each in check(tmp_path).findings if each.place and each.effect is HELD
    }
    assert said == {
        (
            "Z3",
            "The row has more cells than the header, or a cell without a header. Put quotes around a cell that holds the delimiter.",
        ),
        ("B4", "The cell holds the control character U+0007. Type the text again."),
        (
            "row 5",
            'A quote is opened and never closed, so everything after it is unread. Close it, and write a quote inside a cell twice ("").',
        ),
    }


def test_what_only_a_workbook_can_hold_is_said_at_its_cell(tmp_path: Path) -> None:
    configure(tmp_path, "library.xlsx")
    write_rows(tmp_path / "library.xlsx")
    book = openpyxl.load_workbook(tmp_path / "library.xlsx")
    sheet = book.worksheets[0]
    sheet.delete_rows(8, 100)
    sheet["B2"], sheet["B2"].data_type = "#REF!", "e"
    sheet[f"{column_letters(len(COLUMNS) + 1)}3"] = "astray"
    sheet["B4"].hyperlink = "https://example.org/under"
    sheet.row_dimensions[5].hidden = True
    sheet.merge_cells("F6:G6")
    book.save(tmp_path / "library.xlsx")
    rules = ("formula", "row-width", "link-under-cell", "hidden-rows", "merged-cells")
    said = {(each.place.cell(), each.message) for each in check(tmp_path).findings if each.place and each.rule in rules}
    assert said == {
        ("B2", "The cell shows the error #REF!. Mend its formula."),
        ("Z3", "“astray” stands under no header. Name the column."),
        ("B4", "A link lies under this cell and is not published. Copy its address into a column for it."),
        ("", "Hidden rows are published like the others: 5. Delete them if not meant."),
        ("", "Merged cells (F6:G6) count for their first cell only. Split them."),
    }


def check(folder: Path) -> Checked:
    return check_catalogue(load(folder / "resource-ld.toml"), folder / ".resource-ld")
