"""What a publication starts from: vocabulary, shapes, register, the release before."""

from dataclasses import dataclass
from pathlib import Path

from resource_ld import __version__
from resource_ld.bundled import bundled
from resource_ld.config import Settings
from resource_ld.identifiers import Entry, Register, read_register, register
from resource_ld.profiles import VERSION as PROFILES_VERSION
from resource_ld.release.collect import input_digest
from resource_ld.release.current import Release
from resource_ld.release.index import VERSION
from resource_ld.validation import Findings, Shapes, Validator
from resource_ld.validation import load as load_shapes
from resource_ld.vocabulary import Vocabulary
from resource_ld.vocabulary import load as load_vocabulary


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything but the rows. `restored` names registers that were lost and taken from the release before."""

    settings: Settings
    vocabulary: Vocabulary
    shapes: Shapes
    register: Register
    previous: Release | None
    own_terms: bool
    restored: tuple[str, ...] = ()

    def files_digest(self) -> str:
        """Return the digest of the catalogue files and the settings."""
        return input_digest(self.settings, ())

    def digest(self, register: Register) -> str:
        """Return the digest of all that goes into a publication, with the register as it will be found next time."""
        parts = (
            self.vocabulary.digest,
            self.shapes.digest,
            register.decisions(),
            __version__,
            PROFILES_VERSION,
            str(VERSION),
        )
        return input_digest(self.settings, parts)

    def digests(self) -> dict[str, str]:
        """Return what makes other findings and descriptions of the same rows."""
        return {
            "settings": self.settings.source, "shapes": self.shapes.digest, "software": __version__,
            "vocabulary": self.vocabulary.digest,
        }  # fmt: skip

    def validator(self) -> Validator:
        """Return what checks descriptions: the shapes, with the vocabularies in reach."""
        return Validator(self.shapes, (each for _, triples in self.vocabulary.descriptions() for each in triples))

    def findings(self) -> Findings:
        """Return what makes findings of the results of the validator."""
        return Findings(self.shapes, self.vocabulary, self.settings.fields, headers_of(self.settings))

    def title_of(self, resource_id: str) -> str:
        """Return the title a resource had in the release before, empty when unknown."""
        entry = self.previous.index.get(f"resource/{resource_id}") if self.previous else None
        titles = entry.page_facts().get("titles") if entry else None
        return str(titles[0][0]) if titles else ""


def headers_of(settings: Settings) -> dict[str, str]:
    """Return field → header of its column, of fields that have one column; of several catalogues the first decides.

    >>> from resource_ld.config import Catalogue, Column
    >>> columns = (Column("Url", "url"), Column("Titre", "title", "fr"), Column("Title", "title", "en"))
    >>> headers_of(Settings(Path(), None, (Catalogue("a.csv", columns, "a"),)))
    {'url': 'Url'}
    """
    found: dict[str, str] = {}
    for catalogue in settings.catalogues:
        headers: dict[str, list[str]] = {}
        for each in catalogue.columns:
            headers.setdefault(each.field, []).append(each.header)
        found = {field: some[0] for field, some in headers.items() if len(some) == 1} | found
    return found


def load_inputs(settings: Settings, previous: Release | None, *, year: int | None = None) -> Inputs:
    """Read vocabulary, shapes and registers; raise a ResourceLDError for any that cannot be used.

    `year` is the present one, which some rules look at; that of today if it is not given.
    """
    vocabulary, own_terms = own_vocabulary(settings)
    found, restored = _registers(settings, previous)
    return Inputs(settings, vocabulary, own_shapes(settings, year=year), found, previous, own_terms, restored)


def own_vocabulary(settings: Settings) -> tuple[Vocabulary, bool]:
    """Return the shipped vocabulary with the catalogue's own terms, and whether there are any."""
    folders, terms = [bundled("vocab")], settings.root / "data" / "terms.csv"
    own = settings.root / "vocab"
    if own.is_dir() and not own.samefile(folders[0]):
        folders.append(own)
    terms = terms if terms.exists() else settings.root / "terms.csv"
    given = terms if terms.exists() else None
    return load_vocabulary(settings.site.base_iri, folders, given), len(folders) > 1 or given is not None


def own_shapes(settings: Settings, *, year: int | None = None) -> Shapes:
    """Return the shipped shapes with the catalogue's own."""
    return load_shapes(shapes_folders(settings), year=year)


def shapes_folders(settings: Settings) -> list[Path]:
    """Return the folder of the shipped shapes, and that of the catalogue's own if there is one."""
    folders, own = [bundled("shapes")], settings.root / "shapes"
    if own.is_dir() and not own.samefile(folders[0]):
        folders.append(own)
    return folders


def register_path(settings: Settings, name: str) -> Path:
    """Return where the register of a catalogue lies: beside the first file of that name."""
    catalogue = next(each for each in settings.catalogues if each.name == name)
    return (settings.root / catalogue.path).parent / f"{name}.ids.csv"


def _registers(settings: Settings, previous: Release | None) -> tuple[Register, tuple[str, ...]]:
    entries: list[Entry] = []
    restored: list[str] = []
    for catalogue in settings.catalogues:
        path = register_path(settings, catalogue.name)
        if not path.exists() and previous is not None:
            path = previous.path / "register" / f"{catalogue.name}.ids.csv"
            restored += [catalogue.name] if path.exists() else []
        entries += read_register(path, catalogue.name)
    return register(entries), tuple(restored)
