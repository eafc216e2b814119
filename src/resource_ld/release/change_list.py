"""The change list: one row a resource with its last change, read by every harvest door, so that none can tell another.

It lies in the index of a release, apart from descriptions: 50,000 rows are read in a tenth of a second. It does not
depend on deltas, which are deleted after a year.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SCHEMA = """
CREATE TABLE change (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, first_in INTEGER NOT NULL, changed_in INTEGER NOT NULL,
  length INTEGER NOT NULL, sha256 BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX change_order ON change (changed_in, id);
"""
_COLUMNS = "id, state, first_in, changed_in, length, sha256"


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of a resource; `length` and `sha256` are of its N-Triples document, nothing for a tombstone."""

    id: str
    state: str
    first_in: int
    changed_in: int
    length: int
    sha256: bytes

    @property
    def kind(self) -> str:
        """What happened."""
        return kind_of(self.state, self.first_in, self.changed_in)


def kind_of(state: str, first_in: int, changed_in: int) -> str:
    """Return what happened last, in the words of ResourceSync: `created`, `updated` or `deleted`.

    What was brought back is `updated`: clients do the same for both, and the index keeps no more than the last change.
    """
    if state != "published":
        return "deleted"
    return "created" if first_in == changed_in else "updated"


@dataclass(frozen=True, slots=True)
class Part:
    """A range of a long list: keys from `first` up to, without, `last` (empty: no end); the newest release in it."""

    first: str
    last: str
    changed_in: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of the change list: from the key (`release`, `id`) up to, without, (`end`, `end_id`); 0 has no end."""

    release: int
    id: str
    end: int = 0
    end_id: str = ""


class ChangeList:
    """Reads the change list of a release. Ranges are bounded by keys, never by counts.

    So parts that a client reads on both sides of a publication leave no resource out: one that stayed is still in its
    range, one that changed is behind all others.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def _rows(self, query: str, *arguments: str | int) -> Iterator[Change]:
        for row in self._database.execute(f"SELECT {_COLUMNS} FROM change {query}", arguments):  # noqa: S608
            yield Change(*row)

    def published(self, first: str = "", last: str = "") -> Iterator[Change]:
        """Yield published resources in the order of ids, from `first` up to, without, `last`."""
        query = "WHERE id >= ? AND (? = '' OR id < ?) AND state = 'published' ORDER BY id"
        return self._rows(query, first, last, last)

    def changes(self, stretch: Stretch) -> Iterator[Change]:
        """Yield changes in the order (release, id), oldest first."""
        start = "WHERE (changed_in, id) >= (?, ?)"
        if not stretch.end:
            return self._rows(f"{start} ORDER BY changed_in, id", stretch.release, stretch.id)
        query = f"{start} AND (changed_in, id) < (?, ?) ORDER BY changed_in, id"
        return self._rows(query, stretch.release, stretch.id, stretch.end, stretch.end_id)

    def count(self) -> int:
        """Return how many resources there are or ever were."""
        return int(self._database.execute("SELECT count(*) FROM change").fetchone()[0])

    def releases(self) -> tuple[int, ...]:
        """Return the releases that last changed any resource, the oldest first."""
        rows = self._database.execute("SELECT DISTINCT changed_in FROM change ORDER BY changed_in")
        return tuple(row[0] for row in rows)

    def parts(self, size: int) -> tuple[Part, ...]:
        """Return the ranges of ids that hold `size` published resources each, one at least; a deletion is a change of its range."""
        # The first range takes in the tombstones before its first resource: -1 / size is 0.
        numbered = "SELECT id, changed_in, (sum(state = 'published') OVER (ORDER BY id) - 1) / ? AS part FROM change"
        query = f"SELECT min(id), max(changed_in) FROM ({numbered}) GROUP BY part ORDER BY part"  # noqa: S608
        found = self._database.execute(query, (size,)).fetchall() or [("", 0)]
        firsts = ["", *(first for first, _ in found[1:])]
        newest = (changed for _, changed in found)
        return tuple(Part(*each) for each in zip(firsts, [*firsts[1:], ""], newest, strict=True))

    def stretches(self, size: int) -> tuple[Stretch, ...]:
        """Return the ranges of the change list that hold `size` changes each, one at least; the last one has no end."""
        numbered = "SELECT changed_in, id, row_number() OVER (ORDER BY changed_in, id) - 1 AS number FROM change"
        query = f"SELECT changed_in, id FROM ({numbered}) WHERE number % ? = 0 ORDER BY number"  # noqa: S608
        starts = [(0, ""), *self._database.execute(query, (size,)).fetchall()[1:]]
        return tuple(Stretch(*start, *end) for start, end in zip(starts, [*starts[1:], (0, "")], strict=True))


def put_changes(database: sqlite3.Connection, rows: Iterable[tuple[str, str, int, int, str]]) -> None:
    """Add (id, state, first_in, changed_in, description) to the change list of a release that is being built."""
    database.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)", (_measured(*each) for each in rows))


def _measured(
    resource_id: str, state: str, first: int, changed: int, description: str
) -> tuple[str, str, int, int, int, bytes]:
    document = description.encode()
    digest = hashlib.sha256(document).digest() if document else b""
    return resource_id, state, first, changed, len(document), digest
