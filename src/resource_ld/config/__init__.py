"""The settings of a site: what `resource-ld.toml` says, and how it is read."""

from resource_ld.config.reading import FACET_SETS, REPOSITORY_ID, SET_SPEC, load, nearest, parse
from resource_ld.config.settings import CC0, Catalogue, Column, NamedSet, Publisher, Settings, Site

__all__ = [
    "CC0", "FACET_SETS", "REPOSITORY_ID", "SET_SPEC", "Catalogue", "Column", "NamedSet", "Publisher", "Settings", "Site",
    "load", "nearest", "parse",
]  # fmt: skip
