"""BibTeX: one entry a record; the key is the resource's id, so it is unique and stays."""

import re
from collections.abc import Iterator

from resource_ld.formats import BIBTEX as BIBTEX_FORMAT
from resource_ld.formats import Format
from resource_ld.model import Agent
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
from resource_ld.profiles.codes import inverted, valid
from resource_ld.profiles.profile import Profile
from resource_ld.profiles.record import Record

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = re.compile(r"[\\{}~^&%$#_]")
# BibTeX counts braces whatever stands before them, so a lone one cannot be written as \{.
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}  # fmt: skip
_PUBLISHER = {"techreport": "institution", "manual": "organization"}
_CONTAINER = {"article": "journal", "incollection": "booktitle"}


def escaped(text: str) -> str:
    r"""Return a text on one line with what TeX reads as commands written out.

    >>> escaped("R&D at 50 % {draft}")
    'R\\&D at 50 \\% \\textbraceleft{}draft\\textbraceright{}'
    """
    return _SPECIAL.sub(lambda found: _ESCAPES.get(found[0], f"\\{found[0]}"), one_line(text))


def entry(record: Record) -> str:
    """Return a record as one entry."""
    kind = kind_of(record).bibtex
    lines = [f"  {name} = {value}" for name, value in _fields(record, kind) if value not in ("", "{}", "{{}}")]
    return f"@{kind}{{{record.resource.id},\n" + ",\n".join(lines) + "\n}\n"


def _fields(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    # The second pair of braces keeps capitals, which styles take away from titles.
    yield "title", f"{{{{{escaped(record.text('title'))}}}}}"
    yield "author", f"{{{' and '.join(_name(each) for each in agents(record, 'creator'))}}}"
    yield from _date(record)
    yield _CONTAINER.get(kind, "series"), f"{{{escaped(container_of(record))}}}"
    yield _PUBLISHER.get(kind, "publisher"), f"{{{escaped(publisher_of(record))}}}"
    yield "type", f"{{{escaped(record.text('type'))}}}" if kind == "techreport" else ""
    for name in ("edition", "version"):
        yield name, f"{{{escaped(record.text(name))}}}"
    for name in ("isbn", "issn", "doi"):
        yield name, f"{{{_verbatim(next(iter(valid(record, name)), ''))}}}"
    yield "url", f"{{{_verbatim(address_of(record))}}}"
    yield "language", f"{{{escaped(', '.join(languages_of(record)))}}}"
    yield "keywords", f"{{{escaped(', '.join(text for text, _ in record.texts('keyword', 'category')))}}}"
    yield "abstract", f"{{{escaped(record.text('abstract', 'description'))}}}"


def _date(record: Record) -> Iterator[tuple[str, str]]:
    date = date_of(record)
    if date is None:
        return
    year, _, rest = date.value.partition("-")
    yield "year", f"{{{year or escaped(date.text)}}}"
    yield "month", MONTHS[int(rest[:2]) - 1] if rest else ""
    yield "day", f"{{{int(rest[3:])}}}" if rest[3:] else ""


def _name(agent: Agent) -> str:
    parts = inverted(agent)
    if not parts[0] or any(re.search(r"\sand\s", f" {each} ", re.IGNORECASE) for each in parts):
        return f"{{{escaped(agent.name)}}}"
    return f"{escaped(parts[0])}, {escaped(parts[1])}"


def _verbatim(text: str) -> str:
    """Return an address as styles print it, unescaped; braces, which would end the field, percent-encoded."""
    return "".join(one_line(text).split()).replace("{", "%7B").replace("}", "%7D")


def _write(record: Record, _form: Format) -> bytes:
    return entry(record).encode()


BIBTEX = Profile(
    "https://w3id.org/resource-ld/ns#bibtex", "bibtex", "Citation (BibTeX)", (BIBTEX_FORMAT,), _write, cites="BibTeX"
)
