"""Brings SHACL results home: to the cell, the column as the curator calls it, and words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from resource_ld.fields import Field
from resource_ld.model import Finding, Place
from resource_ld.sentences import Said
from resource_ld.terms import curie
from resource_ld.validation.explaining import Explaining, component_of
from resource_ld.validation.result import CHECK_FAILED, Result
from resource_ld.validation.shape_facts import ShapesFacts
from resource_ld.validation.shapes import Shapes
from resource_ld.vocabulary import Vocabulary

_YEARS = ("https://w3id.org/resource-ld/ns#yearFrom", "https://w3id.org/resource-ld/ns#yearUntil")


@dataclass(frozen=True, slots=True)
class Home:
    """Where a result belongs: the field, the cell and what was typed there, and the title of the record."""

    field: str
    place: Place | None
    written: str
    title: str = ""


HomeOf = Callable[[Result, tuple[str, ...]], Home]
"""Gives the home of a result; the fields are those its path may have come from."""


@dataclass(frozen=True, slots=True)
class ShapeFinding(Finding):
    """The finding of a shape, with the result it was made from and the name the shape has."""

    result: Result | None = None
    shape_name: Said = ""


class Findings:
    """Makes findings of results."""

    def __init__(self, shapes: Shapes, vocabulary: Vocabulary, fields: Mapping[str, Field]) -> None:
        self._names = _names(fields)
        self._fields = fields
        self._facts = ShapesFacts(shapes)
        self._explaining = Explaining(self._facts, vocabulary, self._called)

    def _called(self, path: str) -> Said:
        names = self._names.get(path, ())
        return self._fields[names[0]].label if names else path.rpartition("#")[2].rpartition("/")[2]

    def of(self, result: Result, resource_id: str, home_of: HomeOf) -> ShapeFinding:
        """Return the finding of a result; one of a private shape shows no text of the record."""
        home = home_of(result, self._names.get(result.path, ()))
        written = home.written or result.value
        facts = self._facts.of(result.shape)
        return ShapeFinding(
            result.severity, rule_of(result, home.field), self._explaining.problem(result, home.written), home.place,
            "" if result.private else written, home.field or result.path, resource_id, result.private,
            self._explaining.expected(result), self._explaining.nearest(result),
            title="" if result.private else home.title, result=result, shape_name=facts.name or "",
        )  # fmt: skip


def rule_of(result: Result, field: str) -> str:
    """Return the short name of a shape; one without an IRI is named by the field and what it asks."""
    if result.shape == CHECK_FAILED:
        return CHECK_FAILED
    if "/.well-known/genid/" in result.shape:
        return f"{field or result.path.rpartition('/')[2] or 'record'}-{component_of(result).lower()}"
    return result.shape.rpartition("#")[2].rpartition("/")[2]


def _names(fields: Mapping[str, Field]) -> Mapping[str, tuple[str, ...]]:
    """Return property → the fields that say it, in the order of fields."""
    found: dict[str, tuple[str, ...]] = {}
    for field in fields.values():
        for each in dict.fromkeys((field.dublin_core, field.schema_org)):
            if each:
                path = curie(each)[1:-1]
                found[path] = (*found.get(path, ()), field.name)
    return found | dict.fromkeys(_YEARS, ("issued",))
