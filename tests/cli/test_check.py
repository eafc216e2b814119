"""What a curator reads after `resource-ld check`: totals, causes, records, what is new and what is solved."""

import gzip
import json
import re
from collections.abc import Callable
from io import StringIO

import pytest
from flask.testing import FlaskClient
from rich.console import Console
from tests.cli.test_commands import run
from tests.columns import add_columns
from tests.conftest import Catalogue
from tests.edits import add, rows, write

from resource_ld.cli.showing import show_findings
from resource_ld.release.check import check_catalogue
from resource_ld.release.report import read_report

CODE = "Code 8.7 Conference Report"


def lines(catalogue: Catalogue, *arguments: str) -> list[str]:
    return run(catalogue, "check", *arguments).output.splitlines()


def test_totals_come_first_then_what_holds_rows(catalogue: Catalogue) -> None:
    catalogue.edit("2009", "3000")
    catalogue.edit("Poland", "Polnad")
    said = lines(catalogue)
    assert said[0] == "9 rows read: 8 ready to publish, 1 held back."
    assert said[1] == "1 to mend · one warning · 4 notes (4 causes)"
    assert said[3:5] == ["To mend", "  Year: too high · 1 record"]
    assert said[5].startswith(
        "    E2 · “Anti-Trafficking Data Collection and…” · Year: 3000 is too high. Expected a year from 1000 to"
    )
    assert said[5].endswith("[must fix: held]")
    assert (
        "    C2 · “Anti-Trafficking Data Collection and…” · Country: “Polnad” is not in the list of places, so it becomes a term of this catalogue. Poland? [warning: held with its row]"
        in said
    )


def test_findings_of_one_cause_stand_under_one_heading_with_their_values(catalogue: Catalogue) -> None:
    for name in ("Wordwide", "Wordlwide", "Wolrdwide", "Worldwiide", "Narnia"):
        catalogue.edit(",Worldwide,Worldwide,", f",{name},Worldwide,")
    said = lines(catalogue)
    at = said.index("  Country: not in the list of places · 5 records")
    assert said[at + 1].startswith("    C3 · “Human Trafficking: New Directions for…” · Country: “Wordwide”")
    assert "Worldwiide (Worldwide?) C6" in said[at + 2]
    assert "Narnia C7" in said[at + 2]


def test_what_is_said_once_is_true_of_all_it_stands_for(catalogue: Catalogue) -> None:
    catalogue.edit("2009", "3000")
    catalogue.edit("Poland", "Polnad")
    for _ in range(4):
        catalogue.edit(",Worldwide,Worldwide,", ",Narnia,Worldwide,")
    said = "\n".join(lines(catalogue))
    assert re.search(r"C2 .*“Polnad”.* \[warning: held with its row]", said)
    assert re.search(r"“Narnia” .* \[warning: published]", said)


def test_the_findings_of_a_record_can_be_read_together(catalogue: Catalogue) -> None:
    catalogue.edit("2009", "3000")
    catalogue.edit("Poland", "Polnad")
    said = lines(catalogue, "--by", "record")
    at = next(number for number, line in enumerate(said) if line.startswith("row 2 · “Anti-Trafficking"))
    assert said[at + 1].startswith("    E2 · Year: 3000 is too high.")
    assert said[at + 2].startswith("    C2 · Country: “Polnad”")
    assert any(line.startswith("capacity-building.csv as a whole") for line in said)


@pytest.mark.parametrize(("language", "opening"), [("fr", "« Anti-Trafficking"), ("es", "«Anti-Trafficking")])
def test_titles_stand_in_the_quotes_of_the_language(catalogue: Catalogue, language: str, opening: str) -> None:
    catalogue.edit("2009", "3000")
    for by in ("cause", "record"):
        said = run(catalogue, "check", "--language", language, "--by", by).output
        assert f" · {opening}" in said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
        assert "“" not in said


def test_findings_are_said_in_the_language_of_the_site_or_the_one_asked_for(catalogue: Catalogue) -> None:
    catalogue.edit("2009", "3000")
    assert "3000 es demasiado alto. Se espera un año de 1000 a" in run(catalogue, "check", "--language", "es").output
    catalogue.configure('languages = ["en", "fr"', 'languages = ["fr", "en"')
    output = run(catalogue, "check").output
    assert "Year : 3000 est trop élevé. Attendu : une année de 1000 à" in output
    assert "À corriger" in output


def test_what_is_new_and_what_is_solved_since_the_last_release(catalogue: Catalogue) -> None:
    catalogue.edit("Poland", "Polnad")
    catalogue.publish()
    assert "Since release 1: 0 new, 0 solved" in run(catalogue, "check").output
    catalogue.edit("Polnad", "Poland")
    catalogue.edit("Portugal", "Portgual")
    said = run(catalogue, "check").output
    assert "Since release 1: 1 new, 1 solved" in said
    assert "Solved: Country: not in the list of places (1)." in said
    assert "Country: not in the list of places · 1 record · 1 new" in said
    # A row that moves down keeps what is known of it.
    text = catalogue.csv.read_text(encoding="utf-8")
    catalogue.csv.write_text(
        text.replace(
            "Title,Description,Country,Region,Year,Category\n",
            "Title,Description,Country,Region,Year,Category\nNew,A description that is long enough to say what the new one is about.,Poland,Worldwide,2011,\n",
        ),
        encoding="utf-8",
        newline="",
    )
    assert "1 new, 1 solved" in run(catalogue, "check").output


def test_what_nobody_looked_at_is_neither_new_nor_solved(catalogue: Catalogue) -> None:
    catalogue.edit("Poland", "Polnad")
    catalogue.publish()
    catalogue.edit(",2009,", ",2009\x02,")
    assert "Since release 1: 1 new, 0 solved" in run(catalogue, "check").output
    catalogue.publish()
    assert "Since release 2: 0 new, 0 solved" in run(catalogue, "check").output
    catalogue.edit(",2009\x02,", ",2009,")
    said = run(catalogue, "check").output
    assert "Since release 2: 0 new, 1 solved" in said
    assert "Solved: Characters no format can carry (1)." in said
    catalogue.edit("Polnad", "Poland")
    assert "Since release 2: 0 new, 2 solved" in run(catalogue, "check").output


def test_a_row_without_id_and_title_is_known_again_wherever_it_moves(catalogue: Catalogue) -> None:
    add(catalogue, {"Description": "Nothing is known of this one but that it is here, in so many words."})
    catalogue.publish()
    some = rows(catalogue.csv)
    write(catalogue.csv, [some[-1], *some[:-1]])
    assert "Since release 1: 0 new, 0 solved" in run(catalogue, "check").output
    add(catalogue, {"Description": "Nor of this one."})
    assert "Since release 1: 1 new, 0 solved" in run(catalogue, "check").output
    write(catalogue.csv, some[:-1])
    said = run(catalogue, "check").output
    assert "Since release 1: 0 new, 1 solved" in said
    assert "Solved: Title: empty (1)." in said


def test_what_is_known_of_findings_outlasts_another_name_of_the_file(catalogue: Catalogue) -> None:
    catalogue.edit("Poland", "Polnad")
    add(catalogue, {"Description": "Nothing is known of this one but that it is here, in so many words."})
    catalogue.publish()
    run(catalogue, "check", "--report", str(catalogue.folder / "commented.xlsx"))
    catalogue.configure('path = "capacity-building.csv"', 'path = "commented.xlsx"\nname = "capacity-building"')
    assert "Since release 1: 0 new, 0 solved" in run(catalogue, "check").output


def test_a_held_row_that_gets_an_id_has_the_findings_it_had(catalogue: Catalogue) -> None:
    add_columns(catalogue, {"ID": ("id", ["b 1", *(f"b{number}" for number in range(2, 10))])})
    catalogue.edit("Poland", "Polnad")
    catalogue.publish()
    catalogue.edit("b 1", "b1")
    assert "Since release 1: 0 new, 1 solved" in run(catalogue, "check").output


def test_what_a_release_remembers_of_findings_holds_no_text(catalogue: Catalogue) -> None:
    catalogue.edit(CODE, "Secret Conference Report")
    catalogue.edit("2009", "3000")
    catalogue.publish()
    known = (catalogue.releases.current().path / "findings.json.gz").read_bytes()
    text = gzip.decompress(known).decode()
    assert "too high" in text
    assert "3000" not in text
    assert "Anti-Trafficking" not in text


def test_a_row_that_was_published_keeps_its_old_text_and_that_is_said(catalogue: Catalogue) -> None:
    catalogue.publish()
    catalogue.edit("2009", "3000")
    said = run(catalogue, "check").output
    assert "The site shows old text for: rftcxejqqrw." in said
    assert "[must fix: the old text stays]" in said
    assert said.startswith("9 rows read: 8 ready to publish, 1 held back.")


def test_a_terminal_gets_colours_and_wrapped_lines_and_a_file_plain_ones(catalogue: Catalogue) -> None:
    catalogue.edit("2009", "3000")
    found = check_catalogue(catalogue.settings, catalogue.data_dir)
    terminal = Console(force_terminal=True, width=60, color_system="standard", record=True, file=StringIO())
    show_findings(terminal, found.findings, "en")
    shown = terminal.export_text(styles=True)
    assert "\x1b[1;31m" in shown
    assert max(len(each) for each in terminal_text(shown)) <= 60
    assert "\x1b" not in run(catalogue, "check").output


def terminal_text(shown: str) -> list[str]:
    return re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()


def test_a_value_is_never_read_as_markup(catalogue: Catalogue) -> None:
    catalogue.edit("Poland", "[red]Pol[/red]")
    assert "“[red]Pol[/red]” is not in the list" in run(catalogue, "check").output


def test_the_public_report_says_causes_and_never_a_value_of_a_held_row(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.edit("Portugal", "Portgual")
    catalogue.edit("Human Trafficking: New Directions for Research,", "Withheld for now,")
    catalogue.edit(",2008,", ",3000,")
    catalogue.publish()
    client = make_client(catalogue)
    page = client.get("/report/").text
    assert "Country: not in the list of places" in page
    assert "Rows held back: 1" in page
    for hidden in ("Withheld", "3000", "too high"):
        assert hidden not in page
    assert "pas dans la liste des lieux" in client.get("/fr/report/").text


def test_the_public_report_says_nothing_of_a_held_row_whose_old_text_stays(catalogue: Catalogue) -> None:
    catalogue.publish()
    catalogue.edit("Portugal", "Portgual")
    catalogue.edit(",2009,", ",3000,")
    catalogue.publish()
    report = read_report(catalogue.releases.current().path)
    assert report["held"] == 1
    assert [each["rule"] for each in report["findings"]] == []


def test_the_public_report_keeps_the_causes_of_one_rule_apart(catalogue: Catalogue) -> None:
    (catalogue.folder / "shapes").mkdir()
    (catalogue.folder / "shapes" / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix own: <https://library.test/shapes#> .\n"
        "own:W a sh:NodeShape ; sh:targetClass dcterms:BibliographicResource ; sh:property own:plain .\n"
        "own:plain sh:path dcterms:spatial ; sh:maxCount 1 ; sh:pattern 'place/(P|CZ)' ; sh:severity sh:Warning .",
        encoding="utf-8",
    )
    catalogue.publish()
    found = [each for each in read_report(catalogue.releases.current().path)["findings"] if each["rule"] == "plain"]
    assert sorted(each["count"] for each in found) == [1, 1, 9]
    assert {each["label"] for each in found} == {"Country", "Region"}
    assert len({each["said"]["en"] for each in found}) == 2


@pytest.mark.parametrize(
    "gap", ["No link to the document", "No licence of the document", "Columns that are never filled"]
)
def test_what_is_no_error_and_worth_knowing_is_one_note(catalogue: Catalogue, gap: str) -> None:
    said = lines(catalogue)
    assert said[1] == "4 notes (4 causes)"
    at = said.index(f"  {gap}")
    assert "9 of 9 records have no" in said[at + 1] or "The column “Category” is never filled" in said[at + 1]


def test_what_lacks_is_asked_of_the_column_that_is_best_for_it(catalogue: Catalogue) -> None:
    add_columns(catalogue, {"Page": ("url", []), "DOI": ("doi", []), "Made": ("created", [])})
    said = "\n".join(lines(catalogue))
    assert "Fill the column “Page” where you can." in said
    assert "Fill the column “DOI”" not in said


DEFAULTS = '\naudience = "Polise"\nlanguage = "Englsh"\nsource_url = "htp://example.org/a"\n'


def test_what_is_found_in_a_default_is_said_once_where_it_is_written(catalogue: Catalogue) -> None:
    catalogue.configure('type = "report"', 'type = "report"' + DEFAULTS)
    said = lines(catalogue)
    at = said.index("  language: not in the list of languages")
    assert said[at + 1] == (
        "    resource-ld.toml[catalogue.defaults of capacity-building.csv] · language: “Englsh” is not in the list of languages, so it becomes a term of this catalogue. English?"
        " [warning: published]"
    )
    findings = json.loads(run(catalogue, "check", "--json").output)["findings"]
    found = [each for each in findings if each["file"] == "resource-ld.toml"]
    assert [(each["sheet"], each["column"], each["rule"]) for each in found] == [
        ("catalogue.defaults of capacity-building.csv", "audience", "unknown-audience"),
        ("catalogue.defaults of capacity-building.csv", "language", "unknown-language"),
        ("catalogue.defaults of capacity-building.csv", "source_url", "address"),
    ]


def test_a_default_that_is_mended_is_solved(catalogue: Catalogue) -> None:
    catalogue.configure('type = "report"', 'type = "report"' + DEFAULTS)
    catalogue.publish()
    assert "Since release 1: 0 new, 0 solved" in run(catalogue, "check").output
    catalogue.configure("Englsh", "English")
    assert "Solved: language: not in the list of languages (1)." in lines(catalogue)
