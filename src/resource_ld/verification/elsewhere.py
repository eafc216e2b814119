"""A site of other software: which doors it has, and whether these agree with themselves and with each other."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from resource_ld.errors import DoorError
from resource_ld.formats import RDF_FORMATS
from resource_ld.verification.doors import Oai, introduced
from resource_ld.verification.ledger import Ledger
from resource_ld.verification.links import Links
from resource_ld.verification.lists import (
    CHANGE_LIST,
    RESOURCE_LIST,
    SITEMAP,
    resource_sync_lists,
    sitemap_address,
    urls,
)
from resource_ld.verification.oai import OAI, is_of
from resource_ld.verification.reading import Page, document_digest, graph, xml
from resource_ld.verification.report import Collected, Report
from resource_ld.verification.site import Site
from resource_ld.verification.told import Fault, Watch
from resource_ld.verification.verify import Extent, choose

SITEMAP_NAME, PAGES, RECORDS = "sitemap", "pages", "OAI-PMH GetRecord"
DOCUMENTS = "ResourceSync documents"


def verify_elsewhere(site: Site, extent: Extent, watch: Watch) -> Report:
    """Return which doors a foreign site has and what is wrong with them."""
    found = Collected(watch)
    if has_oai(site):
        _verify_oai(site, extent, found)
    else:
        found.leave_out("OAI-PMH", "there is none at this address")
    _verify_sync(site, extent, found)
    _verify_pages(site, extent, found)
    report = found.report(site)
    if not any(each.records for each in report.checked) and report.right:
        raise DoorError(
            "nothing at this address can be verified: no dumps/latest.json, no OAI-PMH, no ResourceSync, no sitemap",
            where=site.address, mend="Give the address of a site, or the base URL of its OAI-PMH.",
        )  # fmt: skip
    return report


def has_oai(site: Site) -> bool:
    """Return whether OAI-PMH is spoken at the very address that was given."""
    try:
        answer = site.client.get(f"{_base_url(site)}?verb=Identify")
        return answer.status == 200 and xml(answer.body, where=answer.address).tag == f"{OAI}OAI-PMH"
    except DoorError:
        return False


def _base_url(site: Site) -> str:
    return site.base_iri


def _verify_oai(site: Site, extent: Extent, found: Collected) -> None:
    oai = introduced(site, _base_url(site), found)
    if oai is None:
        return
    ledger = Ledger()
    for door in oai.doors(own=False, every=extent.sample is None):
        found.read(door, ledger, site, ())
    for fault in ledger.differences():
        found.add(fault)
    sample = choose(ledger.records, extent.sample, 0)
    found.check(RECORDS, _records(oai, ledger, sample))


def _records(oai: Oai, ledger: Ledger, sample: Collection[str]) -> Iterator[Fault | int]:
    """Yield where a single record is not as its lists say."""
    for number, identifier in enumerate(sample, 1):
        for prefix in oai.namespaces:
            listed = ledger.said_by(f"OAI-PMH ListIdentifiers {prefix}", identifier)
            if listed is not None:
                yield from _record(oai, prefix, identifier, listed)
        yield number


def _record(oai: Oai, prefix: str, identifier: str, listed: tuple[bool, str]) -> Iterator[Fault]:
    name = f"{RECORDS} {prefix}"
    try:
        said = oai.repository.record(identifier, prefix)
    except DoorError as error:
        yield Fault(name, identifier, error.what, "ListIdentifiers has it in this format.", error.mend, error.where)
        return
    if (said.deleted, said.datestamp) != listed:
        state = "deleted" if said.deleted else "there"
        yield Fault(name, identifier, f"is {state} since {said.datestamp}", f"ListIdentifiers says {listed[1]}")
    if not said.deleted and said.metadata is None:
        yield Fault(name, identifier, "has no metadata", "A record that is not deleted has some (section 2.5).")
    elif said.metadata is not None and not is_of(oai.namespaces[prefix], said.metadata):
        yield Fault(
            name, identifier, f"its metadata is {said.metadata.tag}", f"the namespace is {oai.namespaces[prefix]}"
        )


def _verify_sync(site: Site, extent: Extent, found: Collected) -> None:
    try:
        lists = resource_sync_lists(site)
    except DoorError:
        found.leave_out("ResourceSync", "there is no .well-known/resourcesync")
        return
    ledger = Ledger()
    for door, name in ((RESOURCE_LIST, "resourcelist"), (CHANGE_LIST, "changelist")):
        if name in lists:
            # A change list need not go back to the beginning, so what it does not tell may still be there.
            found.read(replace(door, whole=name == "resourcelist"), ledger, site, ())
    for fault in ledger.differences():
        found.add(fault)
    found.check(DOCUMENTS, _synced(site, ledger, choose(ledger.published(), extent.sample, 0)))


def _synced(site: Site, ledger: Ledger, sample: Collection[str]) -> Iterator[Fault | int]:
    for number, address in enumerate(sample, 1):
        try:
            answer = site.get(address)
            expected = ledger.document_of(RESOURCE_LIST.name, address)
            if expected and document_digest(answer.body) != expected:
                yield Fault(DOCUMENTS, address, "has another SHA-256", "The resource list has one for it.")
        except DoorError as error:
            yield Fault(DOCUMENTS, address, error.what, "The resource list has it.", error.mend)
        yield number


def _verify_pages(site: Site, extent: Extent, found: Collected) -> None:
    """Look at some pages of the sitemap: each answers, its documents in RDF can be read, its links are alive."""
    addresses: list[str] = []

    def read() -> Iterator[Fault | int]:
        for each in urls(site, sitemap_address(site)):
            addresses.append((each.findtext(f"{SITEMAP}loc") or "").strip())
            if len(addresses) % 100 == 0:
                yield len(addresses)
        yield len(addresses)

    try:
        if site.ask(sitemap_address(site)).status != 200:
            found.leave_out(SITEMAP_NAME, "there is none")
            return
    except DoorError as error:
        found.leave_out(SITEMAP_NAME, error.what)
        return
    found.check(SITEMAP_NAME, read())
    links = Links(site, extent.links)
    sample = choose([each for each in addresses if site.holds(each)], extent.sample, 0)
    found.check(PAGES, _pages(site, sample, links))
    found.check("links", links.check())


def _pages(site: Site, sample: Collection[str], links: Links) -> Iterator[Fault | int]:
    forms = {media_type: each for each in RDF_FORMATS for media_type in each.media_types[:1]}
    for number, address in enumerate(sample, 1):
        try:
            answer = site.get(address)
            page = Page(answer.body, address)
            for link in page.links:
                links.add(link, page=address)
            for relation, media_type, target in page.related:
                if relation == "alternate" and media_type in forms and site.holds(target):
                    said = site.get(target)
                    graph(said.body, forms[media_type], where=said.address)
        except DoorError as error:
            yield Fault(PAGES, address, error.what, "The sitemap has it.", error.mend, error.where)
        yield number
