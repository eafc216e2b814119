"""Finds the folders that travel with the program: `shapes/`, `vocab/` and `data/`."""

from pathlib import Path

from resource_ld.errors import ConfigurationError


def bundled(folder: str) -> Path:
    """Return the folder as installed in the wheel, else as it lies in a checkout.

    Hatchling's `force-include` puts the folders into the wheel; an editable install does not see them there.

    >>> bundled("vocab").name
    'vocab'
    """
    package = Path(__file__).resolve().parent
    for place in (package / "bundled" / folder, package.parent.parent / folder):
        if place.is_dir():
            return place
    raise ConfigurationError(f"the folder {folder}/ of the program is missing", mend="Install resource-ld again.")
