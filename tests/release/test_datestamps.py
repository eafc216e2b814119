"""Datestamps never lie to a harvester (invariant 4), and decisions about records outlive a rollback (invariant 3)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from tests.conftest import Catalogue

from resource_ld.release.decisions import merge, rollback, withdraw
from resource_ld.release.manifest import parse_instant
from resource_ld.release.publish import Options, publish
from resource_ld.release.switching import UNSURE

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('languages = ["en", "fr"', 'languages = ["fr", "en"'),
        ('name = "Example publisher"', 'name = "Another publisher"'),
        ('contact = "library@example.org"', 'contact = "records@example.org"'),
        ('title = "Capacity Building"', 'title = "Building Capacity"'),
    ],
    ids=["language", "publisher", "contact", "title"],
)
def test_what_profiles_say_of_the_site_moves_every_datestamp(catalogue: Catalogue, old: str, new: str) -> None:
    catalogue.publish()
    catalogue.configure(old, new)
    catalogue.publish()
    changed = {each.changed_in for each in catalogue.releases.current().index.entries("resource")}
    assert changed == {2}


def test_a_rollback_brings_no_withdrawn_and_no_merged_record_back(catalogue: Catalogue) -> None:
    catalogue.publish()
    first, second, third, *_ = sorted(catalogue.ids().values())
    catalogue.edit("Identificaction", "Identification")
    catalogue.publish()
    withdraw(catalogue.settings, catalogue.data_dir, first, "asked for")
    merge(catalogue.settings, catalogue.data_dir, second, third)
    catalogue.publish(confirm_removals=True)
    rollback(catalogue.settings, catalogue.data_dir, 2, Options(preview=True, clock=catalogue.tick))
    states = {each.id: each.state for each in catalogue.releases.current().index.entries("resource")}
    assert (states[first], states[second], states[third]) == ("withdrawn", "merged", "published")


def test_a_datestamp_that_was_never_made_sure_is_given_again(catalogue: Catalogue) -> None:
    """The process is killed after the switch, before the clock is looked at once more."""
    looks = 0

    def clock() -> datetime:
        nonlocal looks
        looks += 1
        if (catalogue.data_dir / UNSURE).exists():
            raise KeyboardInterrupt
        return catalogue.tick()

    with pytest.raises(KeyboardInterrupt):
        publish(catalogue.settings, catalogue.data_dir, Options(preview=True, clock=clock))
    early = catalogue.releases.current().manifest.committed_at
    assert looks > 1
    catalogue.now = parse_instant(early) + timedelta(hours=1)
    catalogue.publish()
    late = catalogue.releases.current().manifest
    assert late.release == 1
    assert parse_instant(late.committed_at) > parse_instant(early) + timedelta(minutes=59)
    assert not (catalogue.data_dir / UNSURE).exists()


@pytest.mark.parametrize(
    ("since", "status", "lines"),
    [
        ("2026-01-05T12:00:00%2B02:00", 200, 9), ("2026-01-05T13:30:00%2B02:00", 200, 0), ("20260105T100000Z", 200, 9),
        ("2026-01-05", 200, 9), ("2027", 200, 0), ("0000-garbage", 400, 0), ("yesterday", 400, 0),
    ],
)  # fmt: skip
def test_changes_since_an_instant_in_any_zone(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient], since: str, status: int, lines: int
) -> None:
    catalogue.publish()
    found = make_client(catalogue).get(f"/changes/?since={since}")
    assert found.status_code == status
    assert status != 200 or len(found.text.splitlines()) == lines


def test_a_dcat_page_links_only_what_it_describes(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    text = catalogue.csv.read_text(encoding="utf-8")
    catalogue.csv.write_text(text.rstrip("\n") + "\nWithout a description,,Poland,,2009,\n", encoding="utf-8")
    catalogue.publish()
    page = make_client(catalogue).get("/catalog.dcat.nt?page=1").text
    linked = page.count("<http://www.w3.org/ns/dcat#dataset>")
    typed = page.count("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset>")
    assert (linked, typed) == (9, 9)
    assert "totalItems" not in page


def test_the_next_profile_is_tried_where_the_first_has_no_such_format(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.publish()
    resource_id = min(catalogue.ids().values())
    wanted = {
        "Accept-Profile": "<http://www.loc.gov/mods/v3>, <http://www.w3.org/ns/dcat#>;q=0.5",
        "Accept": "text/turtle",
    }
    found = make_client(catalogue).get(f"/resource/{resource_id}", headers=wanted)
    assert (found.status_code, found.headers["Location"]) == (303, f"{resource_id}.dcat.ttl")
