"""A release as a repository of OAI-PMH (section 2.2): its identifiers, its formats, its records as XML."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from threading import BoundedSemaphore

from resource_ld.config import Site
from resource_ld.errors import IdDoesNotExist, NoRecordsMatch
from resource_ld.harvest.oai_xml import about_rights, header
from resource_ld.harvest.read_ahead import ReadAhead
from resource_ld.profiles import Profile, profile_of
from resource_ld.profiles.profile import MetadataFormat
from resource_ld.profiles.xml import without_declaration
from resource_ld.release.current import Release
from resource_ld.release.harvest_index import Harvested, HarvestIndex
from resource_ld.release.records import read_record

OAI_DC = "oai_dc"
PAGE_SIZE = 200
NO_NAME = (
    "this repository has no name yet, so its records have no identifiers",
    'The catalogue\'s keeper writes into resource-ld.toml: [oai] repository_id = "data.example.org", then publishes.',
)
"""What the lists say until the configuration has a `repository_id`: identifiers that change later would be worse than none."""


@dataclass(frozen=True, slots=True)
class Harvesting:
    """How harvesters are served: records in a part of a list, and the lists written at once; who comes then waits."""

    page_size: int = PAGE_SIZE
    at_once: int = 8
    room: BoundedSemaphore = field(init=False)
    ahead: ReadAhead = field(default_factory=ReadAhead)

    def __post_init__(self) -> None:
        object.__setattr__(self, "room", BoundedSemaphore(self.at_once))


@dataclass(frozen=True, slots=True)
class Repository:
    """A release, how many records a part of a list holds, and how the sets above others are called."""

    release: Release
    page_size: int = PAGE_SIZE
    set_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def index(self) -> HarvestIndex:
        """What is read for harvesters."""
        return self.release.index.harvest

    @property
    def site(self) -> Site:
        """What the release says of the site."""
        return self.release.site

    @property
    def base_url(self) -> str:
        """The address of the repository."""
        return f"{self.site.base_iri}oai"

    @property
    def lasting_name(self) -> str:
        """What stays the same through releases, for the checksum of tokens."""
        return self.site.repository_id or self.site.base_iri

    @property
    def formats(self) -> Mapping[str, tuple[Profile, MetadataFormat]]:
        """The formats of the release that this software still writes, by prefix."""
        return _formats(self.index.prefixes)

    def identifier(self, resource_id: str) -> str:
        """Return the identifier of an item (OAI Identifier Format section 2)."""
        return f"oai:{self.site.repository_id}:{resource_id}"

    def find(self, identifier: str) -> Harvested:
        """Return the item of an identifier; raise IdDoesNotExist."""
        if not self.site.repository_id:
            raise IdDoesNotExist(NO_NAME[0], mend=NO_NAME[1])
        prefix = self.identifier("")
        entry = (
            self.release.entry(f"resource/{identifier.removeprefix(prefix)}") if identifier.startswith(prefix) else None
        )
        found = self.index.get((entry.changed_in, entry.id)) if entry is not None else None
        if found is None:
            raise IdDoesNotExist(f"there is no item {identifier[:120]}", mend="See ListIdentifiers.")
        return found

    def check_named(self) -> None:
        """Raise NoRecordsMatch while records have no identifiers."""
        if not self.site.repository_id:
            raise NoRecordsMatch(NO_NAME[0], mend=NO_NAME[1])


@lru_cache(maxsize=8)
def _formats(prefixes: tuple[str, ...]) -> Mapping[str, tuple[Profile, MetadataFormat]]:
    found = ((each, profile_of(each)) for each in prefixes)
    return {
        prefix: (profile, profile.metadata_format)
        for prefix, profile in found
        if profile is not None and profile.metadata_format is not None
    }


class RecordWriter:
    """Writes records in one format, a list at a time: what is the same in all of them is looked up once."""

    def __init__(self, repository: Repository, prefix: str) -> None:
        self._repository, self._prefix = repository, prefix
        self._profile, self._format = repository.formats[prefix]
        self._identifier = repository.identifier("")
        self._end = b"</metadata>" + about_rights(repository.site.metadata_license) + b"</record>\n"

    def headers(self, items: Iterable[Harvested]) -> list[bytes]:
        """Return the header of each record (section 2.5), on a line."""
        return [f"{each}\n".encode() for each in self._headers(items)]

    def records(self, items: Sequence[Harvested]) -> list[bytes]:
        """Return records in pieces, of deleted ones the header (section 2.5.1)."""
        prefix, end, dublin_core = self._prefix, self._end, self._prefix == OAI_DC
        pieces: list[bytes] = []
        for item, head in zip(items, self._headers(items), strict=True):
            if prefix in item.offered:
                metadata = item.oai_dc if dublin_core else self._metadata(item)
                pieces += f"<record>{head}<metadata>".encode(), metadata, end
            else:
                pieces.append(f"<record>{head}</record>\n".encode())
        return pieces

    def _headers(self, items: Iterable[Harvested]) -> list[str]:
        prefix, identifier = self._prefix, self._identifier
        committed = cache(self._repository.release.manifest.committed)
        # Deleted is also what was once offered in this format and no longer is.
        return [
            header(identifier + each.id, committed(each.changed_in), each.sets, deleted=prefix not in each.offered)
            for each in items
        ]

    def _metadata(self, item: Harvested) -> bytes:
        entry = self._repository.release.index.get(f"resource/{item.id}")
        assert entry is not None
        return without_declaration(self._profile.write(read_record(entry, self._repository.site), self._format.format))
