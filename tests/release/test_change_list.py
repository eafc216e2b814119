"""The change list: keys in their order, ranges that hold every resource, and true measures of the documents."""

import hashlib
import sqlite3
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Catalogue

from resource_ld.release.change_list import SCHEMA, Change, ChangeList, Stretch, put_changes

Rows = dict[str, tuple[str, int, int]]
"""id → (state, first_in, changed_in)."""

ROWS = st.dictionaries(
    st.text("abc1.-", min_size=1, max_size=4),
    st.tuples(st.sampled_from(["published", "gone", "merged", "withdrawn"]), st.just(1), st.integers(1, 4)),
    max_size=30,
)


def change_list(rows: Rows) -> ChangeList:
    database = sqlite3.connect(":memory:")
    database.executescript(SCHEMA)
    put_changes(database, ((each, *row, "<a> <b> <c> .\n") for each, row in rows.items()))
    return ChangeList(database)


def walked(rows: Rows, stretches: tuple[Stretch, ...]) -> Iterator[Change]:
    for each in stretches:
        yield from change_list(rows).changes(each)


@given(rows=ROWS, size=st.integers(1, 8))
def test_ranges_of_the_change_list_hold_every_change_once_in_order(rows: Rows, size: int) -> None:
    found = list(walked(rows, change_list(rows).stretches(size)))
    assert [(each.changed_in, each.id) for each in found] == sorted((row[2], each) for each, row in rows.items())


@given(rows=ROWS, size=st.integers(1, 8))
def test_ranges_of_ids_hold_every_published_resource_once(rows: Rows, size: int) -> None:
    changes = change_list(rows)
    parts = changes.parts(size)
    found = [each.id for part in parts for each in changes.published(part.first, part.last)]
    assert found == sorted(each for each, row in rows.items() if row[0] == "published")
    assert all(len(list(changes.published(part.first, part.last))) <= size for part in parts)
    assert all(one.last == other.first for one, other in pairwise(parts))


@given(rows=ROWS, size=st.integers(1, 8))
def test_the_newest_change_of_a_range_of_ids_counts_deletions(rows: Rows, size: int) -> None:
    for part in change_list(rows).parts(size):
        within = [row[2] for each, row in rows.items() if each >= part.first and (not part.last or each < part.last)]
        assert part.changed_in == max(within, default=0)


@given(
    before=ROWS,
    edited=st.dictionaries(st.text("abc1.-", min_size=1, max_size=4), st.booleans()),
    size=st.integers(1, 8),
)
def test_a_walk_over_ranges_that_meets_a_publication_misses_nothing(
    before: Rows, edited: dict[str, bool], size: int
) -> None:
    """Ranges are read from the old release, their content from the new one: the worst that can happen."""
    after = before | {each: ("published" if stays else "gone", 1, 9) for each, stays in edited.items()}
    assert {each.id for each in walked(after, change_list(before).stretches(size))} == set(after)
    parts = change_list(before).parts(size)
    found = {each.id for part in parts for each in change_list(after).published(part.first, part.last)}
    assert found == {each for each, row in after.items() if row[0] == "published"}


@pytest.mark.parametrize(("row", "kind"), [(("published", 3, 3), "created"), (("published", 1, 3), "updated"),
                                           (("gone", 1, 3), "deleted"), (("merged", 3, 3), "deleted")])  # fmt: skip
def test_a_change_is_named_as_resourcesync_names_it(row: tuple[str, int, int], kind: str) -> None:
    assert next(change_list({"a": row}).changes(Stretch(0, ""))).kind == kind


def test_length_and_digest_are_those_of_the_document(published: Catalogue) -> None:
    index = published.releases.current().index
    changes = list(index.change_list.changes(Stretch(0, "")))
    assert len(changes) == index.change_list.count() == 9
    for each in changes:
        entry = index.get(f"resource/{each.id}")
        assert entry is not None
        document = entry.description.encode()
        assert (each.length, each.sha256) == (len(document), hashlib.sha256(document).digest())


def test_pages_by_key_hold_every_resource_of_every_release_once(catalogue: Catalogue) -> None:
    catalogue.publish()
    catalogue.edit("The manual goes through", "The manual walks through")
    catalogue.publish()
    index = catalogue.releases.current().index
    key, found = (0, ""), []
    while page := index.changed_since(*key, limit=2):
        found += [(each.changed_in, each.id) for each in page]
        key = found[-1]
    assert [release for release, _ in found] == [1] * 8 + [2]
    assert len({each for _, each in found}) == 9
    backwards, key = [], (99, "")
    while page := index.changed_before(*key, limit=2):
        backwards += [(each.changed_in, each.id) for each in page]
        key = backwards[-1]
    assert backwards == found[::-1]


@pytest.mark.parametrize("query", ["(changed_in, id) > (?, ?) ORDER BY changed_in, id",
                                   "(changed_in, id) < (?, ?) ORDER BY changed_in DESC, id DESC"])  # fmt: skip
def test_a_key_is_found_by_the_index_and_not_by_reading_all(published: Catalogue, query: str) -> None:
    database = sqlite3.connect(published.releases.current().path / "index.sqlite")
    plan = database.execute(
        f"EXPLAIN QUERY PLAN SELECT * FROM entry WHERE kind = 'resource' AND {query}", (1, "")
    ).fetchall()
    database.close()
    assert "entry_changed (kind=? AND (changed_in,id)" in plan[0][3]
    assert "TEMP B-TREE" not in str(plan)
