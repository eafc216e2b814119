"""A site that is verified: where it is reached and what its IRIs begin with, which behind a proxy is not the same."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin

from resource_ld.errors import DoorError
from resource_ld.terms import Triple
from resource_ld.verification.client import LARGEST, Answer, Client, Saved
from resource_ld.verification.reading import json_of
from resource_ld.verification.schemas import Schemas

LATEST, HEALTH = "dumps/latest.json", "health"
SUFFIXES = (".html", ".nt")
"""Ends of addresses by which lists name a record."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site, reached at `address`, with IRIs that begin with `base_iri`; both end in a slash. `release` is 0 for a foreign one.

    Where there are `schemas`, every XML document that is read is checked by them.
    """

    client: Client
    address: str
    base_iri: str
    release: int = 0
    schemas: Schemas | None = None

    def reach(self, target: str) -> str:
        """Return the address at which an IRI, an address or a path of the site is reached."""
        if target.startswith(self.base_iri):
            return self.address + target[len(self.base_iri) :]
        return urljoin(self.address, target)

    def holds(self, target: str) -> bool:
        """Return whether an absolute address is one of this site."""
        return target.startswith((self.base_iri, self.address))

    def iri(self, record: str) -> str:
        """Return the IRI of a record."""
        return record if "://" in record else f"{self.base_iri}resource/{record}"

    def record_of(self, iri: str, *, suffixes: tuple[str, ...] = SUFFIXES) -> str:
        """Return the id of a record's IRI or page; what is none of this site comes back whole."""
        space = f"{self.base_iri}resource/"
        if not iri.startswith(space):
            return iri
        found = iri[len(space) :]
        return next((found.removesuffix(each) for each in suffixes if found.endswith(each)), found)

    def subject_of(self, term: str) -> str:
        """Return the id of the record that a subject is, or is a part of; empty for anything else."""
        space = f"<{self.base_iri}resource/"
        return term[len(space) : -1].partition("#")[0] if term.startswith(space) else ""

    def own(self, record: str, triples: Iterable[Triple]) -> frozenset[Triple]:
        """Return the triples about a record and its parts: a dump says what is shared, such as agents, only once."""
        return frozenset(each for each in triples if self.subject_of(each[0]) == record)

    def ask(self, target: str, *, accept: str = "*/*", follow: bool = True) -> Answer:
        """Return the answer, whatever its status."""
        return self.client.get(self.reach(target), accept=accept, follow=follow)

    def get(self, target: str, *, accept: str = "*/*", largest: int = LARGEST) -> Answer:
        """Return the answer; raise DoorError when it is not 200."""
        answer = self.client.get(self.reach(target), accept=accept, largest=largest)
        if answer.status != 200:
            raise DoorError(f"the answer is {answer.status}", where=answer.address)
        if self.schemas is not None and answer.media_type.endswith("xml"):
            self.schemas.look(answer.address, answer.body)
        return answer

    @contextmanager
    def saved(self, target: str, *, accept: str = "*/*") -> Iterator[Saved]:
        """Give a file of the site, on disk."""
        with self.client.saved(self.reach(target), accept=accept) as file:
            yield file


def latest_release(client: Client, address: str) -> int:
    """Return the number of the release that a site of this program serves, 0 where the site is of other software.

    Raise DoorError for one that is of this program and cannot say its release, or that fails: nothing can be said of it.
    """
    answer = client.get(address + LATEST)
    if answer.status >= 500:
        raise DoorError(f"the answer is {answer.status}", where=answer.address, mend="Verify it again when it is well.")
    found = _release_in(answer)
    if not found and (health := _release_in(client.get(address + HEALTH))):
        raise DoorError(
            f"the answer is {answer.status}, but health says that the site serves release {health}",
            where=answer.address, mend="Look what a proxy or a cache before the site does with this address.",
        )  # fmt: skip
    return found


def _release_in(answer: Answer) -> int:
    if answer.status != 200 or answer.media_type != "application/json":
        return 0
    said = json_of(answer.body, where=answer.address)
    number = said.get("release") if isinstance(said, dict) else None
    return number if isinstance(number, int) else 0
