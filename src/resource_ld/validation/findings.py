"""Brings SHACL results home: to the cell, the column as the curator calls it, and words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from resource_ld.fields import Field
from resource_ld.model import Finding, Place
from resource_ld.sentences import Phrase, Said, Words
from resource_ld.sentences.field_names import FIELD_NAMES
from resource_ld.terms import Term, curie
from resource_ld.validation.explaining import Explaining, component_of
from resource_ld.validation.labels import Labels
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
    """The finding of a shape, with the result it was made from and the name the shape has.

    `found` is what is wrong in our words, which findings of one cause have in common whatever the message of the shape.
    """

    result: Result | None = None
    shape_name: Said = ""
    found: Phrase | None = None


class Findings:
    """Makes findings of results; `headers` maps fields to the one column of the catalogue that holds them."""

    def __init__(
        self,
        shapes: Shapes,
        vocabulary: Vocabulary,
        fields: Mapping[str, Field],
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._names = _names(fields)
        self._fields, self._headers = fields, headers or {}
        self._facts = ShapesFacts(shapes)
        self._vocabulary, self._labels = vocabulary, Labels(self._facts, vocabulary, self._called)
        self._explaining = Explaining(self._labels)

    def _called(self, path: str) -> Said:
        """Return what the curator calls a property: the header of its column, else its field in the reader's language."""
        names = self._names.get(path, ())
        header = next((self._headers[each] for each in names if each in self._headers), "")
        if header or not names:
            return header or path.rpartition("#")[2].rpartition("/")[2]
        texts = [(language, known[names[0]]) for language, known in FIELD_NAMES.items() if names[0] in known]
        return Words((("en", self._fields[names[0]].label), *texts))

    def of(self, result: Result, resource_id: str, home_of: HomeOf) -> ShapeFinding:
        """Return the finding of a result; one of a private shape shows no text of the record."""
        names = self._names.get(result.path, ())
        home = home_of(result, names)
        written = home.written or result.value
        facts = self._facts.of(result.shape)
        # What is no record, the catalogue or a term, is named as the title.
        is_named = not resource_id or self._is_record(result.focus, resource_id)
        whose = "" if is_named else self._whose(result, home, names)
        typed = home.written if is_named or result.value_node == result.focus else ""
        return ShapeFinding(
            result.severity, rule_of(result, home.field), self._explaining.problem(result, typed, whose), home.place,
            "" if result.private else written, home.field or result.path, resource_id, result.private,
            self._explaining.expected(result), self._explaining.nearest(result, typed),
            title="" if result.private else home.title, result=result, shape_name=facts.name or "",
            found=self._explaining.found(result, "", whose),
        )  # fmt: skip

    def _is_record(self, focus: Term, resource_id: str) -> bool:
        """Return whether a focus node is the resource or what the catalogue says about its row."""
        return focus[1:-1].removesuffix("#record") == f"{self._vocabulary.base_iri}resource/{resource_id}"

    def _whose(self, result: Result, home: Home, names: tuple[str, ...]) -> Said:
        """Return what the focus node is called: as it was typed where the cell holds it, and not one of its properties."""
        return home.written if home.written and home.field not in names else self._labels.of(result.focus)


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
