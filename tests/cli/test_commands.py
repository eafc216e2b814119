"""Every command as a person types it."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conftest import Catalogue

from resource_ld.cli import commands
from resource_ld.errors import ResourceLDError
from resource_ld.release.current import Release
from resource_ld.release.report import read_report

CODE = "Code 8.7 Conference Report"


def run(catalogue: Catalogue, *arguments: str) -> Result:
    config = str(catalogue.folder / "resource-ld.toml")
    result = CliRunner().invoke(commands, ["--config", config, *arguments])
    if isinstance(result.exception, Exception) and not isinstance(result.exception, (SystemExit, ResourceLDError)):
        raise result.exception
    return result


@pytest.fixture
def first(catalogue: Catalogue) -> Catalogue:
    assert run(catalogue, "publish", "--preview").exit_code == 0
    return catalogue


def test_check_names_the_cell_and_exits_with_1_when_a_row_is_held(catalogue: Catalogue) -> None:
    assert run(catalogue, "check").exit_code == 0
    catalogue.edit("Code 8.7 Conference Report,", ",")
    result = run(catalogue, "check")
    assert result.exit_code == 1
    assert result.output.startswith("9 rows read: 8 ready to publish, 1 held back.\n1 to mend · 4 notes")
    assert "A6 · Title: The row has no title. Write one. [must fix: held]" in result.output


def test_check_as_json_is_read_by_programs(catalogue: Catalogue) -> None:
    catalogue.edit("Poland", "Polnad")
    said = json.loads(run(catalogue, "check", "--json").stdout)
    finding = next(each for each in said["findings"] if each["rule"] == "unknown-place")
    assert (finding["severity"], finding["field"], finding["value"]) == ("warning", "country", "Polnad")
    assert (finding["cell"], finding["column"], finding["suggestion"]) == ("C2", "Country", ["Poland"])
    assert finding["iri"].endswith("/resource/rftcxejqqrw")


def test_publish_refuses_a_base_only_this_machine_knows(catalogue: Catalogue) -> None:
    result = run(catalogue, "publish")
    assert "--preview" in str(result.exception)


def test_publish_speaks_the_first_language_of_the_site(catalogue: Catalogue) -> None:
    toml = catalogue.folder / "resource-ld.toml"
    toml.write_text(
        re.sub("^languages = .*", 'languages = ["fr", "en"]', toml.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )
    said = run(catalogue, "publish", "--preview").output.splitlines()
    assert said[0] == "9 nouvelles notices."
    assert re.fullmatch(r"Version 1 : 9 ressources, \d+ triplets \(9 nouvelles\)\.", said[-1])
    assert run(catalogue, "publish", "--preview").output == "Rien n’a changé ; le site reste tel qu’il est.\n"


def test_publish_says_when_nothing_changed(first: Catalogue) -> None:
    assert "Nothing changed" in run(first, "publish", "--preview").output


def test_a_withdrawn_record_is_gone_until_it_is_restored(first: Catalogue) -> None:
    gone = first.ids()[CODE]
    run(first, "withdraw", gone, "--reason", "asked for by the author")
    run(first, "publish", "--preview")
    entry = first.releases.current().index.get(f"resource/{gone}")
    assert entry is not None
    assert (entry.state, entry.reason, entry.description) == ("withdrawn", "asked for by the author", "")
    assert CODE not in first.ids()
    first.edit("Code 8.7 Conference Report", "Code 8.7: Conference Report")
    run(first, "publish", "--preview")
    assert gone not in first.ids().values()
    run(first, "restore", gone)
    run(first, "publish", "--preview")
    assert first.ids()["Code 8.7: Conference Report"] == gone


def test_a_take_down_leaves_the_text_nowhere(first: Catalogue) -> None:
    gone = first.ids()[CODE]
    first.edit("Identificaction", "Identification")
    run(first, "publish", "--preview")
    result = run(first, "withdraw", gone, "--reason", "court order", "--take-down")
    assert "Out of reach" in result.output
    assert first.releases.numbers() == [3]
    for path in first.data_dir.rglob("*"):
        assert not path.is_file() or b"brought together the artificial intelligence" not in path.read_bytes()
    assert "brought together" not in run(first, "dump", "csv").stdout
    assert first.releases.current().index.count("resource") == 8


def test_a_merged_record_redirects(first: Catalogue) -> None:
    ids = first.ids()
    one, other = ids[CODE], ids["Human Trafficking: New Directions for Research"]
    run(first, "merge", one, other)
    run(first, "publish", "--preview")
    entry = first.releases.current().index.get(f"resource/{one}")
    assert entry is not None
    assert (entry.state, entry.target) == ("merged", other)


def pending(first: Catalogue) -> str:
    old = first.ids()[CODE]
    text = first.csv.read_text(encoding="utf-8")
    start, end = text.index(f"{CODE},"), text.index("Leveraging Innovation")
    changed = (
        text[:start]
        + f"{CODE}s,Something quite different that is long enough to count as a description here.,Worldwide,Worldwide,2019,\n"
        + text[end:]
    )
    first.csv.write_text(changed, encoding="utf-8", newline="")
    run(first, "publish", "--preview")
    assert first.ids()[CODE] == old
    return old


def test_same_decides_that_a_row_is_a_record(first: Catalogue) -> None:
    old = pending(first)
    run(first, "same", old, "capacity-building.csv:6")
    run(first, "publish", "--preview")
    assert first.ids()[f"{CODE}s"] == old
    assert len(first.ids()) == 9


def test_new_decides_that_a_row_is_a_record_of_its_own(first: Catalogue) -> None:
    old = pending(first)
    run(first, "new", "capacity-building.csv:6")
    run(first, "publish", "--preview")
    assert first.ids()[f"{CODE}s"] != old
    entry = first.releases.current().index.get(f"resource/{old}")
    assert entry is not None
    assert entry.state == "gone"


def test_after_a_rollback_the_report_says_what_it_said_and_nothing_is_new(catalogue: Catalogue) -> None:
    catalogue.edit("Portugal", "Portgual")
    run(catalogue, "publish", "--preview")
    catalogue.edit("Code 8.7 Conference Report", "Code 8.7 Report")
    run(catalogue, "publish", "--preview")
    assert run(catalogue, "rollback", "1").exit_code == 0
    first, _, third = (Release(catalogue.releases.folder(number)) for number in catalogue.releases.numbers())
    assert read_report(third.path) == read_report(first.path)
    assert [each["rule"] for each in read_report(third.path)["findings"]] == ["unknown-place"]
    assert "Since release 3: 0 new, 0 solved" in run(catalogue, "check").output


def test_rollback_is_a_new_release_and_is_not_undone_by_itself(first: Catalogue) -> None:
    before = first.ids()
    first.edit("Identificaction", "Identification")
    run(first, "publish", "--preview")
    result = run(first, "rollback", "1")
    assert result.exit_code == 0
    assert first.releases.current().number == 3
    assert first.ids() == before
    assert "rollback undid" in str(run(first, "publish", "--preview").exception)
    assert run(first, "publish", "--preview", "--confirm").exit_code == 0
    assert any("Identification and" in title for title in first.ids())


def test_explain_shows_a_record_and_a_row(first: Catalogue) -> None:
    resource_id = first.ids()[CODE]
    by_id = run(first, "explain", resource_id).output
    assert "published since release 1" in by_id
    assert "dcterms:title" in by_id
    assert run(first, "explain", f"http://127.0.0.1:8000/resource/{resource_id}").output == by_id
    by_row = run(first, "explain", "capacity-building.csv:6").output
    assert f"A6 Title → title: {CODE}" in by_row


def test_dump_and_query_answer_from_the_release(first: Catalogue) -> None:
    assert CODE in run(first, "dump", "csv").stdout
    query = "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?t { ?r dcterms:title ?t ; dcterms:spatial <http://127.0.0.1:8000/vocab/place/PL> }"
    answer = run(first, "query", query).stdout
    assert "Anti-Trafficking Data Collection" in answer


def test_init_guesses_a_configuration_that_publishes(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    (tmp_path / "resource-ld.toml").unlink()
    result = run(catalogue, "init", str(catalogue.csv), "--yes")
    assert "'Country' → country" in result.output
    assert catalogue.settings.catalogues[0].separator == "\n"
    assert run(catalogue, "publish", "--preview").exit_code == 0
    assert len(catalogue.ids()) == 9


def test_init_writes_a_name_for_harvesters_where_the_address_has_one(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    config = tmp_path / "resource-ld.toml"
    for address, name in (("https://data.library.test:8443/x/", "data.library.test"), ("http://127.0.0.1:8000/", "")):
        config.unlink()
        answers = f"\n\n\n\n\n\nMy site\n{address}\nA library\n"
        result = CliRunner().invoke(commands, ["--config", str(config), "init", str(catalogue.csv)], input=answers)
        assert result.exit_code == 0, result.output
        assert catalogue.settings.site.repository_id == name
        assert "repository_id" in config.read_text(encoding="utf-8")
        assert ("No name for harvesters" in run(catalogue, "check").output) == (not name)
        assert "No address for harvesters" in run(catalogue, "check").output


def test_init_asks_and_takes_corrections(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    config = tmp_path / "resource-ld.toml"
    config.unlink()
    answers = "\n\n\n-\n\n\nMy site\nhttps://data.library.test/\nA library\n"
    result = CliRunner().invoke(commands, ["--config", str(config), "init", str(catalogue.csv)], input=answers)
    assert result.exit_code == 0, result.output
    assert catalogue.settings.site.title == "My site"
    assert catalogue.settings.catalogues[0].ignore == ("Region",)


def test_demo_publishes_in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(commands, ["demo", "--no-serve"])
    assert result.exit_code == 0, result.output
    assert "Release 1: 9 resources" in result.output
