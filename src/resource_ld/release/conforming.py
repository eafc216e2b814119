"""What a release remembers of its validation: digests of the descriptions that conformed, never a text."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from resource_ld.release.current import Release
from resource_ld.validation.conforming import SIZE

NAME = "conforming.bin"


def write_conforming(folder: Path, digests: Iterable[bytes]) -> None:
    """Write digests of 16 bytes, in order."""
    (folder / NAME).write_bytes(b"".join(sorted(digests)))


def read_conforming(previous: Release | None, digests: Mapping[str, str]) -> frozenset[bytes]:
    """Return what the release before remembers; nothing if settings, shapes, vocabularies or software are others now."""
    if previous is None or dict(previous.manifest.digests) != dict(digests):
        return frozenset()
    path = previous.path / NAME
    stored = path.read_bytes() if path.exists() else b""
    return frozenset(stored[start : start + SIZE] for start in range(0, len(stored), SIZE))
