"""Two records with one DOI are said at each cell; two spellings of it are one."""

from tests.columns import add_columns
from tests.conftest import Catalogue

from resource_ld.model import Severity
from resource_ld.release.check import check_catalogue


def test_a_doi_of_two_records_is_said_at_each_cell(catalogue: Catalogue) -> None:
    dois = ["10.1000/ABC", "https://doi.org/10.1000/abc", "10.1000/other", "in press", "in press"]
    add_columns(catalogue, {"DOI": ("doi", dois), "Number": ("id", [f"n{each}" for each in range(9)])})
    checked = check_catalogue(catalogue.settings, catalogue.data_dir)
    found = [each for each in checked.findings if each.rule == "duplicate-doi"]
    assert [(each.severity, each.place.row, each.place.header, each.value) for each in found if each.place] == [
        (Severity.WARNING, 2, "DOI", "10.1000/ABC"),
        (Severity.WARNING, 3, "DOI", "10.1000/abc"),
    ]
    assert "capacity-building.csv:2, capacity-building.csv:3" in found[0].message


def test_rows_without_ids_that_differ_in_the_case_of_a_doi_are_one_record_twice(catalogue: Catalogue) -> None:
    add_columns(catalogue, {"DOI": ("doi", ["10.1000/ABC", "10.1000/abc", "in press", "in press"])})
    checked = check_catalogue(catalogue.settings, catalogue.data_dir)
    held = [each for each in checked.findings if each.rule in ("duplicate", "duplicate-doi")]
    assert [(each.rule, each.place.row) for each in held if each.place] == [("duplicate", 2), ("duplicate", 3)]
