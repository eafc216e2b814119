"""What a publication writes for harvesters: each resource in any state, where it is offered and was, its sets, its Dublin Core."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from resource_ld.config import FACET_SETS
from resource_ld.profiles import METADATA_PREFIXES
from resource_ld.release.current import Release
from resource_ld.release.index_writer import IndexWriter
from resource_ld.release.sets import Sets

BATCH = 500
EVERYWHERE = (1 << len(METADATA_PREFIXES)) - 1


@dataclass(frozen=True, slots=True)
class HarvestRow:
    """A row of the harvest: `offered` and `ever` have a bit a prefix, `facets` one for each set that stands above others."""

    id: str
    changed_in: int
    offered: int
    ever: int
    set_specs: tuple[str, ...]
    oai_dc: bytes = b""

    @property
    def facets(self) -> int:
        """The bits of the sets that stand above the resource's own (OAI-PMH 2.0 section 2.6)."""
        above = {each.partition(":")[0] for each in self.set_specs}
        return sum(1 << bit for bit, each in enumerate(FACET_SETS) if each in above)


class HarvestRows:
    """Gathers rows and writes them; `before` is the release before this one.

    A record that stops being offered in a prefix stays listed there, as a deletion: its harvesters must learn of it.
    """

    def __init__(self, index: IndexWriter, sets: Sets, before: Release | None) -> None:
        self._index, self._sets = index, sets
        self._before = before.index.harvest if before is not None and before.index.up_to_date else None
        self._names: Mapping[str, str] = {each.spec: each.name for each in self._before.sets()} if self._before else {}
        self._numbers: dict[str, int] = {}
        self._waiting: list[HarvestRow] = []

    def add(
        self, resource_id: str, changed: int, was: int, offered: Iterable[str], sets: Sequence[str], oai_dc: bytes
    ) -> None:
        """Add a published resource, which last changed in a release, in the release before `was` (0 for a new one)."""
        bits = _bits(offered)
        once = self._before.ever_offered((was, resource_id)) if self._before and was else ()
        self._put(HarvestRow(resource_id, changed, bits, bits | _bits(once), tuple(sets), oai_dc))

    def add_tombstone(self, resource_id: str, changed: int, was: int, *, shared: bool) -> None:
        """Add what is deleted in every prefix; it stays in its sets, with `shared` in those that hold others too."""
        old = self._before.get((was, resource_id)) if self._before and was else None
        kept = self._sets.keep(old.sets.split(), self._names, shared=shared) if old else ()
        self._put(HarvestRow(resource_id, changed, 0, EVERYWHERE, kept))

    def _put(self, row: HarvestRow) -> None:
        self._waiting.append(row)
        if len(self._waiting) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        rows = [
            (e.changed_in, e.id, e.offered, e.ever, e.facets, " ".join(e.set_specs), e.oai_dc) for e in self._waiting
        ]
        # In the order of the table, which is quicker.
        members = sorted(
            (self._numbers.setdefault(spec, len(self._numbers)), e.changed_in, e.id, e.ever)
            for e in self._waiting
            for spec in e.set_specs
        )
        self._index.put_harvest(rows, members)
        self._waiting.clear()

    def finish(self) -> bool:
        """Write the rest, the prefixes and the sets; return whether sets are listed otherwise than in the release before."""
        self._flush()
        listed = list(self._sets.listed())
        self._index.put_prefixes(METADATA_PREFIXES)
        self._index.put_sets(
            (e.spec, e.name, e.description, self._numbers.setdefault(e.spec, len(self._numbers))) for e in listed
        )
        return self._before is None or listed != list(self._before.sets())


def _bits(prefixes: Iterable[str]) -> int:
    return sum(1 << METADATA_PREFIXES.index(each) for each in prefixes if each in METADATA_PREFIXES)
