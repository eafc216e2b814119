"""A finding stands at the cell it is about, also where columns have one name and where rows are merged."""

from pathlib import Path

import openpyxl
import pytest

from resource_ld.config import load
from resource_ld.model import Effect, Finding
from resource_ld.release.check import Checked, check_catalogue

CONFIGURATION = """[site]
base_iri = "https://library.test/"
title = "Library"
publisher = { name = "Library" }
[[catalogue]]
path = "%s"
%s
[catalogue.columns]
ID = "id"
Title = "title@en"
Country = "country"
Year = "issued"
Other = "country"
"""
OWN = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix rl: <https://w3id.org/resource-ld/ns#> .
<https://library.test/shapes#work> a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ; sh:property <https://library.test/shapes#secret> .
<https://library.test/shapes#secret> sh:path dcterms:title ; sh:pattern "^((?!SECRET).)*$" ; rl:private true .
"""


def check(folder: Path, rows: list[str], ending: str = "csv", more: str = "") -> Checked:
    (folder / "resource-ld.toml").write_text(CONFIGURATION % (f"a.{ending}", more), encoding="utf-8")
    if ending == "csv":
        (folder / "a.csv").write_text("".join(f"{each}\n" for each in rows), encoding="utf-8")
        return check_catalogue(load(folder / "resource-ld.toml"), folder / ".data")
    book = openpyxl.Workbook()
    for each in rows:
        book.worksheets[0].append(each.split(","))
    book.save(folder / f"a.{ending}")
    return check_catalogue(load(folder / "resource-ld.toml"), folder / ".data")


def cells(checked: Checked, rule: str) -> list[tuple[str, str]]:
    return [(each.place.cell() if each.place else "", each.value) for each in checked.findings if each.rule == rule]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_value_of_a_repeated_column_is_reported_at_its_own_cell(tmp_path: Path, ending: str) -> None:
    rows = [
        "ID,Title,Country,Year,Country,Other,Country",
        "a1,One,Polnad,2001,Kenya,Kenya,Frnace",
        "a2,Two,,2001,Alemnia,,Polnad",
    ]
    assert cells(check(tmp_path, rows, ending), "unknown-place") == [
        ("C2", "Polnad"), ("G2", "Frnace"), ("E3", "Alemnia"), ("G3", "Polnad"),
    ]  # fmt: skip


def test_a_rule_reports_a_value_of_a_repeated_column_at_its_own_cell(tmp_path: Path) -> None:
    found = check(tmp_path, ["ID,Title,Country,Year,Other,Year", "a1,One,,2001,,", "a2,Two,,,,3000"])
    assert cells(found, "first-year-range") == [("F3", "3000")]


def test_a_value_of_a_merged_row_is_reported_in_the_row_it_stands_in(tmp_path: Path) -> None:
    rows = ["ID,Title,Country,Year,Other", "a1,One,Kenya,,", "a2,Two,Kenya,2001,", "a1,,Polnad,3000,Frnace"]
    found = check(tmp_path, rows, more='group_by = "ID"')
    assert cells(found, "unknown-place") == [("C4", "Polnad"), ("E4", "Frnace")]
    assert cells(found, "first-year-range") == [("D4", "3000")]
    assert (found.rows, found.resources, found.held) == (2, 1, 1)


def named(found: tuple[Finding, ...], rule: str) -> Finding:
    return next(each for each in found if each.rule == rule)


def test_what_holds_one_of_merged_rows_holds_them_all(tmp_path: Path) -> None:
    rows = ["ID,Title,Country,Year,Other", "a1,,Kenya,,", "a1,,Polnad,2001,"]
    found = check(tmp_path, rows, more='group_by = "ID"')
    assert named(found.findings, "unknown-place").effect is Effect.WITH_ROW
    both = check(tmp_path, ["ID,Title,Country,Year,Other", "a b,One,Kenya,,", "c d,One,,,"], more='group_by = "Title"')
    assert len({each.place and each.place.row for each in both.findings if each.effect is Effect.HELD}) == 2
    assert both.held == 1


def test_no_finding_in_merged_rows_says_a_title_that_is_private(tmp_path: Path) -> None:
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "own.ttl").write_text(OWN, encoding="utf-8")
    rows = ["ID,Title,Country,Year,Other", "a1,A SECRET one,Kenya,2001,", "a1,,Polnad,2001,"]
    found = check(tmp_path, rows, more='group_by = "ID"').findings
    assert named(found, "secret").private
    assert not any("SECRET" in f"{each.title} {each.value}" for each in found)
