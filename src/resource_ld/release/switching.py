"""The last step of a publication: files made to last, one switch, a datestamp that is never before it (invariants 4 and 6)."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from resource_ld.errors import ReleaseError
from resource_ld.release.current import Releases, sync_folder
from resource_ld.release.manifest import Manifest, parse_instant, stamp, write_manifest

UNSURE = "datestamp-unsure"
"""Stands in the data directory while a release is current whose datestamp may still prove too early."""

Clock = Callable[[], datetime]


def switch(releases: Releases, manifest: Manifest, clock: Clock) -> Manifest:
    """Make a release current with a datestamp that is not before the switch, and return its manifest as it then stands."""
    unsure = releases.data_dir / UNSURE
    unsure.touch()
    sync_folder(releases.data_dir)
    releases.switch(manifest)
    while clock() > parse_instant(manifest.committed_at):
        # The switch took longer than the datestamp allowed for: a harvester may have asked in between.
        manifest = stamp(manifest, clock())
        write_manifest(releases.folder(manifest.release), manifest)
        releases.switch(manifest)
    unsure.unlink()
    return manifest


def stamp_again(releases: Releases, clock: Clock) -> None:
    """Give the current release a new datestamp when the publication that made it was killed before it was sure of it."""
    current = releases.current_or_none()
    if current is not None and (releases.data_dir / UNSURE).exists():
        manifest = stamp(current.manifest, clock())
        write_manifest(current.path, manifest)
        switch(releases, manifest, clock)


def sync_tree(folder: Path) -> None:
    """Make all files of a folder last through a power cut; raise ReleaseError when the disk refuses."""
    for each in folder.rglob("*"):
        if each.is_dir():
            sync_folder(each)
        else:
            sync_file(each)
    sync_folder(folder)


def sync_file(path: Path) -> None:
    """Make one file last."""
    with path.open("rb+") as file:
        try:
            os.fsync(file.fileno())
        except OSError as error:
            raise ReleaseError(
                f"the disk refused to keep a file ({error.strerror})", mend="Make room and publish again."
            ) from None
