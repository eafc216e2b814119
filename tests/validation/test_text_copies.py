"""The commented copy of a text table: it reads back as the same rows, or is not written."""

import csv
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.test_xlsx import with_macros

from resource_ld.cli import commands
from resource_ld.config import Catalogue
from resource_ld.errors import CatalogueError, ReleaseError
from resource_ld.model import Finding, Place, Row, Severity
from resource_ld.readers import Table, read
from resource_ld.sentences import phrase
from resource_ld.validation.reports.workbook import from_table

CONFIG = """[site]
base_iri = "https://library.test/"
title = "L"
publisher = { name = "L" }
[[catalogue]]
path = "c.csv"
[catalogue.columns]
Title = "title"
Description = "description"
"""
LONG = "A description long enough to be of use to search engines and to readers of it."


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--config", str(folder / "resource-ld.toml"), *arguments])


def write(folder: Path, rows: list[list[str]]) -> None:
    (folder / "resource-ld.toml").write_text(CONFIG, encoding="utf-8")
    with (folder / "c.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Title", "Description"], *rows])


def copied(folder: Path, findings: list[Finding] | None = None) -> tuple[Table, Table]:
    """Return the table and its copy, as both are read."""
    source, copy = Catalogue("c.csv", (), "c", delimiter=","), Catalogue("c.xlsx", (), "c")
    table = read(source, folder)
    from_table(folder / "c.csv", source, folder / "c.xlsx", findings or [], "en")
    return table, read(copy, folder)


def content(table: Table) -> list[object]:
    """Return what a table says; of a row that is held, that it is."""
    rows = [
        (row.place.row, dict(row.cells)) if isinstance(row, Row) else ("held", row.place and row.place.row)
        for row in table.rows
    ]
    return [table.header, table.header_row, *rows]


PIECES = [
    "_x000D_", "_x005F_", "_x0041_", "_x00e9_", "_x41_", "_xD83D_", "_", "x", "a", "é", "😀", " ", "\n", "\r\n", "\r", "\t",
    "\x0b", "\x00", "\x85", "\ufffe", "<r>", "</r>", "<", "&amp;", "=1+1", "{=1}", "#REF!", "'", "0012", "1e5", "true", "2009-01-01",
    "https://example.org/", "mailto:", "\ufeff", '"', ",",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)


@settings(deadline=None)
@given(st.lists(st.lists(texts, max_size=4), min_size=1, max_size=5))
def test_a_copy_reads_back_as_the_table(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    folder = tmp_path_factory.mktemp("copy")
    write(folder, rows)
    try:
        table, copy = copied(folder)
    except ReleaseError as error:
        assert "has characters" in str(error)  # noqa: PT017 - one of two outcomes
        return
    assert content(copy) == content(table)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_a_copy_of_any_table_is_equal_or_refused(tmp_path_factory: pytest.TempPathFactory, start: bytes) -> None:
    folder = tmp_path_factory.mktemp("copy")
    (folder / "c.csv").write_bytes(start + b'\nTitle,"Year"\nA,B\n')
    try:
        table, copy = copied(folder)
    except (CatalogueError, ReleaseError):
        return
    assert content(copy) == content(table)


def test_an_unedited_copy_corrects_nothing_and_holds_what_was_held(tmp_path: Path) -> None:
    write(tmp_path, [["One", f"{LONG}\r\n\r\nwith breaks"], ["Two_x0041_", LONG], ["Three", f"{LONG}\x0bbreak"]])
    assert run(tmp_path, "publish").exit_code == 0
    assert run(tmp_path, "check", "--report", str(tmp_path / "c.xlsx")).exit_code == 1
    (tmp_path / "resource-ld.toml").write_text(CONFIG.replace("c.csv", "c.xlsx"), encoding="utf-8")
    said = json.loads(run(tmp_path, "check", "--json").stdout)
    assert said["held"] == 1
    assert [each["cell"] for each in said["findings"] if each["rule"] == "character"] == ["B4"]
    said = run(tmp_path, "publish", "--preview").output
    assert "No row is new, corrected or gone" in said
    assert "Solved" not in said


@pytest.mark.parametrize("text", ["x" * 32_768, "😀" * 16_384])
def test_a_text_no_workbook_holds_refuses_the_copy_and_names_its_cell(tmp_path: Path, text: str) -> None:
    write(tmp_path, [["One", LONG], ["Two", text]])
    result = run(tmp_path, "check", "--report", str(tmp_path / "r.xlsx"))
    assert isinstance(result.exception, ReleaseError)
    assert "B3 has 32,768 characters, and a cell of a workbook holds 32,767" in str(result.exception)
    assert "as .csv" in str(result.exception)
    assert not (tmp_path / "r.xlsx").exists()


def test_the_longest_text_a_workbook_holds_is_copied(tmp_path: Path) -> None:
    write(tmp_path, [["One", "x" * 32_767], ["Two", "😀" * 16_383]])
    table, copy = copied(tmp_path)
    assert content(copy) == content(table)


def test_a_text_like_markup_of_the_writer_is_copied(tmp_path: Path) -> None:
    write(tmp_path, [["<r></r>", "<r>a & b <t></r>"]])
    table, copy = copied(tmp_path)
    assert content(copy) == content(table)
    write(tmp_path, [["<r>_x000D_</r>"]])
    with pytest.raises(ReleaseError, match="A2 has characters"):
        copied(tmp_path)


def test_a_quote_that_is_never_closed_refuses_the_copy(tmp_path: Path) -> None:
    write(tmp_path, [["One", LONG]])
    with (tmp_path / "c.csv").open("a", encoding="utf-8") as file:
        file.write('"Two,lost\nThree,lost too\n')
    with pytest.raises(ReleaseError, match="a quote about line"):
        copied(tmp_path)


def test_a_comment_holds_what_a_workbook_can(tmp_path: Path) -> None:
    write(tmp_path, [["One", LONG]])
    problem = phrase("formula", value="\x0b" + "v" * 40_000)
    table, copy = copied(tmp_path, [Finding(Severity.WARNING, "formula", problem, Place("c.csv", "", 2, 1), "")])
    assert content(copy) == content(table)


def test_the_copy_of_a_workbook_with_macros_keeps_them_and_its_ending(tmp_path: Path) -> None:
    write(tmp_path, [])
    (tmp_path / "resource-ld.toml").write_text(CONFIG.replace("c.csv", "c.xlsm"), encoding="utf-8")
    book = openpyxl.Workbook()
    for row in (["Title", "Description"], ["", LONG]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "c.xlsm")
    with_macros(tmp_path / "c.xlsm")
    result = run(tmp_path, "check", "--report", str(tmp_path / "r.xlsx"))
    assert "the copy of c.xlsm ends in .xlsm" in str(result.exception)
    assert "Name it r.xlsm" in str(result.exception)
    run(tmp_path, "check", "--report", str(tmp_path / "r.xlsm"))
    with zipfile.ZipFile(tmp_path / "r.xlsm") as package:
        assert package.read("xl/vbaProject.bin") == b"macros"
        assert b"macroEnabled" in package.read("[Content_Types].xml")
        assert any("comments" in name for name in package.namelist())
