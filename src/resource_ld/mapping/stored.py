"""Resource ↔ JSON: how a resource is stored in the index, so that an old description can be made again."""

import json
from collections.abc import Mapping
from typing import Any

from resource_ld.model import Agent, Concept, Date, LangText, Link, Period, Resource, Value

_CLASSES: dict[str, type[Any]] = {"L": LangText, "D": Date, "P": Period, "A": Agent, "C": Concept, "U": Link}
_LETTERS = {cls: letter for letter, cls in _CLASSES.items()}
_NAMES = {cls: tuple(cls.__dataclass_fields__) for cls in _CLASSES.values()}


def to_json(resource: Resource) -> str:
    """Return a resource as one line of JSON; equal resources give equal text."""
    values = {name: [_encode(each) for each in resource.values[name]] for name in sorted(resource.values)}
    return json.dumps({"id": resource.id, "values": values}, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Resource:
    """Return the resource of a stored text.

    >>> from_json(to_json(Resource("a", {"title": (LangText("Handbook", "en"),)}))).first_text("title")
    'Handbook'
    """
    stored = json.loads(text)
    return Resource(
        stored["id"], {name: tuple(_decode(each) for each in values) for name, values in stored["values"].items()}
    )


def to_plain(values: Mapping[str, tuple[Value, ...]]) -> dict[str, list[Any]]:
    """Return values as plain lists and texts, which are quick to write away and to read back."""
    return {name: [_encode(each) for each in some] for name, some in values.items()}


def from_plain(plain: Mapping[str, list[Any]]) -> dict[str, tuple[Value, ...]]:
    """Return the values of plain lists and texts."""
    return {name: tuple(_decode(each) for each in some) for name, some in plain.items()}


def _encode(value: Value) -> str | list[Any]:
    if isinstance(value, str):
        return value
    cls = type(value)
    return [_LETTERS[cls], *(getattr(value, name) for name in _NAMES[cls])]


def _decode(stored: str | list[Any]) -> Value:
    if isinstance(stored, str):
        return stored
    value: Value = _CLASSES[stored[0]](*stored[1:])
    return value
