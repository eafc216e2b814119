"""Agents have pages of their own that list what they made, published or contributed to."""

import contextlib
import csv
import sqlite3
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient
from tests.conftest import Catalogue

from resource_ld.mapping.parts import agent_id
from resource_ld.model import Agent
from resource_ld.release.index_writer import IndexWriter

NAMES = ("Ada Lovelace", "Grace Hopper", "Ada Lovelace", "", "", "", "", "", "")


def with_creators(catalogue: Catalogue) -> None:
    with catalogue.csv.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with catalogue.csv.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [[*header, "Author"], *([*row, name] for row, name in zip(rows, NAMES, strict=True))]
        )
    catalogue.configure('Category = "category"', 'Category = "category"\nAuthor = "creator"')
    catalogue.publish()


def test_an_agent_lists_the_works_that_name_it(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    with_creators(catalogue)
    client = make_client(catalogue)
    ada = client.get(f"/agent/{agent_id(Agent('Ada Lovelace'))}.html").text
    grace = client.get(f"/agent/{agent_id(Agent('Grace Hopper'))}.html").text
    assert (ada.count('<ol class="works">'), ada.count("<h3>")) == (1, 2)
    assert grace.count("<h3>") == 1


def test_a_long_list_of_works_says_how_many_there_are(catalogue: Catalogue) -> None:
    with_creators(catalogue)
    total, works = catalogue.releases.current().index.works(agent_id(Agent("Ada Lovelace")), limit=1)
    assert (total, len(works)) == (2, 1)


def test_a_facet_keeps_its_thousand_commonest_values(tmp_path: Path) -> None:
    writer = IndexWriter(tmp_path / "index.sqlite")
    writer.put_facet("keyword", [(f"v{number}", {}, range(number % 3 + 1)) for number in range(1_500)])
    writer.close()
    with contextlib.closing(sqlite3.connect(tmp_path / "index.sqlite")) as database:
        kept = {row[0] for row in database.execute("SELECT value FROM facet")}
    assert kept == {f"v{number}" for number in range(1_500) if number % 3}
