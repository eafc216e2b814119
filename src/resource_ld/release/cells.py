"""Finds the cell a result is about: the value that was typed there, else the column where one is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from resource_ld.mapping.columns import Draft
from resource_ld.mapping.description import Describer
from resource_ld.model import Concept, Place, Resource, Value, as_text
from resource_ld.validation import Home, Result
from resource_ld.vocabulary import Vocabulary

_PARTS = {"file": "file", "period": "temporal"}
"""What the fragment of a part's IRI begins with, and the field it comes from."""


class Cells:
    """Finds cells; `columns` maps a file and a sheet to the column and the header of each field there."""

    def __init__(
        self,
        describer: Describer,
        vocabulary: Vocabulary,
        columns: Mapping[tuple[str, str], Mapping[str, tuple[int, str]]],
    ) -> None:
        self._describer, self._vocabulary, self._columns = describer, vocabulary, columns

    def home(self, result: Result, names: tuple[str, ...], resource: Resource, draft: Draft) -> Home:
        """Return the home of a result on a resource or on what hangs on it."""
        title = resource.first_text("title")
        found = self._other_focus(result, resource) or self._value(result, names, resource)
        if found is not None:
            name, number, _ = found
            return Home(name, self._place(draft, name, number), self._written(draft, found), title)
        columns = self._columns.get((draft.place.file, draft.place.sheet), {})
        name = next((each for each in names if each in columns), names[0] if names else "")
        # Of a value that no cell holds the row is all that is known; of a missing one, the cell it would stand in.
        place = draft.place if result.value_node and len(names) > 1 else self._empty_cell(draft, name)
        return Home(name, place, "", title)

    def _other_focus(self, result: Result, resource: Resource) -> tuple[str, int, Value] | None:
        """Return the value that an agent, a term, a file or a period comes from."""
        own = self._describer.names.resource(resource.id)
        if result.focus == own:
            return None
        part = result.focus[len(own) : -1].partition("-")[0] if result.focus.startswith(own[:-1] + "#") else ""
        for name, number, value in _values(resource):
            if name == _PARTS.get(part) or (not part and self._describer.term(value) == result.focus):
                return name, number, value
        return None

    def _value(self, result: Result, names: tuple[str, ...], resource: Resource) -> tuple[str, int, Value] | None:
        """Return the value a result is about: the one it names, else the first one of its fields, where no other can be meant."""
        held = list(_values(resource, names))
        for name, number, value in held:
            if result.value_node in self._describer.said_of(resource.id, name, value):
                return name, number, value
        return held[0] if held and (len(held) == 1 or not result.value_node) else None

    def _place(self, draft: Draft, name: str, number: int) -> Place:
        places = draft.value_places.get(name, ())
        return places[number] if number < len(places) else draft.places.get(name, draft.place)

    def _empty_cell(self, draft: Draft, name: str) -> Place:
        column, header = self._columns.get((draft.place.file, draft.place.sheet), {}).get(name, (0, ""))
        return draft.places.get(name) or (replace(draft.place, column=column, header=header) if header else draft.place)

    def _written(self, draft: Draft, found: tuple[str, int, Value]) -> str:
        """Return what was typed; a default stands in no cell and is called by its label."""
        name, number, value = found
        if name not in draft.places and isinstance(value, Concept) and not value.label:
            return self._vocabulary.words(value.scheme, value.id).of(self._describer.language)
        return draft.typed.get(name, {}).get(number) or as_text(value)


def _values(resource: Resource, names: tuple[str, ...] | None = None) -> Iterator[tuple[str, int, Value]]:
    for name in resource.values if names is None else names:
        for number, value in enumerate(resource.values.get(name, ())):
            yield name, number, value
