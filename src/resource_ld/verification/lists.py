"""The lists of a site: sitemap, feed, changes, ResourceSync. Each tells what there is, and all but the sitemap what is gone."""

import json
from collections.abc import Callable, Collection, Iterator
from xml.etree.ElementTree import Element

from resource_ld.errors import DoorError
from resource_ld.verification.reading import elements, short, xml
from resource_ld.verification.site import Site
from resource_ld.verification.told import Door, Fault, Told

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RS = "{http://www.openarchives.org/rs/terms/}"
ATOM, TOMBSTONE = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
WELL_KNOWN = ".well-known/resourcesync"
PARTS = 10_000
"""Parts of a list that are read; a list with more is taken for one without end."""


def urls(site: Site, address: str, *, depth: int = 0) -> Iterator[Element]:
    """Yield the `url` elements of a sitemap or a ResourceSync list, or of its parts where it is an index (sitemaps.org protocol)."""
    answer = site.get(address)
    parts = []
    for each in elements(answer.body, f"{SITEMAP}url", f"{SITEMAP}sitemap", where=answer.address):
        if each.tag == f"{SITEMAP}url":
            yield each
        else:
            parts.append(_text(each, f"{SITEMAP}loc"))
    if parts and (depth or len(parts) > PARTS):
        raise DoorError("an index leads to an index, or has too many parts", where=address)
    for part in parts:
        yield from urls(site, part, depth=1)


def pages(site: Site, address: str, root: str, further: Callable[[Element], str]) -> Iterator[Element]:
    """Yield the documents of a paged list; raise DoorError when it leads back to a page it had."""
    seen: set[str] = set()
    while address:
        if address in seen or len(seen) > PARTS:
            raise DoorError("its pages lead in a circle", where=address)
        seen.add(address)
        answer = site.get(address)
        document = xml(answer.body, where=answer.address)
        if document.tag != root:
            raise DoorError(f"the root element is {document.tag}", where=answer.address)
        yield document
        address = further(document)


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def sitemap_address(site: Site) -> str:
    """Return where robots.txt says the sitemap is, else where it usually is."""
    named = site.client.robots(site.address).sitemaps
    return next((each for each in named if site.holds(each)), f"{site.base_iri}sitemap.xml")


def _sitemap(site: Site, _sample: Collection[str]) -> Iterator[Told | Fault]:
    for each in urls(site, sitemap_address(site)):
        address = _text(each, f"{SITEMAP}loc")
        if address != site.base_iri:
            yield Told(site.record_of(address), _text(each, f"{SITEMAP}lastmod"))


def _feed(site: Site, _sample: Collection[str]) -> Iterator[Told | Fault]:
    for document in pages(site, "changes/feed.atom", f"{ATOM}feed", _next):
        for each in document:
            if each.tag == f"{ATOM}entry":
                yield Told(site.record_of(_text(each, f"{ATOM}id")), _text(each, f"{ATOM}updated"))
            elif each.tag == f"{TOMBSTONE}deleted-entry":
                yield Told(site.record_of(each.get("ref", "")), each.get("when", ""), deleted=True)


def _next(document: Element) -> str:
    return next((each.get("href", "") for each in document.iter(f"{ATOM}link") if each.get("rel") == "next"), "")


def _changes(site: Site, _sample: Collection[str]) -> Iterator[Told | Fault]:
    with site.saved("changes/?since=0") as saved:
        for number, line in enumerate(saved.file, 1):
            try:
                said = json.loads(line)
                yield Told(said["id"], said["datestamp"], said["change"] == "removed")
            except (ValueError, KeyError, TypeError):
                raise DoorError(f"line {number} is no change", where=site.reach("changes/?since=0")) from None


def resource_sync_lists(site: Site) -> dict[str, str]:
    """Return what the source description leads to: capability → address (ResourceSync section 9); empty where there is none."""
    found: dict[str, str] = {}
    waiting = [WELL_KNOWN]
    while waiting and len(found) < PARTS:
        answer = site.get(waiting.pop())
        for each in elements(answer.body, f"{SITEMAP}url", f"{SITEMAP}sitemap", where=answer.address):
            metadata = each.find(f"{RS}md")
            name = metadata.get("capability", "") if metadata is not None else ""
            address = _text(each, f"{SITEMAP}loc")
            if name and name not in found:
                found[name] = address
                waiting += [address] if name == "capabilitylist" else []
    return found


def sync_list(site: Site, capability: str) -> Iterator[Told | Fault]:
    """Yield the resources of a resource list or the last changes of a change list (sections 10.1 and 12.1)."""
    address = resource_sync_lists(site).get(capability)
    if address is None:
        raise DoorError(f"no {capability} is named", where=site.reach(WELL_KNOWN))
    last: dict[str, Told] = {}
    for each in urls(site, address):
        metadata = each.find(f"{RS}md")
        said = metadata.attrib if metadata is not None else {}
        algorithms = dict(hashed.partition(":")[::2] for hashed in said.get("hash", "").split())
        told = Told(
            site.record_of(_text(each, f"{SITEMAP}loc")), said.get("datetime") or _text(each, f"{SITEMAP}lastmod"),
            said.get("change") == "deleted", document=short(algorithms.get("sha-256", "")),
        )  # fmt: skip
        if capability == "resourcelist":
            yield told
        else:
            # A foreign list may tell every change of a resource, the oldest first; the last one counts.
            last[told.record] = told
    yield from last.values()


def _sync(capability: str) -> Callable[[Site, Collection[str]], Iterator[Told | Fault]]:
    return lambda site, _sample: sync_list(site, capability)


RESOURCE_LIST = Door("ResourceSync resource list", _sync("resourcelist"))
CHANGE_LIST = Door("ResourceSync change list", _sync("changelist"), deletes=True)
LISTS = (
    Door("sitemap", _sitemap),
    Door("Atom feed", _feed, deletes=True),
    Door("changes as JSON lines", _changes, deletes=True),
    RESOURCE_LIST,
    CHANGE_LIST,
)
"""The lists of one of our own sites."""
