"""`check --for`: how to register with an aggregator, and what each record misses, by cell."""

import json
from typing import Any

import pytest
from tests.cli.test_commands import run
from tests.columns import add_columns
from tests.conftest import Catalogue
from tests.profiles.said import titled
from tests.profiles.test_profiles import of

from resource_ld.model import Concept, LangText, Resource
from resource_ld.profiles import profile_of
from resource_ld.release.aggregators import AGGREGATORS, Aggregator

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


def test_a_date_of_making_is_none_of_publication(catalogue: Catalogue) -> None:
    complete(catalogue)
    catalogue.edit("European Economic Area,2009", "European Economic Area,")
    add_columns(catalogue, {"Made": ("created", ["2008"] * 9)})
    assert [each["what"] for each in checked(catalogue, "google")["missing"]] == [
        "no exact date or year of publication"
    ]
    assert checked(catalogue, "base")["missing"] == []


def test_a_doi_leads_to_the_object(catalogue: Catalogue) -> None:
    complete(catalogue)
    for kind in ("", ".pdf"):
        catalogue.edit(f"https://library.example.net/0{kind}", "", count=1)
    assert [each["what"] for each in checked(catalogue, "dpla")["missing"]] == ["no link to the object"]
    said = run(catalogue, "check", "--for", "dpla").output
    assert "missing link to the object: 1 of 9" in said
    assert "missing no" not in said
    add_columns(catalogue, {"DOI": ("doi", ["10.1000/182", *["in press"] * 8])})
    assert checked(catalogue, "dpla")["missing"] == []


def test_a_row_that_is_held_is_not_counted_and_is_said(catalogue: Catalogue) -> None:
    complete(catalogue)
    catalogue.edit("European Economic Area,2009", "European Economic Area,3000")
    said = checked(catalogue, "openaire")
    assert (said["records"], said["ready"], said["held"]) == (8, 8, 1)
    output = run(catalogue, "check", "--for", "openaire").output
    assert "8 of 8 records are ready for OpenAIRE." in output
    assert "1 row is held and not counted: see resource-ld check." in output


@pytest.mark.parametrize(
    "aggregator", [each for each in AGGREGATORS if profile_of(each.profile)], ids=lambda each: each.token
)
def test_what_a_profile_can_say_and_what_its_aggregator_asks_of_it_are_the_same(aggregator: Aggregator) -> None:
    profile = profile_of(aggregator.profile)
    assert profile is not None
    some = (
        Resource("r1", {}),
        titled(type=Concept("type", "report")),
        titled(access_rights=LangText("embargoed access", "en")),
    )
    said = {words for each in some for words in profile.lacks(of(each))}
    asked = {each.words for each in aggregator.asks if each.by_profile}
    assert asked == said


@pytest.mark.parametrize(
    ("header", "cell", "missing"),
    [
        (
            "Statement",
            "http://rightsstatements.org/vocab/InC/1.0/",
            "no licence or rights statement that Europeana takes",
        ),
        ("Language", "English", "no language of the text"),
        ("Kind", "report", "no type that Europeana knows"),
    ],
)
def test_europeanas_requirements_lead_to_their_column(
    catalogue: Catalogue, header: str, cell: str, missing: str
) -> None:
    complete(catalogue)
    catalogue.configure('type = "report"', "")
    add_columns(catalogue, {"Kind": ("type", ["report"] * 9)})
    text = catalogue.csv.read_text(encoding="utf-8")
    start = text.index(f",{cell},") if header != "Kind" else text.index(",report\n")
    catalogue.csv.write_text(f"{text[: start + 1]}{text[start + 1 + len(cell) :]}", encoding="utf-8")
    said = checked(catalogue, "europeana")
    assert said["missing"] == [{"what": missing, "records": 1, "mend": f"Write it in the column “{header}”."}]
    assert f"({header})" in said["findings"][0]["place"]


def test_the_end_of_an_embargo_is_brought_home_to_a_field_of_ones_own(catalogue: Catalogue) -> None:
    complete(catalogue)
    catalogue.edit("open access", "embargoed access")
    catalogue.edit("European Economic Area,2009", "European Economic Area,2009-02-03")
    (missing,) = checked(catalogue, "openaire")["missing"]
    assert missing["mend"] == (
        'No column holds it: add one, and under [catalogue.columns] the line "Available" = "available", '
        'and the table [fields.available] with dublin_core = "dcterms:available" and kind = "date".'
    )
    add_columns(catalogue, {"Available": ("available", ["2030-01-31"])})
    catalogue.configure(
        "[catalogue.defaults]",
        '[fields.available]\ndublin_core = "dcterms:available"\nkind = "date"\n\n[catalogue.defaults]',
    )
    assert checked(catalogue, "openaire")["missing"] == []
    catalogue.edit("2030-01-31", "")
    (missing,) = checked(catalogue, "openaire")["missing"]
    assert missing["mend"] == "Write it in the column “Available”."


def test_a_title_is_one_line_and_short(catalogue: Catalogue) -> None:
    catalogue.edit("Anti-Trafficking Data Collection", '"Anti-Trafficking\nData' + " and more" * 2000)
    catalogue.edit("– a Handbook,", '– a Handbook",')
    lines = run(catalogue, "check", "--for", "google").output.splitlines()
    assert any("Anti-Trafficking Data and more" in each and len(each) < 100 for each in lines)
    assert not any("and more" * 20 in each for each in lines)
