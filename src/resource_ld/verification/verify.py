"""A site, read at every door, the doors compared: the straight line of `verify`."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from heapq import nsmallest

from resource_ld.errors import DoorError
from resource_ld.verification.catalogue_pages import DCAT_PAGES
from resource_ld.verification.documents import DOCUMENTS
from resource_ld.verification.doors import Oai, construct_door, introduced, own_lists
from resource_ld.verification.ledger import OTHER_TRIPLES, Ledger
from resource_ld.verification.links import NAME as LINKS
from resource_ld.verification.links import Links
from resource_ld.verification.records import Harvester, Records, difference
from resource_ld.verification.report import Collected, Report
from resource_ld.verification.site import Site, latest_release
from resource_ld.verification.told import Door, Fault, Watch
from resource_ld.verification.tombstones import NAME as TOMBSTONES
from resource_ld.verification.tombstones import check_gone

RECORDS = "records, one by one"
EXPLAINED = 5
"""Records of a door whose differing triples are asked for once more, to say which they are."""

PLACES = ("", "resource/", "catalog.html", "vocab/", "dumps/", "changes/", "report/", "oai", "robots.txt", "health")
"""Paths that every site of ours has, beside its records."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is asked: records that are looked at one by one (None: all of them), links that are followed at most."""

    sample: int | None = 20
    links: int | None = 2_000


def verify_own(site: Site, extent: Extent, watch: Watch) -> Report:
    """Return what is checked and what differs on a site of this program; raise DoorError when it publishes meanwhile."""
    found, ledger = Collected(watch), Ledger()
    oai = introduced(site, f"{site.base_iri}oai", found)
    doors = list(own_lists(site, oai, found, every=extent.sample is None))
    for each in doors:
        found.read(each, ledger, site, ())
    sample = choose(ledger.published(), extent.sample, site.release)
    sampled = (*DOCUMENTS, *construct_door(site))
    for each in sampled:
        found.read(each, ledger, site, sample)
    for fault in explained(site, (*doors, *sampled), list(ledger.differences())):
        found.add(fault)
    for fault in ledger.missing(DCAT_PAGES.name, "OAI-PMH ListIdentifiers dcat"):
        found.add(fault)
    links = Links(site, extent.links)
    for path in PLACES:
        links.add(site.base_iri + path, page=site.base_iri)
    found.check(RECORDS, _look_at(Records(site, _harvester(oai, ledger), links), sample))
    prefixes = tuple(oai.namespaces) if oai else ()
    found.check(TOMBSTONES, _look_for(site, choose(ledger.deleted(), extent.sample, site.release), prefixes))
    found.check(LINKS, links.check())
    if links.left:
        found.leave_out(f"{links.left} more links", "--all follows every link")
    check_release(site)
    return found.report(site)


def check_release(site: Site) -> None:
    """Raise DoorError when a site published since it was found: what was read before and after need not agree."""
    if latest_release(site.client, site.address) != site.release:
        raise DoorError(
            "the site published a release while it was verified", where=site.address, mend="Verify it again."
        )


def choose(records: Sequence[str], size: int | None, release: int) -> list[str]:
    """Return a sample of records, the same each time for a release and another for the next; all when size is None.

    >>> choose(["a", "b", "c"], 2, 1) == choose(["c", "b", "a"], 2, 1)
    True
    """
    if size is None:
        return sorted(records)
    return sorted(nsmallest(size, records, key=lambda each: blake2b(f"{release} {each}".encode()).digest()))


def _harvester(oai: Oai | None, ledger: Ledger) -> Harvester | None:
    if oai is None or not oai.identity.identifiers:
        return None

    def listed(prefix: str, record: str) -> tuple[bool, str] | None:
        return ledger.said_by(f"OAI-PMH ListIdentifiers {prefix}", record)

    return Harvester(oai.repository, oai.identity, oai.namespaces, listed)


def _look_at(records: Records, sample: Collection[str]) -> Iterator[Fault | int]:
    for number, each in enumerate(sample, 1):
        yield from records.check(each)
        yield number


def _look_for(site: Site, sample: Collection[str], prefixes: Collection[str]) -> Iterator[Fault | int]:
    for number, each in enumerate(sample, 1):
        yield from (found for found in check_gone(site, each, prefixes, merged=True) if isinstance(found, Fault))
        yield number


def explained(site: Site, doors: Sequence[Door], faults: Sequence[Fault]) -> Iterator[Fault]:
    """Yield faults; where triples differ, say which, against the document of another format."""
    differing: dict[str, list[str]] = {}
    for each in faults:
        if each.says == OTHER_TRIPLES:
            differing.setdefault(each.door, []).append(each.record)
    says: dict[tuple[str, str], str] = {}
    for door in doors:
        records = differing.get(door.name, [])[:EXPLAINED]
        right = next(
            each
            for each in reversed(DOCUMENTS)
            if not {*records} & {*differing.get(each.name, ())} or each is DOCUMENTS[0]
        )
        if records and door.triples is not None and right.triples is not None:
            for record, words in _compared(site, door, right, records):
                says[door.name, record] = words
    for each in faults:
        yield replace(
            each, says=says.get((each.door, each.record), each.says) if each.says == OTHER_TRIPLES else each.says
        )


def _compared(site: Site, door: Door, right: Door, records: Sequence[str]) -> Iterator[tuple[str, str]]:
    assert door.triples is not None
    assert right.triples is not None
    try:
        found, expected = door.triples(site, records), right.triples(site, records)
    except DoorError:
        return
    for each in records:
        if (words := difference(found.get(each, frozenset()), expected.get(each, frozenset()))) is not None:
            yield each, words
