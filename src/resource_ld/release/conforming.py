"""What a release remembers of its validation: digests of the descriptions that conformed, never a text."""

import hashlib
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

from resource_ld import model, terms, validation
from resource_ld.release.current import Release
from resource_ld.validation.conforming import SIZE

NAME = "conforming.bin"


def write_conforming(folder: Path, digests: Iterable[bytes]) -> None:
    """Write the digest of the engine and those of descriptions, in order: 16 bytes each."""
    (folder / NAME).write_bytes(b"".join((engine_digest(), *sorted(digests))))


def read_conforming(previous: Release | None, digests: Mapping[str, str]) -> frozenset[bytes]:
    """Return what the release before remembers; nothing if settings, shapes, vocabularies or the engine are others now."""
    if previous is None or dict(previous.manifest.digests) != dict(digests):
        return frozenset()
    try:
        stored = (previous.path / NAME).read_bytes()
    except OSError:
        # It only spares work.
        return frozenset()
    if stored[:SIZE] != engine_digest():
        return frozenset()
    return frozenset(stored[start : start + SIZE] for start in range(SIZE, len(stored), SIZE))


@cache
def engine_digest() -> bytes:
    """Return the digest of what checks: whoever updates the program without a new version number has another engine."""
    found = hashlib.sha256(f"{sys.version} {metadata.version('rdflib')}".encode())
    for path in engine_sources():
        found.update(path.read_bytes())
    return found.digest()[:SIZE]


def engine_sources() -> tuple[Path, ...]:
    """Return the files of what checks: the package of it, and what compiled shapes call beside it."""
    beside = [Path(str(each.__file__)) for each in (terms, model)]
    return (*sorted(Path(validation.__path__[0]).rglob("*.py")), *beside)
