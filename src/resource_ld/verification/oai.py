"""OAI-PMH 2.0 as a harvester sees it: identity, formats, sets, lists by their tokens, single records."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from resource_ld.errors import DoorError
from resource_ld.verification.lists import PARTS
from resource_ld.verification.reading import xml
from resource_ld.verification.site import Site
from resource_ld.verification.told import Door, Fault, Told

OAI = "{http://www.openarchives.org/OAI/2.0/}"
OAI_IDENTIFIER = "{http://www.openarchives.org/OAI/2.0/oai-identifier}"
OAI_DC = "oai_dc"
IDENTIFY = "OAI-PMH Identify"
RDF_ROOT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
"""The root of what is said in RDF/XML, whatever namespace the format is named by (Europeana names that of its terms)."""
OF_EVERY_RECORD = ("oai_dc", "rdf", "dcterms", "schema")
"""Prefixes that leave no record out: Dublin Core by the protocol, the others on sites of this program."""


class ProtocolError(DoorError):
    """An answer that is an error of the protocol; `code` is its own (OAI-PMH 2.0 section 3.6)."""

    def __init__(self, code: str, words: str, where: str) -> None:
        super().__init__(f"{code}: {words}".rstrip(": "), where=where)
        self.code = code


@dataclass(frozen=True, slots=True)
class Identity:
    """What a repository says of itself (section 4.2)."""

    base_url: str
    deleted_record: str
    earliest: str
    granularity: str
    identifiers: str = ""
    """What identifiers begin with, where the repository describes them (OAI Identifier Format section 2)."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a record (section 2.5); `metadata` is its metadata where it was asked for and is not deleted."""

    identifier: str
    datestamp: str
    deleted: bool
    sets: tuple[str, ...] = ()
    metadata: Element | None = None


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository at its base URL."""

    site: Site
    base_url: str

    def ask(self, **arguments: str) -> Element:
        """Return the answer to a request; raise ProtocolError, or DoorError for what is no answer of the protocol."""
        answer = self.site.get(f"{self.base_url}?{urlencode(arguments)}")
        root = xml(answer.body, where=answer.address)
        if root.tag != f"{OAI}OAI-PMH":
            raise DoorError(f"the root element is {root.tag}", where=answer.address)
        if (error := root.find(f"{OAI}error")) is not None:
            raise ProtocolError(error.get("code", ""), error.text or "", answer.address)
        found = root.find(f"{OAI}{arguments['verb']}")
        if found is None:
            raise DoorError(f"there is no {arguments['verb']} in the answer", where=answer.address)
        return found

    def identify(self) -> Identity:
        """Return what the repository says of itself."""
        said = self.ask(verb="Identify")
        scheme = (said.findtext(f".//{OAI_IDENTIFIER}repositoryIdentifier") or "").strip()
        return Identity(
            _text(said, "baseURL"), _text(said, "deletedRecord"), _text(said, "earliestDatestamp"), _text(said, "granularity"),
            f"oai:{scheme}:" if scheme else "",
        )  # fmt: skip

    def formats(self, identifier: str = "") -> dict[str, str]:
        """Return prefix → namespace, of the repository or of one record (section 4.4)."""
        asked = {"identifier": identifier} if identifier else {}
        try:
            said = self.ask(verb="ListMetadataFormats", **asked)
        except ProtocolError as error:
            if error.code == "noMetadataFormats":
                return {}
            raise
        found = said.findall(f"{OAI}metadataFormat")
        return {_text(each, "metadataPrefix"): _text(each, "metadataNamespace") for each in found}

    def parts(self, verb: str, **arguments: str) -> Iterator[Element]:
        """Yield the parts of a list, following its tokens; raise DoorError for a token that leads in a circle (section 3.5)."""
        asked, seen = arguments, set[bytes]()
        while True:
            part = self.ask(verb=verb, **asked)
            yield part
            token = _text(part, "resumptionToken")
            if not token:
                return
            # Some repositories give the same token for each part and count on their own: an equal part would be the circle.
            mark = sha256(f"{token}\0{''.join(part.itertext())}".encode()).digest()
            if mark in seen or len(seen) > PARTS * 10:
                raise DoorError("its resumptionTokens lead in a circle", where=self.base_url)
            seen.add(mark)
            asked = {"resumptionToken": token}

    def headers(self, verb: str, prefix: str, name: str) -> Iterator[Header | Fault]:
        """Yield the headers of a list, and at its end whether it is as long as its tokens said."""
        count, size = 0, 0
        for part in self.parts(verb, metadataPrefix=prefix):
            found = [_header(each) for each in part.iter(f"{OAI}header")]
            count += len(found)
            yield from found
            token = part.find(f"{OAI}resumptionToken")
            said = token.get("completeListSize", "") if token is not None else ""
            size = int(said) if said.isdecimal() else size
        if size and size != count:
            yield Fault(
                name, "", f"gives {count} records", f"its completeListSize is {size}",
                "Records are lost or doubled between two parts of the list.", self.base_url,
            )  # fmt: skip

    def record(self, identifier: str, prefix: str) -> Header:
        """Return one record with its metadata (section 4.1)."""
        said = self.ask(verb="GetRecord", identifier=identifier, metadataPrefix=prefix)
        record = said.find(f"{OAI}record")
        header = record.find(f"{OAI}header") if record is not None else None
        if record is None or header is None:
            raise DoorError("there is no record in the answer", where=self.base_url)
        metadata = record.find(f"{OAI}metadata")
        return _header(header, metadata[0] if metadata is not None and len(metadata) else None)

    def sets(self) -> set[str]:
        """Return the specs of all sets (section 4.6)."""
        try:
            return {_text(each, "setSpec") for part in self.parts("ListSets") for each in part.findall(f"{OAI}set")}
        except ProtocolError as error:
            if error.code == "noSetHierarchy":
                return set()
            raise


def _text(element: Element, name: str) -> str:
    return (element.findtext(f"{OAI}{name}") or "").strip()


def _header(said: Element, metadata: Element | None = None) -> Header:
    sets = tuple((each.text or "").strip() for each in said.findall(f"{OAI}setSpec"))
    return Header(_text(said, "identifier"), _text(said, "datestamp"), said.get("status") == "deleted", sets, metadata)


def prefix_door(
    repository: Repository, identity: Identity, prefix: str, *, verb: str, own: bool, sets: Collection[str]
) -> Door:
    """Return the door of a prefix: every header of its list; `sets` are the specs that records may name."""
    name = f"OAI-PMH {verb} {prefix}"

    def tell(_site: Site, _sample: Collection[str]) -> Iterator[Told | Fault]:
        unknown: set[str] = set()
        try:
            for each in repository.headers(verb, prefix, name):
                if isinstance(each, Fault):
                    yield each
                    continue
                yield from _structure(name, identity, each)
                unknown |= {*each.sets} - {*sets}
                record = each.identifier.rpartition(":")[2] if own else each.identifier
                yield Told(record, each.datestamp, each.deleted)
        except ProtocolError as error:
            # A format that no record has is an empty list, which the protocol calls an error.
            if error.code != "noRecordsMatch":
                raise
        for spec in sorted(unknown):
            yield Fault(name, "", f"has records in the set {spec}", "ListSets does not name it.")

    whole = prefix in (OF_EVERY_RECORD if own else (OAI_DC,))
    return Door(name, tell, whole=whole, deletes=identity.deleted_record == "persistent" or own)


def _structure(name: str, identity: Identity, header: Header) -> Iterator[Fault]:
    """Yield what the protocol does not allow in a header, whatever others say (sections 2.5, 3.3 and 4.2)."""
    checks: tuple[tuple[Callable[[], bool], str, str], ...] = (
        (lambda: not header.identifier, "has a header without an identifier", "Identifiers are required."),
        (lambda: len(header.datestamp) != len(identity.granularity), f"has the datestamp {header.datestamp!r}",
         f"Identify says that the granularity is {identity.granularity}."),
        (lambda: header.deleted and identity.deleted_record == "no", "is deleted", "Identify says that deletions are not told."),
    )  # fmt: skip
    if header.datestamp < identity.earliest[: len(header.datestamp)]:
        # Of the repository, once, not of each record in each prefix.
        others = "Records have earlier datestamps, which a harvester then never asks for."
        yield Fault(IDENTIFY, "", f"its earliestDatestamp is {identity.earliest}", others)
    for wrong, says, others in checks:
        if wrong():
            yield Fault(name, header.identifier, says, others)


def is_of(namespace: str, metadata: Element) -> bool:
    """Return whether metadata is in the format of a namespace (section 3.4)."""
    return metadata.tag == RDF_ROOT or metadata.tag.startswith(f"{{{namespace}}}")
