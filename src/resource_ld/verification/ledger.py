"""What all doors tell, side by side, and where they differ: one comparison for all.

A record is a number, what a door tells of it a number too, so memory grows by a few bytes a record and door.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from resource_ld.verification.told import Door, Fault, Told

ABSENT = 0
"""Stands for a record that a door does not tell of."""

REMEMBERED = 10_000
"""Ways in which all doors told a record rightly that are kept."""

_LIVE, _GONE, _ABSENT = "is published", "is deleted", "is not there"
_Said = TypeVar("_Said", str, int)


@dataclass(slots=True)
class _Column:
    """What one door tells: by the number of a record, the number of what is said."""

    door: Door
    said: "array[int]" = field(default_factory=partial(array, "l"))
    triples: "array[int]" = field(default_factory=partial(array, "Q"))
    document: "array[int]" = field(default_factory=partial(array, "Q"))


class Ledger:
    """Collects what doors tell, then yields how they differ."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        # (deleted, datestamp) ↔ number; few, since many records have one datestamp.
        self._meanings: dict[tuple[bool, str], int] = {(False, "absent"): ABSENT}
        self._columns: list[_Column] = []

    @property
    def records(self) -> list[str]:
        """Every record that any door told of, in the order they were told."""
        return list(self._numbers)

    def published(self) -> list[str]:
        """Return the records that most of the whole lists tell as published."""
        lists = [each for each in self._columns if each.door.whole and not each.door.sampled]
        said = self._spelled()
        return [
            record
            for record, number in self._numbers.items()
            if 2 * sum(_is_live(said[_at(each.said, number)]) for each in lists) > len(lists)
        ]

    def deleted(self) -> list[str]:
        """Return the records that any whole list tells as deleted and none of most as published."""
        lists = [each for each in self._columns if each.door.whole and each.door.deletes]
        said, live = self._spelled(), {*self.published()}
        return [
            record
            for record, number in self._numbers.items()
            if record not in live and any(_is_gone(said[_at(each.said, number)]) for each in lists)
        ]

    def add(self, door: Door, told: Iterator[Told | Fault]) -> Iterator[Fault | int]:
        """Take in what a door tells; yield its faults, and now and then how many records it has told."""
        column, count = _Column(door), 0
        for each in told:
            if isinstance(each, Fault):
                yield each
                continue
            number = self._numbers.setdefault(each.record, len(self._numbers))
            if _at(column.said, number) != ABSENT:
                yield Fault(door.name, each.record, "tells it twice", mend="A list has each record once.")
            self._put(column, number, each)
            count += 1
            if count % 100 == 0:
                yield count
        # A door that fails half way raises before this: it says nothing that could be compared.
        self._columns.append(column)
        yield count

    def _put(self, column: _Column, number: int, told: Told) -> None:
        meaning = self._meanings.setdefault((told.deleted, told.at), len(self._meanings))
        for cells, value in ((column.said, meaning), (column.triples, told.triples), (column.document, told.document)):
            if value:
                cells.extend([0] * (number + 1 - len(cells)))
                cells[number] = value

    def _spelled(self) -> list[tuple[bool, str] | None]:
        return [None if number == ABSENT else meaning for meaning, number in self._meanings.items()]

    def said_by(self, name: str, record: str) -> tuple[bool, str] | None:
        """Return (deleted, datestamp) as a door tells of a record, or None when it does not."""
        column = next((each for each in self._columns if each.door.name == name), None)
        number = self._numbers.get(record)
        if column is None or number is None:
            return None
        return self._spelled()[_at(column.said, number)]

    def missing(self, one: str, other: str) -> Iterator[Fault]:
        """Yield the records that a door does not list though another one lists them, of two that hold the same."""
        columns = {each.door.name: each for each in self._columns}
        if one not in columns or other not in columns:
            return
        said = self._spelled()
        for record, number in self._numbers.items():
            here, there = (_is_live(said[_at(columns[each].said, number)]) for each in (one, other))
            if there and not here:
                yield Fault(one, record, _listed(_ABSENT), f"{other} {_listed(_LIVE)}", columns[one].door.mend)

    def document_of(self, name: str, record: str) -> int:
        """Return what stands for the document of a record, as a door tells it; 0 when it tells none."""
        column = next((each for each in self._columns if each.door.name == name), None)
        return _at(column.document, self._numbers[record]) if column is not None and record in self._numbers else 0

    def differences(self) -> Iterator[Fault]:
        """Yield where a door says of a record what most others do not; on a tie the first one counts as right."""
        said, right = self._spelled(), set[tuple[int, ...]]()
        for record, row in zip(self._numbers, self._rows(lambda each: each.said), strict=True):
            # Most records are told alike: what was right once need not be looked at again.
            if row in right:
                continue
            cells = [said[each] for each in row]
            faults = [*self._states(record, cells), *self._datestamps(record, cells)]
            yield from faults
            if not faults and len(right) < REMEMBERED:
                right.add(row)
        for of, words in _DIGESTS:
            for record, row in zip(self._numbers, self._rows(of), strict=True):
                if len({*row} - {0}) > 1:
                    yield from self._vote(record, row, words, lambda _: "say the same among each other")

    def _rows(self, of: Callable[[_Column], "array[int]"]) -> Iterator[tuple[int, ...]]:
        """Yield what each door tells, record by record."""
        if not self._columns:
            return iter([()] * len(self._numbers))
        cells = [of(each) for each in self._columns]
        for each in cells:
            each.extend([0] * (len(self._numbers) - len(each)))
        return zip(*cells, strict=True)

    def _states(self, record: str, cells: Sequence[tuple[bool, str] | None]) -> Iterator[Fault]:
        """Yield doors that list what others do not, or do not what others list; then those that keep a deletion to themselves."""
        live: list[str | None] = []
        for column, cell in zip(self._columns, cells, strict=True):
            # Where a format may be missing, so may the record; and it is deleted there once it is no longer offered.
            silent = not column.door.whole or column.door.sampled
            live.append(_LIVE if _is_live(cell) else None if silent else _ABSENT)
        yield from self._vote(record, live, _listed, lambda each: f"say that it {each}")
        if live.count(_LIVE) >= live.count(_ABSENT):
            return
        told = [
            None if not column.door.deletes or not column.door.whole or _is_live(cell) else _GONE if cell else "is not told of"
            for column, cell in zip(self._columns, cells, strict=True)
        ]  # fmt: skip
        yield from self._vote(
            record, told, lambda _: "does not tell of its deletion", lambda each: f"say that it {each}"
        )

    def _datestamps(self, record: str, cells: Sequence[tuple[bool, str] | None]) -> Iterator[Fault]:
        dates = [cell[1] if cell and cell[1] else None for cell in cells]
        yield from self._vote(record, dates, lambda each: f"has the datestamp {each}", lambda each: f"have {each}")

    def _vote(
        self, record: str, values: Sequence[_Said | None], words: Callable[[_Said], str], others: Callable[[_Said], str]
    ) -> Iterator[Fault]:
        """Yield a fault for each door whose value is not what most have; None and 0 are no vote."""
        votes = Counter(each for each in values if each)
        if len(votes) < 2:
            return
        right = votes.most_common(1)[0][0]
        agreeing = [column.door.name for column, each in zip(self._columns, values, strict=True) if each == right]
        for column, each in zip(self._columns, values, strict=True):
            if each and each != right:
                yield Fault(
                    column.door.name, record, words(each), f"{_named(agreeing)} {others(right)}", column.door.mend
                )


OTHER_TRIPLES, OTHER_DOCUMENT = "says other triples", "has another N-Triples document"
_DIGESTS: tuple[tuple[Callable[[_Column], "array[int]"], Callable[[int], str]], ...] = (
    (lambda each: each.triples, lambda _: OTHER_TRIPLES),
    (lambda each: each.document, lambda _: OTHER_DOCUMENT),
)


def _at(cells: "array[int]", number: int) -> int:
    return cells[number] if number < len(cells) else 0


def _is_live(cell: tuple[bool, str] | None) -> bool:
    return cell is not None and not cell[0]


def _is_gone(cell: tuple[bool, str] | None) -> bool:
    return cell is not None and cell[0]


def _listed(state: str) -> str:
    return "lists it" if state == _LIVE else "does not list it"


def _named(doors: Sequence[str]) -> str:
    """Return the names of some doors in words.

    >>> _named(["sitemap"]), _named(["sitemap", "feed", "dump", "SPARQL", "members"])
    ('1 door (sitemap)', '5 doors (sitemap, feed, dump, …)')
    """
    shown = ", ".join(doors[:3]) + (", …" if len(doors) > 3 else "")
    return f"{len(doors)} door{'s' if len(doors) != 1 else ''} ({shown})"
