"""Two real catalogues: one in two syntaxes that must say the same, one of a museum with dates in words."""

import shutil
from pathlib import Path

import pytest

from resource_ld.config import load
from resource_ld.identifiers import register
from resource_ld.mapping.description import Describer
from resource_ld.model import Date, Severity
from resource_ld.release.collect import Plan, collect, plan
from resource_ld.release.inputs import own_vocabulary
from resource_ld.terms import ntriples

PROJECT = Path(__file__).resolve().parents[2]
CORPORA = PROJECT.parent / "shared" / "corpora"
pytestmark = pytest.mark.skipif(not CORPORA.exists(), reason="the corpora lie beside the project in shared/corpora")


def planned(folder: Path, configuration: str, data: str) -> tuple[Plan, dict[str, str]]:
    shutil.copy(PROJECT / "examples" / configuration, folder / "resource-ld.toml")
    shutil.copy(CORPORA / data, folder / Path(data).name)
    settings = load(folder / "resource-ld.toml")
    vocabulary, _ = own_vocabulary(settings)
    decided = plan(collect(settings, vocabulary), register([]), title_of=lambda _: "")
    describer = Describer(settings, vocabulary)
    return decided, {each.id: ntriples(describer.describe(each).document) for each, _ in decided.resources()}


def said_differently() -> set[str]:
    """Return the ids of records for which the two files of the library hold different texts (a line break as `\\n`, `/` for a backslash)."""
    import csv
    import json

    with (CORPORA / "nypl/pd_collections.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["UUID"]: row for row in csv.DictReader(file)}
    found = set()
    for line in (CORPORA / "nypl/pd_collections.ndjson").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        row = rows[record["UUID"]]
        same = (
            row["Title"].strip() == record["title"].strip()
            and [each.strip() for each in row["Description"].split(" | ") if each.strip()]
            == [each.strip() for each in record["description"]]
            and row["Identifier Call Number"].strip() == (record["identifierCallNumber"] or "").strip()
        )
        found |= set() if same else {record["UUID"]}
    return found


def both(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    for name in "ab":
        (folder / name).mkdir()
    _, from_csv = planned(folder / "a", "nypl/csv.toml", "nypl/pd_collections.csv")
    _, from_json = planned(folder / "b", "nypl/ndjson.toml", "nypl/pd_collections.ndjson")
    return from_csv, from_json


def test_a_catalogue_as_csv_and_as_ndjson_is_described_the_same(tmp_path: Path) -> None:
    from_csv, from_json = both(tmp_path)
    different = {each for each in from_csv if from_csv[each] != from_json[each]}
    assert len(from_csv) == len(from_json) == 932
    assert different == said_differently()
    assert len(different) == 11


def test_a_museum_keeps_its_dates_and_every_work(tmp_path: Path) -> None:
    decided, descriptions = planned(tmp_path, "tate/artworks.toml", "tate/artworks.jsonl")
    assert len(descriptions) == 800
    assert not any(each.severity is Severity.VIOLATION for each in decided.findings)
    dates = [
        value
        for resource, _ in decided.resources()
        for value in resource.values.get("issued", ())
        if isinstance(value, Date)
    ]
    unknown = [each for each in dates if each.text == "date not known"]
    assert unknown
    assert all(each.year_from is None and not each.value for each in unknown)
    approximate = next(each for each in dates if each.text == "c.1799–1802")
    assert (approximate.year_from, approximate.year_until) == (1799, 1802)


def test_without_the_museums_own_key_works_that_say_the_same_are_held(tmp_path: Path) -> None:
    text = (PROJECT / "examples/tate/artworks.toml").read_text(encoding="utf-8")
    assert 'acno = "source_id"' in text
    decided, _ = planned(tmp_path, "tate/artworks.toml", "tate/artworks.jsonl")
    (tmp_path / "resource-ld.toml").write_text(
        text.replace('acno = "source_id"\n', "").replace('url = "url"\n', ""), encoding="utf-8"
    )
    settings = load(tmp_path / "resource-ld.toml")
    vocabulary, _ = own_vocabulary(settings)
    without = plan(collect(settings, vocabulary), register([]), title_of=lambda _: "")
    held = [each for each in without.findings if each.rule == "duplicate"]
    assert len(held) >= 77
    assert len(without.order) + len(held) == len(decided.order)
