"""What was checked and what was found, gathered door by door."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from resource_ld.errors import Disallowed, DoorError
from resource_ld.verification.ledger import Ledger
from resource_ld.verification.schemas import Schemas
from resource_ld.verification.site import Site
from resource_ld.verification.told import Door, Fault, Watch

KEPT = 100
"""Faults of a door that are kept; the others are counted."""

SCHEMAS = "XML schemas"
_MEND = "Look whether the site is whole, and what a proxy or a cache before it changes."


@dataclass(frozen=True, slots=True)
class Checked:
    """A door that was read: how many records it told, or why it was left out."""

    door: str
    records: int = 0
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, what differs, how many faults of a door are not listed, how many requests it took."""

    address: str
    base_iri: str
    release: int
    checked: tuple[Checked, ...]
    faults: tuple[Fault, ...]
    more: Mapping[str, int]
    requests: int

    @property
    def right(self) -> bool:
        """Whether nothing differs."""
        return not self.faults


class Collected:
    """Reads doors and keeps what is found; says meanwhile how far it is."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self._checked: list[Checked] = []
        self._faults: dict[Fault, None] = {}
        self._counts: Counter[str] = Counter()

    def add(self, fault: Fault) -> None:
        """Keep a fault, once; of a door with many, count the rest."""
        if fault in self._faults:
            return
        self._counts[fault.door] += 1
        if self._counts[fault.door] <= KEPT:
            self._faults[fault] = None

    def leave_out(self, door: str, why: str) -> None:
        """Note that a door is not checked."""
        self._checked.append(Checked(door, left_out=why))

    def read(self, door: Door, ledger: Ledger, site: Site, sample: Collection[str]) -> None:
        """Take what a door tells into the ledger; a door that cannot be read is a fault, and no part of the comparison."""
        self.check(door.name, ledger.add(door, door.tell(site, sample)), mend=door.mend)

    def check(self, name: str, found: Iterator[Fault | int], *, mend: str = "") -> None:
        """Keep the faults that are found; the numbers among them say how many were looked at."""
        count = 0
        self.watch(name, 0)
        try:
            for each in found:
                if isinstance(each, Fault):
                    self.add(each)
                else:
                    count = each
                    self.watch(name, count)
        except Disallowed as error:
            self.leave_out(name, error.what)
            return
        except DoorError as error:
            self.add(Fault(name, "", error.what, "", error.mend or mend or _MEND, error.where))
        self._checked.append(Checked(name, count))

    def _take(self, schemas: Schemas) -> None:
        for each in schemas.invalid:
            self.add(Fault(SCHEMAS, "", each.why, "", "", each.address))
        self._checked.append(Checked(SCHEMAS, schemas.checked))
        for name, why in sorted(schemas.unused.items()):
            self.leave_out(f"{SCHEMAS}, {name}", why)

    def report(self, site: Site) -> Report:
        """Return all of it; what is wrong at a door itself comes before what is wrong with its records."""
        if site.schemas is not None:
            self._take(site.schemas)
        order = {each.door: number for number, each in enumerate(self._checked)}
        faults = sorted(self._faults, key=lambda each: (order.get(each.door, len(order)), each.door, bool(each.record)))
        more = {door: count - KEPT for door, count in self._counts.items() if count > KEPT}
        return Report(
            site.address, site.base_iri, site.release, tuple(self._checked), tuple(faults), more, site.client.requests
        )
