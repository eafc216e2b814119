"""Writes the index of a release; `index` reads it."""

import heapq
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from resource_ld.release.change_list import SCHEMA as CHANGES
from resource_ld.release.change_list import put_changes
from resource_ld.release.index import ENTRY, VERSION, Entry, bitset

SCHEMA = f"""
{CHANGES}
CREATE TABLE entry (
  path TEXT PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL,
  first_in INTEGER NOT NULL, changed_in INTEGER NOT NULL, hash TEXT NOT NULL,
  description TEXT NOT NULL, facts TEXT NOT NULL, resource TEXT NOT NULL, target TEXT NOT NULL, reason TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX entry_changed ON entry (kind, changed_in, id);
CREATE TABLE listing (position INTEGER PRIMARY KEY, id TEXT NOT NULL, facts TEXT NOT NULL);
CREATE TABLE facet (field TEXT NOT NULL, value TEXT NOT NULL, labels TEXT NOT NULL, bits BLOB NOT NULL, PRIMARY KEY (field, value));
CREATE TABLE work (agent TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (agent, position)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (text, content='', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE prefix (bit INTEGER PRIMARY KEY, prefix TEXT NOT NULL);
CREATE TABLE harvest (
  changed_in INTEGER NOT NULL, id TEXT NOT NULL, offered INTEGER NOT NULL, ever INTEGER NOT NULL, facets INTEGER NOT NULL,
  sets TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (changed_in, id)
) WITHOUT ROWID;
CREATE TABLE metadata (number INTEGER PRIMARY KEY, oai_dc BLOB NOT NULL);
CREATE TABLE listed_set (spec TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE member (
  listed_set INTEGER NOT NULL, changed_in INTEGER NOT NULL, id TEXT NOT NULL, ever INTEGER NOT NULL,
  PRIMARY KEY (listed_set, changed_in, id)
) WITHOUT ROWID;
"""
# The texts of Dublin Core lie apart: within a table ordered by a key they take twice the room and half as long again to read.

WRITE_ERRORS: tuple[type[Exception], ...] = (sqlite3.Error,)
"""What writing an index raises when the disk is full."""

SHOWN = 1_000
"""Values of one facet that are kept, the commonest: each costs a bit a resource."""

PLACES = ("country", "region", "place")
SUMMARY = 300
"""Characters of a description that a list shows; the page has the whole one."""


class IndexWriter:
    """Writes the index of a release that is being built."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA user_version={VERSION}; {SCHEMA}"
        )
        self._database.execute("BEGIN")
        self._harvested = 0

    def put(self, entries: Sequence[Entry]) -> None:
        """Add entries, those of resources to the change list too."""
        marks = ", ".join("?" * 12)
        rows = (tuple(getattr(each, name) for name in Entry.__slots__) for each in entries)
        self._database.executemany(f"INSERT INTO entry ({ENTRY}) VALUES ({marks})", rows)  # noqa: S608
        resources = (each for each in entries if each.kind == "resource")
        put_changes(
            self._database,
            ((each.id, each.state, each.first_in, each.changed_in, each.description) for each in resources),
        )

    def put_listing(self, ids: Iterable[str]) -> None:
        """Write the browse order of published resources, what a list shows of each and the words to find them by.

        The facts are read back from the entries, so that a build holds no texts in memory.
        """
        for position, each in enumerate(ids):
            row = self._database.execute("SELECT facts FROM entry WHERE path = ?", (f"resource/{each}",)).fetchone()
            facts = json.loads(row[0])
            self._database.execute("INSERT INTO listing VALUES (?, ?, ?)", (position, each, _json(_summary(facts))))
            self._database.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (position, _searchable(facts)))

    def put_facet(self, name: str, values: Iterable[tuple[str, Mapping[str, str], Sequence[int]]]) -> None:
        """Add (value, labels, positions) of a facet; only its commonest values are kept."""
        kept = heapq.nlargest(SHOWN, values, key=lambda each: (len(each[2]), each[0]))
        rows = [(name, value, _json(labels), bitset(positions)) for value, labels, positions in sorted(kept)]
        self._database.executemany("INSERT INTO facet VALUES (?, ?, ?, ?)", rows)

    def put_works(self, agent: str, positions: Iterable[int]) -> None:
        """Add the positions of the resources an agent made, published or contributed to."""
        self._database.executemany("INSERT INTO work VALUES (?, ?)", [(agent, each) for each in positions])

    def put_harvest(self, rows: Sequence[tuple[object, ...]], members: Iterable[tuple[int, int, str, int]]) -> None:
        """Add what harvesters read: (changed_in, id, offered, ever, facets, sets, oai_dc) and, by number of set, its members."""
        numbered = [(self._harvested + place, each) for place, each in enumerate(rows)]
        self._harvested += len(rows)
        self._database.executemany(
            "INSERT INTO harvest VALUES (?, ?, ?, ?, ?, ?, ?)", [(*each[:6], number) for number, each in numbered]
        )
        self._database.executemany(
            "INSERT INTO metadata VALUES (?, ?)", [(number, each[6]) for number, each in numbered if each[6]]
        )
        self._database.executemany("INSERT INTO member VALUES (?, ?, ?, ?)", members)

    def put_prefixes(self, prefixes: Sequence[str]) -> None:
        """Add the metadata prefixes in the order of their bits."""
        self._database.executemany("INSERT INTO prefix VALUES (?, ?)", list(enumerate(prefixes)))

    def put_sets(self, sets: Iterable[tuple[str, str, str, int]]) -> None:
        """Add (spec, name, description, number) of sets."""
        self._database.executemany("INSERT INTO listed_set VALUES (?, ?, ?, ?)", sets)

    def close(self) -> None:
        """Commit and close."""
        self._database.execute("COMMIT")
        self._database.execute("ANALYZE")
        self._database.close()


def _summary(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a list shows of a resource."""
    titles, descriptions = facts["titles"] or [["", ""]], facts["descriptions"]
    places = [
        each["labels"] or {"": each["text"]} for f in facts["fields"] if f["name"] in PLACES for each in f["values"]
    ]
    summary = descriptions[0][0][:SUMMARY] if descriptions else ""
    return {
        "id": facts["id"], "title": titles[0][0], "lang": titles[0][1], "year": facts["year"], "summary": summary,
        "places": [each for number, each in enumerate(places) if each not in places[:number]],
    }  # fmt: skip


def _searchable(facts: Mapping[str, Any]) -> str:
    texts = [text for text, _ in (*facts["titles"], *facts["descriptions"])]
    for field in facts["fields"]:
        for value in field["values"]:
            texts += [value["text"], *value["labels"].values()]
    return "\n".join(texts)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
