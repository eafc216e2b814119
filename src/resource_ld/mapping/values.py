"""Reads the text of one cell as a value of its field's kind; what cannot be read says why."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from resource_ld.errors import BadIRI
from resource_ld.fields import Field, Kind
from resource_ld.identifiers.numbers import is_isbn
from resource_ld.mapping.dates import parse_date, parse_period
from resource_ld.model import Agent, Concept, Effect, Finding, LangText, Link, Place, Severity, Value
from resource_ld.sentences import Phrase, Said, has, phrase
from resource_ld.terms import web_iri
from resource_ld.vocabulary import Vocabulary, fold, local_id

ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_ORCID = re.compile(r"(?:https?://)?orcid\.org/(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?", re.IGNORECASE)
_BARE_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_ROR = re.compile(r"https?://ror\.org/0[a-z0-9]{8}")
_WITH_IRI = re.compile(
    r"(.*?)\s*[<(\[]?\s*((?:https?://|orcid\.org/)[^\s<>()\[\]]+|\d{4}-\d{4}-\d{4}-\d{3}[\dX])\s*[>)\]]?"
)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)

ORGANISATIONS = ("publisher", "funding")
OPEN_SCHEMES = ("category", "audience")
"""Schemes in which a catalogue's own words are welcome: an unknown one is worth a note, not a warning."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text could not be read as it was meant; the cell that held it is the caller's to add."""

    severity: Severity
    rule: str
    said: Phrase
    suggestion: tuple[Said, ...] = ()
    outcome: Effect | None = None

    def at(self, place: Place, value: str, field: Field) -> Finding:
        """Return the finding of a cell."""
        return Finding(
            self.severity, self.rule, self.said, place, value, field.name, suggestion=self.suggestion, outcome=self.outcome
        )  # fmt: skip


Read = tuple[Value | None, Problem | None]
"""A value, or a problem, or both: a local concept is published and said."""


@dataclass(frozen=True, slots=True)
class ValueReader:
    """Reads cells; holds what a cell alone does not say: the vocabulary."""

    vocabulary: Vocabulary

    def read(self, field: Field, text: str, language: str) -> Read:
        """Return the value of one text, which is not empty, and what is to be said of it."""
        return _READERS[field.kind](self, field, text, language)

    def text(self, _field: Field, text: str, language: str) -> Read:
        return LangText(text, language), None

    def code(self, field: Field, text: str, _language: str) -> Read:
        if field.name == "doi":
            found = _DOI.fullmatch(text)
            return (found[1], None) if found else (text, _warning("doi", phrase("doi", value=text)))
        if field.name == "isbn":
            return text, None if is_isbn(text) else _warning("isbn", phrase("isbn", value=text))
        return text, None

    def id(self, field: Field, text: str, _language: str) -> Read:
        if field.name == "id" and not ID.fullmatch(text.lower()):
            near = re.sub(r"[^a-z0-9._-]+", "-", fold(text)).strip("-._")[:64]
            return None, Problem(Severity.VIOLATION, "id", phrase("id", value=text), (near,) if near else ())
        return text.lower() if field.name == "id" else text, None

    def date(self, _field: Field, text: str, _language: str) -> Read:
        value = parse_date(text)
        if value.value:
            return value, None
        first, last = value.year_from or "?", value.year_until or "?"
        key = "none" if first == last == "?" else "year" if first == last else "years"
        return value, Problem(
            Severity.INFO, "free-date", phrase(f"free-date.{key}", value=text, first=first, last=last)
        )

    def period(self, _field: Field, text: str, _language: str) -> Read:
        value = parse_period(text)
        readable = value.start or value.end
        return value, None if readable else Problem(Severity.INFO, "free-period", phrase("free-period", value=text))

    def agent(self, field: Field, text: str, _language: str) -> Read:
        kind = "organization" if field.name in ORGANISATIONS else ""
        found = _WITH_IRI.fullmatch(text)
        if not found:
            return Agent(text, "", kind), None
        name, address = found[1].strip(" ,;"), found[2]
        if (orcid := _ORCID.fullmatch(address)) or _BARE_ORCID.fullmatch(address):
            digits = (orcid[1] if orcid else address).upper()
            return Agent(name or digits, f"https://orcid.org/{digits}", "person"), None
        kind = "organization" if _ROR.fullmatch(address) else kind
        link, problem = self.link(field, address, "")
        return Agent(name or address, link.iri if isinstance(link, Link) else "", kind), problem

    def link(self, _field: Field, text: str, _language: str) -> Read:
        try:
            return Link(web_iri(text)[1:-1]), None
        except BadIRI as error:
            said = phrase(f"address.{error.kind}", value=text, character=error.character)
            return None, Problem(Severity.WARNING, "address", said, _mended(text), Effect.LEFT_OUT)

    def rights(self, field: Field, text: str, language: str) -> Read:
        if text.lower().startswith(("http://", "https://")):
            return self.link(field, text, language)
        match = self.vocabulary.find("licence", text)
        if len(match.ids) == 1:
            return Concept("licence", match.ids[0]), None
        return LangText(text, language), None

    def concept(self, field: Field, text: str, language: str) -> Read:
        scheme = field.scheme or field.name
        match = self.vocabulary.find(scheme, text)
        if len(match.ids) == 1:
            return Concept(scheme, match.ids[0]), None
        if match.ids:
            return None, self._ambiguous(scheme, text, match.ids)
        severity = Severity.INFO if scheme in OPEN_SCHEMES else Severity.WARNING
        said = phrase("unknown", value=text, list=list_name(scheme))
        nearest = tuple(self.vocabulary.words(scheme, each) for each in match.nearest)
        return Concept(scheme, local_id(text), text, language), Problem(severity, f"unknown-{scheme}", said, nearest)

    def _ambiguous(self, scheme: str, text: str, ids: tuple[str, ...]) -> Problem:
        names = tuple(phrase("named", name=self.vocabulary.words(scheme, each), code=each) for each in ids)
        said = phrase("ambiguous", value=text, names=names, list=list_name(scheme))
        return Problem(Severity.WARNING, f"ambiguous-{scheme}", said, outcome=Effect.LEFT_OUT)


def list_name(scheme: str) -> Phrase:
    """Return how a list of terms is called: those of the program by their names, others by their ids."""
    known = has(f"list.{scheme}")
    return phrase("list.of", list=phrase(f"list.{scheme}")) if known else phrase("list.named", name=scheme)


def _mended(text: str) -> tuple[str, ...]:
    """Return the address that was probably meant."""
    near = re.sub(r"^(?:htt?ps?|ttps?|https?)[:;]?/+(?=\w)", "https://", text.strip().replace(" ", "%20"))
    near = near if "://" in near else f"https://{near}"
    try:
        web_iri(near)
    except BadIRI:
        return ()
    return (near,) if near != text and "." in near.partition("://")[2] else ()


_READERS: dict[Kind, Callable[[ValueReader, Field, str, str], Read]] = {
    Kind.ID: ValueReader.id, Kind.TEXT: ValueReader.text, Kind.CODE: ValueReader.code, Kind.DATE: ValueReader.date,
    Kind.PERIOD: ValueReader.period, Kind.AGENT: ValueReader.agent, Kind.CONCEPT: ValueReader.concept,
    Kind.IRI: ValueReader.link, Kind.PAGE: ValueReader.link, Kind.FILE: ValueReader.link, Kind.RIGHTS: ValueReader.rights,
}  # fmt: skip


def _warning(rule: str, said: Phrase) -> Problem:
    return Problem(Severity.WARNING, rule, said)
