"""`check --for`: how to register with an aggregator, and what each record misses, by cell."""

import json
from typing import Any

import pytest
from tests.cli.test_commands import run
from tests.columns import add_columns
from tests.conftest import Catalogue

from resource_ld.release.aggregators import AGGREGATORS

TOKENS = [each.token for each in AGGREGATORS]


def checked(catalogue: Catalogue, token: str) -> dict[str, Any]:
    said = json.loads(run(catalogue, "check", "--for", token, "--json").stdout)
    assert isinstance(said, dict)
    return said


def complete(catalogue: Catalogue) -> None:
    """Add what every aggregator asks."""
    columns = {
        "Author": ("creator", "Kay, Alan"), "Page": ("url", "https://library.example.net/{}"),
        "File": ("file", "https://library.example.net/{}.pdf"), "Language": ("language", "English"),
        "Statement": ("rights_statement", "http://rightsstatements.org/vocab/InC/1.0/"), "Access": ("access_rights", "open access"),
        "Keyword": ("keyword@en", "data"), "Picture": ("thumbnail", "https://library.example.net/{}.png"),
    }  # fmt: skip
    add_columns(
        catalogue, {name: (field, [cell.format(n) for n in range(9)]) for name, (field, cell) in columns.items()}
    )


@pytest.mark.parametrize("token", TOKENS)
def test_registering_is_explained_first(catalogue: Catalogue, token: str) -> None:
    result = run(catalogue, "check", "--for", token)
    lines = result.output.splitlines()
    assert lines[0].endswith("how to register")
    assert any(line.startswith("  ") for line in lines[1:3])
    assert "First publish under an address of your own" in lines[1]
    assert "You hold no" in result.output
    assert result.exit_code == 1


@pytest.mark.parametrize("token", TOKENS)
def test_a_complete_catalogue_is_ready(catalogue: Catalogue, token: str) -> None:
    complete(catalogue)
    result = run(catalogue, "check", "--for", token)
    assert result.exit_code == 0, result.output
    assert "9 of 9 records are ready" in result.output
    assert "You hold no" not in result.output
    assert checked(catalogue, token)["missing"] == []


def test_what_a_column_could_hold_is_brought_home_to_its_row(catalogue: Catalogue) -> None:
    complete(catalogue)
    catalogue.edit("Kay, Alan", "", count=1)
    said = checked(catalogue, "google")
    (finding,) = [each for each in said["findings"] if each["field"] == "creator"]
    assert (finding["severity"], finding["message"]) == ("violation", "no author")
    assert finding["place"] == "capacity-building.csv, row 2 (Author), line 2"
    assert (said["records"], said["ready"]) == (9, 8)
    assert said["missing"] == [{"what": "no author", "records": 1, "mend": "Write it in the column “Author”."}]


def test_a_value_that_will_not_do_is_named_by_its_cell(catalogue: Catalogue) -> None:
    complete(catalogue)
    catalogue.edit("European Economic Area,2009", "European Economic Area,the nineties")
    (finding,) = checked(catalogue, "google")["findings"]
    assert finding["place"].startswith("capacity-building.csv, E2 (Year)")
    assert finding["value"] == "the nineties"


def test_a_field_without_a_column_says_which_line_to_add(catalogue: Catalogue) -> None:
    missing = {each["what"]: each["mend"] for each in checked(catalogue, "dpla")["missing"]}
    assert '"Web page" = "url"' in missing["no link to the object"]


def test_what_is_only_better_does_not_block(catalogue: Catalogue) -> None:
    complete(catalogue)
    catalogue.edit("https://library.example.net/3.png", "")
    result = run(catalogue, "check", "--for", "dpla")
    assert result.exit_code == 0
    assert "better with picture: 1 of 9" in result.output


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('contact = "library@example.org"', "", "europeana-contact"),
        ("publicdomain/zero/1.0", "licenses/by/4.0", "europeana-licence"),
        ('repository_id = "data.example.org"', "", "europeana-repository"),
    ],
)
def test_what_the_site_itself_misses_is_said(catalogue: Catalogue, old: str, new: str, rule: str) -> None:
    complete(catalogue)
    catalogue.configure(old, new)
    (finding,) = checked(catalogue, "europeana")["findings"]
    assert (finding["rule"], finding["place"]) == (rule, "resource-ld.toml")


def test_an_aggregator_nobody_knows_cannot_be_checked(catalogue: Catalogue) -> None:
    result = run(catalogue, "check", "--for", "nobody")
    assert result.exit_code == 2
    assert "openaire" in result.output
