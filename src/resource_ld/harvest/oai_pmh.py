"""OAI-PMH 2.0: raw arguments → request → answer. One function a verb (section 4); errors are answers too (section 3.6)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from resource_ld.errors import (
    BadResumptionToken,
    CannotDisseminateFormat,
    HarvestError,
    NoMetadataFormats,
    NoRecordsMatch,
    NoSetHierarchy,
)
from resource_ld.harvest.arguments import LISTS, Arguments, parse_arguments
from resource_ld.harvest.datestamps import releases_between
from resource_ld.harvest.oai_xml import (
    END,
    error,
    listed_set,
    metadata_format,
    oai_identifier,
    resumption_token,
    verb,
)
from resource_ld.harvest.repository import OAI_DC, RecordWriter, Repository
from resource_ld.harvest.resumption import Resumption, read_token, write_token
from resource_ld.profiles.xml import element
from resource_ld.release.harvest_index import Harvested, Position, Selection
from resource_ld.release.harvest_settings import email_of

NO_EMAIL = "not-configured@repository.invalid"
"""Stands where the schema demands an address and none is known; no mail can be sent to it (RFC 2606 section 2)."""

Parts = Iterable[bytes]
Said = tuple[Parts, str]
"""The element of a verb in pieces, and the token of a list that goes on."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as understood: its arguments, or none and the error that is its answer."""

    arguments: Arguments
    error: HarvestError | None = None

    @property
    def is_list(self) -> bool:
        """Whether it asks for many records, which costs more than the rest."""
        return self.arguments.get("verb") in LISTS


def read_request(raw: bytes) -> Request:
    """Return the request of a raw query string or form; nothing is raised."""
    try:
        return Request(parse_arguments(raw))
    except HarvestError as problem:
        return Request({}, problem)


class Content(NamedTuple):
    """What an answer says after its head: its bytes, and the token of a list that goes on, empty where none does."""

    said: bytes
    token: str = ""


def respond(request: Request, repository: Repository) -> Content:
    """Return what answers a request, valid by the protocol's schema whatever was asked."""
    try:
        if request.error is not None:
            raise request.error
        parts, token = VERBS[request.arguments["verb"]](repository, request.arguments)
    except HarvestError as problem:
        parts, token = (error(problem.code, str(problem)),), ""
    return Content(b"".join((*parts, END)), token)


def identify(repository: Repository, _arguments: Arguments) -> Said:
    """Answer `Identify` (section 4.2)."""
    site, release = repository.site, repository.release
    earliest = repository.index.earliest() or release.number
    sample = next(iter(release.index.ids(limit=1)), "r1")
    said = [
        element("repositoryName", site.title),
        element("baseURL", repository.base_url),
        element("protocolVersion", "2.0"),
        element("adminEmail", email_of(site) or NO_EMAIL),
        element("earliestDatestamp", release.manifest.committed(earliest)),
        element("deletedRecord", "persistent"),
        element("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        element("compression", "gzip"),
    ]
    if site.repository_id:
        said.append(oai_identifier(site.repository_id, repository.identifier(sample)))
    return verb("Identify", ["\n".join([*said, ""]).encode()]), ""


def list_metadata_formats(repository: Repository, arguments: Arguments) -> Said:
    """Answer `ListMetadataFormats` (section 4.4), of the repository or of one item."""
    formats = repository.formats
    if "identifier" in arguments:
        offered = repository.find(arguments["identifier"]).offered
        formats = {prefix: each for prefix, each in formats.items() if prefix in offered}
        if not formats:
            raise NoMetadataFormats("this item is deleted")
    listed = (metadata_format(prefix, each.schema, each.namespace) for prefix, (_, each) in formats.items())
    return verb("ListMetadataFormats", listed), ""


def list_sets(repository: Repository, arguments: Arguments) -> Said:
    """Answer `ListSets` (section 4.6)."""
    start = _start(repository, arguments)
    found = list(repository.index.sets(after=start.id, limit=repository.page_size + 1))
    if not found:
        raise BadResumptionToken("no set follows any more") if start.id else NoSetHierarchy("there are no sets")
    shown = found[: repository.page_size]
    total = repository.index.count_sets()
    listed = [listed_set(each.spec, repository.set_names.get(each.spec, each.name), each.description) for each in shown]
    more = replace(start, id=shown[-1].spec) if len(found) > len(shown) else None
    end, token = _end(repository, start, more, given=len(shown), total=total)
    return verb("ListSets", [*listed, *end]), token


def get_record(repository: Repository, arguments: Arguments) -> Said:
    """Answer `GetRecord` (section 4.1)."""
    item, prefix = repository.find(arguments["identifier"]), arguments["metadataPrefix"]
    _check_format(repository, prefix)
    if prefix not in item.offered and prefix not in repository.index.ever_offered(item.position):
        raise CannotDisseminateFormat(
            f"this item lacks what {prefix} requires", mend="Ask ListMetadataFormats with its identifier."
        )
    return verb("GetRecord", RecordWriter(repository, prefix).records([item])), ""


def list_records(repository: Repository, arguments: Arguments) -> Said:
    """Answer `ListRecords` (section 4.5)."""
    return _list(repository, arguments, lambda prefix: RecordWriter(repository, prefix).records)


def list_identifiers(repository: Repository, arguments: Arguments) -> Said:
    """Answer `ListIdentifiers` (section 4.3)."""
    return _list(repository, arguments, lambda prefix: RecordWriter(repository, prefix).headers)


def _list(
    repository: Repository, arguments: Arguments, writer: Callable[[str], Callable[[Sequence[Harvested]], Parts]]
) -> Said:
    repository.check_named()
    start = _start(repository, arguments)
    _check_format(repository, start.metadata_prefix, resumed="resumptionToken" in arguments)
    first, last = releases_between(repository.release.manifest.commits, start.from_, start.until)
    selection = Selection(start.metadata_prefix, start.set_spec, first, last)
    after = (start.changed_in, start.id) if start.id else None
    with_metadata = start.verb == "ListRecords" and start.metadata_prefix == OAI_DC
    found = repository.index.page(selection, after=after, limit=repository.page_size + 1, metadata=with_metadata)
    found = found or _again(repository, selection, after)
    shown, more = found[: repository.page_size], None
    if len(found) > len(shown):
        more = replace(start, changed_in=shown[-1].changed_in, id=shown[-1].id)
    total = 0
    if more or after:
        total = max(_total(repository, selection, start, after), start.cursor + len(shown))
    end, token = _end(repository, start, more, given=len(shown), total=total)
    return verb(start.verb, [*writer(start.metadata_prefix)(shown), *end]), token


def _start(repository: Repository, arguments: Arguments) -> Resumption:
    """Return where a list begins or goes on; raise BadResumptionToken also for a token of another verb."""
    token, name = arguments.get("resumptionToken"), arguments["verb"]
    if token is None:
        prefix, set_spec, from_, until = (
            arguments.get(each, "") for each in ("metadataPrefix", "set", "from", "until")
        )
        return Resumption(name, prefix, set_spec, from_, until)
    resumed = read_token(token, repository.lasting_name)
    if resumed.verb != name:
        raise BadResumptionToken(f"this resumptionToken goes on with {resumed.verb}")
    return resumed


def _check_format(repository: Repository, prefix: str, *, resumed: bool = False) -> None:
    if prefix in repository.formats:
        return
    if resumed:
        raise BadResumptionToken("the format of this list is no longer offered", mend="See ListMetadataFormats.")
    raise CannotDisseminateFormat(f"there is no format {prefix[:40]}", mend="See ListMetadataFormats.")


def _again(repository: Repository, selection: Selection, after: Position | None) -> list[Harvested]:
    """Return the record a list stood at, when all that followed has changed since and is no longer in the range asked for.

    An answer must hold a record, and an error would make a harvester drop what it has.
    """
    last = repository.index.last(selection, until=after) if after else None
    found = repository.index.get(last) if last else None
    if found is None:
        raise NoRecordsMatch("no record matches", mend="Widen from, until and set.")
    return [found]


def _total(repository: Repository, selection: Selection, start: Resumption, after: Position | None) -> int:
    """Return the size of the whole list: counted once, and again when another release has come between."""
    if start.total and start.release == repository.release.number:
        return start.total
    return (
        start.cursor + repository.index.count(selection, after)
        if after
        else repository.release.count_records(selection)
    )


def _end(repository: Repository, start: Resumption, more: Resumption | None, *, given: int, total: int) -> Said:
    """Return the end of a list, and its token: neither for one that fits into a single answer (section 3.5)."""
    token = ""
    if more is not None:
        reached = replace(more, cursor=start.cursor + given, total=total, release=repository.release.number)
        token = write_token(reached, repository.lasting_name)
    elif not start.id:
        return (), token
    return (resumption_token(token, total=total, cursor=start.cursor),), token


VERBS: Mapping[str, Callable[[Repository, Arguments], Said]] = {
    "GetRecord": get_record,
    "Identify": identify,
    "ListIdentifiers": list_identifiers,
    "ListMetadataFormats": list_metadata_formats,
    "ListRecords": list_records,
    "ListSets": list_sets,
}
"""The six verbs (section 4)."""
