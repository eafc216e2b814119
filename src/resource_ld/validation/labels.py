"""What terms, shapes, properties and kinds of values are called in a sentence."""

from collections.abc import Callable

from resource_ld.sentences import Phrase, Said, phrase
from resource_ld.terms import Term, split_literal
from resource_ld.validation.literals import XSD, value_of
from resource_ld.validation.result import plain_text
from resource_ld.validation.shape_facts import ShapeFacts, ShapesFacts
from resource_ld.vocabulary import Vocabulary

SHOWN = 10
"""Values of a list that are named before the rest is counted."""

VALUE = 60
"""Characters of a value that a sentence shows."""

_NOUNS = {
    "gYear": "year", "date": "date", "gYearMonth": "date", "dateTime": "instant", "integer": "whole", "int": "whole",
    "long": "whole", "nonNegativeInteger": "whole", "positiveInteger": "whole", "decimal": "number", "double": "number",
    "float": "number", "boolean": "truth", "string": "text", "langString": "text", "anyURI": "address",
}  # fmt: skip


class Labels:
    """Knows what to call things; `called` gives what a property is called in the catalogue."""

    def __init__(self, shapes: ShapesFacts, vocabulary: Vocabulary, called: Callable[[str], Said]) -> None:
        self.shapes, self._vocabulary, self.called = shapes, vocabulary, called

    def is_record(self, term: Term) -> bool:
        """Return whether a term is a record of the catalogue, and not a value or a part of one."""
        return term.startswith(f"<{self._vocabulary.base_iri}resource/") and "#" not in term

    def of(self, term: Term) -> Said:
        """Return what a term is called: the label of a concept, the text of a literal, else the end of its IRI."""
        if not term.startswith("<"):
            return cut(plain_text(term))
        path = term[1:-1].removeprefix(self._vocabulary.base_iri)
        if path in self._vocabulary.triples and path.count("/") == 2:
            return self._vocabulary.words(*path.split("/")[1:])
        return self.shapes.label(term) or term[1:-1]

    def some(self, terms: tuple[Term, ...]) -> tuple[Said, ...]:
        """Return the first of some terms, and how many more there are."""
        shown = tuple(self.of(each) for each in terms[:SHOWN])
        more = len(terms) - len(shown)
        return (*shown, phrase("more", count=more)) if more else shown

    def shape(self, term: Term) -> Said:
        """Return the name of a shape, else the end of its IRI; a blank node without a name has none."""
        iri = term[1:-1]
        return self.shapes.of(iri).name or ("" if "/.well-known/genid/" in iri else _end(term))

    def noun(self, facts: ShapeFacts, bound: Term = "") -> Phrase:
        """Return the kind of value a shape asks for, or that of one of its bounds."""
        datatype = facts.first("datatype")[1:-1] or (split_literal(bound)[2] if bound.startswith('"') else "")
        local = datatype.removeprefix(XSD).rpartition("#")[2]
        if local in _NOUNS:
            return phrase(f"noun.{_NOUNS[local]}")
        term = facts.first("class") or f"<{datatype}>"
        return phrase("noun.named", name=self.shapes.label(term) or _end(term))

    def bound(self, facts: ShapeFacts, bound: Term) -> Phrase:
        """Return the kind of value that has an order with a bound: `0` is less than 0.5, so a number will do."""
        value = value_of(bound)
        if value is None or value[0] != "number":
            return self.noun(ShapeFacts(), bound)
        return self.noun(facts) if facts.first("datatype") else phrase("noun.number")


def count_of(term: Term) -> int:
    """Return a count as a sentence says it, 1 where there is none: past a billion the digits tell nobody anything.

    >>> count_of('"2"^^<http://www.w3.org/2001/XMLSchema#integer>'), count_of(""), count_of(f'"{"9" * 5000}"')
    (2, 1, 1000000000)
    """
    text = plain_text(term)
    return (int(text) if len(text) < 10 else 1_000_000_000) if text.isdecimal() else 1


def cut(text: str) -> str:
    """Return as much of a value as a sentence shows."""
    return text if len(text) <= VALUE else f"{text[:VALUE].rstrip()}…"


def _end(term: Term) -> str:
    return term[1:-1].rpartition("#")[2].rpartition("/")[2]
