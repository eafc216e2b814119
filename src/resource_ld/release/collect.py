"""The first half of publishing: files → rows → drafts → which resource each is. Drafts wait on disk, not in memory."""

import hashlib
import marshal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import IO

from resource_ld.config import Catalogue, Settings
from resource_ld.identifiers import Candidate, Facts, Identified, Register, candidate, identify
from resource_ld.identifiers.numbers import doi
from resource_ld.mapping.columns import ColumnMapper, Draft
from resource_ld.mapping.stored import from_plain, to_plain
from resource_ld.model import Concept, Date, Finding, Link, Place, Resource, Row, Severity, as_text
from resource_ld.readers import check_columns, read
from resource_ld.release.dois import Dois
from resource_ld.release.gaps import Gaps
from resource_ld.release.outcomes import Row as Where
from resource_ld.release.outcomes import row_of
from resource_ld.vocabulary import Vocabulary


class Spool:
    """Drafts by number, kept in a temporary file that vanishes with the object."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the spool
        self._offsets: list[int] = []

    def put(self, draft: Draft) -> int:
        """Keep a draft and return its number."""
        self._offsets.append(self._file.tell())
        # Plain lists cost a fifth of what pickled dataclasses do. Findings are kept elsewhere.
        columns = {name: _cell(each) for name, each in draft.places.items()}
        several = {name: [_cell(each) for each in some] for name, some in draft.value_places.items()}
        place = draft.place
        where = (place.file, place.sheet, place.row, place.line)
        self._file.write(marshal.dumps((to_plain(draft.values), *where, columns, several, dict(draft.typed))))
        return len(self._offsets) - 1

    def get(self, number: int) -> Draft:
        """Return a draft."""
        self._file.seek(self._offsets[number])
        # Our own bytes, from a file only this process has.
        values, file, sheet, row, line, columns, several, typed = marshal.load(self._file)  # noqa: S302
        place = Place(file, sheet, row, line=line)
        places = {name: Place(file, sheet, *cell) for name, cell in columns.items()}
        value_places = {name: tuple([Place(file, sheet, *cell) for cell in some]) for name, some in several.items()}
        return Draft(place, from_plain(values), (), places, value_places, typed)

    def close(self) -> None:
        """Delete the file."""
        self._file.close()

    __del__ = close


def _cell(place: Place) -> tuple[int, int, str, int]:
    return place.row, place.column, place.header, place.line


@dataclass(slots=True)
class Collected:
    """What the catalogue files say: `candidates` for identify, `spool` for describe, `held` numbers of rows held.

    `findings` are about files and rows that could not be read, `by_row` about rows by their numbers. `columns` maps a
    file and a sheet to the column and the header of each field, `merged` a row to the one it was merged into.
    """

    spool: Spool
    candidates: list[Candidate] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    by_row: dict[int, tuple[Finding, ...]] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)
    columns: dict[tuple[str, str], dict[str, tuple[int, str]]] = field(default_factory=dict)
    merged: dict[Where, Where] = field(default_factory=dict)
    dois: Dois = field(default_factory=Dois)
    rows: int = 0
    unread: int = 0


def collect(
    settings: Settings, vocabulary: Vocabulary, *, progress: Callable[[int], None] = lambda _: None
) -> Collected:
    """Read every catalogue; raise CatalogueError for a file that cannot be read at all."""
    collected = Collected(Spool())
    for catalogue in settings.catalogues:
        table = read(catalogue, settings.root)
        collected.findings += [*table.findings, *check_columns(catalogue, table)]
        mapper, gaps = ColumnMapper(catalogue, settings, vocabulary), Gaps(catalogue, table.header_row)
        collected.findings += mapper.default_findings()
        for row in table.rows:
            collected.rows += 1
            if isinstance(row, Finding):
                _take_unread(collected, catalogue, row)
                continue
            draft = _take(collected, catalogue, mapper, row)
            if not row.problems:
                gaps.add(row, draft)
            if collected.rows % 100 == 0:
                progress(collected.rows)
        collected.findings += gaps.findings()
    return collected


def _take(collected: Collected, catalogue: Catalogue, mapper: ColumnMapper, row: Row) -> Draft:
    draft = mapper.draft(row)
    number = collected.spool.put(draft)
    sheet = (catalogue.path, row.place.sheet)
    if sheet not in collected.columns:
        columns = {each.field: (row.columns.get(each.header, 0), each.header) for each in reversed(catalogue.columns)}
        collected.columns[sheet] = columns
    if catalogue.group_by:
        collected.merged.update(dict.fromkeys(_other_rows(row), row_of(row.place)))
    if draft.findings:
        title = as_text(draft.values["title"][0]) if "title" in draft.values else ""
        collected.by_row[number] = tuple([replace(each, title=title) for each in draft.findings])
    if draft.held:
        collected.held.add(number)
    if not row.problems:
        collected.dois.add(number, draft)
    own_id = next((each for each in draft.values.get("id", ()) if isinstance(each, str)), "")
    found = replace(candidate(number, catalogue.name, draft.place, own_id, _facts(draft)), held=draft.held)
    id_cell = collected.columns[sheet].get("id", found.id_cell)
    collected.candidates.append(replace(found, id_cell=id_cell) if own_id else found)
    return draft


def _other_rows(row: Row) -> Iterator[Where]:
    """Return the rows that were merged into one, as far as anything can be found in them."""
    places = [*chain.from_iterable(row.value_places.values()), *[each.place for each in row.problems if each.place]]
    return (row_of(each) for each in places if each.row != row.place.row)


def _take_unread(collected: Collected, catalogue: Catalogue, finding: Finding) -> None:
    """Remember a row of which nothing could be read: it may be any record that no other row is."""
    collected.unread += 1
    # No draft has such a number, and none is asked for, since the row is held.
    number = -collected.unread
    collected.by_row[number] = (finding,)
    collected.held.add(number)
    nothing = candidate(number, catalogue.name, finding.place or Place(catalogue.path), "", Facts(""))
    collected.candidates.append(replace(nothing, held=True))


def _facts(draft: Draft) -> Facts:
    first = {name: as_text(values[0]) for name, values in draft.values.items()}
    issued = draft.values.get("issued", ())
    language = [each.id for each in draft.values.get("language", ()) if isinstance(each, Concept)]
    year = next((str(each.year_from or each.text) for each in issued if isinstance(each, Date)), "")
    url = next((each.iri for each in draft.values.get("url", ()) if isinstance(each, Link)), "")
    # The case of a DOI tells nothing apart (DOI Handbook section 2.4), and what cannot be one identifies nothing.
    first["doi"] = doi(first.get("doi", "")).casefold()
    strong = tuple((name, first.get(name, "")) for name in ("source_id", "doi", "isbn"))
    return Facts(
        first.get("title", ""), year, first.get("creator", ""), language[0] if language else "",
        first.get("description", ""), url, (*strong, ("url", url)),
    )  # fmt: skip


@dataclass(slots=True)
class Plan:
    """What the next release is to hold, before anything is described.

    `order` lists (id, draft number) in the order of ids; `stay` are ids whose stored resource stays as it was.
    """

    collected: Collected
    identified: Identified
    order: list[tuple[str, int]]
    stay: set[str]

    @property
    def findings(self) -> list[Finding]:
        """Everything found in the files and in identifying, with the ids of the resources it is about."""
        ids = self.identified.ids
        rows = [each.about(ids.get(number, "")) for number, found in self.collected.by_row.items() for each in found]
        return [*self.collected.findings, *self.identified.findings, *rows]

    def resources(self) -> Iterator[tuple[Resource, Draft]]:
        """Yield each resource with its draft, in the order of ids."""
        for resource_id, number in self.order:
            draft = self.collected.spool.get(number)
            yield Resource(resource_id, draft.values), draft


def plan(collected: Collected, register: Register, *, title_of: Callable[[str], str]) -> Plan:
    """Decide which row is which resource and which descriptions stay as they were."""
    identified = identify(register, collected.candidates, title_of=title_of)
    order = sorted((each, number) for number, each in identified.ids.items() if number not in collected.held)
    for number, finding in collected.dois.findings(identified.ids, collected.spool.get):
        collected.by_row[number] = (*collected.by_row.get(number, ()), finding)
    # At 100,000 rows the candidates are 150 MB that nobody needs any more.
    collected.candidates.clear()
    return Plan(collected, identified, order, identified.kept)


def input_digest(settings: Settings, parts: Sequence[str]) -> str:
    """Return the digest of all that goes into a publication: files, settings and the given parts."""
    digest = hashlib.sha256(settings.source.encode())
    for catalogue in settings.catalogues:
        digest.update(file_content_digest(settings.root / catalogue.path))
    for part in parts:
        digest.update(b"\0" + part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def file_content_digest(path: Path) -> bytes:
    """Return the SHA-256 of a file, empty when it cannot be read: the reader says why, better."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""


def blocking(findings: Sequence[Finding]) -> int:
    """Return how many findings hold a row."""
    return sum(each.severity is Severity.VIOLATION for each in findings)
