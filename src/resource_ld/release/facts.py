"""What a page shows of a resource, an agent or a concept, prepared once: plain values, labels in every language."""

import json
from collections.abc import Mapping
from typing import Any

from resource_ld.config import Settings
from resource_ld.fields import Field
from resource_ld.identifiers.numbers import doi_iri
from resource_ld.mapping.parts import agent_id
from resource_ld.model import Agent, Concept, Date, LangText, Link, Resource, Value, as_text
from resource_ld.vocabulary import Vocabulary

_APART = ("title", "description", "abstract", "file", "id")
FACETS = ("type", "category", "country", "region", "place", "language", "publisher", "year")
_PLACES = ("country", "region", "place")


def compact(value: object) -> str:
    """Return JSON without spaces, keys in order of code points."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class FactsMaker:
    """Makes the facts of pages; `vocabulary` gives labels of concepts, local ones among them."""

    def __init__(self, settings: Settings, vocabulary: Vocabulary) -> None:
        self._fields: Mapping[str, Field] = settings.fields
        self._vocabulary = vocabulary

    def resource(self, resource: Resource, *, issued: str, modified: str) -> dict[str, Any]:
        """Return the facts of a resource's page."""
        return {
            "id": resource.id,
            "titles": _texts(resource.values.get("title", ())),
            "descriptions": _texts((*resource.values.get("description", ()), *resource.values.get("abstract", ()))),
            "year": _years(resource),
            "fields": [
                self._field(name, resource) for name in self._fields if name in resource.values and name not in _APART
            ],
            "files": [
                {"iri": each.iri, "title": each.title}
                for each in resource.values.get("file", ())
                if isinstance(each, Link)
            ],
            "issued": issued,
            "modified": modified,
        }

    def _field(self, name: str, resource: Resource) -> dict[str, Any]:
        field = self._fields[name]
        return {
            "name": name,
            "label": field.label,
            "values": [self._value(field, each) for each in resource.values[name]],
        }

    def _value(self, field: Field, value: Value) -> dict[str, Any]:
        shown: dict[str, Any] = {"text": as_text(value), "lang": "", "href": "", "iri": "", "labels": {}}
        if isinstance(value, LangText):
            shown["lang"] = value.language
        elif isinstance(value, Agent):
            shown |= {"href": f"agent/{agent_id(value)}", "iri": value.iri}
        elif isinstance(value, Concept):
            labels = self.labels(value)
            shown |= {
                "href": f"vocab/{value.scheme}/{value.id}", "labels": labels, "text": _any_label(labels, value),
                "codes": self._vocabulary.notations(value.scheme, value.id),
                "matches": self._vocabulary.exact_matches(value.scheme, value.id),
            }  # fmt: skip
        elif isinstance(value, Link):
            shown["iri"] = value.iri
        elif field.name == "doi":
            shown["iri"] = doi_iri(as_text(value))
        return shown

    def labels(self, concept: Concept) -> dict[str, str]:
        """Return language → label of a concept, of a local one its own."""
        known = dict(self._vocabulary.labels(concept.scheme, concept.id))
        return known or {concept.language: concept.label or concept.id}

    def facet_values(self, resource: Resource) -> list[tuple[str, str, dict[str, str]]]:
        """Return (facet, value, labels) of a resource; places once in one facet, years as such."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for name in FACETS:
            for value in resource.values.get(name, ()):
                if isinstance(value, Concept):
                    found[name if name not in _PLACES else self._place_facet(value), value.id] = self.labels(value)
                elif isinstance(value, Agent):
                    found[name, agent_id(value)] = {"": value.name}
        years = _years(resource)
        if years and years[0] and years[1] and years[1] - years[0] < 100:
            found |= {("year", str(year)): {"": str(year)} for year in range(years[0], years[1] + 1)}
        return [(*key, labels) for key, labels in found.items()]

    def _place_facet(self, concept: Concept) -> str:
        return "country" if self._vocabulary.notation("place", concept.id, "alpha2") else "region"


def _texts(values: tuple[Value, ...]) -> list[list[str]]:
    return [[each.text, each.language] for each in values if isinstance(each, LangText)]


def _years(resource: Resource) -> list[int | None] | None:
    for value in resource.values.get("issued", ()):
        if isinstance(value, Date) and (value.year_from or value.year_until):
            return [value.year_from, value.year_until]
    return None


def _any_label(labels: Mapping[str, str], concept: Concept) -> str:
    return labels.get("en") or next(iter(labels.values()), concept.label or concept.id)
