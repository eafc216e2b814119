"""Links that lead from the pages and documents of a site to others of it: each is asked once."""

from collections.abc import Iterator

from resource_ld.errors import Disallowed, DoorError
from resource_ld.verification.site import Site
from resource_ld.verification.told import Fault

NAME = "links"


class Links:
    """Collects addresses and where they were found; what was read already need not be asked again."""

    def __init__(self, site: Site, most: int | None) -> None:
        self._site, self._most = site, most
        self._found: dict[str, tuple[str, str]] = {}
        self._alive: set[str] = set()

    def add(self, target: str, *, page: str, record: str = "") -> None:
        """Take in a link from a page; only those within the site count."""
        address = target.partition("#")[0]
        if self._site.holds(address):
            self._found.setdefault(self._site.reach(address), (page, record))

    def read(self, address: str) -> None:
        """Take in that an address was read."""
        self._alive.add(self._site.reach(address))

    def check(self) -> Iterator[Fault | int]:
        """Yield the links that lead nowhere, and after each how many were followed."""
        waiting = [each for each in self._found if each not in self._alive]
        for number, address in enumerate(waiting[: self._most], 1):
            page, record = self._found[address]
            try:
                status = self._site.client.head(address).status
                says = f"leads to {address}, which answers {status}" if status >= 400 else ""
            except Disallowed:
                says = ""
            except DoorError as error:
                says = f"leads to {address}: {error.what}"
            if says:
                yield Fault(NAME, record, says, "A link within a site must be alive.", "", page)
            yield number

    @property
    def left(self) -> int:
        """How many links are not followed, because there are too many; `most` None follows all."""
        return 0 if self._most is None else max(0, len(self._found.keys() - self._alive) - self._most)
