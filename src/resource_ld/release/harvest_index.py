"""The part of the index that harvesters read: every resource in any state, in the order of its last change, and its sets.

The order is (release of the last change, id): datestamps grow with releases, so it is the order of datestamps too, and
a list can be resumed after any record whatever was published meanwhile (OAI-PMH 2.0 section 3.5).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from resource_ld.config import FACET_SETS
from resource_ld.release.sets import ListedSet

Position = tuple[int, str]
"""(release of the last change, id): where in the order a list stands."""
Query = Callable[[str, Sequence[object]], Iterable[tuple[Any, ...]]]

_ALL, _MEMBERS = "harvest t", "member t"
_COLUMNS = "{0}.changed_in, {0}.id, {0}.offered, {0}.sets"
_METADATA = "(SELECT oai_dc FROM metadata WHERE number = {0}.number)"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list holds: records in one prefix, of one set (empty for all), last changed in the releases given, both included."""

    metadata_prefix: str
    set_spec: str
    first: int
    last: int


class Harvested(NamedTuple):
    """One resource as harvesters see it, a tuple because a page makes hundreds.

    `offered` are the prefixes it has now: in no other there is more than a deletion. `sets` are specs with spaces between
    them. `oai_dc` is its Dublin Core, written when it was published, where it was asked for.
    """

    id: str
    changed_in: int
    offered: frozenset[str]
    sets: str
    oai_dc: bytes

    @property
    def position(self) -> Position:
        """Where it stands in the order."""
        return self.changed_in, self.id


class _Offered(dict[int, frozenset[str]]):
    """Bits → prefixes: few combinations occur, each very often."""

    def __init__(self, index: "HarvestIndex") -> None:
        super().__init__()
        self._index = index

    def __missing__(self, bits: int) -> frozenset[str]:
        found = frozenset(each for bit, each in enumerate(self._index.prefixes) if bits >> bit & 1)
        self[bits] = found
        return found


class HarvestIndex:
    """Answers what harvesters ask; `query` runs SQL on the index of a release."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._offered = _Offered(self)

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """The metadata prefixes of the release, in the order of their bits."""
        return tuple(row[0] for row in self._query("SELECT prefix FROM prefix ORDER BY bit", ()))

    def earliest(self) -> int | None:
        """Return the release of the oldest last change, or None when there is no resource."""
        found: int | None = next(iter(self._query("SELECT min(changed_in) FROM harvest", ())))[0]
        return found

    def get(self, position: Position) -> Harvested | None:
        """Return a resource by its place in the order, or None."""
        columns = f"{_COLUMNS}, {_METADATA}".format("harvest")
        query = f"SELECT {columns} FROM harvest WHERE changed_in = ? AND id = ?"  # noqa: S608
        rows = self._query(query, position)
        return next((Harvested(row[1], row[0], self._offered[row[2]], row[3], row[4] or b"") for row in rows), None)

    def ever_offered(self, position: Position) -> frozenset[str]:
        """Return the prefixes a resource was ever offered in."""
        query = "SELECT ever FROM harvest WHERE changed_in = ? AND id = ?"
        return next((self._offered[row[0]] for row in self._query(query, position)), frozenset())

    def count(self, selection: Selection, after: Position | None = None) -> int:
        """Return how many records a list holds, after a place in the order: 7 ms at 100,000."""
        source, conditions, values = self._selected(selection, after)
        query = f"SELECT count(*) FROM {source} WHERE {conditions}"  # noqa: S608
        return int(next(iter(self._query(query, values)))[0])

    def page(self, selection: Selection, *, after: Position | None, limit: int, metadata: bool) -> list[Harvested]:
        """Return the next records of a list, with their Dublin Core if asked for."""
        source, conditions, values = self._selected(selection, after)
        row = "t"
        if source == _MEMBERS:
            # CROSS keeps the order of the loops: members in order, each with its row.
            row, source = "h", f"{source} CROSS JOIN harvest h ON h.changed_in = t.changed_in AND h.id = t.id"
        columns = f"{_COLUMNS}, {_METADATA if metadata else 'NULL'}".format(row)
        query = f"SELECT {columns} FROM {source} WHERE {conditions} ORDER BY t.changed_in, t.id LIMIT ?"  # noqa: S608
        prefixes = self._offered
        return [
            Harvested(resource_id, changed_in, prefixes[offered], sets, oai_dc or b"")
            for changed_in, resource_id, offered, sets, oai_dc in self._query(query, (*values, limit))
        ]

    def last(self, selection: Selection, *, until: Position) -> Position | None:
        """Return the place of the last record of a list that stands at a place or before it."""
        source, conditions, values = self._selected(selection, None)
        query = (
            f"SELECT t.changed_in, t.id FROM {source} WHERE {conditions} AND (t.changed_in, t.id) <= (?, ?) "  # noqa: S608
            "ORDER BY t.changed_in DESC, t.id DESC LIMIT 1"
        )
        return next(((row[0], row[1]) for row in self._query(query, (*values, *until))), None)

    def _selected(self, selection: Selection, after: Position | None) -> tuple[str, str, tuple[object, ...]]:
        """Return table, conditions and values of a list."""
        # An empty id stands before every other.
        start = max(after or (0, ""), (selection.first, ""))
        bit = 1 << self.prefixes.index(selection.metadata_prefix)
        conditions, values = (
            "(t.changed_in, t.id) > (?, ?) AND t.changed_in <= ? AND t.ever & ?",
            (*start, selection.last, bit),
        )
        if not selection.set_spec:
            return _ALL, conditions, values
        if selection.set_spec in FACET_SETS:
            return _ALL, f"{conditions} AND t.facets & ?", (*values, 1 << FACET_SETS.index(selection.set_spec))
        query = "SELECT number FROM listed_set WHERE spec = ?"
        number = next((row[0] for row in self._query(query, (selection.set_spec,))), -1)
        return _MEMBERS, f"t.listed_set = ? AND {conditions}", (number, *values)

    def sets(self, *, after: str = "", limit: int = -1) -> Iterator[ListedSet]:
        """Yield sets in the order of specs, past one, all without a limit."""
        query = "SELECT spec, name, description FROM listed_set WHERE spec > ? ORDER BY spec LIMIT ?"
        for row in self._query(query, (after, limit)):
            yield ListedSet(*row)

    def count_sets(self) -> int:
        """Return how many sets there are."""
        return int(next(iter(self._query("SELECT count(*) FROM listed_set", ())))[0])
