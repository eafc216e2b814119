"""What a profile may say of a resource: its values, its triples, the names of its concepts, and who publishes it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from resource_ld.config import Site
from resource_ld.model import Agent, Concept, Link, Resource, Value, as_text
from resource_ld.terms import Triple, curie, is_iri, split_literal

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class ConceptNames:
    """How a concept is called: language → label, its notations (`FR`, `FRA`, `250`), IRIs of other lists that mean the same."""

    labels: Mapping[str, str]
    codes: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()

    def label(self, language: str) -> tuple[str, str]:
        """Return (text, language) in a language, else English, else any; empty texts when there is none."""
        for each in (language, "en", *self.labels):
            if each in self.labels:
                return self.labels[each], each
        return "", ""


@dataclass(frozen=True, slots=True)
class Record:
    """A resource with all that its profiles say.

    `iri` is the resource's own; `triples` are its document's, sorted. `issued` and `modified` are the instants of its
    catalogue record. For an agent, a concept or the catalogue `resource` has no values.
    """

    iri: str
    resource: Resource
    triples: tuple[Triple, ...]
    site: Site
    concepts: Mapping[tuple[str, str], ConceptNames] = field(default_factory=dict)
    issued: str = ""
    modified: str = ""

    @property
    def page(self) -> str:
        """The address of its web page, which is what a reader opens."""
        return f"{self.iri}.html"

    def values(self, *names: str) -> Iterator[Value]:
        """Yield the values of some fields, in the order of the names."""
        for name in names:
            yield from self.resource.values.get(name, ())

    def agents_in(self, *names: str) -> Iterator[Agent]:
        """Yield the agents among the values of some fields."""
        return (each for each in self.values(*names) if isinstance(each, Agent))

    def concepts_in(self, *names: str) -> Iterator[Concept]:
        """Yield the concepts among the values of some fields."""
        return (each for each in self.values(*names) if isinstance(each, Concept))

    def links_in(self, *names: str) -> Iterator[Link]:
        """Yield the links among the values of some fields."""
        return (each for each in self.values(*names) if isinstance(each, Link))

    def type_by(self, table: Mapping[str, Said]) -> Said | None:
        """Return what a standard's table says of the first type it knows, by its id in our list of types; None when it knows none."""
        return next((table[each.id] for each in self.concepts_in("type") if each.id in table), None)

    def texts(self, *names: str) -> Iterator[tuple[str, str]]:
        """Yield (text, language) of the values of some fields; a concept in the site's first language, dates as ISO 8601."""
        for value in self.values(*names):
            if isinstance(value, Concept):
                yield self.name(value)
            else:
                yield getattr(value, "value", "") or as_text(value), getattr(value, "language", "")

    def text(self, *names: str) -> str:
        """Return the first text of some fields, or an empty one."""
        return next((text for text, _ in self.texts(*names)), "")

    def name(self, concept: Concept) -> tuple[str, str]:
        """Return (label, language) of a concept."""
        known = self.concepts.get((concept.scheme, concept.id))
        label, language = known.label(self.site.language) if known else ("", "")
        return (label, language) if label else (concept.label or concept.id, concept.language)

    def own_dates(self, predicate: str) -> list[str]:
        """Return the dates in ISO 8601 that a field of the catalogue's own says by a property, such as `dcterms:available`."""
        own, meant = f"<{self.iri}>", curie(predicate)
        said = (
            split_literal(term)[0]
            for subject, found, term in self.triples
            if (subject, found) == (own, meant) and not is_iri(term)
        )
        return [each for each in said if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", each)]

    def codes(self, concept: Concept) -> tuple[str, ...]:
        """Return the notations of a concept, in the order of its list; none for a term of the catalogue's own."""
        known = self.concepts.get((concept.scheme, concept.id))
        return known.codes if known else ()

    def matches(self, concept: Concept) -> tuple[str, ...]:
        """Return IRIs of other lists that mean the same as a concept."""
        known = self.concepts.get((concept.scheme, concept.id))
        return known.matches if known else ()
