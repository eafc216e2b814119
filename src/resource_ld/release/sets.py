"""Which sets of OAI-PMH a resource belongs to, and what they are called (section 2.6)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from resource_ld.config import FACET_SETS, SET_SPEC, NamedSet, Settings
from resource_ld.identifiers.digests import digest
from resource_ld.model import Concept, Date, Resource, Value, as_text

FacetValue = tuple[str, str, Mapping[str, str]]
"""(facet, value, language → label)."""


@dataclass(frozen=True, slots=True)
class ListedSet:
    """A set as `ListSets` gives it."""

    spec: str
    name: str
    description: str = ""


def set_spec(facet: str, value: str) -> str:
    """Return the setSpec of a value of a facet: what was its spec once is its spec for ever, since ids never change.

    >>> set_spec("country", "PL"), set_spec("category", "données")
    ('country:PL', 'category:xm21hes4esz')
    """
    return f"{facet}:{value if SET_SPEC.fullmatch(value) else 'x' + digest(value)}"


class Sets:
    """The sets of a catalogue: one for each value of five facets, and those the configuration names.

    `labels` gives what a concept is called, `matches` the IRIs of other lists that mean it.
    """

    def __init__(
        self,
        settings: Settings,
        labels: Callable[[Concept], Mapping[str, str]],
        matches: Callable[[str, str], Sequence[str]],
    ) -> None:
        self._settings = settings
        self._labels, self._matches = labels, matches
        self._names: dict[str, str] = {}

    def of(self, resource: Resource, values: Sequence[FacetValue]) -> tuple[str, ...]:
        """Return the specs of a resource's sets, in order, without those that only stand above others."""
        found = [each.spec for each in self._settings.sets if self._holds(each, resource)]
        for facet, value, labels in values:
            if facet in FACET_SETS:
                spec = set_spec(facet, value)
                found.append(spec)
                if spec not in self._names:
                    self._names[spec] = _label(labels, self._settings.site.language) or spec
        return tuple(sorted(found))

    def _holds(self, named: NamedSet, resource: Resource) -> bool:
        return all(
            any(wanted.casefold() in self._words(each) for each in resource.values.get(name, ()) for wanted in any_of)
            for name, any_of in named.where
        )

    def _words(self, value: Value) -> set[str]:
        """Return all that may be written in a configuration for a value: its text, id, IRI, label or date."""
        words = [as_text(value), getattr(value, "iri", "")]
        if isinstance(value, Date):
            words.append(value.value)
        elif isinstance(value, Concept):
            words += [value.id, *self._labels(value).values(), *self._matches(value.scheme, value.id)]
        return {each.casefold() for each in words if each}

    def keep(self, specs: Sequence[str], names: Mapping[str, str], *, shared: bool) -> tuple[str, ...]:
        """Return the specs a tombstone keeps; `names` are those of the release before.

        With `shared` only sets that others are in too, so that none tells what the resource was.
        """
        kept = []
        for each in specs:
            if each in self._names or any(each == named.spec for named in self._settings.sets):
                kept.append(each)
            elif not shared and each.partition(":")[0] in FACET_SETS:
                self._names[each] = names.get(each, each)
                kept.append(each)
        return tuple(kept)

    def listed(self) -> Iterator[ListedSet]:
        """Yield every set that has, or had, a resource, and those the configuration names, in the order of specs."""
        found = {each.spec: ListedSet(each.spec, each.name, each.description) for each in self._settings.sets}
        for spec, name in self._names.items():
            found[spec] = ListedSet(spec, name)
            facet = spec.partition(":")[0]
            found.setdefault(facet, ListedSet(facet, self._settings.fields[facet].label if facet != "year" else "Year"))
        for spec in sorted(found):
            yield found[spec]


def _label(labels: Mapping[str, str], language: str) -> str:
    for each in (language, "en", ""):
        if labels.get(each):
            return labels[each]
    return next(iter(labels.values()), "")
