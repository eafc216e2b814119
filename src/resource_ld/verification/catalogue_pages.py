"""The pages of the catalogue: its members listed, and described in DCAT, each leading to the next."""

from collections.abc import Callable, Collection, Iterable, Iterator

from resource_ld.errors import DoorError
from resource_ld.formats import NTRIPLES
from resource_ld.terms import Term, Triple, curie, iri_text, is_iri, split_literal
from resource_ld.verification.lists import PARTS
from resource_ld.verification.reading import graph
from resource_ld.verification.site import Site
from resource_ld.verification.told import Door, Fault, Told


def iris(triples: Iterable[Triple], predicate: Term) -> list[str]:
    """Return the IRIs that are objects of a predicate."""
    return [iri_text(each) for _, said, each in triples if said == predicate and is_iri(each)]


def _pages(name: str, first: str, member: Term) -> Callable[[Site, Collection[str]], Iterator[Told | Fault]]:
    """Return a door that follows `hydra:next` and compares what it saw with `hydra:totalItems`."""

    def tell(site: Site, _sample: Collection[str]) -> Iterator[Told | Fault]:
        address, seen, totals, count = first, set[str](), set[int](), 0
        while address:
            if address in seen or len(seen) > PARTS:
                raise DoorError("its pages lead in a circle", where=address)
            seen.add(address)
            answer = site.get(address)
            triples = graph(answer.body, NTRIPLES, where=answer.address)
            for each in sorted(set(iris(triples, member))):
                count += 1
                yield Told(site.record_of(each))
            totals |= {_number(o) for _, p, o in triples if p == curie("hydra:totalItems")}
            address = next(iter(iris(triples, curie("hydra:next"))), "")
        # Pages that leave records out on purpose say no total.
        if totals and count != max(totals):
            yield Fault(
                name,
                "",
                f"has {count} members",
                f"hydra:totalItems is {max(totals)}",
                "No page may lose a member.",
                site.reach(first),
            )

    return tell


def _number(term: Term) -> int:
    text = split_literal(term)[0] if not is_iri(term) else ""
    return int(text) if text.isdecimal() else 0


def _door(name: str, first: str, member: str, *, whole: bool = True) -> Door:
    return Door(name, _pages(name, first, curie(member)), whole=whole)


MEMBERS = _door("catalogue members", "catalog.nt?page=1", "dcat:resource")
DCAT_PAGES = _door("DCAT pages", "catalog.dcat.nt?page=1", "dcat:dataset", whole=False)
"""DCAT requires what a record may lack; which are in it, the prefix of OAI-PMH says too."""
