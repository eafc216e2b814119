"""What a row says that can tell which resource it is."""

from dataclasses import dataclass

from resource_ld.identifiers.digests import digest, fold
from resource_ld.model import Place

LONG_ENOUGH = 50
"""Characters a description needs before it tells one resource from another."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What identifies a row. `number` is the caller's; `key` is the match key in words, `keys` its digests.

    A `held` row is not published whatever it is, perhaps because not all of it could be read: it mints nothing and changes
    no keys, but the record it is keeps its last description. Its key is empty when too little of it is known. `id_cell` is the column
    and the header that `own_id` stands in, the same pair for the rows of a file.
    """

    number: int
    catalogue: str
    place: Place
    own_id: str
    key: str
    keys: tuple[str, ...]
    title: str
    held: bool = False
    id_cell: tuple[int, str] = (0, "")


def candidate(number: int, catalogue: str, place: Place, own_id: str, facts: "Facts") -> Candidate:
    """Return the candidate of a row from the facts that can identify it."""
    strong = next((f"{name} {value}" for name, value in facts.strong if value), "")
    title = fold(facts.title)
    said = " | ".join(("title", title, facts.year, fold(facts.creator), facts.language)) if facts.title else ""
    key = strong or said
    keys = [f"k:{digest(key, 16)}"] if key else []
    if facts.title:
        keys.append(f"t:{digest(title, 16)}")
    if len(facts.description) >= LONG_ENOUGH:
        keys.append(f"d:{digest(fold(facts.description), 16)}")
    if facts.url:
        keys.append(f"u:{digest(facts.url, 16)}")
    return Candidate(number, catalogue, place, own_id, key, tuple(sorted(keys)), facts.title)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row says that can identify it; `strong` are (name, value) pairs, the strongest first."""

    title: str
    year: str = ""
    creator: str = ""
    language: str = ""
    description: str = ""
    url: str = ""
    strong: tuple[tuple[str, str], ...] = ()
