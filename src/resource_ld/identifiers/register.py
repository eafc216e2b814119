"""The register: which id was given to which row, kept beside the catalogue as `data/<catalogue>.ids.csv`.

It holds digests of keys, never titles: what a take-down removes must not be found again here.
"""

import csv
import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from resource_ld.errors import RegisterError

HEADER = ("id", "state", "first_seen", "changed", "hash", "reason", "merged_into", "key_digests")
STATES = ("published", "gone", "withdrawn", "merged")


@dataclass(frozen=True, slots=True)
class Entry:
    """One id for ever. `keys` are digests such as `k:…` (match key), `d:…` (description), `u:…` (URL), `t:…` (title)."""

    id: str
    catalogue: str
    state: str = "published"
    first_seen: str = ""
    changed: str = ""
    hash: str = ""
    reason: str = ""
    merged_into: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """All entries by id, in the order of ids."""

    entries: Mapping[str, Entry]

    def get(self, resource_id: str) -> Entry:
        """Return an entry; raise RegisterError that names what to do when there is none."""
        try:
            return self.entries[resource_id]
        except KeyError:
            raise RegisterError(
                f"no record has the id {resource_id!r}", mend="See the ids with: resource-ld check, or on the site."
            ) from None

    def put(self, *entries: Entry) -> "Register":
        """Return the register with entries added or replaced."""
        return register({**self.entries, **{each.id: each for each in entries}}.values())

    def decisions(self) -> str:
        """Return as text what people decided, which is part of a publication's input; dates and hashes are not."""
        kept = [each for each in self.entries.values() if each.state in ("withdrawn", "merged") or each.keys]
        return "\n".join(f"{e.id} {e.state} {e.reason} {e.merged_into} {' '.join(sorted(e.keys))}" for e in kept)


def register(entries: Iterable[Entry]) -> Register:
    """Return a register of entries, sorted by id."""
    return Register(MappingProxyType({each.id: each for each in sorted(entries, key=lambda entry: entry.id)}))


def read_register(path: Path, catalogue: str) -> tuple[Entry, ...]:
    """Return the entries of a register file, none when there is no file; raise RegisterError with the line."""
    if not path.exists():
        return ()
    rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
    try:
        if tuple(next(rows, ())) != HEADER:
            raise RegisterError("its header was changed", where=str(path), mend=_MEND)
        return tuple(_entry(row, catalogue, f"{path}:{rows.line_num}") for row in rows if row)
    except csv.Error as error:
        raise RegisterError(str(error), where=f"{path}:{rows.line_num}", mend=_MEND) from None


_MEND = "Move the file away; the next publish restores it from the last release."


def _entry(row: list[str], catalogue: str, where: str) -> Entry:
    if len(row) != len(HEADER) or row[1] not in STATES:
        raise RegisterError("this line is damaged", where=where, mend=_MEND)
    resource_id, state, first_seen, changed, version, reason, merged_into, keys = row
    return Entry(resource_id, catalogue, state, first_seen, changed, version, reason, merged_into, tuple(keys.split()))


def format_register(register: Register, catalogue: str) -> str:
    """Return the text of one catalogue's register file; the same entries give the same bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for e in register.entries.values():
        if e.catalogue == catalogue:
            row = (e.id, e.state, e.first_seen, e.changed, e.hash, e.reason, e.merged_into, " ".join(e.keys))
            writer.writerow(row)
    return text.getvalue()


def write_register(path: Path, text: str) -> None:
    """Replace a register file as a whole: after a crash it is the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def decide(register: Register, resource_id: str, state: str, *, reason: str = "", merged_into: str = "") -> Register:
    """Return the register after a person's decision about one record; raise RegisterError when it makes no sense."""
    entry = register.get(resource_id)
    if state == "published" and entry.state != "withdrawn":
        raise RegisterError(f"{resource_id} is {entry.state}, not withdrawn", mend="There is nothing to restore.")
    if state == "merged":
        target = register.get(merged_into)
        if target.id == entry.id or target.state != "published":
            raise RegisterError(f"{merged_into} is {target.state}", mend="Merge into another record that is published.")
    # A restored record is "gone" until the next publish finds its row again.
    state = "gone" if state == "published" else state
    return register.put(replace(entry, state=state, reason=reason, merged_into=merged_into))
