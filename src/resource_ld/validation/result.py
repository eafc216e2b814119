"""What validation says: one result as SHACL section 3.6.2 names its parts, with the branches a report needs."""

from dataclasses import dataclass, field

from resource_ld.model import LangText, Severity
from resource_ld.terms import Term, split_literal

SH = "http://www.w3.org/ns/shacl#"
SEVERITIES = {f"{SH}Violation": Severity.VIOLATION, f"{SH}Warning": Severity.WARNING, f"{SH}Info": Severity.INFO}
CHECK_FAILED = "check-failed"
"""Stands for the source shape of the finding that a record could not be checked at all."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the shapes a value was tried against: `results` say what it lacked, none when it conformed."""

    shape: str
    value_node: Term
    results: tuple["Result", ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result (SHACL section 3.6.2).

    `focus`, `value_node` are terms, `value_node` empty when there is none; `path` is the IRI of a predicate or the text
    of a SPARQL property path, empty for node shapes; `component`, `shape`, `severity_iri` are IRIs without brackets
    (`shape` is a skolem IRI when the shape is a blank node). `details` are the branches of `sh:or`, `sh:xone`,
    `sh:and`, `sh:not`, `sh:node` and of a qualified value shape, each with what it lacked.
    """

    focus: Term
    path: str
    value_node: Term
    component: str
    shape: str
    severity_iri: str
    messages: tuple[LangText, ...]
    private: bool = False
    details: tuple[Branch, ...] = field(default=(), compare=False)

    @property
    def focus_node(self) -> str:
        """The focus node as text, an IRI without brackets."""
        return plain_text(self.focus)

    @property
    def value(self) -> str:
        """The value as text, an IRI without brackets; empty when the result has none."""
        return plain_text(self.value_node)

    @property
    def severity(self) -> Severity:
        """The severity; one of the shapes' own holds the row."""
        return SEVERITIES.get(self.severity_iri, Severity.VIOLATION)

    @property
    def message(self) -> str:
        """One message: the English or untagged one if there is, else the first."""
        ordered = sorted(self.messages, key=lambda each: (each.language not in ("en", ""), each.language, each.text))
        return ordered[0].text if ordered else ""

    def closest(self) -> Branch | None:
        """Return the branch that came closest to conforming: the one that lacked least."""
        lacking = [each for each in self.details if each.results]
        return min(lacking, key=lambda each: len(each.results), default=None)


def plain_text(term: Term) -> str:
    """Return the text of a term: an IRI without brackets, the lexical form of a literal.

    >>> plain_text('"Kenia"@de'), plain_text("<https://example.net/a>")
    ('Kenia', 'https://example.net/a')
    """
    if term.startswith('"'):
        return split_literal(term)[0]
    return term[1:-1] if term.startswith("<") else term


def order(result: Result) -> tuple[str, ...]:
    """Return the key results are sorted by, the same in every process."""
    said = "".join(f"{each.text}@{each.language}" for each in result.messages)
    return result.focus, result.shape, result.path, result.component, result.value_node, said
