"""The manifest of a release: what it holds, from what it was made, and when it and all releases before it became current."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from resource_ld.config import Publisher, Site
from resource_ld.errors import ReleaseError

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Times are UTC, ISO 8601 with `Z`, whole seconds. `commits` and `builds` map release numbers (as text) to instants.

    `input` is the digest of all that went in; `undone` lists inputs that a rollback undid and that need a confirmation.
    `files` maps names within the release to (SHA-256, bytes).
    """

    release: int
    built_at: str
    committed_at: str
    commits: Mapping[str, str]
    builds: Mapping[str, str]
    input: str
    software: str
    digests: Mapping[str, str]
    site: Mapping[str, Any]
    counts: Mapping[str, int]
    changes: Mapping[str, int]
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    undone: tuple[str, ...] = ()
    rolled_back_to: int = 0

    def committed(self, release: int) -> str:
        """Return the datestamp of a release."""
        return self.commits[str(release)]


def stamp(manifest: Manifest, now: datetime) -> Manifest:
    """Return the manifest with a datestamp that is not before the switch and after every earlier one (invariant 4).

    Two seconds ahead leave room for the switch itself; datestamps are whole seconds.
    """
    instant = now.replace(microsecond=0) + timedelta(seconds=2)
    earlier = [parse_instant(at) for number, at in manifest.commits.items() if int(number) < manifest.release]
    if earlier:
        instant = max(instant, max(earlier) + timedelta(seconds=1))
    text = format_instant(instant)
    return replace(manifest, committed_at=text, commits={**manifest.commits, str(manifest.release): text})


def format_instant(instant: datetime) -> str:
    """Return an instant as `2026-01-05T10:00:00Z`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=1024)
def parse_instant(text: str) -> datetime:
    """Return the instant of a datestamp."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, last of all files of a release."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    temporary = folder / f".{NAME}.tmp"
    temporary.write_text(text + "\n", encoding="utf-8")
    temporary.replace(folder / NAME)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a release; raise ReleaseError when it is missing or damaged."""
    try:
        table = json.loads((folder / NAME).read_text(encoding="utf-8"))
        table["files"] = {name: (each[0], each[1]) for name, each in table["files"].items()}
        table["undone"] = tuple(table["undone"])
        return Manifest(**table)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            f"the manifest cannot be read ({error})", where=str(folder / NAME), mend="Publish again."
        ) from None


def file_digest(path: Path) -> tuple[str, int]:
    """Return SHA-256 (hex) and size of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return digest.hexdigest(), path.stat().st_size


def site_of(manifest: Manifest) -> Site:
    """Return the site as it was configured when a release was made."""
    said = dict(manifest.site)
    return Site(**said | {"publisher": Publisher(**said["publisher"]), "languages": tuple(said["languages"])})
