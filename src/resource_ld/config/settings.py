"""What `resource-ld.toml` says, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from resource_ld.fields import BY_NAME, Field

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the catalogue (not the works in it)."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What the site says of itself; `base_iri` is absolute and ends with a slash."""

    base_iri: str
    title: str
    publisher: Publisher
    description: str = ""
    contact: str = ""
    metadata_license: str = CC0
    languages: tuple[str, ...] = ("en",)
    repository_id: str = ""

    @property
    def language(self) -> str:
        """The language of untagged text and of pages without a prefix; empty leaves text untagged."""
        return self.languages[0] if self.languages else ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file and the field it fills; `language` tags its texts."""

    header: str
    field: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One catalogue file and how to read it; `separator` stands between several values in one cell."""

    path: str
    columns: tuple[Column, ...]
    name: str
    defaults: tuple[tuple[str, str], ...] = ()
    separator: str = ""
    encoding: str = "utf-8"
    delimiter: str = ""
    sheet: str = ""
    group_by: str = ""
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedSet:
    """A set of OAI-PMH with a name of its own: the resources that have, in every field of `where`, one of its values."""

    spec: str
    name: str
    description: str = ""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything `resource-ld.toml` says; `root` is its folder, which all paths start from."""

    root: Path
    site: Site
    catalogues: tuple[Catalogue, ...]
    fields: Mapping[str, Field] = field(default_factory=lambda: BY_NAME)
    source: str = ""
    sets: tuple[NamedSet, ...] = ()
