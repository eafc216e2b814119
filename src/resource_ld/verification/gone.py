"""The proof that a record is withdrawn: at each door by itself, not only as the others say."""

from collections.abc import Iterator

from resource_ld.verification.doors import Oai, answers_sparql, introduced, own_lists
from resource_ld.verification.oai import OAI_DC, ProtocolError
from resource_ld.verification.report import Collected, Report
from resource_ld.verification.site import Site
from resource_ld.verification.sparql import address_of
from resource_ld.verification.told import Door, Fault, Watch
from resource_ld.verification.tombstones import NAME as TOMBSTONES
from resource_ld.verification.tombstones import check_gone
from resource_ld.verification.verify import check_release

PROOF, IN_OAI, IN_SPARQL = "The record is withdrawn.", "OAI-PMH GetRecord", "SPARQL"


def prove_gone(site: Site, record: str, watch: Watch) -> Report:
    """Return at which doors a record of one of our sites is still to be had, or its withdrawal is not told."""
    found = Collected(watch)
    oai = introduced(site, f"{site.base_iri}oai", found)
    prefixes = tuple(oai.namespaces) if oai else ()
    found.check(TOMBSTONES, check_gone(site, record, prefixes))
    for door in own_lists(site, oai, found, every=True):
        found.check(door.name, _look_in(door, site, record))
    if oai is not None and oai.identity.identifiers:
        for prefix in prefixes:
            found.check(f"{IN_OAI} {prefix}", _ask_oai(oai, prefix, record))
    if answers_sparql(site):
        found.check(IN_SPARQL, _ask_sparql(site, record))
    check_release(site)
    return found.report(site)


def _look_in(door: Door, site: Site, record: str) -> Iterator[Fault | int]:
    """Yield the fault of a list that still has the record, or that does not tell of its deletion."""
    count, told = 0, None
    for each in door.tell(site, ()):
        if isinstance(each, Fault):
            continue
        count += 1
        if each.record == record:
            told = each
        if count % 100 == 0:
            yield count
    yield count
    if told is not None and not told.deleted:
        yield Fault(
            door.name, record, "still has it", PROOF, "Publish the withdrawal, and empty the cache before the site."
        )
    elif told is not None and told.triples:
        yield Fault(door.name, record, "still says something of it", PROOF)
    elif told is None and door.deletes and door.whole:
        yield Fault(door.name, record, "does not tell of its deletion", PROOF)


def _ask_oai(oai: Oai, prefix: str, record: str) -> Iterator[Fault | int]:
    """Yield the fault of a prefix in which the record is not deleted (OAI-PMH 2.0 section 2.5.1)."""
    try:
        found = oai.repository.record(oai.identity.identifiers + record, prefix)
    except ProtocolError as error:
        # A record that never had what a format requires was never in it, so nobody has a copy.
        if error.code != "cannotDisseminateFormat" or prefix == OAI_DC:
            yield Fault(f"{IN_OAI} {prefix}", record, error.what, PROOF, "", error.where)
        return
    yield 1
    if not found.deleted or found.metadata is not None:
        yield Fault(f"{IN_OAI} {prefix}", record, "does not say that it is deleted", PROOF)


def _ask_sparql(site: Site, record: str) -> Iterator[Fault | int]:
    """Yield the fault of a store that still has triples of the record or of its parts."""
    iri = site.iri(record)
    where = f"<{iri}> ?p ?o"
    answer = site.get(address_of(f"ASK {{ {where} }}"), accept="application/sparql-results+json")
    yield 1
    if b"false" not in answer.body:
        yield Fault(IN_SPARQL, record, "still has triples of it", PROOF, "", answer.address)
