"""Which release is current: one line in the file `current`, replaced as a whole; readers look per request."""

import os
import shutil
import threading
from functools import cached_property, lru_cache
from pathlib import Path

from resource_ld.config import Site
from resource_ld.errors import ReleaseError
from resource_ld.release.harvest_index import Selection
from resource_ld.release.index import Entry, Index
from resource_ld.release.manifest import Manifest, read_manifest, site_of

KEEP = 3
"""Releases kept for readers that began with them and for rollback."""
REMEMBERED = 512
"""Entries of the index kept in memory, some 15 KB each, and sizes of lists."""


class Release:
    """A finished release, to be read by many threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.number = int(path.name)
        self._local = threading.local()
        # A release never changes, so what was read last stays true; misses are remembered too.
        self.entry = lru_cache(maxsize=REMEMBERED)(self._entry)
        self.count_records = lru_cache(maxsize=REMEMBERED)(self._count_records)

    def _entry(self, path: str) -> Entry | None:
        return self.index.get(path)

    def _count_records(self, selection: Selection) -> int:
        return self.index.harvest.count(selection)

    @cached_property
    def manifest(self) -> Manifest:
        """What the release holds."""
        return read_manifest(self.path)

    @cached_property
    def site(self) -> Site:
        """The site as it was configured when the release was made."""
        return site_of(self.manifest)

    @property
    def index(self) -> Index:
        """The index, with a connection of this thread's own."""
        index: Index | None = getattr(self._local, "index", None)
        if index is None:
            index = self._local.index = Index(self.path / "index.sqlite")
        return index

    @cached_property
    def store(self) -> Path:
        """The directory of the triple store."""
        return self.path / "store"

    @property
    def dumps(self) -> Path:
        """The directory of the dumps."""
        return self.path / "dumps"


class Releases:
    """The releases of a data directory; `current()` is the one to answer from."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._held: tuple[tuple[int, int, int], str, Release] | None = None

    def current(self) -> Release:
        """Return the current release; raise ReleaseError when there is none."""
        release = self.current_or_none()
        if release is None:
            raise ReleaseError("nothing is published yet", where=str(self.data_dir), mend="Run: resource-ld publish.")
        return release

    def current_or_none(self) -> Release | None:
        """Return the current release, or None before the first one."""
        path = self.data_dir / "current"
        try:
            status = os.stat(path)
            seen = (status.st_mtime_ns, status.st_ino, status.st_size)
            held = self._held
            if held is not None and held[0] == seen:
                return held[2]
            line = path.read_text(encoding="ascii")
        except FileNotFoundError:
            return None
        # The line also carries the datestamp, so a release that was stamped again is read again.
        release = held[2] if held is not None and held[1] == line else Release(self.folder(int(line.split()[0])))
        self._held = (seen, line, release)
        return release

    def folder(self, number: int) -> Path:
        """Return the directory of a release."""
        return self.data_dir / "releases" / str(number)

    def numbers(self) -> list[int]:
        """Return the numbers of the releases on disk, in order."""
        folder = self.data_dir / "releases"
        return sorted(int(each.name) for each in folder.iterdir() if each.name.isdecimal()) if folder.exists() else []

    def switch(self, manifest: Manifest) -> None:
        """Make a release current."""
        temporary = self.data_dir / ".current.tmp"
        with temporary.open("w", encoding="ascii") as file:
            file.write(f"{manifest.release} {manifest.committed_at}\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.data_dir / "current")
        sync_folder(self.data_dir)

    def prune(self, *, keep: int = KEEP) -> None:
        """Delete all but the last releases; what another process still holds open (Windows) goes next time."""
        for number in self.numbers()[:-keep]:
            shutil.rmtree(self.folder(number), ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last through a power cut, where the platform can (Windows cannot open folders)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
