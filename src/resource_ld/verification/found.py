"""From an address to a site: whether it is one of ours, and what its IRIs begin with."""

from collections.abc import Iterator

from resource_ld.errors import DoorError
from resource_ld.verification.client import Client
from resource_ld.verification.lists import SITEMAP, WELL_KNOWN
from resource_ld.verification.oai import Repository
from resource_ld.verification.reading import elements
from resource_ld.verification.site import Site, latest_release


def find_site(client: Client, url: str) -> Site:
    """Return the site at an address; raise DoorError when nothing answers there.

    Behind a proxy, or before it has its name, a site is reached elsewhere than its IRIs say: what most of its doors
    begin their addresses with is its base IRI.
    """
    bare = url.partition("#")[0]
    address = bare if bare.endswith("/") else f"{bare}/"
    release = latest_release(client, address)
    if not release:
        # Nothing of ours is there: perhaps a base URL of OAI-PMH, which ends as it was given.
        client.get(bare)
        return Site(client, bare, bare)
    found = Site(client, address, address, release)
    bases = list(_bases(found))
    return Site(client, address, max(bases, key=bases.count) if bases else address, release)


def _bases(site: Site) -> Iterator[str]:
    """Yield what some doors begin their addresses with."""
    named = site.client.robots(site.address).sitemaps
    yield from (each.removesuffix("sitemap.xml") for each in named if each.endswith("/sitemap.xml"))
    try:
        answer = site.get(WELL_KNOWN)
        for each in elements(answer.body, f"{SITEMAP}url", where=answer.address):
            address = each.findtext(f"{SITEMAP}loc") or ""
            if address.endswith("/resourcesync/capabilitylist.xml"):
                yield address.removesuffix("resourcesync/capabilitylist.xml")
    except DoorError:
        pass
    try:
        base_url = Repository(site, f"{site.address}oai").identify().base_url
        if base_url.endswith("/oai"):
            yield base_url.removesuffix("oai")
    except DoorError:
        pass
