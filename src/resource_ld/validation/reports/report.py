"""What every form of the report is made of, and how a finding is spelled in a row of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from resource_ld.config import Settings
from resource_ld.model import Finding, Place
from resource_ld.sentences import phrase, say


def _never(_finding: Finding) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a check, echoes too, in a language; `counts` are rows, resources and the like."""

    findings: tuple[Finding, ...]
    settings: Settings
    language: str
    counts: Mapping[str, object] = field(default_factory=dict)
    is_new: Callable[[Finding], bool] = _never

    @property
    def base_iri(self) -> str:
        """The base IRI of the site."""
        return self.settings.site.base_iri


def line_of(finding: Finding, language: str, *, file: bool = False) -> str:
    """Return a finding in one line: cell, title, column and sentence.

    >>> from resource_ld.model import Severity
    >>> found = Finding(Severity.VIOLATION, "x", phrase("too-high", value="3000"), Place("a.csv", "", 57, 3, "Year"))
    >>> line_of(found, "en")
    'C57 · Year: 3000 is too high.'
    """
    place = finding.place
    parts = [where(finding, language, file=file)] if place else []
    if finding.title:
        parts.append(quoted(finding.title, language))
    sentence = finding.sentence(language)
    parts.append(of_column(place, sentence, language))
    return " · ".join(each for each in parts if each)


def of_column(place: Place | None, sentence: str, language: str) -> str:
    """Return a sentence with the column it is about, as a language writes that."""
    return say(phrase("lack", name=place.header, sentence=sentence), language) if place and place.header else sentence


def where(finding: Finding, language: str, *, file: bool = False) -> str:
    """Return the cell of a finding as the curator finds it, or its row, with file and sheet where there are several."""
    place = finding.place or Place("")
    cell = cell_of(place, language)
    source = table_of(place) if file or not cell else ""
    return " ".join(each for each in (source, cell) if each)


def table_of(place: Place) -> str:
    """Return the file, with the sheet where it has any.

    >>> table_of(Place("works.xlsx", "Films", 3))
    'works.xlsx[Films]'
    """
    return f"{place.file}[{place.sheet}]" if place.sheet else place.file


def cell_of(place: Place, language: str) -> str:
    """Return the name of a cell as Excel writes it, or the row in words."""
    return place.cell() if place.column else _row(place, language)


def _row(place: Place, language: str) -> str:
    """Return the row, with the line of the file where a row that cannot be read has no cells to look for."""
    if not place.row:
        return ""
    row = phrase("view.row", row=place.row)
    return say(
        phrase("view.line", row=row, line=place.line) if place.line not in (0, place.row) and not place.header else row,
        language,
    )


def short(text: str, length: int = 40) -> str:
    """Return the beginning of a text, cut between words.

    >>> short("Forest income and rural livelihoods in the tropics", 20)
    'Forest income and…'
    """
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0].rstrip(' ,;:.–-')}…"


def quoted(text: str, language: str, length: int = 40) -> str:
    """Return the beginning of a text in the quotes of a language.

    >>> quoted("Forêts", "fr")
    '« Forêts »'
    """
    return say(phrase("quoted", text=short(text, length)), language)


def effect(finding: Finding, language: str) -> str:
    """Return what happens because of a finding."""
    return say(phrase(f"effect.{finding.effect.value}"), language)


def facts_of(finding: Finding, report: Report) -> dict[str, object]:
    """Return what a program wants to know of a finding."""
    place, language = finding.place or Place(""), report.language
    return {
        "severity": finding.severity.name.lower(), "outcome": finding.effect.value, "rule": finding.rule,
        "message": finding.sentence(language), "expected": say(finding.expected, language),
        "suggestion": [say(each, language) for each in finding.suggestion], "place": str(finding.place or ""),
        "file": place.file, "sheet": place.sheet, "cell": place.cell(), "line": place.line, "column": place.header,
        "value": finding.value, "field": finding.path, "id": finding.resource_id, "title": finding.title,
        "iri": f"{report.base_iri}resource/{finding.resource_id}" if finding.resource_id else "",
        "new": report.is_new(finding),
    }  # fmt: skip
