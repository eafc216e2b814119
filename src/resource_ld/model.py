"""Frozen values that travel along the two lines: rows, resources, findings. No RDF, no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum

from resource_ld.sentences import Phrase, Said, phrase, say


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the catalogue, as the curator finds it again.

    `row` is 1-based as a spreadsheet counts (the header is row 1; for JSON, the number of the record);
    `column` is 1-based, 0 for the whole row; `line` is the line of a text file, 0 when there is none.

    >>> str(Place("data/a.csv", row=57, column=3, header="Country", line=60))
    'data/a.csv, C57 (Country), line 60'
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    header: str = ""
    line: int = 0

    def cell(self) -> str:
        """Return the name of the cell as Excel writes it (`C57`), or of the row (`row 57`), or nothing."""
        if not self.row:
            return ""
        return f"{column_letters(self.column)}{self.row}" if self.column else f"row {self.row}"

    def __str__(self) -> str:
        parts = [f"{self.file}[{self.sheet}]" if self.sheet else self.file]
        if cell := self.cell():
            parts.append(f"{cell} ({self.header})" if self.header else cell)
        if self.line:
            parts.append(f"line {self.line}")
        return ", ".join(parts)


def column_letters(number: int) -> str:
    """Return the letters of a 1-based column.

    >>> [column_letters(n) for n in (1, 26, 27, 703)]
    ['A', 'Z', 'AA', 'AAA']
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Severity(IntEnum):
    """The three severities of SHACL, ordered; a violation holds its row."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3


class Effect(StrEnum):
    """What becomes of a value or its row; the words for it stand in the tables of sentences under `effect.…`."""

    HELD = "held"  # the row is nowhere until it is mended
    OLD = "old"  # the last good description stays
    REFUSED = "refused"  # of the catalogue itself: no release is made
    OFF = "off"  # a rule of privacy: nothing stays
    LEFT_OUT = "left-out"  # the row is published without the value
    PUBLISHED = "published"  # as it is
    WITH_ROW = "with-row"  # held only because something else holds its row
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Anything wrong with the input, brought home to its cell and value.

    `rule` is a short stable name (`unknown-place`) under which findings are grouped; `problem` says what is wrong and
    `expected` what should be there, in words that no language has been chosen for yet (a plain text is said as it is);
    `suggestion` holds the nearest values that are allowed. `value` is what was typed; `path` is the field, else the
    property, it is about; `title` that of the resource, for people. `outcome` is what happens because of it, unknown
    until the release knows its rows. `private` findings must never be shown outside the curator's own screen and never
    leave an old description up.
    """

    severity: Severity
    rule: str
    problem: Said
    place: Place | None = None
    value: str = ""
    path: str = ""
    resource_id: str = ""
    private: bool = False
    expected: Said = ""
    suggestion: tuple[Said, ...] = ()
    outcome: Effect | None = None
    title: str = ""

    def about(self, resource_id: str) -> "Finding":
        """Return the same finding with the id of the resource it is about."""
        return replace(self, resource_id=resource_id)

    @property
    def effect(self) -> Effect:
        """What happens: the outcome, else what the severity alone says."""
        return self.outcome or {1: Effect.NOTE, 2: Effect.PUBLISHED, 3: Effect.HELD}[self.severity]

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.sentence("en")

    def sentence(self, language: str) -> str:
        """Return what is wrong, what is expected and the nearest value, in the words of a language.

        >>> near = (phrase("noun.year"),)
        >>> Finding(Severity.WARNING, "x", phrase("too-high", value="3000"), suggestion=near).sentence("es")
        '3000 es demasiado alto. ¿un año?'
        """
        parts = [say(self.problem, language), say(self.expected, language), self.nearest(language)]
        return " ".join(each for each in parts if each)

    def nearest(self, language: str) -> str:
        """Return the nearest values as a question, empty when there is none.

        >>> Finding(Severity.WARNING, "x", "", suggestion=("Kenya", "Keynes")).nearest("en")
        'Kenya or Keynes?'
        """
        if not self.suggestion:
            return ""
        words = say(phrase("or"), language).join(say(each, language) for each in self.suggestion)
        return say(Phrase("suggestion", (("words", words),)), language)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the catalogue as read.

    `cells` maps a header (for JSON, a dotted path) to its values in order: one for a cell, several for repeated columns
    or a list. Empty cells are left out. `columns` maps a header to its 1-based column and is shared by the rows of a
    file. `links` holds the addresses under cells of a spreadsheet, `hidden` says the row is hidden there. `problems` are
    why a row could not be read whole: it is held, and what is left of its cells only tells which record it is.
    `value_places` has, for a header whose values do not all stand in its one cell of this row, the place of each.
    """

    place: Place
    cells: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False
    problems: tuple[Finding, ...] = ()
    value_places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    def at(self, header: str, number: int = 0) -> Place:
        """Return the place of a value of a header, the first one unless a number is given; of its cell where it has none."""
        places = self.value_places.get(header)
        if places is not None and number < len(places):
            return places[number]
        return replace(self.place, column=self.columns.get(header, 0), header=header)


@dataclass(frozen=True, slots=True)
class LangText:
    """A text and its BCP 47 language tag in lower case; an empty tag leaves it untagged."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """A date as the source gives it.

    `text` is what was written; `value` its ISO form (`2009`, `2009-05`, `2009-05-17`),
    empty when it is not exactly a date;
    `year_from` and `year_until` are the range of years that can be read, both None when none can.
    """

    text: str
    value: str = ""
    year_from: int | None = None
    year_until: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A period the content covers: two ISO dates of any precision, either may be empty; `text` as written."""

    text: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """A person or an organisation; `iri` is an ORCID, ROR or other IRI when the source gives one.

    `kind` is `person`, `organization` or empty when nobody said which.
    """

    name: str
    iri: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme (`place`, `category`, …) by its id; `label` only for a local one nobody described yet."""

    scheme: str
    id: str
    label: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An IRI as a value; `title` is the text it stood under, if any."""

    iri: str
    title: str = ""


Value = str | LangText | Date | Period | Agent | Concept | Link
"""What a field can hold; a bare `str` is an untagged text such as an ISBN."""


@dataclass(frozen=True, slots=True)
class Resource:
    """What a row says: for each field (name of `fields.py`) its values in the order of the source, without repeats.

    The place of the row is not part of a resource: row order and row numbers never reach published RDF.
    """

    id: str
    values: Mapping[str, tuple[Value, ...]]

    def first_text(self, name: str) -> str:
        """Return the first value of a field as plain text, or an empty text.

        >>> Resource("a", {"title": (LangText("Handbook", "en"),)}).first_text("title")
        'Handbook'
        """
        return next((as_text(value) for value in self.values.get(name, ())), "")


def as_text(value: Value) -> str:
    """Return the text a person reads for a value."""
    if isinstance(value, str):
        return value
    if isinstance(value, (LangText, Date, Period)):
        return value.text
    if isinstance(value, Agent):
        return value.name
    if isinstance(value, Concept):
        return value.label or value.id
    return value.title or value.iri
