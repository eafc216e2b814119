"""A violation holds its row, not the release (invariant 7)."""

from collections.abc import Callable

import openpyxl
import pytest
from flask.testing import FlaskClient
from tests.cli.test_commands import run
from tests.columns import add_columns
from tests.conftest import Catalogue
from tests.edits import rows, write

from resource_ld.errors import ShapesError
from resource_ld.model import Effect
from resource_ld.release.check import check_catalogue
from resource_ld.release.decisions import withdraw

pytestmark = pytest.mark.slow
CODE = "Code 8.7 Conference Report"
OWN = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix rl: <https://w3id.org/resource-ld/ns#> .
<https://library.test/shapes#work> a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ; sh:property <https://library.test/shapes#secret> .
<https://library.test/shapes#secret> a sh:PropertyShape ; sh:path dcterms:title ; sh:pattern "^((?!SECRET).)*$" ; sh:severity sh:Violation ;
  sh:name "No secrets" ; sh:message "The title holds a secret." %s .
"""


def test_a_held_row_shows_its_last_good_description_and_is_said(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.publish()
    before = catalogue.ids()
    (catalogue.folder / "shapes").mkdir()
    (catalogue.folder / "shapes" / "own.ttl").write_text(OWN % "", encoding="utf-8")
    catalogue.edit(CODE, "Code 8.7 SECRET Conference Report")
    outcome = catalogue.publish(confirm_removals=True)
    assert outcome.old == (before[CODE],)
    assert catalogue.ids() == before
    assert [each.rule for each in outcome.findings if each.rule == "secret"] == ["secret"]
    assert "capacity-building.csv, A6" in str(next(each for each in outcome.findings if each.rule == "secret").place)
    report = make_client(catalogue).get("/report/").text
    assert "SECRET" not in report
    assert "Rows held back: 1" in report


def test_a_private_finding_leaves_no_old_text_up(catalogue: Catalogue) -> None:
    catalogue.publish()
    gone = catalogue.ids()[CODE]
    (catalogue.folder / "shapes").mkdir()
    (catalogue.folder / "shapes" / "own.ttl").write_text(OWN % "; rl:private true", encoding="utf-8")
    catalogue.edit(CODE, "Code 8.7 SECRET Conference Report")
    said = run(catalogue, "check").output
    assert f"1 record will disappear: “{gone}”." in said
    assert "SECRET" not in said
    outcome = catalogue.publish(confirm_removals=True)
    assert CODE not in catalogue.ids()
    entry = catalogue.releases.current().index.get(f"resource/{gone}")
    assert entry is not None
    assert (entry.state, entry.description) == ("gone", "")
    assert not any("SECRET" in each.value for each in outcome.findings if each.rule == "secret")


def test_a_new_row_that_is_held_is_nowhere(catalogue: Catalogue) -> None:
    catalogue.edit(f"{CODE},", ",")
    outcome = catalogue.publish()
    assert outcome.counts["held"] == 1
    assert len(catalogue.ids()) == 8


def test_a_concept_that_violates_a_shape_refuses_the_release(catalogue: Catalogue) -> None:
    catalogue.publish()
    (catalogue.folder / "vocab").mkdir()
    own = '<vocab/place/x> a <http://www.w3.org/2004/02/skos/core#Concept> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "X"@en .'
    (catalogue.folder / "vocab" / "own.ttl").write_text(own, encoding="utf-8")
    found = check_catalogue(catalogue.settings, catalogue.data_dir)
    assert found.blocks
    assert next((str(each.place), each.title) for each in found.findings if each.outcome is Effect.REFUSED) == (
        "vocab/place/x",
        "X",
    )
    with pytest.raises(ShapesError, match="vocab/place/x: .*: A term belongs to a list"):
        catalogue.publish()
    assert catalogue.releases.current().number == 1


OF_THE_CATALOGUE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix own: <https://library.test/shapes#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix void: <http://rdfs.org/ns/void#> .
own:Catalog a sh:NodeShape ; sh:targetClass dcat:Catalog ; sh:property own:rights, own:large .
own:rights sh:path dcterms:rights ; sh:minCount 1 ; sh:name "Rights of the catalogue"@en ; sh:severity {severity} .
own:large sh:path void:triples ; sh:minInclusive 100 .
"""


def test_what_publish_refuses_of_the_catalogue_check_says_before(catalogue: Catalogue) -> None:
    (catalogue.folder / "shapes").mkdir()
    own = catalogue.folder / "shapes" / "own.ttl"
    own.write_text(OF_THE_CATALOGUE.format(severity="sh:Violation"), encoding="utf-8")
    said = run(catalogue, "check")
    assert said.exit_code == 1
    assert "9 ready to publish, 0 held back" in said.output
    line = "resource-ld.toml[site] · “Capacity Building” · It is empty. [must fix: nothing is published]"
    assert line in said.output
    with pytest.raises(
        ShapesError, match=r"resource-ld.toml\[site\]: Rights of the catalogue: It is empty\. Mend \[site\] there\."
    ):
        catalogue.publish()
    own.write_text(OF_THE_CATALOGUE.format(severity="sh:Warning"), encoding="utf-8")
    assert run(catalogue, "check").exit_code == 0
    outcome = catalogue.publish()
    assert [(each.rule, each.outcome) for each in outcome.findings if each.rule == "rights"] == [("rights", None)]
    assert outcome.counts["held"] == 0


def stays_up(catalogue: Catalogue, before: dict[str, str], rules: set[str], *kept: str) -> None:
    """Check and publish; see that no record left the site and that each finding of the held rows says why."""
    checked = check_catalogue(catalogue.settings, catalogue.data_dir)
    outcome = catalogue.publish()
    for found, old in ((checked.findings, checked.old), (outcome.findings, outcome.old)):
        assert {(each.rule, each.outcome) for each in found if each.rule in rules} == {
            (each, Effect.OLD) for each in rules
        }
        assert set(old) == set(kept)
    assert checked.vanishing == ()
    assert catalogue.ids() == before
    assert {each.state for each in catalogue.releases.current().index.entries("resource")} == {"published"}


EDITS = {
    "no title": (f"{CODE},", ",", "title"),
    "a control character in the title": (CODE, f"{CODE}\x02", "character"),
    "a control character elsewhere": (",2019,", ",2019\x02,", "character"),
    "an id that is none": ("b5", "b 5!", "id"),
    "a cell too many": ("b5", "b5,x", "row-width"),
}
"""What was typed, what stands there now, and the rule that holds the row."""


def numbered(catalogue: Catalogue) -> dict[str, str]:
    """Give the records ids, publish them and return title → id."""
    add_columns(catalogue, {"ID": ("id", [f"b{number}" for number in range(1, 10)])})
    catalogue.publish()
    return catalogue.ids()


@pytest.mark.parametrize("edit", EDITS)
def test_a_row_held_before_shacl_keeps_its_old_text_by_its_id(catalogue: Catalogue, edit: str) -> None:
    before = numbered(catalogue)
    (row,) = (each for each in catalogue.csv.read_text(encoding="utf-8").splitlines() if CODE in each)
    typed, stands, rule = EDITS[edit]
    catalogue.edit(row, row.replace(typed, stands))
    stays_up(catalogue, before, {rule}, "b5")
    assert "[must fix: the old text stays]" in run(catalogue, "check").output


def test_a_row_held_without_an_id_keeps_its_old_text_by_its_key_or_description(catalogue: Catalogue) -> None:
    catalogue.publish()
    before = catalogue.ids()
    catalogue.edit(f"{CODE},", ",")
    stays_up(catalogue, before, {"title"}, before[CODE])


def test_an_error_in_a_cell_of_a_workbook_keeps_the_old_text(catalogue: Catalogue) -> None:
    before = numbered(catalogue)
    book = openpyxl.Workbook()
    assert book.active is not None
    some = rows(catalogue.csv)
    book.active.append(list(some[0]))
    for each in some:
        book.active.append([*each.values()])
    book.active["E2"] = "#N/A"
    book.active["E2"].data_type = "e"
    book.save(catalogue.folder / "capacity-building.xlsx")
    catalogue.configure("capacity-building.csv", "capacity-building.xlsx")
    stays_up(catalogue, before, {"formula"}, "b1")


def test_a_held_row_like_nothing_leaves_up_what_nothing_is(catalogue: Catalogue) -> None:
    before = numbered(catalogue)
    some = rows(catalogue.csv)
    some[4] |= {"ID": "", "Title": "", "Description": "Short.", "Year": ""}
    write(catalogue.csv, some)
    stays_up(catalogue, before, {"title"}, "b5")


def test_what_an_open_quote_hides_stays_up(catalogue: Catalogue) -> None:
    before = numbered(catalogue)
    catalogue.edit(f"{CODE},", f'"{CODE},')
    stays_up(catalogue, before, {"quote"}, *(f"b{number}" for number in range(5, 10)))


def test_two_rows_with_one_id_say_that_the_old_text_stays(catalogue: Catalogue) -> None:
    before = numbered(catalogue)
    some = rows(catalogue.csv)
    write(catalogue.csv, [*some, {**some[4], "Title": "Another work"}])
    stays_up(catalogue, before, {"duplicate-id"}, "b5")


def test_a_withdrawn_record_with_held_rows_leaves_no_old_text_up(catalogue: Catalogue) -> None:
    numbered(catalogue)
    some = rows(catalogue.csv)
    write(catalogue.csv, [*some, {**some[4], "Title": "Another work"}])
    withdraw(catalogue.settings, catalogue.data_dir, "b5", "a mistake")
    assert catalogue.publish().old == ()
    assert "b5" not in catalogue.ids().values()


def test_a_row_that_is_mended_is_its_record_again(catalogue: Catalogue) -> None:
    before = numbered(catalogue)
    catalogue.edit(f"{CODE},", ",")
    catalogue.publish()
    text = catalogue.csv.read_text(encoding="utf-8")
    write(catalogue.csv, [each | {"Title": each["Title"] or CODE} for each in rows(catalogue.csv)])
    assert text != catalogue.csv.read_text(encoding="utf-8")
    outcome = catalogue.publish()
    assert (outcome.old, catalogue.ids()) == ((), before)


def test_checking_says_what_would_disappear(catalogue: Catalogue) -> None:
    numbered(catalogue)
    write(catalogue.csv, [each for each in rows(catalogue.csv) if each["Title"] != CODE])
    assert f"1 record will disappear: “{CODE}”." in run(catalogue, "check").output
    catalogue.publish()
    assert "will disappear" not in run(catalogue, "check").output


def test_a_row_that_cannot_be_read_holds_those_it_is_merged_with(catalogue: Catalogue) -> None:
    before = numbered(catalogue)
    catalogue.configure('path = "capacity-building.csv"', 'path = "capacity-building.csv"\ngroup_by = "ID"')
    some = rows(catalogue.csv)
    write(catalogue.csv, [*some, {**some[4], "Country": "Kenya\x02"}])
    stays_up(catalogue, before, {"character"}, "b5")
