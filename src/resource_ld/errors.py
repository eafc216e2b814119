"""Every error raised on purpose: what is wrong, where, and how to mend it."""


class ResourceLDError(Exception):
    """The root: one line that says what, where and how to mend."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what, self.where, self.mend = what, where, mend
        line = f"{where}: {what}" if where else what
        super().__init__(f"{line}. {mend}" if mend else line)


class ConfigurationError(ResourceLDError):
    """`resource-ld.toml` cannot be used as it stands."""


class CatalogueError(ResourceLDError):
    """A catalogue file as a whole cannot be read."""


class VocabularyError(ResourceLDError):
    """A file of `vocab/` or a terms table cannot be used."""


class ShapesError(ResourceLDError):
    """A shapes file cannot be used, or a concept or the catalogue violates it: the release is refused."""


class RegisterError(ResourceLDError):
    """The register of identifiers is damaged, or a decision about a record cannot be carried out."""


class ReleaseError(ResourceLDError):
    """A release could not be built, or no release can be read."""


class ConfirmationNeeded(ReleaseError):
    """The publication would remove or change so much that a person must say yes."""


class BadIRI(ResourceLDError):
    """A text is not an absolute IRI that RDF, a URL bar and every serialisation can carry.

    `kind` is `character` (then `character` is the one that cannot stand there), `whole` or `web`.
    """

    def __init__(self, what: str, *, kind: str, character: str = "", mend: str = "") -> None:
        super().__init__(what, mend=mend)
        self.kind, self.character = kind, character


class NotAcceptable(ResourceLDError):
    """No representation fits the request (RFC 9110 section 15.5.7)."""


class QueryError(ResourceLDError):
    """A SPARQL query cannot be answered; `status` is the HTTP status code that says so, `place` (line, column)."""

    def __init__(self, what: str, *, status: int, place: tuple[int, int] | None = None, mend: str = "") -> None:
        super().__init__(what, where=f"line {place[0]}, column {place[1]}" if place else "", mend=mend)
        self.status = status
        self.place = place


class DoorError(ResourceLDError):
    """A door of a site that is verified gives no answer, or none that can be read."""


class Disallowed(DoorError):
    """The robots.txt of a site does not allow to ask at a door (RFC 9309)."""


class HarvestError(ResourceLDError):
    """An OAI-PMH request that has an error for an answer; `code` is the protocol's own (OAI-PMH 2.0 section 3.6)."""

    code = ""


class BadVerb(HarvestError):
    """The verb is missing, repeated or none of the six."""

    code = "badVerb"


class BadArgument(HarvestError):
    """An argument is unknown, missing, repeated or of illegal syntax."""

    code = "badArgument"


class BadResumptionToken(HarvestError):
    """The token is none that this repository wrote."""

    code = "badResumptionToken"


class CannotDisseminateFormat(HarvestError):
    """The item, or the repository, does not have the metadata format."""

    code = "cannotDisseminateFormat"


class IdDoesNotExist(HarvestError):
    """The repository has no such item."""

    code = "idDoesNotExist"


class NoMetadataFormats(HarvestError):
    """The item has no metadata in any format: it is deleted."""

    code = "noMetadataFormats"


class NoRecordsMatch(HarvestError):
    """The list that was asked for is empty."""

    code = "noRecordsMatch"


class NoSetHierarchy(HarvestError):
    """The repository has no sets."""

    code = "noSetHierarchy"
