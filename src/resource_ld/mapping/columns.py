"""Row → Draft: the columns of a row become the fields of a resource, and whatever cannot be read becomes a finding."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as field_of

from resource_ld.config import Catalogue, Column, Settings
from resource_ld.fields import Field, Kind
from resource_ld.mapping.values import ValueReader
from resource_ld.model import Effect, Finding, Place, Row, Severity, Value, as_text
from resource_ld.sentences import phrase
from resource_ld.vocabulary import Vocabulary

PROSE = ("title", "description", "abstract", "rights")
_LINKED = (Kind.PAGE, Kind.FILE, Kind.IRI)


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as fields, before it is known which resource it is; `places` brings findings home to cells.

    For a field whose values stand in several cells, `value_places` has the place of each of them; `typed` has the text of
    values that do not say it themselves, such as the name of a country, by field and number.
    """

    place: Place
    values: Mapping[str, tuple[Value, ...]]
    findings: tuple[Finding, ...]
    places: Mapping[str, Place]
    value_places: Mapping[str, tuple[Place, ...]] = field_of(default_factory=dict)
    typed: Mapping[str, dict[int, str]] = field_of(default_factory=dict)

    @property
    def held(self) -> bool:
        """Whether a violation was found, so that the row is kept out of the release."""
        return any(each.severity is Severity.VIOLATION for each in self.findings)


class ColumnMapper:
    """Maps the rows of one catalogue file; texts without a language of their own get the row's, else the site's."""

    def __init__(self, catalogue: Catalogue, settings: Settings, vocabulary: Vocabulary) -> None:
        self._columns = [(column, settings.fields[column.field]) for column in catalogue.columns]
        self._place = Place("resource-ld.toml", f"catalogue.defaults of {catalogue.path}")
        self._defaults = [(settings.fields[name], text) for name, text in catalogue.defaults]
        self._separator = catalogue.separator
        self._language = settings.site.language
        filled = Counter(column.field for column in catalogue.columns)
        self._shared = {name for name, columns in filled.items() if columns > 1}
        self._tags = [column.header for column in catalogue.columns if column.field == "text_language"]
        self._reader = ValueReader(vocabulary)

    def draft(self, row: Row) -> Draft:
        """Return the fields of a row; a value that stands twice in a field is kept once.

        Of a row that could not be read whole only that is said: what else there is to say is looked for once it is mended.
        """
        values: dict[str, list[Value]] = {}
        places: dict[str, Place] = {}
        value_places: dict[str, list[Place]] = {}
        typed: dict[str, dict[int, str]] = {}
        findings = list(_links_not_published(row, self._columns))
        language = self._row_language(row)
        for column, field in self._columns:
            if column.header not in row.cells or field.name == "text_language":
                continue
            spread = field.name in self._shared or column.header in row.value_places
            for place, written in self._written(row, column, field):
                places.setdefault(field.name, place)
                text = _linked_text(row, column, field, written)
                value, problem = self._reader.read(field, text, column.language or language)
                if problem is not None:
                    findings.append(problem.at(place, text, field))
                if value is None or not _put(values, field, value, findings, place):
                    continue
                if spread:
                    value_places.setdefault(field.name, []).append(place)
                if as_text(value) != text:
                    typed.setdefault(field.name, {})[len(values[field.name]) - 1] = text
        self._default(values, language)
        if "title" not in values:
            findings.append(_without_title(row, self._columns))
        return Draft(
            row.place, {name: tuple(each) for name, each in values.items()}, row.problems or tuple(findings), places,
            {name: tuple(each) for name, each in value_places.items()}, typed,
        )  # fmt: skip

    def default_findings(self) -> Iterator[Finding]:
        """Yield what is found in the defaults, once and where they are written: a row shares them with all others."""
        for field, text in self._defaults:
            _, problem = self._reader.read(field, text, self._language)
            if problem is not None:
                yield problem.at(replace(self._place, header=field.name), text, field)

    def _row_language(self, row: Row) -> str:
        tags = [text.lower() for header in self._tags for text in row.cells.get(header, ())]
        return tags[0] if tags and re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]+)*", tags[0]) else self._language

    def _written(self, row: Row, column: Column, field: Field) -> Iterator[tuple[Place, str]]:
        """Yield each text of a column with its place."""
        whole = not self._separator or (field.name in PROSE and not self._separator.strip())
        place = row.at(column.header)
        for number, text in enumerate(row.cells[column.header]):
            here = row.at(column.header, number) if number else place
            # A line break between values is a line break in prose: it never splits a title or a description.
            for part in (text,) if whole else text.split(self._separator):
                if stripped := part.strip():
                    yield here, stripped

    def _default(self, values: dict[str, list[Value]], language: str) -> None:
        for field, text in self._defaults:
            if field.name not in values:
                value, _ = self._reader.read(field, text, language)
                if value is not None:
                    values[field.name] = [value]


def _put(values: dict[str, list[Value]], field: Field, value: Value, findings: list[Finding], place: Place) -> bool:
    """Add a value to its field and return whether it is new there."""
    held = values.setdefault(field.name, [])
    if value in held:
        return False
    if held and field.single:
        said, text = phrase("single", first=as_text(held[0])), as_text(value)
        findings.append(Finding(Severity.WARNING, "single", said, place, text, field.name, outcome=Effect.LEFT_OUT))
        return False
    held.append(value)
    return True


def _linked_text(row: Row, column: Column, field: Field, text: str) -> str:
    """Return the address under a cell where the field wants one and the text is none."""
    link = row.links.get(column.header, "")
    return link if link and field.kind in _LINKED and "://" not in text else text


def _links_not_published(row: Row, columns: list[tuple[Column, Field]]) -> Iterator[Finding]:
    linked = {column.header for column, field in columns if field.kind in _LINKED}
    for header, address in row.links.items():
        if header not in linked:
            yield Finding(Severity.INFO, "link-under-cell", phrase("link-under-cell"), row.at(header), address)


def _without_title(row: Row, columns: list[tuple[Column, Field]]) -> Finding:
    header = next((column.header for column, field in columns if field.name == "title"), "")
    place = row.at(header) if header else replace(row.place)
    return Finding(Severity.VIOLATION, "title", phrase("title"), place, "", "title")
