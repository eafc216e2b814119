"""RIS: what EndNote, Mendeley, RefWorks and library systems import (RIS Format Specifications, 2011)."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from resource_ld.formats import RIS as RIS_FORMAT
from resource_ld.formats import Format
from resource_ld.model import Date, Link
from resource_ld.profiles.citation import (
    address_of,
    agents,
    container_of,
    date_of,
    kind_of,
    languages_of,
    one_line,
    publisher_of,
)  # fmt: skip
from resource_ld.profiles.codes import valid
from resource_ld.profiles.profile import Profile
from resource_ld.profiles.record import Record


def reference(record: Record) -> str:
    """Return a record as one reference: a tag a line, `TY` first, `ER` last, lines ended by CR LF."""
    lines = [f"{tag}  - {one_line(text)}" for tag, text in _tags(record) if one_line(text)]
    return "\r\n".join((f"TY  - {kind_of(record).ris}", *lines, "ER  - ", ""))


def _tags(record: Record) -> Iterator[tuple[str, str]]:
    yield "ID", record.resource.id
    yield "TI", record.text("title")
    yield from (("AU", each.name) for each in agents(record, "creator"))
    yield from _date(date_of(record))
    yield "T2", container_of(record)
    yield "PB", publisher_of(record)
    yield "M3", record.text("type")
    yield "ET", record.text("edition", "version")
    yield from (("LA", each) for each in languages_of(record))
    yield "DO", next(iter(valid(record, "doi")), "")
    yield from (("SN", each) for each in (*valid(record, "isbn"), *valid(record, "issn")))
    yield "UR", address_of(record)
    for each in record.values("file"):
        if isinstance(each, Link) and urlsplit(each.iri).path.lower().endswith(".pdf"):
            yield "L1", each.iri
    yield from (("KW", text) for text, _ in record.texts("keyword", "category"))
    yield "AB", record.text("abstract", "description")
    # No tag is for who helped in a way nobody said: A2 to A4 make them editors and translators.
    yield from (("N1", f"Contributor: {each.name}") for each in agents(record, "contributor"))
    yield "DP", record.site.title


def _date(date: Date | None) -> Iterator[tuple[str, str]]:
    if date is not None and date.value:
        yield "PY", date.value[:4]
        # Year, month, day and a note, each slash in its place.
        yield "DA", "/".join([*date.value.split("-"), "", "", ""][:3]) + "/"
    elif date is not None:
        yield "DA", f"///{date.text}"


def _write(record: Record, _form: Format) -> bytes:
    return reference(record).encode()


RIS = Profile("https://w3id.org/resource-ld/ns#ris", "ris", "Citation (RIS)", (RIS_FORMAT,), _write, cites="RIS")
