"""What only the whole release can say: in which order resources are listed, and which facet values each has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from resource_ld.identifiers.digests import fold
from resource_ld.model import Resource
from resource_ld.release.index_writer import IndexWriter
from resource_ld.release.sets import FacetValue


class Listings:
    """Gathers resources, then writes the listing (newest first, then by title) and the facets into the index."""

    def __init__(self) -> None:
        self._order: list[tuple[int, str, str]] = []
        self._values: dict[str, dict[str, tuple[Mapping[str, str], list[str]]]] = {}
        self._works: dict[str, list[str]] = {}

    def add(
        self,
        resource: Resource,
        years: Sequence[int | None] | None,
        values: Iterable[FacetValue],
        agents: Iterable[str],
    ) -> None:
        """Note a resource; `years` are the first and last year of its date, `agents` the ids of those it names."""
        year = (years[1] or years[0] or 0) if years else 0
        self._order.append((-year, fold(resource.first_text("title")), resource.id))
        for name, value, labels in values:
            self._values.setdefault(name, {}).setdefault(value, (labels, []))[1].append(resource.id)
        for each in agents:
            self._works.setdefault(each, []).append(resource.id)

    def ids(self, size: int = 5_000) -> Iterator[Sequence[str]]:
        """Yield all ids, sorted, in chunks: 100,000 membership triples at once would be 200 MB."""
        yield from chunks(sorted(each for _, _, each in self._order), size)

    def used(self, scheme: str, concept_id: str) -> int:
        """Return how many resources have a concept as a facet value."""
        names = ("country", "region") if scheme == "place" else (scheme,)
        return sum(len(self._values.get(name, {}).get(concept_id, ({}, []))[1]) for name in names)

    def write(self, index: IndexWriter) -> None:
        """Write the listing and the facets."""
        position = {each: number for number, (_, _, each) in enumerate(sorted(self._order))}
        index.put_listing(sorted(position, key=position.__getitem__))
        for name, values in sorted(self._values.items()):
            index.put_facet(
                name,
                ((value, labels, sorted(position[each] for each in ids)) for value, (labels, ids) in values.items()),
            )
        for agent, ids in sorted(self._works.items()):
            index.put_works(agent, sorted(position[each] for each in ids))
        self._order.clear()
        self._values.clear()
        self._works.clear()


def chunks(ids: Sequence[str], size: int = 5_000) -> Iterator[Sequence[str]]:
    """Yield a sequence in parts."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
