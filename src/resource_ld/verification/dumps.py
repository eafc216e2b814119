"""The dumps: each as its checksums say, and every record in it with the triples it has elsewhere."""

import csv
import gzip
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from io import BufferedReader, RawIOBase
from typing import IO, Any, cast
from zipfile import BadZipFile

from openpyxl import load_workbook

from resource_ld.errors import DoorError
from resource_ld.formats import JSONLD, NTRIPLES, RDFXML, TURTLE, Format
from resource_ld.terms import Triple
from resource_ld.verification.client import LARGEST_FILE
from resource_ld.verification.json_shares import shares
from resource_ld.verification.reading import added, json_of, statements
from resource_ld.verification.site import LATEST, Site
from resource_ld.verification.told import Door, Fault, Told

MEND = "It was changed or cut on its way: copy the release again, and empty the cache before the site."


def _unpacked(file: IO[bytes], name: str) -> IO[bytes]:
    return cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if name.endswith(".gz") else file


def _checked(site: Site, name: str) -> tuple[str, dict[str, str]]:
    """Return where a dump is and what it ought to have for a SHA-256: source → digest."""
    latest = site.get(LATEST)
    said = json_of(latest.body, where=latest.address)
    files = {each["name"]: each for each in said.get("files", ())} if isinstance(said, dict) else {}
    if name not in files:
        raise DoorError(f"{name} is not among the files", where=latest.address)
    folder = f"dumps/{files[name]['href'].rpartition('/')[0]}"
    sums = site.get(f"{folder}/SHA256SUMS").body.decode("utf-8", "replace").splitlines()
    named = {path: digest for digest, _, path in (each.partition("  ") for each in sums)}
    return f"dumps/{files[name]['href']}", {"SHA256SUMS": named.get(name, ""), "latest.json": files[name]["sha256"]}


def _dump(name: str, read: Callable[[Site, IO[bytes], str], Iterator[Told]]) -> Door:
    """Return the door of a dump: its checksums, then what it tells."""

    def tell(site: Site, _sample: Collection[str]) -> Iterator[Told | Fault]:
        address, sums = _checked(site, name)
        with site.saved(address) as saved:
            for source, expected in sums.items():
                if saved.sha256 != expected:
                    yield Fault(
                        f"dump {name}", "", f"has the SHA-256 {saved.sha256}", f"{source} says {expected or 'nothing'}",
                        MEND, site.reach(address),
                    )  # fmt: skip
            yield from read(site, _unpacked(saved.file, name), address)

    return Door(f"dump {name}", tell)


def _rdf_dump(form: Format) -> Door:
    name = f"catalogue.{form.suffix}.gz"

    def read(site: Site, file: IO[bytes], address: str) -> Iterator[Told]:
        sums: dict[str, int] = {}
        for triple in _triples(file, form, site.reach(address)):
            if record := site.subject_of(triple[0]):
                sums[record] = added(sums.get(record, 0), triple)
        for record, total in sums.items():
            yield Told(record, triples=total)

    def triples(site: Site, records: Collection[str]) -> Mapping[str, frozenset[Triple]]:
        address, _ = _checked(site, name)
        found: dict[str, set[Triple]] = {each: set() for each in records}
        with site.saved(address) as saved:
            for triple in _triples(_unpacked(saved.file, name), form, site.reach(address)):
                if (record := site.subject_of(triple[0])) in found:
                    found[record].add(triple)
        return {record: frozenset(each) for record, each in found.items()}

    door = _dump(name, read)
    return Door(door.name, door.tell, triples=triples)


def _triples(file: IO[bytes], form: Format, where: str) -> Iterator[Triple]:
    bounded = _bounded(file)
    for source in shares(bounded, where=where) if form is JSONLD else (bounded,):
        for _, triple in statements(source, form, where=where):
            yield triple


def _bounded(file: IO[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", BufferedReader(_Bounded(file), 1 << 20))


class _Bounded(RawIOBase):
    """A file of which no more is read than it may have, unpacked."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file, self._left = file, LARGEST_FILE

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        into = memoryview(buffer)
        found = self._file.read(len(into))
        self._left -= len(found)
        if self._left < 0:
            raise OSError(f"it has more than {LARGEST_FILE:,} bytes")
        into[: len(found)] = found
        return len(found)


def _csv(_site: Site, file: IO[bytes], address: str) -> Iterator[Told]:
    try:
        for row in csv.DictReader(_decoded(file)):
            yield Told(row["id"])
    except (ValueError, KeyError, csv.Error) as error:
        raise DoorError(f"it is no table with a column id ({error})", where=address) from None


def _decoded(file: IO[bytes]) -> Iterator[str]:
    """Yield lines as text, without the mark that a spreadsheet wants at the beginning."""
    for number, line in enumerate(file):
        yield line.decode("utf-8" if number else "utf-8-sig")


def _json_lines(_site: Site, file: IO[bytes], address: str) -> Iterator[Told]:
    try:
        for line in file:
            yield Told(json.loads(line)["id"])
    except (ValueError, KeyError, TypeError, OSError, EOFError) as error:
        raise DoorError(f"a line is no record ({error})", where=address) from None


def _workbook(_site: Site, file: IO[bytes], address: str) -> Iterator[Told]:
    try:
        book = load_workbook(file, read_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        column = next(rows).index("id")
        for row in rows:
            yield Told(str(row[column]))
    except (ValueError, KeyError, IndexError, StopIteration, OSError, BadZipFile) as error:
        raise DoorError(f"it is no workbook with a column id ({error})", where=address) from None


DUMPS = (
    *(_rdf_dump(each) for each in (NTRIPLES, TURTLE, JSONLD, RDFXML)),
    _dump("catalogue.csv", _csv),
    _dump("catalogue.ndjson.gz", _json_lines),
    _dump("catalogue.xlsx", _workbook),
)
