"""The report as a file: CSV, JSON, the validation report of SHACL, and the catalogue itself with comments."""

import csv
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from rdflib import RDF, SH, BNode, Graph, Literal, Namespace
from tests.conftest import Catalogue
from tests.validation.test_planted import configure, rows, write_rows

from resource_ld.cli import commands
from resource_ld.errors import ReleaseError

RL = Namespace("https://w3id.org/resource-ld/ns#")
CODE = "Code 8.7 Conference Report"


def run(catalogue: Catalogue, *arguments: str) -> Result:
    config = str(catalogue.folder / "resource-ld.toml")
    return CliRunner().invoke(commands, ["--config", config, *arguments])


def check(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--config", str(folder / "resource-ld.toml"), "check", *arguments])


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    configure(folder, "library.csv")
    write_rows(folder / "library.csv")
    arguments = [each for name in ("f.csv", "f.json", "f.ttl", "f.xlsx") for each in ("--report", str(folder / name))]
    assert check(folder, *arguments).exit_code == 1
    return folder


def test_the_table_has_a_row_a_finding_in_words(planted: Path) -> None:
    with (planted / "f.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    too_high = next(each for each in found if each["Value"] == "3000")
    assert (too_high["Cell"], too_high["Column"], too_high["What happens"]) == ("H4", "Year", "must fix: held")
    assert too_high["What is wrong"].startswith("3000 is too high. Expected a year from")
    assert too_high["Address"] == "https://library.test/resource/h3"
    misspelt = next(each for each in found if each["Value"] == "Polnad")
    assert misspelt["Perhaps"] == "Poland?"


def test_a_value_that_a_spreadsheet_would_calculate_is_a_text(tmp_path: Path) -> None:
    configure(tmp_path, "library.csv")
    write_rows(tmp_path / "library.csv")
    path = tmp_path / "library.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Polnad", "=1+1"), encoding="utf-8")
    check(tmp_path, "--report", str(tmp_path / "f.csv"))
    assert "'=1+1" in (tmp_path / "f.csv").read_text(encoding="utf-8-sig")


def test_the_document_holds_every_finding(planted: Path) -> None:
    said = json.loads((planted / "f.json").read_text(encoding="utf-8"))
    assert (said["rows"], said["held"]) == (len(rows()), 10)
    finding = next(each for each in said["findings"] if each["value"] == "Polnad")
    assert (finding["suggestion"], finding["outcome"], finding["new"]) == (["Poland"], "published", False)
    assert finding["title"].startswith("Handbook")


def test_the_validation_report_is_whole_and_without_blank_nodes(planted: Path) -> None:
    graph = Graph().parse(planted / "f.ttl")
    assert not any(isinstance(each, BNode) for triple in graph for each in triple)
    report = graph.value(None, RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == Literal(False)
    results = list(graph.objects(report, SH.result))
    said = json.loads((planted / "f.json").read_text(encoding="utf-8"))
    # One result a finding, echoes too.
    assert len(results) == len(said["findings"])
    for each in results:
        assert (each, RDF.type, SH.ValidationResult) in graph
        assert all(
            len(list(graph.objects(each, p))) == 1
            for p in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent)
        )
        assert {text.language for text in graph.objects(each, SH.resultMessage) if isinstance(text, Literal)} == {
            "en",
            "fr",
            "es",
        }
    detailed = next(each for each in results if (each, SH.sourceConstraintComponent, SH.OrConstraintComponent) in graph)
    inner = {graph.value(each, SH.sourceConstraintComponent) for each in graph.objects(detailed, SH.detail)}
    assert inner == {SH.MinCountConstraintComponent}
    assert graph.value(detailed, RL.cell) == Literal("row 41")


def test_echoes_of_one_cause_are_one_line_and_all_of_them_stand_in_the_files(planted: Path) -> None:
    said = json.loads(check(planted, "--json").stdout)
    year = [each for each in said["findings"] if each["cell"] == "H4"]
    assert {each["rule"] for each in year} == {"first-year-range", "last-year-range"}
    output = check(planted).stdout
    assert output.count("3000 is too high") == 2  # in the two rows that have it
    assert "says the same" not in output
    assert "3000 is too high" in check(planted, "--by", "record").stdout.split("(one more rule says the same)")[0]


def comments(path: Path, sheet: str | None = None) -> dict[str, str]:
    book = openpyxl.load_workbook(path)
    found = book[sheet] if sheet else book.worksheets[0]
    return {cell.coordinate: cell.comment.text for row in found.iter_rows() for cell in row if cell.comment}


def test_a_text_table_becomes_a_workbook_with_comments(planted: Path) -> None:
    said = comments(planted / "f.xlsx")
    assert said["H4"].startswith("resource-ld: 3000 is too high. Expected a year from 1000 to")
    assert said["H4"].endswith("[must fix: held]")
    book = openpyxl.load_workbook(planted / "f.xlsx")
    with (planted / "library.csv").open(encoding="utf-8", newline="") as file:
        cells = [[text or None for text in row] for row in csv.reader(file)]
    width = len(cells[0])
    assert [[cell.value for cell in row[:width]] for row in book.worksheets[0].iter_rows()] == cells


def test_the_copy_can_be_edited_and_published(catalogue: Catalogue) -> None:
    catalogue.edit("2009", "3000")
    catalogue.edit("Poland", "Polnad")
    assert run(catalogue, "check", "--report", str(catalogue.folder / "capacity-building.xlsx")).exit_code == 1
    book = openpyxl.load_workbook(catalogue.folder / "capacity-building.xlsx")
    sheet = book.worksheets[0]
    assert sheet["E2"].comment is not None
    sheet["E2"], sheet["C2"] = 2009, str(sheet["C2"].value).replace("Polnad", "Poland")
    book.save(catalogue.folder / "capacity-building.xlsx")
    catalogue.configure("capacity-building.csv", "capacity-building.xlsx")
    outcome = catalogue.publish()
    assert outcome.counts["resources"] == 9
    assert "rftcxejqqrw" in catalogue.ids().values()
    assert not [each for each in outcome.findings if each.severity > 1]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook as a curator has it: a formula with its result, a comment, a picture, two sheets, a table."""
    path = tmp_path / "library.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Readme").write_string(0, 0, "see the other sheet")
        sheet = book.add_worksheet("Works & more")
        for column, header in enumerate(("Title", "Year", "Country", "Page")):
            sheet.write_string(0, column, header)
        sheet.write_string(1, 0, "First")
        sheet.write_number(1, 1, 3000)
        sheet.write_formula(2, 0, '="Sec"&"ond"', None, "Second")
        sheet.write_string(2, 2, "Polnad")
        sheet.write_comment(1, 1, "Ask Jane about this year")
        sheet.write_comment(0, 3, "A note of mine")
        sheet.conditional_format("B2:B9", {"type": "data_bar", "data_bar_2010": True})
        sheet.add_table("F1:G3")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "='Works & more'!$B$2:$B$3"})
        sheet.insert_chart("H10", chart)
    (tmp_path / "resource-ld.toml").write_text(
        '[site]\nbase_iri = "https://library.test/"\ntitle = "L"\npublisher = { name = "L" }\nlanguages = ["fr"]\n[[catalogue]]\n'
        'path = "library.xlsx"\nsheet = "Works & more"\n[catalogue.columns]\nTitle = "title"\nYear = "issued"\nCountry = "country"\nPage = "url"\n',
        encoding="utf-8",
    )
    return path


def test_a_workbook_is_copied_with_comments_and_nothing_else_changes(workbook: Path) -> None:
    folder = workbook.parent
    assert check(folder, "--report", str(folder / "f.xlsx")).exit_code == 1
    said = comments(folder / "f.xlsx", "Works & more")
    assert said["B2"].startswith(
        "Ask Jane about this year\nresource-ld: 3000 est trop élevé. Attendu : une année de 1000 à"
    )
    assert said["C3"].startswith("resource-ld: « Polnad » n’est pas dans la liste des lieux")
    assert said["D1"].startswith("A note of mine\nresource-ld: La colonne « Page » n’est jamais remplie.")
    with zipfile.ZipFile(workbook) as before, zipfile.ZipFile(folder / "f.xlsx") as after:
        assert after.testzip() is None
        assert set(before.namelist()) <= set(after.namelist())
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed == {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}


def test_a_workbook_without_comments_gets_its_first(tmp_path: Path, workbook: Path) -> None:
    for title in ("Second", "Another"):
        # openpyxl writes no comment parts at first, then keeps those of the copy.
        book = openpyxl.load_workbook(workbook)
        for row in book["Works & more"].iter_rows():
            for cell in row:
                cell.comment = None
        book["Works & more"]["A3"] = title
        book.save(workbook)
        assert check(tmp_path, "--report", str(tmp_path / "f.xlsx")).exit_code == 1
        assert set(comments(tmp_path / "f.xlsx", "Works & more")) >= {"B2", "C3", "D1"}
        assert comments(tmp_path / "f.xlsx", "Readme") == {}
        shutil.move(tmp_path / "f.xlsx", workbook)


def test_a_formula_of_the_copy_still_has_its_result(workbook: Path) -> None:
    folder = workbook.parent
    check(folder, "--report", str(folder / "f.xlsx"))
    text = (folder / "resource-ld.toml").read_text(encoding="utf-8").replace("library.xlsx", "f.xlsx")
    (folder / "resource-ld.toml").write_text(text, encoding="utf-8")
    said = json.loads(check(folder, "--json").stdout)
    assert {each["title"] for each in said["findings"] if each["cell"] == "C3"} == {"Second"}


def test_every_comment_has_its_box(planted: Path, workbook: Path) -> None:
    folder = workbook.parent
    check(folder, "--report", str(folder / "f.xlsx"))
    with zipfile.ZipFile(folder / "f.xlsx") as package:
        said = package.read("xl/comments1.xml").decode().count("<comment ")
        boxes = package.read("xl/drawings/vmlDrawing1.vml").decode().count('ObjectType="Note"')
    assert said == boxes


def saved_by_openpyxl(folder: Path) -> None:
    """Write a workbook whose parts bind prefixes of their own, with a comment."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (("Title", "Year", "Country", "Page"), ("First", 3000, "Poland"), ("Second", 2020, "Polnad")):
        sheet.append(row)
    sheet.title = "Works & more"
    sheet["A2"].comment = Comment("Ask Jane", "Editor")
    book.save(folder / "library.xlsx")


def test_what_is_added_is_whole_whatever_prefixes_a_part_has(workbook: Path) -> None:
    folder = workbook.parent
    saved_by_openpyxl(folder)
    check(folder, "--report", str(folder / "f.xlsx"))
    with zipfile.ZipFile(folder / "f.xlsx") as package:
        parts = {name: etree.fromstring(package.read(name)) for name in package.namelist()}
    said = [each for part in parts.values() for each in part.iter("{*}comment")]
    boxes = [each for part in parts.values() for each in part.iter("{urn:schemas-microsoft-com:vml}shape")]
    assert len(said) == len(boxes) >= 4


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice: apt-get install libreoffice-calc-nogui")
def test_libreoffice_opens_the_copy_saves_it_and_nothing_is_lost(workbook: Path) -> None:
    folder = workbook.parent
    for other in (False, True):
        if other:
            saved_by_openpyxl(folder)
        check(folder, "--report", str(folder / "f.xlsx"))
        home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
        subprocess.run(
            [*command, str(folder / "saved"), str(folder / "f.xlsx")], check=True, capture_output=True, timeout=120
        )
        assert comments(folder / "saved" / "f.xlsx", "Works & more") == comments(folder / "f.xlsx", "Works & more")
        with zipfile.ZipFile(folder / "saved" / "f.xlsx") as package:
            boxes = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".vml"))
        assert "visibility:visible" not in boxes, "a comment is shown when it is pointed at"
        before = findings(folder)
        shutil.copy(folder / "saved" / "f.xlsx", workbook)
        assert findings(folder) == before


def findings(folder: Path) -> list[tuple[str, str]]:
    return [(each["cell"], each["message"]) for each in json.loads(check(folder, "--json").stdout)["findings"]]


def test_several_catalogues_are_several_workbooks(catalogue: Catalogue) -> None:
    shutil.copy(catalogue.csv, catalogue.folder / "second.csv")
    config = catalogue.folder / "resource-ld.toml"
    text = config.read_text(encoding="utf-8")
    block = text[text.index("[[catalogue]]") :].replace("capacity-building.csv", "second.csv")
    config.write_text(f"{text}\n{block}", encoding="utf-8")
    run(catalogue, "check", "--report", str(catalogue.folder / "f.xlsx"))
    assert {each.name for each in catalogue.folder.glob("f-*.xlsx")} == {"f-capacity-building.xlsx", "f-second.xlsx"}


SEVERAL = """[site]
base_iri = "https://library.test/"
title = "L"
publisher = {{ name = "L" }}
languages = ["{language}"]
[[catalogue]]
path = "{first}"
name = "books"
sheet = "{sheet}"
[catalogue.columns]
Title = "title"
Year = "issued"
Country = "country"
[[catalogue]]
path = "{second}"
name = "films"
sheet = "{other}"
[catalogue.columns]
Place = "country"
Name = "title"
When = "issued"
"""
BOOKS = [["Title", "Year", "Country"], ["One book", "3000", "Polnad"], ["", "2001", "Kenya"]]
FILMS = [["Place", "Name", "When"], ["", "One film", "2002"], ["Frnace", "Another film", "3000"]]


def write_several(folder: Path, *, language: str = "en", **sheets: list[list[str]]) -> None:
    """Write two catalogues: as two sheets of one workbook, or as a file each when no sheets are given."""
    if sheets:
        with xlsxwriter.Workbook(str(folder / "both.xlsx")) as book:
            for name, cells in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(cells):
                    sheet.write_row(number, 0, row)
        config = SEVERAL.format(first="both.xlsx", second="both.xlsx", sheet="", other="Films", language=language)
    else:
        for name, cells in (("books.csv", BOOKS), ("films.csv", FILMS)):
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(cells)
        config = SEVERAL.format(first="books.csv", second="films.csv", sheet="", other="", language=language)
    (folder / "resource-ld.toml").write_text(config, encoding="utf-8")


def test_a_copy_is_never_written_over_the_catalogue_it_is_a_copy_of(tmp_path: Path) -> None:
    write_several(tmp_path)
    report = str(tmp_path / "findings.xlsx")
    said = check(tmp_path, "--report", report).output
    assert "findings-books.xlsx" in said
    assert "findings-films.xlsx" in said
    assert "findings.xlsx" not in said
    config = tmp_path / "resource-ld.toml"
    text = config.read_text(encoding="utf-8").replace('"books.csv"', '"findings-books.xlsx"')
    config.write_text(text.replace('"films.csv"', '"findings-films.xlsx"'), encoding="utf-8")
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()}
    again = check(tmp_path, "--report", report)
    assert isinstance(again.exception, ReleaseError)
    assert "this is the catalogue itself" in str(again.exception)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()} == before
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".report-")] == []


def test_of_several_copies_all_are_written_or_none(tmp_path: Path) -> None:
    write_several(tmp_path)
    (tmp_path / "films.json").write_text('[{"Name": "One film", "Place": "Kenya", "When": "2002"}]', encoding="utf-8")
    config = tmp_path / "resource-ld.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("films.csv", "films.json"), encoding="utf-8")
    refused = check(tmp_path, "--report", str(tmp_path / "findings.xlsx"))
    assert "films.json has no cells to comment on" in str(refused.exception)
    assert not list(tmp_path.glob("findings*"))


def test_two_sheets_of_one_workbook_are_commented_in_one_copy_each_at_its_own_cells(tmp_path: Path) -> None:
    write_several(tmp_path, Books=BOOKS, Films=FILMS)
    assert check(tmp_path, "--report", str(tmp_path / "f.xlsx")).exit_code == 1
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    commented = {
        sheet.title: {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} for sheet in book
    }
    assert commented == {"Books": {"A2", "B2", "C2", "A3"}, "Films": {"A2", "A3", "C3"}}


def test_a_comment_on_merged_cells_stands_at_the_first_of_them(tmp_path: Path) -> None:
    write_several(tmp_path, Books=BOOKS, Films=[*FILMS, ["Kenya", "", "2001"]])
    book = openpyxl.load_workbook(tmp_path / "both.xlsx")
    book["Films"].merge_cells("A4:C4")
    book.save(tmp_path / "both.xlsx")
    check(tmp_path, "--report", str(tmp_path / "f.xlsx"))
    comment = openpyxl.load_workbook(tmp_path / "f.xlsx")["Films"]["A4"].comment
    assert comment is not None
    assert "The row has no title" in comment.text


def test_a_value_with_line_breaks_stays_on_its_line(tmp_path: Path) -> None:
    write_several(tmp_path)
    (tmp_path / "books.csv").write_text('Title,Year,Country\nA book,2001,"Pol\nnad\u2028x"\n', encoding="utf-8")
    assert "“Pol nad x” is not in the list of places" in check(tmp_path).output


def test_a_cell_is_named_with_its_sheet_where_there_are_several(tmp_path: Path) -> None:
    write_several(tmp_path, Books=BOOKS, Films=FILMS)
    said = check(tmp_path).output
    assert "both.xlsx[Books] B2 · " in said
    assert "both.xlsx[Films] C3 · " in said
    assert "both.xlsx[Films] row 3" in check(tmp_path, "--by", "record").output


def test_an_empty_cell_is_that_of_its_own_sheet(tmp_path: Path) -> None:
    write_several(tmp_path, Books=BOOKS, Films=FILMS)
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix own: <https://library.test/shapes#> .\n"
        "own:W a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ; sh:property own:placed .\n"
        "own:placed sh:path dcterms:spatial ; sh:minCount 1 .",
        encoding="utf-8",
    )
    found = json.loads(check(tmp_path, "--json").stdout)["findings"]
    assert [(each["sheet"], each["cell"], each["column"]) for each in found if each["rule"] == "placed"] == [
        ("Films", "A2", "Place"),
    ]


IDENTIFIED = """[site]
base_iri = "https://library.test/"
title = "L"
publisher = { name = "L" }
[[catalogue]]
path = "works.csv"
separator = "; "
[catalogue.columns]
ID = "id"
Title = "title"
DOI = "doi"
Number = "identifier"
Language = "language"
"""
OF_IDENTIFIERS = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix own: <https://library.test/shapes#> .
own:W a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ; sh:property own:id, own:spoken .
own:id sh:path dcterms:identifier ; sh:not [ sh:pattern "bad" ] .
own:spoken sh:path <https://schema.org/inLanguage> ; sh:in ( "fr" ) ; sh:severity sh:Warning .
"""


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (["a1", "One", "10.1000/bad", "n1", ""], [("C2", "10.1000/bad")]),
        (["a1", "One", "10.1000/x", "bad number", ""], [("D2", "bad number")]),
        (["bad-id", "One", "10.1000/x", "n1", ""], [("A2", "bad-id")]),
        (["a1", "One", "10.1000/x", "n1", "en; fr"], [("E2", "en")]),
    ],
)
def test_a_value_that_several_columns_can_say_is_found_in_its_own(
    tmp_path: Path, row: list[str], found: list[tuple[str, str]]
) -> None:
    (tmp_path / "resource-ld.toml").write_text(IDENTIFIED, encoding="utf-8")
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "own.ttl").write_text(OF_IDENTIFIERS, encoding="utf-8")
    with (tmp_path / "works.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["ID", "Title", "DOI", "Number", "Language"], row])
    said = json.loads(check(tmp_path, "--json").stdout)["findings"]
    assert [(each["cell"], each["value"]) for each in said if each["rule"] in ("id", "spoken")] == found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_value_is_said_as_it_was_typed_whatever_the_language(tmp_path: Path, language: str) -> None:
    write_several(tmp_path, language=language)
    (tmp_path / "books.csv").write_text(
        "Title,Year,Country\nOne book,2001,Deutschland\nTwo,5 May 2002,KE\n", encoding="utf-8"
    )
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix own: <https://library.test/shapes#> .\n"
        "own:W a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ; sh:property own:near, own:late .\n"
        "own:near sh:path dcterms:spatial ; sh:in ( <https://library.test/vocab/place/FR> ) .\n"
        "own:late sh:path dcterms:issued ; sh:datatype <http://www.w3.org/2001/XMLSchema#gYear> .",
        encoding="utf-8",
    )
    found = json.loads(check(tmp_path, "--json").stdout)["findings"]
    said = {(each["cell"], each["value"]): each["message"] for each in found if each["rule"] in ("near", "late")}
    assert {("C2", "Deutschland"), ("C3", "KE"), ("B3", "5 May 2002")} <= said.keys()
    assert all(typed in message for (_, typed), message in said.items())


def test_the_table_names_a_row_in_its_own_language(tmp_path: Path) -> None:
    write_several(tmp_path, language="fr")
    (tmp_path / "books.csv").write_text('Title,Year,Country\n"One, 2001,Kenya\n', encoding="utf-8")
    check(tmp_path, "--report", str(tmp_path / "f.csv"))
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [each["Cellule"] for each in csv.DictReader(file)]
    assert any(each.startswith("ligne ") for each in cells)
    assert not any("row" in each for each in cells)


PRIVATE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix rl: <https://w3id.org/resource-ld/ns#> .
<https://library.test/shapes#work> a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ; sh:property <https://library.test/shapes#secret> .
<https://library.test/shapes#secret> a sh:PropertyShape ; sh:path dcterms:title ; sh:pattern "^((?!SECRET).)*$" ; rl:private true .
"""


PRIVATE_QUERY = (
    """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix rl: <https://w3id.org/resource-ld/ns#> .
<https://library.test/shapes#secret> a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ; rl:private true ;
  sh:sparql [ sh:message "{?value} names a person."@en ; sh:select """
    "'SELECT $this ?value WHERE { $this <http://purl.org/dc/terms/title> ?value FILTER(CONTAINS(STR(?value), \"SECRET\")) }' ] ."
)


@pytest.mark.parametrize(
    ("shapes", "cell"),
    [(PRIVATE, "A6"), (PRIVATE_QUERY, "row 6"), (PRIVATE_QUERY.replace("{?value} names", "It names"), "row 6")],
)
def test_a_private_finding_says_its_cell_and_no_text(catalogue: Catalogue, shapes: str, cell: str) -> None:
    (catalogue.folder / "shapes").mkdir()
    (catalogue.folder / "shapes" / "own.ttl").write_text(shapes, encoding="utf-8")
    catalogue.edit(CODE, "Code 8.7 SECRET Conference Report")
    catalogue.edit("Worldwide,Worldwide,2019,\nLeveraging", "Wordlwide,Worldwide,2019,\nLeveraging")
    names = ("f.csv", "f.json", "f.ttl")
    run(catalogue, "check", *(each for name in names for each in ("--report", str(catalogue.folder / name))))
    for name in names:
        text = (catalogue.folder / name).read_text(encoding="utf-8-sig")
        assert cell in text
        assert "SECRET" not in text
    assert "SECRET" not in run(catalogue, "check").output
    assert "must fix: off the site" in (catalogue.folder / "f.csv").read_text(encoding="utf-8-sig")


REFUSED = [
    ("f.doc", "no report ends in"),
    ("capacity-building.csv", "this is the catalogue itself"),
    ("no/folder/f.csv", "cannot be written"),
]


@pytest.mark.parametrize(("name", "sentence"), REFUSED)
def test_a_report_that_cannot_be_written_is_refused_in_a_sentence(
    catalogue: Catalogue, name: str, sentence: str
) -> None:
    result = run(catalogue, "check", "--report", str(catalogue.folder / name))
    assert isinstance(result.exception, ReleaseError)
    assert sentence in str(result.exception)
