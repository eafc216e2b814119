"""CSV and TSV as people save them, and as they break them."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resource_ld.config import Catalogue, Column
from resource_ld.errors import CatalogueError
from resource_ld.model import Finding, Row, Severity
from resource_ld.readers import check_columns, read

COLUMNS = (Column("Title", "title"), Column("Country", "country"))


def catalogue(name: str = "a.csv", **options: str) -> Catalogue:
    return Catalogue(name, COLUMNS, "a", **options)  # type: ignore[arg-type]


def rows(folder: Path, content: bytes, name: str = "a.csv", **options: str) -> list[Row | Finding]:
    (folder / name).write_bytes(content)
    return list(read(catalogue(name, **options), folder).rows)


def cells(folder: Path, content: bytes, name: str = "a.csv", **options: str) -> list[dict[str, tuple[str, ...]]]:
    return [dict(row.cells) for row in rows(folder, content, name, **options) if isinstance(row, Row)]


GOOD: list[tuple[bytes, dict[str, str]]] = [
    (b"Title,Country\nA,Poland\n", {}),
    (b"\xef\xbb\xbfTitle,Country\r\nA,Poland\r\n", {}),
    (b"Title;Country\nA;Poland\n", {}),
    (b"Title\tCountry\nA\tPoland\n", {}),
    (b"Title|Country\nA|Poland\n", {}),
    (b"\n\nTitle,Country\n\nA,Poland\n\n", {}),
    ("\ufeffTitle,Country\nA,Poland\n".encode("utf-16-le"), {}),
    (b'"Title","Country"\n"A","Poland"', {}),
]


@pytest.mark.parametrize(("content", "options"), GOOD)
def test_a_table_is_read_however_it_was_saved(tmp_path: Path, content: bytes, options: dict[str, str]) -> None:
    assert cells(tmp_path, content, **options) == [{"Title": ("A",), "Country": ("Poland",)}]


def test_a_declared_encoding_is_used_when_it_is_not_utf_8(tmp_path: Path) -> None:
    content = "Title;Country\nÉté;Côte d’Ivoire\n".encode("cp1252")
    assert cells(tmp_path, content, encoding="cp1252")[0]["Country"] == ("Côte d’Ivoire",)
    with pytest.raises(CatalogueError, match="line 2: byte 0xc9 is not utf-8.*CSV UTF-8"):
        rows(tmp_path, content)


def test_a_tsv_may_hold_commas(tmp_path: Path) -> None:
    assert cells(tmp_path, b"Title\tCountry\nA, B, C\tPoland\n", "a.tsv")[0]["Title"] == ("A, B, C",)


def test_a_row_knows_its_place_behind_cells_with_line_breaks(tmp_path: Path) -> None:
    found = rows(tmp_path, b'Title,Country\n"A\nB",Poland\nC,Kenya\n')
    assert isinstance(found[1], Row)
    assert str(found[1].at("Country")) == "a.csv, B3 (Country), line 4"


def test_repeated_columns_give_several_values_and_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"Title,Country,Country\nA,Poland,Kenya\n")
    table = read(catalogue(), tmp_path)
    assert [dict(row.cells) for row in table.rows if isinstance(row, Row)] == [
        {"Title": ("A",), "Country": ("Poland", "Kenya")}
    ]
    assert [each.rule for each in table.findings] == ["duplicate-header"]


def test_values_of_repeated_columns_know_their_own_cells(tmp_path: Path) -> None:
    found = rows(tmp_path, b"Country,Title,Country,,Country\nPoland,A,,,Kenya\n,B,Peru\n,C\n,D,,,Pe\x02ru\n")
    read_rows = [each for each in found if isinstance(each, Row)]
    first, second, third, fourth = read_rows
    assert [first.at("Country", each).cell() for each in range(2)] == ["A2", "E2"]
    assert [each.at("Country").cell() for each in (second, third)] == ["C3", "A4"]
    assert [each.place and each.place.cell() for each in fourth.problems] == ["E5"]


def test_values_of_rows_that_are_grouped_know_the_row_they_stand_in(tmp_path: Path) -> None:
    content = b"Title,Country,Year\nA,Kenya,\nB,Peru,2001\nA,Poland,2009\nA,Kenya,2010\nA,Spain,2009\n"
    first, second = rows(tmp_path, content, group_by="Title")
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert first.cells == {"Title": ("A",), "Country": ("Kenya", "Poland", "Spain"), "Year": ("2009", "2010")}
    assert [first.at("Country", each).cell() for each in range(3)] == ["B2", "B4", "B6"]
    assert [str(first.at("Year", each)) for each in range(2)] == [
        "a.csv, C4 (Year), line 4",
        "a.csv, C5 (Year), line 5",
    ]
    assert (first.place.row, first.at("Title").cell(), second.value_places) == (2, "A2", {})


BROKEN = [
    (b"Title,Country\nA,Poland\nB\x00,Kenya\nC,Peru\n", "character", 3),
    (b"Title,Country\nA,Poland\nB\x0bb,Kenya\nC,Peru\n", "character", 3),
    ("Title,Country\nA,Poland\nB\uffff,Kenya\nC,Peru\n".encode(), "character", 3),
    (b"Title,Country\nA,Poland\nB,Kenya,more\nC,Peru\n", "row-width", 3),
    (b"Title,Country\nA,Poland\n" + b"B" * (1 << 20) + b"B,Kenya\nC,Peru\n", "cell-size", 3),
]


@pytest.mark.parametrize(
    ("content", "rule", "row"), BROKEN, ids=[f"{rule}-{n}" for n, (_, rule, _) in enumerate(BROKEN)]
)
def test_a_row_that_cannot_be_read_is_a_finding_and_the_others_go_on(
    tmp_path: Path, content: bytes, rule: str, row: int
) -> None:
    found = rows(tmp_path, content)
    problem = next(each for row in found if isinstance(row, Row) for each in row.problems)
    assert (problem.rule, problem.severity) == (rule, Severity.VIOLATION)
    assert problem.place is not None
    assert problem.place.row == row
    assert [each.cells["Title"] for each in found if isinstance(each, Row) and not each.problems] == [("A",), ("C",)]


def test_a_value_under_no_header_is_said_with_its_cell(tmp_path: Path) -> None:
    found = rows(tmp_path, b"Title,,Country\nA,,Poland,,more,again\nB,x,Kenya,y\nC,,Peru,,\x02\n")
    problems = [each for row in found if isinstance(row, Row) for each in row.problems]
    assert [(each.rule, each.place and each.place.cell()) for each in problems] == [
        ("row-width", "E2"), ("row-width", "B3"), ("character", "E4"),
    ]  # fmt: skip
    assert [each.value for each in problems[:2]] == ["more", "x"]


def test_a_row_that_cannot_be_read_whole_keeps_the_cells_that_can(tmp_path: Path) -> None:
    found = rows(tmp_path, b"ID,Title,Country\nb1,A\x02,Poland\nb2,B,Kenya,x\n")
    assert [each.cells for each in found if isinstance(each, Row) and each.problems] == [
        {"ID": ("b1",), "Country": ("Poland",)},
        {"ID": ("b2",), "Title": ("B",), "Country": ("Kenya",)},
    ]


def test_an_unclosed_quote_is_said_with_the_line_where_it_opens(tmp_path: Path) -> None:
    found = rows(tmp_path, b'Title,Country\nA,Poland\n"B,Kenya\nC,Peru\n')
    problem = found[-1]
    assert isinstance(problem, Finding)
    assert (problem.rule, problem.place and problem.place.line) == ("quote", 3)
    assert len(found) == 2


FILES = [
    ("a.csv", b"", "the file is empty"),
    ("a.csv", b"\xef\xbb\xbf \n", "the file is empty"),
    ("a.csv", b"<!DOCTYPE html><html></html>", "this is a web page"),
    ("a.csv", b"\n <html><body>login</body></html>", "this is a web page"),
    ("a.csv", b"PK\x03\x04rest", "is a zip or Excel file.*Give it the ending .xlsx"),
    ("a.csv", b"\xd0\xcf\x11\xe0rest", "old Excel file.*Save it as .xlsx"),
    ("a.csv", b"%PDF-1.7", "is a PDF"),
    ("~$a.xlsx", b"x", "lock file of an open workbook"),
    ("a.ods", b"x", "the ending '.ods' is not known.*Save it as one of"),
    ("a.xlsx", b"not a zip", "damaged"),
    ("a.json", b"{", "not readable as JSON"),
    ("a.json", b"{}", "no list of records"),
    ("a.jsonl", b"[]\n", "no records were found"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), FILES)
def test_a_file_that_is_no_catalogue_has_its_own_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    with pytest.raises(CatalogueError, match=sentence) as caught:
        rows(tmp_path, content, name)
    assert "\n" not in str(caught.value)


def test_a_missing_file_names_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "catalogue.csv").write_bytes(b"x")
    with pytest.raises(CatalogueError, match="no such file. Did you mean 'catalogue.csv'"):
        read(catalogue("catalog.csv"), tmp_path)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(CatalogueError, match="this is a folder"):
        read(catalogue("folder.csv"), tmp_path)


def test_a_file_open_elsewhere_is_noted(tmp_path: Path) -> None:
    (tmp_path / "~$a.csv").write_bytes(b"x")
    (tmp_path / "a.csv").write_bytes(b"Title,Country\nA,Poland\n")
    assert [each.rule for each in read(catalogue(), tmp_path).findings] == ["open-in-excel"]


def test_a_renamed_column_is_one_error_that_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"Titel,Country\nA,Poland\n")
    with pytest.raises(CatalogueError, match="no column 'Title'. Did you mean 'Titel'"):
        check_columns(catalogue(), read(catalogue(), tmp_path))


def test_columns_nobody_mapped_are_listed_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"Title,Country,Notes,Shelf\nA,Poland,x,y\n")
    findings = check_columns(catalogue(), read(catalogue(), tmp_path))
    assert [(each.rule, "'Notes', 'Shelf'" in each.message) for each in findings] == [("not-published", True)]


def test_rows_that_share_an_id_are_merged(tmp_path: Path) -> None:
    content = b"Title,Country\nA,Poland\nB,Peru\nA,Kenya\nA,Poland\n"
    assert cells(tmp_path, content, group_by="Title") == [
        {"Title": ("A",), "Country": ("Poland", "Kenya")},
        {"Title": ("B",), "Country": ("Peru",)},
    ]


printable = (
    st.text(
        st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff\ufeff"),
        min_size=1,
        max_size=20,
    )
    .map(str.strip)
    .filter(bool)
)


@given(st.lists(st.tuples(printable, printable), min_size=1, max_size=8), st.sampled_from([",", ";", "\t", "|"]))
def test_what_pythons_writer_wrote_comes_back(
    tmp_path_factory: pytest.TempPathFactory, some: list[tuple[str, str]], delimiter: str
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([("Title", "Country"), *some])
    found = cells(tmp_path_factory.mktemp("csv"), text.getvalue().encode(), delimiter=delimiter)
    assert [(each["Title"][0], each["Country"][0]) for each in found] == some


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.tsv", "a.json", "a.jsonl", "a.xlsx"]))
def test_any_bytes_are_rows_findings_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    try:
        found = rows(tmp_path_factory.mktemp("bytes"), content, name)
    except CatalogueError:
        return
    assert all(isinstance(each, (Row, Finding)) for each in found)
