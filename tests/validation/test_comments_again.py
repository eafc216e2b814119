"""A commented copy that is checked again says what is wrong now, once, and keeps what people wrote."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.comments import Comment

from resource_ld.cli import commands
from resource_ld.validation.reports.said_before import without_ours

CONFIG = """[site]
base_iri = "https://library.test/"
title = "L"
publisher = { name = "L" }
[[catalogue]]
path = "c.xlsx"
[catalogue.columns]
Title = "title"
Year = "issued"
Country = "country"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue with mistakes, one of them at a cell with a comment of a person."""
    (tmp_path / "resource-ld.toml").write_text(CONFIG, encoding="utf-8")
    book = openpyxl.Workbook()
    for row in (
        ("Title", "Year", "Country"),
        ("One", 3000, "Poland"),
        ("Two", 3000, "Polnad"),
        ("Three", 2000, "Kenya"),
    ):
        book.worksheets[0].append(row)
    book.worksheets[0]["B2"].comment = Comment("Ask Jane", "Editor")
    book.worksheets[0]["C4"].comment = Comment("Sure?", "Editor")
    book.save(tmp_path / "c.xlsx")
    return tmp_path


def check(folder: Path) -> dict[str, str]:
    """Check, put the copy in the place of the catalogue, and return its comments; each has one box."""
    config = str(folder / "resource-ld.toml")
    CliRunner().invoke(commands, ["--config", config, "check", "--report", str(folder / "f.xlsx")])
    shutil.move(folder / "f.xlsx", folder / "c.xlsx")
    said = comments(folder / "c.xlsx")
    with zipfile.ZipFile(folder / "c.xlsx") as package:
        drawn = "".join(package.read(each).decode() for each in package.namelist() if each.endswith(".vml"))
    boxes = re.findall(r"<(?:\w+:)?Row>(\d+)</(?:\w+:)?Row>\s*<(?:\w+:)?Column>(\d+)", drawn)
    assert sorted(f"{'ABC'[int(column)]}{int(row) + 1}" for row, column in boxes) == sorted(said)
    return said


def comments(path: Path) -> dict[str, str]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def edit(path: Path, *, saved: bool) -> None:
    """Mend B2 and B3, with openpyxl or in the package itself."""
    if saved:
        book = openpyxl.load_workbook(path)
        book.worksheets[0]["B2"], book.worksheets[0]["B3"] = 2001, 2002
        book.save(path)
        return
    with zipfile.ZipFile(path) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<v>3000</v>", b"<v>2001</v>")
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_a_copy_checked_again_says_the_same_once(folder: Path) -> None:
    first = check(folder)
    assert first["B2"].startswith("Ask Jane\nresource-ld: 3000 is too high")
    assert first["C4"] == "Sure?"
    assert check(folder) == first
    assert check(folder) == first
    with zipfile.ZipFile(folder / "c.xlsx") as package:
        text = next(package.read(each).decode() for each in package.namelist() if "comments" in each)
    assert text.count("resource-ld</") == 1


@pytest.mark.parametrize("saved", [False, True])
def test_what_is_mended_is_no_longer_said(folder: Path, saved: bool) -> None:
    first = check(folder)
    edit(folder / "c.xlsx", saved=saved)
    second = check(folder)
    assert second["B2"] == "Ask Jane"
    assert "B3" not in second
    assert second["C3"] == first["C3"].replace("held with its row", "published")
    assert second["C4"] == "Sure?"


def test_what_a_person_wrote_into_a_comment_of_ours_stays(folder: Path) -> None:
    first = check(folder)["B3"]
    book = openpyxl.load_workbook(folder / "c.xlsx")
    book.worksheets[0]["B3"].comment = Comment(f"Before\n{first}\nAfter", "resource-ld")
    book.save(folder / "c.xlsx")
    assert check(folder)["B3"] == f"Before\nAfter\n{first}"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice: apt-get install libreoffice-calc-nogui")
def test_comments_are_known_again_after_libreoffice(folder: Path) -> None:
    first = check(folder)
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(folder / "s"), str(folder / "c.xlsx")], check=True, capture_output=True, timeout=120)
    shutil.move(folder / "s" / "c.xlsx", folder / "c.xlsx")
    assert check(folder) == first


RUNS = [
    ("<t>resource-ld: a\nresource-ld: b</t>", None),
    ("<t>resource-ld: a&#10;mine&#10;resource-ld: b</t>", "<t>mine</t>"),
    ("<r><t>mine\nresou</t></r><r><rPr><b/></rPr><t>rce-ld: a</t></r>", "<r><t>mine</t></r>"),
    ("<r><t/></r><r><t>the resource-ld: b</t></r>", "<r><t/></r><r><t>the resource-ld: b</t></r>"),
]


@pytest.mark.parametrize(("held", "left"), RUNS)
def test_lines_of_ours_are_found_in_any_runs(held: str, left: str | None) -> None:
    comment = '<comments><commentList><comment ref="B2" authorId="0"><text>{}</text></comment></commentList></comments>'
    text, gone = without_ours(comment.format(held))
    assert gone == ([] if left else ["B2"])
    assert text == (comment.format(left) if left else "<comments><commentList></commentList></comments>")
