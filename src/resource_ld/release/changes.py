"""What a release added, changed and removed: counted for people, as deltas for mirrors."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from resource_ld.release.gzip_text import GzipText
from resource_ld.release.manifest import parse_instant
from resource_ld.terms import Triple, ntriples

FOLDER = "changes"
KEPT = timedelta(days=366)
"""How long deltas stay: a mirror that was away for less than a year catches up without a new download."""


@dataclass(slots=True)
class Changes:
    """The ids of resources a release added, changed and removed, and titles for the ones still there."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many of each."""
        return {name: len(getattr(self, name)) for name in ("added", "changed", "removed", "returned")}

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return any(self.counts().values())


class DeltaWriter:
    """Writes the delta of a release beside the releases: kept longer than they are, deleted by a take-down.

    `adds.nt.gz` and `deletes.nt.gz` turn the dump of the release before into this one's; `changes.ndjson` has one
    line a resource: id, what happened.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.changes = Changes()
        self._adds = GzipText(folder / "adds.nt.gz")
        self._deletes = GzipText(folder / "deletes.nt.gz")

    def compare(self, old: Sequence[Triple], new: Sequence[Triple]) -> None:
        """Write the difference of two descriptions."""
        before, after = set(old), set(new)
        self._adds.write(ntriples(sorted(after - before)))
        self._deletes.write(ntriples(sorted(before - after)))

    def close(self) -> None:
        """Finish the files."""
        self._adds.close()
        self._deletes.close()
        with (self.folder / "changes.ndjson").open("w", encoding="utf-8", newline="") as file:
            file.writelines(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        for what in ("added", "changed", "removed", "returned"):
            for each in getattr(self.changes, what):
                yield json.dumps({"id": each, "change": what})


def read_changes(folder: Path) -> list[dict[str, str]]:
    """Return the lines of a release's `changes.ndjson`, none when the delta is no longer kept."""
    try:
        lines = (folder / "changes.ndjson").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines]


def forget_deltas(folder: Path, commits: Mapping[str, str], now: datetime) -> None:
    """Delete the deltas of releases that became current more than a year before `now`."""
    for number, committed in commits.items():
        if now - parse_instant(committed) > KEPT:
            shutil.rmtree(folder / number, ignore_errors=True)
