"""What a door tells, and what is found wrong with it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from resource_ld.terms import Triple
from resource_ld.verification.site import Site


@dataclass(frozen=True, slots=True)
class Told:
    """What a door tells of one record: its id or address, its datestamp if any, whether it is deleted.

    `triples` stands for the triples about it and its parts, `document` for the bytes of its N-Triples document, each 64
    bits, 0 where the door tells none: so a hundred thousand records of every door fit into a few megabytes.
    """

    record: str
    at: str = ""
    deleted: bool = False
    triples: int = 0
    document: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """A door that says other than others, or wrong: of which record (empty: of itself), what, what others say, how to mend it."""

    door: str
    record: str
    says: str
    others: str = ""
    mend: str = ""
    address: str = ""


Tell = Callable[[Site, Collection[str]], Iterator[Told | Fault]]
"""Asks a site what a door tells; of the given sample of records, or of all where the door is a list."""

Triples = Callable[[Site, Collection[str]], Mapping[str, frozenset[Triple]]]
"""Asks again, for the triples of some records, once it is known that they differ."""


@dataclass(frozen=True, slots=True)
class Door:
    """A way to take records from a site.

    `whole` says that every record is to be in it: if not, what is in it must be right, and what is missing may lack what
    the format requires. `deletes` says that it tells deletions. A `sampled` door is asked record by record.
    """

    name: str
    tell: Tell
    whole: bool = True
    deletes: bool = False
    sampled: bool = False
    triples: Triples | None = None
    mend: str = ""


Watch = Callable[[str, int], None]
"""Hears which door is read and how many records it has told so far."""
